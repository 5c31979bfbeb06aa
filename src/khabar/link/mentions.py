"""Events of all readings made ready for comparing: days as numbers, names as sets, places as points.

Invariant: a node holds only what can be compared, computed once; two nodes with one ``ref`` are equal. The place of a
casualty that is only where the wounded were treated is left out: a hospital is not the place of a deed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from khabar.link import series, wording, words
from khabar.model.days import to_ordinal
from khabar.model.earth import great_circle_km
from khabar.model.records import INCIDENTS, ActorMention, Event, PlaceMention, Reading

DEEDS = INCIDENTS | {"retreat", "protest", "consult", "agree", "cooperate", "aid", "concede", "sanction"}
FINE = frozenset({"site", "city"})
RADIUS_KM = {"site": 5.0, "city": 15.0, "district": 40.0, "province": 150.0, "country": 700.0, "region": 500.0}
UNDATED_DAYS = 10
SPREAD_DAYS = 31
STATE_KINDS = frozenset({"government", "military"})


class Point(NamedTuple):
    """A place to compare: centre and radius in km; ``fine`` for a site or city."""

    lat: float
    lon: float
    radius_km: float
    fine: bool


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """One event record, ready for comparing.

    first, last: day ordinals. dated: the text gave them. spread: its article is of no known day, and it may be of any
    of these days. by_reader: the program read the claim; a person's coding names
    no entity of the packs.
    """

    ref: str
    doc: int
    text: int
    order: int
    sentence: int
    event: Event
    first: int | None
    last: int | None
    dated: bool
    spread: bool
    point: Point | None
    country: str | None
    place_names: frozenset[str]
    initiators: frozenset[str]
    initiator_countries: frozenset[str]
    initiator_states: frozenset[str]
    targets: frozenset[str]
    target_countries: frozenset[str]
    target_states: frozenset[str]
    weapons: frozenset[str]
    stems: frozenset[str]
    trigger: frozenset[str]
    definite: bool
    answers: bool
    tolls: frozenset[tuple[str, int]]
    origin: str | None
    by_reader: bool

    @property
    def width(self) -> int:
        """Days in the interval, both ends included; a large number where it is open."""
        return 9999 if self.first is None or self.last is None else self.last - self.first + 1


def to_nodes(readings: Sequence[Reading], names: Sequence[str], texts_of: Mapping[str, int]) -> Iterator[Node]:
    """Make a node of each event that is a deed, in document order and then order of letters.

    Args:
        readings: Readings in canonical order.
        names: Their labels.
        texts_of: For each label, the number of the text that it carries; copies share one.
    """
    for doc, (reading, name) in enumerate(zip(readings, names, strict=True)):
        starts = sorted({event.sentence_span.start for event in reading.events})
        place_in_text = {start: n for n, start in enumerate(starts)}
        by_reader = any(map(_names_entity, reading.events))
        counted = series.spans_of(reading) if by_reader else {}
        deeds = sorted((e for e in reading.events if e.type in DEEDS), key=lambda e: (e.span.start, e.span.end, e.id))
        for order, event in enumerate(deeds):
            sentence = place_in_text[event.sentence_span.start]
            node = _node(
                event, reading=reading, name=name, doc=doc, text=texts_of[name], order=order, sentence=sentence
            )
            days = series.days_of(event, counted)
            if days is not None:
                node = msgspec.structs.replace(node, first=days[0], last=days[1], dated=True, spread=False)
            yield msgspec.structs.replace(node, by_reader=True) if by_reader else node


def _node(event: Event, *, reading: Reading, name: str, doc: int, text: int, order: int, sentence: int) -> Node:
    if wording.is_where_treated(event):
        event = msgspec.structs.replace(event, place=None)
    first, last, dated = _days(event, reading)
    place = event.place
    return Node(
        ref=f"{name}#{event.id}",
        doc=doc,
        text=text,
        order=order,
        sentence=sentence,
        event=event,
        first=first,
        last=last,
        dated=dated,
        spread=dated and reading.published.start is None and last is not None and last - (first or 0) >= SPREAD_DAYS,
        point=_point(place),
        country=place.country if place else None,
        place_names=_place_names(place),
        initiators=_actor_names(event.initiator),
        initiator_countries=frozenset(a.country for a in event.initiator if a.country),
        initiator_states=_states(event.initiator),
        targets=_actor_names(event.target),
        target_countries=frozenset(a.country for a in event.target if a.country),
        target_states=_states(event.target),
        weapons=frozenset(w.kind for w in event.weapons if w.kind != "other"),
        stems=words.stems(event.sentence),
        trigger=words.stems(event.trigger),
        definite=words.is_definite(event.trigger),
        answers=bool(event.responds_to),
        tolls=frozenset((c.harm, c.low) for c in event.casualties if c.low > 0),
        origin=_origin(event),
        by_reader=False,
    )


def km_between(one: Point, two: Point) -> float:
    """Great-circle distance in kilometres."""
    return great_circle_km(one.lat, one.lon, two.lat, two.lon)


def _days(event: Event, reading: Reading) -> tuple[int | None, int | None, bool]:
    """The event's days; an undated one lies in the days up to the article's own, where that is known."""
    if event.time and (event.time.start or event.time.end):
        first, last = to_ordinal(event.time.start), to_ordinal(event.time.end)
        first, last = (last if first is None else first), (first if last is None else last)
        if first is not None and last is not None and first <= last:
            return first, last, True
    if event.time and event.time.text:
        return None, None, False
    start, end = to_ordinal(reading.published.start), to_ordinal(reading.published.end)
    if start is None or end is None:
        return None, None, False
    return start - UNDATED_DAYS, end, False


def _point(place: PlaceMention | None) -> Point | None:
    if place is None or place.lat is None or place.lon is None:
        return None
    return Point(place.lat, place.lon, RADIUS_KM.get(place.level, 100.0), place.level in FINE)


def _place_names(place: PlaceMention | None) -> frozenset[str]:
    if place is None:
        return frozenset()
    names = {n.casefold() for n in (place.name, place.entity) if n}
    return frozenset(names or {" ".join(sorted(words.stems(place.text)))}) - {""}


def _actor_names(actors: Sequence[ActorMention]) -> frozenset[str]:
    names: set[str] = set()
    for actor in actors:
        known = {n.casefold() for n in (actor.name, actor.entity) if n}
        names |= known or {" ".join(sorted(words.stems(actor.text)))}
    return frozenset(names) - {""}


def _names_entity(event: Event) -> bool:
    places = (event.place,) if event.place else ()
    return any(mention.entity for mention in (*event.initiator, *event.target, *event.sources, *places))


def _states(actors: Sequence[ActorMention]) -> frozenset[str]:
    """Countries whose own bodies are named: a ministry of defence, its forces and the state are one side."""
    return frozenset(a.country for a in actors if a.country and a.kind in STATE_KINDS)


def _origin(event: Event) -> str | None:
    if not event.sources:
        return None
    source = event.sources[0]
    return (source.entity or source.name or " ".join(words.skeletons(source.text))).casefold() or None
