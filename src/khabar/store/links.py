"""Which claim belongs to which happening, build by build, and which document rests on which.

Invariant: a build appends only what it changed; what held at any past moment is the last that was said by then.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping

import msgspec
from sqlalchemy import Connection, and_, func, select

from khabar.model.lineage import Relation
from khabar.store import documents, rows
from khabar.store.readings import LIVING
from khabar.store.schema import build, candidate, claim, member, profile, relation


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


def get_members(
    connection: Connection, claims: Collection[int], *, known_at: int | None = None
) -> dict[int, Membership]:
    """The happening of each of these claims that has one."""
    query = select(member.c.claim_id, member.c.event, member.c.because).order_by(member.c.build_id)
    if known_at is not None:
        query = query.join(build, build.c.id == member.c.build_id).where(build.c.recorded <= known_at)
    found = rows.find_in(connection, query, claims, member.c.claim_id)
    return {row.claim_id: Membership(row.event, row.because) for row in found}


def append_members(connection: Connection, build_id: int, homes: Mapping[int, Membership]) -> int:
    """Append the homes that differ from what was said last; how many did."""
    known = get_members(connection, homes)
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
    for row in rows.find_in(connection, select(candidate).order_by(candidate.c.build_id), homes, candidate.c.claim_id):
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
    query = (
        select(candidate.c.claim_id, candidate.c.event, candidate.c.score)
        .join(last, same)
        .join(LIVING, claim.c.id == candidate.c.claim_id)
        .order_by(candidate.c.score.desc(), candidate.c.claim_id)
    )
    return [(row.claim_id, row.event, row.score) for row in connection.execute(query) if row.score > 0]


def find_claims_of(connection: Connection, events: Collection[str], *, known_at: int | None = None) -> list[int]:
    """The claims that belong to these happenings, by the last word on each claim."""
    ever = {row.claim_id for row in rows.find_in(connection, select(member.c.claim_id), events, member.c.event)}
    wanted = set(events)
    homes = get_members(connection, ever, known_at=known_at)
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
    numbers = documents.numbers_of(connection, {label for r in held for label in (r.doc, r.of)})
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
    connection: Connection, among: Collection[int] | None = None, *, known_at: int | None = None
) -> list[Relation]:
    """The relations that held, sorted; those only in which one of these documents takes part, if any are named."""
    held = _relations(connection, among, known_at)
    return [msgspec.json.decode(body, type=Relation) for _, body in sorted(held.items())]


def _relations(
    connection: Connection, among: Collection[int] | None, known_at: int | None = None
) -> dict[tuple[int, int], str]:
    query = select(relation.c.document_id, relation.c.of_id, relation.c.body)
    if known_at is not None:
        query = query.join(build, build.c.id == relation.c.build_id).where(build.c.recorded <= known_at)
    found = rows.find_in(
        connection, query.order_by(relation.c.build_id), among, relation.c.document_id, relation.c.of_id
    )
    last = {(row.document_id, row.of_id): row.body for row in found}
    return {pair: body for pair, body in last.items() if body is not None}


def documents_of(connection: Connection, events: Collection[str], *, known_at: int | None = None) -> set[int]:
    """The documents that tell these happenings or statements."""
    ids = find_claims_of(connection, events, known_at=known_at)
    return {row.document_id for row in rows.find_in(connection, select(claim.c.document_id), ids, claim.c.id)}


def by_day(connection: Connection, events: Collection[str]) -> list[str]:
    """These names in the order of the first day that a claim of theirs tells, so that neighbours share documents."""
    first: dict[str, datetime.date | None] = dict.fromkeys(events)
    query = select(member.c.event, func.min(claim.c.said)).join(claim, claim.c.id == member.c.claim_id)
    said = rows.find_in(connection, query.group_by(member.c.event), events, member.c.event)
    first |= {row[0]: row[1] for row in said}
    return sorted(events, key=lambda name: (str(first[name] or ""), name))


def clusters_of(connection: Connection, owns: Collection[str]) -> set[int]:
    """The clusters of the current claims with these own names, and of all claims of their happenings."""
    named = {row.id for row in rows.find_in(connection, select(claim.c.id).select_from(LIVING), owns, claim.c.own)}
    events = {home.event for home in get_members(connection, named).values()}
    ids = {*named, *find_claims_of(connection, events)}
    docs = {row.document_id for row in rows.find_in(connection, select(claim.c.document_id), ids, claim.c.id)}
    query = select(profile.c.cluster, profile.c.claims)
    found = rows.find_in(connection, query, docs, profile.c.document_id)
    return {row.cluster for row in found if ids & set(msgspec.json.decode(row.claims))}


def neighbours_of(connection: Connection, docs: Collection[int]) -> set[int]:
    """The documents that tell a happening that one of these tells."""
    told = rows.find_in(connection, select(claim.c.id).select_from(LIVING), docs, claim.c.document_id)
    homes = get_members(connection, {row.id for row in told})
    return documents_of(connection, {home.event for home in homes.values()})


def find_strays(connection: Connection) -> list[tuple[int, str]]:
    """Claims with the happening that they are said to belong to, where no claim ever gave it that name."""
    query = select(member.c.claim_id, member.c.event).where(member.c.event.not_in(select(claim.c.own)))
    return [(row.claim_id, row.event) for row in connection.execute(query.order_by(member.c.claim_id))]


def all_events(connection: Connection) -> list[str]:
    """Every name that a current claim bears, sorted."""
    newest = select(member.c.claim_id, func.max(member.c.build_id).label("build_id")).group_by(member.c.claim_id)
    last = newest.subquery()
    same = and_(member.c.claim_id == last.c.claim_id, member.c.build_id == last.c.build_id)
    query = select(member.c.event).join(last, same).join(LIVING, claim.c.id == member.c.claim_id)
    return sorted(set(connection.execute(query.distinct()).scalars()))
