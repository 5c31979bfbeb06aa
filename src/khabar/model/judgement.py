"""What coders decide: confirmed, merged, separated, corrected, withdrawn, graded, named, and each of these undone.

Invariant: a judgement points at letters of a document, by the hash of its bytes, never at a number that a reading gave;
so it holds for every later reading that claims the same of the same letters. One of an outlet points at its id, host or
name, which no reading gives.
"""

from __future__ import annotations

from typing import Any

from khabar.model.records import Record

VERDICTS = ("confirm", "merge", "separate", "correct", "withdraw", "grade", "name", "undo")


class Ground(Record, frozen=True, omit_defaults=True, kw_only=True):
    """A claim that a judgement speaks of: bytes, letters, kind, and the words for those who read the judgement.

    own: the name of the happening that the claim alone would name. ref: what pointed at it when it was judged.
    """

    own: str
    sha256: str
    start: int
    end: int
    type: str
    words: str
    ref: str = ""


class Judgement(Record, frozen=True, omit_defaults=True, kw_only=True):
    """One decision.

    Attributes:
        number: The ledger's number for it; 0 before it was recorded.
        verdict: One of `VERDICTS`.
        author: Who decided.
        reason: Why, in their words.
        recorded: When, in ISO and UTC.
        grounds: confirm: all claims of the happening at that time; merge: one claim of each happening; separate: the
            claims that leave; correct and withdraw: the claims concerned; grade: the claim, or all of the happening.
        rest: separate: a claim of what they leave.
        field, value: correct: the field of the record and what it should be; None empties it. grade: ``reliability``
            and a letter, or ``credibility`` and a digit. name: ``outlet`` and ``{"name", "country"}``.
        about: grade: the outlet (its id in the packs, or its host or name), the document's label, the claim or the
            happening as it was called then. name: the host or other key of an outlet that the packs do not know.
        undoes: undo: the number of the judgement that no longer holds.
        event: The happening as it was called then.
    """

    verdict: str
    author: str
    reason: str
    number: int = 0
    recorded: str = ""
    grounds: tuple[Ground, ...] = ()
    rest: Ground | None = None
    field: str | None = None
    value: Any = None
    undoes: int | None = None
    event: str | None = None
    about: str | None = None


class QueueItem(Record, frozen=True, omit_defaults=True, kw_only=True):
    """Something that waits for a coder: a judgement whose ground has moved, or a claim with two homes."""

    kind: str
    text: str
    judgement: int | None = None
    claims: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    score: float | None = None
