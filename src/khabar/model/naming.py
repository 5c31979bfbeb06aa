"""Names that stay: of a document, of a claim, of a happening.

Invariant: a name depends on the bytes of the document and on letters in it, never on when or in what order things came.
"""

from __future__ import annotations

import hashlib

from khabar.model.records import Event, Reading, Strength, Tally
from khabar.model.spans import Span

DIGITS = 10


def label(doc: str, sha256: str) -> str:
    """A document's name that no other bytes bear: its own, and the first digits of its hash."""
    return f"{doc}~{sha256[:DIGITS]}"


def claim_key(sha256: str, span: Span, type_: str) -> str:
    """Where a claim stands, whatever number a reading gave it: bytes, letters and kind."""
    return f"{sha256}:{span.start}-{span.end}:{type_}"


def happening_name(key: str) -> str:
    """The name of the happening whose earliest claim has this key."""
    return "ev-" + hashlib.sha256(key.encode()).hexdigest()[:DIGITS]


def type_of(record: Event | Tally | Strength) -> str:
    """What a record is counted under: an event's type, what a tally counts, ``strength``."""
    if isinstance(record, Event):
        return record.type
    return record.counted if isinstance(record, Tally) else "strength"


def records_of(reading: Reading) -> tuple[Event | Tally | Strength, ...]:
    """All records of a reading, in the order in which it lists them."""
    return (*reading.events, *reading.tallies, *reading.strengths)
