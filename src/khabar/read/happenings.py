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
from khabar.text.tokens import Token

REACH: Final = 8
FAR: Final = 16
BITS: Final = 60
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

    __slots__ = ("by_first", "mask")

    def __init__(self, phrases: list[str], lexicon: Lexicon, bits: dict[str, int]) -> None:
        self.by_first: dict[str, list[tuple[str, ...]]] = {}
        self.mask = 0
        for phrase in phrases:
            words = tuple(lexicon.key(word) for word in phrase.split())
            self.by_first.setdefault(words[0], []).append(words)
            self.mask |= bits[words[0]]


@mypyc_attr(acyclic=True)
class Told:
    """What a word can be of all that conditions ask for. ``mask`` has the bits of these words."""

    __slots__ = ("mask", "words")

    def __init__(self, words: list[str], bits: dict[str, int]) -> None:
        self.words = words
        self.mask = 0
        for word in words:
            self.mask |= bits[word]


@mypyc_attr(acyclic=True)
class Window:
    """Some words in a row: those that conditions ask for, by their tokens. ``mask`` has the bits of all of them."""

    __slots__ = ("mask", "words")

    def __init__(self) -> None:
        self.words: list[tuple[int, Told]] = []
        self.mask = 0


NOTHING: Final = Told([], {})


class Conditions:
    """The ``when`` of a sense, folded once; ``size`` is how many conditions are asked for, and how telling they are."""

    __slots__ = (
        "before", "far", "near", "next", "not_before", "not_near", "not_next", "not_words", "preps", "reach", "size",
        "there", "words",
    )  # fmt: skip

    def __init__(self, when: When, lexicon: Lexicon, bits: dict[str, int], reach: int = REACH) -> None:
        self.reach = reach
        self.far = "needs " + " or ".join(when.near)
        self.there = "nearby " + " or ".join(when.not_near)
        self.near: list[str] = list(when.near)
        self.not_near: list[str] = list(when.not_near)
        self.words = _wording(when.words, lexicon, bits)
        self.before = _wording(when.before, lexicon, bits)
        self.next = _wording(when.next, lexicon, bits)
        self.not_words = _wording(when.not_words, lexicon, bits)
        self.not_before = _wording(when.not_before, lexicon, bits)
        self.not_next = _wording(when.not_next, lexicon, bits)
        self.preps = frozenset(prep_key(prep) for prep in when.prep)
        self.size = sum(bool(x) for x in (when.near, when.words, when.before, when.next, when.prep)) * 2 + sum(
            bool(x) for x in (when.not_words, when.not_before, when.not_near, when.not_next)
        )


def _wording(phrases: list[str], lexicon: Lexicon, bits: dict[str, int]) -> Wording | None:
    return Wording(phrases, lexicon, bits) if phrases else None


def bits_of(lexicon: Lexicon) -> dict[str, int]:
    """A bit for each word that a condition of the packs begins with.

    There are fewer bits than words: what has no common bit has no common word, what has one may.
    """
    asked: set[str] = set()
    for entry in lexicon.tables["trigger"]:
        when = entry.when
        for phrases in (when.words, when.before, when.next, when.not_words, when.not_before, when.not_next):
            asked.update(phrase.split(None, 1)[0] for phrase in phrases)
    return {word: 1 << at % BITS for at, word in enumerate(sorted({lexicon.key(word) for word in asked}))}


