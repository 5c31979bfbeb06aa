"""Profiles: what one document says of one happening, as a row, and many of them as columns.

Invariant: a profile holds only what can be compared; absent is absent (None, empty, or ``NONE`` in a column), never a
default that could pass for a value. A column depends on its row alone, so a row means the same in any company.
"""

from __future__ import annotations

import dataclasses
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from khabar.model.records import Record

Column = NDArray[Any]
Rows = NDArray[np.int64]

NONE = -1
WIDTH = 6
"""Most codes that a set of names keeps, the smallest by code, so that order changes nothing; references all stay."""
BITS = 512
"""Bits of the signature that stands for the words of a sentence."""


class Profile(Record, frozen=True, omit_defaults=True, kw_only=True):
    """What one document says of one happening, ready for comparing. Made of text codes, so that a store may keep it.

    id: number of the profile, the same in every run (63 bits of a hash of its references, or a serial number); breaks
    ties. group: smallest id of what the document tells as one with it, from the start and for good; None for itself.
    doc, text: the document, and the text that it carries (copies of one text share it).
    first, last: ordinals of the days that the text gives; told: the last day on which it can have been published,
    told_from the first; dated: the days are the text's own and not borrowed.
    country, province, district, site: codes of the place from the widest to the finest that is known; district may be
    a cell of a grid. lat, lon in degrees WGS 84, radius_km of the place, fine for a site or city.
    kinds: bits of event types; family: the group of types that can be one happening; families: bits of all it may be.
    doers, struck: names of either side; ``*_kin`` what they belong to, or themselves; ``*_from`` their countries;
    ``*_broad``: an umbrella stands for whom it covers.
    killed, wounded, launched: counts. weapons: bits of weapon kinds. names: quoted words and proper names of its own.
    words, triggers: stems. source: the first source named. marks: bits that a table of weights may name.
    claims: references of the claims it is made of; answered: of those that it is told to answer.
    """

    id: int
    doc: str
    group: int | None = None
    text: str = ""
    first: int | None = None
    last: int | None = None
    told_from: int | None = None
    told: int | None = None
    country: str = ""
    province: str = ""
    district: str = ""
    site: str = ""
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    kinds: int = 0
    family: str = ""
    families: int = 0
    doers: tuple[str, ...] = ()
    doers_kin: tuple[str, ...] = ()
    doers_from: tuple[str, ...] = ()
    doers_broad: bool = False
    struck: tuple[str, ...] = ()
    struck_kin: tuple[str, ...] = ()
    struck_from: tuple[str, ...] = ()
    struck_broad: bool = False
    killed: int | None = None
    wounded: int | None = None
    launched: int | None = None
    weapons: int = 0
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    source: str = ""
    marks: int = 0
    claims: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()


CODES = ("doc", "text", "country", "province", "district", "site", "family", "source")
COUNTS = ("first", "last", "told_from", "told", "killed", "wounded", "launched")
SETS = ("doers", "doers_kin", "doers_from", "struck", "struck_kin", "struck_from", "names", "claims", "answered")
WHOLE = frozenset({"claims", "answered"})
MASKS = ("kinds", "families", "weapons", "marks")
FLAGS = ("doers_broad", "struck_broad")
DEGREES = ("lat", "lon", "radius_km")
SIGNED = ("words", "triggers")


