"""Modality: told as fact, hedged, planned, under a condition, denied."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Event

EventOf = Callable[..., Event]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("قصفت الطائرات المدينة.", "asserted"),
        ("قال مسؤول إن الطائرات قصفت المدينة.", "asserted"),
        ("قد تنفذ إسرائيل ضربة ضد منشآت نووية.", "alleged"),
        ("يُعتقد أن طائرة مسيرة استهدفت المبنى.", "alleged"),
        ("يبدو أن طائرة مسيرة استهدفت المبنى.", "alleged"),
        ("من المتوقع أن تشن القوات هجوما على المدينة.", "future"),
        ("ستشن القوات هجوما على المدينة.", "future"),
        ("سوف يقصف الجيش المدينة.", "future"),
        ("لن تقصف القوات المدينة.", "future"),
        ("إذا هاجمت إيران إسرائيل فسترد واشنطن.", "hypothetical"),
        ("حذرت الأمم المتحدة من هجوم وشيك على الفاشر.", "hypothetical"),
        ("هدد الحوثيون باستهداف السفن الإسرائيلية.", "future"),
        ("لم تقصف القوات المستشفى.", "negated"),
    ],
)
def test_how_it_is_told(event: EventOf, text: str, modality: str) -> None:
    """Does only a cue whose scope holds the trigger take it out of plain assertion?"""
    assert event(text, "assault").modality == modality


@pytest.mark.parametrize(
    "text",
    [
        "نفت إيران صلتها بالهجوم الذي استهدف القاعدة.",
        "رجح مسؤول أن تكون فصائل مسلحة وراء الهجوم على القاعدة.",
        "لم تعلن أي جهة مسؤوليتها عن الهجوم الذي استهدف القاعدة.",
    ],
)
def test_only_the_doer_is_in_doubt(event: EventOf, text: str) -> None:
    """Does an attack stay asserted where only who did it is denied or hedged?"""
    assert event(text, "assault").modality == "asserted"


def test_what_is_told_beside_a_plan(event: EventOf) -> None:
    """Does a plan not reach back to the happening before it?"""
    found = event("قصف الجيش المدينة، ومن المتوقع أن ينسحب غدا.", "assault")
    assert found.modality == "asserted"


def test_a_vow_is_a_threat(event: EventOf) -> None:
    """Is the threat itself told as fact although what is threatened is not?"""
    assert event("هدد الحوثيون باستهداف السفن الإسرائيلية.", "threaten").modality == "asserted"
