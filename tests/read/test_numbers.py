"""Numbers as words and digits, hedges and ranges, by the amount of the phrase that they count."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.read.view import View

ViewOf = Callable[[str], View]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("ثلاثة آلاف و450 قتيلا", 3450, 3450),
        ("أكثر من عشرة آلاف جندي", 10000, None),
        ("ألفين وخمسمئة وثلاثة وعشرين قتيلا", 2523, 2523),
        ("مليونين وثلاثمئة ألف و15 لاجئا", 2_300_015, 2_300_015),
        ("62 ألفا و300 جندي", 62300, 62300),
        ("مئة وخمسين ألف نازح", 150_000, 150_000),
        ("3.2 مليون شخص", 3_200_000, 3_200_000),
        ("2,5 مليون لاجئ", 2_500_000, 2_500_000),
        ("1,350 جنديا", 1350, 1350),
        ("٤٣ جريحا", 43, 43),
    ],
)
def test_a_number(view: ViewOf, text: str, low: int, high: int | None) -> None:
    """Are terms of thousands and millions put together, decimals before them too?"""
    amounts = [c.amount for c in view(text).chunks if c.amount is not None]
    assert [(a.low, a.high) for a in amounts] == [(low, high)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("قتل ما بين 10 و15 مسلحا", 10, 15),
        ("قُتل بين عشرين وثلاثين شخصا", 20, 30),
        ("قتل من 5 إلى 7 عناصر", 5, 7),
        ("نزح بين 100 و200 ألف شخص", 100_000, 200_000),
    ],
)
def test_a_range(view: ViewOf, text: str, low: int, high: int) -> None:
    """Are both ends of a range read, as words and as digits, whatever joins them?"""
    amounts = [c.amount for c in view(text).chunks if c.amount is not None]
    assert [(a.low, a.high) for a in amounts] == [(low, high)]


def test_two_counts_are_no_range(view: ViewOf) -> None:
    """Do two counted phrases stay two, with `between` before sides and `from` before a place?"""
    for text in ("اشتباكات بين 10 جنود و15 مسلحا", "انسحب من 5 مواقع إلى المدينة"):
        assert all(c.amount.low == c.amount.high for c in view(text).chunks if c.amount is not None)
    amounts = [c.amount.low for c in view("مقتل ألف مدني و200 جندي").chunks if c.amount is not None]
    assert amounts == [1000, 200]
