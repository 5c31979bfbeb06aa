"""Stretches that belong to a series of attacks or to an ordinal, not to the toll of one attack.

Invariant: a toll told of one attack is no total because the sentence goes on to say of which series the attack is part
(nine died in a blast, one of *a series of attacks since January*), or how many there had been (the *third in a week*).
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import When
from khabar.read.view import View
from khabar.text.clitics import AL, CONJUNCTIONS, PREPOSITIONS
from khabar.text.letters import loose

_NEAR: Final = 3


def _bare(form: str) -> str:
    if len(form) > 4 and form[0] in CONJUNCTIONS:
        form = form[1:]
    if len(form) > 4 and form[0] in PREPOSITIONS:
        form = form[1:]
    return loose(form).removeprefix(AL)


def of_series(view: View, start: int, unit: int) -> bool:
    """Whether a stretch that starts at a letter past a toll is that of a series that is named between the two, and that
    did not itself cause the toll.
    """
    series = view.closed("series")
    here = view.chunk_of[unit]
    own = view.chunks[here].clause
    for chunk in view.chunks[here + 1 :]:
        if chunk.start >= start:
            return False
        if chunk.kind != "np" or all(_bare(u.token.form) not in series for u in view.units[chunk.first : chunk.core]):
            continue
        caused = chunk.clause == own and chunk.prep in view.closed("causal_preps")
        return not caused or is_member(view, chunk.index)
    return False


def is_member(view: View, at: int) -> bool:
    """Whether the phrase before a series says that one attack is part of it (a new link in a series)."""
    before = view.chunks[at - 1] if at else None
    return before is not None and before.kind == "np" and _bare(before.head.token.form) in view.closed("series_links")


def of_ordinal(view: View, when: When) -> bool:
    """Whether a stretch stands right after an ordinal from the second on and its noun: it counts attacks."""
    for chunk in view.chunks:
        if chunk.kind != "time" or chunk.end < when.span.end:
            continue
        for before in reversed(view.chunks[max(0, chunk.index - _NEAR) : chunk.index]):
            if before.kind != "np":
                return False
            for unit in view.units[before.first : before.last]:
                entry = unit.entry("quantity") if unit.tag == "num" else None
                if entry is not None and entry.class_ == "ordinal" and (entry.value or 0) >= 2:
                    return True
        return False
    return False
