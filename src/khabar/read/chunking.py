"""Units → chunks: noun phrases with their prepositions, verbs, and the words that open and close clauses.

Invariant: chunks cover the units of a sentence in order. A noun phrase never crosses a mark, a verb or a new
preposition,
but for partitives (three of the soldiers), owners (a post of the group) and appositions (the minister, his name).
"""

from __future__ import annotations

from typing import Final

from khabar.model.mentions import Amount
from khabar.model.spans import Span
from khabar.packs.lexicon import Lexicon
from khabar.read.chunk_asides import serves, set_aside
from khabar.read.chunk_ends import (
    PhraseEnds,
    called_so,
    is_another_man,
    is_masdar,
    is_stranger,
    is_superlative,
    midst,
    past_name,
)
from khabar.read.chunk_words import (
    begins_with_compass,
    belongs_to,
    can_own,
    carries,
    count_of,
    describes_men,
    ends_definite,
    ends_in_adjective,
    governs,
    is_adverb,
    is_definite,
    is_event,
    is_fighter,
    is_full_plural,
    is_known_noun,
    is_lone_fighter,
    is_manned,
    is_manner,
    is_measure,
    is_named_site,
    is_numbered,
    is_outlet,
    is_pronominal,
    is_ridden,
    is_site,
    is_some_speaker,
    is_titled,
    is_unknown_side,
    is_vehicle,
    is_weapon,
    manner_of,
    stands_alone,
    takes_name,
    tells_kind,
    tells_side,
    written,
)
from khabar.read.chunks import COMMA, Chunk
from khabar.read.quantities import find_amount, hedge_after
from khabar.read.units import Unit, has_article, is_accusative, is_ordinal
from khabar.text.clitics import BA
from khabar.text.letters import ALIF, HA, HAMZA, HAMZA_ABOVE, LAM, MAQSURA, NUN, TA, TA_MARBUTA, WAW, YA, loose

ANY: Final = "grammar.quantifier.any"
BACKING: Final = "none.backed"
CAPITAL: Final = "place_word.head.capital"
BODIES: Final = frozenset({"government", "military", "organization", "armed_group"})
UNMARKED: Final = frozenset((TA_MARBUTA, HA, ALIF, MAQSURA, YA, HAMZA))  # ends of feminines and of names in -i
STARTERS: Final = frozenset({"noun", "name", "word", "num", "quant", "dem", "adj"})


