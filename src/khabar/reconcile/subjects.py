"""Whom a running total was done to, and in which countries, where the record does not say it.

Invariant: only words of the tally's own sentence are read, none of them a source's; where they tell nothing, nothing is
known.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from khabar.model.records import Event, SourceMention, Tally
from khabar.packs.schema.actors import Actor
from khabar.reconcile.speakers import nationality_of
from khabar.reconcile.tables import MOST_LETTERS, folded, load_entries, load_words, placed

COUNTRY_CODE = 3
DONE_BY = frozenset({"strikes", "launched", "intercepted", "arrested"})
"""Totals of what somebody did: the forces that the sentence names may be those who did it."""
NEAR_HEAD = 2  # words from "forces" to "American"
MOST_WORDS = 120
_AND = "\u0648"


def struck_by(tally: Tally, beside: Sequence[Event]) -> tuple[str, ...]:
    """Countries of those it was done to: of the forces or bases that the sentence names, else of the deed beside it.

    Args:
        tally: The running total.
        beside: The deeds told in its sentence.
    """
    words = placed(_without(tally))[:MOST_WORDS]
    kinds = ("against",) if tally.counted in DONE_BY else ("against", "struck")
    for kind in kinds:
        for at, (word, _) in enumerate(words):
            if (word,) in load_words()[kind]:
                found = _named([w for w, _ in words[at + 1 : at + 1 + NEAR_HEAD]])
                if found:
                    return (found,)
    nearest = sorted(beside, key=lambda e: (abs(e.span.start - tally.span.start), e.id))[:1]
    return tuple(sorted({a.country for e in nearest for a in e.target if a.country}))


def _named(words: Sequence[str]) -> str | None:
    """The country that words behind a head tell: by an adjective, or by a name that takes a side."""
    for at, word in enumerate(words):
        found = nationality_of(word) or _hostile().get((word,)) or _hostile().get(tuple(words[at : at + 2]))
        if found:
            return found
    return None


def places_of(tally: Tally) -> tuple[str, ...]:
    """ISO codes of the countries that it counts in: of its parts, else those named behind "in"."""
    parts = tuple(sorted(p for p in tally.by_place if len(p) == COUNTRY_CODE and p.isupper()))
    if parts:
        return parts
    found: set[str] = set()
    within, open_list = load_words()["within"], False
    for word, _ in placed(_without(tally))[:MOST_WORDS]:
        country = _countries().get(word)
        joined = _countries().get(word[1:]) if open_list and word[:1] == _AND else None
        if open_list and (country or joined):
            found.add(country or joined or "")
        else:
            open_list = (word,) in within
    return tuple(sorted(found))


def _without(tally: Tally) -> str:
    """The sentence with its sources blanked out."""
    return blanked(tally.sentence[:MOST_LETTERS], tally.sentence_span.start, tally.sources)


def blanked(sentence: str, begins: int, sources: Sequence[SourceMention]) -> str:
    """A sentence without the words of its sources, offsets kept."""
    for source in sources:
        start, end = source.span.start - begins, source.span.end - begins
        if 0 <= start < end <= len(sentence):
            sentence = sentence[:start] + " " * (end - start) + sentence[end:]
    return sentence


@functools.lru_cache(maxsize=1)
def _states() -> tuple[Actor, ...]:
    """Bodies and forces of states."""
    entries = (e for e in load_entries("actor") if isinstance(e, Actor))
    return tuple(e for e in entries if e.country and e.kind in ("government", "military"))


@functools.lru_cache(maxsize=1)
def _countries() -> Mapping[str, str]:
    """Folded one-word names of states, with their country."""
    named = [(folded(f), e.country) for e in _states() if e.id.endswith(".government") for f in e.forms]
    return {words[0]: country for words, country in _unshared(named).items() if len(words) == 1}


@functools.lru_cache(maxsize=1)
def _hostile() -> Mapping[tuple[str, ...], str]:
    """Folded names of states and their forces that take a side, with their country."""
    return _unshared([(folded(f), e.country) for e in _states() for f in e.hostile])


def _unshared(named: Sequence[tuple[tuple[str, ...], str]]) -> dict[tuple[str, ...], str]:
    """Names that only one country has."""
    found: dict[tuple[str, ...], set[str]] = {}
    for words, country in named:
        found.setdefault(words, set()).add(country)
    return {words: next(iter(sides)) for words, sides in found.items() if len(sides) == 1}
