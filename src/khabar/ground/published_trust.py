"""Whether the likeliest day of an undated article is borne out, or only the least unlikely of many.

Invariant: pure; a day is kept only where the text ties itself to it: by a date that falls there, by the number of a
day, by an event whose day the text tells too, or by one that happened only once. One event of a kind that happens
again and again, whose day nothing in the text agrees with, says nothing.
"""

from __future__ import annotations

from typing import Final

from khabar.ground.dates_calendar import day_of, weekday_of
from khabar.ground.published_evidence import Evidence
from khabar.ground.published_scale import AHEAD, Scale
from khabar.ground.published_sights import Sight

NEWS: Final = 14
"""Days: what is told of with its weekday is no older where it is to date a text."""
RECENT: Final = 7
MONTH: Final = 31
DATES_KEPT: Final = 60
SEVERAL_KEPT: Final = 120
TIED_YEAR: Final = 400
AFTERMATH: Final = 2
"""Days: the end of what lasted overnight is told with the weekday of the day after."""
FEW_YEARS: Final = 1500
PAIR: Final = 12
FIRST: Final = 1
LEAD: Final = 2
OPENING: Final = 6
SEVERAL: Final = 2


def is_borne_out(scale: Scale, evidence: Evidence, best: int) -> bool:
    """Whether something in the text besides one event of many like it ties it to the day `best`."""
    if scale.is_against_weekday(best, day_of(best), DATES_KEPT) or scale.is_in_month_gone(day_of(best)):
        return False
    if any(0 <= event.start.toordinal() - best <= AHEAD for event in evidence.coming):
        return True
    if evidence.kept or best in scale.run_days() or _by_feast(scale, evidence, best):
        return True
    sights = scale.sights(best)
    if any(sight.gone and sight.agrees for sight in sights) or _by_date(scale, evidence, best, sights):
        return True
    if scale.is_in_month_told(day_of(best)) and any(0 <= sight.age <= MONTH for sight in sights):
        return True  # this October, in which something that is named happened
    seen = [sight for sight in sights if sight.age <= NEWS]
    if any(s.agrees or _is_sole(s, evidence.first) or _on_weekday(s, evidence) for s in seen) or _pair(seen):
        return True
    return any(s.roughly and _of_these_years(s, sights) for s in seen)


def _by_feast(scale: Scale, evidence: Evidence, best: int) -> bool:
    """Whether it is the day of a feast that the text calls its own, in years to which something ties it."""
    tied = evidence.named or evidence.bounds or evidence.years or evidence.full
    return bool(evidence.feasts and tied) and scale.on_feast(day_of(best))


def _by_date(scale: Scale, evidence: Evidence, best: int, sights: list[Sight]) -> bool:
    """Whether a date that the text tells falls shortly before, and something ties it to the year."""
    if any(0 <= best - day.toordinal() <= DATES_KEPT for day in evidence.recent_full()):
        return True
    if evidence.next_dates and (evidence.bounds or evidence.full):
        return True
    told = [date for date in scale.told_dates(best, day_of(best)) if 0 <= date[0] <= SEVERAL_KEPT]
    if any(weekday and age <= DATES_KEPT for age, weekday, _ in told) and _in_these_years(evidence, best, sights):
        return True
    early = any(age <= DATES_KEPT and (body <= LEAD or evidence.bounds) for age, _, body in told)
    if not early and len({age for age, _, _ in told}) < SEVERAL:
        return False
    if evidence.bounds or any(0 <= best - day.toordinal() <= TIED_YEAR for day in evidence.full):
        return True
    return any(0 <= sight.age <= TIED_YEAR for sight in sights)


def _in_these_years(evidence: Evidence, best: int, sights: list[Sight]) -> bool:
    """Whether anything leaves only few of the years in which a date falls on its weekday."""
    if evidence.bounds or any(0 <= best - day.toordinal() <= FEW_YEARS for day in evidence.full):
        return True
    if any(0 <= best - years.end.toordinal() <= FEW_YEARS for years in evidence.years):
        return True
    return any(0 <= sight.age <= FEW_YEARS for sight in sights)


def _is_sole(sight: Sight, first: int) -> bool:
    """Whether it is named by a name that is its own, near the first sentence, and no other day is told beside it."""
    if not sight.fresh or sight.age > RECENT:
        return False
    if sight.strong and not sight.opens:
        return sight.sentence - first <= (FIRST if sight.contradicted else OPENING)
    return sight.sole and sight.sentence - first <= LEAD and (not sight.contradicted or sight.age <= AFTERMATH)


def _on_weekday(sight: Sight, evidence: Evidence) -> bool:
    """Whether the weekday of an event is told in its sentence, in the one before or in the one after."""
    if not sight.fresh or sight.sentence > OPENING or sight.age >= RECENT:
        return False
    weekday = weekday_of(sight.start)
    last = weekday_of(sight.start + min(sight.lasted, 1))
    if any(offset + sight.age == 0 and told == last for offset, told in evidence.today):
        return True
    if sight.contradicted:
        return False
    alone = len({told for told, _, _ in evidence.weekdays}) == 1
    if alone and sight.sentence <= LEAD and evidence.weekdays[0][0] == weekday:
        return True
    beside = (point for k in (-1, 0, 1, 2) for point in evidence.near.get(sight.sentence + k, ()))
    return any(point.kind == "weekday" and weekday in (point.weekday, point.weekday2) for point in beside)


def _of_these_years(sight: Sight, sights: list[Sight]) -> bool:
    """Whether the text names another event of the year before, so that one of last week or last weekend is meant."""
    return any(other.place != sight.place and sight.age < other.age <= TIED_YEAR for other in sights)


def _pair(seen: list[Sight]) -> bool:
    """Whether two events of different places that followed closely on each other are told."""
    fresh = [s for s in seen if s.fresh and s.place and not s.contradicted]
    for k, one in enumerate(fresh):
        for other in fresh[:k]:
            if one.place != other.place and one.sentence != other.sentence and abs(one.start - other.start) <= PAIR:
                return True
    return False
