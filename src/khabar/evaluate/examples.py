"""Runs the examples of rules: each must be read as it says, each counter-example must leave its rule silent.

Invariant: an example is read with all packs, as an article would be; nothing is read specially for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from khabar.evaluate.rules import ids_in
from khabar.model.records import Event, Reading, Strength, Tally
from khabar.model.spans import Span
from khabar.packs.schema.base import Entry, Example, NotExample
from khabar.packs.schema.triggers import Trigger

OWN_TESTS = frozenset({"furniture", "time_rule"})
NOTHING = "none"
BESIDE = 40
OPEN, CLOSE = "\u27e6", "\u27e7"

Read = Callable[[str, str | None], Reading]
AnyRecord = Event | Tally | Strength


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One example or counter-example of one entry; ``number`` counts from 1 within its kind."""

    schema: str
    entry: Entry
    number: int
    example: Example | NotExample

    @property
    def name(self) -> str:
        """What a test and a finding call it."""
        kind = "example" if isinstance(self.example, Example) else "not_example"
        return f"{self.entry.id}[{kind} {self.number}]"


def find_cases(packs: Mapping[str, Iterable[Entry]]) -> Iterator[Case]:
    """Every example and counter-example of every entry that has some, in the packs' order.

    Examples of furniture are lines of a page, those of time rules spans of days: their own steps' tests run them.
    """
    for schema, entries in packs.items():
        if schema in OWN_TESTS:
            continue
        for entry in entries:
            for kind in ("examples", "not_examples"):
                for number, example in enumerate(getattr(entry, kind, ()), 1):
                    yield Case(schema=schema, entry=entry, number=number, example=example)


def check_case(case: Case, read: Read) -> str | None:
    """What is wrong with one case; None where it holds.

    Args:
        case: The example or counter-example.
        read: Reads a text published on an ISO day (or None) with all packs.
    """
    text, mark = unmarked(case.example.text)
    if isinstance(case.example, NotExample):
        return _check_silent(case.entry, read(text, None), text)
    return _check_example(case, case.example, text, mark, read(text, case.example.anchor or None))


def unmarked(text: str) -> tuple[str, Span | None]:
    """The text without its marks, and the span that stood between them; None where there are none.

    >>> unmarked("a \u27e6b\u27e7 c")
    ('a b c', Span(start=2, end=3))
    """
    start, end = text.find(OPEN), text.find(CLOSE)
    plain = text.replace(OPEN, "").replace(CLOSE, "")
    return plain, Span(start, end - 1) if 0 <= start < end else None


def _check_silent(entry: Entry, reading: Reading, text: str) -> str | None:
    for record in _records(reading):
        if any(entry.id in ids_in(why.rule) for why in record.why):
            return f"reads {record.trigger!r} in {text!r}, where it must stay silent"
    return None


def _check_example(case: Case, example: Example, text: str, mark: Span | None, reading: Reading) -> str | None:
    records = list(_records(reading))
    near = [record for record in records if mark is None or record.span.overlaps(mark)]
    if _wanted(case.entry, example) == NOTHING:
        read_there = [record.trigger for record in near if isinstance(record, Event)]
        return f"reads {read_there[0]!r}, where nothing is told, in {text!r}" if read_there else None
    if mark is not None and not any(_kind(record) == _wanted(case.entry, example) for record in near):
        near += [r for r in records if _kind(r) == _wanted(case.entry, example) and _beside(r, mark)]
    if not near and not isinstance(case.entry, Trigger):
        near = [record for record in records if mark is None or record.sentence_span.overlaps(mark)]
    if not near:
        words = mark.of(text) if mark else text
        return f"nothing is read at {words!r} in {text!r}"
    faults = [list(_differences(case.entry, example, record)) for record in near]
    best = min(faults, key=len)
    return f"{'; '.join(best)} in {text!r}" if best else None


def _wanted(entry: Entry, example: Example) -> str:
    """The type that an example asks for: its own, else its trigger's; that of a guard is ``none``."""
    return example.type or (entry.type if isinstance(entry, Trigger) else "")


def _kind(record: AnyRecord) -> str:
    return record.type if isinstance(record, Event) else type(record).__name__.lower()


def _beside(record: AnyRecord, mark: Span) -> bool:
    """Whether a record's trigger is the other word of the marked phrase (`seized control`), as the scorer allows."""
    return record.sentence_span.overlaps(mark) and abs(record.span.start - mark.start) <= BESIDE


def _differences(entry: Entry, example: Example, record: AnyRecord) -> Iterator[str]:
    wanted = _wanted(entry, example)
    if wanted and wanted != _kind(record):
        yield f"type is {_kind(record)}, not {wanted}"
    if isinstance(record, Event):
        yield from _event_differences(example, record)
    elif (example.low, example.high) != (None, None) and (example.low, example.high) != (record.low, record.high):
        yield f"count is {record.low}..{record.high}, not {example.low}..{example.high}"
    if example.source and not any(_same(example.source, source.text) for source in record.sources):
        yield f"source is {[source.text for source in record.sources]}, not {example.source!r}"


def _event_differences(example: Example, event: Event) -> Iterator[str]:
    if example.modality and example.modality != event.modality:
        yield f"modality is {event.modality}, not {example.modality}"
    for role in ("initiator", "target"):
        words = getattr(example, role)
        found = [actor.text for actor in getattr(event, role)]
        if words and not any(_same(words, text) for text in found):
            yield f"{role} is {found}, not {words!r}"
    if example.place and not (event.place and _same(example.place, event.place.text)):
        yield f"place is {event.place.text if event.place else None!r}, not {example.place!r}"
    if example.weapon and not any(_same(example.weapon, weapon.text) for weapon in event.weapons):
        yield f"weapon is {[weapon.text for weapon in event.weapons]}, not {example.weapon!r}"
    if example.harm or example.low is not None:
        found_tolls = [(toll.harm, toll.low, toll.high) for toll in event.casualties]
        if not any(_same_toll(example, toll) for toll in found_tolls):
            yield f"toll is {found_tolls}, not {(example.harm, example.low, example.high)}"
    if example.value and not (event.time and _days(example.value) == (event.time.start, event.time.end)):
        yield f"time is {(event.time.start, event.time.end) if event.time else None}, not {example.value}"


def _same(wanted: str, found: str) -> bool:
    """Whether the words are those wanted; a preposition or article more or less is no difference."""
    return wanted in found or found in wanted if found else False


def _same_toll(example: Example, toll: tuple[str, int, int | None]) -> bool:
    harm, low, high = toll
    if example.harm and example.harm != harm:
        return False
    return example.low is None or (example.low == low and (example.high is None or example.high == high))


def _days(value: str) -> tuple[str, str]:
    first, _, last = value.partition("..")
    return first, last or first


def _records(reading: Reading) -> Iterator[AnyRecord]:
    yield from reading.events
    yield from reading.tallies
    yield from reading.strengths
