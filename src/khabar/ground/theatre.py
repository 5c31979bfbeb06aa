"""Where a document is set: the countries it speaks of, by how often.

Invariant: only names that can mean one place vote, so that an ambiguous name never decides for itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

from khabar.model.drafts import Mention
from khabar.packs.lexicon import Lexicon

THEATRE: Final = re.compile(r"theatre: ([A-Z]{3}(?: [A-Z]{3})*)")
SHARE: Final = 0.1


def theatre(lexicon: Lexicon, mentions: Iterable[Mention]) -> Counter[str]:
    """Votes by ISO country code of the mentions of one document."""
    votes: Counter[str] = Counter()
    for mention in mentions:
        if not mention.names and not mention.nationalities:
            continue
        doubtful = {n.span for n in mention.names if n.kind == "actor" and lexicon.get(n.id).ambiguous}
        places = [lexicon.get(n.id) for n in mention.names if n.kind == "place" and n.span not in doubtful]
        countries = {place.country for place in places if place.country}
        if len(countries) == 1:
            place = places[0]
            votes[countries.pop()] += 1 if place.level == "country" else 3
        for name in mention.names:
            if name.kind in ("actor", "office"):
                entry = lexicon.get(name.id)
                if entry.country and not getattr(entry, "ambiguous", False):
                    votes[entry.country] += 1
        for nationality in mention.nationalities:
            votes[lexicon.get(nationality).country] += 1
    return votes


def home(votes: Counter[str]) -> str:
    """The country that a document speaks of most, the first told of equals; ``""`` where it speaks of none."""
    return votes.most_common(1)[0][0] if votes else ""


def spoken_of(entry: Any, votes: Counter[str]) -> int:
    """How much a document speaks of the theatre of an actor: of the countries in its note, else of its own."""
    marked = THEATRE.match(getattr(entry, "note", ""))
    codes = marked.group(1).split() if marked is not None else [getattr(entry, "country", "")]
    return max(votes.get(code, 0) for code in codes)


def strange(entry: Any, votes: Counter[str]) -> bool:
    """Whether an ambiguous name cannot mean this actor here: the document speaks of other countries only."""
    if not getattr(entry, "ambiguous", False) or THEATRE.match(getattr(entry, "note", "")) is None:
        return False
    return bool(votes) and spoken_of(entry, votes) < SHARE * max(votes.values())
