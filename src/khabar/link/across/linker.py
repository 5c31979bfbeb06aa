"""The linker across documents: profiles in, happenings out; all of them, or only those that something new touches.

Invariant: the partition is a function of the set of profiles and the weights: not of the order of rows or of arrival,
not of what was linked before. Linking everything gives, to the last profile, what linking arrivals one by one gives.

How a store keeps up with arrivals, without ever comparing what is old with what is old:

1. ``keys(new)``: fetch the kept rows that offer one of these keys (an index from key to row), as ``near``.
2. ``linker.touched(new, near)`` says which of the near rows an edge connects with something new. Fetch every row of
   *their* components; with the new rows they are a *closed set*: no edge leads out of it.
3. ``linker.link(closed)`` gives cluster and component of each row of the set; they replace what these rows had. All
   other rows keep theirs.

A row taken out: link its component without it. A row changed: take out the old, bring the new. A key that came to be
offered by more than `meeting.CROWD` rows falls silent: then the components of all its rows belong to the closed set,
and every later call must be told (`crowded`), for a part of the rows cannot show how crowded a key is.
`standing.Standing` does all this in memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from khabar.link.across import evidence, joining
from khabar.link.across.meeting import Keys, keys, pairs
from khabar.link.across.profiles import NONE, Column, Profiles, Rows

RULED_OUT = -2000
"""Hundredths of log-odds at which a pair can by no means be one."""


class Edges(NamedTuple):
    """Compared pairs of rows and the log-odds, in hundredths, that they are one happening."""

    one: Rows
    two: Rows
    weight: Column


class Linked(NamedTuple):
    """For each row its cluster and its component, either named by its smallest group, and the edges within."""

    cluster: Rows
    component: Rows
    edges: Edges


class Candidates(NamedTuple):
    """Row ``row[k]`` may belong to ``cluster[k]`` instead of its own; ``score[k]`` in 0..1, ``own[k]`` its own's."""

    row: Rows
    cluster: Rows
    score: Column
    own: Column


class Linker:
    """Links profiles by one table of weights. Pure: nothing is kept between calls.

    An edge below the table's bar joins nothing; from there down to 0 it says nothing. The bar bounds components. What
    one document tells as two counts against any happening in which other documents would join them: by the table's
    weight *told apart* for each mention of the smaller.
    """

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = weights
        self._scale = evidence.Scale.of(weights)
        self._bar = max(1, self._scale.bar)

    def link(self, profiles: Profiles, crowded: Rows | None = None) -> Linked:
        """Partition `profiles`: all there are, or a closed set of them.

        Args:
            profiles: Rows in any order, no id twice, groups whole.
            crowded: Keys that too many rows offer, where `profiles` are not all there are.

        Raises:
            ValueError: an id occurs twice.
        """
        if len(np.unique(profiles.id)) < len(profiles):
            raise ValueError("two profiles with one id")
        names, node = np.unique(profiles.group, return_inverse=True)
        edges = self.edges(profiles, pairs(keys(profiles), crowded))
        one, two, weight = _contracted(node, edges)
        up = weight >= self._bar
        component = joining.components(len(names), one[up], two[up])
        inside = component[one] == component[two]
        weight = np.where((weight > 0) & ~up, 0, weight)
        doc = np.empty(len(names), np.int64)
        doc[node] = profiles["doc"]
        first, second = _told_as_two(doc, component)
        size = np.bincount(node, minlength=len(names))
        against = np.minimum(size[first], size[second]) * self._scale.told_apart
        parts = zip((one[inside], two[inside], weight[inside]), (first, second, against), strict=True)
        cluster = joining.join(len(names), *joining.added(*map(np.concatenate, parts)))
        within = component[node[edges.one]] == component[node[edges.two]]
        return Linked(names[cluster[node]], names[component[node]], Edges(*(column[within] for column in edges)))

    def edges(self, profiles: Profiles, met: tuple[Rows, Rows]) -> Edges:
        """Score the pairs of rows `met`.

        Pairs of one document are left out but for those that can by no means be one: which are one, it says itself.
        """
        one, two = met
        weight = evidence.score(profiles, one, two, self._scale)
        doc = profiles["doc"]
        told = (doc[one] == doc[two]) & (doc[one] != NONE)
        kept = ~told | ((weight <= RULED_OUT) & (profiles.group[one] != profiles.group[two]))
        return Edges(one, two, weight) if kept.all() else Edges(one[kept], two[kept], weight[kept])

    def touched(self, new: Profiles, near: Profiles, crowded: Rows | None = None) -> Column:
        """Which rows of `near` an edge that can join connects with a row of `new`, as a mask."""
        both = Profiles.joined([new, near])
        one, two = pairs(_offered(new, near), crowded)
        across = (one < len(new)) & (two >= len(new))
        edges = self.edges(both, (one[across], two[across]))
        group = np.unique(both.group, return_inverse=True)[1]
        first, second, weight = _contracted(group, edges)
        up = weight >= self._bar
        return np.isin(group[len(new) :], np.concatenate([first[up], second[up]]))

    def candidates(self, profiles: Profiles, linked: Linked) -> Candidates:
        """Clusters beside its own that a row has more evidence for than against, in order of row and cluster."""
        own = np.unique(linked.cluster, return_inverse=True)[1]
        names = np.unique(linked.cluster)
        row, other = (np.concatenate(side) for side in zip(linked.edges[:2], linked.edges[1::-1], strict=True))
        total, count = _by_pair(row, own[other], np.concatenate([linked.edges.weight] * 2))
        (at, cluster), mean = total, count
        mine = np.full(len(profiles), 0.0)
        home = cluster == own[at]
        mine[at[home]] = mean[home]
        chosen = ~home & (mean > 0)
        at, cluster, mean = at[chosen], cluster[chosen], mean[chosen]
        return Candidates(at, names[cluster], _chance(mean), _chance(mine[at]))

    def explain_pair(self, profiles: Profiles, one: int, two: int) -> dict[str, float]:
        """What speaks for and against two rows being one happening, by name, the weightiest first, in log-odds."""
        return evidence.explain(profiles, one, two, self.weights)


