"""The answers to where a happening was, and how they stand to each other.

Invariant: an option is one place told by one stretch of words, or told before; marks are added to it, never taken away.
"""

from __future__ import annotations

from functools import cmp_to_key
from typing import Final

from khabar.ground.hundredths import hundredths
from khabar.ground.located import Located
from khabar.ground.place_marks import CHAINED, HEADS, HELD, HOLDS, TO_BEFORE, TO_NEXT
from khabar.ground.spots import CITY, POINT, PROVINCE, Spot
from khabar.model.drafts import Candidate
from khabar.model.marks import Group
from khabar.model.mentions import Mention
from khabar.model.native import mypyc_attr
from khabar.model.records import Lost
from khabar.model.spans import Span
from khabar.text.letters import WAW, fold, loose

ELSEWHERE: Final = "place elsewhere in the sentence"
JOINED: Final = 0.045
STRUCK_TOO: Final = ": what was struck is a place"
CHAIN: Final = 8
LEAP: Final = 14
MOST_LOST: Final = 3
REGION: Final = 1
LEVELS: Final = 2
BRACKET: Final = 30  # letters of a length in brackets between two places
FAR_APART: Final = 60
JOINT: Final = 4
ROAD_KM: Final = 30.0
WAY: Final = 12  # letters between a road and the town that it leads from
SITE: Final = "site"
DISTRICT: Final = "district"
TOWN_KM: Final = 40.0
BOTH: Final = " and "
MARKS: Final = "()\u060c,.-\u2013"


@mypyc_attr(acyclic=True)
class Found:
    """A candidate with what it names; ``own``: whether it stands in the happening's own clause."""

    __slots__ = ("candidate", "located", "own", "place", "rule", "score")

    def __init__(self, candidate: Candidate, located: Located) -> None:
        self.candidate = candidate
        self.located = located
        self.place = located.place
        self.rule = candidate.rule
        self.score = candidate.score
        self.own = candidate.rule != ELSEWHERE

    def after(self, other: Found) -> bool:
        """Whether it stands behind another: the best come first, known places of the happening's own clause."""
        if self.own != other.own:
            return other.own
        if self.place.known != other.place.known:
            return other.place.known
        if self.place.rank != other.place.rank:
            return self.place.rank < other.place.rank
        return self.score < other.score

    def joins(self, other: Found, struck: bool = False) -> bool:
        """Whether it can be of one list with another: told by the same rule, of nearly the same level; `struck`: or by
        one that only says besides that it was struck.
        """
        if not self.place.known or not self.place.name:
            return False
        if self.rule != other.rule and not (struck and _plain_rule(self.rule) == _plain_rule(other.rule)):
            return False
        if self.rule == other.rule and abs(self.score - other.score) > JOINED:
            return False
        return abs(self.place.rank - other.place.rank) <= LEVELS


def _plain_rule(rule: str) -> str:
    """A rule without the note that what was struck is the place."""
    return rule.removesuffix(STRUCK_TOO)


@mypyc_attr(acyclic=True)
class Option:
    """One answer to where a happening was (None: nowhere told), with what speaks for it, mark by mark in `groups`.

    start, end: of the words that tell it. named: whether it has a head noun and a name that no pack knows (the village
    of X). finer: such a place told right before it, which lies in it or beside it. chained: whether it stands right
    after another. locates: the direction that it stands after (east of it), else nothing; within: the preposition after
    which something else is told to lie in it, near it or so far from it; far: whether so far from it.
    road: whether it is a road, told by the name of a town.
    sure: whether it is a place with a name of its own, no region. wide: whether it is told as the land around a town.
    inside: whether it stands after `in`; town: the one that it is told to stand in.
    fronted: whether it opens its sentence by a name.
    whole: the list of places that it stands in, where that is one answer.
    """

    __slots__ = (
        "because", "carried", "chained", "chance", "end", "far", "finer", "fronted", "groups", "inside", "locates",
        "lost", "named", "place", "road", "rule", "score", "start", "sure", "town", "whole", "wide", "within",
    )  # fmt: skip

    def __init__(
        self,
        place: Spot | None,
        rule: str,
        because: tuple[str, ...],
        groups: list[Group],
        lost: tuple[Lost, ...] = (),
        carried: bool = False,
    ) -> None:
        self.place = place
        self.rule = rule
        self.because = because
        self.groups = groups
        self.lost = lost
        self.carried = carried
        self.score = 0.0
        self.chance = 0.0
        self.start = 0
        self.end = 0
        self.named = False
        self.locates = ""
        self.within = ""
        self.far = False
        self.road = False
        self.sure = False
        self.wide = False
        self.inside = False
        self.fronted = False
        self.town: Spot | None = None
        self.chained = False
        self.finer: Option | None = None
        self.whole: Option | None = None

    @property
    def marks(self) -> list[str]:
        """All that speaks for it."""
        return [mark for group in self.groups for mark in group.marks]


