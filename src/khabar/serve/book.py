"""Prints the tallies' book for people: each series in order, what the chronology covers of it, what does not fit.

Invariant: reads only the book; every finding names the claims that it compares.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from rich.console import Console
from rich.text import Text

from khabar.model.book import Book, SeriesLine, TallySeries
from khabar.model.chronology import Finding
from khabar.serve import wording
from khabar.serve.console import inline, isolated, safe
from khabar.serve.sheet import Sheet

KINDS = {"coverage": "covered", "excess": "covered", "parts": "adds up?", "part": "larger", "totals": "differs"}
QUIET = frozenset({"coverage", "growth", "overlap"})


def render(book: Book, *, console: Console) -> None:
    """Print the whole book, the longest series first."""
    sheet = Sheet(console)
    totals = sum(len(series.lines) for series in book.series)
    told = f"{len(book.series):,} series, {wording.many(totals, 'tally')}"
    sheet.plain(Text("BOOK OF TALLIES  ", style="bold").append(told, style="not bold"))
    for series in book.series:
        _series(series, sheet)


def to_lines(book: Book) -> Iterator[bytes]:
    """Yield one JSON object for each series."""
    return map(msgspec.json.encode, book.series)


def _series(series: TallySeries, sheet: Sheet) -> None:
    sheet.blank()
    title = Text(inline(series.speaker), style="bold").append(f": {inline(series.subject)}", style="bold")
    sheet.plain(title.append(f"  [{series.id}]", style="dim not bold"))
    for line in series.lines:
        sheet.row(wording.brief(line.end, line.end), _line(line), label_style="bold")
    for finding in series.findings:
        loud = "" if finding.kind in QUIET else "bold"
        sheet.row(KINDS.get(finding.kind, finding.kind), _finding(finding), style=loud, label_style=loud or "dim")


def _line(line: SeriesLine) -> Text:
    text = Text(wording.count(line.low, line.high), style="bold")
    if line.start or line.end:
        text.append(f", {wording.days(line.start, line.end)}", style="not bold")
    parts = " + ".join(f"{isolated(place)} {number:,}" for place, number in line.by_place.items())
    if parts:
        text.append(f": {parts}", style="not bold")
    text.append(f" {isolated(line.trigger)}", style="not bold")
    text.append(f", {inline(line.speaker)}" if line.speaker else ", no source named", style="not bold")
    text.append(f" ({', '.join(map(safe, (line.claim, *line.again)))})", style="dim not bold")
    if line.on_record is not None:
        text.append(f"; {line.on_record:,} on record, {line.residual or 0:,} not", style="not bold")
    return text


def _finding(finding: Finding) -> str:
    return f"{inline(finding.text)} ({', '.join(map(safe, finding.claims))})"
