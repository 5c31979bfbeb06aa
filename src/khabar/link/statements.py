"""Verbal acts told by several documents: the same speaker saying the same thing on the same day.

Invariant: two acts are one only if type and speaker agree, their days touch and their words or addressees meet.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from khabar.link import cluster, words
from khabar.link.mentions import DEEDS, to_ordinal
from khabar.model.records import ActorMention, Event, Reading

ALIKE = 0.3
SAME_WORDS = 0.6


def find_statements(readings: Sequence[Reading], names: Sequence[str]) -> dict[str, str]:
    """The id of the statement that each verbal act belongs to, by reference."""
    acts = [
        (f"{name}#{event.id}", doc, event)
        for doc, (reading, name) in enumerate(zip(readings, names, strict=True))
        for event in sorted(reading.events, key=lambda e: (e.span.start, e.id))
        if event.type not in DEEDS
    ]
    edges = {
        (i, j): 1.0
        for i, (_, one_doc, one) in enumerate(acts)
        for j in range(i + 1, len(acts))
        if one_doc != acts[j][1] and _is_same(one, acts[j][2])
    }
    ids: dict[str, str] = {}
    for group in cluster.agglomerate(len(acts), edges, apart=lambda i, j: acts[i][2].type != acts[j][2].type):
        refs = sorted(acts[i][0] for i in group)
        digest = hashlib.sha256("\n".join(refs).encode()).hexdigest()[:10]
        ids |= dict.fromkeys(refs, f"st-{digest}")
    return ids


def _is_same(one: Event, two: Event) -> bool:
    if one.type != two.type or one.modality != two.modality or not _days_touch(one, two):
        return False
    alike = _alike(words.stems(one.sentence), words.stems(two.sentence))
    if not _names(one.initiator) & _names(two.initiator):
        return alike >= SAME_WORDS
    return alike >= ALIKE or bool(_names(one.target) & _names(two.target))


def _days_touch(one: Event, two: Event) -> bool:
    spans = [(to_ordinal(e.time.start), to_ordinal(e.time.end)) if e.time else (None, None) for e in (one, two)]
    (a, b), (c, d) = spans
    return a is None or b is None or c is None or d is None or (a <= d and c <= b)


def _alike(one: frozenset[str], two: frozenset[str]) -> float:
    return len(one & two) / len(one | two) if one | two else 0.0


def _names(actors: Sequence[ActorMention]) -> set[str]:
    return {(a.entity or a.name or " ".join(sorted(words.stems(a.text)))).casefold() for a in actors} - {""}
