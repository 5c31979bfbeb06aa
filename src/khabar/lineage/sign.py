"""A document's signature: what is kept of its text for comparing it with any other.

Invariant: a function of one document and the packs; the same bytes in every process. Furniture is left out, runs of
words never cross a sentence, so sentences in another order have the same runs. Of a text longer than `MAX_WORDS` only
the beginning is signed, so the work and the size of a signature are bounded.
"""

from __future__ import annotations

import bisect
import functools
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
PERMUTATIONS: Final = 64
HEADS: Final = 2
MARKS: Final = 4
MAX_WORDS: Final = 20_000
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


class Signer:
    """Signs documents; build one per process, it keeps nothing between documents."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._book = WordBook(lexicon)
        self._credits = credit.CreditFinder(lexicon)

    def sign(self, body: Body) -> Signature:
        """The signature of one document."""
        reading = body.reading
        tokens = tokenize(body.text) if body.text is not None else []
        sentences = list(_reporting(body, tokens))
        speakers, days = _speakers(reading), _days(reading)
        codes, stems = self._codes(sentences)
        runs = [_runs(words) for words in codes]
        passages, at = [], 0
        heads = _digests(runs, HEADS)
        marks = _digests(stems, MARKS)
        for n, sentence in enumerate(sentences):
            count = len(runs[n])
            passages.append(
                Passage(
                    span=sentence.span, at=at, count=count, stems=_packed(np.unique(stems[n])),
                    figures=figures_of(sentence.tokens, sentence.first, sentence.last, self._book),
                    speakers=tuple(sorted(_of(sentence.span, speakers)))[:SPEAKERS],
                    days=_span_of_days(_of(sentence.span, days)),
                    heads=heads[n] if count else (), marks=marks[n] if len(stems[n]) else (),
                )
            )  # fmt: skip
            at += count
        flat = np.concatenate(runs) if runs else np.empty(0, np.uint64)
        return Signature(
            doc=body.doc,
            version=VERSION,
            words=sum(map(len, codes)),
            first=reading.published.start,
            last=reading.published.end or reading.published.start,
            outlet=self._credits.outlet(reading.outlet),
            whole=_packed(np.array(_digests([flat], PERMUTATIONS)[0], np.uint64)) if len(flat) else b"",
            runs=_packed(flat),
            passages=tuple(passages),
            credits=self._credits.find(reading, tokens),
        )

    def _codes(self, sentences: Sequence[_Sentence]) -> tuple[list[Numbers], list[Numbers]]:
        """The codes of the words of each sentence, and of its stems, no more than `MAX_WORDS` words in all."""
        codes, stems, left = [], [], MAX_WORDS
        for tokens, first, last, _ in sentences:
            facts = [self._book.facts(t.word) for t in tokens[first:last] if t.kind in ("word", "number", "latin")]
            facts = facts[:left]
            left -= len(facts)
            codes.append(np.array([f.code for f in facts], np.uint64))
            stems.append(np.array([f.stem for f in facts if f.stem], np.uint64))
        return codes, stems


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


def _runs(codes: Numbers) -> Numbers:
    """32-bit hashes of the runs of `WIDTH` words; none for a shorter sentence."""
    count = len(codes) - WIDTH + 1
    if count < 1:
        return np.empty(0, np.uint64)
    mixed = np.zeros(count, np.uint64)
    for n in range(WIDTH):
        mixed = (mixed ^ codes[n : n + count]) * _PRIMES[n]
        mixed ^= mixed >> np.uint64(29)
    return mixed >> np.uint64(32)


def _digests(rows: Sequence[Numbers], permutations: int) -> list[tuple[int, ...]]:
    """The MinHash of each row of numbers."""
    if not rows:
        return []
    offsets = np.zeros(len(rows) + 1, np.uint64)
    np.cumsum([len(row) for row in rows], out=offsets[1:])
    flat = np.concatenate(rows).astype(np.uint64)
    matrix = rensa.RMinHash.digest_matrix_from_flat_token_hashes(flat, offsets, permutations, _SEED)
    return [tuple(row) for row in matrix.to_rows()]


def _packed(numbers: Numbers) -> bytes:
    return numbers.astype("<u4").tobytes()
