"""Times that are told by their length or their distance: three days, two weeks ago, the fifth day in a row.

Invariant: pure and total, as the other points.
"""

from __future__ import annotations

import math
from datetime import date
from typing import Final

from khabar.ground.dates import DayInterval, Point
from khabar.ground.dates_calendar import month_of, shift_days
from khabar.model.native import mypyc_attr

VAGUE_DAYS: Final = {
    "minute": (0, 0),
    "hour": (1, 0),
    "day": (7, 2),
    "night": (7, 2),
    "week": (30, 14),
    "month": (180, 60),
}
UNIT_DAYS: Final = {
    "minute": 0.0,
    "hour": 1 / 24,
    "day": 1.0,
    "night": 1.0,
    "week": 7.0,
    "month": 30.0,
    "year": 365.0,
    "decade": 3652.0,
}
FEW_HOURS: Final = 6
LAST_DAYS: Final = 3
"""Of so few last days the day of the statement is none: the last two days are yesterday and the day before."""
Found = tuple[DayInterval | None, str]


@mypyc_attr(acyclic=True)
class Setting:
    """What a phrase is resolved against."""

    __slots__ = ("anchor", "future", "previous")

    def __init__(self, anchor: DayInterval, future: bool, previous: DayInterval | None) -> None:
        self.anchor = anchor
        self.future = future
        self.previous = previous

    @property
    def day(self) -> date:
        """The day of the statement, the last possible one if it is not known to the day."""
        return self.anchor.end

    @property
    def context(self) -> DayInterval:
        """The time told before, else the day of the statement."""
        return self.previous or self.anchor


def span(point: Point, setting: Setting) -> Found:
    """Days of a stretch of so many units up to the day of the statement, or from it on."""
    day = setting.day
    if point.count is None:
        if point.unit not in VAGUE_DAYS:
            return None, "no day can be read"
        back, _ = VAGUE_DAYS[point.unit]
        if setting.future:
            hours = back <= 1
            return (DayInterval(day, shift_days(day, 1)), "hours to come") if hours else (None, "a vague span to come")
        return DayInterval(shift_days(day, -max(back, 1)), day), f"a vague span up to {day}"
    days = days_of(point, during=point.shift is not None)
    if setting.future:
        return DayInterval(day, shift_days(day, days)), f"the {days} days from {day} on"
    if point.shift == -1 and point.unit == "day" and 1 < point.count <= LAST_DAYS and point.edge != "last":
        last = shift_days(day, -1)
        return DayInterval(shift_days(day, -int(point.count)), last), f"the {point.count:g} days up to {last}"
    if point.unit == "month" and float(point.count).is_integer():
        start = months_before(day, int(point.count))
    elif point.unit == "year" and float(point.count).is_integer():
        start = months_before(day, 12 * int(point.count))
    else:
        start = shift_days(day, -days)
    return DayInterval(min(start, day), day), f"the span of {point.count:g} {point.unit} up to {day}"


def days_of(point: Point, *, during: bool) -> int:
    """So many units in whole days; a few days with "during" count the first and the last."""
    days = math.ceil((point.count or 1) * UNIT_DAYS.get(point.unit, 1.0) - 1e-9)
    if during and point.unit in ("day", "night") and 1 < days < 7:
        return days - 1
    return days


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, the last of that month where there is none."""
    base = month_of(day.year, day.month - months)
    return min(shift_days(base.start, day.day - 1), base.end)


def ago(point: Point, setting: Setting) -> Found:
    """So many units before the day of the statement."""
    return days_back(point, setting.day, "the day of the statement")


def ago_prev(point: Point, setting: Setting) -> Found:
    """So many units before the time told before."""
    return days_back(point, setting.context.start, "the time told before")


def days_back(point: Point, day: date, base: str) -> Found:
    """So many units before `day`: a day, for months and years the whole one; some days where no number is told."""
    if point.count is None:
        if point.unit not in VAGUE_DAYS:
            return None, "no day can be read"
        far, near = VAGUE_DAYS[point.unit]
        return DayInterval(shift_days(day, -far), shift_days(day, -near)), f"some {point.unit}s before {base} {day}"
    if point.unit in ("month", "year", "decade"):
        months = round(point.count * {"month": 1, "year": 12, "decade": 120}[point.unit])
        start = months_before(day, months)
        if point.unit == "month":
            found = month_of(start.year, start.month)
        else:
            found = DayInterval(date(start.year, 1, 1), date(start.year, 12, 31))
        return found, f"{point.count:g} {point.unit} before {base} {day}"
    hours = point.unit in ("hour", "minute")
    days = int(days_of(point, during=False)) if not hours or point.count >= 12 else 0
    found_day = shift_days(day, -days)
    return DayInterval(found_day, found_day), f"{point.count:g} {point.unit} before {base} {day}"


def later(point: Point, setting: Setting) -> Found:
    """So many units after the time told before."""
    base = setting.context
    if point.unit in ("hour", "minute"):
        few = point.unit == "minute" or (point.count or FEW_HOURS) < FEW_HOURS
        if setting.previous is not None and few:
            return DayInterval(base.start, base.start), f"shortly after {base.start}"
        days = days_of(point, during=False) if point.count else 1
        end = min(shift_days(base.start, days), max(setting.day, base.start))
        return DayInterval(base.start, end), f"hours after {base.start}"
    if point.count is None:
        end = max(base.start, setting.day) if setting.previous else base.end
        return DayInterval(base.start, end), f"some {point.unit}s after {base.start}"
    if setting.previous is None:
        return DayInterval(base.start, base.end), "after something not dated: the day of the statement"
    found = shift_days(base.start, days_of(point, during=False))
    return DayInterval(found, found), f"{point.count:g} {point.unit} after {base.start}"


def series(point: Point, setting: Setting) -> Found:
    """The days of a run, by the number of its last unit (for the third day)."""
    count, unit = int(point.count or 1), point.unit or "day"
    if unit in ("month", "year"):
        start = months_before(setting.day, (count - 1) * (12 if unit == "year" else 1))
    else:
        start = shift_days(setting.day, (1 - min(count, 5000)) * (7 if unit == "week" else 1))
    return DayInterval(start, setting.day), f"{unit} {count} of a series up to {setting.day}"
