"""Where what was struck lies, which is not where it was struck: the town *south of the capital*.

Invariant: only a bearing told of a named town that was struck is left out, with nothing but words on that town between
them; a happening without a named town of its own keeps it.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Draft
from khabar.model.mentions import Mention
from khabar.read.chunks import Chunk
from khabar.read.mentions import is_place
from khabar.read.view import View

REACH: Final = 6
BETWEEN: Final = frozenset({"np", "prep", "aside", "particle"})


def leave_bearings(view: View, places: list[tuple[Chunk, Mention]], placed: list[Draft]) -> None:
    """Take from uses of force the bearings of the towns that were struck."""
    compass = view.closed("compass")
    bearings = [(c, m) for c, m in places if c.prep and c.prep.split()[0] in compass and c.index and not c.conj]
    if not bearings:
        return
    for draft in placed:
        if draft.type != "assault":
            continue
        spans = [c.span for c in draft.target if c.span is not None and _town(c.value)]
        struck = [c for c, m in places if any(s.start <= m.start and m.end <= s.end for s in spans)]
        out = [m.span for c, m in bearings if any(_of(view, town, c) for town in struck)]
        if out:
            draft.place = [c for c in draft.place if c.span not in out]
            draft.around = [c for c in draft.around if c.span not in out]


def _town(mention: Mention) -> bool:
    """Whether what was struck is a place with a name of the packs: one of no pack is found by its bearing."""
    named = any(name.kind == "place" for name in mention.names)
    return named and is_place(mention) and (mention.whole or "place" in mention.classes)


def _of(view: View, town: Chunk, bearing: Chunk) -> bool:
    """Whether a bearing is told of a town: it follows it, past words on that town alone."""
    if not town.index + 1 < bearing.index <= town.index + REACH:
        return False  # what follows it at once is weighed with it
    between = view.chunks[town.index + 1 : bearing.index]
    return all(c.kind in BETWEEN and c.clause == town.clause for c in between)
