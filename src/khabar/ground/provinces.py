"""Provinces that are told by a word for one and the name of their chief town (the governorate of X).

Invariant: a word for a province before a name means the province of that name, if the country has one; a word that may
mean a district too does so only where the packs say it.
"""

from __future__ import annotations

from typing import Final

from khabar.ground.atlas import Atlas, Site
from khabar.ground.located import Located, place_at
from khabar.model.mentions import Mention
from khabar.model.native import mypyc_attr
from khabar.packs.lexicon import Lexicon
from khabar.text.letters import fold, loose

WORDS: Final = frozenset(
    {
        "place_word.head.province",
        "place_word.head.wilaya",
        "place_word.head.emirate",
        "place_word.head.region",
        "place_word.head.canton",
    }
)
DISTRICTS: Final = frozenset({"place_word.head.markaz", "place_word.head.area"})
"""Words that the packs have in the names of provinces, but that mean a smaller land too."""
PROVINCE: Final = "province"
CITY: Final = "city"
MOST_WORDS: Final = 4


@mypyc_attr(acyclic=True)
class Provinces:
    """The provinces of the packs by their names, folded and loose, without the word for a province."""

    __slots__ = ("_atlas", "_called", "_heads")

    def __init__(self, lexicon: Lexicon, atlas: Atlas) -> None:
        self._atlas = atlas
        self._heads: set[str] = set()
        before: set[str] = set()
        for entry in lexicon.tables["place_word"]:
            if entry.id in WORDS or entry.id in DISTRICTS:
                before.update(_key(form.split()) for form in entry.forms)
            if entry.id in WORDS:
                self._heads.update(_key(form.split()) for form in entry.forms)
        self._called: dict[str, list[str]] = {}
        for place in lexicon.tables["place"]:
            if place.level != PROVINCE:
                continue
            for form in place.forms:
                words = form.split()
                told = _key(words[1:] if _key(words[:1]) in before else words)
                known = self._called.setdefault(told, [])
                if place.id not in known:
                    known.append(place.id)

    def told(self, mention: Mention, country: str) -> Site | None:
        """The province of a country whose name stands after a word for one in a mention, else None."""
        words = mention.text.split()
        for at in range(len(words) - 1):
            if _key([words[at]]) not in self._heads:
                continue
            for end in range(min(len(words), at + 1 + MOST_WORDS), at + 1, -1):
                known = self._called.get(_key(words[at + 1 : end]))
                for entry_id in known or ():
                    place = self._atlas.site(entry_id)
                    if place.country == country:
                        return place
            return None
        return None


def province_told(
    lexicon: Lexicon, atlas: Atlas, mention: Mention, names: list[list[Site]], home: str
) -> Located | None:
    """The province that a mention with a word for one tells, by the names in it; None where it tells none."""
    if mention.plural or mention.joined or mention.number in ("p", "d") or len(names) > 1:
        return None
    if not names and not mention.unread:
        return None
    told = names[0] if names else []
    if any(place.level == PROVINCE for place in told):
        return None
    countries = list(dict.fromkeys([place.country for place in told])) or [home]
    if home in countries:
        countries = [home]
    for country in countries:
        found = provinces(lexicon, atlas).told(mention, country)
        if found is not None:
            return place_at(atlas, mention, mention, found, (), [f"{mention.text} is {found.name}, a province"])
    return None


def _key(words: list[str]) -> str:
    return " ".join([loose(fold(word.strip(MARKS))) for word in words])


MARKS: Final = "()\u00ab\u00bb\"'"
_MADE: Final[list[tuple[Lexicon, Provinces]]] = []


def provinces(lexicon: Lexicon, atlas: Atlas) -> Provinces:
    """Built once for a lexicon."""
    for told, made in _MADE:
        if told is lexicon:
            return made
    made = Provinces(lexicon, atlas)
    _MADE[:] = [*_MADE[-3:], (lexicon, made)]
    return made
