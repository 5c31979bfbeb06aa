"""Workbooks: every sheet that has a column of Arabic text.

Invariant: opened by a program apart from this one, whose memory and time are bounded. The first row with two cells or
more names the columns.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any, BinaryIO

from khabar.errors import InputError
from khabar.ingest import guarded, reasons
from khabar.ingest.boxes.header import to_names
from khabar.ingest.item import Box, Found
from khabar.ingest.tables import Row, find_rows, no_rows
from khabar.text.letters import one_line


def find_items(stream: BinaryIO, box: Box) -> Iterator[Found]:
    """Yield the item of each row of each sheet.

    Raises:
        InputError: it is no workbook, is locked, opens into too much, or no sheet has a column of Arabic text.
    """
    none: InputError | None = None
    some = False
    frames = guarded.stream("excel", stream, box.limits)
    sheets = itertools.groupby(_numbered(frames), lambda one: one[0])
    for (_, name), group in sheets:
        try:
            for found in find_rows(_rows(cells for _, cells in group), box, sheet=name):
                some = True
                yield found
        except InputError as fault:
            if fault.reason != reasons.NO_COLUMN:
                raise
            none = none or fault
    if not some:
        raise none or no_rows("a workbook without rows")


def _numbered(frames: Iterator[dict[str, Any]]) -> Iterator[tuple[tuple[int, str], list[str]]]:
    number, name = 0, ""
    for frame in frames:
        if "sheet" in frame:
            number, name = number + 1, one_line(str(frame["sheet"])[:100])
        else:
            yield from (((number, name), row) for row in frame["rows"])


def _rows(rows: Iterator[list[str]]) -> Iterator[Row]:
    names: list[str] = []
    number = 0
    for cells in rows:
        if not any(map(str.strip, cells)):
            continue
        if not names:
            names, is_header = to_names(cells)
            if is_header:
                continue
        number += 1
        yield Row(number=number, cells=dict(zip(names, cells, strict=False)))
    if not number:
        raise no_rows("a sheet without rows")
