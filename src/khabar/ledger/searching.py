"""Words in the documents of a ledger.

Invariant: a hit points at the letters of the document as it came; what was said after the day asked about is not found.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection

from khabar.errors import InputError
from khabar.ingest.letters import decode
from khabar.ledger import words
from khabar.ledger.moment import Moment
from khabar.model.found import Found
from khabar.model.spans import Span
from khabar.store import documents, readings, search
from khabar.store.database import Database
from khabar.store.documents import Kept

AROUND = 80  # code points of text shown on either side of the first hit


def find(database: Database, query: str, *, moment: Moment, limit: int = 20) -> list[Found]:
    """Documents that hold all words of `query`, in one passage; those recorded last first.

    Args:
        database: The ledger.
        query: Words; folded, with or without the article, each may have a letter joined to its front.
        moment: What had been said and recorded by then.
        limit: At most so many.

    Raises:
        InputError: the query holds no word.
    """
    groups = words.to_groups(query)
    if not groups:
        raise InputError(f"{query!r} holds no word to look for")
    with database.read() as connection:
        found: dict[int, Found] = {}
        for hit in search.find_hits(connection, database.dialect, groups):
            if hit.document_id not in found:
                told = _told(connection, moment, groups, hit)
                if told is not None:
                    found[hit.document_id] = told
            if len(found) >= limit:
                break
    return list(found.values())


def _told(connection: Connection, moment: Moment, groups: list[tuple[str, ...]], hit: search.Hit) -> Found | None:
    kept = next(documents.find_documents(connection, ids=[hit.document_id], known_at=moment.known_at), None)
    counting = readings.find_current(connection, known_at=moment.known_at, documents=[hit.document_id])
    if kept is None or not counting:
        return None
    said = readings.find_said(connection, list(counting.values()))[counting[hit.document_id]]
    if moment.as_of is not None and said > moment.as_of:
        return None
    text, _ = decode(documents.get_content(connection, kept.id))
    spans = tuple(words.find_spans(text, groups, hit.start, hit.end))
    return _shown(kept, said, text, spans)


def _shown(kept: Kept, said: str, text: str, spans: tuple[Span, ...]) -> Found | None:
    if not spans:
        return None
    at = _word_after(text, max(0, spans[0].start - AROUND), spans[0].start)
    return Found(
        doc=kept.label, said=said, spans=spans, at=at, text=text[at : spans[0].end + AROUND], outlet=kept.outlet
    )


def _word_after(text: str, at: int, before: int) -> int:
    """Where the first whole word after `at` begins; not behind `before`."""
    while 0 < at < before and not text[at - 1].isspace():
        at += 1
    return at


def lines(found: list[Found]) -> Iterator[bytes]:
    """One JSON object a document."""
    yield from map(msgspec.json.encode, found)
