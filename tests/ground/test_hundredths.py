"""Scores with two digits: the same as the slow way?"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from khabar.ground.hundredths import hundredths


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-10, max_value=1e7))
def test_any_score(score: float) -> None:
    """Is every score rounded as `round` does?"""
    assert hundredths(score) == round(score, 2)


def test_half_way_between_two() -> None:
    """Does a score half-way between two hundredths, or as good as, go where `round` puts it?"""
    for n in range(2000):
        for away in (0.0, 1e-17, -1e-17, 1e-16, -1e-16, 1e-12, -1e-12):
            score = (n + 0.5) / 100 + away
            assert hundredths(score) == round(score, 2)
