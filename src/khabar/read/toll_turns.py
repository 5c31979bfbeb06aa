"""Turns of phrase around a count: told apart by side, told of both dead and wounded, told of one's own men.

Invariant: each looks at a bounded number of phrases beside the count.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Amount, Mention, Toll
from khabar.model.spans import Span
from khabar.read.chunks import Chunk
from khabar.read.phrases import group
from khabar.read.view import View

BOTH: Final = "harm.between"
REACH: Final = 4


def both_after(view: View, last: Chunk) -> bool:
    """Whether `between dead and wounded` stands right after those who fell: the dead are not told apart."""
    after = view.chunks[last.index + 1] if last.index + 1 < len(view.chunks) else None
    return after is not None and any(
        s.entry.id == BOTH for u in after.units[after.first : after.last] for s in u.of("harm")
    )


def lost_by(view: View, verb: Chunk, victim: Chunk | None) -> bool:
    """Whether whoever lost those people stands between the verb and them (the army lost 17 soldiers): they are dead."""
    if victim is None or verb.kind != "verb" or verb.head.token.word.damma:
        return False
    between = view.chunks[verb.index + 1 : victim.index]
    return any(c.kind == "np" and not c.prep and c.amount is None for c in between)


def some(view: View, at: int) -> Mention:
    """The mention of people of whom only the harm is told: any number of them."""
    unit = view.units[at]
    mention = view.part(at, at + 1)
    mention.amount = Amount(0, None, Span(unit.bare_start, unit.end), False)
    mention.classes = ("person",)
    return mention


def told_apart(view: View, toll: Toll) -> list[Chunk]:
    """The counted people that `they are` after a count says it consists of."""
    if toll.high != toll.low or toll.low < 2:
        return []
    start = next((c.index for c in view.chunks if c.start <= toll.span.start < c.end), None)
    if start is None:
        return []
    for chunk in view.chunks[start + 1 : start + REACH]:
        if chunk.kind == "pron" and chunk.index + 1 < len(view.chunks):
            first = view.chunks[chunk.index + 1]
            return [c for c in group(view, first) if c.amount is not None] if first.kind == "np" else []
        if chunk.kind not in ("mark", "np", "time", "pron") or (chunk.kind == "np" and not chunk.prep):
            return []
    return []
