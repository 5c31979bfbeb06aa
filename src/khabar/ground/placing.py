"""Which of the places in a sentence is that of the happening.

Invariant: the most specific known place of the happening's own clause; a thing that no pack knows takes the coordinates
of the known place told with it, at that place's level; a place told before is taken only by a definite mention.
"""

from __future__ import annotations

import math
from typing import Final

from khabar.ground.chief_towns import mark_in_provinces
from khabar.ground.entry_places import EntryPlaces
from khabar.ground.hundredths import hundredths
from khabar.ground.listed import with_its_list
from khabar.ground.located import Located
from khabar.ground.place_lists import joined, listed
from khabar.ground.place_marks import (
    DATES,
    RULED_CARRIED,
    Manner,
    add_carried,
    add_passed,
    also,
    at_home,
    inside,
    manner_of,
    nowhere,
    sided,
    told_before,
    told_by,
)
from khabar.ground.place_options import (
    Found,
    Option,
    Round,
    carried_at,
    covered,
    in_order,
    lost,
    mark_chained,
    mark_listed,
    mark_nested,
    nearest,
    option_at,
)
from khabar.ground.place_points import together
from khabar.ground.places import PlaceGrounder
from khabar.ground.spots import POINT, PROVINCE, Spot
from khabar.ground.story import OFFERS, Before, Story
from khabar.model.drafts import Candidate, Draft
from khabar.model.marks import Group, Weigher
from khabar.model.mentions import Mention
from khabar.model.records import Why
from khabar.model.spans import Span
from khabar.packs.weights import load_weights
from khabar.text.clitics import AL
from khabar.text.letters import ALIF, TA_MARBUTA, WAW, fold, loose

PLACED: Final = frozenset(
    "assault intercept explosion casualty coerce mobilize retreat protest consult aid agree cooperate concede".split()
)
CARRYING: Final = frozenset("assault intercept explosion casualty".split())
STAYING: Final = frozenset({"assault", "intercept", "explosion", "coerce"})
TALKING: Final = frozenset({"consult", "agree", "cooperate", "aid"})
WEIGHTS: Final = ("khabar.ground", "place_weights.json")
LINK: Final = 8
SIDES: Final = 3
OR: Final = ALIF + WAW
CARRY_SENTENCES: Final = 1
STORY_SENTENCES: Final = 3
ENOUGH: Final = 0.37
LIKELY: Final = 0.46
"""A place that the sentence does not tell must be as likely as this."""
SEVERAL: Final = 3
NEARLY: Final = 0.5
SITE: Final = "site"
SITE_RANK: Final = 5
CROSSROAD: Final = "place_word.head.crossroad"
SPOT: Final = "noun.spot"
AREAS: Final = frozenset({"place_word.head.area", "place_word.part.areas"})
OPENS: Final = "opens the sentence"
HEADED: Final = "the place that heads its entry"
NEXT: Final = 8
MARKS: Final = '.,\u060c:\u061b\u00bb"”)'
BORDERS: Final = frozenset({"place_word.head.border", "place_word.part.border"})
COUNTRYSIDE: Final = "place_word.part.countryside"
_WEIGHERS: Final[list[Weigher]] = []


def _weigher(weights: dict[str, float]) -> Weigher:
    """The one that knows a table; the last table is remembered."""
    if not _WEIGHERS or _WEIGHERS[-1].weights is not weights:
        _WEIGHERS[:] = [Weigher(weights)]
    return _WEIGHERS[-1]


