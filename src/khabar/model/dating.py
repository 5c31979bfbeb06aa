"""What neighbours tell of the day of an undated article, and on whom that rests.

Invariant: a bound names every document and claim that it leans on, itself and through others; the day of a document
never leans on the document.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Protocol

import msgspec

from khabar.model.chronology import Links
from khabar.model.records import Published, Record


class Wordings(Protocol):
    """Reads words of time again, on another day than the one they were read on."""

    def __call__(self, words: str, on: datetime.date) -> tuple[datetime.date, datetime.date] | None:
        """The days, both included, that `words` mean in an article of the day `on`; None where they give none."""
        ...


class Bound(Record, frozen=True):
    """One piece of evidence: the article is of the days ``start``..``end``, ISO, either open where None.

    ``firm`` evidence cannot be otherwise if its claims are right and tell one happening; the rest is what is usual.
    ``docs`` are the documents it leans on, with those that they lean on in turn; ``claims`` are references.
    """

    kind: str
    because: str
    start: str | None = None
    end: str | None = None
    firm: bool = True
    docs: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


class Narrowed(Record, frozen=True):
    """The day of an undated article as its neighbours tell it.

    ``was`` is what its own text gave; ``start``..``end`` and ``likeliest`` are ISO days. ``leans_on`` and ``claims``
    are what the days rest on, ``conflicts`` what was told otherwise: where ``bounds`` is empty, the days are those of
    the text.
    """

    doc: str
    was: Published
    start: str | None = None
    end: str | None = None
    likeliest: str | None = None
    because: tuple[str, ...] = ()
    leans_on: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    bounds: tuple[Bound, ...] = ()
    conflicts: tuple[Bound, ...] = ()

    @property
    def published(self) -> Published:
        """What a reader is to believe where the text itself states no day."""
        return Published(start=self.start, end=self.end, likeliest=self.likeliest, because=self.because)


class Redated(Record, frozen=True):
    """Links after dating by the corpus, the articles that it dated, and after how many rounds nothing changed."""

    links: Links
    narrowed: tuple[Narrowed, ...] = ()
    rounds: int = 0


def by_doc(narrowed: tuple[Narrowed, ...]) -> Mapping[str, Narrowed]:
    """What was narrowed, by the label of the document."""
    return {one.doc: one for one in narrowed}


def to_json(narrowed: Narrowed) -> bytes:
    """One line of JSON without its line end, the same bytes for the same record."""
    return msgspec.json.encode(narrowed)
