"""Works out the day of an undated article from weekdays, dates without a year and events that it names.

Invariant: every day in question is weighed by the same clues, and the same text always gives the same interval. Bounds
(an event named, a year told) cannot be crossed; the rest is weight: reports follow closely on what they tell, so an
article of the likeliest day may be of the next one, hardly of the one before.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from khabar.ground.anniversaries import Anniversary
from khabar.ground.dates import DayInterval, TimeExpression
from khabar.ground.dates_calendar import ENGLISH_DAYS, LAST_ORDINAL, days_of, shift_days, shifted, valid_day
from khabar.ground.dates_points import last_date
from khabar.ground.dates_resolve import resolve
from khabar.ground.published_evidence import EARLIEST, MONTHS, Evidence, is_run, plain
from khabar.ground.published_scale import AFTERWARDS, AHEAD, FORBIDDEN, MOST_GONE, TITLE_KEPT, Scale
from khabar.ground.published_sights import DISTANT, LEAD, days_gone, is_distance
from khabar.ground.published_trust import is_borne_out
from khabar.ground.terms import Term
from khabar.ground.world import Named
from khabar.model.native import mypyc_attr

AHEAD_OF_NEXT: Final = 39
WINDOW_DAYS: Final = 40
FAR_DAYS: Final = 600
DATELINE: Final = 4
DATELINE_LINES: Final = 3
"""A date that stands so early in one of the first sentences is that of the report (Amman 16 January (agency) -)."""
SLACK: Final = 2.0
FIRST_YEAR: Final = 2003
LAST_YEAR: Final = 2026
NO_YEAR: Final = 2050
"""A number that would be a year so far ahead is none: of a clock, a street or a count."""
FEAST_SENTENCES: Final = 3
FEAST_YEARS: Final = 3
MOST_TERMS: Final = 3
MOST_FIXED: Final = 4
RUN_SENTENCES: Final = 6
"""Only the first sentences tell on which day of a war an article is written."""
LATE: Final = ("evening", "night", "after_midnight")  # parts of a day that are told on the day after it
LATEST = date(2100, 1, 1)
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
    """The days that an article may be of, the likeliest of them, the reasons; whether a clue excludes even that one."""

    days: DayInterval | None
    likeliest: date | None
    because: tuple[str, ...]
    excluded: bool
    borne_out: bool = True


def guess_days(evidence: Evidence) -> Guess:
    """The likeliest days and the reasons; no days where nothing ties the text to a year."""
    days = _days_in_question(evidence)
    if not days:
        return Guess(None, None, ("nothing in the text ties it to a year",), False)
    tied: object = (
        evidence.dated or evidence.full or (evidence.runs and evidence.named) or evidence.kept or evidence.coming
    )
    tied = tied or (evidence.feasts and evidence.named)
    if not (tied or any(_is_news(event, evidence) for event in evidence.named)):
        since = max(event.start for event in evidence.named) if evidence.named else evidence.bound
        why = f"not before {since}, which the text only looks back on; nothing ties it to a day"
        return Guess(None, None, (why,), False)
    scale = Scale(evidence)
    best, most = days[0], -math.inf
    weights: dict[int, float] = {}
    for day in days:  # in order, so that of equals the first is taken
        weight = weights[day] = scale.weigh(day)
        if weight > most:
            best, most = day, weight
    likeliest = date.fromordinal(best)
    excluded = most <= FORBIDDEN / 2 or not all(_within(likeliest, term, TITLE_KEPT) for term in evidence.bounds)
    borne_out = is_borne_out(scale, evidence, best)
    return Guess(_around(best, weights), likeliest, tuple(_reasons(likeliest, evidence)), excluded, borne_out)


def _is_news(event: Named, evidence: Evidence) -> bool:
    """Whether an event is told as fresh, or with how many days or weeks ago it was (the day after the fall)."""
    if event.event.fresh and not evidence.looks_back(event):
        return True
    if event.sentence > LEAD + 1:
        return False
    near = evidence.near.get(event.sentence, ())
    return any(is_distance(point) or (point.kind == "deictic" and point.of) for point in near)


def weigh_days(days: Sequence[date], evidence: Evidence) -> dict[date, float]:
    """How well the clues agree with each of some days; `FORBIDDEN` and less for a day that they exclude."""
    scale = Scale(evidence)
    return {day: scale.weigh(day.toordinal()) if day >= evidence.bound else 2 * FORBIDDEN for day in days}


def _around(best: int, weights: Mapping[int, float]) -> DayInterval:
    """The best day, and the next where that is about as likely: what an article tells of is hardly younger than it."""
    after = shifted(best, 1)
    likely = weights.get(after, -math.inf) >= weights[best] - SLACK
    return days_of(best, after if likely else best)


def sort_clues(
    clues: Sequence[Clue],
    named: Sequence[Named],
    bounds: list[Term],
    kept: Sequence[Anniversary] = (),
    behind: frozenset[int] = frozenset(),
) -> Evidence:
    """The clues of an article by what they tell; kept: the anniversaries told, whose events are no news; behind: the
    sentences that tell what lies behind the news.
    """
    deaths = {event.start for event in named}
    bounds = [term for term in bounds if not any(end in deaths for _, end in term.days)]
    old = {id(anniversary.named.event) for anniversary in kept}
    evidence = Evidence(named=[n for n in named if id(n.event) not in old], bounds=bounds, kept=list(kept))
    before: TimeExpression | None = None
    of_a_year = -FAR_DAYS
    for clue in clues:
        expression = _with_weekday(clue.expression, before)
        if _calls_today(before, expression):
            evidence.now = evidence.now or expression
        earlier = before
        before = clue.expression
        point = expression.point
        evidence.near.setdefault(clue.sentence, []).append(point)
        if point.kind == "deictic" and point.weekday is not None:
            evidence.today.append((point.offset or 0, point.weekday))
            continue
        if is_run(point) and clue.body < RUN_SENTENCES:
            evidence.runs.append(int(point.count or 0))
        if point.kind == "date" and point.shift == 1 and point.year is None and 0 < (point.month or 0) <= MONTHS:
            evidence.next_dates.append((point.month or 1, point.day or 1))
        if expression.tense == "future" or expression.relation in ("until", "by", "before"):
            continue
        if point.kind == "date_in_month" and point.shift == 0 and point.day is not None:
            evidence.in_month.append(point.day)
        _bound_by_year(evidence, expression)
        if point.kind == "date" and point.year is not None:
            of_a_year = clue.sentence
        if point.kind == "weekday" and point.weekday is not None and point.shift is None:
            if expression.relation == "since":
                continue  # it began then, up to a week ago
            last = point.weekday2 if point.weekday2 is not None else point.weekday
            told = evidence.behind if clue.sentence in behind else evidence.weekdays
            told.append((last, clue.body, point.part in LATE))
        elif point.kind == "feast" and clue.body < FEAST_SENTENCES and not point.offset:
            evidence.feasts.append((expression, _is_today(earlier, expression)))
        elif point.kind == "date" and point.year is None and point.year_shift is None:
            if point.same_year or (clue.body > LEAD and 0 <= clue.sentence - of_a_year <= 1):
                continue  # of the year told before it
            evidence.dated.append(expression)
            evidence.dated_in.append(clue.body)
            if clue.body < DATELINE_LINES and clue.position <= DATELINE and _is_plain(expression):
                evidence.dateline = evidence.dateline or expression
            if point.weekday is not None:
                evidence.weekdays.append((point.weekday, clue.body, point.part in LATE))
        elif point.kind == "month" and point.year is None and point.year_shift is None:
            evidence.months.append(expression)
    evidence.weekdays = evidence.weekdays or evidence.behind
    for event in named:
        if event.strong and event.start > evidence.bound:
            evidence.bound, evidence.bound_why = event.start, f"names {event.event.name} of {event.start}"
    return evidence


def _is_plain(expression: TimeExpression) -> bool:
    """Whether a date stands alone, after no word such as in, since or on the dawn of."""
    point = expression.point
    alone = expression.relation == "point" and expression.lead == expression.first and expression.until is None
    return alone and point.shift is None and not point.part and point.day2 is None and (point.month or 0) <= MONTHS


def _calls_today(before: TimeExpression | None, expression: TimeExpression) -> bool:
    """Whether a date without its year is told as today's (today, Saturday 29 February)."""
    point = expression.point
    if point.kind != "date" or point.year is not None or point.day is None or (point.month or 0) > MONTHS:
        return False
    if before is None or before.kind != "deictic" or before.point.offset != 0 or before.point.part:
        return False
    return 0 <= expression.first - before.last <= 1 and point.day2 is None and expression.until is None


