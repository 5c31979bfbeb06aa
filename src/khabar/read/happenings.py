"""Which words of a sentence name a happening, and in which of their senses.

Invariant: senses compete by evidence (how much of what they ask for stands there), never by order of files; those that
lose are kept with the reason. A guard (type ``none``) that wins leaves no record.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from khabar.packs.lexicon import Lexicon, Sense
from khabar.packs.schema.triggers import When
from khabar.read.chunks import Chunk
from khabar.read.frames import prep_key
from khabar.read.stems import stems_of
from khabar.read.units import NAME_KINDS, Unit
from khabar.read.view import View
from khabar.text.clitics import AL
from khabar.text.letters import ALIF, NUN, TA, TA_MARBUTA, YA, loose
from khabar.text.tokens import Token

REACH: Final = 8
FAR: Final = 16
KILLING: Final = "frame.kill"
CHUNK_REACH: Final = 5
CHUNKS_BEFORE: Final = 30
STOOD_FOR: Final = frozenset(
    {"event", "weapon", "aircraft", "person", "victim"}
)  # what a pronoun or a bare number can stand for
OWNERS: Final = frozenset({"actor", "force", "person", "victim", "place", "site", "vessel"})
BEFORE: Final = frozenset({"weapon", "force", "actor", "aircraft", "explosive", "vessel", "harm"})  # the subject counts
SPEAKERS: Final = frozenset({"actor", "force", "person"})
BLAMING: Final = frozenset({"claim", "accuse"})  # their object may stand behind a long name
STOPS: Final = frozenset(".\u061b:")
FORCE: Final = frozenset({"assault", "explosion", "intercept"})
ARMED: Final = frozenset({"military", "armed_group"})


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
        return str(self.sense.entry.type)


def _by_first(phrases: list[str], lexicon: Lexicon) -> dict[str, list[tuple[str, ...]]]:
    """Phrases by their first word, each word as the lexicon has it."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(lexicon.key(word) for word in phrase.split())
        found.setdefault(words[0], []).append(words)
    return found


