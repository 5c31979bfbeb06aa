"""Is a day kept only where the text ties itself to it?"""

from __future__ import annotations

import pytest

from khabar.pipeline import read_text


@pytest.mark.parametrize(
    "text",
    [
        # a place that was struck again and again, and another weekday than that of the strike that is known
        "تعرضت قاعدة عين الأسد غربي العراق لهجوم بصاروخ باليستي.\n"
        "وقال مسؤول عسكري إن أحدا لم يصب في الهجوم صباح الثلاثاء.",
        # the only clue is what lies behind the news, in a later sentence
        "قتل جنديان في قصف على ريف إدلب الأربعاء.\nوقال ناشطون إن الطيران شن غارات على القرى.\n"
        "وكانت المنطقة شهدت الهجوم الكيماوي على خان شيخون.",
        # a date beside which nothing tells the year
        "قتل سبعة في هجوم على قرية.\nوقتلت الجماعة 14 شخصا في السابع من يونيو حزيران.\nوتقاتل الجماعة منذ عام 2009.",
        # counted from a day, and from nothing else
        "بدأت الحملة في 5 أكتوبر.\nوقال أطباء اليوم الأحد إن القصف مستمر على المخيم شمال القطاع.",
        # a date with its weekday excludes the event that is known
        "سيطر الحوثيون على العاصمة صنعاء بعد دخول الإذاعة.\nوقتل ثلاثة مساء الأحد 6 أبريل.",
    ],
)
def test_a_hint_is_no_day(text: str) -> None:
    """Does an article stay undated where a single event of many like it is all that ties it?"""
    published = read_text(text).published
    assert published.start is None, published.because
    assert published.because


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("أعلنت القيادة الوسطى أن زورقا مسيرا أصاب السفينة توتور في البحر الأحمر.", "2024-06-12"),
        ("قتل خمسة في هجوم على فندق إيليت في مقديشو.\nوقالت الشرطة اليوم الاثنين إن المهاجمين قتلوا.", "2020-08-17"),
        (
            "سقطت صواريخ إيرانية على مبنى جنوب تل أبيب فجر اليوم السبت.\n"
            "وهي الموجة الثامنة عشرة منذ بدء الهجوم الإسرائيلي على إيران قبل 8 أيام.",
            "2025-06-21",
        ),
    ],
)
def test_what_happened_once_or_is_counted_from_is_a_day(text: str, day: str) -> None:
    """Do a ship's name and the days since a war began date an article without its weekday?"""
    assert read_text(text).published.start == day


def test_furniture_above_a_report_is_none_of_its_sentences() -> None:
    """Is an event named in the lead in the lead, whatever menus and bylines stand above it?"""
    text = (
        "الرئيسية | عاجل | حوادث | رياضة | فن\nإدانات للهجمات على السودان\nكتب - سالم محمود\n"
        "أدانت دول عربية استهداف مستودعات الوقود في بورتسودان، مؤكدة تضامنها مع السودان.\n"
        "ووصلت طائرة مساعدات صباح اليوم الأربعاء، وكانت مسيرات قد قصفت المدينة أمس الثلاثاء."
    )
    assert read_text(text).published.start == "2025-05-07"


def test_this_month_ties_a_text_to_what_it_names() -> None:
    """Is a text of `this October` kept in the October of what it names, though it says `October last` once?"""
    text = (
        "تعرضت قوات أميركية لهجمات 23 مرة منذ 17 أكتوبر الماضي، بحسب مسؤول الاثنين.\n"
        "وقال إنها تعرضت منذ 17 أكتوبر الجاري إلى 30 منه للهجوم 14 مرة.\n"
        "وأعقبت الحرب هجوم حماس في 7 أكتوبر الجاري. وأعلنت فصائل الثلاثاء استهداف القاعدة."
    )
    assert read_text(text).published.start == "2023-10-31"


@pytest.mark.parametrize(
    "line",
    [
        "تاريخ النشر: 24th, January 2024 GMT",
        "Published on: 24 Jan 2024",
        "January 24, 2024",
        "بواسطة سالم علي يناير 24, 2024 0 تعليق",
        "Wed, Jan 24, 2024 10:05 AM",
    ],
)
def test_a_line_in_other_letters_or_order_is_a_date_line(line: str) -> None:
    """Is the day read as pages write it, in English or with the month first?"""
    published = read_text(f"قتلى في هجوم شمال البلاد\n{line}\nقتل جنديان في هجوم على نقطة تفتيش.").published
    assert published.stated
    assert published.start == "2024-01-24"
