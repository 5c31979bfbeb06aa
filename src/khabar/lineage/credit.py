"""From which agency or outlet a document says that it has its report.

Invariant: only outlets of the packs are named. A photograph's credit is none: a line credits an outlet if it holds
little else, or as a dateline does, in brackets at the head of the reporting.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from khabar.model.lineage import Credit
from khabar.model.naming import records_of
from khabar.model.records import Reading
from khabar.packs.lexicon import Lexicon
from khabar.text.tokens import Token, tokenize

BESIDE: Final = 3
HEAD: Final = 40
_OPEN: Final = "("
_CLOSE: Final = ")"


class CreditFinder:
    """Finds the outlets that a document credits."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._pictures = lexicon.closed("picture")
        self._agencies = lexicon.closed("agency")
        self._by_name = {outlet.name: outlet for outlet in reversed(lexicon.tables["outlet"])}
        self._names: dict[str, str] = {name: outlet.told_as or outlet.id for name, outlet in self._by_name.items()}

    def outlet(self, words: str | None) -> str | None:
        """The key of the outlet that these words name; None where the packs do not know it.

        An outlet that texts are read to name by a collective entry has that entry's key, as a credit under it has.
        """
        if words and words in self._names:
            return self._names[words]
        tokens = tokenize(words or "")
        found = next(iter(self._in(tokens, 0, len(tokens))), None)
        return found[0] if found else None

    def is_agency(self, words: str | None) -> bool:
        """Whether a publisher is an agency by the packs, or calls itself one, whose texts others print."""
        known = self._by_name.get(words or "")
        if known is not None and known.kind == "agency":
            return True
        return any(self._lexicon.senses(token.word).loose in self._agencies for token in tokenize(words or ""))

    def find(self, reading: Reading, tokens: list[Token]) -> tuple[Credit, ...]:
        """The credits of a document, each outlet once under each manner, sorted."""
        found = {(c.key, c.how): c for c in (*self._told(reading), *self._lines(tokens))}
        return tuple(found[key] for key in sorted(found))

    def _told(self, reading: Reading) -> Iterator[Credit]:
        """Outlets in the chains of attribution, last first, so that the first mention is the one kept."""
        records = sorted(records_of(reading), key=lambda r: r.span, reverse=True)
        for source in (s for record in records for s in reversed(record.sources) if s.kind == "media"):
            key = source.entity or self._names.get(source.name or "") or self.outlet(source.text)
            if key:
                yield Credit(key=key, name=source.name or source.text, how="told", words=source.text)

    def _lines(self, tokens: list[Token]) -> Iterator[Credit]:
        """Outlets that stand alone on a line, or in brackets near the head of the text."""
        start, seen = 0, 0
        for at in range(len(tokens) + 1):
            if at < len(tokens) and tokens[at].kind != "line":
                continue
            words = sum(t.kind != "mark" for t in tokens[start:at])
            if words:
                yield from self._line(tokens, start, at, words, head=seen < HEAD)
            seen += words if words > BESIDE * 3 else 0
            start = at + 1

    def _line(self, tokens: list[Token], first: int, last: int, words: int, *, head: bool) -> Iterator[Credit]:
        short = words <= 2 * BESIDE + 2
        if not short and not head:
            return
        limit = last if short else min(last, first + HEAD)
        for key, name, at, end in self._in(tokens, first, limit):
            alone = words - sum(t.kind != "mark" for t in tokens[at:end]) <= BESIDE
            framed = tokens[at - 1].form == _OPEN and end < last and tokens[end].form == _CLOSE if at > first else False
            pictured = any(self._lexicon.senses(t.word).loose in self._pictures for t in tokens[first:limit])
            if not pictured and (alone or (framed and head and not short)):
                text = " ".join(t.word.raw for t in tokens[at:end])
                yield Credit(key=key, name=name, how="line", words=text)

    def _in(self, tokens: list[Token], first: int, last: int) -> Iterator[tuple[str, str, int, int]]:
        """The outlets named between two tokens: key, name, first token, one past the last."""
        at = first
        while at < last:
            best, end = None, at
            for sense in self._lexicon.senses(tokens[at].word).by.get("outlet", ()):
                if sense.entry.ambiguous:
                    continue
                stop = self._lexicon.match(tokens, at, last, sense)
                if stop > end:
                    best, end = sense.entry, stop
            if best is not None:
                yield best.id, best.name, at, end
            at = max(end, at + 1)
