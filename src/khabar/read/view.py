"""One sentence as rules see it.

Invariant: a view is built once per sentence and never changed by rules; they only add drafts.
"""

from __future__ import annotations

from typing import Any, Final

from khabar.model.mentions import Mention
from khabar.model.spans import Span
from khabar.packs.lexicon import SOUGHT, Lexicon
from khabar.read.bare_places import named_by_next
from khabar.read.chunks import Chunk
from khabar.read.clauses import Clause
from khabar.read.mentions import describe, of_chunk
from khabar.read.units import Unit
from khabar.text.letters import LAM
from khabar.text.sentences import Sentence
from khabar.text.tokens import Token

THAT: Final = "grammar.subordinator.that"
NO_ASIDES: Final[frozenset[int]] = frozenset()


class View:
    """Tokens, units, chunks and clauses of one sentence. ``chunk_of`` maps each unit to its chunk.

    ``since`` is for the phrases that open a span by an event, ``memo`` for rules to keep what they find out from the
    view alone, under keys that begin with the rule's name.
    """

    __slots__ = (
        "_cores",
        "_parts",
        "_sought",
        "_whole",
        "asides",
        "chunk_of",
        "chunks",
        "clauses",
        "lexicon",
        "memo",
        "sentence",
        "since",
        "text",
        "tokens",
        "units",
    )

    def __init__(
        self,
        text: str,
        tokens: list[Token],
        sentence: Sentence,
        units: list[Unit],
        chunks: list[Chunk],
        clauses: list[Clause],
        lexicon: Lexicon,
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.sentence = sentence
        self.units = units
        self.chunks = chunks
        self.clauses = clauses
        self.lexicon = lexicon
        self.memo: dict[tuple[Any, ...], Any] = {}
        self._whole: list[Mention | None] = [None] * len(chunks)
        self._cores: list[Mention | None] = [None] * len(chunks)
        self._parts: dict[tuple[int, int], Mention] = {}
        self._sought = -1
        self.since: list[Chunk] | None = None
        self.chunk_of = [0] * len(units)
        for chunk in chunks:
            for position in range(chunk.first, chunk.last):
                self.chunk_of[position] = chunk.index
        self.asides = _asides(chunks)

    @property
    def index(self) -> int:
        """The number of the sentence in its text."""
        return self.sentence.index

    @property
    def span(self) -> Span:
        """Its letters."""
        return Span(self.tokens[self.sentence.first].start, self.tokens[self.sentence.last - 1].end)

    def closed(self, name: str) -> frozenset[str]:
        """A closed set of the packs, as `Lexicon.closed`."""
        return self.lexicon.closed(name)

    def tells(self, name: str) -> bool:
        """Whether any word of the sentence, whatever is joined to it, is of one of the closed sets that are `SOUGHT`:
        few sentences have one, and without it a rule that asks for it need not look.
        """
        sought = self._sought
        if sought < 0:
            sought = 0
            for at in range(self.sentence.first, self.sentence.last):
                sought |= self.lexicon.sought(self.tokens[at].word)
            self._sought = sought
        return sought & SOUGHT[name] != 0

    def chunk(self, unit: int) -> Chunk:
        """The chunk of a unit."""
        return self.chunks[self.chunk_of[unit]]

    def clause(self, unit: int) -> Clause:
        """The clause of a unit."""
        return self.clauses[self.chunk(unit).clause]

    def mention(self, chunk: Chunk, *, whole: bool = True) -> Mention:
        """The mention of a noun phrase; the same object each time."""
        known = self._whole if whole else self._cores
        found = known[chunk.index]
        if found is None:
            found = known[chunk.index] = of_chunk(self.text, chunk, self.sentence.index, whole=whole)
            if chunk.prep:
                self._as_village(chunk, found)
                if found.names or found.place_words:
                    self._away(chunk, found)
        return found

    def _as_village(self, chunk: Chunk, mention: Mention) -> None:
        """Note that an unknown name is that of a village, where what follows it says so."""
        if mention.names or mention.place_words or mention.noun or mention.amount is not None or mention.pronoun:
            return
        word = named_by_next(self.chunks, chunk, self.lexicon)
        if word:
            mention.place_words = (word,)
            mention.unread = True

    def join(self, chunk: Chunk, after: Chunk) -> None:
        """Let a phrase have the one after it as a part of its own."""
        chunk.core = chunk.last = after.last
        after.kind = "aside"
        self._whole[chunk.index] = self._cores[chunk.index] = None

    def _away(self, chunk: Chunk, mention: Mention) -> None:
        """Note how far from the place it was, where a length stands before it (64 nautical miles north-west of the
        port).
        """
        for other in reversed(self.chunks[max(0, chunk.index - 3) : chunk.index]):
            if other.kind == "measure" and other.amount is not None:
                unit = next(
                    (s.entry for u in other.units[other.first : other.last] for s in u.has.quantity if s.entry.km),
                    None,
                )
                if unit is not None:
                    mention.away_km = other.amount.low * unit.km
                    mention.at_sea = unit.id.endswith("nautical_mile") or self._sails()
                return
            if other.kind not in ("prep", "np") or (other.kind == "np" and not other.prep):
                return

    def _sails(self) -> bool:
        """Whether the sentence speaks of a vessel: its distances are told from the shore."""
        return any(s.sort == "vessel" for unit in self.units for s in unit.has.noun)

    def part(self, first: int, last: int) -> Mention:
        """The mention of some units of a phrase; the same object each time."""
        found = self._parts.get((first, last))
        if found is None:
            found = self._parts[first, last] = describe(self.text, self.units, first, last, self.index)
        return found


def _asides(chunks: list[Chunk]) -> frozenset[int]:
    """Chunks of an attribution in passing (according to the ministry in the city), up to the next mark or to the
    `that` of what it tells (said in a statement that).
    """
    if not any(_tells_whence(chunk) for chunk in chunks):
        return NO_ASIDES
    found: set[int] = set()
    inside = False
    for chunk in chunks:
        if chunk.kind == "mark" or (inside and chunk.kind == "sub" and _that(chunk)) or _goes_on(chunks, chunk):
            inside = False
        elif inside and chunk.prep == LAM and chunks[chunk.index - 1].kind == "report" and _deed(chunk):
            inside = False  # nine dead in a new toll *of the raids* on the town
        elif (chunk.kind == "report" and chunk.index and _passing(chunk)) or _according(chunk):
            inside = True
        if inside:
            found.add(chunk.index)
    return frozenset(found)


def _tells_whence(chunk: Chunk) -> bool:
    """Whether it has a word of report, as its head or as its preposition."""
    return bool(chunk.head.has.report) or (chunk.prep_unit is not None and bool(chunk.prep_unit.has.report))


def _goes_on(chunks: list[Chunk], chunk: Chunk) -> bool:
    """Whether what was said follows the words for where it was said (affirmed *in a statement* the solidarity with)."""
    before = chunks[chunk.index - 1] if chunk.index > 1 else None
    if before is None or before.kind != "report" or chunk.kind != "np" or chunk.prep or chunk.conj:
        return False
    medium = any(s.class_ == "medium" for s in before.head.has.report)
    return medium and any(s.shape == "noun" for s in chunk.head.has.trigger)


def _deed(chunk: Chunk) -> bool:
    """Whether a phrase is headed by a noun that names a happening."""
    return chunk.kind == "np" and any(s.shape == "noun" for s in chunk.head.has.trigger)


def _that(chunk: Chunk) -> bool:
    """Whether it is a bare `that`."""
    return any(sense.id == THAT for sense in chunk.head.of("grammar"))


def _passing(chunk: Chunk) -> bool:
    """Whether a word of report attributes in passing; after a participle (noting that) comes what was said."""
    return any(s.shape != "participle" for s in chunk.head.has.report)


def _according(chunk: Chunk) -> bool:
    """Whether its preposition attributes (according to); `between` is written like a verb of saying."""
    unit = chunk.prep_unit or (chunk.head if chunk.kind == "prep" else None)
    return unit is not None and any(sense.class_ == "according" for sense in unit.has.report)
