"""A place as it is known while its document is read.

Invariant: a spot says what its record will say, at hand for comparing; it is never changed once it is made.
"""

from __future__ import annotations

from typing import Final

from khabar.model.earth import great_circle_km
from khabar.model.native import mypyc_attr
from khabar.model.records import PlaceMention
from khabar.model.spans import Span

SPECIFIC: Final = {"site": 5, "city": 4, "district": 3, "province": 2, "region": 1, "country": 0}
CITY: Final = 4
PROVINCE: Final = 2
NEAR_DEGREES: Final = 0.2
POINT: Final = 3
"""From this rank on a place is a point: a district, a town, a site."""


@mypyc_attr(acyclic=True)
class Spot:
    """A grounded mention of a place. ``rank``: how specific its level is; ``known``: whether it has degrees WGS 84.

    name, country, entity: ``""`` where there is none.
    """

    __slots__ = ("country", "end", "entity", "known", "lat", "level", "lon", "name", "rank", "start", "text")

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        level: str,
        name: str = "",
        country: str = "",
        known: bool = False,
        lat: float = 0.0,
        lon: float = 0.0,
        entity: str = "",
    ) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.level = level
        self.rank: int = SPECIFIC[level]
        self.name = name
        self.country = country
        self.known = known
        self.lat = lat
        self.lon = lon
        self.entity = entity

    def told_as(self, text: str, start: int, end: int) -> Spot:
        """The same place, told by other words."""
        return Spot(text, start, end, self.level, self.name, self.country, self.known, self.lat, self.lon, self.entity)

    def of_country(self, country: str) -> Spot:
        """The same place, of that country."""
        return Spot(
            self.text, self.start, self.end, self.level, self.name, country, self.known, self.lat, self.lon, self.entity
        )

    def at_level_of(self, other: Spot, entity: str) -> Spot:
        """A nameless place at its coordinates, told by the words of another and of the other's level."""
        return Spot(
            other.text, other.start, other.end, other.level, "", self.country, self.known, self.lat, self.lon, entity
        )

    def beside(self, other: Spot) -> bool:
        """Whether two known points are hardly told apart: one in the other, or next to it."""
        if self.rank < POINT or other.rank < POINT or not self.known or not other.known:
            return False
        if not -NEAR_DEGREES < self.lat - other.lat < NEAR_DEGREES:
            return False
        return -NEAR_DEGREES < self.lon - other.lon < NEAR_DEGREES

    def same(self, other: Spot) -> bool:
        """Whether both are one place of one level."""
        if self.rank != other.rank or self.known != other.known or self.lat != other.lat or self.lon != other.lon:
            return False
        return self.name == other.name

    def meets(self, start: int, end: int) -> bool:
        """Whether it shares a letter with a stretch of the text."""
        return self.start < end and start < self.end

    def km_to(self, other: Spot) -> float:
        """Great-circle distance of two places that have coordinates."""
        if self.lat == other.lat and self.lon == other.lon:
            return 0.0
        return great_circle_km(self.lat, self.lon, other.lat, other.lon)

    def record(self) -> PlaceMention:
        """What is told of it in the end."""
        return PlaceMention(
            text=self.text,
            span=Span(self.start, self.end),
            level=self.level,
            name=self.name or None,
            country=self.country or None,
            lat=self.lat if self.known else None,
            lon=self.lon if self.known else None,
            entity=self.entity or None,
        )
