"""Readings of documents that nobody wrote, for measuring how a ledger answers when it is large.

Invariant: a function of the seed; every span points at its letters. The words are random strings of letters, the
places, parties and days are drawn with the uneven frequencies of real ones: few happenings are told often, most once.
"""

from __future__ import annotations

import datetime
import hashlib
import itertools
import random
from collections.abc import Iterator

import msgspec

from khabar.model.document import Document
from khabar.model.records import (
    ActorMention,
    CasualtyMention,
    Event,
    PlaceMention,
    Published,
    Reading,
    SourceMention,
    Tally,
    TimeMention,
)
from khabar.model.spans import Span

ALPHABET = [chr(code) for code in (*range(0x0627, 0x063B), *range(0x0641, 0x064B))]
TYPES = ("assault", "assault", "assault", "assault", "coerce", "explosion", "intercept", "mobilize", "casualty")
FIRST_DAY = datetime.date(2014, 1, 1)
CLAIMS = 10
WORDS_A_SENTENCE = 12
TALLY_EVERY = 20
REPORTS = 5  # accounts of a happening, in the mean


class Invented(msgspec.Struct, frozen=True):
    """A document with the reading of it, and of each event the number of the happening that it tells."""

    document: Document
    reading: Reading
    happenings: tuple[int, ...]


class World:
    """What happens, where and between whom; `documents` tells of it."""

    def __init__(self, *, documents: int, seed: int) -> None:
        self.count = documents
        self.seed = self._seed = seed
        chance = random.Random(seed)
        self._words = ["".join(chance.choices(ALPHABET, k=chance.randint(3, 8))) for _ in range(20_000)]
        self._weights = list(itertools.accumulate(1 / rank for rank in range(1, len(self._words) + 1)))
        self.countries = ["".join(chance.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ", k=3)) for _ in range(20)]
        self._places = [
            (f"Place {n}", self._words[n + 500], chance.choice(self.countries), chance.uniform(10, 38),
             chance.uniform(-10, 60))
            for n in range(2_000)
        ]  # fmt: skip
        self._parties = [(f"Party {n}", self._words[n + 5_000], chance.choice(self.countries)) for n in range(400)]
        self.happenings = max(1, documents * CLAIMS // REPORTS)

    def documents(self) -> Iterator[Invented]:
        """Yield the documents, the earliest first."""
        for number in range(self.count):
            yield self._document(number)

    def _document(self, number: int) -> Invented:
        chance = random.Random(f"{self._seed} {number}")
        centre = number * self.happenings // self.count
        told = [min(self.happenings - 1, max(0, int(chance.gauss(centre, 30)))) for _ in range(CLAIMS)]
        day = self._day(centre) + datetime.timedelta(days=1)
        sentences, events, tallies, at = [], [], [], 0
        for n, happening in enumerate(told):
            words = chance.choices(self._words, cum_weights=self._weights, k=WORDS_A_SENTENCE)
            sentence = " ".join(words)
            span = Span(at, at + len(sentence))
            if number % TALLY_EVERY == 0 and n == 0:
                tallies.append(self._tally(sentence, words, span, number, day))
            events.append(self._event(f"e{n + 1}", happening, sentence, words, span, chance))
            sentences.append(sentence)
            at += len(sentence) + 1
        text = "\n".join(sentences)
        raw = hashlib.sha256(text.encode()).hexdigest()
        document = Document(doc=f"doc-{number:06}", text=text, sha256=raw, published=day.isoformat(), outlet="invented")
        published = Published(start=day.isoformat(), end=day.isoformat(), stated=True, likeliest=day.isoformat())
        reading = Reading(
            doc=document.doc, sha256=raw, khabar="synthetic", published=published, outlet="invented",
            events=tuple(events), tallies=tuple(tallies),
        )  # fmt: skip
        return Invented(document, reading, tuple(told))

    def _day(self, happening: int) -> datetime.date:
        return FIRST_DAY + datetime.timedelta(days=happening * 3650 // self.happenings)

    def _event(
        self, id_: str, happening: int, sentence: str, words: list[str], span: Span, chance: random.Random
    ) -> Event:
        told = random.Random(f"{self._seed} happening {happening}")
        name, _, country, lat, lon = self._places[min(int(told.paretovariate(0.6)), len(self._places)) - 1]
        doer, struck = (self._parties[min(int(told.paretovariate(0.7)), 400) - 1] for _ in range(2))
        day = self._day(happening).isoformat()
        dead = told.randint(0, 12) + (chance.random() < 0.1)
        spans = _spans(words, span.start)
        return Event(
            id=id_, type=told.choice(TYPES), span=spans[0], trigger=words[0], sentence=sentence, sentence_span=span,
            modality="asserted",
            initiator=(ActorMention(text=words[1], span=spans[1], kind="military", country=doer[2], name=doer[0]),),
            target=(ActorMention(text=words[2], span=spans[2], kind="armed_group", country=struck[2], name=struck[0]),),
            place=PlaceMention(
                text=words[3], span=spans[3], level="city", name=name, country=country, lat=lat, lon=lon
            ),
            time=TimeMention(text=words[4], span=spans[4], start=day, end=day),
            casualties=(
                CasualtyMention(text=words[5], span=spans[5], harm="killed", who="unknown", low=dead, high=dead),
            ),
            sources=(SourceMention(text=words[6], span=spans[6], kind="official", name=f"Source {happening % 97}"),),
        )  # fmt: skip

    def _tally(self, sentence: str, words: list[str], span: Span, number: int, day: datetime.date) -> Tally:
        speaker = number // TALLY_EVERY % 40
        spans = _spans(words, span.start)
        return Tally(
            id="t1", span=spans[7], trigger=words[7], sentence=sentence, sentence_span=span, counted="attacks",
            low=10 + number // 1000, high=10 + number // 1000, by_place={self.countries[speaker % 20]: 10},
            start=(day - datetime.timedelta(days=30)).isoformat(), end=day.isoformat(),
            sources=(SourceMention(text=words[6], span=spans[6], kind="official", name=f"Speaker {speaker}"),),
        )  # fmt: skip

    def words(self, count: int) -> list[str]:
        """Words as a person would look for them: neither the commonest nor those that stand nowhere."""
        chance = random.Random(f"{self._seed} words")
        return [self._words[min(len(self._words) - 1, 20 + int(chance.expovariate(1 / 800)))] for _ in range(count)]


def _spans(words: list[str], start: int) -> list[Span]:
    found, at = [], start
    for word in words:
        found.append(Span(at, at + len(word)))
        at += len(word) + 1
    return found
