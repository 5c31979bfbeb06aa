"""What the judgements that hold make of claims and of their grouping.

Invariant: claims are named by their own letters; a judgement of letters that no current claim bears changes nothing
and is told as moved.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from khabar.ledger.values import check_order, check_value
from khabar.model.judgement import Ground, Judgement
from khabar.model.records import Event, Strength, Tally

Claimed = Event | Tally | Strength
GROUPING = frozenset({"merge", "separate"})
ENDS = frozenset({"start", "end", "low", "high"})
FIXED = frozenset({"id", "span", "trigger", "sentence", "sentence_span", "event", "why", "responds_to"})


class Overlay(msgspec.Struct, frozen=True, kw_only=True):
    """Judgements in force, ready to be applied. Keys are the own names of claims."""

    withdrawn: frozenset[str] = frozenset()
    corrected: Mapping[str, tuple[Judgement, ...]] = {}
    grouping: tuple[Judgement, ...] = ()
    last: int = 0

    def apply(self, own: str, record: Claimed) -> Claimed | None:
        """The record as coders corrected it; None where they withdrew it."""
        if own in self.withdrawn:
            return None
        for made in self.corrected.get(own, ()):
            with contextlib.suppress(ValueError):  # a later codebook may have no place for what was said
                record = correct(record, made.field or "", made.value)
        return record

    def touched(self) -> set[str]:
        """Own names of the claims that grouping judgements speak of."""
        return {ground.own for made in self.grouping for ground in grounds_of(made)}


def to_overlay(judgements: Iterable[Judgement]) -> Overlay:
    """The overlay of judgements in force, the later after the earlier."""
    withdrawn: set[str] = set()
    corrected: dict[str, tuple[Judgement, ...]] = {}
    grouping, last = [], 0
    for made in judgements:
        last = max(last, made.number)
        if made.verdict == "withdraw":
            withdrawn |= {ground.own for ground in made.grounds}
        elif made.verdict == "correct":
            for ground in made.grounds:
                corrected[ground.own] = (*corrected.get(ground.own, ()), made)
        elif made.verdict in GROUPING:
            grouping.append(made)
    return Overlay(withdrawn=frozenset(withdrawn), corrected=corrected, grouping=tuple(grouping), last=last)


def grounds_of(made: Judgement) -> tuple[Ground, ...]:
    """All claims that a judgement speaks of."""
    return (*made.grounds, made.rest) if made.rest else made.grounds


def correct(record: Claimed, field: str, value: object) -> Claimed:
    """A record with one field as a coder says it is.

    Raises:
        ValueError: it has no such field, or the value is not of its shape; the message says which it is.
    """
    open_to = [name for name in record.__struct_fields__ if name not in FIXED]
    if field not in open_to:
        raise ValueError(f"{field!r} is no field that can be corrected; these are: {', '.join(open_to)}")
    plain = msgspec.to_builtins(record)
    if value is None:
        plain.pop(field, None)
    else:
        plain[field] = value
    try:
        made = msgspec.convert(plain, type(record))
        check_value(field, value)
        if field in ENDS:
            check_order(plain)
    except (msgspec.ValidationError, ValueError) as fault:
        raise ValueError(f"not a value for {field!r}: {fault}") from None
    return made


def regroup(groups: Sequence[frozenset[str]], overlay: Overlay) -> dict[str, tuple[frozenset[str], int]]:
    """What merging and separating make of a grouping.

    Args:
        groups: Own names of claims, a set for each happening.
        overlay: The judgements.

    Returns:
        For each claim its group, and the number of the last judgement that shaped it, 0 for none.
    """
    home = {own: (group, 0) for group in groups for own in group}
    for made in overlay.grouping:
        named = [ground.own for ground in made.grounds if ground.own in home]
        if made.verdict == "merge":
            whole = frozenset().union(*(home[own][0] for own in named))
            changes = [whole] if len({home[own][0] for own in named}) > 1 else []
        else:
            leaving = frozenset(named)
            kept = home[made.rest.own][0] if made.rest and made.rest.own in home else frozenset()
            leaving &= kept
            changes = [leaving, kept - leaving] if leaving and kept - leaving else []
        for group in changes:
            home |= dict.fromkeys(group, (group, made.number))
    return home
