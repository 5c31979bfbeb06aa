"""Place mentions → coordinates, level and country, with the candidates that lost.

Invariant: a name of the packs gives its coordinates; an unknown name gives its level and the country that the text is
set in, and no coordinates are invented. Degrees WGS 84.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from khabar.ground.theatre import home
from khabar.model.drafts import Mention
from khabar.model.records import Lost, PlaceMention
from khabar.model.spans import Span
from khabar.packs.lexicon import Lexicon
from khabar.text.letters import fold, loose

SPECIFIC: Final = {"site": 5, "city": 4, "district": 3, "province": 2, "region": 1, "country": 0}
KM_PER_DEGREE: Final = 111.2
AWAY_KM: Final = 15.0
PART_KM: Final = 150.0
WINDOW: Final = 40
LESS: Final = "fits the document less"
SEVERAL: Final = "several"
SMALL: Final = 7
NAMED: Final = 3
MUCH: Final = 5
GAP: Final = 10
ENDS: Final = 3
ROAD_KM: Final = 300.0
QUARTERS: Final = frozenset(
    {"neighbourhood", "suburb", "quarter", "block", "street", "square", "market", "bridge", "mosque"}
)
URBAN: Final = QUARTERS | {"hospital", "school", "prison", "embassy", "headquarters"}
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


@dataclass(slots=True, frozen=True)
class Atlas:
    """What places are to each other: the capital of each country by its code, the directions by their folded words."""

    capitals: dict[str, str]
    countries: dict[str, Any]
    directions: dict[str, Any]


@lru_cache(maxsize=4)
def atlas(lexicon: Lexicon) -> Atlas:
    """Built once for a lexicon; a country's capital is its city that reports mean first, if there is one such."""
    cities: dict[str, list[Any]] = {}
    for place in lexicon.tables["place"]:
        if place.level == "city" and place.country:
            cities.setdefault(place.country, []).append(place)
    capitals = {}
    for country, known in cities.items():
        known.sort(key=lambda p: -p.weight)
        if len(known) == 1 or known[0].weight > known[1].weight:
            capitals[country] = known[0].id
    directions = {
        " ".join(loose(fold(word)) for word in form.split()): word_entry
        for word_entry in lexicon.tables["place_word"]
        if word_entry.class_ == "direction"
        for form in word_entry.forms
    }
    countries = {p.country: p for p in lexicon.tables["place"] if p.level == "country" and p.country}
    return Atlas(capitals, countries, directions)


@dataclass(slots=True, init=False)
class Located:
    """A grounded place, the ones that lost, and the steps."""

    place: PlaceMention
    lost: tuple[Lost, ...]
    because: tuple[str, ...]

    def __init__(
        self,
        place: PlaceMention,
        lost: tuple[Lost, ...],
        because: tuple[str, ...],
    ) -> None:
        self.place = place
        self.lost = lost
        self.because = because


