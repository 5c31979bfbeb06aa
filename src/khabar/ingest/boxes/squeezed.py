"""Files packed as one stream: gzip, bzip2, xz, zstd, of one member or many.

Invariant: no more is unpacked than is asked for, in pieces of bounded size, and every byte that comes out counts
against the budget of the user's file. What came out before a fault was found is given before the fault is told.
"""

from __future__ import annotations

import bz2
import importlib
import io
import lzma
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import Any, BinaryIO, Final, Protocol, cast

import msgspec

from khabar.errors import InputError
from khabar.ingest import kinds, open, reasons
from khabar.ingest.item import Box, Found, Refusal
from khabar.ingest.limits import MEBIBYTE

PIECE: Final = 256 * 1024
_PACKED: Final = 64 * 1024
_MEMORY: Final = 256 * MEBIBYTE
_SUFFIXES: Final = {".tgz": ".tar", ".tbz": ".tar", ".tbz2": ".tar", ".txz": ".tar", ".tzst": ".tar"}
_SQUEEZES: Final = (".gz", ".bz2", ".xz", ".zst", ".zstd")
_MAGIC: Final = {"gzip": b"\x1f\x8b", "bzip2": b"BZh", "xz": b"\xfd7zXZ\x00", "zstd": b"\x28\xb5\x2f\xfd"}
_ZSTD: Final = "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd"


class Unpacked(io.RawIOBase):
    """The unpacked bytes of a stream; `taken` counts the packed ones that were read for them."""

    def __init__(self, stream: BinaryIO, kind: str, box: Box) -> None:
        self._stream, self._kind, self._box = stream, kind, box
        self._pieces = find_pieces(self._take, kind)
        self._piece = memoryview(b"")
        self.taken = 0

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """The next bytes.

        Raises:
            InputError: broken, or more comes out than may.
        """
        while not self._piece:
            piece = next(self._pieces, b"")
            if not piece:
                return 0
            self._box.budget.unpack(len(piece), self._box.limits)
            self._piece = memoryview(piece)
        count = min(len(buffer), len(self._piece))
        buffer[:count] = self._piece[:count]
        self._piece = self._piece[count:]
        return count

    def _take(self) -> bytes:
        packed = self._stream.read(_PACKED)
        self.taken += len(packed)
        if self._box.depth == 0:
            self._box.budget.packed = self.taken
        return packed


def find_items(stream: BinaryIO, box: Box) -> Iterator[Found]:
    """Yield what was packed: a document, or what is in the box that was packed.

    Raises:
        InputError: broken; what came out before was yielded.
    """
    start = stream.read(8)
    kind = kinds.guess_kind(start, "")
    unpacked = Unpacked(cast(BinaryIO, _Rejoined(start, stream)), kind, box)
    plain = cast(BinaryIO, io.BufferedReader(unpacked, PIECE))
    member = _member_name(box.source)
    within = msgspec.structs.replace(box, name=_document_name(box.name), depth=box.depth + 1, size=None)
    before = 0
    for one in open.find_within(plain, within, member=member, boxed=box.boxed):
        if isinstance(one, Refusal) and one.source == box.source and one.reason in reasons.PASSED and not one.passed:
            raise InputError(one.message.removeprefix(f"{box.source}: "), reason=one.reason)
        yield open.consumed(one, unpacked.taken - before)
        before = unpacked.taken


def find_pieces(take: Callable[[], bytes], kind: str) -> Iterator[bytes]:
    """Yield what a stream of one member or many unpacks to, in pieces of at most `PIECE` bytes.

    Args:
        take: Gives the next packed bytes, none at the end.
        kind: ``gzip``, ``bzip2``, ``xz`` or ``zstd``.

    Raises:
        InputError: broken, cut off, or with something else behind it.
    """
    packed, members = take(), 0
    while True:
        packed = packed.lstrip(b"\0") if members else packed  # tapes and some tools fill up with zeros
        while len(packed) < 8 and (more := take()):
            packed = (packed + more).lstrip(b"\0") if members else packed + more
        if not packed and members:
            return
        if not packed.startswith(_MAGIC[kind]):
            raise InputError("has something behind its end; what came before was taken", reason=reasons.DAMAGED)
        engine = _ENGINES[kind]()
        yield from _find_member(engine, packed, take)
        packed = engine.unused_data
        members += 1


def _find_member(engine: _Engine, packed: bytes, take: Callable[[], bytes]) -> Iterator[bytes]:
    try:
        while not engine.eof:
            if engine.needs_input and not packed and not (packed := take()):
                raise InputError("is cut off; what came before was taken", reason=reasons.DAMAGED)
            piece = engine.decompress(packed, PIECE)
            packed = b""
            if piece:
                yield piece
    except _FAULTS as fault:
        why = f"is broken ({fault}); what came before was taken"
        raise InputError(why, reason=reasons.DAMAGED) from None


class _Engine(Protocol):
    """What undoes one member."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class _Gzip:
    """One member of a gzip stream, in the manner of the other decompressors of the standard library."""

    def __init__(self) -> None:
        self._engine = zlib.decompressobj(wbits=31)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._engine.eof

    @property
    def unused_data(self) -> bytes:
        return self._engine.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        piece = self._engine.decompress(self._engine.unconsumed_tail + data, max_length)
        self.needs_input = not self._engine.unconsumed_tail and len(piece) < max_length
        return piece


class _Zstd:
    """One frame of a zstd stream: the standard library has it from 3.14 on, a package of the same face before."""

    def __init__(self) -> None:
        library = importlib.import_module(_ZSTD)
        self._engine, self._fault = library.ZstdDecompressor(), library.ZstdError

    @property
    def eof(self) -> bool:
        return bool(self._engine.eof)

    @property
    def needs_input(self) -> bool:
        return bool(self._engine.needs_input)

    @property
    def unused_data(self) -> bytes:
        return bytes(self._engine.unused_data)

    def decompress(self, data: bytes, max_length: int) -> bytes:
        try:
            return bytes(self._engine.decompress(data, max_length))
        except self._fault as fault:
            raise ValueError(str(fault)) from None


_FAULTS: Final = (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, MemoryError)
_ENGINES: Final[dict[str, Callable[[], _Engine]]] = {
    "gzip": _Gzip,
    "bzip2": bz2.BZ2Decompressor,
    "xz": lambda: lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=_MEMORY),
    "zstd": _Zstd,
}


class _Rejoined:
    """A stream with the bytes put back that were read to see what it is."""

    def __init__(self, start: bytes, rest: BinaryIO) -> None:
        self._start, self._rest = start, rest

    def read(self, count: int) -> bytes:
        start, self._start = self._start, b""
        return start or self._rest.read(count)


def _member_name(source: str) -> str:
    """What the file was called before it was packed."""
    path = PurePath(source)
    while path.suffix.lower() in _SQUEEZES:
        path = path.with_suffix("")
    return str(path.with_suffix(_SUFFIXES.get(path.suffix.lower(), path.suffix)))


def _document_name(name: str) -> str:
    path = PurePath(_member_name(name))
    return path.stem if path.suffix.lower() in kinds.SUFFIXES else str(path)
