"""Running totals in order, and their arithmetic.

Invariant: a finding quotes figures that stand in the text; it says what does not fit, never which is right.
"""

from __future__ import annotations

import collections
import functools
import heapq
import itertools
from collections.abc import Iterator, Sequence

import msgspec

from khabar.model.chronology import Finding, TallyLine
from khabar.model.days import to_day
from khabar.model.records import Event, Reading, Tally
from khabar.model.spans import Span
from khabar.reconcile.claims import bare, source_key
from khabar.reconcile.incidents import STRUCK, Incidents, to_asked
from khabar.reconcile.speakers import side_of
from khabar.reconcile.subjects import places_of, struck_by

NEAR_DAYS = 2
ALIKE = 0.12
THINGS = frozenset({"launched", "intercepted", "other"})
BACK = 16
"""A total is set against so many earlier ones of its article, of its start and of each of its places."""
HIGHEST = 4
"""… and against so many of the highest of its start."""
MOST_FINDINGS = 16
MOST_PLACES = 32
MOST_LETTERS = 2000


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A tally with its reference, document, text and whether it stands in the headline.

    speaker: the side that gives it. struck, places: countries of those it was done to, and in which it counts.
    """

    ref: str
    doc: str
    text: str
    headline: bool
    struck: tuple[str, ...]
    tally: Tally
    places: tuple[str, ...] = ()
    speaker: str | None = None


def to_told(reading: Reading, name: str, text: str) -> Iterator[Told]:
    """The tallies of one reading."""
    starts = [e.sentence_span.start for e in reading.events] + [t.sentence_span.start for t in reading.tallies]
    first = min(starts, default=0)
    beside: dict[Span, list[Event]] = {}
    for e in reading.events if reading.tallies else ():
        if e.type in STRUCK:
            beside.setdefault(e.sentence_span, []).append(e)
    for tally in reading.tallies:
        yield Told(
            ref=f"{name}#{tally.id}",
            doc=name,
            text=text,
            headline=tally.sentence_span.start == first and len(reading.tallies) > 1,
            struck=struck_by(tally, beside.get(tally.sentence_span, ())),
            places=places_of(tally),
            speaker=side_of(tally.sources, tally.sentence, tally.sentence_span.start),
            tally=tally,
        )


def to_lines(told: Sequence[Told], incidents: Incidents) -> tuple[TallyLine, ...]:
    """Tallies by the day on which they end; repeats on one line; findings with the later of the tallies compared."""
    groups: dict[tuple[object, ...], list[Told]] = {}
    for one in sorted(told, key=_order):
        groups.setdefault(_same(one), []).append(one)
    leads = sorted(map(_lead, groups.values()), key=_order)
    earlier = _Earlier()
    lines = []
    for lead in leads:
        again = tuple(o.ref for o in groups[_same(lead)] if o.ref != lead.ref)
        lines.append(
            _line(lead, again, incidents, tuple(itertools.islice(_findings(lead, earlier.near(lead)), MOST_FINDINGS)))
        )
        earlier.add(lead)
    return tuple(lines)


class _Earlier:
    """Totals seen so far, of which only those near a new one are compared with it: `BACK` and `HIGHEST` bound them."""

    def __init__(self) -> None:
        self._near: dict[tuple[object, ...], collections.deque[tuple[int, Told]]] = {}
        self._high: dict[tuple[object, ...], list[tuple[int, int, Told]]] = {}
        self._seen = 0

    def near(self, told: Told) -> list[Told]:
        """Those to compare `told` with, in order."""
        found: dict[int, Told] = {}
        for key in self._keys(told):
            found |= dict(self._near.get(key, ()))
        found |= {n: one for _, n, one in self._high.get((told.tally.counted, told.tally.start), ())}
        return [found[n] for n in sorted(found)]

    def add(self, told: Told) -> None:
        """Remember `told`."""
        self._seen += 1
        for key in self._keys(told):
            self._near.setdefault(key, collections.deque(maxlen=BACK)).append((self._seen, told))
        highest = self._high.setdefault((told.tally.counted, told.tally.start), [])
        heapq.heappush(highest, (told.tally.low, self._seen, told))
        if len(highest) > HIGHEST:
            heapq.heappop(highest)

    def _keys(self, told: Told) -> Iterator[tuple[object, ...]]:
        t = told.tally
        yield ("text", t.counted, told.text)
        yield ("start", t.counted, t.start)
        for place in sorted(t.by_place)[:MOST_PLACES]:
            yield ("place", t.counted, place)


def _lead(group: Sequence[Told]) -> Told:
    """The tally that tells most; in the headline if one of its repeats is."""
    return msgspec.structs.replace(max(group, key=_detail), headline=any(one.headline for one in group))


def _order(told: Told) -> tuple[str, str, str, int, int, str]:
    t = told.tally
    return (t.end or "9999", t.counted, t.start or "", not told.headline, told.tally.span.start, told.ref)


def _detail(told: Told) -> tuple[int, int, list[int]]:
    return (len(told.tally.sources), len(told.tally.by_place), [-ord(x) for x in told.ref])


def _same(told: Told) -> tuple[object, ...]:
    t = told.tally
    scope = told.doc if t.end is None else ""
    return (t.counted, t.low, t.high, t.start, t.end, tuple(sorted(t.by_place.items())), scope)


def _line(told: Told, again: tuple[str, ...], incidents: Incidents, findings: tuple[Finding, ...]) -> TallyLine:
    t = told.tally
    line = TallyLine(
        claim=told.ref,
        counted=t.counted,
        low=t.low,
        high=t.high,
        trigger=t.trigger,
        sentence=t.sentence,
        by_place=t.by_place,
        start=t.start,
        end=t.end,
        chain=t.sources,
        again=again,
        findings=findings,
        speaker=told.speaker,
        struck=told.struck,
        places=told.places,
    )
    return msgspec.structs.replace(line, on_record=_on_record(line, incidents))


def _findings(told: Told, earlier: Sequence[Told]) -> Iterator[Finding]:
    yield from _own_sum(told)
    for other in earlier:
        if told.tally.counted != other.tally.counted:
            continue
        yield from _same_span(told, other)
        yield from _fallen(told, other)
        yield from _part_larger(told, other)


def _own_sum(told: Told) -> Iterator[Finding]:
    t = told.tally
    total = sum(t.by_place.values())
    if len(t.by_place) > 1 and (total < t.low or (t.high is not None and total > t.high)):
        text = f"{_sum(t)}, the same sentence says {_figure(t)}"
        yield Finding(kind="parts", text=text, claims=(told.ref,))


def _same_span(told: Told, other: Told) -> Iterator[Finding]:
    """Two totals of one article for one thing and one span; two of one sentence are of two things or part and whole."""
    a, b = other.tally, told.tally
    if told.text != other.text or a.low == b.low or not a.end:
        return
    parts, total, whole = (b, a, other) if len(b.by_place) > 1 else (a, b, told)
    if len(parts.by_place) > 1 and not total.by_place and _one_span(parts, total, headline=whole.headline):
        where = "the headline" if whole.headline else "the same article"
        hedge = " at least" if parts.high is None else ""
        text = f"{_sum(parts)}{hedge}, {where} says {_figure(total)}"
        yield Finding(kind="parts", text=text, claims=(told.ref, other.ref))
    elif (a.start, a.end) == (b.start, b.end) and a.sentence != b.sentence and _alike(told, other):
        text = f"{_figure(b)} here, {_figure(a)} elsewhere in the same article"
        yield Finding(kind="totals", text=text, claims=(told.ref, other.ref))


def _one_span(parts: Tally, total: Tally, *, headline: bool) -> bool:
    """Whether two totals run over one span: the same start and ends a day or two apart; a headline may be vaguer."""
    last, other = to_day(parts.end), to_day(total.end)
    if last is None or other is None or abs((last - other).days) > NEAR_DAYS:
        return False
    return parts.start == total.start or (headline and (total.start or "") <= (parts.start or ""))


def _fallen(told: Told, other: Told) -> Iterator[Finding]:
    """A later running total from the same day that is lower than an earlier one."""
    a, b = other.tally, told.tally
    if b.high is None or b.high >= a.low or not a.start or a.start != b.start:
        return
    if a.end and b.end and a.end < b.end and _alike(told, other):
        text = f"falls: {_figure(b)} to {b.end}, but {_figure(a)} already to {a.end}"
        yield Finding(kind="falls", text=text, claims=(told.ref, other.ref))


def _part_larger(told: Told, other: Told) -> Iterator[Finding]:
    """A span inside another, with more in it than in the whole."""
    shared = told.tally.by_place.keys() & other.tally.by_place.keys()
    for inner, outer in ((told, other), (other, told)) if shared else ():
        if not _inside(inner.tally, outer.tally) or not _alike(told, other):
            continue
        for place in sorted(shared)[:MOST_PLACES]:
            part, whole = inner.tally.by_place[place], outer.tally.by_place[place]
            if part > whole:
                text = f"{place}: {part} in {_span(inner.tally)}, but {whole} in the longer {_span(outer.tally)}"
                yield Finding(kind="part", text=text, claims=(inner.ref, outer.ref))


def _inside(inner: Tally, outer: Tally) -> bool:
    if not (inner.start and inner.end and outer.start and outer.end):
        return False
    whole = (outer.start, outer.end) != (inner.start, inner.end)
    return whole and outer.start <= inner.start and inner.end <= outer.end


def _alike(one: Told, two: Told) -> bool:
    """Whether two tallies seem to count one thing: a common source, common places, or a like wording.

    Of things that are counted, rather than people or attacks, only those of one name: missiles are no drones.
    """
    if one.tally.counted in THINGS and not _things(one.tally.trigger) & _things(two.tally.trigger):
        return False
    if one.tally.by_place and two.tally.by_place:
        return bool(set(one.tally.by_place) & set(two.tally.by_place))
    sources = [{source_key(s) for s in t.tally.sources} for t in (one, two)]
    words = [_words(t.tally.sentence) for t in (one, two)]
    return bool(sources[0] & sources[1]) or len(words[0] & words[1]) / max(1, len(words[0] | words[1])) >= ALIKE


@functools.lru_cache(maxsize=4096)
def _things(trigger: str) -> frozenset[str]:
    """The words of a counted phrase without its numbers."""
    return frozenset(word for word in bare(trigger).split() if not word.isdigit())


@functools.lru_cache(maxsize=4096)
def _words(sentence: str) -> frozenset[str]:
    return frozenset(bare(sentence[:MOST_LETTERS]).split())


def _sum(t: Tally) -> str:
    return " + ".join(f"{n:,}" for n in t.by_place.values()) + f" = {sum(t.by_place.values()):,}"


def _figure(t: Tally) -> str:
    if t.high is None:
        return f"at least {t.low:,}"
    return f"{t.low:,}" if t.low == t.high else f"{t.low:,}-{t.high:,}"


def _span(t: Tally) -> str:
    return f"{t.start}..{t.end}"


def _on_record(line: TallyLine, incidents: Incidents) -> int | None:
    """Incidents of the chronology that such a tally would count; None where the text does not tell which those are."""
    start, end, asked = to_day(line.start), to_day(line.end), to_asked(line)
    if asked is None or start is None or end is None:
        return None
    return incidents.count(start, end, asked)
