"""The tallies' book: running totals by speaker and subject, what fits in each series and what the chronology covers.

Invariant: a series is a function of the set of tallies; a finding quotes the figures and names their claims. Each total
is set against the one before it and the spans next to it, never against all.
"""

from __future__ import annotations

import datetime
import hashlib
import itertools
from collections.abc import Iterator, Sequence

import msgspec

from khabar.model.book import Book, SeriesLine, TallySeries
from khabar.model.chronology import Chronology, Finding, TallyLine
from khabar.model.days import to_day
from khabar.reconcile.claims import shown, unique
from khabar.reconcile.incidents import INCIDENT_COUNTS, Incidents, to_asked
from khabar.reconcile.speakers import label_of
from khabar.reconcile.tolls import show_range

MOST_NAMED = 200  # incidents that a line names
NAMED = 6  # incidents that a finding names
BACK = 16  # spans before a total that it is set against


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """Whose totals they are, or the article whose totals name no source, and what they count as far as they tell it."""

    speaker: str | None
    counted: str
    article: str | None = None
    struck: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A total with its days as dates."""

    told: TallyLine
    start: datetime.date | None
    end: datetime.date | None


def to_book(chronology: Chronology, incidents: Incidents | None = None) -> Book:
    """All running totals of a chronology as series, those with the most totals first.

    Args:
        chronology: Whose totals they are.
        incidents: What they may count; the chronology's own happenings if not given.
    """
    incidents = incidents or Incidents(chronology.happenings)
    made = [_series(subject, lines, incidents) for subject, lines in _groups(chronology.tallies)]
    return Book(series=tuple(sorted(made, key=lambda s: (-len(s.lines), s.speaker, s.subject, s.id))))


def _groups(tallies: Sequence[TallyLine]) -> list[tuple[Subject, list[TallyLine]]]:
    """Totals that tell the most of their subject found the series; those that tell less join what they do not exclude.

    A total without a source joins the speaker who gives the same figure in the same article, else those of its article.
    """
    voices = _voices(tallies)
    groups: dict[tuple[str | None, str], dict[Subject, list[TallyLine]]] = {}
    for line in sorted(tallies, key=lambda t: (-bool(t.struck) - bool(t.places), t.end or "9999", t.claim)):
        speaker = line.speaker or next((voices[k] for k in _figures(line) if k in voices), None)
        known = groups.setdefault((speaker, line.counted), {})
        alone = None if speaker else line.claim.rsplit("#", 1)[0]
        own = Subject(speaker=speaker, article=alone, counted=line.counted, struck=line.struck, places=line.places)
        if own not in known and not (own.struck and own.places):
            own = next((s for s, held in itertools.islice(known.items(), BACK) if _fits(line, s, held)), own)
        known.setdefault(own, []).append(line)
    return [found for known in groups.values() for found in known.items()]


def _voices(tallies: Sequence[TallyLine]) -> dict[tuple[str, str, int], str]:
    """Who gives a figure in an article; nobody where two do."""
    found: dict[tuple[str, str, int], set[str]] = {}
    for line in tallies:
        if line.speaker:
            for key in _figures(line):
                found.setdefault(key, set()).add(line.speaker)
    return {key: next(iter(speakers)) for key, speakers in found.items() if len(speakers) == 1}


def _figures(line: TallyLine) -> list[tuple[str, str, int]]:
    return [(ref.rsplit("#", 1)[0], line.counted, line.low) for ref in (line.claim, *line.again)]


def _fits(line: TallyLine, subject: Subject, held: Sequence[TallyLine]) -> bool:
    """Whether a total that does not tell its whole subject is one of a series, of what it does tell.

    One that tells nobody struck is, if it counts from the same day on.
    """
    if subject.article not in (None, line.claim.rsplit("#", 1)[0]):
        return False
    if (line.places and line.places != subject.places) or (line.struck and line.struck != subject.struck):
        return False
    return bool(line.struck) or (line.start is not None and any(line.start == other.start for other in held))


def _series(subject: Subject, told: Sequence[TallyLine], incidents: Incidents) -> TallySeries:
    ordered = sorted(told, key=lambda t: (t.end or "9999", t.start or "", t.low, t.claim))
    lines = [Line(told=t, start=to_day(t.start), end=to_day(t.end)) for t in ordered]
    made = tuple(_line(line, subject, incidents) for line in lines)
    findings = [*_own(lines), *_growth(lines, subject, incidents), *_overlaps(lines), *_coverage(made, subject)]
    sources = unique([shown(t.chain[0].name, t.chain[0].text) for t in ordered if t.chain])
    speaker = label_of(subject.speaker, next(iter(sources), None))
    return TallySeries(
        id=_id(subject), speaker=f"{subject.article}, {speaker}" if subject.article else speaker,
        subject=show_subject(subject), counted=subject.counted, lines=made, findings=tuple(findings),
    )  # fmt: skip


def _id(subject: Subject) -> str:
    told = (subject.speaker, subject.article, subject.counted, *subject.struck, "", *subject.places)
    words = "\n".join(part or "" for part in told)
    return f"ts-{hashlib.sha256(words.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def show_subject(subject: Subject) -> str:
    """``attacks on USA in IRQ, SYR``."""
    toward = "on" if subject.counted in INCIDENT_COUNTS else "of"
    whom = f" {toward} {', '.join(subject.struck)}" if subject.struck else ""
    return subject.counted + whom + (f" in {', '.join(subject.places)}" if subject.places else "")


def _line(line: Line, subject: Subject, incidents: Incidents) -> SeriesLine:
    t = line.told
    known, names = _covered(line, subject, incidents)
    return SeriesLine(
        claim=t.claim, low=t.low, high=t.high, trigger=t.trigger, sentence=t.sentence, again=t.again,
        by_place=t.by_place, start=t.start, end=t.end,
        speaker=" -> ".join(shown(s.name, s.text) for s in t.chain) or None,
        covered=names, on_record=known, residual=None if known is None else max(0, t.low - known),
    )  # fmt: skip


def _covered(line: Line, subject: Subject, incidents: Incidents) -> tuple[int | None, tuple[str, ...]]:
    """How many incidents of the chronology it counts, and which are the first of them."""
    asked = to_asked(_whole(line.told, subject))
    if asked is None or line.start is None or line.end is None:
        return None, ()
    known = incidents.count(line.start, line.end, asked)
    return known, incidents.ids(line.start, line.end, asked, most=MOST_NAMED)


def _whole(line: TallyLine, subject: Subject) -> TallyLine:
    """A total with what its series tells of the subject."""
    return msgspec.structs.replace(line, places=subject.places, struck=subject.struck, speaker=subject.speaker)


def _own(lines: Sequence[Line]) -> Iterator[Finding]:
    """What was found of single totals and of two within one article."""
    for line in lines:
        yield from line.told.findings


def _growth(lines: Sequence[Line], subject: Subject, incidents: Incidents) -> Iterator[Finding]:
    """From one total to the next since the same day: its growth, and whether incidents on record explain it."""
    last: dict[datetime.date, Line] = {}
    for line in lines:
        if line.start is None or line.end is None:
            continue
        before = last.get(line.start)
        last[line.start] = line
        if before is None or before.end is None or before.end >= line.end:
            continue
        a, b, refs = before.told, line.told, (before.told.claim, line.told.claim)
        grown = b.low - a.low
        if b.high is not None and b.high < a.low:
            continue  # told as falling with the total itself
        days = (line.end - before.end).days
        took = f"{days:,} day{'s' if days > 1 else ''}"
        text = f"{_total(a)} to {a.end}, then {_total(b)} to {b.end}: {grown:,} more in {took}"
        asked = to_asked(_whole(b, subject))
        if asked is not None and grown > 0:
            known = incidents.count(before.end + datetime.timedelta(days=1), line.end, asked)
            told = f"{known:,} incident{'s' if known != 1 else ''}" if known else "no incident"
            text += f"; the chronology has {told} of those days"
            if known < grown:
                yield Finding(kind="jump", text=f"{text}, {grown - known:,} are unexplained", claims=refs)
                continue
        yield Finding(kind="growth", text=text, claims=refs)


def _overlaps(lines: Sequence[Line]) -> Iterator[Finding]:
    """A span inside the next longer one: what the shorter leaves for the other days."""
    spans = [(x.start, x.end, x) for x in lines if x.start is not None and x.end is not None]
    for n, (start, end, inner) in enumerate(spans):
        longer = [x for s, e, x in spans[n + 1 : n + 1 + BACK] if s <= start and end <= e and (s, e) != (start, end)]
        if not longer:
            continue
        outer = min(longer, key=lambda x: (x.told.end or "", x.told.low, x.told.claim))
        if outer.start == start:
            continue  # told as growth
        a, b = inner.told, outer.told
        text = f"{_total(a)} in {a.start}..{a.end} lie inside {_total(b)} in {b.start}..{b.end}"
        if b.high is not None and a.low > b.high:
            yield Finding(kind="overlap", text=f"{text}: the part is larger than the whole", claims=(a.claim, b.claim))
        elif b.low >= a.low:
            rest = f"leaving {b.low - a.low:,} for the other days"
            yield Finding(kind="overlap", text=f"{text}, {rest}", claims=(a.claim, b.claim))


def _coverage(lines: Sequence[SeriesLine], subject: Subject) -> Iterator[Finding]:
    for line in lines:
        if line.on_record is None or line.residual is None:
            continue
        names = ", ".join(line.covered[:NAMED]) + (" …" if line.on_record > NAMED else "")
        counted = f"{show_range(line.low, line.high)} {subject.counted} in {line.start}..{line.end}"
        text = f"{counted}: {line.on_record:,} in the chronology as incidents" + (f" ({names})" if names else "")
        if line.high is None or line.on_record <= line.high:
            yield Finding(kind="coverage", text=f"{text}, {line.residual:,} not told one by one", claims=(line.claim,))
        elif subject.speaker is not None:
            yield Finding(kind="excess", text=f"{text}, more than the total", claims=(line.claim,))


def _total(line: TallyLine) -> str:
    return show_range(line.low, line.high)
