"""Which read record stands for which gold record.

Invariant: pairs are one to one, and do not depend on the order of the records read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from khabar.model.earth import km_apart
from khabar.model.records import ActorMention, Event, PlaceMention, SourceMention, Strength, Tally
from khabar.model.spans import Span

AREAS = frozenset({"province", "country", "region"})
NEAR_LETTERS = 40
NEAR_KM = 30.0
NEAR_AREA_KM = 150.0

R = TypeVar("R", Event, Tally, Strength)
M = TypeVar("M", ActorMention, SourceMention)


def align(gold: Sequence[R], read: Sequence[R]) -> list[tuple[int, int]]:
    """Pair records one to one: overlapping triggers first (of one type before others), the nearest first.

    Events of one type in one sentence, their triggers at most `NEAR_LETTERS` apart, pair last.

    Returns:
        Pairs of places in `gold` and in `read`.
    """
    candidates = sorted(_candidates(gold, read))
    used_gold: set[int] = set()
    used_read: set[int] = set()
    pairs = []
    for _, _, i, j in candidates:
        if i not in used_gold and j not in used_read:
            used_gold.add(i)
            used_read.add(j)
            pairs.append((i, j))
    return pairs


def _candidates(gold: Sequence[R], read: Sequence[R]) -> Iterable[tuple[int, int, int, int]]:
    for i, g in enumerate(gold):
        for j, p in enumerate(read):
            typed = not isinstance(g, Event) or not isinstance(p, Event) or g.type == p.type
            apart = abs(g.span.start - p.span.start)
            if overlap(g.span, p.span):
                yield 0 if typed else 1, apart, i, j
            elif isinstance(g, Event) and typed and overlap(g.sentence_span, p.span) and apart <= NEAR_LETTERS:
                yield 2, apart, i, j


def overlap(a: Span, b: Span) -> bool:
    """Whether two spans share a letter."""
    return a.overlaps(b)


def matches(gold: Sequence[M], read: Sequence[M], same: Callable[[M, M], bool] = lambda g, p: True) -> int:
    """How many gold mentions have a mention read over the same letters, one to one."""
    used: set[int] = set()
    for g in gold:
        for j, p in enumerate(read):
            if j not in used and overlap(g.span, p.span) and same(g, p):
                used.add(j)
                break
    return len(used)


def same_country(gold: ActorMention, read: ActorMention) -> bool:
    """Whether both are of one side; a site's side is not asked for."""
    return gold.kind == "site" or gold.country == read.country


def same_place(gold: PlaceMention, read: PlaceMention) -> bool:
    """Whether the place is found: a site or town within 30 km, an area of the same level and country nearby."""
    distance = km_apart(gold, read)
    if gold.level in AREAS or read.level in AREAS:
        same = gold.country == read.country and gold.level == read.level
        return same and (gold.level == "country" or distance is None or distance <= NEAR_AREA_KM)
    return distance is not None and distance <= NEAR_KM


def common(gold: Iterable[Hashable], read: Iterable[Hashable]) -> int:
    """How many members two collections share, repeats counted."""
    return sum((Counter(gold) & Counter(read)).values())
