"""What speaks for a noun phrase as the doer or the one struck of a happening, in words that carry a weight.

Invariant: marks come from the sentence and the packs alone, never from a decision of grounding; a phrase has some forty
at most.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from khabar.model.drafts import Candidate, Draft, Mention
from khabar.packs.lexicon import Lexicon
from khabar.read.chunks import Chunk
from khabar.read.mentions import is_agent, is_place, is_weapon, only_counts
from khabar.read.phrases import is_time, tells_event
from khabar.read.subjects import Subjects
from khabar.read.units import Unit
from khabar.read.view import View

FORCE: Final = frozenset({"assault", "intercept", "explosion"})
AREAS: Final = frozenset({"country", "region"})
MAX_KEPT: Final = 16_384
BUCKETS: Final = ((0, "0"), (1, "1"), (2, "2"), (4, "4"), (8, "8"))


def group_of(draft: Draft) -> str:
    """The type of a happening, those of force as one."""
    return "force" if draft.type in FORCE else draft.type


def manner(rule: str) -> str:
    """The manner of a rule without the frame or light verb that it names."""
    first, _, rest = rule.partition(": ")
    return rest if rest else first


def kind_of(lexicon: Lexicon, mention: Mention, chunk: Chunk | None) -> str:
    """What a phrase is: who is named by it, or what its noun is."""
    if mention.pronoun and not mention.noun and not mention.names:
        return "pronoun"
    if mention.names and (mention.whole or not mention.noun):
        name = mention.names[0]
        if name.kind == "actor":
            return f"named {lexicon.get(name.id).kind}"
        if name.kind in ("office", "person"):
            return "person"
        if name.kind == "place":
            return "land" if lexicon.get(name.id).level in AREAS else "town"
        return "media"
    if "abstract" in mention.classes:
        return "abstract"
    if is_time(mention):
        return "time"
    if is_weapon(mention):
        return "weapon"
    if chunk is not None and tells_event(chunk):
        return "event"
    if mention.kind:
        return f"{mention.kind} of" if mention.names or mention.nationalities else mention.kind
    return _rest(mention, chunk)


def _rest(mention: Mention, chunk: Chunk | None) -> str:
    """What a phrase is whose noun no pack tells."""
    if is_place(mention):
        return "place"
    if mention.speaker:
        return "speaker"
    if mention.nationalities:
        return "nationality"
    if is_agent(mention):
        return "agent"
    if only_counts(mention):
        return "count"
    if mention.amount is not None:
        return "counted"
    return "deed" if chunk is not None and chunk.head.of("trigger") else "other"


def _steps(passed: int) -> str:
    """How many phrases lie between, roughly."""
    for most, name in BUCKETS:
        if passed <= most:
            return name
    return "more"


def _verb_kind(unit: Unit) -> str:
    """What a verb is to the reader: of saying, light, of a happening, any other."""
    for kind in ("report", "light", "trigger"):
        if unit.of(kind):
            return kind
    return "verb"


class Marker:
    """Finds the marks of the phrases of one sentence for one draft."""

    def __init__(self, lexicon: Lexicon, subjects: Subjects, view: View, draft: Draft) -> None:
        self.lexicon = lexicon
        self.subjects = subjects
        self.view = view
        self.draft = draft
        self.here = view.chunk(draft.unit)
        self.clause = view.clauses[self.here.clause]
        self.type = group_of(draft)
        self.shape = draft.shape
        self.subject = subjects.of(view, self.clause)
        self.missing = ("i" if draft.initiator else "") + ("t" if draft.target else "")

    def marks(self, mention: Mention, chunk: Chunk | None, head: Chunk | None, kind: str) -> list[str]:
        """Marks of a phrase in `chunk` whose list begins with `head`; `kind` is what it is."""
        type_ = self.type
        found = [*_of(type_, self.shape, kind)]
        if chunk is None or head is None or chunk is self.here:
            found += _inside(type_, self.shape, kind)
        else:
            self._where(found, head, kind)
            if head is not chunk:
                found.append("joined")
        if mention.definite:
            found.append("the")
        if mention.amount is not None or mention.plural:
            found.append("several")
        if mention.pronoun and mention.noun:
            found.append("owned")
        if mention.adjective:
            found.append("adjective")
        return found

    def _where(self, found: list[str], head: Chunk, kind: str) -> None:
        """Marks of where the phrase stands to its happening."""
        view, here, type_, shape = self.view, self.here, self.type, self.shape
        before = head.index < here.index
        side = "<" if before else ">"
        phrases = verbs = 0
        for index in range(head.index + 1 if before else here.index + 1, here.index if before else head.index):
            between = view.chunks[index].kind
            phrases += between == "np"
            verbs += between == "verb"
        own = head.clause == here.clause
        passed, prep = _steps(phrases), head.prep
        found += _apart(side, passed, own, type_, shape, kind)
        found += _led(prep, side, passed, type_, kind)
        found += _across(side, _steps(verbs), own, not prep)
        if own and phrases == 0:
            found += _next(side, type_, prep, kind)
        clause = view.clauses[head.clause]
        if not own:
            found.append(f"{side} {clause.kind} to {self.clause.kind}")
        self._subject(found, head, kind, side)
        if self.clause.kind == "rel" and self.clause.antecedent is head:
            found += ["described", f"described {type_}", f"described {shape}", f"described {kind}"]
        if clause.kind == "rel" and clause.antecedent is here:
            found += ["describes", f"describes {type_}", f"describes {kind}", f"describes {prep}"]
        if head.index in view.asides:
            found.append("aside")
        if head.head.of("harm"):
            found.append("harmed")

    def _subject(self, found: list[str], head: Chunk, kind: str, side: str) -> None:
        """Marks of the subject of the happening's own clause, or of another."""
        clause = self.view.clauses[head.clause]
        if self.subject is head:
            what = "subject"
        elif clause.verb is not None and self.subjects.of(self.view, clause) is head:
            what = f"subject {side}"
        else:
            return
        verb = _verb_kind(clause.verb.head) if clause.verb is not None else "none"
        found += _as_subject(what, self.type, self.shape, kind, verb, self.missing)

    def by_hand(self, found: list[str], role: str, told: list[Candidate], taken: bool, kind: str) -> None:
        """Marks of what the rules of hand propose for a role."""
        how = "first" if taken else "later"
        for candidate in told:
            way = manner(candidate.rule)
            found += _proposed(role, how, way, self.type, self.shape, kind)

    def unproposed(self, found: list[str], kind: str) -> None:
        """Marks of a phrase that no rule proposes, beside what they propose."""
        found += _new(self.missing, self.type, self.shape, kind)


