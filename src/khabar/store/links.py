"""Which claim belongs to which happening, build by build, and which document rests on which.

Invariant: a build appends only what it changed; what held at any past moment is the last that was said by then.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, and_, func, or_, select

from khabar.model.lineage import Relation
from khabar.store import rows
from khabar.store.schema import build, candidate, claim, current, document, member, profile, reading, relation


class Membership(msgspec.Struct, frozen=True):
    """The happening of a claim, and the judgement that put it there, if one did."""

    event: str
    because: str = ""


def append_build(connection: Connection, *, khabar: str, weights: str, known_to: int, recorded: int) -> int:
    """Begin a build; its number."""
    id_ = rows.next_id(connection, build)
    connection.execute(
        build.insert().values(id=id_, khabar=khabar, weights=weights, known_to=known_to, recorded=recorded)
    )
    return id_


def last_build(connection: Connection) -> int | None:
    """The last judgement that the newest build obeyed; None before the first build."""
    return connection.execute(select(build.c.known_to).order_by(build.c.id.desc()).limit(1)).scalar()


def latest_members(known_at: int | None = None) -> Select[Any]:
    """Claim, build and happening: the last word on each claim, or the last by then."""
    newest = select(member.c.claim_id, func.max(member.c.build_id).label("build_id")).group_by(member.c.claim_id)
    if known_at is not None:
        newest = newest.join(build, build.c.id == member.c.build_id).where(build.c.recorded <= known_at)
    last = newest.subquery()
    same = and_(member.c.claim_id == last.c.claim_id, member.c.build_id == last.c.build_id)
    return select(member.c.claim_id, member.c.event, member.c.because).join(last, same)


def get_members(connection: Connection, claims: Sequence[int], *, known_at: int | None = None) -> dict[int, Membership]:
    """The happening of each of these claims that has one."""
    found: dict[int, Membership] = {}
    for some in rows.chunks(claims):
        query = select(member.c.claim_id, member.c.event, member.c.because).where(member.c.claim_id.in_(some))
        if known_at is not None:
            query = query.join(build, build.c.id == member.c.build_id).where(build.c.recorded <= known_at)
        for row in connection.execute(query.order_by(member.c.build_id)):
            found[row.claim_id] = Membership(row.event, row.because)
    return found


def append_members(connection: Connection, build_id: int, homes: Mapping[int, Membership]) -> int:
    """Append the homes that differ from what was said last; how many did."""
    known = get_members(connection, list(homes))
    changed = [
        {"claim_id": id_, "build_id": build_id, "event": home.event, "because": home.because}
        for id_, home in homes.items()
        if known.get(id_) != home
    ]
    if changed:
        connection.execute(member.insert(), changed)
    return len(changed)


def append_candidates(
    connection: Connection, build_id: int, found: Iterable[tuple[int, str, float]], homes: Mapping[int, Membership]
) -> None:
    """Append happenings that claims might belong to as well, where that differs from what was said last.

    Args:
        connection: A transaction that writes.
        build_id: The build that found them.
        found: Claim, other happening and score.
        homes: Every claim that was looked at, with its own happening: that alone is said of one without doubts left.
    """
    now: dict[int, dict[str, float]] = {id_: {} for id_ in homes}
    for id_, event, score in found:
        now[id_][event] = score
    before: dict[int, dict[str, float]] = {}
    builds: dict[int, int] = {}
    for some in rows.chunks(list(homes)):
        query = select(candidate).where(candidate.c.claim_id.in_(some)).order_by(candidate.c.build_id)
        for row in connection.execute(query):
            if builds.get(row.claim_id) != row.build_id:
                builds[row.claim_id], before[row.claim_id] = row.build_id, {}
            before[row.claim_id][row.event] = row.score
    changed = [
        {"claim_id": id_, "build_id": build_id, "event": event, "score": score}
        for id_, events in now.items()
        if events != {event: s for event, s in before.get(id_, {}).items() if s > 0}
        for event, score in (events or {homes[id_].event: 0.0}).items()
    ]
    if changed:
        connection.execute(candidate.insert(), changed)


def find_candidates(connection: Connection) -> list[tuple[int, str, float]]:
    """Claim, other happening and score, as the newest build that spoke of each claim found them."""
    newest = select(candidate.c.claim_id, func.max(candidate.c.build_id).label("build_id"))
    last = newest.group_by(candidate.c.claim_id).subquery()
    same = and_(candidate.c.claim_id == last.c.claim_id, candidate.c.build_id == last.c.build_id)
    living = claim.join(current, current.c.reading_id == claim.c.reading_id)
    query = (
        select(candidate.c.claim_id, candidate.c.event, candidate.c.score)
        .join(last, same)
        .join(living, claim.c.id == candidate.c.claim_id)
        .order_by(candidate.c.score.desc(), candidate.c.claim_id)
    )
    return [(row.claim_id, row.event, row.score) for row in connection.execute(query) if row.score > 0]


def find_claims_of(connection: Connection, events: Sequence[str], *, known_at: int | None = None) -> list[int]:
    """The claims that belong to these happenings, by the last word on each claim."""
    ever: set[int] = set()
    for some in rows.chunks(events):
        ever |= set(connection.execute(select(member.c.claim_id).where(member.c.event.in_(some))).scalars())
    wanted = set(events)
    homes = get_members(connection, sorted(ever), known_at=known_at)
    return [id_ for id_, home in homes.items() if home.event in wanted]


def append_relations(
    connection: Connection, build_id: int, found: Iterable[Relation], concerned: Collection[int]
) -> None:
    """Append the relations among documents that differ from what was said last.

    Args:
        connection: A transaction that writes.
        build_id: The build that found them.
        found: All relations that hold now in which one of the concerned documents takes part, by label.
        concerned: The documents that were compared; what was said of them and is not found again is taken back.
    """
    held = list(found)
    numbers = documents_named(connection, {label for r in held for label in (r.doc, r.of)})
    known = _relations(connection, concerned)
    new: dict[tuple[int, int], str | None] = {
        (numbers[r.doc], numbers[r.of]): msgspec.json.encode(r).decode() for r in held
    }
    new |= {pair: None for pair in known if pair not in new}
    changed = [
        {"document_id": doc, "of_id": of, "build_id": build_id, "body": body}
        for (doc, of), body in sorted(new.items())
        if known.get((doc, of)) != body
    ]
    if changed:
        connection.execute(relation.insert(), changed)


def find_relations(
    connection: Connection, documents: Collection[int] | None = None, *, known_at: int | None = None
) -> list[Relation]:
    """The relations that held, sorted; those only in which one of these documents takes part, if any are named."""
    held = _relations(connection, documents, known_at)
    return [msgspec.json.decode(body, type=Relation) for _, body in sorted(held.items()) if body]


def _relations(
    connection: Connection, documents: Collection[int] | None, known_at: int | None = None
) -> dict[tuple[int, int], str | None]:
    query = select(relation.c.document_id, relation.c.of_id, relation.c.body)
    if known_at is not None:
        query = query.join(build, build.c.id == relation.c.build_id).where(build.c.recorded <= known_at)
    query = query.order_by(relation.c.build_id)
    parts: list[Select[Any]] = [query]
    if documents is not None:
        some = list(rows.chunks(sorted(documents)))
        parts = [query.where(or_(relation.c.document_id.in_(ids), relation.c.of_id.in_(ids))) for ids in some]
    last: dict[tuple[int, int], str | None] = {}
    for part in parts:
        last |= {(row.document_id, row.of_id): row.body for row in connection.execute(part)}
    return {pair: body for pair, body in last.items() if body is not None}


def labels_of(connection: Connection, reading_ids: Sequence[int]) -> dict[int, str]:
    """The label of the document of each of these readings."""
    found: dict[int, str] = {}
    for some in rows.chunks(reading_ids):
        query = select(reading.c.id, document.c.label).join(document, document.c.id == reading.c.document_id)
        found |= {row.id: row.label for row in connection.execute(query.where(reading.c.id.in_(some)))}
    return found


def labels_by_number(connection: Connection, documents: Collection[int]) -> dict[int, str]:
    """The label of each of these documents."""
    found: dict[int, str] = {}
    for some in rows.chunks(sorted(documents)):
        query = select(document.c.id, document.c.label).where(document.c.id.in_(some))
        found |= {row.id: row.label for row in connection.execute(query)}
    return found


def documents_named(connection: Connection, labels: Iterable[str]) -> dict[str, int]:
    """The number of the document with each of these labels."""
    found: dict[str, int] = {}
    for some in rows.chunks(sorted(labels)):
        query = select(document.c.label, document.c.id).where(document.c.label.in_(some))
        found |= {row.label: row.id for row in connection.execute(query)}
    return found


def documents_of(connection: Connection, events: Collection[str], *, known_at: int | None = None) -> set[int]:
    """The documents that tell these happenings or statements."""
    found: set[int] = set()
    for some in rows.chunks(find_claims_of(connection, sorted(events), known_at=known_at)):
        found |= set(connection.execute(select(claim.c.document_id).where(claim.c.id.in_(some))).scalars())
    return found


def by_day(connection: Connection, events: Collection[str]) -> list[str]:
    """These names in the order of the first day that a claim of theirs tells, so that neighbours share documents."""
    first: dict[str, datetime.date | None] = dict.fromkeys(events)
    for some in rows.chunks(sorted(events)):
        query = select(member.c.event, func.min(claim.c.said)).join(claim, claim.c.id == member.c.claim_id)
        said = connection.execute(query.where(member.c.event.in_(some)).group_by(member.c.event))
        first |= {row[0]: row[1] for row in said}
    return sorted(events, key=lambda name: (str(first[name] or ""), name))


def clusters_of(connection: Connection, owns: Collection[str]) -> set[int]:
    """The clusters of the current claims with these own names, and of all claims of their happenings."""
    named: set[int] = set()
    for some in rows.chunks(sorted(owns)):
        living = select(claim.c.id).join(current, current.c.reading_id == claim.c.reading_id)
        named |= set(connection.execute(living.where(claim.c.own.in_(some))).scalars())
    events = {home.event for home in get_members(connection, sorted(named)).values()}
    ids = {*named, *find_claims_of(connection, sorted(events))}
    docs: dict[int, set[int]] = {}
    for some_ids in rows.chunks(sorted(ids)):
        for row in connection.execute(select(claim.c.id, claim.c.document_id).where(claim.c.id.in_(some_ids))):
            docs.setdefault(row.document_id, set()).add(row.id)
    found: set[int] = set()
    for some_docs in rows.chunks(sorted(docs)):
        query = select(profile.c.cluster, profile.c.claims).where(profile.c.document_id.in_(some_docs))
        for row in connection.execute(query):
            if ids & set(msgspec.json.decode(row.claims)):
                found.add(row.cluster)
    return found


def neighbours_of(connection: Connection, documents: Collection[int]) -> set[int]:
    """The documents that tell a happening that one of these tells."""
    ids: set[int] = set()
    for some in rows.chunks(sorted(documents)):
        query = select(claim.c.id).join(current, current.c.reading_id == claim.c.reading_id)
        ids |= set(connection.execute(query.where(claim.c.document_id.in_(some))).scalars())
    return documents_of(connection, {home.event for home in get_members(connection, sorted(ids)).values()})


def find_strays(connection: Connection) -> list[tuple[int, str]]:
    """Claims with the happening that they are said to belong to, where no claim ever gave it that name."""
    query = select(member.c.claim_id, member.c.event).where(member.c.event.not_in(select(claim.c.own)))
    return [(row.claim_id, row.event) for row in connection.execute(query.order_by(member.c.claim_id))]


def all_events(connection: Connection) -> list[str]:
    """Every name that a current claim bears, sorted."""
    last = latest_members().subquery()
    living = select(last.c.event).join(claim, claim.c.id == last.c.claim_id)
    living = living.join(current, current.c.reading_id == claim.c.reading_id)
    return sorted(set(connection.execute(living).scalars()))
