"""Made-up worlds: the same for one seed, as hard as they promise to be, and linked well."""

from __future__ import annotations

import numpy as np
import pytest

from khabar.cli.main import run
from khabar.evaluate.partitions import compare
from khabar.evaluate.worlds import make_world
from khabar.link.across import weights
from khabar.link.across.linker import Linker
from khabar.link.across.yardstick import to_profiles


def test_one_seed_one_world() -> None:
    """Does a seed decide everything, and another seed something else?"""
    one, two, other = make_world(500, 3), make_world(500, 3), make_world(500, 4)
    assert all(np.array_equal(one[name], two[name], equal_nan=True) for name in one)
    assert any(not np.array_equal(one[name], other[name], equal_nan=True) for name in one)


def test_nobody_tells_what_has_not_happened() -> None:
    """Does no interval end after its telling, and none end before it begins?"""
    world = make_world(4_000, 5)
    dated = ~np.isnan(world["d_lo"])
    assert (world["d_lo"][dated] <= world["d_hi"][dated]).all()
    assert (world["d_hi"][dated] <= np.maximum(world["pub"], world["d_lo"])[dated]).all()
    assert 0.04 < 1 - dated.mean() < 0.1


def test_a_world_is_linked_by_the_table_for_worlds() -> None:
    """Is a world of a seed and a map that no weight was learned on linked to a b-cubed F1 of 0.92?"""
    world = make_world(20_000, 77)
    made = Linker(weights.load_table(weights.WORLDS)).link(to_profiles(world)).cluster
    assert compare(world["ev"], made).b_cubed >= 0.92


def test_agreement_of_small_partitions() -> None:
    """Are the figures those worked out by hand?"""
    found = compare(np.array([1, 1, 1, 2]), np.array([7, 7, 8, 8]))
    assert (found.precision, found.recall) == (0.5, pytest.approx(1 / 3))
    assert found.b_precision == pytest.approx((1 + 1 + 0.5 + 0.5) / 4)
    assert found.b_recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)


def test_the_benchmark_says_what_it_measured(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Does ``khabar bench link`` print figures, recall, growth and arrivals that end where all at once ends?"""
    assert run(["bench", "link", "--mentions", "4000", "--seed", "9", "--no-splink"]) == 0
    out = capfdbinary.readouterr()[0].decode()
    for told in ("b-cubed F1", "blocking recall", "peak memory", "growth per doubling", "the same partition"):
        assert told in out
