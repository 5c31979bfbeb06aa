"""How a record came about, as lines for people.

Invariant: every field that a record carries is answered for: its words, where they stand, the rule and the reasoning;
a field without a recorded reason says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from khabar.model.records import Event, Reading, Strength, Tally, Why
from khabar.model.spans import Span
from khabar.serve.console import isolated, safe

AnyRecord = Event | Tally | Strength
CONTEXT = 40
PLAIN = frozenset({"id", "span", "trigger", "sentence", "sentence_span", "why", "event"})


class RuleNote(msgspec.Struct, frozen=True):
    """What the packs say of a rule."""

    note: str = ""
    source: str = ""


NoteOf = Callable[[str], RuleNote]


def records_of(reading: Reading) -> list[AnyRecord]:
    """Events, tallies and strengths of a reading."""
    return [*reading.events, *reading.tallies, *reading.strengths]


def fields_of(record: AnyRecord) -> dict[str, object]:
    """The fields that the record carries and that a rule must account for."""
    told = {name: getattr(record, name) for name in record.__struct_fields__ if name not in PLAIN}
    return {name: value for name, value in told.items() if value not in (None, (), {})}


def unexplained(record: AnyRecord) -> list[str]:
    """Fields that the record carries without a recorded reason; the trigger counts as one."""
    given = {_root(why.field) for why in record.why}
    return [name for name in ("trigger", *fields_of(record)) if not _answers(name, given)]


def explain_record(reading: Reading, record: AnyRecord, text: str | None, note_of: NoteOf) -> Iterator[str]:
    """Lines that walk a record: its sentence, then field by field the words, the rule, the reasoning, what lost."""
    kind = record.type if isinstance(record, Event) else type(record).__name__.lower()
    yield f"{safe(reading.doc)}#{safe(record.id)}  {kind}" + (
        f", happening {safe(record.event)}" if isinstance(record, Event) and record.event else ""
    )
    yield f"  sentence {_at(record.sentence_span)}: {isolated(record.sentence)}"
    yield f"  trigger: {_quote(record.trigger, record.span, record, text)}"
    told: set[int] = set()
    yield from _whys(record, "trigger", told, note_of)
    for name, value in fields_of(record).items():
        for line in _values(value):
            yield f"  {name.replace('_', ' ')}: {line}"
        yield from _whys(record, name, told, note_of)
    for why in record.why:
        if id(why) not in told:
            yield f"  {safe(why.field)}:"
            yield from _why(why, note_of)


def explain_published(reading: Reading) -> Iterator[str]:
    """Lines that tell how the article was dated."""
    told = reading.published
    days = told.start if told.start == told.end else f"{told.start} to {told.end}"
    how = "stated by the text or its metadata" if told.stated else "reasoned from what the text mentions"
    yield f"{safe(reading.doc)}#published  " + (f"{days}, {how}" if told.start else "unknown")
    yield from (f"    because {isolated(because)}" for because in told.because)


def list_records(reading: Reading) -> Iterator[str]:
    """One line for each record that can be explained."""
    doc = safe(reading.doc)
    yield f"{doc}#published  {reading.published.start or '?'} to {reading.published.end or '?'}"
    for record in records_of(reading):
        kind = record.type if isinstance(record, Event) else type(record).__name__.lower()
        yield f"{doc}#{safe(record.id)}  {kind}  {isolated(record.trigger)}"


def _whys(record: AnyRecord, name: str, told: set[int], note_of: NoteOf) -> Iterator[str]:
    """The reasons of one field; those that were `told` for another are not told again."""
    found = [why for why in record.why if _answers(name, {_root(why.field)})]
    for why in found:
        if id(why) not in told:
            yield from _why(why, note_of)
    if not found:
        yield "    no reason recorded"
    elif all(id(why) in told for why in found):
        yield "    as told above"
    told.update(map(id, found))


def _why(why: Why, note_of: NoteOf) -> Iterator[str]:
    note = note_of(why.rule)
    score = f", score {why.score:.2f}" if why.score else ""
    at = f" {_at(why.span)}" if why.span else ""
    yield f"    rule {safe(why.rule)}{score}{at}" + (f": {isolated(note.note)}" if note.note else "")
    if note.source:
        yield f"      source: {isolated(note.source)}"
    yield from (f"      because {isolated(because)}" for because in why.because)
    for lost in why.lost:
        reason = f": {isolated(lost.because)}" if lost.because else ""
        yield f"      not {isolated(lost.value)} (rule {safe(lost.rule)}, score {lost.score:.2f}){reason}"


def _values(value: object) -> Iterator[str]:
    """One line for each value of a field: the words, where they stand, and what they were taken for."""
    for one in value if isinstance(value, tuple) else (value,):
        if isinstance(one, msgspec.Struct):
            plain = msgspec.to_builtins(one)
            words, span = plain.pop("text", ""), plain.pop("span", None)
            rest = ", ".join(f"{key} {safe(str(part))}" for key, part in plain.items())
            quoted = f"{isolated(words)} {_at(Span(*span))}" if words and span else "not in words"
            yield f"{quoted}  {rest}".rstrip()
        elif isinstance(one, dict):
            yield ", ".join(f"{isolated(str(key))} {part}" for key, part in one.items())
        else:
            yield isolated(str(one))


def _quote(words: str, span: Span, record: AnyRecord, text: str | None) -> str:
    """The words in their context: the text's letters around them, or the sentence's where the text is not at hand."""
    base, offset = (text, 0) if text is not None else (record.sentence, record.sentence_span.start)
    start, end = span.start - offset, span.end - offset
    if base[max(start, 0) : end] != words:
        return f"{isolated(words)} {_at(span)}"
    around = base[max(0, start - CONTEXT) : start] + "[" + words + "]" + base[end : end + CONTEXT]
    return f"{isolated(around)} {_at(span)}"


def _at(span: Span) -> str:
    return f"({span.start}-{span.end})"


def _root(field: str) -> str:
    return field.split(".", 1)[0].split("[", 1)[0]


def _answers(name: str, given: set[str]) -> bool:
    """Whether reasons for the fields `given` answer for field `name`: some fields come about together."""
    return bool(given & _TOGETHER.get(name, {name}))


_TOGETHER = {
    "trigger": {"trigger", "type"},
    "type": {"trigger", "type"},
    "low": {"low", "high", "count", "amount", "trigger"},
    "high": {"low", "high", "count", "amount", "trigger"},
    "start": {"start", "end", "time"},
    "end": {"start", "end", "time"},
}
