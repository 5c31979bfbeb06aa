"""Documents and what came with them.

Invariant: the bytes of a document are kept as they came, once; its name is its own and the first digits of its hash.
The text of one that is no plain text is taken out of its bytes once, and kept beside them: no span ever moves.
"""

from __future__ import annotations

import datetime
import enum
import hashlib
import os
import zlib
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from khabar.errors import LedgerError
from khabar.model import naming
from khabar.model.article import Article, Told
from khabar.model.document import Document
from khabar.store import rows
from khabar.store.schema import delivery, document, rendition

_ARTICLE = msgspec.json.Decoder(Article)
_TOLD = msgspec.json.Decoder(Told)


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
    address: str = ""
    size: int = 0


def add_documents(connection: Connection, found: Sequence[tuple[Document, bytes]], recorded: int) -> list[Added]:
    """Keep documents, but those whose bytes are kept under their name and of which nothing else is told.

    A page that changed around its article, as every page does, is known too: same name, same address, same text.

    Args:
        connection: A transaction that writes.
        found: Documents, whose text is not kept, and their bytes as they came; one may occur twice.
        recorded: When.

    Returns:
        What became of each, in order.
    """
    known = _known(connection, [one.sha256 for one, _ in found])
    taken = set(numbers_of(connection, {naming.label(one.doc, one.sha256) for one, _ in found}))
    articles = _articles(connection, {one.doc for one, _ in found if one.article is not None})
    told = _told(connection, sorted({*known.values(), *articles.values()}))
    next_document, next_delivery = rows.next_id(connection, document), rows.next_id(connection, delivery)
    became: list[Added] = []
    new: list[dict[str, Any]] = []
    deliveries: list[dict[str, Any]] = []
    renditions: list[dict[str, Any]] = []
    for one, content in found:
        key, says = (one.doc, one.sha256), (one.outlet, rows.day(one.published))
        article = (one.doc, one.told.address, naming.text_sha256(one.text)) if one.article is not None else None
        id_ = known.get(key, articles.get(article) if article else None)
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
            if article:
                articles[article] = id_
            if one.article is not None:
                renditions.append(_rendition(id_, one.text, one.article, recorded))
        told[id_] = says
        deliveries.append(
            {
                "id": next_delivery + len(deliveries), "document_id": id_, "path": _writable(one.path),
                "outlet": says[0], "published": says[1], "recorded": recorded,
                "address": one.told.address or None, "told": _told_json(one.told),
            }
        )  # fmt: skip
    if new:
        connection.execute(document.insert(), new)
    if renditions:
        connection.execute(rendition.insert(), renditions)
    if deliveries:
        connection.execute(delivery.insert(), deliveries)
    return became


def _rendition(id_: int, text: str, article: Article, recorded: int) -> dict[str, Any]:
    return {
        "document_id": id_, "by": article.by, "media": article.media, "sha256": naming.text_sha256(text),
        "text": rows.packed(_utf8(text)), "article": rows.packed(msgspec.json.encode(article)),
        "recorded": recorded,
    }  # fmt: skip


def _told_json(told: Told) -> str | None:
    return msgspec.json.encode(told).decode() if told != Told() else None


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _articles(connection: Connection, names: Collection[str]) -> dict[tuple[str, str, str], int]:
    """The documents of these names whose text was taken out of their bytes: by name, address and hash of the text."""
    query = (
        select(document.c.id, document.c.doc, rendition.c.sha256, delivery.c.address)
        .join(rendition, rendition.c.document_id == document.c.id)
        .join(delivery, delivery.c.document_id == document.c.id)
        .order_by(document.c.id.desc())
    )
    found = rows.find_in(connection, query, names, document.c.doc)
    return {(row.doc, row.address or "", row.sha256): row.id for row in found}


def _writable(path: str) -> str:
    """A path as text; bytes that are none are told as such."""
    return os.fsencode(path).decode("utf-8", errors="replace")


def _known(connection: Connection, hashes: Sequence[str]) -> dict[tuple[str, str], int]:
    """The number of each document that bears one of these hashes, by name and hash."""
    query = select(document.c.id, document.c.doc, document.c.sha256)
    found = rows.find_in(connection, query, hashes, document.c.sha256)
    return {(row.doc, row.sha256): row.id for row in found}


def _told(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[str | None, datetime.date | None]]:
    """Outlet and day as the last delivery of each of these documents told them."""
    found = rows.find_in(connection, select(delivery).order_by(delivery.c.id), ids, delivery.c.document_id)
    return {row.document_id: (row.outlet, row.published) for row in found}


