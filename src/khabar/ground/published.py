"""The day an article appeared: told, or worked out from what it mentions.

Invariant: pure; a day that the text does not state is an interval with the reasons that led to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from datetime import date
from typing import Final

import msgspec

from khabar.ground.ahead import Future, is_ahead, planned_sentences
from khabar.ground.anniversaries import find_anniversaries
from khabar.ground.dates import DayInterval, TimeExpression
from khabar.ground.dates_calendar import shift_days
from khabar.ground.dates_find import TimeFinder
from khabar.ground.dates_resolve import resolve
from khabar.ground.published_evidence import FEWEST_OF_RUN, Evidence
from khabar.ground.published_guess import (
    FAR_AHEAD,
    LATEST,
    RUN_SENTENCES,
    Clue,
    Guess,
    guess_days,
    sort_clues,
    untimely,
    weigh_days,
)
from khabar.ground.published_scale import FORBIDDEN
from khabar.ground.terms import Term, Terms
from khabar.ground.world import Named, WorldEvents
from khabar.model.records import Published
from khabar.text.sentences import Sentence
from khabar.text.tokens import Token

DayOfLine = Callable[[int, int], date | None]
TOP_LINES: Final = 6
LAST_LINES: Final = 3
SHORT_LINE: Final = 18
DATELINE_TOKENS: Final = 10
NEAR_DAYS: Final = 7
MOST_BELIEVED: Final = 60


MOST_OF_LINE: Final = 14
"""Tokens: a line that gives the day in another manner of writing holds little else."""
YEAR_LETTERS: Final = 4
OUTBREAK: Final = 10
AFTER: Final = 3
"""Tokens before and after so many days ago where a word of the outbreak ties it to what is counted from."""


def _never(_token: Token, _opens: bool) -> bool:
    return False


def _unread(_first: int, _last: int) -> date | None:
    return None


def date_document(
    tokens: list[Token],
    sentences: Sequence[Sentence],
    finder: TimeFinder,
    world: WorldEvents,
    *,
    metadata: date | None = None,
    reporting: Sequence[Sentence] | None = None,
    named: Sequence[Named] | None = None,
    terms: Terms | None = None,
    expressions: Mapping[int, Sequence[TimeExpression]] | None = None,
    believed: Published | None = None,
    future: Future = _never,
    day_of_line: DayOfLine = _unread,
) -> Published:
    """The day of publication as an interval.

    Args:
        tokens: All tokens of the document.
        sentences: Its sentences, furniture included.
        finder: The reader of time phrases.
        world: Dated events of the world.
        metadata: The day that a feed gave; it is taken as it is.
        reporting: The sentences outside furniture, all where none are given; a date line among the others counts, the
            rest of them says nothing.
        named: What `world` finds in the reporting, where that is at hand.
        terms: Who held an office when: an article that gives someone a title is of his days.
        expressions: What `finder` gives for each sentence, by its index, where that is at hand.
        believed: Days that other documents tell of this one; heard where neither metadata nor the text state the day.
        future: Whether a word tells of what is to come, where the packs are at hand.
        day_of_line: The day that the tokens of a short line tell as pages write it (Jan 24, 2024), if any.

    Returns:
        The interval, ``stated`` where metadata or a date line give the full date. Without any clue it is empty.
    """
    if expressions is None:
        expressions = {s.index: finder.find(tokens, s.first, s.last) for s in sentences}
    body = sentences if reporting is None else reporting
    inside = {sentence.index for sentence in body}
    clues = _clues(sentences, expressions, inside)
    line = _date_line(sentences, clues)
    if line is None and metadata is None:
        line = _written_line(tokens, sentences, day_of_line)
    if metadata is not None:
        because = [f"metadata gives {metadata}"]
        if line is not None and abs((line[0] - metadata).days) > 3:
            because.append(f"the text's own date differs: {line[0]}")
        return _stated(metadata, because)
    if line is not None:
        return _stated(line[0], [line[1]])
    named = world.find(tokens, body) if named is None else named
    bounds = terms.find(tokens, body) if terms is not None else []
    heard = [clue for clue in clues if clue.sentence in inside or _is_day_line(sentences, clue)]
    heard = [c for c in heard if not is_ahead(tokens, sentences[c.sentence], c.expression, finder, future)]
    evidence = _evidence(tokens, body, heard, named, bounds, finder)
    guess = guess_days(evidence)
    if guess.days is None or guess.excluded:
        never = untimely(named, bounds) if guess.excluded else frozenset()
        wider = world.find(tokens, body, wide=True, never=never)
        if len(wider) > len(named) or never:
            other = _evidence(tokens, body, heard, wider, bounds, finder)
            again = guess_days(other)
            if guess.days is None or (again.days is not None and not again.excluded):
                evidence, guess = other, again
    own = _on_day_line(_guessed(guess), sentences, clues, inside)
    if believed is None or believed.start is None or believed.end is None:
        return own
    return _believing(believed, own, evidence)


def _evidence(
    tokens: list[Token],
    body: Sequence[Sentence],
    heard: Sequence[Clue],
    named: Sequence[Named],
    bounds: Sequence[Term],
    finder: TimeFinder,
) -> Evidence:
    """The clues sorted: events that are planned or remembered tell another day than those that happened."""
    planned = planned_sentences(tokens, body, finder)
    body_of = {sentence.index: sentence for sentence in body}
    eves = {c.sentence for c in heard if c.expression.kind == "deictic" and c.expression.point.offset == 1}
    kept = find_anniversaries(tokens, body, named, finder, eves)
    past = [event for event in named if event.sentence not in planned]
    behind = frozenset(s.index for s in body if tokens[s.first].form in finder.was)
    evidence = sort_clues(heard, past, list(bounds), kept, behind)
    evidence.gone = [
        int(c.expression.point.count or 0) for c in heard if _since_outbreak(tokens, body_of.get(c.sentence), c, finder)
    ]
    evidence.first = body[0].index if body else 0
    evidence.coming = [event for event in named if event.sentence in planned and event.event.fresh]
    return evidence


def _since_outbreak(tokens: list[Token], sentence: Sentence | None, clue: Clue, finder: TimeFinder) -> bool:
    """Whether a phrase tells how many days ago something began (since the strikes began eight days ago)."""
    point = clue.expression.point
    if point.kind not in ("ago", "later") or point.unit != "day" or (point.count or 0) < FEWEST_OF_RUN:
        return False
    if sentence is None or clue.body >= RUN_SENTENCES:
        return False
    first = max(sentence.first, clue.expression.first - OUTBREAK)
    last = min(sentence.last, clue.expression.last + AFTER)
    return any(tokens[i].form in finder.outbreak for i in range(first, last))


def _guessed(guess: Guess) -> Published:
    if guess.days is None or guess.likeliest is None:
        return Published(because=guess.because)
    if not guess.borne_out:
        return Published(because=(f"no more than a hint of {guess.likeliest}", *guess.because))
    return Published(
        start=guess.days.start.isoformat(), end=guess.days.end.isoformat(), likeliest=guess.likeliest.isoformat(),
        because=guess.because,
    )  # fmt: skip


def _believing(believed: Published, own: Published, evidence: Evidence) -> Published:
    """The days that other documents tell, the likeliest of them by the text's clues.

    Where the text forbids all of them it keeps its own days, and says so.
    """
    first = date.fromisoformat(believed.start or "")
    last = min(date.fromisoformat(believed.end or ""), shift_days(first, MOST_BELIEVED))
    days = [shift_days(first, k) for k in range((last - first).days + 1)]
    weights = weigh_days(days, evidence)
    told = date.fromisoformat(believed.likeliest) if believed.likeliest else first
    best = max(days, key=lambda day: (weights[day], day == told, -day.toordinal()))
    if weights[best] <= FORBIDDEN / 2:
        why = f"other articles tell {first} to {last}, which its own words exclude"
        return msgspec.structs.replace(own, because=(*own.because, why))
    return Published(start=believed.start, end=believed.end, likeliest=best.isoformat(), because=believed.because)


def _stated(day: date, because: list[str]) -> Published:
    return Published(start=day.isoformat(), end=day.isoformat(), stated=True, because=tuple(because))


def _clues(
    sentences: Sequence[Sentence], expressions: Mapping[int, Sequence[TimeExpression]], inside: Set[int]
) -> list[Clue]:
    clues: list[Clue] = []
    body = 0
    for sentence in sentences:
        for expression in expressions[sentence.index]:
            clues.append(Clue(expression, sentence.index, body, expression.first - sentence.first))
        body += sentence.index in inside
    return clues


def _date_line(sentences: Sequence[Sentence], clues: Sequence[Clue]) -> tuple[date, str] | None:
    """The full date of a date line or dateline near the top or the end; of several close ones the latest."""
    dated = [(clue, day) for clue in clues if (day := full_date(clue.expression)) is not None]
    if not sentences or not dated:
        return None
    bottom = sentences[-1].line - LAST_LINES
    lines: dict[int, tuple[int, int]] = {}
    found: list[date] = []
    for clue, day in dated:
        sentence = sentences[clue.sentence]
        at_end = sentence.line > bottom and sentence.line > TOP_LINES
        told = clue.expression.relation in ("point", "between", "until") and clue.expression.tense == ""
        if not told or not (sentence.line < TOP_LINES or at_end) or (at_end and found):
            continue
        if sentence.line not in lines:
            lines[sentence.line] = _line_of(sentences, clue.sentence)
        first, length = lines[sentence.line]
        position = clue.expression.first - first
        short = length <= SHORT_LINE
        if short or (position <= DATELINE_TOKENS and not at_end and not clue.expression.point.part):
            found.append(day)
    near = [day for day in found if abs((day - found[0]).days) <= NEAR_DAYS]
    if not near:
        return None
    return max(near), f"the date line gives {max(near)}"


def _written_line(tokens: list[Token], sentences: Sequence[Sentence], read: DayOfLine) -> tuple[date, str] | None:
    """The day of a short line near the top, else near the end, that is told as pages write it."""
    if not sentences:
        return None
    bottom = sentences[-1].line - LAST_LINES
    seen = -1
    for sentence in sentences:
        line = sentence.line
        if line == seen or TOP_LINES <= line <= bottom:
            continue
        seen = line
        first, length = _line_of(sentences, sentence.index)
        if length > MOST_OF_LINE or not any(_is_year(tokens[i]) for i in range(first, first + length)):
            continue
        day = read(first, first + length)
        if day is not None:
            return day, f"the date line gives {day}"
    return None


def _is_year(token: Token) -> bool:
    form = token.form
    return len(form) == YEAR_LETTERS and form.isdigit()


def _on_day_line(own: Published, sentences: Sequence[Sentence], clues: Sequence[Clue], inside: Set[int]) -> Published:
    """The days of an article, only that of its day line where it falls among them."""
    if own.start is None or own.end is None or own.start == own.end:
        return own
    last = date.fromisoformat(own.end)
    for clue in clues:
        if clue.sentence in inside or not _is_day_line(sentences, clue):
            continue
        day = resolve(clue.expression, DayInterval(last, last)).end
        if day is not None and own.start <= day.isoformat() <= own.end:
            return msgspec.structs.replace(own, start=day.isoformat(), end=day.isoformat(), likeliest=day.isoformat())
    return own


def _is_day_line(sentences: Sequence[Sentence], clue: Clue) -> bool:
    """Whether a line near the top gives only the weekday and the day of a month, as a post does: it has no year."""
    point = clue.expression.point
    line = sentences[clue.sentence].line
    if point.kind != "date" or point.weekday is None or point.year is not None or line >= TOP_LINES:
        return False
    return _line_of(sentences, clue.sentence)[1] <= SHORT_LINE


def _line_of(sentences: Sequence[Sentence], at: int) -> tuple[int, int]:
    """The first token of the line of a sentence, and how many its sentences have."""
    line = sentences[at].line
    while at and sentences[at - 1].line == line:
        at -= 1
    first, length = sentences[at].first, 0
    while at < len(sentences) and sentences[at].line == line:
        length += sentences[at].last - sentences[at].first
        at += 1
    return first, length


def full_date(expression: TimeExpression) -> date | None:
    """The last day of an expression that gives day, month and year; None for any other."""
    point = expression.until or expression.point
    if point.kind != "date" or point.year is None or point.day is None:
        return None
    found = resolve(expression, FAR_AHEAD)
    return found.end if found.end is not None and found.end < shift_days(LATEST, -1) else None
