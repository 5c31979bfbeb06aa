"""Whether a use of force reached what it was aimed at, told by what stands around it.

Invariant: only an assault can hit or fail, only an assault or an interception can be stopped; what a toll or the
trigger itself tells weighs more than a word of damage, and a word of damage that is negated tells nothing.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Candidate, Draft
from khabar.packs.lexicon import Lexicon
from khabar.read.chunks import Chunk
from khabar.read.evidence import STOPS
from khabar.read.stems import stems_of
from khabar.read.view import View
from khabar.text.letters import ALIF, MIM

AIMED: Final = frozenset({"assault", "intercept"})
WHAT: Final = MIM + ALIF
NEAR: Final = 14  # chunks after a trigger within which damage can be told


class OutcomeGiver:
    """Gives the drafts of a sentence their outcomes."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.damage = lexicon.closed("damage")
        self.success = lexicon.closed("success")
        self.failure = lexicon.closed("failure")
        self.none = lexicon.closed("without")
        self.key = lexicon.key

    def give(self, view: View, drafts: list[Draft]) -> None:
        """Propose outcomes; take those away that a type cannot have."""
        ordered = sorted(drafts, key=_place_of) if len(drafts) > 1 else drafts
        for number, draft in enumerate(ordered):
            if draft.type not in AIMED:
                draft.outcome = []
            elif draft.type == "intercept":
                draft.outcome = [c for c in draft.outcome if c.value != "hit"]
                draft.outcome.append(Candidate("intercepted", "what is stopped does not arrive", 0.6))
            elif draft.modality and draft.modality[0].value in ("asserted", "alleged"):
                following = next((d for d in ordered[number + 1 :] if d.type == "assault"), None)
                self._told(view, draft, following)

    def _told(self, view: View, draft: Draft, following: Draft | None) -> None:
        """Words of damage, success or failure after the trigger, before the next use of force."""
        first = view.chunk_of[draft.unit]
        last = len(view.chunks) if following is None else view.chunk_of[following.unit]
        for chunk in view.chunks[first : min(last, first + NEAR)]:
            if chunk.kind == "mark" and chunk.head.token.form in STOPS:
                return
            for at in range(chunk.first, chunk.last):
                if at < draft.unit:
                    continue
                found = self._word(view, chunk, at)
                if found:
                    value, because = found
                    draft.outcome.append(Candidate(value, because, 0.9, span=view.units[at].span))
                    return

    def _word(self, view: View, chunk: Chunk, at: int) -> tuple[str, str] | None:
        """What one word tells of how it ended."""
        senses = view.units[at].senses
        if senses is None:
            return None
        told = senses.outcome
        if told is None:
            told = senses.outcome = self._outcome(stems_of(senses))
        if not told or self._negated(view, chunk, at):
            return None
        return ("failed" if told == "failure" else "hit"), f"a word of {told}"

    def _outcome(self, stems: frozenset[str]) -> str:
        """What a word that can be those stems tells: failure, damage, success or nothing."""
        if not stems.isdisjoint(self.failure):
            return "failure"
        if not stems.isdisjoint(self.damage):
            return "damage"
        return "success" if not stems.isdisjoint(self.success) else ""

    def _negated(self, view: View, chunk: Chunk, at: int) -> bool:
        """Whether a word of `without` or a negator stands before a unit in its phrase or its clause."""
        clause = view.clauses[chunk.clause]
        if clause.verb is None and clause.kind == "coord" and clause.parent >= 0:
            clause = view.clauses[clause.parent]  # did not lead to dead *or damage*
        leads = clause.verb is not None and any(s.class_ == "result" for s in clause.verb.head.has.light)
        leads = leads and clause.negator is not None and clause.negator.token.form.endswith(WHAT)
        if clause.negator is not None and clause.negator.first < view.units[at].first and not leads:
            return True  # `what led to` is written like `did not lead to`
        if at and view.units[at - 1].tag == "neg":
            return True  # attacks without success
        before = view.units[max(0, at - 4) : at]
        return any(self.key(unit.token.form) in self.none for unit in before)


def _place_of(draft: Draft) -> int:
    return draft.unit
