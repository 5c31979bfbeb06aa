"""Place mentions → coordinates, level and country, with the candidates that lost.

Invariant: a name of the packs gives its coordinates; an unknown name gives its level and, where a known place stands beside
it, the country, and no coordinates are invented. Degrees WGS 84.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import Any

from khabar.model.drafts import Mention
from khabar.model.records import Lost, PlaceMention
from khabar.packs.lexicon import Lexicon

SPECIFIC = {"site": 5, "city": 4, "district": 3, "province": 2, "region": 1, "country": 0}
OFFSET_KM = 0.0
KM_PER_DEGREE = 111.2


@dataclass(slots=True)
class Located:
    """A grounded place, the ones that lost, and the steps."""

    place: PlaceMention
    lost: tuple[Lost, ...]
    because: tuple[str, ...]


class PlaceGrounder:
    """Grounds the places of one document; `votes` are the countries it speaks of."""

    def __init__(self, lexicon: Lexicon, votes: Counter[str]) -> None:
        self.lexicon = lexicon
        self.votes = votes

    def ground(self, mention: Mention) -> Located | None:
        """The place that a mention names, through its antecedent if it has one; None where no place can be read."""
        told = mention if self._names(mention) or mention.antecedent is None else mention.antecedent
        names = self._names(told)
        if names:
            return self._named(mention, told, names)
        return self._unknown(mention)

    def _names(self, mention: Mention) -> list[list[Any]]:
        """The candidate places of each name in the mention, in order of the text."""
        by_span: dict[tuple[int, int], list[Any]] = {}
        for name in mention.names:
            if name.kind == "place":
                by_span.setdefault(tuple(name.span), []).append(self.lexicon.get(name.id))  # type: ignore[arg-type]
        return [by_span[key] for key in sorted(by_span)]

    def _score(self, place: Any, mention: Mention) -> float:
        score = 3.0 * self.votes.get(place.country, 0) ** 0.5 + 0.3 * place.weight + 0.2 * SPECIFIC[place.level]
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
            lost += [Lost(value=f"{c.name} ({c.country or 'several'})", rule=f"place:{c.id}", score=round(s, 2), because="fits the document less") for s, c in ranked[1:]]
        best = max(chosen, key=lambda pair: SPECIFIC[pair[0].level])[0]
        because = [f"{told.text} is {best.name} ({best.country or 'several countries'}), {best.source}"]
        if told is not mention:
            because.insert(0, f"{mention.text} means {told.text}")
        return self._place(mention, told, best, tuple(lost), because)

    def _place(self, mention: Mention, told: Mention, best: Any, lost: tuple[Lost, ...], because: list[str]) -> Located:
        lat, lon, level, name = best.lat, best.lon, best.level, best.name
        direction = next((self.lexicon.get(w) for w in told.place_words if self.lexicon.get(w).class_ == "direction"), None)
        if direction is not None and direction.bearing is not None:
            if level in ("country",):
                lat, lon = moved(lat, lon, direction.bearing, 150.0)
                level, name = "region", f"{direction.id.rsplit('.', 1)[-1].replace('_', '-')} {name}"
                because.append("a part of a country: its centre moved that way")
            elif level in ("province", "region"):
                level = "region"
        place = PlaceMention(
            text=mention.text, span=mention.span, level=level, name=name, country=best.country or None,
            lat=round(lat, 4), lon=round(lon, 4), entity=best.id,
        )  # fmt: skip
        return Located(place, lost, tuple(because))

    def _unknown(self, mention: Mention) -> Located | None:
        """A place by its head word alone: a town that no pack knows."""
        heads = [self.lexicon.get(w) for w in mention.place_words]
        head = next((h for h in heads if h.class_ == "head" and h.level), None)
        if head is None or (mention.definite and len(mention.text.split()) < 2):
            return None
        country = self.votes.most_common(1)[0][0] if self.votes else None
        place = PlaceMention(text=mention.text, span=mention.span, level=head.level, name=None, country=country)
        return Located(place, (), (f"{head.level} by its head word; not in the packs",))


def moved(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """The point `km` kilometres from another, in degrees; flat-earth, good enough below 300 km."""
    north = math.cos(math.radians(bearing)) * km / KM_PER_DEGREE
    east = math.sin(math.radians(bearing)) * km / (KM_PER_DEGREE * max(0.2, math.cos(math.radians(lat))))
    return lat + north, lon + east


def together(places: list[PlaceMention], text: str) -> PlaceMention:
    """Several countries named together: a region without a country, a point between them."""
    first, last = places[0], places[-1]
    span = type(first.span)(first.span.start, last.span.end)
    lats, lons = [p.lat or 0.0 for p in places], [p.lon or 0.0 for p in places]
    countries = {p.country for p in places}
    return PlaceMention(
        text=text[span.start : span.end], span=span, level="region", name=" and ".join(p.name or "" for p in places),
        country=countries.pop() if len(countries) == 1 else None,
        lat=round(sum(lats) / len(lats), 4), lon=round(sum(lons) / len(lons), 4),
    )  # fmt: skip
