"""All features by name: those of when, where and what, those of the telling, and those put together of others.

Invariant: levels are symmetric in the two profiles and depend on them alone; a ledger keeps their names.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from khabar.link.across.pairs import MARKS, Feature, Pairs, binned, to_level
from khabar.link.across.profiles import NONE, Column
from khabar.link.across.what import KINDS_9, SHARED, SIDES, WHAT, meet
from khabar.link.across.when import GAPS, WHEN
from khabar.link.across.where import DISTANCES, PLACES, WHERE, apart_abroad


def _alike(name: str) -> Callable[[Pairs], Column]:
    def find(pairs: Pairs) -> Column:
        one, two = pairs[name]
        if not one.shape[1]:
            return np.full(len(pairs), NONE)
        shared = np.bitwise_count(one & two).sum(axis=1, dtype=np.int32)
        union = np.bitwise_count(one | two).sum(axis=1, dtype=np.int32)
        return np.where(union > 0, binned(shared / np.maximum(union, 1), (0.03, 0.08, 0.15, 0.25, 0.5)), NONE)

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
    places = (distance == DISTANCES.index("farther")) | ((country == 1) & apart_abroad(pairs))
    settled, denied = 1 << MARKS.index("unsettled"), 1 << MARKS.index("negated")
    standing = ((marks ^ also) & settled != 0) & ((marks | also) & denied == 0)
    known = np.where(days, 1, np.where(places, 2, np.where(standing, 3, np.where(_answers(pairs), 4, NONE))))
    return np.where(kinds, 0, known)


def _answers(pairs: Pairs) -> Column:
    (one, two), (answered, other) = pairs["claims"], pairs["answered"]
    return meet(one, other) | meet(two, answered)


def _crossed(one: str, two: str, sizes: tuple[int, int]) -> Callable[[Pairs], Column]:
    def find(pairs: Pairs) -> Column:
        first, second = pairs.level(one), pairs.level(two)
        return np.where((first == NONE) | (second == NONE), NONE, to_level((first, sizes[0]), (second, sizes[1])))

    return find


BOTH = ("one", "both")

FEATURES: Final[dict[str, Feature]] = {
    **WHEN,
    **WHERE,
    **WHAT,
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
