"""Units → chunks: noun phrases with their prepositions, verbs, and the words that open and close clauses.

Invariant: chunks cover the units of a sentence in order. A noun phrase never crosses a mark, a verb or a new
preposition, but for partitives (three of the soldiers), owners (a post of the group) and appositions (the minister, his
name).
"""

from __future__ import annotations

from khabar.model.mentions import Amount
from khabar.model.spans import Span
from khabar.packs.lexicon import Lexicon
from khabar.read.chunk_asides import serves, set_aside
from khabar.read.chunk_beliefs import belief, belief_at
from khabar.read.chunk_ends import STARTERS, is_superlative, midst
from khabar.read.chunk_joins import PhraseJoins, is_person
from khabar.read.chunk_lists import join_towns
from khabar.read.chunk_words import (
    begins_with_compass,
    belongs_to,
    can_own,
    count_of,
    is_adverb,
    is_definite,
    is_event,
    is_fighter,
    is_full_plural,
    is_manner,
    is_measure,
    is_numbered,
    is_outlet,
    is_pronominal,
    is_titled,
    is_weapon,
    manner_of,
    written,
)
from khabar.read.chunks import COMMA, Chunk
from khabar.read.quantities import find_amount, hedge_after
from khabar.read.units import Unit, is_accusative
from khabar.text.clitics import BA, CONJUNCTIONS
from khabar.text.letters import LAM, TA, YA, loose


