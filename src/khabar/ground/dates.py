"""What a phrase of time says, before and after it is set against a day.

Invariant: a `TimeExpression` is made of the letters alone; only `dates_resolve.resolve` knows an anchor day.
"""

from __future__ import annotations

from datetime import date

import msgspec

from khabar.model.spans import Span


class DayInterval(msgspec.Struct, frozen=True, gc=False):
    """Days ``start`` to ``end``, both included."""

    start: date
    end: date


ANY_DAY = DayInterval(date(2011, 1, 1), date(2100, 1, 1))
"""The anchor of an article whose day is not known at all; no day of it is ever told."""


class Point(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One time as the words give it; a field that they do not give is None.

    kind: date, date_in_month, month, year, weekday, deictic, unit, weekend, span, ago, ago_prev, later, series,
    run, daypart, earlier, anaphor, feast, vague; series is one day of a run.
    Months 1-12, hijri months 101-112 (``year`` is then hijri too). Weekdays
    from Monday 0. shift: -2 before last, -1 last, 0 this, 1 next. offset: days from the anchor. count: of units, may be
    a half. of: the words tell how long before the clause that happened which is named after them (two days after the
    attack); see `dates_resolve.resolve_origin`.
    """

    kind: str
    year: int | None = None
    year2: int | None = None
    month: int | None = None
    day: int | None = None
    day2: int | None = None
    weekday: int | None = None
    weekday2: int | None = None
    offset: int | None = None
    offset2: int | None = None
    shift: int | None = None
    year_shift: int | None = None
    week_shift: int | None = None
    unit: str = ""
    count: float | None = None
    edge: str = ""
    part: str = ""
    anaphor: str = ""
    feast: int | None = None
    season: int | None = None
    same_month: bool = False
    same_year: bool = False
    of: bool = False


class TimeExpression(msgspec.Struct, frozen=True, kw_only=True):
    """A phrase of time in a text.

    span: letters, half-open, without a leading conjunction letter or relation word (but with the preposition of a
    duration). first, last: tokens, ``last`` exclusive. relation: point, since, until, between, during, before, after,
    by. until: the second point of a range. lead: token of the relation word, `first` where there is none. tense: past
    or future where the words themselves tell, else empty. rule: id of the pack rule that read it. ranked: the span
    tells
    how rare a happening is (the worst in two years), not when it was.
    """

    span: Span
    first: int
    last: int
    point: Point
    until: Point | None = None
    relation: str = "point"
    lead: int = -1
    tense: str = ""
    rule: str = ""
    ranked: bool = False

    @property
    def kind(self) -> str:
        """The kind of its (first) point."""
        return self.point.kind

    @property
    def relative_to_previous(self) -> bool:
        """Whether it means nothing without the time told before it."""
        return self.point.kind in ("anaphor", "ago_prev", "later") or self.point.same_month


class ResolvedTime(msgspec.Struct, frozen=True):
    """The days of a phrase, both included; None where the words leave an end open. because: the steps, in English."""

    start: date | None
    end: date | None
    because: tuple[str, ...] = ()


def absolute(expression: TimeExpression) -> bool:
    """Whether it gives its days whatever the day of the article."""
    if expression.relation not in ("point", "during", "between"):
        return False
    points = [point for point in (expression.point, expression.until) if point is not None]
    return all(point.kind in ("date", "month", "year") and point.year is not None for point in points)
