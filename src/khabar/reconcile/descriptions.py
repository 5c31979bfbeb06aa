"""What a happening is said to have been: failed, deliberate, an accident.

Invariant: only words that stand in the mention, or just behind it in its clause, describe it; synonyms and spellings of
one thing are one description.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping

from khabar.model.records import Event
from khabar.reconcile.tables import load_words, placed

PREFIX = "character."
BEHIND = 2  # words behind the mention that may describe it
FAR = 40  # letters
_STOP = re.compile("[\u060c.:;\u061b\n()]")


def character_of(event: Event) -> frozenset[str]:
    """The classes of what the words call it; empty where they call it nothing of the kind.

    A negated form ("not deliberate") is a form of its own and wins over the one inside it.
    """
    at = event.span.start - event.sentence_span.start
    behind = _behind(event, at + len(event.trigger))
    words = [w for w, _ in placed(event.trigger)] + [w for w, _ in placed(behind, BEHIND)]
    return _classes(tuple(words))


def _behind(event: Event, end: int) -> str:
    return _STOP.split(event.sentence[end : end + FAR], 1)[0]


def _classes(words: tuple[str, ...]) -> frozenset[str]:
    found = set()
    n = 0
    while n < len(words):
        length, kind = _longest(words[n:])
        if kind:
            found.add(kind)
        n += max(1, length)
    return frozenset(found)


def _longest(words: tuple[str, ...]) -> tuple[int, str]:
    known = _characters()
    for length in (3, 2, 1):
        if words[:length] in known:
            return length, known[words[:length]]
    return 0, ""


@functools.lru_cache(maxsize=1)
def _characters() -> Mapping[tuple[str, ...], str]:
    """Folded forms with their class."""
    told = {kind: forms for kind, forms in load_words().items() if kind.startswith(PREFIX)}
    return {words: kind.removeprefix(PREFIX) for kind, forms in told.items() for words in forms}


def words_of(event: Event) -> str:
    """The mention with what stands behind it that describes it, as it stands in the sentence."""
    at = event.span.start - event.sentence_span.start
    end = at + len(event.trigger)
    behind = _behind(event, end)
    whole, told = character_of(event), placed(behind, BEHIND)
    words = tuple(w for w, _ in placed(event.trigger))
    for n in range(len(told) + 1):
        if _classes(words + tuple(w for w, _ in told[:n])) == whole:
            return event.sentence[at : end + (_end(behind, told[n - 1][1]) if n else 0)]
    return event.trigger


def _end(text: str, start: int) -> int:
    """Where the word that begins at `start` ends: at the first letter that is none of a word."""
    return next((n for n in range(start, len(text)) if not _is_letter(text[n])), len(text))


def _is_letter(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char) in ("Mn", "Lm")
