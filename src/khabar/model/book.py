"""The tallies' book: official running totals as series, with what does not fit in them.

Invariant: a finding quotes figures that stand in the texts and names their claims; it never says which is right.
"""

from __future__ import annotations

from khabar.model.chronology import Finding
from khabar.model.records import Record


class SeriesLine(Record, frozen=True, omit_defaults=True, kw_only=True):
    """One running total of a series, with those that repeat it.

    claim, again: references. low, high: the figure; ``high`` None is open-ended. start, end: its span, ISO days.
    speaker: as told. on_record: how many incidents of the chronology such a total counts; None where the text does not
    tell which those are. covered: the ids of the first of them, by day. residual: the part of ``low`` that none covers.
    """

    claim: str
    low: int
    high: int | None
    trigger: str
    sentence: str
    again: tuple[str, ...] = ()
    by_place: dict[str, int] = {}
    start: str | None = None
    end: str | None = None
    speaker: str | None = None
    on_record: int | None = None
    covered: tuple[str, ...] = ()
    residual: int | None = None


class TallySeries(Record, frozen=True, omit_defaults=True, kw_only=True):
    """Running totals of one subject by one speaker and those who speak for the same side, by their last day.

    speaker: whose figures these are (``officials of USA``, a group's name, or ``no source named``). subject: what is
    counted, against whom or of whom, and where. counted: the codebook's word for it.
    """

    id: str
    speaker: str
    subject: str
    counted: str
    lines: tuple[SeriesLine, ...]
    findings: tuple[Finding, ...] = ()


class Book(Record, frozen=True, omit_defaults=True, kw_only=True):
    """All series, those with the most totals first."""

    series: tuple[TallySeries, ...] = ()
