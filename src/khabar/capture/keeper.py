"""Writes an archive: one process at a time, each capture whole on the disk before it counts.

Invariant: the bytes of a file only grow. What a crash or a full disk left half-written is moved to ``torn/`` before
anything else is written; a closed file has its line in ``SHA256SUMS`` before it bears its name, and the next file names
its predecessor's sum, so that the last sum vouches for all.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

from khabar.capture import answers, clock, index, warc
from khabar.capture.archive import FORMAT, MARK, OPEN, SUMS, TORN, WARCS, Archive, digest_fault, load_sums, to_time
from khabar.capture.exchange import Exchange
from khabar.capture.index import Capture
from khabar.capture.leads import Lead
from khabar.capture.warc import Record
from khabar.errors import InputError
from khabar.ingest.boxes import beside
from khabar.version import __version__

LARGEST: Final = 1024 * 1024 * 1024
LOCK: Final = ".lock"
_FORMAT: Final = "WARC File Format 1.1"
_CONFORMS: Final = "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"


class Keeper(Archive):
    """An archive to write to, made where there is none.

    Args:
        folder: New, empty, or an archive.
        agent: What the requests call themselves; stands in every file.
        largest: A file that has reached so many bytes is closed.
        closed: Told the path of every file that is closed.

    Raises:
        InputError: another process writes it, it is something else, or it cannot be written.
    """

    def __init__(
        self, folder: Path, *, agent: str = "", largest: int = LARGEST, closed: Callable[[Path], object] | None = None
    ) -> None:
        self._agent, self._largest, self._closed = agent, largest, closed
        self._file: BinaryIO | None = None
        self._name, self._size = "", 0
        self._whole = True  # nothing of the open file is written and not yet known
        self._fresh: dict[str, list[Capture]] = {}
        _make(folder)
        self._lock = _lock(folder)
        try:
            self._take_up(folder)
        except BaseException:
            self._lock.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def find(self, url: str | None = None) -> Iterator[Capture]:
        """Yield the captures of an address, those of this run with them."""
        yield from super().find(url)
        if url is not None:
            yield from self._fresh.get(url, [])

    def keep(self, exchange: Exchange, lead: Lead, *, role: str, before: Capture | None = None) -> Capture:
        """Keep an exchange: its request, what was told of it, and its answer, or that nothing has changed.

        Args:
            exchange: As it was.
            lead: Why it was made.
            role: What the answer holds.
            before: The version that this one is compared with.

        Raises:
            InputError: it cannot be written. What was kept before is unharmed.
        """
        records = _records(exchange, lead, role, before)
        file = self._open()
        members = [warc.to_member(record) for record in records]
        start = self._size + sum(map(len, members[:-1]))
        self._whole = False
        self._append(file, b"".join(members))
        last = records[-1]
        whole = Record(type=last.type, fields=last.fields, block=last.block, offset=start, length=len(members[-1]))
        capture = index.to_capture(whole, self._name, role)
        self._fresh.setdefault(capture.url, []).append(capture)
        self._whole = True
        if self._size >= self._largest:
            self._shut()
        return capture

    def close(self) -> None:
        """Close the file that is open, bring the index up to date and let others write."""
        try:
            if self._whole:
                self._shut()
            else:
                self._recover()
        finally:
            self._lock.close()

    def _recover(self) -> None:
        """Close a file in which somebody broke off a record: what it holds is read from it again, as after a crash."""
        if self._file is not None:
            self._file.close()
            self._file = None
        self._fresh = {}
        self._take_up(self.folder)
        self._whole = True

    def _take_up(self, folder: Path) -> None:
        """Close what was left open, read the archive and bring its index up to date."""
        self._mend(folder)
        super().__init__(folder)
        self._settle()

    def _open(self) -> BinaryIO:
        if self._file is None:
            number = len(self.sizes()) + 1
            self._name = f"khabar-{number:05d}-{to_time(clock.now())}.warc.gz"
            self._size = 0
            try:
                self._file = (self.folder / WARCS / (self._name + OPEN)).open("xb", buffering=0)
            except OSError as fault:
                raise _unwritten(self.folder / WARCS / self._name, fault) from None
            self._append(self._file, warc.to_member(self._warcinfo()))
        return self._file

    def _warcinfo(self) -> Record:
        sums = load_sums(self.folder)
        name, digest = next(reversed(sums.items()), ("", ""))
        block = warc.to_fields([
            ("software", f"Khabar/{__version__}"), ("format", _FORMAT), ("conformsTo", _CONFORMS), ("robots", "obey"),
            ("http-header-user-agent", self._agent), ("previous", f"{name} sha256:{digest}" if name else ""),
        ])  # fmt: skip
        fields = (("WARC-Record-ID", warc.new_id()), ("WARC-Date", _now()), ("WARC-Filename", self._name))
        return Record(type="warcinfo", fields=(*fields, ("Content-Type", beside.FIELDS)), block=block)

    def _append(self, file: BinaryIO, data: bytes) -> None:
        """Bring bytes onto the disk, all or none."""
        try:
            left = memoryview(data)
            while left:
                left = left[file.write(left) :]
            os.fsync(file.fileno())
        except OSError as fault:
            with contextlib.suppress(OSError):
                file.truncate(self._size)  # these bytes never counted
                file.seek(self._size)
            self._whole = True
            raise _unwritten(self.folder / WARCS / self._name, fault) from None
        self._size += len(data)

    def _shut(self) -> None:
        if self._file is None:
            return
        self._file.close()
        self._file = None
        path = self.folder / WARCS / self._name
        try:
            _close(self.folder, self._name)
            fresh = [one for some in self._fresh.values() for one in some if one.filename == self._name]
            index.merge(self.index, fresh, self.sizes(), frozenset({self._name}))
        except OSError as fault:
            raise _unwritten(path, fault) from None
        self._fresh = {}
        self._stale = frozenset()
        if self._closed:
            self._closed(path)

    def _mend(self, folder: Path) -> None:
        """Close what a crash left open; its torn end is set aside."""
        for path in sorted((folder / WARCS).glob(f"*.warc.gz{OPEN}")):
            try:
                whole = _cut(path, folder / TORN)
                if whole:
                    _close(folder, path.name.removesuffix(OPEN))
                else:
                    path.unlink()  # all of it went to torn/
            except OSError as fault:
                raise _unwritten(path, fault) from None

    def _settle(self) -> None:
        """Bring the index up to date with the files."""
        if self._stale:
            try:
                fresh = [one for some in self._loose.values() for one in some]
                index.merge(self.index, fresh, self.sizes(), self._stale)
            except OSError as fault:
                raise _unwritten(self.index, fault) from None
        self._loose, self._stale = {}, frozenset()


def _records(exchange: Exchange, lead: Lead, role: str, before: Capture | None) -> list[Record]:
    """Request, metadata and answer; the answer comes last, so that a torn end never leaves one without the others."""
    head, payload = answers.split_head(exchange.response)
    digest = warc.digest_of(payload)
    main, at = warc.new_id(), exchange.at.strftime("%Y-%m-%dT%H:%M:%SZ")
    here = (("WARC-Target-URI", exchange.address.url),)
    along = (*here, ("WARC-Concurrent-To", main))
    told = warc.to_fields([
        ("role", role), ("via", lead.via), ("fetchTimeMs", str(round(exchange.seconds * 1000))), ("title", lead.title),
        ("author", lead.author), ("published", lead.published), ("published-said", lead.said), ("site", lead.site),
    ])  # fmt: skip
    request = _record("request", at, warc.HTTP_REQUEST, exchange.request, along)
    metadata = _record("metadata", at, beside.FIELDS, told, along)
    ip = (("WARC-IP-Address", exchange.ip),)
    same = before is not None and (exchange.status == 304 or (digest == before.digest and exchange.status == 200))
    if before is None or not same:
        more = (*here, *ip, ("WARC-Payload-Digest", digest))
        return [request, metadata, _record("response", at, warc.HTTP_RESPONSE, exchange.response, more, main)]
    profile = warc.UNCHANGED if exchange.status == 304 else warc.IDENTICAL
    refers = (
        *here, *ip, ("WARC-Profile", profile), ("WARC-Payload-Digest", before.digest),
        ("WARC-Refers-To-Target-URI", before.url), ("WARC-Refers-To-Date", before.at),
    )  # fmt: skip
    return [request, metadata, _record("revisit", at, warc.HTTP_RESPONSE, head, refers, main)]


def _record(
    kind: str, at: str, media: str, block: bytes, more: tuple[tuple[str, str], ...], name: str | None = None
) -> Record:
    fields = (("WARC-Record-ID", name or warc.new_id()), ("WARC-Date", at), *more, ("Content-Type", media))
    return Record(type=kind, fields=fields, block=block)


def _make(folder: Path) -> None:
    """Make an archive of a new or empty folder; leave one that is there alone."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        mark = folder / MARK
        if not mark.exists():
            if any(folder.iterdir()):
                raise InputError(f"{folder}: not empty and no archive; name a new folder")
            _write(mark, FORMAT)
        (folder / WARCS).mkdir(exist_ok=True)
    except OSError as fault:
        raise _unwritten(folder, fault) from None


