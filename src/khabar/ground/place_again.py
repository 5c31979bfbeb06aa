"""Places told again by a noun: the city, the airport, the area.

Invariant: the nearest place told before that the noun can mean; one that only dates a report comes last.
"""

from __future__ import annotations

from typing import Final

from khabar.ground.atlas import Site, Word
from khabar.ground.place_names import PlaceNames
from khabar.ground.spots import CITY
from khabar.model.mentions import Mention

SITES: Final = {
    "base": ("base", "airport"),
    "military_camp": ("base",),
    "airport": ("airport", "base"),
    "port": ("port",),
    "field": ("field", "facility"),
    "refinery": ("facility", "field"),
    "headquarters": ("facility",),
    "crossing": ("crossing",),
    "camp": ("camp",),
    "dam": ("facility",),
    "barracks": ("base",),
}


def antecedent(names: PlaceNames, mention: Mention, head: Word) -> Mention | None:
    """The nearest named place that the definite noun can mean: of the same head word, kind or level."""
    fitting: Mention | None = None
    if head.kind == "crossroad" and " " in mention.text:
        return None  # the national road is not the road to a town
    dated: Mention | None = None
    for other in names.before(mention):
        best = names.best(other)
        if names.dates(other):
            dated = dated or (other if _fits(head, best) else None)
            continue
        if head.id in other.place_words or (head.kind and best.kind == head.kind):
            return other
        if names.called(other) in head.called or (head.kind == "area" and _fits(head, best)):
            return other
        if fitting is None and (_fits(head, best) or town_of(names, head, best) is not None):
            fitting = other
    return fitting or dated


def town_of(names: PlaceNames, head: Word, place: Site) -> Site | None:
    """The town that a site told before stands in, where a town is meant (the hospital in X; the town)."""
    if head.level != "city" or place.level != "site" or not place.parent:
        return None
    town = names.atlas.site(place.parent)
    return town if town.rank == CITY else None


def _fits(head: Word, place: Site) -> bool:
    """Whether a place can be called by the word although reports name it otherwise."""
    if head.level == "city":
        return place.rank == CITY
    if head.kind == "area":
        return place.level in ("province", "district")
    if head.level == "site":
        return place.level == "site" and place.kind in SITES.get(head.kind, ())
    return head.level == "province" and place.level == "province"
