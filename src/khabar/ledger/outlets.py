"""The outlets of a ledger: whose each document is, how that is known, and which ones wait for a name.

Invariant: what a feed told outright comes first, then what a coder named, then what address, channel, page and credit
line say by the packs. Nothing is stored: a better pack or a later naming shows at once, and `known_at` takes it back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import msgspec
from sqlalchemy import Connection

from khabar.ingest import hosts
from khabar.ingest.outlets import resolver
from khabar.ledger.moment import Moment
from khabar.model.article import Told
from khabar.model.judgement import Judgement
from khabar.model.outlets import Grade, OutletLine, Resolved
from khabar.packs.schema.actors import Outlet
from khabar.store import documents, judgements, readings
from khabar.store.database import Database
from khabar.store.documents import Kept

LOST = 12  # other outlets that are told of one


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """Whose a document is, at which host, and the judgement that named it."""

    label: str
    resolved: Resolved
    host: str = ""
    named: Judgement | None = None


class Namings:
    """What coders named, by what they named; of two the later holds."""

    def __init__(self, held: Iterable[Judgement]) -> None:
        self._by_key = {made.about: made for made in held if made.verdict == "name" and made.about}

    def __bool__(self) -> bool:
        return bool(self._by_key)

    def find(self, found: Resolved, host: str) -> Judgement | None:
        """The naming that speaks of a document: of the deepest host that it lies below, else of its key."""
        labels = host.split(".") if host and found.how in ("address", "unknown") else []
        for first in range(len(labels)):
            domain = ".".join(labels[first:])
            if found.how == "address" and domain == found.by:
                return self._by_key.get(domain)
            if domain in self._by_key:
                return self._by_key[domain]
        return self._by_key.get(found.key)


def in_force(connection: Connection, moment: Moment) -> list[Judgement]:
    """The judgements that hold at a moment."""
    return judgements.in_force(judgements.find_judgements(connection, known_at=moment.known_at))


def place(
    connection: Connection, moment: Moment, held: Iterable[Judgement], *, ids: Collection[int] | None = None
) -> dict[int, Placed]:
    """Whose each document is, by number.

    Args:
        connection: A view of the ledger.
        moment: When; documents recorded later are left out.
        held: The judgements in force.
        ids: Only these documents.
    """
    some = None if ids is None else list(ids)
    kept = list(documents.find_documents(connection, ids=some, known_at=moment.known_at))
    told = documents.get_tolds(connection, [one.delivery_id for one in kept])
    namings = Namings(held)
    return {one.id: _placed(one, told.get(one.delivery_id, Told()), namings) for one in kept}


def _placed(kept: Kept, told: Told, namings: Namings) -> Placed:
    address = kept.address or told.address
    host = hosts.split(address)[0]
    found = resolver().resolve(address, told.site, told.agency or told.author, told.handle)
    outright = told.outlet or (kept.outlet if kept.outlet not in (None, found.name) else None)
    if outright:
        found = resolver().told(outright)
    named = namings.find(found, host)
    return Placed(label=kept.label, resolved=_named(found, named) if named else found, host=host, named=named)


def _named(found: Resolved, made: Judgement) -> Resolved:
    """A document's outlet as a coder named it: one of the packs where that is its name."""
    name, key = str(made.value["name"]), made.about or ""
    known = resolver().told(name)
    if known.outlet:
        return msgspec.structs.replace(known, how="named", by=key, lost=found.lost)
    return Resolved(name=name, how="named", by=key, key=key, lost=found.lost)


def names(connection: Connection, moment: Moment, ids: Collection[int]) -> dict[int, str]:
    """The names that coders gave to the outlets of these documents; of the others nothing."""
    held = [made for made in in_force(connection, moment) if made.verdict == "name"]
    if not held:
        return {}
    return {id_: one.resolved.name for id_, one in place(connection, moment, held, ids=ids).items() if one.named}


