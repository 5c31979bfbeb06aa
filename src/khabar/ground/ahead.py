"""Tells which phrases of time, and which sentences, speak of what is yet to come: his forces *will* storm it on Friday.

Invariant: only a word of the future before the phrase, within its clause, puts it there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from khabar.ground.dates import TimeExpression
from khabar.ground.dates_find import TimeFinder
from khabar.text.clitics import CONJUNCTIONS, SIN
from khabar.text.sentences import Sentence
from khabar.text.tokens import Token

REACH: Final = 12
OPENING: Final = 4
LONG: Final = 5
Future = Callable[[Token, bool], bool]
"""Whether a word is a verb with the letter of the future; of one that opens its sentence, also a present verb of
meeting (London *hosts* a conference on Tuesday).
"""


def is_ahead(
    tokens: list[Token], sentence: Sentence, expression: TimeExpression, finder: TimeFinder, future: Future
) -> bool:
    """Whether a weekday or a date without its year stands after a word of the future in its clause."""
    point = expression.point
    if point.kind not in ("weekday", "date") or point.year is not None or point.shift is not None:
        return False
    for i in range(expression.lead - 1, max(sentence.first, expression.lead - REACH) - 1, -1):
        token = tokens[i]
        if token.mark:
            return False
        if token.form in finder.planned or (_may_be(token) and future(token, False)):
            return True
        if i == sentence.first and sentence.index and point.kind == "weekday" and future(token, True):
            return True
    return False


def _may_be(token: Token) -> bool:
    """Whether the letter of the future may begin a word."""
    form = token.form
    return len(form) >= LONG and (form[0] == SIN or (form[1] == SIN and form[0] in CONJUNCTIONS))


def planned_sentences(tokens: list[Token], sentences: Sequence[Sentence], finder: TimeFinder) -> frozenset[int]:
    """The sentences that open with what is planned (it is expected that he arrives on Friday)."""
    found: set[int] = set()
    for sentence in sentences:
        for i in range(sentence.first, min(sentence.first + OPENING, sentence.last)):
            if tokens[i].form in finder.planned:
                found.add(sentence.index)
    return frozenset(found)
