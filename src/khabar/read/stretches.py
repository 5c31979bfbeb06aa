"""Stretches of time that a count can run over.

Invariant: a day or an hour is no stretch; nor is one that only says how long nothing like it had happened (the worst
attack in a year), or how long something else has gone on.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import When
from khabar.read.chunks import Chunk, is_comma
from khabar.read.clauses import Clause
from khabar.read.phrases import chunk_relation, time_of
from khabar.read.series import of_ordinal, of_series
from khabar.read.times_apart import SINCE, qualified
from khabar.read.view import View
from khabar.text.clitics import AL, CONJUNCTIONS, MIM, PREPOSITIONS
from khabar.text.letters import LAM, loose

SPAN_RELATIONS: Final = frozenset({"since", "between", "during"})
SPAN_KINDS: Final = frozenset({"span", "unit", "week", "month", "year"})
CALENDAR: Final = frozenset({"month", "year"})
PARTED: Final = frozenset({"month", "year", "unit"})
LONGER: Final = frozenset({"week", "month", "year"})
SHORT: Final = ("hour", "day")
_COMPARED: Final = 10
_NTH: Final = 6


def stretches(view: View, *, calendar: bool = True) -> list[When]:
    """Time expressions of the sentence that tell a stretch, not a day; `calendar`: months and years too."""
    found: list[When] = []
    for chunk in view.chunks:
        if chunk.kind != "time" or compares(view, chunk):
            continue
        if chunk_relation(chunk) == SINCE and qualified(view, chunk) >= 0:
            continue
        when = time_of(view, chunk, "tally: span", 1.0)
        if (
            is_stretch(when)
            and not _earlier(view, chunk)
            and (calendar or when.value.kind not in CALENDAR or when.value.relation in SPAN_RELATIONS)
        ):
            found.append(when)
    return found


def _earlier(view: View, chunk: Chunk) -> bool:
    """Whether a stretch is only told to hold a day (struck *earlier* this week)."""
    at = chunk.units[chunk.first].first - 1
    return at >= view.sentence.first and view.tokens[at].word.loose in view.closed("earlier_later")


def is_stretch(when: When) -> bool:
    """Whether a time expression tells a stretch (since, between, in the last days) rather than a day."""
    value = when.value
    if value.kind == "feast" and value.relation == "during":
        return False  # during the prayer of the feast
    if value.kind == "span" and value.point.unit in SHORT and not value.point.count:
        return False  # in the past hours, the last days: when, not how long
    if value.kind == "anaphor" and value.point.unit in LONGER:
        return True  # in the week before
    return value.relation in SPAN_RELATIONS or (value.kind in SPAN_KINDS and value.relation == "point")


def compares(view: View, chunk: Chunk) -> bool:
    """Whether the stretch only measures a superlative or a first (the deadliest since 2021)."""
    if not view.tells("superlatives"):
        return False
    words, first = view.closed("superlatives"), chunk.units[chunk.first].first
    for at in range(first - 1, max(view.sentence.first, first - _COMPARED) - 1, -1):
        token = view.tokens[at]
        if token.kind == "mark":
            return False
        if token.kind == "word" and bare(token.form) in words:
            following = view.tokens[at + 1].form if at + 1 < first else ""
            return loose(following) not in view.closed("from") and not _so_manyth(view, chunk)
    return False


def _so_manyth(view: View, chunk: Chunk) -> bool:
    """Whether an ordinal from the second on stands before a stretch (the third strikes of their kind in a week): it
    counts, and compares nothing.
    """
    for before in view.chunks[max(0, chunk.index - _NTH) : chunk.index]:
        for unit in view.units[before.first : before.last]:
            entry = unit.entry("quantity") if unit.tag == "num" else None
            if entry is not None and entry.class_ == "ordinal" and (entry.value or 0) >= 2:
                return True
    return False


def is_parted(when: When) -> bool:
    """Whether it tells a part of a year or month that is a stretch by itself (its first quarter, its first months)."""
    point = when.value.point
    return when.value.kind in PARTED and (point.count is not None or point.edge[-1:].isdigit())


def bare(form: str) -> str:
    """A word without the letters of a conjunction and a preposition, as far as they can be told."""
    if len(form) > 4 and form[0] in CONJUNCTIONS:
        form = form[1:]
    if len(form) > 4 and form[0] in PREPOSITIONS:
        form = form[1:]
    return loose(form)


def nearest(spans: list[When], at: int) -> list[When]:
    """The spans, the one nearest to a place in the text first; those counted from a point before the others."""
    return sorted(spans, key=lambda w: (w.value.relation not in SPAN_RELATIONS, abs(w.span.start - at)))


def over(view: View, spans: list[When], unit: int) -> list[When]:
    """The spans that can hold what is told at a unit: those before it, and those after it that no other clause has."""
    end, start = view.units[unit].end, view.units[unit].start
    out: list[When] = []
    limit: int | None = None
    for when in spans:
        if when.span.start < start:
            if not (_described(view, when, unit) or of_noun(view, when) or _left(view, when, unit)):
                out.append(when)
            continue
        if limit is None:
            limit = _turn(view, unit)
        if when.span.start >= limit or when.span.start < end or _of_place(view, when, unit):
            continue
        if not (of_series(view, when.span.start, unit) or of_ordinal(view, when)):
            out.append(when)
    return out


def _of_place(view: View, when: When, unit: int) -> bool:
    """Whether a stretch told after a unit is that of a clause about a place or thing (from the peninsula *that it has
    held since* 2014; near the town, *where* a tourist was killed in September 2014).
    """
    chunk = next((c for c in view.chunks if c.end >= when.span.end), None)
    if chunk is None or chunk.clause == view.chunk(unit).clause:
        return False
    clause, own = view.clauses[chunk.clause], view.chunk(unit).clause
    while clause.index != own:
        if clause.link is not None and clause.link.token.word.loose in view.closed("whereupon"):
            return clause.link.start > view.units[unit].end
        if _describes_place(view, clause, view.chunk_of[unit]):
            return True
        if clause.parent < 0:
            break
        clause = view.clauses[clause.parent]
    return False


def _describes_place(view: View, clause: Clause, here: int) -> bool:
    """Whether a relative clause is about a place that is named after a phrase."""
    about = clause.antecedent
    if clause.kind != "rel" or about is None or about.index <= here or about.amount is not None:
        return False
    inside = view.units[about.first : about.last]
    if any(u.has.trigger or u.has.harm for u in inside):
        return False
    return any(
        u.has.place or any(n.kind == "place" for n in u.names) or (u.noun is not None and "site" in u.noun.classes)
        for u in inside
    )


def of_noun(view: View, when: When) -> bool:
    """Whether a stretch only says how long somebody or something has been so (the town *besieged since* May): no war,
    whose length is that of what it has cost.
    """
    at = next((n for n, u in enumerate(view.units) if u.end > when.span.start), 0)
    while at and view.units[at].start >= when.span.start:
        at -= 1
    if view.units[at].tag == "prep" and at:
        at -= 1
    state = view.units[at]
    if at < 1 or not state.article or state.has.noun or state.tag not in ("adj", "word", "noun"):
        return False
    if not state.token.form.removeprefix(AL).startswith(MIM):
        return False
    before = view.units[at - 1]
    return bool(before.has.place or before.names or (before.noun is not None and not before.has.trigger))


def _left(view: View, when: When, unit: int) -> bool:
    """Whether the sentence has gone on to one happening since a stretch was told (since April it has attacked, *and the
    worst of it was* a raid in which 53 died).
    """
    if view.clause(unit).kind not in ("rel", "content"):
        return False
    for chunk in view.chunks[: view.chunk_of[unit]]:
        if (
            chunk.start > when.span.end
            and chunk.kind == "kana"
            and chunk.conj
            and is_comma(view.chunks[chunk.index - 1])
        ):
            return True
    return False


def _described(view: View, when: When, unit: int) -> bool:
    """Whether a stretch stands in a clause that only describes a noun (the town besieged since May), and what is told
    at a unit in another.
    """
    if when.span.start < view.span.start:
        return False
    chunk = next((c for c in view.chunks if c.end >= when.span.end), None)
    if chunk is None or chunk.clause == view.chunk(unit).clause:
        return False
    return view.clauses[chunk.clause].kind == "rel"


def _turn(view: View, unit: int) -> int:
    """Where the sentence turns to another happening after a unit: a joined verb that tells no harm, or a new start."""
    for chunk in view.chunks[view.chunk_of[unit] + 1 :]:
        head = chunk.head
        if chunk.kind == "verb" and chunk.conj and not head.has.harm:
            return chunk.start
        if chunk.kind in ("verb", "np") and not chunk.prep and _raises(view, chunk):
            return chunk.start
        if chunk.kind == "kana" and chunk.conj:
            return chunk.start
        if chunk.kind in ("sub", "pron") and _called_anew(view, chunk):
            return chunk.start
        if chunk.kind == "conj" and chunk.index + 1 < len(view.chunks):
            following = view.chunks[chunk.index + 1]
            if following.kind == "verb" and following.head.has.report and not following.head.has.harm:
                return chunk.start
        if chunk.kind == "particle" and chunk.index + 1 < len(view.chunks):
            following = view.chunks[chunk.index + 1]
            if following.kind == "verb" and not following.head.has.harm:
                return chunk.start
        if chunk.kind == "time" and chunk.prep:
            continue
    return view.units[-1].end + 1


def _called_anew(view: View, chunk: Chunk) -> bool:
    """Whether a comma and a pronoun lead to a use of force that is only named again (, *and that is shelling* that has
    gone on since April).
    """
    if not chunk.index or chunk.index + 1 >= len(view.chunks) or not is_comma(view.chunks[chunk.index - 1]):
        return False
    if chunk.head.token.form[:1] not in CONJUNCTIONS:
        return False
    following = view.chunks[chunk.index + 1]
    named = following.kind == "np" and not following.prep and not following.head.article
    return named and any(s.type in ("assault", "explosion") for s in following.head.has.trigger)


def _raises(view: View, chunk: Chunk) -> bool:
    """Whether a word tells to what a count brings a total (ten were killed, which *raises* the toll since May to 90):
    what follows is of the total, not of the count.
    """
    word = bare(chunk.head.token.form)
    if chunk.index and chunk.head.token.form.startswith(LAM) and word in view.closed("brought_to"):
        return True  # so that it reaches
    if not chunk.index or word not in view.closed("raising"):
        return False
    before = view.chunks[chunk.index - 1]
    if not (is_comma(before) or before.kind in ("rel", "sub")):
        return False
    return any(
        c.kind == "np" and c.prep in view.closed("rising_preps") for c in view.chunks[chunk.index + 1 : chunk.index + 6]
    )


def before_raise(view: View, unit: int, spans: list[When]) -> list[When]:
    """Those of the spans that do not stand past the word that tells to what a count at a unit brings a total."""
    if not spans or spans[-1].span.start < view.units[unit].start:
        return spans
    for chunk in view.chunks[view.chunk_of[unit] + 1 :]:
        if chunk.kind in ("verb", "np") and not chunk.prep and _raises(view, chunk):
            return [w for w in spans if w.span.start < chunk.start]
    return spans


def raised_after(view: View, unit: int, starts: list[Chunk]) -> bool:
    """Whether all that opens a span stands past the word that tells to what a count at a unit brings a total."""
    for chunk in view.chunks[view.chunk_of[unit] + 1 : starts[0].index if starts else 0]:
        if chunk.kind in ("verb", "np") and not chunk.prep and _raises(view, chunk):
            return True
    return False
