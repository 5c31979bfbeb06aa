"""Years that lines of a chronology open with (``1992: a bomb went off``), and their day on pages of what happened on a
day of the year.

Invariant: only a page with several such lines in the order of their years has any; a number that counts is no year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from khabar.ground.dates import Point, TimeExpression
from khabar.model.spans import Span
from khabar.text.sentences import Sentence
from khabar.text.tokens import Token

FEWEST: Final = 2
FEWEST_BARE: Final = 3
FIRST: Final = 1900
LAST: Final = 2100
DIGITS: Final = 4
MARKS: Final = 3
SET_OFF: Final = frozenset(":-\u2013\u2014|")
RULE: Final = "time.year_line"


def with_year_lines(
    tokens: list[Token], sentences: Sequence[Sentence], expressions: dict[int, list[TimeExpression]]
) -> dict[int, list[TimeExpression]]:
    """The expressions of each sentence, with the years that lines open with."""
    found: list[tuple[Sentence, int, int]] = []
    line, bare = -1, 0
    for sentence in sentences:
        if sentence.line == line:
            continue
        line = sentence.line
        at = sentence.first
        while at < sentence.last - 1 and at - sentence.first < MARKS and tokens[at].mark:
            at += 1
        form = tokens[at].form
        if tokens[at].kind != "number" or len(form) != DIGITS or not form.isdigit() or at + 1 >= sentence.last:
            continue
        if not FIRST <= int(form) < LAST or any(e.first <= at < e.last for e in expressions.get(sentence.index, ())):
            continue
        bare += int(tokens[at + 1].form not in SET_OFF)
        found.append((sentence, at, int(form)))
    if len(found) < (FEWEST_BARE if bare else FEWEST):
        return expressions
    years = [year for _, _, year in found]
    if len(set(years)) < FEWEST or (years != sorted(years) and years != sorted(years, reverse=True)):
        return expressions
    day = _day_of_year(expressions, found[0][0].index)
    out = dict(expressions)
    for sentence, at, year in found:
        point = Point("date" if day is not None else "year")
        point.year = year
        if day is not None:
            point.month, point.day = day
        told = TimeExpression(
            Span(tokens[at].start, tokens[at].end), at, at + 1, point, None, "point", at, "", RULE, False
        )
        out[sentence.index] = [told, *out.get(sentence.index, ())]
    return out


def _day_of_year(expressions: Mapping[int, Sequence[TimeExpression]], first: int) -> tuple[int, int] | None:
    """The one day of the year, told without its year, of which the page speaks above its lines."""
    days = {
        (e.point.month, e.point.day)
        for sentence, own in expressions.items()
        if sentence < first
        for e in own
        if e.kind == "date" and e.point.year is None and e.point.day is not None and e.point.month is not None
    }
    if len(days) != 1:
        return None
    month, day = days.pop()
    return (month, day) if month is not None and day is not None and month <= 12 else None
