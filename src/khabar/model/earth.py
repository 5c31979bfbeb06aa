"""Distances over the ground.

Invariant: degrees WGS 84 in, kilometres out, on a sphere of the mean radius; `flat_km` on a flat earth.
"""

from __future__ import annotations

import math
from typing import Any, Final

from khabar.model.records import PlaceMention

DIAMETER_KM: Final = 12742.0
KM_PER_DEGREE: Final = 111.2
RADIANS: Final = math.pi / 180
"""In a degree."""


def great_circle_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance of two points."""
    la, lb = lat * RADIANS, other_lat * RADIANS
    east = other_lon * RADIANS - lon * RADIANS
    half = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin(east / 2) ** 2
    return DIAMETER_KM * math.asin(min(1.0, math.sqrt(half)))


def km_apart(one: PlaceMention, two: PlaceMention) -> float | None:
    """Great-circle distance of two places; None where one has no coordinates."""
    if one.lat is None or one.lon is None or two.lat is None or two.lon is None:
        return None
    return great_circle_km(one.lat, one.lon, two.lat, two.lon)


def flat_km(one: Any, other: Any) -> float:
    """Distance of two things with ``lat`` and ``lon``, as if the earth were flat: good enough below 300 km."""
    north = (one.lat - other.lat) * KM_PER_DEGREE
    east = (one.lon - other.lon) * KM_PER_DEGREE * math.cos(math.radians(one.lat))
    return math.hypot(north, east)
