"""Places while their document is read."""

from __future__ import annotations

import pytest

from khabar.ground.spots import Spot

BASRA = Spot("Basra", 10, 15, "city", "Basra", "IRQ", True, 30.5, 47.8, "place.basra")


def test_a_record_says_what_is_known_and_no_more() -> None:
    """Are degrees, name, country and entity left out where they are not known?"""
    record = Spot("the village", 3, 14, "city").record()
    assert (record.name, record.country, record.lat, record.lon, record.entity) == (None, None, None, None, None)
    assert (record.span.start, record.span.end, record.level) == (3, 14, "city")
    told = BASRA.record()
    assert (told.name, told.country, told.lat, told.lon, told.entity) == ("Basra", "IRQ", 30.5, 47.8, "place.basra")


def test_one_place_by_other_words() -> None:
    """Is a place the same by other words, and another at another level or elsewhere?"""
    again = BASRA.told_as("the city", 40, 48)
    assert again.same(BASRA)
    assert (again.text, again.start, again.end) == ("the city", 40, 48)
    assert not BASRA.at_level_of(Spot("the airport", 50, 61, "site"), "").same(BASRA)
    assert not BASRA.same(Spot("Basra", 10, 15, "city", "Basra", "IRQ", True, 30.6, 47.8))
    assert not BASRA.same(Spot("Basra", 10, 15, "city", "Basra"))


def test_distance() -> None:
    """Are two spots apart by the way over the ground, and one spot by none?"""
    assert BASRA.km_to(BASRA.told_as("there", 0, 5)) == 0.0
    assert BASRA.km_to(Spot("Baghdad", 0, 7, "city", "Baghdad", "IRQ", True, 33.3, 44.4)) == pytest.approx(445, abs=10)
