"""Which words of a sentence name a happening, and in which of their senses.

Invariant: senses compete by evidence (how much of what they ask for stands there), never by order of files; those that
lose are kept with the reason. A guard (type ``none``) that wins leaves no record.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from khabar.model.native import mypyc_attr
from khabar.packs.lexicon import Lexicon, Sense
from khabar.read.circumstances import Circumstances
from khabar.read.evidence import by_hand, counted, covers, killer, negated, subject_of, worded
from khabar.read.units import Unit
from khabar.read.view import View

DUAL: Final = "dual_construct"
TWO: Final = "dual"
KILLING: Final = "frame.kill"
OCCUPIERS: Final = "noun.occupation"
FALL: Final = "frame.fall"
FALL_OF_TOWN: Final = "frame.fall_town"
DONE_TO: Final = frozenset({"assault", "coerce", "intercept"})  # what an agent after `at the hands of` does to somebody


@mypyc_attr(acyclic=True)
@dataclass(slots=True, init=False)
class Hit:
    """A trigger in its sentence. slots come from its frame by ``shape``; ``lost`` are the senses that did not hold."""

    unit: int
    sense: Sense
    shape: str
    score: float
    lost: list[tuple[Sense, float, str]] = field(default_factory=list)

    def __init__(
        self,
        unit: int,
        sense: Sense,
        shape: str,
        score: float,
        lost: list[tuple[Sense, float, str]] | None = None,
    ) -> None:
        self.unit = unit
        self.sense = sense
        self.shape = shape
        self.score = score
        self.lost = [] if lost is None else lost

    @property
    def entry(self) -> Any:
        """The trigger entry of the packs."""
        return self.sense.entry

    @property
    def type(self) -> str:
        """Codebook type."""
        return self.sense.type


class TriggerFinder:
    """Finds the hits of a sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.around = Circumstances(lexicon)

    def find(self, view: View) -> list[Hit]:
        """Every trigger of the sentence, in order, one sense each."""
        hits = []
        for position, unit in enumerate(view.units):
            if not unit.has.trigger:
                continue
            hit = self._choose(view, position, unit)
            if hit is not None and hit.type != "none":
                hits.append(hit)
            elif hit is not None:
                view.memo["guarded", position] = True
        return hits

    def _choose(self, view: View, position: int, unit: Unit) -> Hit | None:
        """The sense with most evidence; ties go to the guard."""
        verbal = unit.tag == "verb"
        scored: list[tuple[float, Sense]] = []
        lost: list[tuple[Sense, float, str]] = []
        for sense in unit.has.trigger:
            is_verb = sense.shape in ("verb", "passive")
            whole = verbal and sense.shape == "phrase" and unit.last - unit.first > 1
            if (is_verb != verbal and not whole) or (
                verbal and sense.tense == "jussive" and not negated(view, position)
            ):
                continue
            longer = unit.last - unit.first != 1 + len(sense.rest)
            if longer and not verbal and not covers(unit, sense) and not _scare_quoted(view, unit, sense):
                continue
            conditions = self.around.asked_by(sense)
            failed = self.around.failed(view, position, conditions, sense.shape == "passive")
            if failed:
                lost.append((sense, 0.0, failed))
                continue
            score = 1.0 + conditions.size + worded(sense) + 3 * len(sense.rest) - 0.5 * sense.cut.cost
            if (
                sense.shape == "verb"
                and sense.frame == KILLING
                and not sense.entry.passives
                and not (killer(view, position) or by_hand(view, position))
            ):
                lost.append((sense, score, "nobody is said to have killed"))
                continue
            if sense.extra == "first" and sense.number == "s":
                score -= 4.0  # "I shoot" is written as "he shot down"
            if sense.shape == "verb" and sense.frame == FALL and sense.number == "p":
                lost.append((sense, score, "weapons take no plural of people"))
                continue
            if sense.cut.conjunction and not unit.conj and unit.last - unit.first == 1:
                lost.append((sense, score, "the word is read without a conjunction"))
                continue
            if sense.cut.suffix == DUAL and not _governs(view, position):
                lost.append((sense, score, "a dual in construct needs its genitive: an adjective in -i"))
                continue
            if sense.shape == "active" and _described(view, position):
                lost.append((sense, score, "a participle with an adjective names somebody"))
                continue
            if sense.shape == "active" and _among(view, position):
                lost.append((sense, score, "a participle after `among them` names somebody"))
                continue
            if sense.shape == "active" and sense.type == "assault" and sense.cut.suffix == TWO:
                lost.append((sense, score, "a participle in the dual names two people"))
                continue
            if sense.shape == "active" and (unit.prep or counted(view, position)):
                lost.append((sense, score, "a participle after a number or preposition names somebody"))
                continue
            if sense.shape == "active" and sense.type == "assault" and _follows_that(view, position):
                lost.append((sense, score, "a participle right after `that` names somebody"))
                continue
            if sense.shape == "active" and subject_of(view, position):
                lost.append((sense, score, "a participle right after its verb names who did it"))
                continue
            if sense.shape == "noun" and _force_acting(view, position):
                lost.append((sense, score, "a force by its own word names who did it"))
                continue
            if sense.shape == "noun" and _describes(view, position):
                lost.append((sense, score, "a definite participle beside a definite noun describes it"))
                continue
            if sense.shape == "active" and unit.article:
                lost.append((sense, score, "a definite participle names somebody"))
                continue
            scored.append((score, sense))
        if not scored:
            return None
        if len(scored) > 1:
            scored.sort(key=_by_evidence)
        score, best = scored[0]
        for other, sense in scored:
            if sense.id != best.id:
                lost.append((sense, other, "less evidence"))
        shape = best.shape
        if verbal and unit.token.word.damma and best.tense == "past":
            shape = "passive"
        done_to = best.type in DONE_TO and best.tense == "past" and not (unit.pronoun or best.frame == FALL_OF_TOWN)
        done_to = done_to or best.frame == KILLING
        if shape == "verb" and done_to and not killer(view, position) and by_hand(view, position):
            shape = "passive"
        if shape == "verb" and best.extra == "first" and best.number == "s" and best.tense == "present":
            shape = "passive"  # `I hit` is written as `was hit`
        return Hit(position, best, shape, score, lost)


