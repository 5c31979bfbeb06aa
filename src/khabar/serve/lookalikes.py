"""Letters that pass for others: words and host names in which alphabets are mixed, shown for what they are.

Invariant: nothing is mended, only told. A word is suspect by the rule of mixed scripts (UTS #39): its letters belong to
more than one of the alphabets that look alike. Arabic beside Latin is no disguise.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

from khabar.model.spans import Span
from khabar.serve.console import safe

ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU", "FULLWIDTH", "MATHEMATICAL"})
LONGEST = 253  # letters of a host name
_WORD = re.compile(r"[^\W\d_]+")


def find_lookalikes(text: str) -> Iterator[tuple[Span, str]]:
    """Yield the words of `text` that mix alphabets, each with the names of the letters that are in the minority."""
    if text.isascii():
        return
    for word in _WORD.finditer(text):
        if not word[0].isascii() and (why := _why(word[0])):
            yield Span(word.start(), word.end()), why


def plain_address(address: str) -> str:
    """An address safe to show: a host name that is not plain ASCII in its punycode, so that none passes for another."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return safe(address)
    if host.isascii():
        return safe(address)
    try:
        coded = host[:LONGEST].encode("idna").decode()
    except UnicodeError:
        coded = "".join(c if c.isascii() else f"<U+{ord(c):04X}>" for c in host[:LONGEST])
    return safe(_with_host(parts, coded))


def _with_host(parts: SplitResult, host: str) -> str:
    try:
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        port = ""
    return parts._replace(netloc=host + port).geturl()


def _why(word: str) -> str:
    by_alphabet: dict[str, list[str]] = {}
    for letter in word:
        alphabet = _alphabet(letter)
        if alphabet in ALIKE:
            by_alphabet.setdefault(alphabet, []).append(letter)
    if len(by_alphabet) < 2:
        return ""
    most = max(by_alphabet, key=lambda name: (len(by_alphabet[name]), name))
    odd = [letter for name, letters in by_alphabet.items() if name != most for letter in letters]
    names = dict.fromkeys(f"U+{ord(letter):04X} {unicodedata.name(letter, '')}" for letter in odd[:3])
    return f"{most.title()} word with {', '.join(names)}"


@lru_cache(maxsize=4096)
def _alphabet(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