class Placer:
    """Places the happenings of one document, in order."""

    def __init__(self, places: PlaceGrounder, text: str, entries: EntryPlaces | None = None) -> None:
        self.places = places
        self.text = text
        self.entries = entries
        self.weights = load_weights(*WEIGHTS)
        self._weigher = _weigher(self.weights)
        self._story = Story()
        self._told: Spot | None = None
        self._sentence = -1
        self._sites: dict[str, Spot] = {}
        self._lies = places.lexicon.closed("lies")
        self._seats = places.lexicon.closed("seat_of")
        self._pointing = places.lexicon.closed("pointing")
        self._same = places.lexicon.closed("the_same")
        self._inside = places.lexicon.closed("inside_preps")
        self._where = places.lexicon.closed("inside_preps") | places.lexicon.closed("near")

    def place(self, draft: Draft, why: list[Why]) -> Spot | None:
        """The place of one draft, with the reason added to `why`."""
        if draft.type not in PLACED:
            return None
        options = self.options(draft)
        chosen = self._choose(options)
        if self.entries is not None and (chosen is None or chosen.carried):
            heading = self.entries.spot(draft.sentence)
            if heading is not None:
                chosen = Option(heading, HEADED, (), [])
        if chosen is None or chosen.place is None or _is_any_thing(chosen.place):
            return None
        place = chosen.place if chosen.carried else with_its_list(chosen.place, self.places, self.text)
        because = chosen.because
        if chosen.carried:
            because = (f"{draft.trigger} means what was told at {place.name or None}",)
        why.append(
            Why(
                field="place",
                rule=chosen.rule,
                because=because,
                score=hundredths(chosen.chance),
                span=None if chosen.carried else Span(place.start, place.end),
                lost=chosen.lost + lost(options, chosen, place),
            )
        )
        self._remember(draft, place, chosen.town or place)
        return place

    def _remember(self, draft: Draft, place: Spot, town: Spot) -> None:
        """Keep the place for those told after it."""
        if not place.known:
            return
        if place.rank >= POINT and draft.target:
            struck: Mention = draft.target[0].value
            if struck.kind == SITE and not struck.pronoun and struck.number == "s" and place.rank < SITE_RANK:
                self._sites[_called(struck.text)] = place
        if place.level == SITE or (place.rank < POINT and _called(place.text) in self.places.atlas.nouns):
            self._sites[_called(place.text)] = place
        if draft.type in CARRYING:
            self._told, self._sentence = place, draft.sentence
        self._story.add(Before(place, draft.sentence, draft.type, draft.sense))
        if draft.type not in TALKING:
            self.places.names.go_on(town, draft.sentence)

    def options(self, draft: Draft) -> list[Option]:
        """All answers to where a happening was, with what speaks for each; the last is nowhere."""
        found = self._found(draft)
        manner = manner_of(draft)
        options: list[Option] = []
        stays = not found and not draft.habitual and self._told is not None and self._stays(self._told, draft)
        by_rules = self._told if stays else None
        around = [Round(candidate) for candidate in draft.around]
        for item in found:
            start, end = item.place.start, item.place.end
            known = option_at(options, start, end)
            if known is not None:
                known.groups.append(told_by(item.rule))
                continue
            near = nearest(around, start, end)
            item.candidate.marks = near.candidate.marks if near is not None else ()
            place = joined(item, found, self._inside, self.text) or self._beside(
                item.candidate.value, item.place, found
            )
            if by_rules is None:
                by_rules = place
            named = _named_only(item.candidate.value, item.place)
            marks = inside(draft, item.candidate, place, manner, named, self._points(item.candidate.value))
            option = Option(place, item.rule, item.located.because, marks, item.located.lost)
            option.start, option.end = start, end
            self._describe(option, item.candidate.value, item.place, named)
            options.append(option)
        listed: list[tuple[Found, Option]] = []
        for other in around:
            if covered(found, other.start, other.end):
                continue
            located = self._ground(other.candidate.value, draft)
            if located is not None:
                beside = self._option_round(other.candidate, located, draft, found, manner)
                options.append(beside)
                listed.append((Found(other.candidate, located), beside))
        self._list(listed)
        count = len(options)
        mark_nested(options)
        mark_chained(options, self.text, self._lies, self._seats)
        mark_in_provinces(options, self.places.atlas)
        mark_listed(options)
        if not draft.habitual:
            self._add_carried(draft, manner, options, count)
        if by_rules is not None:
            for option in options:
                if option.place is not None and option.place.same(by_rules):
                    option.groups.append(manner.ruled)
                    if option.carried:
                        option.groups.append(RULED_CARRIED)
        self._sided(draft, manner, options)
        none = nowhere(draft, manner, count, any(item.own for item in found))
        if by_rules is None:
            none.append(manner.none_ruled)
        options.append(Option(None, "no place", (), none))
        return options

    def _sided(self, draft: Draft, manner: Manner, options: list[Option]) -> None:
        """Mark places by whether they lie in the country of who did it, and of whom it was done to."""
        country = self.places.names.home
        doer = self._side_of(draft.initiator)
        struck = self._side_of(draft.target)
        for option in options:
            place = option.place
            if place is None or not place.country:
                continue
            if country:
                option.groups.append(at_home(country, place, manner))
            if doer:
                option.groups.append(sided(doer, place, "doer", manner))
            if struck:
                option.groups.append(sided(struck, place, "struck", manner))

    def _side_of(self, told: list[Candidate]) -> str:
        """The country of the first of the best candidates of a role that has one."""
        for n in range(min(len(told), SIDES)):
            side = self.places.side(told[n].value)
            if side:
                return side
        return ""

    def _list(self, told: list[tuple[Found, Option]]) -> None:
        """Let the first of places that stand side by side in a list mean all of them (dead in A and B)."""
        if len(told) < 2:
            return
        told.sort(key=lambda pair: (pair[0].place.start, pair[0].place.end))
        at = 0
        while at < len(told):
            last = at + 1
            while (
                last < len(told) and told[last][0].joins(told[at][0]) and self._next(told[last - 1][0], told[last][0])
            ):
                last += 1
            places = [item.place for item, _ in told[at:last]]
            points = all(p.rank >= POINT for p in places)
            if points and len({p.name for p in places}) > 1 and places[0].known:
                told[at][1].place = together(places, self.text)
            at = last

    def _next(self, one: Found, other: Found) -> bool:
        """Whether another place stands right after one, joined to it and without a preposition of its own."""
        return not other.candidate.value.prep and listed([one, other], self.text)

    def _direction(self, mention: Mention) -> str:
        """The direction that a place stands after (east of it), nothing where it stands after none."""
        word = self.places.atlas.directions.get(mention.prep) if mention.prep else None
        return mention.prep if word is not None and word.bearing is not None else ""

    def _within(self, mention: Mention) -> str:
        """The preposition after which something may be told to lie in a place, near it or so far from it."""
        prep = mention.prep
        return prep if prep and (mention.away_km is not None or prep in self._where) else ""

    def _option_round(
        self, candidate: Candidate, located: Located, draft: Draft, found: list[Found], manner: Manner
    ) -> Option:
        """The option of a place elsewhere in the sentence."""
        place = self._beside(candidate.value, located.place, found)
        named = _named_only(candidate.value, located.place)
        marks = inside(draft, candidate, place, manner, named, self._points(candidate.value))
        option = Option(place, candidate.rule, located.because, marks, located.lost)
        self._describe(option, candidate.value, located.place, named)
        return option

    def _describe(self, option: Option, mention: Mention, place: Spot, named: bool) -> None:
        """Let an option know how its mention tells the place that it was resolved to."""
        option.named = named
        option.locates = self._direction(mention)
        option.within = self._within(mention)
        option.far = mention.away_km is not None
        option.sure = _by_name(mention, place)
        option.road = CROSSROAD in mention.place_words
        option.inside = mention.prep in self._inside
        option.fronted = option.inside and self._fronted(option, mention, place)
        option.wide = COUNTRYSIDE in mention.place_words
        if self.places.names.dates(mention):
            option.groups.append(DATES)

    def _fronted(self, option: Option, mention: Mention, place: Spot) -> bool:
        """Whether a place by name opens its sentence (in the state of X, ...), and is no capital (who speaks there)."""
        named = bool(mention.names) or self._points(mention)
        if not named or not place.known or not place.entity or place.rank < PROVINCE:
            return False
        if not any(OPENS in group.marks for group in option.groups):
            return False
        return not self.places.names.is_capital(self.places.atlas.site(place.entity))

    def _add_carried(self, draft: Draft, manner: Manner, options: list[Option], count: int) -> None:
        """Places told before: the last, the last of a point, the first, the one told most."""
        spread = min(len(self._story.known), SEVERAL)
        fronted = any(option.fronted for option in options)
        first = self.entries.first(draft.sentence) if self.entries is not None else 0
        for n, told in enumerate(self._story.offers(draft.sense)):
            if told is None or told.sentence < first or (fronted and told.sentence < draft.sentence):
                continue
            which, place = OFFERS[n], told.place
            again = carried_at(options, count, place)
            if again is not None:
                again.groups.append(also(which, manner))
                continue
            here = False
            for at in range(count):
                option = options[at]
                if option.place is not None and option.place.same(place):
                    option.groups.append(told_before(which))
                    here = True
            if here:
                continue
            groups: list[Group] = []
            add_carried(groups, manner, place, draft.sentence - told.sentence, which, count)
            add_passed(groups, manner, told.type, spread)
            options.append(Option(place, "the place told before", (), groups, carried=True))

    def _choose(self, options: list[Option]) -> Option | None:
        """The likeliest place, if it is likelier than nothing."""
        top = -math.inf
        for option in options:
            option.score = self._weigher.score(option.groups)
            top = max(top, option.score)
        total = 0.0
        for option in options:
            option.chance = math.exp(option.score - top)
            total += option.chance
        for option in options:
            option.chance /= total
        best: Option | None = None
        most = 0.0
        for option in options:
            if option.place is None:
                continue
            chance = 0.0
            for other in options:
                if _tells(other, option.place):
                    chance += other.chance
            if chance > most + 1e-9 or (best is not None and chance > most - 1e-9 and option.chance > best.chance):
                best, most = option, max(chance, most)
        if best is None or best.place is None or (most <= ENOUGH and _around(best.place, options) <= ENOUGH):
            return None
        if best.carried and most + _borne_out(best.place, options) < LIKELY:
            return None
        best = _finer(best, options)
        if best.finer is None and best.place is not None:
            for other in options:
                if other.finer is not None and other.place is not None and other.place.same(best.place):
                    return other.finer
        return best.finer or best.whole or best

    def _ground(self, mention: Mention, draft: Draft) -> Located | None:
        """What a mention names: for a bare definite noun the site of that noun where something happened before (the
        market), for a border that of the side that acts.
        """
        named = mention.names or mention.nationalities
        told = not named and mention.away_km is None and (self._sites or self._told is not None)
        if told and (_bare(mention.text) or (mention.noun == SPOT and not mention.text.startswith(AL))):
            again = self._sites.get(_called(mention.text))
            if again is None and mention.noun == SPOT and mention.sentence - self._sentence <= STORY_SENTENCES:
                again = self._told
            if again is not None:
                place = again.told_as(mention.text, mention.span.start, mention.span.end)
                return Located(place, (), (f"{mention.text} means {again.text}",))
        located = self.places.ground(mention)
        if located is None and not named and self._told is not None and self._same_area(mention):
            place = self._told.told_as(mention.text, mention.span.start, mention.span.end)
            return Located(place, (), (f"{mention.text} is {self._told.text}, told before",))
        if located is not None and not named and self._is_own_land(draft, located.place):
            return None
        if located is not None and not named and _is_borderland(located.place):
            side = self.places.side(draft.initiator[0].value) if draft.initiator else ""
            if side and self.places.beside_home(side):
                why = (*located.because, f"the side of {draft.initiator[0].value.text}")
                return Located(located.place.of_country(side), located.lost, why)
        return located

    def _points(self, mention: Mention) -> bool:
        """Whether a place without a name is pointed out (this state)."""
        return not mention.names and loose(fold(mention.text.partition(" ")[0])) in self._pointing

    def _same_area(self, mention: Mention) -> bool:
        """Whether an area is pointed out as the one of which was spoken (those areas, the same area)."""
        if mention.unread or not mention.place_words or mention.place_words[-1] not in AREAS:
            return False
        if mention.sentence - self._sentence > STORY_SENTENCES:
            return False
        if self._points(mention):
            return True
        after = self.text[mention.end : mention.end + NEXT].split(None, 1)
        return bool(after) and loose(fold(after[0].strip(MARKS))) in self._same

    def _is_own_land(self, draft: Draft, place: Spot) -> bool:
        """Whether `the country` that forces leave is taken for their own."""
        if draft.type != "retreat" or place.level != "country":
            return False
        return bool(draft.initiator) and self.places.side(draft.initiator[0].value) == place.country

    def _found(self, draft: Draft) -> list[Found]:
        """The candidates that name a place, best first."""
        found = []
        for candidate in draft.place:
            located = self._ground(candidate.value, draft)
            if located is not None:
                found.append(Found(candidate, located))
        return in_order(found)

    def _beside(self, mention: Mention, told: Spot, found: list[Found]) -> Spot:
        """Where it is; for a thing that no pack knows, the known place told with it or before it."""
        if told.known or any(word in BORDERS for word in mention.place_words):
            return told
        known = self._before(mention, told)
        for item in found:
            if item.place.known:
                known = item.place
                break
        if known is None or (mention.nationalities and known.country != told.country):
            return told
        if mention.unread and told.rank >= POINT:
            return known.at_level_of(told, known.entity)
        return known.told_as(told.text, told.start, told.end)

    def _before(self, mention: Mention, told: Spot) -> Spot | None:
        """Where the story stands, for a definite thing in it."""
        near = mention.sentence - self._sentence <= STORY_SENTENCES
        return self._told if mention.definite and near and told.rank >= POINT else None

    def _stays(self, told: Spot, draft: Draft) -> bool:
        """Whether the story stands where it stood: in the same sentence or the next, longer at a site or for an
        arrest.
        """
        passed = draft.sentence - self._sentence
        if draft.type not in STAYING:
            return False
        if told.level == "site":
            return passed <= STORY_SENTENCES
        if told.rank < POINT:
            return False
        if draft.type == "coerce":
            return passed <= STORY_SENTENCES
        same = passed == 0 and draft.type == "intercept"
        return same or (passed <= CARRY_SENTENCES and draft.definite and draft.shape == "noun")


