"""Words of time taken out of their sentence and read on another day.

Invariant: pure; words that the time packs do not read as one phrase give no days, never a guess.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Final

from khabar.ground.dates import DayInterval, TimeExpression
from khabar.ground.dates_find import TimeFinder
from khabar.ground.dates_resolve import resolve
from khabar.packs.schema.base import Entry
from khabar.text.tokens import tokenize

LONGEST: Final = 120
KEPT: Final = 4096
POINTS: Final = frozenset({"date", "weekday", "deictic", "weekend", "ago"})


class WordedDays:
    """Gives the days of words such as `on Tuesday evening`, told on a day; build it once."""

    def __init__(self, words: Iterable[Entry], rules: Iterable[Entry]) -> None:
        """Take the entries of the ``calendar`` and ``time_rule`` packs."""
        self._finder = TimeFinder(words, rules)
        self._read = lru_cache(maxsize=KEPT)(self._find)

    def __call__(self, words: str, on: date) -> tuple[date, date] | None:
        """The days, both included; None where the words give no day, or only how long something lasted.

        Words that cannot have been said on that day (yesterday, Monday) give none either.
        """
        expression = self._read(words)
        if expression is None:
            return None
        found = resolve(expression, DayInterval(on, on))
        if found.start is None or found.end is None or found.start > found.end:
            return None
        point = expression.point
        if point.kind == "deictic" and point.weekday not in (None, found.start.weekday()):
            return None
        if point.kind == "deictic" and point.weekday is not None and (on - found.start).days != -(point.offset or 0):
            return None
        return found.start, found.end

    def _find(self, words: str) -> TimeExpression | None:
        """The one expression of the words that names a day; a part of the day beside it adds nothing."""
        if len(words) > LONGEST:
            return None
        tokens = tokenize(words)
        found = [e for e in self._finder.find(tokens, 0, len(tokens)) if e.point.kind != "daypart"]
        if len(found) != 1:
            return None
        expression = found[0]
        plain = expression.relation in ("point", "during", "between") and expression.point.kind in POINTS
        return expression if plain and not expression.ranked and not expression.point.of else None
