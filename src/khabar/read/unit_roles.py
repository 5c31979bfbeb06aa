"""What the senses of one word make of it: its tag, and what it looks like to the words before it.

Invariant: what depends on the senses alone is found once per spelling and kept with them.
"""

from __future__ import annotations

from typing import Final

from khabar.packs.lexicon import NONE, Sense, Senses
from khabar.read.units import NAME_KINDS, Unit, is_accusative
from khabar.text.clitics import AL
from khabar.text.letters import ALIF, NUN, WAW, YA

BY_THEATRE: Final = frozenset({"actor.isr.occupation"})
"""Names that are common words too, and mean an actor wherever a text speaks of its theatre."""
HOSTILE: Final = "actor.isr.hostile_bare"
"""An adjective that means an actor after what strikes or a strike, and nobody by itself (enemy fire)."""
LITTLE: Final = 1
"""A common word that names a place of no more weight does so only after a head noun or a preposition."""
NOMINAL_KINDS: Final = ("noun", "weapon", "harm", "speaker", "title", "quantity", "place_word", "nationality")
HEADING_KINDS: Final = frozenset({*NOMINAL_KINDS, "trigger", "light", "report"})
VERBAL_SHAPES: Final = ("verb", "passive")
GRAMMAR_TAGS: Final = {
    "preposition": "prep",
    "conjunction": "conj",
    "subordinator": "sub",
    "relative": "rel",
    "demonstrative": "dem",
    "negator": "neg",
    "kana": "kana",
    "inna": "sub",
    "pronoun": "pron",
    "quantifier": "quant",
    "future": "particle",
    "question": "particle",
    "particle": "particle",
    "aside": "aside",
}
AGENTS: Final = frozenset({"military", "armed_group", "government", "organization", "media"})
HEDGES: Final = frozenset({"about", "more", "at_least", "at_most"})
COUNTING: Final = frozenset({"cardinal", "scale", "vague"})
CALLED: Final = ("actor", "office", "person")
PLAIN_TAGS: Final = {"adjective": "adj", "adverb": "adverb"}


class Roles:
    """One-word senses by what they make of a word: grammar, verbs, nominals, names, ordinary words (``plain``).

    closed: whether a closed-class sense needs no more clitics than the others; cheapest: the closed-class senses with
    fewest; only: the one closed-class sense of a word that can be nothing else. lead: the nominal or name with fewest;
    same: those with hardly more, named: the names among them. open: all that is neither grammar nor a verb.
    hedge: its sense as a hedge of numbers; between: as what opens a range of them; counts: whether it can be a number;
    numbers: the numbers of several words that begin with it. agent: whether by itself it names somebody without a
    clitic before the name; agents: the names of several words that begin with it, by their second word.
    plain_tag: its tag as an ordinary word.
    """

    __slots__ = (
        "_tags",
        "agent",
        "agents",
        "between",
        "cheapest",
        "closed",
        "counts",
        "grammar",
        "hedge",
        "jussive",
        "lead",
        "named",
        "names",
        "nominal",
        "numbers",
        "only",
        "open",
        "plain",
        "plain_tag",
        "same",
        "verbs",
    )

    def __init__(self, senses: Senses) -> None:
        single = senses.single
        self.grammar = [s for s in single.get("grammar", ()) if s.class_ in GRAMMAR_TAGS]
        self.verbs = [s for found in single.values() for s in found if s.shape in VERBAL_SHAPES]
        self.nominal = [
            s for kind, found in single.items() for s in found if s.shape not in VERBAL_SHAPES and kind in HEADING_KINDS
        ]
        self.names = [s for kind in NAME_KINDS for s in single.get(kind, ()) if s.shape not in VERBAL_SHAPES]
        self.plain = [s for s in single.get("grammar", ()) if s.class_ in ("noun", "adjective") and s not in self.verbs]
        open_class = self.nominal + self.names
        self.closed = bool(self.grammar) and not _beats(self.verbs + open_class, self.grammar)
        fewest = min((s.cost for s in self.grammar), default=0)
        self.cheapest = [s for s in self.grammar if s.cost == fewest]
        self.lead = min(open_class, key=lambda s: (s.cost, s.kind == "place_word", s.kind == "weapon"), default=None)
        self.same = [s for s in open_class if self.lead is not None and s.cost <= self.lead.cost + 1]
        self.named = [s for s in self.same if s.kind in NAME_KINDS]
        self.open = self.nominal + self.names + self.plain
        ending = self.plain[0].id.rsplit(".", 1)[-1] if self.plain else ""
        self.plain_tag = PLAIN_TAGS.get(ending, "word")
        self.hedge = next((s for s in single.get("quantity", ()) if s.class_ in HEDGES), None)
        self.between = next((s for s in single.get("quantity", ()) if s.class_ == "between"), None)
        self.jussive = any(s.tense == "jussive" for s in self.verbs)
        alone = self.closed and len(self.cheapest) == 1 and not (self.verbs or self.open or self.hedge or self.between)
        self.only = self.cheapest[0] if alone else None
        quantities = senses.by.get("quantity", NONE)
        self.counts = any(q.class_ in COUNTING and not q.cut.proclitic for q in quantities)
        self.numbers = [q for q in quantities if q.rest]
        self.agent = False
        self.agents: dict[str, list[Sense]] = {}
        for kind in CALLED:
            for sense in senses.by.get(kind, NONE):
                if sense.cut.proclitic or sense.cut.conjunction:
                    continue
                if sense.rest:
                    self.agents.setdefault(sense.rest[0], []).append(sense)
                else:
                    self.agent = True
        self._tags: dict[bool, str] = {}

    def tag(self, lead: Sense, named: bool) -> str:
        """What its nominals and names make of a word; `lead` as above, `named` where a name holds here."""
        tag = self._tags.get(named)
        if tag is None:
            tag = self._tags[named] = _single_tag(named, lead, self.same)
        return tag


