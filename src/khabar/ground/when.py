"""The day of a happening, from its words or from its context.

Invariant: the nearest words win; a day taken from context has no text; every answer carries the steps that led to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from khabar.ground.dates import DayInterval
from khabar.ground.dates_resolve import resolve
from khabar.model.drafts import Draft, When
from khabar.model.records import Lost, TimeMention

VERBAL = frozenset(
    "threaten claim accuse deny reject request consult agree support cooperate concede sanction".split()
)
FORCE = frozenset({"assault", "explosion", "intercept", "casualty", "coerce"})


@dataclass(slots=True)
class Dated:
    """A grounded time with its steps; rule says where it came from."""

    time: TimeMention | None
    rule: str
    because: tuple[str, ...] = ()
    lost: tuple[Lost, ...] = ()


@dataclass(slots=True)
class Clock:
    """What is known of time while drafts are dated in order: the last dated happening and statement."""

    published: DayInterval
    last: DayInterval | None = None
    lead: DayInterval | None = None
    by_type: dict[str, DayInterval] = field(default_factory=dict)


class Dater:
    """Dates the drafts of one document, in order."""

    def __init__(self, published: DayInterval) -> None:
        self.clock = Clock(published)

    def date(self, draft: Draft) -> Dated:
        """The time of one draft; remembers it for those that follow."""
        modality = draft.modality[0].value if draft.modality else "asserted"
        future = modality in ("future", "hypothetical")
        anchor, said = self._statement(draft)
        lost: list[Lost] = []
        for when in sorted(draft.times, key=lambda w: (-w.score, abs(w.span.start - draft.span.start))):
            if when.score < 0.9 and said is not None and when.span == said.span and draft.type not in VERBAL:
                continue
            found = resolve(when.value, anchor, future=future, previous=self.clock.last)
            if found.start is None and found.end is None:
                continue
            start = found.start or found.end
            end = found.end or found.start
            assert start is not None and end is not None
            self._remember(draft, DayInterval(start, end))
            return Dated(
                TimeMention(text=when.text, span=when.span, start=start.isoformat(), end=end.isoformat()), when.rule, found.because, tuple(lost)
            )
        if future:
            return Dated(None, "no day: not yet happened")
        return self._context(draft, anchor, said)

    def _statement(self, draft: Draft) -> tuple[DayInterval, When | None]:
        """The day on which it was said, against which its words are read."""
        for when in draft.said_when:
            found = resolve(when.value, self.clock.published, previous=self.clock.last)
            if found.start is not None and found.end is not None and (found.end - found.start).days <= 3:
                return DayInterval(found.start, found.end), when
        return self.clock.published, None

    def _context(self, draft: Draft, anchor: DayInterval, said: When | None) -> Dated:
        """A time without words: the statement's day, the happening told before, or the article's own day."""
        if draft.type in VERBAL:
            day, rule = anchor, "a verbal act happens when it is said"
        elif said is not None:
            day, rule = anchor, "the day of the statement"
        elif self.clock.last is not None and draft.type in FORCE:
            day, rule = self.clock.last, "the happening told before"
        else:
            day, rule = self.clock.published, "the article's own day"
        text = said.text if said is not None else None
        span = said.span if said is not None else None
        return Dated(TimeMention(text=text, span=span, start=day.start.isoformat(), end=day.end.isoformat()), rule, (rule,))

    def _remember(self, draft: Draft, day: DayInterval) -> None:
        if draft.type in FORCE and (day.end - day.start).days <= 7:
            self.clock.last = day
            if self.clock.lead is None:
                self.clock.lead = day


def interval(published_start: str | None, published_end: str | None) -> DayInterval:
    """The interval of a document's day; a wide one where nothing is known."""
    start = date.fromisoformat(published_start) if published_start else date(2011, 1, 1)
    end = date.fromisoformat(published_end) if published_end else date.today()
    return DayInterval(start, end)
