"""Makes, flags, numbers, spokesmen and joined headlines: what belongs to one phrase, and what begins anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from khabar.model.records import Event

EventOf = Callable[..., Event]
Told = Callable[[Event, str], list[str]]


@pytest.mark.parametrize(
    ("text", "kind", "field", "wanted"),
    [
        (
            "نفى الناطق باسم الحركة ذبيح الله مجاهد قتل أسرى في قندوز.",
            "deny",
            "initiator",
            ["الناطق باسم الحركة ذبيح الله مجاهد"],
        ),
        ("أسر الجيش 11 مسلحا حوثيا في جبهة مأرب.", "coerce", "target", ["11 مسلحا حوثيا"]),
        (
            "أفرجت جبهة النصرة عن أربعة مقاتلين من الفرقة 13 في معرة النعمان.",
            "concede",
            "target",
            ["أربعة مقاتلين من الفرقة 13"],
        ),
        ("نفذت قاذفات أمريكية من طراز «بي 52» غارات على مواقع في هلمند.", "assault", "initiator", ["أمريكية"]),
        (
            "تعرضت سفينة شحن ترفع علم ليبيريا لهجوم صاروخي قبالة الحديدة.",
            "assault",
            "target",
            ["سفينة شحن ترفع علم ليبيريا"],
        ),
        ("قصف طيران مجهول الهوية معسكرا في جنوب ليبيا.", "assault", "target", ["معسكرا"]),
        ("هاجم مسلح مركز شرطة في كراتشي وقتل ثلاثة.", "assault", "target", ["مركز شرطة"]),
        ("حررت قوات مكافحة الإرهاب حي الزهور شرق الموصل.", "assault", "target", ["حي الزهور"]),
        ("اغتال مسلحان على متن دراجة نارية إمام مسجد في عدن.", "assault", "target", ["إمام مسجد"]),
        ("استهدفت الغارات مقرات للحشد الشعبي في جرف الصخر.", "assault", "target", ["مقرات للحشد الشعبي"]),
        ("دخلت حركة إم 23 مدينة غوما بعد معارك مع الجيش.", "assault", "target", ["مدينة غوما"]),
        ("تمكن مجاهدونا من استهداف ناقلة جند شرق حي التفاح.", "assault", "target", ["ناقلة جند"]),
        ("استشهد مدنيون جراء استهداف المليشيا بالمسيرات لمحطة كهرباء.", "assault", "initiator", ["المليشيا"]),
        ("القسام تقصف عسقلان برشقة صاروخية والاحتلال يغتال قياديا في نابلس.", "assault", "initiator", ["القسام"]),
        (
            "تعرضت قافلة مساعدات لبرنامج الأغذية العالمي لقصف بطائرة مسيرة في الكومة.",
            "assault",
            "target",
            ["قافلة مساعدات لبرنامج الأغذية العالمي"],
        ),
        ("أعلنت السعودية اعتراض صاروخ باليستي أطلقته مليشيا الحوثي.", "intercept", "initiator", ["السعودية"]),
        (
            "قتل الجيش الكاميروني تسعة من مقاتلي بوكو حرام في اشتباك قرب بحيرة تشاد.",
            "assault",
            "target",
            ["تسعة من مقاتلي بوكو حرام"],
        ),
        ("فجر انتحاري نفسه وسط تجمع لقوات الأمن في كويتا.", "assault", "target", ["تجمع لقوات الأمن"]),
        ("هدمت جرافات الاحتلال منزلا في سلوان.", "coerce", "initiator", ["جرافات الاحتلال"]),
        ("دمر بواسل الجيش سيارتين في حرستا.", "assault", "initiator", ["بواسل الجيش"]),
    ],
)
def test_what_one_phrase_holds(event: EventOf, told: Told, text: str, kind: str, field: str, wanted: list[str]) -> None:
    """Is a participant told whole, and nothing beside it taken for one?"""
    assert told(event(text, kind), field) == wanted


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("أعلنت الحركة مسؤوليتها عن هجوم انتحاري بسيارة ملغومة استهدف قاعدة عسكرية قرب أفجوي.", 1),
        ("قصف عنيف على الغوطة الشرقية والمعارضة تسيطر على إدارة المركبات بحرستا.", 2),
        ("قواتنا تصدت لهجوم شنته المليشيا على مدينة الفاشر وكبدتها خسائر فادحة.", 1),
        ("هجوم على الجيش والشرطة يسفر عن مقتل عشرة في كويتا.", 1),
        ("اعتدى مستوطنون بالضرب على مزارعين في بلدة قصرة.", 1),
    ],
)
def test_how_many_deeds(read: Any, text: str, count: int) -> None:
    """Is one deed told in several words one, and are two in one headline two?"""
    assert sum(e.type == "assault" for e in read(text).events) == count


def test_a_claim_has_no_target(event: EventOf, told: Told) -> None:
    """Does what the claimed attack hit stay with the attack?"""
    text = "أعلنت الحركة مسؤوليتها عن هجوم بسيارة ملغومة استهدف قاعدة عسكرية."
    assert told(event(text, "claim"), "target") == []
    assert told(event(text, "assault"), "target") == ["قاعدة عسكرية"]


@pytest.mark.parametrize(
    ("text", "trigger", "field", "entity"),
    [
        (
            "قصفت قسد قرية العريمة وردت فصائل الجيش الوطني باستهداف مواقعها في منبج.",
            "استهداف",
            "target",
            "actor.syr.sdf",
        ),
    ],
)
def test_nobody_strikes_his_own(read: Any, text: str, trigger: str, field: str, entity: str) -> None:
    """Are posts that somebody strikes in reply the other side's?"""
    found = next(e for e in read(text).events if e.trigger == trigger)
    assert [a.entity for a in getattr(found, field)] == [entity]
