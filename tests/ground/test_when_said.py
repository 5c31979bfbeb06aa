"""The day on which somebody said so, told beside what he said."""

from __future__ import annotations

import pytest

import khabar


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("حسبما أعلن الخميس مصدر طبي", "2025-02-06"),
        ("بحسب ما أفاد ناشطون لوكالة فرانس برس الخميس", "2025-02-06"),
        ("وفق بيان أصدرته الوزارة مساء الأربعاء", "2025-02-05"),
        ("بحسب حصيلة جديدة أعلنتها وزارة الصحة الخميس", "2025-02-06"),
    ],
)
def test_a_day_beside_the_source_dates_what_has_no_other(said: str, day: str) -> None:
    """Is it the day of the statement, where the happening has no words of its own?"""
    text = f"قتل 12 شخصا في قصف استهدف سوق نيالا، {said}."
    event = next(e for e in khabar.read(text, published="2025-02-07").events if e.trigger == "قصف")
    assert event.time is not None
    assert (event.time.start, event.time.end) == (day, day)


def test_its_own_day_goes_before_that_of_the_statement() -> None:
    """Does what happened on Tuesday stay there, though the governor tells it on Thursday?"""
    text = "قتل سبعة جنود صباح الثلاثاء في كمين نصبه مسلحون قرب أبالا، على ما أعلن الخميس حاكم المنطقة."
    event = next(e for e in khabar.read(text, published="2025-02-07").events if e.type == "assault")
    assert event.time is not None
    assert event.time.start == "2025-02-04"
