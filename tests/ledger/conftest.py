"""A small ledger of the bundled articles, on both databases."""

from __future__ import annotations

import shutil
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


def fill(address: str) -> str:
    """Make a ledger of the bundled articles and build it; its address."""
    with Ledger.create(address) as made:
        list(made.add([str(path) for path in ARTICLES], meta=META))
        made.build()
    return address


@pytest.fixture(scope="session")
def built_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file that holds a built ledger, to be copied."""
    return fill(str(tmp_path_factory.mktemp("built") / "l.khabar"))


@pytest.fixture(scope="session")
def built_database(postgresql: Callable[..., str]) -> str:
    """A database that holds a built ledger, to be copied."""
    return fill(postgresql())


@pytest.fixture(params=["sqlite", "postgresql"])
def filled(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    """A built ledger of the bundled articles, on each database; each test has its own."""
    if request.param == "sqlite":
        address = str(shutil.copy(request.getfixturevalue("built_file"), tmp_path / "l.khabar"))
    else:
        address = request.getfixturevalue("postgresql")(request.getfixturevalue("built_database"))
    with Ledger.open(address) as opened:
        yield opened


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], str]:
    """Writes an article of ours to a file; its path."""

    def write(name: str, text: str) -> str:
        path = tmp_path / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write
