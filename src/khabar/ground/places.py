"""Place mentions → coordinates, level and country, with the candidates that lost.

Invariant: a name of the packs gives its coordinates; an unknown name gives its level and the country that the text is
set in, and no coordinates are invented. Degrees WGS 84.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from khabar.ground.atlas import QUARTERS, atlas
from khabar.ground.focus import OUR
from khabar.ground.place_points import apart, moved, region_of
from khabar.ground.theatre import home
from khabar.model.drafts import Mention
from khabar.model.native import mypyc_attr
from khabar.model.records import Lost, PlaceMention
from khabar.model.spans import Span
from khabar.packs.lexicon import Lexicon
from khabar.text.clitics import AL
from khabar.text.letters import TA_MARBUTA, YA, fold, loose

SPECIFIC: Final = {"site": 5, "city": 4, "district": 3, "province": 2, "region": 1, "country": 0}
AWAY_KM: Final = 15.0
PART_KM: Final = 150.0
WINDOW: Final = 40
LESS: Final = "fits the document less"
SEVERAL: Final = "several"
SMALL: Final = 5
SLIGHT: Final = 2
BESIDE: Final = 1.5
BORDER: Final = "place_word.part.border"
POINTS: Final = ("city", "site", "district")
NAMED: Final = 3
MUCH: Final = 5
DESERT: Final = ".desert"
GAP: Final = 10
DATELINE: Final = 60
DASHES: Final = "-\u2013\u2014"
ENDS: Final = 3
AROUND: Final = 8
ROUND_KM: Final = 30.0
ROAD_KM: Final = 300.0
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


@mypyc_attr(acyclic=True)
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

    def __init__(self, lexicon: Lexicon, votes: Counter[str], mentions: Sequence[Mention] = (), text: str = "") -> None:
        self.lexicon = lexicon
        self._near = lexicon.closed("near")
        self.text = text
        self.votes = votes
        self.atlas = atlas(lexicon)
        self._told = [m for m in mentions if any(n.kind == "place" for n in m.names)]
        self._starts = [m.span.start for m in self._told]
        self._grounded: dict[int, tuple[Mention, Located | None]] = {}
        self._names_of: dict[int, tuple[Mention, list[list[Any]]]] = {}
        self._most = max(votes.values(), default=0)
        self._own = Counter(name for m in self._told for name in {n.id for n in m.names if n.kind == "place"})
        known = [lexicon.get(name) for name in self._own]
        self._towns = frozenset(place.country for place in known if place.level == "city")
        self.issuer = ""
        """The country of whoever issues the text, where he speaks of his own land."""

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
        if (
            names
            and head is None
            and mention.prep in self._near
            and all(p.level == "country" for group in names for p in group)
        ):
            return None  # near another country: not in it
        if (head is not None and head.kind == "territory") or self._depth(mention, head):
            return self._territory(mention, names)
        if head is not None and head.kind == "crossroad":
            road = self._road(mention)
            if road is not None:
                return road
        if head is not None and names and not mention.plural:
            names = self._unlike_heads(mention, head, names)
        quarter = self._quarter(mention) if head is None and names else None
        if quarter is not None and all(p.level == "district" for group in names for p in group):
            near = self._nearest(mention)
            names = [fit for group in names if (fit := [p for p in group if self._beside(p, near)])]
            if not names:
                return self._unknown(mention, quarter)
        if head is not None and head.kind == "capital":
            found = self._capital(mention, names)
            if found is not None:
                return found
        if names and not (head is not None and self._bare(mention, names)):
            return self._named(mention, mention, names)
        border = head.kind == "border" if head is not None else BORDER in mention.place_words
        if border and not mention.nationalities:
            return self._border(mention)
        side = self._side_of_home(mention, head) if mention.place_words and not mention.unread else None
        if side is not None:
            return side
        if mention.pronoun == OUR and head is not None and head.level == "country":
            return self._our_land(mention)
        the = self.lexicon.get(mention.the_place) if mention.the_place and self._plain(mention) else None
        if the is not None and the.level == "country":
            return self._homeland(mention, the)
        told = self._antecedent(mention, the) if the is not None and not mention.plural else None
        if told is None and not mention.unread:
            told = mention.antecedent
        known = told is not None and bool(self._names(told))
        town = self._town_of(the, self._best(told)) if known and told is not None and the is not None else None
        if town is not None:
            return self._place(
                mention, mention, town, (), [f"{mention.text} is {town.name}, by a site in it told before"]
            )
        if told is not None and self._names(told):
            return self._in_the(mention, head, the, told) or self._named(mention, told, self._names(told))
        return self._unknown(mention)

    def _quarter(self, mention: Mention) -> Any:
        """The word for a part of a town that begins a name of the packs (the quarter of X), else None."""
        first, _, rest = mention.text.partition(" ")
        return self.atlas.quarters.get(loose(fold(first))) if rest and not mention.plural else None

    def _nearest(self, mention: Mention) -> tuple[Any, frozenset[str]]:
        """The town that a quarter is told with in its sentence (None: none), and all places of the sentence."""
        at = bisect_left(self._starts, mention.span.end)
        here = [m for m in self._before(mention)[:AROUND] if m.sentence == mention.sentence]
        here += [m for m in self._told[at : at + ENDS] if m.sentence == mention.sentence and self._names(m)]
        if not any(self._best(m).level == "city" for m in here):
            return None, frozenset()
        return self._town(mention), frozenset(p.id for m in here for group in self._names(m) for p in group)

    def _beside(self, place: Any, near: tuple[Any, frozenset[str]]) -> bool:
        """Whether a quarter of a town can be meant: no other town is told with it, or its own is told near too."""
        town, told = near
        if town is None or place.level != "district" or not place.parent or place.parent in (town.id, town.parent):
            return True
        parent = self.lexicon.get(place.parent)
        return parent.level != "city" or apart(place, town) <= ROUND_KM or parent.id in told

    def _unlike_heads(self, mention: Mention, head: Any, names: list[list[Any]]) -> list[list[Any]]:
        """The names that are no towns after which a quarter, a street or a hospital elsewhere is called."""
        if head.kind in QUARTERS:
            near = self._nearest(mention)
            return [
                fit
                for group in names
                if (fit := [p for p in group if p.level != "city" and self._in_sight(p) and self._beside(p, near)])
            ]
        if head.kind in URBAN and self.votes:
            setting = home(self.votes)
            return [fit for g in names if (fit := [p for p in g if p.level != "city" or p.country in ("", setting)])]
        return names

    def side(self, mention: Mention) -> str:
        """The country that a mention tells by an adjective or by a name; ``""`` where it tells none."""
        codes = [self.lexicon.get(n).country for n in mention.nationalities]
        codes += [self.lexicon.get(n.id).country for n in mention.names if n.kind in ("actor", "office", "place")]
        return codes[0] or "" if codes else ""

    def _in_sight(self, place: Any) -> bool:
        """Whether a small place can be meant: no quarter of a town that is not told of, where others are."""
        if place.level != "district" or place.weight > SLIGHT or self._own[place.parent]:
            return True
        parent = self.lexicon.get(place.parent) if place.parent else None
        return parent is None or parent.level != "city" or place.country not in self._towns

    def _depth(self, mention: Mention, head: Any) -> bool:
        """Whether the inside of a country is told by its adjective (the Iranian depth)."""
        if head is not None or mention.names or not mention.nationalities or not mention.place_words:
            return False
        return any(word.class_ == "part" for word in map(self.lexicon.get, mention.place_words))

    def _border(self, mention: Mention) -> Located:
        """A border that is told without a name: of the country that the text is set in."""
        place = PlaceMention(
            text=mention.text, span=mention.span, level="region", name=None, country=home(self.votes) or None
        )
        return Located(place, (), ("a border of the country that the text is set in",))

    def _side_of_home(self, mention: Mention, head: Any) -> Located | None:
        """A part of the country that the text is set in, by a direction alone (the towns of the north)."""
        if mention.names or mention.nationalities or (head is not None and head.level != "city"):
            return None
        direction = self._direction(mention, mention)
        if direction is None or direction.bearing is None or mention.text.endswith((YA, TA_MARBUTA)):
            return None
        if head is not None and (mention.definite != (AL in mention.text) or not mention.plural):
            return None
        place = self.atlas.countries.get(home(self.votes))
        if place is None or (head is None and len(mention.text.split()) > 1):
            return None
        why = [f"{mention.text} is a part of {place.name}, where the text is set"]
        return self._place(mention, mention, place, (), why)

    def _in_the(self, mention: Mention, head: Any, the: Any, told: Mention) -> Located | None:
        """A site in a town that is told by a noun only (the airport of the town), at the town's coordinates."""
        if head is None or the is None or head is the or head.level != "site" or the.level == "site":
            return None
        return self._inside(mention, head, self._best(told))

    def _territory(self, mention: Mention, names: list[list[Any]]) -> Located | None:
        """The country whose land or sky is told by its name or its adjective."""
        if names:
            return self._named(mention, mention, names)
        told = mention if mention.nationalities or mention.antecedent is None else mention.antecedent
        place = self.atlas.countries.get(self.side(told))
        if place is None:
            return self._homeland(mention) if self._plain(mention) and mention.the_place else None
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
        if len(towns) != 2 or len(ends) != 2 or apart(*towns) > ROAD_KM:
            return None
        place = region_of(mention.text, mention.span, towns)
        return Located(place, (), (f"{mention.text} leads from {towns[0].name} to {towns[1].name}",))

    def _head(self, mention: Mention) -> Any:
        """The word for a place that heads a mention, else None."""
        return next((h for h in map(self.lexicon.get, mention.place_words) if h.class_ == "head"), None)

    def _bare(self, mention: Mention, names: list[list[Any]]) -> bool:
        """Whether a common word with the article only looks like a name (the base, the island)."""
        return len(mention.text.split()) == 1 and all(p.common for p in names[0])

    @staticmethod
    def _plain(mention: Mention) -> bool:
        """Whether its word for a place is definite and says nothing more that would tell it apart."""
        return not mention.unread and len(mention.text.split()) <= 2 and mention.amount is None

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

    def _homeland(self, mention: Mention, head: Any = None) -> Located | None:
        """The country that the text is set in, for `the country`; for `the kingdom` the one that is called so."""
        called = loose(fold(mention.text.partition(" ")[0]))
        styled = self.atlas.styled.get(called) if head is not None and head.kind == "state" else None
        code = home(self.votes)
        if styled is not None and code not in styled:
            code = next((c for c, _ in self.votes.most_common() if c in styled), "")
        place = self.atlas.countries.get(code)
        if place is None:
            return None
        return self._place(mention, mention, place, (), [f"{mention.text} is {place.name}, where the text is set"])

    def _our_land(self, mention: Mention) -> Located | None:
        """The country of whoever issues the text, else the one that it is set in, for `our country`."""
        place = self.atlas.countries.get(self.issuer or home(self.votes))
        if place is None:
            return None
        return self._place(mention, mention, place, (), [f"{mention.text} is {place.name}, of the side that speaks"])

    def _before(self, mention: Mention) -> list[Mention]:
        """The mentions before one that name a place, nearest first."""
        at = bisect_left(self._starts, mention.span.start)
        return [m for m in self._told[max(0, at - WINDOW) : at][::-1] if self._names(m)]

    def dates(self, mention: Mention) -> bool:
        """Whether a place only dates a report that was sent from it (`Port Sudan (agency) - `): the first words of a
        line, before its first dash.
        """
        at = mention.span.start
        start = self.text.rfind("\n", max(0, at - DATELINE), at) + 1
        if at - start > DATELINE or (not start and at > DATELINE):
            return False
        head = self.text[start : start + 2 * DATELINE]
        dash = next((n for n, letter in enumerate(head) if letter in DASHES and n + start >= mention.span.end), -1)
        after = head[dash + 1 : dash + 2]
        return 0 < dash <= DATELINE and after == " " and "\n" not in head[: dash + DATELINE // 2]

    def _best(self, mention: Mention) -> Any:
        """The place of the first name in a mention that has one."""
        places = self._names(mention)[0]
        return places[0] if len(places) == 1 else max(places, key=lambda p: (self._score(p, mention), p.id))

    def _antecedent(self, mention: Mention, head: Any) -> Mention | None:
        """The nearest named place that the definite noun can mean: of the same head word, kind or level."""
        fitting: Mention | None = None
        if head.kind == "crossroad" and " " in mention.text:
            return None  # the national road is not the road to a town
        called = {loose(fold(form)) for form in head.forms}
        dated: Mention | None = None
        for other in self._before(mention):
            best = self._best(other)
            if self.dates(other):
                dated = dated or (other if self._fits(head, best) else None)
                continue
            if head.id in other.place_words or (head.kind and best.kind == head.kind):
                return other
            if loose(fold(other.text.partition(" ")[0])) in called or (head.kind == "area" and self._fits(head, best)):
                return other
            if fitting is None and (self._fits(head, best) or self._town_of(head, best) is not None):
                fitting = other
        return fitting or dated

    def _town_of(self, head: Any, place: Any) -> Any:
        """The town that a site told before stands in, where a town is meant (the hospital in X; the town)."""
        if head.level != "city" or place.level != "site" or not place.parent:
            return None
        town = self.lexicon.get(place.parent)
        return town if town.level == "city" else None

    @staticmethod
    def _fits(head: Any, place: Any) -> bool:
        """Whether a place can be called by the word although reports name it otherwise."""
        if head.level == "city":
            return bool(place.level == "city")
        if head.kind == "area":
            return bool(place.level in ("province", "district"))
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
        if place.level in ("district", "site") and place.kind != "district" and self._own[place.parent]:
            score += BESIDE  # its town is told of too
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
        chosen: list[Any] = []
        lost: list[Lost] = []
        for candidates in names:
            if len(candidates) == 1:
                chosen.append(candidates[0])
                continue
            ranked = sorted(((self._score(c, told), c) for c in candidates), key=lambda pair: (-pair[0], pair[1].id))
            chosen.append(ranked[0][1])
            lost += [
                Lost(value=f"{c.name} ({c.country or SEVERAL})", rule=f"place:{c.id}", score=round(s, 2), because=LESS)
                for s, c in ranked[1:]
            ]
        if self._several(told, names):
            return self._spread(mention, chosen, tuple(lost))
        best = max(chosen, key=lambda place: SPECIFIC[place.level]) if len(chosen) > 1 else chosen[0]
        because = [f"{told.text} is {best.name} ({best.country or 'several countries'}), {best.source}"]
        if told is not mention:
            because.insert(0, f"{mention.text} means {told.text}")
        return self._place(mention, told, best, tuple(lost), because)

    @staticmethod
    def _spread(mention: Mention, places: list[Any], lost: tuple[Lost, ...]) -> Located:
        """One region for several places under one head noun, a point between them."""
        place = region_of(mention.text, mention.span, places)
        return Located(place, lost, (f"{mention.text} names {len(places)} places together",))

    def _several(self, mention: Mention, names: list[list[Any]]) -> bool:
        """Whether a mention names several places of one rank (the governorates of A and B), none inside another."""
        if mention.joined and len(names) == 1 and mention.number in ("p", "d") and not mention.whole:
            head = self._head(mention)
            return head is not None and head.level == "city" and names[0][0].level == "city"
        if len(names) < 2 or not mention.joined or bool(mention.place_words) == mention.whole:
            return False
        levels = {candidates[0].level for candidates in names}
        parents = {p.parent for candidates in names for p in candidates}
        return len(levels) <= 2 and not any(p.id in parents for candidates in names for p in candidates)

    def _place(self, mention: Mention, told: Mention, best: Any, lost: tuple[Lost, ...], because: list[str]) -> Located:
        lat, lon, level, name = best.lat, best.lon, best.level, best.name
        if level in ("city", "province") and self._desert(told, best):
            level, name = "region", f"{name} desert"
        direction = self._direction(mention, told)
        if direction is not None:
            if level == "country" and direction.bearing is None:
                level, name = "region", f"central {name}"
            elif level == "country":
                part = self.atlas.parts.get((best.country, direction.bearing))
                if part is not None:
                    lat, lon, level, name = part.lat, part.lon, "region", part.name
                else:
                    lat, lon = moved(lat, lon, direction.bearing, PART_KM)
                    level, name = "region", f"{direction.id.rsplit('.', 1)[-1].replace('_', '-')} {name}"
                    because.append("a part of a country: its centre moved that way")
            elif level in ("province", "region"):
                level = "region"
        country = best.country or None
        if mention.away_km is not None and mention.away_km >= AWAY_KM and (mention.at_sea or level in POINTS):
            if direction is not None and direction.bearing is not None:
                lat, lon = moved(lat, lon, direction.bearing, mention.away_km)
            level, name = "region", f"{mention.away_km:.0f} km off {name}"
            country = None if mention.at_sea else country
            because.append("so far from it that it is another place")
        elif mention.prep in self.atlas.offshore and level != "region":
            level, name, country = "region", f"off {name}", None
            because.append("off its coast")
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

    def _desert(self, told: Mention, best: Any) -> bool:
        """Whether the desert of a province is told, not a place in it: named like it, or like its chief town."""
        if not any(word.endswith(DESERT) for word in told.place_words):
            return False
        return bool(best.level == "province" or best.parent == f"{best.id}.province")

    def _direction(self, mention: Mention, told: Mention) -> Any:
        """The word of direction before or inside the phrase, else None."""
        for prep in (mention.prep, mention.prep.partition(" ")[2]):
            if prep in self.atlas.directions:
                return self.atlas.directions[prep]
        return next((w for w in map(self.lexicon.get, told.place_words) if w.class_ == "direction"), None)

    def _unknown(self, mention: Mention, quarter: Any = None) -> Located | None:
        """A place by its head word alone: a town that no pack knows."""
        heads = [self.lexicon.get(w) for w in mention.place_words]
        head = quarter or next((h for h in heads if h.class_ == "head" and h.level), None)
        words = len(mention.text.split())
        if head is None or (words < 2 and (mention.definite or head.kind in QUARTERS)):
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
                if names and self._best(other).level in ("city", "district"):
                    return self._best(other)
        setting = home(self.votes)
        dated: Any = None
        for other in self._before(mention):
            best = self._best(other)
            if best.level == "city" and best.country == setting:
                if not self.dates(other):
                    return best
                dated = dated or best
        return dated

    @staticmethod
    def _inside(mention: Mention, head: Any, town: Any) -> Located:
        """A part of a town that no pack knows: the town's own coordinates."""
        place = PlaceMention(
            text=mention.text, span=mention.span, level=head.level, name=None, country=town.country or None,
            lat=town.lat, lon=town.lon,
        )  # fmt: skip
        return Located(place, (), (f"{head.kind} in {town.name}; not in the packs itself",))
