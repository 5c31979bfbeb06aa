"""Which of a record's reasons answers for which of its fields.

Invariant: every field that a record carries is asked for; a field that no recorded reason answers for is named.
"""

from __future__ import annotations

import msgspec

from khabar.model.records import Event, Reading, Strength, Tally, Why
from khabar.model.spans import Span
from khabar.serve.console import safe

AnyRecord = Event | Tally | Strength
PLAIN = frozenset({"id", "span", "trigger", "sentence", "sentence_span", "why", "event"})
_TOGETHER = {
    "trigger": {"trigger", "type"},
    "type": {"trigger", "type"},
    "low": {"low", "high", "count", "amount", "trigger"},
    "high": {"low", "high", "count", "amount", "trigger"},
    "start": {"start", "end", "time"},
    "end": {"start", "end", "time"},
}


def records_of(reading: Reading) -> list[AnyRecord]:
    """Events, tallies and strengths of a reading."""
    return [*reading.events, *reading.tallies, *reading.strengths]


def kind_of(record: AnyRecord) -> str:
    """The type of an event; ``tally`` or ``strength`` of the others."""
    return record.type if isinstance(record, Event) else type(record).__name__.lower()


def fields_of(record: AnyRecord) -> dict[str, object]:
    """The fields that the record carries and that a rule must account for."""
    told = {name: getattr(record, name) for name in record.__struct_fields__ if name not in PLAIN}
    return {name: value for name, value in told.items() if value not in (None, (), {})}


def whys_of(record: AnyRecord, name: str) -> list[Why]:
    """The reasons that answer for field `name`: some fields come about together."""
    return [why for why in record.why if root_of(why.field) in _TOGETHER.get(name, {name})]


def unexplained(record: AnyRecord) -> list[str]:
    """Fields that the record carries without a recorded reason; the trigger counts as one."""
    return [name for name in ("trigger", *fields_of(record)) if not whys_of(record, name)]


def root_of(field: str) -> str:
    """``casualties`` of ``casualties[1].low``."""
    return field.split(".", 1)[0].split("[", 1)[0]


def parts_of(mention: msgspec.Struct) -> tuple[str, Span | None, str]:
    """The words of one value of a field, where they stand, and what they were taken for, made safe."""
    plain = msgspec.to_builtins(mention)
    words, span = str(plain.pop("text", None) or ""), plain.pop("span", None)
    taken = ", ".join(f"{key} {safe(str(part))}" for key, part in plain.items())
    return words, Span(*span) if span else None, taken
