"""Weighs days by the clues of an undated article.

Invariant: every day is weighed by the same clues; what is the same for many days is found once.
"""

from __future__ import annotations

import math
from datetime import date
from typing import Final

from khabar.ground.dates import DayInterval
from khabar.ground.dates_calendar import day_of, shift_days, valid_day, weekday_of
from khabar.ground.dates_points import last_date
from khabar.ground.dates_resolve import resolve
from khabar.ground.published_evidence import EARLIEST, MONTHS, Evidence, plain
from khabar.ground.published_sights import LEAD, WEEK, DateTold, EventTold, Sight, Within

THIS_MONTH: Final = 3.0
PER_MONTH: Final = 0.3
FORBIDDEN: Final = -6.0
AFTERWARDS: Final = 3
BEST_FIT: Final = 1.5
FAR: Final = 10_000_000
SAME_YEAR: Final = 300
SHORTEST_MONTH: Final = 28
LONG_PAST: Final = 100
LAST_YEARS: Final = 1.0
BEFORE_LEAD: Final = -0.7
LAST_MONTH: Final = 1.6
TOLD_BY_YEAR: Final = 0.6
YEAR_FADES: Final = 120
DATELINE_FITS: Final = 2.0
NEXT_DAY_FITS: Final = 1.0
AMONG_WEEKDAYS: Final = 0.5
OLDER: Final = 2
HEAD: Final = 0
SOON: Final = 45
TOLD_TOO_SOON: Final = 0.6
"""Two events of one month are hardly named by chance: the text is of the days after the later one."""
FIRST: Final = 1
STALE: Final = 3
STALE_HEAD: Final = 1.0
"""What a headline tells is hardly older than a few days."""
RUN_FITS: Final = 3.0
TITLE_KEPT: Final = 40
LATE_TITLE: Final = -1.0
"""News of who was killed in office gives him the title for weeks."""
KEPT_FITS: Final = 3.0
FEAST_FITS: Final = 3.0
FEAST_DAYS: Final = 5
KEPT_NEAR: Final = 1.5
AHEAD: Final = 7
"""Days: what is planned with its weekday is hardly farther off."""
AHEAD_FITS: Final = 1.5
MOST_GONE: Final = 7400
"""Days: farther back than twenty years nothing is counted from."""


