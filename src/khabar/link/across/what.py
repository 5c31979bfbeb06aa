"""Features of what happened: its kind, who did it to whom, how many it harmed, with what.

Invariant: levels are symmetric in the two profiles; no level where they tell too little.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from khabar.link.across.pairs import Feature, Pairs, binned, to_level
from khabar.link.across.profiles import NONE, Column

KINDS = (("neither known", "one known", "both known"), ("same", "family", "other"))
KINDS_9 = tuple(f"{a}, {b}" for a in KINDS[0] for b in KINDS[1])


def _kinds(pairs: Pairs) -> Column:
    """Event types: whether known, and whether they or their families meet."""
    (one, two), (wide, other) = pairs["kinds"], pairs["families"]
    known = (one != 0) + (two != 0).astype(np.int16)
    meets = np.where((one & two) != 0, 0, np.where((wide & other) != 0, 1, 2))
    return to_level((known, 3), (meets, 3))


def meet(one: Column, two: Column) -> Column:
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
        same, akin, either = meet(one, two), meet(kin, other), broad | also
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
        return np.where(known, meet(one, two), NONE)

    return find


def _swapped(pairs: Pairs) -> Column:
    """Whether the doer of one is struck in the other."""
    (doer, other_doer), (struck, other_struck) = pairs["doers"], pairs["struck"]
    crossed = meet(doer, other_struck) | meet(other_doer, struck)
    return np.where(crossed & ~meet(doer, other_doer), 0, NONE)


LOW = ("0", "1", "2", "3-4", "5-9", "10-19", "20-49", "50+")
FACTORS = ("same", "to 1.15", "to 1.4", "to 1.8", "to 2.5", "to 4", "to 8", "over 8")


def _count(name: str) -> Callable[[Pairs], Column]:
    def find(pairs: Pairs) -> Column:
        one, two = pairs[name]
        low, high = np.minimum(one, two), np.maximum(one, two)
        factor = (high + np.float32(0.5)) / (low + np.float32(0.5))
        ratio = binned(factor, (1.0001, 1.15, 1.4, 1.8, 2.5, 4, 8))
        return np.where(low == NONE, NONE, to_level((binned(low, (1, 2, 3, 5, 10, 20, 50)), 8), (ratio, 8)))

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
    return np.where(known == 2, np.where(meet(one, two), 3, 2), known)


SHARED = ("neither known", "one known", "other", "same")


def _launches(pairs: Pairs) -> Column:
    one, two = pairs["launched"]
    return np.where((one == NONE) | (two == NONE), NONE, one != two)


WHAT: Final[dict[str, Feature]] = {
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
}