class Chunker:
    """Groups units; keeps nothing between sentences."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._in = next(iter(lexicon.closed("in")))
        self._partitive_words = lexicon.closed("from")
        self._compass_words = lexicon.closed("compass")
        self._number_words = lexicon.closed("number_words")
        self._what, self._known = lexicon.closed("what"), lexicon.closed("known_as")
        self._governing = lexicon.closed("governing_preps")
        self._totals = lexicon.closed("totals")
        self._bound = lexicon.closed("bound_to")
        self._behalf = lexicon.closed("behalf")
        self._middle, self._on = lexicon.closed("middle"), lexicon.closed("on")
        self._make = lexicon.closed("make")
        self._unknown = lexicon.closed("nameless")
        self._flag, self._flies = lexicon.closed("flag"), lexicon.closed("flies")
        self._ends = PhraseEnds(lexicon)

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
            out.append(chunk)
            at = chunk.last
        set_aside(out, self._what, self._bound, self._known)
        return out

    def _chunk(self, units: list[Unit], at: int) -> Chunk:
        unit = units[at]
        if unit.tag == "prep" and not unit.pronoun and unit.has.grammar and not is_pronominal(unit):
            return self._governed(units, at)
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
            if position < len(units) and is_measure(units[position]) and units[position].tag != "time":
                measure = Chunk("measure", units, at, position + 1)
                measure.prep, measure.conj, measure.amount = chunk.prep, chunk.conj, chunk.amount
                return measure
            if position >= len(units) or not self._counted(units, position):
                return self._partitive(units, chunk, at, position)
        chunk.head = units[position]
        end = self._extend(units, position)
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
            if end < len(units) and chunk.head.article and _is_person(units[end]) and not units[end].conj:
                end = chunk.core = self._extend(units, end)  # the leader in the movement, his name
        elif self._flagged(units, chunk, end):
            end = self._extend(units, end + 1)
        elif self._bound_to(units, end):
            chunk.owner = end
            end = self._extend(units, end)
        elif end + 1 < len(units) and belongs_to(units[end], units[end + 1]) and not is_weapon(chunk.head):
            chunk.owner = end
            end = self._extend(units, end + 1)
        elif (
            end < len(units)
            and units[end].tag in ("noun", "name", "word")
            and units[end].prep == LAM
            and not units[end].conj
            and not (is_titled(chunk.head) and is_outlet(units[end]))
            and self._owned(chunk)
            and can_own(units[end])
            and (is_definite(units[end]) or not is_fighter(chunk.head))
            and not (end + 1 < len(units) and units[end + 1].tag == "num" and not units[end + 1].article)
        ):
            chunk.owner = end
            end = self._extend(units, end)
            if (
                is_titled(chunk.head)
                and end < len(units)
                and units[end].tag in ("word", "name")
                and not (units[end].article or units[end].conj or units[end].prep)
                and (units[end].tag == "word" or units[end].has.person)
            ):
                end = self._extend(units, end)
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
            last = self._extend(units, end + 1)
            if last < len(units) and units[last].tag in ("mark", "verb", "prep", "sub"):
                chunk.last = last
        return chunk

    def _extend(self, units: list[Unit], at: int) -> int:
        """One past the last unit of the noun phrase whose head is at `at`: constructs, adjectives, names."""
        end = at + 1
        whichever = at > 0 and units[at - 1].tag == "quant" and any(s.id == ANY for s in units[at - 1].has.grammar)
        while end < len(units) and end - at < 12:
            unit, last = units[end], units[end - 1]
            if whichever and (unit.article or unit.pronoun or any(s.shape == "phrase" for s in unit.has.trigger)):
                break  # no group [has claimed] | the attack
            if unit.conj or unit.prep or unit.tag not in ("noun", "name", "word", "adj", "num", "dem"):
                break
            if unit.tag == "adj" and end == at + 1 and at and units[at - 1].tag == "verb" and called_so(last, unit):
                end += 1
                continue
            if end > at + 1 and last.tag == "adj" and unit.by and called_so(units[at], last):
                break
            if not self._joins(units[at], last, unit) or (unit.tag == "num" and _counts_next(units, end)):
                break
            if end > at + 1 and unit.names and past_name(units, at, end):
                break
            end += 1
        return end

    def _on_behalf(self, last: Unit) -> bool:
        """Whether a speaker's words end before whom he speaks for (the spokesman in the name of | the movement)."""
        if last.last - last.first == 1 or not last.has.speaker:
            return False
        rest = last.has.speaker[0].rest
        return bool(rest) and loose(rest[-1]) in self._behalf

    def _joins(self, head: Unit, last: Unit, unit: Unit) -> bool:
        """Whether `unit` continues a phrase that ends in `last`."""
        plane = last.last - last.first > 1 and last.noun is not None and "aircraft" in last.noun.classes
        if plane and _unmanned(unit):
            return True  # a war plane, *an unmanned one*
        titled = unit.article and unit.tag == "noun" and (unit.has.noun or is_event(unit)) and is_titled(head)
        if (titled and (_named(last) or _is_whole_person(last))) or self._ends.here(last, unit):
            return False  # the envoy Geir Pedersen, the parties: a name is over
        if not (unit.conj or is_event(head)) and any(s.id == BACKING for s in unit.has.trigger):
            return True  # the Iraqi armed factions | backed by Iran
        if tells_side(unit, last) or self._on_behalf(last) or is_unknown_side(last, unit, self._unknown):
            return True
        if last.article and any(s.id == CAPITAL for s in last.has.place_word) and unit.has.place:
            return not unit.article or unit.tag == "name"
        if last is not head and last.tag == "word" and begins_with_compass(unit, self._compass_words):
            return False  # a town of no pack, north of the capital: where the town lies
        if unit.tag == "num" and is_ordinal(unit):
            quarter = bool(last.has.place_word)  # the third quarter
            men = last.noun is not None and "person" in last.noun.classes
            return (
                has_article(unit) == (last.article or bool(last.pronoun))
                and (last.tag in ("noun", "word") or quarter)
                and not men
            )
        if unit.tag == "num":
            return unit.value is not None and last.tag in ("noun", "name") and is_numbered(last)
        if unit.tag == "dem":
            return False
        if unit.tag in ("noun", "word", "name") and (
            (is_full_plural(last) and unit.token.form[-2:] != last.token.form[-2:])
            or (unit.suffix == "tanwin" and last.suffix != "tanwin" and last.tag != "num")
        ):
            return False
        if unit.article and unit.tag in ("noun", "name") and last is not head and _is_bare_plural(last):
            return False  # gunmen, Islamists, the building: the plural that ends the phrase takes no genitive
        if unit.pronoun and governs(unit, self._governing):
            return False
        if last.has.harm and head.tag == "num" and not unit.article and unit.token.word.loose in self._totals:
            return False  # rose to 200 wounded *the toll of* the blast
        if unit.tag in ("noun", "name") and ends_in_adjective(last) and not is_stranger(unit):
            return False
        if unit.article and unit.tag in ("noun", "name") and is_some_speaker(last):
            return False  # a military source accused | the Houthis
        if last.suffix.startswith("dual") and unit.suffix.startswith("dual"):
            return True
        if last.names and unit.article and unit.token.form.endswith(YA + NUN) and unit.tag == "word":
            return False  # the planes of X, the two floors: an adjective would agree
        if is_weapon(last) and (is_vehicle(unit) or is_named_site(unit) or (is_site(unit) and unit.article)):
            return False  # a drone [struck] a car; three drones, the refinery; planes [bombed] Shifa hospital
        if (
            is_weapon(last)
            and unit.tag == "noun"
            and not unit.article
            and not last.has.trigger
            and (last.last - last.first > 1 or stands_alone(unit) if not is_weapon(unit) else carries(last, unit))
        ):
            return False
        if last.tag == "adj" and is_weapon(head) and is_weapon(unit) and not unit.article:
            unmanned = any(sense.sort == "drone" for sense in unit.has.weapon)
            return unmanned and unit.token.form.endswith(TA_MARBUTA)  # Turkish unmanned planes
        if is_manned(last) and unit.tag == "noun" and is_weapon(unit) and not unit.article:
            return False
        apart = is_ridden(unit) or (is_lone_fighter(last) and is_site(unit))
        if is_lone_fighter(last) and unit.pronoun and not last.article and unit.tag == "noun":
            return False  # a bomber set off | his belt
        if is_fighter(last) and unit.tag == "noun" and not (unit.article or last.article) and apart:
            return False
        if last.pronoun and unit.tag != "adj":
            return False
        if unit.tag == "adj":
            return unit.article or not last.article
        if unit.tag == "name":
            if _is_person(unit) and _is_whole_person(last):
                return False  # President A, B: the name is over, another follows
            if (is_titled(last) or is_titled(head)) and (unit.has.person or unit.has.office):
                return True
            if head.pronoun and takes_name(head) and last.tag == "adj" and _is_person(unit):
                return True  # his Turkish counterpart, his name
            if is_weapon(last) and last.last - last.first > 1:
                return False
            whole = is_definite(last) or ends_definite(last)
            return not whole and last.suffix not in ("tanwin", "dual") and last.tag in ("noun", "word", "num")
        if is_definite(last):
            if (
                unit.article
                and not unit.names
                and not is_event(unit)
                and not is_site(unit)
                and unit.token.form.endswith((YA, YA + TA_MARBUTA, YA + YA + NUN, YA + WAW + NUN))
                and not last.names
                and not is_another_man(last, unit)
            ):
                return True  # the terrorist attack, the armed men: an adjective, whatever else the word can be
            if unit.article:
                if describes_men(unit, last):
                    return True
                if any(s.shape == "masdar" or s.shape == "noun" for s in unit.has.report):
                    return False  # renewed | the minister | the assurance
                if last is head and _disagrees(last, unit):
                    return False
                headed = not last.names or last is not head or last.last - last.first > 1
                return not is_known_noun(unit) and unit.tag in ("word", "noun") and headed
            named = (takes_name(last) or is_titled(head)) and unit.tag == "word" and not is_known_noun(unit)
            return named and not is_masdar(unit)  # appealed to the organizations | to provide
        if last.tag == "adj" or (last.tag in ("num", "quant") and last is not head):
            return (
                unit.tag == "word" and not unit.article and unit.token.form[-1:] == last.token.form[-1:] == TA_MARBUTA
            )
        if last.suffix == "tanwin" and unit.tag == "noun" and unit.token.form.endswith(YA + TA_MARBUTA):
            return (
                not (unit.article or is_vehicle(unit) or is_event(unit)) and not unit.names
            )  # a market, a *local* one
        if last.suffix in ("tanwin", "dual"):
            return not unit.article and (unit.tag == "word" or tells_kind(unit, last))
        return last.tag in ("noun", "word", "name")


