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


def test_forces_that_are_sent_are_no_strength() -> None:
    """Is a deployment of so many a movement only?"""
    reading = read_text("أرسلت واشنطن 1500 جندي إلى الشرق الأوسط أمس.", published="2022-01-01")
    assert not reading.strengths
    assert [event.type for event in reading.events] == ["mobilize"]
