"""Points on the ground: one moved from another, one between several.

Invariant: degrees WGS 84, kilometres; flat-earth, good enough below 300 km.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

from khabar.model.records import PlaceMention
from khabar.model.spans import Span

KM_PER_DEGREE: Final = 111.2
NEAR_KM: Final = 25.0
POINTS: Final = frozenset({"site", "district"})


def moved(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """The point `km` kilometres from another, in degrees; flat-earth, good enough below 300 km."""
    north = math.cos(math.radians(bearing)) * km / KM_PER_DEGREE
    east = math.sin(math.radians(bearing)) * km / (KM_PER_DEGREE * max(0.2, math.cos(math.radians(lat))))
    return lat + north, lon + east


def apart(one: Any, other: Any) -> float:
    """Kilometres between two places, flat-earth."""
    north = (one.lat - other.lat) * KM_PER_DEGREE
    east = (one.lon - other.lon) * KM_PER_DEGREE * math.cos(math.radians(one.lat))
    return math.hypot(north, east)


def together(places: list[PlaceMention], text: str) -> PlaceMention:
    """Several countries named together: a region without a country, a point between them."""
    span = Span(places[0].span.start, places[-1].span.end)
    return region_of(span.of(text), span, places)


def region_of(text: str, span: Span, places: Sequence[Any]) -> PlaceMention:
    """The region of several places, of the packs or of the text: a point between them, their country if it is one."""
    countries = {p.country for p in places}
    near = all(p.level in POINTS and apart(p, places[0]) <= NEAR_KM for p in places)
    return PlaceMention(
        text=text,
        span=span,
        level="district" if near else "region",
        name=" and ".join(p.name or "" for p in places),
        country=countries.pop() if len(countries) == 1 else None,
        lat=round(sum((p.lat or 0.0 for p in places), 0.0) / len(places), 4),
        lon=round(sum((p.lon or 0.0 for p in places), 0.0) / len(places), 4),
    )
