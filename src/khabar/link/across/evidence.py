"""What two profiles have in common and what tells them apart: for each feature one level, named in words.

Invariant: levels are symmetric in the two profiles and depend on them alone. A level that a table of weights does not
name weighs nothing; a feature of which a table names no level is not computed. Weights are whole hundredths, so sums
are exact and no order of adding can change a partition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np

from khabar.link.across.profiles import NONE, Column, Profiles, Rows

AT_ONCE = 65_536
"""Pairs described in one go: what a processor's cache holds."""
UNIT = 100
BIAS = "bias"
BAR = "bar"
TOLD_APART = "told apart"
"""Names in a table that are no levels: what every pair starts with, what an edge must reach to join anything, and what
each mention weighs that its document tells as another happening."""
MARKS = (
    *("answers", "negated", "unsettled", "hit", "intercepted", "failed", "casualty", "intercept", "deed", "guessed"),
    *("spread", "series", "outbreak"),
)
"""Names of the bits of a profile's ``marks``; a ledger keeps them, so new ones come last."""

Axes = tuple[tuple[str, ...], ...]


class Feature(NamedTuple):
    """A feature: the axes whose labels make up a level's name, and what finds the level of each pair (-1 for none)."""

    axes: Axes
    find: Callable[[Pairs], Column]

    @property
    def levels(self) -> list[str]:
        """Names of all levels, in order of their numbers."""
        names = [""]
        for axis in self.axes:
            names = [f"{name}/{label}" if name else label for name in names for label in axis]
        return names


class Pairs:
    """Some pairs of rows of a table; fetches and keeps the columns that features ask for."""

    def __init__(self, profiles: Profiles, one: Rows, two: Rows) -> None:
        self._profiles, self._one, self._two = profiles, one, two
        self._held: dict[str, tuple[Column, Column]] = {}
        self._found: dict[str, Column] = {}

    def __len__(self) -> int:
        return len(self._one)

    def __getitem__(self, name: str) -> tuple[Column, Column]:
        if name not in self._held:
            column = self._profiles[name]
            self._held[name] = column[self._one], column[self._two]
        return self._held[name]

    def level(self, name: str) -> Column:
        """The level of feature `name` of each pair."""
        if name not in self._found:
            self._found[name] = FEATURES[name].find(self)
        return self._found[name]


class Scale(NamedTuple):
    """A table of weights made ready: whole hundredths for each level of each feature that it names."""

    bias: int
    bar: int
    told_apart: int
    tables: Mapping[str, Rows]

    @staticmethod
    def of(weights: Mapping[str, float]) -> Scale:
        """Read a table whose names are ``feature.level``; `KeyError` names one that no feature has."""
        left = {name: round(weight * UNIT) for name, weight in weights.items()}
        bias, bar, told_apart = left.pop(BIAS, 0), left.pop(BAR, UNIT), left.pop(TOLD_APART, 0)
        tables = {}
        for name, feature in FEATURES.items():
            found = [left.pop(f"{name}.{level}", 0) for level in feature.levels]
            if any(found):
                tables[name] = np.array([*found, 0], np.int64)
        if left:
            raise KeyError(f"no such levels: {sorted(left)}")
        return Scale(bias, bar, told_apart, tables)


def score(profiles: Profiles, one: Rows, two: Rows, scale: Scale) -> Column:
    """Hundredths of log-odds that each pair is one happening."""
    total: Column = np.full(len(one), scale.bias, np.int32)
    for at in range(0, len(one), AT_ONCE):
        part = slice(at, at + AT_ONCE)
        pairs = Pairs(profiles, one[part], two[part])
        for name, table in scale.tables.items():
            total[part] += table[pairs.level(name)].astype(np.int32)
    return total


def describe(profiles: Profiles, one: Rows, two: Rows, names: Iterable[str]) -> dict[str, Column]:
    """The level of each pair in each of the features `names`, -1 for none."""
    pairs = Pairs(profiles, one, two)
    return {name: pairs.level(name).astype(np.int16) for name in names}


