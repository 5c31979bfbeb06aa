"""Units → chunks: noun phrases with their prepositions, verbs, and the words that open and close clauses.

Invariant: chunks cover the units of a sentence in order. A noun phrase never crosses a mark, a verb or a new
preposition,
but for partitives (three of the soldiers), owners (a post of the group) and appositions (the minister, his name).
"""

from __future__ import annotations

from khabar.model.drafts import Amount
from khabar.model.spans import Span
from khabar.packs.compile import loose
from khabar.packs.lexicon import Lexicon
from khabar.read.quantities import find_amount, hedge_after, is_cardinal
from khabar.read.units import Unit
from khabar.text.clitics import BA
from khabar.text.letters import ALIF, LAM, NUN, TA, TA_MARBUTA, WAW, YA

NOMINAL = frozenset({"noun", "name", "word", "adj", "num", "quant", "dem"})
STARTERS = frozenset({"noun", "name", "word", "num", "quant", "dem", "adj"})
COMMA = "\u060c"
CRAFTS = frozenset({"aircraft", "drone", "naval"})


class Chunk:
    """A run of units ``first``..``last``. kind: np verb prep time mark sub rel conj neg cue report kana pron particle.

    prep: the preposition that governs it, folded, ``""`` for none; prep_unit: its unit where it is a word of its own.
    head: the unit that carries it. core: one past the last unit of the phrase proper, before owners and appositions.
    owner: first unit of the owner after ``li-``. amount: how many. clause: number of the clause, set later.
    """

    __slots__ = (
        "amount",
        "clause",
        "conj",
        "core",
        "first",
        "head",
        "index",
        "kind",
        "last",
        "owner",
        "partitive",
        "prep",
        "prep_unit",
        "units",
    )

    def __init__(self, kind: str, units: list[Unit], first: int, last: int) -> None:
        self.kind = kind
        self.units = units
        self.first = first
        self.last = last
        self.core = last
        self.head = units[first]
        self.prep = ""
        self.prep_unit: Unit | None = None
        self.conj = units[first].conj
        self.amount: Amount | None = None
        self.owner = -1
        self.partitive = -1
        self.clause = 0
        self.index = 0

    @property
    def start(self) -> int:
        """First letter, without joined conjunction and preposition."""
        return self.units[self.first].bare_start

    @property
    def end(self) -> int:
        """One past the last letter."""
        return self.units[self.last - 1].end

    def __repr__(self) -> str:
        words = " ".join(u.token.word.raw for u in self.units[self.first : self.last])
        return f"[{self.kind}{':' + self.prep if self.prep else ''} {words}]"


def _compass(unit: Unit, points: frozenset[str]) -> bool:
    """Whether a name of a place begins with a point of the compass (north of Gaza): an adverb, never a participant."""
    return (
        unit.last - unit.first > 1
        and unit.senses is not None
        and any(s.kind == "place" for s in unit.names)
        and (unit.token.form in points)
    )


def _definite(unit: Unit) -> bool:
    return unit.article or bool(unit.pronoun) or bool(unit.names)


def _titled(unit: Unit) -> bool:
    """Whether a person's name may follow in apposition: an office, a title, a speaker."""
    return bool(unit.of("office") or unit.of("title") or unit.of("speaker") or unit.of("person"))


def _known_noun(unit: Unit) -> bool:
    """Whether a word is a noun of the packs; a participle that only qualifies (the backed ones) is none."""
    if unit.tag == "name" or _plain_noun(unit):
        return True
    if unit.tag != "noun" or unit.of("grammar"):
        return False
    return any(s.shape not in ("participle", "active") for found in unit.by.values() for s in found)


def _plain_noun(unit: Unit) -> bool:
    """Whether a word that names nobody is an ordinary noun of the packs, no adjective, or an unknown plural in -at."""
    if unit.tag != "word":
        return False
    plain = unit.of("grammar")
    if not plain:
        return not unit.article and unit.token.form.endswith(ALIF + TA) and len(unit.token.form) > 4
    return all(s.entry.class_ == "noun" and not s.entry.id.endswith("adjective") for s in plain)


