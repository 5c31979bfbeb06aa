"""Readings against gold, figure by figure.

Invariant: a missed event costs its participants, place and figures too: every figure counts over all events, found or
not. Figures add up over articles before they are divided.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from khabar.evaluate.align import align, common, matches, same_country, same_place
from khabar.evaluate.figures import Clustering, Figure, Placed, b_cubed
from khabar.evaluate.gold import Gold
from khabar.evaluate.misses import Miss, find_misses
from khabar.model.records import INCIDENTS, Event, Published, Reading, Tally
from khabar.model.spans import Span

MAX_PUBLISHED_DAYS = 7

Pairs = list[tuple[Event, Event]]


class Score(msgspec.Struct, frozen=True):
    """All figures by name, the misses behind them, and gold articles that have no reading."""

    figures: dict[str, Figure]
    clustering: Clustering | None
    misses: tuple[Miss, ...]
    absent: tuple[str, ...]

    def rows(self) -> Iterator[tuple[str, float | None, str]]:
        """Name, value and counts of every figure, in order."""
        for name, figure in self.figures.items():
            yield name, figure.value, figure.detail
        if self.clustering:
            yield "linking b-cubed", self.clustering.value, self.clustering.detail


def score(readings: Mapping[str, Reading], golds: Sequence[Gold]) -> Score:
    """Score readings, by document name, against gold files."""
    figures: dict[str, Figure] = {}
    misses: list[Miss] = []
    placed: list[Placed] = []
    for gold in golds:
        reading = readings.get(gold.doc) or _nothing(gold.doc)
        pairs = [(gold.events[i], reading.events[j]) for i, j in align(gold.events, reading.events)]
        for name, figure in _figures(gold, reading, pairs):
            figures[name] = figures.get(name, Figure()).plus(figure)
        misses += find_misses(gold, reading, pairs)
        placed += _placed(gold.doc, pairs)
    absent = tuple(gold.doc for gold in golds if gold.doc not in readings)
    return Score(figures, b_cubed(placed), tuple(misses), absent)


def _figures(gold: Gold, reading: Reading, pairs: Pairs) -> Iterator[tuple[str, Figure]]:
    typed = [(g, p) for g, p in pairs if g.type == p.type]
    yield from _found(gold.events, reading.events, pairs, typed)
    count = _Counter(gold.events, reading.events, typed)
    yield "initiator", count.members(lambda e: e.initiator, lambda g, p: matches(g.initiator, p.initiator))
    yield "target", count.members(lambda e: e.target, lambda g, p: matches(g.target, p.target))
    yield "sources", count.members(lambda e: e.sources, lambda g, p: matches(g.sources, p.sources))
    yield (
        "initiator country",
        count.members(lambda e: e.initiator, lambda g, p: matches(g.initiator, p.initiator, same_country)),
    )
    yield "target country", count.members(lambda e: e.target, lambda g, p: matches(g.target, p.target, same_country))
    yield "place", count.having(lambda e: bool(e.place), _same_place)
    yield "time exact", count.having(_dated, lambda g, p: _days(g) == _days(p))
    yield "time overlap", count.having(_dated, _days_touch)
    yield "weapons", count.members(lambda e: e.weapons, lambda g, p: common(_kinds(g), _kinds(p)))
    yield "weapon counts", count.members(lambda e: e.weapons, lambda g, p: common(_counts(g), _counts(p)))
    yield "casualties", count.members(lambda e: e.casualties, lambda g, p: common(_tolls(g), _tolls(p)))
    yield "modality", Figure(sum(g.modality == p.modality for g, p in typed), len(typed), len(typed))
    yield "outcome", count.having(lambda e: bool(e.outcome), lambda g, p: g.outcome == p.outcome)
    yield "responds to", _replies(gold.events, reading.events, typed)
    yield from _tallies(gold.tallies, reading.tallies)
    yield "strengths", _strengths(gold, reading)
    yield "furniture", _letters(gold.text, gold.furniture, reading.furniture)
    yield "published", _published(gold.published, reading.published)


def _found(gold: Sequence[Event], read: Sequence[Event], pairs: Pairs, typed: Pairs) -> Iterator[tuple[str, Figure]]:
    incidents = Figure(
        sum(g.type in INCIDENTS for g, _ in typed),
        sum(p.type in INCIDENTS for p in read),
        sum(g.type in INCIDENTS for g in gold),
    )
    yield "events", Figure(len(typed), len(read), len(gold))
    yield "events untyped", Figure(len(pairs), len(read), len(gold))
    yield "incidents", incidents
    yield (
        "verbal acts",
        Figure(len(typed) - incidents.found, len(read) - incidents.read, len(gold) - incidents.gold),
    )


class _Counter:
    """Counts one field over all events of an article and the pairs of one type among them."""

    def __init__(self, gold: Sequence[Event], read: Sequence[Event], typed: Pairs) -> None:
        self.gold, self.read, self.typed = gold, read, typed

    def members(self, field: Callable[[Event], Sequence[object]], found: Callable[[Event, Event], int]) -> Figure:
        """A field that holds several mentions."""
        return Figure(
            sum(found(g, p) for g, p in self.typed),
            sum(len(field(p)) for p in self.read),
            sum(len(field(g)) for g in self.gold),
        )

    def having(self, has: Callable[[Event], bool], same: Callable[[Event, Event], bool]) -> Figure:
        """A field that an event has or has not."""
        return Figure(
            sum(has(g) and has(p) and same(g, p) for g, p in self.typed),
            sum(has(p) for p in self.read),
            sum(has(g) for g in self.gold),
        )


def _same_place(gold: Event, read: Event) -> bool:
    return gold.place is not None and read.place is not None and same_place(gold.place, read.place)


def _dated(event: Event) -> bool:
    return bool(event.time and event.time.start)


def _days(event: Event) -> tuple[str, str]:
    time = event.time
    return (time.start or "", time.end or time.start or "") if time else ("", "")


def _days_touch(gold: Event, read: Event) -> bool:
    (first, last), (start, end) = _days(gold), _days(read)
    return start <= last and first <= end


def _kinds(event: Event) -> list[str]:
    return [weapon.kind for weapon in event.weapons]


def _counts(event: Event) -> list[tuple[str, int | None]]:
    return [(weapon.kind, weapon.count) for weapon in event.weapons]


def _tolls(event: Event) -> list[tuple[str, int, int | None]]:
    return [(toll.harm, toll.low, toll.high) for toll in event.casualties]


def _replies(gold: Sequence[Event], read: Sequence[Event], typed: Pairs) -> Figure:
    gold_of = {p.id: g.id for g, p in typed}
    wanted = {(g.id, other) for g in gold for other in g.responds_to}
    told = {(gold_of.get(p.id), gold_of.get(other)) for p in read for other in p.responds_to}
    return Figure(len(wanted & told), sum(len(p.responds_to) for p in read), len(wanted))


def _tallies(gold: Sequence[Tally], read: Sequence[Tally]) -> Iterator[tuple[str, Figure]]:
    pairs = [(gold[i], read[j]) for i, j in align(gold, read)]
    right = [(g, p) for g, p in pairs if g.counted == p.counted and g.low == p.low]
    yield "tallies", Figure(len(right), len(read), len(gold))
    yield (
        "tally breakdown",
        Figure(
            sum(bool(g.by_place) and g.by_place == p.by_place for g, p in right),
            sum(bool(p.by_place) for p in read),
            sum(bool(g.by_place) for g in gold),
        ),
    )
    yield (
        "tally span",
        Figure(
            sum(bool(g.start) and (g.start, g.end) == (p.start, p.end) for g, p in right),
            sum(bool(p.start) for p in read),
            sum(bool(g.start) for g in gold),
        ),
    )


def _strengths(gold: Gold, reading: Reading) -> Figure:
    pairs = [(gold.strengths[i], reading.strengths[j]) for i, j in align(gold.strengths, reading.strengths)]
    right = sum(g.low == p.low and g.country == p.country for g, p in pairs)
    return Figure(right, len(reading.strengths), len(gold.strengths))


def _letters(text: str, gold: Sequence[Span], read: Sequence[Span]) -> Figure:
    wanted, told = _letters_in(text, gold), _letters_in(text, read)
    return Figure(len(wanted & told), len(told), len(wanted))


def _letters_in(text: str, spans: Sequence[Span]) -> set[int]:
    return {i for span in spans for i in range(span.start, min(span.end, len(text))) if not text[i].isspace()}


def _published(gold: Published, read: Published) -> Figure:
    """One for an interval of at most a week more than a day that touches gold's."""
    start, end = read.start or "", read.end or read.start or ""
    inside = bool(start) and start <= (gold.end or "") and (gold.start or "") <= end
    days = (datetime.date.fromisoformat(end) - datetime.date.fromisoformat(start)).days if inside else 0
    return Figure(int(inside and days <= MAX_PUBLISHED_DAYS), int(bool(start)), 1)


def _placed(doc: str, pairs: Pairs) -> Iterator[Placed]:
    for g, p in pairs:
        if g.type == p.type and g.type in INCIDENTS and g.event:
            yield Placed(g.event, (p.event,) if p.event else (doc, p.id))


def _nothing(doc: str) -> Reading:
    return Reading(doc=doc, sha256="", khabar="", published=Published())
