"""Days from words that are easily taken for others: datelines, deadlines, measures of rarity, months told before."""

from __future__ import annotations

import pytest

from khabar.pipeline import read_text


def day_of(text: str, trigger: str, published: str) -> tuple[str | None, str | None]:
    for event in read_text(text, published=published).events:
        if event.trigger == trigger:
            return (event.time.start, event.time.end) if event.time is not None else (None, None)
    raise AssertionError(trigger)


@pytest.mark.parametrize(
    ("text", "trigger", "days"),
    [
        # the date of a dateline is that of the report
        ("طرابلس 16 أغسطس 2023 (وكالة) - قال مسؤول إن القتال أودى بحياة عشرة أشخاص.", "القتال", None),
        # a deadline does not date the demand
        ("طالب الرئيس القوات بالانسحاب من القرى قبل نهاية فبراير.", "طالب", "2023-08-17"),
        # how rare it is does not date it
        ("زار الرئيس بغداد الاثنين الماضي في أول زيارة له إلى العراق منذ 13 عاما.", "زيارة", "2023-08-14"),
        # a month gone by stays past in what was planned then
        ("خططت القيادية لهجوم استهدف في أيار الماضي نقطة للجيش قرب نصيبين.", "هجوم", "2023-05"),
        # a day of the month told before
        (
            "أطلقت إيران صواريخ على إسرائيل في الأول من أكتوبر 2022، وقصفت إسرائيل مواقع في 26 من الشهر ذاته.",
            "قصفت",
            "2022-10-26",
        ),
        # a time inside what a statement tells
        ("أوضحت الوزارة في بيان أن ثلاثة مسلحين قتلوا بقصف نفذته مقاتلات على متينا ليل الجمعة.", "قصف", "2023-08-11"),
    ],
)
def test_words_of_time_date_what_they_belong_to(text: str, trigger: str, days: str | None) -> None:
    """Is each word of time kept to what it tells of?"""
    start, _ = day_of(text, trigger, "2023-08-17")
    assert start is not None
    assert start.startswith(days or "2023-08-17")
    if days is None:
        assert not any(e.time is not None and e.time.text for e in read_text(text, published="2023-08-18").events)


@pytest.mark.parametrize(
    ("text", "trigger", "days"),
    [
        # a bloody day is no distance
        (
            "جرح أربعة في غارات على الرقة، وجاء ذلك بعد يوم دام فقدت فيه البلدة عشرين من أبنائها.",
            "غارات",
            ("2023-08-17", "2023-08-17"),
        ),
        ("وقع هجوم بعد يوم من غارة على قاعدة.", "غارة", ("2023-08-16", "2023-08-16")),
        # no day can be read
        ("تصاعدت الهجمات على المدينة في السنوات الأخيرة.", "الهجمات", (None, None)),
        ("تصاعدت الهجمات على المدينة في السنوات الثلاث الأخيرة.", "الهجمات", ("2020-08-17", "2023-08-17")),
        # the general hospital is no year
        ("انفجرت عبوة في محيط المستشفى العام.", "انفجرت", ("2023-08-17", "2023-08-17")),
        # the night that led to the day told
        ("قصفت طائرة ليلا مستشفى البلدة.", "قصفت", ("2023-08-16", "2023-08-17")),
        # nothing that happened is yet to come
        ("انسحبت القوات من البلدة بعد يوم واحد.", "انسحبت", ("2023-08-17", "2023-08-17")),
    ],
)
def test_words_tell_no_more_than_they_say(text: str, trigger: str, days: tuple[str | None, str | None]) -> None:
    """Are a described day, an uncounted span, a word for general and a bare night read as they are meant?"""
    assert day_of(text, trigger, "2023-08-17") == days
