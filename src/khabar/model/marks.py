"""What speaks for an answer, in words that carry a weight.

Invariant: what a group of marks weighs depends on its words and on the table alone, and is found once; weights are told
in thousandths and added up as whole numbers, so that the order in which marks are given says nothing.
"""

from __future__ import annotations

from typing import Final

from khabar.model.native import mypyc_attr

PARTS: Final = 1000


@mypyc_attr(acyclic=True)
class Group:
    """Marks that are given together; ``spread`` keeps what else they are given as, by the word before them."""

    __slots__ = ("marks", "spread", "weigher", "weight")

    def __init__(self, marks: tuple[str, ...]) -> None:
        self.marks = marks
        self.spread: dict[str, Group] = {}
        self.weigher: Weigher | None = None
        self.weight = 0


@mypyc_attr(acyclic=True)
class Weigher:
    """Weighs marks by one table of log-odds; a mark that is not in it weighs nothing."""

    __slots__ = ("_parts", "weights")

    def __init__(self, weights: dict[str, float]) -> None:
        self.weights = weights
        self._parts = {mark: round(weight * PARTS) for mark, weight in weights.items()}

    def score(self, groups: list[Group]) -> float:
        """The log-odds of all marks of some groups."""
        parts = 0
        for group in groups:
            if group.weigher is not self:
                self._weigh(group)
            parts += group.weight
        return parts / PARTS

    def _weigh(self, group: Group) -> None:
        """Keep with a group what it weighs."""
        weight = 0
        for mark in group.marks:
            weight += self._parts.get(mark, 0)
        group.weigher, group.weight = self, weight
