"""What places are to each other: capitals, parts and styles of countries, directions.

Invariant: built once for a lexicon, from the packs alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from khabar.packs.lexicon import Lexicon
from khabar.text.clitics import AL
from khabar.text.letters import fold, loose

QUARTERS: Final = frozenset(
    {"neighbourhood", "suburb", "quarter", "block", "street", "square", "market", "bridge", "mosque"}
)
OFFSHORE: Final = "place_word.around.offshore"


@dataclass(slots=True, frozen=True)
class Atlas:
    """What places are to each other: the capital of each country by its code, the directions by their folded words, the
    parts of countries by country and bearing, the countries whose full name begins with a word (kingdom), the
    prepositions of what lies off a coast, the words for a part of a town.
    """

    capitals: dict[str, str]
    countries: dict[str, Any]
    directions: dict[str, Any]
    parts: dict[tuple[str, float], Any]
    styled: dict[str, set[str]]
    offshore: frozenset[str]
    quarters: dict[str, Any]


@lru_cache(maxsize=4)
def atlas(lexicon: Lexicon) -> Atlas:
    """Built once for a lexicon; a country's capital is its city that reports mean first, if there is one such."""
    cities: dict[str, list[Any]] = {}
    for place in lexicon.tables["place"]:
        if place.level == "city" and place.country:
            cities.setdefault(place.country, []).append(place)
    capitals = {}
    for country, known in cities.items():
        known.sort(key=lambda p: -p.weight)
        if len(known) == 1 or known[0].weight > known[1].weight:
            capitals[country] = known[0].id
    directions = {
        " ".join(loose(fold(word)) for word in form.split()): word_entry
        for word_entry in lexicon.tables["place_word"]
        if word_entry.class_ == "direction"
        for form in word_entry.forms
    }
    countries = {p.country: p for p in lexicon.tables["place"] if p.level == "country" and p.country}
    offshore = frozenset(
        " ".join(loose(fold(word)) for word in form.split())
        for word_entry in lexicon.tables["place_word"]
        if word_entry.id == OFFSHORE
        for form in word_entry.forms
    )
    styled: dict[str, set[str]] = {}
    for code, state in countries.items():
        for form in state.forms:
            first, _, rest = form.partition(" ")
            if rest and first.startswith(AL):
                styled.setdefault(loose(fold(first)), set()).add(code)
    quarters = {
        loose(fold(form)): entry
        for entry in lexicon.tables["place_word"]
        if entry.class_ == "head" and entry.kind in QUARTERS
        for form in entry.forms
    }
    parts = _parts(lexicon, countries, directions)
    return Atlas(capitals, countries, directions, parts, styled, offshore, quarters)


def _parts(lexicon: Lexicon, countries: dict[str, Any], directions: dict[str, Any]) -> dict[tuple[str, float], Any]:
    """The regions that are called by a direction and their country (the north of X)."""
    called = {code: frozenset(fold(form) for form in country.forms) for code, country in countries.items()}
    parts: dict[tuple[str, float], Any] = {}
    for place in lexicon.tables["place"]:
        if place.level != "region" or place.country not in called:
            continue
        for form in place.forms:
            first, _, rest = form.rpartition(" ")
            side = directions.get(" ".join(loose(fold(word)) for word in first.split()))
            if side is not None and side.bearing is not None and fold(rest) in called[place.country]:
                parts.setdefault((place.country, side.bearing), place)
    return parts
