"""The places of the happenings told so far, which one told without its place may be at.

Invariant: looking a place up costs the same however long the story is.
"""

from __future__ import annotations

from typing import Final

from khabar.ground.spots import POINT, Spot
from khabar.model.native import mypyc_attr

MOST: Final = 40
OFFERS: Final = ("last", "point", "first", "most", "alike")
"""Why the place of a happening told before is offered, in the order of `Story.offers`."""


@mypyc_attr(acyclic=True)
class Before:
    """A happening that has its place: where, in which sentence, of which type and sense; ``number`` counts them."""

    __slots__ = ("key", "number", "place", "sense", "sentence", "type")

    def __init__(self, place: Spot, sentence: int, type: str, sense: str) -> None:
        self.place = place
        self.sentence = sentence
        self.type = type
        self.sense = sense
        self.key = f"{place.level} {place.name}"
        self.number = 0


class Story:
    """What has been told, in order; ``known`` are the names of its places."""

    __slots__ = ("_alike", "_counts", "_most", "_point", "_told", "known")

    def __init__(self) -> None:
        self.known: set[str] = set()
        self._told: list[Before] = []
        self._point: Before | None = None
        self._most: Before | None = None
        self._counts: dict[str, int] = {}
        self._alike: dict[str, Before] = {}

    def add(self, told: Before) -> None:
        """Go on with another happening."""
        told.number = len(self._told)
        self._told.append(told)
        self.known.add(told.place.name or told.place.text)
        self._alike[told.sense] = told
        if told.place.rank >= POINT:
            self._point = told
        if len(self._told) <= MOST:
            self._count(told)
            return
        self._counts, self._most = {}, self._told[0]
        for late in self._told[-MOST:]:
            self._count(late)

    def _count(self, told: Before) -> None:
        count = self._counts[told.key] = self._counts.get(told.key, 0) + 1
        if self._most is None or count >= self._counts.get(self._most.key, 0):
            self._most = told

    def offers(self, sense: str) -> list[Before | None]:
        """The happenings whose place a trigger of that sense may share: the last, the last at a point, the first, one
        at the place told most of late, the last of that sense; None for those that there are not.
        """
        if self._most is None:
            return []
        point, alike = self._point, self._alike.get(sense)
        return [
            self._told[-1],
            point if point is not None and self._late(point) else None,
            self._told[0],
            self._most,
            alike if alike is not None and self._late(alike) else None,
        ]

    def _late(self, told: Before) -> bool:
        return told.number >= len(self._told) - MOST