def _contracted(node: Rows, edges: Edges) -> tuple[Rows, Rows, Rows]:
    """Edges between nodes, those of several rows added up."""
    one, two, weight = node[edges.one], node[edges.two], edges.weight.astype(np.int64)
    return (one, two, weight) if _singles(node) else joining.added(one, two, weight)


def _told_as_two(doc: Rows, component: Rows) -> tuple[Rows, Rows]:
    """Pairs of nodes that one document tells and that other documents may join."""
    order = np.lexsort((doc, component))
    order = order[doc[order] != NONE]
    one, two, step = [order[:0]], [order[:0]], 1
    while True:
        lower, upper = order[:-step], order[step:]
        told = (doc[lower] == doc[upper]) & (component[lower] == component[upper])
        if not told.any():
            return np.concatenate(one), np.concatenate(two)
        one.append(lower[told])
        two.append(upper[told])
        step += 1


def _singles(node: Rows) -> bool:
    """Whether each row is a node of its own."""
    return len(np.unique(node)) == len(node)


def _offered(new: Profiles, near: Profiles) -> Keys:
    """Keys of both tables as of one, the new rows first."""
    first, second = keys(new), keys(near)
    known = np.isin(second.key, first.key)
    rows = (np.concatenate([first.row, second.row[known] + len(new)]), np.concatenate([first.key, second.key[known]]))
    return Keys(*rows, np.concatenate([first.weak, second.weak[known]]))


def _by_pair(row: Rows, cluster: Rows, weight: Rows) -> tuple[tuple[Rows, Rows], Column]:
    """Mean weight, in log-odds, of the edges from each row to each cluster."""
    order = np.lexsort((cluster, row))
    row, cluster, weight = row[order], cluster[order], weight[order]
    if not len(row):
        return (row, cluster), np.empty(0)
    starts = np.flatnonzero(np.r_[True, (row[1:] != row[:-1]) | (cluster[1:] != cluster[:-1])])
    mean = np.add.reduceat(weight.astype(np.int64), starts) / np.diff(np.r_[starts, len(row)]) / evidence.UNIT
    return (row[starts], cluster[starts]), mean


def _chance(log_odds: Column) -> Column:
    chance: Column = np.round(1 / (1 + np.exp(-np.clip(log_odds, -30, 30))), 3)
    return chance
