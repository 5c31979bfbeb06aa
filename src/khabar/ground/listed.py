"""Places told in one breath: A and B, A and other towns.

Invariant: only what stands right beside a place, joined to it by `and` alone, is told with it; nothing is looked for
further off than the next name on either side, `MOST` times.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from khabar.ground.place_points import together
from khabar.ground.places import PlaceGrounder
from khabar.ground.spots import CITY, POINT, SPECIFIC, Spot
from khabar.model.earth import flat_km
from khabar.model.mentions import Mention
from khabar.text.letters import TA, WAW, YA

MOST: Final = 4
PRESENT: Final = (TA, YA)
"""Letters that a verb of the present tense begins with."""
ENTITY_PARTS: Final = " and "
FAR_KM: Final = 1500.0
NEXT: Final = 20
"""A region told so many letters before a town may stand in one list with it (the West Bank and Jerusalem)."""
BEFORE_KM: Final = 300.0
COUNTRY: Final = SPECIFIC["country"]


def with_its_list(place: Spot, places: PlaceGrounder, text: str) -> Spot:
    """The place, with those that are joined to it: one region of them all, a point between them."""
    if not place.known or not place.name or ENTITY_PARTS in place.name:
        return place
    told = [place]
    for _ in range(MOST):
        following = _after(told[-1], places, text)
        if following is None or any(following.name == other.name for other in told):
            break
        told.append(following)
    before = _before(place, places, text)
    if before is not None and all(before.name != other.name for other in told):
        told.insert(0, before)
    if len(told) > 1:
        return together(told, text)
    return _and_others(place, places, text)


def _after(place: Spot, places: PlaceGrounder, text: str) -> Spot | None:
    at = bisect_left(places.names.starts, place.end)
    if at >= len(places.names.told):
        return None
    mention = places.names.told[at]
    between = text[place.end : mention.span.start].strip()
    if between != WAW + mention.prep or (mention.prep and not text[: place.start].endswith(mention.prep + " ")):
        return None  # in A and B, in A and in B
    found = _alike(place, mention, places, FAR_KM)
    return None if found is not None and _speaks(found, places, text) else found


def _speaks(place: Spot, places: PlaceGrounder, text: str) -> bool:
    """Whether a capital stands before what may be its verb (strikes on X and Kyiv accuses Moscow)."""
    capital = places.atlas.capitals.get(place.country)
    if capital is None or capital.id != place.entity:
        return False
    after = text[place.end : place.end + 3]
    return after[:1] == " " and after[1:2] in PRESENT


def _before(place: Spot, places: PlaceGrounder, text: str) -> Spot | None:
    at = bisect_left(places.names.starts, place.start) - 1
    if at < 0 or place.rank < POINT:
        return None
    mention = places.names.told[at]
    if text[mention.span.end : place.start].strip() != WAW:
        return None
    found = _alike(place, mention, places, BEFORE_KM)
    if found is None or found.country != place.country:
        return None
    return found if found.rank >= POINT or (found.level == "region" and found.start > place.start - NEXT) else None


def _alike(place: Spot, mention: Mention, places: PlaceGrounder, km: float) -> Spot | None:
    """What a mention names, if it can stand in one list with a place: no country beside a town, not too far off."""
    located = places.ground(mention)
    if located is None or not located.place.known or not located.place.name:
        return None
    other = located.place
    if (other.rank == COUNTRY) != (place.rank == COUNTRY):
        return None
    return other if flat_km(place, other) <= km or other.rank == COUNTRY else None


def _and_others(place: Spot, places: PlaceGrounder, text: str) -> Spot:
    """A town with others that are not named: a part of its country around it."""
    if place.rank != CITY:
        return place
    words = text[place.end : place.end + 40].split(None, 2)
    if len(words) < 2 or text[place.end : place.end + 1] == "\n" or not words[0].startswith(WAW):
        return place
    if words[0].removeprefix(WAW) in places.lexicon.closed("its_countryside") and place.entity:
        town = places.atlas.site(place.entity)
        around = places.land_around(town)
        if around is not town:  # A and its countryside
            return Spot(
                place.text, place.start, place.end, around.level, around.name, around.country, True, around.lat,
                around.lon, around.id,
            )  # fmt: skip
    if words[0].removeprefix(WAW) not in places.lexicon.closed("other_places"):
        return place
    name = f"{place.name} and other places"
    return Spot(place.text, place.start, place.end, "region", name, place.country, True, place.lat, place.lon)
