"""Outlets of a ledger or of the packs, and grades, as people read them.

Invariant: an affiliation stands with whose words it is, a grade with who gave it; what is unknown is said to be.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.text import Text

from khabar.model.outlets import Candidate, Grade, OutletLine
from khabar.serve import wording
from khabar.serve.console import isolated, safe
from khabar.serve.sheet import Sheet

HOSTS = 4
LOST = 3
KINDS = {
    "agency": "news agency", "military_media": "military media", "group_media": "media of a group",
    "site": "news site", "monitor": "monitor or research body", "government": "government body",
}  # fmt: skip
HOW = {
    "named": "named by a coder", "told": "told by a feed", "address": "by its address", "handle": "by its channel",
    "site_name": "by what the page calls its site", "byline": "by a credit line", "unknown": "unknown",
    "untold": "nothing tells",
}  # fmt: skip


def grades(given: Sequence[Grade]) -> str:
    """Grades as one reads them: of each coder the letter of the source with the digit of what was said."""
    parts: dict[str, dict[str, str]] = {}
    for grade in given:
        held = parts.setdefault(grade.author, {})
        held[grade.scale] = held.get(grade.scale, "") + ("/" if grade.scale in held else "") + grade.grade
    told = [f"{p.get('reliability', '')}{p.get('credibility', '')} by {isolated(who)}" for who, p in parts.items()]
    return f"grade {', '.join(told)}" if told else ""


def render(lines: Iterable[OutletLine], *, address: str, console: Console) -> None:
    """Print outlets, those to be named last with the line that names them.

    Args:
        lines: The outlets, in order.
        address: The ledger, for that line; empty for the packs.
        console: Where to.
    """
    sheet = Sheet(console)
    found = list(lines)
    known = [line for line in found if line.known]
    unknown = [line for line in found if not line.known and line.key]
    untold = sum(line.documents for line in found if not line.key)
    total = sum(line.documents for line in found)
    counts = [wording.many(len(known), "known outlet"), f"{len(unknown)} unknown"] if address else []
    counts += [wording.many(total, "document")] if address else [wording.many(len(found), "outlet")]
    sheet.plain(Text("OUTLETS  ", style="bold").append(", ".join(counts), style="not bold"))
    for line in known:
        _line(line, sheet)
    if unknown:
        sheet.heading("Unknown, for you to name")
        for line in unknown:
            _line(line, sheet)
            sheet.plain(Text(_naming(line, address), style="dim"))
    if untold:
        sheet.blank()
        sheet.plain(f"{wording.many(untold, 'document')} without anything that tells an outlet")


def _naming(line: OutletLine, address: str) -> str:
    return f'khabar judge {safe(shlex.quote(address))} name {safe(shlex.quote(line.key))} "NAME" --by YOU --why "…"'


def _line(line: OutletLine, sheet: Sheet) -> None:
    sheet.blank()
    title = Text(isolated(line.name), style="bold")
    rest = [part for part in (KINDS.get(line.kind, line.kind), line.country) if part]
    if line.key != line.name:
        rest.append(safe(line.key))
    sheet.plain(title.append(f"  {', '.join(rest)}" if rest else "", style="not bold"))
    for label, body in _rows(line):
        sheet.row(label, body)


def _rows(line: OutletLine) -> Iterator[tuple[str, str]]:
    hosts = ", ".join(map(safe, line.hosts[:HOSTS])) + (
        f" and {len(line.hosts) - HOSTS} more" * (len(line.hosts) > HOSTS)
    )
    if line.documents:
        how = ", ".join(HOW.get(word, word) for word in line.how)
        yield "documents", f"{line.documents}, {how}" + (f": {hosts}" if hosts else "")
    elif hosts:
        yield "domains", hosts
    if line.named_by:
        yield "named by", isolated(line.named_by)
    if line.affiliation:
        yield "affiliation", f"{safe(line.affiliation)} ({safe(line.affiliation_source)})"
    if line.grades:
        yield "graded", grades(line.grades)
    if line.lost:
        more = f" and {len(line.lost) - LOST} more" if len(line.lost) > LOST else ""
        yield "not", "; ".join(map(_lost, line.lost[:LOST])) + more


def _lost(other: Candidate) -> str:
    return f"{isolated(other.name)} ({HOW.get(other.how, other.how)}: {safe(other.why)})"
