"""Why two claims are one happening or two: pieces of evidence, each in words, and what each weighs.

Invariant: the weights of the reasons add up to the score.
"""

from __future__ import annotations

from khabar.model.records import Record


class Reason(Record, frozen=True, omit_defaults=True, kw_only=True):
    """A piece of evidence: its name, its log-odds (positive for one happening), and what it says in words."""

    name: str
    weight: float
    words: str


class Explained(Record, frozen=True, omit_defaults=True, kw_only=True):
    """Why two claims are or are not one. ``apart``: what keeps them apart whatever else speaks for them, or None.

    one, two: references of the claims (``DOC#RECORD``). score: log-odds. reasons: the weightiest first.
    """

    one: str
    two: str
    score: float
    apart: str | None = None
    reasons: tuple[Reason, ...] = ()


class Tie(Record, frozen=True, omit_defaults=True, kw_only=True):
    """What ties a claim to its happening: its best pair with another claim of it; None where it met none of them."""

    claim: str
    best: Explained | None = None
