"""Tables that tell the parts of a total line by line."""

from __future__ import annotations

from khabar.model.records import Reading
from khabar.pipeline import read_text

TABLE = """وثق المرصد مقتل 87 مدنيا خلال شهر آذار 2016، توزعوا كالتالي:
- حلب: 45 قتيلا
- إدلب: 30 قتيلا، بينهم 5 أطفال
• محافظة حماة - 12
وقصفت الطائرات مدينة دوما."""


def read(text: str) -> Reading:
    return read_text(text, published="2016-04-01")


def test_rows_are_parts_of_the_total_before_them() -> None:
    """Are the lines of a table a breakdown, and no happenings of their own?"""
    reading = read(TABLE)
    assert [tally.by_place for tally in reading.tallies] == [{"Aleppo": 45, "Idlib": 30, "Hama": 12}]
    assert [event.trigger for event in reading.events] == ["قصفت"]


def test_a_line_that_is_no_row_closes_the_table() -> None:
    """Does a toll after another sentence stand for itself?"""
    reading = read(TABLE.replace("- إدلب: 30 قتيلا، بينهم 5 أطفال", "وقتل ثلاثة جنود في درعا."))
    assert [dict(tally.by_place) for tally in reading.tallies][:1] == [{"Aleppo": 45}]
    assert any(event.place is not None and event.place.text == "درعا" for event in reading.events)


def test_no_table_without_a_total() -> None:
    """Do lines after a plain heading tell their own tolls?"""
    reading = read("سقط ضحايا في القصف:\n- حلب: مقتل 45 مدنيا بقصف\n- إدلب: مقتل 30 مدنيا بقصف")
    assert len(reading.events) >= 2
    assert not any(tally.by_place for tally in reading.tallies)