class Scale:
    """Weighs days against the clues of one article; keeps what is the same for many days."""

    __slots__ = (
        "_bounds",
        "_coming",
        "_dated",
        "_dateline",
        "_events_named",
        "_evidence",
        "_full",
        "_heads",
        "_kept",
        "_leads",
        "_months",
        "_now",
        "_runs",
        "_told_weekdays",
        "_weekdays",
    )  # fmt: skip

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._weekdays = [_weigh_weekdays(weekday, evidence) for weekday in range(7)]
        self._bounds = [
            [(start.toordinal(), end.toordinal() + AFTERWARDS) for start, end in term.days] for term in evidence.bounds
        ]
        since = shift_days(evidence.bound, -30)
        within: dict[int, Within] = {}
        self._events_named: list[EventTold] = []
        for named in evidence.named:
            if named.sentence not in within:
                within[named.sentence] = Within(len(within), evidence.near.get(named.sentence, []))
            behind = evidence.looks_back(named)
            self._events_named.append(EventTold(named, since, within[named.sentence], behind))
        heads = [e for e in self._events_named if e.fresh and e.told.sentence <= HEAD and not e.within.distant]
        self._heads = [(e.start, e.end) for e in heads]
        self._dateline = plain(evidence.dateline).point if evidence.dateline is not None else None
        self._now = plain(evidence.now).point if evidence.now is not None else None
        self._leads = [e.start for e in self._events_named if e.fresh and e.told.sentence <= LEAD]
        self._told_weekdays = {weekday for weekday, _, _ in evidence.weekdays}
        self._dated = [DateTold(expression) for expression in evidence.dated]
        self._full = [told.toordinal() for told in evidence.full]
        self._months = [
            (expression.point.month or 1, bool(expression.point.edge), expression.point.shift == -1)
            for expression in evidence.months
            if (expression.point.month or 1) <= MONTHS
        ]
        self._kept = {day.toordinal() for kept in evidence.kept for day in kept.days}
        self._coming = [event.start.toordinal() for event in evidence.coming]
        self._runs = {day.toordinal() for day in evidence.run_days()}

    def sights(self, today: int) -> list[Sight]:
        """The events that have begun on a day, and whether what is told beside each agrees with its own days."""
        found: list[Sight] = []
        for event in self._events_named:
            if event.start > today:
                continue
            told = event.within.exact(today)
            agrees = any(first <= event.end and event.start <= last for first, last in told)
            if event.within.distant:
                agrees = self._at_distance(event, today)
            counts = event.fresh or event.counted or event.told.strong or event.told.sentence <= FIRST
            roughly = event.fresh and any(
                first <= event.end and event.start <= last for first, last in event.within.seen(today)
            )
            found.append(Sight(event, today - event.end, agrees and counts, bool(told) and not agrees, roughly))
        return found

    def told_dates(self, today: int, day: date) -> list[tuple[int, bool, int]]:
        """Of the dates without a year that stand for themselves how long ago they are, whether their weekday agrees,
        and in which sentence of the body they stand.
        """
        found: list[tuple[int, bool, int]] = []
        for dated, body in zip(self._dated, self._evidence.dated_in, strict=True):
            if not dated.followed and not dated.current and self._tell_days(dated, day, today):
                agrees = dated.weekday is not None and weekday_of(dated.first) == dated.weekday
                found.append((today - dated.end, agrees, body))
        return found

    def is_against_weekday(self, today: int, day: date, most: int) -> bool:
        """Whether dates are told with their weekdays, and none of them falls on it in the days before."""
        told = [dated for dated in self._dated if dated.weekday is not None and not dated.followed]
        if not told:
            return False
        for dated in told:
            if not self._tell_days(dated, day, today):
                continue
            if weekday_of(dated.first) == dated.weekday and 0 <= today - dated.end <= most:
                return False
        return True

    def is_in_month_gone(self, day: date) -> bool:
        """Whether the month of a day is told as the last of its name (since April last), never as the present one."""
        if self.is_in_month_told(day):
            return False
        told = [month for month, _, gone in self._months if gone]
        told += [dated.month for dated in self._dated if dated.shift == -1]
        return day.month in told

    def is_in_month_told(self, day: date) -> bool:
        """Whether a date tells the month of a day as the present one (since the 17th of October, this month)."""
        return any(dated.current and dated.month == day.month for dated in self._dated)

    def on_feast(self, day: date) -> bool:
        """Whether a feast that the text calls today's, or tells of in its first sentences, is on that day."""
        for expression, today in self._evidence.feasts:
            told = resolve(expression, DayInterval(day, day)).start
            if told is not None and (day == told or (not today and 0 <= (day - told).days <= 1)):
                return True
        return False

    def run_days(self) -> set[int]:
        """The days that the numbers of days tell."""
        return self._runs

    def weigh(self, today: int) -> float:
        """How well the clues agree with an article of that day, told by its number."""
        evidence = self._evidence
        weight, weekday = 0.0, weekday_of(today)
        late = 0.0
        for terms in self._bounds:
            if any(start <= today <= end for start, end in terms):
                continue
            if any(start <= today <= end + TITLE_KEPT for start, end in terms):
                late = LATE_TITLE
            else:
                weight += FORBIDDEN
        weight += late
        for offset, told in evidence.today:
            weight += 0.0 if (weekday + offset) % 7 == told else FORBIDDEN
        clues = self._weekdays[weekday] + self._events(today) + self._dates(today)
        weight += RUN_FITS if today in self._runs else 0.0
        if self._kept:
            weight += KEPT_FITS if today in self._kept else KEPT_NEAR if today - 1 in self._kept else 0.0
        for start in self._coming:
            weight += AHEAD_FITS if 0 <= start - today <= AHEAD else -AHEAD_FITS
        weight -= STALE_HEAD if self._is_stale(today) else 0.0
        if evidence.feasts:
            weight += _by_feasts(date.fromordinal(today), evidence)
        if evidence.in_month or evidence.next_dates:
            weight += _by_month(day_of(today), evidence)
        return weight + (clues + self._since_lead(today, weekday))

    def _is_stale(self, today: int) -> bool:
        """Whether the newest event of the headline is older than news."""
        stale = False
        for start, end in self._heads:
            if start <= today:
                if today - end <= STALE:
                    return False
                stale = True
        return stale

    def _since_lead(self, today: int, weekday: int) -> float:
        """Weekdays tell what followed on the happening of the lead: one that would fall before it counts against."""
        lead = 0
        for start in self._leads:
            if lead < start <= today:
                lead = start
        if not lead or today - lead > WEEK or self._evidence.today:
            return 0.0
        early = 0
        for told in self._told_weekdays:
            if today - (weekday - told) % WEEK < lead:
                early += 1
        told_too = weekday_of(lead) in self._told_weekdays  # the others may lie further back
        return BEFORE_LEAD * min(early, 3) * (0.5 if told_too else 1.0)

    def _events(self, today: int) -> float:
        """The freshest event named counts for most; a sentence whose every event is yet to come counts against."""
        best, newest = 0.0, FAR
        told = late = soon = 0
        perhaps = begun = 0  # sentences of an event yet to come that another may be meant for, of one that has begun
        for event in self._events_named:
            start = event.start
            if event.fresh:
                late |= event.bit
                if (event.near and start <= today) or event.often or start - today > 400:
                    told |= event.bit
            if start > today:
                if event.fresh and start - today <= SOON:
                    soon += not event.often
                    perhaps |= event.bit if event.often else 0
                continue
            begun |= event.bit
            age = today - event.end
            newest = min(newest, age)
            if event.fresh or (event.counted and self._at_distance(event, today)):
                freshness = 1.0 if self._at_distance(event, today) else _freshness(age)
                if event.strength * BEST_FIT * freshness > best:
                    best = max(best, event.strength * self._fits(event, today) * freshness)
        others = 0.5 * math.exp(-newest / 200) if newest < FAR else 0.0
        yet_to_come = late & ~told
        doubtful = (perhaps & ~begun).bit_count() / 2 if perhaps else 0.0
        coming = TOLD_TOO_SOON * min(soon + doubtful, 2)
        return best + others - coming - 0.8 * (min(yet_to_come.bit_count(), 3) if yet_to_come else 0)

    def _at_distance(self, event: EventTold, day: int) -> bool:
        """Whether the text tells how many weeks or months after the event it is, and it is so long after it."""
        if not event.within.distant:
            return False
        for other in event.within.others:
            if other.distant:
                first, last = other.days(day)
                if first <= last and first <= event.end and event.start <= last:
                    return True
        return False

    def _fits(self, event: EventTold, day: int) -> float:
        """Whether the weekdays, dates and distances told beside an event agree with its date, seen from `day`."""
        within = event.within
        if within.distant:
            return BEST_FIT if self._at_distance(event, day) else 0.5
        now = within.today and event.start <= day <= event.end
        agrees, told = False, False
        for first, last in within.seen(day):
            told = True
            agrees = agrees or (first <= event.end and event.start <= last)
        if told:
            return BEST_FIT if agrees else 0.9 if now else 0.5
        return 1.0 if not within.today else 1.3 if now else 0.8

    def _dates(self, today: int) -> float:
        """The freshest date told counts; dates of other months than they say, or long past, count against the day."""
        weight, newest = 0.0, 10_000
        by_day = self._dated or self._months or self._evidence.years
        day = day_of(today) if by_day else EARLIEST
        for dated in self._dated:
            if dated.current and (dated.month != day.month or dated.day > day.day):
                weight -= 3.0
            if not self._tell_days(dated, day, today):
                continue
            if dated.weekday is not None:
                weight += 1.0 if weekday_of(dated.first) == dated.weekday else FORBIDDEN / 2
            age = today - dated.end
            if dated.shift == -1 and (age < 1 or age > 200 or age < day.day):
                weight -= LAST_MONTH
            elif self._evidence.by_weekday and dated.bare and age <= OLDER:
                weight -= AMONG_WEEKDAYS
            if age > LONG_PAST:
                weight -= 0.3 if age < SAME_YEAR else LAST_YEARS
            if dated.expression.until is not None:
                second = resolve(dated.expression, DayInterval(day, day))
                age = (day - second.end).days if second.end is not None else age
            if age >= 0 and not dated.followed:
                newest = min(newest, age)
        for told in self._full:
            if told <= today:
                newest = min(newest, today - told)
        weight += 2.0 * _freshness(newest) if newest < 100 else 0.0
        for month, part, gone in self._months:
            months = (day.month - month) % MONTHS
            if months == 0 and gone:
                weight -= LAST_MONTH
            else:
                weight -= 0.6 if months == 0 and not part else 0.05 * months
        if self._dateline is not None:
            line = last_date(self._dateline, day)
            after = today - line.end.toordinal() if line is not None else FAR
            weight += DATELINE_FITS if after == 0 else NEXT_DAY_FITS if after == 1 else -DATELINE_FITS
        if self._now is not None:
            called = last_date(self._now, day)
            weight += DATELINE_FITS if called is not None and called.end == day else FORBIDDEN
        for told_year in self._evidence.years:
            if told_year.start <= day:
                weight -= TOLD_BY_YEAR * math.exp(-max((day - told_year.end).days, 0) / YEAR_FADES)
        return weight

    def _tell_days(self, dated: DateTold, day: date, today: int) -> bool:
        """Find the days of a date without year, told on `day`, and leave their numbers with what is told; False where
        there are none. A day of the Gregorian calendar keeps them for months.
        """
        if dated.lasts and 0 <= today - dated.first < SAME_YEAR:
            return True
        point = dated.plain.point
        if dated.of_this_month:
            if dated.day > SHORTEST_MONTH and valid_day(day.year, day.month, dated.day) is None:
                return False
            dated.first = dated.end = today + dated.day - day.day
            return True
        if point.same_month or point.same_year or dated.plain.tense == "future":
            told = resolve(dated.plain, DayInterval(day, day))
            found = DayInterval(told.start, told.end) if told.start is not None and told.end is not None else None
        else:
            found = last_date(point, day)
            dated.lasts = found is not None and (point.month or 0) <= MONTHS
        if found is None:
            return False
        dated.first, dated.end = found.start.toordinal(), found.end.toordinal()
        return True