def _is_today(before: TimeExpression | None, expression: TimeExpression) -> bool:
    """Whether the word today stands right before it (this morning, the second day of the feast)."""
    if before is None or before.kind != "deictic" or before.point.offset != 0:
        return False
    return 0 <= expression.first - before.last <= 1


def _with_weekday(expression: TimeExpression, before: TimeExpression | None) -> TimeExpression:
    """A date with the weekday that stands right before it (the night of Tuesday to Wednesday 3 July)."""
    point = expression.point
    if before is None or point.kind != "date" or point.weekday is not None or before.kind != "weekday":
        return expression
    if not 0 <= expression.first - before.last <= 1 or before.point.shift is not None:
        return expression
    last = before.point.weekday2 if before.point.weekday2 is not None else before.point.weekday
    told = point.copy()
    told.weekday = last
    return expression.of_point(told, expression.until, expression.relation)


def _bound_by_year(evidence: Evidence, expression: TimeExpression) -> None:
    """An article is no older than the latest past date with a year that it tells."""
    for point in (expression.point, expression.until):
        if point is None or point.year is None or point.kind not in ("date", "month", "year"):
            continue
        start = resolve(expression.of_point(point), FAR_AHEAD).start
        if start is not None and NO_YEAR <= start.year < LATEST.year:
            continue
        if start is not None and start < LATEST and point.kind == "date":
            evidence.full.append(start)
            if expression.relation in ("since", "after") and expression.until is None:
                evidence.since.append(start)
        elif start is not None and start < LATEST and (point.month or 0) <= MONTHS:
            end = resolve(expression.of_point(point), FAR_AHEAD).end
            evidence.years.append(DayInterval(start, end or start))
        if start is not None and evidence.bound < start < LATEST:
            evidence.bound, evidence.bound_why = start, f"tells of {start}"