@mypyc_attr(acyclic=True)
class Round:
    """A place around a happening, with the bounds of its words."""

    __slots__ = ("candidate", "end", "start")

    def __init__(self, candidate: Candidate) -> None:
        mention: Mention = candidate.value
        self.candidate = candidate
        self.start = mention.start
        self.end = mention.end


def _behind(one: Found, other: Found) -> int:
    return one.after(other) - other.after(one)


def in_order(found: list[Found]) -> list[Found]:
    """The best first, equals in the order in which they stand; mostly they stand so already."""
    for n in range(1, len(found)):
        if found[n - 1].after(found[n]):
            return sorted(found, key=cmp_to_key(_behind))
    return found


def nearest(around: list[Round], start: int, end: int) -> Round | None:
    """The place around that the same words tell, else the first that shares a letter with them."""
    best: Round | None = None
    for other in around:
        if other.start == start and other.end == end:
            best = other
    if best is not None:
        return best
    for other in around:
        if other.start < end and start < other.end:
            return other
    return None


def covered(found: list[Found], start: int, end: int) -> bool:
    """Whether one of them shares a letter with a stretch of the text."""
    return any(item.place.start < end and start < item.place.end for item in found)


def option_at(options: list[Option], start: int, end: int) -> Option | None:
    """The option that just these words tell."""
    for option in options:
        if option.start == start and option.end == end:
            return option
    return None


def carried_at(options: list[Option], count: int, place: Spot) -> Option | None:
    """The option after the first `count` that is the same place."""
    for n in range(count, len(options)):
        option = options[n]
        if option.place is not None and option.place.same(place):
            return option
    return None


def lost(options: list[Option], chosen: Option, place: Spot) -> tuple[Lost, ...]:
    """The likeliest of the other places."""
    others = []
    for option in options:
        told = option.place
        if told is not None and option is not chosen and not (told.start == place.start and told.end == place.end):
            others.append(option)
    likeliest: list[Lost] = []
    for _ in range(min(len(others), MOST_LOST)):
        best = others[0]
        for option in others:
            if option.chance > best.chance:
                best = option
        others.remove(best)
        if best.place is not None:
            likeliest.append(_as_lost(best, best.place))
    return tuple(likeliest)


def _as_lost(option: Option, place: Spot) -> Lost:
    span = Span(place.start, place.end)
    return Lost(value=place.name or place.text, rule=option.rule, score=hundredths(option.chance), span=span)


def mark_nested(options: list[Option]) -> None:
    """Mark places of a country that another of the sentence may lie in, and those that may lie in another."""
    ranks: list[_Ranks] = []
    for option in options:
        place = option.place
        if place is not None and place.known:
            _ranks_of(ranks, place).add(place.rank)
    for option in options:
        place = option.place
        if place is None or not place.known:
            continue
        told = _ranks_of(ranks, place)
        if told.highest > place.rank:
            option.groups.append(HOLDS)
        if told.lowest < place.rank:
            option.groups.append(HELD)


@mypyc_attr(acyclic=True)
class _Ranks:
    """How specific the places of a country are that a sentence tells, the least and the most."""

    __slots__ = ("country", "highest", "lowest")

    def __init__(self, country: str, rank: int) -> None:
        self.country = country
        self.highest = self.lowest = rank

    def add(self, rank: int) -> None:
        """Take in one more."""
        self.highest, self.lowest = max(self.highest, rank), min(self.lowest, rank)


