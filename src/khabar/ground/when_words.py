"""The days that the words around a happening give.

Invariant: the nearest words win, those of its own clause first; words that tell no day where the article's own is not
known are no answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from khabar.ground.dates import ANY_DAY, DayInterval, ResolvedTime, TimeExpression, absolute
from khabar.ground.dates_calendar import shift_days
from khabar.ground.dates_lengths import days_of
from khabar.ground.dates_resolve import resolve, resolve_origin
from khabar.ground.when_clock import FORCE, VERBAL, Clock
from khabar.ground.when_options import NEAR_LETTERS, distance, future, same_days
from khabar.model.drafts import Draft, When
from khabar.model.native import mypyc_attr
from khabar.text.clitics import AL

STATEMENT_DAYS: Final = 3
DEED_SHAPES: Final = frozenset({"verb", "passive", "active"})
LASTING: Final = FORCE - {"protest"}
OWN: Final = 0.9
DAYLIGHT: Final = frozenset({"dawn", "morning", "noon", "afternoon"})
"""Hours that are past when somebody tells of them on the same day."""
COUNTED_FROM: Final = "named after a distance"
UP_TO: Final = "so long until what is told"
MOST_WEEKS: Final = 60
UNCOUNTED: Final = frozenset({"day", "night", "week", "month", "year", "decade"})
DEADLINES: Final = frozenset({"before", "by"})
"""What a demand or a threat sets: not when it was said."""
MOST_RESOLVED: Final = 4
LASTED: Final = "lasted"
TAKEN: Final = frozenset({"date", "month", "year", "weekday"})
"""Words for days that others of their sentence take up (on 3 May, and on the 9th of the same month)."""
TAKING_UP: Final = frozenset({"same", "next"})
HOURS: Final = frozenset({"hour", "minute"})
TOLL: Final = "casualty.hasila"
HOURLY: Final = frozenset({"daypart", "weekday", "deictic"})
DAYS: Final = frozenset({"date", "weekday", "deictic"})
"""Words for a day go before an hour that stands beside them."""
COUNTED: Final = frozenset({"later", "ago_prev"})
NEAR_SENTENCES: Final = 4
NEXT_LETTERS: Final = 3
RECENT_DAYS: Final = 31
MOST_TAKEN: Final = 400


@mypyc_attr(acyclic=True)
class _Resolved:
    """What was found for an expression."""

    __slots__ = ("anchor", "expression", "found", "future", "previous")

    def __init__(
        self,
        expression: TimeExpression,
        anchor: DayInterval,
        future: bool,
        previous: DayInterval | None,
        found: ResolvedTime,
    ) -> None:
        self.expression = expression
        self.anchor = anchor
        self.future = future
        self.previous = previous
        self.found = found

    def is_for(
        self, expression: TimeExpression, anchor: DayInterval, future: bool, previous: DayInterval | None
    ) -> bool:
        """Whether the same was asked."""
        same = self.expression is expression and self.future == future
        return same and same_days(self.anchor, anchor) and same_days(self.previous, previous)


class Words:
    """The times told by the words of one document, read against what its clock knows."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._distances: dict[int, list[When]] = {}
        self._dates: dict[int, list[When]] = {}
        self._starts: dict[int, list[int]] = {}
        self._counted_from: tuple[int, DayInterval] = (-1, ANY_DAY)
        self._resolved: dict[int, list[_Resolved]] = {}

    def look_ahead(self, drafts: Sequence[Draft]) -> None:
        """Keep the distances told in each sentence (two days after the attack), and its dates."""
        for draft in drafts:
            self._starts.setdefault(draft.sentence, []).append(draft.span.start)
            for when in draft.times:
                if distance(when):
                    self._distances.setdefault(draft.sentence, []).append(when)
                if when.value.kind in TAKEN and not when.value.point.same_month:
                    self._dates.setdefault(draft.sentence, []).append(when)

    def told(
        self, draft: Draft, anchor: DayInterval, said: When | None, future: bool
    ) -> tuple[When, DayInterval, tuple[str, ...]] | None:
        """The nearest expression that gives days, those of its own clause first."""
        if not draft.times:
            return None
        day = None if future else self.single_day()
        for when in _nearest_first(draft):
            words: TimeExpression = when.value
            own = when.score >= OWN
            if words.ranked or words.kind == LASTED or (not future and _took(words)):
                continue
            if (own or _fronted(when, draft)) and _is_boundless(words):
                continue
            if words.kind == "unit" and words.point.unit in HOURS:
                continue  # a little before the hour
            if not future and draft.type in VERBAL and _of_what_is_said(words, when, draft):
                continue
            if day is not None and _is_one_of_a_run(words, draft):
                return when, day, ("a day of a series: the day told",)
            ahead = words.tense == "future" and not future
            if own and not future and (ahead or words.relation in DEADLINES) and _may_come(draft):
                to_come = self.days_of(when, anchor, True, None)
                if to_come.start is not None and to_come.end is not None and to_come.end > anchor.end:
                    return when, DayInterval(to_come.start, to_come.end), to_come.because
            if (
                ahead
                or (draft.type in VERBAL and not future and words.relation in DEADLINES)
                or (future and not own and words.tense != "future")
                or distance(when)
                or not self.tells(when)
            ):
                continue
            if said is not None and when.span == said.span:
                if not own or self.counts_harm(draft):
                    continue
                anchor = self.clock.published
            told = self.clock.force or self.clock.lead
            if words.kind == "daypart" and day is not None:
                if said is not None and words.point.part in DAYLIGHT and anchor.start == anchor.end:
                    return when, anchor, ("an hour of the day of the statement",)
                night = words.point.bare_night and (own or day.end == self.clock.published.end)
                return when, self._night(day) if night else day, ("an hour of the day told before",)
            found = self.days_of(when, anchor, future, self._taken_up(when, draft, anchor) or told)
            start, end = found.start or found.end, found.end or found.start
            if start is None or end is None or start > end:
                continue
            behind = (self.clock.published.start - end).days
            if words.kind == "feast" and draft.type in VERBAL and not future and behind > RECENT_DAYS:
                continue  # asked for a truce on the feast
            if words.relation == "since" and end == self.clock.published.end and start <= self.clock.ends.end:
                end = self.clock.ends.end
            if not future and words.kind == "later" and start > self.clock.published.end:
                start = end = self.clock.published.end
            if words.relation == "since" and words.until is None:
                end = self._until(draft, start, end, anchor)
            if future or draft.type not in VERBAL or start <= self.clock.published.end:
                return when, DayInterval(start, end), found.because
        return None

    def _until(self, draft: Draft, start: date, end: date, anchor: DayInterval) -> date:
        """The end of what goes on since a day, where other words say up to when (and went on until Sunday evening)."""
        for when in draft.times:
            if when.value.relation == "until" and self.tells(when):
                found = self.days_of(when, anchor, False, None)
                if found.end is not None and start <= found.end < end:
                    return found.end
        return end

    def _taken_up(self, when: When, draft: Draft, anchor: DayInterval) -> DayInterval | None:
        """The day that `the same day`, `the next day`, `two days later` take up: a date that stands before them for
        the same draft, else the last that words gave to a use of force just before, though it lay behind what was told.
        """
        words: TimeExpression = when.value
        dated = self._dated_before(when, draft, anchor) if _takes_up(words) else None
        if dated is not None:
            return dated
        counted = words.kind in COUNTED and not words.point.of and words.point.unit not in HOURS
        if not counted and (words.kind != "anaphor" or words.point.anaphor not in TAKING_UP):
            return None
        if counted:
            before = next((w for w in draft.times if w.value.kind == "date" and w.span.end <= when.span.start), None)
            if before is not None and before.value.relation == "point" and self.tells(before):
                days = self.days_of(before, anchor, False, None)
                if days.start is not None and days.start == days.end:
                    return DayInterval(days.start, days.start)
        clock = self.clock
        if clock.named is None:
            return None
        single = clock.named.start == clock.named.end
        near = 0 < draft.sentence - clock.named_sentence <= NEAR_SENTENCES
        recent = 0 <= (clock.published.end - clock.named.end).days <= RECENT_DAYS
        return clock.named if single and near and recent else None

    def _dated_before(self, when: When, draft: Draft, anchor: DayInterval) -> DayInterval | None:
        """The days of the last date that stands in the same sentence before words that take it up."""
        dates = self._dates.get(draft.sentence)
        before = max((w for w in dates if w.span.end <= when.span.start), key=_end, default=None) if dates else None
        if before is None or not self.tells(before):
            return None
        days = self.days_of(before, anchor, False, self.clock.force or self.clock.lead)
        start, end = days.start, days.end
        return DayInterval(start, end) if start is not None and end is not None and start <= end else None

    def content(self, draft: Draft) -> DayInterval | None:
        """From the day of what its words tell of up to the article, for what somebody blames, claims or denies."""
        if draft.content is None or not self.tells(draft.content):
            return None
        found = self.days_of(draft.content, self.clock.published, False, self.clock.force or self.clock.lead)
        end = self.clock.ends.end
        return DayInterval(found.end, end) if found.end is not None and found.end <= end else None

    def statement(self, draft: Draft) -> tuple[DayInterval, When | None]:
        """The day on which it was said, against which its words are read."""
        for when in draft.said_when:
            if not self.tells(when):
                continue
            found = self.days_of(when, self.clock.published, False, self.clock.force)
            if found.start is not None and found.end is not None and (found.end - found.start).days <= STATEMENT_DAYS:
                return DayInterval(found.start, found.end), when
        return self.clock.published, None

    def named_after(
        self, draft: Draft, found: tuple[When, DayInterval, tuple[str, ...]] | None
    ) -> tuple[When, DayInterval, tuple[str, ...]] | None:
        """The day of what is named after a distance (two days after the attack), seen from its clause before it: from
        the day of `found`, words that stand before the distance, or from what was told last.
        """
        told = self._distances.get(draft.sentence)
        if told is None:
            return None
        last = self.clock.last if self.clock.sentence == draft.sentence else self.single_day()
        if self._counted_from[0] == draft.sentence:
            last = self._counted_from[1]  # two distances of one clause are counted from the same day
        if last is None or last == ANY_DAY:
            return None
        for when in told:
            named = any(own.rule in (COUNTED_FROM, UP_TO) and own.span == when.span for own in draft.times)
            near = named or 0 <= draft.span.start - when.span.end <= NEAR_LETTERS
            if near and draft.shape in ("verb", "passive") and self._stands_between(draft, when):
                continue  # two days after the raid, the army *bombed*
            if not near or when.value.kind.startswith("ago"):
                continue
            if found is not None and found[0].span.end <= when.span.start and self.clock.sentence != draft.sentence:
                last = found[1]
            days = resolve_origin(when.value, last)
            if days.start is not None and any(own.rule == UP_TO and own.span == when.span for own in draft.times):
                days = _up_to(when.value, days, last)
            if days.start is not None and days.end is not None:
                self._counted_from = draft.sentence, last
                return when, DayInterval(days.start, days.end), days.because
        return None

    def _stands_between(self, draft: Draft, when: When) -> bool:
        """Whether another happening is told between a distance and a draft of its sentence: what is counted from."""
        return any(when.span.end <= start < draft.span.start for start in self._starts.get(draft.sentence, ()))

    def counted_from(self, draft: Draft) -> DayInterval | None:
        """The day that a distance before it is counted from, for the verb of a sentence that opens with one (two days
        after the attack, the army *bombed*).
        """
        if self._counted_from[0] != draft.sentence or draft.shape not in ("verb", "passive"):
            return None
        starts = self._starts.get(draft.sentence, [])
        for when in self._distances.get(draft.sentence, ()):
            if when.span.end <= min(starts) and self._stands_between(draft, when):
                return self._counted_from[1]
        return None

    def unanchored(self, draft: Draft) -> When | None:
        """The words that would date a draft if the article's own day were known, or if they were less vague."""
        if not draft.times:
            return None
        own = (w for w in draft.times if (w.score >= OWN or _fronted(w, draft)) and not w.value.ranked)
        if self.clock.known:
            own = (w for w in own if _is_boundless(w.value) or (future(draft) and w.value.tense == "future"))
        return next(own, None)

    def days_of(self, when: When, anchor: DayInterval, future: bool, previous: DayInterval | None) -> ResolvedTime:
        """The days of an expression; what was found for it last is kept, since drafts of a sentence share its times."""
        expression: TimeExpression = when.value
        known = self._resolved.setdefault(id(expression), [])
        for one in known:
            if one.is_for(expression, anchor, future, previous):
                return one.found
        found = resolve(expression, anchor, future=future, previous=previous)
        if len(known) >= MOST_RESOLVED:
            known.clear()
        known.append(_Resolved(expression, anchor, future, previous, found))
        return found

    def tells(self, when: When) -> bool:
        """Whether its days can be read: where the article's own day is not known, only a full date tells one."""
        return self.clock.known or absolute(when.value)

    def single_day(self) -> DayInterval | None:
        """The day that an hour belongs to: the one told before, that of the lead, or the article's own."""
        clock = self.clock
        force = clock.force if clock.going_on else clock.lead
        if force is not None and force.start == force.end:
            return force
        if clock.lead is not None and clock.lead.start == clock.lead.end:
            return clock.lead
        return clock.published if clock.published.start == clock.published.end else None

    def _night(self, day: DayInterval) -> DayInterval:
        """The night that led to a day; to the article's own where it is the day before."""
        end = day.end if (self.clock.published.start - day.end).days != 1 else self.clock.published.start
        return DayInterval(shift_days(end, -1), end)

    def to_come(self, when: When, days: DayInterval) -> bool:
        """Whether words tell days after the article's own."""
        ahead = when.value.tense == "future" or when.value.relation in DEADLINES
        return ahead and days.end > self.clock.published.end

    def recounts(self, draft: Draft, found: tuple[When, DayInterval, tuple[str, ...]] | None) -> bool:
        """Whether the words only tell when the toll of what was told before was counted anew (*the toll* rose at noon
        to five); what they tell of a toll of its own (the toll of Monday's raids) is its day.
        """
        if found is None or draft.sense != TOLL or self.clock.force is None:
            return False
        bare = draft.trigger.startswith(AL) or " " in draft.trigger
        return bare and found[0].value.relation == "point" and found[0].value.kind in HOURLY

    def counts_harm(self, draft: Draft) -> bool:
        """Whether it only counts the harm of what was told before: the day on which it was counted is not its own."""
        return draft.type == "casualty" and self.clock.force is not None


