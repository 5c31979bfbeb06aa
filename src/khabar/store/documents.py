"""Documents and what came with them.

Invariant: the bytes of a document are kept as they came, once; its name is its own and the first digits of its hash.
"""

from __future__ import annotations

import datetime
import enum
import hashlib
import zlib
from collections.abc import Iterator, Sequence

import msgspec
from sqlalchemy import Connection, func, select

from khabar.model import naming
from khabar.model.document import Document
from khabar.store import rows
from khabar.store.schema import delivery, document


class Added(enum.Enum):
    """What became of a document that was brought to the ledger."""

    NEW = "new"
    TOLD_ANEW = "told anew"
    KNOWN = "known"


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


def add_document(connection: Connection, found: Document, content: bytes, recorded: int) -> Added:
    """Keep a document, unless these bytes are kept under this name and nothing else is told of them.

    Args:
        connection: A transaction that writes.
        found: The document; its text is not kept, the bytes are.
        content: The bytes as they came.
        recorded: When.
    """
    known = _find(connection, found)
    told = (found.outlet, rows.day(found.published))
    if known is not None and (_told(connection, known) == told or told == (None, None)):
        return Added.KNOWN
    id_ = known
    if id_ is None:
        id_ = rows.next_id(connection, document)
        connection.execute(
            document.insert().values(
                id=id_, label=naming.label(found.doc, found.sha256), doc=found.doc, sha256=found.sha256,
                size=len(content), encoding=found.encoding, content=rows.packed(content), recorded=recorded,
            )
        )  # fmt: skip
    connection.execute(
        delivery.insert().values(
            id=rows.next_id(connection, delivery), document_id=id_, path=found.path, outlet=told[0], published=told[1],
            recorded=recorded,
        )
    )  # fmt: skip
    return Added.NEW if known is None else Added.TOLD_ANEW


def _find(connection: Connection, found: Document) -> int | None:
    same = (document.c.sha256 == found.sha256) & (document.c.doc == found.doc)
    return connection.execute(select(document.c.id).where(same)).scalar()


def _told(connection: Connection, id_: int) -> tuple[str | None, datetime.date | None]:
    last = select(delivery.c.outlet, delivery.c.published).where(delivery.c.document_id == id_)
    row = connection.execute(last.order_by(delivery.c.id.desc()).limit(1)).one()
    return row.outlet, row.published


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
        ValueError: what is kept no longer unpacks, or is not what came.
    """
    row = connection.execute(select(document.c.content, document.c.sha256).where(document.c.id == id_)).one_or_none()
    if row is None:
        raise KeyError(id_)
    try:
        content = rows.unpacked(row.content)
    except zlib.error as fault:
        raise ValueError(f"its bytes no longer unpack ({fault})") from None
    if hashlib.sha256(content).hexdigest() != row.sha256:
        raise ValueError("its bytes are not those that came: the hash differs")
    return content


def count_documents(connection: Connection) -> int:
    """How many documents the ledger holds."""
    return connection.execute(select(func.count()).select_from(document)).scalar_one()