def _ranks_of(ranks: list[_Ranks], place: Spot) -> _Ranks:
    """Those of a place's country."""
    for told in ranks:
        if told.country == place.country:
            return told
    ranks.append(_Ranks(place.country, place.rank))
    return ranks[-1]


def mark_chained(options: list[Option], text: str, lies: frozenset[str], seats: frozenset[str]) -> None:
    """Mark places told one right after the other (the town of A in the east of B): the first, and those after.

    lies: words that may stand between a place and where it lies; seats: words for the chief town of what follows.
    """
    if len(options) < 2:
        return
    told = in_text(options)
    for n in range(1, len(told)):
        one, other = told[n - 1], told[n]
        if one.place is None or other.place is None:
            continue
        apart = other.place.start - one.place.end
        if 0 <= apart <= LEAP and one.named and other.place.known and other.place.name:
            nowhere = one.place.level == SITE and other.place.rank == PROVINCE  # a crowded market in a province
            one.place = other.place.at_level_of(one.place, "")
            one.because = (*one.because, f"told with {other.place.name}, so placed there")
            if nowhere:
                one.finer = other
            else:
                other.finer = one
        land = one.place.rank == REGION and bool(one.place.entity) and other.place.rank >= POINT
        if other.locates and (one.sure or one.named or land) and apart > 0:
            if (one.sure or land) and _only_locates(text, one.place.end, other.place.start, other.locates):
                if one.road and one.place.km_to(other.place) > ROAD_KM:
                    one.finer = other  # the road to A, south of B
                else:
                    other.finer = one
            elif _lies(text, one.place.end, other.place.start, other.locates, lies):
                _lies_at(one, other)
        elif other.within and other.place.known:
            for back in told[max(0, n - 2) : n]:
                if (
                    (back.named or (back.sure and other.far))
                    and back.place is not None
                    and _lies(text, back.place.end, other.place.start, other.within, lies)
                ):
                    _lies_at(back, other)
                    break
        if 0 <= apart <= WAY and _leads(one.place, other.place):
            _at_road(told, n, one)
        if 0 <= apart <= JOINT and _part_of(one.place, other.place):
            other.finer = one  # the first quarter in X
        if one.sure and one.place.rank == CITY and 0 <= apart <= JOINT and _seat(other.place, seats):
            other.finer = one  # X, the capital of the state of Y
        wider = one.sure and other.place.rank < min(one.place.rank, PROVINCE) and 0 <= apart <= CHAIN
        both = BOTH in one.place.name and not one.carried
        holds = other.wide or (both and other.inside and other.place.known and other.place.rank < POINT)
        around = (one.sure or both) and holds and 0 <= apart <= CHAIN
        stands = one.sure and other.sure and other.inside and 0 <= apart <= CHAIN
        if stands and _stands_in(one.place, other.place) and len(_words(text[one.place.end : other.place.start])) <= 1:
            other.finer, one.town = one, other.place  # the airport of X in Y
        between = _words(text[one.place.end : other.place.start]) if wider or around else []
        if (wider and not between) or (around and len(between) <= 1 and not "".join(between).startswith(WAW)):
            other.finer = one  # the state of X, the north-west of Y; the fronts of A and B in the countryside of C
        if not 0 <= apart <= CHAIN:
            continue
        step = 1 if one.place.rank == other.place.rank else 2 if one.place.rank > other.place.rank else 0
        one.groups.append(TO_NEXT[step])
        other.groups.append(TO_BEFORE[step])
        if not one.chained:
            one.groups.append(HEADS)
        other.groups.append(CHAINED)
        other.chained = True


def _lies_at(one: Option, other: Option) -> None:
    """Let a place that is told to lie at another mean the one that no pack knows, there."""
    if one.place is not None and other.place is not None and other.place.known and not one.sure:
        one.place = other.place.at_level_of(one.place, "")
        one.because = (*one.because, f"told with {other.place.name}, so placed there")
    other.finer = one


