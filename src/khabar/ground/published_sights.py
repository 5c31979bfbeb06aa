"""What the text of an undated article tells: events, dates, times beside them, each as it looks from a day.

Invariant: made once for a text; what looks different from each day is asked for with the day.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from khabar.ground.dates import DayInterval, Point, TimeExpression
from khabar.ground.dates_calendar import day_of, shifted
from khabar.ground.dates_lengths import Setting
from khabar.ground.dates_points import Deictic, Weekdays, last_date, resolve_point
from khabar.ground.published_evidence import MONTHS, plain
from khabar.ground.world import Named
from khabar.model.native import mypyc_attr

LEAD: Final = 3
WEEK: Final = 7
MONTH: Final = 30
EXACT: Final = 3
"""Days: a phrase that tells no more than these tells the day of an event."""
DISTANT: Final = {"day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}
FEW: Final = 20
"""Days: so many are told exactly, more of them roundly."""


@mypyc_attr(acyclic=True)
class EventTold:
    """An event of the world that the text names: its days by their ordinals, and what counts for its weight."""

    __slots__ = ("bit", "counted", "end", "fresh", "near", "often", "start", "strength", "told", "within")

    def __init__(self, told: Named, since: date, within: Within, behind: bool) -> None:
        self.told = told
        self.start = told.start.toordinal()
        self.end = told.end.toordinal()
        self.near = told.start >= since
        self.often = told.often
        self.fresh = bool(told.event.fresh) and not behind
        self.counted = (
            within.distant and told.sentence <= LEAD + 1
        )  # further on a distance lies between two things past
        self.strength = (2.0 if told.strong else 1.3) * (1.5 if told.sentence <= LEAD + 1 else 1.0)
        self.bit = 1 << within.number
        self.within = within


@mypyc_attr(acyclic=True)
class DateTold:
    """A date told without its year: what weighing days asks of it."""

    __slots__ = (
        "bare", "current", "day", "end", "expression", "first", "followed", "lasts", "month", "of_this_month", "plain",
        "shift", "weekday",
    )  # fmt: skip

    def __init__(self, expression: TimeExpression) -> None:
        point = expression.point
        self.expression = expression
        self.plain = plain(expression)
        self.month: int = point.month or 0
        self.day: int = point.day or 1
        self.shift: int | None = point.shift
        self.weekday: int | None = point.weekday
        self.current = point.shift == 0 and point.month is not None and point.month <= MONTHS
        self.bare = point.weekday is None and point.shift is None and not point.part
        alone = expression.relation == "point" and expression.until is None and expression.tense != "future"
        self.of_this_month = alone and point.kind == "date" and point.same_month
        self.followed = expression.relation in ("since", "after") and expression.until is None
        self.lasts = False
        self.first = self.end = 0


def is_distance(point: Point) -> bool:
    """Whether it tells how long after an event something was, or how many days or weeks ago."""
    if point.kind == "ago":
        return point.unit in ("day", "week") and (point.count or 0) > 1
    return point.kind == "later" and point.of and point.unit in DISTANT and bool(point.count)


def days_gone(point: Point) -> tuple[int, int]:
    """How many days at least and at most lie between an event and what is told weeks, months or years after it."""
    gone = int((point.count or 0) * DISTANT[point.unit])
    slack = 1 + (gone > WEEK) + (gone >= MONTH)
    return gone - slack, gone + slack


def resolved(point: Point, day: date) -> DayInterval | None:
    """The days of a weekend or a date, seen from `day`; None where it tells none."""
    plain = point.shift is None and point.year_shift is None and not point.same_month and not point.same_year
    if point.kind == "date" and point.year is None and plain:
        return last_date(point, day)
    return resolve_point(point, Setting(DayInterval(day, day), False, None))[0]


@mypyc_attr(acyclic=True)
class Beside:
    """A phrase of time beside an event: what setting it against many days asks of it."""

    __slots__ = ("_counted", "_deictic", "_far", "_near", "_point", "_weekdays", "distant", "of_month")

    def __init__(self, point: Point) -> None:
        self._weekdays: Weekdays | None = None
        self._deictic: Deictic | None = None
        self._point: Point | None = None
        self._counted = True
        self._far, self._near = 0, 0
        self.of_month = point.kind == "date" and point.shift == 0
        self.distant: bool = is_distance(point)
        if point.kind in ("ago", "later") and point.unit == "day" and (point.of or point.kind == "ago"):
            count = int(point.count or 0)
            slack = count // FEW
            self._far, self._near = (count + slack, count - slack) if count else (8, 1)
        elif self.distant:
            self._near, self._far = days_gone(point)
        elif point.kind == "unit" and point.unit == "week" and point.shift == -1:
            self._far, self._near = 13, 2
        elif point.kind == "unit" and point.unit == "month" and point.shift == -1:
            self._counted, self._point = False, point
        else:
            self._counted = False
            self._set(point)

    def _set(self, point: Point) -> None:
        """Keep what is set against a day by the calendar."""
        if point.kind == "deictic" and point.offset is not None:
            self._deictic = Deictic(point)
        elif point.kind == "weekday" and point.shift != 1:
            self._weekdays = Weekdays(point)
        elif point.kind == "weekend":
            self._point = point if point.shift != 1 else None
        elif point.kind == "date":
            self._point = point if point.month is not None and point.day is not None else None

    def days(self, today: int) -> tuple[int, int]:
        """First and last of the days that it tells, seen from a day, all by their numbers; 1 and 0 for none."""
        if self._weekdays is not None:
            return self._weekdays.seen_from(today, False)
        if self._deictic is not None:
            return self._deictic.seen_from(today)
        if self._counted:
            return shifted(today, -self._far), shifted(today, -self._near)
        if self._point is None:
            return 1, 0
        found = resolved(self._point, day_of(today))
        return (found.start.toordinal(), found.end.toordinal()) if found is not None else (1, 0)


@mypyc_attr(acyclic=True)
class Within:
    """A sentence that names events: the phrases of time in it, and what they tell seen from the `day` weighed last.

    today: whether one is `today`; distant: whether one tells how many weeks or months lie between.
    """

    __slots__ = ("_day", "_seen", "distant", "number", "others", "today")

    def __init__(self, number: int, points: list[Point]) -> None:
        self.number = number
        self.today = any(p.kind == "deictic" and p.offset == 0 for p in points)
        self.others = [Beside(p) for p in points if p.kind != "deictic" or p.offset != 0]
        self.distant = any(other.distant for other in self.others)
        self._day = -1
        self._seen: list[tuple[int, int]] = []

    def exact(self, day: int) -> list[tuple[int, int]]:
        """The days that its phrases tell to the day; a date of this month tells the month alone, as it is past."""
        found = [other.days(day) for other in self.others if not other.of_month]
        return [(first, last) for first, last in found if first <= last <= first + EXACT]

    def seen(self, day: int) -> list[tuple[int, int]]:
        """The days that its phrases tell, seen from `day`; found once for each day weighed."""
        if day != self._day:
            self._day, self._seen = day, []
            for other in self.others:
                first, last = other.days(day)
                if first <= last:
                    self._seen.append((first, last))
        return self._seen


@mypyc_attr(acyclic=True)
class Sight:
    """How an event that the text names looks from a day: its `age`, whether the time told beside it agrees with it."""

    __slots__ = (
        "age", "agrees", "contradicted", "fresh", "gone", "lasted", "opens", "place", "roughly", "sentence", "sole",
        "start", "strong",
    )  # fmt: skip

    def __init__(self, event: EventTold, age: int, agrees: bool, contradicted: bool, roughly: bool) -> None:
        self.start = event.start
        self.lasted = event.end - event.start
        self.age = age
        self.gone = event.within.distant
        self.agrees = agrees
        self.roughly = roughly
        self.contradicted = contradicted
        self.fresh = event.fresh
        self.strong = event.told.strong
        self.opens = event.told.event.opens
        self.sole = event.told.event.sole
        self.sentence = event.told.sentence
        self.place = event.told.event.place
