"""Dates undated articles by the happenings that dated ones tell too.

Invariant: the result is a function of the set of readings. A day never leans on itself: evidence that leans on a
document, at whatever remove, is not heard about that document. Intervals only shrink from round to round, so there are
at most as many rounds as days to lose; ``MOST_ROUNDS`` ends a longer chain of neighbours early and harmlessly.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from khabar.model.chronology import Links
from khabar.model.dating import Bound, Narrowed, Wordings
from khabar.model.days import to_iso, to_ordinal
from khabar.model.records import Published
from khabar.redate import evidence, lag, usual
from khabar.redate.told import (
    FORCE,
    Days,
    State,
    Told,
    by_happening,
    first_state,
    rests_on_guess,
    to_told,
)
from khabar.redate.words import OwnWords

needs = ("links",)
gives = ("narrowed",)

MOST_ROUNDS = 16
WIDEST_DAYS = 14
LONGEST_DAYS = 400
OVERRULE = 2
LEAD_CLAIMS = 2
OWN_LIKELIEST = 1.0
AGREES = 0.7
FRESH = 0.3


def narrow(links: Links, wordings: Wordings, known: Sequence[Narrowed] = ()) -> tuple[Narrowed, ...]:
    """The day of each undated article of `links` that its neighbours tell more of than its own text.

    Works on any subset: the claims of one undated article with those of the documents that share happenings with it.

    Args:
        links: Linked readings.
        wordings: Reads words of time on another day.
        known: What an earlier call narrowed, where the readings of `links` were read again with it: it can only become
            narrower, and what the articles' own texts gave is taken from it.

    Returns:
        The narrowed articles by label, with what could not be reconciled; articles left as they were are not among
        them unless `known` had them or a conflict was found.
    """
    return _Corpus(links, wordings, {one.doc: one for one in known}).run()


class _Corpus:
    """All that one call compares; the states of documents are all that changes."""

    def __init__(self, links: Links, wordings: Wordings, known: Mapping[str, Narrowed]) -> None:
        self.links, self.wordings, self.known = links, wordings, known
        self.published = dict(zip(links.names, (reading.published for reading in links.readings), strict=True))
        self.was = {doc: known[doc].was if doc in known else told for doc, told in self.published.items()}
        self.told: dict[str, list[Told]] = {doc: [] for doc in links.names}
        again = {doc for doc, one in known.items() if one.bounds}
        every = list(to_told(links, wordings, self.was, again))
        for one in every:
            self.told[one.doc].append(one)
        self.happenings = by_happening(every)
        tallies = {doc: r.tallies for doc, r in zip(links.names, links.readings, strict=True) if r.tallies}
        self.figures = usual.Figures(links.copies, tallies)
        self.undated = sorted(doc for doc, told in self.was.items() if not told.stated)

    def run(self) -> tuple[Narrowed, ...]:
        found = dict(self.known)
        states = {doc: self._state(doc, found.get(doc)) for doc in self.links.names}
        for _ in range(MOST_ROUNDS):
            dated = self._dated(states)
            lent = evidence.lend(self.happenings, dated)
            made = {doc: self._narrowed(doc, states, dated, lent, found.get(doc)) for doc in self.undated}
            fresh = {doc: one for doc, one in made.items() if one is not None}
            if fresh == found:
                break
            found = fresh
            states = {doc: self._state(doc, found.get(doc)) for doc in self.links.names}
        return tuple(found[doc] for doc in sorted(found))

    def _state(self, doc: str, found: Narrowed | None) -> State:
        if found is None or not found.bounds:
            return first_state(doc, self.was[doc])
        return State(
            doc=doc, stated=False, derived=True, first=to_ordinal(found.start), last=to_ordinal(found.end),
            likeliest=to_ordinal(found.likeliest), leans=frozenset(found.leans_on),
        )  # fmt: skip

    def _dated(self, states: Mapping[str, State]) -> dict[str, Days]:
        """The days of each claim that others may lean on."""
        found = {}
        for doc in self.links.names:
            fresh = to_ordinal(self.published[doc].likeliest) == states[doc].likeliest
            for one in self.told[doc]:
                days = evidence.days_in(one, states[doc], self.wordings, fresh=fresh)
                if days is not None:
                    found[one.ref] = days
        return found

    def _firm(
        self, doc: str, states: Mapping[str, State], dated: Mapping[str, Days], lent: Mapping[str, list[Told]]
    ) -> list[Bound]:
        given = not rests_on_guess(self.was[doc])
        leans = self.known[doc].leans_on if doc in self.known else ()
        own = evidence.find_own(self.told[doc], leans, self.wordings if given else None)
        return [*own, *evidence.find_shared(doc, self.told[doc], lent, dated, states, self.wordings)]

    def _news(self, doc: str) -> set[str]:
        """References of the claims of what the article leads with: all that tell the happening of its first claims."""
        first = [one for one in self.told[doc] if one.event.type in FORCE][:LEAD_CLAIMS]
        lead = {one.happening for one in first}
        return {one.ref for one in self.told[doc] if one.happening in lead}

    def words(self, doc: str) -> OwnWords:
        """The words of time of one article."""
        return OwnWords(self.told[doc], self.wordings)

    def _usual(self, doc: str, states: Mapping[str, State], firm: Sequence[Bound]) -> list[Bound]:
        news = self._news(doc)
        told = [b for b in firm if b.kind == "told" and b.claims[0] in news]
        latest = max(told, key=lambda b: (b.start or "", b.claims), default=None)
        lead = [usual.after_lead(to_ordinal(latest.start) or 0, latest.docs, latest.claims)] if latest else []
        totals = self.figures.find_totals(doc, self.was[doc], states)
        return [*self.figures.find_copied(doc, states), *totals, *lead]

    def _narrowed(
        self,
        doc: str,
        states: Mapping[str, State],
        dated: Mapping[str, Days],
        lent: Mapping[str, list[Told]],
        before: Narrowed | None,
    ) -> Narrowed | None:
        if before is not None and not before.bounds:
            return before  # what its text excludes, or what contradicts itself, stays aside
        firm = self._firm(doc, states, dated, lent)
        was, soft = self.was[doc], self._usual(doc, states, firm)
        heard = any(bound.docs for bound in (*firm, *soft))
        placed = was.start is None and any(b.kind == "words" and b.start and b.end for b in firm)
        if before is None and not heard and not placed and not _is_open(was):
            return None
        made = decide(doc, was, firm, soft, self.words(doc))
        if before is not None and (made is None or not _inside(made, before)):
            return before
        return made


def decide(doc: str, was: Published, firm: Sequence[Bound], soft: Sequence[Bound], words: OwnWords) -> Narrowed | None:
    """What the bounds leave of the days of one article; None where they tell no more than its text.

    Args:
        doc: Its label.
        was: What its own text gave.
        firm: Bounds that cannot be otherwise if linking was right.
        soft: Bounds that are usual.
        words: Its own words of time.
    """
    low = max((b for b in firm if b.start), key=lambda b: (b.start or "", -len(b.docs), b.claims), default=None)
    high = min((b for b in firm if b.end), key=lambda b: (b.end or "", len(b.docs), b.claims), default=None)
    own = evidence_days(was)
    first, last = (to_ordinal(low.start) if low else None), (to_ordinal(high.end) if high else None)
    if first is not None and last is not None and first > last:
        return _kept(doc, was, [b for b in (low, high) if b])
    if own is not None:
        left = max(own[0], first or own[0]), min(own[1], last or own[1])
        if left[0] <= left[1]:
            return _within(doc, was, left, [b for b in (low, high) if b], soft, words)
        clash = [b for b in (low, high) if b and _excludes(b, own)]
        if not _overrules(firm, own):
            return _kept(doc, was, clash)
    return _anew(doc, was, (first, last), [b for b in (low, high) if b], soft, words)


def evidence_days(was: Published) -> Days | None:
    """The days that the article's own text gave."""
    first, last = to_ordinal(was.start), to_ordinal(was.end)
    return None if first is None or last is None else (first, last)


