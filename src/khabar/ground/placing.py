"""Which of the places in a sentence is that of the happening.

Invariant: the most specific known place of the happening's own clause; a thing that no pack knows takes the coordinates
of the known place told with it, at that place's level; a place told before is taken only by a definite mention.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import msgspec

from khabar.ground.places import SPECIFIC, Located, PlaceGrounder, together
from khabar.model.drafts import Candidate, Draft
from khabar.model.records import Lost, PlaceMention, Why
from khabar.text.letters import WAW

PLACED = frozenset(
    "assault intercept explosion casualty coerce mobilize retreat protest consult aid agree cooperate concede".split()
)
CARRYING = frozenset("assault intercept explosion casualty".split())
STAYING = frozenset({"assault", "intercept", "explosion", "coerce"})
ELSEWHERE = "place elsewhere in the sentence"
JOINED = 0.045
LINK = 8
CARRY_SENTENCES = 1
STORY_SENTENCES = 3
POINTS = ("site", "city", "district")


@dataclass(slots=True)
class Found:
    """A candidate with what it names."""

    candidate: Candidate
    located: Located

    @property
    def known(self) -> bool:
        """Whether a pack knows it."""
        return self.located.place.lat is not None

    @property
    def own(self) -> bool:
        """Whether it stands in the happening's own clause."""
        return self.candidate.rule != ELSEWHERE

    @property
    def lost(self) -> Lost:
        """Itself as a place that was not chosen."""
        place = self.located.place
        score = round(self.candidate.score, 2)
        return Lost(value=place.name or place.text, rule=self.candidate.rule, score=score, span=place.span)

    def joins(self, other: Found) -> bool:
        """Whether it can be of one list with another: told by the same rule, of nearly the same level."""
        near = abs(self.candidate.score - other.candidate.score) <= JOINED
        levels = SPECIFIC[self.located.place.level] - SPECIFIC[other.located.place.level]
        return self.known and near and self.candidate.rule == other.candidate.rule and abs(levels) <= 2

    @property
    def rank(self) -> tuple[bool, bool, float, float]:
        """Best first, when sorted in reverse."""
        return self.own, self.known, SPECIFIC[self.located.place.level], self.candidate.score


class Placer:
    """Places the happenings of one document, in order."""

    def __init__(self, places: PlaceGrounder, text: str) -> None:
        self.places = places
        self.text = text
        self._told: PlaceMention | None = None
        self._sentence = -1

    def place(self, draft: Draft, why: list[Why]) -> PlaceMention | None:
        """The place of one draft, with the reason added to `why`."""
        if draft.type not in PLACED:
            return None
        found = self._found(draft)
        if not found:
            return self._carried(draft, why)
        best = found[0]
        place = self._joined(best, found) or self._beside(best, found) or best.located.place
        lost = tuple(f.lost for f in found[1:4] if f.located.place.span != place.span)
        rule, score = best.candidate.rule, round(best.candidate.score, 2)
        why.append(
            Why(
                field="place",
                rule=rule,
                because=best.located.because,
                score=score,
                span=place.span,
                lost=best.located.lost + lost,
            )
        )
        if place.lat is not None and draft.type in CARRYING:
            self._told, self._sentence = place, draft.sentence
        return place

    def _found(self, draft: Draft) -> list[Found]:
        """The candidates that name a place, best first."""
        found = []
        for candidate in draft.place:
            located = self.places.ground(candidate.value)
            if located is not None:
                found.append(Found(candidate, located))
        found.sort(key=lambda f: f.rank, reverse=True)
        return found

    def _joined(self, best: Found, found: list[Found]) -> PlaceMention | None:
        """Places joined to the best one: a region with a point between them."""
        near = sorted((f.located.place for f in found if f.joins(best)), key=lambda p: p.span)
        several = len({p.name for p in near}) > 1
        return together(near, self.text) if several and _listed(near, self.text) else None

    def _beside(self, best: Found, found: list[Found]) -> PlaceMention | None:
        """For a thing that no pack knows, the known place told with it or before it."""
        if best.known:
            return None
        known = next((f.located.place for f in found if f.known), None) or self._before(best)
        told = best.located.place
        if known is None:
            return None
        return msgspec.structs.replace(known, text=told.text, span=told.span)

    def _before(self, best: Found) -> PlaceMention | None:
        """Where the story stands, for a definite thing in it."""
        mention = best.candidate.value
        near = mention.sentence - self._sentence <= STORY_SENTENCES
        return self._told if mention.definite and near and best.located.place.level in POINTS else None

    def _stays(self, told: PlaceMention, draft: Draft) -> bool:
        """Whether the story stands where it stood: in the same sentence or the next, longer at a site or for an
        arrest.
        """
        passed = draft.sentence - self._sentence
        if draft.type not in STAYING:
            return False
        if told.level == "site":
            return passed <= STORY_SENTENCES
        if told.level not in POINTS:
            return False
        if draft.type == "coerce":
            return passed <= STORY_SENTENCES
        same = passed == 0 and draft.type == "intercept"
        return same or (passed <= CARRY_SENTENCES and draft.definite and draft.shape == "noun")

    def _carried(self, draft: Draft, why: list[Why]) -> PlaceMention | None:
        """The place told before, for a definite mention of what happened there."""
        told = self._told
        if told is None or not self._stays(told, draft):
            return None
        because = (f"{draft.trigger} means what was told at {told.name}",)
        why.append(Why(field="place", rule="the place told before", because=because))
        return told


def _listed(places: list[PlaceMention], text: str) -> bool:
    """Whether they stand in one list: nothing but short words between them."""
    between = (text[a.span.end : b.span.start].strip(" \u060c") for a, b in pairwise(places))
    return all(words[:1] == WAW and len(words) <= LINK for words in between)
