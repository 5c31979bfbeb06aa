"""Weapons told as some of those before, by an adjective, by the name of a force, or not at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Reading

ReadingOf = Callable[..., Reading]
Weapon = tuple[str, int | None]


def weapons(reading: Reading, kind: str) -> list[Weapon]:
    return [(w.kind, w.count) for event in reading.events if event.type == kind for w in event.weapons]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("أسقطت الدفاعات الجوية الروسية 23 مسيرة فوق بيلغورود.", [("air_defence", None), ("drone", 23)]),
        ("شنت روسيا هجوما بستين مسيرة. وأسقطت الدفاعات 58 منها.", [("air_defence", None), ("drone", 58)]),
        ("أطلق المسلحون عشرين صاروخا. وقال الجيش إنه اعترض معظمها.", [("rocket", None)]),
        ("أسقطت الفرقاطة مسيرة كانت تقترب منها.", [("drone", 1)]),
        ("هاجمت مسيرتان المحطة. وأعلن الجيش أن المضادات أسقطت إحداهما.", [("air_defence", None), ("drone", 1)]),
    ],
)
def test_what_stops_and_what_is_stopped(read: ReadingOf, text: str, wanted: list[Weapon]) -> None:
    """Are air defences a weapon, some of those before of their kind, and the ship that shoots none?"""
    assert sorted(weapons(read(text), "intercept")) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("هاجمت الجماعة السفينة بصواريخ باليستية ومجنحة.", [("ballistic_missile", None), ("cruise_missile", None)]),
        ("استهدفنا الموقع بصليات من صواريخ الكاتيوشا.", [("rocket", None)]),
        ("انفجار سيارة قرب مسجد في هرات يقتل 18 شخصا.", [("ied", 1)]),
        ("انفجر لغم أرضي بحافلة تقل عمالا فقتل 14 منهم.", [("mine", 1)]),
        ("قامت القوات الجوية بقصف مواقع للمسلحين.", [("aircraft", None)]),
        ("اغتيل القيادي في غارة على منزله.", [("aircraft", None)]),
        ("طالت الغارات التي تلت ذلك ميناء المدينة.", []),
        ("استهدفت الطائرات قائد الوحدة الصاروخية.", [("aircraft", None)]),
        ("لم يسقط أي صاروخ على المدينة.", [("missile", None)]),
        ("شنت الجماعة هجوما على الثكنة، واستُعملت فيه طائرات مسيرة وسيارات مفخخة.", [("drone", None), ("ied", None)]),
        ("ترافق ذلك مع إلقاء الطيران المروحي ثمانية براميل متفجرة على البلدة.", [("aircraft", None), ("other", 8)]),
        ("وجهت الكتائب ضربة صاروخية للمدينة بأكثر من 100 صاروخ.", [("rocket", 100)]),
        ("قتل 23 مدنيا بنيران قوات الحكومة.", []),
    ],
)
def test_weapons_of_a_use_of_force(read: ReadingOf, text: str, wanted: list[Weapon]) -> None:
    """Are joined adjectives, salvos, cars that blow up, the air force and raids read, and the raid told before not?"""
    assert sorted(weapons(read(text), "assault")) == wanted


def test_digits_after_wa_belong_to_their_list(read: ReadingOf) -> None:
    """Is `and 4` without a blank joined to the phrase before it?"""
    found = weapons(read("شنت روسيا هجوما بـ 60 مسيرة من طراز شاهد و4 صواريخ باليستية على كييف."), "assault")
    assert ("drone", 60) in found
