"""What a protest was for: `went out in condemnation of the raid` tells neither a condemnation nor the raid.

Invariant: judged by the triggers of one sentence, in their own clause; a raid that has dead, a day or an end told of it
stays.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Draft
from khabar.read.evidence import FORCE
from khabar.read.happenings import Hit
from khabar.read.units import is_accusative
from khabar.read.view import View
from khabar.text.clitics import BA
from khabar.text.letters import LAM

REASONS: Final = frozenset({"accuse", "reject", "support", "protest", "deny", "request"})
FAR: Final = 14  # chunks between a protest and what it was for
BESIDE: Final = 2  # chunks between the word of protesting and what was protested against
OBJECTING: Final = "protest"


def marching(hits: list[Hit]) -> bool:
    """Whether a sentence may tell what a protest was for: a cheap look before the others."""
    return any(hit.type == OBJECTING for hit in hits)


def only_reason(view: View, draft: Draft, hits: list[Hit]) -> bool:
    """Whether a draft is only the reason of what was told before it in its clause."""
    if draft.shape not in ("noun", "phrase"):
        return False
    if draft.type in REASONS:
        return _reason(view, draft.unit, draft.type, hits)
    if draft.type not in FORCE or draft.casualties or draft.times or draft.outcome:
        return False
    here = view.chunk(draft.unit)
    if here.prep not in (BA, LAM) and here.prep not in view.closed("on"):
        return False
    for at in range(view.chunks[max(0, here.index - BESIDE)].first, draft.unit):
        kinds = {s.type for s in view.units[at].has.trigger if s.shape in ("noun", "phrase")}
        if any(kind in REASONS and _reason(view, at, kind, hits) for kind in kinds):
            return True
    return False


def _reason(view: View, at: int, kind: str, hits: list[Hit]) -> bool:
    """Whether a verbal noun stands in the accusative, or after ``li-``, past a protest (a deed, for *in protest*)."""
    unit, here = view.units[at], view.chunk(at)
    adverb = is_accusative(unit.token.form) and not (unit.prep or unit.article or unit.pronoun)
    aim = unit.prep == LAM and unit.article
    if not (adverb or aim):
        return False
    for hit in hits:
        if hit.unit >= at or not (hit.type == OBJECTING or (kind == OBJECTING and adverb and not unit.conj)):
            continue
        ruler = view.chunk(hit.unit)
        if ruler.clause == here.clause and ruler.index < here.index <= ruler.index + FAR:
            return True
    return False
