"""Judgements, appended and read back.

Invariant: an undo is a judgement too; which ones hold is worked out from all of them, each time.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, select

from khabar.model.judgement import Judgement
from khabar.store import rows
from khabar.store.schema import judgement


def append_judgement(connection: Connection, made: Judgement, recorded: int) -> Judgement:
    """Append a judgement; the same with its number and time."""
    number = rows.next_id(connection, judgement)
    body = msgspec.structs.replace(made, number=0, recorded="")
    connection.execute(
        judgement.insert().values(
            id=number, verdict=made.verdict, author=made.author, reason=made.reason, undoes=made.undoes,
            body=msgspec.json.encode(body).decode(), recorded=recorded,
        )
    )  # fmt: skip
    return msgspec.structs.replace(made, number=number, recorded=rows.to_moment(recorded))


def find_judgements(connection: Connection, *, known_at: int | None = None) -> Iterator[Judgement]:
    """Yield all judgements, those undone too, in the order in which they were made."""
    query = select(judgement).order_by(judgement.c.id)
    if known_at is not None:
        query = query.where(judgement.c.recorded <= known_at)
    for row in connection.execute(query):
        plain = msgspec.json.decode(row.body, type=Judgement)
        yield msgspec.structs.replace(plain, number=row.id, recorded=rows.to_moment(row.recorded))


def find_misfits(connection: Connection) -> Iterator[int]:
    """Yield the numbers of judgements whose columns are not those that their bodies make."""
    for row in connection.execute(select(judgement).order_by(judgement.c.id)):
        made = msgspec.json.decode(row.body, type=Judgement)
        if (row.verdict, row.author, row.reason, row.undoes) != (made.verdict, made.author, made.reason, made.undoes):
            yield row.id


def in_force(judgements: Iterator[Judgement] | list[Judgement]) -> list[Judgement]:
    """Those that hold: not undone by one that holds itself; an undo that is undone gives back what it took."""
    made = list(judgements)
    undone: set[int] = set()
    for one in reversed(made):  # the later speaks of the earlier only
        if one.verdict == "undo" and one.number not in undone and one.undoes is not None:
            undone.add(one.undoes)
    return [one for one in made if one.number not in undone and one.verdict != "undo"]
