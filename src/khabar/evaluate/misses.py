"""Where a reading and gold part ways, each with its words.

Invariant: a miss points at letters of the article, so that it can be shown in its context.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from khabar.evaluate.align import align, matches, same_country, same_place
from khabar.evaluate.gold import Gold
from khabar.model.records import CasualtyMention, Event, PlaceMention, Reading, Tally, TimeMention, WeaponMention
from khabar.model.spans import Span

FIELDS = (
    "initiator",
    "target",
    "sources",
    "country",
    "place",
    "time",
    "weapons",
    "casualties",
    "modality",
    "outcome",
)

Pairs = list[tuple[Event, Event]]


class Miss(msgspec.Struct, frozen=True, kw_only=True):
    """One difference. ``verdict``: missed, extra, ``type X for``, tally, or the field that differs.

    ``gold`` and ``read`` say what each side has, empty where it has nothing.
    """

    doc: str
    verdict: str
    type: str
    span: Span
    gold: str = ""
    read: str = ""

    @property
    def of_field(self) -> bool:
        """Whether the event itself was found, and only a field of it differs."""
        return self.verdict in FIELDS


def find_misses(gold: Gold, reading: Reading, pairs: Pairs) -> Iterator[Miss]:
    """Every difference of one article: events missed, invented, of another type; fields that differ; tallies."""
    in_gold, in_read = {id(g) for g, _ in pairs}, {id(p) for _, p in pairs}
    for event in gold.events:
        if id(event) not in in_gold:
            yield Miss(doc=gold.doc, verdict="missed", type=event.type, span=event.span)
    for event in reading.events:
        if id(event) not in in_read:
            yield Miss(doc=gold.doc, verdict="extra", type=event.type, span=event.span)
    for g, p in pairs:
        if g.type != p.type:
            yield Miss(doc=gold.doc, verdict=f"type {p.type} for", type=g.type, span=g.span)
        else:
            yield from _fields(gold.doc, g, p)
    yield from _tallies(gold.doc, gold.tallies, reading.tallies)


def _fields(doc: str, gold: Event, read: Event) -> Iterator[Miss]:
    for name, same, say in _COMPARED:
        if not same(gold, read):
            yield Miss(
                doc=doc, verdict=name, type=gold.type, span=gold.span, gold=say(gold) or "-", read=say(read) or "-"
            )


def _all_match(gold: Sequence[object], read: Sequence[object], found: int) -> bool:
    return found == len(gold) == len(read)


def _same_places(gold: PlaceMention | None, read: PlaceMention | None) -> bool:
    if gold is None or read is None:
        return gold is read
    return same_place(gold, read)


def _same_days(gold: TimeMention | None, read: TimeMention | None) -> bool:
    return _days(gold) == _days(read)


def _days(time: TimeMention | None) -> str:
    return f"{time.start}..{time.end}" if time and time.start else ""


def _say_place(place: PlaceMention | None) -> str:
    if place is None:
        return ""
    where = f" {place.lat:.2f},{place.lon:.2f}" if place.lat is not None and place.lon is not None else ""
    return f"{place.text} ({place.name or '?'}, {place.level}, {place.country or '-'}{where})"


def _say_tolls(tolls: Sequence[CasualtyMention]) -> str:
    return ", ".join(f"{t.harm} {t.low}..{'' if t.high is None else t.high}" for t in tolls)


def _say_weapons(weapons: Sequence[WeaponMention]) -> str:
    return ", ".join(f"{w.kind}{'' if w.count is None else f' {w.count}'}" for w in weapons)


def _say_countries(event: Event) -> str:
    return ", ".join(f"{a.text}={a.country or '-'}" for a in (*event.initiator, *event.target))


def _texts(mentions: Sequence[object]) -> str:
    return ", ".join(str(getattr(mention, "text", "")) for mention in mentions)


def _countries_match(gold: Event, read: Event) -> bool:
    return all(
        matches(g, p, same_country) == matches(g, p)
        for g, p in ((gold.initiator, read.initiator), (gold.target, read.target))
    )


_COMPARED: tuple[tuple[str, Callable[[Event, Event], bool], Callable[[Event], str]], ...] = (
    (
        "initiator",
        lambda g, p: _all_match(g.initiator, p.initiator, matches(g.initiator, p.initiator)),
        lambda e: _texts(e.initiator),
    ),
    ("target", lambda g, p: _all_match(g.target, p.target, matches(g.target, p.target)), lambda e: _texts(e.target)),
    (
        "sources",
        lambda g, p: _all_match(g.sources, p.sources, matches(g.sources, p.sources)),
        lambda e: _texts(e.sources),
    ),
    ("country", _countries_match, _say_countries),
    ("place", lambda g, p: _same_places(g.place, p.place), lambda e: _say_place(e.place)),
    ("time", lambda g, p: _same_days(g.time, p.time), lambda e: _days(e.time)),
    (
        "weapons",
        lambda g, p: sorted(_say_weapons([w]) for w in g.weapons) == sorted(_say_weapons([w]) for w in p.weapons),
        lambda e: _say_weapons(e.weapons),
    ),
    (
        "casualties",
        lambda g, p: sorted(_say_tolls([t]) for t in g.casualties) == sorted(_say_tolls([t]) for t in p.casualties),
        lambda e: _say_tolls(e.casualties),
    ),
    ("modality", lambda g, p: g.modality == p.modality, lambda e: e.modality),
    ("outcome", lambda g, p: g.outcome == p.outcome, lambda e: e.outcome or ""),
)


def _tallies(doc: str, gold: Sequence[Tally], read: Sequence[Tally]) -> Iterator[Miss]:
    pairs = align(gold, read)
    for i, j in pairs:
        if (gold[i].counted, gold[i].low) != (read[j].counted, read[j].low):
            yield _tally_miss(doc, gold[i].span, _say_tally(gold[i]), _say_tally(read[j]))
    for i in sorted(set(range(len(gold))) - {i for i, _ in pairs}):
        yield _tally_miss(doc, gold[i].span, _say_tally(gold[i]), "-")
    for j in sorted(set(range(len(read))) - {j for _, j in pairs}):
        yield _tally_miss(doc, read[j].span, "-", _say_tally(read[j]))


def _tally_miss(doc: str, span: Span, gold: str, read: str) -> Miss:
    return Miss(doc=doc, verdict="tally", type="tally", span=span, gold=gold, read=read)


def _say_tally(tally: Tally) -> str:
    return f"{tally.counted} {tally.low}"
