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
from khabar.model.records import Reading
from khabar.reconcile.view import reconcile
from khabar.redate.narrow import narrow
from khabar.redate.shift import shifted
from khabar.redate.suppose import borne_out, suppose

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


def redate(
    readings: Sequence[Reading], texts: Mapping[str, str] | None = None, *, reader: pipeline.Reader | None = None
) -> Redated:
    """Link the readings, date the undated articles among them by their neighbours, read those again, link again.

    Rounds go on until nothing changes. Each narrows the days of an article that were wider before, so they end;
    `MOST_ROUNDS` bounds the work of a collection in which days pass along a long chain of articles.

    Args:
        readings: In any order; one that occurs twice counts once.
        texts: Texts by document name: an article whose text is here is read again with its day, of any other only the
            records are set against it.
        reader: What reads them again; the bundled packs where none is given.
    """
    links = _link(readings, texts)
    first = dict(zip(links.names, links.readings, strict=True))
    if all(reading.published.stated for reading in links.readings):
        return Redated(links=links)
    again = _Again(first, texts or {}, reader)
    known, links = _supposed(again, links)
    rounds = 0
    while rounds < MOST_ROUNDS:
        found = narrow(links, pipeline.wordings(), known)
        if list(map(_days, found)) == list(map(_days, known)):
            break
        rounds += 1
        known, links = again.read(found)
    return Redated(links=links, narrowed=known, rounds=rounds)


def _days(narrowed: Narrowed) -> tuple[str, str | None, str | None, bool]:
    """What of a narrowed day the readings of other articles can depend on."""
    return narrowed.doc, narrowed.start, narrowed.end, bool(narrowed.bounds)


def _supposed(again: _Again, links: Links) -> tuple[tuple[Narrowed, ...], Links]:
    """Days for the articles that tell none, as far as links with those days bear them out."""
    known = suppose(links, pipeline.wordings())
    while known:
        tried, linked = again.read(known)
        kept = borne_out([one for one in tried if one.bounds], linked)
        if kept == tried:
            return kept, linked
        known = kept  # fewer each time
    return (), links


class _Again:
    """Reads again the articles of a collection that others date."""

    def __init__(self, first: Mapping[str, Reading], texts: Mapping[str, str], reader: pipeline.Reader | None) -> None:
        self._first, self._texts, self._reader = first, texts, reader

    def read(self, found: Sequence[Narrowed]) -> tuple[tuple[Narrowed, ...], Links]:
        """What became of the days found when the articles were read with them, and all linked again."""
        again = {
            one.doc: read_again(self._first[one.doc], one, self._texts, reader=self._reader)
            for one in found
            if one.bounds
        }
        links = _link([again.get(name, reading) for name, reading in self._first.items()], self._texts)
        return tuple(_settled(one, again.get(one.doc)) for one in found), links


def read_again(
    reading: Reading,
    narrowed: Narrowed,
    texts: Mapping[str, str] | None = None,
    *,
    reader: pipeline.Reader | None = None,
) -> Reading:
    """The reading of an undated article with the day that its neighbours tell.

    Where its text is in `texts` it is read anew, and keeps its own day if its own words exclude the other.
    """
    text = (texts or {}).get(reading.doc)
    if text is None:
        return shifted(reading, narrowed.published, pipeline.wordings())
    told = tuple(issue for issue in reading.issues if issue.step != "read")
    believed = narrowed.published
    return (reader or pipeline.reader()).read(
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
    return link_readings(readings, _lineage(readings, texts))


def _lineage(readings: Sequence[Reading], texts: Mapping[str, str] | None) -> Lineage:
    """Which of these documents rests on which, by their labels."""
    ordered, known = naming.canonical(readings), texts or {}
    return find_lineage(
        [
            Body(doc=name, reading=reading, text=known.get(reading.doc))
            for reading, name in zip(ordered, naming.labels(ordered), strict=True)
        ]
    )
