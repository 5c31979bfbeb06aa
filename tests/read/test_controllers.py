"""Doers whom the words that govern a verbal noun tell."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Event

EventOf = Callable[..., Event]
Told = Callable[[Event, str], list[str]]


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("حذر وزير الدفاع الأمريكي جميع الأطراف من مهاجمة القوات الأمريكية.", "assault", ["جميع الأطراف"]),
        ("حذر الجيش الإسرائيلي حزب الله من استهداف المستوطنات.", "assault", ["حزب الله"]),
        ("حذرت واشنطن من مهاجمة إسرائيل.", "assault", []),
        ("قال مسؤول إن كتائب حزب الله هي المسؤولة عن الهجوم الصاروخي.", "assault", ["كتائب حزب الله"]),
        ("يعتقد أن تنظيم داعش هو المسؤول عن التفجير في كابل.", "assault", ["تنظيم داعش"]),
        ("قال المتحدث إن المتمردين ملتزمون بتعليق الهجمات على القواعد.", "retreat", ["المتمردين"]),
        ("أبلغ الجنرال المشرعين أن كتائب حزب الله تقف وراء الهجوم على القاعدة.", "assault", ["كتائب حزب الله"]),
        ("قتل جنديان أمس، ما دفع الجيش التركي إلى قصف القرية.", "assault", ["الجيش التركي"]),
        ("أجبرت المعارك الجيش على الانسحاب من المدينة.", "retreat", ["الجيش"]),
        ("تعهد الوزير بمواصلة حث جميع الأطراف على التهدئة.", "request", ["الوزير"]),
    ],
)
def test_a_doer_by_what_governs_the_deed(event: EventOf, told: Told, text: str, kind: str, wanted: list[str]) -> None:
    """Is the doer whom somebody warns, who stands behind it, who is responsible for it or driven to it?"""
    assert told(event(text, kind), "initiator") == wanted


def test_a_warning_of_what_befalls(event: EventOf, told: Told) -> None:
    """Are those who are warned of an attack on them no attackers?"""
    assert "سكان البلدة" not in told(event("حذر المتحدث سكان البلدة من هجوم وشيك.", "assault"), "initiator")


def test_who_foils_does_not_attack(event: EventOf, told: Told) -> None:
    """Is whoever managed to foil an attack no attacker?"""
    assert told(event("تمكنت الشرطة من إحباط هجوم بسيارة مفخخة.", "assault"), "initiator") == []


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("أطلق عناصر الحاجز النار على سائق الدراجة.", "assault", ["عناصر الحاجز"]),
        ("هاجم العشرات منهم قريتي الفندق وجينصافوط.", "assault", ["العشرات"]),
        ("أغلق الاحتلال حاجز حوارة العسكري.", "coerce", ["الاحتلال"]),
        ("في درعا، استهدفت مجموعة إرهابية حافلة تقل موظفين.", "assault", ["مجموعة إرهابية"]),
        ("أعلن أدرعي أن سلاح الجو شن سلسلة غارات على بنت جبيل.", "assault", ["سلاح الجو"]),
    ],
)
def test_plain_subjects(event: EventOf, told: Told, text: str, kind: str, wanted: list[str]) -> None:
    """Is the phrase after its verb the doer, whatever words it is made of?"""
    assert told(event(text, kind), "initiator") == wanted


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("وعقب اجتماعه مع نظيره التركي، أعلن وزير الخارجية السوري أسعد الشيباني توقيع اتفاق.", "consult", "وزير"),
        ("وفي هجومهم على القرية، أحرق المسلحون عشرات المنازل.", "assault", "المسلحون"),
        ("ونفت KH في وقت لاحق أنها أصدرت أي بيان.", "deny", "KH"),
    ],
)
def test_a_pronoun_that_points_on(event: EventOf, told: Told, text: str, kind: str, wanted: str) -> None:
    """Does the pronoun of an opening phrase mean the subject that follows; does an acronym act?"""
    assert told(event(text, kind), "initiator")[0].startswith(wanted)
