"""Profiles joined into happenings over signed edges: the two that suit each other best, all such pairs at once.

Invariant: the partition depends on ids and edges alone; equal edges are taken by the smallest member. What is joined
depends on nothing outside a *component*, the profiles that a chain of edges above the bar connects; so a component may
be partitioned by itself.
"""

from __future__ import annotations

import numpy as np

from khabar.link.across.profiles import Column, Rows


def components(count: int, one: Rows, two: Rows) -> Rows:
    """For each of `count` nodes the smallest node that edges connect it with."""
    label = np.arange(count)
    while len(one):
        a, b = label[one], label[two]
        np.minimum.at(label, np.maximum(a, b), np.minimum(a, b))
        while not np.array_equal(further := label[label], label):
            label = further
        apart = label[one] != label[two]
        one, two = one[apart], two[apart]
    return label


def join(count: int, one: Rows, two: Rows, weight: Rows) -> Rows:
    """Agglomerate nodes ``0 .. count-1``, whose numbers must be in order of id.

    In each round two clusters are joined if each is the other's heaviest positive edge; edges to a joined cluster add
    up. Greedy joining, one pair at a time, does the same within a neighbourhood of two and comes out worse: what a
    large cluster gathers in a row here has to wait until its neighbours have found their own.

    Args:
        count: How many nodes.
        one, two: Edges, each pair once.
        weight: Of each edge, positive to join, negative to keep apart; whole numbers below 2**31.

    Returns:
        For each node the smallest node of its cluster.
    """
    label = np.arange(count)
    a, b, w = one.astype(np.int64), two.astype(np.int64), weight.astype(np.int64)
    while len(w) and (w > 0).any():
        a, b, w = _living(count, a, b, w)
        target = _mutual(count, a, b, w)
        label = target[label]
        a, b, w = added(target[a], target[b], w)
    return label


def _living(count: int, a: Rows, b: Rows, w: Rows) -> tuple[Rows, Rows, Rows]:
    """Edges between clusters that may still be joined to something: a sum of edges below the bar never rises above."""
    live = np.zeros(count, bool)
    live[a[w > 0]] = True
    live[b[w > 0]] = True
    kept = live[a] & live[b]
    return a[kept], b[kept], w[kept]


def _mutual(count: int, a: Rows, b: Rows, w: Rows) -> Rows:
    """Where each cluster goes: to itself, or to the smaller of two that are each other's best."""
    up: Column = w > 0
    a, b, w = a[up], b[up], w[up]
    best = np.full(count, -1)
    to_b, to_a = (w << 32) | (0xFFFFFFFF - b), (w << 32) | (0xFFFFFFFF - a)
    np.maximum.at(best, a, to_b)
    np.maximum.at(best, b, to_a)
    both = (best[a] == to_b) & (best[b] == to_a)
    target = np.arange(count)
    target[np.maximum(a, b)[both]] = np.minimum(a, b)[both]
    return target


def added(a: Rows, b: Rows, w: Rows) -> tuple[Rows, Rows, Rows]:
    """Edges of one pair, or of one pair of clusters, added up; as ``(lower, higher)``, sorted."""
    outer = a != b
    a, b, w = a[outer], b[outer], w[outer]
    if not len(w):
        return a, b, w
    key = (np.minimum(a, b) << 32) | np.maximum(a, b)
    order = np.argsort(key, kind="stable")
    key = key[order]
    starts = np.flatnonzero(np.r_[True, key[1:] != key[:-1]])
    key = key[starts]
    return key >> 32, key & 0xFFFFFFFF, np.add.reduceat(w[order], starts)