def roles_of(senses: Senses) -> Roles:
    """The roles of a word, kept with it."""
    found: Roles | None = senses.roles
    if found is None:
        found = senses.roles = Roles(senses)
    return found


def least(senses: list[Sense]) -> int:
    """How many clitics the sense with fewest assumes; there is one at least."""
    cost = senses[0].cost
    for sense in senses:
        if sense.cost < cost:
            cost = sense.cost
    return cost


def is_predicate(form: str) -> bool:
    """Whether a word after `was` looks like its predicate in the accusative and not like a verb in the plural."""
    return is_accusative(form) and form[-2] != WAW


def tells_perfect(particle: Unit, verbs: list[Sense]) -> bool:
    """Whether the particle of the perfect stands before a word that can be one."""
    told = any("qad" in s.id for s in particle.has.grammar + particle.has.modal)
    return told and any(s.tense == "past" for s in verbs)


def _beats(open_class: list[Sense], grammar: list[Sense]) -> bool:
    """Whether an open-class sense needs fewer clitics than the closed-class one."""
    if not open_class:
        return False
    return min(s.cost for s in open_class) < min(s.cost for s in grammar)


def phrase_tag(best: list[Sense]) -> str:
    """The tag of a phrase of several words."""
    kinds = {s.kind for s in best}
    if kinds & set(NAME_KINDS):
        return "name"
    if "grammar" in kinds and not kinds - {"grammar", "modal"}:
        return GRAMMAR_TAGS.get(next(s for s in best if s.kind == "grammar").class_, "word")
    if "report" in kinds:
        return "report"
    if kinds <= {"modal"}:
        return "cue"
    if "quantity" in kinds:
        return "num"
    if "grammar" in kinds:
        return GRAMMAR_TAGS.get(next(s for s in best if s.kind == "grammar").class_, "word")
    if any(s.shape in VERBAL_SHAPES for s in best):
        return "verb"
    return "noun"


def _single_tag(named: bool, lead: Sense, same: list[Sense]) -> str:
    kinds = {s.kind for s in same}
    if any(s.shape == "adjective" for s in same) and not kinds & {"noun", "trigger", "speaker"}:
        return "adj"
    if lead.kind in NAME_KINDS:
        return "name"
    if lead.kind == "quantity":
        return "num"
    if lead.kind == "report" and not kinds & {"noun", "trigger", "speaker"}:
        return "report"
    if named and not kinds - set(NAME_KINDS):
        return "name"
    return "noun"


