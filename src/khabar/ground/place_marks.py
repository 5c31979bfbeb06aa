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
SPREAD: Final = ("side=", "another", "in ", "own ")
MAX_KEPT: Final = 4096
Marks = tuple[str, ...]
"""Marks that are given together."""
HOLDS: Final[Marks] = ("holds another",)
HELD: Final[Marks] = ("in another",)
HEADS: Final[Marks] = ("heads a chain",)
CHAINED: Final[Marks] = ("chained on",)
RULED_CARRIED: Final[Marks] = ("by the rules, carried",)
NAMELESS_THE: Final[Marks] = ("no name", "no name, the")
NAMELESS_A: Final[Marks] = ("no name", "no name, a")
DATES: Final[Marks] = ("dates the report",)
MEANS_ANOTHER: Final[Marks] = ("means another",)
MEANS_NONE: Final[Marks] = ("means none",)
SEVERAL: Final[Marks] = ("several",)
WITH_TOLL: Final[Marks] = ("none with toll",)
_STEPS: Final = ("finer", "equal", "wider")
TO_NEXT: Final[dict[str, Marks]] = {step: (f"chained to the next, {step}",) for step in _STEPS}
TO_BEFORE: Final[dict[str, Marks]] = {step: (f"chained to the one before, {step}",) for step in _STEPS}
SHARE: Final[dict[str, Marks]] = {share: (share,) for share in ("whole", "headed", "within")}
_KEPT: Final[dict[tuple[str, ...], Marks]] = {}


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


def inside(draft: Draft, candidate: Candidate, place: PlaceMention) -> list[Marks]:
    """Marks of a place that its own sentence names."""
    mention: Mention = candidate.value
    kind, shape = kind_of(draft), shape_of(draft)
    known = place.lat is not None
    area = "area" if place.level in AREAS else ""
    groups = [*candidate.marks]
    groups += [_spread(group, kind, area) for group in candidate.marks]
    groups.append(_ruled(rule_of(candidate.rule), kind, shape))
    groups.append(_levelled(place.level, kind, "known" if known else "unknown"))
    groups.append(SHARE["whole" if mention.whole else "headed" if mention.place_words else "within"])
    if mention.kind:
        groups.append(_kept(("noun=", mention.kind)))
    if any(name.kind == "actor" for name in mention.names):
        groups.append(_kept(("also a side ", kind)))
    if not mention.names:
        groups.append(NAMELESS_THE if mention.definite else NAMELESS_A)
        groups.append(MEANS_ANOTHER if known else MEANS_NONE)
    if mention.amount is not None or mention.plural:
        groups.append(SEVERAL)
    if draft.modality and draft.modality[0].value in UNREAL:
        groups.append(_kept(("unreal rule=", rule_of(candidate.rule))))
    return groups


def at_home(home: str, place: str, kind: str) -> Marks:
    """Marks of a place for whether it lies in the country that the text is set in."""
    where = "at home" if home == place else "abroad"
    key = ("home", where, kind)
    return _KEPT.get(key) or _keep(key, (where, f"{kind} {where}"))


def sided(told: str, place: str, role: str, kind: str) -> Marks:
    """Marks of a place for the country of who did it or to whom it was done."""
    same = "same" if told == place else "other"
    key = ("side", role, same, kind)
    return _KEPT.get(key) or _keep(key, (f"{role} side {same}", f"{kind} {role} side {same}"))


def _keep(key: tuple[str, ...], marks: Marks) -> Marks:
    """Keep marks that were put together, under what they are made of; all are dropped when they become many."""
    if len(_KEPT) >= MAX_KEPT:
        _KEPT.clear()
    _KEPT[key] = marks
    return marks


def _kept(key: tuple[str, str]) -> Marks:
    """The one mark that two words spell."""
    return _KEPT.get(key) or _keep(key, (key[0] + key[1],))


def told_by(rule: str) -> Marks:
    """The mark of a rule that names a place once more."""
    return _kept(("rule=", rule))


def told_before(which: str) -> Marks:
    """The mark of a place of the sentence that was told before too."""
    return _kept(("told before: ", which))


def ruled(kind: str) -> Marks:
    """Marks of the place that the rules alone would choose."""
    key = ("by the rules", kind)
    return _KEPT.get(key) or _keep(key, ("by the rules", f"by the rules {kind}"))


def none_ruled(kind: str) -> Marks:
    """Marks of no place where the rules alone would choose none."""
    key = ("none by the rules", kind)
    return _KEPT.get(key) or _keep(key, ("none by the rules", f"none by the rules {kind}"))


def _ruled(rule: str, kind: str, shape: str) -> Marks:
    key = ("rule", rule, kind, shape)
    return _KEPT.get(key) or _keep(key, (f"rule={rule}", f"{kind} rule={rule}", f"{shape} rule={rule}"))


def _levelled(level: str, kind: str, known: str) -> Marks:
    key = ("level", level, kind, known)
    return _KEPT.get(key) or _keep(key, (f"level={level}", f"{kind} level={level}", f"{known} {level}", known))


def _spread(group: Marks, kind: str, area: str) -> Marks:
    """Marks of where a place stands, once more for the kind of happening, and for areas."""
    key = (kind, area, "spread", *group)
    found = _KEPT.get(key)
    if found is None:
        told = [mark for mark in group if mark.startswith(SPREAD)]
        found = _keep(key, tuple([f"{of} {mark}" for mark in told for of in (kind, area) if of]))
    return found


def carried(draft: Draft, place: PlaceMention, passed: int, which: str, options: int) -> Marks:
    """Marks of a place told before and not named again."""
    return _carried(kind_of(draft), shape_of(draft), steps(passed), which, place.level, str(min(options, MANY)))


def _carried(kind: str, shape: str, away: str, which: str, level: str, beside: str) -> Marks:
    key = ("carried", kind, shape, away, which, level, beside)
    found = _KEPT.get(key)
    if found is None:
        found = _keep(
            key,
            (
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
            ),
        )
    return found


def passed_on(told: str, event: str, several: int, shape: str) -> Marks:
    """Marks of a place told before: of what happened there and here, of how many places were told."""
    key = ("from", told, event, str(several), shape)
    return _KEPT.get(key) or _keep(
        key, (f"carried from {told} to {event}", f"carried of {several}", f"carried of {several} {shape}")
    )


def also(which: str, shape: str) -> Marks:
    """Marks of a place told before that is offered for one more reason."""
    key = ("also", which, shape)
    alike = (f"carried alike {shape}",) if which == "alike" else ()
    return _KEPT.get(key) or _keep(key, (f"carried {which}", *alike))


def nowhere(draft: Draft, options: int, own: bool) -> list[Marks]:
    """Marks of the answer that the text gives no place."""
    kind = kind_of(draft)
    groups = [_none(kind, draft.type, shape_of(draft), str(min(options, MANY)), str(own))]
    if draft.modality and draft.modality[0].value != "asserted":
        groups.append(_kept(("none ", draft.modality[0].value)))
    if draft.target:
        groups.append(_kept((f"none {kind}", " with target")))
    if draft.casualties:
        groups.append(WITH_TOLL)
    return groups


def _none(kind: str, event: str, shape: str, options: str, own: str) -> Marks:
    key = ("none", kind, event, shape, options, own)
    return _KEPT.get(key) or _keep(
        key,
        (
            "none",
            f"none {kind}",
            f"none {event} {shape}",
            f"none {shape}",
            f"none of {options}",
            f"none own={own}",
            f"none {kind} own={own}",
            f"none {shape} own={own}",
        ),
    )
