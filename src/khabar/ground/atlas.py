"""What places are to each other: capitals, parts and styles of countries, directions.

Invariant: built once for a lexicon, from the packs alone; what is asked of their entries most is at hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from sys import intern
from typing import Any, Final

from khabar.ground.spots import SPECIFIC
from khabar.model.native import mypyc_attr
from khabar.packs.lexicon import Lexicon
from khabar.text.clitics import AL
from khabar.text.letters import fold, loose

QUARTERS: Final = frozenset(
    {"neighbourhood", "suburb", "quarter", "block", "street", "square", "market", "bridge", "mosque"}
)
CENTRE: Final = -1.0
"""In place of a bearing, for the middle of a country."""
OFFSHORE: Final = "place_word.around.offshore"


@mypyc_attr(acyclic=True)
class Site:
    """A place of the packs; ``rank``: how specific its level is."""

    __slots__ = (
        "common", "country", "id", "kind", "lat", "level", "lon", "name", "parent", "rank", "source", "weight"
    )  # fmt: skip

    def __init__(self, entry: Any) -> None:
        self.id: str = entry.id
        self.name: str = entry.name
        self.country = intern(entry.country)
        self.level = intern(entry.level)
        self.rank: int = SPECIFIC[entry.level]
        self.kind = intern(entry.kind)
        self.lat: float = round(entry.lat, 4)
        self.lon: float = round(entry.lon, 4)
        self.parent = intern(entry.parent)
        self.weight: int = entry.weight
        self.common: bool = entry.common
        self.source: str = entry.source


@mypyc_attr(acyclic=True)
class Word:
    """A word around the names of places; ``bearing`` of a direction, ``called``: its forms, folded and loose."""

    __slots__ = ("bearing", "called", "class_", "id", "kind", "level")

    def __init__(self, entry: Any) -> None:
        self.id: str = entry.id
        self.class_ = intern(entry.class_)
        self.level = intern(entry.level)
        self.kind = intern(entry.kind)
        self.bearing: float | None = entry.bearing
        self.called = frozenset([loose(fold(form)) for form in entry.forms])


@dataclass(slots=True, frozen=True)
class Atlas:
    """What places are to each other: the capital of each country by its code, the directions by their folded words, the
    parts of countries by country and bearing, the countries whose full name begins with a word (kingdom), the
    prepositions of what lies off a coast, the words for a part of a town, all single nouns for a place.
    """

    lexicon: Lexicon
    capitals: dict[str, Site]
    countries: dict[str, Site]
    directions: dict[str, Word]
    parts: dict[tuple[str, float], Site]
    styled: dict[str, set[str]]
    offshore: frozenset[str]
    quarters: dict[str, Word]
    nouns: frozenset[str]
    sites: dict[str, Site] = field(default_factory=dict)
    words: dict[str, Word] = field(default_factory=dict)

    def site(self, entry_id: str) -> Site:
        """The place of the packs of that id."""
        found = self.sites.get(entry_id)
        if found is None:
            found = self.sites[entry_id] = Site(self.lexicon.get(entry_id))
        return found

    def word(self, entry_id: str) -> Word:
        """The word of the packs of that id."""
        found = self.words.get(entry_id)
        if found is None:
            found = self.words[entry_id] = Word(self.lexicon.get(entry_id))
        return found


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
            capitals[country] = Site(known[0])
    directions = {
        " ".join(loose(fold(word)) for word in form.split()): Word(word_entry)
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
        loose(fold(form)): Word(entry)
        for entry in lexicon.tables["place_word"]
        if entry.class_ == "head" and entry.kind in QUARTERS
        for form in entry.forms
    }
    nouns = frozenset(
        [
            loose(fold(form))
            for entry in lexicon.tables["place_word"]
            if entry.class_ == "head"
            for form in entry.forms
            if " " not in form
        ]
    )
    parts = _parts(lexicon, countries, directions)
    states = {code: Site(state) for code, state in countries.items()}
    return Atlas(lexicon, capitals, states, directions, parts, styled, offshore, quarters, nouns)


def _parts(lexicon: Lexicon, countries: dict[str, Any], directions: dict[str, Word]) -> dict[tuple[str, float], Site]:
    """The regions that are called by a direction and their country (the north of X)."""
    called = {code: frozenset(fold(form) for form in country.forms) for code, country in countries.items()}
    parts: dict[tuple[str, float], Site] = {}
    for place in lexicon.tables["place"]:
        if place.level != "region" or place.country not in called:
            continue
        for form in place.forms:
            words = form.split()
            for at in range(1, len(words)):
                side = directions.get(" ".join([loose(fold(word)) for word in words[:at]]))
                if side is not None and fold(" ".join(words[at:])) in called[place.country]:
                    parts.setdefault((place.country, CENTRE if side.bearing is None else side.bearing), Site(place))
    return parts
