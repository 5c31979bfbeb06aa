"""Words of news pages: of their dates, their labels, and the mark-up that tells their parts apart."""

from __future__ import annotations

import msgspec

from khabar.packs.schema.base import Entry


class PageWord(Entry, frozen=True, kw_only=True):
    """A set of words that a page is taken apart by.

    class: the name by which the program asks for it. forms: words or phrases in a page's text, or words of class and
    id attributes. value: the number that they stand for, where there is one (month 1-12, weekday 0 = Monday). kind:
    what a block marked with them is.
    """

    class_: str = msgspec.field(name="class")
    forms: list[str]
    value: int | None = None
    kind: str = ""
