"""Prints the lineage of documents, for people: in 80 columns, without colour, piped.

Invariant: each relation one row, with how much they share, whether the days tell which came first, and why it is said.
"""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from khabar.model.lineage import Lineage, Relation
from khabar.serve import wording
from khabar.serve.console import isolated, safe
from khabar.serve.sheet import Sheet

KINDS = {
    "copy": "copies", "trim": "trims", "reuse": "takes over passages of", "retelling": "retells",
    "quotation": "quotes the same statement as", "relay": "relays the same report as",
}  # fmt: skip


def render(lineage: Lineage, *, console: Console) -> None:
    """Print all relations, those of one document together."""
    sheet = Sheet(console)
    docs = len({doc for r in lineage.relations for doc in (r.doc, r.of)})
    many = wording.many(len(lineage.relations), "relation")
    sheet.plain(Text("LINEAGE  ", style="bold").append(f"{many} among {docs} documents", style="not bold"))
    for relation in lineage.relations:
        sheet.blank()
        sheet.plain(_title(relation))
        for reason in relation.because:
            sheet.row("because", isolated(reason))


def _title(r: Relation) -> Text:
    order = "" if r.directed else ", or the other way round"
    title = Text(safe(r.doc), style="bold").append(f" {KINDS.get(r.kind, r.kind)} ", style="not bold")
    title.append(safe(r.of), style="bold")
    return title.append(f"  ({r.share:.0%} of it; sure to {r.score:.2f}{order})", style="not bold")
