"""What documents that tell the same happenings say of the day of an undated article.

Invariant: no bound on an article's day leans on that article, itself or through others. Firm bounds follow from the
claims; the others are only usual.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence

from khabar.model.dating import Bound, Wordings
from khabar.model.days import to_iso
from khabar.redate.told import Days, State, Told

SHARP_DAYS = 3
REACH_DAYS = 16
MOST_LENT = 200


def days_in(told: Told, state: State, wordings: Wordings, *, fresh: bool) -> Days | None:
    """The days that a claim gives its happening, without resting on a guess; None where it gives none.

    Args:
        told: The claim.
        state: What is believed of the day of its document.
        wordings: Reads its words on that day.
        fresh: Whether the claim's days were read against that day.
    """
    if told.days is not None and (told.own or state.stated or (state.derived and fresh and state.first == state.last)):
        return told.days
    if not state.derived or state.first is None or state.first != state.last or not told.words:
        return None
    found = wordings(told.words, datetime.date.fromordinal(state.first))
    return None if found is None else (found[0].toordinal(), found[1].toordinal())


def lend(happenings: Mapping[str, Sequence[Told]], dated: Mapping[str, Days]) -> dict[str, list[Told]]:
    """The claims of each happening that give it days, the first `MOST_LENT` by document and place in the text."""
    lent = {}
    for name, claims in happenings.items():
        held = sorted((c for c in claims if c.ref in dated), key=lambda c: (c.doc, c.event.span.start, c.ref))
        if held:
            lent[name] = held[:MOST_LENT]
    return lent


def find_shared(
    doc: str,
    told: Sequence[Told],
    lent: Mapping[str, Sequence[Told]],
    dated: Mapping[str, Days],
    states: Mapping[str, State],
    wordings: Wordings,
) -> Iterator[Bound]:
    """Bounds from the happenings that `doc` shares with documents whose days do not lean on it.

    Args:
        doc: The undated document.
        told: Its claims.
        lent: By happening, the claims that give it days.
        dated: The days of each of these, by reference.
        states: What is believed of the day of each document.
        wordings: Reads words of time on another day.
    """
    by_happening: dict[str, list[Told]] = {}
    for claim in told:
        by_happening.setdefault(claim.happening, []).append(claim)
    for name in sorted(by_happening):
        own = by_happening[name]
        others = [c for c in lent.get(name, ()) if c.doc != doc and doc not in states[c.doc].leans]
        if not others:
            continue
        sharp = _sharpest(others, dated)
        days = min(dated[c.ref][0] for c in sharp), max(dated[c.ref][1] for c in sharp)
        leans = sorted({c.doc for c in sharp} | {d for c in sharp for d in states[c.doc].leans})
        yield from _bounds(own, sharp, days, tuple(leans), wordings)


def find_own(told: Sequence[Told], leans: tuple[str, ...], wordings: Wordings | None) -> Iterator[Bound]:
    """Bounds from what the article itself dates in words that need no article's day, or as coders gave it.

    Args:
        told: The article's claims.
        leans: The documents by which the article was dated before it was read, on which its years may rest.
        wordings: Reads words of time on another day; None where the days were not given with the claims, so that
            `yesterday` with its day tells nothing of the article's.
    """
    for claim in told:
        if claim.own and claim.days is not None:
            yield from _bounds([claim], [claim], claim.days, leans, wordings)


def _sharpest(claims: Sequence[Told], dated: Mapping[str, Days]) -> list[Told]:
    """Of each document the claims with the narrowest days: those that say when, beside those that only include it."""
    by_doc: dict[str, list[Told]] = {}
    for claim in claims:
        by_doc.setdefault(claim.doc, []).append(claim)
    kept = []
    for doc in sorted(by_doc):
        widths = {c.ref: dated[c.ref][1] - dated[c.ref][0] for c in by_doc[doc]}
        least = min(widths.values())
        kept += [c for c in by_doc[doc] if widths[c.ref] == least]
    return kept


def _bounds(
    own: Sequence[Told], others: Sequence[Told], days: Days, leans: tuple[str, ...], wordings: Wordings | None
) -> Iterator[Bound]:
    what = _named(own[0], others, days)
    refs = tuple(sorted({c.ref for c in others}))
    first = own[0]
    yield Bound(kind="told", because=f"tells {what}", start=to_iso(days[0]), docs=leans, claims=_with(first, refs))
    if days[1] - days[0] >= SHARP_DAYS or wordings is None:
        return
    for claim in own:
        if not claim.words:
            continue
        told = told_on(claim.words, days, wordings)
        if told is not None:
            yield Bound(
                kind="words", because=f"tells {what} in words that place it ({claim.ref})",
                start=to_iso(told[0]), end=to_iso(told[1]), docs=leans, claims=_with(claim, refs),
            )  # fmt: skip


def _with(claim: Told, refs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((claim.ref, *refs)))


def _named(own: Told, others: Sequence[Told], days: Days) -> str:
    start, end = to_iso(days[0]), to_iso(days[1])
    when = f"of {start}" if start == end else f"of {start}..{end}"
    docs = sorted({c.doc for c in others if c.doc != own.doc})
    told = f", as {', '.join(docs)} {'tells' if len(docs) == 1 else 'tell'}" if docs else ""
    return f"the {own.event.type} {when}{told}"


def told_on(words: str, days: Days, wordings: Wordings) -> tuple[int, int | None] | None:
    """The days of an article in which `words` mean `days`; the end is None where any later day would do.

    Days so told lie within `REACH_DAYS` of what they tell, or are told by a date. None where no day of an article
    would do, or the words mean the same on every day.
    """
    hits = []
    last = days[1] + REACH_DAYS
    for day in range(days[0], last + 1):
        found = wordings(words, datetime.date.fromordinal(day))
        if found is not None and found[0].toordinal() <= days[1] and days[0] <= found[1].toordinal():
            hits.append(day)
    if not hits:
        return None
    return hits[0], None if hits[-1] == last else hits[-1]