def _of_what_is_said(words: TimeExpression, when: When, draft: Draft) -> bool:
    """Whether words far behind a verbal act can only tell of what it is about (to lift a siege laid *since July*, to
    stay in shelters *until Friday*).
    """
    gone = when.span.start - draft.span.end
    if words.relation not in ("since", "until") or gone < NEAR_LETTERS:
        return False
    said = any(one.span is not None and draft.span.end <= one.span.start < when.span.start for one in draft.target)
    return said or gone >= 2 * NEAR_LETTERS


def looks_back(when: When) -> bool:
    """Whether words tell of what came days before the news: six days ago, last Sunday."""
    words: TimeExpression = when.value
    point = words.point
    if words.kind == "ago":
        return point.unit not in HOURS and (point.unit != "day" or (point.count or 0) > 1)
    return words.kind == "weekday" and point.shift == -1


def _takes_up(words: TimeExpression) -> bool:
    """Whether words mean nothing without the date before them (that month, since then, the next day)."""
    point = words.point
    if words.kind != "anaphor":
        return point.same_month
    return bool(point.unit) or words.relation == "since" or point.anaphor in ("next", "previous")


def _fronted(when: When, draft: Draft) -> bool:
    """Whether a time since which it goes on stands right before its verb (*for months* they have besieged it)."""
    since = when.value.relation == "since" and draft.shape in DEED_SHAPES
    return since and 0 <= draft.span.start - when.span.end <= NEXT_LETTERS


