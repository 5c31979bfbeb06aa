"""The names of places in a document: which places of the packs each can mean, and which of them fits the document best.

Invariant: what a mention names is found once; a place told by one name only does not speak for itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from khabar.ground.atlas import Site, atlas
from khabar.ground.located import Located
from khabar.ground.nearness import Nearness
from khabar.ground.spots import CITY, POINT, Spot
from khabar.ground.theatre import home
from khabar.model.mentions import Mention, NameRef
from khabar.model.native import mypyc_attr
from khabar.model.spans import Span
from khabar.packs.lexicon import Lexicon
from khabar.text.clitics import AL
from khabar.text.letters import fold, loose

WINDOW: Final = 40
SMALL: Final = 5
SLIGHT: Final = 2
BESIDE: Final = 1.5
NAMED: Final = 3
MUCH: Final = 5
OF_ITS_KIND: Final = frozenset({"field", "crossing", "airport", "port", "camp", "base"})
APART: Final = 12
DATELINE: Final = 60
DASHES: Final = "-\u2013\u2014"

Names = list[list[Site]]
"""The candidate places of each name in a mention, in order of the text."""


@mypyc_attr(acyclic=True)
class Found:
    """What was found of a mention in a document of these `votes`, each when it was first asked for."""

    __slots__ = ("called", "dates", "located", "names", "sought", "votes")

    def __init__(self, votes: dict[str, int]) -> None:
        self.votes = votes
        self.names: Names | None = None
        self.dates: bool | None = None
        self.called = ""
        self.located: Located | None = None
        self.sought = False


class PlaceNames:
    """The mentions of one document that name places: `told`, in order, with their `starts`.

    votes: the countries it speaks of; home: the one that it speaks of most. own: in how many mentions each place of the
    packs is named. town: where the last happening was that has its place in or at a town, in which `sentence`; at_town:
    whether it was at the town itself.
    """

    def __init__(self, lexicon: Lexicon, votes: dict[str, int], mentions: Sequence[Mention], text: str) -> None:
        self.text = text
        self.votes = votes
        self.atlas = atlas(lexicon)
        self.told = [mention for mention in mentions if mention.names and _names_place(mention)]
        self.starts = [m.start for m in self.told]
        self._nearness = Nearness(lexicon, self.atlas, self.told, self.starts)
        self.home = home(votes)
        self._apart = lexicon.closed("told_apart")
        self._town_named = lexicon.closed("town_named")
        self._most = max(votes.values(), default=0)
        self.own = _counted(self.told)
        known = [self.atlas.site(name) for name in self.own]
        self._towns = frozenset([place.country for place in known if place.rank == CITY])
        self.town: Site | None = None
        self.sentence = -1
        self.at_town = False

    def go_on(self, place: Spot, sentence: int) -> None:
        """Keep the town that a happening was at, or whose quarter or site it was at, for what is told after it."""
        if not place.entity:
            return
        site = self.atlas.site(place.entity)
        at_town = site.rank == CITY
        if site.rank != CITY and place.rank >= POINT and site.parent:
            site = self.atlas.site(site.parent)
        if site.rank == CITY:
            self.town, self.sentence, self.at_town = site, sentence, at_town

    def town_of_late(self, mention: Mention, sentences: int) -> Site | None:
        """The town of the last happening, if it was told no more than so many sentences before."""
        return self.town if 0 <= mention.sentence - self.sentence <= sentences else None

    def of(self, mention: Mention) -> Names:
        """The candidate places of each name in the mention, in order of the text."""
        found = self.found(mention)
        if found.names is None:
            found.names = self._find(mention)
        return found.names

    def found(self, mention: Mention) -> Found:
        """What was found of a mention so far; mentions stay as they are while a document is grounded."""
        kept: Found | None = mention.found
        if kept is None or kept.votes is not self.votes:
            kept = mention.found = Found(self.votes)
        return kept

    def called(self, mention: Mention) -> str:
        """The first word of a mention, folded and loose."""
        found = self.found(mention)
        if not found.called:
            found.called = loose(fold(mention.text.partition(" ")[0]))
        return found.called

    def _find(self, mention: Mention) -> Names:
        told = [
            name
            for name in mention.names
            if name.kind == "place" and not self._strange(self.atlas.site(name.id), name, mention)
        ]
        if len(told) == 1 and (
            self._told_apart(told[0].span, told[0].id) or self._only_noun(told[0].span, self.atlas.site(told[0].id))
        ):
            return []
        names: Names = []
        if len(told) == 1:
            names.append([self.atlas.site(told[0].id)])
        elif told:
            by_span: dict[tuple[int, int], list[Site]] = {}
            for name in told:
                by_span.setdefault((name.span.start, name.span.end), []).append(self.atlas.site(name.id))
            names += [self._no_capitals(by_span[key], mention) for key in sorted(by_span)]
        return names

    def _no_capitals(self, places: list[Site], mention: Mention) -> list[Site]:
        """The places of one name without a capital that is called like its country, unless a word says `town`."""
        states = [place.country for place in places if place.level == "country"]
        if not states or len(places) == 1:
            return places
        before = self.text[max(0, mention.names[0].span.start - APART) : mention.names[0].span.start].split()
        named = bool(before) and loose(fold(before[-1])) in self._town_named
        if named or any(self.atlas.word(word).level == "city" for word in mention.place_words):
            return [place for place in places if place.level != "country"]
        return [place for place in places if place.level != "city" or place.country not in states]

    def _told_apart(self, span: Span, name_id: str) -> bool:
        """Whether a bare noun that is a name too is followed by what tells it apart (the tenth sector)."""
        name = self.text[span.start : span.end]
        if not name.startswith(AL) or " " in name:
            return False
        after = self.text[span.end : span.end + APART]
        if not after.startswith(" "):
            return False
        word = after.split(None, 1)[0] if after.strip() else ""
        return loose(fold(word)) in self._apart or (word.isdecimal() and self.atlas.site(name_id).level == "region")

    def _only_noun(self, span: Span, place: Site) -> bool:
        """Whether a noun with the article (the lake, the strip) that is a name elsewhere is no name here: of that
        country the document speaks in no other way.
        """
        name = self.text[span.start : span.end]
        if " " in name or not name.startswith(AL) or not place.country or place.country == self.home:
            return False
        if (
            loose(fold(name.removeprefix(AL))) not in self.atlas.nouns
            and loose(fold(name)) not in self.atlas.directions
        ):
            return False
        alone = sum(
            [
                self.text[other.span.start : other.span.end] == name
                for mention in self.told
                for other in mention.names
                if other.id == place.id
            ]
        )
        return self.votes.get(place.country, 0) <= NAMED * alone

    def _strange(self, place: Site, name: NameRef, mention: Mention) -> bool:
        """Whether a place cannot be meant here: the text puts it elsewhere; or it is a small one, of whose country the
        document speaks by this name only, of another country much."""
        if place.level in ("country", "region") or not place.country:
            return False
        if self._nearness.put_elsewhere(mention, place):
            return True
        if place.weight > SMALL:
            return False
        others = self.votes.get(place.country, 0) - NAMED * self.own.get(place.id, 0)
        if others > 0 or self._most < MUCH:
            return False
        sure = place.kind in OF_ITS_KIND and (name.words > 1 or self._of_its_kind(place, mention))
        return not sure and self._nearness.closeness(mention, place) <= 0.0

    def _of_its_kind(self, place: Site, mention: Mention) -> bool:
        """Whether a site is told by just the word for what it is (the field of X)."""
        return bool(mention.place_words) and self.atlas.word(mention.place_words[0]).kind == place.kind

    def before(self, mention: Mention) -> list[Mention]:
        """The mentions before one that name a place, nearest first."""
        at = bisect_left(self.starts, mention.span.start)
        return [m for m in self.told[max(0, at - WINDOW) : at][::-1] if self.of(m)]

    def best(self, mention: Mention) -> Site:
        """The place of the first name in a mention that has one."""
        places = self.of(mention)[0]
        return places[0] if len(places) == 1 else max(places, key=lambda p: (self.score(p, mention), p.id))

    def score(self, place: Site, mention: Mention) -> float:
        """How well a place fits what names it, and the document."""
        score: float = 3.0 * self.votes.get(place.country, 0) ** 0.5 + 0.3 * place.weight + 0.2 * place.rank
        if place.level in ("district", "site") and place.kind != "district" and place.parent in self.own:
            score += BESIDE  # its town is told of too
        if place.common and not mention.place_words and not mention.prep:
            score -= 3.0
        score += self._nearness.closeness(mention, place)
        for word in mention.place_words:
            head = self.atlas.word(word)
            if head.level and head.level == place.level:
                score += 2.0
            if head.kind and head.kind == place.kind:
                score += 1.0
        return score

    def is_capital(self, place: Site) -> bool:
        """Whether a place is the capital of its country."""
        capital = self.atlas.capitals.get(place.country)
        return capital is not None and capital.id == place.id

    def in_sight(self, place: Site) -> bool:
        """Whether a small place can be meant: no quarter of a town that is not told of, where others are."""
        if place.level != "district" or place.weight > SLIGHT or place.parent in self.own:
            return True
        parent = self.atlas.site(place.parent) if place.parent else None
        return parent is None or parent.rank != CITY or place.country not in self._towns

    def dates(self, mention: Mention) -> bool:
        """Whether a place only dates a report that was sent from it (`Port Sudan (agency) - `): the first words of a
        line, before its first dash.
        """
        found = self.found(mention)
        if found.dates is None:
            found.dates = self._is_dateline(mention)
        return found.dates

    def _is_dateline(self, mention: Mention) -> bool:
        at, end = mention.start, mention.end
        start = self.text.rfind("\n", max(0, at - DATELINE), at) + 1
        if at - start > DATELINE or (not start and at > DATELINE):
            return False
        dash = -1
        for letter in DASHES:
            found = self.text.find(letter, end, start + DATELINE + 1)
            dash = found if dash < 0 or 0 <= found < dash else dash
        if dash <= start or not self.text.startswith(" ", dash + 1):
            return False
        return "\n" not in self.text[start : dash + DATELINE // 2]


def _names_place(mention: Mention) -> bool:
    return any(name.kind == "place" for name in mention.names)


def _counted(mentions: Sequence[Mention]) -> dict[str, int]:
    """In how many mentions each place of the packs is named."""
    count: dict[str, int] = {}
    for mention in mentions:
        if len(mention.names) == 1:
            place = mention.names[0].id
            count[place] = count.get(place, 0) + 1
            continue
        for place in {name.id for name in mention.names if name.kind == "place"}:
            count[place] = count.get(place, 0) + 1
    return count