class PlaceGrounder:
    """Grounds the places of one document; `votes` are the countries it speaks of."""

    def __init__(self, lexicon: Lexicon, votes: Counter[str], mentions: Sequence[Mention] = ()) -> None:
        self.lexicon = lexicon
        self.votes = votes
        self.atlas = atlas(lexicon)
        self._told = [m for m in mentions if any(n.kind == "place" for n in m.names)]
        self._starts = [m.span.start for m in self._told]
        self._grounded: dict[int, tuple[Mention, Located | None]] = {}
        self._names_of: dict[int, tuple[Mention, list[list[Any]]]] = {}
        self._most = max(votes.values(), default=0)
        self._own = Counter(name for m in self._told for name in {n.id for n in m.names if n.kind == "place"})

    def ground(self, mention: Mention) -> Located | None:
        """The place that a mention names, through its antecedent if it has one; None where no place can be read.

        Found once: mentions stay as they are while a document is grounded.
        """
        kept = self._grounded.get(id(mention))
        if kept is None or kept[0] is not mention:
            kept = self._grounded[id(mention)] = (mention, self._ground(mention))
        return kept[1]

    def _ground(self, mention: Mention) -> Located | None:
        names = self._names(mention)
        head = self._head(mention)
        if head is not None and head.kind == "territory":
            return self._territory(mention, names)
        if head is not None and head.kind == "crossroad":
            road = self._road(mention)
            if road is not None:
                return road
        if head is not None and head.kind in QUARTERS and names:
            names = [fit for group in names if (fit := [p for p in group if p.level != "city"])]
        if head is not None and head.kind == "capital":
            found = self._capital(mention, names)
            if found is not None:
                return found
        if names and not (head is not None and self._bare(mention, names)):
            return self._named(mention, mention, names)
        if head is not None and head.level == "country" and self._plain(mention):
            return self._homeland(mention)
        plain = head is not None and self._plain(mention) and not mention.plural
        told = self._antecedent(mention, head) if plain else None
        told = told or mention.antecedent
        if told is not None and self._names(told):
            return self._named(mention, told, self._names(told))
        return self._unknown(mention)

    def _territory(self, mention: Mention, names: list[list[Any]]) -> Located | None:
        """The country whose land or sky is told by its name or its adjective."""
        if names:
            return self._named(mention, mention, names)
        codes = [self.lexicon.get(n).country for n in mention.nationalities]
        place = self.atlas.countries.get(codes[0]) if codes else None
        if place is None:
            return None
        return self._place(mention, mention, place, (), [f"{mention.text} is {place.name}, by its adjective"])

    def _road(self, mention: Mention) -> Located | None:
        """A road between two towns, a point between them: those in its phrase and those named right after it."""
        ends = [group[0] for group in self._names(mention)]
        span = mention.span
        at = bisect_left(self._starts, span.end)
        for other in self._told[at : at + ENDS]:
            if len(ends) > 1 or other.sentence != mention.sentence or other.span.start - span.end > GAP:
                break
            ends += [group[0] for group in self._names(other)]
            span = Span(span.start, other.span.end)
        towns = [p for p in ends if p.level in ("city", "site")]
        if len(towns) != 2 or len(ends) != 2 or _apart(*towns) > ROAD_KM:
            return None
        place = _region(mention.text, mention.span, towns)
        return Located(place, (), (f"{mention.text} leads from {towns[0].name} to {towns[1].name}",))

    def _head(self, mention: Mention) -> Any:
        """The word for a place that heads a mention, else None."""
        return next((h for h in map(self.lexicon.get, mention.place_words) if h.class_ == "head"), None)

    def _bare(self, mention: Mention, names: list[list[Any]]) -> bool:
        """Whether a common word with the article only looks like a name (the base, the island)."""
        return len(mention.text.split()) == 1 and all(p.common for p in names[0])

    @staticmethod
    def _plain(mention: Mention) -> bool:
        """Whether it is definite by its article and says nothing more that would tell it apart."""
        return mention.definite and len(mention.text.split()) <= 2 and mention.amount is None

    def _capital(self, mention: Mention, names: list[list[Any]]) -> Located | None:
        """The capital of the country named with it, of the one told last, or of the one that the text is set in."""
        countries = [p.country for group in names for p in group if p.level == "country"]
        countries += [self.lexicon.get(n).country for n in mention.nationalities]
        if not countries and names:
            return None
        if not countries:
            named = map(self._best, self._before(mention))
            told = [p.country for p in named if p.id == self.atlas.capitals.get(p.country)]
            setting = home(self.votes)
            countries = [setting] if setting in told or not told else told
        known = self.atlas.capitals.get(countries[0]) if countries else None
        if known is None:
            return None
        place = self.lexicon.get(known)
        why = [f"{mention.text} is {place.name}, the capital of {place.country}"]
        return self._place(mention, mention, place, (), why)

    def _homeland(self, mention: Mention) -> Located | None:
        """The country that the text is set in, for `the country`."""
        place = self.atlas.countries.get(home(self.votes))
        if place is None:
            return None
        return self._place(mention, mention, place, (), [f"{mention.text} is {place.name}, where the text is set"])

    def _before(self, mention: Mention) -> list[Mention]:
        """The mentions before one that name a place, nearest first."""
        at = bisect_left(self._starts, mention.span.start)
        return [m for m in self._told[max(0, at - WINDOW) : at][::-1] if self._names(m)]

    def _best(self, mention: Mention) -> Any:
        """The place of the first name in a mention that has one."""
        return max(self._names(mention)[0], key=lambda p: (self._score(p, mention), p.id))

    def _antecedent(self, mention: Mention, head: Any) -> Mention | None:
        """The nearest named place that the definite noun can mean: of the same head word, kind or level."""
        loose: Mention | None = None
        for other in self._before(mention):
            best = self._best(other)
            if head.id in other.place_words or (head.kind and best.kind == head.kind):
                return other
            if loose is None and self._fits(head, best):
                loose = other
        return loose

    @staticmethod
    def _fits(head: Any, place: Any) -> bool:
        """Whether a place can be called by the word although reports name it otherwise."""
        if head.level == "city":
            return bool(place.level == "city")
        if head.level == "site":
            return bool(place.level == "site" and place.kind in SITES.get(head.kind, ()))
        return bool(head.level == "province" and place.level == "province")

    def _names(self, mention: Mention) -> list[list[Any]]:
        """The candidate places of each name in the mention, in order of the text."""
        kept = self._names_of.get(id(mention))
        if kept is not None and kept[0] is mention:
            return kept[1]
        by_span: dict[tuple[int, int], list[Any]] = {}
        for name in mention.names:
            if name.kind == "place":
                place = self.lexicon.get(name.id)
                if not self._strange(place):
                    by_span.setdefault((name.span.start, name.span.end), []).append(place)
        names = [by_span[key] for key in sorted(by_span)]
        self._names_of[id(mention)] = (mention, names)
        return names

    def _strange(self, place: Any) -> bool:
        """Whether a small place cannot be meant here: of its country the document speaks by this name only, of another
        country much."""
        if place.weight > SMALL or place.level in ("country", "region") or not place.country:
            return False
        others = self.votes.get(place.country, 0) - NAMED * self._own[place.id]
        return others <= 0 and self._most >= MUCH

    def _score(self, place: Any, mention: Mention) -> float:
        score: float = 3.0 * self.votes.get(place.country, 0) ** 0.5 + 0.3 * place.weight + 0.2 * SPECIFIC[place.level]
        if place.common and not mention.place_words and not mention.prep:
            score -= 3.0
        for word in mention.place_words:
            head = self.lexicon.get(word)
            if head.level and head.level == place.level:
                score += 2.0
            if head.kind and head.kind == place.kind:
                score += 1.0
        return score

    def _named(self, mention: Mention, told: Mention, names: list[list[Any]]) -> Located:
        chosen: list[tuple[Any, float]] = []
        lost: list[Lost] = []
        for candidates in names:
            ranked = sorted(((self._score(c, told), c) for c in candidates), key=lambda pair: (-pair[0], pair[1].id))
            chosen.append((ranked[0][1], ranked[0][0]))
            lost += [
                Lost(value=f"{c.name} ({c.country or SEVERAL})", rule=f"place:{c.id}", score=round(s, 2), because=LESS)
                for s, c in ranked[1:]
            ]
        if self._several(told, names):
            return self._spread(mention, [place for place, _ in chosen], tuple(lost))
        best = max(chosen, key=lambda pair: SPECIFIC[pair[0].level])[0]
        because = [f"{told.text} is {best.name} ({best.country or 'several countries'}), {best.source}"]
        if told is not mention:
            because.insert(0, f"{mention.text} means {told.text}")
        return self._place(mention, told, best, tuple(lost), because)

    @staticmethod
    def _spread(mention: Mention, places: list[Any], lost: tuple[Lost, ...]) -> Located:
        """One region for several places under one head noun, a point between them."""
        place = _region(mention.text, mention.span, places)
        return Located(place, lost, (f"{mention.text} names {len(places)} places together",))

    @staticmethod
    def _several(mention: Mention, names: list[list[Any]]) -> bool:
        """Whether a mention names several places of one rank (the governorates of A and B), none inside another."""
        if len(names) < 2 or not mention.joined or not mention.place_words or mention.whole:
            return False
        levels = {candidates[0].level for candidates in names}
        parents = {p.parent for candidates in names for p in candidates}
        return len(levels) <= 2 and not any(p.id in parents for candidates in names for p in candidates)

    def _place(self, mention: Mention, told: Mention, best: Any, lost: tuple[Lost, ...], because: list[str]) -> Located:
        lat, lon, level, name = best.lat, best.lon, best.level, best.name
        direction = self._direction(mention, told)
        if direction is not None:
            if level == "country" and direction.bearing is None:
                level, name = "region", f"central {name}"
            elif level == "country":
                lat, lon = moved(lat, lon, direction.bearing, PART_KM)
                level, name = "region", f"{direction.id.rsplit('.', 1)[-1].replace('_', '-')} {name}"
                because.append("a part of a country: its centre moved that way")
            elif level in ("province", "region"):
                level = "region"
        country = best.country or None
        if mention.away_km is not None and mention.away_km >= AWAY_KM and level in ("city", "site", "district"):
            if direction is not None and direction.bearing is not None:
                lat, lon = moved(lat, lon, direction.bearing, mention.away_km)
            level, name = "region", f"{mention.away_km:.0f} km off {name}"
            country = None if mention.at_sea else country
            because.append("so far from it that it is another place")
        place = PlaceMention(
            text=mention.text,
            span=mention.span,
            level=level,
            name=name,
            country=country,
            lat=round(lat, 4),
            lon=round(lon, 4),
            entity=best.id,
        )
        return Located(place, lost, tuple(because))

    def _direction(self, mention: Mention, told: Mention) -> Any:
        """The word of direction before or inside the phrase, else None."""
        for prep in (mention.prep, mention.prep.partition(" ")[2]):
            if prep in self.atlas.directions:
                return self.atlas.directions[prep]
        return next((w for w in map(self.lexicon.get, told.place_words) if w.class_ == "direction"), None)

    def _unknown(self, mention: Mention) -> Located | None:
        """A place by its head word alone: a town that no pack knows."""
        heads = [self.lexicon.get(w) for w in mention.place_words]
        head = next((h for h in heads if h.class_ == "head" and h.level), None)
        words = len(mention.text.split())
        if head is None or (mention.definite and words < 2):
            return None
        if head.level == "site" and (mention.amount is not None or mention.number == "p" or words < 2):
            return None  # some buildings, two posts: things struck, but no place that could be found
        country = home(self.votes) or None
        town = self._town(mention) if head.kind in URBAN and mention.number != "p" else None
        if town is not None:
            return self._inside(mention, head, town)
        if mention.nationalities:
            country = self.lexicon.get(mention.nationalities[0]).country or country
        place = PlaceMention(text=mention.text, span=mention.span, level=head.level, name=None, country=country)
        return Located(place, (), (f"{head.level} by its head word; not in the packs",))

    def _town(self, mention: Mention) -> Any:
        """The town that a quarter, street or building stands in: one named right after it, else the last one told."""
        at = bisect_left(self._starts, mention.span.end)
        for other in self._told[at : at + ENDS]:
            if other.sentence == mention.sentence and other.span.start - mention.span.end <= 2 * GAP and other.prep:
                names = self._names(other)
                if names and self._best(other).level == "city":
                    return self._best(other)
        setting = home(self.votes)
        for other in self._before(mention):
            best = self._best(other)
            if best.level == "city" and best.country == setting:
                return best
        return None

    @staticmethod
    def _inside(mention: Mention, head: Any, town: Any) -> Located:
        """A part of a town that no pack knows: the town's own coordinates."""
        place = PlaceMention(
            text=mention.text, span=mention.span, level=head.level, name=None, country=town.country or None,
            lat=town.lat, lon=town.lon,
        )  # fmt: skip
        return Located(place, (), (f"{head.kind} in {town.name}; not in the packs itself",))


