"""The earlier mentions of a document that come to mind first when a later one is read, and the later ones that take up
its headline and lead.

Invariant: only mentions that nothing keeps apart are thought of; of each kind, the last before, and the first after.
"""

from __future__ import annotations

import collections
from collections.abc import Iterator, Mapping, Sequence

from khabar.link import features
from khabar.link.mentions import Node
from khabar.link.wording import GENERAL, Told

REACH = 150
FIRST = 6
LEAD = 1
"""The headline is sentence 0, and this the last that leads in."""


def within_reach(place: int) -> list[int]:
    """The places, in order, of the mentions that the one at `place` is compared with: the first few, and the last."""
    start = max(0, place - REACH)
    return [*range(min(FIRST, start)), *range(start, place)]


class Nearest:
    """For each mention of a document, the last possible one before it: of all, of its family, type, place, target."""

    def __init__(self, nodes: Sequence[Node], held: Sequence[int], told: Mapping[int, Told]) -> None:
        self.nodes = nodes
        self.found: dict[str, dict[int, int]] = collections.defaultdict(dict)
        self.first: dict[str, dict[int, int]] = collections.defaultdict(dict)
        self.toll_of: dict[int, int] = {}
        self.alone: dict[int, bool] = {}
        for n, later in enumerate(held):
            reached = [held[m] for m in reversed(within_reach(n))]
            possible = [i for i in reached if not features.is_apart(nodes[i], nodes[later])]
            self.alone[later] = len(possible) == 1
            for i in possible:
                for kind in _kinds(nodes[i], nodes[later], told[i], told[later]):
                    self.found[kind].setdefault(later, i)
                if nodes[i].sentence <= LEAD and nodes[i].sentence < nodes[later].sentence:
                    for kind in _taken_up(nodes[i], nodes[later], told[i], told[later]):
                        self.first[kind].setdefault(i, later)
                if _told_as_toll(nodes[i], nodes[later]):
                    self.toll_of.setdefault(later, i)

    def of(self, earlier: int, later: int) -> dict[str, float]:
        """Which of the nearest ones of `later` the mention `earlier` is."""
        named = {kind: 1.0 for kind, last in self.found.items() if last.get(later) == earlier}
        if "nearest" in named:
            two = self.nodes[later]
            named |= {"nearest_definite": float(two.definite), "nearest_bare": float(features.is_bare(two))}
        if self.alone[later]:
            named["only_one"] = 1.0
        lead = "_lead" if self.nodes[earlier].sentence else ""
        named |= {kind + lead: 1.0 for kind, after in self.first.items() if after.get(earlier) == later}
        if self.toll_of.get(later) == earlier:
            two = self.nodes[later]
            named |= {"toll_of_last": 1.0, "toll_of_last_bare": float(not two.place_names and not two.targets)}
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


def _taken_up(one: Node, two: Node, a: Told, b: Told) -> Iterator[str]:
    """What a mention after the headline has of one in it."""
    yield "first_possible"
    if one.event.type == two.event.type:
        yield "first_type"
    if one.initiators & two.initiators or one.initiator_states & two.initiator_states:
        yield "first_doer"
    if one.place_names & two.place_names:
        yield "first_place"
    if one.targets & two.targets:
        yield "first_target"
    if a.families & b.families - {GENERAL}:
        yield "first_family"
    if one.tolls & two.tolls:
        yield "first_toll"


def _told_as_toll(deed: Node, toll: Node) -> bool:
    return toll.event.type == "casualty" and deed.event.type in ("assault", "explosion") and not deed.answers
