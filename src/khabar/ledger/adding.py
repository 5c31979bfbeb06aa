"""Documents into a ledger.

Invariant: what was added before is known and left alone, so that a run cut short is simply given again; a document that
cannot be taken harms no other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from khabar.errors import InputError
from khabar.ingest.load import load_with_bytes
from khabar.ingest.meta import Meta
from khabar.model.document import Document
from khabar.store import documents, rows
from khabar.store.database import Database
from khabar.store.documents import Added

AT_ONCE = 200


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one source: taken, known or refused with the reason."""

    source: str
    added: Added | None = None
    refused: str | None = None


def add_all(database: Database, sources: Sequence[str], meta: Mapping[str, Meta] | None = None) -> Iterator[Outcome]:
    """Bring files into the ledger, in order; what a chunk brought is kept before the next is looked at.

    Args:
        database: The ledger, open for writing.
        sources: Files, or ``-``.
        meta: What a feed told, by document name.

    Raises:
        LedgerError: the ledger cannot be written.
    """
    for some in rows.chunks(sources, AT_ONCE):
        outcomes: list[Outcome] = []
        held: list[tuple[str, Document, bytes]] = []
        for source in some:
            try:
                held.append((source, *load_with_bytes(source, meta)))
            except InputError as fault:
                outcomes.append(Outcome(source=source, refused=str(fault)))
        with database.write() as connection:
            became = documents.add_documents(connection, [(document, raw) for _, document, raw in held], rows.now())
            outcomes += [_outcome(source, added) for (source, _, _), added in zip(held, became, strict=True)]
        yield from sorted(outcomes, key=lambda outcome: some.index(outcome.source))


def _outcome(source: str, added: Added) -> Outcome:
    if added is Added.CLASHES:
        why = "bears the name and the first digits of the hash of another document; give the file another name"
        return Outcome(source=source, refused=f"{source}: {why}")
    return Outcome(source=source, added=added)
