"""Where a document is set: the countries it speaks of, by how often.

Invariant: only names that can mean one place vote, so that an ambiguous name never decides for itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from khabar.model.drafts import Mention
from khabar.packs.lexicon import Lexicon


def theatre(lexicon: Lexicon, mentions: Iterable[Mention]) -> Counter[str]:
    """Votes by ISO country code of the mentions of one document."""
    votes: Counter[str] = Counter()
    for mention in mentions:
        places = [lexicon.get(name.id) for name in mention.names if name.kind == "place"]
        countries = {place.country for place in places if place.country}
        if len(countries) == 1:
            place = places[0]
            votes[countries.pop()] += 1 if place.level == "country" else 3
        for name in mention.names:
            if name.kind in ("actor", "office"):
                country = getattr(lexicon.get(name.id), "country", "")
                if country:
                    votes[country] += 1
        for nationality in mention.nationalities:
            votes[lexicon.get(nationality).country] += 1
    return votes
