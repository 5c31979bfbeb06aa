"""A document's signature: what is kept of its text for comparing it with any other.

Invariant: a function of one document and the packs; the same bytes in every process. Furniture is left out, runs of
words never cross a sentence, so sentences in another order have the same runs. Of a text longer than `MAX_WORDS` or
`MAX_SENTENCES` only the beginning is signed, so the work and the size of a signature are bounded.
"""

from __future__ import annotations

import bisect
import functools
import struct
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import rensa

from khabar.lineage import credit
from khabar.lineage.words import WordBook, figures_of
from khabar.model.lineage import Body, Passage, Signature
from khabar.model.naming import records_of
from khabar.model.records import Event, Reading, Tally
from khabar.model.spans import Span
from khabar.packs.lexicon import Lexicon, load_lexicon
from khabar.text.letters import fold_phrase
from khabar.text.sentences import outside, split_sentences
from khabar.text.tokens import Token, tokenize

VERSION: Final = f"1.{rensa.RMinHash.ALGORITHM_VERSION}"
WIDTH: Final = 4
WORDS: Final = frozenset({"word", "number", "latin"})
PERMUTATIONS: Final = 64
HEADS: Final = 2
MARKS: Final = 4
MAX_WORDS: Final = 20_000
MAX_SENTENCES: Final = 1_000
SPEAKERS: Final = 4
NAMELESS: Final = frozenset({"unnamed", "witness", "other"})
FEW_DAYS: Final = 3
LONG_SENTENCE: Final = 4_000
_SEED: Final = 20231026
_PRIMES: Final = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], np.uint64)

Numbers = npt.NDArray[np.uint64]


class _Sentence(NamedTuple):
    """A sentence ready for signing: tokens, the first and one past the last of them, and where it stands."""

    tokens: list[Token]
    first: int
    last: int
    span: Span


class _Written(NamedTuple):
    """What a sentence holds: codes of its words in order, its stems sorted, its figures."""

    span: Span
    codes: list[int]
    stems: list[int]
    figures: tuple[int, ...]


