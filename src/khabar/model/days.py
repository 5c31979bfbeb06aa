"""ISO days as the steps compare them: dates, or their ordinals (``date.toordinal``).

Invariant: what is no ISO day is None, never an error; nothing is guessed.
"""

from __future__ import annotations

import datetime


def to_day(text: str | None) -> datetime.date | None:
    """An ISO day; None for None and for what is no ISO day.

    >>> to_day("2023-10-07"), to_day("2023-02-30"), to_day(None)
    (datetime.date(2023, 10, 7), None, None)
    """
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        return None


def to_ordinal(text: str | None) -> int | None:
    """The number of an ISO day; None for None and for what is no ISO day."""
    day = to_day(text)
    return None if day is None else day.toordinal()


def to_iso(ordinal: int | None) -> str | None:
    """The ISO day of a number."""
    return None if ordinal is None else datetime.date.fromordinal(ordinal).isoformat()
