"""The index of words: which passages of which documents hold them.

Invariant: words come folded; what folding is, the caller knows. Passages are stretches of a document, told by code
points of its text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, insert, select

from khabar.store import rows
from khabar.store.dialect import Dialect
from khabar.store.schema import passage

AT_ONCE = 200


class Passage(msgspec.Struct, frozen=True):
    """A stretch of a document's text, `start` to `end` in code points, and its folded words set apart by blanks."""

    start: int
    end: int
    words: str


class Hit(msgspec.Struct, frozen=True):
    """A passage that was found."""

    id: int
    document_id: int
    start: int
    end: int


def index_documents(connection: Connection, dialect: Dialect, passages: Mapping[int, Sequence[Passage]]) -> None:
    """Add documents to the index, by number; one that is there stays as it is."""
    query = select(passage.c.document_id)
    there = {row.document_id for row in rows.find_in(connection, query, passages, passage.c.document_id)}
    new = [(id_, one) for id_, held in sorted(passages.items()) if id_ not in there for one in held]
    numbered = list(enumerate(new, rows.next_id(connection, passage)))
    if not numbered:
        return
    connection.execute(
        insert(passage),
        [{"id": n, "document_id": id_, "start": one.start, "end": one.end} for n, (id_, one) in numbered],
    )
    dialect.index_words(connection, ((n, one.words) for n, (_, one) in numbered))


def find_hits(connection: Connection, dialect: Dialect, groups: Sequence[Sequence[str]]) -> Iterator[Hit]:
    """Yield passages that hold a word of every group, those recorded last first, as many as the caller takes."""
    before: int | None = None
    while True:
        ids = list(dialect.find_words(connection, groups, before=before, limit=AT_ONCE))
        found = {
            row.id: Hit(row.id, row.document_id, row.start, row.end)
            for row in connection.execute(select(passage).where(passage.c.id.in_(ids)))
        }
        yield from (found[id_] for id_ in ids)
        if len(ids) < AT_ONCE:
            return
        before = ids[-1]