def _days_in_question(evidence: Evidence) -> list[int]:
    """The days after each thing named or dated, none before the bound; by their numbers."""
    starts = {event.start for event in evidence.named}
    starts.update(evidence.run_days())
    starts.update(day for kept in evidence.kept for day in kept.days)
    starts.update(shift_days(event.start, -AHEAD) for event in evidence.coming)
    starts.update(_days_at_distance(evidence))
    if evidence.bound > EARLIEST:
        starts.add(evidence.bound)
    floor = evidence.bound if evidence.bound > EARLIEST else min(starts, default=EARLIEST)
    if not starts:
        return [day.toordinal() for day in _days_of_years(evidence)]
    last = max(*starts, floor)
    for expression in map(plain, (*evidence.dated, *evidence.months)):
        for base in sorted({floor, last}):
            for year in (base.year, base.year + 1):
                anchor = DayInterval(date(year, 12, 31), date(year, 12, 31))
                found = resolve(expression, anchor)
                if (
                    found.end is not None
                    and found.start is not None
                    and floor <= found.end <= shift_days(last, FAR_DAYS)
                ):
                    starts.add(found.start if found.start >= floor else floor)
    starts.update(_fixed(evidence, floor))
    starts.update(_feast_days(evidence, floor))
    starts.update(_ahead_of_next(evidence, floor, last))
    days: set[int] = set()
    for start in starts:
        if start >= floor:
            first_day = start.toordinal()
            days.update(range(first_day, min(first_day + WINDOW_DAYS, LAST_ORDINAL + 1)))
    return sorted(days)


def _ahead_of_next(evidence: Evidence, floor: date, last: date) -> list[date]:
    """From when on the next dates of their names were told (on 16 July next), in the years of the other clues."""
    found = []
    for month, day in evidence.next_dates:
        for year in sorted({floor.year, floor.year + 1, last.year, last.year + 1}):
            told = valid_day(year, month, day)
            if told is not None and floor < told:
                found.append(max(floor, shift_days(told, -AHEAD_OF_NEXT)))
    return found


def _fixed(evidence: Evidence, floor: date) -> list[date]:
    """The days, in every year from `floor` on, of a date that its weekday or the word today ties to few years."""
    told = [e for e in evidence.dated if e.point.weekday is not None and (e.point.month or 0) <= MONTHS]
    found: list[date] = []
    for expression in [*told[:MOST_FIXED], *([evidence.now] if evidence.now is not None else [])]:
        for year in range(floor.year, LAST_YEAR + 1):
            last = last_date(plain(expression).point, date(year, 12, 31))
            if last is None or last.start.year != year or last.start < floor:
                continue
            if expression.point.weekday in (None, last.start.weekday()):
                found.append(last.start)
    return found


