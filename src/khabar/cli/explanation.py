"""How a record came about, as lines for people.

Invariant: every field that a record carries is answered for: its words, where they stand, the rule and the reasoning;
a field without a recorded reason says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from khabar.model.records import Event, Reading, Why
from khabar.model.spans import Span
from khabar.serve.console import isolated, safe
from khabar.serve.reasons import AnyRecord, fields_of, kind_of, parts_of, records_of, whys_of

CONTEXT = 40


class RuleNote(msgspec.Struct, frozen=True):
    """What the packs say of a rule."""

    note: str = ""
    source: str = ""


NoteOf = Callable[[str], RuleNote]


def explain_record(reading: Reading, record: AnyRecord, text: str | None, note_of: NoteOf) -> Iterator[str]:
    """Lines that walk a record: its sentence, then field by field the words, the rule, the reasoning, what lost."""
    yield f"{safe(reading.doc)}#{safe(record.id)}  {kind_of(record)}" + (
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
        yield f"{doc}#{safe(record.id)}  {kind_of(record)}  {isolated(record.trigger)}"


def _whys(record: AnyRecord, name: str, told: set[int], note_of: NoteOf) -> Iterator[str]:
    """The reasons of one field; those that were `told` for another are not told again."""
    found = whys_of(record, name)
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
            words, span, rest = parts_of(one)
            quoted = f"{isolated(words)} {_at(span)}" if words and span else "not in words"
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
