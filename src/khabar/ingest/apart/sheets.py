"""The rows of a workbook, as cells of letters.

Invariant: formulas are not computed: a cell is the value that was saved with it. Days are ISO.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from typing import Any, BinaryIO

import python_calamine

AT_ONCE = 50
LETTERS_AT_ONCE = 4_000_000


def find_rows(stream: BinaryIO) -> Iterator[dict[str, Any]]:
    """Yield ``{"sheet": name}`` for each sheet, then ``{"rows": [[cell, …], …]}`` as they follow."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(stream.read()))
    for name in book.sheet_names:
        yield {"sheet": name}
        sheet = book.get_sheet_by_name(name)
        rows: list[list[str]] = []
        letters = 0
        for row in sheet.iter_rows():
            cells = [_letters(cell) for cell in row]
            rows.append(cells)
            letters += sum(map(len, cells))
            if len(rows) >= AT_ONCE or letters >= LETTERS_AT_ONCE:
                yield {"rows": rows}
                rows, letters = [], 0
        if rows:
            yield {"rows": rows}


def _letters(cell: Any) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return ""
    if isinstance(cell, datetime.datetime | datetime.date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)
