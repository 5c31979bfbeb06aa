"""Is a day one day, as letters, as a date and as a number?"""

from __future__ import annotations

import datetime

import pytest

from khabar.model.days import to_day, to_iso, to_ordinal


def test_a_day_comes_back_from_its_number() -> None:
    """Do letters, date and number name one day?"""
    assert to_day("2024-02-29") == datetime.date(2024, 2, 29)
    assert to_iso(to_ordinal("2024-02-29")) == "2024-02-29"


@pytest.mark.parametrize("text", [None, "", "2023-02-29", "yesterday", "2023", "\u0662\u0660\u0662\u0663-01-01"])
def test_what_is_no_day_is_none(text: str | None) -> None:
    """Is nothing made of what is no ISO day?"""
    assert to_day(text) is None
    assert to_ordinal(text) is None


def test_no_number_is_no_day() -> None:
    """Is None the day of no number?"""
    assert to_iso(None) is None