class Chunker(PhraseJoins):
    """Groups units; keeps nothing between sentences."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__(lexicon)
        self._in = next(iter(lexicon.closed("in")))
        self._partitive_words = lexicon.closed("from")
        self._number_words = lexicon.closed("number_words")
        self._what, self._known = lexicon.closed("what"), lexicon.closed("known_as")
        self._goes_by, self._ones = lexicon.closed("goes_by"), lexicon.closed("one_of_them")
        self._bound = lexicon.closed("bound_to")
        self._middle, self._on = lexicon.closed("middle"), lexicon.closed("on")
        self._of_rank = lexicon.closed("of_rank")
        self._make = lexicon.closed("make")
        self._so_long = lexicon.closed("so_long") | lexicon.closed("before_another")
        self._believing = lexicon.closed("thought")
        self._flag, self._flies = lexicon.closed("flag"), lexicon.closed("flies")

    def chunks(self, units: list[Unit]) -> list[Chunk]:
        """All chunks of a sentence, in order."""
        out: list[Chunk] = []
        for at, unit in enumerate(units):
            if unit.tag == "word" and self._numbers(units, at):
                unit.tag = "quant"
        at = 0
        while at < len(units):
            chunk = self._chunk(units, at)
            chunk.index = len(out)
            if chunk.kind == "np" and out and out[-1].kind == "time" and not (chunk.prep or chunk.conj):
                chunk.prep = self._so_long_after(out[-1])  # two days after | the attack
            out.append(chunk)
            at = chunk.last
        set_aside(out, self._what, self._bound, self._known, self._goes_by, self._ones, self._believing)
        return join_towns(out)

    def _so_long_after(self, time: Chunk) -> str:
        """The preposition of a distance in time, under which stands what it is counted from; else nothing."""
        unit = time.units[time.last - 1]
        if unit.value is None or not unit.value.point.of:
            return ""
        word = unit.token.word.loose
        word = word[1:] if word[:1] in CONJUNCTIONS and word[1:] in self._so_long else word
        return word if word in self._so_long else ""

    def _chunk(self, units: list[Unit], at: int) -> Chunk:
        unit = units[at]
        if unit.tag == "prep" and not unit.pronoun and unit.has.grammar and not is_pronominal(unit):
            return self._governed(units, at)
        if unit.tag in ("verb", "mark"):
            side = belief_at(units, at, self._believing)
            if side:
                return belief(units, at, side, self.extend(units, side))
        if unit.tag == "adverb":
            return Chunk("particle", units, at, at + 1 + manner_of(units, at + 1))
        if (unit.tag in ("word", "adj") and is_adverb(unit)) or is_manner(unit):
            return Chunk("particle", units, at, at + 1)
        if unit.tag in STARTERS:
            return self._phrase(units, at)
        if unit.tag == "time":
            chunk = Chunk("time", units, at, at + 1)
            chunk.prep = unit.prep
            return chunk
        return Chunk(unit.tag, units, at, at + 1)

    def _governed(self, units: list[Unit], at: int) -> Chunk:
        """A preposition with the noun phrase or time after it."""
        prep = units[at]
        word = written(prep)
        following = at + 1
        if following >= len(units):
            return Chunk("prep", units, at, at + 1)
        unit = units[following]
        if (
            unit.tag == "prep"
            and word in self._on
            and unit.token.word.loose in self._middle
            and midst(units, following)
        ):
            chunk = self._phrase(units, following + 1)  # a raid on the middle of the town
            chunk.prep, chunk.prep_unit, chunk.conj, chunk.first = word, prep, prep.conj, at
            return chunk
        if unit.tag == "time" or (unit.tag in STARTERS and not unit.prep and not unit.conj):
            chunk = (
                self._phrase(units, following)
                if unit.tag in STARTERS
                else Chunk("time", units, following, following + 1)
            )
            chunk.prep, chunk.prep_unit, chunk.conj = word, prep, prep.conj
            chunk.first = at
            return chunk
        chunk = Chunk("prep", units, at, at + 1)
        chunk.prep = word
        return chunk

    def _phrase(self, units: list[Unit], at: int) -> Chunk:
        chunk = Chunk("np", units, at, at + 1)
        chunk.prep = units[at].prep or (self._in if begins_with_compass(units[at], self._compass_words) else "")
        chunk.conj = units[at].conj
        position = at
        while position < len(units) and units[position].tag in ("dem", "quant") and position < at + 3:
            chunk.amount = chunk.amount or count_of(units[position])
            position += 1
            if position < len(units) and (
                units[position].prep or units[position].conj or self._ends.alone(units[position - 1])
            ):
                break
            if position < len(units) and _points_alone(units[position - 1], units[position]):
                break
        if (
            position >= len(units)
            or units[position].tag not in STARTERS
            or (
                position > at
                and (
                    units[position].prep
                    or units[position].conj
                    or self._ends.alone(units[position - 1])
                    or _points_alone(units[position - 1], units[position])
                )
            )
        ):
            chunk.last = chunk.core = max(position, at + 1)
            chunk.head = units[at]
            others = chunk.head.noun is not None and chunk.head.tag == "quant"  # and others | of the tribe
            return self._tail(units, chunk, at) if chunk.amount is not None or others else chunk
        found = find_amount(units, position) if units[position].tag == "num" else None
        if found is not None:
            chunk.amount, _, position = found
            if _points_on(units, position):
                position += 1  # a number of these | gunmen
            if position < len(units) and is_measure(units[position]) and units[position].tag != "time":
                measure = Chunk("measure", units, at, position + 1)
                measure.prep, measure.conj, measure.amount = chunk.prep, chunk.conj, chunk.amount
                return measure
            if position >= len(units) or not self._counted(units, position):
                return self._partitive(units, chunk, at, position)
        chunk.head = units[position]
        end = self.extend(units, position)
        chunk.last = chunk.core = end
        return self._tail(units, chunk, at)

    def _numbers(self, units: list[Unit], at: int) -> bool:
        """Whether a word of number stands right before its figure (a number of [6] vehicles)."""
        unit, following = units[at], units[at + 1] if at + 1 < len(units) else None
        if following is None or following.tag != "num" or following.conj or following.prep or unit.article:
            return False
        return loose(unit.token.form[len(unit.prep) :]) in self._number_words

    @staticmethod
    def _counted(units: list[Unit], at: int) -> bool:
        unit = units[at]
        if unit.tag == "num" and not any(s.class_ == "multiply" for s in unit.has.quantity):
            return False
        if at and units[at - 1].article and not unit.article and any(s.shape == "active" for s in unit.has.trigger):
            return False  # the dozens, demanding
        return unit.tag in ("noun", "word", "adj", "name", "num") and not unit.prep and not unit.conj

    def _partitive(self, units: list[Unit], chunk: Chunk, at: int, position: int) -> Chunk:
        """A bare number: with ``min`` and a noun phrase after it, that phrase is what is counted."""
        chunk.head = units[max(at, position - 1)]
        chunk.last = chunk.core = position
        return self._tail(units, chunk, at)

    def _tail(self, units: list[Unit], chunk: Chunk, at: int) -> Chunk:
        """Hedges after the number, partitives and owners."""
        end = chunk.last = chunk.core = self._after_noun(units, chunk)
        if chunk.amount is not None and hedge_after(units, end) in ("at_least", "more"):
            amount = chunk.amount
            chunk.amount = Amount(amount.low, None, amount.span, False)
            end += 1
        if (
            end + 1 < len(units)
            and units[end].tag == "prep"
            and units[end].token.form in self._partitive_words
            and not (units[end].last - units[end].first > 1 and _governs_alone(units[end]))
            and not units[end].conj
        ):
            following = units[end + 1]
            launched = is_weapon(chunk.head) and not is_weapon(
                following
            )  # four shells from the strip: where from, not of what
            counts = (
                chunk.amount is not None
                or (self._partitive_head(chunk, following) and (bool(following.names) or not is_event(following)))
            ) and not launched
            if counts and following.tag in STARTERS and not following.prep:
                inner = self._phrase(units, end + 1)
                chunk.partitive = end + 1
                end = inner.last
            elif (
                (launched or is_weapon(units[end - 1]))
                and following.token.word.loose in self._make
                and end + 2 < len(units)
            ):
                past = _past_make(units, end + 2)  # four drones of the make Shahed
                goes_on = past < len(units) and units[past].tag == "word" and not units[past].by
                end = end if goes_on and not units[past].conj else past
        elif end + 1 < len(units) and serves(units[end - 1], units[end], units[end + 1], self._in):
            end = chunk.core = self._phrase(units, end + 1).last
            if end < len(units) and units[end].token.word.loose in self._of_rank:
                end = chunk.core = self.extend(units, end)  # an officer in the army | of the rank of captain
            if end < len(units) and chunk.head.article and is_person(units[end]) and not units[end].conj:
                end = chunk.core = self.extend(units, end)  # the leader in the movement, his name
        elif self._flagged(units, chunk, end):
            end = self.extend(units, end + 1)
        elif self._bound_to(units, end):
            chunk.owner = end
            end = self.extend(units, end)
        elif end + 1 < len(units) and belongs_to(units[end], units[end + 1]) and not is_weapon(chunk.head):
            chunk.owner = end
            end = self.extend(units, end + 1)
        elif (
            end < len(units)
            and units[end].tag in ("noun", "name", "word")
            and units[end].prep == LAM
            and not units[end].conj
            and not (is_titled(chunk.head) and is_outlet(units[end]))
            and self._owned(chunk)
            and can_own(units[end])
            and (is_definite(units[end]) or not is_fighter(chunk.head))
            and (
                is_numbered(units[end])
                or not (end + 1 < len(units) and units[end + 1].tag == "num" and not units[end + 1].article)
            )
        ):
            chunk.owner = end
            end = self.extend(units, end)
            if (
                is_titled(chunk.head)
                and end < len(units)
                and units[end].tag in ("word", "name")
                and not (units[end].article or units[end].conj or units[end].prep)
                and (units[end].tag == "word" or units[end].has.person)
            ):
                end = self.extend(units, end)
        chunk.last = max(end, chunk.last)
        return self._apposition(units, chunk)

    def _flagged(self, units: list[Unit], chunk: Chunk, at: int) -> bool:
        """Whether a vessel is told by its flag (a ship *that flies the flag of* Liberia)."""
        noun = chunk.head.noun
        if noun is None or noun.kind != "vessel" or at + 1 >= len(units) or units[at].conj:
            return False
        flies, flag = units[at].token.word.loose, units[at + 1].token.word.loose
        return flies in self._flies and flag in self._flag and not (units[at + 1].conj or units[at + 1].prep)

    def _bound_to(self, units: list[Unit], at: int) -> bool:
        """Whether a name after ``bi-`` or ``li-`` says to whom those before it are bound (gunmen linked to a group)."""
        if at >= len(units) or units[at].conj or units[at].prep not in (BA, LAM):
            return False
        if not units[at].names or units[at].of("place"):
            return False  # militias loyal to a state are not that state
        return units[at - 1].token.word.loose in self._bound

    @staticmethod
    def _after_noun(units: list[Unit], chunk: Chunk) -> int:
        """One past a number word or a word for others after the noun (one soldier, the five gunmen, nine others)."""
        end = chunk.last
        while end < len(units) and end < chunk.last + 2:
            unit = units[end]
            entry = unit.entry("quantity") if unit.tag in ("num", "quant") and not unit.conj and not unit.prep else None
            if entry is None:
                break
            if entry.class_ == "cardinal" and unit.value is None and entry.value and chunk.amount is None:
                last = units[end - 1]
                if unit.article != (last.article or bool(last.pronoun)) or last.tag not in ("noun", "adj", "name"):
                    break
                if not unit.article and (entry.value > 2 or last.has.harm or last.has.trigger or last.has.light):
                    break
                if chunk.head is last or last.tag == "adj":
                    chunk.amount = Amount(entry.value, entry.value, Span(unit.bare_start, unit.end))
            elif not (entry.class_ == "vague" and entry.position == "after") or is_superlative(units, end):
                break
            end += 1
        return end

    @staticmethod
    def _partitive_head(chunk: Chunk, following: Unit) -> bool:
        noun = chunk.head.noun
        if noun is None or is_definite(chunk.head):
            return False
        if "person" in noun.classes or "force" in noun.classes:
            return True
        body = noun.kind == "military" and following.tag in ("noun", "name") and not following.of("place")
        return body and not following.of("weapon")  # a column of the brigade; of 50 vehicles, from the town

    @staticmethod
    def _owned(chunk: Chunk) -> bool:
        """Whether ``li-`` after the phrase names its owner: a site, a force or a thing, or the word ``belonging``."""
        last = chunk.units[chunk.core - 1]
        if any(s.class_ == "owner" for s in last.has.place_word + last.has.grammar):
            return True
        if is_titled(chunk.head):
            return True
        head = chunk.head
        if last is not head and last.tag == "noun" and last.noun is not None and not last.article:
            head = last  # the passing of a patrol | of the army
        noun = head.noun
        if is_full_plural(head):
            return False
        if noun is None or head.article:
            return False
        if noun.kind in ("military", "armed_group") and is_definite(last) and last is not chunk.head:
            return False  # gunmen of the party, [against] a convoy
        return noun.kind in ("site", "equipment", "vessel", "military", "armed_group")

    def _apposition(self, units: list[Unit], chunk: Chunk) -> Chunk:
        """A name after a comma or in brackets that only says who the phrase is."""
        end = chunk.last
        if end + 1 >= len(units) or units[end].tag != "mark":
            return chunk
        mark, following = units[end].token.form, units[end + 1]
        if mark == "(" and end + 2 < len(units):
            close = next((i for i in range(end + 1, min(end + 6, len(units))) if units[i].token.form == ")"), -1)
            if close > 0 and all(u.tag in ("name", "noun", "word", "adj", "num") for u in units[end + 1 : close]):
                chunk.last = close + 1
        elif (
            mark == COMMA
            and (chunk.head.has.office or chunk.head.has.speaker or chunk.head.has.title)
            and (
                following.has.person
                or following.has.office
                or (
                    following.tag == "word"
                    and not (following.article or following.conj or following.prep)
                    and not is_full_plural(chunk.head)
                )
            )
        ):
            last = self.extend(units, end + 1)
            if last < len(units) and units[last].tag in ("mark", "verb", "prep", "sub"):
                chunk.last = last
        return chunk


def _governs_alone(prep: Unit) -> bool:
    """Whether a preposition of several words says by whom or where (at the hands of, from under), never of what."""
    return any(getattr(s.entry, "gives", "") in ("initiator", "place") for s in prep.has.grammar)


def _past_make(units: list[Unit], at: int) -> int:
    """One past the name of a make: a weapon of the packs with its figure, or one word or two that no pack knows."""
    end, known = at, False
    while end < len(units) and end < at + 2 and not known:
        unit = units[end]
        if unit.conj or unit.prep or unit.tag not in ("noun", "name", "word", "num"):
            break
        if end > at and (unit.by or unit.article or unit.token.form[:1] in (TA, YA) or unit.token.form[-1:] == TA):
            break  # a verb goes on
        known = is_weapon(unit)
        end += 1
    if end > at and end < len(units) and units[end].tag == "num" and units[end].value is not None:
        end += 1
    if end < len(units) and units[end].tag == "adj" and units[end].has.nationality and not units[end].article:
        end += 1 + int(end + 1 < len(units) and units[end + 1].article and units[end + 1].tag in ("word", "noun"))
    return end


def _points_on(units: list[Unit], at: int) -> bool:
    """Whether a word that points stands after a number and before the noun with the article that it points to."""
    if at + 1 >= len(units) or units[at].tag != "dem" or units[at].prep or units[at].conj:
        return False
    return units[at + 1].tag == "noun" and units[at + 1].article and not units[at + 1].prep


def _points_alone(pointing: Unit, unit: Unit) -> bool:
    """Whether a word that points stands for itself before an indefinite noun (in reply to *that* | a depot)."""
    if pointing.tag != "dem" or unit.tag not in ("noun", "word"):
        return False
    if unit.article or unit.names or unit.pronoun:
        return False
    return is_accusative(unit.token.form) or bool(unit.tag == "noun" and unit.has.trigger and not unit.has.noun)
