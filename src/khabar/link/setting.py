"""What kind of article a document is: how many places, days and mentions it tells of. In a roundup of many towns a
mention without a place says little; in the story of one town it says much.

Invariant: a function of one document's mentions.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from khabar.link.features import FORCE
from khabar.link.mentions import Node

Named = dict[str, float]
FEW_DAYS = 2


class Setting(NamedTuple):
    """Logarithms of one more than the sites or towns, the days, the mentions of a document."""

    places: float
    days: float
    size: float
    one_place: bool

    @staticmethod
    def of(nodes: Sequence[Node], held: Iterable[int]) -> Setting:
        """Count the uses of force among the mentions `held`."""
        mentions = [nodes[i] for i in held]
        force = [node for node in mentions if node.event.type in FORCE]
        places = {node.place_names for node in force if node.point and node.point.fine}
        days = {node.first for node in force if node.first is not None and node.width <= FEW_DAYS}
        return Setting(math.log1p(len(places)), math.log1p(len(days)), math.log1p(len(mentions)), len(places) <= 1)

    def describe(self, named: Named) -> Named:
        """What the kind of article adds to what is known of a pair."""
        silent = bool(named.get("place_missing") or named.get("place_both_missing"))
        return {
            "doc_places": self.places,
            "doc_one_place": self.one_place,
            "doc_days": self.days,
            "doc_size": self.size / 3,
            "miss_places": silent * self.places,
            "miss_one_place": silent and self.one_place,
            "bare_places": bool(named.get("bare_again")) * self.places,
            "same_places": bool(named.get("place_same_fine")) * self.places,
            "gap_places": named.get("gap", 0.0) * self.places / 2,
        }
