"""The answers to where a happening was, and how they stand to each other.

Invariant: an option is one place told by one stretch of words, or told before; marks are added to it, never taken away.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from khabar.ground.hundredths import hundredths
from khabar.ground.located import Located
from khabar.ground.place_marks import CHAINED, HEADS, HELD, HOLDS, TO_BEFORE, TO_NEXT
from khabar.ground.spots import Spot
from khabar.model.drafts import Candidate
from khabar.model.marks import Group
from khabar.model.native import mypyc_attr
from khabar.model.records import Lost
from khabar.model.spans import Span

ELSEWHERE: Final = "place elsewhere in the sentence"
JOINED: Final = 0.045
CHAIN: Final = 8
LEAP: Final = 14
MOST_LOST: Final = 3
LEVELS: Final = 2


@mypyc_attr(acyclic=True)
class Found:
    """A candidate with what it names; ``own``: whether it stands in the happening's own clause."""

    __slots__ = ("candidate", "located", "own", "place", "rule", "score")

    def __init__(self, candidate: Candidate, located: Located) -> None:
        self.candidate = candidate
        self.located = located
        self.place = located.place
        self.rule = candidate.rule
        self.score = candidate.score
        self.own = candidate.rule != ELSEWHERE

    def joins(self, other: Found) -> bool:
        """Whether it can be of one list with another: told by the same rule, of nearly the same level."""
        if not self.place.known or self.rule != other.rule or abs(self.score - other.score) > JOINED:
            return False
        return abs(self.place.rank - other.place.rank) <= LEVELS

    @property
    def rank(self) -> tuple[bool, bool, int, float]:
        """Best first, when sorted in reverse."""
        return self.own, self.place.known, self.place.rank, self.score


@mypyc_attr(acyclic=True)
class Option:
    """One answer to where a happening was (None: nowhere told), with what speaks for it, mark by mark in `groups`.

    start, end: of the words that tell it. named: whether it has a head noun and a name that no pack knows (the village
    of X). finer: such a place told right before it, which lies in it or beside it. chained: whether it stands right
    after another.
    """

    __slots__ = (
        "because", "carried", "chained", "chance", "end", "finer", "groups", "lost", "named", "place", "rule", "score",
        "start",
    )  # fmt: skip

    def __init__(
        self,
        place: Spot | None,
        rule: str,
        because: tuple[str, ...],
        groups: list[Group],
        lost: tuple[Lost, ...] = (),
        carried: bool = False,
    ) -> None:
        self.place = place
        self.rule = rule
        self.because = because
        self.groups = groups
        self.lost = lost
        self.carried = carried
        self.score = 0.0
        self.chance = 0.0
        self.start = 0
        self.end = 0
        self.named = False
        self.chained = False
        self.finer: Option | None = None

    @property
    def marks(self) -> list[str]:
        """All that speaks for it."""
        return [mark for group in self.groups for mark in group.marks]


@mypyc_attr(acyclic=True)
class Round:
    """A place around a happening, with the bounds of its words."""

    __slots__ = ("candidate", "end", "start")

    def __init__(self, candidate: Candidate) -> None:
        span: Span = candidate.value.span
        self.candidate = candidate
        self.start = span.start
        self.end = span.end


def nearest(around: list[Round], start: int, end: int) -> Round | None:
    """The place around that the same words tell, else the first that shares a letter with them."""
    best: Round | None = None
    for other in around:
        if other.start == start and other.end == end:
            best = other
    if best is not None:
        return best
    for other in around:
        if other.start < end and start < other.end:
            return other
    return None


def covered(found: list[Found], start: int, end: int) -> bool:
    """Whether one of them shares a letter with a stretch of the text."""
    return any(item.place.start < end and start < item.place.end for item in found)


def option_at(options: list[Option], start: int, end: int) -> Option | None:
    """The option that just these words tell."""
    for option in options:
        if option.start == start and option.end == end:
            return option
    return None


def carried_at(options: list[Option], count: int, place: Spot) -> Option | None:
    """The option after the first `count` that is the same place."""
    for n in range(count, len(options)):
        option = options[n]
        if option.place is not None and option.place.same(place):
            return option
    return None


def lost(options: list[Option], chosen: Option, place: Spot) -> tuple[Lost, ...]:
    """The likeliest of the other places."""
    others = []
    for option in options:
        told = option.place
        if told is not None and option is not chosen and not (told.start == place.start and told.end == place.end):
            others.append(option)
    if len(others) > 1:
        others.sort(key=lambda o: -o.chance)
    return tuple([_as_lost(option, option.place) for option in others[:MOST_LOST] if option.place is not None])


def _as_lost(option: Option, place: Spot) -> Lost:
    span = Span(place.start, place.end)
    return Lost(value=place.name or place.text, rule=option.rule, score=hundredths(option.chance), span=span)


def mark_nested(options: list[Option]) -> None:
    """Mark places of a country that another of the sentence may lie in, and those that may lie in another."""
    highest: dict[str, int] = {}
    lowest: dict[str, int] = {}
    for option in options:
        place = option.place
        if place is not None and place.known:
            highest[place.country] = max(place.rank, highest.get(place.country, place.rank))
            lowest[place.country] = min(place.rank, lowest.get(place.country, place.rank))
    for option in options:
        place = option.place
        if place is None or not place.known:
            continue
        if highest[place.country] > place.rank:
            option.groups.append(HOLDS)
        if lowest[place.country] < place.rank:
            option.groups.append(HELD)


def mark_chained(options: list[Option]) -> None:
    """Mark places told one right after the other (the town of A in the east of B): the first, and those after."""
    if len(options) < 2:
        return
    told = [option for option in options if option.place is not None]
    told.sort(key=_bounds)
    for one, other in pairwise(told):
        if one.place is None or other.place is None:
            continue
        apart = other.place.start - one.place.end
        if 0 <= apart <= LEAP and one.named and other.place.known and other.place.name:
            one.place = other.place.at_level_of(one.place, "")
            one.because = (*one.because, f"told with {other.place.name}, so placed there")
            other.finer = one
        if not 0 <= apart <= CHAIN:
            continue
        step = 1 if one.place.rank == other.place.rank else 2 if one.place.rank > other.place.rank else 0
        one.groups.append(TO_NEXT[step])
        other.groups.append(TO_BEFORE[step])
        if not one.chained:
            one.groups.append(HEADS)
        other.groups.append(CHAINED)
        other.chained = True


def _bounds(option: Option) -> tuple[int, int]:
    return (option.place.start, option.place.end) if option.place is not None else (0, 0)
