"""Zip archives, entry by entry in the order of their directory.

Invariant: nothing is written under an entry's name; what an entry says of its size is not believed; bytes that two
entries share are opened for neither. An entry that is refused harms no other.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, Final, cast

from khabar.errors import InputError
from khabar.ingest import open, reasons
from khabar.ingest.boxes import entries
from khabar.ingest.boxes.spool import seekable, size_of
from khabar.ingest.item import Box, Found
from khabar.ingest.limits import MEBIBYTE, Limits

_DIRECTORY: Final = 256 * MEBIBYTE
_TAIL: Final = 22 + 65_535
_LOCKED: Final = 0x1
_UTF8: Final = 0x800
_HEADER: Final = 30
_ARABIC: Final = re.compile("[\u0621-\u064a]")
FAULTS: Final = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, struct.error, NotImplementedError, RuntimeError,
    LookupError, OverflowError,
)  # fmt: skip


def find_items(stream: BinaryIO, box: Box) -> Iterator[Found]:
    """Yield what each entry holds.

    Raises:
        InputError: no zip that can be opened, or more in it than may be.
    """
    with open_archive(seekable(stream, box.limits), box) as archive:
        shared = find_shared(archive)
        for info in archive.infolist():
            name = name_of(info)
            if info.is_dir() or entries.is_junk(name):
                continue
            box.budget.enter(box.limits)
            packed = info.compress_size
            try:
                check(info, name, shared)
                with open_entry(archive, info, box) as entry:
                    for one in open.find_within(entry, entries.within(box, name, info.file_size), member=name):
                        yield open.consumed(one, packed)
                        packed = 0
            except InputError as fault:
                yield entries.refusal(box, name, fault, consumed=packed)


def open_archive(stream: BinaryIO, box: Box) -> zipfile.ZipFile:
    """A zip, its directory read.

    Raises:
        InputError: broken, or of more entries than may be. The message names no file.
    """
    size = size_of(stream)
    if box.depth == 0:
        box.budget.packed = size
    try:
        _check_directory(stream, size, box.limits)
        return zipfile.ZipFile(stream)
    except FAULTS as fault:
        raise InputError(f"a broken zip ({_first_line(fault)})", reason=reasons.DAMAGED) from None


def find_shared(archive: zipfile.ZipFile) -> set[int]:
    """Where those entries begin whose bytes reach into another one's, as in a bomb of entries upon each other."""
    shared: set[int] = set()
    end, last = 0, -1
    for info in sorted(archive.infolist(), key=lambda one: (one.header_offset, one.compress_size)):
        if info.header_offset < end:
            shared |= {last, info.header_offset}
        reach = info.header_offset + _HEADER + info.compress_size
        if reach > end:
            end, last = reach, info.header_offset
    return shared


def check(info: zipfile.ZipInfo, name: str, shared: set[int]) -> None:
    """Refuse an entry that is not to be opened.

    Raises:
        InputError: locked, a link, outside its archive, or upon another entry.
    """
    entries.check_name(name)
    if info.flag_bits & _LOCKED:
        raise InputError("needs a password; unpack it yourself and give the files", reason=reasons.LOCKED)
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise InputError("a link or a device, no file; not opened", reason=reasons.OUTSIDE)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # the others unpack without a bound
        raise InputError("packed in a manner that is not opened here; unpack it yourself", reason=reasons.UNKNOWN)
    if info.header_offset in shared:
        raise InputError("lies upon another entry of its archive; not opened", reason=reasons.EXPANDS)


def open_entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo, box: Box) -> BinaryIO:
    """The bytes of an entry, each counted against the budget.

    Raises:
        InputError: it cannot be opened. The message names no file.
    """
    try:
        return cast(BinaryIO, io.BufferedReader(_Entry(archive.open(info), box), 1 << 16))
    except FAULTS as fault:
        raise _broken(fault) from None


def name_of(info: zipfile.ZipInfo) -> str:
    """An entry's name; where its encoding is not told, UTF-8 if it is that, else an Arabic one if it reads so."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        texts = [raw.decode(encoding, errors="replace") for encoding in ("cp720", "cp1256")]
        best = max(texts, key=lambda text: len(_ARABIC.findall(text)))
        return best if _ARABIC.search(best) else info.filename


class _Entry(io.RawIOBase):
    """An entry's unpacked bytes; faults are told in our words."""

    def __init__(self, entry: Any, box: Box) -> None:
        self._entry, self._box = entry, box

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            some = self._entry.read(len(buffer))
        except FAULTS as fault:
            raise _broken(fault) from None
        self._box.budget.unpack(len(some), self._box.limits)
        buffer[: len(some)] = some
        return len(some)

    def close(self) -> None:
        self._entry.close()
        super().close()


def _check_directory(stream: BinaryIO, size: int, limits: Limits) -> None:
    """Count the entries before any of them is kept."""
    stream.seek(max(0, size - _TAIL - 20))
    tail = stream.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or end + 22 > len(tail):
        raise InputError("a zip without its end; it was cut off", reason=reasons.DAMAGED)
    length = struct.unpack("<L", tail[end + 12 : end + 16])[0]
    length = size if length == 0xFFFFFFFF else min(length, size)
    if length > _DIRECTORY:
        raise InputError(f"its directory is larger than {_DIRECTORY // MEBIBYTE} MiB", reason=reasons.TOO_LARGE)
    stream.seek(max(0, size - len(tail) + end - length - 76))
    count = sum(piece.count(b"PK\x01\x02") for piece in iter(lambda: stream.read(MEBIBYTE), b""))
    stream.seek(0)
    if count > limits.members:
        raise InputError(f"holds more than {limits.members:,} entries", reason=reasons.TOO_LARGE)


def _broken(fault: Exception) -> InputError:
    return InputError(f"broken ({_first_line(fault)})", reason=reasons.DAMAGED)


def _first_line(fault: Exception) -> str:
    return (str(fault) or type(fault).__name__).splitlines()[0][:120]
