"""What the senses of triggers ask for of the words around them, folded once from the packs.

Invariant: words that conditions begin with have bits; what has no common bit with a word is not that word.
"""

from __future__ import annotations

from typing import Final

from khabar.model.native import mypyc_attr
from khabar.packs.lexicon import Lexicon
from khabar.packs.schema.triggers import When
from khabar.read.frames import prep_key

REACH: Final = 8
FAR: Final = 16
BITS: Final = 60


class Wording:
    """Phrases of which one is looked for, by their first word, each word as the lexicon has it."""

    __slots__ = ("by_first", "mask")

    def __init__(self, phrases: list[str], lexicon: Lexicon, bits: dict[str, int]) -> None:
        self.by_first: dict[str, list[tuple[str, ...]]] = {}
        self.mask = 0
        for phrase in phrases:
            words = tuple(lexicon.key(word) for word in phrase.split())
            self.by_first.setdefault(words[0], []).append(words)
            self.mask |= bits[words[0]]


@mypyc_attr(acyclic=True)
class Told:
    """What a word can be of all that conditions ask for. ``mask`` has the bits of these words."""

    __slots__ = ("mask", "words")

    def __init__(self, words: list[str], bits: dict[str, int]) -> None:
        self.words = words
        self.mask = 0
        for word in words:
            self.mask |= bits[word]


NOTHING: Final = Told([], {})


class Conditions:
    """The ``when`` of a sense, folded once; ``size`` is how many conditions are asked for, and how telling they are."""

    __slots__ = (
        "before", "far", "near", "next", "not_before", "not_near", "not_next", "not_words", "preps", "reach", "size",
        "there", "words",
    )  # fmt: skip

    def __init__(self, when: When, lexicon: Lexicon, bits: dict[str, int], reach: int = REACH) -> None:
        self.reach = reach
        self.far = "needs " + " or ".join(when.near)
        self.there = "nearby " + " or ".join(when.not_near)
        self.near: list[str] = list(when.near)
        self.not_near: list[str] = list(when.not_near)
        self.words = _wording(when.words, lexicon, bits)
        self.before = _wording(when.before, lexicon, bits)
        self.next = _wording(when.next, lexicon, bits)
        self.not_words = _wording(when.not_words, lexicon, bits)
        self.not_before = _wording(when.not_before, lexicon, bits)
        self.not_next = _wording(when.not_next, lexicon, bits)
        self.preps = frozenset(prep_key(prep) for prep in when.prep)
        self.size = sum(bool(x) for x in (when.near, when.words, when.before, when.next, when.prep)) * 2 + sum(
            bool(x) for x in (when.not_words, when.not_before, when.not_near, when.not_next)
        )


def _wording(phrases: list[str], lexicon: Lexicon, bits: dict[str, int]) -> Wording | None:
    return Wording(phrases, lexicon, bits) if phrases else None


def bits_of(lexicon: Lexicon) -> dict[str, int]:
    """A bit for each word that a condition of the packs begins with.

    There are fewer bits than words: what has no common bit has no common word, what has one may.
    """
    asked: set[str] = set()
    for entry in lexicon.tables["trigger"]:
        when = entry.when
        for phrases in (when.words, when.before, when.next, when.not_words, when.not_before, when.not_next):
            asked.update(phrase.split(None, 1)[0] for phrase in phrases)
    return {word: 1 << at % BITS for at, word in enumerate(sorted({lexicon.key(word) for word in asked}))}