# -- the words of the marks, each put together once ---------------------------------------------------------------


@lru_cache(maxsize=MAX_KEPT)
def _of(type_: str, shape: str, kind: str) -> tuple[str, ...]:
    return "phrase", f"is {kind}", f"{type_} {kind}", f"{shape} {kind}"


@lru_cache(maxsize=MAX_KEPT)
def _inside(type_: str, shape: str, kind: str) -> tuple[str, ...]:
    return "inside", f"inside {type_}", f"inside {kind}", f"inside {shape}"


@lru_cache(maxsize=MAX_KEPT)
def _apart(side: str, passed: str, own: bool, type_: str, shape: str, kind: str) -> tuple[str, ...]:
    where = f"{side}{passed}{'' if own else ' out'}"
    return where, f"{shape} {where}", f"{type_} {side}{own}", f"{kind} {side}{own}"


@lru_cache(maxsize=MAX_KEPT)
def _led(prep: str, side: str, passed: str, type_: str, kind: str) -> tuple[str, ...]:
    return f"prep {prep} {side}{passed}", f"{type_} prep {prep}", f"{kind} prep {prep}"


@lru_cache(maxsize=MAX_KEPT)
def _across(side: str, verbs: str, own: bool, bare: bool) -> tuple[str, ...]:
    return (f"{side} verbs {verbs} {own} {bare}",)


@lru_cache(maxsize=MAX_KEPT)
def _next(side: str, type_: str, prep: str, kind: str) -> tuple[str, ...]:
    return f"next {side} {type_} {prep}", f"next {side} {kind} {not prep}"


@lru_cache(maxsize=MAX_KEPT)
def _as_subject(what: str, type_: str, shape: str, kind: str, verb: str, missing: str) -> tuple[str, ...]:
    of = f"{what} of {verb}"
    return what, f"{what} {type_}", f"{what} {shape}", f"{what} {kind}", of, f"{of} {shape} {missing}"


@lru_cache(maxsize=MAX_KEPT)
def _proposed(role: str, how: str, way: str, type_: str, shape: str, kind: str) -> tuple[str, ...]:
    return (
        f"{role} {how}",
        f"{role} {way} {how}",
        f"{role} {way} {type_}",
        f"{role} {way} {kind}",
        f"{role} {shape} {kind} {how}",
        f"{role} {type_} {kind} {how}",
    )


@lru_cache(maxsize=MAX_KEPT)
def _new(missing: str, type_: str, shape: str, kind: str) -> tuple[str, ...]:
    return f"new {missing}", f"new {kind} {missing}", f"new {type_} {missing}", f"new {shape} {type_} {missing}"
