"""The days that a happening may have: those of the words around it, and those that its context gives.

Invariant: every option names where it comes from; no two have the same days.
"""

from __future__ import annotations

from typing import Final

from khabar.ground.dates import DayInterval, TimeExpression
from khabar.ground.when_clock import Clock, Page
from khabar.model.drafts import Draft, When
from khabar.model.native import mypyc_attr

DISTANCES: Final = frozenset({"later", "deictic", "ago", "ago_prev", "span"})
NEAR_LETTERS: Final = 30


@mypyc_attr(acyclic=True)
class Option:
    """One answer: its days, None for none at all; where it comes from; the words that tell it, the steps."""

    __slots__ = ("because", "days", "name", "when")

    def __init__(self, days: DayInterval | None, name: str, when: When | None, because: tuple[str, ...]) -> None:
        self.days = days
        self.name = name
        self.when = when
        self.because = because


class Options:
    """Collects the options of one draft, the best first."""

    __slots__ = ("found",)

    def __init__(self) -> None:
        self.found: list[Option] = []

    def add(self, days: DayInterval | None, name: str, when: When | None = None, because: tuple[str, ...] = ()) -> None:
        """Add an option unless its days are proposed already."""
        for option in self.found:
            if same_days(option.days, days):
                return
        self.found.append(Option(days, name, when, because))


def same_days(one: DayInterval | None, other: DayInterval | None) -> bool:
    """Whether both are the same days, or none at all."""
    if one is None or other is None:
        return one is other
    return one is other or (one.start == other.start and one.end == other.end)


def future(draft: Draft) -> bool:
    """Whether it has not happened as far as the text tells."""
    return bool(draft.modality) and draft.modality[0].value in ("future", "hypothetical")


def distance(when: When) -> bool:
    """Whether it tells how long before its clause that happened which is named after it."""
    words: TimeExpression = when.value
    return words.point.of and words.kind in DISTANCES


def add_context(options: Options, draft: Draft, clock: Clock, page: Page) -> None:
    """The options that need no words."""
    published = clock.published
    if not clock.known:
        return
    if clock.lead is not None:
        options.add(clock.lead, "lead")
    options.add(published, "article")
    for days in page.named.get(draft.sentence, ()):
        if days.end <= published.end:
            options.add(days, "world")
    if clock.lead is not None and clock.lead.end < published.end:
        options.add(DayInterval(clock.lead.end, published.end), "after lead")