def _excludes(bound: Bound, days: Days) -> bool:
    start, end = to_ordinal(bound.start), to_ordinal(bound.end)
    return (start is not None and start > days[1]) or (end is not None and end < days[0])


def _overrules(firm: Sequence[Bound], own: Days) -> bool:
    """Whether so much speaks against the days guessed from the text that they are given up.

    Claims of its own that fix the day in their words, or documents that do not lean on each other.
    """
    against = [b for b in firm if _excludes(b, own)]
    return any(not b.docs for b in against) or len({doc for b in against for doc in b.docs}) >= OVERRULE


def _kept(doc: str, was: Published, clash: Sequence[Bound]) -> Narrowed | None:
    """The article's own days, and what was told otherwise."""
    told = tuple(sorted(dict.fromkeys(clash), key=lambda b: (b.kind, b.start or "", b.claims)))
    if not any(b.docs for b in told):
        return None
    return Narrowed(
        doc=doc, was=was, start=was.start, end=was.end, likeliest=was.likeliest, conflicts=told,
        because=(*was.because, *(f"left aside: {b.because}, so {_days(b)}" for b in told)),
    )  # fmt: skip


def _within(
    doc: str, was: Published, days: Days, firm: Sequence[Bound], soft: Sequence[Bound], words: OwnWords
) -> Narrowed | None:
    """The part of the article's own days that the bounds leave."""
    own = evidence_days(was)
    cutting = [b for b in firm if own and _cuts(b, own)]
    if _is_open(was) and days[1] - days[0] <= LONGEST_DAYS:
        said = _said(days, words)
        if said is None:
            return _kept(doc, was, cutting)
        days = to_ordinal(said.start) or days[0], to_ordinal(said.end) or days[1]
        return _made(doc, was, days, _likeliest(days, None, soft, words), [*cutting, said])
    likeliest = _likeliest(days, to_ordinal(was.likeliest), soft, words)
    moved = likeliest != to_ordinal(was.likeliest) and was.likeliest is not None
    used = [*cutting, *(b for b in soft if moved and days[0] < days[1] and b.docs and _has(b, likeliest))]
    if not any(b.docs for b in used):
        return None
    return _made(doc, was, days, likeliest, used)


