"""The day of a happening, from its words or from its context.

Invariant: the nearest words win; a day taken from context has no text; every answer carries the steps that led to it.
News tells one happening at length, so what is told without a day keeps the day told before; a verbal act answers the
happening before it and was said between that and the article.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from khabar.ground.again import HARM, Marks, Told
from khabar.ground.dates import ANY_DAY, DayInterval
from khabar.ground.dates_calendar import iso
from khabar.ground.headline import (
    NAMED_ALIKE,
    PAST_SPAN,
    TOLD_ALIKE,
    dated_below,
    foretold,
    headline_of,
    heads_part,
    is_recent,
    taken_up,
    told_below,
)
from khabar.ground.totals import days_of, said_on
from khabar.ground.when_clock import FORCE, VERBAL, Clock, Dated, Page
from khabar.ground.when_options import Option, Options, add_context, distance, future
from khabar.ground.when_usual import is_back, since, usual
from khabar.ground.when_words import OWN, Words, looks_back, stretched
from khabar.model.drafts import Draft, TallyDraft, When
from khabar.model.records import Lost, Published, TimeMention

UNDATED: Final = 6
BACKGROUND_DAYS: Final = 7
LONG_AGO: Final = 45
SERIES: Final = frozenset({"attacks", "strikes", "launched"})
MOST_LOST: Final = 3
APART_DAYS: Final = 2
BLASTS: Final = frozenset({"assault", "explosion"})

SOURCES: Final = {
    "article": "the article's own day", "day before": "the day before the article",
    "lead": "the happening that the article reports", "force": "the happening told before",
    "last": "what was told before", "world": "an event of the world named beside it",
    "after lead": "between what the article reports and the article", "said": "the day of the statement",
    "claimed": "the day on which somebody spoke of it",
    "counted": "the span of the total told before", "none": "no day is told", "again": "the same happening told before",
    "present": "said by the article itself", "verbal": "said with what was said before",
    "opened": "since an event of the world named beside it",
    "answer": "a verbal act comes between what it answers and the article",
    "foretold": "the same happening told below with its day",
    "following": "from what was told before to the article", "before": "the happening told before",
}  # fmt: skip
"""Where a day without words comes from, as `explain` says it."""


class Span(NamedTuple):
    """The days of a running total, the words that tell them, the steps."""

    days: DayInterval
    when: When | None
    because: tuple[str, ...]


class Dater:
    """Dates the drafts of one document, in order."""

    def __init__(self, published: DayInterval, page: Page | None = None, wars: Sequence[DayInterval] = ()) -> None:
        self.wars = wars
        self.page = page or Page()
        until = self.page.until or published
        self.clock = Clock(published, until, until if self.page.period is not None else published)
        self.words = Words(self.clock)
        self.told = Told()
        self.drafts: Sequence[Draft] = ()
        self.marks: Sequence[Marks | None] = ()
        self.at = 0
        self.spans: list[tuple[int, int]] = []
        self.tallies: Sequence[TallyDraft] = ()
        self.worded: list[tuple[int, DayInterval]] = []
        self.lead_sentence = -1
        self.headline = -1

    def count(self, tallies: Sequence[TallyDraft]) -> None:
        """Keep the spans of running totals: what is told right after one (these attacks) happened in its span.

        A day whose toll is told before any other day is the lead's.
        """
        self.spans = sorted((t.sentence, n) for n, t in enumerate(tallies) if t.times and t.counted in SERIES)
        self.tallies = tallies
        self._lead_by_total()

    def _lead_by_total(self) -> None:
        """The story is of the day whose toll is told before any other day (documented on Friday the death of 41)."""
        for tally in self.tallies:
            span = self.span_of(tally) if tally.times else None
            if span is None or span.days.start != span.days.end or not is_recent(span.days, self.clock.published):
                continue
            if self.lead_sentence < 0 or tally.sentence < self.lead_sentence:
                self.clock.lead = span.days
            return

    def _counted(self, draft: Draft) -> DayInterval | None:
        """The span of the total told in the sentence just before, for a definite mention of what it counts."""
        if not draft.definite or draft.type not in FORCE:
            return None
        for sentence, number in self.spans:
            if sentence == draft.sentence - 1:
                span = self.span_of(self.tallies[number])
                return span.days if span is not None else None
        return None

    def span_of(self, tally: TallyDraft) -> Span | None:
        """The span of a running total: from its words, or since an event of the world or a war that they name."""
        published = self.clock.published
        began = self._beginning(tally.sentence) if self.clock.known else None
        days = days_of(tally, published, self.page.period, self.wars, self._worded_before(tally.sentence))
        when = tally.times[0] if tally.times else None
        if when is None:
            told = said_on(tally.said_when, published) or published
            if began is not None and tally.opened in ("event", "battles") and began <= told.end:
                return Span(DayInterval(began, told.end), None, (f"since an event that began on {began}",))
            return Span(days, None, (tally.opened,)) if days is not None else None
        if days is None:
            return None
        inside = began is not None and when.value.kind in ("month", "year") and when.value.relation == "since"
        if inside and began is not None and (began.year, began.month) == (days.start.year, days.start.month):
            return Span(DayInterval(began, days.end), when, (f"an event named began on {began}",))
        return Span(days, when, ())

    def _beginning(self, sentence: int) -> date | None:
        """The day of the one past event of the world that a sentence names."""
        named = set(self.page.named.get(sentence, ()))
        past = [days.start for days in named if days.end < self.clock.published.start]
        return past[0] if len(past) == 1 else None

    def _worded_before(self, sentence: int) -> DayInterval | None:
        """The last days told in words up to a sentence."""
        return next((days for at, days in reversed(self.worded) if at <= sentence), None)

    def prepare(self, drafts: Sequence[Draft], marks: Sequence[Marks | None]) -> None:
        """Look ahead for distances, and for the day of the lead, which a headline tells without its day.

        It is the first that the text gives for a use of force; the day on which one was told, if the first is vaguer. A
        text that tells of several before it gives any day tells of its own day: what has one is a story beside them.
        """
        self.drafts, self.marks = drafts, marks
        self.words.look_ahead(drafts)
        self.headline = headline_of(drafts, self.page.lines)
        if self.page.period is not None:
            self.clock.lead = self.page.period
            return
        answered = {key for draft in drafts for key in draft.responds_to}
        told: DayInterval | None = None
        first: DayInterval | None = None
        aside: DayInterval | None = None
        earlier: list[int] = []
        telling = -1
        for number, draft in enumerate(drafts):
            if draft.type not in FORCE or future(draft) or draft.behind:
                continue
            earlier.append(draft.sentence)
            if (draft.sentence, draft.unit) in answered:
                continue
            anchor, said = self.words.statement(draft)
            found = self.words.told(draft, anchor, said, False)
            if said is not None and (found is None or found[0].value.kind == "daypart") and told is None:
                late = (self.clock.published.start - anchor.end).days > APART_DAYS
                if not (late and any(self.headline != n < draft.sentence for n in earlier)):
                    told, telling = (
                        anchor,
                        number,
                    )  # said long ago, below what has no day
            if found is None or found[0].value.kind in ("daypart", "vague"):
                continue
            if said is None and (found[0].value.kind == "anaphor" or found[0].value.point.same_month):
                continue
            if (
                looks_back(found[0])
                and not draft.definite
                and any(self.headline != n < draft.sentence for n in earlier)
            ):
                continue
            days = found[1] if found[0].value.kind != "run" else DayInterval(found[1].end, found[1].end)
            if not is_recent(days, self.clock.published) or _runs(found[0], days):
                continue
            if draft.aside:
                aside = aside or days
                continue
            if (self.clock.published.start - days.end).days > BACKGROUND_DAYS:
                if first is None and all(sentence == draft.sentence for sentence in earlier):
                    first = days
                continue
            if told is None and sum(sentence < draft.sentence for sentence in earlier) >= UNDATED:
                return
            self.lead_sentence = draft.sentence
            vaguer = told is not None and days.end - days.start > told.end - told.start
            self.clock.lead = told if vaguer or self._is_beside(telling, number) else days
            return
        self.clock.lead = told or first or aside

    def _is_beside(self, telling: int, number: int) -> bool:
        """Whether a happening with a day stands below one of another kind, told on a day of speech: it is another."""
        if telling < 0 or self.drafts[number].sentence == self.drafts[telling].sentence:
            return False
        one, two = self.drafts[telling].type, self.drafts[number].type
        return one != two and not {one, two} <= BLASTS and "casualty" not in (one, two)

    def date(self, number: int) -> Dated:
        """The time of one of the drafts prepared, by its place among them; remembers it for those that follow."""
        self.at = number
        draft = self.drafts[number]
        self.clock.enter(draft.sentence, draft.resumes)
        back = draft.sentence not in self.page.items and is_back(draft, self.clock, self.page)
        self.clock.going_on = not (back and self.clock.is_led_past())
        anchor, said = self.words.statement(draft)
        entry = self.page.entries.get(draft.sentence)
        if entry is not None and said is None:
            dated = self._in_entry(draft, entry)
            if dated is not None:
                return dated
        options = self._options(draft, anchor, said)
        chosen, rest = options[0], options[1 : 1 + MOST_LOST]
        lost = tuple([_lost(option) for option in rest])
        if chosen.days is None:
            words = self.words.unanchored(draft)
            if words is None:
                return Dated(None, "no day is told")
            mention = TimeMention(text=words.text, span=words.span)
            unknown = not self.clock.known
            reason = "no day: the article's own day is not known" if unknown else "no day can be read"
            return Dated(mention, words.rule, (reason,), lost)
        run = chosen.when is not None and chosen.when.value.kind == "run"
        kept = DayInterval(chosen.days.end, chosen.days.end) if run else chosen.days
        if chosen.when is not None and chosen.when.value.point.bare_night:
            kept = self.words.single_day() or kept
        if kept.start <= self.clock.published.end and (
            chosen.when is None or not self.words.to_come(chosen.when, kept)
        ):
            self._remember(draft, kept, chosen.when is not None, self._looks_back(draft, chosen, kept))
        rule = _source(chosen)
        took, days = stretched(draft, chosen.days)
        return Dated(_mention(days, chosen.when or took), rule, chosen.because or (rule,), lost)

    def _in_entry(self, draft: Draft, entry: DayInterval) -> Dated | None:
        """The day of the entry of a live page, unless words tell another."""
        if future(draft) or draft.standing:
            return None
        self.clock.force = entry
        found = self.words.told(draft, entry, None, False) or self.words.named_after(draft, None)
        if found is not None and found[0].value.kind != "daypart":
            when, days, because = found
            self._remember(draft, days, True)
            return Dated(_mention(days, when), when.rule, because)
        long = (entry.end - entry.start).days > APART_DAYS
        days = DayInterval(entry.end, entry.end) if draft.type in VERBAL and not long else entry
        self._remember(draft, days, True)
        if found is not None and found[0].score >= OWN and found[0].value.point.bare_night:
            days = found[1]
        return Dated(_mention(days, found[0] if found is not None else None), "the day of its entry")

    def _options(self, draft: Draft, anchor: DayInterval, said: When | None) -> list[Option]:
        """The day that it has as most news is told, and after it what else the words and the context propose."""
        options = Options()
        if future(draft):
            found = self.words.told(draft, anchor, said, True)
            options.add(found[1], "words", found[0], found[2]) if found is not None else options.add(None, "none")
            return options.found
        self._add_usual(options, draft, anchor, said)
        for when in draft.times:
            self._add_word(options, when, anchor)
        add_context(options, draft, self.clock, self.page)
        return options.found

    def _add_usual(self, options: Options, draft: Draft, anchor: DayInterval, said: When | None) -> None:
        """The day that it has if it is told as most news is told."""
        found = self.words.told(draft, anchor, said, False)
        if self.words.recounts(draft, found):
            found = None
        named = self.words.named_after(draft, found)
        if named is not None and (found is None or found[0].span.end <= named[0].span.start):
            found = named
        if found is not None:
            options.add(found[1], "words", found[0], found[2])
            return
        since = self.words.content(draft)
        if since is not None:
            options.add(since, "answer")
            return
        if self.words.unanchored(draft) is not None or draft.standing or draft.habitual:
            options.add(None, "none")
            return
        again_named = draft.behind or (draft.definite and said is None)
        if draft.type in HARM and (again_named or said is not None) and self._again() is None:
            least = NAMED_ALIKE if again_named else TOLD_ALIKE
            below = dated_below(self.at, self.drafts, self.marks, self.words, least)
            if below is not None and below.end < self.clock.until.start:
                options.add(below, "foretold")
                return
        if said is not None and draft.type in HARM and not draft.definite and self._again() is None:
            below = taken_up(self.at, self.drafts, self.marks, self.words, anchor)
            if below is not None:
                options.add(below, "foretold")
                return
        if said is not None and not self.words.counts_harm(draft):
            new = draft.shape in ("noun", "phrase") and not draft.definite  # announced on Monday the downing of a drone
            told = None if new else self._again()
            known = told is not None and told.start <= anchor.end  # nobody tells of what is yet to come
            options.add(told, "again") if known else options.add(anchor, "said", said)
            return
        span = self._counted(draft)
        if span is not None:
            options.add(span, "counted")
            return
        began = self._beginning(draft.sentence) if draft.opened and self.clock.known else None
        if began is not None:
            options.add(DayInterval(began, self.clock.ends.end), "opened")
            return
        world = self._of_the_world(draft)
        if world is not None or draft.broke_out:
            options.add(world, "none" if world is None else "world")
            return
        if draft.sentence == self.headline and draft.type in HARM:
            below = foretold(self.at, self.drafts, self.marks, self.words)
            if below is not None:
                options.add(below, "foretold")
                return
        if heads_part(self.at, self.drafts, self.page.lines):
            below = told_below(self.at, self.drafts, self.words)
            if below is not None:
                options.add(below, "foretold")
                return
        counted = self.words.counted_from(draft) if draft.type in FORCE else None
        if counted is not None:
            options.add(counted, "before")
            return
        beside = self.clock.force_sentence == draft.sentence or draft.sentence in self.page.items
        known = draft.type in HARM and (not beside or (draft.definite and draft.type != "casualty"))
        again = self._again() if known else None
        days, name = (again, "again") if again is not None else usual(draft, self.clock, self.page)
        if name == "before" and not beside and self._is_news_of_its_own(draft):
            days, name = self.clock.until, "article"
        if name == "answer":
            days = self._of_old(draft) or self._answered(draft) or days
        options.add(days if days.end != ANY_DAY.end else None, name)

    def _of_old(self, draft: Draft) -> DayInterval | None:
        """The days of an attack of long ago that somebody took upon himself, told in one sentence with it: then."""
        force = self.clock.force
        if (
            draft.type != "claim"
            or any(c.value == "negated" for c in draft.modality)
            or force is None
            or self.clock.force_sentence != draft.sentence
        ):
            return None
        return force if (self.clock.published.start - force.end).days > LONG_AGO else None

    def _answered(self, draft: Draft) -> DayInterval | None:
        """From the day of the happening that its words name again (condemned *the attack on the market*) up to the
        article.
        """
        after = self.at + 1
        if after >= len(self.drafts):
            return None
        named, marks = self.drafts[after], self.marks[after]
        if (named.sentence, named.clause) != (draft.sentence, draft.clause) or named.type not in HARM or marks is None:
            return None
        if named.shape not in ("noun", "phrase") or named.times or future(named):
            return None
        days = self.told.again(marks)
        return since(days, self.clock) if days is not None and days.end <= self.clock.until.end else None

    def _is_news_of_its_own(self, draft: Draft) -> bool:
        """Whether a source of its own tells of another place than what was told before: that is the day's news."""
        if draft.type not in HARM or draft.definite or not draft.sources:
            return False
        own = self.marks[self.at]
        if own is None or not self.told.is_elsewhere(own):
            return False
        doer = draft.initiator[0].value if draft.initiator else None
        return doer is None or not doer.definite or bool(doer.names)  # the attackers: those told of before

    def _again(self) -> DayInterval | None:
        """The days of the happening told before that it tells again."""
        own = self.marks[self.at]
        return self.told.again(own) if own is not None else None

    def _of_the_world(self, draft: Draft) -> DayInterval | None:
        """The day of the one event of the world that a sentence names, for what it only looks back on."""
        named = self.page.named.get(draft.sentence, ())
        if draft.type not in HARM or not draft.past or len(set(named)) != 1:
            return None
        days, lead = named[0], self.clock.lead
        if not (draft.behind or draft.definite) and (self.clock.published.start - days.end).days > PAST_SPAN:
            return None  # after raids: those of the news, though it names the place of an old one
        past = days.end <= self.clock.published.start
        return days if past and (lead is None or days.end < lead.start) and self.clock.known else None

    def _add_word(self, options: Options, when: When, anchor: DayInterval) -> None:
        """The days of an expression that did not date it."""
        if distance(when) or not self.words.tells(when):
            return
        found = self.words.days_of(when, anchor, False, self.clock.force or self.clock.lead)
        if found.start is not None and found.end is not None and found.start <= found.end:
            options.add(DayInterval(found.start, found.end), "words", when, found.because)

    def _looks_back(self, draft: Draft, chosen: Option, days: DayInterval) -> bool:
        """Whether its words only tell from when on something is counted, or what came days before the story."""
        if chosen.when is None:
            return False
        force = self.clock.force
        if draft.aside and force is not None and days.end < force.start:
            return True
        return distance(chosen.when) or (
            draft.past and force is not None and (force.start - days.end).days > APART_DAYS
        )

    def _remember(self, draft: Draft, days: DayInterval, worded: bool, behind: bool = False) -> None:
        if future(draft):
            return
        own = self.marks[self.at]
        if own is not None:
            self.told.add(own, days, behind)
        if worded:
            self.worded.append((draft.sentence, days))
        self.clock.remember(draft, days, worded, behind)


