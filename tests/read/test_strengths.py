"""Standing numbers of forces, and movements that are none."""

from __future__ import annotations

import pytest

from khabar.pipeline import read_text


@pytest.mark.parametrize(
    ("text", "low", "owner"),
    [
        ("قدّر قائد اللواء عدد عناصر حزب الله المنتشرين في ريف حلب بنحو ألفي عنصر، محذراً من هجوم وشيك.", 2000, "LBN"),
        ("قال مصدران إن نحو 6000 من عناصر الجيش الإثيوبي ينتشرون داخل إثيوبيا.", 6000, "ETH"),
        ("ما زال 1500 عسكري تشادي منتشرين داخل الأراضي النيجيرية.", 1500, "TCD"),
        ("ينتشر قرابة ألف جندي أمريكي شمال شرقي سوريا.", 1000, "USA"),
    ],
)
def test_forces_that_stand_are_counted_and_move_nowhere(text: str, low: int, owner: str) -> None:
    """Is a figure of forces that stand a strength, and no deployment?"""
    reading = read_text(text, published="2022-01-01")
    assert [(s.low, s.country) for s in reading.strengths] == [(low, owner)]
    assert not [event for event in reading.events if event.type == "mobilize"]


@pytest.mark.parametrize(
    ("text", "low", "high", "owner"),
    [
        ("ويقدر عدد مقاتلي حركة الشباب بين 7000 و12000 مقاتل.", 7000, 12000, "SOM"),
        ("أما المدربون الروس فيقدر عددهم حاليا في مالي بحوالي 1500 رجل.", 1500, 1500, None),
        ("غادرت القوات الفرنسية قاعدة غاو التي لم يبق فيها سوى 300 عسكري.", 300, 300, "FRA"),
        ("قدر التقرير قوام قوات فانو بنحو عشرين ألف مقاتل.", 20000, 20000, "ETH"),
        ("وقال إن عدد أفراد القوات الأوغندية في الصومال يبلغ 6 آلاف.", 6000, 6000, "UGA"),
        ("تسعى بعثة الاتحاد الأفريقي (أتميس) البالغ عدد قواتها نحو 17 ألف جندي إلى الخروج.", 17000, 17000, None),
    ],
)
def test_a_number_of_forces_is_told_in_many_ways(text: str, low: int, high: int, owner: str | None) -> None:
    """Is a strength read from its number, its range, its size and what is left of it?"""
    reading = read_text(text, published="2021-05-10")
    assert [(s.low, s.high, s.country) for s in reading.strengths] == [(low, high, owner)]


def test_forces_that_are_sent_are_no_strength() -> None:
    """Is a deployment of so many a movement only?"""
    reading = read_text("أرسلت واشنطن 1500 جندي إلى الشرق الأوسط أمس.", published="2022-01-01")
    assert not reading.strengths
    assert [event.type for event in reading.events] == ["mobilize"]