def explain(profiles: Profiles, one: int, two: int, weights: Mapping[str, float]) -> dict[str, float]:
    """The levels of one pair that `weights` names, the heaviest first; their sum is the pair's score."""
    pairs = Pairs(profiles, np.array([one]), np.array([two]))
    named = {BIAS: weights.get(BIAS, 0.0)}
    for name in Scale.of(weights).tables:
        at = int(pairs.level(name)[0])
        level = f"{name}.{FEATURES[name].levels[at]}" if at != NONE else ""
        if weights.get(level):
            named[level] = weights[level]
    return dict(sorted(named.items(), key=lambda item: (-abs(item[1]), item[0])))


def _level(*axes: tuple[Column, int]) -> Column:
    """One number of several: each with how many values its axis has."""
    at: Column = axes[0][0].astype(np.int16)
    for number, size in axes[1:]:
        at = at * np.int16(size) + number.astype(np.int16)
    return at


def _binned(values: Column, edges: tuple[float, ...]) -> Column:
    """How many of `edges` each value reaches."""
    found = np.zeros(len(values), np.int16)
    for edge in edges:
        found += values >= edge
    return found


# When

WIDTHS = ("day", "two days", "week", "longer")
GAPS = ("touching", "1 apart", "2 apart")
AFTER = ("2 before", "1 before", "same day", "1 after", "2 after", "3 after", "4 after", "5 after", "6 after", "later")
UP_TO_9 = tuple(map(str, range(10)))


def _widths(pairs: Pairs) -> tuple[Column, Column]:
    (first, other_first), (last, other_last) = pairs["first"], pairs["last"]
    return _binned(last - first, (1, 2, 7)), _binned(other_last - other_first, (1, 2, 7))


def _gap(pairs: Pairs) -> Column:
    (a, c), (b, d) = pairs["first"], pairs["last"]
    gap: Column = np.clip(np.maximum(a - d, c - b), 0, 2)
    return gap


def _dated(pairs: Pairs) -> tuple[Column, Column]:
    one, two = pairs["first"]
    return one != NONE, two != NONE


def _days(pairs: Pairs) -> Column:
    """How wide the two intervals are and whether they touch."""
    (one, two), (known, also) = _widths(pairs), _dated(pairs)
    level = _level((np.minimum(one, two), 4), (np.maximum(one, two), 4), (_gap(pairs), 3))
    return np.where(known & also, level, NONE)


def _shared(pairs: Pairs) -> Column:
    """Of two intervals longer than two days, how much they share."""
    (a, c), (b, d) = pairs["first"], pairs["last"]
    shared = np.minimum(b, d) - np.maximum(a, c) + 1
    union = np.maximum(b, d) - np.minimum(a, c) + 1
    wide = (a != NONE) & (c != NONE) & (np.minimum(b - a, d - c) >= 2) & (shared > 0)
    level = np.where(shared == union, 2, np.where(shared * 2 > union, 1, 0))
    return np.where(wide, np.where((a == c) & (level < 2), 3, level), NONE)


def _undated(pairs: Pairs) -> Column:
    """When an undated profile was told, counted from the last day of a dated one."""
    (a, c), (b, d), (told, other) = pairs["first"], pairs["last"], pairs["told"]
    one = (a == NONE) != (c == NONE)
    known = np.where(a == NONE, told, other) != NONE
    width = np.where(a == NONE, d - c, b - a)
    after = np.clip(np.where(a == NONE, told - d, other - b), -2, 7) + 2
    return np.where(one & known, _level((_binned(width, (1, 7)), 3), (after, 10)), NONE)


def _both_undated(pairs: Pairs) -> Column:
    one, two = _dated(pairs)
    return np.where(one | two, NONE, _told(pairs))


def _told(pairs: Pairs) -> Column:
    """Days between the two tellings."""
    one, two = pairs["told"]
    return np.where((one == NONE) | (two == NONE), NONE, np.minimum(np.abs(one - two), 9))


def _foretold(pairs: Pairs) -> Column:
    """Of two days, the later against the telling of the earlier: a telling cannot be of what comes after it."""
    (a, c), (told, other) = pairs["first"], pairs["told"]
    ahead = np.clip(np.where(a > c, a - other, c - told), -3, 1) + 3
    known = (a != NONE) & (c != NONE) & (a != c) & (told != NONE) & (other != NONE)
    return np.where(known, _level((ahead, 5), (_gap(pairs), 3)), NONE)


