"""Prints how one record came about: every field back to its words, its rule, its reasons and the candidates that lost.

Invariant: the words shown are cut from the document at the record's spans; nothing is quoted from memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from rich.console import Console
from rich.text import Text

from khabar.errors import KhabarError
from khabar.model.records import (
    ActorMention,
    CasualtyMention,
    Event,
    PlaceMention,
    Published,
    Reading,
    SourceMention,
    Strength,
    Tally,
    TimeMention,
    WeaponMention,
    Why,
)
from khabar.model.spans import Span
from khabar.serve import wording
from khabar.serve.console import isolated, safe
from khabar.serve.sheet import Sheet

CONTEXT = 28
PUBLISHED = "published"
LEFT, RIGHT = "\u27e6", "\u27e7"

Claimed = Event | Tally | Strength
Mention = ActorMention | PlaceMention | TimeMention | WeaponMention | CasualtyMention | SourceMention


class Field(msgspec.Struct, frozen=True):
    """One field of a record as shown: its name, its value in words, and where it stands."""

    name: str
    value: str
    span: Span | None = None


def render_explain(reading: Reading, record_id: str, text: str, console: Console) -> None:
    """Print the record `record_id` of `reading`; ``published`` stands for the article's own date.

    Args:
        reading: The reading that holds the record.
        record_id: The record's id, as in ``DOC#RECORD``.
        text: The document's text; spans point into it.
        console: Where to print.

    Raises:
        KhabarError: no record of that id; the message names those there are.
    """
    sheet = Sheet(console)
    if record_id == PUBLISHED:
        _published(reading.published, reading.doc, sheet)
        return
    record = get_record(reading, record_id)
    fields = list(_fields(record))
    _head(reading, record, text, sheet)
    told: set[int] = set()
    for field in fields:
        sheet.blank()
        sheet.row(field.name, Text(field.value, style="bold"), label_style="bold")
        _words(field.span, text, sheet)
        for n, why in enumerate(record.why):
            if n not in told and _concerns(why, field, fields):
                told.add(n)
                _why(why, field.span, text, sheet)
    for n, why in enumerate(record.why):
        if n not in told:
            sheet.blank()
            sheet.row(safe(why.field)[:11], Text("left out or derived", style="bold"), label_style="bold")
            _why(why, None, text, sheet)


def get_record(reading: Reading, record_id: str) -> Claimed:
    """The event, tally or strength of that id.

    Raises:
        KhabarError: there is none.
    """
    records: tuple[Claimed, ...] = (*reading.events, *reading.tallies, *reading.strengths)
    for record in records:
        if record.id == record_id:
            return record
    ids = ", ".join(safe(record.id) for record in records) or "none"
    raise KhabarError(f"{safe(reading.doc)}: no record {safe(record_id)!r}; there are: {PUBLISHED}, {ids}")


def _head(reading: Reading, record: Claimed, text: str, sheet: Sheet) -> None:
    kind = record.type if isinstance(record, Event) else "tally" if isinstance(record, Tally) else "strength"
    sheet.plain(Text(f"{safe(reading.doc)}#{safe(record.id)}  {kind}", style="bold"))
    sheet.plain(Text(_marked(record.sentence_span, record.span, text), style="italic"))


def _published(published: Published, doc: str, sheet: Sheet) -> None:
    how = "as the article states" if published.stated else "by reasoning"
    sheet.plain(Text(f"{safe(doc)}#{PUBLISHED}", style="bold"))
    sheet.row(PUBLISHED, Text(f"{wording.days(published.start, published.end)}, {how}", style="bold"))
    for step in published.because:
        sheet.row("because", isolated(step))


def _fields(record: Claimed) -> Iterator[Field]:
    """The filled fields of a record, in the codebook's order."""
    if isinstance(record, Event):
        yield Field("type", f"{record.type} {isolated(record.trigger)}", record.span)
        yield Field("modality", record.modality)
        yield from _many("initiator", record.initiator)
        yield from _many("target", record.target)
        yield from _many("place", (record.place,) if record.place else ())
        yield from _many("time", (record.time,) if record.time else ())
        yield from _many("weapons", record.weapons)
        yield from _many("casualties", record.casualties)
        if record.outcome:
            yield Field("outcome", record.outcome)
        if record.responds_to:
            yield Field("responds_to", ", ".join(map(safe, record.responds_to)))
        if record.event:
            yield Field("event", safe(record.event))
    elif isinstance(record, Tally):
        total = f"{wording.count(record.low, record.high)} {record.counted} {isolated(record.trigger)}"
        yield Field("counted", total, record.span)
        if record.by_place:
            yield Field("by_place", ", ".join(f"{isolated(p)} {n:,}" for p, n in record.by_place.items()))
        if record.start or record.end:
            yield Field("time", wording.days(record.start, record.end))
    else:
        yield Field("force", f"{wording.count(record.low, record.high)} {isolated(record.force)}", record.span)
        if record.country or record.place:
            yield Field("country", f"{safe(record.country or '?')} in {safe(record.place or '?')}")
    yield from _many("sources", record.sources)


