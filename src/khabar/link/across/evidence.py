"""What two profiles have in common and what tells them apart: for each feature one level, named in words.

Invariant: levels are symmetric in the two profiles and depend on them alone. A level that a table of weights does not
name weighs nothing; a feature of which a table names no level is not computed. Weights are whole hundredths, so sums
are exact and no order of adding can change a partition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np

from khabar.link.across.features import FEATURES
from khabar.link.across.pairs import Pairs
from khabar.link.across.profiles import NONE, Column, Profiles, Rows

AT_ONCE = 65_536
"""Pairs described in one go: what a processor's cache holds."""
UNIT = 100
BIAS = "bias"
BAR = "bar"
TOLD_APART = "told apart"
"""Names in a table that are no levels: what every pair starts with, what an edge must reach to join anything, and what
each mention weighs that its document tells as another happening."""


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
        pairs = Pairs(profiles, one[part], two[part], FEATURES)
        for name, table in scale.tables.items():
            total[part] += table[pairs.level(name)].astype(np.int32)
    return total


def describe(profiles: Profiles, one: Rows, two: Rows, names: Iterable[str]) -> dict[str, Column]:
    """The level of each pair in each of the features `names`, -1 for none."""
    pairs = Pairs(profiles, one, two, FEATURES)
    return {name: pairs.level(name).astype(np.int16) for name in names}


def explain(profiles: Profiles, one: int, two: int, weights: Mapping[str, float]) -> dict[str, float]:
    """The levels of one pair that `weights` names, the heaviest first; their sum is the pair's score."""
    pairs = Pairs(profiles, np.array([one]), np.array([two]), FEATURES)
    named = {BIAS: weights.get(BIAS, 0.0)}
    for name in Scale.of(weights).tables:
        at = int(pairs.level(name)[0])
        level = f"{name}.{FEATURES[name].levels[at]}" if at != NONE else ""
        if weights.get(level):
            named[level] = weights[level]
    return dict(sorted(named.items(), key=lambda item: (-abs(item[1]), item[0])))


def find_levels() -> Iterator[str]:
    """Every name that a table of weights may use."""
    yield BIAS
    for name, feature in FEATURES.items():
        yield from (f"{name}.{level}" for level in feature.levels)