def _delays(pairs: Pairs) -> Column:
    """How long after its day each was told, of two that give a single day."""
    (a, c), (told, other) = pairs["first"], pairs["told"]
    one, two = np.clip(told - a, 0, 3), np.clip(other - c, 0, 3)
    known = _single(pairs) & (told != NONE) & (other != NONE)
    level = _level((np.minimum(one, two), 4), (np.maximum(one, two), 4), (np.minimum(_gap(pairs), 1), 2))
    return np.where(known, level, NONE)


def _single(pairs: Pairs) -> Column:
    (a, c), (b, d) = pairs["first"], pairs["last"]
    single: Column = (a != NONE) & (c != NONE) & (a == b) & (c == d)
    return single


# Where

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
    return _level((np.minimum(one, two), 5), (np.maximum(one, two), 5), (pairs.level("common"), 5))


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
    level = np.where(fine, _binned(km, (0.5, 6, 30, 60)), np.where(km <= np.maximum(radius, other), 5, 6))
    return np.where(np.isnan(km), NONE, level)


FINE_KM = 15.0
DISTANCES = ("one point", "within 6 km", "within 30 km", "within 60 km", "farther", "one inside", "one outside")


def _countries(pairs: Pairs) -> Column:
    one, two = pairs["country"]
    return np.where((one == NONE) | (two == NONE), NONE, one != two)


# What and who


def _kinds(pairs: Pairs) -> Column:
    """Event types: whether known, and whether they or their families meet."""
    (one, two), (wide, other) = pairs["kinds"], pairs["families"]
    known = (one != 0) + (two != 0).astype(np.int16)
    meets = np.where((one & two) != 0, 0, np.where((wide & other) != 0, 1, 2))
    return _level((known, 3), (meets, 3))


def _meet(one: Column, two: Column) -> Column:
    """Whether two sets share a code."""
    found = np.zeros(len(one), bool)
    for a in one.T:
        for b in two.T:
            found |= (a == b) & (a != NONE)
    return found


def _side(name: str) -> Callable[[Pairs], Column]:
    def find(pairs: Pairs) -> Column:
        (one, two), (kin, other), (broad, also) = pairs[name], pairs[f"{name}_kin"], pairs[f"{name}_broad"]
        if not one.shape[1]:
            return np.zeros(len(pairs), np.int16)
        known = (one[:, 0] != NONE) + (two[:, 0] != NONE).astype(np.int16)
        same, akin, either = _meet(one, two), _meet(kin, other), broad | also
        met = np.where(same, np.where(either, 2, 3), np.where(akin, np.where(either, 4, 5), np.where(either, 6, 7)))
        return np.where(known == 2, met, known)

    return find


SIDES = ("neither known", "one known", "same umbrella", "same", "umbrella of it", "siblings", "other umbrella", "other")


def _from(name: str) -> Callable[[Pairs], Column]:
    def find(pairs: Pairs) -> Column:
        one, two = pairs[f"{name}_from"]
        if not one.shape[1]:
            return np.full(len(pairs), NONE)
        known = (one[:, 0] != NONE) & (two[:, 0] != NONE)
        return np.where(known, _meet(one, two), NONE)

    return find


def _swapped(pairs: Pairs) -> Column:
    """Whether the doer of one is struck in the other."""
    (doer, other_doer), (struck, other_struck) = pairs["doers"], pairs["struck"]
    crossed = _meet(doer, other_struck) | _meet(other_doer, struck)
    return np.where(crossed & ~_meet(doer, other_doer), 0, NONE)


# How many and with what

LOW = ("0", "1", "2", "3-4", "5-9", "10-19", "20-49", "50+")
FACTORS = ("same", "to 1.15", "to 1.4", "to 1.8", "to 2.5", "to 4", "to 8", "over 8")


def _count(name: str) -> Callable[[Pairs], Column]:
    def find(pairs: Pairs) -> Column:
        one, two = pairs[name]
        low, high = np.minimum(one, two), np.maximum(one, two)
        factor = (high + np.float32(0.5)) / (low + np.float32(0.5))
        ratio = _binned(factor, (1.0001, 1.15, 1.4, 1.8, 2.5, 4, 8))
        return np.where(low == NONE, NONE, _level((_binned(low, (1, 2, 3, 5, 10, 20, 50)), 8), (ratio, 8)))

    return find


