"""What a phrase of time says, before and after it is set against a day.

Invariant: a `TimeExpression` is made of the letters alone; only `dates_resolve.resolve` knows an anchor day. None of
these values is changed once whoever made it has handed it on.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from khabar.model.native import mypyc_attr
from khabar.model.spans import Span


@mypyc_attr(acyclic=True)
class DayInterval:
    """Days ``start`` to ``end``, both included."""

    __slots__ = ("end", "start")

    def __init__(self, start: date, end: date) -> None:
        self.start = start
        self.end = end

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, DayInterval):
            return NotImplemented
        return self is other or (self.start == other.start and self.end == other.end)

    def __hash__(self) -> int:
        return hash((self.start, self.end))

    def __repr__(self) -> str:
        return f"DayInterval({self.start}, {self.end})"


ANY_DAY: Final = DayInterval(date(2011, 1, 1), date(2100, 1, 1))
"""The anchor of an article whose day is not known at all; no day of it is ever told."""


@mypyc_attr(acyclic=True)
class Point:
    """One time as the words give it; a field that they do not give is None.

    kind: date, date_in_month, month, year, weekday, deictic, unit, weekend, span, ago, ago_prev, later, series,
    run, lasted, daypart, earlier, anaphor, feast, vague; series is one day of a run, lasted how long it took.
    Months 1-12, hijri months 101-112 (``year`` is then hijri too). Weekdays
    from Monday 0. shift: -2 before last, -1 last, 0 this, 1 next. offset: days from the anchor. count: of units, may be
    a half. of: the words tell how long before the clause that happened which is named after them (two days after the
    attack); see `dates_resolve.resolve_origin`.
    """

    __slots__ = (
        "anaphor", "count", "day", "day2", "edge", "feast", "kind", "month", "of", "offset", "offset2", "part",
        "same_month", "same_year", "season", "shift", "unit", "week_shift", "weekday", "weekday2", "year", "year2",
        "year_shift",
    )  # fmt: skip

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.year: int | None = None
        self.year2: int | None = None
        self.month: int | None = None
        self.day: int | None = None
        self.day2: int | None = None
        self.weekday: int | None = None
        self.weekday2: int | None = None
        self.offset: int | None = None
        self.offset2: int | None = None
        self.shift: int | None = None
        self.year_shift: int | None = None
        self.week_shift: int | None = None
        self.unit: str = ""
        self.count: float | None = None
        self.edge: str = ""
        self.part: str = ""
        self.anaphor: str = ""
        self.feast: int | None = None
        self.season: int | None = None
        self.same_month: bool = False
        self.same_year: bool = False
        self.of: bool = False

    def copy(self) -> Point:
        """The same, for making another point of it."""
        point = Point(self.kind)
        point.year = self.year
        point.year2 = self.year2
        point.month = self.month
        point.day = self.day
        point.day2 = self.day2
        point.weekday = self.weekday
        point.weekday2 = self.weekday2
        point.offset = self.offset
        point.offset2 = self.offset2
        point.shift = self.shift
        point.year_shift = self.year_shift
        point.week_shift = self.week_shift
        point.unit = self.unit
        point.count = self.count
        point.edge = self.edge
        point.part = self.part
        point.anaphor = self.anaphor
        point.feast = self.feast
        point.season = self.season
        point.same_month = self.same_month
        point.same_year = self.same_year
        point.of = self.of
        return point

    @property
    def bare_night(self) -> bool:
        """Whether it tells a night, and of no day."""
        if self.kind != "daypart" or self.part != "night" or self.unit or self.edge or self.anaphor or self.of:
            return False
        told = (
            self.year, self.year2, self.month, self.day, self.day2, self.weekday, self.weekday2, self.offset,
            self.offset2, self.shift, self.year_shift, self.week_shift, self.count, self.feast, self.season,
        )  # fmt: skip
        return told.count(None) == len(told) and not (self.same_month or self.same_year)


@mypyc_attr(acyclic=True)
class TimeExpression:
    """A phrase of time in a text.

    span: letters, half-open, without a leading conjunction letter or relation word (but with the preposition of a
    duration). first, last: tokens, ``last`` exclusive. kind: of its (first) point. relation: point, since, until,
    between, during, before, after, by. until: the second point of a range. lead: token of the relation word, `first`
    where there is none. tense: past or future where the words themselves tell, else empty. rule: id of the pack rule
    that read it. ranked: the span tells how rare a happening is (the worst in two years), not when it was.
    """

    __slots__ = ("first", "kind", "last", "lead", "point", "ranked", "relation", "rule", "span", "tense", "until")

    def __init__(
        self,
        span: Span,
        first: int,
        last: int,
        point: Point,
        until: Point | None = None,
        relation: str = "point",
        lead: int = -1,
        tense: str = "",
        rule: str = "",
        ranked: bool = False,
    ) -> None:
        self.span = span
        self.first = first
        self.last = last
        self.point = point
        self.kind = point.kind
        self.until = until
        self.relation = relation
        self.lead = lead
        self.tense = tense
        self.rule = rule
        self.ranked = ranked

    def of_point(self, point: Point, until: Point | None = None, relation: str = "point") -> TimeExpression:
        """The same words as if they told this point."""
        return TimeExpression(
            self.span, self.first, self.last, point, until, relation, self.lead, self.tense, self.rule, self.ranked
        )

    @property
    def relative_to_previous(self) -> bool:
        """Whether it means nothing without the time told before it."""
        return self.kind in ("anaphor", "ago_prev", "later") or self.point.same_month


@mypyc_attr(acyclic=True)
class ResolvedTime:
    """The days of a phrase, both included; None where the words leave an end open. because: the steps, in English."""

    __slots__ = ("because", "end", "start")

    def __init__(self, start: date | None, end: date | None, because: tuple[str, ...] = ()) -> None:
        self.start = start
        self.end = end
        self.because = because


def absolute(expression: TimeExpression) -> bool:
    """Whether it gives its days whatever the day of the article."""
    if expression.relation not in ("point", "during", "between"):
        return False
    return _full(expression.point) and (expression.until is None or _full(expression.until))


def _full(point: Point) -> bool:
    return point.kind in ("date", "month", "year") and point.year is not None
