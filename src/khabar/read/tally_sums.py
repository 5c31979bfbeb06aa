"""Sums told outright, and spans opened by an event (since the war began).

Invariant: a sum is a figure told of a word of total over a span, or of what was struck since a day or an event.
"""

from __future__ import annotations

from dataclasses import replace

import msgspec

from khabar.model.drafts import TallyDraft, When
from khabar.model.spans import Span
from khabar.packs.lexicon import Lexicon
from khabar.read.chunks import Chunk
from khabar.read.happenings import Hit
from khabar.read.harmed import tells_total
from khabar.read.phrases import time_of
from khabar.read.view import View

BY_EVENT = "tally: since an event"
COUNTED = {"killed": "killed", "wounded": "wounded", "mixed": "killed", "captured": "arrested"}
_THINGS = frozenset({"site", "vessel", "equipment"})
_LEAST = 5
_REACH = 10


def since_event(view: View) -> list[Chunk]:
    """Phrases that open a span by an event: since the start of the war."""
    return [c for c in view.chunks if c.kind == "np" and c.prep.split(" ")[0] in view.closed("since")]


def event_times(view: View) -> list[When]:
    """The day told right after an event that opens a span, read as the start of it."""
    found: list[When] = []
    for opener in since_event(view):
        for chunk in view.chunks[opener.index + 1 : opener.index + 4]:
            if chunk.kind == "time":
                when = time_of(view, chunk, BY_EVENT, 1.0)
                if when.value.relation in ("point", "during"):
                    found.append(replace(when, value=msgspec.structs.replace(when.value, relation="since")))
                break
            if chunk.kind not in ("np", "prep"):
                break
    return found


def share(tallies: list[TallyDraft]) -> None:
    """Give a tally since an event that no day is told of the start that another tally of the article has."""
    known = next((t.times for t in tallies for w in t.times[:1] if w.value.relation == "since"), None)
    for tally in tallies:
        if known is not None and not tally.times and tally.rule.endswith(BY_EVENT):
            tally.times = known


def totals(lexicon: Lexicon, view: View, hits: list[Hit], spans: list[When], taken: list[Span]) -> list[TallyDraft]:
    """`since then the number of the enemy's dead has reached 3418`: the figure of a word of total."""
    out: list[TallyDraft] = []
    for chunk in view.chunks:
        if chunk.kind != "np" or not _is_total(view, chunk):
            continue
        figure = _figure(view, chunk)
        if figure is None or figure.amount is None:
            continue
        span = Span(figure.start, max(figure.units[figure.core - 1].end, figure.amount.span.end))
        if any(span.overlaps(t) for t in taken):
            continue
        counted = _counted(lexicon, view, chunk, figure, hits)
        out.append(
            TallyDraft(
                span,
                view.text[span.start : span.end],
                counted,
                figure.amount.low,
                figure.amount.high,
                view.index,
                "tally: the figure of a total",
                [],
                spans,
            )
        )
    return out


def _is_total(view: View, chunk: Chunk) -> bool:
    """Whether a word of total begins the phrase, another noun after it (the number of the dead), and no figure in
    it.
    """
    unit = chunk.head
    return tells_total(view, chunk) and (chunk.last - chunk.first > 1 or unit.last - unit.first > 1)


def _figure(view: View, chunk: Chunk) -> Chunk | None:
    for other in view.chunks[chunk.index + 1 : chunk.index + _REACH]:
        if other.kind == "mark" and other.head.token.form not in "()":
            return None
        rises = not other.prep or other.prep in view.closed("rising_preps")
        if other.kind == "np" and other.amount is not None and rises and not other.conj:
            return other if other.amount.low >= _LEAST else None
    return None


def _counted(lexicon: Lexicon, view: View, chunk: Chunk, figure: Chunk, hits: list[Hit]) -> str:
    """What a total counts: by a word of harm in its phrase, else by the happening told of them, else other."""
    first, last = view.units[chunk.first].first, view.units[chunk.last - 1].last
    for token in view.tokens[first:last]:
        for sense in lexicon.senses(token.word).by.get("harm", ()):
            if sense.shape == "noun":
                return COUNTED.get(sense.entry.harm, "other")
    inside = [h for h in hits if chunk.first <= h.unit < figure.first]
    for hit in inside:
        unit = view.units[hit.unit]
        if any(s.entry.harm == "killed" for s in unit.of("harm")) or hit.entry.id in (
            "assault.hayyada",
            "assault.qada_ala",
        ):
            return "killed"
        if hit.type == "coerce":
            return "arrested"
        if hit.type in ("assault", "explosion"):
            return "attacks"
        if hit.type == "intercept":
            return "intercepted"
    noun = chunk.units[chunk.first + 1].entry("noun") if chunk.first + 1 < chunk.last else None
    return "displaced" if noun is not None and noun.id in ("noun.displaced", "noun.refugee") else "other"


def struck(view: View, hits: list[Hit], spans: list[When], used: set[int]) -> list[TallyDraft]:
    """`struck more than 80 ships since October`: what was struck or destroyed since a day, counted."""
    out: list[TallyDraft] = []
    for hit in hits:
        if hit.type != "assault" or hit.unit in used:
            continue
        here = view.chunk(hit.unit)
        found = next((c for c in view.chunks[here.index + 1 : here.index + 4] if _is_struck(view, c, here)), None)
        if found is None or found.amount is None:
            continue
        counted = _struck_as(hit)
        span = Span(found.start, max(found.units[found.core - 1].end, found.amount.span.end))
        out.append(
            TallyDraft(
                span,
                view.text[span.start : span.end],
                counted,
                found.amount.low,
                found.amount.high,
                view.index,
                "tally: what was struck since",
                [],
                spans,
            )
        )
        if counted != "other":
            used.add(hit.unit)
    return out


def _is_struck(view: View, chunk: Chunk, verb: Chunk) -> bool:
    if chunk.kind != "np" or chunk.prep or chunk.clause != verb.clause or chunk.amount is None:
        return False
    mention = view.mention(chunk)
    return chunk.amount.low >= _LEAST and mention.kind in _THINGS and not mention.who


def _struck_as(hit: Hit) -> str:
    name = hit.entry.id
    if any(w in name for w in ("dammara", "tadmir", "ahraqa", "dumira")):
        return "other"
    return "strikes" if any(w in name for w in ("darb", "ghara", "strike", "raid", "qasaf")) else "attacks"
