"""Bringing a ledger up to date: what is new is read, traced, placed, dated and reconciled.

Invariant: after a build the ledger shows what a build of the same documents and judgements into an empty ledger would
show, in whatever order they came and however often a build was cut short. Reading commits as it goes; all the rest is
one transaction.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from sqlalchemy import Connection

from khabar import batch
from khabar.ledger import derive, homing, redating, texts, tracing, words
from khabar.ledger.load import load_overlay
from khabar.ledger.moment import Moment
from khabar.packs.load import digest
from khabar.store import documents, judgements, links, readings, rows, search
from khabar.store.database import Database
from khabar.store.readings import Under
from khabar.version import __version__

READ_AT_ONCE = 64
NOW = Moment()


class Built(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did: documents read, of them with issues, claims that moved, happenings made anew."""

    read: int
    issues: int
    moved: int
    happenings: int


def build(
    database: Database, *, jobs: int = 1, advance: Callable[[int, int], None] | None = None, anew: bool = False
) -> Built:
    """Read, link and reconcile what is new.

    Args:
        database: The ledger, open for writing.
        jobs: Processes to read with.
        anew: Link everything from nothing, whether or not anything came.
        advance: Told, after every chunk, how many documents are read and how many there are to read.

    Raises:
        LedgerError: another build is at work, or the ledger cannot be written.
        KhabarError: a worker died, or the packs have a fault.
    """
    under = Under(khabar=__version__, packs=digest())
    with database.at_work():
        read, issues = _read(database, under, jobs, advance or (lambda _done, _all: None))
        with database.write() as connection:
            moved, made = _bring_up_to_date(connection, database, under, anew=anew)
    return Built(read=read, issues=issues, moved=moved, happenings=made)


def _read(database: Database, under: Under, jobs: int, advance: Callable[[int, int], None]) -> tuple[int, int]:
    """Read what was not read under this; how many documents, and how many with issues."""
    with database.read() as connection:
        due = list(readings.find_due(connection, under))
    done = issues = 0
    for some in rows.chunks(due, READ_AT_ONCE * jobs):
        with database.read() as connection:
            kept = list(documents.find_documents(connection, ids=some))
            held = [texts.to_document(connection, one) for one in kept]
        found = list(batch.read_documents(held, jobs=jobs if len(held) > 1 else 1))
        with database.write() as connection:
            readings.append_readings(connection, list(zip(kept, found, strict=True)), under, rows.now())
            passages = {one.id: list(words.to_passages(text.text)) for one, text in zip(kept, held, strict=True)}
            search.index_documents(connection, database.dialect, passages)
        issues += sum(bool(reading.issues) for reading in found)
        done += len(some)
        advance(done, len(due))
    return done, issues


def _bring_up_to_date(connection: Connection, database: Database, under: Under, *, anew: bool) -> tuple[int, int]:
    """Place what is new, append what that changed and show it: claims that moved, happenings made anew."""
    overlay = load_overlay(connection, NOW)
    changed = set(readings.find_current(connection) if anew else readings.find_stale(connection))
    judged = _judged(connection)
    changed |= judged.documents
    if not changed and not judged.grouping:
        return 0, 0
    touched: set[str] = set()
    moved = 0
    for round_ in range(redating.ROUNDS):
        # a build for each: what neighbours date anew may move again what was just placed
        number = links.append_build(
            connection, khabar=__version__, weights="", known_to=judged.last, recorded=rows.now()
        )
        changed |= set(tracing.trace(connection, number, texts.load(connection, changed, overlay)))
        step = homing.home(connection, database.dialect, number, changed, overlay, grouping=judged.grouping)
        touched |= step.touched
        moved += step.moved
        readings.set_placed(connection, changed)
        changed = redating.redate(connection, changed, touched, under, overlay) if round_ == 0 else set()
        if not changed:
            break
    return moved, derive.derive(connection, database.dialect, touched)


class _Judged(msgspec.Struct, frozen=True, kw_only=True):
    """What was judged since the last build: documents to place anew, claims to group anew, the last judgement."""

    documents: set[int]
    grouping: frozenset[str]
    last: int


def _judged(connection: Connection) -> _Judged:
    before = links.last_build(connection)
    made = list(judgements.find_judgements(connection))
    new = {one.number: one for one in made if before is None or one.number > before}
    undone = {one.undoes for one in new.values()}
    by_number = {one.number: one for one in made}
    chain = list(undone - {None})
    while chain:  # an undo of an undo speaks of what the first one took back
        one = by_number.get(chain.pop() or 0)
        if one is not None and one.number not in new:
            new[one.number] = one
            chain += [one.undoes] if one.undoes else []
    grounds = {one.number: [g.own for g in (*one.grounds, *([one.rest] if one.rest else []))] for one in new.values()}
    changing = {own for n, owns in grounds.items() if new[n].verdict in ("withdraw", "correct") for own in owns}
    grouping = {own for n, owns in grounds.items() if new[n].verdict in ("merge", "separate") for own in owns}
    return _Judged(
        documents=readings.find_telling(connection, changing),
        grouping=frozenset(grouping),
        last=max((one.number for one in made), default=0),
    )
