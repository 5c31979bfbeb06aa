"""Sets a phrase of time against the day of the statement.

Invariant: pure and total; every step that was taken stands in ``because``; never more precise than the words.
"""

from __future__ import annotations

from typing import Final

from khabar.ground.dates import ANY_DAY, DayInterval, Point, ResolvedTime, TimeExpression
from khabar.ground.dates_calendar import iso, shift_days
from khabar.ground.dates_lengths import Setting, days_back
from khabar.ground.dates_points import resolve_point

DEADLINES: Final = ("before", "by")
HALF_DAY: Final = 12
ENDS: Final = ("late", "end")


def resolve(
    expression: TimeExpression, anchor: DayInterval, *, future: bool = False, previous: DayInterval | None = None
) -> ResolvedTime:
    """The days of an expression told on `anchor`.

    Args:
        expression: What the finder read.
        anchor: Day of the statement, or of the article; an interval where that is not known to the day.
        future: Whether the event in it is still to come, so that a bare weekday or date is the next one.
        previous: The time told before, for "the same day", "two days later".

    Returns:
        The days, both included; an end is None where the words leave it open or no day can be read.
    """
    if anchor == ANY_DAY:
        return _on_any_day(expression, future, previous)
    ahead = (future and expression.tense != "past") or expression.tense == "future"
    setting = Setting(anchor, ahead, previous)
    first, why = resolve_point(expression.point, setting)
    if first is None:
        return ResolvedTime(None, None, (why,) if why else ())
    steps = [why]
    if expression.until is not None:
        until = _inherit(expression.point, expression.until)
        second, why = resolve_point(until, Setting(setting.anchor, setting.future, first))
        if second is not None:
            steps.append(f"until {why}")
            first, second = _ordered(expression.point, first, second, setting)
            return ResolvedTime(first.start, max(first.start, second.end), tuple(steps))
    return _related(expression, first, setting, steps)


def _on_any_day(expression: TimeExpression, future: bool, previous: DayInterval | None) -> ResolvedTime:
    """The days of an expression told on a day that nobody knows: those that it has on every day, else none."""
    first, last = (
        resolve(expression, DayInterval(day, day), future=future, previous=previous)
        for day in (ANY_DAY.start, ANY_DAY.end)
    )
    if (first.start, first.end) == (last.start, last.end):
        return last
    return ResolvedTime(None, None, ("told from the article's own day, which is not known",))


def resolve_origin(expression: TimeExpression, anchor: DayInterval) -> ResolvedTime:
    """The days of what is named after "two days after …", where the clause itself happened on `anchor`.

    Both ends are None for an expression that tells no such distance.
    """
    point, start = expression.point, anchor.start
    if not point.of:
        return ResolvedTime(None, None)
    if point.kind == "deictic":
        day = shift_days(start, -1)
        return ResolvedTime(day, day, (f"the day before {start}",))
    if point.unit == "minute":
        return ResolvedTime(start, anchor.end, (f"minutes before, on {start}",))
    if point.unit == "hour" and (point.count or 0) < HALF_DAY:
        return ResolvedTime(start, anchor.end, (f"hours before, on {start}",))
    far, near = days_back(point, start, "the clause")
    return ResolvedTime(far.start, far.end, (near,)) if far is not None else ResolvedTime(None, None)


def _related(expression: TimeExpression, found: DayInterval, setting: Setting, steps: list[str]) -> ResolvedTime:
    relation, end = expression.relation, setting.anchor.end
    if relation == "since" and expression.kind != "span":
        steps.append(f"since then, up to {iso(end)}")
        return ResolvedTime(
            found.start, None if setting.future and found.start > end else max(found.start, end), tuple(steps)
        )
    if relation == "until":
        start = setting.previous.start if setting.previous is not None else None
        steps.append(f"up to {iso(found.end)}")
        return ResolvedTime(start if start is not None and start <= found.end else found.start, found.end, tuple(steps))
    if setting.future and relation in DEADLINES and expression.kind not in ("ago", "span") and found.end >= end:
        last = found.end if relation == "by" or expression.point.edge in ENDS else shift_days(found.start, -1)
        steps.append(f"from {iso(end)} on, up to {iso(last)}")
        return ResolvedTime(end, max(end, last), tuple(steps))
    if relation == "before" and expression.kind not in ("ago",):
        return ResolvedTime(None, shift_days(found.start, -1), (*steps, f"before {iso(found.start)}"))
    if relation == "after":
        return ResolvedTime(found.start, max(found.start, end), (*steps, f"after {iso(found.start)}, up to {iso(end)}"))
    return ResolvedTime(found.start, found.end, tuple(steps))


def _inherit(first: Point, second: Point) -> Point:
    """The second of two points takes over the month that only the first names."""
    if second.kind == "date_in_month" and first.month is not None:
        date_told = second.copy()
        date_told.kind, date_told.month, date_told.year = "date", first.month, first.year
        return date_told
    return second


def _ordered(
    point: Point, first: DayInterval, second: DayInterval, setting: Setting
) -> tuple[DayInterval, DayInterval]:
    """The first point again, seen from the second, where it fell behind it (between May and June 2023)."""
    if (point.year is None and first.start > second.end) or (point.year is None and second.end.year < first.start.year):
        again, _ = resolve_point(point, Setting(second, False, setting.previous))
        if again is not None:
            return again, second
    return first, second
