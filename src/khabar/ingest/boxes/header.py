"""The names of a table's columns, from its first row.

Invariant: names are unique; a table whose first row looks like the others is numbered, and that row is one of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from khabar.ingest import columns, days
from khabar.ingest.tables import no_rows

LONGEST = 64


def to_names(cells: Sequence[str]) -> tuple[list[str], bool]:
    """The columns' names, and whether the first row gave them; else they are numbered.

    Raises:
        InputError: there are more columns than any table of articles has.

    >>> to_names(["id", "text", "text"]), to_names(["7", "2023-10-26"])
    ((['id', 'text', 'text (3)'], True), (['1', '2'], False))
    """
    if len(cells) > columns.MOST_COLUMNS:
        raise no_rows(f"{len(cells)} columns; a table of articles has a few")
    plain = [cell.strip("\ufeff \t\r\n") for cell in cells]
    if any(map(columns.field_of, plain)) or all(map(_names_something, plain)):
        names: dict[str, None] = {}
        for n, given in enumerate(plain, 1):
            name = given or f"column {n}"
            names[name if name not in names else f"{name} ({n})"] = None
        return list(names), True
    return [str(n) for n in range(1, len(cells) + 1)], False


def _names_something(cell: str) -> bool:
    return 0 < len(cell) <= LONGEST and not cell[0].isdigit() and "://" not in cell and days.to_day(cell) is None
