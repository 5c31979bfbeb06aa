"""Pairs of profiles, and what a feature of a pair is.

Invariant: a column is fetched once for some pairs, and the level of a feature is found once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from khabar.link.across.profiles import Column, Profiles, Rows

MARKS = (
    *("answers", "negated", "unsettled", "hit", "intercepted", "failed", "casualty", "intercept", "deed", "guessed"),
    *("spread", "series", "outbreak"),
)
"""Names of the bits of a profile's ``marks``; a ledger keeps them, so new ones come last."""

Axes = tuple[tuple[str, ...], ...]


class Feature(NamedTuple):
    """A feature: the axes whose labels make up a level's name, and what finds the level of each pair (-1 for none)."""

    axes: Axes
    find: Callable[[Pairs], Column]

    @property
    def levels(self) -> list[str]:
        """Names of all levels, in order of their numbers."""
        names = [""]
        for axis in self.axes:
            names = [f"{name}/{label}" if name else label for name in names for label in axis]
        return names


class Pairs:
    """Some pairs of rows of a table; fetches and keeps the columns that features ask for."""

    def __init__(self, profiles: Profiles, one: Rows, two: Rows, features: Mapping[str, Feature]) -> None:
        self._profiles, self._one, self._two, self._features = profiles, one, two, features
        self._held: dict[str, tuple[Column, Column]] = {}
        self._found: dict[str, Column] = {}

    def __len__(self) -> int:
        return len(self._one)

    def __getitem__(self, name: str) -> tuple[Column, Column]:
        if name not in self._held:
            column = self._profiles[name]
            self._held[name] = column[self._one], column[self._two]
        return self._held[name]

    def level(self, name: str) -> Column:
        """The level of feature `name` of each pair."""
        if name not in self._found:
            self._found[name] = self._features[name].find(self)
        return self._found[name]


def to_level(*axes: tuple[Column, int]) -> Column:
    """One number of several: each with how many values its axis has."""
    at: Column = axes[0][0].astype(np.int16)
    for number, size in axes[1:]:
        at = at * np.int16(size) + number.astype(np.int16)
    return at


def binned(values: Column, edges: tuple[float, ...]) -> Column:
    """How many of `edges` each value reaches."""
    found = np.zeros(len(values), np.int16)
    for edge in edges:
        found += values >= edge
    return found
