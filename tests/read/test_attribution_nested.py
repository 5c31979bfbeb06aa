"""Speakers: of claims and vows, of acts that somebody else tells, named late or after the words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Event

EventOf = Callable[..., Event]


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("تبنى تنظيم الدولة الهجوم على الثكنة في غاو.", "assault", ["تنظيم الدولة"]),
        ("حذر رئيس الأركان من أن جيشه سيقصف مواقع في العمق.", "assault", ["رئيس الأركان"]),
        ("قال الناطق إن الوزير التقى السفير وحثه على التهدئة.", "request", ["الناطق"]),
        ("قال العميد سريع إن قواته استهدفت السفينة بعد أن رفض طاقمها التحذيرات.", "reject", ["العميد سريع"]),
        (
            "قال مصدر أمني إن الوزير غادر قبل سقوط المسيرات على المبنى، نافيا ما تردد عن إصابته.",
            "assault",
            ["مصدر أمني"],
        ),
        ("وكان البرادعي قد أفاد صباحا بأن مسلحين هاجموا القرية.", "assault", ["البرادعي"]),
        ("أصيب 20 شخصا، وفقا للشرطة، عندما هاجم مسلحون فندقا في كيسمايو.", "assault", ["لشرطة"]),
        ('"سمعت انفجارين قرب السوق"، قال علي معو، وهو صاحب متجر.', "explosion", ["علي معو"]),
        ('مصدر أمني لـ"السومرية نيوز": مسلحون يهاجمون نقطة في كركوك.', "assault", ["مصدر أمني", "السومرية نيوز"]),
        ("أظهر مقطع نشره ناشطون سقوط قذيفة على السوق.", "assault", ["ناشطون"]),
        ('وعبر الأمين العام عن قلقه إزاء ما وصفه بـ"قصف انتقامي" للمدنيين.', "assault", ["الأمين العام"]),
        ("وجدد الوزير التأكيد على أن بلاده لن تتسامح مع الهجمات.", "threaten", ["الوزير"]),
        ("أدانت مصر الهجوم، مؤكدة تضامنها الكامل مع الصومال.", "support", []),
        ("وأفاد مراسلنا بأن مسلحين هاجموا نقطة للشرطة.", "assault", []),
        ("هدد الوزير بقصف مواقع في الجبل.", "assault", []),
    ],
)
def test_who_says_so(event: EventOf, text: str, kind: str, wanted: list[str]) -> None:
    """Does each happening have its speakers, and none that only does what is told?"""
    assert [source.text for source in event(text, kind).sources] == wanted
