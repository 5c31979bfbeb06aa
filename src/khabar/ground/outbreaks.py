"""When the war began that a total is counted from, where the text names no day (since the clashes began).

Invariant: only a war that went on when the text appeared is meant, in the country that is spoken of; the last one.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

from khabar.ground.dates import DayInterval
from khabar.model.drafts import TallyDraft
from khabar.model.mentions import Mention
from khabar.packs.lexicon import Lexicon
from khabar.packs.schema.time import WorldEvent

KIND: Final = "outbreak"
BATTLES: Final = "battles"
RECENT: Final = 730


class Outbreaks:
    """The outbreaks of wars of the packs, by country."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._wars: dict[str, list[tuple[date, date]]] = {}
        for entry in lexicon.tables["world_event"]:
            if isinstance(entry, WorldEvent) and entry.kind == KIND:
                days = (date.fromisoformat(entry.date), date.fromisoformat(entry.until))
                self._wars.setdefault(entry.country, []).append(days)

    def since(self, draft: TallyDraft, published: DayInterval, place: str) -> DayInterval | None:
        """The days from the outbreak that opens a total to the day it is told, None where no war is known; battles,
        which may be those of one town, open only a war of the last two years.
        """
        if draft.opener is None or not place:
            return None
        told = published.end
        begun = [start for start, until in self._wars.get(place, ()) if start <= told <= until]
        if not begun or (draft.opened == BATTLES and (told - max(begun)).days > RECENT):
            return None
        return DayInterval(max(begun), told)

    def named(self, draft: TallyDraft, mentions: list[Mention]) -> str:
        """The country where the words for the outbreak place it (the war *on Gaza*), ``""`` where they do not."""
        if draft.opener is None:
            return ""
        for mention in mentions:
            if mention.span.overlaps(draft.opener):
                for name in mention.names:
                    if name.kind == "place":
                        return str(self.lexicon.get(name.id).country)
        return ""


@lru_cache(maxsize=4)
def outbreaks(lexicon: Lexicon) -> Outbreaks:
    """Built once for a lexicon."""
    return Outbreaks(lexicon)
