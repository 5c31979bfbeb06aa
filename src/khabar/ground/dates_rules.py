"""Rules of time as one automaton over calendar words.

Invariant: it accepts exactly the sequences that the patterns of the packs spell out; the longest match wins, and of two
equally long ones the rule that stands first. Its states are made when a text first needs them and kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from khabar.errors import PackError
from khabar.ground.dates_lexicon import Sense
from khabar.model.native import mypyc_attr
from khabar.packs.schema.time import TimeRule

_ELEMENT: Final = re.compile(
    r"(?P<conj>\+)?\{(?P<names>[a-z_|]+)(?::(?P<as>[a-z0-9_]+))?(?:@(?P<prep>\w))?\}(?P<opt>\?)?"
    r"|<(?P<fragment>[a-z_]+)>(?P<fopt>\?)?"
)
Captures = tuple[tuple[str, Sense], ...]


class Words:
    """What the words of a text may tell of time."""

    __slots__ = ()

    def senses(self, i: int) -> list[Sense]:
        """What the words that begin with token `i` may tell."""
        raise NotImplementedError


class Edge:
    """Where a word leads, and the name that it is captured under."""

    __slots__ = ("name", "node")

    def __init__(self, name: str, node: Node) -> None:
        self.name = name
        self.node = node


class Node:
    """A set of places in the patterns. ``rule``: what ends here; ``edges``: by key; ``last``: no pattern goes on."""

    __slots__ = ("edges", "last", "order", "places", "rule")

    def __init__(self, places: frozenset[int]) -> None:
        self.places = places
        self.edges: dict[str, list[Edge]] = {}
        self.rule: TimeRule | None = None
        self.order = 0
        self.last = False


@mypyc_attr(acyclic=True)
class _Path:
    """The words matched so far, up to token ``end``: the last of them, and the path before it."""

    __slots__ = ("before", "edge", "end", "sense")

    def __init__(self, edge: Edge, sense: Sense, end: int, before: _Path | None) -> None:
        self.edge = edge
        self.sense = sense
        self.end = end
        self.before = before

    def captures(self) -> Captures:
        """The words with their names, the first one first."""
        told: list[tuple[str, Sense]] = []
        path: _Path | None = self
        while path is not None:
            told.append((path.edge.name, path.sense))
            path = path.before
        told.reverse()
        return tuple(told)


class Rules:
    """The compiled rules."""

    def __init__(self, rules: Iterable[TimeRule]) -> None:
        self._rules = list(rules)
        self._fragments = {rule.fragment: rule for rule in self._rules if rule.fragment}
        self._steps: list[list[tuple[str, str, int]]] = [[]]
        self._empty: list[list[int]] = [[]]
        self._accept: dict[int, int] = {}
        self._nodes: dict[frozenset[int], Node] = {}
        for order, rule in enumerate(self._rules):
            if not rule.fragment:
                for pattern in rule.pattern:
                    self._accept.setdefault(self._compile(pattern, 0, rule.id), order)
        self.root = self._node(frozenset((0,)))

    def _place(self) -> int:
        self._steps.append([])
        self._empty.append([])
        return len(self._steps) - 1

    def _compile(self, pattern: str, start: int, rule_id: str) -> int:
        """Add the places of a pattern after `start`; gives the last."""
        for word in pattern.split():
            match = _ELEMENT.fullmatch(word)
            if match is None:
                raise PackError(f"time rule {rule_id}: cannot read {word!r} of its pattern")
            end = self._place()
            if match["fragment"]:
                fragment = self._fragments.get(match["fragment"])
                if fragment is None:
                    raise PackError(f"time rule {rule_id}: unknown fragment <{match['fragment']}>")
                for inner in fragment.pattern:
                    self._empty[self._compile(inner, start, fragment.id)].append(end)
            else:
                mark = ("+" if match["conj"] else "") + ("@" + match["prep"] if match["prep"] else "")
                for name in match["names"].split("|"):
                    self._steps[start].append((name + mark, match["as"] or name, end))
            if match["opt"] or match["fopt"]:
                self._empty[start].append(end)
            start = end
        return start

    def _node(self, places: frozenset[int]) -> Node:
        seen, queue = set(places), list(places)
        while queue:
            for place in self._empty[queue.pop()]:
                if place not in seen:
                    seen.add(place)
                    queue.append(place)
        closed = frozenset(seen)
        node = self._nodes.get(closed)
        if node is None:
            node = self._nodes[closed] = Node(closed)
            node.last = not any(self._steps[place] for place in closed)
            orders = [self._accept[place] for place in closed if place in self._accept]
            if orders:
                node.order = min(orders)
                node.rule = self._rules[node.order]
        return node

    def follow(self, node: Node, key: str) -> list[Edge]:
        """Where a word leads from `node`."""
        edges = node.edges.get(key)
        if edges is None:
            targets: dict[str, set[int]] = {}
            for place in sorted(node.places):
                for known, name, end in self._steps[place]:
                    if known == key:
                        targets.setdefault(name, set()).add(end)
            edges = node.edges[key] = [Edge(name, self._node(frozenset(ends))) for name, ends in targets.items()]
        return edges

    def match(self, start: int, last: int, words: Words) -> tuple[int, TimeRule, Captures] | None:
        """The longest rule that matches from token `start`, with the end of its tokens and what it captured."""
        best: _Path | None = None
        stack: list[_Path] = []
        for sense in words.senses(start):
            keys = [sense.name, f"{sense.name}@{sense.preposition}"] if sense.preposition else [sense.name]
            for key in keys:
                for edge in self.root.edges.get(key) or self.follow(self.root, key):
                    stack.append(_Path(edge, sense, start + sense.length, None))
        while stack:
            path = stack.pop()
            node, i = path.edge.node, path.end
            if node.rule is not None and path.sense.name != "comma" and _is_better(path, best):
                best = path
            if i < last and not node.last:
                edges = node.edges
                for sense in words.senses(i):
                    found = edges.get(sense.key)
                    for edge in self.follow(node, sense.key) if found is None else found:
                        stack.append(_Path(edge, sense, i + sense.length, path))
        if best is None or best.edge.node.rule is None:
            return None
        return best.end, best.edge.node.rule, best.captures()


def _is_better(path: _Path, best: _Path | None) -> bool:
    """Whether a path is longer than the best, or as long and of a rule that stands before its rule."""
    if best is None or path.end > best.end:
        return True
    return path.end == best.end and path.edge.node.order < best.edge.node.order
