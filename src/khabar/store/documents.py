"""Documents and what came with them.

Invariant: the bytes of a document are kept as they came, once; its name is its own and the first digits of its hash.
"""

from __future__ import annotations

import datetime
import enum
import hashlib
import os
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from khabar.errors import LedgerError
from khabar.model import naming
from khabar.model.document import Document
from khabar.store import rows
from khabar.store.schema import delivery, document


class Added(enum.Enum):
    """What became of a document that was brought to the ledger."""

    NEW = "new"
    TOLD_ANEW = "told anew"
    KNOWN = "known"
    CLASHES = "clashes"
    """Not kept: other bytes of that name bear the same label, which chance alone does not bring about."""


class DamagedError(LedgerError, ValueError):
    """A document is not what it was when it came."""


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A document of the ledger: its numbers, and what the last delivery told of it."""

    id: int
    delivery_id: int
    label: str
    doc: str
    sha256: str
    encoding: str
    recorded: int
    outlet: str | None = None
    published: str | None = None
    path: str = ""


def add_documents(connection: Connection, found: Sequence[tuple[Document, bytes]], recorded: int) -> list[Added]:
    """Keep documents, but those whose bytes are kept under their name and of which nothing else is told.

    Args:
        connection: A transaction that writes.
        found: Documents, whose text is not kept, and their bytes as they came; one may occur twice.
        recorded: When.

    Returns:
        What became of each, in order.
    """
    known = _known(connection, [one.sha256 for one, _ in found])
    told = _told(connection, list(known.values()))
    taken = _taken(connection, [naming.label(one.doc, one.sha256) for one, _ in found])
    next_document, next_delivery = rows.next_id(connection, document), rows.next_id(connection, delivery)
    became: list[Added] = []
    new: list[dict[str, Any]] = []
    deliveries: list[dict[str, Any]] = []
    for one, content in found:
        key, says = (one.doc, one.sha256), (one.outlet, rows.day(one.published))
        id_ = known.get(key)
        if id_ is not None and (told[id_] == says or says == (None, None)):
            became.append(Added.KNOWN)
            continue
        if id_ is None and naming.label(*key) in taken:
            became.append(Added.CLASHES)
            continue
        became.append(Added.NEW if id_ is None else Added.TOLD_ANEW)
        if id_ is None:
            taken.add(naming.label(*key))
            id_ = known[key] = next_document + len(new)
            new.append(
                {
                    "id": id_, "label": naming.label(one.doc, one.sha256), "doc": one.doc, "sha256": one.sha256,
                    "size": len(content), "encoding": one.encoding, "content": rows.packed(content),
                    "recorded": recorded,
                }
            )  # fmt: skip
        told[id_] = says
        deliveries.append(
            {
                "id": next_delivery + len(deliveries), "document_id": id_, "path": _writable(one.path),
                "outlet": says[0], "published": says[1], "recorded": recorded,
            }
        )  # fmt: skip
    if new:
        connection.execute(document.insert(), new)
    if deliveries:
        connection.execute(delivery.insert(), deliveries)
    return became


def _writable(path: str) -> str:
    """A path as text; bytes that are none are told as such."""
    return os.fsencode(path).decode("utf-8", errors="replace")


def _known(connection: Connection, hashes: Sequence[str]) -> dict[tuple[str, str], int]:
    """The number of each document that bears one of these hashes, by name and hash."""
    found: dict[tuple[str, str], int] = {}
    for some in rows.chunks(hashes):
        query = select(document.c.id, document.c.doc, document.c.sha256).where(document.c.sha256.in_(some))
        found |= {(row.doc, row.sha256): row.id for row in connection.execute(query)}
    return found


def _taken(connection: Connection, labels: Sequence[str]) -> set[str]:
    """Those of these labels that documents bear."""
    found: set[str] = set()
    for some in rows.chunks(labels):
        found |= set(connection.execute(select(document.c.label).where(document.c.label.in_(some))).scalars())
    return found


def _told(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[str | None, datetime.date | None]]:
    """Outlet and day as the last delivery of each of these documents told them."""
    found: dict[int, tuple[str | None, datetime.date | None]] = {}
    for some in rows.chunks(ids):
        query = select(delivery).where(delivery.c.document_id.in_(some)).order_by(delivery.c.id)
        found |= {row.document_id: (row.outlet, row.published) for row in connection.execute(query)}
    return found


def find_documents(
    connection: Connection, *, ids: Sequence[int] | None = None, label: str | None = None, known_at: int | None = None
) -> Iterator[Kept]:
    """Yield documents in the order in which they came.

    Args:
        connection: A view of the ledger.
        ids: Only these.
        label: Only those whose label or own name is this.
        known_at: Only what was recorded by then.
    """
    last = select(delivery.c.document_id, func.max(delivery.c.id).label("id")).group_by(delivery.c.document_id)
    if known_at is not None:
        last = last.where(delivery.c.recorded <= known_at)
    if ids is not None:
        last = last.where(delivery.c.document_id.in_(ids))
    newest = last.subquery()
    d = document.c
    columns = (d.id, d.label, d.doc, d.sha256, d.encoding, d.recorded)
    told = (delivery.c.id.label("delivery_id"), delivery.c.outlet, delivery.c.published, delivery.c.path)
    joined = newest.join(document, d.id == newest.c.document_id).join(delivery, delivery.c.id == newest.c.id)
    query = select(*columns, *told).select_from(joined).order_by(d.id)
    if label is not None:
        query = query.where((d.label == label) | (d.doc == label))
    for row in connection.execute(query):
        yield Kept(
            id=row.id, delivery_id=row.delivery_id, label=row.label, doc=row.doc, sha256=row.sha256,
            encoding=row.encoding, recorded=row.recorded, outlet=row.outlet, published=rows.iso(row.published),
            path=row.path,
        )  # fmt: skip


def get_content(connection: Connection, id_: int) -> bytes:
    """The bytes of a document.

    Raises:
        KeyError: no such document.
        DamagedError: what is kept no longer unpacks, or is not what came.
    """
    return get_contents(connection, [id_])[id_]


def get_contents(connection: Connection, ids: Sequence[int]) -> dict[int, bytes]:
    """The bytes of documents, by number.

    Raises:
        KeyError: there is no such document.
        DamagedError: as of `get_content`.
    """
    found: dict[int, bytes] = {}
    for some in rows.chunks(ids):
        query = select(document.c.id, document.c.content, document.c.sha256).where(document.c.id.in_(some))
        for row in connection.execute(query):
            try:
                found[row.id] = rows.unpacked(row.content)
            except zlib.error as fault:
                raise DamagedError(
                    f"document {row.id}: its bytes no longer unpack ({fault}); see khabar verify"
                ) from None
            if hashlib.sha256(found[row.id]).hexdigest() != row.sha256:
                raise DamagedError(f"document {row.id}: its bytes are not those that came: the hash differs")
    if len(found) < len(set(ids)):
        raise KeyError(min(set(ids) - found.keys()))
    return found


def count_documents(connection: Connection) -> int:
    """How many documents the ledger holds."""
    return connection.execute(select(func.count()).select_from(document)).scalar_one()
