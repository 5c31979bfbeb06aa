"""Which happening told before is told again.

Invariant: two mentions are one happening only by what both name; the most alike wins, of equals the latest.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from khabar.ground.dates import DayInterval
from khabar.model.drafts import Candidate, Draft
from khabar.text.clitics import AL

HARM: Final = frozenset({"assault", "explosion", "casualty", "intercept"})
WINDOW: Final = 24
ENOUGH: Final = 3


class Marks(NamedTuple):
    """What a mention of a happening names, by role; the trigger without its article."""

    place: frozenset[str]
    target: frozenset[str]
    initiator: frozenset[str]
    nouns: frozenset[str]
    trigger: str
    sense: str
    definite: bool

    def likeness(self, other: Marks) -> int:
        """How much speaks for one happening: a place most, then whom it hit and its word, then whose it was."""
        score = 3 * bool(self.place & other.place) + 2 * bool(self.target & other.target)
        score += bool(self.initiator & other.initiator) + bool(self.nouns & other.nouns)
        score += 2 * (self.trigger == other.trigger) + (self.definite and self.sense == other.sense)
        return score - 2 * bool(self.place and other.place and not self.place & other.place)


class Told:
    """The last happenings of a text with their days."""

    def __init__(self) -> None:
        self._told: list[tuple[Marks, DayInterval]] = []

    def add(self, draft: Draft, days: DayInterval) -> None:
        """Remember a happening with its days."""
        self._told.append((marks(draft), days))

    def again(self, draft: Draft) -> DayInterval | None:
        """The days of the happening that a mention tells again, None where it tells a new one."""
        if not self._told:
            return None
        own = marks(draft)
        best, found = ENOUGH, None
        for other, days in self._told[-WINDOW:]:
            score = own.likeness(other)
            if score >= best:
                best, found = score, days
        return found


def marks(draft: Draft) -> Marks:
    """What a draft names."""
    target, nouns = _names(draft.target)
    initiator, more = _names(draft.initiator)
    return Marks(
        place=_names(draft.place)[0], target=target, initiator=initiator, nouns=nouns | more,
        trigger=draft.trigger.removeprefix(AL), sense=draft.sense, definite=draft.definite,
    )  # fmt: skip


def _names(candidates: list[Candidate]) -> tuple[frozenset[str], frozenset[str]]:
    """Names and nationalities, and nouns, of the mentions among candidates and of what they stand for."""
    names: set[str] = set()
    nouns: set[str] = set()
    for candidate in candidates:
        for mention in (candidate.value, candidate.value.antecedent):
            if mention is not None:
                names.update(name.id for name in mention.names)
                names.update(mention.nationalities)
                nouns.add(mention.noun)
    nouns.discard("")
    return frozenset(names), frozenset(nouns)