class Chunker:
    """Groups units; keeps nothing between sentences."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._in = next(iter(lexicon.closed("in")))
        self._partitive_words = lexicon.closed("from")
        self._compass_words = lexicon.closed("compass")
        self._governing = lexicon.closed("governing_preps")

    def chunks(self, units: list[Unit]) -> list[Chunk]:
        """All chunks of a sentence, in order."""
        out: list[Chunk] = []
        at = 0
        while at < len(units):
            chunk = self._chunk(units, at)
            chunk.index = len(out)
            out.append(chunk)
            at = chunk.last
        return out

    def _chunk(self, units: list[Unit], at: int) -> Chunk:
        unit = units[at]
        if unit.tag == "prep" and not unit.pronoun and unit.of("grammar") and not _is_pronominal(unit):
            return self._governed(units, at)
        if unit.tag == "adverb":
            return Chunk("particle", units, at, at + 1 + _manner_of(units, at + 1))
        if (unit.tag in ("word", "adj") and _adverb(unit)) or _manner(unit):
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
        word = " ".join(loose(t) for t in _words(prep))
        following = at + 1
        if following >= len(units):
            return Chunk("prep", units, at, at + 1)
        unit = units[following]
        if unit.tag == "time" or (unit.tag in STARTERS and not unit.prep and not unit.conj):
            chunk = (
                self._phrase(units, following)
                if unit.tag in STARTERS
                else Chunk("time", units, following, following + 1)
            )
            chunk.prep, chunk.prep_unit, chunk.conj = word, prep, prep.conj
            chunk.first = at + 1
            outer = Chunk(chunk.kind, units, at, chunk.last)
            for slot in ("core", "head", "amount", "owner", "partitive", "prep", "prep_unit", "conj"):
                setattr(outer, slot, getattr(chunk, slot))
            return outer
        chunk = Chunk("prep", units, at, at + 1)
        chunk.prep = word
        return chunk

    def _phrase(self, units: list[Unit], at: int) -> Chunk:
        chunk = Chunk("np", units, at, at + 1)
        chunk.prep = units[at].prep or (self._in if _compass(units[at], self._compass_words) else "")
        chunk.conj = units[at].conj
        position = at
        while position < len(units) and units[position].tag in ("dem", "quant") and position < at + 3:
            chunk.amount = chunk.amount or _one_of(units[position])
            position += 1
            if position < len(units) and (units[position].prep or units[position].conj):
                break
        if (
            position >= len(units)
            or units[position].tag not in STARTERS
            or (position > at and (units[position].prep or units[position].conj))
        ):
            chunk.last = chunk.core = max(position, at + 1)
            chunk.head = units[at]
            return self._tail(units, chunk, at) if chunk.amount is not None else chunk
        found = find_amount(units, position) if units[position].tag == "num" else None
        if found is not None:
            chunk.amount, _, position = found
            if position < len(units) and _measure(units[position]):
                measure = Chunk("measure", units, at, position + 1)
                measure.prep, measure.conj, measure.amount = chunk.prep, chunk.conj, chunk.amount
                return measure
            if position >= len(units) or not self._counted(units, position):
                return self._partitive(units, chunk, at, position)
        elif units[position].tag == "num" and not is_cardinal(units[position]):
            pass
        chunk.head = units[position]
        end = self._extend(units, position)
        chunk.last = chunk.core = end
        return self._tail(units, chunk, at)

    @staticmethod
    def _counted(units: list[Unit], at: int) -> bool:
        unit = units[at]
        if unit.tag == "num" and not any(s.entry.class_ == "multiply" for s in unit.of("quantity")):
            return False
        if at and units[at - 1].article and not unit.article and any(s.shape == "active" for s in unit.of("trigger")):
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
            launched = _weapon(chunk.head) and not _weapon(
                following
            )  # four shells from the strip: where from, not of what
            counts = (chunk.amount is not None or self._partitive_head(chunk)) and not launched
            if counts and following.tag in STARTERS and not following.prep:
                inner = self._phrase(units, end + 1)
                chunk.partitive = end + 1
                end = inner.last
        elif (
            end < len(units)
            and units[end].tag in ("noun", "name", "word")
            and units[end].prep == LAM
            and not units[end].conj
            and self._owned(chunk)
            and _owns(units[end])
        ):
            chunk.owner = end
            end = self._extend(units, end)
            if (
                _titled(chunk.head)
                and end < len(units)
                and units[end].tag in ("word", "name")
                and not (units[end].article or units[end].conj or units[end].prep)
                and (units[end].tag == "word" or units[end].of("person"))
            ):
                end = self._extend(units, end)
        chunk.last = max(end, chunk.last)
        return self._apposition(units, chunk)

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
                if unit.article != last.article or last.tag not in ("noun", "adj", "name"):
                    break
                if not unit.article and (entry.value > 2 or last.of("harm") or last.of("trigger") or last.of("light")):
                    break
                if chunk.head is last or last.tag == "adj":
                    chunk.amount = Amount(entry.value, entry.value, Span(unit.bare_start, unit.end))
            elif not (entry.class_ == "vague" and entry.position == "after"):
                break
            end += 1
        return end

    @staticmethod
    def _partitive_head(chunk: Chunk) -> bool:
        noun = chunk.head.entry("noun")
        return noun is not None and not chunk.head.article and ("person" in noun.classes or "force" in noun.classes)

    @staticmethod
    def _owned(chunk: Chunk) -> bool:
        """Whether ``li-`` after the phrase names its owner: a site, a force or a thing, or the word ``belonging``."""
        last = chunk.units[chunk.core - 1]
        if any(s.entry.class_ == "owner" for s in last.of("place_word") + last.of("grammar")):
            return True
        if _titled(chunk.head):
            return True
        noun = chunk.head.entry("noun")
        if _full_plural(chunk.head):
            return False
        return (
            noun is not None
            and not chunk.head.article
            and noun.kind in ("site", "equipment", "vessel", "military", "armed_group")
        )

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
            and (chunk.head.of("office") or chunk.head.of("speaker") or chunk.head.of("title"))
            and (
                following.of("person")
                or following.of("office")
                or (following.tag == "word" and not following.article and not following.conj and not following.prep)
            )
        ):
            last = self._extend(units, end + 1)
            if last < len(units) and units[last].tag in ("mark", "verb", "prep", "sub"):
                chunk.last = last
        return chunk

    def _extend(self, units: list[Unit], at: int) -> int:
        """One past the last unit of the noun phrase whose head is at `at`: constructs, adjectives, names."""
        end = at + 1
        while end < len(units) and end - at < 12:
            unit, last = units[end], units[end - 1]
            if unit.conj or unit.prep or unit.tag not in ("noun", "name", "word", "adj", "num", "dem"):
                break
            if not self._joins(units[at], last, unit):
                break
            end += 1
        return end

    def _joins(self, head: Unit, last: Unit, unit: Unit) -> bool:
        """Whether `unit` continues a phrase that ends in `last`."""
        if unit.tag == "num" and any(x.entry.class_ == "ordinal" for x in unit.of("quantity")):
            return unit.article == last.article and last.tag in ("noun", "word")
        if unit.tag == "num":
            return unit.value is not None and not last.article and last.tag in ("noun", "name") and _numbered(last)
        if unit.tag == "dem":
            return False
        if unit.tag in ("noun", "word") and (
            (_full_plural(last) and unit.token.form[-2:] != last.token.form[-2:])
            or (unit.suffix == "tanwin" and last.suffix != "tanwin" and last.tag != "num")
        ):
            return False
        if unit.pronoun and _governs(unit, self._governing):
            return False
        if last.suffix.startswith("dual") and unit.suffix.startswith("dual"):
            return True
        if (
            _weapon(last)
            and unit.tag == "noun"
            and not unit.article
            and not last.of("trigger")
            and (last.last - last.first > 1 or _stands(unit) if not _weapon(unit) else _carries(last, unit))
        ):
            return False
        if _fighter(last) and unit.tag == "noun" and not unit.article and not last.article and _ridden(unit):
            return False
        if last.pronoun and unit.tag != "adj":
            return False
        if unit.tag == "adj":
            return unit.article or not last.article
        if unit.tag == "name":
            if (_titled(last) or _titled(head)) and (unit.of("person") or unit.of("office")):
                return True
            if _weapon(last) and last.last - last.first > 1:
                return False
            return not _definite(last) and last.suffix not in ("tanwin", "dual") and last.tag in ("noun", "word", "num")
        if _definite(last):
            if (
                unit.article
                and not unit.names
                and not _event(unit)
                and unit.token.form.endswith((YA, YA + TA_MARBUTA, YA + YA + NUN, YA + WAW + NUN))
                and not last.names
            ):
                return True  # the terrorist attack, the armed men: an adjective, whatever else the word can be
            if unit.article:
                headed = not last.names or last is not head or last.last - last.first > 1
                return not _known_noun(unit) and unit.tag in ("word", "noun") and headed
            return (_titled(last) or _titled(head)) and unit.tag == "word" and not _known_noun(unit)
        if last.tag == "adj":
            return (
                unit.tag == "word" and not unit.article and unit.token.form[-1:] == last.token.form[-1:] == TA_MARBUTA
            )
        if last.suffix in ("tanwin", "dual"):
            return unit.tag == "word" and not unit.article
        return last.tag in ("noun", "word", "name")


def _full_plural(unit: Unit) -> bool:
    """Whether a noun keeps the nun of its plural, so that nothing can stand in construct with it."""
    form = unit.token.form
    return (
        unit.tag == "noun"
        and not unit.article
        and len(form) > 4
        and form.endswith((WAW + NUN, YA + NUN))
        and (unit.suffix == "" and bool(unit.of("noun") or unit.of("harm") or unit.of("speaker")))
    )


def _one_of(unit: Unit) -> Amount | None:
    """What a word such as `one of` or `tens` counts."""
    for sense in unit.of("quantity"):
        entry = sense.entry
        if (
            entry.class_ == "vague"
            and entry.position == "before"
            and (entry.low == entry.high == 1 or (entry.low or 0) >= 20)
        ):
            return Amount(entry.low, entry.high, Span(unit.bare_start, unit.end), entry.low == entry.high)
    return None


def _measure(unit: Unit) -> bool:
    """Whether a number counts metres, days or dollars, nothing that acts or suffers."""
    return not unit.conj and not unit.prep and any(s.entry.class_ == "unit" for s in unit.of("quantity"))


def _owns(unit: Unit) -> bool:
    """Whether a phrase after ``li-`` can be an owner: a name, a force, a body of people."""
    noun = unit.entry("noun")
    if any(s.kind != "place" for s in unit.names) or unit.of("nationality"):
        return True
    return noun is not None and noun.kind in (
        "military",
        "armed_group",
        "government",
        "organization",
        "civilians",
        "person",
    )


def _weapon(unit: Unit) -> bool:
    return bool(unit.of("weapon"))


def _stands(unit: Unit) -> bool:
    """Whether a noun is a participant of its own: a site, a vessel, people, a force."""
    noun = unit.entry("noun")
    return bool(unit.of("place_word")) or (
        noun is not None and noun.kind in ("site", "vessel", "civilians", "military", "armed_group")
    )


def _carries(last: Unit, unit: Unit) -> bool:
    """Whether of two weapons side by side the first is a craft that drops or fires the second."""
    crafts, arms = ({s.entry.kind for s in u.of("weapon")} for u in (last, unit))
    return (
        not unit.of("nationality")
        and bool(crafts & CRAFTS)
        and not arms & CRAFTS
        and (last.last - last.first > 1 or (any(s.row.number == "p" for s in last.of("weapon"))))
    )


def _fighter(unit: Unit) -> bool:
    """Whether a word is a man or men under arms, in construct with a body of men but with no craft or civilians."""
    noun = unit.entry("noun")
    return noun is not None and noun.kind in ("military", "armed_group") and "person" in noun.classes


def _ridden(unit: Unit) -> bool:
    noun = unit.entry("noun")
    return noun is not None and (noun.kind in ("vessel", "civilians") or "vehicle" in noun.classes)


def _adverb(unit: Unit) -> bool:
    """Whether an adjective in -iyyan stands alone as an adverb (politically, on the ground)."""
    return unit.token.form.endswith(YA + ALIF) and not (
        unit.article or unit.names or unit.of("nationality") or unit.of("weapon")
    )


def _event(unit: Unit) -> bool:
    """Whether a word names a happening or a place by itself, so that it is no adjective."""
    return bool(unit.of("place_word")) or any(s.shape in ("noun", "phrase") for s in unit.of("trigger"))


def _manner_of(units: list[Unit], at: int) -> int:
    """One if the unit at `at` completes an adverb (in a *separate* way), else nought."""
    if at >= len(units) or units[at - 1].token.form[:1] != BA:
        return 0
    unit = units[at]
    return int(unit.tag in ("word", "adj") and not (unit.article or unit.prep or unit.conj))


def _manner(unit: Unit) -> bool:
    """Whether a phrase of the packs only says how (separately, heavily)."""
    return (
        unit.last - unit.first > 1
        and not unit.names
        and unit.tag in ("word", "noun")
        and set(unit.by) <= {"grammar", "modal"}
    )


def _governs(unit: Unit, preps: frozenset[str]) -> bool:
    """Whether a phrase of the packs ends in its preposition (`its responsibility for`): it begins a phrase of its
    own.
    """
    return any(s.rest and s.rest[-1] in preps for s in unit.of("trigger"))


def _numbered(unit: Unit) -> bool:
    noun = unit.entry("noun")
    return noun is not None and "unit" in noun.classes


def _is_pronominal(unit: Unit) -> bool:
    return any(s.shape == "pronoun" for s in unit.of("grammar")) and not any(
        s.shape != "pronoun" and s.cut.cost == 0 for s in unit.of("grammar")
    )


def _words(unit: Unit) -> list[str]:
    """The folded words of a preposition without a joined conjunction."""
    sense = next((s for s in unit.of("grammar") if s.entry.class_ == "preposition"), None)
    if sense is None:
        return [unit.token.form]
    return [sense.cut.stem if not sense.cut.proclitic else sense.cut.proclitic + sense.cut.stem, *sense.rest]
