"""Mentions: the noun phrases that reading hands to grounding, and what of the packs stands in them.

Invariant: spans and letters are those of the text; ids point into the packs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

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
    start, end: of its span, at hand.
    found, party: what grounding finds of its places and of whom it names, kept for whoever asks again.
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
    start: int = field(default=-1, init=False, compare=False, repr=False)
    end: int = field(default=-1, init=False, compare=False, repr=False)
    found: Any = field(default=None, init=False, compare=False, repr=False)
    party: Any = field(default=None, init=False, compare=False, repr=False)

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
        start: int = -1,
        end: int = -1,
    ) -> None:
        self.span = span
        self.start = start if start >= 0 else span.start
        self.end = end if end >= 0 else span.end
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
        self.found = None
        self.party = None

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

    def of_side(self, span: Span, text: str, names: tuple[NameRef, ...], nationalities: tuple[str, ...]) -> Mention:
        """The same man or thing with whose it is thought to be, over the letters of both."""
        return Mention(
            span, text, self.head, self.noun, self.kind, self.who, self.classes, names, nationalities,
            self.weapons, self.place_words, self.speaker, self.amount, self.definite, self.pronoun, self.number,
            self.feminine, self.whole, self.adjective, self.sentence, self.antecedent, self.called, self.through,
            self.prep, self.away_km, self.at_sea, self.joined, self.plain, self.the_place, self.unread,
        )  # fmt: skip

    def told_at(self, span: Span, names: tuple[NameRef, ...]) -> Mention:
        """The same words where they stand elsewhere in the text, with their names there."""
        return Mention(
            span, self.text, self.head, self.noun, self.kind, self.who, self.classes, names, self.nationalities,
            self.weapons, self.place_words, self.speaker, self.amount, self.definite, self.pronoun, self.number,
            self.feminine, self.whole, self.adjective, self.sentence, self.antecedent, self.called, self.through,
            self.prep, self.away_km, self.at_sea, self.joined, self.plain, self.the_place, self.unread,
        )  # fmt: skip