def _lock(folder: Path) -> BinaryIO:
    path = folder / LOCK
    try:
        file = path.open("a+b")
    except OSError as fault:
        raise _unwritten(path, fault) from None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.seek(0)
        who = file.read(20).decode("ascii", errors="replace").strip()
        file.close()
        raise InputError(f"{folder}: another run is writing to it (process {who}); wait for its end") from None
    file.truncate(0)
    file.write(f"{os.getpid()}\n".encode())
    file.flush()
    return file


def _cut(path: Path, torn: Path) -> bool:
    """Set the torn end of a file aside, if it has one; whether anything whole is left."""
    with path.open("r+b") as file:
        try:
            end = 0
            for record in warc.find_records(file):
                if digest_fault(record):
                    raise warc.Torn(record.offset, "a record with other bytes than its digest says")
                end = record.offset + record.length
        except warc.Torn as fault:
            file.seek(fault.offset)
            rest = file.read()
            torn.mkdir(exist_ok=True)
            _write(torn / f"{path.name.removesuffix(OPEN)}.from-{fault.offset}", rest)
            file.truncate(fault.offset)
            os.fsync(file.fileno())
        return end > 0


def _close(folder: Path, name: str) -> None:
    """Sum a file, note its sum, and give it its name."""
    path = folder / WARCS / (name + OPEN)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    sums = load_sums(folder) | {name: digest}
    _write(folder / SUMS, "".join(f"{one}  {WARCS}/{of}\n" for of, one in sorted(sums.items())).encode())
    path.rename(path.with_name(name))
    _sync(path.parent)


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    _sync(path.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _now() -> str:
    return clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")


def _unwritten(path: Path, fault: OSError) -> InputError:
    why = (fault.strerror or str(fault)).lower()
    return InputError(f"{path}: {why}; what was kept before is whole, give the command again when it can be written")
