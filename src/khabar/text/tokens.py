"""Words, numbers and marks over the raw text.

Invariant: a token's letters are the text's letters at ``start``..``end`` in code points; nothing is moved or changed.
Tokenising is one pass of one expression that cannot backtrack. A word holds its harakat, its tatweels, invisible
characters between its letters, and what stands between two tatweels to hide it from filters; it ends with a letter, a
haraka or a tatweel. Blanks, invisible characters and stray combining marks between words are no tokens.
"""

from __future__ import annotations

import re
from sys import intern
from typing import Any, Final

from khabar.model.native import mypyc_attr
from khabar.text.letters import (
    ALIF,
    DAMMA,
    EASTERN_DIGITS,
    FA,
    HARAKAT,
    INVISIBLE,
    JOINTS,
    PERSIAN_DIGITS,
    TA,
    TA_MARBUTA,
    TANWIN,
    TATWEEL,
    WAW,
    fold,
    loose,
)

_DIGIT: Final = f"0-9{EASTERN_DIGITS}{PERSIAN_DIGITS}"
_ARABIC: Final = (
    "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c9"
    "\ufb50-\ufd3d\ufd50-\ufdfb\ufe80-\ufefc"
)
_WRITTEN: Final = f"{_ARABIC}{HARAKAT}{TATWEEL}\ufe70-\ufe7f"
_UNSEEN: Final = re.escape(INVISIBLE)
_HIDING: Final = f"(?<={TATWEEL})[{re.escape(JOINTS)}]{{1,3}}+(?={TATWEEL}++[{_ARABIC}])"
_LATIN: Final = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_PLAIN: Final = "\u0621-\u063a\u0641-\u064a"  # what most words are made of: tried first, for speed
_KINDS: Final = {
    "word": (
        rf"[{_PLAIN}]++(?![{_WRITTEN}{_UNSEEN}])"
        rf"|[{_ARABIC}](?:[{_WRITTEN}]++|[{_UNSEEN}]++(?=[{_WRITTEN}])|{_HIDING})*"
    ),
    "number": rf"[{_DIGIT}]++(?:[.,\u066b\u066c][{_DIGIT}]++)*",
    "latin": rf"[{_LATIN}][{_LATIN}0-9&'\u0300-\u036f\u2019-]*+",
    "line": r"[\n\r\u2028\u2029\x0b\x0c\x85]++",
    "mark": rf"[^\s{_UNSEEN}{HARAKAT}\u0300-\u036f\ufe00-\ufe0f]",
}
"""What each kind of token is made of. Its first letter alone decides of which kind a token is."""
_NAMED: Final = re.compile("|".join(f"(?P<{kind}>{made})" for kind, made in _KINDS.items()))
_SPELLED: Final = re.compile(f"({'|'.join(_KINDS.values())}) ?+")
"""Every token as it is spelled, passing over the blank behind it."""
_JOINTS: Final = f"[{re.escape(JOINTS)}]{{0,2}}"
_OVER_BLANK: Final = re.compile(f"{TATWEEL}{_JOINTS} {_JOINTS}{TATWEEL}")
"""What may hide a word over a blank."""
JOINING: Final = WAW + FA
SLASH: Final = "/"
SLASH_OPENING: Final = " /"
STRAIGHT_QUOTE: Final = '"'
MAX_SLASHED: Final = 7
"""Of how many tokens a name between slashes is made at most, the marks included."""
MAX_CACHED: Final = 200_000
MAX_WORD: Final = 200
MAX_PIECE: Final = 40
MAX_PIECES: Final = 100_000


@mypyc_attr(acyclic=True)
class Word:
    """One spelling, shared by all its tokens. ``form`` is folded; ``value`` is set for written digits.

    ``kind``: word, number, latin, line or mark; ``mark`` and ``line`` tell that it is one of these. ``damma`` tells
    that an early damma marks a passive verb; ``tanwin``, that one is written; ``feminine``, that it ends like one.
    ``loose`` is its form as `loose` has it; ``bare``, that of a longer word without the letter of a joined conjunction.
    ``senses``, ``time``, ``world`` and ``cues`` are filled in by the lexicon, by who finds times, events of the world
    and parts of a page, when they first meet the word; each knows its own by a key.
    """

    __slots__ = (
        "bare", "cues", "damma", "feminine", "form", "kind", "line", "loose", "mark", "raw", "senses", "tanwin", "time",
        "value", "world",
    )  # fmt: skip

    def __init__(self, raw: str, kind: str) -> None:
        self.raw = raw
        self.kind = intern(kind)
        self.mark = kind == "mark"
        self.line = kind == "line"
        self.form = fold(raw) if kind in ("word", "number", "latin") else raw
        self.loose = loose(self.form)
        self.bare = self.loose[1:] if len(self.form) > 4 and self.form[0] in JOINING else self.loose
        self.value = _number(self.form) if kind == "number" else None
        self.damma = kind == "word" and DAMMA in raw[:5]
        self.feminine = self.form.endswith((TA_MARBUTA, ALIF + TA))
        self.tanwin = not TANWIN.isdisjoint(raw)
        self.senses: Any = None
        self.time: Any = None
        self.world: Any = None
        self.cues: Any = None


