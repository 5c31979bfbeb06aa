"""Which of the places in a sentence is that of the happening.

Invariant: the most specific known place of the happening's own clause; a thing that no pack knows takes the coordinates
of the known place told with it, at that place's level; a place told before is taken only by a definite mention.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Final

import msgspec

from khabar.ground.place_marks import (
    CHAINED,
    DATES,
    HEADS,
    HELD,
    HOLDS,
    MAX_KEPT,
    RULED_CARRIED,
    TO_BEFORE,
    TO_NEXT,
    Marks,
    also,
    at_home,
    carried,
    inside,
    kind_of,
    none_ruled,
    nowhere,
    passed_on,
    rule_of,
    ruled,
    shape_of,
    sided,
    told_before,
    told_by,
)
from khabar.ground.place_points import together
from khabar.ground.places import SPECIFIC, Located, PlaceGrounder
from khabar.ground.story import POINTS, Before, PlaceKey, Story, place_key
from khabar.ground.theatre import home
from khabar.model.drafts import Candidate, Draft, Mention
from khabar.model.native import mypyc_attr
from khabar.model.records import Lost, PlaceMention, Why
from khabar.packs.weights import load_weights
from khabar.text.bounds import Bounds
from khabar.text.clitics import AL
from khabar.text.letters import ALIF, WAW, fold, loose

PLACED: Final = frozenset(
    "assault intercept explosion casualty coerce mobilize retreat protest consult aid agree cooperate concede".split()
)
CARRYING: Final = frozenset("assault intercept explosion casualty".split())
STAYING: Final = frozenset({"assault", "intercept", "explosion", "coerce"})
ELSEWHERE: Final = "place elsewhere in the sentence"
WEIGHTS: Final = ("khabar.ground", "place_weights.json")
JOINED: Final = 0.045
LINK: Final = 8
SIDES: Final = 3
OR: Final = ALIF + WAW
CARRY_SENTENCES: Final = 1
STORY_SENTENCES: Final = 3
ENOUGH: Final = 0.37
CHAIN: Final = 8
LEAP: Final = 14
SEVERAL: Final = 3


class Weigher:
    """What marks weigh by one table; found once for each group of them."""

    __slots__ = ("_found", "weights")

    def __init__(self, weights: dict[str, float]) -> None:
        self.weights = weights
        self._found: dict[Marks, list[float]] = {}

    def weigh(self, group: Marks) -> list[float]:
        """The weights of those marks of a group that weigh anything."""
        found = self._found.get(group)
        if found is None:
            if len(self._found) >= MAX_KEPT:
                self._found.clear()
            found = self._found[group] = [weight for mark in group if (weight := self.weights.get(mark, 0.0))]
        return found


_WEIGHERS: Final[list[Weigher]] = []


def _weigher(weights: dict[str, float]) -> Weigher:
    """The one that knows a table; the last table is remembered."""
    if not _WEIGHERS or _WEIGHERS[-1].weights is not weights:
        _WEIGHERS[:] = [Weigher(weights)]
    return _WEIGHERS[-1]


@mypyc_attr(acyclic=True)
class Found:
    """A candidate with what it names."""

    __slots__ = ("candidate", "located")

    def __init__(self, candidate: Candidate, located: Located) -> None:
        self.candidate = candidate
        self.located = located

    @property
    def known(self) -> bool:
        """Whether a pack knows it."""
        return self.located.place.lat is not None

    @property
    def own(self) -> bool:
        """Whether it stands in the happening's own clause."""
        return self.candidate.rule != ELSEWHERE

    @property
    def lost(self) -> Lost:
        """Itself as a place that was not chosen."""
        place = self.located.place
        score = round(self.candidate.score, 2)
        return Lost(value=place.name or place.text, rule=self.candidate.rule, score=score, span=place.span)

    def joins(self, other: Found) -> bool:
        """Whether it can be of one list with another: told by the same rule, of nearly the same level."""
        near = abs(self.candidate.score - other.candidate.score) <= JOINED
        levels = SPECIFIC[self.located.place.level] - SPECIFIC[other.located.place.level]
        return self.known and near and self.candidate.rule == other.candidate.rule and abs(levels) <= 2

    @property
    def rank(self) -> tuple[bool, bool, float, float]:
        """Best first, when sorted in reverse."""
        return self.own, self.known, SPECIFIC[self.located.place.level], self.candidate.score


