"""The days of one point of time, seen from the day of the statement.

Invariant: pure and total: a kind that gives no day gives None and says so.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from khabar.ground.dates import DayInterval, Point
from khabar.ground.dates_calendar import (
    ENGLISH_DAYS,
    days_of,
    hijri_day,
    hijri_month,
    hijri_year_of,
    iso,
    last_weekday,
    month_of,
    months_of,
    named,
    next_weekday,
    part_of_month,
    part_of_year,
    shift_days,
    shifted,
    valid_day,
    weekday_after,
    weekday_before,
    weekday_of,
)
from khabar.ground.dates_lengths import Found, Setting, ago, ago_prev, later, series, span
from khabar.model.native import mypyc_attr

SOON: Final = 21
HIJRI_MONTHS: Final = 100
RUN_DAYS: Final = 2
SOON_AFTER: Final = 300
NEW_YEAR: Final = 101
AFTER_MIDNIGHT: Final = "after_midnight"
BOTH_FEASTS: Final = (11001, 11210)


def resolve_point(point: Point, setting: Setting) -> Found:
    """Days of one point and the step that led there; None where no day can be read."""
    return _BY_KIND[point.kind](point, setting)


def _date(point: Point, setting: Setting) -> Found:
    if point.same_month:
        base = setting.context.start
        day = valid_day(base.year, base.month, point.day or 1)
        return (DayInterval(day, day), f"day {point.day} of the month told before: {iso(day)}") if day else (None, "")
    if point.month is None or point.day is None:
        return None, "no month or day"
    start, why = _one_date(point, point.day, setting)
    if start is None:
        return None, why
    if point.month > HIJRI_MONTHS and point.weekday is not None and point.day2 is None:
        start = _by_weekday(start, point.weekday)
    if point.day2 is None:
        return DayInterval(start, start), why
    end = _same_month_day(point, start, point.day2)
    if end is None or end < start:
        return DayInterval(start, start), why
    return DayInterval(start, end), f"{why} to {iso(end)}"


def _by_weekday(day: date, weekday: int) -> date:
    """A hijri day by the weekday told beside it: the calendars of two countries lie a day apart."""
    apart = (weekday - day.weekday() + 3) % 7 - 3
    return shift_days(day, apart) if abs(apart) == 1 else day


def _same_month_day(point: Point, start: date, day: int) -> date | None:
    if (point.month or 0) > 100:
        return shift_days(start, day - (point.day or day))
    return valid_day(start.year, start.month, day)


def last_date(point: Point, on: date) -> DayInterval | None:
    """What `resolve_point` gives a date without year, shift or context that is told on day `on`."""
    if point.month is None or point.day is None:
        return None
    start = _last_date(point.month, point.day, on, strictly=False)
    if start is None:
        return None
    end = _same_month_day(point, start, point.day2) if point.day2 is not None else None
    return DayInterval(start, start if end is None or end < start else end)


def _last_date(month: int, day: int, on: date, *, strictly: bool) -> date | None:
    """The last such day of a year (hijri months from 101) up to `on`, before it if `strictly`."""
    hijri = month > 100
    current = hijri_year_of(on) + 8 if hijri else on.year
    for year in range(current, current - (17 if hijri else 9), -1):
        found = hijri_day(year, month - 100, day) if hijri else valid_day(year, month, day)
        if found is not None and (found < on or (found == on and not strictly)):
            return found
    return None


def _one_date(point: Point, day: int, setting: Setting) -> tuple[date | None, str]:
    month = point.month or 0
    build: Callable[[int], date | None] = lambda year: valid_day(year, month, day)  # noqa: E731
    current = setting.day.year
    if month > 100:
        build = lambda year: hijri_day(year, month - 100, day)  # noqa: E731
        current = hijri_year_of(setting.day)
    name = "hijri date" if month > 100 else "date"
    if point.year is not None:
        found = build(point.year)
        return found, f"{name} given in full: {_told(found)}"
    if point.same_year:
        found = build(setting.context.start.year)
        return found, f"{name} of the year told before: {_told(found)}"
    if point.year_shift is not None:
        found = build(current + point.year_shift)
        return found, f"{name} of the year {current + point.year_shift}: {_told(found)}"
    strict = point.shift is not None and point.shift < 0
    if point.shift != 0 and point.shift != 1 and not setting.future:
        found = _last_date(month, day, setting.day, strictly=strict)
        soon = None if strict or found is None or (setting.day - found).days < SOON_AFTER else _soon(build, setting.day)
        if soon is not None:
            return soon, f"{name} close at hand, seen from {iso(setting.day)}: {iso(soon)}"
        return found, f"last such {name} {'before' if strict else 'up to'} {iso(setting.day)}: {_told(found)}"
    candidates = [found for year in range(current - 8, current + 9) if (found := build(year))]
    if point.shift == 0:
        near = min(candidates, key=lambda d: abs((d - setting.day).days), default=None)
        return near, f"{name} of the current month, seen from {iso(setting.day)}: {_told(near)}"
    later = next((d for d in candidates if d >= setting.day), None)
    return later, f"first such {name} from {iso(setting.day)} on: {_told(later)}"


def _told(day: date | None) -> str:
    """The day as reasons tell it."""
    return iso(day) if day is not None else "None"


def _soon(build: Callable[[int], date | None], day: date) -> date | None:
    """The date that comes within `SOON` days after `day`."""
    ahead = shift_days(day, SOON)
    found = next((f for f in map(build, sorted({day.year, ahead.year})) if f is not None and f > day), None)
    return found if found is not None and found <= ahead else None


def _date_in_month(point: Point, setting: Setting) -> Found:
    base = month_of(setting.day.year, setting.day.month + (point.shift or 0))
    day = valid_day(base.start.year, base.start.month, point.day or 1)
    return (DayInterval(day, day), f"day {point.day} of {base.start:%Y-%m}: {iso(day)}") if day else (None, "")


def _month(point: Point, setting: Setting) -> Found:
    whole, why = _whole_month(point, setting)
    if whole is None:
        return None, why
    found = part_of_month(whole, point.edge)
    if point.count is not None:
        start = min(shift_days(whole.start, 7 * int(point.count) - 7), whole.end)
        return DayInterval(start, min(shift_days(start, 6), whole.end)), f"{why}, week {point.count:g} of it"
    if point.edge:
        why = f"{why}, {point.edge} part: {iso(found.start)} to {iso(found.end)}"
    return _clip(found, setting), why


def _whole_month(point: Point, setting: Setting) -> Found:
    month = point.month or 1
    hijri = month > 100
    current = hijri_year_of(setting.day) if hijri else setting.day.year
    build: Callable[[int], DayInterval | None] = (
        (lambda year: hijri_month(year, month - 100)) if hijri else (lambda year: month_of(year, month))
    )
    if point.year is not None or point.year_shift is not None:
        year = point.year if point.year is not None else current + (point.year_shift or 0)
        return build(year), f"month {month} of {year}"
    if point.same_year:
        return build(setting.context.start.year), "month of the year told before"
    day = setting.day
    if setting.future or point.shift == 1:
        for year in range(current - 2, current + 3):
            found = build(year)
            if found is not None and (found.start > day if point.shift == 1 else found.end >= day):
                return found, f"next such month from {iso(day)} on"
        return None, f"next such month from {iso(day)} on"
    ended = point.shift is not None and point.shift < 0
    why = f"last such month ended before {iso(day)}" if ended else f"last such month begun by {iso(day)}"
    for year in range(current + 2, current - 3, -1):
        found = build(year)
        if found is not None and (found.end < day if ended else part_of_month(found, point.edge).start <= day):
            return found, why
    return None, why


def _clip(found: DayInterval, setting: Setting) -> DayInterval:
    """A span that holds the day of the statement ends with it, or begins with it if the event is to come."""
    if not found.start <= setting.day < found.end:
        return found
    return DayInterval(setting.day, found.end) if setting.future else DayInterval(found.start, setting.day)


def _year(point: Point, setting: Setting) -> Found:
    year = point.year if point.year is not None else setting.day.year + (point.shift or 0)
    if year < 1600:
        first, last = hijri_day(year, 1, 1), hijri_day(year + 1, 1, 1)
        return (DayInterval(first, shift_days(last, -1)), f"hijri year {year}") if first and last else (None, "")
    if point.season is not None:
        if point.unit == "season" and point.shift is not None:
            return _last_season(point.season, point.shift, setting)
        found = DayInterval(month_of(year, point.season).start, month_of(year, point.season + 2).end)
        return _clip(found, setting), f"season of {year}"
    found = _part_of_year(point, year)
    if point.year2 is not None:
        found = DayInterval(found.start, part_of_year(point.year2, "").end)
    return _clip(found, setting), f"year {year}"


def _last_season(season: int, shift: int, setting: Setting) -> Found:
    """The last season of that name that is over, the one that goes on, or the next."""
    day = setting.day
    year = day.year
    while month_of(year, season + 2).end >= day:
        year -= 1
    year += shift + 1
    return DayInterval(month_of(year, season).start, month_of(year, season + 2).end), f"season of {year}"


def _part_of_year(point: Point, year: int) -> DayInterval:
    """The part of a year that is told: its first months where they are counted."""
    if point.count is not None and 1 <= point.count <= 12:
        return months_of(year, 1, int(point.count))
    return part_of_year(year, point.edge)


def _weekday(point: Point, setting: Setting) -> Found:
    found = weekday_days(point, setting)
    if point.part == AFTER_MIDNIGHT and point.weekday2 is not None:
        found = DayInterval(found.end, found.end)
    name, day = ENGLISH_DAYS[point.weekday or 0], setting.day
    strict = point.shift is not None and point.shift != 0
    if point.week_shift is not None:
        return found, f"{name} of that week: {iso(found.start)}"
    if setting.future or point.shift == 1:
        return found, f"{name} {'after' if strict else 'from'} {named(day)} on: {iso(found.start)}"
    return found, f"{name} {'before' if strict else 'on or before'} {named(day)}: {iso(found.start)}"


def weekday_days(point: Point, setting: Setting) -> DayInterval:
    """The days of a weekday, or of two and what lies between."""
    first, last = Weekdays(point).seen_from(setting.day.toordinal(), setting.future)
    return days_of(first, last)


@mypyc_attr(acyclic=True)
class Weekdays:
    """A weekday, or two and what lies between: what its point tells, at hand for setting it against many days."""

    __slots__ = ("first", "last", "shift", "shifted", "week")

    def __init__(self, point: Point) -> None:
        self.first: int = point.weekday or 0
        self.last: int = point.weekday2 if point.weekday2 is not None else self.first
        self.shifted: bool = point.shift is not None
        self.shift: int = point.shift or 0
        self.week: int | None = point.week_shift

    def seen_from(self, day: int, future: bool) -> tuple[int, int]:
        """First and last of its days, told on a day; days by their numbers."""
        strict = self.shift != 0
        span = (self.last - self.first) % 7
        if self.week is not None:
            start = shifted(last_weekday(day, 6, False), 7 * self.week + (self.first + 1) % 7)
            return start, shifted(start, span)
        if future or self.shift == 1:
            start = next_weekday(day, self.first, strict)
            return start, shifted(start, span)
        end = shifted(last_weekday(day, self.last, strict), -7 if self.shift == -2 else 0)
        if span and not self.shifted and (weekday_of(day) - self.first) % 7 < span:
            end = shifted(last_weekday(day, self.first, False), span)
        return shifted(end, -span), end


def _deictic(point: Point, setting: Setting) -> Found:
    found, offset = deictic_days(point, setting), point.offset or 0
    start = shift_days(setting.day, offset)
    if point.weekday is not None and start.weekday() != point.weekday:
        return found, f"{ENGLISH_DAYS[point.weekday]} next to {iso(start)}: {iso(found.start)}"
    return found, f"{offset:+d} days from {named(setting.day)}"


def deictic_days(point: Point, setting: Setting) -> DayInterval:
    """The days of today, yesterday and the like; of the weekday told with them where the two do not agree."""
    first, last = Deictic(point).seen_from(setting.day.toordinal())
    return days_of(first, last)


@mypyc_attr(acyclic=True)
class Deictic:
    """Today, yesterday and the like: what its point tells, at hand for setting it against many days."""

    __slots__ = ("offset", "other", "weekday")

    def __init__(self, point: Point) -> None:
        self.offset: int = point.offset or 0
        self.other: int = point.offset2 if point.offset2 is not None else self.offset
        self.weekday: int = point.weekday if point.weekday is not None else -1

    def seen_from(self, day: int) -> tuple[int, int]:
        """First and last of its days, told on a day; days by their numbers."""
        start = shifted(day, self.offset)
        if self.weekday >= 0 and weekday_of(start) != self.weekday:
            found = last_weekday(shifted(start, 1), self.weekday, False)
            return found, found
        other = shifted(day, self.other)
        return min(start, other), max(start, other)


def _unit(point: Point, setting: Setting) -> Found:
    day, shift = setting.day, point.shift or 0
    if point.unit in ("day", "night", "hour", "minute"):
        found = shift_days(day, shift)
        return DayInterval(found, found), f"{shift:+d} days from {iso(day)}"
    if point.unit == "week":
        return _week(point.edge, shift, setting)
    if point.unit == "month":
        whole = month_of(day.year, day.month + shift)
        return _clip(part_of_month(whole, point.edge), setting), f"month {whole.start:%Y-%m}"
    if point.unit == "year":
        return _clip(_part_of_year(point, day.year + shift), setting), f"year {day.year + shift}"
    return None, "no days can be read"


def _week(edge: str, shift: int, setting: Setting) -> Found:
    day = setting.day
    if shift < 0:
        found = DayInterval(shift_days(day, 7 * shift), shift_days(day, 7 * (shift + 1)))
        return found, f"the seven days up to {iso(found.end)}"
    if shift > 0:
        return DayInterval(shift_days(day, 1), shift_days(day, 7)), f"the seven days after {iso(day)}"
    if edge:  # of the week as its people count it, from Sunday
        start = weekday_before(day, 6, strictly=False)
        return DayInterval(start, min(shift_days(start, 2), day) if edge == "early" else day), "part of this week"
    start = weekday_before(day, 0, strictly=False)
    week = DayInterval(start, shift_days(start, 6))
    return _clip(week, setting), f"week of {iso(start)}"


def _weekend(point: Point, setting: Setting) -> Found:
    day = setting.day
    if setting.future or point.shift == 1:
        start = weekday_after(day, 5, strictly=True)
        return DayInterval(start, shift_days(start, 1)), f"the weekend after {iso(day)}"
    start = weekday_before(day, 5, strictly=False)
    if point.shift == -1 and day <= shift_days(start, 1):
        start = shift_days(start, -7)  # told on a weekend of the last one
    end = min(shift_days(start, 1), day)
    return DayInterval(start, end), f"the weekend before {named(day)}: {iso(start)} to {iso(end)}"


def _daypart(point: Point, setting: Setting) -> Found:
    base = setting.context
    if point.part == "night" and base.start == base.end:
        return DayInterval(
            base.start, min(shift_days(base.start, 1), max(setting.day, base.start))
        ), f"night of {iso(base.start)}"
    return base, f"a time of day, {iso(base.start)}"


def _anaphor(point: Point, setting: Setting) -> Found:
    base = setting.context
    if point.anaphor == "next" and point.unit in ("", "day", "night") and setting.previous is not None:
        found = shift_days(base.end, 1)
        return DayInterval(found, found), f"the day after {iso(base.end)}"
    if point.anaphor == "following":
        start = shift_days(base.end, 1) if setting.previous is not None else base.start
        return DayInterval(start, max(start, setting.day)), f"the {point.unit}s after {iso(base.end)}"
    if point.anaphor == "previous" and setting.previous is not None:
        found = shift_days(base.start, -1)
        return DayInterval(found, found), f"the day before {iso(base.start)}"
    if point.anaphor == "later":
        return DayInterval(base.start, max(base.start, setting.day)), f"later than {iso(base.start)}"
    if point.unit == "month" and setting.previous is not None:
        month = part_of_month(month_of(base.start.year, base.start.month), point.edge)
        return month, f"{point.edge} the month of {iso(base.start)}".strip()
    if point.unit in ("", "day", "night") and (base.end - base.start).days > RUN_DAYS:
        return DayInterval(base.start, base.start), f"the day on which began what was told before, {iso(base.start)}"
    return base, f"the same time as told before, {iso(base.start)}"


def _feast(point: Point, setting: Setting) -> Found:
    value = point.feast if point.feast is not None else NEW_YEAR
    options = [_one_feast(point, feast, setting) for feast in ((value,) if value else BOTH_FEASTS)]
    found, why = max(options, key=lambda option: option[0] or date.min)
    if found is None:
        return None, why
    first = shift_days(found, (point.day or 1) - 1)
    day = shift_days(first, point.offset or 0)
    return DayInterval(day, shift_days(first, point.offset2) if point.offset2 is not None else day), why


def _one_feast(point: Point, value: int, setting: Setting) -> tuple[date | None, str]:
    month, day = value // 100, value % 100
    told = point.copy()
    told.kind, told.month, told.day = "date", month, day
    return _one_date(told, day, setting)


def _vague(point: Point, setting: Setting) -> Found:
    return DayInterval(shift_days(setting.day, -30), setting.day), f"lately, {point.kind} before {iso(setting.day)}"


def _lasted(point: Point, setting: Setting) -> Found:
    return None, "how long it took, not when"


_BY_KIND: Final[dict[str, Callable[[Point, Setting], Found]]] = {
    "date": _date, "date_in_month": _date_in_month, "month": _month, "year": _year, "weekday": _weekday,
    "deictic": _deictic, "earlier": _deictic, "unit": _unit, "weekend": _weekend, "span": span, "ago": ago,
    "ago_prev": ago_prev, "later": later, "series": series, "run": series, "daypart": _daypart, "anaphor": _anaphor,
    "feast": _feast, "vague": _vague, "lasted": _lasted,
}  # fmt: skip
