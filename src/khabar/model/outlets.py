"""Which outlet published a document, how that is known, and how coders grade it.

Invariant: what could not be known is said to be unknown; a grade is a coder's, with their name, and there is no other.
"""

from __future__ import annotations

from khabar.model.records import Record

HOW = ("named", "told", "address", "handle", "site_name", "byline", "unknown", "untold")
"""Named by a coder; told by a feed or a meta file; by the host of the address; by a channel's handle; by the page's own
name for its site; by a credit line; there is something, but the packs do not know it; there is nothing."""
RELIABILITY = {
    "A": "completely reliable", "B": "usually reliable", "C": "fairly reliable", "D": "not usually reliable",
    "E": "unreliable", "F": "reliability cannot be judged",
}  # fmt: skip
"""Grades of a source, after the Admiralty system (NATO AJP-2.1)."""
CREDIBILITY = {
    "1": "confirmed by other sources", "2": "probably true", "3": "possibly true", "4": "doubtful", "5": "improbable",
    "6": "truth cannot be judged",
}  # fmt: skip
"""Grades of a piece of information, after the same system."""


class Candidate(Record, frozen=True, omit_defaults=True, kw_only=True):
    """An outlet that something pointed to, and why it was not taken."""

    outlet: str
    name: str
    how: str
    why: str


class Resolved(Record, frozen=True, omit_defaults=True, kw_only=True):
    """The outlet of a document.

    outlet: its id in the packs; None where they do not know it. name: its name; of an unknown one its registrable host,
    its channel, or the name that the page gives; empty where nothing is told. how: one of `HOW`. by: the domain, handle
    or words that decided. key: what it is known by here: the id, else what its judgements speak of. lost: the others.
    """

    outlet: str | None = None
    name: str = ""
    how: str = "untold"
    by: str = ""
    key: str = ""
    lost: tuple[Candidate, ...] = ()


class Grade(Record, frozen=True, omit_defaults=True, kw_only=True):
    """One coder's grade. scale: ``reliability`` (A to F, of an outlet) or ``credibility`` (1 to 6, of what was said).

    about: what was graded, as it was called then. judgement: its number; recorded: when, ISO and UTC.
    """

    scale: str
    grade: str
    about: str
    author: str
    judgement: int
    recorded: str
    reason: str = ""


class Graded(Record, frozen=True, omit_defaults=True, kw_only=True):
    """The grades beside what one outlet's documents say in an account, or (without documents) beside a whole happening.

    claims: what they speak of; grades of the outlet first, then of its documents, then of the claims.
    """

    docs: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    outlet: str = ""
    grades: tuple[Grade, ...] = ()


class OutletLine(Record, frozen=True, omit_defaults=True, kw_only=True):
    """One outlet of a ledger, or of the packs.

    known: whether there is nothing to name: the packs know it, a coder named it or a feed told its name. key: its id in
    the packs, else what ``khabar judge LEDGER name`` takes. how: the ways in which its documents were
    resolved. hosts: those of its documents, or of the packs. named_by: who named it, where a coder did. lost: the other
    outlets that its documents pointed to, each once.
    """

    key: str
    name: str
    known: bool
    documents: int = 0
    how: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    country: str = ""
    kind: str = ""
    affiliation: str = ""
    affiliation_source: str = ""
    named_by: str = ""
    grades: tuple[Grade, ...] = ()
    lost: tuple[Candidate, ...] = ()
