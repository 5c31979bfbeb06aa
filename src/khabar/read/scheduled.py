"""Meetings that are yet to come though no word of the future says so: *London hosts a conference on Tuesday*.

Invariant: only a present verb that opens its sentence, with a bare weekday in its clause, tells what is scheduled.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Candidate
from khabar.read.view import View

HELD: Final = "consult"


def scheduled(view: View, unit: int, kind: str) -> Candidate | None:
    """The modality of a meeting that is held on a weekday to come; None for any other happening."""
    if kind != HELD or not view.sentence.index:
        return None
    clause = view.clauses[view.chunk(unit).clause]
    verb = clause.verb
    if verb is None or clause.kind == "rel" or verb.index != clause.first or verb.first > 1:
        return None
    if not verb.head.verb or any(s.tense != "present" for s in verb.head.verb):
        return None
    for chunk in view.chunks[verb.index + 1 :]:
        if chunk.clause != clause.index or chunk.kind != "time":
            continue
        value = chunk.units[chunk.last - 1].value
        bare = value is not None and value.kind == "weekday" and value.relation == "point" and not value.tense
        if bare and value.point.shift is None and not value.point.part:
            return Candidate("future", "a weekday of what is held", 1.6, span=verb.head.span)
    return None
