"""Readings, and the claims in them.

Invariant: a reading is appended whole with its claims, and comes back the same to the byte. The last reading of a
document is the one that counts (`current`); those before it stay.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, func, select

from khabar.model import naming
from khabar.model.records import Event, Published, Reading, Strength, Tally, Why
from khabar.store import rows
from khabar.store.documents import Kept
from khabar.store.schema import claim, current, delivery, document, reading

RECORDS = {"event": Event, "tally": Tally, "strength": Strength}
LIVING = claim.join(current, current.c.reading_id == claim.c.reading_id)
"""The claims of the readings that count."""
_KINDS = {Event: "event", Tally: "tally", Strength: "strength"}
UNCHECKED = frozenset({"id", "body", "why"})
_WHYS = msgspec.json.Decoder(tuple[Why, ...])
_HEAD = msgspec.json.Decoder(Reading)
_BODY = {kind: msgspec.json.Decoder(record) for kind, record in RECORDS.items()}


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A claim of the ledger: its number, where it stands, when it was said, and the record."""

    id: int
    reading_id: int
    document_id: int
    label: str
    sha256: str
    own: str
    said: str
    published: str
    record: Event | Tally | Strength

    @property
    def ref(self) -> str:
        """What points at it: label of the document, id of the record."""
        return f"{self.label}#{self.record.id}"


class Under(msgspec.Struct, frozen=True, kw_only=True):
    """Under what a document was read: version of the reader, digest of the packs, and days that others left for it."""

    khabar: str
    packs: str
    believed: str | None = None


