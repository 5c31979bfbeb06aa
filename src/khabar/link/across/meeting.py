"""Which profiles are compared: those that share a key, found without comparing all.

Invariant: a profile's keys depend on that profile alone. Two profiles meet if they share a key that at least one of
them offers *strongly*, and the key is no more crowded than `CROWD`: so pairs are a function of the set of profiles, and
work grows with profiles times `CROWD` at worst.

A key joins a day and a place, a side or a name. A day that is an interval is every day of it and one more, so that days
that touch meet; a profile without days may be of any day shortly before it was told. A profile that knows its district
offers the keys of its province and country only weakly: it meets there those that know no better.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from khabar.link.across.profiles import NONE, Column, Profiles, Rows

CROWD = 2000
"""A key that more profiles offer tells nothing."""
BACK = 5
"""Days before its telling that an undated happening may lie."""
LONGEST = 40
"""Days of an interval that are keys; a longer one offers stretches of days, and shorter ones theirs only weakly."""
STRETCH = 32
FINE_KM = 15.0
"""Radius of a place that is a point and not an area."""
CELL = 0.6
"""Degrees of latitude; points as far apart as that share a corner of their cells."""
AT_ONCE = 4_000_000
SPREAD = 39
"""Bits of a key beside its lowest, which is set where the key is offered weakly."""
ROW_BITS = 63 - SPREAD


class Keys(NamedTuple):
    """Row ``row[k]`` offers ``key[k]``, weakly where ``weak[k]``. Keys are non-negative and below 2**39."""

    row: Rows
    key: Rows
    weak: Column


def keys(profiles: Profiles) -> Keys:
    """All keys of all rows, in no promised order; a row offers no key twice."""
    parts = [part for part in _find_keys(profiles) if len(part.row)]
    if not parts:
        return Keys(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, bool))
    return Keys(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _find_keys(p: Profiles) -> Iterator[Keys]:
    days = _days(p)
    nothing = np.zeros(len(p), bool)
    district, province, country = (p[name] != NONE for name in ("district", "province", "country"))
    point = p["radius_km"] <= FINE_KM
    yield _keys(1, days, district, nothing, p["district"])
    yield _keys(2, days, province, district | point, p["province"])
    yield _keys(3, days, country, province | (district & ~point), p["country"], p["family"])
    for number, side in ((4, "doers_kin"), (5, "struck_kin"), (6, "doers_from"), (7, "struck_from")):
        for column in p[side].T:
            yield _keys(number, days, column != NONE, country, column, p["family"])
    for column in p["names"].T:
        yield _keys(8, days, column != NONE, nothing, column)
    for east, north in ((0, 0), (0, 1), (1, 0), (1, 1)) if point.any() else ():
        yield _keys(9, days, point, nothing, _cell(p["lat"], CELL, north), _cell(p["lon"], 2 * CELL, east))
    every = np.arange(len(p))
    same_text = p["text"] != NONE
    yield _keys(10, Days(every, np.zeros_like(every), nothing), same_text, nothing, p["text"])


class Days(NamedTuple):
    """Each row with each of its days; ``aside`` where the day is a stretch that only long intervals offer strongly."""

    row: Rows
    day: Rows
    aside: Column


def _days(p: Profiles) -> Days:
    undated = p["first"] == NONE
    told_from = np.where(p["told_from"] == NONE, p["told"], p["told_from"])
    first = np.where(undated, told_from - BACK, p["first"]).astype(np.int64)
    last = np.where(undated, p["told"], p["last"]).astype(np.int64)
    unknown = undated & (p["told"] == NONE)
    long = last - first >= LONGEST
    row, day = _each(first, np.where(unknown, 0, np.where(long, 2, last - first + 2)))
    until = np.minimum(last // STRETCH - first // STRETCH + 1, LONGEST)
    by_stretch, stretch = _each(first // STRETCH, np.where(unknown, 0, until))
    aside = np.r_[np.zeros(len(row), bool), ~long[by_stretch]]
    return Days(np.r_[row, by_stretch], np.r_[day, -1 - stretch], aside)


def _each(first: Rows, count: Column) -> tuple[Rows, Rows]:
    """Each row with each of `count` numbers from its `first`."""
    row = np.repeat(np.arange(len(first)), count)
    return row, np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count) + np.repeat(first, count)


def _cell(degrees: Column, size: float, corner: int) -> Column:
    return np.where(np.isnan(degrees), 0, np.floor(degrees / np.float32(size))).astype(np.int64) + corner


def _keys(number: int, days: Days, having: Column, weakly: Column, *columns: Column) -> Keys:
    chosen = having[days.row]
    row = days.row[chosen]
    key = _mixed(number, days.day[chosen], *(column[row] for column in columns))
    return Keys(row, key, weakly[row] | days.aside[chosen])


def _mixed(number: int, *columns: Column) -> Rows:
    """A hash of the numbers beside each other (splitmix64), cut to `SPREAD` bits."""
    mixed = np.full(len(columns[0]), number << 40, np.uint64)
    for column in columns:
        mixed ^= column.astype(np.int64).view(np.uint64)
        mixed *= np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
        mixed *= np.uint64(0xBF58476D1CE4E5B9)
        mixed ^= mixed >> np.uint64(32)
    return (mixed >> np.uint64(64 - SPREAD)).astype(np.int64)


def pairs(offered: Keys, crowded: Rows | None = None) -> tuple[Rows, Rows]:
    """Rows that meet, each pair once, as ``(lower, higher)``, sorted.

    Args:
        offered: The keys of all rows.
        crowded: Keys to leave out beside those that more than `CROWD` of these rows offer.

    Returns:
        Two columns of row numbers.
    """
    row, group, weak = _sorted(offered)
    if not len(row):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    starts = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])
    sizes = np.diff(np.r_[starts, len(group)])
    silent = sizes > CROWD
    if crowded is not None and len(crowded):
        silent |= np.isin(group[starts], crowded)
    after = np.repeat(starts + sizes, sizes) - np.arange(len(group)) - 1
    after[weak | np.repeat(silent, sizes)] = 0
    found = [_unique(part) for part in _expanded(row, after)]
    whole = _unique(np.concatenate(found)) if found else np.empty(0, np.int64)
    return whole >> 32, whole & 0xFFFFFFFF


def _sorted(offered: Keys) -> tuple[Rows, Rows, Column]:
    """Rows, keys and weakness in order of key, the strong before the weak; packed in one number where they fit."""
    both = (offered.key << 1) | offered.weak
    if len(offered.row) == 0 or offered.row.max() < 1 << (ROW_BITS - 1):
        packed = (both << (ROW_BITS - 1)) | offered.row
        packed.sort()
        row, both = packed & ((1 << (ROW_BITS - 1)) - 1), packed >> (ROW_BITS - 1)
    else:
        order = np.lexsort((offered.row, both))
        row, both = offered.row[order], both[order]
    return row, both >> 1, (both & 1).astype(bool)


def _expanded(row: Rows, after: Rows) -> Iterator[Rows]:
    """Pairs packed in one number, in parts: each place in the order with each of the ``after`` places behind it."""
    until = np.cumsum(after)
    at = 0
    while at < len(after):
        to = max(at + 1, int(np.searchsorted(until, (until[at - 1] if at else 0) + AT_ONCE, side="right")))
        count = after[at:to]
        one = np.repeat(np.arange(at, to), count)
        two = one + 1 + np.arange(len(one)) - np.repeat(np.cumsum(count) - count, count)
        low, high = np.minimum(row[one], row[two]), np.maximum(row[one], row[two])
        yield ((low << 32) | high)[low < high]
        at = to


def _unique(numbers: Rows) -> Rows:
    """Sorted, each once; by sorting, which is several times faster than `numpy.unique` on whole numbers."""
    numbers = np.sort(numbers)
    return numbers[np.r_[True, numbers[1:] != numbers[:-1]]] if len(numbers) else numbers
