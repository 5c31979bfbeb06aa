"""The two tables of weights: for what articles tell, and for made-up worlds. Data beside this file.

Invariant: a table names only levels that there are; a test reads both.
"""

from __future__ import annotations

from collections.abc import Mapping

from khabar.packs.weights import load_weights

READINGS = "readings.json"
WORLDS = "worlds.json"


def load_table(name: str) -> Mapping[str, float]:
    """The table `READINGS` or `WORLDS`, read once; log-odds by level.

    Raises:
        PackError: the file breaks its shape.
    """
    return load_weights("khabar.link.across", name)
