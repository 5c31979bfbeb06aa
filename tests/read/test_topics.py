"""Topics: what stands between a subject and its verb, and where a subject ends and its object begins."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Event, Reading

Read = Callable[[str], Reading]
Told = Callable[[Event, str], list[str]]


def named(read: Read, text: str, trigger: str) -> Event:
    """The last event of a text whose trigger begins with a word."""
    found = [e for e in read(text).events if e.trigger.startswith(trigger)]
    assert found, [(e.type, e.trigger) for e in read(text).events]
    return found[-1]


@pytest.mark.parametrize(
    ("text", "trigger", "initiator", "target"),
    [
        (
            "حركة حماس، التي تدير القطاع، هاجمت القوات الإسرائيلية في خان يونس.",
            "هاجمت",
            "حركة حماس",
            "القوات الإسرائيلية",
        ),
        ("روسيا، التي تحتل المدينة، اتهمت أوكرانيا بقصف سوق.", "اتهمت", "روسيا", "أوكرانيا"),
        ("كتائب القسام، التي خسرت عددا من قادتها، اتهمت إسرائيل بقصف مدرسة.", "اتهمت", "كتائب القسام", "إسرائيل"),
        ("جماعة الحوثي، المدعومة من إيران، هاجمت سفينة في البحر الأحمر.", "هاجمت", "جماعة الحوثي", "سفينة"),
        (
            "الجيش الوطني الليبي، بقيادة حفتر، اتهم حكومة الوفاق بخرق الهدنة.",
            "اتهم",
            "الجيش الوطني الليبي",
            "حكومة الوفاق",
        ),
        (
            "مجموعة واغنر، التي سحبت رجالها من باخموت، اتهمت الجيش الروسي بزرع ألغام.",
            "اتهمت",
            "مجموعة واغنر",
            "الجيش الروسي",
        ),
    ],
)
def test_an_aside_is_no_subject(read: Read, told: Told, text: str, trigger: str, initiator: str, target: str) -> None:
    """Does the one before an aside act, not the one inside it?"""
    event = named(read, text, trigger)
    assert told(event, "initiator") == [initiator]
    assert told(event, "target") == [target]


def test_what_is_laid_to_somebody_is_told_by_who_stands_before_the_aside(read: Read, told: Told) -> None:
    """Is the accuser the source, past what describes him?"""
    event = named(read, "حركة حماس، التي تدير القطاع، اتهمت إسرائيل بقصف خيام النازحين.", "قصف")
    assert told(event, "sources") == ["حركة حماس"]


@pytest.mark.parametrize(
    ("text", "trigger", "initiator", "target"),
    [
        ("التقى الرئيس المصري وزير الخارجية الأمريكي أنتوني بلينكن في القاهرة.", "التقى", "الرئيس المصري",
         "وزير الخارجية الأمريكي أنتوني بلينكن"),
        ("اعترض شبان دورية لليونيفيل عند مدخل البلدة.", "اعترض", "شبان", "دورية لليونيفيل"),
        ("أطلق قناصة النار على جنود في شارع فلسطين.", "أطلق", "قناصة", "جنود"),
        ("فجرت انتحاريتان نفسيهما في سوق للأسماك في كوندوغا.", "فجرت", "انتحاريتان", "سوق"),
    ],
)  # fmt: skip
def test_a_subject_ends_before_its_object(
    read: Read, told: Told, text: str, trigger: str, initiator: str, target: str
) -> None:
    """Do two phrases side by side stay apart?"""
    event = named(read, text, trigger)
    assert told(event, "initiator") == [initiator]
    assert told(event, "target") == [target]
