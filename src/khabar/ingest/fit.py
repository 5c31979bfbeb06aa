"""What is told beside a text, in letters that can be written, kept and shown.

Invariant: what leaves here holds no control and no half of a surrogate pair, and no field is longer than `LONGEST`.
Pages, mails and tables are read by many hands; this is where all of them pass.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from khabar.model.article import Told

LONGEST: Final = 4096
_CONTROLS: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_HALVES: Final = re.compile("[\ud800-\udfff]")


def fit(told: Told) -> Told:
    """The same, fit to be kept: controls are blanks, halves of letters U+FFFD.

    >>> fit(Told(title="a\\x00b")).title
    'a b'
    """
    changed = {name: made for name, said in _fields(told) if (made := fit_line(said)) != said}
    days = tuple(msgspec.structs.replace(day, said=fit_line(day.said)) for day in told.days)
    if days != told.days:
        return msgspec.structs.replace(told, **changed, days=days)
    return msgspec.structs.replace(told, **changed) if changed else told


def fit_line(said: str) -> str:
    """The same for one line."""
    if said.isprintable() and len(said) <= LONGEST:
        return said
    return _HALVES.sub("\ufffd", _CONTROLS.sub(" ", said[:LONGEST]))


def _fields(told: Told) -> list[tuple[str, str]]:
    return [(name, value) for name in told.__struct_fields__ if isinstance(value := getattr(told, name), str)]
