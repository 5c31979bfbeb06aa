"""Whether what a coder says a field should be is something that a reading could have said.

Invariant: what passes here can be linked, dated, shown and kept on both databases; a correction lasts for ever, so one
that cannot be is refused before it is recorded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from khabar.ingest.meta import check_day
from khabar.model import records

LARGEST = 2**53  # beyond it JSON readers round
COUNTRY = re.compile(r"[A-Z]{3}")
LIMITS = {"lat": 90.0, "lon": 180.0}
WORDS: Mapping[str, Sequence[str]] = {
    "type": records.EVENT_TYPES, "modality": records.MODALITIES, "outcome": records.OUTCOMES,
    "counted": records.COUNTED, "level": records.LEVELS, "harm": records.HARMS, "who": records.VICTIMS,
}  # fmt: skip


def check_value(field: str, value: object) -> None:
    """Go through a value as JSON has it, and what is in it.

    Raises:
        ValueError: a day that is none or an end before its start, a country that is no code, a word that is not of the
            codebook, a number below zero or too large, degrees off the globe, a NUL character.
    """
    if isinstance(value, str):
        _check_words(field, value)
    elif isinstance(value, bool) or value is None:
        return
    elif isinstance(value, int | float):
        _check_number(field, value)
    elif isinstance(value, Mapping):
        for name, part in value.items():
            check_value(str(name), part)
        check_order(value)
    elif isinstance(value, Sequence):
        for part in value:
            check_value(field, part)


def _check_words(field: str, value: str) -> None:
    if "\0" in value:
        raise ValueError("a NUL character is in no text")
    if field in ("start", "end"):
        check_day(value)
    if field == "country" and not COUNTRY.fullmatch(value):
        raise ValueError(f"{value!r} is no ISO 3166 alpha-3 code")
    if field in WORDS and value not in WORDS[field]:
        raise ValueError(f"{value!r} is not of the codebook, which has: {', '.join(WORDS[field])}")


def _check_number(field: str, value: float) -> None:
    limit = LIMITS.get(field)
    if limit is not None:
        if not abs(value) <= limit:
            raise ValueError(f"{field} {value} is not on the globe")
    elif not 0 <= value <= LARGEST:
        raise ValueError(f"{value} is below zero or beyond {LARGEST}")


def check_order(value: Mapping[str, object]) -> None:
    """See that what is an end of something is not before its beginning.

    Raises:
        ValueError: it is, or a latitude stands without its longitude.
    """
    start, end, low, high = (value.get(name) for name in ("start", "end", "low", "high"))
    if isinstance(start, str) and isinstance(end, str) and end < start:
        raise ValueError(f"end {end} is before start {start}")
    if isinstance(low, int) and isinstance(high, int) and high < low:
        raise ValueError(f"high {high} is below low {low}")
    if (value.get("lat") is None) != (value.get("lon") is None):
        raise ValueError("lat and lon go together")