@mypyc_attr(acyclic=True)
class Token:
    """One word, number or mark at ``start``..``end`` of the text; ``index`` is its place in the list of tokens."""

    __slots__ = ("end", "form", "index", "kind", "mark", "start", "word")

    def __init__(self, index: int, start: int, end: int, word: Word) -> None:
        self.index = index
        self.start = start
        self.end = end
        self.word = word
        self.form = word.form
        self.kind = word.kind
        self.mark = word.mark

    def __repr__(self) -> str:
        return f"Token({self.index}, {self.start}, {self.end}, {self.word.raw!r})"


Held = tuple[tuple[Word, int, int], ...]
_WORDS: Final[dict[str, Word]] = {}
_PIECES: Final[dict[str, Held]] = {}


def word_of(raw: str) -> Word:
    """The shared Word of a spelling; the cache is dropped when hostile text makes it large.

    Of a spelling longer than `MAX_WORD` only the beginning is looked at, and it is not kept.
    """
    word = _WORDS.get(raw)
    if word is not None:
        return word
    match = _NAMED.match(raw)
    kind = match.lastgroup or "mark" if match is not None else "mark"
    if len(raw) > MAX_WORD:
        return Word(raw[:MAX_WORD], kind)
    if len(_WORDS) >= MAX_CACHED:
        _WORDS.clear()
    word = _WORDS[raw] = Word(raw, kind)
    return word


def tokenize(text: str) -> list[Token]:
    """All tokens of a text in order; blanks are skipped, runs of line ends are one token.

    A text is looked at piece by piece between its blanks, and what a piece holds is found once; only what tatweels hide
    may reach over a blank.
    """
    if TATWEEL in text and _OVER_BLANK.search(text) is not None:
        return _spelled(text)
    pieces = _PIECES
    tokens: list[Token] = []
    index = at = 0
    for piece in text.split(" "):
        held = pieces.get(piece)
        if held is None:
            held = _hold(piece)
        for word, start, end in held:
            tokens.append(Token(index, at + start, at + end, word))
            index += 1
        at += len(piece) + 1
    if SLASH_OPENING in text:
        _slashes(text, tokens)
    return tokens


def _slashes(text: str, tokens: list[Token]) -> None:
    """Makes straight quotation marks of two slashes round a name, as some agencies write: the town of /Homs/."""
    quote = word_of(STRAIGHT_QUOTE)
    opening = -1
    for i, token in enumerate(tokens):
        if token.word.line:
            opening = -1
        elif not token.mark or token.form != SLASH:
            continue
        elif opening >= 0 and i - opening <= MAX_SLASHED and not _blank(text, token.start - 1):
            first, opening = tokens[opening], -1
            if _closes(text, token.end):
                tokens[first.index] = Token(first.index, first.start, first.end, quote)
                tokens[i] = Token(i, token.start, token.end, quote)
        elif (not token.start or _blank(text, token.start - 1)) and not _blank(text, token.end):
            opening = i
        else:
            opening = -1


def _blank(text: str, at: int) -> bool:
    """Is there no letter or mark at this place of the text?"""
    return not 0 <= at < len(text) or text[at].isspace()


def _closes(text: str, at: int) -> bool:
    """Does no letter or digit follow directly?"""
    return at >= len(text) or not text[at].isalnum()


def _hold(piece: str) -> Held:
    """The words of a piece without blanks, each with its bounds in it; kept where the piece is short."""
    held: Held = tuple([(token.word, token.start, token.end) for token in _spelled(piece)])
    if len(piece) <= MAX_PIECE:
        if len(_PIECES) >= MAX_PIECES:
            _PIECES.clear()
        _PIECES[piece] = held
    return held


def _spelled(text: str) -> list[Token]:
    """The tokens of a text as one expression finds them."""
    words = _WORDS
    tokens: list[Token] = []
    end = 0
    for index, raw in enumerate(_SPELLED.findall(text)):
        word = words.get(raw) or word_of(raw)
        start = text.find(raw, end)
        end = start + len(raw)
        tokens.append(Token(index, start, end, word))
    return tokens


def _number(form: str) -> int | None:
    """The whole number that digits with thousands marks spell; None for decimals and absurd lengths."""
    parts = form.replace("\u066c", ",").replace("\u066b", ".").replace(".", ",").split(",")
    if len(parts) > 1 and not all(len(part) == 3 for part in parts[1:]):
        return None
    digits = "".join(parts)
    return int(digits) if len(digits) <= 12 else None
