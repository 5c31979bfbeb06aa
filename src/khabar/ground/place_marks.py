"""What speaks for each place that a happening may have had, in words that carry a weight.

Invariant: marks come from the text and the packs alone, never from a decision; their number for one option is small.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from khabar.model.drafts import Candidate, Draft, Mention
from khabar.model.records import PlaceMention

FORCE: Final = frozenset({"assault", "intercept", "explosion"})
UNREAL: Final = frozenset({"future", "hypothetical", "negated"})
AREAS: Final = frozenset({"province", "region", "country"})
MANY: Final = 2
STEPS: Final = (0, 1, 2, 4)
SPREAD: Final = ("side=", "another", "in ", "own ")
MAX_KEPT: Final = 4096


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
        *_ruled(rule, kind, shape),
        *_levelled(place.level, kind, known),
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
    area = place.level in AREAS
    for mark in candidate.marks:
        if mark.startswith(SPREAD):
            of_kind, of_area = _spread(mark, kind)
            marks.append(of_kind)
            if area:
                marks.append(of_area)
    return marks


@lru_cache(maxsize=MAX_KEPT)
def _ruled(rule: str, kind: str, shape: str) -> tuple[str, ...]:
    return f"rule={rule}", f"{kind} rule={rule}", f"{shape} rule={rule}"


@lru_cache(maxsize=MAX_KEPT)
def _levelled(level: str, kind: str, known: str) -> tuple[str, ...]:
    return f"level={level}", f"{kind} level={level}", f"{known} {level}", known


@lru_cache(maxsize=MAX_KEPT)
def _spread(mark: str, kind: str) -> tuple[str, str]:
    return f"{kind} {mark}", f"area {mark}"


def carried(draft: Draft, place: PlaceMention, passed: int, which: str, options: int) -> list[str]:
    """Marks of a place told before and not named again."""
    return [*_carried(kind_of(draft), shape_of(draft), steps(passed), which, place.level, min(options, MANY))]


@lru_cache(maxsize=MAX_KEPT)
def _carried(kind: str, shape: str, away: str, which: str, level: str, beside: int) -> tuple[str, ...]:
    return (
        "carried",
        f"carried {which}",
        f"carried {which} {away}",
        f"carried {away}",
        f"carried {kind}",
        f"carried {kind} {shape}",
        f"carried {kind} {away}",
        f"carried {shape} {away}",
        f"carried level={level}",
        f"carried level={level} {away}",
        f"carried beside {beside}",
        f"carried beside {beside} {shape}",
    )


def nowhere(draft: Draft, options: int, own: bool) -> list[str]:
    """Marks of the answer that the text gives no place."""
    kind, shape = kind_of(draft), shape_of(draft)
    marks = [*_none(kind, draft.type, shape, min(options, MANY), own)]
    if draft.modality and draft.modality[0].value != "asserted":
        marks.append(f"none {draft.modality[0].value}")
    if draft.target:
        marks.append(f"none {kind} with target")
    if draft.casualties:
        marks.append("none with toll")
    return marks


@lru_cache(maxsize=MAX_KEPT)
def _none(kind: str, event: str, shape: str, options: int, own: bool) -> tuple[str, ...]:
    return (
        "none",
        f"none {kind}",
        f"none {event} {shape}",
        f"none {shape}",
        f"none of {options}",
        f"none own={own}",
        f"none {kind} own={own}",
        f"none {shape} own={own}",
    )
