"""Which happening each claim belonged to as of a day: linked anew from what had been said by then.

Invariant: nothing said later joins or parts what was said before; with everything said, the answer is that of now.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Connection

from khabar.ledger import grouping
from khabar.ledger.overlay import Overlay
from khabar.store import profiles, readings
from khabar.store.links import Membership
from khabar.store.schema import profile as table


def around(connection: Connection, documents: Collection[int]) -> set[int]:
    """The documents with whose claims the claims of these could be linked."""
    held = profiles.get_profiles(connection, table.c.document_id, documents)
    found = profiles.get_profiles(connection, table.c.component, {one.component for one in held})
    return {*documents, *(one.document_id for one in found)}


def homes(connection: Connection, documents: Collection[int], as_of: str, overlay: Overlay) -> Mapping[int, Membership]:
    """The happening of each claim of these documents, as of a day.

    Args:
        connection: A view of the ledger.
        documents: Documents said by that day.
        as_of: The day, ISO.
        overlay: The judgements in force.
    """
    held = profiles.get_profiles(connection, table.c.document_id, documents)
    closed = profiles.get_profiles(connection, table.c.component, {one.component for one in held})
    said = readings.find_said(connection, sorted({one.reading_id for one in closed}))
    early = [one for one in closed if said[one.reading_id] <= as_of]
    silent = profiles.find_crowded(connection)
    members: dict[int, list[int]] = {}
    for kind in grouping.kinds():
        some = [one for one in early if one.kind == kind.name]
        places = kind.group(some, silent).places if some else {}
        for one in some:
            members.setdefault(places[one.id][1], []).extend(one.claims)
    marks = readings.find_marks(connection, [id_ for ids in members.values() for id_ in ids])
    return dict(grouping.to_homes(members, marks, overlay))
