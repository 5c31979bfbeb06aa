"""Whether an archive is as it was written.

Invariant: every byte of every closed file is looked at, none is changed. What is found is one line, the file first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec
from cryptography import x509

from khabar.capture import index, timestamp, warc
from khabar.capture.archive import MARK, OPEN, SUMS, TIMESTAMPS, TORN, WARCS, Archive, digest_fault, load_sums
from khabar.errors import InputError
from khabar.ingest.boxes import beside

_SUM: Final = 1 << 256


class Checked(msgspec.Struct, kw_only=True):
    """What was looked at. ``notes`` are no faults: what a crash left, files that are being written."""

    files: int = 0
    records: int = 0
    captures: int = 0
    stamps: int = 0
    bytes: int = 0
    notes: list[str] = []


class _Lines:
    """A set of lines in constant memory: how many, and the sum of their hashes."""

    def __init__(self) -> None:
        self.count, self.sum = 0, 0

    def add(self, line: bytes) -> None:
        self.count += 1
        self.sum = (self.sum + int.from_bytes(hashlib.sha256(line).digest())) % _SUM

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Lines) and (self.count, self.sum) == (other.count, other.sum)

    __hash__ = None  # type: ignore[assignment]


def find_faults(archive: Archive, checked: Checked, trusted: list[x509.Certificate] | None = None) -> Iterator[str]:
    """Yield every fault of an archive.

    Args:
        archive: To be looked at; nobody should be writing to it.
        checked: Takes what was looked at.
        trusted: The certificates of the timestamp authority; without them tokens are only compared with their files.
    """
    folder = archive.folder
    try:
        sums = load_sums(folder)
    except InputError as fault:
        yield str(fault)
        sums = {}
    indexed, faults = _load_index(archive)
    yield from faults
    there, before = archive.sizes(), ""
    for name in sorted(there.keys() | sums.keys()):
        path = folder / WARCS / name
        if name not in there:
            yield f"{path}: gone; {SUMS} names it"
            continue
        found = _Lines()
        digest = hashlib.sha256()
        yield from _find_in_file(path, found, digest, before, checked)
        before = f"{name} sha256:{sums.get(name, '')}"
        if sums.get(name) != digest.hexdigest():
            why = "its SHA-256 is not the one in" if name in sums else "not named in"
            yield f"{path}: {why} {SUMS}"
        if indexed.pop(name, _Lines()) != found:
            yield from _find_differences(archive, name)
        yield from _check_stamp(folder, name, digest.digest(), checked, trusted)
    yield from (f"{archive.index}: names {name}, which is not there" for name in sorted(indexed))
    _note(folder, checked)


def _find_in_file(path: Path, found: _Lines, digest: hashlib._Hash, before: str, checked: Checked) -> Iterator[str]:
    """Yield the faults inside one WARC file; its index lines go into `found`."""
    checked.files += 1
    asked: set[str] = set()
    faults: list[str] = []
    with path.open("rb") as file:
        records = _counted(warc.find_records(file, each=digest.update), checked, faults, asked, before, path)
        try:
            for capture in index.to_captures(records, path.name):
                checked.captures += 1
                found.add(index.to_line(capture))
        except warc.Torn as fault:
            faults.append(f"{path}: {fault}")
            for piece in iter(lambda: file.read(warc.PIECE), b""):
                digest.update(piece)
        checked.bytes += file.tell()
    yield from faults
    yield from (f"{path}: a request without its answer ({one})" for one in sorted(asked))


def _counted(
    records: Iterator[warc.Record], checked: Checked, faults: list[str], asked: set[str], before: str, path: Path
) -> Iterator[warc.Record]:
    """The same records, each looked at as it passes."""
    for number, record in enumerate(records):
        checked.records += 1
        wrong = digest_fault(record)
        if wrong:
            faults.append(f"{path}: byte {record.offset}: {wrong} does not agree with its bytes")
        if number == 0 and (
            record.type != "warcinfo" or beside.from_fields(record.block).get("previous", "") != before
        ):
            faults.append(f"{path}: does not name the file before it, or another")
        if record.type == "request":
            asked.add(record.field("WARC-Concurrent-To"))
        elif record.type in ("response", "revisit"):
            if record.field("WARC-Record-ID") not in asked:
                faults.append(f"{path}: byte {record.offset}: an answer without its request")
            asked.discard(record.field("WARC-Record-ID"))
        yield record


def _load_index(archive: Archive) -> tuple[dict[str, _Lines], list[str]]:
    """What the index says of each file, and its own faults."""
    said: dict[str, _Lines] = {}
    faults: list[str] = []
    path, last = archive.index, b""
    if archive.sizes() and not path.exists():
        return {}, [f"{path}: gone; the next khabar capture makes it again"]
    if index.load_files(path) != archive.sizes():
        faults.append(f"{path}: made of other files than there are; the next khabar capture makes it again")
    for number, line in enumerate(index.find_lines(path), 2):
        try:
            capture = index.from_line(line)
        except ValueError:
            faults.append(f"{path}:{number}: no line of an index")
            continue
        if line < last:
            faults.append(f"{path}:{number}: not in order")
        last = line
        said.setdefault(capture.filename, _Lines()).add(line)
    return said, faults


def _find_differences(archive: Archive, name: str) -> Iterator[str]:
    """Yield what the index says otherwise than one file."""
    said = {line for line in index.find_lines(archive.index) if _is_of(line, name)}
    with (archive.folder / WARCS / name).open("rb") as file:
        try:
            held = set(map(index.to_line, index.find_captures(file, name)))
        except warc.Torn:
            return
    for line in sorted(said - held):
        yield f"{archive.index}: {line.decode(errors='replace')[:120]}: {name} holds no such capture"
    for line in sorted(held - said):
        yield f"{archive.index}: lacks {line.decode(errors='replace')[:120]} of {name}"


def _is_of(line: bytes, name: str) -> bool:
    try:
        return index.from_line(line).filename == name
    except ValueError:
        return False


def _check_stamp(
    folder: Path, name: str, digest: bytes, checked: Checked, trusted: list[x509.Certificate] | None
) -> Iterator[str]:
    path = folder / TIMESTAMPS / (name + timestamp.SUFFIX)
    if not path.exists():
        return
    checked.stamps += 1
    try:
        response = path.read_bytes()
        moment = timestamp.moment_of(response, digest) if not trusted else timestamp.check(response, digest, trusted)
        checked.notes.append(f"{name}: stamped {moment:%Y-%m-%dT%H:%M:%SZ}" + ("" if trusted else ", not checked"))
    except (OSError, InputError) as fault:
        yield f"{path}: {fault}"


def _note(folder: Path, checked: Checked) -> None:
    for path in sorted((folder / WARCS).glob(f"*{OPEN}")):
        checked.notes.append(f"{path}: being written, or left by a crash; not looked at")
    torn = sorted((folder / TORN).glob("*")) if (folder / TORN).is_dir() else []
    checked.notes += [f"{path}: the end of a file that a crash left" for path in torn]
    if not (folder / MARK).exists():
        checked.notes.append(f"{folder / MARK}: gone")
