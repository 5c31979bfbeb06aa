"""A container that has to be read whole: kept where one can seek in it, in memory while it is small.

Invariant: no more than `Limits.whole` is kept, and what is kept on disk has no name.
"""

from __future__ import annotations

import tempfile
from typing import BinaryIO, cast

from khabar.errors import InputError
from khabar.ingest import reasons
from khabar.ingest.limits import MEBIBYTE, Limits

IN_MEMORY = 8 * MEBIBYTE
_AT_ONCE = MEBIBYTE


def seekable(stream: BinaryIO, limits: Limits) -> BinaryIO:
    """The stream itself where one can seek in it, else a copy in which one can.

    Raises:
        InputError: it is longer than `limits.whole`. The message names no file.
    """
    if stream.seekable():
        return stream
    copy = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    held = 0
    while some := stream.read(_AT_ONCE):
        held += len(some)
        if held > limits.whole:
            copy.close()
            why = f"packed within another file and larger than {limits.whole // MEBIBYTE:,} MiB; unpack that one first"
            raise InputError(why, reason=reasons.TOO_LARGE)
        copy.write(some)
    copy.seek(0)
    return cast(BinaryIO, copy)


def size_of(stream: BinaryIO) -> int:
    """The bytes of a stream in which one can seek; it is left at its beginning."""
    size = stream.seek(0, 2)
    stream.seek(0)
    return size
