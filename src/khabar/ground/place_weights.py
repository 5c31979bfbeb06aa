"""The weights of the marks of a place, a table beside this file.

Invariant: a mark without a weight says nothing.
"""

from __future__ import annotations

import functools
import importlib.resources
from collections.abc import Mapping

import msgspec

from khabar.errors import PackError


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file's shape. ``weights`` are log-odds."""

    source: str
    note: str
    weights: dict[str, float]


@functools.lru_cache(maxsize=1)
def load_weights() -> Mapping[str, float]:
    """Read the table once.

    Raises:
        PackError: the file breaks its shape.
    """
    raw = importlib.resources.files("khabar.ground").joinpath("place_weights.json").read_bytes()
    try:
        return msgspec.json.decode(raw, type=Table).weights
    except msgspec.DecodeError as fault:
        raise PackError(f"khabar/ground/place_weights.json: {fault}") from fault