def _mention(days: DayInterval, when: When | None) -> TimeMention:
    return TimeMention(
        text=when.text if when is not None else None, span=when.span if when is not None else None,
        start=iso(days.start), end=iso(days.end),
    )  # fmt: skip


def _runs(when: When, days: DayInterval) -> bool:
    """Whether words tell since when something goes on, over days: no day of a story."""
    return when.value.relation == "since" and (days.end - days.start).days > 1


def _lost(option: Option) -> Lost:
    when = option.when
    return Lost(
        value=_as_words(option.days), rule=_source(option), score=0.0, span=when.span if when is not None else None
    )


def _as_words(days: DayInterval | None) -> str:
    """An interval as a lost candidate shows it."""
    if days is None:
        return "no day"
    return iso(days.start) if days.start == days.end else f"{iso(days.start)}..{iso(days.end)}"


def anchor_of(published: Published) -> DayInterval:
    """The day against which words are read; a wide interval, against which relative words give no days, where nothing
    is known.
    """
    if published.start is None or published.end is None:
        return ANY_DAY
    if published.likeliest is not None:
        day = date.fromisoformat(published.likeliest)
        return DayInterval(day, day)
    return DayInterval(date.fromisoformat(published.start), date.fromisoformat(published.end))


def _source(option: Option) -> str:
    """Where its days come from."""
    if option.when is not None:
        return option.when.rule
    return SOURCES.get(option.name, option.name)
