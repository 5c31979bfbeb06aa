"""How long after what it tells an article usually appears.

Invariant: the figures are data beside the module, with how they were measured; nothing here is certain of one article.
"""

from __future__ import annotations

from khabar.packs.weights import load_weights

USUAL_DAYS = 3


def weigh(days: int) -> float:
    """Natural logarithm of how usual it is that an article follows the latest happening it tells by so many days."""
    table = load_weights("khabar.redate", "lag.json")
    if days < 0:
        return table["more"] * 2
    return table.get(str(days), table["more"])
