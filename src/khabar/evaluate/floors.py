"""Figures that must not fall.

Invariant: a floor holds for one corpus, named by a digest of its texts and gold; another corpus has no floors until
someone pins them. Pinning never lowers a figure unless it is told to.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from khabar.errors import InputError

SCALE = 1000


class Floors(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``eval/floors.json``: the corpus and the least value of each figure."""

    corpus: str
    articles: int
    figures: dict[str, float]


class Fall(msgspec.Struct, frozen=True):
    """A figure below its floor; ``value`` is None where it can no longer be computed."""

    name: str
    floor: float
    value: float | None


def corpus_digest(files: Sequence[str]) -> str:
    """SHA-256 over the named files' names and bytes, in order of name.

    Raises:
        InputError: one cannot be read.
    """
    digest = hashlib.sha256()
    try:
        for path in sorted(files, key=lambda path: (Path(path).name, path)):
            digest.update(Path(path).name.encode() + b"\0")
            digest.update(hashlib.sha256(Path(path).read_bytes()).digest())
    except OSError as fault:
        raise InputError(f"{fault.filename}: {fault.strerror}") from None
    return digest.hexdigest()


def load_floors(path: str) -> Floors | None:
    """The floors that a file pins; None where there is no file yet.

    Raises:
        InputError: it cannot be read or breaks the shape.
    """
    try:
        return msgspec.json.decode(Path(path).read_bytes(), type=Floors)
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise InputError(f"{path}: {(fault.strerror or str(fault)).lower()}") from None
    except msgspec.DecodeError as fault:
        raise InputError(f"{path}: {fault}") from None


def find_falls(floors: Floors, values: Mapping[str, float | None]) -> list[Fall]:
    """Figures that lie below their floor."""
    falls = []
    for name, floor in floors.figures.items():
        value = values.get(name)
        if value is None or _down(value) < floor:
            falls.append(Fall(name, floor, value))
    return falls


def pin(corpus: str, articles: int, values: Mapping[str, float | None]) -> Floors:
    """Floors at the present values, cut (never rounded up) to three decimals."""
    figures = {name: _down(value) for name, value in values.items() if value is not None}
    return Floors(corpus=corpus, articles=articles, figures=figures)


def write_floors(floors: Floors, path: str) -> None:
    """Write floors, one figure a line.

    Raises:
        InputError: the file cannot be written.
    """
    try:
        Path(path).write_bytes(msgspec.json.format(msgspec.json.encode(floors), indent=2) + b"\n")
    except OSError as fault:
        raise InputError(f"{path}: {fault.strerror}") from None


def _down(value: float) -> float:
    return math.floor(value * SCALE + 1e-9) / SCALE
