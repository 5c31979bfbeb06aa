"""Everyday speech and quick typing: verbs after ba and future letters, plurals without their alif."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Event, Reading

EventOf = Callable[..., Event]


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("الجيش بيقتحم قرية عزون وبيعتقل شابين.", ["assault", "coerce"]),
        ("هجم المسلحون على نقطة للجيش وقتلو عسكري.", ["assault"]),
        ("أهالي البلدة سكرو الطريق الرئيسي بالحجارة.", ["protest"]),
        ("الاحتلال اقتحم مخيم الفوار فجر اليوم.", ["assault"]),
    ],
)
def test_verbs_of_everyday_speech(read: Callable[[str], Reading], text: str, types: list[str]) -> None:
    """Is a verb found in the dress of everyday speech?"""
    assert [found.type for found in read(text).events] == types


@pytest.mark.parametrize("text", ["هيقصفوا معسكرات المليشيا قريبا.", "رح نقصف معسكرات المليشيا."])
def test_the_future_of_everyday_speech(event: EventOf, text: str) -> None:
    """Do its future letters and words tell the future?"""
    assert event(text).modality == "future"


def test_a_noun_after_ba_is_no_verb(read: Callable[[str], Reading]) -> None:
    """Is a noun of the fifth form after ba left a noun?"""
    assert [found.type for found in read("وعد الوزير بتقدم كبير وبتحرك سريع.").events if found.type == "assault"] == []