def _many(name: str, mentions: Sequence[Mention]) -> Iterator[Field]:
    for mention in mentions:
        yield Field(name, _value(mention), mention.span)


def _value(mention: Mention) -> str:
    """A mention in words: what it was read as."""
    match mention:
        case ActorMention():
            parts = [mention.name or "", mention.kind, mention.country or "country open"]
        case PlaceMention():
            parts = [mention.name or "", mention.level, mention.country or "", _degrees(mention)]
        case TimeMention():
            parts = [wording.days(mention.start, mention.end)]
        case WeaponMention():
            parts = [mention.kind, "" if mention.count is None else f"count {mention.count}"]
        case CasualtyMention():
            parts = [f"{wording.count(mention.low, mention.high)} {mention.harm}", mention.who]
        case SourceMention():
            parts = [mention.name or "", mention.kind]
    words = isolated(mention.text) if mention.text else "from the context"
    return ", ".join(safe(part) for part in parts if part) + f" {words}"


def _degrees(place: PlaceMention) -> str:
    return "" if place.lat is None or place.lon is None else f"{place.lat:.3f} {place.lon:.3f}"


def _concerns(why: Why, field: Field, fields: Sequence[Field]) -> bool:
    """Whether a reason belongs to a field: by name, and by span where several fields have that name."""
    if why.field.split("[")[0].split(".")[0] not in (field.name, *_ALSO.get(field.name, ())):
        return False
    same = [f for f in fields if f.name == field.name]
    spans = {f.span for f in same}
    return len(same) == 1 or why.span is None or why.span not in spans or why.span == field.span


_ALSO = {
    "type": ("trigger", "span"),
    "counted": ("low", "high", "trigger"),
    "force": ("low", "high", "trigger"),
    "time": ("start", "end"),
    "country": ("place",),
}


def _why(why: Why, own: Span | None, text: str, sheet: Sheet) -> None:
    score = f", score {why.score:.2f}" if why.score else ""
    sheet.row("rule", f"{safe(why.rule)}{score}")
    if why.span is not None and why.span != own:
        _words(why.span, text, sheet)
    for step in why.because:
        sheet.row("because", isolated(step))
    for lost in why.lost:
        reason = f": {isolated(lost.because)}" if lost.because else ""
        sheet.row("not", f"{isolated(lost.value)} ({safe(lost.rule)}, score {lost.score:.2f}){reason}")


def _words(span: Span | None, text: str, sheet: Sheet) -> None:
    if span is None or span.end <= span.start:
        return
    around = Span(max(0, span.start - CONTEXT), min(len(text), span.end + CONTEXT))
    sheet.row("words", f"{_marked(around, span, text)} [{span.start}:{span.end}]")


def _marked(around: Span, span: Span, text: str) -> str:
    """The letters of `around` with those of `span` between marks."""
    if not around.covers(span):
        around = Span(min(around.start, span.start), max(around.end, span.end))
    before, core = text[around.start : span.start], span.of(text)
    after = text[span.end : around.end]
    return isolated(f"{before}{LEFT}{core}{RIGHT}{after}")
