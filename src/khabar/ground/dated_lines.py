"""The day that a line of a chronology opens with: ``Tuesday 5 November: shells fell on the camp``.

Invariant: only a day that opens its line and is set off from what follows it, or has the line to itself, dates it; a
page without several such lines gives nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from khabar.ground.dates import ANY_DAY, DayInterval, TimeExpression
from khabar.ground.dates_resolve import resolve
from khabar.text.sentences import Sentence
from khabar.text.tokens import Token

FEWEST: Final = 2
LONGEST: Final = 31
MARKS: Final = 3
WORDS: Final = 2
KINDS: Final = frozenset({"date", "weekday", "month", "part"})
SET_OFF: Final = frozenset(":-\u2013\u2014|\u2026")
"""What stands between the day and what happened on it."""


def dated_lines(
    tokens: list[Token],
    sentences: Sequence[Sentence],
    expressions: Mapping[int, Sequence[TimeExpression]],
    day: DayInterval,
) -> dict[int, DayInterval]:
    """The days of lines that a day opens, by index of sentence.

    A day with a line to itself dates the lines below it, up to the next such line; the last one as many as the longest
    before it has.
    """
    if day == ANY_DAY:
        return {}
    found: list[tuple[int, DayInterval, bool]] = []
    line = -1
    for n, sentence in enumerate(sentences):
        if sentence.line == line:
            continue
        line = sentence.line
        own = expressions.get(sentence.index)
        if not own:
            continue
        first = own[0]
        if first.kind not in KINDS or first.relation != "point" or not _opens(tokens, sentence, first):
            continue
        shut = first.last >= sentence.last
        if shut and n + 1 < len(sentences) and sentences[n + 1].line == line:
            continue
        if not shut and tokens[first.last].form not in SET_OFF:
            continue
        days = resolve(first, day)
        if days.start is None or days.end is None or (days.end - days.start).days > LONGEST or days.start > day.end:
            continue
        found.append((n, DayInterval(days.start, days.end), shut))
    if len(found) < FEWEST or len({days.start for _, days, _ in found}) < FEWEST:
        return {}
    return _spread(sentences, found)


def _opens(tokens: list[Token], sentence: Sentence, expression: TimeExpression) -> bool:
    """Whether it stands first in its line, past bullets and a word that leads it (on, dated)."""
    at = sentence.first
    while at < sentence.last - 1 and at - sentence.first < MARKS and tokens[at].mark:
        at += 1
    return expression.first - at < WORDS


def _spread(sentences: Sequence[Sentence], found: Sequence[tuple[int, DayInterval, bool]]) -> dict[int, DayInterval]:
    """The days of all the sentences that stand under each day found."""
    lines: dict[int, DayInterval] = {}
    longest = 1
    for at, (n, days, shut) in enumerate(found):
        line = sentences[n].line
        last = at + 1 == len(found)
        stop = sentences[-1].index + 1 if last else found[at + 1][0]
        if shut and not last:
            longest = max(longest, len({s.line for s in sentences[n + 1 : stop]}))
        reach: set[int] = set()
        for sentence in sentences[n:stop]:
            if sentence.line != line:
                if not shut or (last and len(reach) >= longest and sentence.line not in reach):
                    break
                reach.add(sentence.line)
            lines[sentence.index] = days
    return lines
