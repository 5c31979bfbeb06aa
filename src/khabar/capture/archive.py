"""A folder that keeps what was fetched: WARC files, their index and their sums.

Invariant: nothing that was kept is ever changed or deleted. ``warc/`` holds the files, of which one may be open
(``.open``); ``SHA256SUMS`` names every closed one; ``index.cdxj`` can be made again from them; ``torn/`` holds the ends
that a crash left; ``timestamps/`` holds tokens. Anyone may read at any time; one process writes.
"""

from __future__ import annotations

import datetime
import heapq
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from khabar.capture import answers, index, warc
from khabar.capture.addresses import to_address
from khabar.capture.exchange import Headers
from khabar.capture.index import Capture
from khabar.errors import InputError
from khabar.ingest import reasons
from khabar.ingest.sources import ARCHIVE_FILES, ARCHIVE_MARK

MARK: Final = ARCHIVE_MARK
WARCS: Final = ARCHIVE_FILES
TORN: Final = "torn"
TIMESTAMPS: Final = "timestamps"
SUMS: Final = "SHA256SUMS"
OPEN: Final = ".open"
MOVED: Final = frozenset({"301", "302", "303", "307", "308"})
_HOPS: Final = 5
FORMAT: Final = msgspec.json.encode({"khabar-archive": 1}) + b"\n"


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A capture with its bytes: ``document`` is the page without transfer or content encoding.

    ``fields`` are those of its record; ``told`` those of the metadata record beside it.
    """

    capture: Capture
    fields: tuple[tuple[str, str], ...]
    headers: Headers
    body: bytes
    document: bytes


class Archive:
    """An archive to read.

    Raises:
        InputError: the folder is no archive.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            marked = (folder / MARK).read_bytes()
        except OSError:
            raise InputError(f"{folder}: no archive of Khabar; khabar capture {folder} URL makes one") from None
        if marked != FORMAT:
            raise InputError(f"{folder / MARK}: not of this version of Khabar; update Khabar")
        self._loose: dict[str, list[Capture]] = {}
        self._stale = self._find_stale()
        for name in sorted(self._stale & self.sizes().keys() | self._open_files()):
            for capture in self._read_file(name):
                self._loose.setdefault(capture.url, []).append(capture)

    @property
    def index(self) -> Path:
        """The index's file."""
        return self.folder / index.NAME

    def sizes(self) -> dict[str, int]:
        """The closed WARC files and their sizes in bytes, in the order in which they were written."""
        found = (self.folder / WARCS).glob("*.warc.gz")
        return {path.name: path.stat().st_size for path in sorted(found)}

    def find(self, url: str | None = None) -> Iterator[Capture]:
        """Yield the captures of an address, or all, each address's oldest first.

        Raises:
            InputError: the index is damaged.
        """
        if url is not None:
            found = [one for one in index.find_url(self.index, url) if one.filename not in self._stale]
            yield from sorted(found + self._loose.get(url, []), key=_order)
            return
        loose = sorted(index.to_line(one) for some in self._loose.values() for one in some)
        try:
            yield from map(index.from_line, heapq.merge(loose, self._find_indexed()))
        except ValueError:
            raise InputError(f"{self.index}: damaged; khabar archive verify {self.folder} says where") from None

    def get_version(self, url: str, at: str | None = None) -> Capture:
        """The version of a page that was the newest at a moment: its last capture with status 200 and bytes.

        An address that only led elsewhere is followed there.

        Args:
            url: The address in the form in which it was fetched.
            at: UTC, the beginning of ``YYYYMMDDhhmmss``; now where None.

        Raises:
            InputError: there was none.
        """
        until = f"{at:9<14}" if at else "9" * 14
        here: str | None = url
        for _ in range(_HOPS + 1):
            found = [one for one in self.find(here) if one.time <= until] if here else []
            versions = [one for one in found if is_version(one)]
            if versions:
                return versions[-1]
            moved = [one for one in found if one.status in MOVED]
            here = self._target(moved[-1]) if moved else None
        raise InputError(f"{url}: no page of it in {self.folder}" + (f" by {at}" if at else ""))

    def load(self, capture: Capture) -> Page:
        """The bytes of a capture.

        Raises:
            InputError: they are damaged.
        """
        record = self.load_record(capture)
        _, headers, body = answers.parse_response(record.block)
        document = answers.to_document(headers, body)
        if record.type == "response" and warc.digest_of(document) != f"sha256:{capture.document}":
            raise InputError(f"{self.folder}: {capture.url} is damaged; khabar archive verify {self.folder}")
        return Page(capture=capture, fields=record.fields, headers=headers, body=body, document=document)

    def load_record(self, capture: Capture) -> warc.Record:
        """The record of a capture.

        Raises:
            InputError: it is not there, or another.
        """
        path = self.folder / WARCS / capture.filename
        try:
            with (path if path.exists() else path.with_name(path.name + OPEN)).open("rb") as file:
                record = warc.get_record(file, int(capture.offset))
        except OSError as fault:
            raise InputError(f"{path}: {fault.strerror}", reason=reasons.UNOPENED) from None
        if record.field("WARC-Target-URI") != capture.url or digest_fault(record):
            raise InputError(f"{path}: byte {capture.offset} holds another record than the index says; verify it")
        return record

    def _target(self, moved: Capture) -> str | None:
        """Where a redirect led."""
        to = answers.header(self.load(moved).headers, "location")
        try:
            return to_address(answers.as_letters(to), to_address(moved.url)).url if to else None
        except InputError:
            return None

    def _find_indexed(self) -> Iterator[bytes]:
        for line in index.find_lines(self.index):
            if not self._stale or index.from_line(line).filename not in self._stale:
                yield line

    def _find_stale(self) -> frozenset[str]:
        """The files whose lines in the index do not count: it was made of another state of them."""
        indexed, there = index.load_files(self.index), self.sizes()
        return frozenset(name for name in indexed.keys() | there.keys() if indexed.get(name) != there.get(name))

    def _open_files(self) -> set[str]:
        return {path.name.removesuffix(OPEN) for path in (self.folder / WARCS).glob(f"*.warc.gz{OPEN}")}

    def _read_file(self, name: str) -> Iterator[Capture]:
        path = self.folder / WARCS / name
        try:
            with (path if path.exists() else path.with_name(name + OPEN)).open("rb") as file:
                yield from index.find_captures(file, name)
        except warc.Torn:
            return


