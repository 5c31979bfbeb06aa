"""Days as tables, mails and papers write them: many of one manner, so that the manner can be told from all of them.

Invariant: a day that leaves here is a real ISO day, as it was written and not moved to another zone; a count of seconds
since 1970 is a day in UTC. Looks at the first `MOST` letters only.
"""

from __future__ import annotations

import datetime
import re
from typing import Final

from khabar.ingest.page.days import read_day
from khabar.text.letters import BIDI_CONTROLS, EASTERN_DIGITS, PERSIAN_DIGITS

MOST: Final = 64
FIRST_YEAR, LAST_YEAR = 1900, 2100
_EPOCHS: Final = {10: 1, 13: 1_000, 16: 1_000_000}
_PLAIN: Final[dict[int, str | None]] = {
    **{ord(d): str(i) for digits in (EASTERN_DIGITS, PERSIAN_DIGITS) for i, d in enumerate(digits)},
    **dict.fromkeys(map(ord, BIDI_CONTROLS)),
    0xA0: " ",
    0x060C: " ",
}
_YEAR_FIRST: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_YEAR_LAST: Final = re.compile(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d\d)(?![\d:])")


def to_day(said: str, *, day_first: bool = True) -> str | None:
    """The ISO day that these letters give; None where they give none.

    Args:
        said: ISO 8601, RFC 5322, numbers, seconds since 1970, or what `khabar.ingest.page.days` reads.
        day_first: Whether 3/4/2024 is in April; what cannot be so is read the other way.

    >>> to_day("2023-10-26T23:30:00Z"), to_day("26/10/2023 14:00"), to_day("Thu, 26 Oct 2023 10:00:00 +0300")
    ('2023-10-26', '2023-10-26', '2023-10-26')
    >>> to_day("1698300000"), to_day("3/4/2024", day_first=False), to_day("soon")
    ('2023-10-26', '2024-03-04', None)
    """
    plain = said[:MOST].translate(_PLAIN).strip()
    if found := _YEAR_FIRST.match(plain):
        return _day(int(found[1]), int(found[3]), int(found[4]))
    if found := _YEAR_LAST.search(plain):
        year = int(found[4]) + (2000 if len(found[4]) == 2 else 0)
        first, second = (int(found[1]), int(found[3])) if day_first else (int(found[3]), int(found[1]))
        return _day(year, second, first) or _day(year, first, second)
    digits = plain.partition(".")[0]
    if digits.isascii() and digits.isdigit():
        return _counted(digits)
    return read_day(plain)


def order(said: str) -> str:
    """Which comes first in a day that is written as two numbers and a year: ``day``, ``month``, ``either`` or nothing.

    >>> order("26/10/2023"), order("10/26/2023"), order("3/4/2024"), order("2024-04-03")
    ('day', 'month', 'either', '')
    """
    plain = said[:MOST].translate(_PLAIN).strip()
    found = None if _YEAR_FIRST.match(plain) else _YEAR_LAST.search(plain)
    if not found:
        return ""
    first, second = int(found[1]), int(found[3])
    return "day" if first > 12 >= second else "month" if second > 12 >= first else "either"


def _counted(digits: str) -> str | None:
    if len(digits) == 8:
        return _day(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    unit = _EPOCHS.get(len(digits))
    if unit is None:
        return None
    moment = datetime.datetime.fromtimestamp(int(digits) // unit, datetime.UTC)
    return moment.date().isoformat() if FIRST_YEAR <= moment.year < LAST_YEAR else None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat() if FIRST_YEAR <= year < LAST_YEAR else None
    except ValueError:
        return None
