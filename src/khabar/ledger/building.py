"""Bringing a ledger up to date: what is new is read, linked and reconciled.

Invariant: after a build the ledger holds what a build of the same documents and judgements into an empty ledger would
hold, in whatever order they came and however often a build was cut short. Reading commits as it goes; all the rest is
one transaction.
"""

from __future__ import annotations

import collections
from collections.abc import Callable, Iterator, Mapping

import msgspec
from sqlalchemy import Connection

from khabar import batch, collection
from khabar.ingest.letters import decode
from khabar.ledger import derive, words
from khabar.ledger.load import load_chosen, load_overlay, load_readings
from khabar.ledger.moment import Moment
from khabar.ledger.overlay import Overlay, regroup
from khabar.lineage.find import keys, sign
from khabar.model.chronology import Links
from khabar.model.dating import Redated
from khabar.model.document import Document
from khabar.model.lineage import Body
from khabar.model.records import Reading
from khabar.packs.load import digest
from khabar.store import documents, links, readings, rows, search, sketches
from khabar.store.database import Database
from khabar.store.documents import Kept
from khabar.store.links import Membership
from khabar.store.readings import Told, Under
from khabar.version import __version__

READ_AT_ONCE = 64
NOW = Moment()


class Built(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did: documents read, of them with issues, claims that moved, happenings made anew or taken out."""

    read: int
    issues: int
    moved: int
    happenings: int


def build(
    database: Database, *, jobs: int = 1, advance: Callable[[int, int], None] | None = None, anew: bool = False
) -> Built:
    """Read, link and reconcile what is new.

    Args:
        database: The ledger, open for writing.
        jobs: Processes to read with.
        anew: Link everything from nothing, whether or not anything came.
        advance: Told, after every chunk, how many documents are read and how many there are to read.

    Raises:
        LedgerError: another build is at work, or the ledger cannot be written.
        KhabarError: a worker died, or the packs have a fault.
    """
    under = Under(khabar=__version__, packs=digest())
    with database.at_work():
        read, issues = _read(database, under, jobs, advance or (lambda _done, _all: None))
        with database.write() as connection:
            if not (read or anew) and _is_up_to_date(connection):
                return Built(read=0, issues=0, moved=0, happenings=0)
            moved = _link(connection, under)
            made = derive.derive(connection, database.dialect)
    return Built(read=read, issues=issues, moved=moved, happenings=made)


def _is_up_to_date(connection: Connection) -> bool:
    last = links.last_build(connection)
    overlay = load_overlay(connection, NOW)
    return last is not None and last[0] == __version__ and last[2] == overlay.last


def _read(database: Database, under: Under, jobs: int, advance: Callable[[int, int], None]) -> tuple[int, int]:
    with database.read() as connection:
        due = list(readings.find_due(connection, under))
    done = issues = 0
    for some in rows.chunks(due, READ_AT_ONCE * jobs):
        with database.read() as connection:
            kept = list(documents.find_documents(connection, ids=some))
            texts = [_document(connection, one) for one in kept]
        found = list(batch.read_documents(texts, jobs=jobs if len(texts) > 1 else 1))
        with database.write() as connection:
            for one, text, reading in zip(kept, texts, found, strict=True):
                readings.append_reading(connection, one, reading, under, rows.now())
                search.index_document(connection, database.dialect, one.id, list(words.to_passages(text.text)))
        issues += sum(bool(reading.issues) for reading in found)
        done += len(some)
        advance(done, len(due))
    return done, issues


def _document(connection: Connection, kept: Kept) -> Document:
    """The document behind a row.

    Raises:
        ValueError: its bytes are damaged.
    """
    text, encoding = decode(documents.get_content(connection, kept.id))
    return Document(
        doc=kept.doc, text=text, sha256=kept.sha256, path=kept.path, outlet=kept.outlet, published=kept.published,
        encoding=encoding,
    )  # fmt: skip


def _link(connection: Connection, under: Under) -> int:
    """Link all readings, and append what that changed; how many claims changed their happening."""
    overlay = load_overlay(connection, NOW)
    found, _ = load_chosen(connection, list(readings.find_bases(connection).values()), overlay)
    kept = {one.label: one for one in documents.find_documents(connection)}
    texts = {reading.doc: _document(connection, kept[reading.doc]).text for reading in found}
    number = links.append_build(connection, khabar=__version__, weights="", known_to=overlay.last, recorded=rows.now())
    redated = collection.redate(found, texts)
    linked = redated.links
    _append_redated(connection, redated, kept, under)
    _, claims = load_readings(connection, NOW, overlay)
    signed = {kept[r.doc].id: sign(Body(doc=r.doc, reading=r, text=texts[r.doc])) for r in linked.readings}
    sketches.replace_signatures(connection, {id_: (s, keys(s)) for id_, s in signed.items()})
    links.append_relations(connection, number, linked.lineage.relations, list(signed))
    return links.append_members(connection, number, dict(_homes(linked, claims, overlay)))


def _append_redated(connection: Connection, redated: Redated, kept: Mapping[str, Kept], under: Under) -> None:
    """Append the readings that were made anew with the day that other documents tell, where that is news."""
    told = {one.doc: one for one in redated.narrowed if one.bounds}
    made = {reading.doc: reading for reading in redated.links.readings}
    ids = [one.id for one in kept.values()]
    current, bases = readings.find_current(connection, documents=ids), readings.find_bases(connection, ids)
    believed = readings.find_believed(connection, list(current.values()))
    for label, one in kept.items():
        days = msgspec.json.encode(told[label].published).decode() if label in told else None
        if believed[current[one.id]] == days and (days is None or current[one.id] > bases[one.id]):
            continue
        anew = _unlinked(made[label], one) if days else readings.get_reading(connection, bases[one.id])
        leaning = msgspec.structs.replace(under, believed=days)
        readings.append_reading(connection, one, anew, leaning, rows.now())


def _unlinked(reading: Reading, kept: Kept) -> Reading:
    events = tuple(msgspec.structs.replace(event, event=None) for event in reading.events)
    return msgspec.structs.replace(reading, doc=kept.doc, events=events)


def _homes(linked: Links, claims: Mapping[str, Told], overlay: Overlay) -> Iterator[tuple[int, Membership]]:
    """The happening of each claim, after what coders merged and separated; it bears its earliest claim's name."""
    groups: dict[str, list[Told]] = collections.defaultdict(list)
    for reading in linked.readings:
        for event in reading.events:
            told = claims.get(f"{reading.doc}#{event.id}")
            if told is not None:
                groups[event.event or ""].append(told)
    by_own = {told.own: told for group in groups.values() for told in group}
    touched = overlay.touched()
    shaped = regroup([frozenset(t.own for t in g) for g in groups.values() if touched & {t.own for t in g}], overlay)
    for group in groups.values():
        for told in group:
            owns, judged = shaped.get(told.own, (None, 0))
            together = [by_own[own] for own in owns] if owns is not None else group
            because = f"judgement {judged}" if judged else ""
            yield told.id, Membership(min(together, key=_order).own, because)


def _order(told: Told) -> tuple[str, str, int, str]:
    return (told.said, told.label, told.record.span.start, told.own)
