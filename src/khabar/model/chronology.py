"""The records of a chronology: what several readings say together. Imports only the records of one reading.

Invariant: a chronology points back at claims by *reference*, ``DOC#RECORD``; nothing in it lacks one. Records are
frozen, sorted, and the same for the same readings in whatever order they came.
"""

from __future__ import annotations

from khabar.model.lineage import CopyLink, Lineage
from khabar.model.records import PlaceMention, Published, Reading, Record, SourceMention, WeaponMention


class Attachment(Record, frozen=True):
    """A verbal act (`act`, a reference) and the happening it concerns; ``because`` says what told so."""

    act: str
    event: str
    because: str


class Links(Record, frozen=True):
    """What linking found: readings with ``event`` set on their events, the lineage of their texts, verbal acts
    attached.

    ``names`` gives the label of each reading in references, in the order of ``readings``: its ``doc``, made unlike
    the others where two documents carry one name.
    """

    readings: tuple[Reading, ...] = ()
    names: tuple[str, ...] = ()
    lineage: Lineage = Lineage()
    attached: tuple[Attachment, ...] = ()

    @property
    def copies(self) -> tuple[CopyLink, ...]:
        """The documents that repeat the text of another."""
        return self.lineage.copies


class DocumentLine(Record, frozen=True):
    """One document of the chronology. ``copy_of`` names the document whose text it repeats, ``copy_kind`` says whether
    all of it or a part; ``rests_on`` in words the others that it takes passages, statements or a whole report from.
    """

    doc: str
    published: Published
    outlet: str | None = None
    copy_of: str | None = None
    copy_kind: str | None = None
    share: float | None = None
    rests_on: tuple[str, ...] = ()
    events: int = 0
    tallies: int = 0
    issues: int = 0


class Party(Record, frozen=True):
    """One actor as the accounts together show it: English name where one is known, and the words that stood there."""

    words: tuple[str, ...]
    kind: str
    name: str | None = None
    country: str | None = None
    claims: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """The English name where one is known, else the first words that stood there."""
        return self.name or self.words[0]


class Figure(Record, frozen=True):
    """One count and who gives it; ``high`` None is open-ended."""

    harm: str
    who: str
    low: int
    high: int | None
    words: str
    claim: str
    source: str | None = None


class Toll(Record, frozen=True):
    """The range of the figures for one harm: lowest to highest anyone gives, with each figure."""

    harm: str
    low: int
    high: int | None
    figures: tuple[Figure, ...]


class Account(Record, frozen=True):
    """What one article (with its copies) says of one happening, and whom it rests on.

    ``origin`` numbers the account's origin within the happening: accounts with one number are no independent witnesses,
    and ``because`` says why of the later of them. ``voices`` are the keys of those in particular whose word it rests
    on. ``chains`` are the attributions found, first source first; empty where the article speaks for itself.
    """

    docs: tuple[str, ...]
    claims: tuple[str, ...]
    origin: int
    because: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    chains: tuple[tuple[SourceMention, ...], ...] = ()
    modality: str = "asserted"
    outcome: tuple[str, ...] = ()
    sentence: str = ""


class Side(Record, frozen=True):
    """One position in a disagreement, and the claims that hold it.

    ``said`` is the first day on which the earliest of their documents can have been published; ``words`` are letters of
    that claim.
    """

    says: str
    claims: tuple[str, ...]
    source: str | None = None
    said: str | None = None
    words: str = ""


class Disagreement(Record, frozen=True):
    """A field on which the claims of one happening cannot all be right.

    ``within`` is true where one document contradicts itself: how an account changed.
    """

    field: str
    sides: tuple[Side, ...]
    within: bool = False
    note: str = ""


class Act(Record, frozen=True):
    """A verbal act: who said it to or of whom, and the words. ``answers`` are references of what it answers."""

    claim: str
    type: str
    modality: str
    trigger: str
    sentence: str
    initiator: tuple[Party, ...] = ()
    target: tuple[Party, ...] = ()
    start: str | None = None
    end: str | None = None
    chain: tuple[SourceMention, ...] = ()
    event: str | None = None
    because: str = ""
    answers: tuple[str, ...] = ()
    again: tuple[str, ...] = ()


class Happening(Record, frozen=True):
    """One happening and the accounts of it.

    ``start``..``end`` are the days all dated claims allow together, or the narrowest that most of them touch where they
    exclude each other (a disagreement says so); of a campaign, the first day to the last. ``stopped_by`` are those who
    shot the weapons down. ``docs`` counts the documents that tell it, copies too, and ``origins`` the accounts that can
    be independent of each other; ``one_origin`` marks what several documents tell but no second voice. ``answers`` are
    ids of the happenings that this one is told to answer.
    """

    id: str
    type: str
    types: tuple[str, ...]
    modality: str
    claims: tuple[str, ...]
    start: str | None = None
    end: str | None = None
    place: PlaceMention | None = None
    place_words: tuple[str, ...] = ()
    initiator: tuple[Party, ...] = ()
    target: tuple[Party, ...] = ()
    stopped_by: tuple[Party, ...] = ()
    weapons: tuple[WeaponMention, ...] = ()
    tolls: tuple[Toll, ...] = ()
    outcome: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = ()
    docs: int = 0
    origins: int = 0
    one_origin: bool = False
    acts: tuple[Act, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    answers: tuple[str, ...] = ()
    says: str = ""


class Finding(Record, frozen=True):
    """Something that does not add up, in words; ``claims`` are the references that it compares."""

    kind: str
    text: str
    claims: tuple[str, ...]


class TallyLine(Record, frozen=True):
    """One running total, with those that repeat it. ``on_record`` counts incidents of the chronology in its span.

    ``speaker`` is the key of the side that gives the figure: an ISO country code for its officials and forces, else the
    source's entity or name; None where no source is named. ``struck`` are the countries of those it was done to,
    ``places`` those it counts in.
    """

    claim: str
    counted: str
    low: int
    high: int | None
    trigger: str
    sentence: str
    by_place: dict[str, int] = {}
    start: str | None = None
    end: str | None = None
    chain: tuple[SourceMention, ...] = ()
    again: tuple[str, ...] = ()
    on_record: int | None = None
    findings: tuple[Finding, ...] = ()
    speaker: str | None = None
    struck: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


class Chronology(Record, frozen=True):
    """The whole: documents, happenings by day, tallies by end day, statements that stand alone, forces announced.

    ``recast`` are incidents that one article describes anew in mentions that were not linked.
    """

    khabar: str
    documents: tuple[DocumentLine, ...] = ()
    happenings: tuple[Happening, ...] = ()
    tallies: tuple[TallyLine, ...] = ()
    statements: tuple[Act, ...] = ()
    announced: tuple[Act, ...] = ()
    recast: tuple[Disagreement, ...] = ()
