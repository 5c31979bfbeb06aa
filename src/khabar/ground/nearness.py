"""Which places a sentence names beside one: what a name can mean there, and which of several.

Invariant: only names that can mean one place, and that are no small places themselves, say where a sentence is; a name
is never given to a place that its own words put elsewhere (the village of X in the countryside of another province).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from khabar.ground.atlas import Atlas, Site
from khabar.ground.spots import CITY, POINT, PROVINCE, SPECIFIC
from khabar.model.earth import flat_km
from khabar.model.mentions import Mention
from khabar.model.native import mypyc_attr
from khabar.packs.lexicon import Lexicon

BESIDE: Final = 6
"""Mentions looked at on each side."""
GAP: Final = 24
"""Letters between a place and the one that it is told to lie in."""
SMALL: Final = 3
"""Places of this weight and below do not say where a sentence is."""
KNOWN: Final = 5
"""A place above this weight is meant by its name, wherever the text puts it, unless that is abroad."""
OUT_OF_TOWN_KM: Final = 90.0
OUT_OF_PROVINCE_KM: Final = 230.0
DISTRICT: Final = 3
NEAR_KM: Final = 250.0
CLOSE: Final = 3.0


@mypyc_attr(acyclic=True)
class Nearness:
    """The mentions of a document that name places, `told` in order with their `starts`, as each sees its neighbours."""

    __slots__ = ("_atlas", "_inside", "_starts", "_told")

    def __init__(self, lexicon: Lexicon, atlas: Atlas, told: Sequence[Mention], starts: Sequence[int]) -> None:
        self._atlas = atlas
        self._inside = lexicon.closed("inside_preps")
        self._told = told
        self._starts = starts

    def put_elsewhere(self, mention: Mention, place: Site) -> bool:
        """Whether a place cannot be meant, since what the text puts it in lies far from it (the street of X south of a
        town of another province).
        """
        if place.rank < POINT:
            return False
        end = mention.span.end
        at = bisect_left(self._starts, mention.span.start)
        for n in range(at, min(at + BESIDE, len(self._told))):
            other = self._told[n]
            if other.sentence != mention.sentence or other.span.start > end + GAP:
                return False
            if other is mention or not self._inside_of(other):
                continue
            within = self._sure(other)
            if within is None or (within.rank == CITY and place.rank == CITY):
                continue
            if place.parent == within.id or (place.weight > KNOWN and place.country == within.country):
                return False
            if place.rank == DISTRICT and place.parent and within.rank == PROVINCE:
                town = self._atlas.site(place.parent)
                if town.rank == CITY and town.parent and town.parent != within.id and town.country == within.country:
                    return flat_km(within, town) > OUT_OF_TOWN_KM  # a quarter of a town of another province
            return flat_km(within, place) > (OUT_OF_TOWN_KM if within.rank == CITY else OUT_OF_PROVINCE_KM)
        return False

    def closeness(self, mention: Mention, place: Site) -> float:
        """How much speaks for a place that others of its sentence lie near it: the nearer, the more."""
        at = bisect_left(self._starts, mention.span.start)
        least = NEAR_KM
        for n in range(max(0, at - BESIDE), min(at + BESIDE, len(self._told))):
            other = self._told[n]
            if other is mention or other.sentence != mention.sentence:
                continue
            beside = self._sure(other)
            if beside is not None and beside.id != place.id:
                least = min(least, flat_km(beside, place))
        return CLOSE * (1.0 - least / NEAR_KM)

    def _inside_of(self, mention: Mention) -> bool:
        """Whether a place stands after a preposition of what lies in it, or after a direction."""
        return mention.prep in self._inside or mention.prep in self._atlas.directions

    def _sure(self, mention: Mention) -> Site | None:
        """The one town or province that a mention names, if it is no small one and nothing else bears its name."""
        found: Site | None = None
        for name in mention.names:
            if name.kind != "place":
                continue
            site = self._atlas.site(name.id)
            if found is not None or site.rank not in (CITY, PROVINCE) or site.weight <= SMALL:
                return None
            found = site
        if found is None or not mention.place_words:
            return found
        head = self._atlas.word(mention.place_words[0])
        if head.class_ == "head" and head.level and SPECIFIC[head.level] not in (CITY, PROVINCE):
            return None  # a river, a district, a base that is called like it
        return found
