"""Profiles and the keys under which they meet, with the cluster and component that linking gave each.

Invariant: derived; a profile belongs to the reading that counts. Ids are hashes of references, never serial numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.sql.expression import bindparam

from khabar.store import rows
from khabar.store.dialect import Dialect
from khabar.store.schema import block, crowd, profile


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A profile of the ledger. ``body`` is what its linker compares, in msgpack."""

    id: int
    document_id: int
    reading_id: int
    kind: str
    claims: tuple[int, ...]
    body: bytes
    component: int
    cluster: int


_CLAIMS = msgspec.json.Decoder(tuple[int, ...])
_COLUMNS = (
    profile.c.id, profile.c.document_id, profile.c.reading_id, profile.c.kind, profile.c.claims, profile.c.body,
    profile.c.component, profile.c.cluster,
)  # fmt: skip


def get_profiles(connection: Connection, column: Any, values: Collection[int]) -> list[Kept]:
    """The profiles whose `column` is one of `values`, by id."""
    found = [
        Kept(
            id=row.id, document_id=row.document_id, reading_id=row.reading_id, kind=row.kind,
            claims=_CLAIMS.decode(row.claims), body=row.body, component=row.component, cluster=row.cluster,
        )
        for row in rows.find_in(connection, select(*_COLUMNS), values, column)
    ]  # fmt: skip
    return sorted(found, key=lambda kept: kept.id)


def remove(connection: Connection, ids: Collection[int]) -> set[int]:
    """Take profiles out, with their keys; the keys that they offered."""
    offered: set[int] = set()
    for some in rows.chunks(sorted(ids)):
        offered |= set(connection.execute(select(block.c.key).where(block.c.profile_id.in_(some))).scalars())
        connection.execute(delete(block).where(block.c.profile_id.in_(some)))
        connection.execute(delete(profile).where(profile.c.id.in_(some)))
    return offered


def put_in(connection: Connection, made: Sequence[Kept], offered: Iterable[tuple[int, int]]) -> None:
    """Put profiles in, and which keys they offer: pairs of key and profile."""
    for some in rows.chunks(made, 5000):
        connection.execute(
            insert(profile),
            [
                {
                    "id": one.id, "document_id": one.document_id, "reading_id": one.reading_id, "kind": one.kind,
                    "claims": msgspec.json.encode(one.claims).decode(), "body": one.body, "component": one.component,
                    "cluster": one.cluster,
                }
                for one in some
            ],
        )  # fmt: skip
    keys = [{"key": key, "profile_id": id_} for key, id_ in offered]
    for part in rows.chunks(keys, 50_000):
        connection.execute(insert(block), list(part))


def count_holders(connection: Connection, keys: Collection[int]) -> dict[int, int]:
    """How many profiles offer each of these keys."""
    query = select(block.c.key, func.count()).group_by(block.c.key)
    return {row[0]: row[1] for row in rows.find_in(connection, query, keys, block.c.key)}


def find_holders(connection: Connection, keys: Collection[int]) -> set[int]:
    """The profiles that offer one of these keys."""
    return {row.profile_id for row in rows.find_in(connection, select(block.c.profile_id), keys, block.c.key)}


def find_crowded(connection: Connection) -> set[int]:
    """The keys that tell nothing."""
    return set(connection.execute(select(crowd.c.key)).scalars())


def set_crowded(connection: Connection, dialect: Dialect, *, more: Collection[int], fewer: Collection[int]) -> None:
    """Say of keys that they tell nothing from now on, or tell something again."""
    dialect.insert_new(connection, crowd, [{"key": key} for key in sorted(more)])
    for some in rows.chunks(sorted(fewer)):
        connection.execute(delete(crowd).where(crowd.c.key.in_(some)))


def set_places(connection: Connection, places: Mapping[int, tuple[int, int]]) -> None:
    """Give profiles the component and the cluster that linking found."""
    if places:
        query = update(profile).where(profile.c.id == bindparam("number"))
        values = query.values(component=bindparam("its_component"), cluster=bindparam("its_cluster"))
        connection.execute(
            values,
            [
                {"number": id_, "its_component": component, "its_cluster": cluster}
                for id_, (component, cluster) in sorted(places.items())
            ],
        )
