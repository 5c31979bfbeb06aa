"""Which happening told before is told again.

Invariant: two mentions are one happening only by what both name; the most alike wins, of equals the latest.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from khabar.ground.dates import DayInterval
from khabar.ground.spots import POINT, Spot
from khabar.model.drafts import Draft
from khabar.model.native import mypyc_attr
from khabar.model.records import ActorMention
from khabar.text.clitics import AL
from khabar.text.letters import WAW

HARM: Final = frozenset({"assault", "explosion", "casualty", "intercept"})
WINDOW: Final = 24
ENOUGH: Final = 3
FEW: Final = 1
SHORT: Final = 64
SAME_KM: Final = 25.0
APART_KM: Final = 60.0
NEGATED: Final = "negated verb"
SAME_PLACE: Final = 3
WORDED: Final = 2
OTHER_PLACE: Final = -2
OTHER_COUNTRY: Final = -3


@mypyc_attr(acyclic=True)
class Marks:
    """What a mention of a happening names: where, whom, whose, its word, with what, how many harmed."""

    __slots__ = ("_hit", "definite", "initiator", "missed", "place", "sense", "target", "tolls", "trigger", "weapons")

    def __init__(
        self,
        draft: Draft,
        place: Spot | None,
        initiator: tuple[ActorMention, ...],
        target: tuple[ActorMention, ...],
    ) -> None:
        self.place = place
        self.target = [actor.name or actor.text.removeprefix(AL) for actor in target]
        self.initiator = [actor.name or actor.text.removeprefix(AL) for actor in initiator]
        self._hit = target
        self.trigger = draft.trigger.removeprefix(AL)
        self.sense = draft.sense
        self.definite = draft.definite
        self.missed = draft.modality[0].rule == NEGATED
        self.weapons = [arm.kind for arm in draft.weapons]
        self.tolls = [f"{toll.harm} {toll.low}" for toll in draft.casualties if toll.low > FEW]

    def struck(self) -> list[str]:
        """The words for whom it hit; only what lists ask for, so they are taken apart when they are asked for."""
        words = [word for actor in self._hit for word in actor.text.split()]
        return [word[1:] if n and word[:1] == WAW else word for n, word in enumerate(words)]

    def likeness(self, other: Marks) -> int:
        """How much speaks for one happening: a place most, then whom it hit, its word, its toll, then whose it was."""
        worded = self.trigger == other.trigger
        score = _near(self.place, other.place) + (WORDED if worded else 0)
        if _share(self.target, other.target):
            score += 2
        if _share(self.initiator, other.initiator):
            score += 1
        if _share(self.weapons, other.weapons):
            score += 1
        if _share(self.tolls, other.tolls):
            score += 2
        if self.missed and not other.missed and score <= WORDED:
            return 0  # an attack that never came is none told before, where only its word is the same
        return score + (1 if self.definite and (worded or self.sense == other.sense) else 0)


class Told:
    """Happenings of a text with their days, in order."""

    def __init__(self) -> None:
        self._told: list[tuple[Marks, DayInterval, int]] = []

    def add(self, marks: Marks, days: DayInterval, behind: bool) -> None:
        """Remember a happening with its days; of two equally alike, one ``behind``, told only beside the story (days
        *after an ambush* in the town), loses.
        """
        self._told.append((marks, days, int(behind)))

    def again(self, own: Marks) -> DayInterval | None:
        """The days of the happening that a mention tells again, None where it tells a new one."""
        best, found = 2 * ENOUGH - 1, None
        for other, days, behind in self._told[-WINDOW:]:
            score = 2 * own.likeness(other) - behind
            if score >= best:
                best, found = score, days
        struck = own.struck() if own.definite else []
        each = self._of_each(struck) if len(struck) > 1 else None
        return each or found

    def _of_each(self, struck: list[str]) -> DayInterval | None:
        """The days of what struck each of several that a mention names together (the attacks on *A and B*, which were
        told one by one); None where fewer than two of them were told alone.
        """
        start, end, told = date.max, date.min, set()
        for other, days, _ in self._told[-WINDOW:]:
            if len(other.target) != 1:
                continue
            last = other.struck()[-1]
            if last in struck:
                told.add(last)
                start, end = min(start, days.start), max(end, days.end)
        return DayInterval(start, end) if len(told) > 1 else None

    def is_elsewhere(self, own: Marks) -> bool:
        """Whether it lies apart from the last happening whose place is known."""
        placed = (other.place for other, _, _ in reversed(self._told) if other.place is not None)
        return _near(own.place, next(placed, None)) < 0


def _near(one: Spot | None, two: Spot | None) -> int:
    """What two places say for one happening: for it where they are one spot, against it where they lie apart."""
    if one is None or two is None:
        return 0
    if one.country and two.country and one.country != two.country:
        return OTHER_COUNTRY
    if one.rank < POINT or two.rank < POINT:
        return SAME_PLACE if one.entity and one.entity == two.entity else 0
    if not (one.known and two.known):
        return 0
    km = one.km_to(two)
    return SAME_PLACE if km <= SAME_KM else OTHER_PLACE if km > APART_KM else 0


def _share(few: list[str], others: list[str]) -> bool:
    """Whether two lists, short ones most of the time, have a member in common."""
    if len(few) * len(others) > SHORT:
        return not frozenset(few).isdisjoint(others)
    for one in few:
        for other in others:
            if one == other:
                return True
    return False
