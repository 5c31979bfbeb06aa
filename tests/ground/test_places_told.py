"""Where it happened, by what the words around a place tell of it."""

from __future__ import annotations

import pytest

from khabar.model.records import PlaceMention
from khabar.pipeline import read_text


def place_of(text: str, kind: str = "") -> PlaceMention:
    """The place of the first event of a text, or of a type."""
    found = [e for e in read_text(text, published="2023-08-27").events if not kind or e.type == kind]
    place = found[0].place
    assert place is not None
    return place


@pytest.mark.parametrize(
    ("text", "words", "level"),
    [
        ("قصفت دبابات مباني في الحي الأول بسرت الليبية.", "الحي الأول", "district"),
        ("قصفت طائرات مستشفى الشفاء في غزة.", "مستشفى الشفاء", "site"),
        ("اشتبك الجيش المالي مع مسلحين على الحدود مع موريتانيا.", "الحدود", "region"),
        ("أبحرت فرقاطتان روسيتان من سيفاستوبول باتجاه السواحل السورية.", "السواحل السورية", "country"),
        ("دفعت تركيا بمئات الآليات من هاتاي إلى إدلب عبر معبر كفرلوسين.", "إدلب", "city"),
    ],
)
def test_told_by_its_words(text: str, words: str, level: str) -> None:
    """Is a numbered quarter, a hospital, a border, where somebody goes the place?"""
    place = place_of(text)
    assert (place.text, place.level) == (words, level)


def test_border_of_the_land_told() -> None:
    """Is a border that of the country told, not of the one beyond it nor of forces from far away?"""
    assert place_of("اشتبك الجيش المالي مع مسلحين على الحدود مع موريتانيا.").country == "MLI"


def test_so_many_civilians_are_no_town() -> None:
    """Is the word for civilians, spelt as that for towns, no place?"""
    events = read_text("قتلت حركة الشباب أكثر من 1200 مدني منذ بداية عام 2022.", published="2023-08-27").events
    assert [event.place for event in events] == [None]
