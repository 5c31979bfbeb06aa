"""What reading hands to grounding: claims whose names, days and places are words still.

Invariant: a draft keeps candidates, best first, never only the winner; ids point into the packs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from khabar.model.marks import Group
from khabar.model.native import mypyc_attr
from khabar.model.spans import Span


@mypyc_attr(acyclic=True)
@dataclass(slots=True, init=False)
class NameRef:
    """A name of the packs that stands in a mention: which table, which entry, which form (hostile, holder number).

    sort: the kind of its entry (government, armed_group), nothing where entries of its table have none.
    """

    kind: str
    id: str
    extra: str
    words: int
    span: Span
    sort: str

    def __init__(self, kind: str, id: str, extra: str, words: int, span: Span, sort: str) -> None:
        self.kind = kind
        self.id = id
        self.extra = extra
        self.words = words
        self.span = span
        self.sort = sort


@mypyc_attr(acyclic=True)
@dataclass(slots=True, init=False)
class Amount:
    """How many: ``high`` None is open-ended; ``span`` holds the number with its hedges."""

    low: int
    high: int | None
    span: Span
    exact: bool = True

    def __init__(self, low: int, high: int | None, span: Span, exact: bool = True) -> None:
        self.low = low
        self.high = high
        self.span = span
        self.exact = exact


@dataclass(slots=True, init=False)
class Mention:
    """A noun phrase that may fill a field.

    head: folded head word. noun: id of the pack's noun. names: names inside, in order. nationalities: ids of
    adjectives.
    number: of its head: s, p (plural), d (dual), nothing where the word does not tell.
    away_km, at_sea: how far from it, where the text says so (64 miles off the port). owner: the noun phrase after
    ``li-`` or ``tabi' li-``. whole: whether the head itself is a name. joined: several names under one head noun.
    plain: whether no word after its first is a noun that may point to an actor told before.
    called: id of the noun that its first word alone is, where that word is part of a longer one (the army, of the
    Turkish army). antecedent: the earlier phrase that it stands for; through: the words of its own that point there.
    the_place: id of the last word for a place in it that has the article or a pronoun (the airport of the town).
    unread: whether a word after its first is in no pack, as the name of a village is.
    """

    span: Span
    text: str
    head: str = ""
    noun: str = ""
    kind: str = ""
    who: str = ""
    classes: tuple[str, ...] = ()
    names: tuple[NameRef, ...] = ()
    nationalities: tuple[str, ...] = ()
    weapons: tuple[str, ...] = ()
    place_words: tuple[str, ...] = ()
    speaker: str = ""
    amount: Amount | None = None
    definite: bool = False
    pronoun: str = ""
    number: str = ""
    feminine: bool = False
    whole: bool = False
    adjective: bool = False
    sentence: int = -1
    antecedent: Mention | None = None
    called: str = ""
    through: str = ""
    prep: str = ""
    away_km: float | None = None
    at_sea: bool = False
    joined: bool = False
    plain: bool = False
    the_place: str = ""
    unread: bool = False

    def __init__(
        self,
        span: Span,
        text: str,
        head: str = "",
        noun: str = "",
        kind: str = "",
        who: str = "",
        classes: tuple[str, ...] = (),
        names: tuple[NameRef, ...] = (),
        nationalities: tuple[str, ...] = (),
        weapons: tuple[str, ...] = (),
        place_words: tuple[str, ...] = (),
        speaker: str = "",
        amount: Amount | None = None,
        definite: bool = False,
        pronoun: str = "",
        number: str = "",
        feminine: bool = False,
        whole: bool = False,
        adjective: bool = False,
        sentence: int = -1,
        antecedent: Mention | None = None,
        called: str = "",
        through: str = "",
        prep: str = "",
        away_km: float | None = None,
        at_sea: bool = False,
        joined: bool = False,
        plain: bool = False,
        the_place: str = "",
        unread: bool = False,
    ) -> None:
        self.span = span
        self.text = text
        self.head = head
        self.noun = noun
        self.kind = kind
        self.who = who
        self.classes = classes
        self.names = names
        self.nationalities = nationalities
        self.weapons = weapons
        self.place_words = place_words
        self.speaker = speaker
        self.amount = amount
        self.definite = definite
        self.pronoun = pronoun
        self.number = number
        self.feminine = feminine
        self.whole = whole
        self.adjective = adjective
        self.sentence = sentence
        self.antecedent = antecedent
        self.called = called
        self.through = through
        self.prep = prep
        self.away_km = away_km
        self.at_sea = at_sea
        self.joined = joined
        self.plain = plain
        self.the_place = the_place
        self.unread = unread

    @property
    def plural(self) -> bool:
        """Whether its head is a plural."""
        return self.number == "p"

    def heading(self, span: Span, text: str, names: tuple[NameRef, ...]) -> Mention:
        """The one mention of a list of `names` that it heads, over all its letters."""
        return Mention(
            span, text, self.head, self.noun, self.kind, self.who, self.classes, names, self.nationalities,
            self.weapons, self.place_words, self.speaker, self.amount, self.definite, self.pronoun, self.number,
            self.feminine, self.whole, self.adjective, self.sentence, self.antecedent, self.called, self.through,
            self.prep, self.away_km, self.at_sea, True, False, self.the_place, self.unread,
        )  # fmt: skip


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
    opened: runs since an event that is named beside it (since the war began).
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


@dataclass(slots=True)
class TallyDraft:
    """A running total before grounding.

    opened: what opens its span where no day does: an ``event`` (since the war began), the ``period`` of the report,
    people's ``flight``. earlier: what the sentence tells of time, for a span counted from it (since that date).
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