def _stands_in(site: Spot, town: Spot) -> bool:
    """Whether a site or a quarter is so near to a town that it may stand in it."""
    if not site.known or not town.known or town.rank != CITY or not site.entity:
        return False
    return site.level in (SITE, DISTRICT) and site.km_to(town) <= TOWN_KM


def mark_listed(options: list[Option]) -> None:
    """Let each place of a list that was put together mean all of it."""
    for whole in options:
        joined = whole.place
        if joined is None or whole.carried or joined.name.find(BOTH) < 1:
            continue
        for option in options:
            place = option.place
            if option is whole or place is None or option.carried or place.name == joined.name:
                continue
            if joined.start <= place.start and place.end <= joined.end:
                option.whole = whole


def in_text(options: list[Option]) -> list[Option]:
    """Those that are places, in the order of the text, in which mostly they stand already."""
    told = [option for option in options if option.place is not None]
    for n in range(1, len(told)):
        place = told[n].place
        if place is not None and _is_behind(told[n - 1], place):
            return sorted(told, key=_bounds)
    return told


def _only_locates(text: str, end: int, start: int, direction: str) -> bool:
    """Whether nothing but a direction, a length in brackets and marks stands between a place and where it lies (X
    (100 km) east of Y; X, east of Y), so that the second only says where the first is.
    """
    between = text[end:start]
    if len(between) > BRACKET or "\n" in between:
        return False
    opening, closing = between.find("("), between.find(")")
    if 0 <= opening < closing:
        between = between[:opening] + between[closing + 1 :]
    words = _words(between)
    return 0 < len(words) <= len(direction.split()) and not words[0].startswith(WAW)


def _seat(place: Spot, seats: frozenset[str]) -> bool:
    """Whether a province is told as that whose chief town something is."""
    return place.rank == PROVINCE and loose(fold(place.text.split(" ", 1)[0])) in seats


def _leads(road: Spot, end: Spot) -> bool:
    """Whether a place between two towns stands before the name of one of them (the road that leads from A to B)."""
    return road.rank < POINT and BOTH in road.name and end.rank >= POINT and end.name in road.name.split(BOTH)


def _on_way(town: Option, road: Option) -> bool:
    """Whether a town is told to lie at a road right after it."""
    if town.place is None or road.place is None or town.place.rank < POINT:
        return False
    return 0 <= road.place.start - town.place.end <= LEAP


def _at_road(told: list[Option], at: int, road: Option) -> None:
    """Let the towns that a road leads from and to mean the road; all of them the town that lies at it."""
    way, town = road.place, told[at - 2] if at > 1 else road
    if town is not road and _on_way(town, road):
        road.finer, road = town, town
    for end in told[at : at + 2]:
        if way is not None and end.place is not None and _leads(way, end.place):
            end.finer = road


def _part_of(part: Spot, town: Spot) -> bool:
    """Whether a place without a name was put at the coordinates of a town, as its quarter."""
    if part.name or not part.known or part.rank != POINT or town.rank != CITY:
        return False
    return part.lat == town.lat and part.lon == town.lon


def _lies(text: str, end: int, start: int, direction: str, lies: frozenset[str]) -> bool:
    """Whether only how far it lies from the second stands between two places (X, which lies 20 km north of Y)."""
    if start - end > FAR_APART:
        return False
    between = text[end:start]
    if "\n" in between:
        return False
    words = [word.strip(MARKS) for word in _words(between)]
    told = direction.split()
    if len(words) <= len(told):
        return False
    return lies.issuperset([loose(fold(word)) for word in words if word not in told])


def _words(between: str) -> list[str]:
    """The words of a stretch of text, without its marks."""
    return [word for word in between.split() if any(letter.isalpha() for letter in word)]


def _bounds(option: Option) -> tuple[int, int]:
    return (option.place.start, option.place.end) if option.place is not None else (0, 0)


def _is_behind(option: Option, place: Spot) -> bool:
    """Whether the place of an option begins after another, or begins with it and ends after it."""
    own = option.place
    return own is not None and (own.start > place.start or (own.start == place.start and own.end > place.end))
