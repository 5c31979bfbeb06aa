"""What reading hands to grounding: claims whose names, days and places are words still.

Invariant: a draft keeps candidates, best first, never only the winner; ids point into the packs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from khabar.model.marks import Group
from khabar.model.mentions import Mention
from khabar.model.native import mypyc_attr
from khabar.model.spans import Span


@mypyc_attr(acyclic=True)
@dataclass(slots=True, init=False)
class Candidate:
    """One way to fill a field, with the rule that proposes it and how strongly.

    marks: how it stands to its happening, in groups of what is told together.
    """

    value: Any
    rule: str
    score: float
    because: str = ""
    span: Span | None = None
    marks: tuple[Group, ...] = ()

    def __init__(
        self,
        value: Any,
        rule: str,
        score: float,
        because: str = "",
        span: Span | None = None,
        marks: tuple[Group, ...] = (),
    ) -> None:
        self.value = value
        self.rule = rule
        self.score = score
        self.because = because
        self.span = span
        self.marks = marks


def likeliest(candidates: list[Candidate]) -> Candidate:
    """The one proposed most strongly, the first of equals; there is at least one."""
    best = candidates[0]
    for candidate in candidates:
        if candidate.score > best.score:
            best = candidate
    return best


@mypyc_attr(acyclic=True)
@dataclass(slots=True, init=False)
class Toll:
    """A count of people harmed."""

    span: Span
    text: str
    harm: str
    who: str
    low: int
    high: int | None
    rule: str = ""

    def __init__(
        self,
        span: Span,
        text: str,
        harm: str,
        who: str,
        low: int,
        high: int | None,
        rule: str = "",
    ) -> None:
        self.span = span
        self.text = text
        self.harm = harm
        self.who = who
        self.low = low
        self.high = high
        self.rule = rule


@mypyc_attr(acyclic=True)
@dataclass(slots=True, init=False)
class Arm:
    """A weapon and how many."""

    span: Span
    text: str
    kind: str
    count: int | None = None
    rule: str = ""

    def __init__(
        self,
        span: Span,
        text: str,
        kind: str,
        count: int | None = None,
        rule: str = "",
    ) -> None:
        self.span = span
        self.text = text
        self.kind = kind
        self.count = count
        self.rule = rule


@mypyc_attr(acyclic=True)
@dataclass(slots=True, init=False)
class When:
    """A time expression of the text that may date a happening; ``value`` is the finder's own expression."""

    span: Span
    text: str
    value: Any
    rule: str = ""
    score: float = 0.0

    def __init__(
        self,
        span: Span,
        text: str,
        value: Any,
        rule: str = "",
        score: float = 0.0,
    ) -> None:
        self.span = span
        self.text = text
        self.value = value
        self.rule = rule
        self.score = score

    def read_as(self, value: Any) -> When:
        """The same words by the same rule, with another expression."""
        return When(self.span, self.text, value, self.rule, self.score)


@mypyc_attr(acyclic=True)
@dataclass(slots=True, init=False)
class Link:
    """One link of a chain of attribution."""

    mention: Mention
    rule: str
    kind: str = ""

    def __init__(
        self,
        mention: Mention,
        rule: str,
        kind: str = "",
    ) -> None:
        self.mention = mention
        self.rule = rule
        self.kind = kind


