"""Days that measure a happening: on the third day of the attack, a battle that lasted three days.

Invariant: only the happening named beside them is measured; what happened on the day of a run keeps that day.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Draft, When
from khabar.read.chunks import Chunk
from khabar.read.phrases import time_of
from khabar.read.view import View

RUN: Final = "run"
SERIES: Final = "series"
LASTED: Final = "lasted"
UNTIL: Final = "until"
LASTING: Final = frozenset({"assault", "coerce", "protest", "retreat"})
NOUNS: Final = frozenset({"noun", "phrase"})
NEAR: Final = 6


def run_times(view: View, drafts: list[Draft]) -> None:
    """Give what is named after the day of a run (on its third day) the run, and what lasted its length, to itself."""
    for chunk in view.chunks:
        value = chunk.units[chunk.last - 1].value if chunk.kind == "time" else None
        if value is None:
            continue
        if value.kind == SERIES and chunk.index + 1 < len(view.chunks):
            _run(view, chunk, drafts)
        elif value.kind == LASTED:
            _last(view, chunk, drafts)
        elif value.relation == UNTIL and chunk.index:
            _go_on(view, chunk, drafts)


def _run(view: View, chunk: Chunk, drafts: list[Draft]) -> None:
    """From the first day of the run to the one told."""
    following = view.chunks[chunk.index + 1]
    if following.kind != "np" or (following.prep and following.prep not in view.closed("run_preps")):
        return
    for draft in drafts:
        if draft.casualties or draft.type not in LASTING or draft.shape not in NOUNS:
            continue
        if view.chunk_of[draft.unit] == following.index:
            told = time_of(view, chunk, "the run that it counts", 1.0)
            point = told.value.point.copy()
            point.kind = RUN
            draft.times = [When(told.span, told.text, told.value.of_point(point), told.rule, told.score)]


def _last(view: View, chunk: Chunk, drafts: list[Draft]) -> None:
    """The time that something took belongs to the noun before it alone."""
    span = time_of(view, chunk, LASTED, 1.0).span
    for draft in drafts:
        draft.times = [when for when in draft.times if when.span != span]
    for before in reversed(view.chunks[max(0, chunk.index - NEAR) : chunk.index]):
        if before.kind not in ("np", "prep"):
            return
        for draft in drafts:
            if draft.shape in NOUNS and view.chunk_of[draft.unit] == before.index:
                draft.times.append(time_of(view, chunk, "how long it lasted", 1.0))
                return


def _go_on(view: View, chunk: Chunk, drafts: list[Draft]) -> None:
    """What broke out on a day and went on until another has all days between (clashes broke out on Friday and lasted
    until Sunday).
    """
    verb = view.chunks[chunk.index - 1]
    if verb.kind != "verb" or verb.head.token.word.loose not in view.closed("went_on"):
        return
    before = [d for d in drafts if d.type in LASTING and d.shape in NOUNS and view.chunk_of[d.unit] < verb.index]
    for draft in before[-1:]:
        began = next((w for w in draft.times if w.value.relation == "point" and w.value.until is None), None)
        if began is not None and began.span.end <= view.units[verb.first].start:
            both = began.value.of_point(began.value.point, chunk.units[chunk.last - 1].value.point, "between")
            draft.times = [When(began.span, began.text, both, "until when it lasted", 1.0)]
