"""How many bytes letters took where they were published.

Invariant: the widths of the letters of a run add up to the bytes of that run, or the run is taken as a whole.
"""

from __future__ import annotations

import bisect
from functools import lru_cache
from typing import Final

from khabar.model.article import Article
from khabar.model.spans import Span

_JOINED: Final = "+"


def to_bytes(article: Article, span: Span, text: str) -> list[tuple[int, int]]:
    """The bytes of the document that a span of its text was read from, as ranges [first, last) in order.

    Ranges that touch are joined. A run whose letters do not tell their own bytes (an entity) is taken whole.

    Args:
        article: How the text was taken out of the bytes.
        span: Of the document's text.
        text: The document's text.

    Returns:
        The ranges; none where no letter of the span was in the bytes.
    """
    runs = article.runs
    at = bisect.bisect_right(runs, span.start, key=lambda run: run.end)
    found: list[tuple[int, int]] = []
    while at < len(runs) and runs[at].start < span.end:
        run = runs[at]
        first, last = run.first, run.last
        said = text[run.start : run.end]
        if width_of(said, article.charset) == last - first:
            if span.start > run.start:
                first += width_of(text[run.start : span.start], article.charset)
            if span.end < run.end:
                last -= width_of(text[span.end : run.end], article.charset)
        if found and found[-1][1] == first:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
        at += 1
    return found


def width_of(letters: str, charset: str) -> int:
    """How many bytes these letters take in a codec, or in two of which the second was read by mistake."""
    name, _, wrong = charset.partition(_JOINED)
    if wrong:
        return sum(_twice(letter, wrong) for letter in letters)
    if name == "utf-8":
        return len(letters) if letters.isascii() else len(letters.encode("utf-8", "surrogateescape"))
    if name.startswith("utf-16"):
        return 2 * len(letters) + 2 * sum(letter > "\uffff" for letter in letters)
    return 4 * len(letters) if name.startswith("utf-32") else len(letters)


def sloppy_bytes(letters: str, codec: str) -> bytes | None:
    """The bytes that these letters are in a Windows codec, where what the codec leaves out is a control character."""
    table = _table(codec)
    try:
        return bytes(table[letter] for letter in letters)
    except KeyError:
        return None


@lru_cache(maxsize=4096)
def _twice(letter: str, wrong: str) -> int:
    """The width of a letter whose UTF-8 bytes were read as another encoding and written in UTF-8."""
    if letter.isascii():
        return 1
    letters = _letters(wrong)
    return sum(len(letters[byte].encode("utf-8")) for byte in letter.encode("utf-8", "surrogateescape"))


@lru_cache(maxsize=4)
def _table(codec: str) -> dict[str, int]:
    return {letter: byte for byte, letter in enumerate(_letters(codec))}


@lru_cache(maxsize=4)
def _letters(codec: str) -> tuple[str, ...]:
    return tuple(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in range(256))
