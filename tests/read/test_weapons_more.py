"""Weapons: of whom, of what make, used in what, carried by what."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Event, Reading

EventOf = Callable[..., Event]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("قصفت طائرات الاحتلال برج السلام.", [("aircraft", None)]),
        ("قصف طيران مسير موقعا جنوب الزاوية.", [("drone", None)]),
        (
            "شن المسلحون هجوما على الثكنة استعملت فيه طائرات مسيرة وقذائف وسيارات مفخخة.",
            [("drone", None), ("artillery", None), ("ied", None)],
        ),
        ("نفذت القوات عملية ضد السفينة، استُخدم فيها زورق مسير.", [("naval", 1)]),
        ("دمرت القوات أربع سيارات مزودة برشاشات ثقيلة.", []),
        ("أطلق الجيش صاروخا باليستيا من طراز قاهر 1 على القاعدة.", [("ballistic_missile", 1)]),
        ("انفجرت قنبلة لاصقة بحافلة.", [("ied", 1)]),
        ("ألقت المروحيات 12 برميلا متفجرا على داريا.", [("aircraft", None), ("other", 12)]),
        ("أصيب جنود في هجوم صاروخي باليستي على القاعدة.", [("ballistic_missile", None)]),
        ("أطلق الحزب رشقة صاروخية على الجليل.", [("rocket", None)]),
        ("بدأت مدفعية الجيش قصفا عنيفا على أحياء ود مدني.", [("artillery", None)]),
        ("هاجم مسلح يحمل مسدسا حارسا في دوار المدينة.", [("firearm", 1)]),
        ("شن انتحاري يقود شاحنة مفخخة هجوما على ثكنة في ميناكا.", [("ied", 1)]),
        ("استخدم الجيش الراجمات في قصف الحي.", [("rocket", None)]),
        ("قصف الطيران الحربي السوق بأربعة صواريخ.", [("missile", 4), ("aircraft", None)]),
    ],
)
def test_kinds_and_counts(event: EventOf, text: str, wanted: list[tuple[str, int | None]]) -> None:
    """Is each weapon told once, with its kind and how many?"""
    assert [(weapon.kind, weapon.count) for weapon in event(text).weapons] == wanted


def test_some_of_those_told(read: Callable[[str], Reading]) -> None:
    """Is a bare number of the drones told before a weapon of the interception, beside the defences?"""
    reading = read("نفذت القوات العملية بإحدى عشرة مسيرة، وقالت إن المضادات الأرضية أسقطت سبعا منها.")
    intercepts = [found for found in reading.events if found.type == "intercept"]
    assert [{(weapon.kind, weapon.count) for weapon in found.weapons} for found in intercepts] == [
        {("drone", 7), ("air_defence", None)}
    ]


def test_the_missile_told_before(read: Callable[[str], Reading]) -> None:
    """Is *the* missile the one told before, and a shell a mortar's in an article that tells of mortars?"""
    reading = read("أطلقت الجماعة صاروخا باليستيا على خميس مشيط. واعترضت الدفاعات الصاروخ فوق المدينة.")
    assert {w.kind for found in reading.events for w in found.weapons} >= {"ballistic_missile"}
    assert "missile" not in {w.kind for found in reading.events for w in found.weapons}
    reading = read("أطلق مسلحون قذائف هاون على حي القصور. وسقطت قذيفة قرب مدرسة.")
    assert [w.kind for found in reading.events for w in found.weapons] == ["mortar", "mortar"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("استشهد أربعة مواطنين بقذائف هاون على حي الزهراء.", [("mortar", None)]),
        ("قتل ضابط بعبوة ناسفة زرعت تحت سيارته.", [("ied", 1)]),
        ("اغتيل القاضي الثلاثاء الماضي في تفجير سيارة مفخخة قرب منزله.", [("ied", 1)]),
        ("نسف المسلحون الجسر بشاحنة مفخخة.", [("ied", 1)]),
        ("هزت ثلاثة انفجارات بسيارات مفخخة مدينة كركوك.", [("ied", None)]),
        ("انفجار قنبلتين تقليديتي الصنع لدى مرور قافلة للجيش.", [("ied", 2)]),
        ("هاجمت الفصائل القاعدة بمسيرتين وصاروخين.", [("drone", 2), ("rocket", 2)]),
        ("صد الجنود الهجوم بإسناد من مروحيات الأباتشي.", [("aircraft", None)]),
        ("قتل ستة في ضربات بالصواريخ والمسيرات شنها الجيش الباكستاني على قرية.", [("missile", None), ("drone", None)]),
    ],
)
def test_what_it_was_done_with(event: EventOf, text: str, wanted: list[tuple[str, int | None]]) -> None:
    """Is the weapon found beside a death, inside a blast, after *with*, in support and in a list?"""
    assert [(weapon.kind, weapon.count) for weapon in event(text).weapons] == wanted


def test_a_heading_without_a_verb(event: EventOf) -> None:
    """Does a relative clause after the noun of a heading tell who did it?"""
    assert [a.text for a in event("سلسلة غارات شنها الجيش التركي على جبال متينا").initiator] == ["الجيش التركي"]


def test_crowds_and_struck_build_ups(read: Callable[[str], Reading]) -> None:
    """Is a crowd of worshippers no deployment, and a build-up that is struck a target?"""
    assert [e.type for e in read("فجر مهاجم نفسه وسط حشد من المصلين.").events] == ["assault"]
    assert [e.type for e in read("دكت السرايا تحشدات العدو بقذائف الهاون.").events] == ["assault"]
