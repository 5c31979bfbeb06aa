"""Weights learned from pairs that are known: a logistic regression over levels, with a ridge.

Invariant: the same pairs give the same weights. Newton's steps; each pair has one level of each feature, so what a step
needs are counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from khabar.link.across.evidence import BIAS
from khabar.link.across.features import FEATURES
from khabar.link.across.profiles import NONE, Column

STEPS = 12


def fit(
    levels: Mapping[str, Column],
    same: Column,
    *,
    ridge: float,
    prior: Mapping[str, float] | None = None,
    counts: Column | None = None,
) -> dict[str, float]:
    """Log-odds for each level that occurs, and the bias.

    Args:
        levels: The level of each pair in each feature (`evidence.describe`).
        same: Whether each pair is one happening.
        ridge: How strongly a weight is drawn to its `prior`: so many pairs must speak against it.
        prior: Weights to draw to; 0 for those it does not name.
        counts: How much each pair counts; as one if not given.
    """
    much = np.ones(len(same)) if counts is None else counts
    names = list(levels)
    columns, labels = _columns([levels[name] for name in names], names)
    start = np.array([(prior or {}).get(label, 0.0) for label in labels])
    weights = start.copy()
    pull = np.full(len(labels), ridge)
    pull[0] = 1e-6
    pull[[label.endswith(".") for label in labels]] = 1e9  # no level is no evidence
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(sum(weights[column] for column in columns), -30, 30)))
        slope = sum(np.bincount(c, much * (same - chance), len(labels)) for c in columns) - pull * (weights - start)
        step = np.linalg.solve(_curvature(columns, much * chance * (1 - chance), len(labels)) + np.diag(pull), slope)
        weights += np.clip(step, -3, 3)
        if np.abs(step).max() < 1e-4:
            break
    return {label: round(float(w), 2) for label, w in zip(labels, weights, strict=True) if round(float(w), 2)}


def _columns(levels: Sequence[Column], names: Sequence[str]) -> tuple[list[Column], list[str]]:
    """For each feature the number, among all levels that occur, of each pair's level; 1 is for none, 0 the bias."""
    columns: list[Column] = [np.zeros(len(levels[0]), np.int64)]
    labels = [BIAS]
    for name, level in zip(names, levels, strict=True):
        found = np.unique(level)
        number = np.full(len(FEATURES[name].levels) + 1, -1)
        for at in found:
            number[at] = len(labels)
            labels.append(f"{name}.{FEATURES[name].levels[at]}" if at != NONE else f"{name}.")
        columns.append(number[level])
    return columns, labels


def _curvature(columns: Sequence[Column], weight: Column, size: int) -> Column:
    """How the slope changes with the weights: sums over pairs of levels."""
    whole = np.zeros((size, size))
    for n, one in enumerate(columns):
        for two in columns[n:]:
            counted = np.bincount(one * size + two, weight, size * size).reshape(size, size)
            whole += counted if one is two else counted + counted.T
    return whole
