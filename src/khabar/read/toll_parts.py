"""Who was among the dead, in a sentence of its own: *among the dead are* two women and a guard.

Invariant: only a bare word for the dead or the hurt in the plural, right after `among`, at the head of what is told; a
count that stands before it keeps its parts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from khabar.model.drafts import Toll
from khabar.model.mentions import Mention
from khabar.read.chunks import Chunk, is_comma
from khabar.read.toll_nouns import TollHit
from khabar.read.view import View
from khabar.text.clitics import AL
from khabar.text.letters import MIM, NUN

PARTS: Final = "harm: who was among them"
MOST: Final = 8


def who_was_among(
    view: View,
    hits: list[TollHit],
    people: Callable[[View, Chunk], bool],
    count: Callable[[Mention, str, str, str, bool], Toll | None],
    used: set[int],
) -> list[TollHit]:
    """Who was among the dead or hurt, one by one; nothing where a toll stands before. `people` tells whether a phrase
    is of people, `count` makes a toll of it; `used` are the starts of those counted already.
    """
    chunk = among(view)
    if chunk is None or any(view.chunk(hit.unit).index <= chunk.index for hit in hits):
        return []
    harm = next(s.harm for s in chunk.head.has.harm if s.shape == "noun")
    mixed = harm == "mixed"
    found = [
        count(view.mention(part), "killed" if mixed else harm, "", PARTS, mixed)
        for part in parts_after(view, chunk)
        if people(view, part)
    ]
    fresh = [toll for toll in found if toll is not None and toll.span.start not in used]
    used.update(toll.span.start for toll in fresh)
    unit = next(n for n in range(chunk.first, chunk.last) if view.units[n] is chunk.head)
    return [TollHit(unit, fresh, False)] if fresh else []


def among(view: View) -> Chunk | None:
    """The phrase `among the dead` that a sentence or its content begins with; None where there is none."""
    words = view.closed("among")
    for chunk in view.chunks:
        if chunk.kind != "np" or chunk.prep not in words or chunk.amount is not None or chunk.prep == MIM + NUN:
            continue
        harmed = [s for s in chunk.head.has.harm if s.shape == "noun" and s.number == "p"]
        form = chunk.head.token.form
        if not harmed or not form.startswith(AL) or chunk.last - chunk.first > 3:
            continue
        at = chunk.index - 1
        if at >= 0 and view.chunks[at].kind == "prep" and not view.chunks[at].head.pronoun:
            at -= 1  # from among
        before = view.chunks[at] if at >= 0 else None
        if before is None or before.kind in ("sub", "kana", "mark"):
            return chunk
    return None


def parts_after(view: View, chunk: Chunk) -> list[Chunk]:
    """The phrases joined to one list right after it."""
    found: list[Chunk] = []
    for other in view.chunks[chunk.index + 1 : chunk.index + 1 + MOST]:
        if found and is_comma(other):
            continue
        if other.kind != "np" or other.prep or (found and not other.conj):
            break
        found.append(other)
    return found
