"""Arguments: who did it, to whom, where, with what."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Event

EventOf = Callable[..., Event]
Told = Callable[[Event, str], list[str]]


@pytest.mark.parametrize(
    "text",
    [
        "قصف الجيش السوري بلدة كفريا بالمدفعية.",
        "الجيش السوري قصف بلدة كفريا بالمدفعية.",
        "قُصفت بلدة كفريا من قبل الجيش السوري بالمدفعية.",
        "شن الجيش السوري قصفا بالمدفعية على بلدة كفريا.",
        "تعرضت بلدة كفريا لقصف بالمدفعية من قبل الجيش السوري.",
    ],
)
def test_one_happening_in_many_shapes(event: EventOf, told: Told, text: str) -> None:
    """Are doer, struck, place and weapon the same for both word orders, the passive, and light verbs?"""
    found = event(text, "assault")
    assert told(found, "initiator") == ["الجيش السوري"]
    assert told(found, "target") == ["بلدة كفريا"]
    assert told(found, "place") == ["بلدة كفريا"]
    assert [weapon.kind for weapon in found.weapons] == ["artillery"]


@pytest.mark.parametrize(
    ("text", "kind", "field", "wanted"),
    [
        ("استُهدفت قاعدة حرير الجوية بثلاث طائرات مسيرة.", "assault", "initiator", []),
        ("استُهدفت قاعدة حرير الجوية بثلاث طائرات مسيرة.", "assault", "target", ["قاعدة حرير الجوية"]),
        ("اغتيل ضابط في الاستخبارات العراقية وسط بغداد.", "", "initiator", []),
        ("اغتيل ضابط في الاستخبارات العراقية وسط بغداد.", "", "target", ["ضابط"]),
        ("شنت طائرات التحالف ثلاث غارات على مواقع للتنظيم.", "assault", "target", ["مواقع للتنظيم"]),
        ("اعتقلت قوات الأمن عشرة من عناصر التنظيم.", "coerce", "target", ["عشرة من عناصر التنظيم"]),
        ("اتهمت إيران إسرائيل بقصف قنصليتها في دمشق.", "accuse", "target", ["إسرائيل"]),
        ("لم تقصف القوات الإسرائيلية المستشفى.", "assault", "target", ["المستشفى"]),
        ("تبنت كتائب حزب الله الهجوم على القاعدة.", "claim", "initiator", ["كتائب حزب الله"]),
    ],
)
def test_a_role(event: EventOf, told: Told, text: str, kind: str, field: str, wanted: list[str]) -> None:
    """Does the frame of the trigger put each phrase in its role, and leave empty what nobody fills?"""
    assert told(event(text, kind), field) == wanted


def test_a_relative_clause_has_its_own_doer(event: EventOf, told: Told) -> None:
    """Is who condemns a strike not who carried it out?"""
    text = "أدانت وزارة الخارجية العراقية الغارة التي شنها الجيش التركي على مدينة دهوك."
    assert told(event(text, "accuse"), "initiator") == ["وزارة الخارجية العراقية"]
    assert told(event(text, "assault"), "initiator") == ["الجيش التركي"]


def test_several_doers(event: EventOf, told: Told) -> None:
    """Are joined names each a doer?"""
    found = event("قصفت الولايات المتحدة وبريطانيا مواقع في صنعاء.", "assault")
    assert told(found, "initiator") == ["الولايات المتحدة", "بريطانيا"]


def test_a_pronoun_means_who_was_named(event: EventOf, told: Told) -> None:
    """Does `it carried out` point back to the force of the sentence before?"""
    found = event("دخل الجيش التركي المنطقة. وقد نفذت قواته غارة على بلدة تل رفعت.", "assault")
    assert found.initiator


@pytest.mark.parametrize(
    ("text", "name", "country", "level"),
    [
        ("وقع انفجار في مدينة حمص.", "Homs", "SYR", "city"),
        ("وقع انفجار قرب مطار بغداد.", None, "IRQ", "site"),
        ("وقع انفجار في محافظة الأنبار.", None, "IRQ", "province"),
        ("وقع انفجار في البحر الأحمر.", "Red Sea", None, "region"),
    ],
)
def test_where(event: EventOf, text: str, name: str | None, country: str | None, level: str) -> None:
    """Is a place grounded with its country, level and degrees?"""
    place = event(text, "explosion").place
    assert place is not None
    assert (place.country, place.level) == (country, level)
    assert name is None or place.name == name
    assert place.lat is not None
    assert place.lon is not None


@pytest.mark.parametrize(
    ("text", "kind", "count"),
    [
        ("استهدفت ثلاث طائرات مسيرة القاعدة.", "drone", 3),
        ("استهدف هجوم بطائرتين مسيرتين القاعدة.", "drone", 2),
        ("قصف الحزب المستوطنة بعشرين صاروخا.", "rocket", 20),
        ("قتل جندي بانفجار عبوة ناسفة في بيجي.", "ied", 1),
        ("قصف الجيش المدينة بقذائف الهاون.", "mortar", None),
    ],
)
def test_with_what(event: EventOf, text: str, kind: str, count: int | None) -> None:
    """Are weapons read with their number, the dual included?"""
    weapons = event(text).weapons
    assert [(weapon.kind, weapon.count) for weapon in weapons] == [(kind, count)]
