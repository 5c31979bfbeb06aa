"""Subjects: whom a verb agrees with, and whose deed it goes on telling."""

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
            "دانت السفارة الفرنسية الهجوم ودعت السلطات النيجرية إلى ضبط الحدود.",
            "دعت",
            "السفارة الفرنسية",
            "السلطات النيجرية",
        ),
        (
            "فجّر المتمردون جسرا على النهر بعد معركة استمرت ساعات، وأسروا خمسة جنود.",
            "أسروا",
            "المتمردون",
            "خمسة جنود",
        ),
        ("داهمت قوة كينية مخيما للاجئين، واعتقلت 16 شابا.", "اعتقلت", "قوة كينية", "16 شابا"),
        ("أرسلت أوغندا جنودا، وهدد المتحدث باسم جيشها المتمردين.", "هدد", "المتحدث باسم جيشها", "المتمردين"),
        ("اقتحمت الشرطة الحي وأغلق الجيش اللبناني الطريق 7 قرب صيدا.", "أغلق", "الجيش اللبناني", "الطريق"),
        ("أعلنت كتائب القسام أنها قتلت تسعة جنود وأسرت ضابطا.", "أسرت", "كتائب القسام", "ضابطا"),
    ],
)
def test_agreement(read: Read, told: Told, text: str, trigger: str, initiator: str, target: str) -> None:
    """Do gender and number tell whether what follows a joined verb acts or suffers?"""
    found = named(read, text, trigger)
    assert told(found, "initiator") == [initiator]
    assert told(found, "target") == [target]


@pytest.mark.parametrize(
    ("text", "trigger", "initiator"),
    [
        ("ميدانيا، قصفت مقاتلات روسية منزلا في إدلب.", "قصفت", "روسية"),
        ("أكد الوزير أن إرهابيا فجر نفسه عند مدخل السوق.", "فجر نفسه", "إرهابيا"),
        ("أفادت الشرطة بأن مقاتلة كينية من طراز إف-5 قصفت معسكرا قرب لامو.", "قصفت", "كينية"),
        ("إن الاتحاد إذ يدين التفجير، يطالب بمحاسبة القتلة.", "يطالب", "الاتحاد"),
        ("قررت الحكومة إغلاق المعبر.", "إغلاق", "الحكومة"),
        ("لجأ المتمردون إلى قصف الحي من الجبال.", "قصف", "المتمردون"),
        ("وقال مصدر عسكري إن قائد اللواء غادر المدينة، نافيا إصابته.", "نافيا", "مصدر عسكري"),
        ("وقال رئيس الحكومة إن المتمردين سيدفعون الثمن.", "سيدفعون", "رئيس الحكومة"),
    ],
)
def test_who_acts(read: Read, told: Told, text: str, trigger: str, initiator: str) -> None:
    """Is the doer found past circumstances, numbers of models, asides, light verbs and what others say?"""
    assert told(named(read, text, trigger), "initiator") == [initiator]


@pytest.mark.parametrize(
    ("text", "trigger", "targets"),
    [
        ("أدانت تشاد استهداف المطار ومستودعات الوقود في المدينة.", "استهداف", ["المطار", "مستودعات الوقود"]),
        ("قصفت الطائرات الميناء الجنوبي وفندقا في المدينة.", "قصفت", ["الميناء الجنوبي", "فندقا"]),
        ("أصيب ثلاثة في قصف مدفعي وصاروخي طال مخيما للنازحين.", "قصف", ["مخيما للنازحين"]),
        ("لم تعلن أي جهة مسؤوليتها عن الهجوم.", "مسؤوليتها", []),
        ("صدت القوات المالية هجوما على ثكنة في غاو.", "هجوما", ["ثكنة"]),
        ("قال إن الانفصاليين سيدفعون الثمن.", "سيدفعون", ["الانفصاليين"]),
    ],
)
def test_who_suffers(read: Read, told: Told, text: str, trigger: str, targets: list[str]) -> None:
    """Are lists in construct, joined adjectives and what was attacked read as what was struck?"""
    assert told(named(read, text, trigger), "target") == targets
