"""Which happening each claim belongs to: by the linker, then as coders merged and separated.

Invariant: a happening bears the name of its earliest claim; a build appends only the claims whose happening changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec
from sqlalchemy import Connection

from khabar.ledger import grouping as groups
from khabar.ledger import placing
from khabar.ledger.load import load_readings
from khabar.ledger.moment import Moment
from khabar.ledger.overlay import Overlay
from khabar.store import links, readings, sketches
from khabar.store.dialect import Dialect
from khabar.store.links import Membership


class Homed(msgspec.Struct, frozen=True, kw_only=True):
    """What changed: names of happenings that lost or won a claim or whose claims were read anew; claims that moved."""

    touched: set[str]
    moved: int


def home(
    connection: Connection,
    dialect: Dialect,
    build: int,
    changed: Collection[int],
    overlay: Overlay,
    *,
    grouping: Collection[str] = (),
) -> Homed:
    """Place the claims of documents and append what that changed.

    Args:
        connection: A transaction that writes.
        dialect: Its adapter.
        build: Its number.
        changed: Documents that are new or were read anew.
        overlay: The judgements in force.
        grouping: Own names of claims that were merged or separated since the last build.
    """
    found, claims = load_readings(connection, Moment(), overlay, changed)
    numbers = {told.label: (told.document_id, told.reading_id) for told in claims.values()}
    roots = sketches.get_roots(connection, changed)
    made = [
        one
        for reading in found
        if reading.doc in numbers
        for one in placing.to_profiles(
            reading, *numbers[reading.doc], roots.get(numbers[reading.doc][0], reading.doc), claims
        )
    ]
    placed = placing.place(connection, dialect, groups.kinds(), changed, made)
    judged = links.clusters_of(connection, [*overlay.touched(), *grouping])
    members = placing.members_of(connection, {*placed.clusters, *judged})
    marks = readings.find_marks(connection, [id_ for ids in members.values() for id_ in ids])
    homes = dict(groups.to_homes(members, marks, overlay))
    read_anew = {told.id for told in claims.values()}
    before = links.get_members(connection, sorted({*homes, *placed.gone}))
    stirred = {id_ for id_, one in homes.items() if before.get(id_) != one} | read_anew | placed.gone
    moved = links.append_members(connection, build, homes)
    links.append_candidates(connection, build, _doubts(placed, members, homes), homes)
    touched = {told[id_].event for told in (before, homes) for id_ in stirred if id_ in told}
    return Homed(touched=touched, moved=moved)


def _doubts(
    placed: placing.Placed, members: Mapping[int, Sequence[int]], homes: Mapping[int, Membership]
) -> Iterator[tuple[int, str, float]]:
    """Yield claims with another happening that they might belong to, once each."""
    best: dict[tuple[int, str], float] = {}
    for claim, cluster, score in placed.doubts:
        other = homes[members[cluster][0]].event
        if claim in homes and homes[claim].event != other:
            best[claim, other] = max(score, best.get((claim, other), 0.0))
    yield from ((claim, event, score) for (claim, event), score in sorted(best.items()))
