"""A toll told again: counted anew in a clause of its own, or spoken of by an earlier one.

Invariant: one dying has one figure for each harm; another figure, told by another verb, is of another telling.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Draft
from khabar.model.spans import Span
from khabar.read.toll_causes import contradicts
from khabar.read.toll_nouns import TollHit
from khabar.read.tolls_beside import TOLL
from khabar.read.view import View

REACH: Final = 4


def counted_anew(view: View, draft: Draft, hit: TollHit) -> bool:
    """Whether a dying has its figure already and a clause of its own tells another for the same harm: an earlier toll
    (it *had spoken of* twenty dead), that of others, other people elsewhere (*and two were killed* in Daraa).
    """
    if draft.type != "casualty" or not contradicts(draft, hit):
        return False
    chunk = view.chunk(hit.unit)
    last = max(t.span.start for t in draft.casualties)
    between = [c for c in view.chunks[: chunk.index + 1] if c.start > last]
    if chunk.kind == "verb" and between:
        return True
    return any(c.kind in ("verb", "kana") and bool(c.head.has.report or c.kind == "kana") for c in between) or any(
        c.kind == "sub" and c.index + 1 < chunk.index and view.chunks[c.index + 1].kind == "verb" for c in between
    )


def spoken_of(view: View, draft: Draft, hit: TollHit) -> None:
    """A toll said to *speak of the death* of 17: the death, told by its noun, is the happening."""
    if draft.sense != TOLL or draft.casualties or not hit.verbal or hit.unit - draft.unit <= REACH:
        return
    unit, chunk = view.units[hit.unit], view.chunk(hit.unit)
    verb = view.chunks[chunk.index - 1] if chunk.index else None
    if chunk.kind != "np" or verb is None or verb.kind != "verb" or not verb.head.has.report:
        return
    draft.span = Span(unit.bare_start, unit.end)
    draft.trigger = view.text[draft.span.start : draft.span.end]
    draft.unit, draft.clause = hit.unit, chunk.clause
    draft.sense = draft.rule = hit.tolls[0].rule