def _end(when: When) -> int:
    return when.span.end


def _up_to(words: TimeExpression, days: ResolvedTime, last: DayInterval) -> ResolvedTime:
    """The days of what ran so long up to what is told (withdrew after five days of fighting), both counted."""
    start = days.start
    if start is None or words.point.unit in HOURS or (last.start - start).days > MOST_WEEKS:
        return days
    if words.point.count is not None and words.point.unit in ("day", "night"):
        start = min(shift_days(start, 1), last.start)
    return ResolvedTime(start, last.end, (*days.because, f"and up to {last.end}"))


def _may_come(draft: Draft) -> bool:
    """Whether words of the future can date it though nothing else says that it is to come (may attack in the days
    ahead, the resumption of talks next week).
    """
    if draft.type in VERBAL:
        return False
    return (
        draft.shape not in DEED_SHAPES
        or draft.present
        or (bool(draft.modality) and draft.modality[0].value == "alleged")
    )


def stretched(draft: Draft, days: DayInterval) -> tuple[When | None, DayInterval]:
    """The days of what took several of them, up to its one day, with the words that tell how many."""
    for when in draft.times:
        words: TimeExpression = when.value
        if words.kind == LASTED and words.point.count is not None and days.start == days.end:
            taken = days_of(words.point, during=False)
            if 1 < taken <= MOST_TAKEN:
                return when, DayInterval(shift_days(days.end, 1 - taken), days.end)
    return None, days


