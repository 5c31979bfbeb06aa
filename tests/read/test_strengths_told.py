"""Strengths: whose they are, where they stand, and at most how many."""

from __future__ import annotations

import pytest

from khabar.pipeline import read_text


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("وينتشر في مالي، وفق تقديرات غربية، نحو 2000 عنصر من «الفيلق الأفريقي».", ("RUS", "MLI", 2000, 2000)),
        ("وأنشأت تشاد والنيجر قوة مشتركة متعددة الجنسيات يبلغ قوامها 8500 عسكري.", (None, None, 8500, 8500)),
        ("ولا يتجاوز عدد القوات الدنماركية في مالي 105 جنود.", ("DNK", "MLI", 0, 105)),
    ],
)
def test_whose_and_where(text: str, strength: tuple[str | None, str | None, int, int | None]) -> None:
    """Are the owner, the place and the bounds of a figure as told?"""
    found = read_text(text, published="2020-01-10").strengths
    assert [(s.country, s.place, s.low, s.high) for s in found] == [strength]


def test_men_counted_as_dead_are_no_strength() -> None:
    """Do men whom a total counts stand nowhere?"""
    text = "وأحصى المركز ما لا يقل عن 400 عسكري قتلوا في مالي منذ مطلع مايو."
    assert not read_text(text, published="2020-06-10").strengths
