"""Prints what a search found, for people: in 80 columns, without colour, piped.

Invariant: every hit shows the letters of the document around it, and where they stand.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from khabar.model.found import Found
from khabar.serve import wording
from khabar.serve.console import excerpt, isolated, safe
from khabar.serve.sheet import Sheet

SHOWN = 180


def render(found: Sequence[Found], *, console: Console) -> None:
    """Print the hits, one document after the other."""
    sheet = Sheet(console)
    for hit in found:
        first = hit.spans[0]
        words = hit.text[first.start - hit.at : first.end - hit.at]
        outlet = f", {isolated(hit.outlet)}" if hit.outlet else ""
        places = wording.many(len(hit.spans), "place")
        sheet.plain(
            Text(safe(hit.doc), style="bold").append(f"  said by {hit.said}{outlet}, {places}", style="not bold")
        )
        sheet.row(f"{first.start}-{first.end}", excerpt(hit.text, words, SHOWN))
