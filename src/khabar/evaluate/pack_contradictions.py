"""Rules that contradict each other: the same words, under the same conditions, read twice.

Two entries may share a form: then one of them says when it is meant (conditions, a class, a scope), and evidence
decides. Where neither does, the order of files would decide, and that is a finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from khabar.packs.schema.base import Entry
from khabar.packs.schema.triggers import Trigger
from khabar.packs.schema.words import Harm, Modal, Quantity, Report, Speaker, Weapon
from khabar.text.letters import fold_phrase

Verdict = tuple[str, str, str]
TRIGGER_SHAPES = ("verbs", "passives", "nouns", "active", "passive", "phrases")
REPORT_SHAPES = ("verbs", "passives", "participles", "masdars", "phrases")
HARM_SHAPES = ("verbs", "passives", "nouns", "masdars", "phrases")


class PackFault(msgspec.Struct, frozen=True, order=True):
    """One finding: the entry and what is wrong with it."""

    entry: str
    what: str


def find_contradictions(packs: Mapping[str, Sequence[Entry]]) -> Iterator[PackFault]:
    """A finding for each form that several entries read under the same conditions, whether apart or alike."""
    owners: dict[tuple[str, str, str], dict[str, str]] = {}
    for entries in packs.values():
        for entry in entries:
            for form, condition, verdict in _verdicts(entry):
                owners.setdefault((type(entry).__name__, form, condition), {})[entry.id] = verdict
    for (_, form, _), read in owners.items():
        if len(read) > 1:
            (first, verdict), *others = read.items()
            apart = "; ".join(f"{other} reads {reading}" for other, reading in others)
            yield PackFault(first, f"{form!r} is {verdict}, and {apart}; neither says when it is not the other")


def _verdicts(entry: Entry) -> Iterator[Verdict]:
    """Form, condition, and what an entry says of it."""
    match entry:
        case Trigger():
            when, said = msgspec.json.encode(entry.when).decode(), f"{entry.type} ({entry.frame})"
            for shape in TRIGGER_SHAPES:
                yield from ((form, f"{shape} {when}", said) for form in _forms(entry, shape))
        case Harm():
            for shape in HARM_SHAPES:
                yield from ((form, shape, entry.harm) for form in _forms(entry, shape))
        case Report():
            for shape in REPORT_SHAPES:
                takes = " ".join(sorted(entry.takes))
                yield from ((form, f"{shape} takes {takes}", entry.class_) for form in _forms(entry, shape))
        case Modal():
            yield from ((form, entry.scope, entry.modality) for form in _forms(entry, "forms"))
        case Weapon():
            yield from ((form, "common" if entry.common else "", entry.kind) for form in _forms(entry, "forms"))
        case Quantity():
            said = f"{entry.value} {entry.low}-{entry.high}"
            yield from ((form, f"{entry.class_} {entry.position}", said) for form in _forms(entry, "forms"))
        case Speaker():
            yield from ((form, "", entry.source_kind) for form in _forms(entry, "forms"))
        case _:
            return


def _forms(entry: Entry, shape: str) -> Iterator[str]:
    return map(fold_phrase, dict.fromkeys(getattr(entry, shape)))