def _by_feasts(day: date, evidence: Evidence) -> float:
    """A feast told of in the first sentences is of these days; one that is called today is of this one."""
    weight = 0.0
    for expression, today in evidence.feasts:
        told = resolve(expression, DayInterval(day, day)).start
        age = (day - told).days if told is not None else FAR
        if today:
            weight += FEAST_FITS if age == 0 else FORBIDDEN
        else:
            weight += FEAST_FITS / 2 if 0 <= age < FEAST_DAYS else -0.5
    return weight


def _by_month(day: date, evidence: Evidence) -> float:
    """Days told of this month are past; the next date of a name is not far ahead, in another month."""
    weight = 0.0
    for told in evidence.in_month:
        weight -= THIS_MONTH if told > day.day else 0.0
    for month, told in evidence.next_dates:
        months = (month - day.month) % MONTHS
        if months == 0:
            weight -= THIS_MONTH / 2 if told > day.day else THIS_MONTH
        else:
            weight -= PER_MONTH * (months - 1)
    return weight


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


_FRESHNESS: Final = [math.exp(-days / 8) for days in range(400)]


def _freshness(age: int) -> float:
    """How likely a report tells of something so many days old: as likely on the day after as on the day itself."""
    days = max(age - 1, 0)
    return _FRESHNESS[days] if days < len(_FRESHNESS) else math.exp(-days / 8)
