"""The rows of a Parquet file, as cells of letters.

Invariant: a few rows are held at a time; nested values are JSON-like objects and lists.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any, BinaryIO

import pyarrow
import pyarrow.parquet

AT_ONCE = 64
MOST_COLUMNS = 4096
DEEPEST = 6


def find_rows(stream: BinaryIO) -> Iterator[dict[str, Any]]:
    """Yield ``{"objects": [{column: value}, …]}``."""
    pyarrow.set_cpu_count(1)
    file = pyarrow.parquet.ParquetFile(pyarrow.PythonFile(stream, mode="r"), memory_map=False)
    if len(file.schema_arrow.names) > MOST_COLUMNS:
        raise ValueError(f"{len(file.schema_arrow.names)} columns")
    for batch in file.iter_batches(batch_size=AT_ONCE, use_threads=False):
        yield {"objects": [{name: _plain(value) for name, value in row.items()} for row in batch.to_pylist()]}


def _plain(value: Any, depth: int = 0) -> Any:
    if isinstance(value, dict) and depth < DEEPEST:
        return {str(name): _plain(one, depth + 1) for name, one in value.items()}
    if isinstance(value, list) and depth < DEEPEST:
        return [_plain(one, depth + 1) for one in value]
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if value is None or isinstance(value, bool | dict | list):
        return ""
    return str(value)
