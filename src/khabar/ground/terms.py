"""Who held an office when, as bounds on the day of an article that gives them their title.

Invariant: a name counts only beside a word of its office, and not beside a word that says `former`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from khabar.ground.world import variants
from khabar.packs.schema.actors import Office
from khabar.packs.schema.base import Entry
from khabar.text.letters import fold_phrase
from khabar.text.sentences import Sentence
from khabar.text.tokens import Token

BEFORE: Final = 4
NEAR: Final = 3
FOREVER: Final = date(2100, 1, 1)


class Term(NamedTuple):
    """The days on which someone held an office, and what the text calls him."""

    days: tuple[tuple[date, date], ...]
    why: str


class Terms:
    """The holders of the packs, by the first word of their names."""

    def __init__(self, offices: Iterable[Entry], former: frozenset[str], peers: frozenset[str] = frozenset()) -> None:
        """Take the offices; former: words beside one who held it before; peers: words for who holds the like."""
        self._former = former
        self._peers = peers
        self._names: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
        self._days: dict[tuple[str, str], list[tuple[date, date]]] = {}
        self._titles: dict[str, frozenset[str]] = {}
        self._seconds: dict[str, frozenset[str]] = {}
        for office in offices:
            if not isinstance(office, Office):
                continue
            phrases = [fold_phrase(form).split() for form in office.forms]
            self._titles[office.id] = frozenset(word for phrase in phrases for word in variants(phrase[0]))
            self._seconds[office.id] = frozenset(phrase[1] for phrase in phrases if len(phrase) > 1)
            for holder in office.holders:
                if not holder.since:
                    continue
                until = _last(holder.until) if holder.until else FOREVER
                self._days.setdefault((office.id, holder.name), []).append((_first(holder.since), until))
                for form in holder.forms:
                    first, *rest = fold_phrase(form).split()
                    entry = (tuple(rest), office.id, holder.name)
                    known = self._names.setdefault(first, [])
                    if entry not in known:
                        known.append(entry)

    def find(self, tokens: list[Token], sentences: Iterable[Sentence]) -> list[Term]:
        """The terms of those whom a text names with their titles, each once."""
        found: dict[tuple[str, str], Term] = {}
        names = self._names
        for sentence in sentences:
            for i in range(sentence.first + 1, sentence.last):
                named = names.get(tokens[i].form)
                if named is None:
                    continue
                start = max(sentence.first, i - BEFORE)
                for rest, office, name in self._closest(named, tokens, start, i):
                    key = (office, name)
                    if key in found or not _follows(tokens, i + 1, sentence.last, rest):
                        continue
                    if self._holds(tokens, start, i, i + 1 + len(rest), sentence.last, office):
                        found[key] = Term(tuple(self._days[key]), f"gives {name} the title")
        return list(found.values())

    def _closest(
        self, named: list[tuple[tuple[str, ...], str, str]], tokens: list[Token], start: int, first: int
    ) -> list[tuple[tuple[str, ...], str, str]]:
        """Of the offices of one name those of which the text gives the second word too (foreign minister), if any."""
        if len(named) < 2:
            return named
        near = {tokens[k].form for k in range(start, first)}
        fuller = [entry for entry in named if not near.isdisjoint(self._seconds[entry[1]])]
        return fuller or named

    def _holds(self, tokens: list[Token], start: int, first: int, end: int, last: int, office: str) -> bool:
        """Whether a word of the office stands before the name, none of `former` around it."""
        titles = self._titles[office]
        titled = any(
            form in titles or form in self._peers for k in range(start, first) for form in variants(tokens[k].form)
        )
        around = range(start, min(end + NEAR, last))
        return titled and not any(tokens[k].form in self._former for k in around)


def _follows(tokens: list[Token], i: int, last: int, rest: tuple[str, ...]) -> bool:
    return i + len(rest) <= last and all(tokens[i + k].form == form for k, form in enumerate(rest))


def _first(day: str) -> date:
    year, month, number = (*day.split("-"), "1", "1")[:3]
    return date(int(year), int(month), int(number))


def _last(day: str) -> date:
    parts = day.split("-")
    if len(parts) == 1:
        return date(int(parts[0]), 12, 31)
    return date(int(parts[0]), int(parts[1]), int(parts[2]) if len(parts) > 2 else 28)
