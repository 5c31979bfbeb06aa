"""What changed between two moments of a ledger.

Invariant: values are words, as an export would write them; an empty one was not told.
"""

from __future__ import annotations

from khabar.model.records import Record


class Change(Record, frozen=True, kw_only=True):
    """One field of a happening, as it was told before and after."""

    field: str
    before: str
    after: str


class Difference(Record, frozen=True, omit_defaults=True, kw_only=True):
    """One happening: ``added``, ``changed`` or ``gone``; ``was`` are other names that it bore, or that were joined."""

    kind: str
    event: str
    type: str
    start: str | None = None
    place: str | None = None
    was: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
