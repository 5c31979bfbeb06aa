"""What speaks for each place that a happening may have had, in words that carry a weight.

Invariant: marks come from the text and the packs alone, never from a decision; their number for one option is small.
What is told together is put together once, for all documents.
"""

from __future__ import annotations

from typing import Final

from khabar.ground.spots import Spot
from khabar.model.drafts import Candidate, Draft
from khabar.model.marks import Group
from khabar.model.mentions import Mention
from khabar.model.native import mypyc_attr

FORCE: Final = frozenset({"assault", "intercept", "explosion"})
UNREAL: Final = frozenset({"future", "hypothetical", "negated"})
AREA: Final = 2
"""Up to this rank a place is an area: a province, a region, a country."""
MANY: Final = 2
SPREAD: Final = ("side=", "another", "in ", "own ")
ROUND: Final = "round"
NAMED: Final = "place elsewhere in the sentence"
"""The rules that offer any place of the sentence, and one by its name."""
MAX_KEPT: Final = 4096
HOLDS: Final = Group(("holds another",))
HELD: Final = Group(("in another",))
HEADS: Final = Group(("heads a chain",))
CHAINED: Final = Group(("chained on",))
RULED_CARRIED: Final = Group(("by the rules, carried",))
NAMELESS_THE: Final = Group(("no name", "no name, the"))
NAMELESS_A: Final = Group(("no name", "no name, a"))
UNREAD_NAME: Final = Group(("a name not in the packs",))
DATES: Final = Group(("dates the report",))
MEANS_ANOTHER: Final = Group(("means another",))
MEANS_NONE: Final = Group(("means none",))
SEVERAL: Final = Group(("several",))
WITH_TOLL: Final = Group(("none with toll",))
WHOLE: Final = Group(("whole",))
HEADED: Final = Group(("headed",))
WITHIN: Final = Group(("within",))
_STEPS: Final = ("wider", "equal", "finer")
TO_NEXT: Final = [Group((f"chained to the next, {step}",)) for step in _STEPS]
TO_BEFORE: Final = [Group((f"chained to the one before, {step}",)) for step in _STEPS]
_AWAY: Final = ["0", "1", "2", "4", "more"]


def rule_of(rule: str) -> str:
    """The manner of a rule without the frame or light verb that it names."""
    first, _, rest = rule.partition(": ")
    return rest if rest else first


class Words:
    """Groups of marks by the word that they are made with, each put together once; all are dropped when they are many.

    Each of `patterns` makes one mark, with the word in place of its ``*``; of a rule's name, with the rule's manner.
    """

    __slots__ = ("_kept", "patterns", "rules")

    def __init__(self, *patterns: str, rules: bool = False) -> None:
        self.patterns = patterns
        self.rules = rules
        self._kept: dict[str, Group] = {}

    def get(self, word: str) -> Group:
        """The group of a word."""
        found = self._kept.get(word)
        if found is None:
            if len(self._kept) >= MAX_KEPT:
                self._kept.clear()
            told = rule_of(word) if self.rules else word
            found = self._kept[word] = Group(tuple([pattern.replace("*", told) for pattern in self.patterns]))
        return found


_TOLD_BY: Final = Words("rule=*", rules=True)
_UNREAL: Final = Words("unreal rule=*", rules=True)
_NOUNS: Final = Words("noun=*")
_TOLD_BEFORE: Final = Words("told before: *")
_MODALITIES: Final = Words("none *")
_WHICH: Final = [Words("carried *", f"carried * {away}") for away in _AWAY]
_LEVELS: Final = [Words("carried level=*", f"carried level=* {away}") for away in _AWAY]


@mypyc_attr(acyclic=True)
class Manner:
    """How a happening is told: its type, those of force as one ``kind``, and its shape; the marks made of these."""

    __slots__ = (
        "abroad", "alike", "also", "at_home", "away", "beside", "kind", "known", "none", "none_ruled", "other_side",
        "passed", "ruled", "rules", "same_side", "several", "side", "target", "type", "unknown",
    )  # fmt: skip

    def __init__(self, type: str, shape: str) -> None:
        kind = "force" if type in FORCE else type
        self.type = type
        self.kind = kind
        self.rules = Words("rule=*", f"{kind} rule=*", f"{shape} rule=*", rules=True)
        self.known = Words("level=*", f"{kind} level=*", "known *", "known")
        self.unknown = Words("level=*", f"{kind} level=*", "unknown *", "unknown")
        self.ruled = Group(("by the rules", f"by the rules {kind}"))
        self.none_ruled = Group(("none by the rules", f"none by the rules {kind}"))
        self.also = Words("carried *")
        self.alike = Group(("carried alike", f"carried alike {shape}"))
        self.away = [
            Group(
                (
                    "carried",
                    f"carried {away}",
                    f"carried {kind}",
                    f"carried {kind} {shape}",
                    f"carried {kind} {away}",
                    f"carried {shape} {away}",
                )
            )
            for away in _AWAY
        ]
        self.beside = [
            Group((f"carried beside {beside}", f"carried beside {beside} {shape}")) for beside in range(MANY + 1)
        ]
        self.passed = Words(f"carried from * to {type}")
        self.several = [Group((f"carried of {several}", f"carried of {several} {shape}")) for several in range(4)]
        self.target = Group((f"none {kind} with target",))
        self.side = Group((f"also a side {kind}",))
        self.at_home = Group(("at home", f"{kind} at home"))
        self.abroad = Group(("abroad", f"{kind} abroad"))
        self.same_side = Words("* side same", f"{kind} * side same")
        self.other_side = Words("* side other", f"{kind} * side other")
        self.none = [
            Group(
                (
                    "none",
                    f"none {kind}",
                    f"none {type} {shape}",
                    f"none {shape}",
                    f"none of {options}",
                    f"none own={own}",
                    f"none {kind} own={own}",
                    f"none {shape} own={own}",
                )
            )
            for own in (False, True)
            for options in range(MANY + 1)
        ]