class TriggerFinder:
    """Finds the hits of a sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._bits = bits_of(lexicon)

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
            if not verbal and unit.last - unit.first != 1 + len(sense.rest) and not covers(unit, sense):
                continue
            conditions = self._conditions(sense)
            failed = self._failed(view, position, conditions)
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
        if len(scored) > 1:
            scored.sort(key=_by_evidence)
        score, best = scored[0]
        lost += [(sense, other, "less evidence") for other, sense in scored[1:] if sense.id != best.id]
        shape = best.shape
        if verbal and unit.token.word.damma and best.tense == "past":
            shape = "passive"
        if shape == "verb" and best.frame == KILLING and not killer(view, position) and by_hand(view, position):
            shape = "passive"
        return Hit(position, best, shape, score, lost)

    def _conditions(self, sense: Sense) -> Conditions:
        """What a sense asks for; kept with it."""
        found: Conditions | None = sense.asks
        if found is None:
            reach = FAR if sense.type in BLAMING else REACH
            found = sense.asks = Conditions(sense.entry.when, self.lexicon, self._bits, reach)
        return found

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
            return conditions.far
        if conditions.not_near and self._any_near(view, position, conditions.not_near, unit.pronoun):
            return conditions.there
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
        if not phrases.mask & self._asked(view):
            return False
        window = self._window(view, first, reach)
        if not phrases.mask & window.mask:
            return False
        for at, told in window.words:
            if not phrases.mask & told.mask:
                continue
            for word in told.words:
                for phrase in phrases.by_first.get(word, ()):
                    if self._goes_on(view, at, phrase):
                        return True
        return False

    def _goes_on(self, view: View, at: int, phrase: tuple[str, ...]) -> bool:
        """Whether the words of a phrase after its first stand after token `at`."""
        tokens, end = view.tokens, view.sentence.last
        for word in phrase[1:]:
            at += 1
            if at >= end or self.lexicon.senses(tokens[at].word).loose != word:
                return False
        return True

    def _told(self, token: Token) -> Told:
        """What a word can be, with and without clitics, of all that conditions ask for; kept with its senses."""
        senses = self.lexicon.senses(token.word)
        told: Told | None = senses.told
        if told is None:
            words = sorted(stem for stem in stems_of(senses) if stem in self._bits)
            told = senses.told = Told(words, self._bits) if words else NOTHING
        return told

    def _asked(self, view: View) -> int:
        """The bits of all words of the sentence."""
        if view.asked < 0:
            view.asked = 0
            for at in range(view.sentence.first, view.sentence.last):
                token = view.tokens[at]
                if not token.mark:
                    view.asked |= self._told(token).mask
        return view.asked

    def _window(self, view: View, first: int, reach: int) -> Window:
        """The words within `reach` from token `first`, as far as a stop."""
        key = first * (FAR + 1) + reach
        window: Window | None = view.windows.get(key)
        if window is None:
            window = view.windows[key] = Window()
            passed = 0
            for at in range(first, min(view.sentence.last, first + 2 * reach)):
                token = view.tokens[at]
                if token.mark:
                    if token.form in STOPS:
                        break
                    continue
                if passed >= reach:
                    break
                passed += 1
                told = self._told(token)
                if told.mask:
                    window.words.append((at, told))
                    window.mask |= told.mask
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
                u.last - u.first > 1 and view.tokens[u.last - 1].word.loose in keys
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
        counted, stood = wanted == "quantity", wanted in STOOD_FOR
        for index in range(first, last):
            chunk = view.chunks[index]
            for at in range(chunk.first, chunk.last):
                if at != position and has_class(view.units[at], wanted):
                    return True
            if counted and chunk.amount is not None:
                return True
            if stood and chunk.kind == "np" and not chunk.prep and chunk.head.tag in ("num", "quant"):
                return True
        held = clause.antecedent if clause.kind == "rel" else past_relative(view, here) if wanted in ARMS else None
        return held is not None and any(has_class(view.units[at], wanted) for at in range(held.first, held.last))


def _by_evidence(scored: tuple[float, Sense]) -> tuple[float, bool, str]:
    score, sense = scored
    return -score, sense.type != "none", sense.id


__all__ = ["Conditions", "Hit", "TriggerFinder"]


def _describes(view: View, position: int) -> bool:
    """Whether a definite word that can be a participle stands right after a definite noun (the *attacking* force)."""
    unit = view.units[position]
    if not position or not unit.article or unit.prep or unit.conj:
        return False
    before = view.units[position - 1]
    if not before.article or before.tag != "noun" or before.last != unit.first:
        return False
    return any(s.shape == "active" for s in unit.has.trigger)


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
