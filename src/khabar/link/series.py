"""Series of deeds told in one word ("the attacks"): which mentions tell one, and over which days, where the document
counts them elsewhere.

Invariant: a function of one document. A mention that gives a day or a site of its own takes nothing from the count.
"""

from __future__ import annotations

import collections
from collections.abc import Mapping, Sequence

from khabar.link import wording, words
from khabar.model.days import to_ordinal
from khabar.model.records import Event, Reading, Tally
from khabar.text.clitics import PRONOUNS

LONG_DAYS = 5
"""Days that a series spans at least."""
HEAD = 3
"""Words of a trigger among which its plural stands."""
COUNTED = ("attacks", "strikes")
SITE = "site"

Days = tuple[int, int]


def is_plural(trigger: str) -> bool:
    """Whether a noun of the trigger is a sound plural in at, a pronoun after it or not."""
    return any(map(_ends_plural, words.WORD.findall(words.fold(trigger))[:HEAD]))


def is_series(event: Event, first: int | None, last: int | None) -> bool:
    """Whether a mention tells in the plural of deeds over a span of days, given as ordinals."""
    return first is not None and last is not None and last - first + 1 >= LONG_DAYS and is_plural(event.trigger)


def spans_of(reading: Reading) -> Mapping[str, Days]:
    """Over which days the document counts attacks, and strikes: from the start that most of its tallies give."""
    return {
        counted: days
        for counted in COUNTED
        if (days := _span([tally for tally in reading.tallies if tally.counted == counted]))
    }


def days_of(event: Event, spans: Mapping[str, Days]) -> Days | None:
    """The days of the counted series that a mention takes up: the attacks, where no day or site stands beside them."""
    own = event.time is not None and bool(event.time.text)
    if own or event.type != "assault" or not words.is_definite(event.trigger) or not is_plural(event.trigger):
        return None
    if event.place is not None and event.place.level == SITE:
        return None
    return spans.get("strikes" if wording.is_strike(event.trigger) else "attacks")


def _span(tallies: Sequence[Tally]) -> Days | None:
    known = [(to_ordinal(tally.start), to_ordinal(tally.end)) for tally in tallies]
    long = [(a, b) for a, b in known if a is not None and b is not None and b - a + 1 >= LONG_DAYS]
    if not long:
        return None
    start, _ = min(collections.Counter(a for a, _ in long).items(), key=lambda item: (-item[1], item[0]))
    return start, max(b for a, b in long if a == start)


def _ends_plural(word: str) -> bool:
    ends = (word, *(word.removesuffix(pronoun) for pronoun in PRONOUNS if word.endswith(pronoun)))
    return any(len(end) > len(words.PLURAL) + 2 and end.endswith(words.PLURAL) for end in ends)
