"""Names that stay: of a document, of a claim, of a happening.

Invariant: a name depends on the bytes of the document and on letters in it, never on when or in what order things came.
"""

from __future__ import annotations

import collections
import hashlib
from collections.abc import Sequence

import msgspec

from khabar.model.records import Event, Reading, Strength, Tally
from khabar.model.spans import Span

DIGITS = 10
DIGITS_OF_HAPPENING = 16  # a million claims share none: one chance in thirty million


def text_sha256(text: str) -> str:
    """The SHA-256 of a text as UTF-8; half a surrogate pair, which no file holds but a caller may, counts as it is."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def label(doc: str, sha256: str) -> str:
    """A document's name that no other bytes bear: its own, and the first digits of its hash."""
    return f"{doc}~{sha256[:DIGITS]}"


def claim_key(sha256: str, span: Span, type_: str) -> str:
    """Where a claim stands, whatever number a reading gave it: bytes, letters and kind."""
    return f"{sha256}:{span.start}-{span.end}:{type_}"


def happening_name(key: str) -> str:
    """The name of the happening whose earliest claim has this key."""
    return "ev-" + hashlib.sha256(key.encode()).hexdigest()[:DIGITS_OF_HAPPENING]


def type_of(record: Event | Tally | Strength) -> str:
    """What a record is counted under: an event's type, what a tally counts, ``strength``."""
    if isinstance(record, Event):
        return record.type
    return record.counted if isinstance(record, Tally) else "strength"


def records_of(reading: Reading) -> tuple[Event | Tally | Strength, ...]:
    """All records of a reading, in the order in which it lists them."""
    return (*reading.events, *reading.tallies, *reading.strengths)


def canonical(readings: Sequence[Reading]) -> list[Reading]:
    """Readings by document and content, each once, their ids of earlier linkings taken off."""
    fresh = {msgspec.json.encode(plain): plain for plain in map(_unlinked, readings)}
    return [fresh[key] for key in sorted(fresh, key=lambda key: (fresh[key].doc, fresh[key].sha256, key))]


def _unlinked(reading: Reading) -> Reading:
    events = tuple(msgspec.structs.replace(event, event=None) for event in reading.events)
    return msgspec.structs.replace(reading, events=events)


def labels(readings: Sequence[Reading]) -> list[str]:
    """One label for each reading: its ``doc``, with a number after it where several carry that name."""
    count = collections.Counter(reading.doc for reading in readings)
    seen: collections.Counter[str] = collections.Counter()
    names = []
    for reading in readings:
        seen[reading.doc] += 1
        names.append(reading.doc if count[reading.doc] == 1 else f"{reading.doc}~{seen[reading.doc]}")
    return names
