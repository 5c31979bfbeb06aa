"""Counts that are totals by what they say: their parts, who counts them, families, those done away with."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Reading

Read = Callable[[str], Reading]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("شنت القوات غارات على منشأتين، في ثالث ضربات من نوعها خلال أقل من ثلاثة أسابيع.", [("strikes", 3)]),
        ("وهذا رابع هجوم من نوعه خلال أسبوع.", [("attacks", 4)]),
        (
            "أقر البنتاغون بخمسة وخمسين هجوما، 27 منها في العراق و28 في سوريا، وبإصابة 59 من جنوده.",
            [("attacks", 55), ("wounded", 59)],
        ),
        ("أحصت شبكة أطباء محلية 223 هجوما مدفعيا على المدينة.", [("attacks", 223)]),
        ("قالت المنظمة إن 234 أسرة نقلت من الضواحي الجنوبية إلى أماكن آمنة.", [("displaced", 234)]),
        ("نزحت 120 عائلة من قرى ريف حماة الشمالي.", [("displaced", 120)]),
        ("هاجم الجيش أكثر من 1300 هدف للحزب خلال 24 ساعة.", [("strikes", 1300)]),
        (
            "شن المتمردون أكثر من 50 هجوما على الشحن، وقتلوا ثلاثة بحارة، واستولوا على سفينة منذ نوفمبر.",
            [("attacks", 50), ("killed", 3)],
        ),
    ],
)
def test_counted(read: Read, text: str, wanted: list[tuple[str, int]]) -> None:
    """Is such a count a total, with what it counts?"""
    assert [(tally.counted, tally.low) for tally in read(text).tallies] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "شن الطيران ست غارات، أربع منها على مديرية الصليف واثنتان على مديرية الجبين.",
        "وثق المركز خمس غارات على البلدة يوم الأحد.",
        "أعنف هجوم من نوعه منذ عام ضرب المدينة.",
        "أصيبت عائلة بجروح في القصف.",
    ],
)
def test_not_counted(read: Read, text: str) -> None:
    """Are happenings of a day, with those who did them, no totals; nor a superlative, nor one family?"""
    assert [tally.trigger for tally in read(text).tallies] == []
