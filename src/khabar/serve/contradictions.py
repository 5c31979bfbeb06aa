"""Prints contradictions for people: what is compared, and each side with its speaker, day, claims and words.

Invariant: reads only the records; the weightiest stands first, as they came.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from rich.console import Console
from rich.text import Text

from khabar.model.reconcilement import Contradiction, ContradictionSide
from khabar.serve import wording
from khabar.serve.console import inline, isolated, safe, short
from khabar.serve.sheet import Sheet

CLAIMS = 6
WORDS = 90


def render(contradictions: Sequence[Contradiction], *, console: Console) -> None:
    """Print the list, to be worked through from the top."""
    sheet = Sheet(console)
    sheet.plain(Text("CONTRADICTIONS  ", style="bold").append(f"{len(contradictions):,}", style="not bold"))
    for number, found in enumerate(contradictions, 1):
        sheet.blank()
        _entry(number, found, sheet)


def to_lines(contradictions: Iterable[Contradiction]) -> Iterator[bytes]:
    """Yield one JSON object for each."""
    return map(msgspec.json.encode, contradictions)


def put_contradiction(found: Contradiction, sheet: Sheet) -> None:
    """The rows of one contradiction: what is compared, then its sides."""
    where = " [one article against itself]" if found.within else ""
    sheet.row(found.field, Text(where.strip(), style="dim") if where else "", label_style="bold")
    put_sides(found.sides, sheet)


def put_sides(sides: Sequence[ContradictionSide], sheet: Sheet) -> None:
    """One row for each side."""
    for side in sides:
        sheet.row("", side_text(side))


def side_text(side: ContradictionSide) -> Text:
    """``9, a colonel, 3 Sep 2013 (a#e7): the words``."""
    text = Text(inline(side.says), style="bold")
    speaker = isolated(side.speaker) if side.speaker else safe(side.claims[0].rsplit("#", 1)[0])
    text.append(f", {speaker}", style="not bold")
    if side.said:
        text.append(f", {wording.days(side.said, side.said)}", style="not bold")
    more = f" and {len(side.claims) - CLAIMS} more" if len(side.claims) > CLAIMS else ""
    text.append(f" ({', '.join(map(safe, side.claims[:CLAIMS]))}{more})", style="dim not bold")
    if side.words and safe(side.words) != safe(side.says):
        text.append(f": {short(side.words, WORDS)}", style="not bold")
    return text


def _entry(number: int, found: Contradiction, sheet: Sheet) -> None:
    where = "; one article against itself" if found.within else ""
    title = Text(f"{found.field.capitalize()}: ", style="bold").append(inline(found.about), style="bold")
    title.append(f" [{found.id}, weight {found.weight:g}{where}]", style="dim not bold")
    sheet.row(f"{number}", title, label_style="bold")
    if found.field == "tally":
        sheet.row("", inline(found.sentence.partition(": ")[2]), style="bold")
    put_sides(found.sides, sheet)
