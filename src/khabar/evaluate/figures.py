"""What a figure is: counts, and the value they give.

Invariant: a figure keeps its counts, so that figures of several articles add up before they are divided.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec


class Figure(msgspec.Struct, frozen=True):
    """Counts of one figure: ``found`` of ``read`` by the program, of ``gold`` by people."""

    found: int = 0
    read: int = 0
    gold: int = 0

    @property
    def value(self) -> float | None:
        """F1; None where there is nothing to find and nothing was read."""
        total = self.read + self.gold
        return 2 * self.found / total if total else None

    @property
    def detail(self) -> str:
        """The counts in words."""
        return f"{self.found} found of {self.read} read, {self.gold} in gold"

    def plus(self, other: Figure) -> Figure:
        """Both figures' counts together."""
        return Figure(self.found + other.found, self.read + other.read, self.gold + other.gold)


class Clustering(msgspec.Struct, frozen=True):
    """B-cubed of the happenings: of a found mention's cluster, how much belongs there, and how much is missing."""

    precision: float
    recall: float
    mentions: int

    @property
    def value(self) -> float | None:
        """The harmonic mean."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)

    @property
    def detail(self) -> str:
        """The parts in words."""
        return f"precision {self.precision:.3f}, recall {self.recall:.3f}, over {self.mentions} found incident mentions"


class Placed(NamedTuple):
    """One found mention: the happening it belongs to in gold, and the one that linking gave it."""

    gold: str
    read: tuple[str, ...]


def total(figures: Iterable[Figure]) -> Figure:
    """The sum of figures."""
    out = Figure()
    for figure in figures:
        out = out.plus(figure)
    return out


def b_cubed(mentions: Sequence[Placed]) -> Clustering | None:
    """B-cubed over found mentions; None where there are none.

    >>> b_cubed([Placed("x", ("a",)), Placed("x", ("a",)), Placed("y", ("a",))]).recall
    1.0
    """
    if not mentions:
        return None
    in_gold: dict[str, set[int]] = {}
    in_read: dict[tuple[str, ...], set[int]] = {}
    for number, mention in enumerate(mentions):
        in_gold.setdefault(mention.gold, set()).add(number)
        in_read.setdefault(mention.read, set()).add(number)
    shared = [(len(in_gold[m.gold] & in_read[m.read]), len(in_read[m.read]), len(in_gold[m.gold])) for m in mentions]
    precision = sum(both / read for both, read, _ in shared) / len(mentions)
    recall = sum(both / gold for both, _, gold in shared) / len(mentions)
    return Clustering(precision, recall, len(mentions))
