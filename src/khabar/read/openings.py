"""What runs since an event: killed since the war broke out, sent after the outbreak of the war.

Invariant: an event opens a span for one happening of its sentence, and only where no words tell that one's own days.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Draft
from khabar.read.chunks import Chunk
from khabar.read.tally_spans import since_event
from khabar.read.view import View

NOUNS: Final = frozenset({"noun", "phrase"})
RUNNING: Final = frozenset({"mobilize", "aid", "cooperate"})
"""What goes on once an event has set it off."""


def open_spans(view: View, drafts: list[Draft]) -> None:
    """Mark what runs since an event: the happening before those words in their clause, the first after them where
    they head it, what a relative clause around them describes where that tells no happening.
    """
    if not drafts:
        return
    for chunk in since_event(view):
        own = [d for d in drafts if d.clause == chunk.clause and view.chunk_of[d.unit] != chunk.index]
        dated = _beside(view, chunk, own)
        if dated is None and not own and view.clauses[chunk.clause].kind == "rel":
            dated = _described(view, chunk, drafts)
        if dated is not None and not dated.times:
            dated.opened = True
    _after_outbreaks(view, drafts)


def _beside(view: View, chunk: Chunk, own: list[Draft]) -> Draft | None:
    before = [d for d in own if view.chunk_of[d.unit] < chunk.index]
    after = [d for d in own if view.chunk_of[d.unit] > chunk.index and d.shape not in NOUNS]
    return max(before, key=_unit, default=None) or min(after, key=_unit, default=None)


def _described(view: View, chunk: Chunk, drafts: list[Draft]) -> Draft | None:
    """The noun that the relative clause of a phrase describes (the attacks that it has led since the war began)."""
    clause = view.clauses[chunk.clause]
    before = [d for d in drafts if d.clause == clause.parent and view.chunk_of[d.unit] < clause.first]
    last = max(before, key=_unit, default=None)
    return last if last is not None and last.shape in NOUNS else None


def _after_outbreaks(view: View, drafts: list[Draft]) -> None:
    """Forces sent after a war broke out were sent from then on."""
    for war in drafts:
        chunk = view.chunk(war.unit)
        if not chunk.prep or chunk.prep not in view.closed("past_preps") or not breaks_out(view, war):
            continue
        own = [d for d in drafts if d.clause == chunk.clause and view.chunk_of[d.unit] < chunk.index]
        dated = max(own, key=_unit, default=None)
        if dated is None:  # the attacks, which grew after the war broke out
            dated = _described(view, chunk, drafts) if view.clauses[chunk.clause].kind == "rel" else None
        elif dated.type not in RUNNING:
            continue
        if dated is not None and not dated.times:
            dated.opened = True


def breaks_out(view: View, draft: Draft) -> bool:
    """Whether it is the outbreak of what its noun names."""
    if not draft.unit or draft.shape not in NOUNS:
        return False
    before = view.units[draft.unit - 1]
    return before.token.word.loose in view.closed("outbreak") and before.tag != "verb"


def _unit(draft: Draft) -> int:
    return draft.unit
