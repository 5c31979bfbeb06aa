"""Prints what changed between two moments, for people.

Invariant: each happening one row, each changed field one row under it.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from khabar.model.difference import Difference
from khabar.serve import wording
from khabar.serve.console import isolated, safe
from khabar.serve.sheet import Sheet


def render(found: Sequence[Difference], *, console: Console) -> None:
    """Print all differences."""
    sheet = Sheet(console)
    counts = {kind: sum(d.kind == kind for d in found) for kind in ("added", "changed", "gone")}
    sheet.plain(", ".join(f"{count} {kind}" for kind, count in counts.items()))
    for one in found:
        title = Text(wording.DEEDS.get(one.type, one.type), style="bold")
        title.append(f" in {isolated(one.place)}" if one.place else "", style="bold")
        title.append(f", {wording.days(one.start, one.start)}" if one.start else "", style="not bold")
        was = f", before: {', '.join(map(safe, one.was))}" if one.was else ""
        sheet.row(one.kind, title.append(f" ({safe(one.event)}{was})", style="not bold"), label_style="bold")
        for change in one.changes:
            sheet.row("", f"{change.field}: {isolated(change.before) or '-'} > {isolated(change.after) or '-'}")
