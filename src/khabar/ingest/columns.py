"""Which column of a table of articles is which field.

Invariant: a pure function of the columns' names, a sample of rows, and what the user said, which counts before all
else. What was guessed is told in one line. The names that columns bear are data, ``columns.yml``.
"""

from __future__ import annotations

import functools
import importlib.resources
import re
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec

from khabar.errors import InputError, PackError
from khabar.ingest import days, reasons
from khabar.ingest.fields import FIELDS
from khabar.packs.load import load_yaml
from khabar.text.letters import fold_phrase, one_line

MOST_COLUMNS: Final = 4096
SAMPLE_LETTERS: Final = 2_000
NAMES_SHOWN: Final = 12
_ADDRESS: Final = re.compile(r"https?://[^\s/]+")
_SIGNS: Final = re.compile(r"[\W_]+")


class Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Names that one program or language gives."""

    source: str
    names: list[str]


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file's shape: names by field, and those under which JSON keeps its articles."""

    source: str
    fields: dict[str, list[Names]]
    containers: list[Names]


class Columns(msgspec.Struct, frozen=True, kw_only=True):
    """The column of each field that has one. ``guessed`` are the fields that nobody named; ``day_first`` how 3/4/2024
    is read, ``undecided`` where no row tells.
    """

    by_field: dict[str, str]
    guessed: tuple[str, ...] = ()
    day_first: bool = True
    undecided: bool = False


@functools.lru_cache(maxsize=1)
def load_table() -> Table:
    """The names that columns bear.

    Raises:
        PackError: the file breaks its shape.
    """
    with importlib.resources.as_file(importlib.resources.files("khabar.ingest").joinpath("columns.yml")) as path:
        try:
            table = msgspec.convert(load_yaml(Path(path)), Table)
        except msgspec.ValidationError as fault:
            raise PackError(f"khabar/ingest/columns.yml: {fault}") from fault
    if set(table.fields) != set(FIELDS):
        raise PackError("khabar/ingest/columns.yml: the fields are " + ", ".join(FIELDS))
    return table


@functools.lru_cache(maxsize=1)
def containers() -> frozenset[str]:
    """The names under which a JSON document keeps its list of articles."""
    return frozenset(to_key(name) for group in load_table().containers for name in group.names)


def to_key(name: str) -> str:
    """A column's name as it is compared: folded, without blanks and signs.

    >>> to_key("Date_Published") == to_key("datePublished")
    True
    """
    return _SIGNS.sub("", fold_phrase(name[:200]).casefold())


def field_of(name: str) -> tuple[str, int] | None:
    """The field that a column's name stands for, and how surely, 0 being the surest; None for other names."""
    whole = _ranks().get(to_key(name))
    if whole or "." not in name:
        return whole
    tail = _ranks().get(to_key(".".join(name.split(".")[-2:]))) or _ranks().get(to_key(name.rpartition(".")[2]))
    return (tail[0], tail[1] + 1_000) if tail else None


def guess_columns(sample: Sequence[Mapping[str, str]], names: Sequence[str], mapping: Mapping[str, str]) -> Columns:
    """Say which column is which field.

    Args:
        sample: Some rows, by column.
        names: All columns, in order.
        mapping: What the user said, column by field.

    Raises:
        InputError: there is no column of Arabic text, or no such column as the user named. No file is named.
    """
    _check(names, mapping)
    seen = {name: _Seen([row.get(name, "")[:SAMPLE_LETTERS] for row in sample]) for name in names[:MOST_COLUMNS]}
    found = dict(mapping)
    taken = set(found.values())
    for field in FIELDS:
        if field not in found:
            length = seen[found["text"]].length if found.get("text") in seen else 0.0
            name = _choose(field, {name: one for name, one in seen.items() if name not in taken}, found, length)
            if name is not None:
                found[field] = name
                taken.add(name)
    if "text" not in found:
        listed = _listed(names)
        why = f"no column of Arabic text among {listed}; name one with --map text=COLUMN" if names else "no columns"
        raise InputError(why, reason=reasons.NO_COLUMN)
    orders = [days.order(value) for field in ("published", "modified") for value in _values(sample, found.get(field))]
    first = "day" in orders or "month" not in orders
    return Columns(
        by_field={field: found[field] for field in FIELDS if field in found},
        guessed=tuple(field for field in FIELDS if field in found and field not in mapping),
        day_first=first,
        undecided="either" in orders and "day" not in orders and "month" not in orders,
    )


