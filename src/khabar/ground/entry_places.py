"""The place that the heading of an entry in a chronology names: ``Jakarta, 5 August 2003: a bomb went off``.

Invariant: it is only for what the entry tells without a place of its own; nothing told in another entry places it.
"""

from __future__ import annotations

from collections.abc import Mapping

from khabar.ground.dated_lines import Entry
from khabar.ground.places import PlaceGrounder
from khabar.ground.spots import Spot
from khabar.model.mentions import Mention


class EntryPlaces:
    """The places of the entries of one document."""

    def __init__(self, entries: Mapping[int, Entry], mentions: list[Mention], places: PlaceGrounder) -> None:
        self.entries = entries
        self.places = places
        self._named: dict[int, list[Mention]] = {}
        for mention in mentions if entries else ():
            entry = entries.get(mention.sentence)
            if entry is not None and entry.start <= mention.start and mention.end <= entry.end:
                self._named.setdefault(entry.sentence, []).append(mention)

    def first(self, sentence: int) -> int:
        """The first sentence of the entry that a sentence belongs to, 0 for none."""
        entry = self.entries.get(sentence) if self.entries else None
        return entry.sentence if entry is not None else 0

    def spot(self, sentence: int) -> Spot | None:
        """The place that heads the entry of a sentence: the smallest that it names."""
        entry = self.entries.get(sentence) if self.entries else None
        if entry is None:
            return None
        best: Spot | None = None
        for mention in self._named.get(entry.sentence, ()):
            if not mention.names:
                continue
            located = self.places.ground(mention)
            if located is not None and located.place.known and (best is None or located.place.rank > best.rank):
                best = located.place
        return best
