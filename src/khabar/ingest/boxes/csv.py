"""Tables of cells with a sign between them: commas, semicolons, tabs or bars.

Invariant: read as it is needed, in one pass; no cell, row or line larger than stated is held. Formulas are text.
"""

from __future__ import annotations

import collections
import csv
import io
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final

from khabar.errors import InputError
from khabar.ingest import columns, reasons
from khabar.ingest.boxes.header import to_names
from khabar.ingest.boxes.lines import Counted, guess_charset, to_letters, to_lines
from khabar.ingest.item import Box, Found
from khabar.ingest.limits import MEBIBYTE
from khabar.ingest.tables import CELL, Row, find_rows, no_rows

DELIMITERS: Final = ",;\t|"
NONE: Final = "\x1f"
LINE: Final = 16 * MEBIBYTE
ROW: Final = 32 * MEBIBYTE
ROW_LINES: Final = 100_000
LOOKED_AT: Final = 64 * 1024


def find_items(stream: BinaryIO, box: Box) -> Iterator[Found]:
    """Yield the item of each row.

    Raises:
        InputError: it is no table, has no column of Arabic text, or breaks off in the middle of an endless cell.
    """
    counted = Counted(stream)
    buffered = io.BufferedReader(counted, LOOKED_AT)
    head = buffered.peek(LOOKED_AT)
    lines = to_lines(buffered, guess_charset(head), newline="")
    yield from find_rows(_rows(lines, counted, whole=len(head) < LOOKED_AT), box)


def guess_delimiter(sample: str, *, whole: bool = True) -> str:
    """The sign that parts the cells of most rows into as many as the first row has; `NONE` for a single column.

    Args:
        sample: The beginning.
        whole: Whether that is all; else its last row is left out.

    >>> guess_delimiter("id;text\\n1;a, b\\n2;c, d, e\\n")
    ';'
    """
    scores = {sign: _score(sample, sign, whole=whole) for sign in DELIMITERS}
    best = max(scores, key=lambda sign: scores[sign])
    least = 0.0 if any(map(columns.field_of, _header(sample, best))) else 0.5
    return best if scores[best] > (least, 1) else NONE


def _score(sample: str, sign: str, *, whole: bool) -> tuple[float, int]:
    try:
        rows = [row for row in csv.reader(io.StringIO(sample, newline=""), delimiter=sign) if row]
    except csv.Error:
        return 0.0, 0
    rows = rows if whole or len(rows) < 3 else rows[:-1]
    width = len(rows[0]) if rows else 0
    if width < 2:
        return 0.0, 0
    counts = collections.Counter(len(row) for row in rows)
    return counts[width] / len(rows), width


def _header(sample: str, sign: str) -> list[str]:
    """The cells of the first row."""
    return next((row for row in csv.reader(io.StringIO(sample, newline=""), delimiter=sign) if row), [])


def _rows(lines: io.TextIOWrapper, counted: Counted, *, whole: bool) -> Iterator[Row]:
    guard = _Lines(lines)
    ahead = guard.look()
    sign = guess_delimiter(ahead, whole=whole)
    csv.field_size_limit(CELL)
    reader = csv.reader(guard, delimiter=sign)
    names: list[str] = []
    number = 0
    try:
        for cells in reader:
            guard.next_row()
            if not any(map(str.strip, cells)):
                continue
            if not names:
                names, is_header = to_names([to_letters(cell) for cell in cells])
                if is_header:
                    continue
            number += 1
            yield _row(number, names, [to_letters(cell) for cell in cells], sign, counted.since())
    except csv.Error:
        why = f"a cell larger than {CELL // MEBIBYTE} MiB; is a quotation mark missing there?"
        yield Row(number=number + 1, fault=why)
        return
    except InputError as fault:
        yield Row(number=number + 1, fault=str(fault), reason=fault.reason)
        return
    if not number:
        raise no_rows("a table without rows")


def _row(number: int, names: Sequence[str], cells: list[str], sign: str, consumed: int) -> Row:
    more = cells[len(names) :]
    if any(map(str.strip, more)):
        if len(names) > 1:
            why = f"{len(cells)} cells where the header has {len(names)}; put those in quotes that hold a {sign!r}"
            return Row(number=number, fault=why, consumed=consumed)
        cells = [sign.join(cells)]
    return Row(number=number, cells=dict(zip(names, cells, strict=False)), consumed=consumed)


class _Lines:
    """The lines of a text, each of bounded length, and all those of one row together."""

    def __init__(self, lines: io.TextIOWrapper) -> None:
        self._lines = lines
        self._ahead: collections.deque[str] = collections.deque()
        self._held = self._lines_held = 0

    def next_row(self) -> None:
        """What was held of the last row is gone."""
        self._held = self._lines_held = 0

    def look(self) -> str:
        """The first lines, which are still to come."""
        size = 0
        while size < LOOKED_AT and (line := self._read()):
            self._ahead.append(line)
            size += len(line)
        return "".join(self._ahead)[: 2 * LOOKED_AT]

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._ahead.popleft() if self._ahead else self._read()
        self._held += len(line)
        self._lines_held += 1
        if self._held > ROW or self._lines_held > ROW_LINES:
            why = "a row without end; is a quotation mark missing there?"
            raise InputError(why, reason=reasons.DAMAGED)
        if not line:
            raise StopIteration
        return line

    def _read(self) -> str:
        line = self._lines.readline(LINE + 1)
        if len(line) > LINE:
            raise InputError(f"a line longer than {LINE // MEBIBYTE} MiB; no table is", reason=reasons.TOO_LARGE)
        return line
