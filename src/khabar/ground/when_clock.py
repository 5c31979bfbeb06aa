"""What is known of time while the happenings of a text are dated in order.

Invariant: only what was told before is remembered; nothing here looks at words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from khabar.ground.dated_lines import Entry
from khabar.ground.dates import ANY_DAY, DayInterval
from khabar.model.drafts import Draft
from khabar.model.records import Lost, TimeMention

VERBAL: Final = frozenset("threaten claim accuse deny reject request agree support sanction".split())
SPOKEN: Final = VERBAL | {"consult"}
FORCE: Final = frozenset({"assault", "explosion", "intercept", "casualty", "coerce", "mobilize", "retreat", "protest"})
ARRESTS: Final = frozenset({"coerce.itaqala", "coerce.awqafa", "coerce.alqa_qabd", "coerce.hamlat_itiqal"})
"""Senses of what follows on an attack for days: who is suspected is arrested."""
FOLLOWING: Final = frozenset({"mobilize", "retreat", "protest", "consult", "aid", "cooperate", "concede"})


@dataclass(slots=True, init=False)
class Dated:
    """A grounded time with its steps; rule says where it came from."""

    time: TimeMention | None
    rule: str
    because: tuple[str, ...] = ()
    lost: tuple[Lost, ...] = ()

    def __init__(
        self,
        time: TimeMention | None,
        rule: str,
        because: tuple[str, ...] = (),
        lost: tuple[Lost, ...] = (),
    ) -> None:
        self.time = time
        self.rule = rule
        self.because = because
        self.lost = lost


@dataclass(slots=True, frozen=True)
class Page:
    """What the form of a page tells of time, and which dated events of the world its sentences name.

    entries: the days of the entries of a live page by sentence. items: the line of each sentence in a list. period: the
    days that the list covers. until: the last day that the text tells of, its own where none is given. named: days of
    the events that a sentence names, by sentence. lines: the line of each sentence. told: the entries of a chronology.
    """

    entries: dict[int, DayInterval] = field(default_factory=dict)
    items: dict[int, int] = field(default_factory=dict)
    period: DayInterval | None = None
    until: DayInterval | None = None
    named: dict[int, tuple[DayInterval, ...]] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)
    told: dict[int, Entry] = field(default_factory=dict)


class Clock:
    """What is known of time while drafts are dated in order.

    known: whether the article's own day is. until: the last day that the text tells of. ends: the last of what goes on
    up to the article, its own day though it was printed overnight. lead: the first day that it
    gives for a use of force. force: the last day of one, with its sentence; worded: the sentence that last gave one in
    words. last: the last day of anything, with its sentence; last_verbal: whether a verbal act had it. spoken: the last
    day that words gave to a verbal act or a meeting, with its sentence. named: the last day that words gave to a use of
    force, though it lay behind what was told, with its sentence. aside: what `force` is again in the next sentence,
    while it is the day of what was only named after a distance (two days after the attack). going_on: whether an hour
    is one of the day told before, and not of the day of the lead again.
    """

    __slots__ = (
        "aside", "aside_sentence", "ends", "force", "force_sentence", "going_on", "has_aside", "known", "last",
        "last_verbal", "lead", "named", "named_sentence", "published", "sentence", "spoken", "spoken_sentence",
        "until", "worded",
    )  # fmt: skip

    def __init__(self, published: DayInterval, until: DayInterval, ends: DayInterval) -> None:
        self.published = published
        self.until = until
        self.ends = ends
        self.known = published != ANY_DAY
        self.lead: DayInterval | None = None
        self.force: DayInterval | None = None
        self.force_sentence = -1
        self.aside: DayInterval | None = None
        self.aside_sentence = -1
        self.has_aside = False
        self.last: DayInterval | None = None
        self.last_verbal = False
        self.worded = -1
        self.sentence = -1
        self.spoken: DayInterval | None = None
        self.spoken_sentence = -1
        self.named: DayInterval | None = None
        self.named_sentence = -1
        self.going_on = True

    def _holds(self, days: DayInterval) -> bool:
        """Whether days are a longer stretch around the day told last."""
        force = self.force
        return force is not None and force != days and days.start <= force.start and force.end <= days.end

    def is_led_past(self) -> bool:
        """Whether the day that the text leads with is later than the one told last."""
        return self.lead is not None and self.force is not None and self.lead.start > self.force.end

    def enter(self, sentence: int, resumes: bool) -> None:
        """Begin with a draft of a sentence: the story goes on from before what an earlier one only measured from, or
        what an aside told in the same.
        """
        if self.has_aside and (resumes or sentence != self.sentence):
            self.force, self.force_sentence, self.has_aside = self.aside, self.aside_sentence, False

    def remember(self, draft: Draft, days: DayInterval, worded: bool, behind: bool) -> None:
        """Keep the days of a draft for those that follow; those of what lies `behind` the story stand back."""
        self.last, self.sentence, self.last_verbal = days, draft.sentence, draft.type in VERBAL
        if worded and draft.type in SPOKEN:
            self.spoken, self.spoken_sentence = days, draft.sentence
        if worded and draft.type in FORCE and not behind:
            self.named, self.named_sentence = days, draft.sentence
        own = worded or not (draft.type in FOLLOWING or (is_arrest(draft) and days.end > days.start))
        if worded and self.force_sentence == draft.sentence and self._holds(days):
            return  # the ninth town in a week: the story goes on on its own day
        if draft.type in FORCE and own and not (draft.behind and self.force):
            if behind and not self.has_aside:
                self.aside, self.aside_sentence, self.has_aside = self.force, self.force_sentence, True
            self.force, self.force_sentence = days, draft.sentence
            if worded:
                self.worded = draft.sentence


def is_arrest(draft: Draft) -> bool:
    """Whether it tells an arrest, as authorities make them: gunmen take people away at once."""
    return draft.sense in ARRESTS and not any(doer.value.kind == "armed_group" for doer in draft.initiator)
