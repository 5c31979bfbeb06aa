"""Which pairs of mentions are worth comparing, found without comparing all.

Invariant: the pairs depend on the set of mentions only. Two mentions are compared when their days touch (give or take
`SLACK_DAYS`) and they share a document, a text, a country, a name or a first source; each with at most `NEIGHBOURS`
others of such a block, the nearest in time, so that no pile of articles makes the work grow without bound.
"""

from __future__ import annotations

import bisect
import collections
from collections.abc import Iterator, Sequence

from khabar.link.mentions import Node

SLACK_DAYS = 1
NEIGHBOURS = 250


def find_pairs(nodes: Sequence[Node]) -> Iterator[tuple[int, int]]:
    """Yield each pair worth comparing once, as ``(i, j)`` with ``i < j``, in order."""
    blocks: dict[str, list[int]] = collections.defaultdict(list)
    for i, node in enumerate(nodes):
        for key in _keys(node):
            blocks[key].append(i)
    pairs = {pair for key in sorted(blocks) for pair in _touching(blocks[key], nodes)}
    yield from sorted(pairs)


def _keys(node: Node) -> set[str]:
    """Blocks that a mention falls into. An undated mention meets others only through its text."""
    keys = {f"text {node.text}"}
    if node.first is None:
        return keys
    keys |= {f"country {c}" for c in (node.country, *node.initiator_countries, *node.target_countries) if c}
    keys |= {f"name {n}" for n in (*node.place_names, *node.initiators, *node.targets)}
    if node.origin:
        keys.add(f"origin {node.origin}")
    return keys


def _touching(block: Sequence[int], nodes: Sequence[Node]) -> Iterator[tuple[int, int]]:
    """Pairs of a block whose intervals touch: a sweep over first days, intervals without a day touching all."""
    dateless = [i for i in block if nodes[i].first is None]
    dated = sorted((i for i in block if nodes[i].first is not None), key=lambda i: (nodes[i].first, i))
    firsts = [nodes[i].first or 0 for i in dated]
    for n, i in enumerate(dated):
        until = bisect.bisect_right(firsts, (nodes[i].last or 0) + SLACK_DAYS + 1)
        for j in dated[n + 1 : min(until, n + 1 + NEIGHBOURS)]:
            yield (min(i, j), max(i, j))
    for n, i in enumerate(dateless):
        for j in (*dateless[n + 1 : n + 1 + NEIGHBOURS], *dated[:NEIGHBOURS]):
            yield (min(i, j), max(i, j))
