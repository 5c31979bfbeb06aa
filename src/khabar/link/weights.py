"""The weights of linking within one document (`discourse.describe`), a table beside this file; those across documents
are in `across.weights`.

Invariant: every feature has a weight and every weight a feature; a test holds them together.
"""

from __future__ import annotations

from collections.abc import Mapping

from khabar.packs.weights import load_weights


def load_inside() -> Mapping[str, float]:
    """The table for pairs of one document, read once.

    Raises:
        PackError: the file breaks its shape.
    """
    return load_weights("khabar.link", "inside.json")


def weigh(named: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The sum of the weighted features, in a fixed order so that reruns agree to the bit."""
    return round(sum((weights.get(name, 0.0) * named[name] for name in sorted(named)), 0.0), 6)
