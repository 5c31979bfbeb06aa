"""Sentences and quotations over tokens.

Invariant: sentences are runs of tokens that cover all words of the text in order and never overlap.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from khabar.model.native import mypyc_attr
from khabar.model.spans import Span
from khabar.text.tokens import Token

STOPS: Final = frozenset(".!?\u061f\u2026\u06d4")
OPENING: Final = {"\u00ab": "\u00bb", "\u201c": "\u201d", "\u2018": "\u2019", "\u201e": "\u201c", "\u2039": "\u203a"}
CLOSING: Final = frozenset("\u00bb\u201d\u2019\u203a")
STRAIGHT: Final = '"'
MAX_QUOTE: Final = 400
MAX_SENTENCE: Final = 200


@mypyc_attr(acyclic=True)
class Sentence:
    """Tokens ``first``..``last`` (exclusive). ``line`` counts line ends; ``headline``: on the first line with words."""

    __slots__ = ("first", "headline", "index", "last", "line")

    def __init__(self, index: int, first: int, last: int, line: int, headline: bool) -> None:
        self.index = index
        self.first = first
        self.last = last
        self.line = line
        self.headline = headline


def split_sentences(tokens: list[Token]) -> list[Sentence]:
    """Cut at line ends and stops. A stop after a lone letter, between digits or doubled (``..``) does not end one.

    A sentence longer than `MAX_SENTENCE` tokens is cut there, so that no text can make reading slow.
    """
    sentences: list[Sentence] = []
    first, line, top = 0, 0, 0
    spoken = False  # a word since `first`
    count = len(tokens)
    for i, token in enumerate(tokens):
        if token.word.line:
            if spoken:
                sentences.append(Sentence(len(sentences), first, i, line, line == top))
                spoken = False
            first = i + 1
            line += 1
            top += not sentences
            continue
        if i - first >= MAX_SENTENCE:
            if spoken:
                sentences.append(Sentence(len(sentences), first, i, line, line == top))
                spoken = False
            first = i
        if not token.mark:
            spoken = True
        elif spoken and token.form in STOPS and _ends(tokens, i, count):
            sentences.append(Sentence(len(sentences), first, i + 1, line, line == top))
            first, spoken = i + 1, False
    if spoken:
        sentences.append(Sentence(len(sentences), first, count, line, line == top))
    return sentences


def _ends(tokens: list[Token], i: int, count: int) -> bool:
    token = tokens[i]
    before = tokens[i - 1] if i else None
    after = tokens[i + 1] if i + 1 < count else None
    if after is not None and (after.form in CLOSING or after.form == ")"):
        return False
    if after is not None and after.form == STRAIGHT and after.start == token.end:
        return False
    if token.form in ("\u2026",) or (before is not None and before.form == "." and before.end == token.start):
        return False
    if token.form == "." and after is not None and after.form == ".":
        return False
    return not (token.form == "." and before is not None and before.kind in ("word", "latin") and len(before.form) == 1)


def outside(tokens: list[Token], sentences: Sequence[Sentence], spans: Iterable[Span]) -> list[Sentence]:
    """The sentences that share no letter with any of `spans`."""
    stretches = [(span.start, span.end) for span in sorted(spans)]
    kept: list[Sentence] = []
    at = 0
    for sentence in sentences:
        start, end = tokens[sentence.first].start, tokens[sentence.last - 1].end
        while at < len(stretches) and stretches[at][1] <= start:
            at += 1
        if at == len(stretches) or stretches[at][0] >= end:
            kept.append(sentence)
    return kept


def find_quotes(tokens: list[Token]) -> list[tuple[int, int]]:
    """Token ranges (opening mark, one past closing mark) of quotations, outermost only, in order.

    Straight marks pair up within a line; a quotation left open ends with its line, or after `MAX_QUOTE` tokens.
    """
    quotes: list[tuple[int, int]] = []
    stack: list[str] = []
    start = -1
    for i, token in enumerate(tokens):
        form = token.form
        if stack and (token.word.line or i - start > MAX_QUOTE):
            quotes.append((start, i))
            stack.clear()
            continue
        if not token.mark:
            continue
        if stack and form == stack[-1]:
            stack.pop()
            if not stack:
                quotes.append((start, i + 1))
        elif form in OPENING or (form == STRAIGHT and STRAIGHT not in stack):
            if not stack:
                start = i
            stack.append(OPENING.get(form, STRAIGHT))
    if stack:
        quotes.append((start, len(tokens)))
    return quotes
