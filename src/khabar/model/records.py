"""The records of a reading: the codebook's fields, nothing more.

Invariant: every mention's ``text`` equals the document's letters at ``span``. Records are frozen; a field that the
text does not give is None or empty and is left out of the JSON.
"""

from __future__ import annotations

import msgspec

from khabar.model.spans import Span

EVENT_TYPES = (
    "assault intercept explosion casualty coerce mobilize retreat protest threaten claim accuse deny reject "
    "request consult agree support cooperate aid concede sanction"
).split()
MODALITIES = ("asserted", "alleged", "future", "hypothetical", "negated")
ACTOR_KINDS = (
    "government military armed_group civilians media organization site vessel equipment person other"
).split()
LEVELS = ("site", "city", "district", "province", "country", "region")
WEAPON_KINDS = (
    "drone rocket ballistic_missile cruise_missile missile aircraft artillery mortar ied mine firearm naval "
    "air_defence other"
).split()
HARMS = ("killed", "wounded", "missing", "captured")
VICTIMS = ("military", "armed_group", "civilians", "police", "mixed", "unknown")
OUTCOMES = ("hit", "intercepted", "failed")
SOURCE_KINDS = (
    "official spokesperson military government armed_group media witness medical organization unnamed other"
).split()
COUNTED = "attacks strikes killed wounded launched intercepted displaced arrested other".split()
INCIDENTS = frozenset({"assault", "intercept", "explosion", "casualty", "coerce", "mobilize"})


class Record(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """Base of all records: frozen, equal by value, written without empty fields."""


class Lost(Record, frozen=True, omit_defaults=True, kw_only=True):
    """A candidate that was not chosen for a field, and why not."""

    value: str
    rule: str
    score: float
    because: str = ""
    span: Span | None = None


class Why(Record, frozen=True, omit_defaults=True, kw_only=True):
    """How one field of a record came about; ``khabar explain`` prints it."""

    field: str
    rule: str
    because: tuple[str, ...] = ()
    score: float = 0.0
    span: Span | None = None
    lost: tuple[Lost, ...] = ()


class ActorMention(Record, frozen=True, omit_defaults=True, kw_only=True):
    """An initiator or a target. ``country`` is ISO 3166 alpha-3 of the actor's own side."""

    text: str
    span: Span
    kind: str
    country: str | None = None
    name: str | None = None
    entity: str | None = None


class PlaceMention(Record, frozen=True, omit_defaults=True, kw_only=True):
    """Where it happened. ``lat``/``lon`` in degrees WGS 84; the centre for an area."""

    text: str
    span: Span
    level: str
    name: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    entity: str | None = None

    @property
    def shown(self) -> str:
        """The English name where one is known, else the words."""
        return self.name or self.text


class TimeMention(Record, frozen=True, omit_defaults=True, kw_only=True):
    """When it happened: ISO days, both ends included. No ``text`` where only the context tells."""

    text: str | None = None
    span: Span | None = None
    start: str | None = None
    end: str | None = None


class WeaponMention(Record, frozen=True, omit_defaults=True, kw_only=True):
    """With what; ``count`` where the text gives one."""

    text: str
    span: Span
    kind: str
    count: int | None = None


class CasualtyMention(Record, frozen=True, omit_defaults=True, kw_only=True):
    """A toll; ``high`` None is open-ended."""

    text: str
    span: Span
    harm: str
    who: str
    low: int
    high: int | None = None


class SourceMention(Record, frozen=True, omit_defaults=True, kw_only=True):
    """One link of the chain of attribution, from the one who knew to the one who passed it on."""

    text: str
    span: Span
    kind: str
    name: str | None = None
    entity: str | None = None


class Event(Record, frozen=True, omit_defaults=True, kw_only=True):
    """One mention of a happening. ``event`` is the id of the happening after linking."""

    id: str
    type: str
    span: Span
    trigger: str
    sentence: str
    sentence_span: Span
    modality: str
    initiator: tuple[ActorMention, ...] = ()
    target: tuple[ActorMention, ...] = ()
    place: PlaceMention | None = None
    time: TimeMention | None = None
    weapons: tuple[WeaponMention, ...] = ()
    casualties: tuple[CasualtyMention, ...] = ()
    outcome: str | None = None
    sources: tuple[SourceMention, ...] = ()
    responds_to: tuple[str, ...] = ()
    event: str | None = None
    why: tuple[Why, ...] = ()


class Tally(Record, frozen=True, omit_defaults=True, kw_only=True):
    """A running total over a span of days. ``by_place`` as the text gives it, even where it does not add up."""

    id: str
    span: Span
    trigger: str
    sentence: str
    sentence_span: Span
    counted: str
    low: int
    high: int | None = None
    by_place: dict[str, int] = {}
    start: str | None = None
    end: str | None = None
    sources: tuple[SourceMention, ...] = ()
    why: tuple[Why, ...] = ()


class Strength(Record, frozen=True, omit_defaults=True, kw_only=True):
    """A standing number of forces; ``place`` is the ISO code of where."""

    id: str
    span: Span
    trigger: str
    sentence: str
    sentence_span: Span
    force: str
    low: int
    high: int | None = None
    country: str | None = None
    place: str | None = None
    sources: tuple[SourceMention, ...] = ()
    why: tuple[Why, ...] = ()


class Published(Record, frozen=True, omit_defaults=True, kw_only=True):
    """The day the article appeared, as an interval of ISO days, with the reasoning that got there.

    likeliest: the day of the interval against which words such as `yesterday` are read, where the text states none.
    """

    start: str | None = None
    end: str | None = None
    stated: bool = False
    likeliest: str | None = None
    because: tuple[str, ...] = ()


class Issue(Record, frozen=True, omit_defaults=True, kw_only=True):
    """Something about one document that a person should know: what was refused, and at which step."""

    step: str
    reason: str
    span: Span | None = None


class Rendition(Record, frozen=True, omit_defaults=True, kw_only=True):
    """That the text was taken out of bytes that are no plain text: by which programs, out of which media type.

    ``sha256`` is of the text in UTF-8, so that whoever takes it out again knows whether the spans still fit.
    """

    sha256: str
    by: str
    media: str
    address: str = ""


class Reading(Record, frozen=True, omit_defaults=True, kw_only=True):
    """All that one document says. Serialises to one line of JSON, the same bytes for the same input and version."""

    doc: str
    sha256: str
    khabar: str
    published: Published
    outlet: str | None = None
    rendition: Rendition | None = None
    furniture: tuple[Span, ...] = ()
    events: tuple[Event, ...] = ()
    tallies: tuple[Tally, ...] = ()
    strengths: tuple[Strength, ...] = ()
    issues: tuple[Issue, ...] = ()
