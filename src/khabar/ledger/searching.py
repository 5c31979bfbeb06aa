"""Words in the documents of a ledger.

Invariant: a hit points at the letters of the document as it came; what was said after the day asked about is not found.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection

from khabar.errors import InputError
from khabar.ledger import outlets, texts, words
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
        hits = search.find_hits(connection, database.dialect, groups)
        while len(found) < limit:
            some = list(itertools.islice((hit for hit in hits if hit.document_id not in found), limit - len(found)))
            if not some:
                break
            for one in _told(connection, moment, groups, some):
                found.setdefault(one[0], one[1])
    return list(found.values())


def _told(
    connection: Connection, moment: Moment, groups: list[tuple[str, ...]], hits: list[search.Hit]
) -> Iterator[tuple[int, Found]]:
    """Those hits that had been said and recorded at a moment, with the number of their document."""
    ids = sorted({hit.document_id for hit in hits})
    kept = {one.id: one for one in documents.find_documents(connection, ids=ids, known_at=moment.known_at)}
    counting = readings.find_current(connection, known_at=moment.known_at, documents=ids)
    said = readings.find_said(connection, list(counting.values()))
    found = texts.get_texts(connection, list(kept.values()))
    named = outlets.names(connection, moment, ids)
    kept = {id_: msgspec.structs.replace(one, outlet=named.get(id_, one.outlet)) for id_, one in kept.items()}
    for hit in hits:
        id_ = hit.document_id
        if id_ not in kept or id_ not in counting or (moment.as_of is not None and said[counting[id_]] > moment.as_of):
            continue
        spans = tuple(words.find_spans(found[id_], groups, hit.start, hit.end))
        shown = _shown(kept[id_], said[counting[id_]], found[id_], spans)
        if shown is not None:
            yield id_, shown


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
