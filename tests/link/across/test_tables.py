"""The tables of weights beside the linker."""

from __future__ import annotations

import pytest

from khabar.link.across import weights
from khabar.link.across.evidence import Scale


@pytest.mark.parametrize("name", [weights.READINGS, weights.WORLDS])
def test_a_table_can_be_read(name: str) -> None:
    """Does every weight name a level that there is, and does the table weigh more than a bias?"""
    scale = Scale.of(weights.load_table(name))
    assert len(scale.tables) > 10
    assert scale.bar > 0
