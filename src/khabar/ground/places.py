"""Place mentions → coordinates, level and country, with the candidates that lost.

Invariant: a name of the packs gives its coordinates; an unknown name gives its level and the country that the text is
set in, and no coordinates are invented. Degrees WGS 84.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from khabar.ground.atlas import QUARTERS, Site, Word, atlas
from khabar.ground.focus import OUR
from khabar.ground.hundredths import hundredths
from khabar.ground.place_points import apart, moved, region_of
from khabar.ground.spots import CITY, POINT, SPECIFIC, Spot
from khabar.ground.theatre import home
from khabar.model.mentions import Mention
from khabar.model.native import mypyc_attr
from khabar.model.records import Lost
from khabar.packs.lexicon import Lexicon
from khabar.text.clitics import AL
from khabar.text.letters import TA_MARBUTA, YA, fold, loose

AWAY_KM: Final = 15.0
PART_KM: Final = 150.0
WINDOW: Final = 40
LESS: Final = "fits the document less"
SEVERAL: Final = "several"
SMALL: Final = 5
SLIGHT: Final = 2
BESIDE: Final = 1.5
BORDER: Final = "place_word.part.border"
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


Names = list[list[Site]]
"""The candidate places of each name in a mention, in order of the text."""


@mypyc_attr(acyclic=True)
class Located:
    """A grounded place, the ones that lost, and the steps."""

    __slots__ = ("because", "lost", "place")

    def __init__(self, place: Spot, lost: tuple[Lost, ...], because: tuple[str, ...]) -> None:
        self.place = place
        self.lost = lost
        self.because = because


class PlaceGrounder:
    """Grounds the places of one document; `votes` are the countries it speaks of."""

    def __init__(self, lexicon: Lexicon, votes: dict[str, int], mentions: Sequence[Mention], text: str = "") -> None:
        self.lexicon = lexicon
        self._near = lexicon.closed("near")
        self.text = text
        self.votes = votes
        self.atlas = atlas(lexicon)
        self._told = [mention for mention in mentions if mention.names and _names_place(mention)]
        self._starts = [m.span.start for m in self._told]
        self._grounded: dict[int, tuple[Mention, Located | None]] = {}
        self._names_of: dict[int, tuple[Mention, Names]] = {}
        self._most = max(votes.values(), default=0)
        self._home = home(votes)
        self._own = _counted(self._told)
        known = [self.atlas.site(name) for name in self._own]
        self._towns = frozenset([place.country for place in known if place.rank == CITY])
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
        the = self.atlas.word(mention.the_place) if mention.the_place and self._plain(mention) else None
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

    def _quarter(self, mention: Mention) -> Word | None:
        """The word for a part of a town that begins a name of the packs (the quarter of X), else None."""
        if mention.plural:
            return None
        first, _, rest = mention.text.partition(" ")
        return self.atlas.quarters.get(loose(fold(first))) if rest else None

    def _nearest(self, mention: Mention) -> tuple[Site | None, frozenset[str]]:
        """The town that a quarter is told with in its sentence (None: none), and all places of the sentence."""
        at = bisect_left(self._starts, mention.span.end)
        here = [m for m in self._before(mention)[:AROUND] if m.sentence == mention.sentence]
        here += [m for m in self._told[at : at + ENDS] if m.sentence == mention.sentence and self._names(m)]
        if not any(self._best(m).level == "city" for m in here):
            return None, frozenset()
        return self._town(mention), frozenset(p.id for m in here for group in self._names(m) for p in group)

    def _beside(self, place: Site, near: tuple[Site | None, frozenset[str]]) -> bool:
        """Whether a quarter of a town can be meant: no other town is told with it, or its own is told near too."""
        town, told = near
        if town is None or place.level != "district" or not place.parent or place.parent in (town.id, town.parent):
            return True
        parent = self.atlas.site(place.parent)
        return parent.rank != CITY or apart(place, town) <= ROUND_KM or parent.id in told

    def _unlike_heads(self, mention: Mention, head: Word, names: Names) -> Names:
        """The names that are no towns after which a quarter, a street or a hospital elsewhere is called."""
        if head.kind in QUARTERS:
            near = self._nearest(mention)
            return [
                fit
                for group in names
                if (fit := [p for p in group if p.rank != CITY and self._in_sight(p) and self._beside(p, near)])
            ]
        if head.kind in URBAN and self.votes:
            setting = self._home
            return [fit for g in names if (fit := [p for p in g if p.rank != CITY or p.country in ("", setting)])]
        return names

    def side(self, mention: Mention) -> str:
        """The country that a mention tells by an adjective or by a name; ``""`` where it tells none."""
        codes = [self.lexicon.get(n).country for n in mention.nationalities]
        codes += [self.lexicon.get(n.id).country for n in mention.names if n.kind in ("actor", "office", "place")]
        return codes[0] or "" if codes else ""

    def _in_sight(self, place: Site) -> bool:
        """Whether a small place can be meant: no quarter of a town that is not told of, where others are."""
        if place.level != "district" or place.weight > SLIGHT or place.parent in self._own:
            return True
        parent = self.atlas.site(place.parent) if place.parent else None
        return parent is None or parent.rank != CITY or place.country not in self._towns

    def _depth(self, mention: Mention, head: Word | None) -> bool:
        """Whether the inside of a country is told by its adjective (the Iranian depth)."""
        if head is not None or mention.names or not mention.nationalities or not mention.place_words:
            return False
        return any(self.atlas.word(word).class_ == "part" for word in mention.place_words)

    def _border(self, mention: Mention) -> Located:
        """A border that is told without a name: of the country that the text is set in."""
        place = _spot(mention, "region", self._home)
        return Located(place, (), ("a border of the country that the text is set in",))

    def _side_of_home(self, mention: Mention, head: Word | None) -> Located | None:
        """A part of the country that the text is set in, by a direction alone (the towns of the north)."""
        if mention.names or mention.nationalities or (head is not None and head.level != "city"):
            return None
        direction = self._direction(mention, mention)
        if direction is None or direction.bearing is None or mention.text.endswith((YA, TA_MARBUTA)):
            return None
        if head is not None and (mention.definite != (AL in mention.text) or not mention.plural):
            return None
        place = self.atlas.countries.get(self._home)
        if place is None or (head is None and len(mention.text.split()) > 1):
            return None
        why = [f"{mention.text} is a part of {place.name}, where the text is set"]
        return self._place(mention, mention, place, (), why)

    def _in_the(self, mention: Mention, head: Word | None, the: Word | None, told: Mention) -> Located | None:
        """A site in a town that is told by a noun only (the airport of the town), at the town's coordinates."""
        if head is None or the is None or head is the or head.level != "site" or the.level == "site":
            return None
        return self._inside(mention, head, self._best(told))

    def _territory(self, mention: Mention, names: Names) -> Located | None:
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
        end = mention.span.end
        at = bisect_left(self._starts, end)
        for other in self._told[at : at + ENDS]:
            if len(ends) > 1 or other.sentence != mention.sentence or other.span.start - end > GAP:
                break
            ends += [group[0] for group in self._names(other)]
            end = other.span.end
        towns = [p for p in ends if p.level in ("city", "site")]
        if len(towns) != 2 or len(ends) != 2 or apart(*towns) > ROAD_KM:
            return None
        place = region_of(mention.text, mention.span.start, mention.span.end, towns)
        return Located(place, (), (f"{mention.text} leads from {towns[0].name} to {towns[1].name}",))

    def _head(self, mention: Mention) -> Word | None:
        """The word for a place that heads a mention, else None."""
        for name in mention.place_words:
            word = self.atlas.word(name)
            if word.class_ == "head":
                return word
        return None

    def _bare(self, mention: Mention, names: Names) -> bool:
        """Whether a common word with the article only looks like a name (the base, the island)."""
        return len(mention.text.split()) == 1 and all(p.common for p in names[0])

    @staticmethod
    def _plain(mention: Mention) -> bool:
        """Whether its word for a place is definite and says nothing more that would tell it apart."""
        return not mention.unread and len(mention.text.split()) <= 2 and mention.amount is None

    def _capital(self, mention: Mention, names: Names) -> Located | None:
        """The capital of the country named with it, of the one told last, or of the one that the text is set in."""
        countries = [p.country for group in names for p in group if p.level == "country"]
        countries += [self.lexicon.get(n).country for n in mention.nationalities]
        if not countries and names:
            return None
        if not countries:
            named = map(self._best, self._before(mention))
            capitals = self.atlas.capitals
            told = [p.country for p in named if p.country in capitals and p.id == capitals[p.country].id]
            setting = self._home
            countries = [setting] if setting in told or not told else told
        place = self.atlas.capitals.get(countries[0]) if countries else None
        if place is None:
            return None
        why = [f"{mention.text} is {place.name}, the capital of {place.country}"]
        return self._place(mention, mention, place, (), why)

    def _homeland(self, mention: Mention, head: Word | None = None) -> Located | None:
        """The country that the text is set in, for `the country`; for `the kingdom` the one that is called so."""
        called = loose(fold(mention.text.partition(" ")[0]))
        styled = self.atlas.styled.get(called) if head is not None and head.kind == "state" else None
        code = self._home
        if styled is not None and code not in styled:
            code = home({country: count for country, count in self.votes.items() if country in styled})
        place = self.atlas.countries.get(code)
        if place is None:
            return None
        return self._place(mention, mention, place, (), [f"{mention.text} is {place.name}, where the text is set"])

    def _our_land(self, mention: Mention) -> Located | None:
        """The country of whoever issues the text, else the one that it is set in, for `our country`."""
        place = self.atlas.countries.get(self.issuer or self._home)
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
        dash = -1
        for letter in DASHES:
            found = self.text.find(letter, mention.span.end, start + DATELINE + 1)
            dash = found if dash < 0 or 0 <= found < dash else dash
        if dash <= start or not self.text.startswith(" ", dash + 1):
            return False
        return "\n" not in self.text[start : dash + DATELINE // 2]

    def _best(self, mention: Mention) -> Site:
        """The place of the first name in a mention that has one."""
        places = self._names(mention)[0]
        return places[0] if len(places) == 1 else max(places, key=lambda p: (self._score(p, mention), p.id))

    def _antecedent(self, mention: Mention, head: Word) -> Mention | None:
        """The nearest named place that the definite noun can mean: of the same head word, kind or level."""
        fitting: Mention | None = None
        if head.kind == "crossroad" and " " in mention.text:
            return None  # the national road is not the road to a town
        dated: Mention | None = None
        for other in self._before(mention):
            best = self._best(other)
            if self.dates(other):
                dated = dated or (other if self._fits(head, best) else None)
                continue
            if head.id in other.place_words or (head.kind and best.kind == head.kind):
                return other
            if loose(fold(other.text.partition(" ")[0])) in head.called or (
                head.kind == "area" and self._fits(head, best)
            ):
                return other
            if fitting is None and (self._fits(head, best) or self._town_of(head, best) is not None):
                fitting = other
        return fitting or dated

    def _town_of(self, head: Word, place: Site) -> Site | None:
        """The town that a site told before stands in, where a town is meant (the hospital in X; the town)."""
        if head.level != "city" or place.level != "site" or not place.parent:
            return None
        town = self.atlas.site(place.parent)
        return town if town.rank == CITY else None

    @staticmethod
    def _fits(head: Word, place: Site) -> bool:
        """Whether a place can be called by the word although reports name it otherwise."""
        if head.level == "city":
            return place.rank == CITY
        if head.kind == "area":
            return place.level in ("province", "district")
        if head.level == "site":
            return place.level == "site" and place.kind in SITES.get(head.kind, ())
        return head.level == "province" and place.level == "province"

    def _names(self, mention: Mention) -> Names:
        """The candidate places of each name in the mention, in order of the text."""
        kept = self._names_of.get(id(mention))
        if kept is not None and kept[0] is mention:
            return kept[1]
        told = [name for name in mention.names if name.kind == "place" and not self._strange(self.atlas.site(name.id))]
        names: Names = []
        if len(told) == 1:
            names.append([self.atlas.site(told[0].id)])
        elif told:
            by_span: dict[tuple[int, int], list[Site]] = {}
            for name in told:
                by_span.setdefault((name.span.start, name.span.end), []).append(self.atlas.site(name.id))
            names += [by_span[key] for key in sorted(by_span)]
        self._names_of[id(mention)] = (mention, names)
        return names

    def _strange(self, place: Site) -> bool:
        """Whether a small place cannot be meant here: of its country the document speaks by this name only, of another
        country much."""
        if place.weight > SMALL or place.level in ("country", "region") or not place.country:
            return False
        others = self.votes.get(place.country, 0) - NAMED * self._own.get(place.id, 0)
        return others <= 0 and self._most >= MUCH

    def _score(self, place: Site, mention: Mention) -> float:
        score: float = 3.0 * self.votes.get(place.country, 0) ** 0.5 + 0.3 * place.weight + 0.2 * place.rank
        if place.level in ("district", "site") and place.kind != "district" and place.parent in self._own:
            score += BESIDE  # its town is told of too
        if place.common and not mention.place_words and not mention.prep:
            score -= 3.0
        for word in mention.place_words:
            head = self.atlas.word(word)
            if head.level and head.level == place.level:
                score += 2.0
            if head.kind and head.kind == place.kind:
                score += 1.0
        return score

    def _named(self, mention: Mention, told: Mention, names: Names) -> Located:
        chosen: list[Site] = []
        lost: list[Lost] = []
        for candidates in names:
            if len(candidates) == 1:
                chosen.append(candidates[0])
                continue
            ranked = sorted(((self._score(c, told), c) for c in candidates), key=lambda pair: (-pair[0], pair[1].id))
            chosen.append(ranked[0][1])
            lost += [
                Lost(
                    value=f"{c.name} ({c.country or SEVERAL})", rule=f"place:{c.id}", score=hundredths(s), because=LESS
                )
                for s, c in ranked[1:]
            ]
        if self._several(told, names):
            return self._spread(mention, chosen, tuple(lost))
        best = max(chosen, key=lambda place: place.rank) if len(chosen) > 1 else chosen[0]
        because = [f"{told.text} is {best.name} ({best.country or 'several countries'}), {best.source}"]
        if told is not mention:
            because.insert(0, f"{mention.text} means {told.text}")
        return self._place(mention, told, best, tuple(lost), because)

    @staticmethod
    def _spread(mention: Mention, places: list[Site], lost: tuple[Lost, ...]) -> Located:
        """One region for several places under one head noun, a point between them."""
        place = region_of(mention.text, mention.span.start, mention.span.end, places)
        return Located(place, lost, (f"{mention.text} names {len(places)} places together",))

    def _several(self, mention: Mention, names: Names) -> bool:
        """Whether a mention names several places of one rank (the governorates of A and B), none inside another."""
        if mention.joined and len(names) == 1 and mention.number in ("p", "d") and not mention.whole:
            head = self._head(mention)
            return head is not None and head.level == "city" and names[0][0].rank == CITY
        if len(names) < 2 or not mention.joined or bool(mention.place_words) == mention.whole:
            return False
        levels = {candidates[0].level for candidates in names}
        parents = {p.parent for candidates in names for p in candidates}
        return len(levels) <= 2 and not any(p.id in parents for candidates in names for p in candidates)

    def _place(
        self, mention: Mention, told: Mention, best: Site, lost: tuple[Lost, ...], because: list[str]
    ) -> Located:
        lat, lon, level, name = best.lat, best.lon, best.level, best.name
        if level in ("city", "province") and self._desert(told, best):
            level, name = "region", f"{name} desert"
        direction = self._direction(mention, told)
        if direction is not None:
            if level == "country" and direction.bearing is None:
                level, name = "region", f"central {name}"
            elif level == "country" and direction.bearing is not None:
                part = self.atlas.parts.get((best.country, direction.bearing))
                if part is not None:
                    lat, lon, level, name = part.lat, part.lon, "region", part.name
                else:
                    lat, lon = moved(lat, lon, direction.bearing, PART_KM)
                    level, name = "region", f"{direction.id.rsplit('.', 1)[-1].replace('_', '-')} {name}"
                    because.append("a part of a country: its centre moved that way")
            elif level in ("province", "region"):
                level = "region"
        country = best.country
        if mention.away_km is not None and mention.away_km >= AWAY_KM and (mention.at_sea or SPECIFIC[level] >= POINT):
            if direction is not None and direction.bearing is not None:
                lat, lon = moved(lat, lon, direction.bearing, mention.away_km)
            level, name = "region", f"{mention.away_km:.0f} km off {name}"
            country = "" if mention.at_sea else country
            because.append("so far from it that it is another place")
        elif mention.prep in self.atlas.offshore and level != "region":
            level, name, country = "region", f"off {name}", ""
            because.append("off its coast")
        if lat != best.lat or lon != best.lon:
            lat, lon = round(lat, 4), round(lon, 4)
        span = mention.span
        place = Spot(mention.text, span.start, span.end, level, name, country, True, lat, lon, best.id)
        return Located(place, lost, tuple(because))

    def _desert(self, told: Mention, best: Site) -> bool:
        """Whether the desert of a province is told, not a place in it: named like it, or like its chief town."""
        if not any(word.endswith(DESERT) for word in told.place_words):
            return False
        return best.level == "province" or best.parent == f"{best.id}.province"

    def _direction(self, mention: Mention, told: Mention) -> Word | None:
        """The word of direction before or inside the phrase, else None."""
        if mention.prep:
            directions = self.atlas.directions
            before = directions.get(mention.prep) or directions.get(mention.prep.partition(" ")[2])
            if before is not None:
                return before
        for name in told.place_words:
            word = self.atlas.word(name)
            if word.class_ == "direction":
                return word
        return None

    def _unknown(self, mention: Mention, quarter: Word | None = None) -> Located | None:
        """A place by its head word alone: a town that no pack knows."""
        heads = [self.atlas.word(name) for name in mention.place_words]
        head = quarter or next((h for h in heads if h.class_ == "head" and h.level), None)
        words = len(mention.text.split())
        if head is None or (words < 2 and (mention.definite or head.kind in QUARTERS)):
            return None
        if head.level == "site" and (mention.amount is not None or mention.number == "p" or words < 2):
            return None  # some buildings, two posts: things struck, but no place that could be found
        country = self._home
        town = self._town(mention) if head.kind in URBAN and mention.number != "p" else None
        if town is not None:
            return self._inside(mention, head, town)
        if mention.nationalities:
            country = self.lexicon.get(mention.nationalities[0]).country or country
        place = _spot(mention, head.level, country)
        return Located(place, (), (f"{head.level} by its head word; not in the packs",))

    def _town(self, mention: Mention) -> Site | None:
        """The town that a quarter, street or building stands in: one named right after it, else the last one told."""
        at = bisect_left(self._starts, mention.span.end)
        for other in self._told[at : at + ENDS]:
            if other.sentence == mention.sentence and other.span.start - mention.span.end <= 2 * GAP and other.prep:
                names = self._names(other)
                if names and self._best(other).level in ("city", "district"):
                    return self._best(other)
        setting = self._home
        dated: Site | None = None
        for other in self._before(mention):
            best = self._best(other)
            if best.rank == CITY and best.country == setting:
                if not self.dates(other):
                    return best
                dated = dated or best
        return dated

    @staticmethod
    def _inside(mention: Mention, head: Word, town: Site) -> Located:
        """A part of a town that no pack knows: the town's own coordinates."""
        span = mention.span
        place = Spot(mention.text, span.start, span.end, head.level, "", town.country, True, town.lat, town.lon)
        return Located(place, (), (f"{head.kind} in {town.name}; not in the packs itself",))


def _spot(mention: Mention, level: str, country: str) -> Spot:
    """A place that only its level and its country are known of."""
    return Spot(mention.text, mention.span.start, mention.span.end, level, "", country)


def _names_place(mention: Mention) -> bool:
    return any(name.kind == "place" for name in mention.names)


def _counted(mentions: Sequence[Mention]) -> dict[str, int]:
    """In how many mentions each place of the packs is named."""
    count: dict[str, int] = {}
    for mention in mentions:
        for place in {name.id for name in mention.names if name.kind == "place"}:
            count[place] = count.get(place, 0) + 1
    return count
