"""Plain arithmetic of days, months and hijri months.

Invariant: pure; every interval has ``start <= end``; days are proleptic Gregorian.
"""

from __future__ import annotations

import calendar
from datetime import date
from functools import lru_cache
from typing import Final

from hijridate import Gregorian, Hijri

from khabar.ground.dates import DayInterval

ENGLISH_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HIJRI_FIRST: Final = 1343
HIJRI_LAST: Final = 1500
LAST_ORDINAL: Final = date.max.toordinal()
_LONGEST: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""Days of each month, February in a leap year."""


MAX_MONTHS: Final = 4096
_MONTHS: Final[dict[int, DayInterval]] = {}


MAX_DAYS: Final = 8192
_DAYS: Final[dict[int, date]] = {}


def day_of(ordinal: int) -> date:
    """The day of a number; news tells the same days over and over, so they are kept."""
    found = _DAYS.get(ordinal)
    if found is None:
        if len(_DAYS) >= MAX_DAYS:
            _DAYS.clear()
        found = _DAYS[ordinal] = date.fromordinal(ordinal)
    return found


def shift_days(day: date, days: int) -> date:
    """The day so many days later; the calendar's first or last day where that would leave it."""
    return day_of(shifted(day.toordinal(), days)) if days else day


def shifted(ordinal: int, days: int) -> int:
    """The same of days by their numbers (``date.toordinal``)."""
    return min(max(ordinal + days, 1), LAST_ORDINAL)


def weekday_of(ordinal: int) -> int:
    """The weekday of a day by its number, from Monday 0."""
    return (ordinal + 6) % 7


def days_of(first: int, last: int) -> DayInterval:
    """The days from one number to another."""
    start = day_of(first)
    return DayInterval(start, start if first == last else day_of(last))


MAX_ISO: Final = 4096
_ISO: Final[dict[date, str]] = {}


def iso(day: date) -> str:
    """The day as ``2024-03-31``."""
    found = _ISO.get(day)
    if found is None:
        if len(_ISO) >= MAX_ISO:
            _ISO.clear()
        found = _ISO[day] = day.isoformat()
    return found


def named(day: date) -> str:
    """The day with the English name of its weekday, as reasons tell it."""
    return f"{ENGLISH_DAYS[day.weekday()]} {iso(day)}"


def valid_day(year: int, month: int, day: int) -> date | None:
    """That day, None if there is none (30 February)."""
    if not 1 <= month <= len(_LONGEST) or not 1 <= day <= _LONGEST[month - 1]:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_of(year: int, month: int) -> DayInterval:
    """First to last day of a month; months beyond 1-12 count on into other years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    year = min(max(year, 1), 9999)
    found = _MONTHS.get(year * 12 + month)
    if found is None:
        if len(_MONTHS) >= MAX_MONTHS:
            _MONTHS.clear()
        found = DayInterval(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
        _MONTHS[year * 12 + month] = found
    return found


FRACTIONS: Final = {"half": 2, "third": 3, "quarter": 4}


def fraction_of(edge: str) -> tuple[int, int] | None:
    """Number and count of a part such as ``half2`` (2, 2) or ``quarter1`` (1, 4); None for other edges."""
    parts = FRACTIONS.get(edge[:-1])
    return (int(edge[-1]), parts) if parts is not None else None


def part_of_month(month: DayInterval, edge: str) -> DayInterval:
    """Early, mid or late month: days 1-10, 11-20, 21-end; ``end`` is its last day; a half is 15 days."""
    if not edge:
        return month
    fraction = fraction_of(edge)
    if fraction is not None:
        number, parts = fraction
        start = shift_days(month.start, 30 * (number - 1) // parts)
        return DayInterval(start, month.end if number == parts else shift_days(month.start, 30 * number // parts - 1))
    if edge == "last_week":
        return DayInterval(shift_days(month.end, -6), month.end)
    if edge == "early":
        return DayInterval(month.start, shift_days(month.start, 9))
    if edge == "mid":
        return DayInterval(shift_days(month.start, 10), shift_days(month.start, 19))
    if edge == "late":
        return DayInterval(shift_days(month.start, 20), month.end)
    return DayInterval(month.end, month.end) if edge == "end" else month


def part_of_year(year: int, edge: str) -> DayInterval:
    """Early year is January, mid June and July, late November and December; the whole year without an edge."""
    fraction = fraction_of(edge)
    if fraction is not None:
        number, parts = fraction
        return months_of(year, 12 // parts * (number - 1) + 1, 12 // parts * number)
    first, last = {"early": (1, 1), "mid": (6, 7), "late": (11, 12), "end": (12, 12)}.get(edge, (1, 12))
    year = min(max(year, 1), 9999)
    return DayInterval(month_of(year, first).start, month_of(year, last).end)


def months_of(year: int, first: int, last: int) -> DayInterval:
    """First day of one month to the last of another, both in `year`."""
    return DayInterval(month_of(year, first).start, month_of(year, last).end)


def weekday_before(day: date, weekday: int, *, strictly: bool) -> date:
    """The last such weekday on or before `day`; before it if `strictly`."""
    return day_of(last_weekday(day.toordinal(), weekday, strictly))


def last_weekday(ordinal: int, weekday: int, strictly: bool) -> int:
    """The same of days by their numbers."""
    back = (weekday_of(ordinal) - weekday) % 7
    return shifted(ordinal, -(back or (7 if strictly else 0)))


def weekday_after(day: date, weekday: int, *, strictly: bool) -> date:
    """The first such weekday on or after `day`; after it if `strictly`."""
    return day_of(next_weekday(day.toordinal(), weekday, strictly))


def next_weekday(ordinal: int, weekday: int, strictly: bool) -> int:
    """The same of days by their numbers."""
    ahead = (weekday - weekday_of(ordinal)) % 7
    return shifted(ordinal, ahead or (7 if strictly else 0))


@lru_cache(maxsize=4096)
def hijri_day(year: int, month: int, day: int) -> date | None:
    """A day of the Umm al-Qura calendar (``month`` 1-12), None outside its tables."""
    try:
        return Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None


def hijri_month(year: int, month: int) -> DayInterval | None:
    """First to last day of a hijri month (1-12)."""
    start = hijri_day(year, month, 1)
    end = hijri_day(year, month, 30) or hijri_day(year, month, 29)
    return DayInterval(start, end) if start and end else None


@lru_cache(maxsize=4096)
def hijri_year_of(day: date) -> int:
    """The hijri year that holds a day; the nearest end of the tables outside them."""
    try:
        return Gregorian(day.year, day.month, day.day).to_hijri().year
    except (ValueError, OverflowError):
        return HIJRI_FIRST if day.year < 1990 else HIJRI_LAST