def _is_borderland(place: Spot) -> bool:
    """Whether it is a border that only its country is known of."""
    return place.level == "region" and not place.known and bool(place.country)


def _finer(best: Option, options: list[Option]) -> Option:
    """A town or site of the sentence that is nearly as likely as the country around it."""
    whole = best.place
    if whole is None or whole.rank > 0 or best.carried:
        return best
    finest = best
    for option in options:
        place = option.place
        if place is None or option.carried or place.rank < POINT or not place.known or place.country != whole.country:
            continue
        if option.chance >= best.chance * NEARLY and (finest is best or option.chance > finest.chance):
            finest = option
    return finest


def _tells(option: Option, place: Spot) -> bool:
    """Whether an option is a place, or only says where that lies (the road that leads from A to *B*)."""
    if option.place is None:
        return False
    if option.place.same(place):
        return True
    finer = option.finer
    return finer is not None and finer.place is not None and finer.place.same(place)


def _around(place: Spot, options: list[Option]) -> float:
    """The chance of a place and of all that are hardly told apart from it."""
    chance = 0.0
    for option in options:
        if option.place is not None and (option.place.same(place) or option.place.beside(place)):
            chance += option.chance
    return chance


def _borne_out(place: Spot, options: list[Option]) -> float:
    """The chance of places of the sentence that are hardly told apart from one told before."""
    chance = 0.0
    for option in options:
        if option.place is not None and not option.carried and option.place.beside(place):
            chance += option.chance
    return chance


