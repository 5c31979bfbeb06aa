"""A moment to ask about: what had been said by a day, what had been recorded by a time.

Invariant: `known_at` is in microseconds of UTC since 1970, as the store keeps it; None is now.
"""

from __future__ import annotations

import datetime

import msgspec

from khabar.errors import InputError
from khabar.ingest.meta import check_day

NEXT = {10: datetime.timedelta(days=1), 16: datetime.timedelta(minutes=1), 19: datetime.timedelta(seconds=1)}


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """As of which day (ISO), known at which time."""

    as_of: str | None = None
    known_at: int | None = None

    @property
    def is_now(self) -> bool:
        """Whether it asks for everything the ledger holds."""
        return self.as_of is None and self.known_at is None


def to_moment(*, as_of: str | None = None, known_at: str | None = None) -> Moment:
    """The moment that a person writes.

    Args:
        as_of: An ISO day: what had been said by its end.
        known_at: An ISO day or time (UTC where it names no zone): what had been recorded by the end of that day,
            minute or second.

    Raises:
        InputError: not such a day or time.
    """
    try:
        day = check_day(as_of) if as_of is not None else None
    except ValueError as fault:
        raise InputError(f"--as-of {fault}") from None
    return Moment(as_of=day, known_at=None if known_at is None else _to_microseconds(known_at))


def _to_microseconds(text: str) -> int:
    plain = text.removesuffix("Z")
    try:
        time = datetime.datetime.fromisoformat(text)
    except ValueError:
        raise InputError(f"--known-at {text!r} is no ISO time (YYYY-MM-DD or YYYY-MM-DDTHH:MM)") from None
    if time.tzinfo is None:
        time = time.replace(tzinfo=datetime.UTC)
    try:
        until = time + NEXT.get(len(plain.split("+")[0]), datetime.timedelta())
        return int(until.timestamp() * 1_000_000) - (until != time)
    except OverflowError:
        raise InputError(f"--known-at {text!r} lies beyond the calendar") from None
