"""The period that a bulletin covers, and the lines of its list.

Invariant: only a text with a list has a period; what its heading tells in words is taken, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from khabar.ground.dates import ANY_DAY, DayInterval, TimeExpression
from khabar.ground.dates_resolve import resolve
from khabar.text.sentences import Sentence
from khabar.text.tokens import Token

FEWEST: Final = 3
LONGEST: Final = 31
HEADING: Final = 6
_ITEM: Final = re.compile(
    r"^\s*(?:[-*\u2022\u25cf\u25aa\u25fe\u2013]\s|\d{1,2}\s?(?:[-.)\u2013]|\ufe0f?\u20e3)\s?\S|[\u0660-\u0669]{1,2}\s?[-.)])"
)
BULLETS: Final = "-*\u2022\u25cf\u25aa\u25fe\u2013"
_WORDS: Final = frozenset({"word", "latin"})
"""What a line begins with that is no item, where nothing stands before it."""
KINDS: Final = frozenset({"span", "date", "weekday", "deictic"})


def items(text: str, tokens: list[Token], sentences: Sequence[Sentence]) -> dict[int, int]:
    """The line of the list in which each sentence stands, by index of sentence; empty for a text without a list."""
    marked: set[int] = set()
    line, last = -1, 0
    for sentence in sentences:
        if sentence.line != line:
            line = sentence.line
            first = tokens[sentence.first]
            if first.kind not in _WORDS or sentence.first > last + 1:
                end = tokens[last - 1].end if last else 0
                at = text.rfind("\n", end, first.start) + 1 or end
                told = text[at : first.start + 8].lstrip()
                if told and (told[0].isdecimal() or told[0] in BULLETS) and _ITEM.match(told):
                    marked.add(line)
        last = sentence.last
    if len(marked) < FEWEST:
        return {}
    return {sentence.index: sentence.line for sentence in sentences if sentence.line in marked}


def period(
    listed: Mapping[int, int], expressions: Mapping[int, Sequence[TimeExpression]], published: DayInterval
) -> DayInterval | None:
    """The days that the sentences before a list tell of: a span or a day, the article's own day only for want of
    others.
    """
    if not listed or published == ANY_DAY:
        return None
    own: DayInterval | None = None
    first = min(listed)
    for index in range(min(first, HEADING)):
        for expression in expressions.get(index, ()):
            if (
                expression.kind not in KINDS
                or expression.point.of
                or expression.relation not in ("point", "during", "between")
            ):
                continue
            found = resolve(expression, published)
            if found.start is None or found.end is None or (found.end - found.start).days > LONGEST:
                continue
            days = DayInterval(found.start, found.end)
            if days != published:
                return days
            own = own or days
    return own
