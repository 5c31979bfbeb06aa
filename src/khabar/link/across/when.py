"""Features of when: the days that two profiles give, and the days on which each was told.

Invariant: levels are symmetric in the two profiles; no level where they tell too little.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from khabar.link.across.pairs import Feature, Pairs, binned, to_level
from khabar.link.across.profiles import NONE, Column

WIDTHS = ("day", "two days", "week", "longer")
GAPS = ("touching", "1 apart", "2 apart")
AFTER = ("2 before", "1 before", "same day", "1 after", "2 after", "3 after", "4 after", "5 after", "6 after", "later")
UP_TO_9 = tuple(map(str, range(10)))


def _widths(pairs: Pairs) -> tuple[Column, Column]:
    (first, other_first), (last, other_last) = pairs["first"], pairs["last"]
    return binned(last - first, (1, 2, 7)), binned(other_last - other_first, (1, 2, 7))


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
    level = to_level((np.minimum(one, two), 4), (np.maximum(one, two), 4), (_gap(pairs), 3))
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
    return np.where(one & known, to_level((binned(width, (1, 7)), 3), (after, 10)), NONE)


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
    return np.where(known, to_level((ahead, 5), (_gap(pairs), 3)), NONE)


def _delays(pairs: Pairs) -> Column:
    """How long after its day each was told, of two that give a single day."""
    (a, c), (told, other) = pairs["first"], pairs["told"]
    one, two = np.clip(told - a, 0, 3), np.clip(other - c, 0, 3)
    known = _single(pairs) & (told != NONE) & (other != NONE)
    level = to_level((np.minimum(one, two), 4), (np.maximum(one, two), 4), (np.minimum(_gap(pairs), 1), 2))
    return np.where(known, level, NONE)


def _single(pairs: Pairs) -> Column:
    (a, c), (b, d) = pairs["first"], pairs["last"]
    single: Column = (a != NONE) & (c != NONE) & (a == b) & (c == d)
    return single


def _gap_of_days(pairs: Pairs) -> Column:
    return np.where(_single(pairs), _gap(pairs), NONE)


WHEN: Final[dict[str, Feature]] = {
    "days": Feature((WIDTHS, WIDTHS, GAPS), _days),
    "shared days": Feature((("less than half", "more than half", "all", "same start"),), _shared),
    "undated": Feature((("day", "week", "longer"), AFTER), _undated),
    "both undated": Feature((UP_TO_9,), _both_undated),
    "told": Feature((UP_TO_9,), _told),
    "foretold": Feature((("3 before", "2 before", "1 before", "same day", "after"), GAPS), _foretold),
    "delays": Feature((("0", "1", "2", "3"), ("0", "1", "2", "3"), ("same day", "other day")), _delays),
    "gap": Feature((GAPS,), _gap_of_days),
}
