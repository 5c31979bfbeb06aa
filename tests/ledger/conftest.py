"""A small ledger of the bundled articles, on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from khabar.ledger.ledger import Ledger
from khabar.ledger.moment import Moment  # noqa: F401 - so that the module is loaded before the clock is stopped

ARTICLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.txt"))
META = str(ARTICLES[0].parent / "meta.jsonl")


@pytest.fixture
def ledger(empty: str) -> Iterator[Ledger]:
    """An empty ledger, on each database."""
    with Ledger.create(empty) as made:
        yield made


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    """A ledger of the bundled articles, built."""
    list(ledger.add([str(path) for path in ARTICLES], meta=META))
    ledger.build()
    return ledger


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], str]:
    """Writes an article of ours to a file; its path."""

    def write(name: str, text: str) -> str:
        path = tmp_path / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write
