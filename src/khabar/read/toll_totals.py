"""Running totals of the dead and hurt that are told as happenings too (the toll of a campaign is both).

Invariant: what a whole war has cost, a day's figure of a daily count, a number of those *who* died, and what only
describes counted attacks (attacks in which four were killed) stay totals alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from khabar.model.drafts import Draft, TallyDraft
from khabar.read.chunks import Chunk, is_comma
from khabar.read.evidence import FORCE
from khabar.read.results import is_light
from khabar.read.toll_nouns import TollHit
from khabar.read.view import View

WAR: Final = 10_000  # as many as die in a whole war
DAY: Final = frozenset({"date", "deictic", "weekday", "daypart"})
HOURS: Final = "hour"
PERIOD: Final = "period"
HARMED: Final = frozenset({"killed", "wounded"})


def told_too(view: View, hit: TollHit, target: Draft | None, totals: Sequence[TallyDraft]) -> bool:
    """Whether a running total is told by a word of harm in a clause of its own, so that it is a happening too."""
    if any(t.low >= WAR or t.harm not in HARMED for t in hit.tolls):
        return False
    held = [x for x in totals if any(t.span.overlaps(x.span) for t in hit.tolls)]
    if any(_of_a_day(x) or x.opened == PERIOD for x in held):
        return False
    chunk = view.chunk(hit.unit)
    if target is not None and target.unit == hit.unit and target.type in FORCE and target.shape == "verb":
        return False
    if chunk.conj and _therein(view, hit.unit):
        return False
    if any(x.counted not in HARMED and x.span.start < view.units[hit.unit].start for x in totals):
        led = view.clauses[chunk.clause].verb
        if chunk.conj or (chunk.prep and led is not None and is_light(led.head, "result")):
            return False
    return not _describes(view, chunk, target)


def _therein(view: View, unit: int) -> bool:
    """Whether a word right after a verb takes up what was told before (and *in it* were killed)."""
    return unit + 1 < len(view.units) and view.units[unit + 1].token.form in view.closed("therein")


def _describes(view: View, chunk: Chunk, target: Draft | None) -> bool:
    """Whether a clause only describes those counted, or the use of force right before it."""
    clause = view.clauses[chunk.clause]
    if clause.kind != "rel":
        return False
    before = view.chunks[clause.first - 1] if clause.first else None
    if before is None or clause.link is not None:
        return True
    return not is_comma(before) and (clause.antecedent is None or clause.antecedent.amount is None)


def of_total(view: View, drafts: list[Draft], hit: TollHit, target: Draft | None) -> Draft | None:
    """The happening of dying that a total is of: the one of the same word, one of its list, a word of dying before it
    that has no figure yet.
    """
    if target is not None and target.unit == hit.unit and target.type in ("casualty", *FORCE):
        target.type = "casualty"
        return target
    if target is not None and target.type == "casualty":
        return target
    clause = view.chunk(hit.unit).clause
    return next(
        (d for d in drafts if d.type == "casualty" and not d.casualties and view.chunk(d.unit).clause == clause), None
    )


def _of_a_day(total: TallyDraft) -> bool:
    """Whether a total is of one day, or of some hours."""
    value = total.times[0].value if total.times else None
    if value is None:
        return False
    if value.point.unit == HOURS:
        return True
    return bool(value.relation == "point" and value.kind in DAY)