def _order(capture: Capture) -> tuple[str, str, int]:
    return capture.time, capture.filename, int(capture.offset)


def is_version(capture: Capture) -> bool:
    """Whether a capture holds a page's bytes."""
    return not capture.revisit and capture.status == "200"


def digest_fault(record: warc.Record) -> str:
    """Which digest of a record does not agree with its bytes; empty where they do."""
    if record.field("WARC-Block-Digest") != warc.digest_of(record.block):
        return "block digest"
    if record.type == "response":
        _, payload = answers.split_head(record.block)
        if record.field("WARC-Payload-Digest") != warc.digest_of(payload):
            return "payload digest"
    return ""


def to_time(moment: datetime.datetime) -> str:
    """A moment as CDXJ has it."""
    return moment.astimezone(datetime.UTC).strftime("%Y%m%d%H%M%S")


def load_sums(folder: Path) -> dict[str, str]:
    """The SHA-256 of every closed file, by name.

    Raises:
        InputError: a line is none of ``sha256sum``.
    """
    path = folder / SUMS
    sums: dict[str, str] = {}
    try:
        lines = path.read_bytes().decode("ascii").split("\n") if path.exists() else [""]
    except (OSError, UnicodeError) as fault:
        raise InputError(f"{path}: {fault}") from None
    if lines.pop():
        raise InputError(f"{path}: its last line has no end")
    for number, line in enumerate(lines, 1):
        digest, gap, name = line.partition(f"  {WARCS}/")
        if not gap or len(digest) != 64 or name in sums or not index.is_name(name):
            raise InputError(f"{path}:{number}: no line of sha256sum")
        sums[name] = digest
    return sums
