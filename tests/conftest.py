"""What all tests share: one fixed pace for hypothesis, and the folder of gold articles where there is one."""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))
import postgres
import serve

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")


def shared_folder() -> Path:
    """The folder beside the checkout that holds gold articles, or where KHABAR_SHARED says it is."""
    return Path(os.environ.get("KHABAR_SHARED") or ROOT.parent / "shared")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs the shared folder where there is none."""
    if (shared_folder() / "gold").is_dir():
        return
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(pytest.mark.skip(reason="no folder of gold articles beside the checkout"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold articles; a test that uses it is marked ``shared``."""
    return shared_folder()


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Callable[..., str]]:
    """Makes addresses of new, empty databases on a PostgreSQL server that the tests start; skips where none can be.

    KHABAR_TEST_POSTGRESQL=required makes its absence a failure: what runs on every change sets it.
    """
    psycopg = pytest.importorskip("psycopg")
    programs = postgres.find_programs()
    if programs is None:
        why = "no PostgreSQL with PostGIS here; on Debian: apt-get install postgresql-15-postgis-3"
        assert os.environ.get("KHABAR_TEST_POSTGRESQL") != "required", why
        pytest.skip(why)
    numbers = itertools.count()
    with postgres.server(programs) as address:

        def make(like: str | None = None) -> str:
            """An empty database, or one like that of another address, to which nobody may be connected."""
            name = f"ledger{next(numbers)}"
            template = like.partition("?")[0].rpartition("/")[2] if like else "template1"
            with psycopg.connect(address, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
            return address.replace("/postgres?", f"/{name}?")

        yield make


@pytest.fixture
def web() -> Iterator[serve.Server]:
    """The site of made-up pages, served on loopback (tests/site/serve.py)."""
    with serve.serving() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a place where a ledger can be made: a file, and a database of a real server."""
    if request.param == "sqlite":
        return str(tmp_path / "l.khabar")
    make: Callable[..., str] = request.getfixturevalue("postgresql")
    return make()
