"""Of what stretch a report counts: a total without a span of its own is of the month that the report is about.

Invariant: only a text whose first sentences count over a calendar stretch, in words of counting, is a report; a
sentence with a day of its own is none of its totals.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import TallyDraft, When
from khabar.read.phrases import time_of
from khabar.read.stretches import bare
from khabar.read.view import View
from khabar.text.clitics import AL

HEAD: Final = 5
MANY: Final = 50
KINDS: Final = frozenset({"month", "unit", "year"})
DAYS: Final = frozenset({"date", "weekday", "daypart"})
OPENS: Final = frozenset({"point", "during"})


class Report:
    """The stretch that the totals of one text share, as far as it has been told."""

    __slots__ = ("sentences", "when")

    def __init__(self) -> None:
        self.when: When | None = None
        self.sentences = 0

    def tell(self, view: View, tallies: list[TallyDraft]) -> None:
        """Take the stretch of a report from the totals of one of its first sentences."""
        self.sentences += 1
        if self.when is not None or self.sentences > HEAD or not tallies:
            return
        if len(tallies) == 1 and not counts(view):
            return
        for tally in tallies:
            for when in tally.times[:1]:
                if when.value.kind in KINDS and when.value.relation in OPENS and not _lone(when):
                    self.when = when
                    return

    def of(self, view: View) -> list[When]:
        """The stretch of the report for what a sentence without a time of its own counts."""
        timed = self.when is None or any(chunk.kind == "time" for chunk in view.chunks)
        counted = not timed and any(c.amount is not None and c.amount.low > 1 for c in view.chunks)
        return [self.when] if counted and self.when is not None and counts(view) else []

    def spans(self, view: View, own: list[When], period: bool) -> list[When]:
        """The stretches of a sentence: `the month` is that of the report, and a count without a time is of it too;
        `period`: whether it speaks of the period of the report.
        """
        told = self.when
        if told is None:
            return own
        if own:
            return [told if _lone(when) else when for when in own]
        times = [time_of(view, chunk, "", 1.0) for chunk in view.chunks if chunk.kind == "time"]
        if any(when.value.kind in DAYS for when in times):
            return []
        masses = any(chunk.amount is not None and chunk.amount.low >= MANY for chunk in view.chunks)
        return [told] if period or masses or counts(view) else []


def counts(view: View) -> bool:
    """Whether a sentence speaks of counting: documented, recorded, the report, the toll, of them."""
    words = view.closed("counting")
    return any(unit.token.word.loose in words or bare(unit.token.form) in words for unit in view.units)


def _lone(when: When) -> bool:
    """Whether a stretch is one word with the article (the month, the year)."""
    return " " not in when.text and when.text.startswith(AL)