def to_note(columns: Columns) -> str:
    """The guess as one line, so that the user sees it and can set it right."""
    pairs = " ".join(f"{field}={one_line(column[:200])}" for field, column in columns.by_field.items())
    told = "guessed; --map sets" if columns.guessed else "as --map says"
    order = ", 3/4/2024 is read as 3 April" if columns.undecided else ""
    return f"{pairs} ({told}{order})"


class _Seen:
    """What a sample of one column's cells looks like."""

    def __init__(self, cells: Sequence[str]) -> None:
        full = [cell for cell in cells if cell.strip()]
        self.full = len(full)
        self.distinct = len(set(full)) / len(full) if full else 0.0
        self.length = statistics.median(map(len, full)) if full else 0
        self.arabic = sum(map(arabic_letters, full))
        letters = sum(c.isalpha() for cell in full for c in cell)
        self.share = self.arabic / letters if letters else 0.0
        self.days = sum(days.to_day(cell) is not None for cell in full if len(cell) <= days.MOST) / max(1, len(full))
        self.addresses = sum(bool(_ADDRESS.match(cell.strip())) for cell in full) / max(1, len(full))


def _choose(field: str, seen: Mapping[str, _Seen], found: Mapping[str, str], length: float) -> str | None:
    """The column for a field: by name where one bears such a name and does not look like something else."""
    ranked = [(known[1], n, name) for n, name in enumerate(seen) if (known := field_of(name)) and known[0] == field]
    fit = [one for one in sorted(ranked) if _fits(field, seen[one[2]])]
    if field == "text":
        named = max(fit, key=lambda one: (seen[one[2]].arabic, -one[0]), default=None)
        return named[2] if named else _by_content(seen, least=40, most=None)
    if fit:
        return fit[0][2]
    if field == "address":
        return next((name for name, one in seen.items() if one.full and one.addresses >= 0.8), None)
    if field == "published":
        return next((name for name, one in seen.items() if one.full and one.days >= 0.8), None)
    if field == "title" and "text" in found:
        unnamed = {name: one for name, one in seen.items() if field_of(name) is None and one.distinct >= 0.8}
        return _by_content(unnamed, least=15, most=min(200.0, length / 2))
    return None


def _fits(field: str, seen: _Seen) -> bool:
    if field == "text":
        return seen.arabic > 0 and seen.addresses < 0.8
    if field in ("published", "modified"):
        return not seen.full or seen.days >= 0.5
    if field == "address":
        return not seen.full or seen.addresses >= 0.5
    return True


def _by_content(seen: Mapping[str, _Seen], *, least: int, most: float | None) -> str | None:
    """The column with the most Arabic in it, among those whose cells are so long."""
    fit = {
        name: one.arabic
        for name, one in seen.items()
        if one.share >= 0.5 and least <= one.length and (most is None or one.length <= most) and one.addresses < 0.5
    }
    return max(fit, key=lambda name: fit[name], default=None)


def arabic_letters(cell: str) -> int:
    """How many letters of a cell are Arabic ones."""
    return sum("\u0620" <= c <= "\u06d3" for c in cell)


def _check(names: Sequence[str], mapping: Mapping[str, str]) -> None:
    for field, column in mapping.items():
        if column not in names:
            raise InputError(f"no column {column!r} for {field}; there are {_listed(names)}", reason=reasons.NO_COLUMN)


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(one_line(name[:40]) for name in names[:NAMES_SHOWN])
    return shown + (f" and {len(names) - NAMES_SHOWN} more" if len(names) > NAMES_SHOWN else "")


def _values(sample: Sequence[Mapping[str, str]], column: str | None) -> list[str]:
    return [row.get(column, "") for row in sample] if column is not None else []


@functools.lru_cache(maxsize=1)
def _ranks() -> dict[str, tuple[str, int]]:
    """Field and rank of each known name, as it is compared; the first field that claims a name has it."""
    ranks: dict[str, tuple[str, int]] = {}
    for field in FIELDS:
        listed = [name for group in load_table().fields[field] for name in group.names]
        for rank, name in enumerate(listed):
            ranks.setdefault(to_key(name), (field, rank))
    return ranks