def of_doers(view: View, at: int) -> bool:
    """Whether a happening is told only to say whose doers a phrase is of (arrested one of *the attack's* doers)."""
    return at > 0 and at != view.chunk(at).first and after_doers(view, at)


def after_doers(view: View, at: int) -> bool:
    """Whether a word for those who did or suffered a happening stands right before its word."""
    before = view.units[at - 1].senses
    return before is not None and before.loose in view.closed("doer_heads")


def _among(view: View, position: int) -> bool:
    """Whether a word stands right after `among them`."""
    return position > 0 and view.units[position - 1].token.word.loose[:3] in view.closed("among_them")


def _follows_that(view: View, position: int) -> bool:
    """Whether a word stands right after a bare `that`, which a noun follows."""
    before = view.units[position - 1] if position else None
    return before is not None and before.tag == "sub" and not before.pronoun


def _by_evidence(scored: tuple[float, Sense]) -> tuple[float, bool, str]:
    score, sense = scored
    return -score, sense.type != "none", sense.id


def _governs(view: View, position: int) -> bool:
    """Whether a word stands in construct with the next one: a noun, a name or a word that no pack has."""
    after = view.units[position + 1] if position + 1 < len(view.units) else None
    if after is None or after.first != view.units[position].last or after.prep or after.conj:
        return False
    if after.tag == "time" or any(s.shape == "form" for s in after.has.weapon):
        return True  # the two raids of yesterday, of two car bombs
    return after.tag in ("noun", "name", "word", "num") and (after.article or bool(after.names or after.pronoun))


def _describes(view: View, position: int) -> bool:
    """Whether a definite word that can be a participle stands right after a definite noun (the *attacking* force)."""
    unit = view.units[position]
    if not position or not unit.article or unit.prep or unit.conj:
        return False
    before = view.units[position - 1]
    if not before.article or before.tag != "noun" or before.last != unit.first:
        return False
    return any(s.shape == "active" for s in unit.has.trigger)


def _force_acting(view: View, position: int) -> bool:
    """Whether a definite word is a body of men (*the occupation* closed, a force *of the occupation*)."""
    return any(s.id == OCCUPIERS and s.cut.article and not s.cut.suffix for s in view.units[position].has.noun)


def _described(view: View, position: int) -> bool:
    """Whether an indefinite word is a subject: after `that`, or with an adjective of its own (a *suicide* attacker)."""
    unit = view.units[position]
    if unit.article or position + 1 >= len(view.units):
        return False
    if position and unit.suffix == "tanwin" and view.units[position - 1].tag == "sub":
        return True  # that an attacker
    after = view.units[position + 1]
    if after.first != unit.last or after.article or after.prep or after.conj or after.pronoun:
        return False
    return after.tag == "adj" or (after.noun is not None and after.noun.kind == "armed_group")


def _scare_quoted(view: View, unit: Unit, sense: Sense) -> bool:
    """Whether a unit is only longer than its phrase by marks of quoting inside it (a "suicide" attack)."""
    words = sum(1 for n in range(unit.first, unit.last) if not view.tokens[n].mark)
    return bool(sense.rest) and words == 1 + len(sense.rest)
