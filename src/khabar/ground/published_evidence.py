"""The clues of an undated article, sorted by what they tell.

Invariant: a clue is kept as the text tells it; nothing here is weighed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from khabar.ground.anniversaries import Anniversary
from khabar.ground.dates import DayInterval, Point, TimeExpression
from khabar.ground.dates_calendar import shift_days
from khabar.ground.terms import Term
from khabar.ground.world import Named

MONTHS: Final = 12
EARLIEST: Final = date(2002, 1, 1)
FEWEST_OF_RUN: Final = 3
CHRONICLE: Final = 3


@dataclass(slots=True)
class Evidence:
    """The clues of one article, sorted by what they tell. ``first``: its first sentence that is no furniture."""

    first: int = 0
    bound: date = EARLIEST
    bound_why: str = ""
    today: list[tuple[int, int]] = field(default_factory=list)
    runs: list[int] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    weekdays: list[tuple[int, int, bool]] = field(default_factory=list)
    behind: list[tuple[int, int, bool]] = field(default_factory=list)
    feasts: list[tuple[TimeExpression, bool]] = field(default_factory=list)
    dated: list[TimeExpression] = field(default_factory=list)
    dated_in: list[int] = field(default_factory=list)
    full: list[date] = field(default_factory=list)
    since: list[date] = field(default_factory=list)
    months: list[TimeExpression] = field(default_factory=list)
    near: dict[int, list[Point]] = field(default_factory=dict)
    named: list[Named] = field(default_factory=list)
    coming: list[Named] = field(default_factory=list)
    kept: list[Anniversary] = field(default_factory=list)
    bounds: list[Term] = field(default_factory=list)
    years: list[DayInterval] = field(default_factory=list)
    in_month: list[int] = field(default_factory=list)
    next_dates: list[tuple[int, int]] = field(default_factory=list)
    dateline: TimeExpression | None = None
    now: TimeExpression | None = None

    def run_days(self) -> set[date]:
        """The days that the numbers of days tell: of what is counted from, else of all that is named."""
        opening = [event for event in self.named if event.event.opens]
        counted = opening or [event for event in self.named if self._beside_run(event.sentence)]
        days = {shift_days(event.start, run - 1) for event in counted for run in self.runs}
        return days | {shift_days(event.start, gone) for event in opening for gone in self.gone}

    def _beside_run(self, sentence: int) -> bool:
        """Whether the number of a day is told in a sentence or in one beside it."""
        return any(is_run(point) for k in (-1, 0, 1) for point in self.near.get(sentence + k, ()))

    def recent_full(self) -> list[date]:
        """The full dates told of something that happened then, not those from which something is counted."""
        return [day for day in self.full if day not in self.since]

    @property
    def by_weekday(self) -> bool:
        """Whether the text tells its news by weekdays, so that a bare date is older than they reach."""
        return bool(self.weekdays or self.today)

    def looks_back(self, told: Named) -> bool:
        """Whether the text tells an event as past: by its year, as of last month, by a date among weekdays; by its date
        in a chronicle of several years.
        """
        if len({day.year for day in self.full}) >= CHRONICLE and told.start in self.full:
            return any(p.kind == "date" and p.year is not None for p in self.near.get(told.sentence, ()))
        return any(_is_behind(point, told.start, self.by_weekday) for point in self.near.get(told.sentence, ()))


def _is_behind(point: Point, day: date, by_weekday: bool) -> bool:
    """Whether a phrase tells of that day as one long past."""
    if point.kind == "unit" and point.unit == "month":
        return point.shift == -1
    if point.kind not in ("date", "month", "year") or (point.month or 0) > MONTHS:
        return False
    if point.year is not None and point.kind != "date":
        return point.year == day.year and point.month in (None, day.month)
    if point.month != day.month or (point.kind == "date" and point.day not in (None, day.day)):
        return False
    if point.shift == -1 or point.year_shift == -1:
        return True
    return by_weekday and point.kind == "date" and point.weekday is None and point.shift is None and not point.part


def is_run(point: Point) -> bool:
    """Whether it numbers the day of something that goes on: the eighth day of the fighting."""
    return point.kind in ("series", "run") and point.unit == "day" and (point.count or 0) >= FEWEST_OF_RUN


def plain(expression: TimeExpression) -> TimeExpression:
    """A date alone: without what is told of its relation or of its month being the last or the next."""
    point = expression.point.copy()
    point.shift = None
    return expression.of_point(point)
