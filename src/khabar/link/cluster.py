"""Greedy agglomeration over signed edges (GAEC), under constraints that nothing may override.

Invariant: the partition depends on edges and constraints alone; ties are broken by the smallest member.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping


def agglomerate(
    count: int,
    edges: Mapping[tuple[int, int], float],
    *,
    apart: Callable[[int, int], bool],
) -> list[list[int]]:
    """Join nodes ``0 .. count-1`` while a pair of clusters has a positive sum of edges and no pair kept apart.

    Args:
        count: How many nodes there are; their numbers must be canonical, for they break ties.
        edges: Weight for each pair ``(i, j)``, ``i < j``; a pair without an edge weighs nothing.
        apart: Whether two nodes may never share a cluster.

    Returns:
        Clusters as sorted lists, sorted by first member.
    """
    members = {i: [i] for i in range(count)}
    weights: dict[int, dict[int, float]] = {i: {} for i in range(count)}
    heap: list[tuple[float, int, int]] = []
    for (i, j), weight in edges.items():
        weights[i][j] = weights[j][i] = weight
        if weight > 0:
            heap.append((-weight, i, j))
    heapq.heapify(heap)
    while heap:
        negative, i, j = heapq.heappop(heap)
        if i not in members or j not in members or weights[i].get(j) != -negative:
            continue
        if _kept_apart(members[i], members[j], apart):
            del weights[i][j], weights[j][i]
            continue
        _merge(i, j, members, weights)
        for k, weight in weights[i].items():
            if weight > 0:
                heapq.heappush(heap, (-weight, min(i, k), max(i, k)))
    return sorted(sorted(group) for group in members.values())


def _kept_apart(one: Iterable[int], two: list[int], apart: Callable[[int, int], bool]) -> bool:
    return any(apart(min(a, b), max(a, b)) for a in one for b in two)


def _merge(i: int, j: int, members: dict[int, list[int]], weights: dict[int, dict[int, float]]) -> None:
    """Fold cluster `j` into `i`, the smaller number, adding up their edges."""
    members[i] += members.pop(j)
    for k, weight in weights.pop(j).items():
        del weights[k][j]
        if k != i:
            total = round(weights[i].get(k, 0.0) + weight, 9)
            weights[i][k] = weights[k][i] = total
