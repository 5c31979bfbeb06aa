"""The books of a run: what was found, and what became of it.

Invariant: the rows add up to what was found.
"""

from __future__ import annotations

import collections
from collections.abc import Iterator

from khabar.ledger.adding import Outcome
from khabar.store.documents import Added

TAKEN, COPIES, ANEW, KNOWN, REFUSED, PASSED = (
    "taken", "near-duplicate", "told anew", "already known", "refused", "passed over",
)  # fmt: skip
OWN_ROWS = ("not Arabic", "no article text")


class Books:
    """Counts outcomes, each once."""

    def __init__(self) -> None:
        self._rows: collections.Counter[str] = collections.Counter()
        self.faults = 0

    def enter(self, outcome: Outcome) -> None:
        """Count one outcome; a note is none."""
        if outcome.note:
            return
        self._rows[row_of(outcome)] += 1
        self.faults += outcome.refused is not None and not outcome.passed

    @property
    def found(self) -> int:
        """How many things were found."""
        return sum(self._rows.values())

    def rows(self) -> Iterator[tuple[str, int]]:
        """Yield the rows below ``found``, those always there first, the refusals by reason."""
        always = (TAKEN, COPIES, KNOWN, *OWN_ROWS)
        yield from ((row, self._rows[row]) for row in always)
        if self._rows[ANEW]:
            yield ANEW, self._rows[ANEW]
        yield from ((row, count) for row, count in sorted(self._rows.items()) if row not in {*always, ANEW})


def row_of(outcome: Outcome) -> str:
    """The row of the books that an outcome belongs to."""
    if outcome.refused is not None:
        if outcome.reason in OWN_ROWS:
            return outcome.reason
        return f"{PASSED if outcome.passed else REFUSED}: {outcome.reason or 'unreadable'}"
    if outcome.added is Added.NEW:
        return COPIES if outcome.copies else TAKEN
    return ANEW if outcome.added is Added.TOLD_ANEW else KNOWN
