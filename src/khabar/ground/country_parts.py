"""Parts of countries that are told by a direction without the country's name: the towns of the north, the Libyan west.

Invariant: a direction without a nation means the country that the text is set in.
"""

from __future__ import annotations

from khabar.ground.atlas import Atlas, Word
from khabar.ground.located import Located, direction_of, place_at
from khabar.model.mentions import Mention
from khabar.text.clitics import AL
from khabar.text.letters import TA_MARBUTA, YA, fold, loose


def side_of_home(atlas: Atlas, mention: Mention, head: Word | None, home: str) -> Located | None:
    """A part of the country that the text is set in, by a direction alone (the towns of the north)."""
    if head is not None and head.level != "city":
        return None
    direction = direction_of(atlas, mention, mention)
    if direction is None or direction.bearing is None or mention.text.endswith((YA, TA_MARBUTA)):
        return None
    if head is not None and (mention.definite != (AL in mention.text) or not mention.plural):
        return None
    place = atlas.countries.get(home)
    if place is None or (head is None and len(mention.text.split()) > 1):
        return None
    why = [f"{mention.text} is a part of {place.name}, where the text is set"]
    return place_at(atlas, mention, mention, place, (), why)


def side_of_nation(atlas: Atlas, mention: Mention, head: Word | None, country: str) -> Located | None:
    """A part of a country that is told by its adjective (the Ukrainian east)."""
    place = atlas.countries.get(country)
    if place is None or head is not None:
        return None
    direction = direction_of(atlas, mention, mention)
    if direction is None or direction.bearing is None:
        return None
    if loose(fold(" ".join(mention.text.split()[:-1]))) not in direction.called:
        return None
    return place_at(atlas, mention, mention, place, (), [f"{mention.text} is a part of {place.name}"])
