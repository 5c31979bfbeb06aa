"""A linkage in memory that takes arrivals: the protocol of `linker`, for tests, benchmarks and whoever has no store.

Invariant: after any arrivals in any order, clusters and components equal those of `Linker.link` over all profiles.
"""

from __future__ import annotations

import numpy as np

from khabar.link.across.linker import Linked, Linker
from khabar.link.across.meeting import CROWD, Keys, keys
from khabar.link.across.profiles import Profiles, Rows

REST = 8
"""The tail is folded into the base when the base is not this many times as long."""


class Standing:
    """Profiles, their keys, clusters and components. An arrival costs what it touches, not what is held.

    What came first is held as sorted columns, the base; what came later as a tail and in dictionaries, until it is
    folded in.
    """

    def __init__(self, linker: Linker, profiles: Profiles) -> None:
        self.linker = linker
        self._base = self._tail = profiles
        offered = keys(profiles)
        linked = linker.link(profiles)
        self.cluster, self.component = linked.cluster, linked.component
        self._index(profiles, offered)

    def __len__(self) -> int:
        return len(self.cluster)

    @property
    def profiles(self) -> Profiles:
        """All rows, in order of arrival."""
        return Profiles.joined([self._base, self._tail]) if len(self._tail) else self._base

    def add(self, new: Profiles) -> Rows:
        """Place new profiles; give the numbers of all rows whose cluster or component was worked out anew."""
        offered = keys(new)
        near, crossed = self._near(offered)
        touched = near[self.linker.touched(new, self._take(near), self._silent)] if len(near) else near
        at = len(self)
        names = np.unique(np.concatenate([self.component[touched], self.component[crossed]]))
        held = [self._members(name) for name in names.tolist()]
        rows = np.concatenate([*held, np.arange(at, at + len(new))])
        closed = Profiles.joined([self._take(rows[: -len(new) or None]), new]) if held else new
        self._append(new, offered)
        self._replace(rows, names, self.linker.link(closed, self._silent))
        if len(self._tail) * REST > len(self._base):
            whole = self.profiles
            self._base = whole
            self._index(whole, keys(whole))
        return rows

    def _index(self, profiles: Profiles, offered: Keys) -> None:
        order = np.argsort(offered.key, kind="stable")
        self._keys, self._rows = offered.key[order], offered.row[order].astype(np.int64)
        distinct = np.flatnonzero(np.r_[True, self._keys[1:] != self._keys[:-1]]) if len(order) else order
        counts = np.diff(np.r_[distinct, len(order)])
        self._silent: Rows = self._keys[distinct[counts > CROWD]] if len(order) else order
        self._order = np.argsort(self.component, kind="stable")
        self._sorted = self.component[self._order]
        self._later: dict[int, list[int]] = {}
        self._changed: dict[int, Rows] = {}
        self._tail = profiles.take(np.empty(0, np.int64))

    def _near(self, offered: Keys) -> tuple[Rows, Rows]:
        """Rows that offer one of these keys; and the rows of keys that only now are too crowded to tell anything."""
        wanted, arriving = np.unique(offered.key, return_counts=True)
        heard = ~np.isin(wanted, self._silent)
        wanted, arriving = wanted[heard], arriving[heard]
        low, high = np.searchsorted(self._keys, wanted), np.searchsorted(self._keys, wanted, side="right")
        near, crossed, silent = [np.empty(0, np.int64)], [np.empty(0, np.int64)], []
        for key, start, end, more in zip(wanted.tolist(), low.tolist(), high.tolist(), arriving.tolist(), strict=True):
            rows = np.concatenate([self._rows[start:end], np.array(self._later.get(key, ()), np.int64)])
            if len(rows) + more > CROWD:
                silent.append(key)
                crossed.append(rows)
            else:
                near.append(rows)
        self._silent = np.concatenate([self._silent, np.array(silent, np.int64)])
        return np.unique(np.concatenate(near)), np.unique(np.concatenate(crossed))

    def _take(self, rows: Rows) -> Profiles:
        early = rows < len(self._base)
        if early.all():
            return self._base.take(rows)
        parts = Profiles.joined([self._base.take(rows[early]), self._tail.take(rows[~early] - len(self._base))])
        order = np.argsort(np.concatenate([np.flatnonzero(early), np.flatnonzero(~early)]), kind="stable")
        return parts.take(order)

    def _members(self, component: int) -> Rows:
        if component in self._changed:
            return self._changed[component]
        low, high = np.searchsorted(self._sorted, (component, component + 1))
        return self._order[low:high]

    def _append(self, new: Profiles, offered: Keys) -> None:
        at = len(self)
        for row, key in zip((offered.row + at).tolist(), offered.key.tolist(), strict=True):
            self._later.setdefault(key, []).append(row)
        self._tail = Profiles.joined([self._tail, new])
        self.cluster = np.concatenate([self.cluster, new.group])
        self.component = np.concatenate([self.component, new.group])

    def _replace(self, rows: Rows, names: Rows, linked: Linked) -> None:
        for name in names.tolist():
            self._changed[name] = np.empty(0, np.int64)
        self.cluster[rows], self.component[rows] = linked.cluster, linked.component
        order = np.argsort(linked.component, kind="stable")
        starts = np.flatnonzero(np.r_[True, np.diff(linked.component[order]) != 0]) if len(order) else order
        for part in np.split(rows[order], starts[1:]):
            if len(part):
                self._changed[int(self.component[part[0]])] = part
