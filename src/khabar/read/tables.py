"""Tables that tell the parts of a total line by line: the place, a colon or a dash, the number.

Invariant: a row belongs to the total that the line before the table tells and opens with a colon; the first line that
is no row closes the table.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Mention, TallyDraft
from khabar.read.breakdown import placed_name
from khabar.read.chunks import Chunk
from khabar.read.view import View

COLON: Final = ":"
LONGEST: Final = 8
HARM: Final = frozenset({"killed", "wounded", "missing", "arrested", "displaced"})


class Tables:
    """Follows the lines of a text; keeps the total whose parts are being told."""

    def __init__(self) -> None:
        self._total: TallyDraft | None = None
        self._next = -1

    def row(self, view: View) -> bool:
        """Whether a sentence is a row of the open table; its part is given to the total."""
        if self._total is None or view.index != self._next:
            return False
        part = _part(view)
        if part is None:
            self._total = None
            return False
        self._total.parts.append(part)
        self._next += 1
        return True

    def open(self, view: View, tallies: list[TallyDraft]) -> None:
        """A sentence that tells one total of people and ends in a colon opens a table."""
        counted = [tally for tally in tallies if tally.counted in HARM and not tally.parts]
        if len(counted) == 1 and view.chunks and _ends_open(view):
            self._total, self._next = counted[0], view.index + 1


def _ends_open(view: View) -> bool:
    last = view.chunks[-1]
    return last.kind == "mark" and last.units[last.last - 1].token.form == COLON


def _part(view: View) -> tuple[Mention, int] | None:
    """The place of a row and the number after it; what follows (five of them children) is not read."""
    if not view.chunks or len(view.chunks) > LONGEST:
        return None
    place: Chunk | None = None
    for chunk in view.chunks:
        if chunk.kind == "mark":
            continue
        if chunk.kind != "np":
            return None
        if chunk.amount is not None and chunk.amount.low == chunk.amount.high:
            return (view.mention(place), chunk.amount.low) if place is not None else None
        if place is not None or not placed_name(view, chunk):
            return None
        place = chunk
    return None
