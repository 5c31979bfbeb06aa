"""Works out the day of an undated article from weekdays, dates without a year and events that it names.

Invariant: every day in question is weighed by the same clues, and the same text always gives the same interval. Bounds
(an event named, a year told) cannot be crossed; the rest is weight: reports follow closely on what they tell, so an
article of the likeliest day may be of the next one, hardly of the one before.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

import msgspec

from khabar.ground.dates import DayInterval, Point, TimeExpression
from khabar.ground.dates_calendar import ENGLISH_DAYS, shift_days
from khabar.ground.dates_lengths import Setting
from khabar.ground.dates_points import deictic_days, last_date, resolve_point, weekday_days
from khabar.ground.dates_resolve import resolve
from khabar.ground.terms import Term
from khabar.ground.world import Named
from khabar.model.native import mypyc_attr

LEAD: Final = 3
WINDOW_DAYS: Final = 40
SLACK: Final = 2.0
FORBIDDEN: Final = -6.0
FIRST_YEAR: Final = 2011
LAST_YEAR: Final = 2026
AFTERWARDS: Final = 3
MOST_TERMS: Final = 3
BEST_FIT: Final = 1.5
FAR: Final = 10_000_000
MONTHS: Final = 12
SAME_YEAR: Final = 300
WEEK: Final = 7
BEFORE_LEAD: Final = -0.7
EARLIEST, LATEST = date(2009, 1, 1), date(2100, 1, 1)
FAR_AHEAD: Final = DayInterval(LATEST, LATEST)
"""An anchor after every article, against which a date with its year is still that date."""


@mypyc_attr(acyclic=True)
class Clue:
    """A time phrase: in which sentence it stands, how many sentences of the body come before, at which token of it."""

    __slots__ = ("body", "expression", "position", "sentence")

    def __init__(self, expression: TimeExpression, sentence: int, body: int, position: int) -> None:
        self.expression = expression
        self.sentence = sentence
        self.body = body
        self.position = position


class Guess(NamedTuple):
    """The days that an article may be of, the likeliest of them, and the reasons."""

    days: DayInterval | None
    likeliest: date | None
    because: tuple[str, ...]


@dataclass(slots=True)
class Evidence:
    """The clues of one article, sorted by what they tell."""

    bound: date = EARLIEST
    bound_why: str = ""
    today: list[tuple[int, int]] = field(default_factory=list)
    weekdays: list[tuple[int, int, bool]] = field(default_factory=list)
    dated: list[TimeExpression] = field(default_factory=list)
    full: list[date] = field(default_factory=list)
    months: list[TimeExpression] = field(default_factory=list)
    near: dict[int, list[Point]] = field(default_factory=dict)
    named: list[Named] = field(default_factory=list)
    bounds: list[Term] = field(default_factory=list)


def guess_days(clues: Sequence[Clue], named: Sequence[Named], bounds: Sequence[Term]) -> Guess:
    """The likeliest days and the reasons; no days where nothing ties the text to a year."""
    evidence = _sort(clues, named, list(bounds))
    days = _days_in_question(evidence)
    if not days:
        return Guess(None, None, ("nothing in the text ties it to a year",))
    if not (evidence.dated or evidence.full or any(event.event.fresh for event in evidence.named)):
        since = max(event.start for event in evidence.named) if evidence.named else evidence.bound
        why = f"not before {since}, which the text only looks back on; nothing ties it to a day"
        return Guess(None, None, (why,))
    scale = _Scale(evidence)
    weights = {day: scale.weigh(day) for day in days}
    best = max(days, key=lambda day: (weights[day], -day.toordinal()))
    return Guess(_around(best, weights), best, tuple(_reasons(best, evidence)))


def weigh_days(
    days: Sequence[date], clues: Sequence[Clue], named: Sequence[Named], bounds: Sequence[Term]
) -> dict[date, float]:
    """How well the clues agree with each of some days; `FORBIDDEN` and less for a day that they exclude."""
    evidence = _sort(clues, named, list(bounds))
    scale = _Scale(evidence)
    return {day: scale.weigh(day) if day >= evidence.bound else 2 * FORBIDDEN for day in days}


def _around(best: date, weights: Mapping[date, float]) -> DayInterval:
    """The best day, and the next where that is about as likely: what an article tells of is hardly younger than it."""
    after = shift_days(best, 1)
    likely = weights.get(after, -math.inf) >= weights[best] - SLACK
    return DayInterval(best, after if likely else best)


def _sort(clues: Sequence[Clue], named: Sequence[Named], bounds: list[Term]) -> Evidence:
    evidence = Evidence(named=list(named), bounds=bounds)
    before: TimeExpression | None = None
    for clue in clues:
        expression = _with_weekday(clue.expression, before)
        before, point = clue.expression, expression.point
        evidence.near.setdefault(clue.sentence, []).append(point)
        if expression.tense == "future" or expression.relation in ("until", "by", "before"):
            continue
        _bound_by_year(evidence, expression)
        if point.kind == "deictic" and point.weekday is not None:
            evidence.today.append((point.offset or 0, point.weekday))
        elif point.kind == "weekday" and point.weekday is not None and point.shift is None:
            last = point.weekday2 if point.weekday2 is not None else point.weekday
            evidence.weekdays.append((last, clue.body, point.part in ("evening", "night")))
        elif point.kind == "date" and point.year is None and point.year_shift is None:
            evidence.dated.append(expression)
            if point.weekday is not None:
                evidence.weekdays.append((point.weekday, clue.body, point.part in ("evening", "night")))
        elif point.kind == "month" and point.year is None and point.year_shift is None:
            evidence.months.append(expression)
    for event in named:
        if event.strong and event.start > evidence.bound:
            evidence.bound, evidence.bound_why = event.start, f"names {event.event.name} of {event.start}"
    return evidence


def _with_weekday(expression: TimeExpression, before: TimeExpression | None) -> TimeExpression:
    """A date with the weekday that stands right before it (the night of Tuesday to Wednesday 3 July)."""
    point = expression.point
    if before is None or point.kind != "date" or point.weekday is not None or before.kind != "weekday":
        return expression
    if not 0 <= expression.first - before.last <= 1 or before.point.shift is not None:
        return expression
    last = before.point.weekday2 if before.point.weekday2 is not None else before.point.weekday
    return msgspec.structs.replace(expression, point=msgspec.structs.replace(point, weekday=last))


def _bound_by_year(evidence: Evidence, expression: TimeExpression) -> None:
    """An article is no older than the latest past date with a year that it tells."""
    for point in (expression.point, expression.until):
        if point is None or point.year is None or point.kind not in ("date", "month", "year"):
            continue
        start = resolve(msgspec.structs.replace(expression, point=point, until=None, relation="point"), FAR_AHEAD).start
        if start is not None and start < LATEST and point.kind == "date":
            evidence.full.append(start)
        if start is not None and evidence.bound < start < LATEST:
            evidence.bound, evidence.bound_why = start, f"tells of {start}"


def _days_in_question(evidence: Evidence) -> list[date]:
    """The days after each thing named or dated, none before the bound."""
    starts = {event.start for event in evidence.named}
    if evidence.bound > EARLIEST:
        starts.add(evidence.bound)
    floor = evidence.bound if evidence.bound > EARLIEST else min(starts, default=EARLIEST)
    if not starts:
        return _days_of_years(evidence)
    last = max(*starts, floor)
    for expression in (*evidence.dated, *evidence.months):
        for base in sorted({floor, last}):
            for year in (base.year, base.year + 1):
                anchor = DayInterval(date(year, 12, 31), date(year, 12, 31))
                found = resolve(_plain(expression), anchor)
                if found.end is not None and found.start is not None and floor <= found.end <= shift_days(last, 400):
                    starts.add(found.start if found.start >= floor else floor)
    days = {shift_days(max(start, floor), k) for start in starts if start >= floor for k in range(WINDOW_DAYS)}
    return sorted(day for day in days if day >= floor)


def _within(day: date, term: Term) -> bool:
    """Whether a day lies in the term, or so shortly after it that news still gives the title."""
    return any(start <= day <= shift_days(end, AFTERWARDS) for start, end in term.days)


def _days_of_years(evidence: Evidence) -> list[date]:
    """The days after each date told without its year, in the years that weekdays and terms of office leave."""
    fixed = [e for e in evidence.dated if e.point.weekday is not None and (e.point.month or 0) <= MONTHS]
    if not fixed or not evidence.bounds:
        return []
    found: set[date] = set()
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        anchor = date(year, 12, 31)
        told = last_date(_plain(fixed[-1]).point, anchor)
        fits = told is not None and told.start.weekday() == fixed[-1].point.weekday
        if told is not None and fits and all(_within(told.start, term) for term in evidence.bounds):
            found.update(shift_days(told.end, k) for k in range(LEAD + 7))
    years = {day.year for day in found}
    return sorted(found) if len(years) == 1 else []


def _plain(expression: TimeExpression) -> TimeExpression:
    point = msgspec.structs.replace(expression.point, shift=None)
    return msgspec.structs.replace(expression, point=point, until=None, relation="point")


class _Scale:
    """Weighs days against the clues of one article; keeps what is the same for many days."""

    __slots__ = ("_bounds", "_dated", "_evidence", "_last", "_named", "_points", "_told", "_weekdays")

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._weekdays = [_weigh_weekdays(weekday, evidence) for weekday in range(7)]
        self._bounds = [
            [(start.toordinal(), end.toordinal() + AFTERWARDS) for start, end in term.days] for term in evidence.bounds
        ]
        since = shift_days(evidence.bound, -30)
        self._named = [
            (
                named, named.start.toordinal(), named.end.toordinal(), named.start >= since,
                (2.0 if named.strong else 1.3) * (1.5 if named.sentence <= LEAD + 1 else 1.0),
            )
            for named in evidence.named
        ]  # fmt: skip
        self._dated = [(expression, _plain(expression)) for expression in evidence.dated]
        self._last: dict[int, DayInterval] = {}
        near = evidence.near
        self._points = {
            sentence: (
                any(p.kind == "deictic" and p.offset == 0 for p in near.get(sentence, ())),
                [p for p in near.get(sentence, ()) if p.kind != "deictic" or p.offset != 0],
            )
            for sentence in {named.sentence for named in evidence.named}
        }
        self._told: dict[int, list[DayInterval]] = {}

    def weigh(self, day: date) -> float:
        """How well the clues agree with an article of that day."""
        evidence = self._evidence
        weight, today = 0.0, day.toordinal()
        for terms in self._bounds:
            weight += 0.0 if any(start <= today <= end for start, end in terms) else FORBIDDEN
        for offset, weekday in evidence.today:
            weight += 0.0 if (day.weekday() + offset) % 7 == weekday else FORBIDDEN
        self._told.clear()
        weight += self._weekdays[day.weekday()] + self._events(day) + self._dates(day) + self._since_lead(day)
        return weight

    def _since_lead(self, day: date) -> float:
        """Weekdays tell what followed on the happening of the lead: one that would fall before it counts against."""
        today = day.toordinal()
        starts = [start for named, start, _, _, _ in self._named if named.event.fresh and named.sentence <= LEAD]
        lead = max((start for start in starts if start <= today), default=None)
        if lead is None or today - lead > WEEK or self._evidence.today:
            return 0.0
        told = {weekday for weekday, _, _ in self._evidence.weekdays}
        early = sum(1 for weekday in told if today - (day.weekday() - weekday) % WEEK < lead)
        return BEFORE_LEAD * min(early, 3)

    def _events(self, day: date) -> float:
        """The freshest event named counts for most; a sentence whose every event is yet to come counts against."""
        best, newest = 0.0, FAR
        late: dict[int, bool] = {}
        today = day.toordinal()
        for named, start, end, near, strength in self._named:
            fresh = named.event.fresh
            if fresh:
                known = (near and start <= today) or named.often or start - today > 400
                late[named.sentence] = late.get(named.sentence, True) and not known
            if start > today:
                continue
            age = today - end
            newest = min(newest, age)
            if fresh:
                freshness = _freshness(age)
                if strength * BEST_FIT * freshness > best:
                    best = max(best, strength * self._fits(named, day) * freshness)
        others = 0.5 * math.exp(-newest / 200) if newest < FAR else 0.0
        return best + others - 0.8 * min(sum(late.values()), 3)

    def _fits(self, named: Named, day: date) -> float:
        """Whether the weekdays, dates and distances told beside an event agree with its date, seen from `day`."""
        today, others = self._points[named.sentence]
        told = self._told.get(named.sentence)
        if told is None:
            seen = (_told_days(point, day) for point in others)
            told = self._told[named.sentence] = [found for found in seen if found is not None]
        now = today and named.start <= day <= named.end
        if told:
            agrees = any(found.start <= named.end and named.start <= found.end for found in told)
            return BEST_FIT if agrees else 0.9 if now else 0.5
        return 1.0 if not today else 1.3 if now else 0.8

    def _dates(self, day: date) -> float:
        """The freshest date told counts; dates of other months than they say, or long past, count against the day."""
        anchor = DayInterval(day, day)
        weight, newest = 0.0, 10_000
        for number, (expression, plain) in enumerate(self._dated):
            point = expression.point
            current = point.shift == 0 and point.month is not None and point.month <= MONTHS
            if current and (point.month != day.month or (point.day or 1) > day.day):
                weight -= 3.0
            found = self._last_days(number, plain, day)
            if found is None:
                continue
            if point.weekday is not None:
                weight += 1.0 if found.start.weekday() == point.weekday else FORBIDDEN / 2
            age = (day - found.end).days
            if point.shift == -1 and (
                age < 1 or age > 200 or (found.end.year, found.end.month) == (day.year, day.month)
            ):
                weight -= 0.8
            if age > 100:
                weight -= 0.3 if age < 300 else 0.5
            if expression.until is not None:
                second = resolve(expression, anchor)
                age = (day - second.end).days if second.end is not None else age
            if age >= 0 and (expression.relation not in ("since", "after") or expression.until is not None):
                newest = min(newest, age)
        newest = min([newest, *((day - told).days for told in self._evidence.full if told <= day)])
        weight += 2.0 * _freshness(newest) if newest < 100 else 0.0
        for expression in self._evidence.months:
            point = expression.point
            month = point.month or 1
            if month <= MONTHS:
                months = (day.month - month) % MONTHS
                weight -= 0.6 if months == 0 and not point.edge else 0.05 * months
        return weight

    def _last_days(self, number: int, plain: TimeExpression, day: date) -> DayInterval | None:
        """The days of a date without year, told on `day`; a day of the Gregorian calendar keeps them for months."""
        known = self._last.get(number)
        if known is not None and 0 <= (day - known.start).days < SAME_YEAR:
            return known
        point = plain.point
        if point.same_month or point.same_year or plain.tense == "future":
            told = resolve(plain, DayInterval(day, day))
            return DayInterval(told.start, told.end) if told.start is not None and told.end is not None else None
        found = last_date(point, day)
        if found is not None and (point.month or 0) <= MONTHS:
            self._last[number] = found
        return found


def _weigh_weekdays(today: int, evidence: Evidence) -> float:
    """Reports name the day itself or the day before, a first sentence most of all. `today` is from Monday 0."""
    if not evidence.weekdays or evidence.today:
        return 0.0
    ages = [((today - weekday) % 7, body, late) for weekday, body, late in evidence.weekdays]
    newest = min(age for age, _, _ in ages)
    weight = (0.4, 0.1, -0.8, -1.6)[min(newest, 3)] - 0.25 * max(age for age, _, _ in ages)
    lead = [age for age, body, _ in ages if body < LEAD]
    if lead:
        weight += (0.4, 0.25, 0.0, -0.5)[min((*lead, 3))]
    if any(age == 0 and late for age, _, late in ages):
        weight -= 0.3
    return weight


@lru_cache(maxsize=4096)
def _freshness(age: int) -> float:
    """How likely a report tells of something so many days old: as likely on the day after as on the day itself."""
    return math.exp(-max(age - 1, 0) / 8)


def _told_days(point: Point, day: date) -> DayInterval | None:
    """The days that a phrase beside an event tells, seen from `day`; None where it tells none."""
    if point.kind in ("ago", "later") and point.unit == "day" and (point.of or point.kind == "ago"):
        count = int(point.count or 0)
        far, near = (count, count) if count else (8, 1)
        return DayInterval(shift_days(day, -far), shift_days(day, -near))
    if point.kind == "unit" and point.unit == "week" and point.shift == -1:
        return DayInterval(shift_days(day, -13), shift_days(day, -2))
    known = point.kind == "deictic" and point.offset is not None
    known = known or (point.kind in ("weekday", "weekend") and point.shift != 1)
    known = known or (point.kind == "date" and point.month is not None and point.day is not None)
    if not known:
        return None
    shifted = point.shift is not None or point.year_shift is not None or point.same_month or point.same_year
    if point.kind == "date" and point.year is None and not shifted:
        return last_date(point, day)
    setting = Setting(DayInterval(day, day), False, None)
    if point.kind == "deictic":
        return deictic_days(point, setting)
    return weekday_days(point, setting) if point.kind == "weekday" else resolve_point(point, setting)[0]


def _reasons(best: date, evidence: Evidence) -> list[str]:
    reasons = [f"not before {evidence.bound}: {evidence.bound_why}"] if evidence.bound_why else []
    for term in evidence.bounds[:MOST_TERMS]:
        reasons.append(f"{term.why} held {' and '.join(f'{start} to {end}' for start, end in term.days)}")
    told = [n for n in evidence.named if 0 <= (best - n.start).days <= WINDOW_DAYS]
    for named in sorted({(n.start, n.event.name) for n in told})[-3:]:
        reasons.append(f"tells of {named[1]} of {named[0]}")
    anchor = DayInterval(best, best)
    for expression in evidence.dated:
        found = resolve(_plain(expression), anchor)
        if found.start is not None and (best - found.start).days <= 10:
            reasons.append(f"tells a date that falls on {found.start}")
    for offset, weekday in sorted(set(evidence.today)):
        name = {0: "today", -1: "yesterday"}.get(offset, f"{offset:+d} days")
        reasons.append(f"calls {ENGLISH_DAYS[weekday]} {name}")
    if evidence.weekdays and not evidence.today:
        names = sorted({weekday for weekday, _, _ in evidence.weekdays})
        reasons.append("names " + ", ".join(ENGLISH_DAYS[n] for n in names) + " as recent days")
    reasons.append(f"the likeliest day is {ENGLISH_DAYS[best.weekday()]} {best}")
    return list(dict.fromkeys(reasons))
