"""Chunks: noun phrases, their prepositions and numbers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.read.view import View

ViewOf = Callable[[str], View]


def phrases(view: ViewOf, text: str) -> list[str]:
    """The noun phrases, as their mentions read."""
    seen = view(text)
    return [seen.mention(chunk).text for chunk in seen.chunks if chunk.kind == "np"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("قصفت الطائرات الإسرائيلية المدينة", "الطائرات الإسرائيلية"),
        ("أطلق مقاتلو الجماعة صواريخ", "مقاتلو الجماعة"),
        ("اعتقلت القوات عشرة من عناصر التنظيم في الموصل", "عشرة من عناصر التنظيم"),
        ("أصابت الضربة مستودعا في مدينة حمص", "مدينة حمص"),
        ("هاجموا قاعدة للقوات الأميركية", "قاعدة للقوات الأميركية"),
        ("أدانت وزارة الخارجية العراقية الغارة", "وزارة الخارجية العراقية"),
    ],
)
def test_a_phrase_is_whole(view: ViewOf, text: str, wanted: str) -> None:
    """Are constructs, adjectives, partitives, owners and names one phrase, without its preposition?"""
    assert wanted in phrases(view, text)


def test_chunks_cover_the_units(view: ViewOf) -> None:
    """Is every unit in exactly one chunk, in order?"""
    seen = view("أسفر القصف، الذي وقع فجر الأحد، عن مقتل 3 جنود (بينهم ضابط) وإصابة آخرين في بلدة سراقب.")
    assert [at for chunk in seen.chunks for at in range(chunk.first, chunk.last)] == list(range(len(seen.units)))


def test_a_phrase_never_crosses_a_comma(view: ViewOf) -> None:
    """Do the items of a list stay apart?"""
    found = phrases(view, "قصفت الطائرات سراقب، وبنش، ومدينة إدلب")
    assert not [text for text in found if "،" in text]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("قتل خمسة جنود", 5, 5),
        ("قتل نحو 12 جنديا", 12, 12),
        ("قتل ما لا يقل عن عشرين جنديا", 20, None),
        ("قتل 15 جنديا على الأقل", 15, None),
        ("قتل أكثر من 40 جنديا", 40, None),
        ("قتل عشرات الجنود", 20, None),
        ("قتل جنديان", 2, 2),
        ("قتل ٢٧ جنديا", 27, 27),
        ("قتل خمسة وعشرون جنديا", 25, 25),
    ],
)
def test_how_many(view: ViewOf, text: str, low: int, high: int | None) -> None:
    """Is a number read with its hedges, in digits of both kinds, in words, and in a dual?"""
    seen = view(text)
    amounts = [seen.mention(chunk).amount for chunk in seen.chunks if chunk.kind == "np"]
    assert [(a.low, a.high) for a in amounts if a is not None] == [(low, high)]


def test_a_measure_is_no_participant(view: ViewOf) -> None:
    """Is a count of kilometres no noun phrase?"""
    seen = view("وقع الانفجار على بعد 25 كيلومترا شمالي المدينة")
    assert not [text for text in phrases(view, "وقع الانفجار على بعد 25 كيلومترا شمالي المدينة") if "كيلومتر" in text]
    assert "measure" in {chunk.kind for chunk in seen.chunks}


def test_the_preposition_governs(view: ViewOf) -> None:
    """Does a phrase know its preposition, written apart or joined?"""
    preps = [chunk.prep for chunk in view("قصفوا البلدة بالمدفعية في الشمال").chunks if chunk.kind == "np"]
    assert "ب" in preps
    assert "في" in preps or "في".replace("ي", "ى") in preps
