"""Place mentions → coordinates, level and country, with the candidates that lost.

Invariant: a name of the packs gives its coordinates; an unknown name gives its level and the country that the text is
set in, and no coordinates are invented. Degrees WGS 84.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from khabar.ground import quarters
from khabar.ground.atlas import QUARTERS, Site, Word, atlas
from khabar.ground.borders import border_told
from khabar.ground.country_parts import side_of_home, side_of_nation
from khabar.ground.focus import OUR
from khabar.ground.hundredths import hundredths
from khabar.ground.located import Located, inside, place_at, spot_of, spread
from khabar.ground.parties import parties
from khabar.ground.place_again import (
    antecedent,
    both_towns,
    in_the_town,
    province_of_the_story,
    town_of,
    town_of_the_story,
)
from khabar.ground.place_names import Names, PlaceNames
from khabar.ground.place_points import region_of
from khabar.ground.provinces import WORDS as PROVINCES
from khabar.ground.provinces import province_told
from khabar.ground.spelled import spelled
from khabar.ground.spots import CITY, Spot
from khabar.ground.theatre import home
from khabar.model.earth import flat_km
from khabar.model.mentions import Mention
from khabar.model.records import Lost
from khabar.packs.lexicon import Lexicon
from khabar.text.clitics import AL, BA
from khabar.text.letters import fold, loose

LESS: Final = "fits the document less"
SEVERAL: Final = "several"
NEIGHBOUR_KM: Final = 2500
"""Countries whose middles lie further apart hardly share a border (Russia's apart)."""
BORDER: Final = "place_word.part.border"
COUNTRYSIDE: Final = "place_word.part.countryside"
EMBASSY: Final = "embassy"
FOREIGN: Final = frozenset({"base", "military_camp", "barracks", "post"})
AREAS: Final = ("place_word.part.areas",)
GAP: Final = 10
ENDS: Final = 3
ROAD_KM: Final = 500.0


class PlaceGrounder:
    """Grounds the places of one document; `votes` are the countries it speaks of."""

    def __init__(self, lexicon: Lexicon, votes: dict[str, int], mentions: Sequence[Mention], text: str = "") -> None:
        self.lexicon = lexicon
        self._near = lexicon.closed("near")
        self._inside = lexicon.closed("inside_preps")
        self._clock = lexicon.closed("clock")
        self.votes = votes
        self.atlas = atlas(lexicon)
        self._parties = parties(lexicon)
        self.names = PlaceNames(lexicon, votes, mentions, text)
        self._again: dict[str, Site] = {}
        self.issuer = ""
        """The country of whoever issues the text, where he speaks of his own land."""

    def ground(self, mention: Mention) -> Located | None:
        """The place that a mention names, through its antecedent if it has one; None where no place can be read.

        Found once: mentions stay as they are while a document is grounded.
        """
        found = self.names.found(mention)
        if not found.sought:
            found.located = self._ground(mention)
            found.sought = True
        return found.located

    def _ground(self, mention: Mention) -> Located | None:
        first = mention.names[0].span.start if mention.names else mention.start
        if first > mention.start and self.names.called(mention) in self._clock:
            return None  # by the clock of a place, which need not be there
        names = self.names.of(mention)
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
        if head is not None and head.id in PROVINCES:
            province = province_told(self.lexicon, self.atlas, mention, names, self.names.home)
            if province is not None:
                return province
        if head is not None and names and not mention.plural:
            names = quarters.unlike_heads(self.names, mention, head, names)
        quarter = quarters.quarter_word(self.names, mention) if head is None and names else None
        if quarter is not None and all(p.level == "district" for group in names for p in group):
            near = quarters.nearest(self.names, mention)
            names = [fit for group in names if (fit := [p for p in group if quarters.beside(self.names, p, near)])]
            if not names:
                return self._unknown(mention, quarter)
        if head is not None and head.kind == "capital":
            found = self._capital(mention, names)
            if found is not None:
                return found
        if names and head is not None and head.kind == EMBASSY and self._is_owner(mention, names):
            return self._unknown(mention)
        if names and not (head is not None and self._bare(mention, names)):
            town = None
            if mention.unread and head is not None and head.level == "city" and not mention.plural:
                town = spelled(self.lexicon).find(mention, names[0][0].country)
            if town is None and head is not None and self._part_of_name(mention, head):
                return self._unknown(mention)
            return self._spelled(mention, town) if town is not None else self._named(mention, mention, names)
        border = head.kind == "border" if head is not None else BORDER in mention.place_words
        if border:
            return border_told(self.lexicon, self.names, self.atlas, mention)
        side = None
        if mention.place_words and not mention.unread and not mention.names:
            if mention.nationalities:
                side = side_of_nation(self.atlas, mention, head, self.side(mention))
            else:
                side = side_of_home(self.atlas, mention, head, self.names.home)
        if side is not None:
            return side
        if mention.pronoun == OUR and head is not None and head.level == "country":
            return self._our_land(mention)
        all_over = mention.place_words[:1] == AREAS  # various parts of the kingdom
        the = self.atlas.word(mention.the_place) if mention.the_place and (all_over or self._plain(mention)) else None
        if all_over and the is not None and the.level not in ("country", "province"):
            the = None
        if the is not None and the.level == "country":
            return self._homeland(mention, the)
        if the is not None and the is head and mention.number == "d" and the.level == "city":
            two = both_towns(self.names, mention)
            if two:
                return spread(mention, two, ())
        told = antecedent(self.names, mention, the) if the is not None and not mention.plural else None
        if told is None and not mention.unread:
            told = mention.antecedent
        known = told is not None and bool(self.names.of(told))
        story: Site | None = None
        if the is not None and the.level == "province":
            story = province_of_the_story(self.names, mention, told if known else None)
        elif the is not None:
            story = town_of_the_story(self.names, mention, the, told if known else None)
        if story is not None:
            why = [f"{mention.text} is {story.name}, where the last thing happened"]
            return self._in(mention, head, the, story) or place_at(self.atlas, mention, mention, story, (), why)
        town = None
        if known and told is not None and the is not None:
            town = town_of(self.names, the, self.names.best(told))
        if town is not None:
            return place_at(
                self.atlas, mention, mention, town, (), [f"{mention.text} is {town.name}, by a site in it told before"]
            )
        if told is not None and self.names.of(told):
            return self._in(mention, head, the, self.names.best(told)) or self._named(
                mention, told, self.names.of(told)
            )
        town = in_the_town(self.names, mention, the) if the is not None and head is the else None
        return inside(mention, the, town) if the is not None and town is not None else self._unknown(mention)

    def _is_owner(self, mention: Mention, names: Names) -> bool:
        """Whether a mission is told with the country whose it is, not where it stands (the embassy *of France*)."""
        if any(place.level != "country" for group in names for place in group):
            return False
        words = self.names.text[mention.start : mention.names[0].span.start].split()
        return bool(words) and loose(fold(words[-1])) not in self._inside

    def _part_of_name(self, mention: Mention, head: Word) -> bool:
        """Whether another place's name ends that of a village that no pack has (the village of Sirba *Kwara*)."""
        if not mention.unread or mention.plural or mention.joined or head.level != "city" or mention.number == "d":
            return False
        before = self.names.text[mention.start : mention.names[0].span.start].split()
        return len(before) == 2 and not before[1].startswith(AL) and mention.names[0].words == 1

    def _spelled(self, mention: Mention, town: Site) -> Located:
        """A town whose name stands there in another spelling."""
        place = Spot(
            mention.text,
            mention.start,
            mention.end,
            town.level,
            town.name,
            town.country,
            True,
            town.lat,
            town.lon,
            town.id,
        )
        return Located(place, (), (f"{mention.text} sounds like {town.name}, {town.source}",))

    def side(self, mention: Mention) -> str:
        """The country that a mention tells by an adjective or by a name; ``""`` where it tells none."""
        if mention.nationalities:
            return self._parties.country(mention.nationalities[0])
        for name in mention.names:
            if name.kind == "place":
                return self.atlas.site(name.id).country
            if name.kind in ("actor", "office"):
                return self._parties.country(name.id)
        return ""

    def beside_home(self, country: str) -> bool:
        """Whether a country is that which the text is set in or not far from it: its forces may hold a border there."""
        land, other = self.atlas.countries.get(self.names.home), self.atlas.countries.get(country)
        if land is None or other is None or land is other:
            return True
        return flat_km(land, other) <= NEIGHBOUR_KM

    def _depth(self, mention: Mention, head: Word | None) -> bool:
        """Whether the inside of a country is told by its adjective (the Iranian depth)."""
        if head is not None or mention.names or not mention.nationalities or not mention.place_words:
            return False
        if BORDER in mention.place_words:
            return False
        return any(self.atlas.word(word).class_ == "part" for word in mention.place_words)

    @staticmethod
    def _in(mention: Mention, head: Word | None, the: Word | None, town: Site) -> Located | None:
        """A site in a town that is told by a noun only (the airport of the town), at the town's coordinates."""
        if head is None or the is None or head is the or head.level != "site" or the.level == "site":
            return None
        return inside(mention, head, town)

    def _territory(self, mention: Mention, names: Names) -> Located | None:
        """The country whose land or sky is told by its name or its adjective."""
        if names:
            return self._named(mention, mention, names)
        told = mention if mention.nationalities or mention.antecedent is None else mention.antecedent
        place = self.atlas.countries.get(self.side(told))
        if place is None:
            if not mention.the_place or not self._plain(mention):
                return None
            return self._homeland(mention, self.atlas.word(mention.the_place))
        return place_at(self.atlas, mention, mention, place, (), [f"{mention.text} is {place.name}, by its adjective"])

    def _road(self, mention: Mention) -> Located | None:
        """A road between two towns, a point between them: those in its phrase and those named right after it."""
        ends = [group[0] for group in self.names.of(mention)]
        joined = bool(ends)
        end = mention.span.end
        at = bisect_left(self.names.starts, end)
        for other in self.names.told[at : at + ENDS]:
            if len(ends) > 1 or other.sentence != mention.sentence or other.span.start - end > GAP:
                break
            if other.prep in self.atlas.directions or (
                other.prep in self._inside and not (joined and other.prep == BA)
            ):
                break  # a road in A, south of B
            joined = True
            ends += [group[0] for group in self.names.of(other)]
            end = other.span.end
        towns = [p for p in ends if p.level in ("city", "site", "district", "province")]
        if len(towns) != 2 or len(ends) != 2 or flat_km(*towns) > ROAD_KM or towns[0].parent == towns[1].id:
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
        towns = [p for group in names for p in group if p.level == "city"]
        if towns and not any(self.names.is_capital(p) for p in towns):
            return None  # the capital *Quetta* is no capital of the country
        if any(loose(word) in self.lexicon.closed("regional") for word in mention.text.split()[1:3]):
            return None  # the regional capital
        countries = [p.country for group in names for p in group if p.level == "country"]
        countries += [self.lexicon.get(n).country for n in mention.nationalities]
        if not countries and names:
            return None
        if not countries:
            named = map(self.names.best, self.names.before(mention))
            capitals = self.atlas.capitals
            told = [p.country for p in named if p.country in capitals and p.id == capitals[p.country].id]
            setting = self.names.home
            countries = [setting] if setting in told or not told else told
        place = self.atlas.capitals.get(countries[0]) if countries else None
        if place is None:
            return None
        why = [f"{mention.text} is {place.name}, the capital of {place.country}"]
        return place_at(self.atlas, mention, mention, place, (), why)

    def _homeland(self, mention: Mention, head: Word | None = None) -> Located | None:
        """The country that its sentence has told as the place of something, or that the text is set in, for `the
        country`; for `the kingdom` the one that is called so.
        """
        called = loose(fold(mention.text.rsplit(" ", 1)[-1]))
        styled = self.atlas.styled.get(called) if head is not None and head.kind == "state" else None
        code = self._told_of(mention, styled) or self.names.home
        if styled is not None and code not in styled:
            code = home({country: count for country, count in self.votes.items() if country in styled})
        place = self.atlas.countries.get(code)
        if place is None:
            return None
        return place_at(
            self.atlas, mention, mention, place, (), [f"{mention.text} is {place.name}, where the text is set"]
        )

    def _told_of(self, mention: Mention, styled: set[str] | None) -> str:
        """The country last told in the sentence before a mention: as the place of something (in Mali), or, where one
        is styled like this, in any way; ``""`` where there is none.
        """
        for other in self.names.before(mention):
            if other.sentence < mention.sentence:
                break
            best = self.names.best(other)
            if best.level == "country" and (best.country in styled if styled is not None else self._stands_in(other)):
                return best.country
        return ""

    def _stands_in(self, mention: Mention) -> bool:
        """Whether the first name in a mention stands after a preposition of place (in it)."""
        if mention.whole:
            return mention.prep in self._inside
        before = self.names.text[: mention.names[0].span.start][-4:].rsplit(None, 1)
        return bool(before) and before[-1] in self._inside

    def _our_land(self, mention: Mention) -> Located | None:
        """The country of whoever issues the text, else the one that it is set in, for `our country`."""
        place = self.atlas.countries.get(self.issuer or self.names.home)
        if place is None:
            return None
        return place_at(
            self.atlas, mention, mention, place, (), [f"{mention.text} is {place.name}, of the side that speaks"]
        )

    def _named(self, mention: Mention, told: Mention, names: Names) -> Located:
        chosen: list[Site] = []
        lost: list[Lost] = []
        for candidates in names:
            if len(candidates) == 1:
                chosen.append(candidates[0])
                continue
            ranked = sorted(
                ((self.names.score(c, told), c) for c in candidates), key=lambda pair: (-pair[0], pair[1].id)
            )
            chosen.append(ranked[0][1])
            lost += [
                Lost(
                    value=f"{c.name} ({c.country or SEVERAL})", rule=f"place:{c.id}", score=hundredths(s), because=LESS
                )
                for s, c in ranked[1:]
            ]
        if self._several(told, names):
            return spread(mention, chosen, tuple(lost))
        best = max(chosen, key=lambda place: place.rank) if len(chosen) > 1 else chosen[0]
        if told is not mention and COUNTRYSIDE in mention.place_words:
            best = self.land_around(best)
        because = [f"{told.text} is {best.name} ({best.country or 'several countries'}), {best.source}"]
        if told is not mention:
            because.insert(0, f"{mention.text} means {told.text}")
        return place_at(self.atlas, mention, told, best, tuple(lost), because)

    def land_around(self, town: Site) -> Site:
        """The province of a chief town that bears its name, for the countryside of the town (its countryside)."""
        parent = self.atlas.site(town.parent) if town.rank == CITY and town.parent else None
        return parent if parent is not None and parent.level == "province" else town

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

    def _unknown(self, mention: Mention, quarter: Word | None = None) -> Located | None:
        """A place by its head word alone: a town that no pack knows."""
        heads = [self.atlas.word(name) for name in mention.place_words]
        head = quarter or next((h for h in heads if h.class_ == "head" and h.level), None)
        words = len(mention.text.split())
        if head is None or (words < 2 and (mention.definite or head.kind in QUARTERS)):
            return None
        if head.level == "site" and (mention.amount is not None or mention.number == "p" or words < 2):
            return None  # some buildings, two posts: things struck, but no place that could be found
        country = self.names.home
        if head.kind in quarters.URBAN and mention.number != "p":
            called = loose(fold(mention.text))
            town = self._again.get(called) or quarters.town_around(self.names, mention)
            if town is not None:
                self._again[called] = town
                return inside(mention, head, town)
        if mention.nationalities:
            country = self.lexicon.get(mention.nationalities[0]).country or country
            whole = self.atlas.countries.get(country) if mention.number == "p" and mention.definite else None
            if whole is not None and head.level == "city":  # the Lebanese villages
                why = [f"{mention.text} are all over {whole.name}"]
                return place_at(self.atlas, mention, mention, whole, (), why)
            if head.kind == EMBASSY:  # it stands in another country
                country = self.names.home if self.names.home != country else ""
            elif head.kind in FOREIGN:
                country = self.names.home or country  # an American base in Iraq
        if mention.number != "p":
            town = spelled(self.lexicon).find(mention, country)
            if town is not None:
                return self._spelled(mention, town)
        place = spot_of(mention, head.level, country)
        return Located(place, (), (f"{head.level} by its head word; not in the packs",))
