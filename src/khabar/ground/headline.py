"""What a headline names, and the day that the text gives to it below.

Invariant: only words give it a day; a headline with words of time, or with the text in its line, is left alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from khabar.ground.again import HARM, Marks
from khabar.ground.dates import DayInterval
from khabar.ground.when_options import future
from khabar.ground.when_words import Words
from khabar.model.drafts import Draft

PAST_SPAN: Final = 31
LEAD_DAYS: Final = 7
ALIKE: Final = 2
"""What is no more alike than this is another happening."""
NAMED_ALIKE: Final = 3
TOLD_ALIKE: Final = 5
TAKEN_UP: Final = 4
LOOKED_THROUGH: Final = 32
FEW: Final = 4
NAMED: Final = frozenset({"noun", "phrase"})
UNTOLD: Final = frozenset({"daypart", "vague", "run"})


def headline_of(drafts: Sequence[Draft], lines: Mapping[int, int]) -> int:
    """The first sentence that tells anything, where it has a line to itself and tells no time, and more is told below;
    else -1.
    """
    first = drafts[0].sentence if drafts else -1
    if first < 0 or first not in lines or drafts[-1].sentence == first:
        return -1
    if lines.get(first + 1) == lines[first] or lines.get(first - 1) == lines[first]:
        return -1
    for draft in drafts:
        if draft.sentence != first:
            return first
        if draft.times or draft.said_when:
            return -1
    return -1


def heads_part(at: int, drafts: Sequence[Draft], lines: Mapping[int, int]) -> bool:
    """Whether a happening stands in a line of its own above a part of the text: a noun, without time or source, with a
    paragraph of several sentences below.
    """
    draft = drafts[at]
    own = draft.sentence
    if draft.shape not in NAMED or draft.definite or own not in lines or lines.get(own + 1) != lines.get(own + 2):
        return False
    if own + 1 not in lines or lines[own] in (lines.get(own - 1), lines[own + 1]):
        return False
    around = (drafts[n] for n in range(max(0, at - FEW), min(len(drafts), at + FEW)))
    return not any(d.sentence == own and (d.times or d.said_when or d.sources) for d in around)


def told_below(at: int, drafts: Sequence[Draft], words: Words) -> DayInterval | None:
    """The day that words give to the first happening of its type in the sentence below a line that heads a part."""
    draft = drafts[at]
    for number in range(at + 1, min(len(drafts), at + LOOKED_THROUGH)):
        other = drafts[number]
        if other.sentence > draft.sentence + 1:
            break
        if other.sentence == draft.sentence or other.type != draft.type or future(other):
            continue
        anchor, said = words.statement(other)
        told = words.told(other, anchor, said, False)
        if told is None or told[0].value.kind in UNTOLD or told[0].value.relative_to_previous:
            return None
        return told[1] if is_recent(told[1], words.clock.published) else None
    return None


def foretold(at: int, drafts: Sequence[Draft], marks: Sequence[Marks | None], words: Words) -> DayInterval | None:
    """The day that words give below to what a headline names: to what is most alike, None where that has none.

    The first news of a headline is what the text tells first.
    """
    own, draft = marks[at], drafts[at]
    if own is None:
        return None
    best, found = ALIKE, None
    for number in range(at + 1, min(len(drafts), at + LOOKED_THROUGH)):
        other, alike = drafts[number], marks[number]
        if alike is None or other.sentence == draft.sentence or other.type not in HARM or future(other):
            continue
        score = own.likeness(alike)
        if score <= best:
            continue
        best, found = score, _recent_day(words, other)
        if at == 0:
            break
    return found


def dated_below(
    at: int, drafts: Sequence[Draft], marks: Sequence[Marks | None], words: Words, least: int
) -> DayInterval | None:
    """The day that words give below to what is named before it is told (in reply to *the attack on X*), or told first
    as somebody said on a day: to what is most alike and tells where it was.
    """
    own, draft = marks[at], drafts[at]
    if own is None or own.place is None:
        return None
    best, found = least - 1, None
    for number in range(at + 1, min(len(drafts), at + LOOKED_THROUGH)):
        other, alike = drafts[number], marks[number]
        if alike is None or other.sentence == draft.sentence or other.type not in HARM or future(other):
            continue
        score = own.likeness(alike)
        if score <= best or alike.place is None or (least == TOLD_ALIKE and own.sense != alike.sense):
            continue
        best, found = score, _recent_day(words, other)
    return found


def taken_up(
    at: int, drafts: Sequence[Draft], marks: Sequence[Marks | None], words: Words, anchor: DayInterval
) -> DayInterval | None:
    """The day that words give to a happening told on a day of speech, once it is taken up right after (five were
    killed, he said on Sunday. *The attack was on Friday*): the next of its kind, with the article, not elsewhere.
    """
    own, draft = marks[at], drafts[at]
    for number in range(at + 1, min(len(drafts), at + TAKEN_UP)):
        other, alike = drafts[number], marks[number]
        if other.type not in HARM:
            continue
        if alike is None or own is None or not other.definite or other.shape == "verb" or other.behind or other.aside:
            return None
        if other.sentence > draft.sentence + 1 or own.likeness(alike) < 0:
            return None
        days = _recent_day(words, other)
        return days if days is not None and days.end < anchor.start else None
    return None


def _recent_day(words: Words, draft: Draft) -> DayInterval | None:
    """The day that words give to a happening, if it can be that of the news."""
    anchor, said = words.statement(draft)
    told = words.told(draft, anchor, said, False)
    if told is None or told[0].value.kind in UNTOLD or not is_recent(told[1], words.clock.published):
        return None
    return told[1]


def is_recent(days: DayInterval, published: DayInterval) -> bool:
    """Whether they can be those of the news itself."""
    if days.start > published.end:
        return False
    return (days.end - days.start).days <= LEAD_DAYS and (published.start - days.end).days <= PAST_SPAN
