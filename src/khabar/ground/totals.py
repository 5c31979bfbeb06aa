"""The days over which a running total runs, and its parts by place.

Invariant: a total ends on the day on which it was told unless its words say otherwise; one day of words, however many
speakers passed it on, anchors a total and a happening alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from khabar.ground.dates import ANY_DAY, DayInterval, absolute
from khabar.ground.dates_resolve import resolve
from khabar.model.drafts import TallyDraft, When

UNTIL: Final = "until"
MID: Final = 15
"""Since the middle of a month: from its fifteenth day."""

MILLION: Final = 1_000_000  # as many as no flight of a day drives out


def said_on(said_when: Sequence[When], published: DayInterval) -> DayInterval | None:
    """The single day on which it was told, the first that the speakers name; None where they name none."""
    if published == ANY_DAY:
        return None
    for when in said_when:
        found = resolve(when.value, published)
        if found.start is not None and found.start == found.end and found.start <= published.end:
            return DayInterval(found.start, found.start)
    return None


def days_of(
    draft: TallyDraft,
    published: DayInterval,
    period: DayInterval | None,
    wars: Sequence[DayInterval] = (),
    previous: DayInterval | None = None,
) -> DayInterval | None:
    """The days over which a total runs, None where the text does not tell.

    Args:
        draft: The total as read.
        published: The article's own day.
        period: The days that the article as a whole reports on, where it says so.
        wars: When the wars that the article names began, for `since the war began`.
        previous: The days told in words before its sentence, for `since that date`.
    """
    known = published != ANY_DAY
    said = said_on(draft.said_when, published)
    if not draft.times:
        return _opened(draft, said or published, period, wars) if known else None
    when = draft.times[0]
    if not known and not absolute(when.value):
        return None
    anchor = said or published
    found = resolve(when.value, anchor, previous=_before(draft, when, anchor) or previous)
    if found.start is None:
        return None
    start, end = found.start, found.end or anchor.end
    if when.value.relation == UNTIL:
        begun = max((war.start for war in wars if war.start <= end), default=None)
        return DayInterval(begun, end) if begun is not None else None
    if when.value.relation == "since":
        if when.value.point.edge == "mid" and when.value.point.kind == "month":
            start = start.replace(day=MID)
        if said is None and period is not None and end == published.end and start < period.start:
            end = period.end
    return DayInterval(start, max(start, end))


def end_of(draft: TallyDraft, published: DayInterval) -> date | None:
    """The day up to which a total is told to run whose start nobody tells."""
    when = draft.times[0] if draft.times else None
    if when is None or when.value.relation != UNTIL or published == ANY_DAY:
        return None
    return resolve(when.value, said_on(draft.said_when, published) or published).end


def _opened(
    draft: TallyDraft, told: DayInterval, period: DayInterval | None, wars: Sequence[DayInterval]
) -> DayInterval | None:
    """The days of a total that no day opens."""
    if draft.opened in ("period", "flight") and period is not None:
        return period
    begun = (
        max((war.start for war in wars if war.start <= told.end), default=None)
        if draft.opened in ("event", "battles") or (draft.opened == "flight" and draft.counted == "displaced")
        else None
    )
    if draft.opened == "flight" and begun is None:
        return told if draft.low < MILLION else None
    return DayInterval(begun, told.end) if begun is not None else None


def _before(draft: TallyDraft, when: When, anchor: DayInterval) -> DayInterval | None:
    """The time told before the stretch in its sentence, for `since that date`."""
    for other in reversed(draft.earlier):
        if other.span.start < when.span.start:
            found = resolve(other.value, anchor)
            if found.start is not None and found.end is not None:
                return DayInterval(found.start, found.end)
    return None
