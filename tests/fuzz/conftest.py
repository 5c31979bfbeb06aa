"""Makes the modules beside the suites importable, and holds each suite to its bounds."""

from __future__ import annotations

import resource
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

GROWTH_KIB = 384 * 1024


@pytest.fixture(autouse=True)
def _bounded_growth() -> Iterator[None]:
    """Whatever a suite feeds to the parsers, this process does not grow by more than stated."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < GROWTH_KIB, f"grew by {grown // 1024} MiB"
