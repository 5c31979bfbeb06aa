"""Weapons told together, again, or as what forces move with."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Reading

Read = Callable[[str], Reading]


@pytest.mark.parametrize(
    ("text", "type_", "wanted"),
    [
        ("دخل رتل عسكري مؤلف من نحو 50 آلية عبر معبر باب السلامة.", "mobilize", [("other", 50)]),
        ("استقدم الجيش تعزيزات إلى محيط تدمر تضم 300 مقاتل وعشرين آلية.", "mobilize", [("other", 20)]),
        ("شاركت في الموكب 50 سيارة مدنية.", "mobilize", []),
        ("قال الجيش إن 30 طائرة مقاتلة شاركت في هجوم على مواقع في صنعاء.", "assault", [("aircraft", 30)]),
        ("قال الجيش إن مسيرتين عبرتا الحدود وإن إحداهما انفجرت داخل مركز الجنود.", "assault", [("drone", 1)]),
        ("أطلقت طهران أكثر من 300 مسيّرة وصاروخ على إسرائيل.", "assault", [("drone", 300)]),
        ("انفجرت شاحنة محملة بالمتفجرات قرب الفندق.", "assault", [("ied", 1)]),
        ("قصف الجيش مواقع المسلحين في الحي بالدبابات.", "assault", [("artillery", None)]),
        ("تعرضت سفينة شحن لهجوم صاروخي في خليج عدن.", "assault", [("missile", None)]),
        ("شن الجيش هجوما بقنابل انزلاقية موجهة على المدينة.", "assault", [("aircraft", None)]),
    ],
)
def test_arms(read: Read, text: str, type_: str, wanted: list[tuple[str, int | None]]) -> None:
    """Are vehicles, aircraft that took part, one of those before, laden lorries and tanks that fire told as arms?"""
    events = [e for e in read(text).events if e.type == type_]
    assert [(w.kind, w.count) for e in events for w in e.weapons] == wanted


def test_what_is_broken_is_no_weapon(read: Read) -> None:
    """Are a boat that is destroyed and a boat that is shelled targets only?"""
    for text in ("أعلنت واشنطن تدمير زورق مسيّر للحوثيين.", "اتهمت كييف موسكو بقصف قارب إنقاذ في خيرسون."):
        assert [e.weapons for e in read(text).events if e.type == "assault"] == [()]


def test_a_vow_is_not_armed(read: Read) -> None:
    """Does a vow take no weapon from the strike told before it?"""
    events = read("استهدفت مسيّرة سيارة في عامودا، وتوعدت القوات بالرد.").events
    assert all(not e.weapons for e in events if e.type == "threaten")
