"""Whether what the sense of a trigger asks for stands around it: words near it, its preposition, mentions of a class.

Invariant: nothing further than the sentence is looked at, and of a word its bits are asked before what it can be.
"""

from __future__ import annotations

from typing import Final

from khabar.packs.lexicon import Lexicon, Sense
from khabar.read.chunks import Chunk
from khabar.read.conditions import FAR, NOTHING, REACH, Conditions, Told, Wording, bits_of
from khabar.read.evidence import (
    CHUNK_REACH,
    STOPS,
    by_speaker,
    governs,
    has_class,
    launched,
    past_relative,
    start_before,
    unnamed,
)
from khabar.read.stems import stems_of
from khabar.read.verb_shapes import shape_of
from khabar.read.view import View
from khabar.text.tokens import Token

CHUNKS_BEFORE: Final = 30
THINGS: Final = frozenset({"site", "vessel", "aircraft", "weapon", "explosive", "place"})
"""What a number before a plural of men does not stand for (three *were hurt*)."""
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


NO_PHRASES: Final[list[tuple[str, ...]]] = []


class Circumstances:
    """Tells which conditions of triggers hold."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._bits = bits_of(lexicon)

    def asked_by(self, sense: Sense) -> Conditions:
        """What a sense asks for; kept with it."""
        found: Conditions | None = sense.asks
        if found is None:
            reach = FAR if sense.type in BLAMING else REACH
            found = sense.asks = Conditions(sense.entry.when, self.lexicon, self._bits, reach)
        return found

    def failed(self, view: View, position: int, conditions: Conditions, passive: bool = False) -> str:
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
        if conditions.preps and not _prep(view, position, conditions.preps):
            return "needs its preposition"
        if conditions.near and not self._any_near(view, position, conditions.near, ""):
            return "" if passive and _borne_before(view, position, conditions.near) else conditions.far
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
        tokens, mask, passed = view.tokens, phrases.mask, 0
        for at in range(first, min(view.sentence.last, first + 2 * reach)):
            token = tokens[at]
            if token.mark:
                if token.form in STOPS:
                    break
                continue
            if passed >= reach:
                break
            passed += 1
            told = self._told(token)
            if mask & told.mask and self._begins(view, at, told, phrases):
                return True
        return False

    def _begins(self, view: View, at: int, told: Told, phrases: Wording) -> bool:
        """Whether one of the phrases begins with the word at `at`."""
        for word in told.words:
            for phrase in phrases.by_first.get(word, NO_PHRASES):
                if len(phrase) == 1 or self._goes_on(view, at, phrase):
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
        last = _end(view, here.index, clause.last)
        counted, stood = wanted == "quantity", wanted in STOOD_FOR
        stood = stood and not (wanted in THINGS and unit.tag == "verb" and shape_of(unit).only_plural)
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


def _borne_before(view: View, position: int, classes: list[str]) -> bool:
    """Whether a passive tells what those before it bore: its plural stands for men, or its subject is of a class that
    is asked for (*the residents* had been prevented).
    """
    here = view.chunk(position)
    if shape_of(view.units[position]).only_plural:
        return not SPEAKERS.isdisjoint(classes)
    subject = here.index - 1
    while subject > 0 and view.chunks[subject].kind in ("kana", "particle", "cue", "neg"):
        subject -= 1
    if subject < 0:
        return False
    chunk = view.chunks[subject]
    if chunk.kind != "np" or chunk.prep or chunk.clause != here.clause:
        return False
    return any(has_class(u, c) for u in view.units[chunk.first : chunk.last] for c in classes)


def _prep(view: View, position: int, keys: frozenset[str]) -> bool:
    start = view.chunk_of[position]
    for chunk in view.chunks[start + 1 : _end(view, start, len(view.chunks))]:
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


def _end(view: View, start: int, last: int) -> int:
    """One past the last chunk that the trigger of chunk `start` reaches; asides (times, commas) and those joined to
    its subject cost nothing.
    """
    seen, verbal = 0, view.chunks[start].kind == "verb"
    for index in range(start + 1, last):
        chunk = view.chunks[index]
        if chunk.kind in ("time", "mark"):
            if chunk.head.token.form in STOPS:
                return index
            continue
        if verbal and index > start + 1 and _beside_subject(view, chunk):
            continue
        seen += 1
        if seen >= CHUNK_REACH:
            return index
    return last


def _beside_subject(view: View, chunk: Chunk) -> bool:
    """Whether a phrase only joins others to a subject, or says whom they are with (and the men *allied* with it)."""
    if chunk.kind == "prep":
        before = view.chunks[chunk.index - 1]
        return bool(chunk.head.pronoun) and before.kind == "np" and view.units[before.last - 1].article
    return chunk.kind == "np" and chunk.conj and not chunk.prep