class Conditions:
    """The ``when`` of a sense, folded once; ``size`` is how many conditions are asked for, and how telling they are."""

    __slots__ = (
        "before", "near", "next", "not_before", "not_near", "not_next", "not_words", "preps", "reach", "size", "words"
    )  # fmt: skip

    def __init__(self, when: When, lexicon: Lexicon, reach: int = REACH) -> None:
        self.reach = reach
        self.near: list[str] = list(when.near)
        self.not_near: list[str] = list(when.not_near)
        self.words = _by_first(when.words, lexicon)
        self.before = _by_first(when.before, lexicon)
        self.next = _by_first(when.next, lexicon)
        self.not_words = _by_first(when.not_words, lexicon)
        self.not_before = _by_first(when.not_before, lexicon)
        self.not_next = _by_first(when.not_next, lexicon)
        self.preps = frozenset(prep_key(prep) for prep in when.prep)
        self.size = sum(bool(x) for x in (when.near, when.words, when.before, when.next, when.prep)) * 2 + sum(
            bool(x) for x in (when.not_words, when.not_before, when.not_near, when.not_next)
        )


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
            if not verbal and unit.last - unit.first != 1 + len(sense.rest) and not _covers(unit, sense):
                continue
            conditions = self._conditions.get(sense.entry.id)
            if conditions is None:
                reach = FAR if sense.entry.type in BLAMING else REACH
                conditions = self._conditions[sense.entry.id] = Conditions(sense.entry.when, self.lexicon, reach)
            failed = self._failed(view, position, conditions)
            if failed:
                lost.append((sense, 0.0, failed))
                continue
            score = 1.0 + conditions.size + _worded(sense) + 3 * len(sense.rest) - 0.5 * sense.cut.cost
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
            if sense.shape == "active" and (unit.prep or _counted(view, position)):
                lost.append((sense, score, "a participle after a number or preposition names somebody"))
                continue
            if sense.shape == "active" and _subject_of(view, position):
                lost.append((sense, score, "a participle right after its verb names who did it"))
                continue
            if sense.shape == "active" and unit.article:
                lost.append((sense, score, "a definite participle names somebody"))
                continue
            scored.append((score, sense))
        if not scored:
            return None
        scored.sort(key=lambda pair: (-pair[0], pair[1].entry.type != "none", pair[1].entry.id))
        score, best = scored[0]
        lost += [(sense, other, "less evidence") for other, sense in scored[1:] if sense.entry.id != best.entry.id]
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
        if conditions.next and not self._at(view, unit.last, conditions.next, 1):
            return "next word"
        if conditions.not_next and self._at(view, unit.last, conditions.not_next, 1):
            return "next word forbids"
        if conditions.words and not self._at(view, unit.last, conditions.words, conditions.reach):
            return "needs one of its words"
        if conditions.not_words and self._at(view, unit.last, conditions.not_words, REACH):
            return "a word forbids"
        start = _start_before(view, unit.first)
        if conditions.before and not self._at(view, start, conditions.before, unit.first - start):
            return "needs a word before"
        if conditions.not_before and self._at(view, start, conditions.not_before, unit.first - start):
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

    def _at(self, view: View, first: int, phrases: dict[str, list[tuple[str, ...]]], reach: int) -> bool:
        """Whether one of the phrases begins within `reach` words from token `first`, with or without clitics."""
        tokens, end = view.tokens, view.sentence.last
        keys = phrases.keys()
        for at, stems in self._window(view, first, reach):
            if keys.isdisjoint(stems):
                continue
            for stem in keys & stems:
                for phrase in phrases[stem]:
                    if all(
                        at + i < end and self.lexicon.senses(tokens[at + i].word).loose == word
                        for i, word in enumerate(phrase[1:], 1)
                    ):
                        return True
        return False

    def _window(self, view: View, first: int, reach: int) -> list[tuple[int, frozenset[str]]]:
        """The words within `reach` from token `first`, as far as a stop, with what each can be."""
        key = ("window", first, reach)
        window: list[tuple[int, frozenset[str]]] | None = view.memo.get(key)
        if window is None:
            window = view.memo[key] = []
            for at in range(first, min(view.sentence.last, first + 2 * reach)):
                token = view.tokens[at]
                if token.kind == "mark":
                    if token.form in STOPS:
                        break
                    continue
                if len(window) >= reach:
                    break
                window.append((at, self._stems(token)))
        return window

    def _stems(self, token: Token) -> frozenset[str]:
        """All that a word can be without its clitics, loose; found once per spelling."""
        return stems_of(self.lexicon.senses(token.word))

    @staticmethod
    def _prep(view: View, position: int, keys: frozenset[str]) -> bool:
        start = view.chunk_of[position]
        for chunk in view.chunks[start + 1 : TriggerFinder._end(view, start, len(view.chunks))]:
            if chunk.prep in keys or (" " in chunk.prep and chunk.prep.split(" ", 1)[0] in keys):
                return True
            if chunk.kind == "prep" and chunk.head.pronoun and _governs(chunk.head.token.form, keys):
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
        if unit.tag == "verb" and wanted in SPEAKERS and (_unnamed(view, here) or by_speaker(view, here)):
            return True
        if wanted == "launched":
            return _launched(view, here)
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
        if clause.kind == "rel" and clause.antecedent is not None:
            chunk = clause.antecedent
            return any(has_class(view.units[at], wanted) for at in range(chunk.first, chunk.last))
        return False


def _start_before(view: View, first: int) -> int:
    """The token from which words before a trigger are looked at: three back, not across a stop."""
    start = max(first - 3, view.sentence.first)
    for at in range(first - 1, start - 1, -1):
        if view.tokens[at].kind == "mark" and view.tokens[at].form in STOPS:
            return at + 1
    return start


def _subject_of(view: View, position: int) -> bool:
    """Whether a word stands right after a verb as its subject: no accusative, no feminine that may tell how."""
    unit = view.units[position]
    if not position or view.units[position - 1].tag != "verb" or unit.suffix == "tanwin" or unit.conj:
        return False
    return not unit.token.form.endswith((TA_MARBUTA, YA + NUN, ALIF + TA))


def _counted(view: View, position: int) -> bool:
    """Whether a number stands right before a word and counts it; `the dozens` counts nothing after it."""
    before = view.units[position - 1] if position else None
    return before is not None and before.tag in ("num", "quant") and not before.token.form.startswith(AL)


def _governs(form: str, keys: frozenset[str]) -> bool:
    """Whether a preposition with its pronoun (``alayhi``) is one of those asked for."""
    return any(form.startswith(key) and 0 < len(form) - len(key) <= 3 for key in keys)


def _unnamed(view: View, verb: Chunk) -> bool:
    """Whether a joined verb goes on with the subject of the one before it: no noun phrase follows it as its own."""
    if not verb.conj or verb.kind != "verb":
        return False
    for chunk in view.chunks[verb.index + 1 : verb.index + 3]:
        if chunk.kind == "time":
            continue
        return chunk.kind in ("prep", "sub") or (chunk.kind == "np" and bool(chunk.prep))
    return False


def _launched(view: View, noun: Chunk) -> bool:
    """Whether a noun is the object of a verb of carrying out before it in its clause (the army launched an operation)."""
    verb = view.clauses[noun.clause].verb
    return (
        verb is not None
        and not noun.prep
        and 0 < noun.index - verb.index <= CHUNK_REACH
        and any(s.entry.class_ == "carry" and s.entry.complement == "object" for s in verb.head.of("light"))
        and any(has_class(u, "force") for c in view.chunks[verb.index : noun.index + 4] for u in view.units[c.first : c.last])
    )


