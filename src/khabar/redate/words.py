"""What an article's own words of time say of its day: which weekdays it can be of, when its news would be fresh.

Invariant: pure; only the claims' words count, never the days that stand beside them.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from khabar.model.dating import Wordings
from khabar.redate import lag
from khabar.redate.told import FORCE, Told

WEEK = 7
MOST_WORDS = 64
LEADING = 0.6
AGEING = 0.8


class OwnWords:
    """The words of time of one article's claims, in the order of its letters; the first `MOST_WORDS` of them."""

    def __init__(self, told: Sequence[Told], wordings: Wordings) -> None:
        self._wordings = wordings
        self._all = list(dict.fromkeys(one.words for one in told if one.words))[:MOST_WORDS]
        self._news = list(dict.fromkeys(o.words for o in told if o.words and o.event.type in FORCE))[:MOST_WORDS]

    def possible(self, day: int) -> bool:
        """Whether an article of that day can say all of it: `yesterday, Monday` is said on Tuesdays only."""
        return all(self._read(words, day) is not None or not self._on_some_weekday(words, day) for words in self._all)

    def weigh(self, day: int) -> float:
        """How usual it is that an article of that day tells what it tells; 0 where its words do not say.

        The newest and what the article leads with are of the last days, and nothing that it calls by its weekday is
        nearly a week old.
        """
        found = [self._read(words, day) for words in self._news]
        ages = [day - days[1] for days in found if days is not None and 0 <= day - days[1] < WEEK]
        if not ages:
            return 0.0
        return lag.weigh(min(ages)) + LEADING * lag.weigh(ages[0]) - AGEING * max(ages)

    def _read(self, words: str, day: int) -> tuple[int, int] | None:
        found = self._wordings(words, datetime.date.fromordinal(day))
        return None if found is None else (found[0].toordinal(), found[1].toordinal())

    def _on_some_weekday(self, words: str, day: int) -> bool:
        return any(self._read(words, day + k) is not None for k in range(1, WEEK))