def _tolls(pairs: Pairs) -> Column:
    """Figures for killed and wounded taken together, in a few levels for tables learned on little."""
    same = large = differs = wide = np.zeros(len(pairs), bool)
    for name in ("killed", "wounded"):
        one, two = pairs[name]
        both = (one > 0) & (two > 0)
        same = same | (both & (one == two))
        large = large | (both & (one == two) & (one > 2))
        differs = differs | (both & (one != two))
        wide = wide | (both & (np.maximum(one, two) > 3 * np.minimum(one, two)))
    return np.where(large, 1, np.where(same, 0, np.where(wide, 3, np.where(differs, 2, NONE))))


def _bits(name: str) -> Callable[[Pairs], Column]:
    def find(pairs: Pairs) -> Column:
        one, two = pairs[name]
        known = (one != 0) + (two != 0).astype(np.int16)
        return np.where(known == 2, np.where((one & two) != 0, 3, 2), known)

    return find


def _names(pairs: Pairs) -> Column:
    one, two = pairs["names"]
    if not one.shape[1]:
        return np.zeros(len(pairs), np.int16)
    known = (one[:, 0] != NONE) + (two[:, 0] != NONE).astype(np.int16)
    return np.where(known == 2, np.where(_meet(one, two), 3, 2), known)


SHARED = ("neither known", "one known", "other", "same")


def _launches(pairs: Pairs) -> Column:
    one, two = pairs["launched"]
    return np.where((one == NONE) | (two == NONE), NONE, one != two)


# The telling


def _alike(name: str) -> Callable[[Pairs], Column]:
    def find(pairs: Pairs) -> Column:
        one, two = pairs[name]
        if not one.shape[1]:
            return np.full(len(pairs), NONE)
        shared = np.bitwise_count(one & two).sum(axis=1, dtype=np.int32)
        union = np.bitwise_count(one | two).sum(axis=1, dtype=np.int32)
        return np.where(union > 0, _binned(shared / np.maximum(union, 1), (0.03, 0.08, 0.15, 0.25, 0.5)), NONE)

    return find


ALIKE = ("0", "to 0.08", "to 0.15", "to 0.25", "to 0.5", "over 0.5")


def _source(pairs: Pairs) -> Column:
    (one, two), (doc, other) = pairs["source"], pairs["doc"]
    return np.where((one == two) & (one != NONE) & (doc != other), 0, NONE)


def _document(pairs: Pairs) -> Column:
    (doc, other), (text, also) = pairs["doc"], pairs["text"]
    copied = (text == also) & (text != NONE)
    return np.where((doc == other) & (doc != NONE), 0, np.where(copied, 1, NONE))


def _mark(bit: int) -> Callable[[Pairs], Column]:
    def find(pairs: Pairs) -> Column:
        one, two = pairs["marks"]
        return ((one >> bit) & 1) + ((two >> bit) & 1) - 1

    return find


SERIES = ("one", "both", "both, same struck", "both, other struck")


def _series(pairs: Pairs) -> Column:
    """Of profiles that tell of many deeds over a span: whether one is, or both, and whether the struck agree."""
    (one, two), struck = pairs["marks"], pairs.level("struck")
    bit = 1 << MARKS.index("series")
    both = np.where(struck < SIDES.index("same umbrella"), 1, np.where(struck < SIDES.index("other umbrella"), 2, 3))
    return np.where(one & two & bit != 0, both, np.where((one | two) & bit != 0, 0, NONE))


# What can by no means be one happening, for tables that say so

APART = ("other kind", "other days", "other place", "other standing", "answer")
APART_DAYS = 2


def _apart(pairs: Pairs) -> Column:
    (one, two), (wide, other), (marks, also) = pairs["kinds"], pairs["families"], pairs["marks"]
    (a, c), (b, d) = pairs["first"], pairs["last"]
    kinds = ((wide & other) == 0) & (one != 0) & (two != 0)
    days = (a != NONE) & (c != NONE) & (np.maximum(a - d, c - b) > APART_DAYS)
    distance, country = pairs.level("distance"), pairs.level("countries")
    places = (distance == DISTANCES.index("farther")) | ((country == 1) & _apart_abroad(pairs))
    settled, denied = 1 << MARKS.index("unsettled"), 1 << MARKS.index("negated")
    standing = ((marks ^ also) & settled != 0) & ((marks | also) & denied == 0)
    known = np.where(days, 1, np.where(places, 2, np.where(standing, 3, np.where(_answers(pairs), 4, NONE))))
    return np.where(kinds, 0, known)