def _nearest_first(draft: Draft) -> list[When]:
    """Words that tell a day come before vague ones, those of its own clause first, of these the nearest."""
    if len(draft.times) < 2:
        return draft.times
    at = draft.span.start
    hour = any(w.value.kind == "daypart" for w in draft.times)
    return sorted(
        draft.times,
        key=lambda w: (
            w.value.kind == "vague", -w.score, hour and w.value.kind not in DAYS, _counts_hours(w.value),
            abs(w.span.start - at),
        ),
    )  # fmt: skip


def _counts_hours(words: TimeExpression) -> bool:
    """Whether it tells no day of its own: hours later."""
    return words.kind == "later" and words.point.unit in HOURS and not words.point.of


def _is_boundless(words: TimeExpression) -> bool:
    """Whether no day can be read in it: the last weeks, months or years, uncounted; days are those of a week."""
    point = words.point
    if point.kind != "span" or words.tense == "future":
        return False
    if point.unit == "day" and point.shift is not None and words.relation == "during":
        return False
    return point.count is None and point.unit in UNCOUNTED and words.until is None


def _took(words: TimeExpression) -> bool:
    """Whether it tells how fast it went (took the town within hours), not when."""
    point = words.point
    hours = words.kind == "span" and point.unit in HOURS and point.count is None and point.shift is None
    return hours and words.relation == "during" and words.tense == "" and words.until is None


def _is_one_of_a_run(words: TimeExpression, draft: Draft) -> bool:
    """Whether the words number one day of a run, not the run: on its third day, and what one did for the third day."""
    if words.kind != "run":
        return words.kind == "series"
    return draft.type not in LASTING or draft.shape in DEED_SHAPES
