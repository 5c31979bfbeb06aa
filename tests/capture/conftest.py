"""Fixtures of the tests of captures."""

from __future__ import annotations

import ssl
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))
from loopback import Site

from khabar.capture.keeper import Keeper


@pytest.fixture
def site() -> Iterator[Site]:
    """A site without pages."""
    made = Site()
    yield made
    made.close()


@pytest.fixture
def sites() -> Iterator[Callable[..., Site]]:
    """Makes more sites."""
    made: list[Site] = []

    def make(tls: ssl.SSLContext | None = None) -> Site:
        made.append(Site(tls))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def keeper(tmp_path: Path) -> Iterator[Keeper]:
    """An archive to write to."""
    with Keeper(tmp_path / "archive", agent="Khabar/test") as made:
        yield made