def moved(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """The point `km` kilometres from another, in degrees; flat-earth, good enough below 300 km."""
    north = math.cos(math.radians(bearing)) * km / KM_PER_DEGREE
    east = math.sin(math.radians(bearing)) * km / (KM_PER_DEGREE * max(0.2, math.cos(math.radians(lat))))
    return lat + north, lon + east


def _apart(one: Any, other: Any) -> float:
    """Kilometres between two places, flat-earth."""
    north = (one.lat - other.lat) * KM_PER_DEGREE
    east = (one.lon - other.lon) * KM_PER_DEGREE * math.cos(math.radians(one.lat))
    return math.hypot(north, east)


def together(places: list[PlaceMention], text: str) -> PlaceMention:
    """Several countries named together: a region without a country, a point between them."""
    span = Span(places[0].span.start, places[-1].span.end)
    return _region(span.of(text), span, places)


def _region(text: str, span: Span, places: Sequence[Any]) -> PlaceMention:
    """The region of several places, of the packs or of the text: a point between them, their country if it is one."""
    countries = {p.country for p in places}
    return PlaceMention(
        text=text,
        span=span,
        level="region",
        name=" and ".join(p.name or "" for p in places),
        country=countries.pop() if len(countries) == 1 else None,
        lat=round(sum((p.lat or 0.0 for p in places), 0.0) / len(places), 4),
        lon=round(sum((p.lon or 0.0 for p in places), 0.0) / len(places), 4),
    )
