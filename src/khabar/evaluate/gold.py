"""Gold files: what a person read in an article.

Invariant: a gold file that leaves here holds: every quoted mention was found in its text, every word is the codebook's.
Gold records become the records of a reading, so that both sides of a comparison are of one kind; an event's ``event``
is the gold's ``same_as``.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from pathlib import Path
from typing import Any

import msgspec

from khabar.errors import InputError
from khabar.model import records
from khabar.model.records import (
    ActorMention,
    CasualtyMention,
    Event,
    PlaceMention,
    Published,
    SourceMention,
    Strength,
    Tally,
    TimeMention,
    WeaponMention,
)
from khabar.model.spans import Span


class GoldActor(msgspec.Struct, frozen=True):
    """An initiator or target as coded."""

    text: str
    kind: str
    country: str | None = None
    name: str | None = None


class GoldPlace(msgspec.Struct, frozen=True):
    """A place as coded; ``text`` is absent where only the context tells."""

    lat: float
    lon: float
    level: str
    text: str | None = None
    name: str | None = None
    country: str | None = None


class GoldTime(msgspec.Struct, frozen=True):
    """A time as coded: words, days, or both."""

    text: str | None = None
    start: str | None = None
    end: str | None = None


class GoldWeapon(msgspec.Struct, frozen=True):
    """A weapon as coded."""

    text: str
    kind: str
    count: int | None = None


class GoldCasualty(msgspec.Struct, frozen=True):
    """A toll as coded."""

    text: str
    harm: str
    who: str
    low: int
    high: int | None = None


class GoldSource(msgspec.Struct, frozen=True):
    """One link of a chain of attribution as coded."""

    text: str
    kind: str
    name: str | None = None


class GoldEvent(msgspec.Struct, frozen=True):
    """An event as coded."""

    id: str
    type: str
    sentence: str
    trigger: str
    modality: str
    initiator: tuple[GoldActor, ...] = ()
    target: tuple[GoldActor, ...] = ()
    place: GoldPlace | None = None
    time: GoldTime | None = None
    weapons: tuple[GoldWeapon, ...] = ()
    casualties: tuple[GoldCasualty, ...] = ()
    outcome: str | None = None
    sources: tuple[GoldSource, ...] = ()
    responds_to: tuple[str, ...] = ()
    same_as: str | None = None


class GoldTally(msgspec.Struct, frozen=True):
    """A running total as coded."""

    id: str
    sentence: str
    trigger: str
    counted: str
    low: int
    high: int | None = None
    by_place: dict[str, int] = {}
    start: str | None = None
    end: str | None = None
    sources: tuple[GoldSource, ...] = ()


class GoldStrength(msgspec.Struct, frozen=True):
    """A standing number of forces as coded."""

    id: str
    sentence: str
    trigger: str
    force: str
    low: int
    high: int | None = None
    country: str | None = None
    place: str | None = None
    sources: tuple[GoldSource, ...] = ()


class GoldFile(msgspec.Struct, frozen=True):
    """A gold file as it is on disk; ``text_file`` is relative to it."""

    doc: str
    text_file: str
    published: Published
    events: tuple[GoldEvent, ...]
    metadata_published: str | None = None
    outlet: str | None = None
    furniture: tuple[str, ...] = ()
    tallies: tuple[GoldTally, ...] = ()
    strengths: tuple[GoldStrength, ...] = ()


class Gold(msgspec.Struct, frozen=True):
    """A gold file with its text, resolved to records with spans."""

    doc: str
    text: str
    text_path: str
    published: Published
    outlet: str | None = None
    metadata_published: str | None = None
    furniture: tuple[Span, ...] = ()
    events: tuple[Event, ...] = ()
    tallies: tuple[Tally, ...] = ()
    strengths: tuple[Strength, ...] = ()


def load_gold(path: str) -> Gold:
    """Read and resolve one gold file and its text.

    Raises:
        InputError: it cannot be read, breaks the shape, or quotes what is not in its text.
    """
    try:
        file = msgspec.json.decode(Path(path).read_bytes(), type=GoldFile)
        text_path = Path(path).parent / file.text_file
        text = text_path.read_bytes().decode("utf-8")
        return resolve(file, text, str(text_path))
    except OSError as fault:
        raise InputError(f"{fault.filename or path}: {(fault.strerror or str(fault)).lower()}") from None
    except (msgspec.DecodeError, ValueError) as fault:
        raise InputError(f"{path}: {fault}") from None


def resolve(file: GoldFile, text: str, text_path: str = "") -> Gold:
    """Find every quotation of a gold file in its text.

    Raises:
        ValueError: the first thing that does not hold; the message names the record.
    """
    _interval(file.published.start, file.published.end, "published")
    coded: list[GoldEvent | GoldTally | GoldStrength] = [*file.events, *file.tallies, *file.strengths]
    ids = {record.id for record in coded}
    if len(ids) != len(coded):
        raise ValueError("ids repeat")
    for event in file.events:
        for other in event.responds_to:
            _one_of(other, ids, f"event {event.id}: responds_to")
    return Gold(
        doc=file.doc,
        text=text,
        text_path=text_path,
        published=file.published,
        outlet=file.outlet,
        metadata_published=file.metadata_published,
        furniture=_furniture(file.furniture, text),
        events=tuple(_event(event, text) for event in file.events),
        tallies=tuple(_tally(tally, text) for tally in file.tallies),
        strengths=tuple(_strength(strength, text) for strength in file.strengths),
    )


def _event(coded: GoldEvent, text: str) -> Event:
    quote = _Quote(text, coded, f"event {coded.id}")
    _one_of(coded.type, records.EVENT_TYPES, quote.what)
    _one_of(coded.modality, records.MODALITIES, quote.what)
    if coded.outcome is not None:
        _one_of(coded.outcome, records.OUTCOMES, quote.what)
    return Event(
        **quote.head(),
        type=coded.type,
        modality=coded.modality,
        initiator=tuple(_actor(actor, quote) for actor in coded.initiator),
        target=tuple(_actor(actor, quote) for actor in coded.target),
        place=_place(coded.place, quote) if coded.place else None,
        time=_time(coded.time, quote) if coded.time else None,
        weapons=tuple(_weapon(weapon, quote) for weapon in coded.weapons),
        casualties=tuple(_casualty(toll, quote) for toll in coded.casualties),
        outcome=coded.outcome,
        sources=_sources(coded.sources, quote),
        responds_to=coded.responds_to,
        event=coded.same_as,
    )


def _tally(coded: GoldTally, text: str) -> Tally:
    quote = _Quote(text, coded, f"tally {coded.id}")
    _one_of(coded.counted, records.COUNTED, quote.what)
    if coded.start and coded.end:
        _interval(coded.start, coded.end, quote.what)
    return Tally(
        **quote.head(),
        counted=coded.counted,
        low=coded.low,
        high=coded.high,
        by_place=coded.by_place,
        start=coded.start,
        end=coded.end,
        sources=_sources(coded.sources, quote),
    )


def _strength(coded: GoldStrength, text: str) -> Strength:
    quote = _Quote(text, coded, f"strength {coded.id}")
    return Strength(
        **quote.head(),
        force=coded.force,
        low=coded.low,
        high=coded.high,
        country=coded.country,
        place=coded.place,
        sources=_sources(coded.sources, quote),
    )


class _Quote:
    """A coded record's sentence, found in the text; finds the record's other quotations."""

    def __init__(self, text: str, coded: GoldEvent | GoldTally | GoldStrength, what: str) -> None:
        self.text, self.coded, self.what = text, coded, what
        self.at = text.find(coded.sentence)
        if self.at < 0:
            raise ValueError(f"{what}: sentence is not in the text: {coded.sentence[:60]!r}")
        if coded.trigger not in coded.sentence:
            raise ValueError(f"{what}: {coded.trigger!r} is not in its sentence")

    def head(self) -> dict[str, Any]:
        """What every record begins with."""
        coded = self.coded
        return {
            "id": coded.id,
            "span": self.span(coded.trigger),
            "trigger": coded.trigger,
            "sentence": coded.sentence,
            "sentence_span": Span(self.at, self.at + len(coded.sentence)),
        }

    def span(self, mention: str) -> Span:
        """Where a mention stands: in the sentence, else where the text has it first."""
        inside = self.coded.sentence.find(mention)
        at = self.at + inside if inside >= 0 else self.text.find(mention)
        if at < 0:
            raise ValueError(f"{self.what}: {mention!r} is nowhere in the text")
        return Span(at, at + len(mention))


def _actor(coded: GoldActor, quote: _Quote) -> ActorMention:
    _one_of(coded.kind, records.ACTOR_KINDS, quote.what)
    return ActorMention(
        text=coded.text, span=quote.span(coded.text), kind=coded.kind, country=coded.country, name=coded.name
    )


def _place(coded: GoldPlace, quote: _Quote) -> PlaceMention:
    _one_of(coded.level, records.LEVELS, quote.what)
    if not (-90 <= coded.lat <= 90 and -180 <= coded.lon <= 180):
        raise ValueError(f"{quote.what}: place: lat or lon out of range")
    return PlaceMention(
        text=coded.text or "",
        span=quote.span(coded.text) if coded.text else Span(0, 0),
        level=coded.level,
        name=coded.name,
        country=coded.country,
        lat=coded.lat,
        lon=coded.lon,
    )


def _time(coded: GoldTime, quote: _Quote) -> TimeMention:
    if coded.start or not coded.text:
        _interval(coded.start, coded.end, quote.what)
    span = quote.span(coded.text) if coded.text else None
    return TimeMention(text=coded.text, span=span, start=coded.start, end=coded.end)


def _weapon(coded: GoldWeapon, quote: _Quote) -> WeaponMention:
    _one_of(coded.kind, records.WEAPON_KINDS, quote.what)
    return WeaponMention(text=coded.text, span=quote.span(coded.text), kind=coded.kind, count=coded.count)


def _casualty(coded: GoldCasualty, quote: _Quote) -> CasualtyMention:
    _one_of(coded.harm, records.HARMS, quote.what)
    _one_of(coded.who, records.VICTIMS, quote.what)
    if coded.high is not None and coded.high < coded.low:
        raise ValueError(f"{quote.what}: casualty: high is below low")
    return CasualtyMention(
        text=coded.text,
        span=quote.span(coded.text),
        harm=coded.harm,
        who=coded.who,
        low=coded.low,
        high=coded.high,
    )


def _sources(coded: tuple[GoldSource, ...], quote: _Quote) -> tuple[SourceMention, ...]:
    for source in coded:
        _one_of(source.kind, records.SOURCE_KINDS, quote.what)
    return tuple(SourceMention(text=s.text, span=quote.span(s.text), kind=s.kind, name=s.name) for s in coded)


def _furniture(lines: tuple[str, ...], text: str) -> tuple[Span, ...]:
    """Every line of the text that gold calls furniture, without the blanks at its end."""
    wanted = {line.strip() for line in lines} - {""}
    spans, seen, at = [], set(), 0
    for line in text.splitlines(keepends=True):
        if line.strip() in wanted:
            seen.add(line.strip())
            spans.append(Span(at, at + len(line.rstrip())))
        at += len(line)
    for line in sorted(wanted - seen):
        raise ValueError(f"furniture: no such line in the text: {line[:60]!r}")
    return tuple(spans)


def _interval(start: str | None, end: str | None, what: str) -> None:
    try:
        first, last = datetime.date.fromisoformat(start or ""), datetime.date.fromisoformat(end or "")
    except ValueError:
        raise ValueError(f"{what}: not an interval of ISO days: {start!r}..{end!r}") from None
    if first > last:
        raise ValueError(f"{what}: start after end")


def _one_of(value: str, allowed: Collection[str], what: str) -> None:
    if value not in allowed:
        raise ValueError(f"{what}: {value!r} is not one of {' '.join(sorted(allowed))}")