def _unmanned(unit: Unit) -> bool:
    """Whether a word is the feminine *unmanned*, which describes a plane told before it."""
    if unit.article or unit.tag not in ("noun", "word", "adj") or not unit.token.form.endswith(TA_MARBUTA):
        return False
    return any(sense.sort == "drone" for sense in unit.has.weapon)


def _disagrees(last: Unit, unit: Unit) -> bool:
    """Whether a definite word that no pack knows cannot describe a feminine body (the government declared |
    the mourning).
    """
    if unit.tag != "word" or unit.by or last.last - last.first > 1 or last.pronoun or last.noun is None:
        return False
    form = unit.token.form
    told = last.noun.kind in BODIES and last.token.form.endswith(TA_MARBUTA)
    return told and len(form) > 4 and form[-1] not in UNMARKED and unit.token.word.raw[:1] != HAMZA_ABOVE


def _counts_next(units: list[Unit], at: int) -> bool:
    """Whether a figure counts the noun after it in the accusative (the brigade [lost] 40 men), numbering nothing."""
    following = units[at + 1] if at + 1 < len(units) else None
    if following is None or following.article or following.conj or following.prep or not units[at - 1].article:
        return False
    return following.suffix == "tanwin" or following.tag in ("noun", "num")


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


def _is_bare_plural(unit: Unit) -> bool:
    """Whether an adjective without the article keeps the nun of its plural."""
    return unit.tag in ("adj", "word") and not unit.article and unit.token.form.endswith((WAW + NUN, YA + YA + NUN))


def _is_whole_person(unit: Unit) -> bool:
    """Whether a unit is somebody's full name, or an office together with the name of who holds it."""
    return unit.last - unit.first > 1 and _is_person(unit)


def _is_person(unit: Unit) -> bool:
    """Whether a unit names somebody: a person, or who holds an office."""
    return bool(unit.has.person) or any(s.extra.isdigit() for s in unit.has.office)


def _named(last: Unit) -> bool:
    """Whether a word is a piece of somebody's name: a name of the packs or a word that no pack knows."""
    return bool(last.has.person) or (last.tag == "word" and not last.by and not last.article)


def _points_alone(pointing: Unit, unit: Unit) -> bool:
    """Whether a word that points stands for itself before an indefinite noun (in reply to *that* | a depot)."""
    if pointing.tag != "dem" or unit.tag not in ("noun", "word"):
        return False
    return not (unit.article or unit.names or unit.pronoun) and is_accusative(unit.token.form)
