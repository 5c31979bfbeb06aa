"""The weights of the linker, a table beside this file: a name for each feature of `features.compare`.

Invariant: every feature has a weight and every weight a feature; a test holds them together.
"""

from __future__ import annotations

from collections.abc import Mapping

from khabar.packs.weights import load_weights as load_table


def load_weights() -> Mapping[str, float]:
    """The table, read once.

    Raises:
        PackError: the file breaks its shape.
    """
    return load_table("khabar.link", "weights.json")


def weigh(named: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The sum of the weighted features, in a fixed order so that reruns agree to the bit."""
    return round(sum((weights.get(name, 0.0) * named[name] for name in sorted(named)), 0.0), 6)
