"""Which candidates of a role are taken: those of the best rule, and those joined to them.

Invariant: candidates come best first; what is not taken stays a candidate.
"""

from __future__ import annotations

import math
from typing import Final

from khabar.model.drafts import Candidate, Draft

MERGED: Final = 0.85
NEAR: Final = 0.001
FELLED: Final = "killed by name"
ISSUER: Final = "first person: who issues the text"
SPOKE: Final = "first person: who spoke last"
BEFORE: Final = "doer of the sentence before"
LENT: Final = frozenset({SPOKE, BEFORE})


def ranked(draft: Draft, role: str) -> list[Candidate]:
    """The candidates of a role, best first."""
    candidates: list[Candidate] = draft.initiator if role == "initiator" else draft.target
    last = math.inf
    for candidate in candidates:
        if candidate.score > last:
            return sorted(candidates, key=lambda c: -c.score)
        last = candidate.score
    return candidates


def picked(draft: Draft, role: str, candidates: list[Candidate]) -> list[Candidate]:
    """Of the ranked candidates of a role those that are taken, best first."""
    if not candidates:
        return []
    best = candidates[0]
    return [
        c
        for c in candidates
        if (c.score >= best.score - NEAR and c.rule == best.rule)
        or (role == "target" and (c.rule == FELLED or _struck_too(draft, c, best)))
    ]


def _struck_too(draft: Draft, candidate: Candidate, best: Candidate) -> bool:
    """Whether another trigger of the same use of force names what was struck as well (killed X, a blast that hit Y)."""
    if draft.type != "assault" or candidate.score < MERGED or not candidate.rule.startswith("frame."):
        return False
    frames = [c.rule.partition(":")[0] for c in (candidate, best)]
    return frames[0] != frames[1] and frames[1].startswith("frame.") and "object" in candidate.rule + best.rule
