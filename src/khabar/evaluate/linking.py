"""Linking alone against gold: pairs and clusters of mentions, within a document and across, and the worst misses.

Invariant: a mention counts if gold gives it a key and it is an incident; of the articles as read, if it was found with
its type. Figures with *claims given* link the records that people coded, so that no reading error counts.
"""

from __future__ import annotations

import collections
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from khabar.evaluate.align import align
from khabar.evaluate.figures import Placed, b_cubed
from khabar.evaluate.gold import Gold
from khabar.model.records import INCIDENTS, Event, Reading

SHOWN_PARTS = 6


class Mention(NamedTuple):
    """An incident of gold: its reference, its key, the happening that linking gave it, and its record."""

    ref: str
    doc: str
    key: str
    event: str
    record: Event


class Pairs(msgspec.Struct, frozen=True):
    """Pairs of mentions: joined rightly, joined wrongly, and left apart though they are one."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float | None:
        """Share of joined pairs that are one happening; None where nothing was joined."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """Share of the pairs that are one happening that was joined; None where there are none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean; None where there is nothing to join and nothing was."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else None


class Miss(msgspec.Struct, frozen=True, kw_only=True):
    """A happening in several clusters (``split``), or a cluster of several happenings (``merged``).

    cost: mentions' worth of recall or precision lost. name: gold's key, or the id of the cluster. parts: the mentions,
    part by part.
    """

    kind: str
    name: str
    cost: float
    parts: tuple[tuple[Mention, ...], ...]


def to_reading(gold: Gold) -> Reading:
    """The records that people coded, as a reading that knows no keys."""
    return Reading(
        doc=gold.doc,
        sha256=gold.doc,
        khabar="0",
        published=gold.published,
        outlet=gold.outlet,
        furniture=gold.furniture,
        events=tuple(msgspec.structs.replace(event, event=None) for event in gold.events),
        tallies=gold.tallies,
        strengths=gold.strengths,
    )


def find_coded(golds: Sequence[Gold], linked: Mapping[str, Reading]) -> Iterator[Mention]:
    """The incidents of gold with the happening that linking gave the very record.

    Args:
        golds: Gold articles.
        linked: Their records (`to_reading`), linked, by document name.
    """
    for gold in golds:
        found = {event.id: event.event or "" for event in linked[gold.doc].events}
        yield from (_mention(gold, event, found[event.id]) for event in gold.events if _counts(event))


def find_read(golds: Sequence[Gold], linked: Mapping[str, Reading]) -> Iterator[Mention]:
    """The incidents of gold that were read with their type, with the happening of the record read."""
    for gold in golds:
        read = linked[gold.doc].events if gold.doc in linked else ()
        for i, j in align(gold.events, read):
            event, own = gold.events[i], read[j]
            if _counts(event) and event.type == own.type:
                yield _mention(gold, event, own.event or f"{gold.doc}#{own.id}")


def rows(mentions: Sequence[Mention]) -> Iterator[tuple[str, float | None, str]]:
    """Name, value and counts of each figure: b-cubed, then pairs of all, of one document, of two."""
    clusters = b_cubed([Placed(m.key, (m.event,)) for m in mentions])
    if clusters is not None:
        yield "b-cubed", clusters.value, clusters.detail
    for name, wanted in SCOPES.items():
        pairs = count_pairs(mentions, wanted)
        detail = f"{pairs.right} right, {pairs.wrong} wrong, {pairs.missed} missed"
        yield f"{name}: precision", pairs.precision, detail
        yield f"{name}: recall", pairs.recall, detail
        yield f"{name}: F1", pairs.f1, detail


def count_pairs(mentions: Sequence[Mention], wanted: Callable[[str, str], bool]) -> Pairs:
    """Pairs of mentions whose documents are as wanted. Looks at every pair."""
    right = wrong = missed = 0
    for n, one in enumerate(mentions):
        for two in mentions[:n]:
            if wanted(one.doc, two.doc):
                same, joined = one.key == two.key, one.event == two.event
                right += same and joined
                wrong += joined and not same
                missed += same and not joined
    return Pairs(right, wrong, missed)


SCOPES: Mapping[str, Callable[[str, str], bool]] = {
    "pairs": lambda one, two: True,
    "pairs within": lambda one, two: one == two,
    "pairs across": lambda one, two: one != two,
}


def find_misses(mentions: Sequence[Mention]) -> list[Miss]:
    """What was split and what was merged, the costliest first."""
    found = [
        *_torn(mentions, "split", lambda m: m.key, lambda m: m.event),
        *_torn(mentions, "merged", lambda m: m.event, lambda m: m.key),
    ]
    return sorted(found, key=lambda miss: (-miss.cost, miss.kind, miss.name))


def _torn(
    mentions: Sequence[Mention], kind: str, whole: Callable[[Mention], str], part: Callable[[Mention], str]
) -> Iterator[Miss]:
    groups: dict[str, dict[str, list[Mention]]] = collections.defaultdict(lambda: collections.defaultdict(list))
    for mention in mentions:
        groups[whole(mention)][part(mention)].append(mention)
    for name, parts in groups.items():
        if len(parts) > 1:
            count = sum(map(len, parts.values()))
            cost = count - sum(len(held) ** 2 for held in parts.values()) / count
            ordered = sorted(parts.values(), key=lambda held: (-len(held), held[0].ref))
            yield Miss(kind=kind, name=name, cost=round(cost, 2), parts=tuple(map(tuple, ordered[:SHOWN_PARTS])))


def _counts(event: Event) -> bool:
    return event.type in INCIDENTS and bool(event.event)


def _mention(gold: Gold, event: Event, happening: str) -> Mention:
    return Mention(f"{gold.doc}#{event.id}", gold.doc, event.event or "", happening, event)
