"""Points on the ground: one moved from another, one between several.

Invariant: degrees WGS 84, kilometres; flat-earth, good enough below 300 km.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

from khabar.ground.spots import Spot
from khabar.model.earth import KM_PER_DEGREE, flat_km

NEAR_KM: Final = 25.0
TOWN_KM: Final = 16.0
"""So near, a town with quarters or camps beside it is one district."""
TOWN: Final = "city"
POINTS: Final = frozenset({"site", "district"})


def moved(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """The point `km` kilometres from another, in degrees; flat-earth, good enough below 300 km."""
    north = math.cos(math.radians(bearing)) * km / KM_PER_DEGREE
    east = math.sin(math.radians(bearing)) * km / (KM_PER_DEGREE * max(0.2, math.cos(math.radians(lat))))
    return lat + north, lon + east


def together(places: list[Spot], text: str) -> Spot:
    """Several countries named together: a region without a country, a point between them."""
    start, end = places[0].start, places[-1].end
    return region_of(text[start:end], start, end, places)


def region_of(text: str, start: int, end: int, places: Sequence[Any]) -> Spot:
    """The region of several places, of the packs or of the text: a point between them, their country if it is one."""
    countries = {p.country for p in places}
    towns = sum(p.level == TOWN for p in places)
    reach = TOWN_KM if towns else NEAR_KM
    near = all(p.level in POINTS or p.level == TOWN for p in places) and 2 * towns <= len(places)
    near = near and all(flat_km(p, places[0]) <= reach for p in places)
    return Spot(
        text,
        start,
        end,
        "district" if near else "region",
        " and ".join(p.name for p in places),
        countries.pop() if len(countries) == 1 else "",
        True,
        round(sum((p.lat for p in places), 0.0) / len(places), 4),
        round(sum((p.lon for p in places), 0.0) / len(places), 4),
    )
