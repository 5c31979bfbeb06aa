"""Words as the index of a ledger knows them, and the way back from a hit to the letters.

Invariant: what is indexed and what is asked for go through the same folding, so that a name is found under every
spelling that folding joins, with the article or without, behind a conjunction or a preposition; a hit is told by the
letters of the document, never by folded ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from khabar.model.spans import Span
from khabar.store.search import Passage
from khabar.text.clitics import AL, CONJUNCTIONS, PREPOSITIONS
from khabar.text.letters import LAM, loose
from khabar.text.tokens import Token, tokenize

INDEXED = frozenset({"word", "number", "latin"})
PASSAGE_TOKENS = 2000
SHORTEST = 3
LONGEST = 60  # letters of a folded word; longer ones are no words
HAMZAS = str.maketrans({"\u0624": "\u0648", "\u0626": "\u064a", "\u0621": None})
JOINED = (*CONJUNCTIONS, *PREPOSITIONS)


@lru_cache(maxsize=200_000)
def bare(form: str) -> str:
    """A folded word without article and what is written before it; carriers of hamza and careless ends made alike."""
    plain = loose(form).translate(HAMZAS) or form
    at = 0
    if (plain[:1] in CONJUNCTIONS and plain[1:].startswith((AL, LAM + LAM))) or _has_two(plain):
        at = 1
    if plain[at : at + 1] in PREPOSITIONS and plain[at + 1 :].startswith(AL):
        at += 1
    if plain.startswith((AL, LAM + LAM), at) and len(plain) - at - 2 >= SHORTEST:
        return plain[at + 2 :][:LONGEST]
    return plain[:LONGEST]


def _has_two(plain: str) -> bool:
    """Whether a conjunction and a preposition stand before the article."""
    return plain[:1] in CONJUNCTIONS and plain[1:2] in PREPOSITIONS and plain[2:].startswith(AL)


def to_passages(text: str) -> Iterator[Passage]:
    """Yield the stretches of a text as the index takes them."""
    tokens = [token for token in tokenize(text) if token.kind in INDEXED]
    for start in range(0, len(tokens), PASSAGE_TOKENS):
        some = tokens[start : start + PASSAGE_TOKENS]
        yield Passage(some[0].start, some[-1].end, " ".join(bare(t.form) for t in some))


def to_groups(query: str) -> list[tuple[str, ...]]:
    """What each word of a query may look like in the index: bare, or with a letter joined to its front."""
    forms = dict.fromkeys(bare(token.form) for token in tokenize(query) if token.kind in INDEXED)
    return [(form, *(letter + form for letter in JOINED)) if _is_long(form) else (form,) for form in forms]


def _is_long(form: str) -> bool:
    return len(form) >= SHORTEST and not form.isascii()


def find_spans(text: str, groups: Sequence[Sequence[str]], start: int, end: int) -> Iterator[Span]:
    """Yield where the words of a query stand in `text`, between `start` and `end` in code points, in order."""
    wanted = {form for group in groups for form in group}
    yield from (Span(t.start, t.end) for t in _tokens(text, start, end) if bare(t.form) in wanted)


def _tokens(text: str, start: int, end: int) -> Iterator[Token]:
    for token in tokenize(text[start:end]):
        if token.kind in INDEXED:
            token.start += start
            token.end += start
            yield token
