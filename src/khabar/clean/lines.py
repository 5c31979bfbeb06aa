"""Lines of a text with the features that tell reporting from page parts.

Invariant: each line's span is its letters without blanks at the ends; work on a line beyond counting its tokens is
bounded by `HEAD` and `TAIL` tokens, however long the line is.
"""

from __future__ import annotations

from typing import Final

from khabar.model.native import mypyc_attr
from khabar.model.spans import Span
from khabar.text.clitics import AL, BA, FA
from khabar.text.letters import INVISIBLE, LAM, WAW, has_arabic_letter
from khabar.text.tokens import Token

HEAD: Final = 80
TAIL: Final = 24
WIDE: Final = 3
SPOKEN: Final = frozenset(("word", "latin", "number"))
STOPS: Final = frozenset(".!?\u061f\u06d4")
QUESTIONS: Final = frozenset("?\u061f")
CLOSERS: Final = frozenset(")]\"\u00bb\u201d\u2019'" + INVISIBLE)
BULLETS: Final = frozenset("-*\u2022\u25aa\u25cf\u25ab\u25a0\u25cb\u2b55\u2013\u25c6\u25b6\u20e3[(")
SEPARATORS: Final = frozenset("|/\\>\u00bb\u203a\u00b7\u2022\u25cf\u2190\u2192\u00a6\uff5c")
DASHES: Final = frozenset("-\u2013\u2014\u2212\u0640\u2010\u2011")
PROSE_WORDS: Final = 8
PROSE_CHARS: Final = 120


@mypyc_attr(acyclic=True)
class Line:
    """One line that is not blank, ``start`` to ``end`` of the text. ``head`` and ``tail`` are its first and last
    tokens; ``words`` counts all of them.

    ``spoken`` are the words and numbers of the head; ``gaps`` counts neighbours that stand `WIDE` letters apart;
    ``classes`` is for the word classes of the spoken.
    """

    __slots__ = (
        "arabic", "classes", "end", "gaps", "head", "latin", "numbers", "size", "span", "spoken", "start", "stop",
        "tail", "truncated", "words",
    )  # fmt: skip

    def __init__(self, tokens: list[Token]) -> None:
        self.start = tokens[0].start
        self.end = tokens[-1].end
        self.span = Span(self.start, self.end)
        self.size = len(tokens)
        self.head = tokens if self.size <= HEAD else tokens[:HEAD]
        self.tail = tokens if self.size <= TAIL else tokens[-TAIL:]
        self.spoken: list[Token] = []
        arabic = latin = numbers = gaps = 0
        end, beyond = self.start, tokens[0].index + HEAD
        for token in tokens:
            if token.start - end >= WIDE:
                gaps += 1
            end = token.end
            if token.mark:
                continue
            if token.index < beyond:
                self.spoken.append(token)
            kind = token.kind
            if kind == "word":
                arabic += 1
            elif kind == "latin":
                latin += 1
            elif kind == "number":
                numbers += 1
        self.arabic, self.latin, self.numbers, self.gaps = arabic, latin, numbers, gaps
        self.words = arabic + latin + numbers
        self.stop, self.truncated = _ending(self.tail)
        self.classes: list[frozenset[str]] | None = None

    @property
    def prose(self) -> bool:
        """Whether the line reads like a paragraph: long, or several words and a full stop; never cut off with dots."""
        if self.truncated or self.arabic < PROSE_WORDS:
            return False
        return (self.stop and not self.asks) or self.end - self.start >= PROSE_CHARS

    @property
    def asks(self) -> bool:
        """Whether its last mark is a question mark, as in a headline."""
        return self.tail[-1].form in QUESTIONS

    @property
    def listed(self) -> bool:
        """Whether it is an item of a list or a live page: a bullet, number or clock before words, or a colon last."""
        first, last = self.head[0], self.tail[-1]
        if last.form in (":", "\u061b", "\u060c", ","):
            return True
        return (first.kind == "mark" and first.form in BULLETS) or first.kind == "number"

    def segments(self) -> list[list[Token]]:
        """Words of the first tokens between bars, slashes, arrows and loose dashes; empty pieces left out."""
        pieces: list[list[Token]] = [[]]
        for n, token in enumerate(self.head):
            if token.kind in SPOKEN:
                pieces[-1].append(token)
            elif token.form in SEPARATORS or (token.form in DASHES and self._loose(n)):
                pieces.append([])
        return [piece for piece in pieces if piece]

    def _loose(self, n: int) -> bool:
        """Whether token `n` has a blank on at least one side."""
        before = self.head[n - 1].end < self.head[n].start if n else True
        after = self.head[n].end < self.head[n + 1].start if n + 1 < len(self.head) else True
        return before or after


def _ending(tail: list[Token]) -> tuple[bool, bool]:
    """(ends with a full stop, is cut off with dots)."""
    at = len(tail) - 1
    while at >= 0 and tail[at].mark and tail[at].form in CLOSERS:
        at -= 1
    if at < 0 or not tail[at].mark:
        return False, False
    if tail[at].form == "\u2026" or (tail[at].form == "." and at and tail[at - 1].form == "."):
        return False, True
    return tail[at].form in STOPS, False


def find_lines(tokens: list[Token]) -> list[Line]:
    """The lines of a tokenized text in order, blank ones left out."""
    lines: list[Line] = []
    first = 0
    for n, token in enumerate(tokens):
        if token.word.line:
            if n > first:
                lines.append(Line(tokens[first:n]))
            first = n + 1
    if len(tokens) > first:
        lines.append(Line(tokens[first:]))
    return lines


def content(line: Line) -> set[str]:
    """The first letters of the longer Arabic words of a line, article and one-letter clitics cut: what it is about."""
    stems = set()
    for token in line.head:
        if token.kind == "word" and len(token.form) > 3 and has_arabic_letter(token.form):
            form = token.form
            if form[0] in WAW + FA + BA + LAM and len(form) > 5:
                form = form[1:]
            if form.startswith(AL) and len(form) > 4:
                form = form[2:]
            stems.add(form[:4])
    return stems
