"""The books of a run as a person sees them."""

from __future__ import annotations

import sys

from khabar.ledger.books import FOUND, Books


def put_books(books: Books) -> None:
    """A table on standard error: what was found, and below it what became of it."""
    rows = [(FOUND, books.found), *books.rows()]
    width = max(len(name) for name, _ in rows)
    for name, count in rows:
        sys.stderr.write(f"{name:{width}}  {count:>9,}\n")
    sys.stderr.flush()
