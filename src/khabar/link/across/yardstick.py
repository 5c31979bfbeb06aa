"""Made-up worlds as profiles: an adapter, so that what is measured on them is the linker that the ledger uses.

Invariant: the happening that a mention tells (``ev``) is returned beside the profiles and never part of them.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import numpy as np

from khabar.errors import InputError
from khabar.link.across.profiles import NONE, Column, Profiles, Rows

WANTED = (
    "unique_id ev pub d_lo d_hi loc a2 a1 a0 lat lon etype fam actor victim actor_set victim_set "
    "killed injured weapon name"
).split()
OPEN = frozenset({"d_lo", "d_hi", "lat", "lon"})
"""Columns in which every whole number is a value."""
EPOCH = 1_000
"""Added to days, which count from 0 and may lie a month before: a day of a profile is never negative."""


def read_columns(path: str) -> dict[str, Column]:
    """The columns of a world's parquet file, in order of arrival; absent is -1, or NaN in `OPEN`.

    Raises:
        InputError: the file is no such table, or nothing is installed that reads it.
    """
    try:
        duckdb: Any = importlib.import_module("duckdb")
    except ImportError:
        raise InputError(f"{path}: needs DuckDB to be read; pip install 'khabar[bench]'") from None
    with duckdb.connect() as database:
        try:
            world = database.read_parquet(path)
            missing = sorted(set(WANTED) - set(world.columns))
            if missing:
                raise InputError(f"{path}: no columns {', '.join(missing)}")
            tops = ", ".join(f"list_max({name}_set) as {name}_top" for name in ("actor", "victim"))
            plain = ", ".join(name for name in WANTED if not name.endswith("_set"))
            found = world.project(f"{plain}, {tops}").order("unique_id").fetchnumpy()
        except duckdb.Error as fault:
            raise InputError(f"{path}: {str(fault).splitlines()[0]}") from None
    return {name: _filled(name, column) for name, column in found.items()}


def read_world(path: str) -> tuple[Profiles, Rows]:
    """Profiles of the mentions of a world's parquet file, and the happening of each."""
    found = read_columns(path)
    return to_profiles(found), found["ev"].astype(np.int64)


def to_profiles(found: Mapping[str, Column]) -> Profiles:
    """The columns of a world as profiles. An umbrella's number is the largest of an actor's set."""
    filled = {name: _plain(column) for name, column in found.items()}
    dated = ~np.isnan(found["d_lo"])
    columns: dict[str, Column] = {
        "first": np.where(dated, filled["d_lo"] + EPOCH, NONE),
        "last": np.where(dated, filled["d_hi"] + EPOCH, NONE),
        "told": filled["pub"] + EPOCH,
        **{name: filled[other] for name, other in PLACES.items()},
        "family": filled["fam"],
        "killed": filled["killed"],
        "wounded": filled["injured"],
        "names": filled["name"][:, None],
        **{name: found[name].astype(np.float32) for name in ("lat", "lon")},
        "kinds": _bits(filled["etype"]),
        "families": _bits(filled["fam"]),
        "weapons": _bits(filled["weapon"]),
    }
    for name, side in (("actor", "doers"), ("victim", "struck")):
        own, top = filled[name], filled[f"{name}_top"]
        columns |= {side: own[:, None], f"{side}_kin": top[:, None], f"{side}_broad": (own == top) & (own != NONE)}
    return Profiles.filled(filled["unique_id"].astype(np.int64), columns)


PLACES = {"site": "loc", "district": "a2", "province": "a1", "country": "a0"}


def _filled(name: str, column: Column) -> Column:
    if name in OPEN:
        return np.ma.filled(np.ma.asarray(column).astype(float), np.nan)
    return np.ma.filled(np.ma.asarray(column), NONE)


def _plain(column: Column) -> Column:
    """Whole numbers, ``NONE`` for absent."""
    return np.where(np.isnan(column), NONE, column).astype(np.int32)


def _bits(code: Column) -> Column:
    return np.where(code == NONE, 0, np.int64(1) << np.maximum(code, 0).astype(np.int64))
