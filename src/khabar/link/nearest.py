"""The earlier mentions of a document that come to mind first when a later one is read.

Invariant: only mentions that nothing keeps apart from the later one are thought of; of each kind, the last of them.
"""

from __future__ import annotations

import collections
from collections.abc import Iterator, Mapping, Sequence

from khabar.link import features
from khabar.link.mentions import Node
from khabar.link.wording import GENERAL, Told

REACH = 150
FIRST = 6


def within_reach(place: int) -> list[int]:
    """The places, in order, of the mentions that the one at `place` is compared with: the first few, and the last."""
    start = max(0, place - REACH)
    return [*range(min(FIRST, start)), *range(start, place)]


class Nearest:
    """For each mention of a document, the last possible one before it: of all, of its family, type, place, target."""

    def __init__(self, nodes: Sequence[Node], held: Sequence[int], told: Mapping[int, Told]) -> None:
        self.nodes = nodes
        self.found: dict[str, dict[int, int]] = collections.defaultdict(dict)
        self.alone: dict[int, bool] = {}
        for n, later in enumerate(held):
            reached = [held[m] for m in reversed(within_reach(n))]
            possible = [i for i in reached if not features.is_apart(nodes[i], nodes[later])]
            self.alone[later] = len(possible) == 1
            for i in possible:
                for kind in _kinds(nodes[i], nodes[later], told[i], told[later]):
                    self.found[kind].setdefault(later, i)

    def of(self, earlier: int, later: int) -> dict[str, float]:
        """Which of the nearest ones of `later` the mention `earlier` is."""
        named = {kind: 1.0 for kind, last in self.found.items() if last.get(later) == earlier}
        if "nearest" in named:
            two = self.nodes[later]
            named |= {"nearest_definite": float(two.definite), "nearest_bare": float(features.is_bare(two))}
        if self.alone[later]:
            named["only_one"] = 1.0
        return named


def _kinds(one: Node, two: Node, a: Told, b: Told) -> Iterator[str]:
    yield "nearest"
    if a.families & b.families - {GENERAL}:
        yield "nearest_family"
    if one.event.type == two.event.type:
        yield "nearest_type"
    if one.event.type == "assault":
        yield "nearest_assault"
    if one.place_names & two.place_names:
        yield "nearest_place"
    if one.targets & two.targets:
        yield "nearest_target"
    if one.sentence < two.sentence:
        yield "nearest_sentence"
