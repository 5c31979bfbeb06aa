"""Dead and wounded whom a phrase of time tells, to say when something else happened: they are not of that.

Invariant: the way back from those harmed to the word for `after` leads over phrases alone that name no use of force.
"""

from __future__ import annotations

from typing import Final

from khabar.read.chunks import Chunk
from khabar.read.evidence import FORCE
from khabar.read.view import View
from khabar.text.letters import loose

STEPS: Final = 3
DEEDS: Final = FORCE | {"coerce"}


def fell_earlier(view: View, unit: int) -> bool:
    """Whether those harmed are told after words of time that date another happening (the day after *the death of
    four*; hours after it announced the death of its chief).
    """
    at = view.chunk_of[unit]
    for chunk in reversed(view.chunks[max(0, at - STEPS) : at + 1]):
        if chunk.kind == "time":
            following = view.chunks[chunk.index + 1]
            first = loose(view.units[chunk.first].token.form)
            return chunk.last == following.first and first in view.closed("past_preps")
        if chunk.kind != "np" or chunk.prep or (chunk.index < at and _tells_force(view, chunk)):
            return False
    return False


def _tells_force(view: View, chunk: Chunk) -> bool:
    """Whether a phrase has a word for a use of force."""
    return any(sense.type in DEEDS for unit in view.units[chunk.first : chunk.last] for sense in unit.has.trigger)
