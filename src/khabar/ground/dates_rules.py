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


class Node:
    """A set of places in the patterns. ``rule``: what ends here; ``edges``: by key, capture name and target."""

    __slots__ = ("edges", "order", "places", "rule")

    def __init__(self, places: frozenset[int]) -> None:
        self.places = places
        self.edges: dict[str, tuple[tuple[str, Node], ...]] = {}
        self.rule: TimeRule | None = None
        self.order = 0


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
            orders = [self._accept[place] for place in closed if place in self._accept]
            if orders:
                node.order = min(orders)
                node.rule = self._rules[node.order]
        return node

    def follow(self, node: Node, key: str) -> tuple[tuple[str, Node], ...]:
        """Where a word leads from `node`, by the name it is captured under."""
        edges = node.edges.get(key)
        if edges is None:
            targets: dict[str, set[int]] = {}
            for place in sorted(node.places):
                for known, name, end in self._steps[place]:
                    if known == key:
                        targets.setdefault(name, set()).add(end)
            edges = node.edges[key] = tuple((name, self._node(frozenset(ends))) for name, ends in targets.items())
        return edges

    def match(self, start: int, last: int, words: Words) -> tuple[int, TimeRule, Captures] | None:
        """The longest rule that matches from token `start`, with the end of its tokens and what it captured."""
        best: tuple[int, int, TimeRule, Captures] | None = None
        stack: list[tuple[Node, int, Captures]] = []
        for sense in words.senses(start):
            keys = (sense.name, f"{sense.name}@{sense.preposition}") if sense.preposition else (sense.name,)
            for key in keys:
                for name, node in self.root.edges.get(key) or self.follow(self.root, key):
                    stack.append((node, start + sense.length, ((name, sense),)))
        while stack:
            node, i, captures = stack.pop()
            rule = node.rule
            ends = rule is not None and captures[-1][1].name != "comma"
            if rule is not None and ends and (best is None or i > best[0] or (i == best[0] and node.order < best[1])):
                best = (i, node.order, rule, captures)
            if i < last:
                edges = node.edges
                for sense in words.senses(i):
                    found = edges.get(sense.key)
                    for name, child in self.follow(node, sense.key) if found is None else found:
                        stack.append((child, i + sense.length, (*captures, (name, sense))))
        return (best[0], best[2], best[3]) if best else None