def by_hand(view: View, position: int) -> bool:
    """Whether a verb says by whose hand it was done (ten were killed at the hands of gunmen)."""
    here = view.chunk(position)
    hands = view.closed("agent_preps")
    last = min(view.clauses[here.clause].last, here.index + 2 * CHUNK_REACH)
    return any(c.kind == "np" and c.prep in hands for c in view.chunks[here.index + 1 : last])


def by_speaker(view: View, verb: Chunk) -> bool:
    """Whether a verb has the pronoun of `that` as its subject: they said *that they* killed ten."""
    if verb.kind != "verb" or not verb.index:
        return False
    link = view.chunks[verb.index - 1]
    return link.kind == "sub" and bool(link.head.pronoun) and not verb.head.token.word.damma


def _worded(sense: Sense) -> bool:
    """Whether a guard names the very words that make a look-alike: more telling than a class of words nearby."""
    when = sense.entry.when
    return sense.entry.type == "none" and bool(when.words or when.before or when.next)


def _covers(unit: Unit, sense: Sense) -> bool:
    """Whether a one-word sense may stand for a longer unit (the phrase of another pack): it may not."""
    return unit.last - unit.first == 1 and not sense.rest


def negated(view: View, position: int) -> bool:
    """Whether a negator stands right before a unit."""
    return position > 0 and view.units[position - 1].tag == "neg"


def killer(view: View, position: int) -> bool:
    """Whether a verb that may be `killed` or `was killed` has both who killed and whom: its subject and its object."""
    unit = view.units[position]
    if unit.token.word.damma:
        return False
    if unit.pronoun:
        return True
    here = view.chunk(position)
    clause = view.clauses[here.clause]
    after = [
        c
        for c in view.chunks[here.index + 1 : min(clause.last, here.index + 7)]
        if c.kind == "np" and not c.prep and not c.conj
    ]
    before = any(c.kind == "np" and not c.prep for c in view.chunks[clause.first : here.index])
    before = before or by_speaker(view, here)
    return len(after) >= (1 if before or (clause.kind in ("rel", "coord") and _active(unit)) else 2)


def _active(unit: Unit) -> bool:
    """Whether a verb without vowels is hardly a passive: one of several (they killed), or of the present, joined."""
    return any(s.row.number == "p" for s in unit.verb) or (
        bool(unit.conj) and bool(unit.verb) and all(s.row.tense == "present" for s in unit.verb)
    )


def has_class(unit: Unit, wanted: str) -> bool:
    """Whether a unit belongs to a class of mention that rules speak of."""
    noun = unit.entry("noun")
    if wanted == "weapon":
        return bool(unit.of("weapon")) or (noun is not None and noun.kind == "equipment")
    if wanted in ("aircraft", "explosive"):
        kinds = ("aircraft", "drone") if wanted == "aircraft" else ("ied", "mine")
        return any(s.entry.kind in kinds for s in unit.of("weapon")) or (noun is not None and (wanted in noun.classes))
    if wanted == "actor":
        return (
            any(s.kind in ("actor", "office", "person") for s in unit.names)
            or bool(unit.of("nationality"))
            or (noun is not None and noun.kind in ("military", "armed_group", "government"))
        )
    if wanted == "place":
        return any(s.kind == "place" for s in unit.names) or bool(unit.of("place_word"))
    if wanted == "harm":
        return bool(unit.of("harm"))
    if wanted == "event":
        return any(s.entry.type in FORCE for s in unit.of("trigger") if s.shape not in ("verb", "passive"))
    if wanted == "force" and any(s.kind == "actor" and s.entry.kind in ARMED for s in unit.names):
        return True
    if wanted in ("person", "victim") and any(
        s.row.number == "p" and not s.cut.article for s in unit.of("nationality")
    ):
        return True  # arrested four *Syrians*
    if noun is None:
        return wanted == "person" and any(s.kind in ("person", "office") for s in unit.names)
    if wanted == "force":
        return noun.kind in ("military", "armed_group") or "force" in noun.classes
    if wanted == "victim":
        return bool(noun.who) or "person" in noun.classes or bool(unit.of("harm"))
    if wanted == "vessel":
        return bool(noun.kind == "vessel" or "vessel" in noun.classes)
    if wanted == "site":
        return bool(noun.kind == "site" or "site" in noun.classes)
    return wanted in noun.classes


__all__ = ["FORCE", "NAME_KINDS", "Conditions", "Hit", "TriggerFinder", "has_class"]