def _bare(text: str) -> bool:
    """Whether it is a single word with the article."""
    return text.startswith(AL) and " " not in text


def _called(text: str) -> str:
    """The first word of a place without its article and the alif of the accusative, folded and loose."""
    first = text.split(" ", 1)[0]
    if first.startswith(AL):
        return loose(fold(first.removeprefix(AL)))
    return loose(fold(first[:-1] if first.endswith(ALIF) and len(first) > LINK // 2 else first))


def _by_name(mention: Mention, place: Spot) -> bool:
    """Whether it is a place by a name in its words, no region or country."""
    if place.rank < PROVINCE:
        return False
    return bool(place.entity and mention.unread) or any(name.kind == "place" for name in mention.names)


def _is_any_thing(place: Spot) -> bool:
    """Whether it only says what kind of place it was, by an adjective (an open area, residential quarters), and no
    known place was told with it.
    """
    words = place.text.split(" ")
    if place.known or place.name or len(words) != 2 or place.level not in ("site", "district"):
        return False
    return words[1].endswith(TA_MARBUTA) and not words[0].startswith(AL) and not words[1].startswith(AL)


def _named_only(mention: Mention, place: Spot) -> bool:
    """Whether a place has a head noun of a point and a name of its own that no pack knows."""
    plain = mention.unread and bool(mention.place_words) and not mention.the_place and not mention.pronoun
    return plain and not place.name and place.rank >= POINT
