"""Grounded places as mentions tell them: the coordinates, level and name of a place of the packs, or of a part of it.

Invariant: a direction or a distance moves a point and lowers its level, never its country unless it is at sea. Degrees
WGS 84.
"""

from __future__ import annotations

from typing import Final

from khabar.ground.atlas import CENTRE, Atlas, Site, Word
from khabar.ground.place_points import moved, region_of
from khabar.ground.spots import POINT, SPECIFIC, Spot
from khabar.model.mentions import Mention
from khabar.model.native import mypyc_attr
from khabar.model.records import Lost

AWAY_KM: Final = 15.0
PART_KM: Final = 150.0
DESERT: Final = ".desert"


@mypyc_attr(acyclic=True)
class Located:
    """A grounded place, the ones that lost, and the steps."""

    __slots__ = ("because", "lost", "place")

    def __init__(self, place: Spot, lost: tuple[Lost, ...], because: tuple[str, ...]) -> None:
        self.place = place
        self.lost = lost
        self.because = because


def place_at(
    atlas: Atlas, mention: Mention, told: Mention, best: Site, lost: tuple[Lost, ...], because: list[str]
) -> Located:
    """A place of the packs as a mention tells it: with its direction, its distance, off its coast."""
    lat, lon, level, name = best.lat, best.lon, best.level, best.name
    if level in ("city", "province") and _desert(told, best):
        level, name = "region", f"{name} desert"
    direction = direction_of(atlas, mention, told)
    if direction is not None:
        if level == "country" and direction.bearing is None:
            part = atlas.parts.get((best.country, CENTRE))
            if part is not None:
                lat, lon = part.lat, part.lon
            level, name = "region", f"central {name}"
        elif level == "country" and direction.bearing is not None:
            part = atlas.parts.get((best.country, direction.bearing))
            if part is not None:
                lat, lon, level, name = part.lat, part.lon, "region", part.name
            else:
                lat, lon = moved(lat, lon, direction.bearing, PART_KM)
                level, name = "region", f"{direction.id.rsplit('.', 1)[-1].replace('_', '-')} {name}"
                because.append("a part of a country: its centre moved that way")
        elif level in ("province", "region"):
            level = "region"
    country = best.country
    if mention.away_km is not None and mention.away_km >= AWAY_KM and (mention.at_sea or SPECIFIC[level] >= POINT):
        if direction is not None and direction.bearing is not None:
            lat, lon = moved(lat, lon, direction.bearing, mention.away_km)
        level, name = "region", f"{mention.away_km:.0f} km off {name}"
        country = "" if mention.at_sea else country
        because.append("so far from it that it is another place")
    elif mention.prep in atlas.offshore and level != "region":
        level, name, country = "region", f"off {name}", ""
        because.append("off its coast")
    if lat != best.lat or lon != best.lon:
        lat, lon = round(lat, 4), round(lon, 4)
    span = mention.span
    place = Spot(mention.text, span.start, span.end, level, name, country, True, lat, lon, best.id)
    return Located(place, lost, tuple(because))


def _desert(told: Mention, best: Site) -> bool:
    """Whether the desert of a province is told, not a place in it: named like it, or like its chief town."""
    if not any(word.endswith(DESERT) for word in told.place_words):
        return False
    return best.level == "province" or best.parent == f"{best.id}.province"


def direction_of(atlas: Atlas, mention: Mention, told: Mention) -> Word | None:
    """The word of direction before or inside the phrase, else None."""
    if mention.prep:
        directions = atlas.directions
        before = directions.get(mention.prep) or directions.get(mention.prep.partition(" ")[2])
        if before is not None:
            return before
    for name in told.place_words:
        word = atlas.word(name)
        if word.class_ == "direction":
            return word
    return None


def spread(mention: Mention, places: list[Site], lost: tuple[Lost, ...]) -> Located:
    """One region for several places under one head noun, a point between them."""
    place = region_of(mention.text, mention.span.start, mention.span.end, places)
    return Located(place, lost, (f"{mention.text} names {len(places)} places together",))


def inside(mention: Mention, head: Word, town: Site) -> Located:
    """A part of a town that no pack knows: the town's own coordinates."""
    span = mention.span
    place = Spot(mention.text, span.start, span.end, head.level, "", town.country, True, town.lat, town.lon)
    return Located(place, (), (f"{head.kind} in {town.name}; not in the packs itself",))


def spot_of(mention: Mention, level: str, country: str) -> Spot:
    """A place that only its level and its country are known of."""
    return Spot(mention.text, mention.span.start, mention.span.end, level, "", country)
