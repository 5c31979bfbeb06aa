"""Scores as reasons tell them.

Invariant: gives just what ``round(score, 2)`` gives, which costs a hundred times as much.
"""

from __future__ import annotations

from typing import Final

SURE: Final = 1e-6
MOST: Final = 1e6


def hundredths(score: float) -> float:
    """A score rounded to two digits; where it lies half-way between two, the slow way decides.

    >>> hundredths(0.125), hundredths(2.675), hundredths(0.999)
    (0.12, 2.67, 1.0)
    """
    if not 0.0 <= score < MOST:
        return round(score, 2)
    parts = score * 100.0
    whole = int(parts)
    rest = parts - whole
    if abs(rest - 0.5) < SURE:
        return round(score, 2)
    return (whole + 1 if rest > 0.5 else whole) / 100
