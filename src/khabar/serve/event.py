"""Prints all there is to see of one happening: accounts, values with who gives each, rules, stances, contradictions.

Invariant: reads only the page; every value names its claims, every result the sentences that led to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from khabar.model.evidence import Tie
from khabar.model.reconcilement import STANCES, EventPage, FieldResult, Reconcilement, Stance, Value, Voice
from khabar.serve import chronology, contradictions, outlets, wording
from khabar.serve.console import inline, isolated, safe, short
from khabar.serve.sheet import Sheet

VOICES = 4
WORDS = 70
PARTY = 24
CELL = 10
REASONS = 3
BEFORE = "bias"
"""The reason that every pair has: what it weighs before anything is known of it."""
HEADS = {"changed its account": "changed", "no comment": "no comment"}


def render(page: EventPage, *, console: Console, labels: Mapping[str, str] | None = None) -> None:
    """Print the page.

    Args:
        page: One happening with what was made of it.
        console: Where to; wrapped in its width.
        labels: What to call the happenings that it answers, by id.
    """
    sheet = Sheet(console)
    h = page.happening
    sheet.plain(Text("EVENT  ", style="bold").append(safe(h.id), style="not bold"))
    sheet.blank()
    chronology.put_happening(h, labels or {}, sheet, graded=beside(page))
    for graded in page.grades:
        if not graded.docs:
            sheet.row("graded", outlets.grades(graded.grades), style="bold", label_style="bold")
    if page.reconcilements:
        sheet.heading("Values, and who gives each")
        for result in page.reconcilements[0].fields:
            _values(result, sheet)
    for reconcilement in page.reconcilements:
        _rule(reconcilement, sheet)
    if page.stances:
        sheet.heading("Who holds what")
        _stances(page.stances, sheet)
    if page.contradictions:
        sheet.heading("Contradictions")
        for found in page.contradictions:
            contradictions.put_contradiction(found, sheet)
    if page.evidence:
        sheet.heading("Why its claims are one")
        for tie in page.evidence:
            _tie(tie, sheet)


def to_line(page: EventPage) -> bytes:
    """The page as one JSON object."""
    return msgspec.json.encode(page)


def beside(page: EventPage) -> dict[tuple[str, ...], str]:
    """What to write behind each account that is graded, by its claims; outlets by name where several tell it."""
    found: dict[tuple[str, ...], str] = {}
    for account in page.happening.accounts:
        its = [one for one in page.grades if one.docs and set(one.claims) <= set(account.claims)]
        several = len(account.docs) > 1
        told = [
            outlets.grades(one.grades) + (f" ({isolated(one.outlet)})" if several and one.outlet else "") for one in its
        ]
        if told:
            found[account.claims] = "; ".join(told)
    return found


def _values(result: FieldResult, sheet: Sheet) -> None:
    for number, value in enumerate(result.values):
        sheet.row(result.field if number == 0 else "", _value(value))


def _value(value: Value) -> Text:
    text = Text(inline(value.says), style="bold")
    text.append(f", {wording.many(value.origins, 'origin')}", style="not bold")
    if value.since:
        text.append(f", since {wording.days(value.since, value.since)}", style="not bold")
    voices = [_voice(voice) for voice in value.voices[:VOICES]]
    if len(value.voices) > VOICES:
        voices.append(f"{len(value.voices) - VOICES} more")
    return text.append(": " + "; ".join(voices), style="not bold")


def _voice(voice: Voice) -> str:
    who = " -> ".join(isolated(name) for name in voice.chain) or (isolated(voice.speaker) if voice.speaker else "")
    hedge = "" if voice.modality == "asserted" else f" [{wording.HEDGES.get(voice.modality, voice.modality)}]"
    words = f" {short(voice.words, WORDS)}" if voice.words else ""
    return f"{who or 'no source named'}{hedge} ({safe(voice.claim)}){words}"


def _rule(reconcilement: Reconcilement, sheet: Sheet) -> None:
    sheet.heading(f"By the rule {safe(reconcilement.rule)}")
    for result in reconcilement.fields:
        sheet.row(result.field, Text(_result(result), style="bold"), label_style="bold")
        for sentence in result.reasoning:
            sheet.row("", inline(sentence), style="dim")


def _result(result: FieldResult) -> str:
    if result.result is None:
        return "left blank"
    if result.best is None or result.low == result.high:
        return inline(result.result)
    high = "open" if result.high is None else f"{result.high:,}"
    return f"low {result.low or 0:,}, best {result.best:,}, high {high}"


def _stances(stances: Sequence[Stance], sheet: Sheet) -> None:
    columns = [name for name in STANCES if any(s.stance == name for s in stances)]
    wide = max(1, (sheet.console.width - PARTY) // CELL)
    for first in range(0, len(columns), wide):
        for line in _matrix(stances, columns[first : first + wide]):
            sheet.plain(line)
        sheet.blank()
    for stance in stances:
        sheet.row(wording.brief(stance.said, stance.said), _stance(stance))


def _matrix(stances: Sequence[Stance], columns: Sequence[str]) -> Iterator[Text]:
    """Parties down, stances across, in each cell the first day."""
    heads = "".join(f"{HEADS.get(name, name):<{CELL}}" for name in columns)
    yield Text(f"{'':<{PARTY}}{heads}", style="dim")
    for party in dict.fromkeys(s.party for s in stances):
        held = {s.stance: s for s in reversed(stances) if s.party == party}
        cells = "".join(f"{_cell(held.get(name)):<{CELL}}" for name in columns)
        if cells.strip():
            yield Text(_padded(party)).append(cells)


def _cell(stance: Stance | None) -> str:
    if stance is None:
        return "."
    return wording.brief(stance.said, stance.said) or "yes"


def _padded(party: str) -> str:
    """A party's name in `PARTY` cells, the last of them blank."""
    plain = safe(party)
    if cell_len(plain) >= PARTY:
        plain = set_cell_size(plain, PARTY - 2).rstrip() + "\u2026"
    return isolated(plain) + " " * (PARTY - cell_len(plain))


def _stance(stance: Stance) -> Text:
    text = Text(isolated(stance.party)).append(f": {stance.stance}", style="bold")
    if stance.note:
        text.append(f" [{inline(stance.note)}]", style="not bold")
    words = "; ".join(short(w, WORDS) for w in stance.words[:VOICES])
    more = f" and {len(stance.claims) - VOICES} more" if len(stance.claims) > VOICES else ""
    return text.append(f" {words} ({', '.join(map(safe, stance.claims[:VOICES]))}{more})", style="not bold")


def _tie(tie: Tie, sheet: Sheet) -> None:
    """A claim, the other that it suits best, and the weightiest reasons; weights are log-odds, above 0 for one."""
    sheet.plain(Text(isolated(tie.claim), style="bold"))
    best = tie.best
    if best is None:
        sheet.row("", "was compared with no other claim of it")
        return
    sheet.row(f"{best.score:+.2f}", Text("with ").append(isolated(best.two)))
    for reason in [reason for reason in best.reasons if reason.name != BEFORE][:REASONS]:
        sheet.row(f"{reason.weight:+.2f}", inline(reason.words), style="dim")
    if best.apart:
        sheet.row("apart", inline(best.apart))
