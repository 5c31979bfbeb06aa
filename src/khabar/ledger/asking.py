"""Questions to a ledger: happenings of a time, one happening, a whole chronology.

Invariant: of now the ledger answers from what `derive` made; of a past moment it makes the happenings anew from the
claims that had been said and recorded by then. Both give the same where nothing has come since.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Sequence
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, func, or_, select

from khabar.errors import InputError
from khabar.ledger import hindsight, outlets
from khabar.ledger.load import load_links, load_overlay
from khabar.ledger.moment import Moment
from khabar.lineage.gather import gather
from khabar.model.chronology import Act, Chronology, Disagreement, DocumentLine, Happening, Links, Party, TallyLine
from khabar.model.earth import great_circle_km
from khabar.model.records import PlaceMention
from khabar.reconcile.claims import Claim
from khabar.reconcile.view import claims_of, reconcile
from khabar.store import documents, happenings, links, readings, rows
from khabar.store.database import Database
from khabar.store.happenings import Wanted
from khabar.store.schema import claim, document
from khabar.version import __version__

SLACK = datetime.timedelta(days=60)  # a claim of a happening may lie that far outside the days agreed on
R = TypeVar("R", bound=msgspec.Struct)
_HASH = re.compile(r"~([0-9a-f]{10})(?![0-9a-f])")
HASHES_AT_ONCE = 100
BEHIND = "g"  # after all hexadecimal digits
_TALLY = msgspec.json.Decoder(TallyLine)
_ACT = msgspec.json.Decoder(Act)
_DISAGREEMENT = msgspec.json.Decoder(Disagreement)


def find(database: Database, wanted: Wanted, moment: Moment) -> list[Happening]:
    """Happenings by their first day, undated ones last."""
    with database.read() as connection:
        if moment.is_now:
            return list(happenings.find_happenings(connection, database.dialect, wanted))
        found = _as_of(connection, moment, _concerned(connection, wanted, moment)).happenings
        return _kept(found, wanted)


def chronology(database: Database, wanted: Wanted, moment: Moment) -> Chronology:
    """Happenings with their documents, and the totals and statements of the same days.

    Totals and statements are given where only days were asked for: they have no place, and no one place's parties.
    """
    with database.read() as connection:
        if not moment.is_now:
            whole = _as_of(connection, moment, _concerned(connection, wanted, moment))
            kept = _kept(whole.happenings, wanted)
        else:
            kept = list(happenings.find_happenings(connection, database.dialect, wanted))
            whole = _pages(connection, wanted) if _only_days(wanted) else Chronology(khabar=__version__)
        if not _only_days(wanted):
            whole = Chronology(khabar=__version__)
        tallies, statements, announced, recast = whole.tallies, whole.statements, whole.announced, whole.recast
        if wanted != Wanted():
            told = {ref.rpartition("#")[0] for ref in _refs(kept)}
            recast = tuple(d for d in recast if d.sides[0].claims[0].rpartition("#")[0] in told)
        refs = [*_refs(kept), *(t.claim for t in tallies), *(a.claim for a in (*statements, *announced))]
        every = wanted == Wanted()
        lines = _documents(connection, moment, None if every else {ref.rpartition("#")[0] for ref in refs})
        return Chronology(
            khabar=__version__, documents=tuple(lines), happenings=tuple(kept), tallies=tuple(tallies),
            statements=tuple(statements), announced=tuple(announced), recast=tuple(recast),
        )  # fmt: skip


def _pages(connection: Connection, wanted: Wanted) -> Chronology:
    """The totals, statements and announcements of the days asked for, as they stand now."""
    days = (wanted.start, wanted.end)
    return Chronology(
        khabar=__version__,
        tallies=tuple(map(_TALLY.decode, happenings.find_pages(connection, "tally", *days))),
        statements=tuple(map(_ACT.decode, happenings.find_pages(connection, "statement", *days))),
        announced=tuple(map(_ACT.decode, happenings.find_pages(connection, "announced", *days))),
        recast=tuple(map(_DISAGREEMENT.decode, happenings.find_pages(connection, "recast"))),
    )


def event(database: Database, name: str, moment: Moment) -> Happening:
    """One happening by a name that it has or had, or by a claim of it, ``DOC#RECORD``.

    Raises:
        InputError: the ledger holds none of that name at that moment.
    """
    with database.read() as connection:
        present = name_now(connection, name, moment)
        if moment.is_now:
            found = happenings.get_happening(connection, present)
        else:
            concerned = _around(connection, links.documents_of(connection, [present], known_at=moment.known_at), moment)
            made = _as_of(connection, moment, concerned).happenings
            refs = {told.ref for told in readings.find_claims(connection, claim.c.own, [present])}
            found = next((h for h in made if h.id == present or refs & set(h.claims)), None)
    if found is None:
        raise InputError(f"{name}: the ledger shows no such happening; khabar chronology LEDGER --json lists them")
    return found


def event_with_claims(database: Database, name: str, moment: Moment) -> tuple[Happening, list[Claim]]:
    """One happening as `event` finds it, with the claims that it is made of.

    Raises:
        InputError: as of `event`.
    """
    found, linked = event_with_links(database, name, moment)
    return found, claims_among(found, linked)


def event_with_links(database: Database, name: str, moment: Moment) -> tuple[Happening, Links]:
    """One happening as `event` finds it, with the linked readings of the documents that tell it.

    Raises:
        InputError: as of `event`.
    """
    found = event(database, name, moment)
    with database.read() as connection:
        concerned = _around(connection, links.documents_of(connection, [found.id], known_at=moment.known_at), moment)
        return found, load_links(connection, moment, load_overlay(connection, moment), concerned).links


def claims_among(found: Happening, linked: Links) -> list[Claim]:
    """The claims among linked readings that a happening is made of."""
    wanted = set(found.claims)
    return [one for one in claims_of(linked) if one.ref in wanted]


def name_now(connection: Connection, name: str, moment: Moment) -> str:
    """The present name of the happening that bore a name once, or that holds a claim.

    Raises:
        InputError: there is none.
    """
    ids = named_claims(connection, name, moment)
    homes = {home.event for home in links.get_members(connection, ids, known_at=moment.known_at).values()}
    if len(homes) > 1:
        raise InputError(f"{name}: several documents bear that name; write it as DOC~HASH#RECORD")
    if not homes:
        raise InputError(f"{name}: the ledger holds no such happening or claim")
    return homes.pop()


def named_claims(connection: Connection, name: str, moment: Moment) -> list[int]:
    """The numbers of the claims, of the readings that count at a moment, that a name or a reference points at."""
    c = claim.c
    query = select(c.id, c.document_id, c.reading_id)
    if "#" in name:
        doc, _, ref = name.rpartition("#")
        of = (document.c.label == doc) | (document.c.doc == doc)
        query = query.join(document, document.c.id == c.document_id).where(of, c.ref == ref)
    else:
        query = query.where(c.own == name)
    held = connection.execute(query.order_by(c.id)).all()
    told = {row.document_id for row in held}
    counting = readings.find_current(connection, known_at=moment.known_at, documents=told)
    return [row.id for row in held if counting.get(row.document_id) == row.reading_id]


def present_name(database: Database, name: str, moment: Moment) -> str:
    """As `name_now`, of a ledger."""
    with database.read() as connection:
        return name_now(connection, name, moment)


def shortened(database: Database, records: Sequence[R]) -> list[R]:
    """Records in which documents bear their own names, where no other document bears them: what people are shown."""
    bodies = [msgspec.json.encode(record).decode() for record in records]
    names = _short_names(database, {start for body in bodies for start in _HASH.findall(body)})
    quoted = [tuple(msgspec.json.encode(name).decode()[1:-1] for name in pair) for pair in names.items()]
    for long, short in quoted:
        bodies = [body.replace(long, short) for body in bodies]
    return [msgspec.json.decode(body, type=type(record)) for body, record in zip(bodies, records, strict=True)]


def _short_names(database: Database, hashes: Collection[str]) -> dict[str, str]:
    """By label, the name of each document whose hash begins so and whose name is its alone."""
    d = document.c
    with database.read() as connection:
        labels: dict[str, str] = {}
        for some in rows.chunks(sorted(hashes), HASHES_AT_ONCE):
            begins = [(d.sha256 >= start) & (d.sha256 < start + BEHIND) for start in some]
            labels |= {row.label: row.doc for row in connection.execute(select(d.label, d.doc).where(or_(*begins)))}
        counted = select(d.doc, func.count()).group_by(d.doc)
        owners = {row[0]: row[1] for row in rows.find_in(connection, counted, set(labels.values()), d.doc)}
    return {label: doc for label, doc in labels.items() if owners[doc] == 1}


def _as_of(connection: Connection, moment: Moment, concerned: Collection[int] | None) -> Chronology:
    return reconcile(load_links(connection, moment, load_overlay(connection, moment), concerned).links)


def _concerned(connection: Connection, wanted: Wanted, moment: Moment) -> set[int] | None:
    """Documents that may tell of the days asked for; None for all of them."""
    start, end = rows.day(wanted.start), rows.day(wanted.end)
    if start is None and end is None:
        return None
    query = select(claim.c.id)
    if start is not None and start - datetime.date.min > SLACK:
        query = query.where(claim.c.end >= start - SLACK)
    if end is not None and datetime.date.max - end > SLACK:
        query = query.where(claim.c.start <= end + SLACK)
    known_at = moment.known_at
    homes = links.get_members(connection, list(connection.execute(query).scalars()), known_at=known_at)
    names = {home.event for home in homes.values()}
    return _around(connection, links.documents_of(connection, names, known_at=known_at), moment)


def _around(connection: Connection, docs: set[int], moment: Moment) -> set[int]:
    """With the documents whose claims may have been linked with these then, and are not now."""
    return docs if moment.as_of is None else hindsight.around(connection, docs)


def _only_days(wanted: Wanted) -> bool:
    return msgspec.structs.replace(wanted, start=None, end=None, limit=None) == Wanted()


def _refs(found: Iterable[Happening]) -> list[str]:
    return [ref for h in found for ref in (*h.claims, *(a.claim for a in h.acts))]


def _documents(connection: Connection, moment: Moment, labels: set[str] | None) -> list[DocumentLine]:
    """The documents of a chronology, by the day on which they appeared."""
    if labels is None:
        wanted = documents.labels_of(connection)
    else:
        wanted = {id_: label for label, id_ in documents.numbers_of(connection, labels).items()}
    counting = readings.find_current(connection, known_at=moment.known_at, documents=wanted)
    said = readings.find_said(connection, list(counting.values())) if moment.as_of else {}
    heads = readings.find_heads(connection, list(counting.values()))
    counts = readings.count_claims(connection, list(counting.values()))
    held = links.find_relations(connection, counting, known_at=moment.known_at)
    lineage = gather(held)
    copies, resting = {link.doc: link for link in lineage.copies}, lineage.resting()
    named = outlets.names(connection, moment, list(counting))
    lines = []
    for id_, reading_id in counting.items():
        if moment.as_of and said[reading_id] > moment.as_of:
            continue
        head, label = heads[reading_id], wanted[id_]
        copy = copies.get(label)
        lines.append(
            DocumentLine(
                doc=label, published=head.published, outlet=named.get(id_, head.outlet),
                copy_of=copy.of if copy else None, copy_kind=copy.kind if copy else None,
                share=copy.share if copy else None, rests_on=resting.get(label, ()),
                events=counts.get((reading_id, "event"), 0), tallies=counts.get((reading_id, "tally"), 0),
                issues=len(head.issues),
            )
        )  # fmt: skip
    return sorted(lines, key=lambda line: (line.published.start or "9999", line.doc))


def _kept(found: Sequence[Happening], wanted: Wanted) -> list[Happening]:
    kept = [h for h in found if is_wanted(h, wanted)]
    return kept if wanted.limit is None else kept[: wanted.limit]


def is_wanted(h: Happening, wanted: Wanted) -> bool:
    """Whether a happening is one of those asked for: the same as the ledger's own query says."""
    first, last = h.start, h.end or h.start
    checks = (
        wanted.start is None or (last is not None and last >= wanted.start),
        wanted.end is None or (first is not None and first <= wanted.end),
        wanted.country is None or (h.place is not None and h.place.country == wanted.country.upper()),
        wanted.type is None or h.type == wanted.type,
        wanted.place is None or (h.place is not None and wanted.place.casefold() in h.place.shown.casefold()),
        _has(h.initiator, wanted.initiator),
        _has(h.target, wanted.target),
        wanted.near is None or _is_near(h.place, *wanted.near),
        wanted.box is None or _is_within(h.place, *wanted.box),
        not wanted.disputed or bool(h.disagreements),
    )
    return all(checks)


def _has(parties: Sequence[Party], name: str | None) -> bool:
    return not name or any(name.casefold() in p.shown.casefold() for p in parties)


def _is_near(place: PlaceMention | None, lat: float, lon: float, radius_km: float) -> bool:
    if place is None or place.lat is None or place.lon is None:
        return False
    return great_circle_km(place.lat, place.lon, lat, lon) <= radius_km


def _is_within(place: PlaceMention | None, south: float, west: float, north: float, east: float) -> bool:
    if place is None or place.lat is None or place.lon is None:
        return False
    inside = west <= place.lon <= east if west <= east else place.lon >= west or place.lon <= east
    return south <= place.lat <= north and inside
