"""What a headline names, told below with its day."""

from __future__ import annotations

import pytest

import khabar


def headline(text: str, published: str, number: int) -> tuple[str | None, str | None]:
    time = khabar.read(text, published=published).events[number].time
    return (time.start, time.end) if time is not None else (None, None)


@pytest.mark.parametrize(
    ("text", "published", "number", "day"),
    [
        (
            "مقتل سبعة جنود في كمين بديالى وانفجار عبوة في كركوك\n"
            "قتل سبعة جنود عراقيين الأحد في كمين نصبه مسلحون قرب العظيم في محافظة ديالى.\n"
            "وانفجرت عبوة ناسفة صباح السبت في حي التسعين بمدينة كركوك وأصابت شرطيين.\n",
            "2019-09-09", 1, "2019-09-07",
        ),
        (
            "غارات فرنسية على شمال مالي بعد هجوم تيساليت\n"
            "شنت مقاتلات فرنسية فجر الأربعاء غارات على معسكر لمسلحين في أدرار إيفوغاس شمال مالي.\n"
            "وكان مسلحون هاجموا الأحد الماضي بلدة تيساليت وقتلوا خمسة جنود تشاديين.\n",
            "2019-01-23", 1, "2019-01-20",
        ),
    ],
)  # fmt: skip
def test_the_second_news_of_a_headline_has_its_own_day(text: str, published: str, number: int, day: str) -> None:
    """Is it not of the day of the first?"""
    assert headline(text, published, number) == (day, day)


def test_what_is_told_below_without_a_day_keeps_that_of_the_story() -> None:
    """Is the day of an older attack on the same town not taken for it?"""
    text = (
        "مقتل 12 شخصا في قصف على سوق نيالا\n"
        "قتل 12 شخصا في قصف استهدف سوق نيالا، حسبما أعلن الخميس مصدر طبي.\n"
        "وفي 9 يناير قتل خمسة أشخاص في قصف على المدينة.\n"
    )
    assert headline(text, "2025-02-07", 0) == ("2025-02-06", "2025-02-06")
