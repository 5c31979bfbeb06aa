"""Whether a ledger is still what it was: documents hashed again, spans found again, columns made again.

Invariant: only looks; what it finds is told, each fault in one line.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, select

from khabar.ledger import texts
from khabar.model import naming
from khabar.model.article import Article
from khabar.model.records import Event, Record, Strength, Tally
from khabar.model.spans import Span
from khabar.store import documents, judgements, links, readings, rows
from khabar.store.database import Database
from khabar.store.documents import Kept
from khabar.store.schema import reading

AT_ONCE = 100


class Fault(Record, frozen=True, kw_only=True):
    """Something that is not as it was; ``what`` names the document, reading or claim."""

    what: str
    reason: str


class Verified(Record, frozen=True, kw_only=True):
    """How much was looked at."""

    documents: int = 0
    readings: int = 0
    claims: int = 0
    spans: int = 0


def verify(database: Database) -> Iterator[Fault | Verified]:
    """Yield every fault, and at the end how much was looked at.

    All readings are checked, superseded ones too: what was once said to stand in a document must stand there still.
    """
    seen = [0, 0, 0, 0]
    with database.read() as connection:
        for reason in database.dialect.is_whole(connection):
            yield Fault(what="database", reason=reason)
        kept = {one.id: one for one in documents.find_documents(connection)}
        for some in rows.chunks(list(kept), AT_ONCE):
            by_document: dict[int, list[int]] = {id_: [] for id_ in some}
            ids = select(reading.c.id, reading.c.document_id).where(reading.c.document_id.in_(some))
            for row in connection.execute(ids.order_by(reading.c.id)):
                by_document[row.document_id].append(row.id)
            for id_ in some:
                seen[0] += 1
                yield from _document(connection, kept[id_], by_document[id_], seen)
        for number, name in links.find_strays(connection):
            yield Fault(what=f"claim {number}", reason=f"is said to belong to {name}, which no claim ever named")
        try:
            for number in judgements.find_misfits(connection):
                yield Fault(what=f"judgement {number}", reason="its columns and its body differ")
        except msgspec.MsgspecError as fault:
            yield Fault(what="judgements", reason=f"cannot be read back: {fault}")
    yield Verified(documents=seen[0], readings=seen[1], claims=seen[2], spans=seen[3])


def _document(connection: Connection, kept: Kept, found: list[int], seen: list[int]) -> Iterator[Fault]:
    label = kept.label
    if label != naming.label(kept.doc, kept.sha256):
        yield Fault(what=label, reason="its label is not its name and hash")
    try:
        text = texts.get_text(connection, kept)
        yield from _runs(label, text, kept, documents.get_article(connection, kept.id))
    except ValueError as fault:
        yield Fault(what=label, reason=str(fault))
        return
    for number in found:
        seen[1] += 1
        try:
            records = naming.records_of(readings.get_reading(connection, number))
            misfits = list(readings.find_misfits(connection, number, kept))
        except (ValueError, msgspec.MsgspecError, zlib.error) as fault:
            yield Fault(what=f"{label} (reading {number})", reason=f"cannot be read back: {fault}")
            continue
        for ref in misfits:
            yield Fault(what=f"{label}#{ref}", reason="its columns and its body differ")
        for record in records:
            seen[2] += 1
            for span, words in spans_of(record):
                seen[3] += 1
                if span.of(text) != words:
                    yield Fault(what=f"{label}#{record.id}", reason=f"{words!r} does not stand at {span.start}")


def _runs(label: str, text: str, kept: Kept, article: Article | None) -> Iterator[Fault]:
    """Whether the map of a text that was taken out of bytes still lies inside both."""
    before = 0
    for run in article.runs if article else ():
        if not (before <= run.start < run.end <= len(text) and 0 <= run.first < run.last <= kept.size):
            yield Fault(what=label, reason=f"its map to the bytes is broken at {run.start}")
            return
        before = run.end


def spans_of(record: Event | Tally | Strength) -> Iterator[tuple[Span, str]]:
    """Every span of a record, with the letters that it says stand there."""
    yield record.span, record.trigger
    yield record.sentence_span, record.sentence
    mentions: list[object] = [*record.sources]
    if isinstance(record, Event):
        mentions += [*record.initiator, *record.target, *record.weapons, *record.casualties]
        mentions += [one for one in (record.place, record.time) if one is not None]
    for mention in mentions:
        span, words = getattr(mention, "span", None), getattr(mention, "text", None)
        if span is not None and words is not None:
            yield span, words
