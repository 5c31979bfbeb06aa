"""Borders that are told by the adjective or the name of a state, or by a direction: which two states they part.

Invariant: a border is a region; what the packs do not know of it has no coordinates. Degrees WGS 84.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from khabar.ground.atlas import Atlas, Site
from khabar.ground.located import Located, direction_of, place_at, spot_of
from khabar.ground.place_names import PlaceNames
from khabar.ground.theatre import home as home_of
from khabar.model.mentions import Mention
from khabar.model.native import mypyc_attr
from khabar.packs.lexicon import Lexicon
from khabar.text.letters import fold, loose

ENDING: Final = " border"
REGION: Final = "region"
NEXT: Final = 24
"""Letters between a border and the state that it is shared with."""


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


def _after(lexicon: Lexicon, names: PlaceNames, mention: Mention) -> tuple[list[str], bool]:
    """The states told right after a border (with Algeria, between Mali and Niger), and whether it is between them."""
    if names.text[mention.end : mention.end + 1] != " ":
        return [], False
    at = bisect_left(names.starts, mention.end)
    states: list[str] = []
    amid = False
    end = mention.end
    for other in names.told[at : at + 2]:
        between = names.text[end : other.names[0].span.start].split()
        if not between or other.start - end > NEXT or other.sentence != mention.sentence:
            break
        if not states:
            word = loose(fold(between[-1]))
            amid = word in lexicon.closed("between")
            if not amid and word not in lexicon.closed("with"):
                break
        elif not amid or len(between) > 1:
            break
        for name in other.names:
            country = names.atlas.site(name.id).country if name.kind == "place" else ""
            if country and country not in states:
                states.append(country)
        if not amid:
            break
        end = other.end
    if not states:
        word = loose(fold(names.text[mention.end + 1 : mention.end + NEXT].split(" ", 1)[0]))
        amid = word in lexicon.closed("between")  # between the two countries
    return states, amid


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
    told, amid = _after(lexicon, names, mention) if not states else ([], False)
    if amid or mention.prep in lexicon.closed("across"):
        known = borders(lexicon).between(told[0], told[1]) if len(told) == 2 else None
        if known is None:
            return Located(spot_of(mention, REGION, ""), (), ("a border, on both its sides",))
        why = [f"{mention.text} is the {known.name}"]
        located = place_at(atlas, mention, mention, known, (), why)
        located.place = located.place.of_country("")
        return located
    if len(told) == 1:
        if home == told[0]:
            home = home_of({country: count for country, count in names.votes.items() if country != home}) or home
        if home and home != told[0]:
            known = borders(lexicon).between(home, told[0])
            if known is not None:
                located = place_at(atlas, mention, mention, known, (), [f"{mention.text} is the {known.name}"])
                located.place = located.place.of_country(home)  # told by the other side's name
                return located
            return Located(spot_of(mention, REGION, home), (), ("its border with another state",))
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
