"""Are values asked for in stretches found like values asked for at once?"""

from __future__ import annotations

import pytest
from sqlalchemy import Column, Connection, Integer, MetaData, Table, create_engine, select

from khabar.store import rows

PAIRS = Table("pairs", MetaData(), Column("one", Integer), Column("two", Integer))
MANY = 3 * rows.AT_ONCE


@pytest.fixture
def connection() -> Connection:
    """A table of numbers, each beside the next."""
    opened = create_engine("sqlite://").connect()
    PAIRS.create(opened)
    opened.execute(PAIRS.insert(), [{"one": n, "two": n + 1} for n in range(MANY)])
    return opened


def test_every_value_is_asked_for(connection: Connection) -> None:
    """Does each row come once, however many values there are and in whatever order they are named?"""
    found = rows.find_in(connection, select(PAIRS.c.one), range(MANY, -1, -1), PAIRS.c.one)
    assert [row.one for row in found] == list(range(MANY))


def test_none_asks_for_all_and_nothing_for_none(connection: Connection) -> None:
    """Is None every row, and an empty set no row?"""
    assert len(list(rows.find_in(connection, select(PAIRS), None, PAIRS.c.one))) == MANY
    assert list(rows.find_in(connection, select(PAIRS), set(), PAIRS.c.one)) == []


def test_any_of_several_columns_will_do(connection: Connection) -> None:
    """Is a row found by whichever of the columns holds the value?"""
    found = rows.find_in(connection, select(PAIRS.c.one), {7}, PAIRS.c.one, PAIRS.c.two)
    assert sorted(row.one for row in found) == [6, 7]
