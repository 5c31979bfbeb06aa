"""Columns as Parquet keeps them.

Invariant: opened by a program apart from this one, whose memory and time are bounded; a few rows are held at a time.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from typing import BinaryIO

from khabar.ingest import guarded
from khabar.ingest.boxes.objects import flatten
from khabar.ingest.item import Box, Found
from khabar.ingest.tables import Row, find_rows, no_rows


def find_items(stream: BinaryIO, box: Box) -> Iterator[Found]:
    """Yield the item of each row.

    Raises:
        InputError: it is damaged, opens into too much, or has no column of Arabic text.
        ImportError: pyarrow is not installed.
    """
    if importlib.util.find_spec("pyarrow") is None:
        raise ImportError("no module named pyarrow", name="pyarrow")
    yield from find_rows(_rows(stream, box), box)


def _rows(stream: BinaryIO, box: Box) -> Iterator[Row]:
    number = 0
    for frame in guarded.stream("parquet", stream, box.limits):
        for value in frame["objects"]:
            number += 1
            yield Row(number=number, cells=flatten(value))
    if not number:
        raise no_rows("a table without rows")
