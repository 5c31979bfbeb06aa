"""The weights of the linker, a table beside this file: a name for each feature of `features.compare`.

Invariant: every feature has a weight and every weight a feature; a test holds them together.
"""

from __future__ import annotations

import functools
import importlib.resources
from collections.abc import Mapping

import msgspec

from khabar.errors import PackError


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file's shape. ``weights`` are log-odds: positive joins, negative parts."""

    source: str
    note: str
    weights: dict[str, float]


@functools.lru_cache(maxsize=1)
def load_weights() -> Mapping[str, float]:
    """Read the table once.

    Raises:
        PackError: the file breaks its shape.
    """
    raw = importlib.resources.files("khabar.link").joinpath("weights.json").read_bytes()
    try:
        return msgspec.json.decode(raw, type=Table).weights
    except msgspec.DecodeError as fault:
        raise PackError(f"khabar/link/weights.json: {fault}") from fault


def weigh(named: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The sum of the weighted features, in a fixed order so that reruns agree to the bit."""
    return round(sum(weights.get(name, 0.0) * named[name] for name in sorted(named)), 6)
