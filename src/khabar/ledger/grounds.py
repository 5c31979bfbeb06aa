"""What a judgement of claims stands on: the claims that a coder names, as the ledger holds them now.

Invariant: only claims of readings that count are named; what the ledger does not hold is refused.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from khabar.errors import InputError
from khabar.ledger.asking import name_now, named_claims
from khabar.ledger.moment import Moment
from khabar.model import naming
from khabar.model.judgement import Ground
from khabar.model.records import Event
from khabar.store import links, readings
from khabar.store.readings import Told
from khabar.store.schema import claim

NOW = Moment()


def counting(connection: Connection, told: Sequence[Told]) -> set[int]:
    """The readings that count of the documents of these claims."""
    return set(readings.find_current(connection, documents=[one.document_id for one in told]).values())


def find_subject(connection: Connection, subject: str) -> list[Told]:
    """The current claims of a happening, or the one claim, that a subject names.

    Raises:
        InputError: there is none, or several documents bear its name.
    """
    if "#" in subject:
        ids = named_claims(connection, subject, NOW)
    else:
        ids = links.find_claims_of(connection, [name_now(connection, subject, NOW)])
    found = list(readings.find_claims(connection, claim.c.id, ids))
    there = counting(connection, found)
    found = [told for told in found if told.reading_id in there]
    if not found:
        raise InputError(f"{subject}: the ledger holds no such happening or claim")
    if len(found) > 1 and "#" in subject:
        raise InputError(f"{subject}: several documents bear that name; write it as DOC~HASH#RECORD")
    return found


def happening_of(connection: Connection, subject: str, named: Sequence[Told]) -> str | None:
    """The happening that a subject is or belongs to; None for a tally or a strength, which belong to none."""
    if isinstance(named[0].record, Event):
        return name_now(connection, subject, NOW)
    return None


def to_ground(told: Told) -> Ground:
    """What a judgement keeps of a claim."""
    record = told.record
    return Ground(
        own=told.own, sha256=told.sha256, start=record.span.start, end=record.span.end,
        type=naming.type_of(record), words=record.trigger, ref=told.ref,
    )  # fmt: skip
