"""Prints a chronology for people: in 80 columns, without colour, piped.

Invariant: reads only the chronology; every line shown names the claims or articles that it rests on.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from khabar.model.chronology import (
    Account,
    Act,
    Chronology,
    Disagreement,
    DocumentLine,
    Happening,
    Party,
    TallyLine,
    Toll,
)
from khabar.model.records import SourceMention
from khabar.serve import wording
from khabar.serve.console import excerpt, isolated, named, safe, short
from khabar.serve.sheet import Sheet

PARTIES = 3
QUOTE = 200
STATEMENT = 110
FIGURES = 6
SIDES = 6
SAID = 4
RESTS = 2
LATE = (wording.LONG, wording.UNDATED)


def render(chronology: Chronology, *, console: Console) -> None:
    """Print the whole chronology."""
    sheet = Sheet(console)
    _documents(chronology, sheet)
    labels = {h.id: _label(h) for h in chronology.happenings}
    for title, happenings in _grouped(chronology.happenings):
        sheet.heading(title)
        for happening in happenings:
            sheet.blank()
            put_happening(happening, labels, sheet)
    _recast(chronology.recast, sheet)
    _tallies(chronology.tallies, sheet)
    acts = {a.claim: a for a in (*chronology.statements, *(a for h in chronology.happenings for a in h.acts))}
    _acts("Statements", chronology.statements, acts, sheet)
    _acts("Announced, feared or conditional: not told as done", chronology.announced, acts, sheet)


def to_json(chronology: Chronology) -> bytes:
    """The chronology as JSON, the same bytes for the same chronology."""
    return msgspec.json.encode(chronology)


def _label(h: Happening) -> str:
    """What to call a happening when another one answers it."""
    where = f", {safe(h.place.shown)}" if h.place else ""
    who = f" on {safe(h.target[0].name)}" if h.target and h.target[0].name else ""
    return f"{wording.DEEDS.get(h.type, h.type).lower()}{who}, {wording.days(h.start, h.end)}{where}"


def _grouped(happenings: Iterable[Happening]) -> Iterator[tuple[str, list[Happening]]]:
    """Happenings under the heading of their day; long and undated ones last."""
    found = [(wording.heading(h.start, h.end), h) for h in happenings]
    timely = [pair for pair in found if pair[0] not in LATE]
    for title, group in itertools.groupby(timely, key=lambda pair: pair[0]):
        yield title, [h for _, h in group]
    for title in LATE:
        late = [h for name, h in found if name == title]
        if late:
            yield title, late


def _documents(chronology: Chronology, sheet: Sheet) -> None:
    parts = [
        wording.many(len(chronology.documents), "article"),
        wording.many(len(chronology.happenings), "happening"),
        wording.many(len(chronology.tallies), "tally"),
        wording.many(len(chronology.statements), "statement"),
    ]
    sheet.plain(Text("CHRONOLOGY  ", style="bold").append(", ".join(parts), style="not bold"))
    sheet.blank()
    wide = max((cell_len(safe(d.doc)) for d in chronology.documents), default=0)
    for doc in chronology.documents:
        _document(doc, wide, sheet)


def _document(doc: DocumentLine, wide: int, sheet: Sheet) -> None:
    how = "" if doc.published.start is None else "as it states" if doc.published.stated else "by reasoning"
    name = safe(doc.doc)
    start = (
        f"{name}{' ' * (wide - cell_len(name))}  {wording.days(doc.published.start, doc.published.end):<16} {how:<13}"
    )
    counts = ((doc.events, "event"), (doc.tallies, "tally"), (doc.issues, "issue"))
    rest = [wording.many(count, noun) for count, noun in counts if count] or ["nothing found"]
    if doc.outlet:
        rest.append(isolated(doc.outlet))
    text = Text(", ".join(rest))
    if doc.copy_of:
        text.append(f"; {doc.copy_kind or 'copy'} of {safe(doc.copy_of)} ({doc.share or 0:.0%})", style="bold")
    for told in doc.rests_on[:RESTS]:
        text.append(f"; {safe(told)}")
    sheet.lead(start, text)


def put_happening(
    happening: Happening,
    labels: Mapping[str, str],
    sheet: Sheet,
    *,
    graded: Mapping[tuple[str, ...], str] | None = None,
) -> None:
    """The rows of one happening.

    Args:
        happening: The happening.
        labels: What to call those that it answers, by id.
        sheet: Where to.
        graded: What to write behind an account, by its claims.
    """
    sheet.row(wording.brief(happening.start, happening.end), _title(happening), label_style="bold")
    for label, body, style in _lines(happening, labels, graded or {}):
        sheet.row(label, body, style=style, label_style=style or "dim")


def _title(happening: Happening) -> Text:
    kinds = [wording.DEEDS.get(kind, kind) for kind in happening.types]
    title = Text(kinds[0], style="bold")
    if happening.modality != "asserted":
        title.append(f" ({wording.HEDGES.get(happening.modality, happening.modality)})")
    if happening.place:
        where = named(happening.place.name, happening.place_words or (happening.place.text,))
        title.append(f" at {where}" if happening.place.level == "site" else f" in {where}", style="bold")
    also = [kind.lower() for kind in kinds[1:] if kind != "Casualties"]
    if also:
        title.append(f", with {' and '.join(also)}", style="not bold")
    return title


def _lines(
    happening: Happening, labels: Mapping[str, str], graded: Mapping[tuple[str, ...], str]
) -> Iterator[tuple[str, Text | str, str]]:
    """The rows of a happening: label, body, style."""
    if wording.heading(happening.start, happening.end) == wording.LONG:
        yield "when", wording.days(happening.start, happening.end), ""
    if happening.initiator:
        yield "by", _parties(happening.initiator), ""
    if happening.target:
        yield wording.TOWARDS.get(happening.type, "against"), _parties(happening.target), ""
    if happening.stopped_by:
        yield "stopped by", _parties(happening.stopped_by), ""
    if happening.weapons:
        yield "weapons", "; ".join(_weapon(w.kind, w.count, w.text) for w in happening.weapons), ""
    for toll in happening.tolls:
        yield toll.harm, _toll(toll), ""
    if happening.outcome:
        yield "outcome", " / ".join(happening.outcome), ""
    yield from _told(happening, graded)
    for act in happening.acts[:SAID]:
        yield "said", _said(act, whole=act.sentence != happening.says), ""
    if len(happening.acts) > SAID:
        yield "", f"and {len(happening.acts) - SAID} more", ""
    for disagreement in happening.disagreements:
        label = "changed" if disagreement.note else "differs" if disagreement.within else "disputed"
        yield label, _disagreement(disagreement), "bold"
    for other in happening.answers:
        if other in labels:
            yield "answers", labels[other], ""


def _parties(parties: Sequence[Party], most: int = PARTIES) -> str:
    shown = [_party(party) for party in parties[:most]]
    if len(parties) > most:
        shown.append(f"{len(parties) - most} more")
    return "; ".join(shown)


def _party(party: Party) -> str:
    country = f" ({safe(party.country)})" if party.country else ""
    if party.name is None:
        return named(None, party.words) + country
    return f"{safe(party.name)}{country} {isolated(party.words[0])}"


def _weapon(kind: str, number: int | None, words: str) -> str:
    rounds = wording.ROUNDS.get(kind) if number is not None else None
    noun = rounds or wording.WEAPONS.get(kind, kind.replace("_", " "))
    amount = "" if number is None else f"{number} "
    plural = "s" if number is not None and number > 1 and kind not in wording.UNCOUNTED else ""
    return f"{amount}{noun}{plural} {isolated(words)}"


def _toll(toll: Toll) -> str:
    figures = [
        f"{wording.count(f.low, f.high)} {'' if f.who == 'unknown' or f.high == 0 else f.who}".strip()
        + f" {short(f.words, 48)} ({isolated(f.source) + ', ' if f.source else ''}{safe(f.claim)})"
        for f in toll.figures[:FIGURES]
    ]
    more = [f"{len(toll.figures) - FIGURES} more"] if len(toll.figures) > FIGURES else []
    body = "; ".join([*figures, *more])
    return body if len(toll.figures) == 1 else f"{wording.count(toll.low, toll.high)}: {body}"


def _told(happening: Happening, graded: Mapping[tuple[str, ...], str]) -> Iterator[tuple[str, Text | str, str]]:
    accounts = happening.accounts
    articles = sum(len(a.docs) for a in accounts)
    if articles == 1:
        yield "told by", _account(accounts[0], graded), ""
    else:
        origins = "only one origin" if happening.one_origin else wording.many(happening.origins, "origin")
        summary = f"{wording.many(len(accounts), 'account')} from {wording.many(articles, 'article')}, {origins}"
        yield "told by", summary, "bold"
        for account in accounts:
            yield f"origin {account.origin}", _account(account, graded), ""
    yield "", Text(short(happening.says, QUOTE), style="italic"), ""


def _account(account: Account, graded: Mapping[tuple[str, ...], str]) -> str:
    docs = safe(account.docs[0]) + (
        f" (copied by {', '.join(map(safe, account.docs[1:]))})" if account.docs[1:] else ""
    )
    said = "; ".join(_chain(chain) for chain in account.chains[:SIDES]) or "no source named"
    notes = [n for n in (account.modality if account.modality != "asserted" else "", *account.outcome) if n]
    claims = ", ".join(safe(ref.rsplit("#", 1)[-1]) for ref in account.claims)
    shared = f"; {safe(account.because[0])}" if account.because else ""
    grade = f"; {graded[account.claims]}" if account.claims in graded else ""
    return f"{docs}: {said}" + (f" [{', '.join(notes)}]" if notes else "") + f" ({claims}){shared}{grade}"


def _chain(chain: Sequence[SourceMention]) -> str:
    """From the one who knew to the one who passed it on."""
    return " -> ".join(named(source.name, (source.text,), most=1) for source in chain)


def _said(act: Act, *, whole: bool = True) -> str:
    negated = act.modality == "negated"
    anybody = negated and act.type == "claim" and not any(party.name for party in act.initiator)
    who = "nobody" if anybody else _parties(act.initiator) or ("nobody" if negated else "someone unnamed")
    whom = _parties(act.target)
    verb = wording.VERBS.get(act.type, wording.DEEDS.get(act.type, act.type).lower())
    told = f"{who}: {verb}" + (f" {whom}" if whom else "")
    if negated or act.modality == "alleged":
        told += f" ({wording.HEDGES.get(act.modality, act.modality)})"
    words = excerpt(act.sentence, act.trigger, STATEMENT) if whole else isolated(act.trigger)
    return f"{told}: {words} ({', '.join(map(safe, (act.claim, *act.again)))})"


def _disagreement(disagreement: Disagreement) -> Text:
    sides = [
        isolated(side.says)
        + (f", {isolated(side.source)}" if side.source else "")
        + f" ({', '.join(map(safe, side.claims[:SIDES]))})"
        for side in disagreement.sides
    ]
    note = f" [{disagreement.note}]" if disagreement.note else ""
    return Text(f"{disagreement.field}: ", style="bold").append(" | ".join(sides) + note, style="not bold")


def _recast(recast: Sequence[Disagreement], sheet: Sheet) -> None:
    if recast:
        sheet.heading("One incident, described anew")
        for disagreement in recast:
            sheet.row("changed", _disagreement(disagreement), style="bold", label_style="bold")


def _tallies(tallies: Sequence[TallyLine], sheet: Sheet) -> None:
    if not tallies:
        return
    sheet.heading("Tallies, in the order of their last day")
    for tally in tallies:
        sheet.blank()
        sheet.row(wording.brief(tally.end, tally.end), Text(_total(tally), style="bold"), label_style="bold")
        who = _chain(tally.chain) if tally.chain else "no source named"
        sheet.row("told by", f"{who} ({', '.join(map(safe, (tally.claim, *tally.again)))})")
        if tally.on_record:
            sheet.row(
                "on record", f"{wording.many(tally.on_record, 'such incident')} told one by one in these articles"
            )
        for finding in tally.findings:
            body = f"{finding.text} ({', '.join(map(safe, finding.claims))})"
            sheet.row("check", body, style="bold", label_style="bold")


def _total(tally: TallyLine) -> str:
    parts = " + ".join(f"{isolated(place)} {number:,}" for place, number in tally.by_place.items())
    total = f"{wording.count(tally.low, tally.high)} {wording.COUNTED.get(tally.counted, tally.counted)}"
    span = f", {wording.days(tally.start, tally.end)}" if tally.start or tally.end else ""
    return f"{total} {isolated(tally.trigger)}{span}" + (f": {parts}" if parts else "")


def _acts(title: str, acts: Sequence[Act], known: Mapping[str, Act], sheet: Sheet) -> None:
    if not acts:
        return
    sheet.heading(title)
    for act in acts:
        sheet.row(wording.days(act.start, act.start) if act.start else "", _said(act))
        for ref in act.answers:
            against = f": {wording.VERBS.get(known[ref].type, known[ref].type)}" if ref in known else ""
            sheet.row("answering", f"{safe(ref)}{against}")
