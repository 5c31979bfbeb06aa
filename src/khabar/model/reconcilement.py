"""The records of reconciling one happening: values by field, stances of the parties, contradictions to work through.

Invariant: no record decides anything without saying so. A result carries its reasoning in sentences; a value keeps
everyone who gives it; a side of a contradiction keeps its speaker, its day, its claims and its words.
"""

from __future__ import annotations

from khabar.model.chronology import Happening
from khabar.model.evidence import Tie
from khabar.model.outlets import Graded
from khabar.model.records import Record

STANCES = (
    "asserted", "hedged", "claimed", "accused", "denied", "no comment", "changed its account", "retracted",
)  # fmt: skip


class Voice(Record, frozen=True, omit_defaults=True, kw_only=True):
    """Who gives a value, where and when.

    claim: reference of the claim (``DOC#RECORD``). said: the first day on which its document can have been published
    (ISO). speaker: the first source of the chain, None where the outlet speaks for itself. chain: every link, from the
    one who knew to the one who passed it on. kind: the first source's kind. origin: number of the account's origin
    within the happening; 0 where it is not known. words: the letters that give the value.
    """

    claim: str
    said: str | None = None
    speaker: str | None = None
    chain: tuple[str, ...] = ()
    kind: str | None = None
    origin: int = 0
    modality: str = "asserted"
    words: str = ""


class Value(Record, frozen=True, omit_defaults=True, kw_only=True):
    """One value of a field and all who give it, the earliest first.

    since: the first day on which anybody gave it. origins: how many independent origins give it. low, high: of a count,
    as the codebook writes it; ``high`` None is open-ended. vague: the class of a vague word (``tens``, ``plural`` …)
    that stands where a number would; which number it is read as depends on the rule.
    """

    says: str
    voices: tuple[Voice, ...]
    since: str | None = None
    origins: int = 0
    low: int | None = None
    high: int | None = None
    vague: str = ""


class FieldResult(Record, frozen=True, omit_defaults=True, kw_only=True):
    """One field: every value, and what the rule makes of them.

    field: ``happened``, ``type``, ``day``, ``place``, ``initiator``, ``target``, ``weapons``, ``outcome`` or a harm.
    result: the value chosen, in words; None where the rule leaves the field blank. low, best, high: of counts only;
    ``high`` None is open-ended. reasoning: one sentence for each thing that counted or did not. counted: the claims on
    which the result rests.
    """

    field: str
    values: tuple[Value, ...]
    result: str | None = None
    low: int | None = None
    best: int | None = None
    high: int | None = None
    reasoning: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()


class Reconcilement(Record, frozen=True, omit_defaults=True, kw_only=True):
    """One happening read by one rule; ``rule`` is the rule's id with its version (``ucdp/1``)."""

    happening: str
    rule: str
    fields: tuple[FieldResult, ...] = ()


class Stance(Record, frozen=True, omit_defaults=True, kw_only=True):
    """What one party held, from one day on.

    party: its name, or its words where it has none. stance: one of `STANCES`. said: ISO day of the statement, else the
    first day on which the document that tells it can have been published. words: the letters that tell it; of a
    changed account what was said before and after. note: in English, what changed into what.
    """

    party: str
    stance: str
    said: str | None = None
    claims: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    note: str = ""


class ContradictionSide(Record, frozen=True, omit_defaults=True, kw_only=True):
    """One position: what is said, by whom, since when, in which claims and words."""

    says: str
    claims: tuple[str, ...]
    speaker: str | None = None
    said: str | None = None
    words: str = ""


class Contradiction(Record, frozen=True, omit_defaults=True, kw_only=True):
    """Claims that cannot all be right.

    id: a hash of the field and of each side's saying and first claim; a later account that repeats a side leaves it as
    it is. field: a field of the happening, ``responsibility``, ``statement`` or ``tally``. about: what it concerns, in
    words. happening: its id; None where it concerns a statement or a tally. weight: larger is worked through first.
    within: one article against itself.
    """

    id: str
    field: str
    about: str
    sides: tuple[ContradictionSide, ...]
    sentence: str
    weight: float
    happening: str | None = None
    within: bool = False


class EventPage(Record, frozen=True, omit_defaults=True, kw_only=True):
    """All there is to see of one happening: its accounts, what it comes to by rules, who holds what, what disagrees.

    evidence: what ties each of its claims to the others, where that was asked for. grades: coders' grades, beside the
    accounts and the whole.
    """

    happening: Happening
    reconcilements: tuple[Reconcilement, ...] = ()
    stances: tuple[Stance, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    evidence: tuple[Tie, ...] = ()
    grades: tuple[Graded, ...] = ()
