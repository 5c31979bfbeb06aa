"""How well one partition agrees with another, over columns.

Invariant: figures depend on who is together with whom, not on what clusters are called.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]


class Agreement(NamedTuple):
    """B-cubed and pairwise figures, each 0..1."""

    b_precision: float
    b_recall: float
    precision: float
    recall: float

    @property
    def b_cubed(self) -> float:
        """B-cubed F1."""
        return _f1(self.b_precision, self.b_recall)

    @property
    def f1(self) -> float:
        """Pairwise F1."""
        return _f1(self.precision, self.recall)


def compare(truth: Column, made: Column) -> Agreement:
    """The agreement of a partition with the true one; both name the cluster of each member."""
    one, two = (np.unique(column, return_inverse=True)[1].astype(np.int64) for column in (truth, made))
    _, cell, shared = np.unique(one * (int(two.max(initial=0)) + 1) + two, return_inverse=True, return_counts=True)
    size_one, size_two = np.bincount(one), np.bincount(two)
    own = shared[cell]
    together, true, found = (float(_pairs(sizes)) for sizes in (shared, size_one, size_two))
    return Agreement(
        float(np.mean(own / size_two[two])),
        float(np.mean(own / size_one[one])),
        together / found if found else 1.0,
        together / true if true else 1.0,
    )


def count_pairs(members: Column) -> int:
    """How many pairs share a cluster."""
    return _pairs(np.unique(members, return_counts=True)[1])


def _pairs(sizes: Column) -> int:
    return int((sizes.astype(np.int64) * (sizes - 1) // 2).sum())


def _f1(one: float, two: float) -> float:
    return 2 * one * two / (one + two) if one + two else 0.0
