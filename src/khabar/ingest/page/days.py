"""The days that a line of a page or a field of a feed tells.

Invariant: a day is read where year, month and day all stand; the day is that of the writer's own zone, as written.
The first `LETTERS` of a text are looked at, in one pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from hijridate import Hijri

from khabar.ingest.page.words import calendar_words, key_of, page_words
from khabar.packs.schema.pages import PageWord
from khabar.packs.schema.time import CalendarWord
from khabar.text.letters import HARAKAT, INVISIBLE, TATWEEL, fold, loose

LETTERS: Final = 2_000
YEARS: Final = range(1970, 2100)
HIJRI_YEARS: Final = range(1390, 1500)
_HIJRI_MONTH: Final = 100
_DROPPED: Final = frozenset(HARAKAT + INVISIBLE + TATWEEL)
_TOKEN: Final = re.compile(r"(\d+)|([^\W\d_]+)|(\S)")
_EPOCH: Final = re.compile(r"\d{10}(?:\d{3})?")
_SEPARATORS: Final = "/-.\\\u2013"
_FILLERS: Final = frozenset("/-.,()\u060c\u2013|\\'")
_SKIPPED: Final = 5
_NEAR: Final = 4
_AMERICAN: Final = re.compile(r"^\D{0,3}\d\d?:\d\d:\d\d\s*[ap]\.?m\b", re.IGNORECASE)


class DayFound(NamedTuple):
    """A day and the letters that tell it, [start, end). ``agrees``: with the weekday beside it, None without one."""

    day: str
    start: int
    end: int
    hijri: bool
    agrees: bool | None


class _Token(NamedTuple):
    form: str
    number: int | None
    start: int
    end: int


class _Word(NamedTuple):
    kind: str
    value: int
    length: int


def read_day(text: str) -> str | None:
    """The ISO day that one date in Arabic, English or French letters or in digits tells; None if it tells none.

    A Gregorian day is preferred to the Hijri one beside it. Ten or thirteen digits alone are seconds or milliseconds
    since 1970, in UTC.

    >>> read_day("2024-03-31T23:30:00+03:00")
    '2024-03-31'
    """
    if _EPOCH.fullmatch(text.strip()):
        return _of_epoch(text.strip())
    found = list(find_days(text))
    best = next((one for one in found if not one.hijri), None) or next(iter(found), None)
    return best.day if best else None


def find_days(text: str) -> Iterator[DayFound]:
    """Yield the days told in the first `LETTERS` of a text, in order, none overlapping."""
    tokens = _tokenize(text[:LETTERS])
    at = 0
    while at < len(tokens):
        found = _numeric(tokens, at, text) or _in_words(tokens, at)
        if found is None:
            at += 1
            continue
        length, days, hijri = found
        day, agrees = _choose(days, _weekday_near(tokens, at, at + length), hijri)
        yield DayFound(day.isoformat(), tokens[at].start, tokens[at + length - 1].end, hijri, agrees)
        at += length


def weekday_of(text: str) -> int | None:
    """The first weekday named in a short text, 0 = Monday."""
    tokens = _tokenize(text[:LETTERS])
    return next((word.value for at in range(len(tokens)) if (word := _word(tokens, at, "weekday"))), None)


def _tokenize(text: str) -> list[_Token]:
    kept = [(at, letter) for at, letter in enumerate(text) if letter not in _DROPPED]
    plain = "".join(letter for _, letter in kept)
    tokens = []
    for match in _TOKEN.finditer(plain):
        start, end = kept[match.start()][0], kept[match.end() - 1][0] + 1
        if match[1]:
            number = int(match[1]) if len(match[1]) <= 14 else None
            tokens.append(_Token(match[1], number, start, end))
        else:
            tokens.append(_Token(loose(fold(match[0])) or match[0], None, start, end))
    return tokens


def _numeric(tokens: Sequence[_Token], at: int, text: str) -> tuple[int, list[date], bool] | None:
    """``31/3/2024``, ``2024-03-31``, ``20240331``: how many tokens, the days that it can be, whether Hijri."""
    first = tokens[at]
    if first.number is None:
        return None
    if len(first.form) == 8 and first.number // 10000 in YEARS:
        day = _valid(first.number // 10000, first.number // 100 % 100, first.number % 100)
        return (1, [day], False) if day else None
    if at + 4 >= len(tokens):
        return None
    mark = tokens[at + 1].form
    a, b, c = (tokens[at + k] for k in (0, 2, 4))
    if mark not in _SEPARATORS or tokens[at + 3].form != mark or b.number is None or c.number is None:
        return None
    if _joined_before(tokens, at, mark) or len(b.form) > 2:
        return None
    american = _AMERICAN.match(text[c.end : c.end + 20]) is not None
    return _triple((a, b, c), american)


def _triple(three: tuple[_Token, _Token, _Token], american: bool) -> tuple[int, list[date], bool] | None:
    (a, b, c) = ((token.number or 0, len(token.form)) for token in three)
    if a[1] == 4 and c[1] <= 2:
        year, orders = a[0], [(b[0], c[0]), (c[0], b[0])]
    elif c[1] == 4 and a[1] <= 2:
        year, orders = c[0], [(b[0], a[0]), (a[0], b[0])]
        if american:
            orders.reverse()
    elif a[1] <= 2 and c[1] == 2:
        year, orders = 2000 + c[0], [(b[0], a[0]), (a[0], b[0])]
    else:
        return None
    hijri = year in HIJRI_YEARS
    days = [day for month, day_no in orders if (day := _day_of(year, month, day_no, hijri))]
    return (5, days, hijri) if days else None


def _joined_before(tokens: Sequence[_Token], at: int, mark: str) -> bool:
    """Whether the number goes on to the left, as in an address of four numbers."""
    return at >= 2 and tokens[at - 1].form == mark and tokens[at - 2].number is not None and mark == "."


def _in_words(tokens: Sequence[_Token], at: int) -> tuple[int, list[date], bool] | None:
    """A day, a month by its name (or two names) and a year, in any order that begins here."""
    parts: dict[str, int] = {}
    end, skipped = at, 0
    while end < len(tokens) and skipped <= _SKIPPED and len(parts) < 3:
        word = _part(tokens, end, parts)
        if word is None:
            filler = tokens[end].form in _FILLERS or _word(tokens, end, "filler")
            if not parts or not filler:
                return None
            end, skipped = end + 1, skipped + 1
            continue
        if word.kind in parts:  # the month under its other name
            end += word.length
            continue
        parts[word.kind] = word.value
        end, skipped = end + word.length, 0
    if len(parts) < 3:
        return None
    hijri = parts["month"] > _HIJRI_MONTH
    if (parts["year"] in HIJRI_YEARS) != hijri:
        return None
    day = _day_of(parts["year"], parts["month"] % _HIJRI_MONTH, parts["day"], hijri)
    return (end - at, [day], hijri) if day else None


def _part(tokens: Sequence[_Token], at: int, known: dict[str, int]) -> _Word | None:
    token = tokens[at]
    if token.number is not None:
        if len(token.form) == 4 and (token.number in YEARS or token.number in HIJRI_YEARS):
            return _Word("year", token.number, 1) if "year" not in known else None
        if len(token.form) <= 2 and 1 <= token.number <= 31 and "day" not in known:
            return _Word("day", token.number, 1)
        short = len(token.form) == 2 and len(known) == 2 and tokens[at - 1].form in "-/"
        return _Word("year", 2000 + token.number, 1) if short and "year" not in known else None
    month = _word(tokens, at, "month")
    if month is not None:
        return month
    ordinal = _word(tokens, at, "ordinal")
    return _Word("day", ordinal.value, ordinal.length) if ordinal and "day" not in known and not known else None


def _choose(days: Sequence[date], weekday: int | None, hijri: bool) -> tuple[date, bool | None]:
    """The day that the weekday beside it confirms; a Hijri day may be one off, for the moon was seen otherwise."""
    if weekday is None:
        return days[0], None
    near = [day + timedelta(shift) for day in days for shift in ((0, 1, -1) if hijri else (0,))]
    for day in near:
        if day.weekday() == weekday:
            return day, True
    return days[0], False


def _weekday_near(tokens: Sequence[_Token], start: int, end: int) -> int | None:
    for at in (*range(start - 1, max(start - 1 - _NEAR, -1), -1), *range(end, min(end + 2, len(tokens)))):
        word = _word(tokens, at, "weekday")
        if word:
            return word.value
    return None


def _word(tokens: Sequence[_Token], at: int, kind: str) -> _Word | None:
    """The longest word of the calendar of that kind that begins at a token."""
    for length, value in _table().get(kind, {}).get(tokens[at].form, ()):
        if length[0] == 1 or tuple(token.form for token in tokens[at : at + length[0]]) == length[1]:
            return _Word(kind, value, length[0])
    return None


_Forms = dict[str, list[tuple[tuple[int, tuple[str, ...]], int]]]


@lru_cache(maxsize=1)
def _table() -> dict[str, _Forms]:
    """Kind → first word → the phrases that begin with it, longest first, and their numbers."""
    table: dict[str, _Forms] = {}
    names = {"month": "month", "amonth": "month", "weekday": "weekday", "ordinal": "ordinal", "filler": "filler"}
    words: list[CalendarWord | PageWord] = [*calendar_words(), *page_words()]
    for word in words:
        kind = names.get(word.class_)
        if kind is None:
            continue
        for form in word.forms:
            key = key_of(form)
            entry = ((len(key), key), word.value or 0)
            known = table.setdefault(kind, {}).setdefault(key[0], [])
            if entry not in known:
                known.append(entry)
    for forms in table.values():
        for found in forms.values():
            found.sort(key=lambda entry: (-entry[0][0], entry[1]))
    return table


def _day_of(year: int, month: int, day: int, hijri: bool) -> date | None:
    if not hijri:
        return _valid(year, month, day) if year in YEARS else None
    try:
        return Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _of_epoch(digits: str) -> str | None:
    day = datetime.fromtimestamp(int(digits[:10]), UTC).date()
    return day.isoformat() if day.year in YEARS else None
