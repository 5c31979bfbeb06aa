"""Words in passing on whose a deed, its weapon or its doers are thought to be (planes, *believed to be Russian*).

Invariant: only a nationality or an owner after ``li-`` right after the belief counts; the clause goes on after it as if
nothing had been said, and nobody who is told by name or nation gets another one.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Candidate, Draft, likeliest
from khabar.model.mentions import Mention
from khabar.model.spans import Span
from khabar.read.chunks import Chunk
from khabar.read.mentions import is_agent
from khabar.read.view import View

HELD: Final = frozenset({"assault", "coerce", "intercept", "mobilize"})
NEAR: Final = 6
THOUGHT: Final = "thought to be theirs"


def give_beliefs(view: View, drafts: list[Draft]) -> None:
    """Tell the doers of a sentence by whose they are thought to be."""
    for chunk in view.chunks:
        if chunk.kind != "aside" or chunk.owner < 0 or not chunk.index:
            continue
        side = view.part(chunk.owner, chunk.core)
        national = bool(chunk.units[chunk.owner].has.nationality) and chunk.core == chunk.owner + 1
        if not (national or is_agent(side)):
            continue
        side.adjective = national
        before = chunk.index - 1
        while before and view.chunks[before].kind == "time":
            before -= 1
        for draft in drafts:
            if draft.type in HELD:
                _give(view, draft, view.chunks[before], chunk, side)


def _give(view: View, draft: Draft, described: Chunk, belief: Chunk, side: Mention) -> None:
    """Give a draft the side thought of, if the belief describes its doer, its weapon or the deed itself."""
    first, last = view.units[described.first].start, view.units[described.last - 1].end
    if draft.initiator:
        best = likeliest(draft.initiator)
        if best.span is None or not first <= best.span.start < last:
            return
        value = best.value
        if value.names or value.nationalities or value.pronoun:
            return
        span = Span(value.start, side.end)
        names = value.names if side.adjective else side.names
        value = value.of_side(span, span.of(view.text), names, side.nationalities)
        draft.initiator[draft.initiator.index(best)] = Candidate(
            value, best.rule, best.score, span=value.span, marks=best.marks
        )
        return
    at = view.chunk_of[draft.unit]
    armed = any(w.span is not None and first <= w.span.start < last for w in draft.weapons)
    if at == described.index or (armed and abs(belief.index - at) <= NEAR):
        draft.initiator.append(Candidate(side, THOUGHT, 0.6, span=side.span))
