"""The day of a happening, from its words or from its context.

Invariant: the nearest words win; a day taken from context has no text; every answer carries the steps that led to it.
News tells one happening at length, so what is told without a day keeps the day told before; a verbal act answers the
happening before it and was said between that and the article.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from khabar.ground.dates import ANY_DAY, DayInterval
from khabar.ground.dates_resolve import resolve
from khabar.model.drafts import Draft, When
from khabar.model.records import Lost, TimeMention

VERBAL = frozenset("threaten claim accuse deny reject request agree support sanction".split())
FORCE = frozenset({"assault", "explosion", "intercept", "casualty", "coerce", "mobilize", "retreat", "protest"})
FOLLOWING = frozenset({"mobilize", "retreat", "protest", "consult", "aid", "cooperate", "concede"})
PAST_SPAN = 31
BACKGROUND_DAYS = 7
STATEMENT_DAYS = 3
NEAR_SENTENCES = 2
OWN = 0.9


@dataclass(slots=True)
class Dated:
    """A grounded time with its steps; rule says where it came from."""

    time: TimeMention | None
    rule: str
    because: tuple[str, ...] = ()
    lost: tuple[Lost, ...] = ()


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

    def __init__(self, published: DayInterval) -> None:
        self.clock = Clock(published)

    def prepare(self, drafts: Sequence[Draft]) -> None:
        """Look ahead for the day of the lead, which a headline tells without its day.

        It is the first that the text gives for a use of force; the day on which one was told, if the first is vaguer.
        """
        told: DayInterval | None = None
        for draft in drafts:
            if draft.type not in FORCE or _future(draft):
                continue
            anchor, said = self._statement(draft)
            found = self._told(draft, anchor, said, False)
            if found is None and said is not None:
                told = told or anchor
            if found is not None and found[0].value.kind != "daypart" and self._recent(found[1]):
                vaguer = told is not None and found[1].end - found[1].start > told.end - told.start
                self.clock.lead = told if vaguer else found[1]
                return

    def date(self, draft: Draft) -> Dated:
        """The time of one draft; remembers it for those that follow."""
        future = _future(draft)
        anchor, said = self._statement(draft)
        found = self._told(draft, anchor, said, future)
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
        wide = (days.end - days.start).days > PAST_SPAN and days == self.clock.published
        if said is None and (wide or days.end == ANY_DAY.end):
            return Dated(None, "no day: the article's own day is not known")
        self._remember(draft, days, said is not None)
        return Dated(_mention(days, said), rule, (rule,))

    def _told(
        self, draft: Draft, anchor: DayInterval, said: When | None, future: bool
    ) -> tuple[When, DayInterval, tuple[str, ...]] | None:
        """The nearest expression that gives days, those of its own clause first."""
        for when in sorted(draft.times, key=lambda w: (-w.score, abs(w.span.start - draft.span.start))):
            own = when.score >= OWN
            if not own and (future or (when.value.point.of and when.value.kind != "weekday")):
                continue
            if said is not None and when.span == said.span:
                if not own:
                    continue
                anchor = self.clock.published
            told = self.clock.force or self.clock.lead
            if when.value.kind == "daypart" and told is not None and told.start == told.end and not future:
                return when, told, ("an hour of the day told before",)
            found = resolve(when.value, anchor, future=future, previous=told)
            start, end = found.start or found.end, found.end or found.start
            if start is not None and end is not None and start <= end:
                return when, DayInterval(start, end), found.because
        return None

    def _unanchored(self, draft: Draft) -> When | None:
        """The words that would date a draft if the article's own day were known."""
        if self.clock.published != ANY_DAY:
            return None
        return next((when for when in draft.times if when.score >= OWN), None)

    def _statement(self, draft: Draft) -> tuple[DayInterval, When | None]:
        """The day on which it was said, against which its words are read."""
        for when in draft.said_when:
            found = resolve(when.value, self.clock.published, previous=self.clock.force)
            if found.start is not None and found.end is not None and (found.end - found.start).days <= STATEMENT_DAYS:
                return DayInterval(found.start, found.end), when
        return self.clock.published, None

    def _context(self, draft: Draft) -> tuple[DayInterval, str]:
        """A time without words, from what was told before."""
        clock = self.clock
        before, lead = clock.force, clock.lead
        new = draft.sentence != clock.force_sentence
        if before is not None and lead is not None and new and self._left(before, draft):
            before = lead
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
        return (days.end - days.start).days <= PAST_SPAN and (published.start - days.end).days <= PAST_SPAN

    def _remember(self, draft: Draft, days: DayInterval, worded: bool) -> None:
        clock = self.clock
        clock.last, clock.verbal, clock.sentence = days, draft.type in VERBAL, draft.sentence
        if draft.type in FORCE and (worded or draft.type not in FOLLOWING):
            clock.force, clock.force_sentence = days, draft.sentence
            clock.worded = draft.sentence if worded else clock.worded


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


def interval(published_start: str | None, published_end: str | None) -> DayInterval:
    """The interval of a document's day; `ANY_DAY` where nothing is known. Never the day on which it is read."""
    start = date.fromisoformat(published_start) if published_start else ANY_DAY.start
    end = date.fromisoformat(published_end) if published_end else ANY_DAY.end
    return DayInterval(start, end)
