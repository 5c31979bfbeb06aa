"""Words made comparable across spellings, by code point only.

Invariant: `skeleton` is idempotent and never empty for a word that has a letter or digit.
"""

from __future__ import annotations

import functools
import re
import unicodedata

from khabar.text.clitics import AL

WORD = re.compile(r"\w+")
_DROPPED = re.compile("[\u0621\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_FOLDED = {
    0x0622: 0x0627,
    0x0623: 0x0627,
    0x0625: 0x0627,
    0x0671: 0x0627,
    0x0624: 0x0648,
    0x0626: 0x064A,
    0x0649: 0x064A,
    0x06CC: 0x064A,
    0x06A9: 0x0643,
    0x0629: 0x0647,
}
_VOWELS = {0x0627: None, 0x0648: None, 0x064A: None}
ARTICLE = AL
CLITICS = tuple(chr(code) for code in (0x0648, 0x0641, 0x0628, 0x0644, 0x0643))
PLURAL = chr(0x0627) + chr(0x062A)
SINGULAR = chr(0x0647)


def fold(text: str) -> str:
    """Fold letters that Arabic print interchanges; harakat, tatweel, hamza alone and bidi controls go."""
    plain = _DROPPED.sub("", unicodedata.normalize("NFKC", text))
    return plain.translate(_FOLDED).casefold()


@functools.lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """Leave out the long vowels too, so that spelling families of one foreign name meet."""
    folded = fold(word)
    return folded.translate(_VOWELS) or folded


def skeletons(text: str) -> list[str]:
    """The skeletons of the words of `text`, in order."""
    return [bare for bare in map(skeleton, WORD.findall(text)) if bare]


def stem(word: str) -> str:
    """Take the article and one proclitic off the front of a folded word that is long enough to spare them."""
    folded = fold(word)
    if len(folded) > 4 and folded[0] in CLITICS and folded[1:].startswith(ARTICLE):
        folded = folded[1:]
    if len(folded) > 4 and folded.startswith(ARTICLE):
        folded = folded[2:]
    return folded.translate(_VOWELS) or folded


@functools.lru_cache(maxsize=65536)
def stems(text: str) -> frozenset[str]:
    """The stems of the words of `text` that have at least two letters left."""
    return frozenset(bare for bare in map(stem, WORD.findall(text)) if len(bare) > 1)


def is_definite(trigger: str) -> bool:
    """Whether the first word bears the article, with or without a proclitic."""
    words = WORD.findall(fold(trigger))
    return bool(words) and (words[0].startswith(ARTICLE) or words[0][1:].startswith(ARTICLE))
