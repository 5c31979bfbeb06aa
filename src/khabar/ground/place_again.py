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
OF_TOWNS: Final = frozenset(
    {"airport", "port", "hospital", "school", "market", "mosque", "prison", "square", "bridge", "headquarters"}
)
SMALLER: Final = frozenset({"town", "village", "hamlet"})
LATE: Final = 4
"""Sentences after which a town is no longer the one that was spoken of last."""


def antecedent(names: PlaceNames, mention: Mention, head: Word) -> Mention | None:
    """The nearest named place that the definite noun can mean: of the same head word, kind or level; one of its own
    sentence first, but no capital there, which mostly is where somebody speaks.
    """
    fitting: Mention | None = None
    if head.kind == "crossroad" and " " in mention.text:
        return None  # the national road is not the road to a town
    dated: Mention | None = None
    for other in names.before(mention):
        best = names.best(other)
        if (
            fitting is not None
            and other.sentence < mention.sentence == fitting.sentence
            and not names.is_capital(names.best(fitting))
        ):
            return fitting
        if names.dates(other):
            dated = dated or (other if _fits(head, best) else None)
            continue
        if head.kind in SMALLER and names.is_capital(best):
            continue  # no village, but who speaks there
        if other.away_km is not None and head.level == "city":
            dated = dated or (other if _fits(head, best) else None)
            continue  # only how far from it another town lies
        if head.id in other.place_words or (head.kind and best.kind == head.kind):
            return other
        if names.called(other) in head.called or (head.kind == "area" and _fits(head, best)):
            return other
        if head.kind == "region" and best.level == "province":
            fitting = fitting or other  # the province of Helmand: *the region*, where none is called one
            continue
        if _fits(head, best) or town_of(names, head, best) is not None:
            if fitting is None:
                fitting = other
            elif fitting.sentence == mention.sentence and best.rank == CITY and _speaks_for(names, fitting, best):
                return other
    return fitting or dated


def _speaks_for(names: PlaceNames, capital: Mention, town: Site) -> bool:
    """Whether one is a capital, in which somebody speaks of the town that was told before."""
    return names.is_capital(names.best(capital)) and not names.is_capital(town)


def town_of_the_story(names: PlaceNames, mention: Mention, head: Word, told: Mention | None) -> Site | None:
    """The town where the last thing happened, for `the town` or `the area`, if nothing that it can mean was told since
    (`told`).
    """
    if mention.plural or (head.level != "city" and head.kind != "area") or head.kind == "capital":
        return None
    town = names.town_of_late(mention, LATE if head.level == "city" else LATE // 2)
    if town is None or told is None:
        if head.level != "city" and town is not None:
            last = names.before(mention)[:1]
            near = names.at_town and mention.sentence == names.sentence + 1
            return town if near and last and names.best(last[0]).id == town.id else None
        return town
    called = head.id in told.place_words
    if told.sentence >= mention.sentence or told.sentence > names.sentence + (not called):
        return None
    if head.level != "city":
        return town if names.best(told).rank == CITY else None
    if called and town.id != names.best(told).id:
        again = [m for m in names.before(mention) if names.best(m).id == town.id]
        if again and all(m.place_words and head.id not in m.place_words for m in again):
            return None  # the town of X, a bomb in the area of Y; then *the town*
    small = head.kind in SMALLER and town.kind == "city"
    return None if called and (small or not names.at_town) else town


def province_of_the_story(names: PlaceNames, mention: Mention, told: Mention | None) -> Site | None:
    """The province of the town where the last thing happened, for `the province`, where none of the country that the
    text is set in was told since (`told`); else the whole of the province told, a part of which may have been named.
    """
    if mention.plural:
        return None
    before = names.best(told) if told is not None else None
    town = names.town_of_late(mention, LATE)
    province = names.atlas.site(town.parent) if town is not None and town.parent else None
    if told is None or before is None or before.country != names.home or told.sentence < names.sentence:
        return province if province is not None and province.level == "province" else None
    return before if before.level == "province" else None


def town_of(names: PlaceNames, head: Word, place: Site) -> Site | None:
    """The town that a site told before stands in, where a town is meant (the hospital in X; the town)."""
    if head.level != "city" or place.level != "site" or not place.parent:
        return None
    town = names.atlas.site(place.parent)
    return town if town.rank == CITY else None


def both_towns(names: PlaceNames, mention: Mention) -> list[Site]:
    """The two towns told last in one sentence, for `the two towns`; none where more or fewer were told there."""
    towns: list[Site] = []
    last = -1
    for other in names.before(mention):
        if last >= 0 and other.sentence != last:
            break
        found = [best for group in names.of(other) if (best := group[0]).rank == CITY and not names.dates(other)]
        if found and last < 0:
            last = other.sentence
        towns += [town for town in found if town not in towns and not names.is_capital(town)]
    return towns if len(towns) == 2 and mention.sentence - last <= LATE else []


def in_the_town(names: PlaceNames, mention: Mention, head: Word) -> Site | None:
    """The town whose airport, market or hospital is told by the noun alone: one of its sentence, else that where the
    last thing happened.
    """
    if head.kind not in OF_TOWNS or mention.plural:
        return None
    for other in names.before(mention):
        if other.sentence < mention.sentence:
            break
        best = names.best(other)
        if best.rank == CITY and best.country == names.home and not names.dates(other):
            return best
    town = names.town_of_late(mention, LATE // 2)
    return town if town is not None and town.country == names.home else None


def _fits(head: Word, place: Site) -> bool:
    """Whether a place can be called by the word although reports name it otherwise."""
    if head.level == "city":
        return place.rank == CITY
    if head.kind == "area":
        return place.level in ("province", "district")
    if head.level == "site":
        return place.level == "site" and place.kind in SITES.get(head.kind, ())
    return head.level == "province" and place.level == "province"
