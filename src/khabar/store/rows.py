"""Small things that every module of the store shares.

Invariant: numbers of rows are given by the writer, the next free one; the clock is the writer's, in microseconds.
"""

from __future__ import annotations

import datetime
import time
import zlib
from collections.abc import Iterator, Sequence
from typing import TypeVar

from sqlalchemy import Connection, Table, func, select

T = TypeVar("T")
AT_ONCE = 500  # values in one IN (…): both databases take more, plans get no better
MICROSECONDS = 1_000_000


def next_id(connection: Connection, table: Table) -> int:
    """The number after the last one given; sure only inside a transaction that writes."""
    return (connection.execute(select(func.max(table.c.id))).scalar() or 0) + 1


def now() -> int:
    """Microseconds of UTC since 1970."""
    return time.time_ns() // 1000


def to_moment(recorded: int) -> str:
    """A recorded time as people write it: ISO, UTC, to the second."""
    moment = datetime.datetime.fromtimestamp(recorded // MICROSECONDS, tz=datetime.UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def day(text: str | None) -> datetime.date | None:
    """An ISO day as the databases take it; None for None and for what is no day."""
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        return None


def iso(value: datetime.date | None) -> str | None:
    """A day as the records write it."""
    return value.isoformat() if value else None


def packed(data: bytes) -> bytes:
    """Deflated bytes."""
    return zlib.compress(data, 6)


def unpacked(data: bytes) -> bytes:
    """What `packed` took.

    Raises:
        zlib.error: not what it made.
    """
    return zlib.decompress(data)


def chunks(values: Sequence[T], size: int = AT_ONCE) -> Iterator[Sequence[T]]:
    """The values in stretches that one statement takes."""
    for start in range(0, len(values), size):
        yield values[start : start + size]
