"""What speaks for each place that a happening may have had, in words that carry a weight.

Invariant: marks come from the text and the packs alone, never from a decision; their number for one option is small.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Candidate, Draft, Mention
from khabar.model.records import PlaceMention

FORCE: Final = frozenset({"assault", "intercept", "explosion"})
UNREAL: Final = frozenset({"future", "hypothetical", "negated"})
AREAS: Final = frozenset({"province", "region", "country"})
MANY: Final = 2
STEPS: Final = (0, 1, 2, 4)


def kind_of(draft: Draft) -> str:
    """The type of a happening, those of force as one."""
    return "force" if draft.type in FORCE else draft.type


def shape_of(draft: Draft) -> str:
    """How it is told: by a verb, by a definite noun, by another noun."""
    if draft.shape in ("verb", "passive", "active"):
        return "verb"
    return "the" if draft.definite else "noun"


def steps(passed: int) -> str:
    """How many sentences lie between two mentions, roughly."""
    return next((str(step) for step in STEPS if passed <= step), "more")


def rule_of(rule: str) -> str:
    """The manner of a rule without the frame or light verb that it names."""
    first, _, rest = rule.partition(": ")
    return rest if rest else first


def inside(draft: Draft, candidate: Candidate, place: PlaceMention) -> list[str]:
    """Marks of a place that its own sentence names."""
    mention: Mention = candidate.value
    kind, shape = kind_of(draft), shape_of(draft)
    rule = rule_of(candidate.rule)
    known = "known" if place.lat is not None else "unknown"
    marks = [
        *candidate.marks,
        f"rule={rule}",
        f"{kind} rule={rule}",
        f"{shape} rule={rule}",
        f"level={place.level}",
        f"{kind} level={place.level}",
        f"{known} {place.level}",
        known,
        "whole" if mention.whole else "headed" if mention.place_words else "within",
    ]
    if mention.kind:
        marks.append(f"noun={mention.kind}")
    if not mention.names:
        marks.append("no name")
        marks.append("no name, the" if mention.definite else "no name, a")
        marks.append("means another" if place.lat is not None else "means none")
    if mention.amount is not None or mention.plural:
        marks.append("several")
    if draft.modality and draft.modality[0].value in UNREAL:
        marks.append(f"unreal rule={rule}")
    for mark in candidate.marks:
        if mark.startswith(("side=", "another", "in ", "own ")):
            marks.append(f"{kind} {mark}")
            if place.level in AREAS:
                marks.append(f"area {mark}")
    return marks


def carried(draft: Draft, place: PlaceMention, passed: int, which: str, options: int) -> list[str]:
    """Marks of a place told before and not named again."""
    kind, shape = kind_of(draft), shape_of(draft)
    away = steps(passed)
    return [
        "carried",
        f"carried {which}",
        f"carried {which} {away}",
        f"carried {away}",
        f"carried {kind}",
        f"carried {kind} {shape}",
        f"carried {kind} {away}",
        f"carried {shape} {away}",
        f"carried level={place.level}",
        f"carried level={place.level} {away}",
        f"carried beside {min(options, MANY)}",
        f"carried beside {min(options, MANY)} {shape}",
    ]


def nowhere(draft: Draft, options: int, own: bool) -> list[str]:
    """Marks of the answer that the text gives no place."""
    kind, shape = kind_of(draft), shape_of(draft)
    marks = [
        "none",
        f"none {kind}",
        f"none {draft.type} {shape}",
        f"none {shape}",
        f"none of {min(options, MANY)}",
        f"none own={own}",
        f"none {kind} own={own}",
        f"none {shape} own={own}",
    ]
    if draft.modality and draft.modality[0].value != "asserted":
        marks.append(f"none {draft.modality[0].value}")
    if draft.target:
        marks.append(f"none {kind} with target")
    if draft.casualties:
        marks.append("none with toll")
    return marks
