"""Features of where: places of each size, and how far two points are apart.

Invariant: levels are symmetric in the two profiles; no level where they tell too little.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from khabar.link.across.pairs import Feature, Pairs, binned, to_level
from khabar.link.across.profiles import NONE, Column

PLACES = ("nowhere", "country", "province", "district", "site")


def _fineness(pairs: Pairs) -> tuple[Column, Column]:
    """The finest level of place that either knows."""
    found = []
    for side in (0, 1):
        known = [(pairs[name][side] != NONE) * np.int16(n) for n, name in enumerate(PLACES) if n]
        found.append(np.maximum.reduce(known))
    return found[0], found[1]


def _common(pairs: Pairs) -> Column:
    """The finest level of place in which they agree."""
    agreed = []
    for n, name in enumerate(PLACES[1:], 1):
        one, two = pairs[name]
        agreed.append(((one == two) & (one != NONE)) * np.int16(n))
    finest: Column = np.maximum.reduce(agreed)
    return finest


def _places(pairs: Pairs) -> Column:
    one, two = _fineness(pairs)
    return to_level((np.minimum(one, two), 5), (np.maximum(one, two), 5), (pairs.level("common"), 5))


def _km(pairs: Pairs) -> Column:
    """Kilometres between the two, good to a hundredth over some hundred kilometres; NaN where one has no point."""
    (lat, other_lat), (lon, other_lon) = pairs["lat"], pairs["lon"]
    east = (lon - other_lon + 180) % 360 - 180
    east *= np.cos(np.radians((lat + other_lat) / 2))
    km: Column = np.hypot(lat - other_lat, east) * np.float32(111.2)
    return km


def _distance(pairs: Pairs) -> Column:
    """How far apart, of two that have a point: fine ones by kilometres, others by whether one lies in the other."""
    km, (radius, other) = _km(pairs), pairs["radius_km"]
    fine = np.maximum(radius, other) <= FINE_KM
    level = np.where(fine, binned(km, (0.5, 6, 30, 60)), np.where(km <= np.maximum(radius, other), 5, 6))
    return np.where(np.isnan(km), NONE, level)


FINE_KM = 15.0
DISTANCES = ("one point", "within 6 km", "within 30 km", "within 60 km", "farther", "one inside", "one outside")


def _countries(pairs: Pairs) -> Column:
    one, two = pairs["country"]
    return np.where((one == NONE) | (two == NONE), NONE, one != two)


def apart_abroad(pairs: Pairs) -> Column:
    """Of two countries: one known to the site, and not both just across a border."""
    radius, other = pairs["radius_km"]
    near = _km(pairs) <= 30
    return (np.fmin(radius, other) <= FINE_KM) & ~near


WHERE: Final[dict[str, Feature]] = {
    "common": Feature((PLACES,), _common),
    "places": Feature((PLACES, PLACES, PLACES), _places),
    "distance": Feature((DISTANCES,), _distance),
    "countries": Feature((("same", "other"),), _countries),
}