def _feast_days(evidence: Evidence, floor: date) -> list[date]:
    """The days of the feasts that the text tells of, in the years after `floor`."""
    found: list[date] = []
    for expression, _ in evidence.feasts[:MOST_FIXED]:
        for year in range(floor.year, min(floor.year + FEAST_YEARS, LAST_YEAR) + 1):
            told = resolve(expression, DayInterval(date(year, 12, 31), date(year, 12, 31))).start
            if told is not None and told >= floor:
                found.append(told)
    return found


def _days_at_distance(evidence: Evidence) -> set[date]:
    """The first of the days that lie as many weeks, months or years after an event as its sentence tells."""
    found: set[date] = set()
    for event in evidence.named:
        for point in evidence.near.get(event.sentence, ()):
            if is_distance(point) and 0 < (point.count or 0) * DISTANT[point.unit] <= MOST_GONE:
                found.add(shift_days(event.start, days_gone(point)[0]))
    return found


def _within(day: date, term: Term, after: int = AFTERWARDS) -> bool:
    """Whether a day lies in the term, or so shortly after it that news still gives the title."""
    return any(start <= day <= shift_days(end, after) for start, end in term.days)


def untimely(named: Sequence[Named], bounds: Sequence[Term]) -> frozenset[str]:
    """The events named that fall in no term of those whom the text gives a title."""
    return frozenset(n.event.id for n in named if not all(_within(n.start, term) for term in bounds))


def _days_of_years(evidence: Evidence) -> list[date]:
    """The days after each date told without its year, in the years that weekdays and terms of office leave."""
    fixed = [e for e in evidence.dated if e.point.weekday is not None and (e.point.month or 0) <= MONTHS]
    now = next((weekday for offset, weekday in evidence.today if offset == 0), None)
    if evidence.dateline is not None and now is not None:
        point = evidence.dateline.point.copy()
        point.weekday = now
        fixed.append(evidence.dateline.of_point(point))
    if not fixed or not evidence.bounds:
        return []
    found: set[date] = set()
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        anchor = date(year, 12, 31)
        told = last_date(plain(fixed[-1]).point, anchor)
        fits = told is not None and told.start.weekday() == fixed[-1].point.weekday
        if told is not None and fits and all(_within(told.start, term) for term in evidence.bounds):
            found.update(shift_days(told.end, k) for k in range(LEAD + 7))
    years = {day.year for day in found}
    return sorted(found) if len(years) == 1 else []


def _reasons(best: date, evidence: Evidence) -> list[str]:
    reasons = [f"not before {evidence.bound}: {evidence.bound_why}"] if evidence.bound_why else []
    for term in evidence.bounds[:MOST_TERMS]:
        reasons.append(f"{term.why} held {' and '.join(f'{start} to {end}' for start, end in term.days)}")
    told = [n for n in evidence.named if 0 <= (best - n.start).days <= WINDOW_DAYS]
    for named in sorted({(n.start, n.event.name) for n in told})[-3:]:
        reasons.append(f"tells of {named[1]} of {named[0]}")
    anchor = DayInterval(best, best)
    for expression in evidence.dated:
        found = resolve(plain(expression), anchor)
        if found.start is not None and (best - found.start).days <= 10:
            reasons.append(f"tells a date that falls on {found.start}")
    for offset, weekday in sorted(set(evidence.today)):
        name = {0: "today", -1: "yesterday"}.get(offset, f"{offset:+d} days")
        reasons.append(f"calls {ENGLISH_DAYS[weekday]} {name}")
    for run in sorted(set(evidence.runs)):
        if best in evidence.run_days():
            reasons.append(f"tells of day {run} of it")
    if evidence.weekdays and not evidence.today:
        names = sorted({weekday for weekday, _, _ in evidence.weekdays})
        reasons.append("names " + ", ".join(ENGLISH_DAYS[n] for n in names) + " as recent days")
    reasons.append(f"the likeliest day is {ENGLISH_DAYS[best.weekday()]} {best}")
    return list(dict.fromkeys(reasons))
