"""Parts of towns: quarters, streets, buildings, and the town that each stands in.

Invariant: a quarter that is told with a town lies in that town, or near it; what is called after a town elsewhere is
not that town.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from khabar.ground.atlas import QUARTERS, Site, Word
from khabar.ground.place_names import Names, PlaceNames
from khabar.ground.spots import CITY, PROVINCE
from khabar.model.earth import flat_km
from khabar.model.mentions import Mention

GAP: Final = 20
NEXT: Final = 3
AROUND: Final = 8
LATE: Final = 6
ROUND_KM: Final = 30.0
DISTRICT: Final = 3
OPEN: Final = frozenset({"market", "bridge"})
URBAN: Final = QUARTERS | {"hospital", "school", "prison", "embassy", "headquarters"}


def quarter_word(names: PlaceNames, mention: Mention) -> Word | None:
    """The word for a part of a town that begins a name of the packs (the quarter of X), else None."""
    if mention.plural or " " not in mention.text:
        return None
    return names.atlas.quarters.get(names.called(mention))


def nearest(names: PlaceNames, mention: Mention) -> tuple[Site | None, frozenset[str]]:
    """The town that a quarter is told with in its sentence (None: none), and all places of the sentence."""
    at = bisect_left(names.starts, mention.span.end)
    here = [m for m in names.before(mention)[:AROUND] if m.sentence == mention.sentence]
    here += [m for m in names.told[at : at + NEXT] if m.sentence == mention.sentence and names.of(m)]
    if not any(names.best(m).level == "city" for m in here):
        return None, frozenset()
    return town_around(names, mention), frozenset(p.id for m in here for group in names.of(m) for p in group)


def beside(names: PlaceNames, place: Site, near: tuple[Site | None, frozenset[str]]) -> bool:
    """Whether a quarter of a town can be meant: no other town is told with it, or its own is told near too."""
    town, told = near
    if town is None or place.level != "district" or not place.parent or place.parent in (town.id, town.parent):
        return True
    parent = names.atlas.site(place.parent)
    return parent.rank != CITY or flat_km(place, town) <= ROUND_KM or parent.id in told


def unlike_heads(names: PlaceNames, mention: Mention, head: Word, told: Names) -> Names:
    """The names that are no towns or provinces after which a quarter, a street or a hospital elsewhere is called; a
    market or a bridge is in the town of the setting that it is named with.
    """
    if head.kind in QUARTERS:
        near = nearest(names, mention)
        town = _says_town(names, mention)
        return [fit for group in told if (fit := [p for p in group if _may_be(names, p, head, near, town)])]
    if head.kind in URBAN and names.votes:
        setting = names.home
        return [fit for g in told if (fit := [p for p in g if p.rank != CITY or p.country in ("", setting)])]
    return told


def _may_be(names: PlaceNames, place: Site, head: Word, near: tuple[Site | None, frozenset[str]], town: bool) -> bool:
    """Whether a place can be what a quarter, a street or a market is named with; `town`: a word for one is there."""
    if place.rank in (CITY, PROVINCE):
        if place.rank == CITY and town:
            return True
        return head.kind in OPEN and place.country == names.home and not place.common
    return place.rank != DISTRICT or (names.in_sight(place) and beside(names, place, near))


def _says_town(names: PlaceNames, mention: Mention) -> bool:
    """Whether a word for a town stands in a phrase behind its head (the market of the town of X)."""
    for word in mention.place_words[1:]:
        told = names.atlas.word(word)
        if told.class_ == "head" and told.level == "city":
            return True
    return False


def town_around(names: PlaceNames, mention: Mention) -> Site | None:
    """The town that a quarter, street or building stands in: one named right after it, one of its sentence, that where
    the last thing happened, else the last one told.
    """
    at = bisect_left(names.starts, mention.span.end)
    for other in names.told[at : at + NEXT]:
        near = other.sentence == mention.sentence and other.span.start - mention.span.end <= GAP and other.prep
        if near and names.of(other) and names.best(other).level in ("city", "district"):
            return names.best(other)
    setting = names.home
    dated: Site | None = None
    for other in names.before(mention):
        best = names.best(other)
        if other.sentence < mention.sentence and names.sentence >= other.sentence:
            story = names.town_of_late(mention, LATE)
            if story is not None and story.country == setting:
                return story
        if best.rank == CITY and best.country == setting:
            if not names.dates(other):
                return best
            dated = dated or best
    return dated
