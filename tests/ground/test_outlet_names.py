"""Names of outlets that the packs keep under another's entry, and of persons told by a surname."""

from __future__ import annotations

import pytest

from khabar.pipeline import read_text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وذكرت قناة الإخبارية السعودية ظهرا أن مسيّرة أسقطت قرب ينبع.", "Al Ekhbariya"),
        ("وذكرت صحيفة عكاظ أن صاروخا سقط في جازان.", "Okaz"),
        ("أفادت وكالة خبر بأن طائرات إسرائيلية قصفت منزلا في رفح.", None),
        (
            "ووفقا للمركز الفلسطيني للإعلام أطلقت طائرات إسرائيلية ثلاثة صواريخ على عمارة.",
            "Palestinian Information Center",
        ),
    ],
)
def test_outlet_name(text: str, name: str | None) -> None:
    """Does a form that a collective entry holds give its own outlet's name, or none?"""
    assert read_text(text, published="2024-05-03").events[0].sources[-1].name == name


def test_surname_of_who_was_introduced() -> None:
    """Does a lone surname mean whom the text named in full before it?"""
    text = "أعلن التحالف أن العقيد تركي المالكي سيعقد مؤتمرا. وأوضح المالكي أن الدفاعات الجوية اعترضت صاروخا."
    assert read_text(text, published="2019-05-03").events[-1].sources[0].name == "Turki al-Maliki"


def test_forces_of_his_country() -> None:
    """Do the forces of a president's country bear another name than his?"""
    text = "أكد الرئيس إدريس ديبي مساء الأحد استيلاء قوات بلاده على واحة فايا."
    seized = read_text(text, published="2019-02-12").events[0].initiator[0]
    assert (seized.name, seized.country) == (None, "TCD")