def labels_of(connection: Connection, ids: Collection[int] | None = None) -> dict[int, str]:
    """The label of each of these documents, by number; of all for None."""
    query = select(document.c.id, document.c.label)
    return {row.id: row.label for row in rows.find_in(connection, query, ids, document.c.id)}


def numbers_of(connection: Connection, labels: Collection[str]) -> dict[str, int]:
    """The number of the document with each of these labels."""
    query = select(document.c.label, document.c.id)
    return {row.label: row.id for row in rows.find_in(connection, query, labels, document.c.label)}


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
    columns = (d.id, d.label, d.doc, d.sha256, d.encoding, d.recorded, d.size)
    told = (
        delivery.c.id.label("delivery_id"),
        delivery.c.outlet,
        delivery.c.published,
        delivery.c.path,
        delivery.c.address,
    )
    joined = newest.join(document, d.id == newest.c.document_id).join(delivery, delivery.c.id == newest.c.id)
    query = select(*columns, *told).select_from(joined).order_by(d.id)
    if label is not None:
        query = query.where((d.label == label) | (d.doc == label))
    for row in connection.execute(query):
        yield Kept(
            id=row.id, delivery_id=row.delivery_id, label=row.label, doc=row.doc, sha256=row.sha256,
            encoding=row.encoding, recorded=row.recorded, outlet=row.outlet, published=rows.iso(row.published),
            path=row.path, address=row.address or "", size=row.size,
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
    query = select(document.c.id, document.c.content, document.c.sha256)
    for row in rows.find_in(connection, query, ids, document.c.id):
        try:
            found[row.id] = rows.unpacked(row.content)
        except zlib.error as fault:
            raise DamagedError(f"document {row.id}: its bytes no longer unpack ({fault}); see khabar verify") from None
        if hashlib.sha256(found[row.id]).hexdigest() != row.sha256:
            raise DamagedError(f"document {row.id}: its bytes are not those that came: the hash differs")
    if len(found) < len(set(ids)):
        raise KeyError(min(set(ids) - found.keys()))
    return found


def find_known(connection: Connection, keys: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of these names and hashes of bytes under which a document is kept."""
    return set(_known(connection, sorted({sha256 for _, sha256 in keys}))) & set(keys)


def get_renditions(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """The texts that were taken out of the bytes of these documents, by number; none where the bytes are plain text.

    Raises:
        DamagedError: what is kept no longer unpacks, or is not what was taken out.
    """
    found: dict[int, str] = {}
    query = select(rendition.c.document_id, rendition.c.text, rendition.c.sha256)
    for row in rows.find_in(connection, query, ids, rendition.c.document_id):
        try:
            raw = rows.unpacked(row.text)
        except zlib.error as fault:
            raise DamagedError(f"document {row.document_id}: its text no longer unpacks ({fault})") from None
        if hashlib.sha256(raw).hexdigest() != row.sha256:
            raise DamagedError(f"document {row.document_id}: its text is not what was taken out: the hash differs")
        found[row.document_id] = raw.decode("utf-8", "surrogatepass")
    return found


def get_article(connection: Connection, id_: int) -> Article | None:
    """How the text of a document was taken out of its bytes; None where these are plain text.

    Raises:
        DamagedError: what is kept no longer unpacks.
    """
    packed = connection.execute(select(rendition.c.article).where(rendition.c.document_id == id_)).scalar()
    try:
        return _ARTICLE.decode(rows.unpacked(packed)) if packed is not None else None
    except (zlib.error, msgspec.MsgspecError) as fault:
        raise DamagedError(f"document {id_}: the map of its text cannot be read back: {fault}") from None


def get_told(connection: Connection, delivery_id: int) -> Told:
    """What came with the bytes, by the number of a delivery."""
    told = connection.execute(select(delivery.c.told).where(delivery.c.id == delivery_id)).scalar()
    return _TOLD.decode(told) if told else Told()


def get_tolds(connection: Connection, delivery_ids: Sequence[int]) -> dict[int, Told]:
    """What came with the bytes, by the number of each of these deliveries."""
    query = select(delivery.c.id, delivery.c.told)
    found = rows.find_in(connection, query, delivery_ids, delivery.c.id)
    return {row.id: _TOLD.decode(row.told) if row.told else Told() for row in found}


def count_documents(connection: Connection) -> int:
    """How many documents the ledger holds."""
    return connection.execute(select(func.count()).select_from(document)).scalar_one()
