"""Whole articles without a date: is the day found that the text and known events allow?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from khabar.pipeline import read_text

TEXTS: list[dict[str, Any]] = [
    text
    for name in ("undated.yml", "undated_more.yml", "undated_towns.yml")
    for text in yaml.safe_load(Path(__file__).with_name(name).read_text("utf-8"))
]


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case["id"])
def test_undated_article_finds_its_day(case: dict[str, Any]) -> None:
    """Does the interval of an undated article meet the true one, and is it narrow?"""
    published = read_text(case["text"]).published
    assert published.start is not None, published.because
    assert published.end is not None
    start, end = date.fromisoformat(published.start), date.fromisoformat(published.end)
    assert start <= case["end"], published.because
    assert end >= case["start"], published.because
    assert (end - start).days <= 6


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("قال إسماعيل هنية إن حماس تدرس العرض. ودخلت عملية عامود السحاب يومها الرابع السبت.", "2012-11-17"),
        ("أطلقت كتائب القسام صواريخ في اليوم الرابع والثلاثين من طوفان الأقصى.", "2023-11-09"),
        ("يحيي العراقيون غدا ذكرى ثورة تشرين. وقتل صاروخ الرضوانية خمسة من عائلة يوم الاثنين.", "2020-09-30"),
        ("بعد خمسة أيام على سقوط نظام الأسد قصفت طائرات مستودعا في درعا.", "2024-12-13"),
        ("أوقف 18 ألف شخص منذ محاولة الانقلاب الفاشلة في تركيا قبل أسبوعين. وتحدث الوزير اليوم الجمعة.", "2016-07-29"),
    ],
)
def test_days_are_counted_from_what_opens(text: str, day: str) -> None:
    """Do the number of a day, an anniversary and a distance lead to the day of writing?"""
    assert read_text(text).published.start == day


def test_weekday_of_what_will_be_is_not_past() -> None:
    """Is a weekday after a verb of the future no sign of when the article was written?"""
    text = "سرت 18 أغسطس (وكالة) - قال قائد في عملية البنيان المرصوص إن قواته ستقتحم الحي يوم الجمعة. وقتل جندي الخميس."
    assert read_text(text).published.start == "2016-08-18"


def test_planned_visit_is_yet_to_come() -> None:
    """Is an article that expects a known event older than it?"""
    text = "سقطت عشرة صواريخ على القاعدة صباح الأربعاء. ومن المقرر أن يصل البابا فرنسيس إلى العراق يوم الجمعة."
    assert read_text(text).published.start == "2021-03-03"


def test_a_weekday_of_what_lies_behind_says_little() -> None:
    """Is the news of the Friday that it leads with, though an earlier attack was on a Sunday?"""
    text = (
        "قتل أكثر من خمسين شخصا في تفجير انتحاري داخل مسجد في مدينة قندوز الجمعة.\n"
        "وكان تفجير آخر قد استهدف الأحد مسجدا في كابل.\n"
    )
    assert read_text(text).published.start == "2021-10-08"


def test_an_event_outside_the_term_of_a_president_is_not_meant() -> None:
    """Does the title of a president decide between two bombings of one crossing?"""
    text = (
        "مئة قتيل في تفجيرين قرب وزارة التعليم الصومالية\n"
        "أعلن الرئيس حسن شيخ محمود مقتل مئة شخص في تفجير سيارتين مفخختين عند تقاطع زوبي في مقديشو السبت.\n"
    )
    published = read_text(text).published
    assert published.start is not None
    assert published.start.startswith("2022-10")