def _answers(pairs: Pairs) -> Column:
    (one, two), (answered, other) = pairs["claims"], pairs["answered"]
    return _meet(one, other) | _meet(two, answered)


def _apart_abroad(pairs: Pairs) -> Column:
    """Of two countries: one known to the site, and not both just across a border."""
    radius, other = pairs["radius_km"]
    near = _km(pairs) <= 30
    return (np.fmin(radius, other) <= FINE_KM) & ~near


def _crossed(one: str, two: str, sizes: tuple[int, int]) -> Callable[[Pairs], Column]:
    def find(pairs: Pairs) -> Column:
        first, second = pairs.level(one), pairs.level(two)
        return np.where((first == NONE) | (second == NONE), NONE, _level((first, sizes[0]), (second, sizes[1])))

    return find


def _gap_of_days(pairs: Pairs) -> Column:
    return np.where(_single(pairs), _gap(pairs), NONE)


KINDS = (("neither known", "one known", "both known"), ("same", "family", "other"))
KINDS_9 = tuple(f"{a}, {b}" for a in KINDS[0] for b in KINDS[1])
BOTH = ("one", "both")

FEATURES: dict[str, Feature] = {
    "days": Feature((WIDTHS, WIDTHS, GAPS), _days),
    "shared days": Feature((("less than half", "more than half", "all", "same start"),), _shared),
    "undated": Feature((("day", "week", "longer"), AFTER), _undated),
    "both undated": Feature((UP_TO_9,), _both_undated),
    "told": Feature((UP_TO_9,), _told),
    "foretold": Feature((("3 before", "2 before", "1 before", "same day", "after"), GAPS), _foretold),
    "delays": Feature((("0", "1", "2", "3"), ("0", "1", "2", "3"), ("same day", "other day")), _delays),
    "gap": Feature((GAPS,), _gap_of_days),
    "common": Feature((PLACES,), _common),
    "places": Feature((PLACES, PLACES, PLACES), _places),
    "distance": Feature((DISTANCES,), _distance),
    "countries": Feature((("same", "other"),), _countries),
    "kinds": Feature(KINDS, _kinds),
    "doers": Feature((SIDES,), _side("doers")),
    "struck": Feature((SIDES,), _side("struck")),
    "doers from": Feature((("elsewhere", "one country"),), _from("doers")),
    "struck from": Feature((("elsewhere", "one country"),), _from("struck")),
    "swapped": Feature((("doer struck",),), _swapped),
    "killed": Feature((LOW, FACTORS), _count("killed")),
    "wounded": Feature((LOW, FACTORS), _count("wounded")),
    "tolls": Feature((("same", "same, above 2", "differ", "differ threefold"),), _tolls),
    "weapons": Feature((SHARED,), _bits("weapons")),
    "names": Feature((SHARED,), _names),
    "launched": Feature((("same", "other"),), _launches),
    "words": Feature((ALIKE,), _alike("words")),
    "triggers": Feature((ALIKE,), _alike("triggers")),
    "source": Feature((("same",),), _source),
    "document": Feature((("same", "copy"),), _document),
    **{name: Feature((BOTH,), _mark(bit)) for bit, name in enumerate(MARKS) if name != "series"},
    "series": Feature((SERIES,), _series),
    "apart": Feature((APART,), _apart),
    "names, common": Feature((SHARED, PLACES), _crossed("names", "common", (4, 5))),
    "gap, common": Feature((GAPS, PLACES), _crossed("gap", "common", (3, 5))),
    "doers, struck": Feature((SIDES, SIDES), _crossed("doers", "struck", (8, 8))),
    "kinds, doers": Feature((KINDS_9, SIDES), _crossed("kinds", "doers", (9, 8))),
}


def find_levels() -> Iterator[str]:
    """Every name that a table of weights may use."""
    yield BIAS
    for name, feature in FEATURES.items():
        yield from (f"{name}.{level}" for level in feature.levels)
