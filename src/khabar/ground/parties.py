"""Who and what the packs know by name, with what is asked of their entries most at hand.

Invariant: built from the packs alone; an entry is read when a document first names it, and kept.
"""

from __future__ import annotations

import re
from functools import lru_cache
from sys import intern
from typing import Any, Final

from khabar.model.native import mypyc_attr
from khabar.packs.lexicon import Lexicon
from khabar.packs.schema.actors import Actor, Holder, Office, Person

ARMY: Final = ".military"
AIR_FORCE: Final = ".airforce"
NO_WARPLANES: Final = "no warplanes"
THEATRE: Final = re.compile(r"theatre: ([A-Z]{3}(?: [A-Z]{3})*)")


@mypyc_attr(acyclic=True)
class Party:
    """An actor, office or person of the packs; what its entry does not tell is ``""``.

    theatre: the countries in which an ambiguous name means it, empty where the packs name none. office: whether it has
    holders.
    """

    __slots__ = (
        "ambiguous", "country", "holders", "id", "kind", "name", "office", "since", "source_kind", "theatre", "until"
    )  # fmt: skip

    def __init__(self, entry: Actor | Office | Person) -> None:
        self.id: str = entry.id
        self.name: str = entry.name
        self.country = intern(entry.country)
        self.kind = intern(entry.kind)
        self.ambiguous: bool = isinstance(entry, Actor) and entry.ambiguous
        self.since: str = entry.since if isinstance(entry, Actor) else ""
        self.until: str = entry.until if isinstance(entry, Actor) else ""
        self.source_kind: str = "" if isinstance(entry, Actor) else entry.source_kind
        self.office = isinstance(entry, Office)
        self.holders: list[Holder] = entry.holders if isinstance(entry, Office) else []
        marked = THEATRE.match(entry.note)
        self.theatre: tuple[str, ...] = tuple(marked.group(1).split()) if marked is not None else ()


class Parties:
    """The parties of a lexicon by their ids, and the countries of all its entries.

    armies: the countries whose army the packs know. grounded: those whose air force has no warplanes, by its note.
    """

    __slots__ = ("_countries", "_lexicon", "_parties", "armies", "grounded")

    def __init__(self, lexicon: Lexicon) -> None:
        named = (entry for entry in lexicon.tables["actor"] if entry.id.endswith(ARMY))
        self.armies = frozenset(entry.country for entry in named)
        flying = (entry for entry in lexicon.tables["actor"] if entry.id.endswith(AIR_FORCE))
        self.grounded = frozenset(entry.country for entry in flying if entry.note == NO_WARPLANES)
        self._lexicon = lexicon
        self._parties: dict[str, Party] = {}
        self._countries: dict[str, str] = {}

    def get(self, entry_id: str) -> Party:
        """The actor, office or person of that id."""
        found = self._parties.get(entry_id)
        if found is None:
            found = self._parties[entry_id] = Party(self._lexicon.get(entry_id))
        return found

    def country(self, entry_id: str) -> str:
        """The country of the entry of that id, ``""`` where it is of none."""
        found = self._countries.get(entry_id)
        if found is None:
            entry: Any = self._lexicon.get(entry_id)
            found = self._countries[entry_id] = intern(entry.country)
        return found


@lru_cache(maxsize=4)
def parties(lexicon: Lexicon) -> Parties:
    """Those of a lexicon, kept."""
    return Parties(lexicon)