@mypyc_attr(acyclic=True)
@dataclass(slots=True, init=False)
class Draft:
    """A happening as one sentence tells it, before grounding.

    present: told by a verb of the present tense. behind: lies behind the story (in reply to it, since it);
    past: that, or before what its sentence tells (after it). around: all places of its sentence, near it or not.
    opened: runs since an event that is named beside it (since the war began). standing: what is answered, and goes on
    or was many (in reply to the massacres). habitual: done again and again, or going on, on no day. broke_out: only its
    outbreak is named, without its day. content: when that was of which its words tell (blamed for a raid on Monday).
    aside: it only describes somebody or something of the story,
    with a day of its own (a driver whom they had taken on Saturday). resumes: the story goes on with it after that.
    """

    span: Span
    trigger: str
    type: str
    rule: str
    sense: str
    sentence: int
    shape: str = ""
    definite: bool = False
    speech: bool = False
    present: bool = False
    modality: list[Candidate] = field(default_factory=list)
    initiator: list[Candidate] = field(default_factory=list)
    target: list[Candidate] = field(default_factory=list)
    place: list[Candidate] = field(default_factory=list)
    around: list[Candidate] = field(default_factory=list)
    times: list[When] = field(default_factory=list)
    behind: bool = False
    past: bool = False
    weapons: list[Arm] = field(default_factory=list)
    casualties: list[Toll] = field(default_factory=list)
    outcome: list[Candidate] = field(default_factory=list)
    sources: list[Link] = field(default_factory=list)
    said_when: list[When] = field(default_factory=list)
    responds_to: list[tuple[int, int]] = field(default_factory=list)
    lost_senses: list[Candidate] = field(default_factory=list)
    unit: int = -1
    clause: int = -1
    same: int = -1
    opened: bool = False
    standing: bool = False
    habitual: bool = False
    broke_out: bool = False
    content: When | None = None
    aside: bool = False
    resumes: bool = False

    def __init__(
        self,
        span: Span,
        trigger: str,
        type: str,
        rule: str,
        sense: str,
        sentence: int,
        shape: str = "",
        definite: bool = False,
        speech: bool = False,
        present: bool = False,
        modality: list[Candidate] | None = None,
        initiator: list[Candidate] | None = None,
        target: list[Candidate] | None = None,
        place: list[Candidate] | None = None,
        around: list[Candidate] | None = None,
        times: list[When] | None = None,
        behind: bool = False,
        past: bool = False,
        weapons: list[Arm] | None = None,
        casualties: list[Toll] | None = None,
        outcome: list[Candidate] | None = None,
        sources: list[Link] | None = None,
        said_when: list[When] | None = None,
        responds_to: list[tuple[int, int]] | None = None,
        lost_senses: list[Candidate] | None = None,
        unit: int = -1,
        clause: int = -1,
        same: int = -1,
        opened: bool = False,
    ) -> None:
        self.span = span
        self.trigger = trigger
        self.type = type
        self.rule = rule
        self.sense = sense
        self.sentence = sentence
        self.shape = shape
        self.definite = definite
        self.speech = speech
        self.present = present
        self.modality = [] if modality is None else modality
        self.initiator = [] if initiator is None else initiator
        self.target = [] if target is None else target
        self.place = [] if place is None else place
        self.around = [] if around is None else around
        self.times = [] if times is None else times
        self.behind = behind
        self.past = past
        self.weapons = [] if weapons is None else weapons
        self.casualties = [] if casualties is None else casualties
        self.outcome = [] if outcome is None else outcome
        self.sources = [] if sources is None else sources
        self.said_when = [] if said_when is None else said_when
        self.responds_to = [] if responds_to is None else responds_to
        self.lost_senses = [] if lost_senses is None else lost_senses
        self.unit = unit
        self.clause = clause
        self.same = same
        self.opened = opened
        self.standing = False
        self.habitual = False
        self.broke_out = False
        self.content = None
        self.aside = False
        self.resumes = False


@dataclass(slots=True)
class TallyDraft:
    """A running total before grounding.

    opened: what opens its span where no day does: an ``event`` (since the war began), ``battles``, the ``period`` of
    the report, people's ``flight``. opener: the words for the outbreak of a war, where these open it. earlier: what the
    sentence tells of time, for a span counted from it (since that date).
    """

    span: Span
    trigger: str
    counted: str
    low: int
    high: int | None
    sentence: int
    rule: str
    parts: list[tuple[Mention, int]] = field(default_factory=list)
    times: list[When] = field(default_factory=list)
    sources: list[Link] = field(default_factory=list)
    said_when: list[When] = field(default_factory=list)
    opened: str = ""
    earlier: list[When] = field(default_factory=list)
    opener: Span | None = None


@dataclass(slots=True)
class StrengthDraft:
    """A standing number of forces before grounding."""

    span: Span
    trigger: str
    force: str
    low: int
    high: int | None
    sentence: int
    rule: str
    owner: Mention | None = None
    place: Mention | None = None
    sources: list[Link] = field(default_factory=list)