def find_placed(connection: Connection, moment: Moment, held: Iterable[Judgement]) -> dict[int, Placed]:
    """Whose each document is that had been said and recorded at a moment; one that was not read yet counts now only."""
    placed = place(connection, moment, held)
    if moment.as_of is None:
        return placed
    counting = readings.find_current(connection, known_at=moment.known_at, documents=list(placed))
    said = readings.find_said(connection, list(counting.values()))
    return {id_: one for id_, one in placed.items() if id_ in counting and said[counting[id_]] <= moment.as_of}


def aliases(found: Resolved) -> tuple[str, ...]:
    """All that a grade of this outlet may have been given to: its id, its key, its name."""
    return tuple(dict.fromkeys(word for word in (found.outlet, found.key, found.name) if word))


def to_lines(placed: Iterable[Placed], graded: Mapping[str, tuple[Grade, ...]]) -> list[OutletLine]:
    """The outlets of documents, those with most documents first.

    Args:
        placed: The documents.
        graded: The grades of sources, by what they speak of.
    """
    groups: dict[str, list[Placed]] = {}
    for one in placed:
        groups.setdefault(one.resolved.key, []).append(one)
    lines = [_line(group, graded) for group in groups.values()]
    return sorted(lines, key=lambda line: (not line.key, -line.documents, line.name, line.key))


def _line(group: list[Placed], graded: Mapping[str, tuple[Grade, ...]]) -> OutletLine:
    found = group[0].resolved
    named = next((one.named for one in group if one.named), None)
    outlet = resolver().heads.by_id.get(found.outlet or "")
    lost = {other.outlet: other for one in group for other in one.resolved.lost}
    line = OutletLine(
        key=found.key, name=found.name, known=bool(found.outlet or named or found.how == "told"), documents=len(group),
        how=tuple(sorted({one.resolved.how for one in group})),
        hosts=tuple(sorted({one.host for one in group if one.host})),
        country=str((named.value.get("country") or "") if named and not outlet else ""),
        named_by=named.author if named else "",
        grades=tuple(grade for word in aliases(found) for grade in graded.get(word, ())),
        lost=tuple(sorted(lost.values(), key=lambda other: other.outlet))[:LOST],
    )  # fmt: skip
    return of_pack(outlet, line) if outlet else line


def of_pack(outlet: Outlet, line: OutletLine | None = None) -> OutletLine:
    """What the packs say of an outlet, on its line."""
    line = line or OutletLine(key=outlet.id, name=outlet.name, known=True, hosts=tuple(outlet.domains))
    told = outlet.affiliation
    return msgspec.structs.replace(
        line, country=outlet.country, kind=outlet.kind, affiliation=told.text if told else "",
        affiliation_source=told.source if told else "",
    )  # fmt: skip


def pack_lines() -> list[OutletLine]:
    """The outlets of the packs, by id; no collective entries."""
    return [of_pack(outlet) for id_, outlet in sorted(resolver().heads.by_id.items()) if outlet.kind]


def lines(database: Database, moment: Moment, *, unknown: bool = False) -> list[OutletLine]:
    """The outlets of a ledger at a moment; only those that wait for a name where `unknown`."""
    with database.read() as connection:
        held = in_force(connection, moment)
        found = to_lines(find_placed(connection, moment, held).values(), source_grades(held))
    return [line for line in found if not unknown or (not line.known and line.key)]


def source_grades(held: Iterable[Judgement]) -> dict[str, tuple[Grade, ...]]:
    """The grades of sources, by what they speak of: of each coder the last."""
    found: dict[str, dict[str, Grade]] = {}
    for made in held:
        if made.verdict == "grade" and made.field == "reliability" and made.about:
            found.setdefault(made.about, {})[made.author] = to_grade(made)
    return {about: tuple(by_author.values()) for about, by_author in found.items()}


def to_grade(made: Judgement) -> Grade:
    """A grade as it is shown."""
    return Grade(
        scale=made.field or "", grade=str(made.value), about=made.about or "", author=made.author,
        judgement=made.number, recorded=made.recorded, reason=made.reason,
    )  # fmt: skip
