"""How well articles that state no day are dated: their days hidden, found again, and set against the true ones.

Invariant: what is hidden is hidden whole: the day of publication and every day of a claim that was read against it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence

import msgspec

from khabar.evaluate.gold import Gold
from khabar.model.chronology import Links
from khabar.model.records import Event, Published, Reading

Steady = Callable[[str | None, tuple[int, int]], bool]
NEAR_DAYS = 1


class Dating(msgspec.Struct, frozen=True, kw_only=True):
    """What became of some undated articles.

    ``articles`` are all of them, ``neighboured`` those that share a happening with a dated one, ``dated`` those given
    any day, ``near`` those whose likeliest day is within a day of the true interval, ``inside`` those whose likeliest
    day lies in it, ``meeting`` those whose interval meets it, ``outside`` those that left the interval that was given
    with their claims; ``far`` are the labels of those dated otherwise.
    """

    articles: int = 0
    neighboured: int = 0
    dated: int = 0
    near: int = 0
    inside: int = 0
    outside: int = 0
    meeting: int = 0
    far: tuple[str, ...] = ()


def to_reading(gold: Gold) -> Reading:
    """A gold file as a reading: claims given."""
    return Reading(
        doc=gold.doc, sha256=gold.doc, khabar="gold", published=gold.published, outlet=gold.outlet,
        furniture=gold.furniture, events=gold.events, tallies=gold.tallies, strengths=gold.strengths,
    )  # fmt: skip


def hide(reading: Reading, steady: Steady) -> Reading:
    """The reading without its day and without the days of claims that rest on it.

    Args:
        reading: Claims given.
        steady: Whether words give the same days whatever the day of the article.
    """
    events = tuple(_hidden(event, steady) for event in reading.events)
    ends = {reading.published.start, reading.published.end}
    tallies = tuple(msgspec.structs.replace(t, end=None) if t.end in ends else t for t in reading.tallies)
    return msgspec.structs.replace(reading, published=Published(), events=events, tallies=tallies)


def _hidden(event: Event, steady: Steady) -> Event:
    time = event.time
    if time is None or time.start is None or time.end is None:
        return event
    if steady(time.text, (_ordinal(time.start), _ordinal(time.end))):
        return event
    bare = msgspec.structs.replace(time, start=None, end=None) if time.text else None
    return msgspec.structs.replace(event, time=bare)


def widen(published: Published, days: int) -> Published:
    """The interval with so many more days on either side, as a coder may have given it."""
    if published.start is None or published.end is None:
        return published
    first, last = _ordinal(published.start) - days, _ordinal(published.end) + days
    return Published(
        start=datetime.date.fromordinal(first).isoformat(), end=datetime.date.fromordinal(last).isoformat()
    )


def link_by_keys(readings: Sequence[Reading]) -> Links:
    """Links as coders made them: a claim's ``event`` is the key that they gave it."""
    ordered = tuple(sorted(readings, key=lambda reading: reading.doc))
    return Links(readings=ordered, names=tuple(reading.doc for reading in ordered))


def find_neighboured(golds: Sequence[Gold], undated: Sequence[str]) -> set[str]:
    """Those of the undated articles that tell a happening which a dated one tells too, by the coders' keys."""
    told = {e.event for gold in golds if gold.doc not in undated for e in gold.events if e.event}
    return {gold.doc for gold in golds if gold.doc in undated and any(e.event in told for e in gold.events)}


def rate(
    found: Mapping[str, Published],
    golds: Sequence[Gold],
    neighboured: set[str],
    given: Mapping[str, Published] | None = None,
) -> Dating:
    """Set the days found against the true ones.

    Args:
        found: The days found, by document; only these are rated.
        golds: The true ones.
        neighboured: Documents that have a dated neighbour.
        given: The intervals that were given with the claims, where there were any.
    """
    true = {gold.doc: gold.published for gold in golds}
    docs = sorted(found)
    days = {doc: found[doc].likeliest for doc in docs}
    off = {doc: _distance(days[doc], true[doc]) for doc in docs}
    return Dating(
        articles=len(docs),
        neighboured=len(neighboured & found.keys()),
        dated=sum(days[doc] is not None for doc in docs),
        near=sum(miss is not None and miss <= NEAR_DAYS for miss in off.values()),
        inside=sum(miss == 0 for miss in off.values()),
        outside=sum(_leaves(found[doc], given[doc]) for doc in docs if given and doc in given),
        meeting=sum(_meets(found[doc], true[doc]) for doc in docs),
        far=tuple(doc for doc, miss in off.items() if miss is not None and miss > NEAR_DAYS),
    )


def _ordinal(day: str) -> int:
    return datetime.date.fromisoformat(day).toordinal()


def _distance(day: str | None, true: Published) -> int | None:
    """Days from a day to the true interval; None where there is no day."""
    if day is None or true.start is None or true.end is None:
        return None
    at = _ordinal(day)
    return max(_ordinal(true.start) - at, at - _ordinal(true.end), 0)


def _meets(found: Published, true: Published) -> bool:
    if found.start is None or found.end is None or true.start is None or true.end is None:
        return False
    return found.start <= true.end and true.start <= found.end


def _leaves(found: Published, given: Published) -> bool:
    """Whether any day found lies outside those given."""
    low, high = found.start or given.start, found.end or given.end
    return (low or "") < (given.start or "") or (high or "") > (given.end or "")
