"""Text of documents made safe and steady on a terminal.

Invariant: nothing from a document reaches the terminal but printable letters, and right-to-left words never reorder
the Latin line around them: they stand between U+2068 and U+2069.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

FIRST_STRONG, POP = "\u2068", "\u2069"
ELLIPSIS = "\u2026"
_SPACES = frozenset("\t\n\r\x0b\x0c\x85\u2028\u2029")
UNSEEN = frozenset({"Cc", "Cf", "Cs"})
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_WITHIN = _RIGHT_TO_LEFT | {"NSM", "EN"}
_BETWEEN = frozenset(" \"'-\u00ab\u00bb\u201c\u201d\u060c")


def safe(text: str) -> str:
    """Drop escapes, controls and bidi controls; every run of spaces becomes one."""
    kept = (" " if c in _SPACES else c for c in text if c in _SPACES or unicodedata.category(c) not in UNSEEN)
    return " ".join("".join(kept).split())


def isolated(text: str) -> str:
    """`text` made safe, between isolates if it holds a right-to-left letter."""
    plain = safe(text)
    if any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in plain):
        return f"{FIRST_STRONG}{plain}{POP}"
    return plain


def inline(text: str) -> str:
    """A sentence of ours made safe, each stretch of right-to-left words that it quotes between isolates of its own."""
    plain = safe(text)
    parts, at, n = [], 0, 0
    while n < len(plain):
        if unicodedata.bidirectional(plain[n]) not in _RIGHT_TO_LEFT:
            n += 1
            continue
        end = last = n
        while end < len(plain) and (plain[end] in _BETWEEN or unicodedata.bidirectional(plain[end]) in _WITHIN):
            last = end if unicodedata.bidirectional(plain[end]) in _RIGHT_TO_LEFT else last
            end += 1
        parts += [plain[at:n], FIRST_STRONG, plain[n : last + 1], POP]
        at = n = last + 1
    return "".join([*parts, plain[at:]])


def short(text: str, limit: int) -> str:
    """`text` made safe and cut at a word to at most `limit` letters, isolated."""
    plain = safe(text)
    if len(plain) > limit:
        plain = plain[:limit].rsplit(" ", 1)[0] + ELLIPSIS
    return isolated(plain)


def excerpt(text: str, around: str, limit: int) -> str:
    """At most `limit` letters of `text` about the words `around`, cut at words, isolated."""
    plain, core = safe(text), safe(around)
    at = max(0, plain.find(core))
    start = max(0, min(at - (limit - len(core)) // 3, len(plain) - limit))
    end = min(len(plain), start + limit)
    start = plain.rfind(" ", 0, start + 1) + 1 if start else 0
    end = plain.rfind(" ", start, end) if end < len(plain) and plain.rfind(" ", start, end) > at else end
    cut = plain[start:end].strip()
    return isolated((ELLIPSIS if start else "") + cut + (ELLIPSIS if end < len(plain) else ""))


def named(name: str | None, words: Sequence[str], *, most: int = 2) -> str:
    """English name, then the words that stood there; the words alone where there is no name."""
    shown = [isolated(w) for w in dict.fromkeys(map(safe, words)) if w][:most]
    if name is None:
        return shown[0] if shown else "?"
    plain = safe(name)
    return " ".join([plain, *(w for w in shown if w != plain)])
