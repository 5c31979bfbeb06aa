"""Days without a year that are those of an event of the world which their sentence names (since *the seventh of
October*).

Invariant: only day and month together decide, and only of one past event of the sentence; a day that was told in the
weeks before the article keeps its own year unless the words count from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from khabar.ground.dates import ANY_DAY, DayInterval, TimeExpression
from khabar.ground.dates_resolve import resolve

RECENT: Final = 45
COUNTED: Final = ("since", "between")


def in_their_years(
    expressions: Mapping[int, Sequence[TimeExpression]],
    named: Mapping[int, Sequence[DayInterval]],
    day: DayInterval,
) -> dict[int, list[TimeExpression]]:
    """The expressions of each sentence, those that tell the day of an event named in it with the year of the event."""
    out: dict[int, list[TimeExpression]] = {}
    for sentence, found in expressions.items():
        known = named.get(sentence)
        out[sentence] = [_told(e, known, day) for e in found] if known else list(found)
    return out


def _told(expression: TimeExpression, named: Sequence[DayInterval], day: DayInterval) -> TimeExpression:
    point = expression.point
    if expression.kind != "date" or point.year is not None or point.year_shift is not None or point.day is None:
        return expression
    if point.weekday is not None or point.month is None or point.day2 is not None or point.shift is not None:
        return expression
    years = {d.start.year for d in named if (d.start.month, d.start.day) == (point.month, point.day)}
    if len(years) != 1:
        return expression
    year = min(years)
    if day != ANY_DAY:
        if date(year, point.month, point.day) > day.start:
            return expression
        own = resolve(expression, day).start
        if expression.relation not in COUNTED and own is not None and 0 <= (day.end - own).days < RECENT:
            return expression
    dated = point.copy()
    dated.year = year
    return expression.of_point(dated, expression.until, expression.relation)