_VERBS: Final[dict[str, Manner]] = {}
_THE: Final[dict[str, Manner]] = {}
_NOUN: Final[dict[str, Manner]] = {}


def manner_of(draft: Draft) -> Manner:
    """How a happening is told: by a verb, by a definite noun, by another noun."""
    if draft.shape in ("verb", "passive", "active"):
        kept, shape = _VERBS, "verb"
    elif draft.definite:
        kept, shape = _THE, "the"
    else:
        kept, shape = _NOUN, "noun"
    found = kept.get(draft.type)
    if found is None:
        found = kept[draft.type] = Manner(draft.type, shape)
    return found


def inside(
    draft: Draft, candidate: Candidate, place: Spot, manner: Manner, named: bool, pointed: bool = False
) -> list[Group]:
    """Marks of a place that its own sentence names; `named`: by a name that no pack knows; `pointed`: it is pointed
    out, which is as good as a name (this state).
    """
    mention: Mention = candidate.value
    groups: list[Group] = []
    for group in candidate.marks:
        groups.append(group)
        spread = _spread(group, manner.kind)
        if spread.marks:
            groups.append(spread)
            if place.rank <= AREA:
                groups.append(_spread(group, "area"))
    groups.append(manner.rules.get(NAMED if pointed and candidate.rule == ROUND else candidate.rule))
    groups.append(manner.known.get(place.level) if place.known else manner.unknown.get(place.level))
    groups.append(WHOLE if mention.whole else HEADED if mention.place_words else WITHIN)
    if mention.kind:
        groups.append(_NOUNS.get(mention.kind))
    if any(name.kind == "actor" for name in mention.names):
        groups.append(manner.side)
    if named:
        groups.append(UNREAD_NAME)
        groups.append(MEANS_ANOTHER if place.known else MEANS_NONE)
    elif not mention.names and not pointed:
        groups.append(NAMELESS_THE if mention.definite else NAMELESS_A)
        groups.append(MEANS_ANOTHER if place.known else MEANS_NONE)
    if mention.amount is not None or mention.number == "p":
        groups.append(SEVERAL)
    if draft.modality and draft.modality[0].value in UNREAL:
        groups.append(_UNREAL.get(candidate.rule))
    return groups


def at_home(home: str, place: Spot, manner: Manner) -> Group:
    """Marks of a place for whether it lies in the country that the text is set in."""
    return manner.at_home if home == place.country else manner.abroad


def sided(told: str, place: Spot, role: str, manner: Manner) -> Group:
    """Marks of a place for the country of who did it or to whom it was done."""
    return manner.same_side.get(role) if told == place.country else manner.other_side.get(role)


def _spread(group: Group, word: str) -> Group:
    """Marks of where a place stands, once more for the kind of happening, and for areas."""
    found = group.spread.get(word)
    if found is None:
        found = group.spread[word] = Group(tuple([f"{word} {mark}" for mark in group.marks if mark.startswith(SPREAD)]))
    return found


def told_by(rule: str) -> Group:
    """The mark of a rule that names a place once more."""
    return _TOLD_BY.get(rule)


def told_before(which: str) -> Group:
    """The mark of a place of the sentence that was told before too."""
    return _TOLD_BEFORE.get(which)


def add_carried(groups: list[Group], manner: Manner, place: Spot, passed: int, which: str, options: int) -> None:
    """Add the marks of a place told `passed` sentences before and not named again, beside so many `options`."""
    away = 0 if passed <= 0 else 1 if passed <= 1 else 2 if passed <= 2 else 3 if passed <= 4 else 4
    groups.append(manner.away[away])
    groups.append(_WHICH[away].get(which))
    groups.append(_LEVELS[away].get(place.level))
    groups.append(manner.beside[min(options, MANY)])


def add_passed(groups: list[Group], manner: Manner, told: str, several: int) -> None:
    """Add the marks of a place told before: of what happened there and here, of how many places were told."""
    groups.append(manner.passed.get(told))
    groups.append(manner.several[several])


def also(which: str, manner: Manner) -> Group:
    """Marks of a place told before that is offered for one more reason."""
    return manner.alike if which == "alike" else manner.also.get(which)


def nowhere(draft: Draft, manner: Manner, options: int, own: bool) -> list[Group]:
    """Marks of the answer that the text gives no place."""
    groups = [manner.none[min(options, MANY) + (MANY + 1 if own else 0)]]
    if draft.modality and draft.modality[0].value != "asserted":
        groups.append(_MODALITIES.get(str(draft.modality[0].value)))
    if draft.target:
        groups.append(manner.target)
    if draft.casualties:
        groups.append(WITH_TOLL)
    return groups
