"""Counts that are totals by what they say rather than by a stretch of time: attacks told by their parts, cases that
somebody counts, families moved, men that a campaign has dealt with.

Invariant: a count with a day of its own is a happening of that day; only one without any is a total here.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import TallyDraft, When
from khabar.model.spans import Span
from khabar.read.breakdown import breakdown
from khabar.read.chunks import Chunk
from khabar.read.stretches import bare
from khabar.read.tally_sums import made
from khabar.read.units import unjoined
from khabar.read.view import View
from khabar.text.clitics import SIN

DONE: Final = "grammar.particle.qad"
_FAMILY: Final = "noun.family"
_FAMILIES: Final = 5
_CASES: Final = 5
_REACH: Final = 5
_NEAR: Final = 3


def totalled(view: View, chunk: Chunk) -> bool:
    """Whether counted attacks are a total by themselves: told by their parts (27 of them in Iraq and 28 in Syria), or
    counted by somebody (the network counted 223 attacks) with no day told.
    """
    verb = view.clauses[chunk.clause].verb
    carried = verb is not None and bool(verb.head.has.light)  # somebody carried them out: happenings of their own
    if breakdown(view, chunk):
        return not carried
    amount = chunk.amount
    if amount is None or amount.low < _CASES or any(c.kind == "time" for c in view.chunks):
        return False
    before = view.chunks[max(0, chunk.index - _REACH) : chunk.index]
    if any(c.kind == "verb" and c.head.token.word.bare in view.closed("recorded") for c in before):
        return True
    recording = view.closed("recording")
    return any(c.kind == "np" and bare(u.token.form) in recording for c in before for u in view.units[c.first : c.last])


def families(view: View, spans: list[When]) -> list[TallyDraft]:
    """`234 families were moved to safe places`: people driven out, told by their families."""
    out: list[TallyDraft] = []
    for chunk in view.chunks:
        if chunk.kind != "measure" or chunk.amount is None or chunk.amount.low < _FAMILIES:
            continue
        noun = view.units[chunk.last - 1].noun
        if noun is None or noun.id != _FAMILY or not _moved(view, chunk):
            continue
        out.append(made(view, chunk, "displaced", "tally: families driven out", spans))
        if not spans:
            out[-1].opened = "flight"
    return out


def _moved(view: View, chunk: Chunk) -> bool:
    """Whether a word for being moved or driven out stands shortly before or right after a count."""
    words = view.closed("evacuated") | view.closed("flight")
    beside = [c for c in view.chunks[max(0, chunk.index - _NEAR) : chunk.index + 2] if c.kind in ("verb", "np")]
    return any(unjoined(u) in words for c in beside for u in view.units[c.first : c.last])


def feared(view: View, tally: TallyDraft) -> bool:
    """Whether a count of people tells of what may come or will (may drive hundreds of thousands to flee)."""
    chunk = next((c for c in view.chunks if c.start <= tally.span.start < c.end), None)
    verb = view.clauses[chunk.clause].verb if chunk is not None else None
    if verb is None or not verb.head.verb or any(s.tense != "present" for s in verb.head.verb):
        return False
    if any(s.cut.proclitic == SIN for s in verb.head.verb):
        return True
    before = view.chunks[verb.index - 1] if verb.index else None
    return before is not None and any(s.id == DONE for s in before.head.has.grammar)


def dealt_with(view: View, spans: list[When], taken: list[Span]) -> list[TallyDraft]:
    """`the total of those who were done away with is 105`: men killed by a campaign, told by the noun for it."""
    out: list[TallyDraft] = []
    for chunk in view.chunks:
        if chunk.kind != "np" or chunk.amount is None or chunk.amount.low < _CASES or chunk.conj:
            continue
        span = Span(chunk.start, chunk.end)
        before = view.chunks[max(0, chunk.index - _REACH) : chunk.index]
        heads = [bare(c.head.token.form) for c in before if c.kind == "np"]
        done = any(form in view.closed("done_away") for form in heads)
        total = any(form in view.closed("totals") for form in heads)
        if not (done and total) or any(span.overlaps(t) for t in taken):
            continue
        out.append(made(view, chunk, "killed", "tally: men dealt with", spans))
    return out


def passed(view: View, tallies: list[TallyDraft]) -> None:
    """`the toll has exceeded 15 thousand`: a figure that is told to be passed is the least."""
    for verb in view.chunks:
        if verb.kind not in ("verb", "np") or verb.prep or bare(verb.head.token.form) not in view.closed("exceeding"):
            continue
        clause = view.clauses[verb.clause]
        if clause.negator is not None:
            continue
        figures = (c for c in view.chunks[verb.index + 1 : verb.index + 4] if c.amount is not None and not c.prep)
        figure = next(figures, None)
        if figure is None or figure.clause != verb.clause:
            continue
        for tally in tallies:
            if figure.start <= tally.span.start < figure.end:
                tally.high = None
