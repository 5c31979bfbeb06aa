"""Tables that tell the parts of a total line by line: the place, a colon or a dash, the number.

Invariant: a row belongs to the total that the line before the table tells and opens with a colon. The rows stand one
after another, or each heads the lines that tell its part (Aleppo (6):); another sentence after a row closes the table,
and so does the row that completes the total.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import TallyDraft
from khabar.model.mentions import Mention
from khabar.read.breakdown import numbered, placed_name
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
        self._headed = False

    def row(self, view: View) -> bool:
        """Whether a sentence is a row of the open table; its part is given to the total."""
        total = self._total
        if total is None:
            return False
        part = _part(view)
        heads = part is not None and _ends_open(view)
        if part is None or (view.index != self._next and not heads):
            if not self._headed:
                self._total = None
            return False
        self._headed = heads
        self._next = view.index + 1
        total.parts.append(part)
        if sum(count for _, count in total.parts) >= total.low:
            self._total = None
        return True

    def open(self, view: View, tallies: list[TallyDraft]) -> None:
        """A sentence that tells one total of people and ends in a colon opens a table."""
        counted = [tally for tally in tallies if tally.counted in HARM and not tally.parts]
        if counted and view.chunks and _ends_open(view):
            self._total, self._next, self._headed = max(counted, key=lambda t: t.low), view.index + 1, False


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
        whole = numbered(view, chunk, []) if place is None else None
        if whole is not None:
            return whole[0], whole[1]
        if chunk.amount is not None and chunk.amount.low == chunk.amount.high:
            return (view.mention(place), chunk.amount.low) if place is not None else None
        if place is not None or not placed_name(view, chunk):
            return None
        place = chunk
    return None
