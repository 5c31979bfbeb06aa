"""Workbooks and Parquet."""

from __future__ import annotations

import datetime
import io
import time
from typing import Any

import pytest

from khabar.ingest import guarded, reasons
from khabar.ingest.limits import Limits
from tabled import OTHER, SAID, open_table

openpyxl = pytest.importorskip("openpyxl")
parquet = pytest.importorskip("pyarrow.parquet")


def book(**sheets: list[list[Any]]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


HEADER = ["الرقم", "العنوان", "نص الخبر", "التاريخ"]


def test_every_sheet_with_articles() -> None:
    """Is each sheet a table of its own, its days read as days, and one of figures left out?"""
    raw = book(
        أولى=[HEADER, [7, "هجوم", SAID, datetime.date(2023, 10, 26)]],
        أرقام=[["a", "b"], [1, 2]],
        ثانية=[HEADER, [8, "صاروخان", OTHER, datetime.datetime(2023, 10, 27, 23, 0)]],
    )
    found = open_table(raw, "a.xlsx")
    assert found.texts == [SAID, OTHER]
    assert [item.source for item in found.items] == ["a.xlsx!أولى!row 1", "a.xlsx!ثانية!row 1"]
    assert [item.told.published for item in found.items] == ["2023-10-26", "2023-10-27"]
    assert [item.name for item in found.items] == ["a:7", "a:8"]
    assert len(found.notes) == 2
    assert not found.refusals


def test_formulas_are_not_computed() -> None:
    """Is a formula that no program has computed no text?"""
    found = open_table(book(a=[["title", "text"], ["=1+1", SAID]]), "a.xlsx")
    assert found.texts == [SAID]
    assert found.items[0].told.title in ("", "=1+1")


def test_a_cell_at_the_far_end() -> None:
    """Is a sheet refused that would fill memory, its two cells being a million rows apart?"""
    made = openpyxl.Workbook()
    made.active["A1"], made.active["XFD1048576"] = "text", SAID
    out = io.BytesIO()
    made.save(out)
    (one,) = open_table(out.getvalue(), "a.xlsx").refusals
    assert one.reason in (reasons.DAMAGED, reasons.EXPANDS)


@pytest.mark.parametrize(
    "raw",
    [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5_000,
        b"PK\x03\x04" + b"\0" * 500,
        book(a=[["a"], [1]])[:-200],
    ],
)
def test_what_is_no_workbook(raw: bytes) -> None:
    """Is a file that only looks like a workbook refused?"""
    found = open_table(raw, "a.xlsx")
    assert not found.items
    assert found.refusals


def test_a_workbook_out_of_an_archive() -> None:
    """Is a workbook read that is no file on disk, and cannot be gone through twice?"""

    class Stream(io.BytesIO):
        def seekable(self) -> bool:
            return False

    assert open_table(Stream(book(a=[["text"], [SAID]])), "a.xlsx").texts == [SAID]


def columns(**named: list[Any]) -> bytes:
    import pyarrow

    out = io.BytesIO()
    parquet.write_table(pyarrow.table(named), out)
    return out.getvalue()


def test_parquet() -> None:
    """Is each row of columns a document?"""
    raw = columns(
        text=[SAID, OTHER, None],
        published=[datetime.datetime(2023, 10, 26, 23, 0)] * 3,
        meta=[{"title": "هجوم", "tags": ["a"]}] * 3,
        id=[7, 8, 9],
    )
    found = open_table(raw, "a.parquet")
    assert found.texts == [SAID, OTHER]
    assert [item.name for item in found.items] == ["a:7", "a:8"]
    assert found.items[0].told.published == "2023-10-26"
    assert found.items[0].told.title == "هجوم"
    assert [one.reason for one in found.refusals] == [reasons.EMPTY]


def test_parquet_cut_anywhere() -> None:
    """Is a file of columns cut short anywhere refused in one line?"""
    raw = columns(text=[SAID, OTHER])
    for end in range(4, len(raw), max(50, len(raw) // 5)):
        (one,) = open_table(raw[:end], "a.parquet").refusals
        assert "\n" not in one.message


def test_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is it said what to install where columns cannot be read?"""
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    (one,) = open_table(columns(text=[SAID]), "a.parquet").refusals
    assert one.reason == reasons.MISSING_LIBRARY
    assert "pip install 'khabar[parquet]'" in one.message


def test_waiting_has_an_end() -> None:
    """Is a file given up whose opening takes too long?"""
    began = time.monotonic()
    (one,) = open_table(book(a=[["text"], [SAID]]), "a.xlsx", limits=Limits(seconds=0.0)).refusals
    assert one.reason == reasons.SLOW
    assert time.monotonic() - began < 10


def test_what_is_larger_than_can_be_held() -> None:
    """Is a stream that has to be held whole refused once it is over the bound?"""

    class Stream(io.BytesIO):
        def seekable(self) -> bool:
            return False

    (one,) = open_table(Stream(book(a=[["text"], [SAID]])), "a.xlsx", limits=Limits(whole=100)).refusals
    assert one.reason == reasons.TOO_LARGE


def test_no_program_is_left_behind() -> None:
    """Is the program that opened a workbook gone once its rows were read, or nobody wants more of them?"""
    found = guarded.stream("excel", io.BytesIO(book(a=[["text"], *([SAID],) * 500])), Limits())
    next(found)
    found.close()  # type: ignore[attr-defined]
    assert open_table(book(a=[["text"], [SAID]]), "a.xlsx").texts == [SAID]
