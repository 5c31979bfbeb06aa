"""Many readings together: linked, dated by each other, reconciled, made one chronology.

Invariant: the order in which readings come changes nothing. Dating by the corpus ends: an article's days only shrink.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from khabar import pipeline
from khabar.lineage.find import find_lineage
from khabar.link.join import link_readings
from khabar.model import naming
from khabar.model.chronology import Chronology, Links
from khabar.model.dating import Narrowed, Redated
from khabar.model.document import Document
from khabar.model.lineage import Body, Lineage
from khabar.model.records import Event, Reading
from khabar.reconcile.view import reconcile
from khabar.redate.narrow import narrow
from khabar.redate.shift import loosened, shifted
from khabar.redate.told import span_of

MOST_ROUNDS = 8


def link(readings: Sequence[Reading], texts: Mapping[str, str] | None = None, *, redating: bool = True) -> Links:
    """Readings with the id of the happening on every event, and the lineage of their texts.

    Args:
        readings: In any order; one that occurs twice counts once.
        texts: Texts by document name, to recognise copies by; without them the claims' sentences are compared.
        redating: Whether articles that state no day are dated by those that tell the same happenings.
    """
    return redate(readings, texts).links if redating else _link(readings, texts)


def chronology(
    readings: Sequence[Reading], texts: Mapping[str, str] | None = None, *, redating: bool = True
) -> Chronology:
    """The chronology of all readings: each happening once, its accounts, what contradicts what."""
    return reconcile(link(readings, texts, redating=redating))


def redate(readings: Sequence[Reading], texts: Mapping[str, str] | None = None) -> Redated:
    """Link the readings, date the undated articles among them by their neighbours, read those again, link again.

    Rounds go on until nothing changes. Each narrows the days of an article that were wider before, so they end;
    `MOST_ROUNDS` bounds the work of a collection in which days pass along a long chain of articles.

    Args:
        readings: In any order; one that occurs twice counts once.
        texts: Texts by document name: an article whose text is here is read again with its day, of any other only the
            records are set against it.
    """
    links = _link(readings, texts)
    first = dict(zip(links.names, links.readings, strict=True))
    if all(reading.published.stated for reading in links.readings):
        return Redated(links=links)
    known: tuple[Narrowed, ...] = ()
    rounds = 0
    while rounds < MOST_ROUNDS:
        found = narrow(links, pipeline.wordings(), known)
        if found == known:
            break
        rounds += 1
        again = {one.doc: read_again(first[one.doc], one, texts) for one in found if one.bounds}
        known = tuple(_settled(one, again.get(one.doc)) for one in found)
        links = _link([again.get(name, reading) for name, reading in first.items()], texts)
    return Redated(links=links, narrowed=known, rounds=rounds)


def read_again(reading: Reading, narrowed: Narrowed, texts: Mapping[str, str] | None = None) -> Reading:
    """The reading of an undated article with the day that its neighbours tell.

    Where its text is in `texts` it is read anew, and keeps its own day if its own words exclude the other.
    """
    text = (texts or {}).get(reading.doc)
    if text is None:
        return shifted(reading, narrowed.published, pipeline.wordings())
    told = tuple(issue for issue in reading.issues if issue.step != "read")
    believed = narrowed.published
    return pipeline.reader().read(
        Document(
            doc=reading.doc, text=text, sha256=reading.sha256, outlet=reading.outlet, issues=told, believed=believed
        )
    )


def _settled(narrowed: Narrowed, again: Reading | None) -> Narrowed:
    """What became of it when the article was read again: its likeliest day, or that its own words exclude it."""
    if again is None:
        return narrowed
    told = again.published
    if (told.start, told.end) == (narrowed.start, narrowed.end):
        return msgspec.structs.replace(narrowed, likeliest=told.likeliest)
    return msgspec.structs.replace(
        narrowed, start=told.start, end=told.end, likeliest=told.likeliest, because=told.because,
        leans_on=(), claims=(), bounds=(), conflicts=(*narrowed.conflicts, *narrowed.bounds),
    )  # fmt: skip


def _link(readings: Sequence[Reading], texts: Mapping[str, str] | None) -> Links:
    """Links; an article of no known day is compared as one of any day of the collection."""
    stated = [span_of(r.published.start, r.published.end) for r in readings if r.published.stated]
    known = [days for days in stated if days is not None]
    free = [r for r in readings if r.published.start is None]
    if not known or not free:
        return link_readings(readings, _lineage(readings, texts))
    first, last = min(days[0] for days in known), max(days[1] for days in known)
    spread = [loosened(r, first, last, pipeline.wordings()) if r.published.start is None else r for r in readings]
    links = link_readings(spread, _lineage(readings, texts))
    own = {(r.doc, r.sha256): {e.id: e for e in r.events} for r in free}
    return msgspec.structs.replace(links, readings=tuple(_with_own_times(r, own) for r in links.readings))


def _lineage(readings: Sequence[Reading], texts: Mapping[str, str] | None) -> Lineage:
    """Which of these documents rests on which, by their labels."""
    ordered, known = naming.canonical(readings), texts or {}
    return find_lineage(
        [
            Body(doc=name, reading=reading, text=known.get(reading.doc))
            for reading, name in zip(ordered, naming.labels(ordered), strict=True)
        ]
    )


def _with_own_times(reading: Reading, own: Mapping[tuple[str, str], Mapping[str, Event]]) -> Reading:
    """The reading with the times that its claims told before they were spread."""
    told = own.get((reading.doc, reading.sha256))
    if told is None:
        return reading
    events = tuple(msgspec.structs.replace(e, time=told[e.id].time) for e in reading.events)
    return msgspec.structs.replace(reading, events=events)
