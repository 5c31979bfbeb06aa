"""Happenings as they stand now, ready to be shown.

Invariant: derived; ``khabar build`` makes each anew when a claim joins or leaves it. What is asked of a past moment is
not answered from here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, delete, func, insert, select

from khabar.model.chronology import Happening, Party
from khabar.store import rows
from khabar.store.dialect import Dialect
from khabar.store.schema import happening, page, party

LONGEST = 500  # code points of a name that is looked for; PostgreSQL indexes no more than 2,700 bytes
AT_ONCE = 500  # bodies held at a time
_HAPPENING = msgspec.json.Decoder(Happening)


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What happenings are asked for; None asks for all.

    start, end: ISO days; those whose days touch them. country: ISO 3166 alpha-3. type: a codebook type. actor, target:
    parts of names. place: part of a place's name. near: latitude, longitude, radius in km. box: south, west, north,
    east. disputed: only those with disagreements.
    """

    start: str | None = None
    end: str | None = None
    country: str | None = None
    type: str | None = None
    initiator: str | None = None
    target: str | None = None
    place: str | None = None
    near: tuple[float, float, float] | None = None
    box: tuple[float, float, float, float] | None = None
    disputed: bool = False
    limit: int | None = None


def replace_happenings(
    connection: Connection, dialect: Dialect, gone: Iterable[str], made: Sequence[Happening]
) -> None:
    """Take out happenings by name and put in those that were made anew."""
    names = sorted({*gone, *(h.id for h in made)})
    for some in rows.chunks(names):
        ids = connection.execute(select(happening.c.id).where(happening.c.event.in_(some))).scalars().all()
        dialect.forget_places(connection, ids)
        connection.execute(delete(happening).where(happening.c.event.in_(some)))
        connection.execute(delete(party).where(party.c.event.in_(some)))
    first = rows.next_id(connection, happening)
    ordered = sorted(made, key=lambda h: h.id)
    for some_made in rows.chunks(list(enumerate(ordered, first)), 5000):
        connection.execute(insert(happening), [_row(id_, one) for id_, one in some_made])
        named = [row for _, one in some_made for row in _parties(one)]
        if named:
            connection.execute(insert(party), named)
        dialect.index_place(
            connection,
            [
                (id_, one.place.lat, one.place.lon)
                for id_, one in some_made
                if one.place and one.place.lat is not None and one.place.lon is not None
            ],
        )


def _row(id_: int, one: Happening) -> dict[str, Any]:
    place = one.place
    return {
        "id": id_,
        "event": one.id,
        "type": one.type,
        "start": rows.day(one.start),
        "end": rows.day(one.end),
        "country": place.country if place else None,
        "place": place.shown.casefold() if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "documents": one.docs,
        "origins": one.origins,
        "disagreements": len(one.disagreements),
        "body": msgspec.json.encode(one).decode(),
    }


def _parties(one: Happening) -> list[dict[str, str]]:
    sides: tuple[tuple[str, Sequence[Party]], ...] = (("initiator", one.initiator), ("target", one.target))
    names = {(side, p.shown.casefold()[:LONGEST]) for side, parties in sides for p in parties}
    return [{"event": one.id, "side": side, "name": name} for side, name in sorted(names)]


def find_happenings(connection: Connection, dialect: Dialect, wanted: Wanted) -> Iterator[Happening]:
    """Yield happenings by their first day, undated ones last."""
    query = _narrowed(select(happening.c.body), dialect, wanted)
    query = query.order_by(
        happening.c.start.is_(None),
        happening.c.start,
        func.coalesce(happening.c.end, happening.c.start),
        happening.c.event,
    )
    if wanted.limit is not None:
        query = query.limit(wanted.limit)
    yield from map(_HAPPENING.decode, connection.execute(query.execution_options(yield_per=AT_ONCE)).scalars())


def get_happening(connection: Connection, name: str) -> Happening | None:
    """One happening by the name that it has now."""
    body = connection.execute(select(happening.c.body).where(happening.c.event == name)).scalar()
    return _HAPPENING.decode(body) if body else None


def _narrowed(query: Select[Any], dialect: Dialect, wanted: Wanted) -> Select[Any]:
    h = happening.c
    start, end = rows.day(wanted.start), rows.day(wanted.end)
    if start is not None:
        query = query.where(func.coalesce(h.end, h.start) >= start)
    if end is not None:
        query = query.where(h.start <= end)
    if wanted.country:
        query = query.where(h.country == wanted.country.upper())
    if wanted.type:
        query = query.where(h.type == wanted.type)
    if wanted.place:
        query = query.where(h.place.contains(wanted.place.casefold(), autoescape=True))
    for side, name in (("initiator", wanted.initiator), ("target", wanted.target)):
        if name:
            named = select(party.c.event).where(
                party.c.event == h.event, party.c.side == side, party.c.name.contains(name.casefold(), autoescape=True)
            )
            query = query.where(named.exists())
    if wanted.near:
        query = query.where(dialect.near(*wanted.near))
    if wanted.box:
        query = query.where(dialect.within(*wanted.box))
    if wanted.disputed:
        query = query.where(h.disagreements > 0)
    return query


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A finished answer. ``event``: the happening or statement that it belongs to; ``day``: ISO; both may be empty."""

    key: str
    body: bytes
    event: str = ""
    day: str = ""
    weight: float = 0.0


def replace_pages(
    connection: Connection, kind: str, made: Iterable[Page], *, of: Collection[str] | None = None
) -> None:
    """Put in the finished answers of one kind in place of those that were there.

    Args:
        connection: A transaction that writes.
        kind: What they are.
        made: The new ones.
        of: Only those of these happenings or statements are replaced; None replaces all.
    """
    if of is None:
        connection.execute(delete(page).where(page.c.kind == kind))
    else:
        for some in rows.chunks(sorted(of)):
            connection.execute(delete(page).where(page.c.kind == kind, page.c.event.in_(some)))
    new = [
        {"kind": kind, "key": p.key, "event": p.event, "day": p.day, "weight": p.weight, "body": p.body.decode()}
        for p in made
    ]
    for part in rows.chunks(new, 5000):
        connection.execute(insert(page), list(part))


def find_pages(
    connection: Connection, kind: str, start: str | None = None, end: str | None = None, *, limit: int | None = None
) -> Iterator[str]:
    """Yield the finished answers of one kind, the weightiest first, then by day; those between two ISO days, if given.

    Those without a day come last, and only where no day is asked for.
    """
    query = select(page.c.body).where(page.c.kind == kind)
    query = query.order_by(page.c.weight.desc(), page.c.day == "", page.c.day, page.c.key)
    if start is not None:
        query = query.where(page.c.day >= start)
    if end is not None:
        query = query.where(page.c.day <= end, page.c.day != "")
    if limit is not None:
        query = query.limit(limit)
    yield from connection.execute(query).scalars()
