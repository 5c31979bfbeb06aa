"""The day of a happening, from its words or from its context.

Invariant: the nearest words win; a day taken from context has no text; every answer carries the steps that led to it.
News tells one happening at length, so what is told without a day keeps the day told before; a verbal act answers the
happening before it and was said between that and the article.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from khabar.ground.again import HARM, Told
from khabar.ground.dates import ANY_DAY, DayInterval, TimeExpression
from khabar.ground.dates_resolve import resolve, resolve_origin
from khabar.model.drafts import Draft, TallyDraft, When
from khabar.model.records import Lost, TimeMention

VERBAL = frozenset("threaten claim accuse deny reject request agree support sanction".split())
FORCE = frozenset({"assault", "explosion", "intercept", "casualty", "coerce", "mobilize", "retreat", "protest"})
FOLLOWING = frozenset({"mobilize", "retreat", "protest", "consult", "aid", "cooperate", "concede"})
PAST_SPAN = 31
LEAD_DAYS = 7
BACKGROUND_DAYS = 7
SERIES = frozenset({"attacks", "strikes", "launched"})
STATEMENT_DAYS = 3
NEAR_SENTENCES = 1
OWN = 0.9
NEAR_LETTERS = 30
DISTANCES = frozenset({"later", "deictic", "ago", "ago_prev", "span"})


@dataclass(slots=True)
class Dated:
    """A grounded time with its steps; rule says where it came from."""

    time: TimeMention | None
    rule: str
    because: tuple[str, ...] = ()
    lost: tuple[Lost, ...] = ()


@dataclass(slots=True, frozen=True)
class Page:
    """What the form of a page tells of time: the days of the entries of a live page by sentence, the line of each
    sentence in a list, and the period that the list covers."""

    entries: Mapping[int, DayInterval] = field(default_factory=dict)
    items: Mapping[int, int] = field(default_factory=dict)
    period: DayInterval | None = None


@dataclass(slots=True)
class Clock:
    """What is known of time while drafts are dated in order.

    lead: the first day that the text gives for a use of force. force: the last day of one, with its sentence; worded:
    the sentence that last gave one in words. last: the last day of anything, with its sentence; verbal: whether a
    verbal act had it.
    """

    published: DayInterval
    lead: DayInterval | None = None
    force: DayInterval | None = None
    force_sentence: int = -1
    last: DayInterval | None = None
    verbal: bool = False
    worded: int = -1
    sentence: int = -1


class Dater:
    """Dates the drafts of one document, in order."""

    def __init__(self, published: DayInterval, page: Page | None = None) -> None:
        self.clock = Clock(published)
        self.page = page or Page()
        self.distances: dict[int, list[When]] = {}
        self.told = Told()
        self.spans: list[tuple[int, int]] = []
        self.tallies: Sequence[TallyDraft] = ()

    def count(self, tallies: Sequence[TallyDraft]) -> None:
        """Keep the spans of running totals: what is told right after one (these attacks) happened in its span."""
        self.spans = sorted((t.sentence, n) for n, t in enumerate(tallies) if t.times and t.counted in SERIES)
        self.tallies = tallies

    def _counted(self, draft: Draft) -> DayInterval | None:
        """The span of the total told in the sentence just before, for a definite mention of what it counts."""
        if not draft.definite or draft.type not in FORCE:
            return None
        for sentence, number in self.spans:
            if sentence == draft.sentence - 1:
                tally = self.tallies[number]
                anchor = self._anchor(tally)
                found = resolve(tally.times[0].value, anchor)
                if found.start is not None and found.end is not None:
                    return DayInterval(found.start, found.end)
        return None

    def _anchor(self, tally: TallyDraft) -> DayInterval:
        for when in tally.said_when:
            found = resolve(when.value, self.clock.published)
            if found.start is not None and found.start == found.end:
                return DayInterval(found.start, found.start)
        return self.clock.published

    def prepare(self, drafts: Sequence[Draft]) -> None:
        """Look ahead for distances, and for the day of the lead, which a headline tells without its day.

        It is the first that the text gives for a use of force; the day on which one was told, if the first is vaguer.
        """
        for draft in drafts:
            self.distances.setdefault(draft.sentence, []).extend(filter(_distance, draft.times))
        if self.page.period is not None:
            self.clock.lead = self.page.period
            return
        answered = {(draft.sentence, unit) for draft in drafts for unit in draft.responds_to}
        told: DayInterval | None = None
        first: DayInterval | None = None
        for draft in drafts:
            if draft.type not in FORCE or _future(draft) or (draft.sentence, draft.unit) in answered:
                continue
            anchor, said = self._statement(draft)
            found = self._told(draft, anchor, said, False)
            if found is None and said is not None:
                told = told or anchor
            if found is None or found[0].value.kind in ("daypart", "vague") or not self._recent(found[1]):
                continue
            days = found[1]
            if (self.clock.published.start - days.end).days > BACKGROUND_DAYS:
                first = first or days
                continue
            vaguer = told is not None and days.end - days.start > told.end - told.start
            self.clock.lead = told if vaguer else days
            return
        self.clock.lead = told or first

    def date(self, draft: Draft) -> Dated:
        """The time of one draft; remembers it for those that follow."""
        future = _future(draft)
        anchor, said = self._statement(draft)
        entry = self.page.entries.get(draft.sentence)
        if entry is not None:
            anchor = self.clock.force = entry
        found = self._told(draft, anchor, said, future) or self._named_after(draft)
        if entry is not None and said is None and not future and (found is None or found[0].value.kind == "daypart"):
            days = DayInterval(entry.end, entry.end) if draft.type in VERBAL else entry
            self._remember(draft, days, True)
            return Dated(_mention(days, found[0] if found is not None else None), "the day of its entry")
        if found is not None:
            when, days, because = found
            if not future:
                self._remember(draft, days, True)
            return Dated(_mention(days, when), when.rule, because, _others(draft, when))
        if future:
            return Dated(None, "no day: not yet happened")
        words = self._unanchored(draft)
        if words is not None:
            mention = TimeMention(text=words.text, span=words.span)
            return Dated(mention, words.rule, ("no day: the article's own day is not known",), _others(draft, words))
        days, rule = (anchor, "the day of the statement") if said is not None else self._context(draft)
        span = self._counted(draft) if said is None else None
        if span is not None:
            self._remember(draft, span, True)
            rule = "the span of the total told before"
            return Dated(_mention(span, None), rule, (rule,))
        beside = self.clock.force_sentence == draft.sentence and not draft.definite
        again = self.told.again(draft) if said is None and draft.type in HARM and not beside else None
        if again is not None:
            days, rule = again, "the same happening told before"
        if days.end == ANY_DAY.end:
            return Dated(None, "no day: the article's own day is not known")
        self._remember(draft, days, said is not None)
        return Dated(_mention(days, said), rule, (rule,))

    def _told(
        self, draft: Draft, anchor: DayInterval, said: When | None, future: bool
    ) -> tuple[When, DayInterval, tuple[str, ...]] | None:
        """The nearest expression that gives days, those of its own clause first."""
        day = None if future else self._single_day()
        for when in sorted(draft.times, key=lambda w: (-w.score, abs(w.span.start - draft.span.start))):
            own = when.score >= OWN
            if when.value.ranked:
                continue
            if when.value.kind == "series" and day is not None:
                return when, day, ("a day of a series: the day told",)
            if (future and not own) or _distance(when) or not self._tells(when):
                continue
            if said is not None and when.span == said.span:
                if not own:
                    continue
                anchor = self.clock.published
            told = self.clock.force or self.clock.lead
            if when.value.kind == "daypart" and day is not None:
                return when, day, ("an hour of the day told before",)
            found = resolve(when.value, anchor, future=future, previous=told)
            start, end = found.start or found.end, found.end or found.start
            if start is not None and end is not None and start <= end:
                return when, DayInterval(start, end), found.because
        return None

    def _named_after(self, draft: Draft) -> tuple[When, DayInterval, tuple[str, ...]] | None:
        """The day of what is named after a distance (two days after the attack), seen from its clause before it."""
        last = self.clock.last
        if last is None or self.clock.sentence != draft.sentence:
            return None
        for when in self.distances.get(draft.sentence, ()):
            if not 0 <= draft.span.start - when.span.end <= NEAR_LETTERS or when.value.kind.startswith("ago"):
                continue
            found = resolve_origin(when.value, last)
            if found.start is not None and found.end is not None:
                return when, DayInterval(found.start, found.end), found.because
        return None

    def _tells(self, when: When) -> bool:
        """Whether its days can be read: where the article's own day is not known, only a full date tells one."""
        return self.clock.published != ANY_DAY or absolute(when.value)

    def _single_day(self) -> DayInterval | None:
        """The day that an hour belongs to: the one told before, that of the lead, or the article's own."""
        known = (self.clock.force, self.clock.lead, self.clock.published)
        return next((days for days in known if days is not None and days.start == days.end), None)

    def _unanchored(self, draft: Draft) -> When | None:
        """The words that would date a draft if the article's own day were known."""
        if self.clock.published != ANY_DAY:
            return None
        return next((when for when in draft.times if when.score >= OWN and not when.value.ranked), None)

    def _statement(self, draft: Draft) -> tuple[DayInterval, When | None]:
        """The day on which it was said, against which its words are read."""
        for when in draft.said_when:
            if not self._tells(when):
                continue
            found = resolve(when.value, self.clock.published, previous=self.clock.force)
            if found.start is not None and found.end is not None and (found.end - found.start).days <= STATEMENT_DAYS:
                return DayInterval(found.start, found.end), when
        return self.clock.published, None

    def _context(self, draft: Draft) -> tuple[DayInterval, str]:
        """A time without words, from what was told before."""
        clock = self.clock
        before, lead = clock.force, clock.lead
        new = draft.sentence != clock.force_sentence
        line = self.page.items.get(draft.sentence)
        if line is not None and lead is not None and line != self.page.items.get(clock.force_sentence):
            before = None
        if before is not None and lead is not None and new and self._left(before, draft):
            before = lead
        if draft.type in VERBAL and draft.present:
            return clock.published, "said by the article itself"
        if draft.type in VERBAL:
            last = clock.last if clock.verbal else None
            if last is not None and (last.end == clock.published.end or draft.sentence == clock.sentence):
                return last, "said with what was said before"
            return self._since(before or lead), "a verbal act comes between what it answers and the article"
        days = before or lead
        if days is None:
            return clock.published, "the article's own day"
        if draft.type in FOLLOWING:
            until = max(days.end, clock.published.end)
            return DayInterval(days.start, until), "from what was told before to the article"
        return days, "the happening told before" if before is not None else "the happening that the article reports"

    def _since(self, before: DayInterval | None) -> DayInterval:
        """From a happening up to the article's day."""
        published = self.clock.published
        if before is None or before.end > published.end:
            return published
        return DayInterval(before.end, published.end)

    def _left(self, before: DayInterval, draft: Draft) -> bool:
        """Whether the story is back at its lead: background, long past its words, or `the attack` named again."""
        far = draft.sentence - self.clock.worded > NEAR_SENTENCES
        return self._background(before) or far or draft.definite

    def _background(self, days: DayInterval) -> bool:
        lead = self.clock.lead
        return lead is not None and (lead.start - days.start).days > BACKGROUND_DAYS

    def _recent(self, days: DayInterval) -> bool:
        """Whether it can be the day of the news itself."""
        published = self.clock.published
        return (days.end - days.start).days <= LEAD_DAYS and (published.start - days.end).days <= PAST_SPAN

    def _remember(self, draft: Draft, days: DayInterval, worded: bool) -> None:
        if draft.type in HARM:
            self.told.add(draft, days)
        clock = self.clock
        clock.last, clock.verbal, clock.sentence = days, draft.type in VERBAL, draft.sentence
        if draft.type in FORCE and (worded or draft.type not in FOLLOWING):
            clock.force, clock.force_sentence = days, draft.sentence
            clock.worded = draft.sentence if worded else clock.worded


