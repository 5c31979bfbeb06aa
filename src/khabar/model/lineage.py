"""The records of lineage: what is kept of each text for comparing, and which documents rest on which.

Invariant: a `Signature` is a function of one document; a `Relation` of two signatures, the same whichever comes first;
a `Lineage` of the set of relations. All are frozen and serialise with msgspec, so a store can keep them.
"""

from __future__ import annotations

from khabar.model.records import Reading, Record
from khabar.model.spans import Span

KINDS = ("copy", "trim", "reuse", "retelling", "quotation", "relay")
"""What one document can be to another.

copy: the same text. trim: a part of it, with next to nothing of its own. reuse: passages taken over beside its own.
retelling: most of it in other words (a translation, a rewrite). quotation: a statement that both quote, in different
words or translations. relay: both pass on one agency's report, told each in its own words.
"""


class Body(Record, frozen=True):
    """One document to find the lineage of: its label, its reading, and its text as it is on disk.

    Without `text` only the sentences of its claims are compared.
    """

    doc: str
    reading: Reading
    text: str | None = None


class Passage(Record, frozen=True):
    """One sentence of the reporting. ``at`` and ``count`` say which of the signature's runs are its own.

    ``stems``: 32-bit hashes of its content words, sorted, little-endian. ``figures``: the numbers in it in order, days
    and hours left out. ``speakers``: the keys of those whom its claims name as first source. ``days``: the first and
    the last day, ISO, of what its claims tell, where those are few. ``heads`` are the smallest hashes of its runs and
    ``marks`` of its stems, each under another permutation.
    """

    span: Span
    at: int
    count: int
    stems: bytes = b""
    figures: tuple[int, ...] = ()
    speakers: tuple[str, ...] = ()
    days: tuple[str, str] | None = None
    heads: tuple[int, ...] = ()
    marks: tuple[int, ...] = ()


class Credit(Record, frozen=True):
    """An agency or outlet that a document names as where it has its report from.

    ``how``: ``line`` (dateline, byline or credit line) or ``told`` (in a chain of attribution). ``words``: as they
    stand.
    """

    key: str
    name: str
    how: str
    words: str


class Signature(Record, frozen=True):
    """What is kept of one document for comparing.

    version: of the making; signatures of two versions are not compared. first, last: the days, ISO, on one of which it
    was published; stated: that it or a feed says so. words: how many its reporting has. whole: its MinHash, 32-bit
    numbers, little-endian. runs: 32-bit hashes of its four-word runs in order, little-endian. outlet: the key of who
    published it; agency: one whose texts others print.
    """

    doc: str
    version: str
    words: int
    first: str | None = None
    last: str | None = None
    stated: bool = False
    outlet: str | None = None
    agency: bool = False
    whole: bytes = b""
    runs: bytes = b""
    passages: tuple[Passage, ...] = ()
    credits: tuple[Credit, ...] = ()


class Shared(Record, frozen=True):
    """A passage of `doc` and the passage of `of` that it repeats: the same ``words``, or the same ``statement``.

    ``share`` is the part of the shorter passage that both have, of its runs or of its content words.
    """

    span: Span
    of: Span
    share: float
    how: str = "words"


class Relation(Record, frozen=True):
    """One document (`doc`) that rests on another (`of`), or on what that one rests on.

    ``kind`` is one of `KINDS`; ``share`` the part of `doc` found in `of`; ``score`` how sure, 0 to 1; ``directed`` is
    false where neither the days nor the texts tell which came first, and the names alone decided. ``because`` are the
    reasons in words.
    """

    doc: str
    of: str
    kind: str
    share: float
    score: float
    directed: bool = True
    because: tuple[str, ...] = ()
    shared: tuple[Shared, ...] = ()


class CopyLink(Record, frozen=True):
    """One document that repeats the text of another; ``share`` is the part of its text that stands in the other.

    ``kind`` is that of the relation: ``copy`` or ``trim``.
    """

    doc: str
    of: str
    share: float
    kind: str = "copy"


class Lineage(Record, frozen=True):
    """All relations, sorted by document; ``copies`` names for each copy or trim the document at the root of it."""

    relations: tuple[Relation, ...] = ()
    copies: tuple[CopyLink, ...] = ()
    credits: dict[str, tuple[Credit, ...]] = {}

    def resting(self) -> dict[str, tuple[str, ...]]:
        """For each document the others that it rests on without being a copy of them, in words, surest first."""
        copied = {(link.doc, link.of) for link in self.copies}
        found: dict[str, tuple[str, ...]] = {}
        for r in sorted(self.relations, key=lambda r: (r.doc, -r.score, r.of)):
            if (r.doc, r.of) not in copied and r.kind not in ("copy", "trim"):
                found[r.doc] = (*found.get(r.doc, ()), f"{r.kind} of {r.of} ({r.share:.0%})")
        return found
