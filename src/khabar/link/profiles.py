"""What a document says of one happening in several sentences, lent to each of its mentions.

Invariant: a mention keeps what its own sentence says; it borrows only what that leaves open, and only from mentions of
its own document already joined to it.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from khabar.link.features import FINE_ORDER, FORCE
from khabar.link.mentions import Node


def lend(nodes: Sequence[Node], groups: Sequence[Sequence[int]]) -> list[Node]:
    """The nodes, in order, each with what its group knows and it does not."""
    lent = list(nodes)
    for group in groups:
        if len(group) > 1:
            together = [nodes[i] for i in group]
            for i in group:
                lent[i] = _borrow(nodes[i], together)
    return lent


def _borrow(node: Node, group: Sequence[Node]) -> Node:
    doers = [n for n in group if (n.event.type == "intercept") == (node.event.type == "intercept")]
    changes: dict[str, object] = {
        "answers": any(n.answers for n in doers),
        "tolls": frozenset(t for n in group for t in n.tolls),
    }
    if not node.initiators and node.event.type in FORCE:
        changes["initiators"] = frozenset(x for n in doers for x in n.initiators)
        changes["initiator_countries"] = frozenset(x for n in doers for x in n.initiator_countries)
        changes["initiator_states"] = frozenset(x for n in doers for x in n.initiator_states)
    if not node.targets and node.event.type in FORCE:
        changes["targets"] = frozenset(x for n in doers for x in n.targets)
        changes["target_countries"] = frozenset(x for n in doers for x in n.target_countries)
        changes["target_states"] = frozenset(x for n in doers for x in n.target_states)
    if not node.weapons:
        changes["weapons"] = frozenset(x for n in group for x in n.weapons)
    placed = sorted((n for n in group if n.place_names), key=lambda n: (_fineness(n), n.order))
    if not node.place_names and placed:
        best = placed[0]
        changes |= {"place_names": best.place_names, "point": best.point, "country": best.country}
    dated = sorted((n for n in group if n.dated and not n.spread), key=lambda n: (n.width, n.order))
    if (not node.dated or node.spread) and dated:
        changes |= {"first": dated[0].first, "last": dated[0].last, "dated": True, "spread": False}
    return msgspec.structs.replace(node, **changes)


def _fineness(node: Node) -> int:
    return FINE_ORDER.get(node.event.place.level, 9) if node.event.place else 9
