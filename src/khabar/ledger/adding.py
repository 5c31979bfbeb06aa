"""Documents into a ledger.

Invariant: what was added before is known and left alone, so that a run cut short is simply given again; a document that
cannot be taken harms no other. Every thing found has one outcome.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
from sqlalchemy import Connection

from khabar.ingest import reasons
from khabar.ingest.item import Found, Item, Note, Refusal, in_chunks
from khabar.ingest.limits import LIMITS, MEBIBYTE, Limits
from khabar.ingest.load import try_document
from khabar.ingest.meta import Meta
from khabar.ingest.open import given
from khabar.ledger.copies import CopyFinder
from khabar.model import naming
from khabar.model.document import Document
from khabar.store import documents, rows
from khabar.store.database import Database
from khabar.store.documents import Added

AT_ONCE = 200
BYTES_AT_ONCE = 32 * MEBIBYTE


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one thing that was found: taken, known, or refused with the line that says why.

    ``doc`` is the document's label where that is known; ``copies`` that of a document which it nearly is; ``reason``
    the constant word of `khabar.ingest.reasons`; ``passed`` that the refusal is no fault; ``note`` is all there is of a
    note, which no books count; ``consumed`` as of an `Item`.
    """

    source: str
    added: Added | None = None
    doc: str = ""
    copies: str = ""
    refused: str | None = None
    note: str = ""
    reason: str = ""
    passed: bool = False
    consumed: int = 0


def add_all(
    database: Database,
    found: Iterable[Found],
    meta: Mapping[str, Meta] | None = None,
    *,
    limits: Limits = LIMITS,
    dry: bool = False,
) -> Iterator[Outcome]:
    """Bring what was found into the ledger, in order; what a chunk brought is kept before the next is looked at.

    Args:
        database: The ledger, open for writing, or for reading where `dry`.
        found: As `khabar.ingest.open.find_items` yields it.
        meta: What a feed told, by document name.
        limits: How much of one document is looked at.
        dry: Say what would become of each, and keep nothing.

    Raises:
        LedgerError: the ledger cannot be written.
    """
    finder = CopyFinder()
    for some in in_chunks(given(found, meta or {}), AT_ONCE, BYTES_AT_ONCE):
        yield from _add_some(database, some, finder, limits, dry=dry)


def _add_some(
    database: Database, some: Sequence[Found], finder: CopyFinder, limits: Limits, *, dry: bool
) -> list[Outcome]:
    outcomes: list[Outcome | None] = [None] * len(some)
    held: list[tuple[int, Item, Document]] = []
    with database.read() as connection:
        known = _find_known(connection, some)
        for n, one in enumerate(some):
            if not isinstance(one, Item):
                outcomes[n] = _untaken(one)
            elif n in known:
                outcomes[n] = _known(one, known[n])
            elif isinstance(document := try_document(one, limits), Refusal):
                outcomes[n] = _untaken(document)
            else:
                held.append((n, one, document))
        became = _would_become(connection, held) if dry else []
    if not dry and held:
        with database.write() as connection:
            became = documents.add_documents(connection, [(document, one.raw) for _, one, document in held], rows.now())
    with database.read() as connection:
        for (n, item, document), added in zip(held, became, strict=True):
            copies = finder.find(connection, document) if added is Added.NEW else None
            outcomes[n] = _outcome(item, document, added, copies)
    return [outcome for outcome in outcomes if outcome is not None]


def _find_known(connection: Connection, some: Sequence[Found]) -> dict[int, str]:
    """The labels of those items that the ledger holds and of which nothing new is told, by their place."""
    keys = {
        n: (one.name, hashlib.sha256(one.raw).hexdigest())
        for n, one in enumerate(some)
        if isinstance(one, Item) and not (one.given or one.told.outlet or one.told.published)
    }
    kept = documents.find_known(connection, list(keys.values()))
    return {n: naming.label(*key) for n, key in keys.items() if key in kept}


def _untaken(one: Refusal | Note) -> Outcome:
    if isinstance(one, Note):
        return Outcome(source=one.source, note=one.message)
    return Outcome(source=one.source, refused=one.message, reason=one.reason, passed=one.passed, consumed=one.consumed)


def _known(item: Item, label: str) -> Outcome:
    return Outcome(source=item.source, added=Added.KNOWN, doc=label, consumed=item.consumed)


def _would_become(connection: Connection, held: Sequence[tuple[int, Item, Document]]) -> list[Added]:
    kept = documents.find_known(connection, [(one.doc, one.sha256) for _, _, one in held])
    became: list[Added] = []
    for _, _, one in held:
        became.append(Added.KNOWN if (one.doc, one.sha256) in kept else Added.NEW)
        kept.add((one.doc, one.sha256))
    return became


def _outcome(found: Item, document: Document, added: Added, copies: str | None) -> Outcome:
    if added is Added.CLASHES:
        why = "bears the name and the first digits of the hash of another document; give the file another name"
        return Outcome(
            source=found.source, refused=f"{found.source}: {why}", reason=reasons.CLASHES, consumed=found.consumed
        )
    label = naming.label(document.doc, document.sha256) if added is Added.NEW else ""
    return Outcome(source=found.source, added=added, doc=label, copies=copies or "", consumed=found.consumed)