class Option:
    """One answer to where a happening was (None: nowhere told), with what speaks for it, mark by mark in `groups`.

    named: whether it has a head noun and a name that no pack knows (the village of X). finer: such a place told right
    before it, which lies in it or beside it. chained: whether it stands right after another.
    """

    __slots__ = (
        "because", "carried", "chained", "chance", "finer", "groups", "lost", "named", "place", "rule", "score"
    )  # fmt: skip

    def __init__(
        self,
        place: PlaceMention | None,
        rule: str,
        because: tuple[str, ...],
        groups: list[Marks],
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
        self.named = False
        self.chained = False
        self.finer: Option | None = None

    @property
    def marks(self) -> list[str]:
        """All that speaks for it."""
        return [mark for group in self.groups for mark in group]


class Placer:
    """Places the happenings of one document, in order."""

    def __init__(self, places: PlaceGrounder, text: str) -> None:
        self.places = places
        self.text = text
        self.weights = load_weights(*WEIGHTS)
        self._weigher = _weigher(self.weights)
        self._story = Story()
        self._told: PlaceMention | None = None
        self._sentence = -1
        self._sites: dict[str, PlaceMention] = {}

    def place(self, draft: Draft, why: list[Why]) -> PlaceMention | None:
        """The place of one draft, with the reason added to `why`."""
        if draft.type not in PLACED:
            return None
        options = self.options(draft)
        chosen = self._choose(options)
        if chosen is None or chosen.place is None:
            return None
        place = chosen.place
        lost = tuple(
            Lost(value=o.place.name or o.place.text, rule=o.rule, score=round(o.chance, 2), span=o.place.span)
            for o in sorted(options, key=lambda o: -o.chance)
            if o.place is not None and o is not chosen and o.place.span != place.span
        )
        why.append(
            Why(
                field="place",
                rule=chosen.rule,
                because=chosen.because,
                score=round(chosen.chance, 2),
                span=None if chosen.carried else place.span,
                lost=chosen.lost + lost[:3],
            )
        )
        self._remember(draft, place)
        return place

    def _remember(self, draft: Draft, place: PlaceMention) -> None:
        """Keep the place for those told after it."""
        if place.lat is None:
            return
        if place.level == "site":
            self._sites[loose(fold(place.text.split(" ", 1)[0].removeprefix(AL)))] = place
        if draft.type in CARRYING:
            self._told, self._sentence = place, draft.sentence
        self._story.add(Before(place, draft.sentence, draft.type, draft.sense))

    def options(self, draft: Draft) -> list[Option]:
        """All answers to where a happening was, with what speaks for each; the last is nowhere."""
        found = self._found(draft)
        by_rules = self._by_rules(draft, found)
        options: list[Option] = []
        seen: dict[tuple[int, int], Option] = {}
        around = {c.value.span: c for c in draft.around}
        for item in found:
            span = item.located.place.span
            near = around.get(span) or next((c for c in draft.around if c.value.span.overlaps(span)), None)
            key = (span.start, span.end)
            if key in seen:
                seen[key].groups.append(told_by(rule_of(item.candidate.rule)))
                continue
            candidate = item.candidate
            candidate.marks = near.marks if near is not None else ()
            place = self._joined(item, found) or self._beside(item, found) or item.located.place
            option = Option(
                place, candidate.rule, item.located.because, inside(draft, candidate, place), item.located.lost
            )
            option.named = _named_only(candidate.value, item.located.place)
            if self.places.dates(candidate.value):
                option.groups.append(DATES)
            options.append(option)
            seen[key] = option
        covered = Bounds([item.located.place.span for item in found])
        listed: list[tuple[Found, Option]] = []
        for candidate in draft.around:
            if covered.meet(candidate.value.span):
                continue
            located = self._ground(candidate.value, draft)
            if located is None:
                continue
            item = Found(candidate, located)
            place = self._beside(item, found) or located.place
            option = Option(place, candidate.rule, located.because, inside(draft, candidate, place), located.lost)
            option.named = _named_only(candidate.value, located.place)
            if self.places.dates(candidate.value):
                option.groups.append(DATES)
            options.append(option)
            listed.append((item, option))
        self._list(listed)
        count = len(options)
        self._nested(options)
        self._chained(options)
        self._add_carried(draft, options, count)
        if by_rules is not None:
            for option in options:
                if option.place is not None and same_place(option.place, by_rules):
                    option.groups.append(ruled(kind_of(draft)))
                    if option.carried:
                        option.groups.append(RULED_CARRIED)
        own = any(item.own for item in found)
        self._sided(draft, options)
        none = nowhere(draft, count, own)
        if by_rules is None:
            none.append(none_ruled(kind_of(draft)))
        options.append(Option(None, "no place", (), none))
        return options

    def _sided(self, draft: Draft, options: list[Option]) -> None:
        """Mark places by whether they lie in the country of who did it, and of whom it was done to."""
        country = home(self.places.votes)
        for option in options if country else ():
            if option.place is not None and option.place.country:
                option.groups.append(at_home(country, option.place.country, kind_of(draft)))
        for role, told in (("doer", draft.initiator), ("struck", draft.target)):
            side = next((side for c in told[:SIDES] if (side := self.places.side(c.value))), "")
            for option in options if side else ():
                if option.place is not None and option.place.country:
                    option.groups.append(sided(side, option.place.country, role, kind_of(draft)))

    def _list(self, told: list[tuple[Found, Option]]) -> None:
        """Let the first of places that stand side by side in a list mean all of them (dead in A and B)."""
        told.sort(key=lambda pair: pair[0].located.place.span)
        at = 0
        while at < len(told):
            last = at + 1
            while (
                last < len(told) and told[last][0].joins(told[at][0]) and self._next(told[last - 1][0], told[last][0])
            ):
                last += 1
            places = [item.located.place for item, _ in told[at:last]]
            points = all(p.level in POINTS for p in places)
            if points and len({p.name for p in places}) > 1 and told[at][0].known:
                told[at][1].place = together(places, self.text)
            at = last

    def _next(self, one: Found, other: Found) -> bool:
        """Whether another place stands right after one, joined to it and without a preposition of its own."""
        return not other.candidate.value.prep and _listed([one, other], self.text)

    @staticmethod
    def _nested(options: list[Option]) -> None:
        """Mark places of a country that another of the sentence may lie in, and those that may lie in another."""
        ranks: dict[str | None, list[int]] = {}
        for option in options:
            if option.place is not None and option.place.lat is not None:
                ranks.setdefault(option.place.country, []).append(SPECIFIC[option.place.level])
        for option in options:
            if option.place is None or option.place.lat is None:
                continue
            others, mine = ranks[option.place.country], SPECIFIC[option.place.level]
            if max(others) > mine:
                option.groups.append(HOLDS)
            if min(others) < mine:
                option.groups.append(HELD)

    @staticmethod
    def _chained(options: list[Option]) -> None:
        """Mark places told one right after the other (the town of A in the east of B): the first, and those after."""
        told = [option for option in options if option.place is not None]
        told.sort(key=lambda o: (o.place.span.start, o.place.span.end) if o.place is not None else (0, 0))
        for one, other in pairwise(told):
            if one.place is None or other.place is None:
                continue
            apart = other.place.span.start - one.place.span.end
            if 0 <= apart <= LEAP and one.named and other.place.lat is not None and other.place.name:
                one.place = msgspec.structs.replace(
                    other.place, text=one.place.text, span=one.place.span, level=one.place.level, name=None, entity=None
                )
                one.because = (*one.because, f"told with {other.place.name}, so placed there")
                other.finer = one
            if not 0 <= apart <= CHAIN:
                continue
            finer = SPECIFIC[one.place.level] - SPECIFIC[other.place.level]
            step = "finer" if finer > 0 else "equal" if finer == 0 else "wider"
            one.groups.append(TO_NEXT[step])
            other.groups.append(TO_BEFORE[step])
            if not one.chained:
                one.groups.append(HEADS)
            other.groups.append(CHAINED)
            other.chained = True

    def _add_carried(self, draft: Draft, options: list[Option], count: int) -> None:
        """Places told before: the last, the last of a point, the first, the one told most."""
        spread = min(len(self._story.known), SEVERAL)
        shape = shape_of(draft)
        here = [place_key(o.place) if o.place is not None else None for o in options[:count]]
        points: list[PlaceKey] = []
        added: list[Option] = []
        for which, told in self._story.offers(draft.sense):
            place, passed = told.place, draft.sentence - told.sentence
            point = told.point
            if point in points:
                added[points.index(point)].groups.append(also(which, shape))
                continue
            if point in here:
                for n in range(count):
                    if here[n] == point:
                        options[n].groups.append(told_before(which))
                continue
            groups = [carried(draft, place, passed, which, count), passed_on(told.type, draft.type, spread, shape)]
            because = (f"{draft.trigger} means what was told at {place.name}",)
            points.append(point)
            added.append(Option(place, "the place told before", because, groups, carried=True))
        options.extend(added)

    def _choose(self, options: list[Option]) -> Option | None:
        """The likeliest place, if it is likelier than nothing."""
        for option in options:
            told: list[float] = []
            for group in option.groups:
                told += self._weigher.weigh(group)
            option.score = math.fsum(told)
        top = max(o.score for o in options)
        total = math.fsum([math.exp(o.score - top) for o in options])
        for option in options:
            option.chance = math.exp(option.score - top) / total
        best: Option | None = None
        most = 0.0
        keys = [place_key(o.place) if o.place is not None else None for o in options]
        for n, option in enumerate(options):
            if option.place is None:
                continue
            chance = option.chance
            if keys.count(keys[n]) > 1:
                chance = math.fsum([o.chance for o, key in zip(options, keys, strict=True) if key == keys[n]])
            if chance > most + 1e-9 or (best is not None and chance > most - 1e-9 and option.chance > best.chance):
                best, most = option, max(chance, most)
        if best is None or most <= ENOUGH:
            return None
        return best.finer or best

    def _by_rules(self, draft: Draft, found: list[Found]) -> PlaceMention | None:
        """What the order of the rules alone would choose."""
        if not found:
            told = self._told
            return told if told is not None and self._stays(told, draft) else None
        best = found[0]
        return self._joined(best, found) or self._beside(best, found) or best.located.place

    def _ground(self, mention: Mention, draft: Draft) -> Located | None:
        """What a mention names: for a bare definite noun the site of that noun where something happened before (the
        market), for a border that of the side that acts.
        """
        bare = mention.text.startswith(AL) and " " not in mention.text and mention.away_km is None
        bare = bare and not (mention.names or mention.nationalities)
        again = self._sites.get(loose(fold(mention.text.removeprefix(AL)))) if bare else None
        if again is not None:
            place = msgspec.structs.replace(again, text=mention.text, span=mention.span)
            return Located(place, (), (f"{mention.text} means {again.text}",))
        located = self.places.ground(mention)
        if located is not None and located.place.level == "region" and located.place.lat is None:
            side = self.places.side(draft.initiator[0].value) if draft.initiator else ""
            if side and not mention.names and not mention.nationalities:
                why = (*located.because, f"the side of {draft.initiator[0].value.text}")
                return Located(msgspec.structs.replace(located.place, country=side), located.lost, why)
        return located

    def _found(self, draft: Draft) -> list[Found]:
        """The candidates that name a place, best first."""
        found = []
        for candidate in draft.place:
            located = self._ground(candidate.value, draft)
            if located is not None:
                found.append(Found(candidate, located))
        found.sort(key=lambda f: f.rank, reverse=True)
        return found

    def _joined(self, best: Found, found: list[Found]) -> PlaceMention | None:
        """Places joined to the best one: a region with a point between them."""
        members = sorted((f for f in found if f.joins(best)), key=lambda f: f.located.place.span)
        near = [f.located.place for f in members]
        several = len({p.name for p in near}) > 1
        return together(near, self.text) if several and _listed(members, self.text) else None

    def _beside(self, best: Found, found: list[Found]) -> PlaceMention | None:
        """For a thing that no pack knows, the known place told with it or before it."""
        if best.known:
            return None
        known = next((f.located.place for f in found if f.known), None) or self._before(best)
        told = best.located.place
        if known is None:
            return None
        if best.candidate.value.unread and told.level in POINTS:
            return msgspec.structs.replace(known, text=told.text, span=told.span, level=told.level, name=None)
        return msgspec.structs.replace(known, text=told.text, span=told.span)

    def _before(self, best: Found) -> PlaceMention | None:
        """Where the story stands, for a definite thing in it."""
        mention = best.candidate.value
        near = mention.sentence - self._sentence <= STORY_SENTENCES
        return self._told if mention.definite and near and best.located.place.level in POINTS else None

    def _stays(self, told: PlaceMention, draft: Draft) -> bool:
        """Whether the story stands where it stood: in the same sentence or the next, longer at a site or for an
        arrest.
        """
        passed = draft.sentence - self._sentence
        if draft.type not in STAYING:
            return False
        if told.level == "site":
            return passed <= STORY_SENTENCES
        if told.level not in POINTS:
            return False
        if draft.type == "coerce":
            return passed <= STORY_SENTENCES
        same = passed == 0 and draft.type == "intercept"
        return same or (passed <= CARRY_SENTENCES and draft.definite and draft.shape == "noun")


def same_place(one: PlaceMention, other: PlaceMention) -> bool:
    """Whether two mentions are grounded at one place of one level."""
    return one is other or place_key(one) == place_key(other)


def _named_only(mention: Mention, place: PlaceMention) -> bool:
    """Whether a place has a head noun of a point and a name of its own that no pack knows."""
    plain = mention.unread and bool(mention.place_words) and not mention.the_place and not mention.pronoun
    return plain and place.name is None and place.level in POINTS


def _listed(members: list[Found], text: str) -> bool:
    """Whether they stand in one list: nothing but `and` and short words between them (not `amid`, which begins so)."""
    for one, other in pairwise(members):
        words = text[one.located.place.span.end : other.located.place.span.start].strip(" \u060c")
        either = loose(fold(words)) == OR
        if not either and (words[:1] != WAW or len(words) > LINK or words == other.candidate.value.prep):
            return False
    return True