@dataclasses.dataclass(frozen=True)
class Profiles:
    """Many profiles, a column for each field, rows in any order.

    ``group`` is the id of each row's group.

    Columns of `CODES` and `COUNTS` are int32 with ``NONE`` for absent, of `SETS` int32 of shape (rows, any width)
    padded with ``NONE``, of `MASKS` int64, of `DEGREES` float32 with NaN for absent, of `SIGNED` uint64 words of a
    signature, shape (rows, 0) where nobody has words. A column that is left out is absent in every row.
    """

    id: Rows
    group: Rows
    columns: Mapping[str, Column]

    def __len__(self) -> int:
        return len(self.id)

    def __getitem__(self, name: str) -> Column:
        return self.columns[name]

    def take(self, rows: Column) -> Profiles:
        """The rows that `rows` (numbers or a mask) picks, in its order."""
        return Profiles(self.id[rows], self.group[rows], {name: column[rows] for name, column in self.columns.items()})

    @staticmethod
    def of(rows: Iterable[Profile]) -> Profiles:
        """Columns of rows."""
        held = list(rows)
        columns: dict[str, Column] = {}
        for name in CODES:
            columns[name] = np.array([code(getattr(p, name)) for p in held], np.int32)
        for name in COUNTS:
            columns[name] = np.array([NONE if (v := getattr(p, name)) is None else v for p in held], np.int32)
        for name in SETS:
            most = None if name in WHOLE else WIDTH
            columns[name] = _padded([sorted(set(map(code, getattr(p, name))))[:most] for p in held])
        for name in MASKS:
            columns[name] = np.array([getattr(p, name) for p in held], np.int64)
        for name in FLAGS:
            columns[name] = np.array([getattr(p, name) for p in held], bool)
        for name in DEGREES:
            columns[name] = np.array([np.nan if (v := getattr(p, name)) is None else v for p in held], np.float32)
        for name in SIGNED:
            columns[name] = _signatures([getattr(p, name) for p in held])
        groups = np.array([p.id if p.group is None else p.group for p in held], np.int64)
        return Profiles(np.array([p.id for p in held], np.int64), groups, columns)

    @staticmethod
    def joined(parts: Sequence[Profiles]) -> Profiles:
        """The rows of all parts, one after another."""
        names = parts[0].columns
        columns = {name: np.concatenate(_even([part[name] for part in parts])) for name in names}
        ids, groups = (np.concatenate([getattr(part, name) for part in parts]) for name in ("id", "group"))
        return Profiles(ids, groups, columns)

    @staticmethod
    def filled(ids: Rows, columns: Mapping[str, Column]) -> Profiles:
        """Columns as given, those left out absent in every row, each row by itself."""
        n = len(ids)
        whole: dict[str, Column] = {name: np.full(n, NONE, np.int32) for name in (*CODES, *COUNTS)}
        whole |= {name: np.empty((n, 0), np.int32) for name in SETS}
        whole |= {name: np.zeros(n, np.int64) for name in MASKS}
        whole |= {name: np.zeros(n, bool) for name in FLAGS}
        whole |= {name: np.full(n, np.nan, np.float32) for name in DEGREES}
        whole |= {name: np.empty((n, 0), np.uint64) for name in SIGNED}
        unknown = set(columns) - set(whole)
        if unknown:
            raise KeyError(f"no such columns: {sorted(unknown)}")
        return Profiles(ids.astype(np.int64), ids.astype(np.int64), {**whole, **columns})


def code(text: str) -> int:
    """31 bits for a text, the same in every run; ``NONE`` for an empty one."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass")) & 0x7FFFFFFF if text else NONE


def _padded(sets: Sequence[Sequence[int]]) -> Column:
    width = max(map(len, sets), default=0)
    return np.array([[*s, *[NONE] * (width - len(s))] for s in sets], np.int32).reshape(len(sets), width)


def _even(columns: Sequence[Column]) -> list[Column]:
    """Sets of several widths, padded to the widest."""
    if columns[0].ndim == 1:
        return list(columns)
    width = max(column.shape[1] for column in columns)
    fill = 0 if columns[0].dtype == np.uint64 else NONE
    return [
        np.pad(column, ((0, 0), (0, width - column.shape[1])), constant_values=fill)
        if column.shape[1] < width
        else column
        for column in columns
    ]


def _signatures(words: Sequence[Sequence[str]]) -> Column:
    """A bit of `BITS` for each word; none where no row has a word."""
    if not any(words):
        return np.empty((len(words), 0), np.uint64)
    bits = np.zeros((len(words), BITS // 64), np.uint64)
    for row, held in enumerate(words):
        for word in set(held):
            at = code(word) % BITS
            bits[row, at // 64] |= np.uint64(1 << (at % 64))
    return bits
