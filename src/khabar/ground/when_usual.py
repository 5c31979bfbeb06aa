"""The day that a happening without words usually has.

Invariant: news tells one happening at length, so what is told without a day keeps the day told before; a verbal act
answers the happening before it and was said between that and the article.
"""

from __future__ import annotations

from typing import Final

from khabar.ground.dates import DayInterval
from khabar.ground.when_clock import FOLLOWING, VERBAL, Clock, Page, is_arrest
from khabar.model.drafts import Draft

BACKGROUND_DAYS: Final = 7
NEAR_SENTENCES: Final = 1


def usual(draft: Draft, clock: Clock, page: Page) -> tuple[DayInterval, str]:
    """A time without words, from what was told before, and the name of the rule."""
    before, lead = clock.force, clock.lead
    new = draft.sentence != clock.force_sentence
    line = page.items.get(draft.sentence)
    if line is not None and lead is not None and line != page.items.get(clock.force_sentence):
        before = None
    if is_back(draft, clock, page):
        before = lead
    if draft.type in VERBAL and draft.present:
        return clock.published if page.period is not None else clock.until, "present"
    if draft.type in VERBAL and clock.spoken is not None and draft.sentence == clock.spoken_sentence:
        return clock.spoken, "verbal"
    if draft.type in VERBAL and draft.shape == "active" and clock.last is not None and draft.sentence == clock.sentence:
        return clock.last, "verbal"
    if draft.type in VERBAL:
        if clock.last is not None and clock.last_verbal and draft.sentence == clock.sentence:
            return clock.last, "verbal"
        return since(before or lead, clock), "answer"
    days = before or lead
    said = clock.spoken if clock.last_verbal and clock.spoken_sentence == draft.sentence == clock.sentence else None
    if said is not None and (days is None or days.end > said.end):
        return said, "claimed"  # claimed on Monday a bombing: nobody tells of what is yet to come
    if days is None:
        return clock.until, "article"
    if draft.type in FOLLOWING or (new and is_arrest(draft)):
        if clock.last is not None and clock.sentence == draft.sentence:
            return clock.last, "last"
        if days.end >= clock.until.end:
            return days, "following"
        return DayInterval(days.start, clock.ends.end), "following"
    return days, "before" if before is not None else "lead"


def since(before: DayInterval | None, clock: Clock) -> DayInterval:
    """From a happening up to the article's day."""
    until = clock.until
    if before is None or before.end >= until.end:
        return until
    return DayInterval(before.end, clock.ends.end)


def is_back(draft: Draft, clock: Clock, page: Page) -> bool:
    """Whether a draft of a new sentence takes the story up again that the text leads with."""
    if clock.force is None or clock.lead is None or draft.sentence == clock.force_sentence:
        return False
    return _left(clock.force, draft, clock, page)


def _left(before: DayInterval, draft: Draft, clock: Clock, page: Page) -> bool:
    """Whether the story is back at its lead: after background, or in a new line, long past the words of another day
    or where `the attack` is named again.
    """
    lead = clock.lead
    background = lead is not None and (lead.start - before.start).days > BACKGROUND_DAYS
    beside = page.lines.get(draft.sentence) == page.lines.get(clock.worded)
    far = draft.sentence - clock.worded > NEAR_SENTENCES or draft.definite
    return background or (far and not beside)
