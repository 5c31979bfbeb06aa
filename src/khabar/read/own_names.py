"""What a body of men goes by: the name that it gives itself, or that others give it, goes on with the phrase.

Invariant: only a noun of a body is named so; a name in quotation marks ends where they close, any other with its own
phrase.
"""

from __future__ import annotations

from typing import Final

from khabar.packs.lexicon import Lexicon
from khabar.read.units import BODIES, Unit

LONGEST: Final = 8
OPENING: Final = frozenset({"verb", "noun", "word", "rel"})


class OwnNames:
    """Finds the names by which bodies go."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._calls = lexicon.closed("calls_itself")
        self._goes_by = lexicon.closed("goes_by")
        self._itself = lexicon.closed("itself")
        self._by_name = lexicon.closed("by_name")
        self._opening = self._calls | self._goes_by

    def past(self, units: list[Unit], at: int, end: int) -> int:
        """Where the name that follows at `end` begins, after a body whose noun is at `at` (a group *that calls itself*
        X); nought if none does.
        """
        if units[end].tag not in OPENING:
            return 0
        opens = end + 1 if units[end].tag == "rel" and end + 1 < len(units) else end
        word = units[opens].token.word.loose
        if word not in self._opening or units[opens].conj or opens + 1 >= len(units):
            return 0
        noun = units[at].noun
        if noun is None or not (noun.kind in BODIES or "group" in noun.classes):
            return 0
        if units[end].tag == "rel" and "group" not in noun.classes and "person" in noun.classes:
            return 0  # the head | of what is called a government
        several = units[opens].last - units[opens].first > 1
        begins = opens + 1
        if units[begins].token.word.loose in self._itself:
            begins += 1
        elif word not in self._goes_by and not several:
            return 0
        if begins < len(units) and units[begins].token.word.loose in self._by_name:
            begins += 1
        return begins if begins < len(units) and units[begins].tag not in ("verb", "mark", "sub", "rel") else 0


def quoted_end(units: list[Unit], at: int) -> int:
    """One past the last unit of a name in quotation marks that begins at `at`; nought if none opens there or closes
    soon.
    """
    if not at or units[at].first == units[at - 1].last:
        return 0
    for end in range(at + 1, min(len(units), at + LONGEST) + 1):
        if end == len(units) or units[end].tag == "mark" or units[end].first > units[end - 1].last:
            return end
    return 0


def closes_name(units: list[Unit], at: int, end: int) -> bool:
    """Whether quotation marks that open in the phrase from `at` on close before `end`."""
    if units[end].first == units[end - 1].last:
        return False
    opened = sum(1 for k in range(at, end) if k and units[k].first > units[k - 1].last)
    return opened % 2 == 1
