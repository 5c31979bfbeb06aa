"""Counts of weapons launched or stopped, of people held or driven out.

Invariant: such a count is a tally over a stretch of time; of masses driven out, without one too.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import TallyDraft, When
from khabar.read.chunks import Chunk
from khabar.read.happenings import Hit
from khabar.read.phrases import time_of
from khabar.read.stretches import over
from khabar.read.tally_sums import FLIGHT, made
from khabar.read.view import View
from khabar.text.clitics import CONJUNCTIONS
from khabar.text.letters import LAM, loose

MASSES: Final = 1000
DAYS: Final = frozenset({"deictic", "daypart", "weekday"})
DISPLACEMENT: Final = "noun.displacement"
DISPLACED: Final = frozenset({"noun.displaced", "noun.refugee"})
ARREST: Final = frozenset(
    {
        "coerce.itaqala",
        "coerce.hamlat_itiqal",
        "coerce.alqa_qabd",
        "coerce.ilqa_qabd",
        "coerce.qabada",
        "coerce.awqafa",
        "coerce.ihtajaza",
    }
)
ABDUCTION: Final = "coerce.khatafa"
TAKEN: Final = 10
_LAUNCH: Final = frozenset({"frame.launch", "frame.fall"})
_REACH: Final = 5


class ObjectTallies:
    """Finds the tallies of what happenings were done to or with."""

    def find(self, view: View, hits: list[Hit], spans: list[When], spanned: bool) -> list[TallyDraft]:
        """Every counted phrase of the sentence that is a running total of that kind."""
        out: list[TallyDraft] = []
        totals = view.closed("totals")
        for chunk in view.chunks:
            if chunk.kind != "np" or chunk.amount is None or chunk.amount.low < 2:
                continue
            if chunk.amount.high is None and chunk.amount.low == 2 and chunk.head.token.word.loose in totals:
                continue  # the number of those who
            counted = self._counted(view, chunk, hits, spanned)
            if counted:
                held = over(view, spans, chunk.first) if counted != "displaced" else spans
                if counted != "displaced" and ((spans and not held) or _of_a_day(view, chunk)):
                    continue
                out.append(made(view, chunk, counted, "tally: counted " + counted, held))
                noun = chunk.head.noun
                if counted == "displaced" and not held and (noun is None or noun.id not in DISPLACED):
                    out[-1].opened = "flight"
        return out

    def _counted(self, view: View, chunk: Chunk, hits: list[Hit], spanned: bool) -> str:
        """What a counted phrase counts, nothing where it is no running total."""
        if self._driven_out(view, chunk, hits, spanned):
            return "displaced"
        if not spanned:
            return ""
        near = [h for h in hits if view.chunk(h.unit).clause == chunk.clause and view.chunk(h.unit) is not chunk]
        near.sort(key=lambda h: (h.unit > chunk.first, abs(h.unit - chunk.first)))
        if chunk.head.has.weapon:
            told = next((h for h in hits if view.clauses[view.chunk(h.unit).clause].antecedent is chunk), None)
            if told is not None and told.type == "intercept" and view.units[told.unit].pronoun:
                return "intercepted"  # 300 missiles fired, 120 missiles *that were stopped*
            fired = told is not None and told.type == "assault" and told.sense.frame in _LAUNCH and told.shape != "noun"
            if fired and not near:
                return "launched"  # counts 227 missiles *that were fired* at its land
            return self._armed(view, chunk, near)
        noun = chunk.head.noun
        people = not self._of_deeds(view, chunk) if noun is None else "person" in noun.classes or bool(noun.who)
        beside = chunk.prep in view.closed("with")
        if near and self._told_next(view, chunk, near[0]):
            return ""
        if near and not beside and near[0].sense.id == ABDUCTION and people and chunk.amount is not None:
            return "other" if chunk.amount.low >= TAKEN else ""
        if near and not beside and near[0].sense.id in ARREST and people and not self._still(view, chunk):
            return "arrested" if abs(view.chunk_of[near[0].unit] - chunk.index) <= 3 else ""
        return ""

    @staticmethod
    def _told_next(view: View, chunk: Chunk, hit: Hit) -> bool:
        """Whether what was done is joined on after a count of its own harm (killing six | and the arrest of 543)."""
        told = view.chunk(hit.unit)
        return told.index > chunk.index and (told.conj or view.units[hit.unit].conj) and chunk.first > 0

    @staticmethod
    def _of_deeds(view: View, chunk: Chunk) -> bool:
        """Whether a phrase counts happenings of its own (612 raids, in which 580 were arrested)."""
        return any(s.type != "none" for u in view.units[chunk.core - 1 : chunk.last] for s in u.has.trigger)

    @staticmethod
    def _armed(view: View, chunk: Chunk, near: list[Hit]) -> str:
        """Weapons that were launched, stopped, or under which a place came."""
        verb = view.clauses[chunk.clause].verb
        if chunk.prep == LAM and verb is not None and any(s.class_ == "suffer" for s in verb.head.has.light):
            return "launched"
        for hit in near:
            if hit.type == "intercept":
                return "intercepted"
            if hit.type == "assault" and hit.sense.frame in _LAUNCH:
                return "launched"
            if hit.unit < chunk.first:
                break
        return ""

    @staticmethod
    def _still(view: View, chunk: Chunk) -> bool:
        """Whether the clause tells a state that lasts (are still held), no total."""
        return any(
            c.kind == "kana"
            and c.clause == chunk.clause
            and any(s.id == "grammar.kana.still" for s in c.head.has.grammar)
            for c in view.chunks[max(0, chunk.index - _REACH) : chunk.index]
        )

    def _driven_out(self, view: View, chunk: Chunk, hits: list[Hit], spanned: bool) -> bool:
        """Whether the phrase counts people who fled or were driven out: over a stretch, or masses of them."""
        noun = chunk.head.noun
        people = noun is not None and ("person" in noun.classes or bool(noun.who))
        amount = chunk.amount
        if amount is None or not (spanned or amount.low >= MASSES):
            return False
        if noun is not None and noun.id in DISPLACED:
            return not self._came_back(view, chunk)
        near = [h for h in hits if view.chunk(h.unit).clause == chunk.clause and view.chunk(h.unit) is not chunk]
        near.sort(key=lambda h: abs(h.unit - chunk.first))
        if near and self._told_next(view, chunk, near[0]):
            return False  # has killed thousands | and driven two millions from their homes
        if near and near[0].sense.id in FLIGHT and (people or noun is None or amount.low >= MASSES):
            return True
        return (people or noun is None) and not chunk.head.has.harm and self._fled(view, chunk)

    @staticmethod
    def _came_back(view: View, chunk: Chunk) -> bool:
        """Whether those counted have returned."""
        words = view.closed("returning")
        before = view.chunks[max(0, chunk.index - 2) : chunk.index + 1]
        return any(_tells(u.token.form, words) for c in before for u in view.units[c.first : c.last])

    @staticmethod
    def _fled(view: View, chunk: Chunk) -> bool:
        """Whether a word of displacement stands shortly before or after a count, in its stretch between marks."""
        words = view.closed("flight")
        for step in (-1, 1):
            for distance in range(_REACH):
                index = chunk.index + step * distance
                if not 0 <= index < len(view.chunks) or (step > 0 and not distance):
                    continue
                other = view.chunks[index]
                if (other.kind == "mark" and other.head.token.form not in "()") or (step > 0 and other.conj):
                    break
                if other.amount is not None and other is not chunk:
                    if step > 0:
                        break
                    continue
                for unit in view.units[other.first : other.last]:
                    if (unit.has.noun and unit.has.noun[0].id == DISPLACEMENT) or _tells(unit.token.form, words):
                        return True
        return False


def _of_a_day(view: View, chunk: Chunk) -> bool:
    """Whether what is counted has a day of its own, in its clause and right before it (and last night 30 drones)."""
    clause = view.clauses[chunk.clause]
    for other in view.chunks[clause.first : chunk.index]:
        if other.kind == "time":
            when = time_of(view, other, "", 1.0)
            if when.value.relation == "point" and when.value.kind in DAYS:
                return True
    return False


def _tells(form: str, words: frozenset[str]) -> bool:
    """Whether a word is one of a set, with a joined conjunction or without."""
    return loose(form) in words or (form[:1] in CONJUNCTIONS and loose(form[1:]) in words)
