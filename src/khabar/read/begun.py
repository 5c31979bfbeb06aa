"""What goes on since something began: the day of what began opens the span of what goes on.

Invariant: only words that date what began open a span, and they stay its day.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Draft, When
from khabar.read.chunks import Chunk
from khabar.read.evidence import FORCE
from khabar.read.openings import breaks_out
from khabar.read.phrases import time_of
from khabar.read.tally_spans import OUTBREAK, since_event
from khabar.read.view import View

GOING_ON: Final = FORCE | {"casualty", "coerce", "mobilize", "protest"}
DATES: Final = frozenset({"date", "month", "year", "weekday", "unit"})
BEGUN: Final = frozenset({"point", "since"})
RULE: Final = "since it began"
REACH: Final = 8
STOPS: Final = frozenset({"mark", "sub", "neg"})


def since_it_began(view: View, inside: list[Draft]) -> None:
    """A time in a clause after `since` opens the span of what its main clause tells (fighting goes on *since* they
    attacked in April), and stays the day of what began then.
    """
    for clause in view.clauses:
        if clause.kind != "sub" or clause.parent < 0 or clause.link is None:
            continue
        if clause.link.token.word.loose not in view.closed("since"):
            continue
        times = [c for c in view.chunks[clause.first : clause.last] if c.kind == "time" and c.clause == clause.index]
        main = [d for d in inside if d.clause == clause.parent and view.chunk_of[d.unit] < clause.first]
        if times and main:
            _open(view, times[0], main[-1], [d for d in inside if d.clause == clause.index])
    for opener in since_event(view):
        when = _dated(view, opener)
        main = [d for d in inside if view.chunk_of[d.unit] < opener.index]
        if when is None:
            continue
        begun = [d for d in inside if opener.index <= view.chunk_of[d.unit] <= when.index]
        if main and _of_clause(view, main[-1], opener):
            _open(view, when, main[-1], begun)
        elif not main and opener.index == view.clauses[opener.clause].first:  # since it began in May, they
            after = [d for d in inside if d.clause == opener.clause and view.chunk_of[d.unit] > when.index]
            if after:
                _open(view, when, after[0], begun)


def day_of_outbreak(view: View, draft: Draft) -> None:
    """Leave the outbreak of something its day, whatever has gone on since (*since the war broke out* in April): where
    no words tell that of a war, it is left without one.
    """
    if not breaks_out(view, draft):
        return
    draft.times = [_day(when) if when.value.relation == "since" else when for when in draft.times]
    draft.broke_out = draft.sense == OUTBREAK and not draft.times and view.chunk(draft.unit).prep != ""


def _day(when: When) -> When:
    """The same words, read as a day."""
    return when.read_as(when.value.of_point(when.value.point, when.value.until, "point"))


def _of_clause(view: View, main: Draft, opener: Chunk) -> bool:
    """Whether the phrase stands in the clause of a happening, or in one that describes it (a campaign *that reached
    thousands* since the coup).
    """
    if main.clause == opener.clause:
        return True
    clause = view.clauses[opener.clause]
    return clause.kind == "rel" and clause.antecedent is not None and clause.antecedent is view.chunk(main.unit)


def _dated(view: View, opener: Chunk) -> Chunk | None:
    """The words that date what a phrase after `since` names (since the failed coup *on 15 July*)."""
    for chunk in view.chunks[opener.index + 1 : opener.index + REACH]:
        if chunk.kind == "time":
            return chunk
        if chunk.kind in STOPS or (chunk.conj and chunk.kind == "verb"):
            return None
    return None


def _open(view: View, chunk: Chunk, main: Draft, begun: list[Draft]) -> None:
    """Let words open the span of what goes on, and be the day of what began."""
    if main.type not in GOING_ON:
        return
    when = time_of(view, chunk, RULE, 1.0)
    if when.value.kind not in DATES or when.value.relation not in BEGUN or when.value.until is not None:
        return
    if any(own.span != when.span for own in main.times):
        return
    since = when.value.of_point(when.value.point, None, "since")
    main.times = [when.read_as(since)]
    point = when.value.of_point(when.value.point, None, "point")
    for draft in begun:
        draft.times = [own.read_as(point) if own.span == when.span else own for own in draft.times]
