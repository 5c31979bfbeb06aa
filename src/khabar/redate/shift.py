"""Readings without their texts, set against another day of publication.

Invariant: only what the records themselves explain is moved: words of time that gave their days on the old day are read
on the new one, and days taken from the article's own day move with it. Everything else stays as it was read.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable

import msgspec

from khabar.model.dating import Wordings
from khabar.model.days import to_iso, to_ordinal
from khabar.model.records import Event, Published, Reading, Tally, TimeMention

Days = tuple[str | None, str | None]


def shifted(reading: Reading, published: Published, wordings: Wordings) -> Reading:
    """The reading as it would be had its article been of the days `published`, as far as the records tell.

    Args:
        reading: A reading whose day was guessed.
        published: Its new days; relative words are read on ``likeliest``, else on ``start``.
        wordings: Reads words of time on another day.
    """
    old = to_ordinal(reading.published.likeliest or reading.published.start)
    new = to_ordinal(published.likeliest or published.start)
    if new is None:
        return msgspec.structs.replace(reading, published=published)
    move = _mover(reading, old, new, wordings)
    return msgspec.structs.replace(
        reading, published=published,
        events=tuple(_event(event, move) for event in reading.events),
        tallies=tuple(_tally(tally, reading.published, published) for tally in reading.tallies),
    )  # fmt: skip


def _mover(
    reading: Reading, old: int | None, new: int, wordings: Wordings
) -> Callable[[TimeMention], TimeMention | None]:
    """Moves one time mention; None where nothing in it rests on the article's day."""
    shown: dict[Days, Days] = {}
    if old is not None:
        shown[(to_iso(old), to_iso(old))] = (to_iso(new), to_iso(new))
        for time in (event.time for event in reading.events):
            if time is not None and time.text:
                again = _again(time, old, new, wordings)
                if again is not None:
                    shown.setdefault((time.start, time.end), again)

    def move(time: TimeMention) -> TimeMention | None:
        if time.text:
            again = _again(time, old, new, wordings)
        else:
            again = shown.get((time.start, time.end)) if time.start else None
        if again is None or again == (time.start, time.end):
            return None
        return msgspec.structs.replace(time, start=again[0], end=again[1])

    return move


def _again(time: TimeMention, old: int | None, new: int, wordings: Wordings) -> Days | None:
    """The days of its words on the new day, if on the old day they gave the days that stand there, or none stood."""
    words = time.text or ""
    dated = time.start is not None or time.end is not None
    if dated and (old is None or _read(words, old, wordings) != (time.start, time.end)):
        return None
    return _read(words, new, wordings)


def _read(words: str, on: int, wordings: Wordings) -> Days | None:
    found = wordings(words, datetime.date.fromordinal(on))
    return None if found is None else (found[0].isoformat(), found[1].isoformat())


def _event(event: Event, move: Callable[[TimeMention], TimeMention | None]) -> Event:
    moved = move(event.time) if event.time is not None else None
    if moved is None or event.time is None:
        return event
    was, now = _shown(event.time), _shown(moved)
    because = f"{was} read again on the day that other articles tell: {now}"
    why = tuple(
        msgspec.structs.replace(one, because=(*one.because, because)) if one.field == "time" else one
        for one in event.why
    )
    return msgspec.structs.replace(event, time=moved, why=why)


def _shown(time: TimeMention) -> str:
    if time.start is None:
        return "no day"
    return time.start if time.start == time.end else f"{time.start}..{time.end}"


def _tally(tally: Tally, old: Published, new: Published) -> Tally:
    """A running total up to the article's own day goes up to its new day."""
    ends = {old.likeliest or old.start, old.end}
    if tally.end is None or tally.end not in ends or (tally.start or "") > (new.likeliest or new.start or ""):
        return tally
    return msgspec.structs.replace(tally, end=new.likeliest or new.start)
