"""The books of a run as a person sees them."""

from __future__ import annotations

import sys
from collections.abc import Iterable


def put_books(found: int, rows: Iterable[tuple[str, int]]) -> None:
    """A table on standard error: how many were found, and below it what became of them."""
    table = [("found", found), *rows]
    width = max(len(name) for name, _ in table)
    for name, count in table:
        sys.stderr.write(f"{name:{width}}  {count:>9,}\n")
    sys.stderr.flush()
