"""How outlets write letters and dates, for pages that are made up.

Invariant: no name of a month or day is here; they come with the site. What is shaped or stretched folds back to what it
was made of.
"""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

from hijridate import Gregorian

from khabar.text.letters import EASTERN_DIGITS, TATWEEL

_TO_EASTERN = str.maketrans("0123456789", EASTERN_DIGITS)
_NOT_JOINING_ON = frozenset("\u0621\u0622\u0623\u0624\u0625\u0627\u0629\u062f\u0630\u0631\u0632\u0648\u0649")
"""Letters that do not join the one after them."""


def to_date_line(moment: datetime.datetime, pattern: str, calendar: Mapping[str, Sequence[str]]) -> str:
    """A day and hour as `pattern` puts them: ``{weekday} {d} {levant} {y}``, ``{hd} {hijri} {hy}``, ``{H}:{M}``."""
    hijri = Gregorian(moment.year, moment.month, moment.day).to_hijri()
    return pattern.format(
        d=moment.day,
        dd=f"{moment.day:02}",
        m=moment.month,
        mm=f"{moment.month:02}",
        y=moment.year,
        H=f"{moment.hour:02}",
        M=f"{moment.minute:02}",
        h=(moment.hour - 1) % 12 + 1,
        half=calendar["half"][moment.hour >= 12],
        weekday=calendar["weekday"][moment.weekday()],
        hd=hijri.day,
        hy=hijri.year,
        hijri=calendar["hijri"][hijri.month - 1],
        **{name: calendar[name][moment.month - 1] for name in ("levant", "egypt", "maghreb", "morocco")},
    )


def to_eastern(text: object) -> str:
    """With the digits that are used east of the Maghreb."""
    return str(text).translate(_TO_EASTERN)


def to_stretched(text: str, every: int = 4) -> str:
    """With a tatweel in every so manieth long word, where its letters join."""
    words = text.split(" ")
    return " ".join(_stretch(word) if n % every == 0 else word for n, word in enumerate(words))


def _stretch(word: str) -> str:
    for n in range(1, len(word) - 1):
        if _joins_on(word[n]) and _is_letter(word[n + 1]):
            return f"{word[: n + 1]}{TATWEEL * 3}{word[n + 1 :]}"
    return word


def to_presentation(text: str) -> str:
    """In presentation forms, as old page makers wrote: each letter in the form that its neighbours ask for."""
    out = []
    for n, letter in enumerate(text):
        before = n > 0 and _is_letter(text[n - 1]) and _joins_on(text[n - 1])
        after = _joins_on(letter) and n + 1 < len(text) and _is_letter(text[n + 1])
        kind = {(False, False): "isolated", (False, True): "initial", (True, True): "medial", (True, False): "final"}
        out.append(_forms().get((kind[before, after], letter), letter))
    return "".join(out)


def _is_letter(char: str) -> bool:
    return "\u0621" < char <= "\u064a" and char != TATWEEL


def _joins_on(char: str) -> bool:
    return _is_letter(char) and char not in _NOT_JOINING_ON


@cache
def _forms() -> dict[tuple[str, str], str]:
    """The presentation form of each letter, by kind."""
    found = {}
    for code in range(0xFE80, 0xFEF5):
        kind, *letters = unicodedata.decomposition(chr(code)).split()
        if len(letters) == 1:
            found[kind.strip("<>"), chr(int(letters[0], 16))] = chr(code)
    return found