def _distance(when: When) -> bool:
    """Whether it tells how long before its clause that happened which is named after it."""
    return bool(when.value.point.of) and when.value.kind in DISTANCES


def _future(draft: Draft) -> bool:
    return bool(draft.modality) and draft.modality[0].value in ("future", "hypothetical")


def _mention(days: DayInterval, when: When | None) -> TimeMention:
    return TimeMention(
        text=when.text if when is not None else None, span=when.span if when is not None else None,
        start=days.start.isoformat(), end=days.end.isoformat(),
    )  # fmt: skip


def _others(draft: Draft, chosen: When) -> tuple[Lost, ...]:
    """The expressions of the sentence that did not date it."""
    rest = [w for w in draft.times if w.span != chosen.span]
    return tuple(Lost(value=w.text, rule=w.rule, score=w.score, span=w.span) for w in rest[:3])


def absolute(expression: TimeExpression) -> bool:
    """Whether it gives its days whatever the day of the article."""
    if expression.relation not in ("point", "during", "between"):
        return False
    points = [point for point in (expression.point, expression.until) if point is not None]
    return all(point.kind in ("date", "month", "year") and point.year is not None for point in points)


def interval(published_start: str | None, published_end: str | None) -> DayInterval:
    """The days against which words are read: of two likely days of an article the likeliest, which is the first; a wide
    interval, against which relative words give no days, where nothing is known."""
    if not published_start or not published_end:
        return ANY_DAY
    start, end = date.fromisoformat(published_start), date.fromisoformat(published_end)
    return DayInterval(start, start if (end - start).days == 1 else end)
