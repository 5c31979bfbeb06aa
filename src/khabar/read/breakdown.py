"""Parts of a total by place: 16 in Iraq and 11 in Syria; Iraq (16) and Syria (11).

Invariant: a part is a number beside the name of a place; one part alone is no breakdown.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import TallyDraft
from khabar.model.mentions import Mention
from khabar.read.chunks import Chunk
from khabar.read.harmed import is_part
from khabar.read.view import View

Parts = list[tuple[Mention, int]]
_FEWEST: Final = 2
PARTS: Final = "tally: the sum of its parts"


def breakdown(view: View, chunk: Chunk) -> Parts:
    """The parts told after the total that `chunk` is, up to the next total."""
    parts: Parts = []
    index = chunk.index + 1
    while index < len(view.chunks):
        number = view.chunks[index]
        found = numbered(view, number, parts) if number.kind == "np" else None
        if found is None:
            if parts == [] and number.kind == "np" and _another_total(view, number):
                break
            index += 1
            continue
        if not parts and _apart(view, chunk, number):
            return []
        parts.append((found[0], found[1]))
        index = found[2]
    return parts if len(parts) >= _FEWEST else []


def _apart(view: View, chunk: Chunk, number: Chunk) -> bool:
    """Whether a number is joined right after the count's own place: seven were killed in Swat *and two* in Bannu."""
    if not number.conj or number.prep or number.head.tag != "num":
        return False
    where = own_place(view, chunk)
    return where is not None and all(c.kind == "mark" for c in view.chunks[where.index + 1 : number.index])


def joined_parts(view: View, tallies: list[TallyDraft]) -> list[TallyDraft]:
    """Totals told by their parts alone (312 civilians in Iraq *and 254 in Syria*), as one, their sum."""
    if len(tallies) < _FEWEST:
        return tallies
    out: list[TallyDraft] = []
    for tally in sorted(tallies, key=lambda t: t.span.start):
        before = out[-1] if out else None
        here = counted_at(view, tally.span.start)
        where = own_place(view, here)
        there = counted_at(view, before.span.start) if before is not None else None
        first = own_place(view, there)
        if before is None or here is None or where is None or there is None or first is None:
            out.append(tally)
            continue
        joined = here.conj and not here.prep and first.index < here.index <= first.index + _FEWEST
        told = [] if before.parts and before.rule != PARTS else before.parts
        if not joined or tally.parts or before.counted != tally.counted or (before.parts and not told):
            out.append(tally)
            continue
        before.parts = [*(told or [(view.mention(first), before.low)]), (view.mention(where), tally.low)]
        before.low += tally.low
        before.high = before.high + tally.high if before.high is not None and tally.high is not None else None
        before.rule = PARTS
        before.times = before.times or tally.times
    return out


def counted_at(view: View, start: int) -> Chunk | None:
    """The counted phrase that begins at or holds a place in the text."""
    return next((c for c in view.chunks if c.kind == "np" and c.start <= start < c.end), None)


def own_place(view: View, chunk: Chunk | None) -> Chunk | None:
    """The place right after a counted phrase, past what it was done to."""
    for following in view.chunks[chunk.index + 1 : chunk.index + 1 + _FEWEST] if chunk is not None else ():
        if placed(view, following):
            return following
        if following.kind != "np" or not following.prep or following.conj:
            return None
    return None


def numbered(view: View, chunk: Chunk, parts: Parts) -> tuple[Mention, int, int] | None:
    """A number and its place, either first: (place, number, index of the chunk after both)."""
    if chunk.amount is not None and chunk.amount.low == chunk.amount.high and _bare(view, chunk):
        where = _place_after(view, chunk, parts)
        return (view.mention(where), chunk.amount.low, where.index + 1) if where is not None else None
    if chunk.amount is None and _is_place(view, chunk):
        inside = view.units[chunk.last - 2] if chunk.last - chunk.core >= 3 else None
        if inside is not None and inside.tag == "num" and inside.value is not None:
            return view.mention(chunk), int(inside.value), chunk.index + 1
        count = _count_beside(view, chunk)
        if count is not None and count.amount is not None:
            return view.mention(chunk), count.amount.low, count.index + 1
    return None


def _bare(view: View, chunk: Chunk) -> bool:
    """Whether a number stands for what the total counts: bare, or with a word of harm or for others."""
    return chunk.head.tag == "num" or bool(chunk.head.has.harm) or _counts_again(chunk)


def _another_total(view: View, chunk: Chunk) -> bool:
    """Whether a count of people begins that is no part of the total before it."""
    return chunk.amount is not None and not chunk.conj and _counts_again(chunk) and not is_part(view, chunk)


def _counts_again(chunk: Chunk) -> bool:
    noun = chunk.head.noun
    return noun is not None and ("person" in noun.classes or bool(noun.who)) and not chunk.head.names


def _place_after(view: View, chunk: Chunk, parts: Parts) -> Chunk | None:
    """The place of a bare number: the next phrase, a word such as `of them` between; any phrase of place after one
    that is named.
    """
    for other in view.chunks[chunk.index + 1 : chunk.index + 3]:
        if other.kind == "prep":
            continue
        if placed(view, other) or (parts and _in_place(view, other)):
            return other
        return None
    return None


def placed(view: View, chunk: Chunk) -> bool:
    """Whether a phrase tells where by the name of a place."""
    preps = view.closed("tallied_place_preps")
    return chunk.kind == "np" and (chunk.prep in preps or len(chunk.prep) > 1) and placed_name(view, chunk)


def _in_place(view: View, chunk: Chunk) -> bool:
    return (
        chunk.kind == "np" and chunk.prep in view.closed("in") and chunk.amount is None and not chunk.head.has.trigger
    )


def _count_beside(view: View, chunk: Chunk) -> Chunk | None:
    """The bare number right after the name of a place, in brackets or not."""
    for other in view.chunks[chunk.index + 1 : chunk.index + 3]:
        if other.kind == "mark" and other.head.token.form in "(:":
            continue
        if other.kind == "np" and other.amount is not None and not other.conj and other.head.tag == "num":
            return other
        return None
    return None


def _is_place(view: View, chunk: Chunk) -> bool:
    return placed_name(view, chunk) and view.units[chunk.first].tag in ("name", "prep")


def placed_name(view: View, chunk: Chunk) -> bool:
    """Whether a phrase names a place."""
    return any(name.kind == "place" for name in view.mention(chunk).names)
