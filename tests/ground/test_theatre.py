"""Where a document is set."""

from __future__ import annotations

from khabar.ground.parties import parties
from khabar.ground.theatre import home, spoken_of, strange, theatre
from khabar.model.mentions import Mention, NameRef
from khabar.model.spans import Span
from khabar.packs.lexicon import load_lexicon


def told(kind: str, entry: str, start: int = 0) -> Mention:
    span = Span(start, start + 4)
    return Mention(span, "some", names=(NameRef(kind, entry, "", 1, span, ""),))


def test_places_vote_more_than_countries_and_the_first_of_equals_wins() -> None:
    """Do a town and a country vote for the country they are, the town more, and does the first of equals win?"""
    lexicon = load_lexicon()
    places = lexicon.tables["place"]
    town = next(p for p in places if p.level == "city" and p.country == "IRQ")
    state = next(p for p in places if p.level == "country" and p.country == "SYR")
    votes = theatre(lexicon, [told("place", state.id), told("place", town.id, 9)])
    assert votes == {"SYR": 1, "IRQ": 3}
    assert home(votes) == "IRQ"
    assert home({"SYR": 2, "IRQ": 2}) == "SYR"
    assert home({}) == ""


def test_an_ambiguous_name_is_strange_where_its_theatre_is_not_spoken_of() -> None:
    """Is a name that the packs tie to some countries strange in a document on others, and at home in one on them?"""
    lexicon = load_lexicon()
    known = [parties(lexicon).get(actor.id) for actor in lexicon.tables["actor"] if actor.ambiguous]
    tied = next(party for party in known if party.theatre)
    here = dict.fromkeys(tied.theatre, 5)
    assert not strange(tied, here)
    assert spoken_of(tied, here) == 5
    assert strange(tied, {"ZZZ": 50})
    assert not strange(tied, {})
