"""Totals of which only the parts are told: spread over districts, so many in one country and so many in another.

Invariant: the parts stay as written; their sum is the total.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import TallyDraft, When
from khabar.model.spans import Span
from khabar.read.breakdown import PARTS, Parts, counted_at, numbered, own_place
from khabar.read.chunks import Chunk
from khabar.read.tally_cases import case_form
from khabar.read.view import View

SPREAD: Final = "tally: spread over places"
_FEWEST: Final = 2
_SUBJECT: Final = 3


def over_places(view: View, spans: list[When], tallies: list[TallyDraft]) -> list[TallyDraft]:
    """`the breaches were spread over the districts of X (71) and Y (58)`: their sum, where no figure is told before."""
    words = view.closed("distributed")
    verb = next((c for c in view.chunks if c.kind == "verb" and c.head.token.form in words), None)
    if verb is None or any(t.span.start < verb.start for t in tallies):
        return []
    counted = _spread_things(view, verb)
    if not counted:
        return []
    parts: Parts = []
    index = verb.index + 1
    last = verb
    while index < len(view.chunks):
        found = numbered(view, view.chunks[index], parts) if view.chunks[index].kind == "np" else None
        if found is None:
            index += 1
            continue
        parts.append((found[0], found[1]))
        index = found[2]
        last = view.chunks[index - 1]
    if len(parts) < _FEWEST:
        return []
    low = sum(count for _, count in parts)
    span = Span(verb.start, last.end)
    text = view.text[span.start : span.end]
    tally = TallyDraft(span, text, counted, low, low, view.index, SPREAD, parts, spans)
    if not spans:
        tally.opened = "period"
    return [tally]


def _spread_things(view: View, verb: Chunk) -> str:
    """What is told to be spread, nothing where it is nothing that totals count."""
    for chunk in view.chunks[verb.index + 1 : verb.index + 1 + _SUBJECT]:
        if chunk.kind != "np" or chunk.prep or chunk.amount is not None:
            continue
        harm = next((s.harm for s in chunk.head.has.harm if s.shape == "noun"), "")
        if harm in ("killed", "wounded"):
            return str(harm)
        noun = chunk.head.noun
        if noun is not None and noun.id in ("noun.displaced", "noun.refugee"):
            return "displaced"
        form = case_form(chunk.head)
        if form in view.closed("cases_of_force") or form in view.closed("violations"):
            return "attacks"
        if any(s.type == "assault" for s in chunk.head.has.trigger):
            return "attacks"
    return ""


def second_parts(view: View, tallies: list[TallyDraft]) -> None:
    """`2.1 million displaced in one country and 400 thousand in another`: a bare figure with its own place, joined to a
    total with its own, is the second part of it.
    """
    for tally in tallies:
        here = counted_at(view, tally.span.start)
        if tally.parts or here is None or tally.high is None:
            continue
        where = own_place(view, here)
        parts: Parts = [(view.mention(where), tally.low)] if where is not None else []
        while where is not None and where.index + 1 < len(view.chunks):
            here = view.chunks[where.index + 1]
            amount = here.amount if here.kind == "np" and here.conj and not here.prep else None
            if amount is None or here.head.tag not in ("num", "quant") or amount.high is None:
                break
            span = Span(here.start, here.end)
            if any(span.overlaps(t.span) for t in tallies):
                break
            where = own_place(view, here)
            if where is not None:
                parts.append((view.mention(where), amount.low))
        if len(parts) >= _FEWEST:
            tally.parts = parts
            tally.low = sum(count for _, count in parts)
            tally.high = tally.low
            tally.rule = PARTS
