"""The last day that a text tells of, where it is not the day on which it appeared.

Invariant: only what the text says of its own days counts; a text that says nothing tells up to its own day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from khabar.ground.dates import ANY_DAY, DayInterval, TimeExpression
from khabar.ground.dates_calendar import shift_days

FEWEST: Final = 3
"""So often a printed paper, written on the eve of its day, says yesterday."""
LATE: Final = 5
"""A bulletin appears at most so many days after the period that it covers."""
PRINTED: Final = 2
"""A report is printed again at most so many days after it was written."""
WEEK: Final = 7
_NOW: Final = frozenset({"time.now", "time.tonight"})


def written_on(
    expressions: Mapping[int, Sequence[TimeExpression]], reporting: Iterable[int], published: DayInterval
) -> DayInterval:
    """The day from which a text sees today and yesterday, where it names their weekdays and was printed later.

    Args:
        expressions: The phrases of time of each sentence, by its index.
        reporting: The sentences that are no furniture.
        published: The day of the text.

    Returns:
        The day that the first such weekday gives (today, Saturday), where it lies up to two days before `published` and
        no other weekday speaks for that; else `published`.
    """
    if published == ANY_DAY or published.start != published.end:
        return published
    back = 0
    for index in reporting:
        for expression in expressions.get(index, ()):
            point = expression.point
            if point.kind != "deictic" or point.weekday is None or point.offset is None or point.of:
                continue
            if point.offset not in (0, -1) or point.offset2 is not None or point.weekday2 is not None:
                continue
            behind = (published.end.weekday() + point.offset - point.weekday) % WEEK
            if behind == 0 or behind > PRINTED or (back and behind != back):
                return published
            back = behind
    day = shift_days(published.start, -back) if back else published.start
    return DayInterval(day, day) if back else published


def told_until(
    expressions: Mapping[int, Sequence[TimeExpression]],
    reporting: Iterable[int],
    published: DayInterval,
    period: DayInterval | None = None,
) -> DayInterval:
    """The last day of which a text tells.

    Args:
        expressions: The phrases of time of each sentence, by its index.
        reporting: The sentences that are no furniture.
        published: The day of the text.
        period: The days that it covers as a whole, where it says so.

    Returns:
        The end of that period; the day before `published` for a text that says yesterday again and again and never
        today, as a paper does that is printed overnight; else `published`.
    """
    if published == ANY_DAY:
        return published
    if period is not None:
        late, long = (published.start - period.end).days, period.start < period.end
        return DayInterval(period.end, period.end) if late == 1 or (long and 0 < late <= LATE) else published
    before = 0
    for index in reporting:
        for expression in expressions.get(index, ()):
            if _is_own_day(expression, published):
                return published
            point = expression.point
            before += point.kind == "deictic" and point.offset == -1 and point.offset2 is None and not point.of
    if before < FEWEST:
        return published
    day = shift_days(published.start, -1)
    return DayInterval(day, day)


def _is_own_day(expression: TimeExpression, published: DayInterval) -> bool:
    """Whether it tells the day of the text itself: today, or its weekday."""
    point = expression.point
    if point.kind == "deictic" and point.offset == 0:
        return expression.rule not in _NOW
    if point.kind != "weekday" or point.shift is not None or point.week_shift is not None:
        return False
    last = point.weekday2 if point.weekday2 is not None else point.weekday
    return last == published.end.weekday()
