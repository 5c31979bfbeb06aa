"""The day of each entry of a live page, whose entries begin with the hour.

Invariant: entries keep the order of the page, newest first or oldest first; an hour that runs against that order is of
another day. A page without such entries gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from khabar.ground.dates import ANY_DAY, DayInterval
from khabar.ground.dates_calendar import shift_days
from khabar.text.sentences import Sentence
from khabar.text.tokens import Token

FEWEST: Final = 4
ALONE: Final = 12
HOUR_WORD: Final = 7
BULLETS: Final = 3
PARAGRAPHS: Final = 2
NIGHT_HOURS: Final = 6
OPENING: Final = "[("
_WORDS: Final = frozenset({"word", "latin"})
_STAMP: Final = re.compile(r"^[\[(]?\s*([01]?\d|2[0-3]):([0-5]\d)(?!\d)")


def entry_days(
    text: str, tokens: list[Token], sentences: Sequence[Sentence], day: DayInterval
) -> dict[int, DayInterval]:
    """The days of what the entries tell, by index of sentence; the oldest entries are of the first of `day`.

    An entry of the hours after midnight tells of the night, so its days are the one before and its own.
    """
    if day == ANY_DAY:
        return {}
    stamps: list[tuple[int, int, bool]] = []
    line = -1
    for sentence in sentences:
        if sentence.line != line:
            line = sentence.line
            start = _stamped(tokens, sentence)
            if start < 0 or not (text[start].isdecimal() or text[start] in OPENING):
                continue
            told = text[start : tokens[sentence.last - 1].end]
            found = _STAMP.match(told)
            if found is not None:
                stamps.append((sentence.index, int(found[1]) * 60 + int(found[2]), len(told) <= ALONE))
    if len(stamps) < FEWEST:
        return {}
    falls = sum(b[1] < a[1] for a, b in pairwise(stamps))
    hours = [(index, minute) for index, minute, _ in stamps]
    days = _days(hours[::-1] if falls * 2 > len(stamps) - 1 else hours, day)
    lines = {sentence.index: sentence.line for sentence in sentences}
    stops = [*(index for index, _, _ in stamps[1:]), sentences[-1].index + 1]
    entries: dict[int, DayInterval] = {}
    for (start, _, alone), stop in zip(stamps, stops, strict=True):
        reach = lines[start] + alone * PARAGRAPHS
        entries.update((i, days[start]) for i in range(start, stop) if i in lines and lines[i] <= reach)
    return entries


def _stamped(tokens: list[Token], sentence: Sentence) -> int:
    """Where an hour may begin a line: past bullets, or after its word on a line of its own; -1 if nowhere."""
    at, last = sentence.first, sentence.last
    while at < min(last - 1, sentence.first + BULLETS) and tokens[at].mark and tokens[at].form not in OPENING:
        at += 1
    first = tokens[at]
    if first.kind not in _WORDS:
        return first.start
    short = tokens[last - 1].end - first.start <= ALONE + HOUR_WORD
    return tokens[at + 1].start if short and at + 1 < last and len(first.form) <= HOUR_WORD else -1


def _days(stamps: Sequence[tuple[int, int]], day: DayInterval) -> dict[int, DayInterval]:
    """The days of entries from the oldest to the newest."""
    days: dict[int, DayInterval] = {}
    passed, last = 0, -1
    for index, minute in stamps:
        passed += minute < last
        last = minute
        own = shift_days(day.start, passed)
        night = passed and minute < NIGHT_HOURS * 60
        days[index] = DayInterval(shift_days(own, -1) if night else own, own)
    return days
