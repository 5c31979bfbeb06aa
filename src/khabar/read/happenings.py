"""Which words of a sentence name a happening, and in which of their senses.

Invariant: senses compete by evidence (how much of what they ask for stands there), never by order of files; those that
lose are kept with the reason. A guard (type ``none``) that wins leaves no record.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from khabar.model.native import mypyc_attr
from khabar.packs.lexicon import Lexicon, Sense
from khabar.packs.schema.triggers import When
from khabar.read.evidence import (
    CHUNK_REACH,
    STOPS,
    by_hand,
    by_speaker,
    counted,
    covers,
    governs,
    has_class,
    killer,
    launched,
    negated,
    past_relative,
    start_before,
    subject_of,
    unnamed,
    worded,
)
from khabar.read.frames import prep_key
from khabar.read.stems import stems_of
from khabar.read.units import Unit
from khabar.read.view import View
from khabar.text.letters import loose

REACH: Final = 8
FAR: Final = 16
KILLING: Final = "frame.kill"
FALL: Final = "frame.fall"
CHUNKS_BEFORE: Final = 30
STOOD_FOR: Final = frozenset(
    {"event", "weapon", "aircraft", "person", "victim"}
)  # what a pronoun or a bare number can stand for
OWNERS: Final = frozenset({"actor", "force", "person", "victim", "place", "site", "vessel"})
BEFORE: Final = frozenset({"weapon", "force", "actor", "aircraft", "explosive", "vessel", "harm"})  # the subject counts
ARMS: Final = frozenset({"weapon", "aircraft", "explosive"})
SPEAKERS: Final = frozenset({"actor", "force", "person"})
BLAMING: Final = frozenset(
    {"claim", "accuse", "threaten", "request", "consult", "sanction", "support", "agree", "deny"}
)  # their object may stand behind a long name


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


class Wording:
    """Phrases of which one is looked for, by their first word, each word as the lexicon has it."""

    __slots__ = ("by_first", "firsts")

    def __init__(self, phrases: list[str], lexicon: Lexicon) -> None:
        self.by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            words = tuple(lexicon.key(word) for word in phrase.split())
            self.by_first.setdefault(words[0], []).append(words)
        self.firsts = frozenset(self.by_first)


@mypyc_attr(acyclic=True)
class Window:
    """Some words in a row, by their tokens, with what each can be; ``stems`` is all that any of them can be."""

    __slots__ = ("stems", "words")

    def __init__(self) -> None:
        self.words: list[tuple[int, frozenset[str]]] = []
        self.stems: set[str] = set()

    def add(self, at: int, stems: frozenset[str]) -> None:
        """Go on with one more word."""
        self.words.append((at, stems))
        self.stems |= stems


class Conditions:
    """The ``when`` of a sense, folded once; ``size`` is how many conditions are asked for, and how telling they are."""

    __slots__ = (
        "before", "near", "next", "not_before", "not_near", "not_next", "not_words", "preps", "reach", "size", "words"
    )  # fmt: skip

    def __init__(self, when: When, lexicon: Lexicon, reach: int = REACH) -> None:
        self.reach = reach
        self.near: list[str] = list(when.near)
        self.not_near: list[str] = list(when.not_near)
        self.words = _wording(when.words, lexicon)
        self.before = _wording(when.before, lexicon)
        self.next = _wording(when.next, lexicon)
        self.not_words = _wording(when.not_words, lexicon)
        self.not_before = _wording(when.not_before, lexicon)
        self.not_next = _wording(when.not_next, lexicon)
        self.preps = frozenset(prep_key(prep) for prep in when.prep)
        self.size = sum(bool(x) for x in (when.near, when.words, when.before, when.next, when.prep)) * 2 + sum(
            bool(x) for x in (when.not_words, when.not_before, when.not_near, when.not_next)
        )


def _wording(phrases: list[str], lexicon: Lexicon) -> Wording | None:
    return Wording(phrases, lexicon) if phrases else None


class TriggerFinder:
    """Finds the hits of a sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._conditions: dict[str, Conditions] = {}

    def find(self, view: View) -> list[Hit]:
        """Every trigger of the sentence, in order, one sense each."""
        hits = []
        for position, unit in enumerate(view.units):
            if "trigger" not in unit.by:
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
        for sense in unit.of("trigger"):
            is_verb = sense.shape in ("verb", "passive")
            whole = verbal and sense.shape == "phrase" and unit.last - unit.first > 1
            if (is_verb != verbal and not whole) or (
                verbal and sense.row.tense == "jussive" and not negated(view, position)
            ):
                continue
            if not verbal and unit.last - unit.first != 1 + len(sense.rest) and not covers(unit, sense):
                continue
            conditions = self._conditions.get(sense.id)
            if conditions is None:
                reach = FAR if sense.type in BLAMING else REACH
                conditions = self._conditions[sense.id] = Conditions(sense.entry.when, self.lexicon, reach)
            failed = self._failed(view, position, conditions)
            if failed:
                lost.append((sense, 0.0, failed))
                continue
            score = 1.0 + conditions.size + worded(sense) + 3 * len(sense.rest) - 0.5 * sense.cut.cost
            if (
                sense.shape == "verb"
                and sense.entry.frame == KILLING
                and not sense.entry.passives
                and not (killer(view, position) or by_hand(view, position))
            ):
                lost.append((sense, score, "nobody is said to have killed"))
                continue
            if sense.row.extra == "first" and sense.row.number == "s":
                score -= 4.0  # "I shoot" is written as "he shot down"
            if sense.shape == "verb" and sense.entry.frame == FALL and sense.row.number == "p":
                lost.append((sense, score, "weapons take no plural of people"))
                continue
            if sense.cut.conjunction and not unit.conj and unit.last - unit.first == 1:
                lost.append((sense, score, "the word is read without a conjunction"))
                continue
            if sense.shape == "active" and _described(view, position):
                lost.append((sense, score, "a participle with an adjective names somebody"))
                continue
            if sense.shape == "active" and (unit.prep or counted(view, position)):
                lost.append((sense, score, "a participle after a number or preposition names somebody"))
                continue
            if sense.shape == "active" and subject_of(view, position):
                lost.append((sense, score, "a participle right after its verb names who did it"))
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
        scored.sort(key=lambda pair: (-pair[0], pair[1].entry.type != "none", pair[1].entry.id))
        score, best = scored[0]
        lost += [(sense, other, "less evidence") for other, sense in scored[1:] if sense.id != best.entry.id]
        shape = best.shape
        if verbal and unit.token.word.damma and best.row.tense == "past":
            shape = "passive"
        if shape == "verb" and best.entry.frame == KILLING and not killer(view, position) and by_hand(view, position):
            shape = "passive"
        return Hit(position, best, shape, score, lost)

    def _failed(self, view: View, position: int, conditions: Conditions) -> str:
        """The first condition that does not hold, ``""`` if all do."""
        if not conditions.size:
            return ""
        unit = view.units[position]
        if conditions.next is not None and not self._at(view, unit.last, conditions.next, 1):
            return "next word"
        if conditions.not_next is not None and self._at(view, unit.last, conditions.not_next, 1):
            return "next word forbids"
        if conditions.words is not None and not self._at(view, unit.last, conditions.words, conditions.reach):
            return "needs one of its words"
        if conditions.not_words is not None and self._at(view, unit.last, conditions.not_words, REACH):
            return "a word forbids"
        start = start_before(view, unit.first)
        if conditions.before is not None and not self._at(view, start, conditions.before, unit.first - start):
            return "needs a word before"
        if conditions.not_before is not None and self._at(view, start, conditions.not_before, unit.first - start):
            return "a word before forbids"
        if conditions.preps and not self._prep(view, position, conditions.preps):
            return "needs its preposition"
        if conditions.near and not self._any_near(view, position, conditions.near, ""):
            return "needs " + " or ".join(conditions.near)
        if conditions.not_near and self._any_near(view, position, conditions.not_near, unit.pronoun):
            return "nearby " + " or ".join(conditions.not_near)
        return ""

    def _any_near(self, view: View, position: int, classes: list[str], pronoun: str) -> bool:
        """Whether a mention of one of the classes stands near; what its own pronoun can stand for is left out."""
        for wanted in classes:
            if not (pronoun and wanted in STOOD_FOR) and self._is_near(view, position, wanted):
                return True
        return False

    def _is_near(self, view: View, position: int, wanted: str) -> bool:
        key = ("near", position, wanted)
        found: bool | None = view.memo.get(key)
        if found is None:
            found = view.memo[key] = self._near(view, position, wanted)
        return found

    def _at(self, view: View, first: int, phrases: Wording, reach: int) -> bool:
        """Whether one of the phrases begins within `reach` words from token `first`, with or without clitics."""
        if phrases.firsts.isdisjoint(view.stems()):
            return False
        window = self._window(view, first, reach)
        if phrases.firsts.isdisjoint(window.stems):
            return False
        tokens, end = view.tokens, view.sentence.last
        for at, stems in window.words:
            for stem in phrases.firsts & stems:
                for phrase in phrases.by_first[stem]:
                    if all(
                        at + i < end and self.lexicon.senses(tokens[at + i].word).loose == word
                        for i, word in enumerate(phrase[1:], 1)
                    ):
                        return True
        return False

    def _window(self, view: View, first: int, reach: int) -> Window:
        """The words within `reach` from token `first`, as far as a stop, with what each can be."""
        key = ("window", first, reach)
        window: Window | None = view.memo.get(key)
        if window is None:
            window = view.memo[key] = Window()
            for at in range(first, min(view.sentence.last, first + 2 * reach)):
                token = view.tokens[at]
                if token.mark:
                    if token.form in STOPS:
                        break
                    continue
                if len(window.words) >= reach:
                    break
                window.add(at, stems_of(self.lexicon.senses(token.word)))
        return window

    @staticmethod
    def _prep(view: View, position: int, keys: frozenset[str]) -> bool:
        start = view.chunk_of[position]
        for chunk in view.chunks[start + 1 : TriggerFinder._end(view, start, len(view.chunks))]:
            if chunk.prep in keys or (" " in chunk.prep and chunk.prep.split(" ", 1)[0] in keys):
                return True
            if chunk.kind == "prep" and chunk.head.pronoun and governs(chunk.head.token.form, keys):
                return True
            if any(
                u.last - u.first > 1 and loose(view.tokens[u.last - 1].form) in keys
                for u in view.units[chunk.first : chunk.last]
            ):
                return True  # a phrase of the packs may end in it (its responsibility for)
        unit = view.units[position + 1] if position + 1 < len(view.units) else None
        return unit is not None and unit.tag in ("prep", "word") and unit.token.form[:1] in keys

    @staticmethod
    def _end(view: View, start: int, last: int) -> int:
        """One past the last chunk that the trigger of chunk `start` reaches; asides (times, commas) cost nothing."""
        seen = 0
        for index in range(start + 1, last):
            if view.chunks[index].kind in ("time", "mark"):
                if view.chunks[index].head.token.form in STOPS:
                    return index
                continue
            seen += 1
            if seen >= CHUNK_REACH:
                return index
        return last

    def _near(self, view: View, position: int, wanted: str) -> bool:
        """Whether a mention of a class stands in the trigger's clause, after it or as its subject."""
        here = view.chunk(position)
        clause = view.clauses[here.clause]
        unit = view.units[position]
        if unit.pronoun and unit.tag != "verb" and wanted in OWNERS:
            return True  # *its* warning, *their* killing: the pronoun stands for whom it is asked for
        if unit.tag == "verb" and wanted in SPEAKERS and (unnamed(view, here) or by_speaker(view, here)):
            return True
        if wanted == "launched":
            return launched(view, here)
        if wanted in STOOD_FOR and unit.pronoun:
            if unit.tag == "verb":
                return True
            if wanted in ("aircraft", "weapon"):
                return any(has_class(unit, wanted) for unit in view.units[max(0, position - 20) : position])
        first = clause.first if wanted in BEFORE else here.index
        first = max(first, here.index - CHUNKS_BEFORE)
        last = TriggerFinder._end(view, here.index, clause.last)
        for chunk in view.chunks[first:last]:
            for at in range(chunk.first, chunk.last):
                if at != position and has_class(view.units[at], wanted):
                    return True
            if wanted == "quantity" and chunk.amount is not None:
                return True
            if wanted in STOOD_FOR and chunk.kind == "np" and not chunk.prep and chunk.head.tag in ("num", "quant"):
                return True
        held = clause.antecedent if clause.kind == "rel" else past_relative(view, here) if wanted in ARMS else None
        return held is not None and any(has_class(view.units[at], wanted) for at in range(held.first, held.last))


__all__ = ["Conditions", "Hit", "TriggerFinder"]


def _describes(view: View, position: int) -> bool:
    """Whether a definite word that can be a participle stands right after a definite noun (the *attacking* force)."""
    unit = view.units[position]
    if not position or not unit.article or unit.prep or unit.conj:
        return False
    before = view.units[position - 1]
    if not before.article or before.tag != "noun" or before.last != unit.first:
        return False
    return any(s.shape == "active" for s in unit.of("trigger"))


def _described(view: View, position: int) -> bool:
    """Whether an indefinite word is a subject: after `that`, or with an adjective of its own (a *suicide* attacker)."""
    unit = view.units[position]
    if unit.article or position + 1 >= len(view.units):
        return False
    if position and unit.suffix == "tanwin" and view.units[position - 1].tag == "sub":
        return True  # that an attacker
    after = view.units[position + 1]
    if after.first != unit.last or after.article or after.prep or after.conj:
        return False
    return after.tag == "adj" or (after.noun is not None and after.noun.kind == "armed_group")
