"""Tar archives, entry by entry as they come, from a stream that is never gone back in.

Invariant: a header is read block by block, and no field of it is believed beyond a bound: names are at most
`_LONGEST_NAME` bytes, what lies between two entries is passed over in pieces. The standard library parses the single
header; its own walk from one to the next reads as much as a header says into memory.
"""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from typing import Any, BinaryIO, Final, cast

import msgspec

from khabar.errors import InputError
from khabar.ingest import open, reasons
from khabar.ingest.boxes import entries
from khabar.ingest.item import Box, Found

_BLOCK: Final = 512
_LONGEST_NAME: Final = 64 * 1024
_LONGEST_TOLD: Final = 1024 * 1024
_PIECE: Final = 1 << 16
_FILES: Final = (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE)
_TOLD: Final = (tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE)


class _Next(msgspec.Struct, kw_only=True):
    """What was told of the entry that comes next, before its own header."""

    name: str = ""
    size: int | None = None
    sparse: bool = False


def find_items(stream: BinaryIO, box: Box) -> Iterator[Found]:
    """Yield what each entry holds.

    Raises:
        InputError: broken or cut off; what came before was yielded.
    """
    coming = _Next()
    while header := _read_header(stream, box):
        size = header.size if coming.size is None else coming.size
        length = -(-size // _BLOCK) * _BLOCK
        data = _Entry(stream, size, box)
        if header.type == tarfile.GNUTYPE_LONGNAME:
            coming.name = _decode(data.read_all(_LONGEST_NAME).rstrip(b"\0"))
        elif header.type in _TOLD:
            _hear(data.read_all(_LONGEST_TOLD), coming)
        elif header.type not in (tarfile.XGLTYPE, tarfile.GNUTYPE_LONGLINK):
            yield from _find_entry(header, coming, data, box)
            coming = _Next()
        data.skip(length)


def _find_entry(header: tarfile.TarInfo, coming: _Next, data: _Entry, box: Box) -> Iterator[Found]:
    name = coming.name or header.name
    if header.type == tarfile.DIRTYPE or name.endswith("/") or entries.is_junk(name):
        return
    box.budget.enter(box.limits)
    try:
        entries.check_name(name)
        if header.type == tarfile.GNUTYPE_SPARSE or coming.sparse:
            raise InputError("a file with holes; unpack it yourself", reason=reasons.UNKNOWN)
        if header.type not in _FILES:
            raise InputError("a link or a device, no file; not opened", reason=reasons.OUTSIDE)
        entry = cast(BinaryIO, io.BufferedReader(data, _PIECE))
        before = 0
        for one in open.find_within(entry, entries.within(box, name, data.size), member=name):
            yield open.consumed(one, data.taken - before)
            before = data.taken
    except InputError as fault:
        if data.cut:
            raise
        yield entries.refusal(box, name, fault)


class _Entry(io.RawIOBase):
    """The bytes of one entry within the stream of its archive."""

    def __init__(self, stream: BinaryIO, size: int, box: Box) -> None:
        self._stream, self._box = stream, box
        self.size, self.taken, self.cut = size, 0, False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        some = self._take(min(len(buffer), self.size - self.taken))
        buffer[: len(some)] = some
        return len(some)

    def read_all(self, most: int) -> bytes:
        """All of it.

        Raises:
            InputError: it is longer than `most`, or cut off.
        """
        if self.size > most:
            raise InputError("a broken tar (a header longer than any)", reason=reasons.DAMAGED)
        parts = []
        while self.taken < self.size:
            parts.append(self._take(self.size - self.taken))
        return b"".join(parts)

    def skip(self, length: int) -> None:
        """Pass over what was not read, and what fills the last block up."""
        while self.taken < length:
            self._take(min(_PIECE, length - self.taken))

    def _take(self, count: int) -> bytes:
        some = self._stream.read(count) if count else b""
        if count and not some:
            self.cut = True
            raise InputError("is cut off; what came before was taken", reason=reasons.DAMAGED)
        self.taken += len(some)
        if self._box.depth == 0:
            self._box.budget.packed += len(some)
        return some


def _read_header(stream: BinaryIO, box: Box) -> tarfile.TarInfo | None:
    """The next header; none at the end."""
    block = b""
    while len(block) < _BLOCK and (some := stream.read(_BLOCK - len(block))):
        block += some
    if not block or not block.strip(b"\0"):
        return None
    if box.depth == 0:
        box.budget.packed += _BLOCK
    try:
        header = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except (tarfile.HeaderError, ValueError, OverflowError) as fault:
        why = f"a broken tar ({fault or 'header'}); what came before was taken"
        raise InputError(why, reason=reasons.DAMAGED) from None
    if header.size < 0:
        raise InputError("a broken tar (negative size); what came before was taken", reason=reasons.DAMAGED)
    header.name = _decode(header.name.encode("utf-8", "surrogateescape"))
    if header.type not in (*_FILES, *_TOLD, *_KEEPING):
        header.size = 0
    return header


_KEEPING: Final = (
    tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XGLTYPE, tarfile.GNUTYPE_SPARSE,
)  # fmt: skip


def _hear(told: bytes, coming: _Next) -> None:
    """What a pax header tells: records of ``length key=value``, each ended by a line break."""
    at = 0
    while at < len(told):
        length, blank, _ = told[at : at + 12].partition(b" ")
        if not blank or not length.isdigit() or int(length) < len(length) + 3:
            return
        key, _, value = told[at + len(length) + 1 : at + int(length) - 1].partition(b"=")
        if key == b"path":
            coming.name = _decode(value)
        elif key == b"size" and value.isdigit() and len(value) < 20:
            coming.size = int(value)
        elif key.startswith(b"GNU.sparse"):
            coming.sparse = True
        at += int(length)


def _decode(name: bytes) -> str:
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("cp1256", errors="replace")
