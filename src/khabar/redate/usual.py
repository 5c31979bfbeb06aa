"""What is only usual: running totals grow, copies appear within days, an article follows closely on what it tells.

Invariant: these bounds choose among days that firm evidence leaves, and close an interval that it leaves open; they
never overrule it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from khabar.model.dating import Bound
from khabar.model.days import to_iso, to_ordinal
from khabar.model.lineage import CopyLink
from khabar.model.records import Published, Tally
from khabar.redate.lag import USUAL_DAYS
from khabar.redate.told import State

COPY_DAYS = 1
REPEATED_DAYS = 2
MOST_TOTALS = 200


Counted = tuple[str, str | None]


class Figures:
    """Copies and running totals of a collection, found by document and by what is counted since when.

    Of one subject the first `MOST_TOTALS` totals are compared, by document and place in it.
    """

    def __init__(self, copies: Sequence[CopyLink], tallies: Mapping[str, Sequence[Tally]]) -> None:
        """Take all copies, and the totals by document."""
        self._tallies = tallies
        self._copies: dict[str, list[CopyLink]] = {}
        for link in copies:
            for doc in (link.doc, link.of):
                self._copies.setdefault(doc, []).append(link)
        self._totals: dict[Counted, list[tuple[str, Tally]]] = {}
        for doc in sorted(tallies):
            for tally in tallies[doc]:
                held = self._totals.setdefault((tally.counted, tally.start), [])
                if len(held) < MOST_TOTALS:
                    held.append((doc, tally))

    def find_copied(self, doc: str, states: Mapping[str, State]) -> Iterator[Bound]:
        """A copy or trim of a dated document appears within a day of it."""
        for link in self._copies.get(doc, ()):
            other = states[link.of if link.doc == doc else link.doc]
            if not is_dated(other) or doc in other.leans or other.first is None or other.last is None:
                continue
            yield Bound(
                kind="copy", because=f"has {link.share:.0%} of its text in common with {other.doc}", firm=False,
                start=to_iso(other.first - COPY_DAYS), end=to_iso(other.last + COPY_DAYS), docs=with_leans(other),
            )  # fmt: skip

    def find_totals(self, doc: str, published: Published, states: Mapping[str, State]) -> Iterator[Bound]:
        """A running total up to the article's own day, beside the same, higher and lower ones of dated articles."""
        for own in self._tallies.get(doc, ()):
            if not _runs_to_the_article(own, published):
                continue
            for name, other in self._totals.get((own.counted, own.start), ()):
                state = states[name]
                if name == doc or not is_dated(state) or doc in state.leans:
                    continue
                bound = _compared(f"{doc}#{own.id}", own, f"{name}#{other.id}", other)
                if bound is not None:
                    start, end, because = bound
                    yield Bound(
                        kind="total", because=because, firm=False, start=to_iso(start), end=to_iso(end),
                        docs=with_leans(state), claims=(f"{doc}#{own.id}", f"{name}#{other.id}"),
                    )  # fmt: skip


def _compared(ref: str, own: Tally, other_ref: str, other: Tally) -> tuple[int | None, int | None, str] | None:
    """Days that one total leaves to another that counts the same from the same day."""
    day = to_ordinal(other.end)
    if day is None or not _count_one_thing(own, other):
        return None
    at = f"{other_ref} counts to {other.end}"
    if (own.low, own.high) == (other.low, other.high):
        return day - REPEATED_DAYS, day + REPEATED_DAYS, f"counts the same {own.low:,} as {at}"
    if own.high is not None and own.high < other.low:
        return None, day, f"counts {own.low:,} ({ref}), fewer than the {other.low:,} that {at}"
    if other.high is not None and own.low > other.high:
        return day, None, f"counts {own.low:,} ({ref}), more than the {other.low:,} that {at}"
    return None


def _count_one_thing(own: Tally, other: Tally) -> bool:
    """The same kind of thing, counted from the same day, by one speaker or in the same countries."""
    if own.counted != other.counted or own.start is None or own.start != other.start:
        return False
    speakers = [{(s.entity or s.name or s.text).casefold() for s in t.sources} for t in (own, other)]
    return bool(speakers[0] & speakers[1]) or bool(own.by_place and own.by_place.keys() == other.by_place.keys())


def _runs_to_the_article(tally: Tally, published: Published) -> bool:
    return tally.end is None or tally.end in (published.start, published.end, published.likeliest)


def after_lead(day: int, leans: tuple[str, ...], claims: tuple[str, ...]) -> Bound:
    """An article appears within days of the latest use of force that it tells."""
    return Bound(
        kind="lag", because=f"articles follow within {USUAL_DAYS} days on the latest that they tell", firm=False,
        start=to_iso(day), end=to_iso(day + USUAL_DAYS), docs=leans, claims=claims,
    )  # fmt: skip


def is_dated(state: State) -> bool:
    """Whether others may lean on the day of a document: it is stated, or its neighbours told it."""
    return (state.stated or state.derived) and state.first is not None


def with_leans(state: State) -> tuple[str, ...]:
    """A document and those that its day leans on."""
    return tuple(sorted({state.doc} | state.leans))
