"""Where a document is set: the countries it speaks of, by how often.

Invariant: only names that can mean one place vote, so that an ambiguous name never decides for itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from khabar.ground.atlas import Atlas, Site, atlas
from khabar.ground.parties import Parties, Party, parties
from khabar.model.mentions import Mention, NameRef
from khabar.model.spans import Span
from khabar.packs.lexicon import Lexicon
from khabar.text.tokens import tokenize

SHARE: Final = 0.1
OF_COUNTRY: Final = 1
OF_PLACE: Final = 3


def theatre(lexicon: Lexicon, mentions: Iterable[Mention]) -> dict[str, int]:
    """Votes by ISO country code of the mentions of one document."""
    known, places = parties(lexicon), atlas(lexicon)
    votes: dict[str, int] = {}
    for mention in mentions:
        if not mention.names and not mention.nationalities:
            continue
        if len(mention.names) == 1 and not mention.nationalities:
            _vote(votes, mention, lexicon, known, places)
            continue
        doubtful: list[Span] = []
        for name in mention.names:
            if name.kind == "actor" and known.get(name.id).ambiguous:
                doubtful.append(name.span)
        told: list[Site] = []
        for name in mention.names:
            if name.kind == "place" and not (doubtful and name.span in doubtful):
                told.append(places.site(name.id))
        country = _only_country(told)
        if country:
            _vote_of_place(votes, country, told[0])
        for name in mention.names:
            if name.kind in ("actor", "office"):
                _vote_of_party(votes, mention, name, lexicon, known)
        if any(name.kind == "outlet" for name in mention.names):
            continue  # an agency's own nationality says nothing of what it tells
        for nationality in mention.nationalities:
            country = known.country(nationality)
            votes[country] = votes.get(country, 0) + 1
    return votes


def _vote(votes: dict[str, int], mention: Mention, lexicon: Lexicon, known: Parties, places: Atlas) -> None:
    """The vote of a mention that tells one name and nothing else."""
    name = mention.names[0]
    if name.kind == "place":
        place = places.site(name.id)
        if place.country:
            _vote_of_place(votes, place.country, place)
    elif name.kind in ("actor", "office"):
        _vote_of_party(votes, mention, name, lexicon, known)


def _vote_of_place(votes: dict[str, int], country: str, place: Site) -> None:
    """The vote of a place; a country that is named tells less than a place in it."""
    votes[country] = votes.get(country, 0) + (OF_COUNTRY if place.level == "country" else OF_PLACE)


def _vote_of_party(votes: dict[str, int], mention: Mention, name: NameRef, lexicon: Lexicon, known: Parties) -> None:
    """The vote of a party or an office, where it is sure whose it is."""
    party = known.get(name.id)
    if party.country and (not party.ambiguous or _says_whose(lexicon, mention, name, party)):
        votes[party.country] = votes.get(party.country, 0) + 1


def _says_whose(lexicon: Lexicon, mention: Mention, name: NameRef, party: Party) -> bool:
    """Whether an ambiguous name holds the adjective of its own country (the Yemeni armed forces)."""
    start = mention.span.start
    for token in tokenize(mention.text[max(0, name.span.start - start) : name.span.end - start]):
        for sense in lexicon.senses(token.word).single.get("nationality", ()):
            if sense.shape == "adjective" and str(sense.entry.country) == party.country:
                return True
    return False


def _only_country(places: list[Site]) -> str:
    """The country of all places that have one; ``""`` where none has, or they lie in several."""
    country = ""
    for place in places:
        if place.country and place.country != country:
            if country:
                return ""
            country = place.country
    return country


def home(votes: dict[str, int]) -> str:
    """The country that a document speaks of most, the first told of equals; ``""`` where it speaks of none."""
    best, most = "", 0
    for country, count in votes.items():
        if count > most:
            best, most = country, count
    return best


def spoken_of(party: Party, votes: dict[str, int]) -> int:
    """How much a document speaks of the theatre of an actor: of the countries in its note, else of its own."""
    most = 0
    for code in party.theatre or (party.country,):
        most = max(most, votes.get(code, 0))
    return most


def strange(party: Party, votes: dict[str, int]) -> bool:
    """Whether an ambiguous name cannot mean this actor here: the document speaks of other countries only."""
    if not party.ambiguous or not party.theatre:
        return False
    return bool(votes) and spoken_of(party, votes) < SHARE * max(votes.values())
