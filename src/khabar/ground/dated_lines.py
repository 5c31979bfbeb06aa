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
LED: Final = 3
LONGEST: Final = 62
MARKS: Final = 3
WORDS: Final = 2
HEADING: Final = 6
KINDS: Final = frozenset({"date", "weekday", "month", "part"})
SET_OFF: Final = frozenset(":-\u2013\u2014|\u2026")
"""What stands between the day and what happened on it."""
COLON: Final = ":"
COMMA: Final = "\u060c"
NAMED: Final = frozenset({"-", "(", ")", ".", "\u2013", "\u2014", "/", '"', COMMA})
"""Marks that may stand in the heading of an entry, between what it names and its day."""


class Entry:
    """One entry of a chronology: its first sentence, the letters of its heading before the day, its days."""

    __slots__ = ("days", "end", "sentence", "start")

    def __init__(self, sentence: int, start: int, end: int, days: DayInterval) -> None:
        self.sentence = sentence
        self.start = start
        self.end = end
        self.days = days


def dated_lines(
    tokens: list[Token],
    sentences: Sequence[Sentence],
    expressions: Mapping[int, Sequence[TimeExpression]],
    day: DayInterval,
) -> dict[int, DayInterval]:
    """The days of lines that a day opens, by index of sentence.

    A day with a line to itself dates the lines below it, up to the next such line; the last one as many as the longest
    before it has. A year with a line to itself is that of the days below it.
    """
    if day == ANY_DAY:
        return {}
    found: list[tuple[int, DayInterval, bool]] = []
    led: set[int] = set()
    line = -1
    anchor = day
    for n, sentence in enumerate(sentences):
        if sentence.line == line:
            continue
        line = sentence.line
        own = expressions.get(sentence.index)
        if not own:
            continue
        first = own[0]
        if first.relation != "point":
            continue
        alone = n + 1 >= len(sentences) or sentences[n + 1].line != line
        shut = alone and all(t.mark for t in tokens[first.last : sentence.last])
        if first.kind == "year":
            anchor = _year(first, day) if shut and _opens(tokens, sentence, first) else anchor
            continue
        if first.kind not in KINDS:
            continue
        in_sentence = _is_led(tokens, sentence, first, shut)
        opens = in_sentence or (_opens(tokens, sentence, first) and _set_off(tokens, first, shut))
        if not (opens or _heads(tokens, sentence, first, shut)):
            continue
        days = resolve(_in_year(first, anchor) if anchor is not day else first, anchor)
        if days.start is None or days.end is None or (days.end - days.start).days > LONGEST or days.start > day.end:
            continue
        found.append((n, DayInterval(days.start, days.end), shut))
        if in_sentence:
            led.add(n)
    if len(found) < LED or len(led) < len(found) - 1:
        found = [f for f in found if f[0] not in led]
    if len(found) < FEWEST or len({days.start for _, days, _ in found}) < FEWEST:
        return {}
    return _spread(sentences, found)


def entries_told(
    tokens: list[Token],
    sentences: Sequence[Sentence],
    expressions: Mapping[int, Sequence[TimeExpression]],
    days: Mapping[int, DayInterval],
) -> dict[int, Entry]:
    """The entries of a chronology by sentence, each with the letters before its day; `days` as `dated_lines` gives."""
    out: dict[int, Entry] = {}
    entry: Entry | None = None
    line = -1
    for sentence in sentences:
        dated = days.get(sentence.index)
        if dated is None:
            entry, line = None, sentence.line
            continue
        own = expressions.get(sentence.index)
        fresh = sentence.line != line and bool(own)
        line = sentence.line
        if fresh and own is not None and own[0].relation == "point" and own[0].kind in KINDS:
            before = tokens[sentence.first].start, tokens[own[0].first].start
            words = sum(not t.mark for t in tokens[sentence.first : own[0].first])
            if words <= HEADING and (entry is None or entry.days is not dated):
                entry = Entry(sentence.index, before[0], before[1], dated)
        if entry is not None and entry.days is dated:
            out[sentence.index] = entry
    return out


def _year(expression: TimeExpression, day: DayInterval) -> DayInterval:
    """The day from which days without a year are told under a year: its last, or the article's own."""
    days = resolve(expression, day)
    return DayInterval(days.end, days.end) if days.end is not None and days.end < day.start else day


def _in_year(expression: TimeExpression, anchor: DayInterval) -> TimeExpression:
    """A day or month without a year, read in the year that stands above it."""
    if expression.point.year is not None or expression.point.month is None or expression.point.year_shift is not None:
        return expression
    point = expression.point.copy()
    point.year = anchor.end.year
    return expression.of_point(point)


def _set_off(tokens: list[Token], expression: TimeExpression, shut: bool) -> bool:
    """Whether a day is set off from what follows it: alone, by a dash or colon, or a bare date by a comma."""
    if shut:
        return True
    mark = tokens[expression.last].form
    return mark in SET_OFF or (mark == COMMA and expression.kind == "date" and not _has_lead(expression))


def _has_lead(expression: TimeExpression) -> bool:
    """Whether a preposition leads it."""
    return 0 <= expression.lead < expression.first


def _is_led(tokens: list[Token], sentence: Sentence, expression: TimeExpression, shut: bool) -> bool:
    """Whether a day opens the first sentence of its line as words do (*On 20 January,* ..., *7 May 1999* a blast)."""
    if shut or expression.kind != "date" or not _opens(tokens, sentence, expression):
        return False
    if _has_lead(expression):
        return tokens[expression.last].form == COMMA
    return expression.point.year is not None and not tokens[expression.last].mark


def _opens(tokens: list[Token], sentence: Sentence, expression: TimeExpression) -> bool:
    """Whether it stands first in its line, past bullets and a word that leads it (on, dated)."""
    at = sentence.first
    while at < sentence.last - 1 and at - sentence.first < MARKS and tokens[at].mark:
        at += 1
    return expression.first - at < WORDS


def _heads(tokens: list[Token], sentence: Sentence, expression: TimeExpression, shut: bool) -> bool:
    """Whether it closes the short heading of an entry, after what that names (*Berlin, December 2016:*)."""
    if not shut and tokens[expression.last].form != COLON:
        return False
    if (
        shut
        and not _in_brackets(tokens, sentence, expression)
        and (expression.last >= sentence.last or tokens[expression.last].form != COLON)
        and not _bulleted(tokens, sentence)
    ):
        return False
    words = 0
    for token in tokens[sentence.first : expression.first]:
        words += int(not token.mark)
        if token.mark and words and token.form not in NAMED:
            return False
    return words <= HEADING


def _in_brackets(tokens: list[Token], sentence: Sentence, expression: TimeExpression) -> bool:
    """Whether it stands in brackets at the end of its line (*The prison stormed (3 February)*)."""
    if expression.first <= sentence.first or expression.last >= sentence.last:
        return False
    return tokens[expression.first - 1].form == "(" and tokens[expression.last].form == ")"


def _bulleted(tokens: list[Token], sentence: Sentence) -> bool:
    return tokens[sentence.first].mark


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