def said_on(published: Published, recorded: int) -> datetime.date:
    """The day by which a document was out: the last it can have appeared on, else the day on which it was recorded."""
    held = datetime.datetime.fromtimestamp(recorded // rows.MICROSECONDS, tz=datetime.UTC).date()
    return rows.day(published.end) or held


def append_readings(
    connection: Connection, found: Sequence[tuple[Kept, Reading]], under: Under, recorded: int
) -> list[int]:
    """Append readings with their claims, and make them those that count; their numbers.

    Args:
        connection: A transaction that writes.
        found: Each reading with its document, no document twice.
        under: Under what they were made.
        recorded: When.
    """
    first, next_claim = rows.next_id(connection, reading), rows.next_id(connection, claim)
    made: list[dict[str, Any]] = []
    claims: list[dict[str, Any]] = []
    for id_, (kept, one) in enumerate(found, first):
        said = said_on(one.published, kept.recorded)
        head = msgspec.structs.replace(one, events=(), tallies=(), strengths=())
        made.append(
            {
                "id": id_, "document_id": kept.id, "delivery_id": kept.delivery_id, "khabar": under.khabar,
                "packs": under.packs, "believed": under.believed, "start": rows.day(one.published.start),
                "end": rows.day(one.published.end), "stated": one.published.stated, "said": said,
                "head": msgspec.json.encode(head).decode(), "recorded": recorded,
            }
        )  # fmt: skip
        for n, record in enumerate(naming.records_of(one)):
            claims.append(_row(next_claim + len(claims), n, record, kept, id_, said))
    if made:
        connection.execute(reading.insert(), made)
    for some in rows.chunks(claims, 2000):
        connection.execute(claim.insert(), list(some))
    _make_current(connection, {kept.id: id_ for id_, (kept, _) in enumerate(found, first)})
    return [row["id"] for row in made]


def append_reading(connection: Connection, kept: Kept, found: Reading, under: Under, recorded: int) -> int:
    """Append one reading; as `append_readings`."""
    return append_readings(connection, [(kept, found)], under, recorded)[0]


def _make_current(connection: Connection, counting: Mapping[int, int]) -> None:
    """Say which reading of each of these documents counts; when it was placed stays as it is."""
    query = select(current.c.document_id)
    known = {row.document_id for row in rows.find_in(connection, query, counting, current.c.document_id)}
    new = [{"document_id": doc, "reading_id": id_} for doc, id_ in counting.items() if doc not in known]
    if new:
        connection.execute(current.insert(), new)
    for doc in sorted(known):
        connection.execute(current.update().where(current.c.document_id == doc).values(reading_id=counting[doc]))


def find_stale(connection: Connection) -> dict[int, int]:
    """Documents whose counting reading was not placed yet, with that reading."""
    query = select(current.c.document_id, current.c.reading_id)
    query = query.where(current.c.placed.is_(None) | (current.c.placed != current.c.reading_id))
    return {row.document_id: row.reading_id for row in connection.execute(query.order_by(current.c.document_id))}


def find_with(connection: Connection, kind: str) -> set[int]:
    """Documents whose counting reading holds a claim of this kind."""
    query = select(claim.c.document_id).select_from(LIVING)
    return set(connection.execute(query.where(claim.c.kind == kind).distinct()).scalars())


def set_placed(connection: Connection, documents: Collection[int]) -> None:
    """Say of these documents that the reading that counts is placed."""
    for some in rows.chunks(sorted(documents)):
        placed = current.update().where(current.c.document_id.in_(some))
        connection.execute(placed.values(placed=current.c.reading_id))


def find_undated(connection: Connection, documents: Collection[int] | None = None) -> set[int]:
    """Documents whose day neither their text nor metadata give."""
    query = select(current.c.document_id).join(reading, reading.c.id == current.c.reading_id)
    query = query.where(reading.c.stated.is_(False))
    return {row.document_id for row in rows.find_in(connection, query, documents, current.c.document_id)}


def _row(
    id_: int, number: int, record: Event | Tally | Strength, kept: Kept, reading_id: int, said: datetime.date
) -> dict[str, Any]:
    place = record.place if isinstance(record, Event) else None
    start, end = _days(record)
    type_ = naming.type_of(record)
    return {
        "id": id_,
        "reading_id": reading_id,
        "document_id": kept.id,
        "number": number,
        "ref": record.id,
        "kind": _KINDS[type(record)],
        "type": type_,
        "modality": record.modality if isinstance(record, Event) else "asserted",
        "span_start": record.span.start,
        "span_end": record.span.end,
        "start": start,
        "end": end,
        "country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "said": said,
        "own": naming.happening_name(naming.claim_key(kept.sha256, record.span, type_)),
        "body": msgspec.json.encode(msgspec.structs.replace(record, why=())).decode(),
        "why": rows.packed(msgspec.json.encode(record.why)) if record.why else None,
    }


def _days(record: Event | Tally | Strength) -> tuple[datetime.date | None, datetime.date | None]:
    if isinstance(record, Strength):
        return None, None
    if isinstance(record, Tally):
        return rows.day(record.start), rows.day(record.end)
    return (rows.day(record.time.start), rows.day(record.time.end)) if record.time else (None, None)


def find_misfits(connection: Connection, id_: int, kept: Kept) -> Iterator[str]:
    """Yield the references of claims of a reading whose columns are not those that their bodies make.

    Raises:
        KeyError: no such reading.
        msgspec.MsgspecError: a body is no record.
    """
    said = connection.execute(select(reading.c.said).where(reading.c.id == id_)).scalar_one()
    columns = [column for column in claim.c if column.name not in UNCHECKED]
    for row in connection.execute(select(claim).where(claim.c.reading_id == id_)):
        record = _BODY[row.kind].decode(row.body)
        made = _row(row.id, row.number, record, kept, id_, said)
        if any(getattr(row, column.name) != made[column.name] for column in columns):
            yield row.ref


def get_reading(connection: Connection, id_: int) -> Reading:
    """A reading as it was appended, reasons and all.

    Raises:
        KeyError: no such reading.
    """
    head = connection.execute(select(reading.c.head).where(reading.c.id == id_)).scalar()
    if head is None:
        raise KeyError(id_)
    parts: dict[str, list[Any]] = {kind: [] for kind in RECORDS}
    columns = (claim.c.kind, claim.c.body, claim.c.why)
    for row in connection.execute(select(*columns).where(claim.c.reading_id == id_).order_by(claim.c.number)):
        record = _BODY[row.kind].decode(row.body)
        if row.why:
            record = msgspec.structs.replace(record, why=_WHYS.decode(rows.unpacked(row.why)))
        parts[row.kind].append(record)
    return msgspec.structs.replace(
        _HEAD.decode(head),
        events=tuple(parts["event"]), tallies=tuple(parts["tally"]), strengths=tuple(parts["strength"]),
    )  # fmt: skip


def find_due(connection: Connection, under: Under) -> Iterator[int]:
    """Yield the numbers of documents that were not yet read under this, or of which more has been told since."""
    last = select(delivery.c.document_id, func.max(delivery.c.id).label("id")).group_by(delivery.c.document_id)
    told = last.subquery()
    same = and_(reading.c.delivery_id == told.c.id, reading.c.khabar == under.khabar, reading.c.packs == under.packs)
    due = select(told.c.document_id).outerjoin(reading, same).where(reading.c.id.is_(None))
    due = due.order_by(told.c.document_id)
    yield from connection.execute(due).scalars()


def find_current(
    connection: Connection, *, known_at: int | None = None, documents: Collection[int] | None = None
) -> dict[int, int]:
    """The reading that counts of each document, or that counted then; in the order of documents."""
    if known_at is None:
        pairs = select(current.c.document_id, current.c.reading_id)
    else:
        pairs = select(reading.c.document_id, func.max(reading.c.id).label("reading_id"))
        pairs = pairs.where(reading.c.recorded <= known_at).group_by(reading.c.document_id)
    column = pairs.selected_columns[0]
    return {row[0]: row[1] for row in rows.find_in(connection, pairs.order_by(column), documents, column)}


def find_bases(connection: Connection, documents: Collection[int] | None = None) -> dict[int, int]:
    """The last reading of each document that leans on no other document."""
    query = select(reading.c.document_id, func.max(reading.c.id).label("id")).where(reading.c.believed.is_(None))
    query = query.group_by(reading.c.document_id).order_by(reading.c.document_id)
    return {row.document_id: row.id for row in rows.find_in(connection, query, documents, reading.c.document_id)}


def find_believed(connection: Connection, ids: Collection[int]) -> dict[int, str | None]:
    """What each of these readings believed of its document's day."""
    query = select(reading.c.id, reading.c.believed)
    return {row.id: row.believed for row in rows.find_in(connection, query, ids, reading.c.id)}


def count_claims(connection: Connection, ids: Collection[int]) -> dict[tuple[int, str], int]:
    """How many claims of each kind each of these readings holds."""
    kinds = (claim.c.reading_id, claim.c.kind)
    query = select(*kinds, func.count()).group_by(*kinds)
    return {(row[0], row[1]): row[2] for row in rows.find_in(connection, query, ids, claim.c.reading_id)}


def find_heads(connection: Connection, ids: Collection[int]) -> dict[int, Reading]:
    """Readings without their records, by number."""
    query = select(reading.c.id, reading.c.head)
    return {row.id: _HEAD.decode(row.head) for row in rows.find_in(connection, query, ids, reading.c.id)}


def find_said(connection: Connection, ids: Collection[int]) -> dict[int, str]:
    """The day by which each reading's document was out, ISO, by number of the reading."""
    query = select(reading.c.id, reading.c.said)
    return {row.id: row.said.isoformat() for row in rows.find_in(connection, query, ids, reading.c.id)}


def labels_of(connection: Connection, ids: Collection[int]) -> dict[int, str]:
    """The label of the document of each of these readings."""
    query = select(reading.c.id, document.c.label).join(document, document.c.id == reading.c.document_id)
    return {row.id: row.label for row in rows.find_in(connection, query, ids, reading.c.id)}


class Mark(msgspec.Struct, frozen=True):
    """Of a claim what gives a happening its name: own name, day, label of the document, place in it."""

    id: int
    own: str
    said: str
    label: str
    start: int


def find_marks(connection: Connection, ids: Collection[int]) -> dict[int, Mark]:
    """The marks of these claims, by number."""
    c = claim.c
    query = select(c.id, c.own, c.said, document.c.label, c.span_start)
    query = query.join(document, document.c.id == c.document_id)
    return {
        row.id: Mark(row.id, row.own, row.said.isoformat(), row.label, row.span_start)
        for row in rows.find_in(connection, query, ids, c.id)
    }


def claims_of(connection: Connection, reading_ids: Sequence[int], kind: str) -> dict[int, list[int]]:
    """The numbers of the claims of one kind of each of these readings, in its order."""
    found: dict[int, list[int]] = {id_: [] for id_ in reading_ids}
    query = select(claim.c.reading_id, claim.c.id).where(claim.c.kind == kind)
    query = query.order_by(claim.c.reading_id, claim.c.number)
    for row in rows.find_in(connection, query, reading_ids, claim.c.reading_id):
        found[row.reading_id].append(row.id)
    return found


def find_telling(connection: Connection, owns: Collection[str]) -> set[int]:
    """The documents whose counting reading holds a claim of one of these own names."""
    query = select(claim.c.document_id).select_from(LIVING)
    return {row.document_id for row in rows.find_in(connection, query, owns, claim.c.own)}


def find_claims(connection: Connection, column: Any, values: Collection[Any]) -> Iterator[Told]:
    """Yield the claims whose `column` is one of `values`, in the order of said day, document and letters.

    Of more values than one statement takes (`rows.AT_ONCE`), those of each stretch are in that order.
    """
    c = claim.c
    columns = (c.id, c.reading_id, c.document_id, c.kind, c.own, c.said, c.body)
    of = (document.c.label, document.c.sha256, reading.c.start)
    joined = claim.join(document, document.c.id == c.document_id).join(reading, reading.c.id == c.reading_id)
    query = select(*columns, *of).select_from(joined)
    query = query.order_by(c.said, document.c.label, c.span_start, c.number)
    for row in rows.find_in(connection, query, values, column):
        yield Told(
            id=row.id, reading_id=row.reading_id, document_id=row.document_id, label=row.label, sha256=row.sha256,
            own=row.own, said=row.said.isoformat(), published=rows.iso(row.start) or "",
            record=_BODY[row.kind].decode(row.body),
        )  # fmt: skip
