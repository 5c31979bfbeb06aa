"""Towns whose name stands in the text in a spelling that no pack has.

Invariant: only a name that no pack knows is sought, by its sound, among the towns of the country that the text is set
in; where two of them sound alike, none is meant.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from khabar.ground.atlas import Site, atlas
from khabar.model.earth import flat_km
from khabar.model.mentions import Mention
from khabar.packs.lexicon import Lexicon
from khabar.text.sounds import sound_of
from khabar.text.tokens import tokenize

NATIVE: Final = frozenset("SYR YEM IRQ PSE SDN LBN LBY EGY JOR SAU DZA TUN MAR KWT QAT ARE OMN BHR MRT ESH".split())
"""Where names are Arabic, and spelled alike: there only a long one is sought."""
LONG: Final = 5
WORDS: Final = 3
ONE_PLACE_KM: Final = 25.0
LEVELS: Final = frozenset({"city", "district", "site"})


class Spelled:
    """The towns of each country by the sound of their names, found when first asked for."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._atlas = atlas(lexicon)
        self._known: dict[str, dict[str, list[Site]]] = {}

    def find(self, mention: Mention, country: str) -> Site | None:
        """The town of a country that a mention with a head noun (the town of X) names in another spelling."""
        if not country or not mention.unread or not mention.place_words:
            return None
        end = mention.names[0].span.start - mention.start if mention.names else len(mention.text)
        words = [token.form for token in tokenize(mention.text[:end])]
        known = self._of(country)
        least = LONG if country in NATIVE else 0
        for head in (1,) if mention.noun else (0, 1):  # a name without a noun stands alone, as a rule
            for count in range(min(WORDS, len(words) - head), 0, -1):
                key = sound_of(" ".join(words[head : head + count]))
                if len(key) <= least:
                    continue
                sites = known.get(key)
                if sites is not None:
                    return sites[0] if all(flat_km(sites[0], s) <= ONE_PLACE_KM for s in sites) else None
        return None

    def _of(self, country: str) -> dict[str, list[Site]]:
        found = self._known.get(country)
        if found is None:
            found = self._known[country] = {}
            for entry in self._lexicon.tables["place"]:
                if entry.country != country or entry.level not in LEVELS:
                    continue
                site = self._atlas.site(entry.id)
                for key in {sound_of(form) for form in entry.forms}:
                    if key:
                        found.setdefault(key, []).append(site)
        return found


@lru_cache(maxsize=4)
def spelled(lexicon: Lexicon) -> Spelled:
    """Built once for a lexicon."""
    return Spelled(lexicon)
