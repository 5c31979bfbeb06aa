"""The claims of linked readings as dating compares them: happening, words of time, days, and on what those rest.

Invariant: days are ordinals (``date.toordinal``), both ends included. A claim's days count as told only where they do
not rest on the guessed day of their own article.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence, Set

import msgspec

from khabar.model.chronology import Links
from khabar.model.dating import Wordings
from khabar.model.days import to_ordinal
from khabar.model.records import Event, Published

FORCE = frozenset({"assault", "explosion", "intercept", "casualty", "coerce", "mobilize"})
PAST = frozenset({"asserted", "alleged"})
STEADY_DAYS = 40
OVERSEEN = 21
Days = tuple[int, int]


class State(msgspec.Struct, frozen=True, kw_only=True):
    """What is believed of the day of one document. ``leans`` are the documents that this rests on."""

    doc: str
    stated: bool
    first: int | None = None
    last: int | None = None
    likeliest: int | None = None
    leans: frozenset[str] = frozenset()
    derived: bool = False


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One claim told as having happened.

    ``days`` are the record's. ``own`` where they stand on the words alone, whatever day the article is of.
    """

    ref: str
    doc: str
    happening: str
    event: Event
    words: str | None
    days: Days | None
    own: bool


def span_of(start: str | None, end: str | None) -> Days | None:
    """Both days as ordinals; None where neither is told or they are out of order."""
    first, last = to_ordinal(start), to_ordinal(end)
    first, last = (last if first is None else first), (first if last is None else last)
    return None if first is None or last is None or first > last else (first, last)


def first_state(doc: str, published: Published) -> State:
    """What a document itself tells of its day."""
    days = span_of(published.start, published.end)
    if days is None:
        return State(doc=doc, stated=False)
    likeliest = to_ordinal(published.likeliest)
    return State(doc=doc, stated=published.stated, first=days[0], last=days[1], likeliest=likeliest)


def to_told(
    links: Links, wordings: Wordings, given: Mapping[str, Published], again: Set[str], *, linked: bool = True
) -> Iterator[Told]:
    """The claims of all readings that are told as having happened, by document and place in the text.

    Args:
        links: Linked readings; a claim's happening is its ``event``.
        wordings: Reads words of time on another day.
        given: What each undated article's own text told of its day, by label, where its reading believes otherwise.
        again: Labels of the articles that were read again with a day that their neighbours told.
        linked: Whether claims that belong to no happening are left out.
    """
    for reading, name in zip(links.readings, links.names, strict=True):
        was = given.get(name, reading.published)
        guessed = rests_on_guess(was) or name in again
        for event in sorted(reading.events, key=lambda e: (e.span.start, e.id)):
            if (event.event or not linked) and event.modality in PAST:
                yield _told(event, name, guessed, wordings)


def _told(event: Event, name: str, guessed: bool, wordings: Wordings) -> Told:
    time = event.time
    days = span_of(time.start, time.end) if time else None
    words = time.text if time else None
    own = days is not None and (not guessed or is_steady(words, days, wordings))
    return Told(ref=f"{name}#{event.id}", doc=name, happening=event.event or "", event=event, words=words, days=days,
                own=own)  # fmt: skip


def rests_on_guess(published: Published) -> bool:
    """Whether the days of a reading were read against a day that was only guessed from its text."""
    return not published.stated and published.likeliest is not None


def is_steady(words: str | None, days: Days, wordings: Wordings) -> bool:
    """Whether the words give these days however many weeks the article is older or younger than guessed."""
    if not words:
        return False
    for shift in (-OVERSEEN, 0, OVERSEEN, STEADY_DAYS):
        day = days[1] + OVERSEEN + shift
        found = wordings(words, datetime.date.fromordinal(day))
        if found is None or (found[0].toordinal(), found[1].toordinal()) != days:
            return False
    return True


def by_happening(told: Sequence[Told]) -> Mapping[str, tuple[Told, ...]]:
    """Claims by the happening they tell."""
    groups: dict[str, list[Told]] = {}
    for one in told:
        groups.setdefault(one.happening, []).append(one)
    return {name: tuple(group) for name, group in groups.items()}
