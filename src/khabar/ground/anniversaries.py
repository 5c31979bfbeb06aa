"""Finds the anniversaries that a text keeps of dated events: the first of a bombing, a year since a war broke out.

Invariant: only an event named in the sentence of the word has one; its number is what the text tells, or any.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import date
from typing import Final, NamedTuple

from khabar.ground.dates_calendar import shift_days
from khabar.ground.dates_find import TimeFinder
from khabar.ground.world import Named
from khabar.text.sentences import Sentence
from khabar.text.tokens import Token

MOST: Final = 20
REACH: Final = 3
LEAP_DAY: Final = 29


class Anniversary(NamedTuple):
    """The days on which an event is remembered, each the same day of a later year; which event."""

    days: tuple[date, ...]
    named: Named


def find_anniversaries(
    tokens: list[Token], sentences: Sequence[Sentence], named: Sequence[Named], finder: TimeFinder, eves: Set[int]
) -> list[Anniversary]:
    """The anniversaries of the events that a text names; eves: the sentences that tell of tomorrow.

    Its days are those on which the text was written, so that of tomorrow's anniversary the day before.
    """
    found: list[Anniversary] = []
    by_index = {sentence.index: sentence for sentence in sentences} if named else {}
    for event in named:
        sentence = by_index.get(event.sentence)
        if sentence is None:
            continue
        for i in range(sentence.first, sentence.last):
            if tokens[i].form in finder.anniversary:
                number = _number(tokens, i + 1, sentence.last, finder)
                years = range(1, MOST + 1) if number is None else [number]
                ahead = 1 if event.sentence in eves else 0
                found.append(Anniversary(tuple(shift_days(_years_after(event.start, n), -ahead) for n in years), event))
                break
    return found


def _number(tokens: list[Token], first: int, last: int, finder: TimeFinder) -> int | None:
    """Which anniversary it is: by an ordinal (the second), or by how many years went by."""
    for i in range(first, min(first + REACH, last)):
        senses = finder.lexicon.senses(tokens, i, last)
        for sense in senses:
            if sense.name in ("ordinal", "hour") and isinstance(sense.value, int | float):
                return _of_years(sense.value)
        for sense in senses:
            if sense.name in ("unit", "the_unit") and sense.value == "year":
                return 1
            if sense.name in ("dual", "the_dual") and sense.value == "year":
                return 2
            if sense.name in ("count", "the_count") and isinstance(sense.value, int | float) and i + 1 < last:
                after = finder.lexicon.senses(tokens, i + sense.length, last) if i + sense.length < last else []
                if any(s.name in ("unit", "units", "the_units") and s.value == "year" for s in after):
                    return _of_years(sense.value)
    return None


def _of_years(value: float) -> int | None:
    return int(value) if 1 <= value <= MOST else None


def _years_after(day: date, years: int) -> date:
    """The same day so many years later; of a leap day the day before."""
    leap = day.month == 2 and day.day == LEAP_DAY
    return date(day.year + years, day.month, LEAP_DAY - 1 if leap else day.day)
