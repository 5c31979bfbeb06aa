"""Which entity a name is."""

from __future__ import annotations

import pytest

from khabar import pipeline


@pytest.mark.parametrize(
    ("text", "day", "name"),
    [
        ("التقى وزير الخارجية الأميركي الرئيس المصري في القاهرة.", "2022-03-01", "Antony Blinken"),
        ("التقى وزير الخارجية الأميركي الرئيس المصري في القاهرة.", "2018-09-01", "Mike Pompeo"),
        ("زار بلينكن كييف.", "2025-06-01", "Antony Blinken"),
    ],
)
def test_holders(text: str, day: str, name: str) -> None:
    """Is an office whoever held it on the day, and a named holder himself, even after his term?"""
    reading = pipeline.read_text(text, published=day)
    assert name in [a.name for event in reading.events for a in event.initiator]


def test_an_office_held_on_the_day() -> None:
    """Of two offices that one man held, is it the one of that year?"""
    reading = pipeline.read_text("التقى رمطان لعمامرة نظيره المالي في الجزائر.", published="2022-07-27")
    assert [(a.country, a.kind) for a in reading.events[0].initiator] == [("DZA", "government")]


def test_adjectives_of_other_countries_take_a_name_away() -> None:
    """Is the enemy's air force, told to be American and British, not the air force that the name alone means?"""
    reading = pipeline.read_text("شن طيران العدو الأمريكي البريطاني غارتين على مطار الحديدة.", published="2024-08-22")
    (actor,) = reading.events[0].initiator
    assert (actor.kind, actor.country, actor.entity) == ("military", "USA", None)