def _is_open(was: Published) -> bool:
    """Whether an interval was given of which no day is the likeliest: the claims' own words may choose."""
    return not was.stated and was.start is not None and was.likeliest is None and was.start != was.end


def _said(days: Days, words: OwnWords) -> Bound | None:
    """The days that the article's own words of time can be of; None where they exclude all."""
    possible = [day for day in range(days[0], days[1] + 1) if words.possible(day)]
    if not possible:
        return None
    names = " or ".join(sorted({f"{datetime.date.fromordinal(day):%A}" for day in possible}))
    why = f"its own words of time are of a {names}" if len(possible) <= days[1] - days[0] else "its own words of time"
    return Bound(kind="weekday", because=why, start=to_iso(possible[0]), end=to_iso(possible[-1]))


def _anew(
    doc: str,
    was: Published,
    firm: tuple[int | None, int | None],
    used: Sequence[Bound],
    soft: Sequence[Bound],
    words: OwnWords,
) -> Narrowed | None:
    """Days for an article whose text gave none, or others: open ends are closed by what is usual."""
    first, last = firm
    closing = [b for b in soft if _meets(b, first, last)]
    if first is None:
        opener = max((b for b in closing if b.start), key=lambda b: (b.start or "", b.claims), default=None)
        first, used = (to_ordinal(opener.start), [*used, opener]) if opener else (None, used)
    if last is None:
        closer = min((b for b in closing if b.end), key=lambda b: (b.end or "", b.claims), default=None)
        last, used = (to_ordinal(closer.end), [*used, closer]) if closer else (None, used)
    if first is None or last is None or not 0 <= last - first < WIDEST_DAYS:
        return None
    said = _said((first, last), words)
    if said is None:
        return _kept(doc, was, used)
    if (said.start, said.end) != (to_iso(first), to_iso(last)):
        used = [*used, said]
    days = to_ordinal(said.start) or first, to_ordinal(said.end) or last
    return _made(doc, was, days, _likeliest(days, None, soft, words), used)


