"""Borders that are told by the adjective of a state, or by a direction: which two states they part.

Invariant: a border is a region; what the packs do not know of it has no coordinates. Degrees WGS 84.
"""

from __future__ import annotations

from typing import Final

from khabar.ground.atlas import Atlas, Site
from khabar.ground.located import Located, direction_of, place_at, spot_of
from khabar.ground.place_names import PlaceNames
from khabar.model.mentions import Mention
from khabar.model.native import mypyc_attr
from khabar.packs.lexicon import Lexicon

ENDING: Final = " border"
REGION: Final = "region"


@mypyc_attr(acyclic=True)
class Borders:
    """The borders that the packs name, by the two states that they part."""

    __slots__ = ("known",)

    def __init__(self, lexicon: Lexicon) -> None:
        codes = {entry.name: str(entry.country) for entry in lexicon.tables["nationality"]}
        self.known: dict[tuple[str, str], Site] = {}
        for place in lexicon.tables["place"]:
            if place.level != REGION or not place.name.endswith(ENDING):
                continue
            one, _, other = place.name.removesuffix(ENDING).partition("-")
            if one in codes and other in codes:
                self.known[_pair(codes[one], codes[other])] = Site(place)

    def between(self, one: str, other: str) -> Site | None:
        """The border of two states, if the packs name it."""
        return self.known.get(_pair(one, other))


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


_MADE: Final[list[tuple[Lexicon, Borders]]] = []


def borders(lexicon: Lexicon) -> Borders:
    """Built once for a lexicon."""
    for told, made in _MADE:
        if told is lexicon:
            return made
    made = Borders(lexicon)
    _MADE[:] = [*_MADE[-3:], (lexicon, made)]
    return made


def border_told(lexicon: Lexicon, names: PlaceNames, atlas: Atlas, mention: Mention) -> Located:
    """A border without the name of its own: of the states of its adjectives, else of the country that the text is set
    in, on the side that its direction tells.
    """
    states: list[str] = []
    for nationality in mention.nationalities:
        country = str(lexicon.get(nationality).country)
        if country and country not in states:
            states.append(country)
    home = names.home
    if len(states) == 1 and states[0] != home and home:
        states.append(home)
    if len(states) > 1:
        known = borders(lexicon).between(states[0], states[1])
        if known is not None:
            located = place_at(atlas, mention, mention, known, (), [f"{mention.text} is the {known.name}"])
            if len(mention.nationalities) == 1:
                located.place = located.place.of_country(home)  # told by the other side's name
            return located
        country = home if home in states and len(mention.nationalities) == 1 else ""
        return Located(spot_of(mention, REGION, country), (), ("a border of two states",))
    direction = direction_of(atlas, mention, mention)
    if not states and direction is not None and direction.bearing is not None:
        part = atlas.parts.get((home, direction.bearing))
        if part is not None:
            return place_at(atlas, mention, mention, part, (), [f"{mention.text} is in {part.name}"])
    return Located(
        spot_of(mention, REGION, states[0] if states else home), (), ("a border of the country of the text",)
    )
