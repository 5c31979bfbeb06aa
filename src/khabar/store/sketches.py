"""Signatures of documents, and the keys under which they meet.

Invariant: derived from the reading that counts; a document has one signature.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from khabar.model.lineage import Signature
from khabar.store import rows
from khabar.store.schema import band, sketch

_SIGNATURE = msgspec.msgpack.Decoder(Signature)


def replace_signatures(connection: Connection, made: Mapping[int, tuple[Signature, Sequence[int]]]) -> None:
    """Put in the signature of each of these documents, with its keys, in place of the one it had."""
    for some in rows.chunks(sorted(made)):
        connection.execute(delete(sketch).where(sketch.c.document_id.in_(some)))
        connection.execute(delete(band).where(band.c.document_id.in_(some)))
        connection.execute(
            insert(sketch),
            [
                {
                    "document_id": id_,
                    "body": rows.packed(msgspec.msgpack.encode(made[id_][0])),
                    "root": made[id_][0].doc,
                }
                for id_ in some
            ],
        )
        keys = [{"key": key, "document_id": id_} for id_ in some for key in made[id_][1]]
        if keys:
            connection.execute(insert(band), keys)


def find_signatures(connection: Connection, documents: Collection[int]) -> Iterator[Signature]:
    """Yield the signatures of these documents, by number."""
    query = select(sketch.c.body).order_by(sketch.c.document_id)
    for row in rows.find_in(connection, query, documents, sketch.c.document_id):
        yield _SIGNATURE.decode(rows.unpacked(row.body))


def get_roots(connection: Connection, documents: Collection[int]) -> dict[int, str]:
    """The label of the document whose text each of these carries: its own where it is no copy."""
    query = select(sketch.c.document_id, sketch.c.root)
    return {row.document_id: row.root for row in rows.find_in(connection, query, documents, sketch.c.document_id)}


def set_roots(connection: Connection, roots: Mapping[int, str]) -> None:
    """Say whose text these documents carry."""
    for id_, label in sorted(roots.items()):
        connection.execute(update(sketch).where(sketch.c.document_id == id_).values(root=label))


def get_keys(connection: Connection, documents: Collection[int]) -> dict[int, set[int]]:
    """The keys of each of these documents."""
    found: dict[int, set[int]] = {}
    for row in rows.find_in(connection, select(band), documents, band.c.document_id):
        found.setdefault(row.document_id, set()).add(row.key)
    return found


def find_holders(connection: Connection, keys: Collection[int]) -> dict[int, list[int]]:
    """The documents that hold each of these keys, by number."""
    found: dict[int, list[int]] = {}
    query = select(band.c.key, band.c.document_id).order_by(band.c.document_id)
    for row in rows.find_in(connection, query, keys, band.c.key):
        found.setdefault(row.key, []).append(row.document_id)
    return found
