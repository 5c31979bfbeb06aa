"""Tables of weights: a name for each thing that speaks for or against a choice, and its log-odds.

Invariant: a table is data beside the module that uses it, fitted by a command that its note names.
"""

from __future__ import annotations

import functools
import importlib.resources

import msgspec

from khabar.errors import PackError


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file's shape. ``weights`` are log-odds: positive speaks for, negative against."""

    source: str
    note: str
    weights: dict[str, float]


@functools.lru_cache(maxsize=8)
def load_weights(package: str, file: str) -> dict[str, float]:
    """The weights of `file` in `package`, read once.

    Raises:
        PackError: the file breaks its shape.
    """
    raw = importlib.resources.files(package).joinpath(file).read_bytes()
    try:
        return msgspec.json.decode(raw, type=Table).weights
    except msgspec.DecodeError as fault:
        raise PackError(f"{package.replace('.', '/')}/{file}: {fault}") from fault