class Signer:
    """Signs documents; build one per process, it keeps nothing between documents."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._book = WordBook(lexicon)
        self._credits = credit.CreditFinder(lexicon)

    def sign(self, body: Body) -> Signature:
        """The signature of one document."""
        reading = body.reading
        tokens = tokenize(body.text) if body.text is not None else []
        written = self._written(list(_reporting(body, tokens)))
        flat, counts = _runs([w.codes for w in written])
        heads = _digests(flat, counts, HEADS)
        marks = _digests(*_joined([w.stems for w in written]), MARKS)
        speakers, days = _speakers(reading), _days(reading)
        passages, at = [], 0
        for n, w in enumerate(written):
            passages.append(
                Passage(
                    span=w.span, at=at, count=counts[n], stems=struct.pack(f"<{len(w.stems)}I", *w.stems),
                    figures=w.figures, speakers=tuple(sorted(_of(w.span, speakers)))[:SPEAKERS],
                    days=_span_of_days(_of(w.span, days)),
                    heads=heads[n] if counts[n] else (), marks=marks[n] if w.stems else (),
                )
            )  # fmt: skip
            at += counts[n]
        return Signature(
            doc=body.doc,
            version=VERSION,
            words=sum(len(w.codes) for w in written),
            first=reading.published.start,
            last=reading.published.end or reading.published.start,
            stated=reading.published.stated,
            outlet=self._credits.outlet(reading.outlet),
            agency=self._credits.is_agency(reading.outlet),
            whole=_packed(np.array(_digests(flat, [at], PERMUTATIONS)[0], np.uint64)) if at else b"",
            runs=_packed(flat),
            passages=tuple(passages),
            credits=self._credits.find(reading, tokens),
        )

    def _written(self, sentences: Sequence[_Sentence]) -> list[_Written]:
        """What each sentence holds, no more than `MAX_WORDS` words in all."""
        found, left = [], MAX_WORDS
        for tokens, first, last, span in sentences[:MAX_SENTENCES]:
            facts = [self._book.facts(token.word) for token in tokens[first:last]]
            words = [f for f, token in zip(facts, tokens[first:last], strict=True) if token.kind in WORDS][:left]
            left -= len(words)
            stems = sorted({f.stem for f in words if f.stem})
            found.append(_Written(span, [f.code for f in words], stems, figures_of(tokens[first:last], facts)))
        return found


@functools.lru_cache(maxsize=1)
def signer() -> Signer:
    """The signer of the bundled packs, built once per process."""
    return Signer(load_lexicon())


def sign(body: Body) -> Signature:
    """The signature of one document, by the bundled packs.

    Raises:
        PackError: a pack has a fault.
    """
    return signer().sign(body)


def _reporting(body: Body, tokens: list[Token]) -> Iterator[_Sentence]:
    """The sentences outside the furniture; of a document without text, the sentences of its claims."""
    if body.text is None:
        claims: dict[Span, str] = {r.sentence_span: r.sentence for r in records_of(body.reading)}
        for span in sorted(claims):
            own = tokenize(claims[span])
            if own:
                yield _Sentence(own, 0, len(own), span)
        return
    for s in outside(tokens, split_sentences(tokens), body.reading.furniture):
        yield _Sentence(tokens, s.first, s.last, Span(tokens[s.first].start, tokens[s.last - 1].end))


def _speakers(reading: Reading) -> list[tuple[Span, str]]:
    """Who is the first source of a claim, and where the claim stands, in the order of the text.

    Nameless sources are nobody who could be quoted twice; what a standing number rests on says nothing of the day.
    """
    told = {
        (record.sentence_span, first.entity or first.name or fold_phrase(first.text))
        for record in _told(reading)
        for first in record.sources[:1]
        if first.kind not in NAMELESS
    }
    return sorted(told)


def _told(reading: Reading) -> Iterator[Event | Tally]:
    yield from reading.events
    yield from reading.tallies


def _days(reading: Reading) -> list[tuple[Span, str]]:
    """The days, ISO, that happenings are told for, where a sentence tells them, in the order of the text."""
    told = {
        (event.sentence_span, day)
        for event in reading.events
        if event.time and event.time.start and event.time.end
        for day in (event.time.start, event.time.end)
    }
    return sorted(told)


def _span_of_days(days: Collection[str]) -> tuple[str, str] | None:
    """First and last of these days; None where they are none, or more than `FEW_DAYS` apart."""
    if not days:
        return None
    first, last = date.fromisoformat(min(days)), date.fromisoformat(max(days))
    return (min(days), max(days)) if (last - first).days <= FEW_DAYS else None


def _of(span: Span, told: Sequence[tuple[Span, str]]) -> set[str]:
    """What is told in sentences that `span` shares letters with; `told` is sorted."""
    at = bisect.bisect_left(told, (Span(span.end, 0), ""))
    found = set()
    for where, name in reversed(told[:at]):
        if where.end <= span.start and where.start < span.start - LONG_SENTENCE:
            break
        if where.overlaps(span):
            found.add(name)
    return found


def _joined(rows: Sequence[Sequence[int]]) -> tuple[Numbers, list[int]]:
    """All rows in one, and how long each is."""
    return np.array([number for row in rows for number in row], np.uint64), [len(row) for row in rows]


def _runs(sentences: Sequence[Sequence[int]]) -> tuple[Numbers, list[int]]:
    """32-bit hashes of the runs of `WIDTH` words, and how many each sentence has; none in a shorter one."""
    codes, lengths = _joined(sentences)
    counts = [max(0, length - WIDTH + 1) for length in lengths]
    if not any(counts):
        return np.empty(0, np.uint64), counts
    left = np.repeat(np.cumsum(lengths), lengths) - np.arange(len(codes))
    mixed = np.zeros(len(codes) - WIDTH + 1, np.uint64)
    for n in range(WIDTH):
        mixed = (mixed ^ codes[n : n + len(mixed)]) * _PRIMES[n]
        mixed ^= mixed >> np.uint64(29)
    return mixed[left[: len(mixed)] >= WIDTH] >> np.uint64(32), counts


def _digests(flat: Numbers, lengths: Sequence[int], permutations: int) -> list[tuple[int, ...]]:
    """The MinHash of each row of numbers; the rows stand in one, one behind the other."""
    if not lengths:
        return []
    offsets = np.zeros(len(lengths) + 1, np.uint64)
    np.cumsum(lengths, out=offsets[1:])
    matrix = rensa.RMinHash.digest_matrix_from_flat_token_hashes(flat, offsets, permutations, _SEED)
    return [tuple(row) for row in matrix.to_rows()]


def _packed(numbers: Numbers) -> bytes:
    return numbers.astype("<u4").tobytes()
