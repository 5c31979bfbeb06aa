"""Running totals in order, and their arithmetic.

Invariant: a finding quotes figures that stand in the text; it says what does not fit, never which is right.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

import msgspec

from khabar.model.chronology import Finding, Happening, TallyLine
from khabar.model.records import Reading, Tally
from khabar.reconcile.claims import bare, source_key, to_day

SHORT_DAYS = 3
NEAR_DAYS = 2
INCIDENT_COUNTS = frozenset({"attacks", "strikes"})
STRUCK = frozenset({"assault", "explosion", "intercept"})
COUNTRY_CODE = 3
ALIKE = 0.12


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A tally with its reference, document, text and whether it stands in the headline."""

    ref: str
    doc: str
    text: str
    headline: bool
    struck: frozenset[str]
    tally: Tally


def to_told(reading: Reading, name: str, text: str) -> Iterator[Told]:
    """The tallies of one reading."""
    starts = [e.sentence_span.start for e in reading.events] + [t.sentence_span.start for t in reading.tallies]
    first = min(starts, default=0)
    for tally in reading.tallies:
        beside = [e for e in reading.events if e.sentence_span == tally.sentence_span and e.type in STRUCK]
        nearest = sorted(beside, key=lambda e: (abs(e.span.start - tally.span.start), e.id))[:1]
        struck = frozenset(a.country for e in nearest for a in e.target if a.country)
        headline = tally.sentence_span.start == first and len(reading.tallies) > 1
        yield Told(ref=f"{name}#{tally.id}", doc=name, text=text, headline=headline, struck=struck, tally=tally)


def to_lines(told: Sequence[Told], happenings: Sequence[Happening]) -> tuple[TallyLine, ...]:
    """Tallies by the day on which they end; repeats on one line; findings with the later of the tallies compared."""
    groups: dict[tuple[object, ...], list[Told]] = {}
    for one in sorted(told, key=_order):
        groups.setdefault(_same(one), []).append(one)
    leads = sorted(map(_lead, groups.values()), key=_order)
    again = {lead.ref: tuple(o.ref for o in groups[_same(lead)] if o.ref != lead.ref) for lead in leads}
    return tuple(
        _line(lead, again[lead.ref], happenings, tuple(_findings(lead, leads[:n]))) for n, lead in enumerate(leads)
    )


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


def _line(
    told: Told, again: tuple[str, ...], happenings: Sequence[Happening], findings: tuple[Finding, ...]
) -> TallyLine:
    t = told.tally
    return TallyLine(
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
        on_record=_on_record(told, happenings),
        findings=findings,
    )


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
    """Two totals of one article for one thing and one span."""
    a, b = other.tally, told.tally
    if told.text != other.text or a.low == b.low or not a.end:
        return
    parts, total, whole = (b, a, other) if len(b.by_place) > 1 else (a, b, told)
    if len(parts.by_place) > 1 and not total.by_place and _one_span(parts, total, headline=whole.headline):
        where = "the headline" if whole.headline else "the same article"
        hedge = " at least" if parts.high is None else ""
        text = f"{_sum(parts)}{hedge}, {where} says {_figure(total)}"
        yield Finding(kind="parts", text=text, claims=(told.ref, other.ref))
    elif (a.start, a.end) == (b.start, b.end) and _alike(told, other):
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
    if not (a.start and a.start == b.start and a.end and b.end and a.end < b.end) or not _alike(told, other):
        return
    if b.high is not None and b.high < a.low:
        text = f"falls: {_figure(b)} to {b.end}, but {_figure(a)} already to {a.end}"
        yield Finding(kind="falls", text=text, claims=(told.ref, other.ref))


def _part_larger(told: Told, other: Told) -> Iterator[Finding]:
    """A span inside another, with more in it than in the whole."""
    for inner, outer in ((told, other), (other, told)):
        if not _inside(inner.tally, outer.tally) or not _alike(told, other):
            continue
        for place in sorted(set(inner.tally.by_place) & set(outer.tally.by_place)):
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
    """Whether two tallies seem to count one thing: a common source, common places, or a like wording."""
    if one.tally.by_place and two.tally.by_place:
        return bool(set(one.tally.by_place) & set(two.tally.by_place))
    sources = [{source_key(s) for s in t.tally.sources} for t in (one, two)]
    words = [set(bare(t.tally.sentence).split()) for t in (one, two)]
    return bool(sources[0] & sources[1]) or len(words[0] & words[1]) / max(1, len(words[0] | words[1])) >= ALIKE


def _sum(t: Tally) -> str:
    return " + ".join(f"{n:,}" for n in t.by_place.values()) + f" = {sum(t.by_place.values()):,}"


def _figure(t: Tally) -> str:
    if t.high is None:
        return f"at least {t.low:,}"
    return f"{t.low:,}" if t.low == t.high else f"{t.low:,}-{t.high:,}"


def _span(t: Tally) -> str:
    return f"{t.start}..{t.end}"


def _on_record(told: Told, happenings: Sequence[Happening]) -> int | None:
    """Incidents of the chronology that such a tally would count; None where the text does not tell which those are."""
    t = told.tally
    start, end = to_day(t.start), to_day(t.end)
    places = {p for p in t.by_place if len(p) == COUNTRY_CODE and p.isupper()}
    if t.counted not in INCIDENT_COUNTS or start is None or end is None or not (places or told.struck):
        return None
    return sum(_counts(h, start, end, places, told.struck) for h in happenings)


def _counts(h: Happening, start: datetime.date, end: datetime.date, places: set[str], struck: frozenset[str]) -> bool:
    first, last = to_day(h.start), to_day(h.end)
    if h.type not in STRUCK or first is None or last is None or (last - first).days >= SHORT_DAYS:
        return False
    there = not places or (h.place is not None and h.place.country in places)
    hit = not struck or bool(struck & {p.country for p in h.target})
    return start <= first and last <= end and there and hit
