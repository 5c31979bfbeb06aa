"""The words that pages are taken apart by, loaded once.

Invariant: read from the packs; a word is folded as the letters that it is compared with are.
"""

from __future__ import annotations

from functools import lru_cache
from typing import cast

from khabar.packs.load import load_pack, packs_root
from khabar.packs.schema.pages import PageWord
from khabar.packs.schema.time import CalendarWord
from khabar.text.letters import fold_phrase, loose


@lru_cache(maxsize=1)
def page_words() -> tuple[PageWord, ...]:
    """Every entry of the pack of pages.

    Raises:
        PackError: the pack has a fault.
    """
    return tuple(cast(list[PageWord], load_pack(packs_root() / "pages")[1]))


@lru_cache(maxsize=1)
def calendar_words() -> tuple[CalendarWord, ...]:
    """Every entry of the pack of the calendar.

    Raises:
        PackError: the pack has a fault.
    """
    return tuple(cast(list[CalendarWord], load_pack(packs_root() / "calendar")[1]))


def key_of(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as they are looked up."""
    return tuple(loose(word) for word in fold_phrase(phrase).split())


@lru_cache(maxsize=64)
def forms_of(name: str) -> frozenset[str]:
    """The forms of all entries of one class, lower case."""
    return frozenset(form.lower() for word in page_words() if word.class_ == name for form in word.forms)
