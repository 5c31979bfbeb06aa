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