def conclude(doc: str, was: Published, bound: Bound, likeliest: int, words: OwnWords) -> Narrowed | None:
    """What one bound with both its ends makes of the day of an article that tells none.

    Args:
        doc: Its label.
        was: What its own text gave.
        bound: The days.
        likeliest: The likeliest of them, where its own words do not choose another.
        words: Its own words of time.
    """
    first, last = to_ordinal(bound.start), to_ordinal(bound.end)
    if first is None or last is None:
        return None
    possible = [day for day in range(first, last + 1) if words.possible(day)]
    if not possible:
        return None
    days = possible[0], possible[-1]
    return _made(doc, was, days, _likeliest(days, likeliest, (), words), [bound])


def _made(doc: str, was: Published, days: Days, likeliest: int, used: Sequence[Bound]) -> Narrowed | None:
    kept = tuple(sorted(dict.fromkeys(used), key=lambda b: (not b.firm, b.kind, b.start or "", b.end or "", b.claims)))
    day = datetime.date.fromordinal(likeliest)
    return Narrowed(
        doc=doc, was=was, start=to_iso(days[0]), end=to_iso(days[1]), likeliest=to_iso(likeliest), bounds=kept,
        because=(*(f"{b.because}: {_days(b)}" for b in kept), f"the likeliest day is {day:%A} {day}"),
        leans_on=tuple(sorted({d for b in kept for d in b.docs})),
        claims=tuple(dict.fromkeys(c for b in kept for c in b.claims)),
    )  # fmt: skip


def _likeliest(days: Days, own: int | None, soft: Sequence[Bound], words: OwnWords) -> int:
    """The day of the interval that the article's own text and most of what is usual agree on, the earliest of them."""

    def weight(day: int) -> float:
        total = OWN_LIKELIEST * (day == own) + FRESH * words.weigh(day)
        for bound in soft:
            start = to_ordinal(bound.start)
            if bound.kind == "lag" and start is not None:
                total += FRESH * lag.weigh(day - start)
            elif bound.docs:
                total += AGREES * _has(bound, day)
        return total

    possible = [day for day in range(days[0], days[1] + 1) if words.possible(day)]
    return max(possible or range(days[0], days[1] + 1), key=lambda day: (weight(day), -day))


def _has(bound: Bound, day: int) -> bool:
    start, end = to_ordinal(bound.start), to_ordinal(bound.end)
    return (start is None or start <= day) and (end is None or day <= end)


def _cuts(bound: Bound, days: Days) -> bool:
    return not (_has(bound, days[0]) and _has(bound, days[1]))


def _meets(bound: Bound, first: int | None, last: int | None) -> bool:
    start, end = to_ordinal(bound.start), to_ordinal(bound.end)
    return not ((end is not None and first is not None and end < first) or (start and last and start > last))


def _days(bound: Bound) -> str:
    if bound.start and bound.end:
        return f"of {bound.start}" if bound.start == bound.end else f"of {bound.start} to {bound.end}"
    return f"not before {bound.start}" if bound.start else f"not after {bound.end}"


def _inside(made: Narrowed, before: Narrowed) -> bool:
    """Whether a result takes nothing back: its days lie within those found before."""
    new, old = evidence_days(made.published), evidence_days(before.published)
    return old is None or (new is not None and old[0] <= new[0] and new[1] <= old[1])
