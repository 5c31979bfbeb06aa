"""Small things that every module of the store shares.

Invariant: numbers of rows are given by the writer, the next free one; the clock is the writer's, in microseconds.
"""

from __future__ import annotations

import datetime
import time
import zlib
from collections.abc import Collection, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, func, or_, select

from khabar.model.days import to_day

T = TypeVar("T")
AT_ONCE = 500  # values in one IN (…): both databases take more, plans get no better
MICROSECONDS = 1_000_000
day = to_day  # as the databases take it


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


def find_in(
    connection: Connection, query: Select[Any], values: Collection[Any] | None, *columns: ColumnElement[Any]
) -> Iterator[Row[*tuple[Any, ...]]]:
    """Yield the rows of a query in which one of these columns holds one of these values; every row for None.

    The order of the query is that of the rows of one stretch of `AT_ONCE` values, the values being sorted. A row comes
    once for each stretch in which a value of its columns lies.
    """
    if values is None:
        yield from connection.execute(query)
        return
    for some in chunks(sorted(values)):
        yield from connection.execute(query.where(or_(*(column.in_(some) for column in columns))))