def is_of_group(senses: Senses, form: str) -> bool:
    """Whether a word without the article is an adjective made of a group's name, as of a nation (a *Houthi* raid)."""
    if not form.endswith(YA) or form.startswith(AL):
        return False
    return any(not (s.cut.conjunction or s.cut.proclitic) for s in senses.single.get("actor", ()))


def looks_alone(senses: Senses, form: str) -> str:
    """What one word by itself looks like after an ambiguous one."""
    single = senses.single
    if any(s.class_ == "preposition" for s in single.get("grammar", ())) or any(
        s.cut.proclitic for found in single.values() for s in found if s.cost == 1
    ):
        return "prep"
    if any(
        s.shape == "adjective" and not s.cut.article for kind in ("nationality", "weapon") for s in single.get(kind, ())
    ):
        return "adjective"
    plain = [s for found in single.values() for s in found if not s.cut.conjunction and not s.cut.proclitic]
    if any(s.kind in ("speaker", "title") for s in plain):
        return "agent"
    if any(s.kind == "quantity" and s.class_ in ("cardinal", "vague", "about", "at_least", "more") for s in plain):
        return "number"
    if any(s.kind == "grammar" and s.class_ == "quantifier" for s in plain):
        return "definite"
    for sense in plain:
        if sense.kind == "noun" and (sense.sort in AGENTS or "person" in sense.entry.classes):
            return "agent"
    if form.startswith(AL):
        return "definite"
    if any(s.kind in ("place", "place_word") for s in plain):
        return "place"
    nouns = [s for s in plain if s.kind == "noun" or (s.kind == "grammar" and s.class_ == "noun")]
    if nouns and all(s.cut.pronoun for s in nouns):
        return "own"
    if any(s.kind == "noun" for s in plain):
        return "noun"
    return "event" if any(s.kind == "trigger" and s.shape == "noun" for s in plain) else ""


def is_nominative(senses: Senses, form: str) -> bool:
    """Whether a word is a dual or sound plural in the nominative, which never stands in construct after a noun."""
    if form.endswith(ALIF + NUN):
        return any(s.cut.suffix == "dual" and not s.cut.proclitic for found in senses.single.values() for s in found)
    return (
        form.endswith(WAW + NUN)
        and len(form) > 5
        and any(
            s.kind == "noun" and "person" in s.entry.classes and not s.cut.proclitic
            for s in senses.single.get("noun", ())
        )
    )


def is_doubtful(sense: Sense, same: list[Sense], before: list[Unit]) -> bool:
    """Whether a one-word name is more likely the common word it also is: no head noun before it says otherwise."""
    entry = sense.entry
    if sense.kind == "place":
        headed = bool(before) and bool(before[-1].has.place_word)
        common = any(s.kind in ("noun", "trigger") and s.cut.cost <= sense.cut.cost + 1 for s in same)
        if entry.common and entry.weight <= LITTLE and not headed and not sense.cut.proclitic:
            return not (before and before[-1].tag == "prep")
        return entry.common and not headed and common
    if sense.id == HOSTILE:
        last = before[-1] if before else None
        if last is None or last.tag not in ("noun", "adj") or sense.cut.proclitic:
            return True
        return sense.cut.article and not last.has.trigger
    if sense.kind not in ("actor", "outlet") or not entry.ambiguous or sense.cut.article or sense.id in BY_THEATRE:
        return False
    head = before[-1] if before and not sense.cut.conjunction and not sense.cut.proclitic else None
    if head is not None and head.tag == "prep" and len(before) > 1 and before[-2].noun is not None:
        person = "person" in before[-2].noun.classes  # two members *of the Base*, no base
        head = before[-2] if person and not before[-2].article and not before[-2].pronoun else head
        if person and head is before[-2]:
            return False
    noun = head.noun if head is not None else None
    if sense.kind == "outlet":
        return noun is None or (noun.kind != "media" and not (head is not None and head.has.speaker))
    owned = noun is not None and noun.kind in ("armed_group", "organization", "military", "equipment")
    return any(s.kind == "noun" for s in same) and not owned
