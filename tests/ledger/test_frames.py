"""A ledger as data frames."""

from __future__ import annotations

import json

import pytest

import khabar
from khabar.errors import InputError
from khabar.ledger.frames import KINDS, TABLES
from khabar.ledger.judging import Asked
from khabar.ledger.ledger import Ledger


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("table", TABLES)
def test_a_frame_has_a_row_for_each_record(filled: Ledger, table: str, kind: str) -> None:
    """Does each table come as a frame of each library, with nothing of a record lost?"""
    pytest.importorskip(kind)
    if table == "grades":
        filled.judge(
            Asked(verdict="grade", subjects=("outlet.sana",), value="F", author="Samira", reason="not yet read")
        )
    frame = filled.frame(table, kind=kind)
    records = [json.loads(record) for record in frame["record"]]
    assert len(frame) == len(records) > 0
    if table == "happenings":
        assert [record["id"] for record in records] == [h.id for h in filled.happenings()]
        some = filled.frame(table, khabar.Wanted(limit=3), kind=kind)
        assert len(some) == 3


def test_what_is_no_frame_is_said_so(filled: Ledger) -> None:
    """Are a wrong table and a wrong library refused by name?"""
    with pytest.raises(InputError, match="no table 'x'"):
        filled.frame("x")
    with pytest.raises(InputError, match="no frames of 'dask'"):
        filled.frame(kind="dask")
