"""Letters out of a stream that is too long to be held.

Invariant: nothing is lost: bytes that are not of the charset stay as they are until their cell is looked at alone.
"""

from __future__ import annotations

import codecs
import io
from typing import Any, BinaryIO

from khabar.errors import InputError
from khabar.ingest.letters import decode

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class Counted(io.RawIOBase):
    """A stream that knows how many bytes were read of it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._read = self._told = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read some bytes."""
        view = memoryview(buffer).cast("B")
        some = self._stream.read(len(view))
        view[: len(some)] = some
        self._read += len(some)
        return len(some)

    def since(self) -> int:
        """How many bytes were read since this was last asked."""
        some, self._told = self._read - self._told, self._read
        return some


def guess_charset(head: bytes) -> str:
    """The charset of a text by its first bytes: by its mark, else UTF-8, else Windows-1256 where that is Arabic."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        try:
            return decode(head)[1]
        except InputError:
            return "utf-8"
    return "utf-8"


def to_lines(buffered: Any, charset: str, *, newline: str) -> io.TextIOWrapper:
    """The letters of a buffered stream; bytes that are not of UTF-16 are U+FFFD, as they can stand for nothing else."""
    errors = "replace" if charset == "utf-16" else "surrogateescape"
    return io.TextIOWrapper(buffered, charset, errors=errors, newline=newline)


def to_letters(cell: str) -> str:
    """A cell's letters, those bytes in it that were not of the charset being of another one, or U+FFFD.

    >>> to_letters(bytes([0xC7, 0xE1]).decode("utf-8", "surrogateescape")).isalpha()
    True
    """
    try:
        cell.encode("utf-8")
    except UnicodeEncodeError:
        return _mended(cell)
    return cell


def _mended(cell: str) -> str:
    try:
        raw = cell.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return cell
    try:
        return decode(raw)[0]
    except InputError:
        return raw.decode("utf-8", "replace")
