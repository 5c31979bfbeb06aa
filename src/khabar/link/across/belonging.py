"""What belongs to what, as the packs know it: a town to its province, a brigade to its movement.

Invariant: built once from the packs; what the packs do not know belongs to nothing.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable

from khabar.packs.lexicon import load_lexicon

DEEPEST = 6


class Belonging:
    """The parents of places and the umbrellas of actors, by id."""

    def __init__(self) -> None:
        tables = load_lexicon().tables
        self._place = {entry.id: entry for entry in tables["place"]}
        self._actor = {entry.id: tuple(entry.umbrella) for entry in tables["actor"]}

    def place_of(self, entity: str | None, level: str) -> str:
        """The id of the place of `level` that `entity` is or lies in; empty where the packs do not say."""
        for _ in range(DEEPEST):
            entry = self._place.get(entity or "")
            if entry is None:
                break
            if entry.level == level:
                return str(entry.id)
            entity = entry.parent
        return ""

    def kin_of(self, actors: Iterable[str]) -> frozenset[str]:
        """The actors themselves and everything above them."""
        found: set[str] = set()
        left = list(actors)
        while left:
            actor = left.pop()
            if actor not in found:
                found.add(actor)
                left.extend(self._actor.get(actor, ()))
        return frozenset(found)

    def is_broad(self, actor: str) -> bool:
        """Whether other actors belong to this one."""
        return actor in self._broad

    @functools.cached_property
    def _broad(self) -> frozenset[str]:
        return frozenset(above for umbrellas in self._actor.values() for above in umbrellas)


@functools.lru_cache(maxsize=1)
def belonging() -> Belonging:
    """Built on first use."""
    return Belonging()
