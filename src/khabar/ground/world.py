"""Finds the dated events of the world that a text names.

Invariant: an event is found by a name that stands whole in a text, or by a set of words that all stand in one sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Final

from khabar.model.native import mypyc_attr
from khabar.packs.schema.base import Entry
from khabar.packs.schema.time import WorldEvent
from khabar.text.clitics import AL, CONJUNCTIONS, PREPOSITIONS
from khabar.text.letters import LAM, fold, fold_phrase, loose
from khabar.text.sentences import Sentence
from khabar.text.tokens import Token

OFTEN: Final = 3
STRUCK: Final = frozenset({"assault", "explosion", "intercept"})
SEEN: Final = 61
NEAR: Final = 6
_Name = tuple[tuple[str, ...], int]
"""The words of a name, and its event."""


@mypyc_attr(acyclic=True)
class Named:
    """An event, ``start`` to ``end``, that sentence number ``sentence`` names; ``strong`` where its name stands there,
    not only its words.

    ``often``: its words tell of a place that was struck again and again, so that another event may be meant.
    """

    __slots__ = ("end", "event", "often", "sentence", "start", "strong")

    def __init__(
        self, event: WorldEvent, start: date, end: date, sentence: int, strong: bool, often: bool = False
    ) -> None:
        self.event = event
        self.start = start
        self.end = end
        self.sentence = sentence
        self.strong = strong
        self.often = often


@mypyc_attr(acyclic=True)
class _Told:
    """What a word can tell, to whom the key belongs; most tell nothing. What there is: parts of sets of words, and
    beginnings of names, by the word that comes next.

    ``opens``: the sets of which it is the rarest part; only of those is it worth while to look for the other parts.
    ``seen``: a bit for each of the sets that it is a part of, shared by many, so that most are told apart at once;
    ``goes_on``, for each of those of which it is the rarest part but one. ``aim``: it is what may only be meant to be
    done; ``vows``: it tells that what follows is.
    """

    __slots__ = ("aim", "alone", "goes_on", "key", "names", "nothing", "opens", "parts", "seen", "vows")

    def __init__(
        self, key: object, parts: list[tuple[int, int]], names: list[_Name], opens: list[int], goes_on: list[int]
    ) -> None:
        self.key = key
        self.aim = self.vows = False
        self.nothing = not parts and not names
        self.parts: dict[int, int] = {}
        self.seen = 0
        for index, bit in parts:
            self.seen |= 1 << index % SEEN
            self.parts[index] = self.parts.get(index, 0) | bit
        self.opens = opens
        self.goes_on = 0
        for index in goes_on:
            self.goes_on |= 1 << index % SEEN
        self.alone = [number for words, number in names if not words]
        self.names: dict[str, list[_Name]] = {}
        for words, number in names:
            if words:
                self.names.setdefault(words[0], []).append((words[1:], number))


class WorldEvents:
    """The events of the packs, by the words that tell them."""

    def __init__(
        self,
        entries: Iterable[Entry],
        aims: frozenset[str] = frozenset(),
        deaths: frozenset[str] = frozenset(),
        vowed: frozenset[str] = frozenset(),
        alike: Iterable[frozenset[str]] = (),
    ) -> None:
        """Take the entries of the packs.

        aims: verbal nouns that with the preposition of purpose are not yet done, nor after words of a vow, `vowed`;
        deaths: words that tell a death; alike: a noun and what it is with a pronoun (the fall, its fall), any of which
        tells what one of them does.
        """
        self._aims, self._vowed = aims, vowed
        self.events = [entry for entry in entries if isinstance(entry, WorldEvent)]
        self._days = [(date.fromisoformat(e.date), date.fromisoformat(e.until or e.date)) for e in self.events]
        places = Counter(event.place for event in self.events if event.fresh and event.kind in STRUCK)
        self._often = {i for i, event in enumerate(self.events) if places[event.place] >= OFTEN}
        self._names: dict[str, list[_Name]] = {}
        self._words: dict[str, list[tuple[int, int]]] = {}
        self._key = object()
        self._sets: list[tuple[int, int]] = []  # of each set of words: its event, and a bit for each part
        self._opening: list[int] = []  # of each set of words: the bit of its rarest part, and of the next
        self._going_on: list[int] = []
        families = [frozenset(loose(fold(word)) for word in family) for family in alike]
        for number, event in enumerate(self.events):
            for form in event.forms:
                first, *rest = map(loose, fold_phrase(form).split())
                self._names.setdefault(first, []).append((tuple(rest), number))
            for words in event.words:
                parts = words.split("+")
                if event.death and deaths:
                    parts.append("|".join(sorted(deaths)))
                index = len(self._sets)
                self._sets.append((number, (1 << len(parts)) - 1))
                for part, choices in enumerate(parts):
                    told = {loose(fold(word.strip())) for word in choices.split("|")}
                    for word in told.union(*[family for family in families if not family.isdisjoint(told)]):
                        self._words.setdefault(word, []).append((index, 1 << part))
        ranked = self._rarest()
        self._opening = [bits[0] for bits in ranked]
        self._going_on = [bits[min(1, len(bits) - 1)] for bits in ranked]

    def _rarest(self) -> list[list[int]]:
        """Of each set of words the bits of its parts, that of the part whose words stand in the fewest sets first."""
        uses: list[dict[int, int]] = [{} for _ in self._sets]
        for told in self._words.values():
            for index, bit in told:
                uses[index][bit] = uses[index].get(bit, 0) + len(told)
        return [sorted(bits, key=lambda bit: (bits[bit], bit)) for bits in uses]

    def find(
        self,
        tokens: list[Token],
        sentences: Iterable[Sentence],
        *,
        wide: bool = False,
        never: frozenset[str] = frozenset(),
    ) -> list[Named]:
        """Every event named, once a sentence, in order of the text.

        wide: its words may stand in the first sentence and in two that follow on each other; such a find is no more
        than a hint, as of a place that was struck often, and none at all where two events of one place would do. never:
        events that cannot be meant.
        """
        found: list[Named] = []
        head: list[_Told] = []
        before: list[_Told] = []
        for sentence in sentences:
            strong: set[int] = set()
            parts: list[_Told] = []
            opened: list[int] = []
            vowed = -1
            for i in range(sentence.first, sentence.last):
                word = tokens[i].word
                told: _Told | None = word.world
                if told is None or told.key is not self._key:
                    told = word.world = self._tells(word.loose)
                if told.vows:
                    vowed = i
                if told.nothing or (told.aim and (vowed >= 0 or word.loose[:1] == LAM)):
                    continue
                if 0 <= vowed >= i - NEAR and word.loose in self._aims:
                    continue  # tries [to seize] the city: in Arabic a bare noun
                if told.parts:
                    parts.append(told)
                if told.opens:
                    opened += told.opens
                if told.alone or told.names:
                    _add_named(told, tokens, i + 1, sentence.last, strong)
            near = parts
            if wide:
                near = head + before + parts
                opened = [index for told in near for index in told.opens]
                head, before = head or parts, parts
            weak = self._whole(opened, near) if opened else set()
            for number in sorted(strong | weak) if strong or weak else ():
                if never and self.events[number].id in never:
                    continue
                start, end = self._days[number]
                known = number in strong
                often = (wide or number in self._often) and not known
                found.append(Named(self.events[number], start, end, sentence.index, known, often))
        return _single(found) if wide else found

    def _is_aim(self, form: str) -> bool:
        """Whether a word is a verbal noun with the preposition of purpose or of what is vowed (to retake the city)."""
        if form[:1] not in PREPOSITIONS:
            return False
        return form[1:] in self._aims or (form[:2] == LAM + LAM and AL + form[2:] in self._aims)

    def _whole(self, opened: list[int], parts: list[_Told]) -> set[int]:
        """The events of which every part of a set of words is told, of the sets whose rarest part is."""
        found: set[int] = set()
        going_on = 0
        for told in parts:
            going_on |= told.goes_on
        for index in opened:
            seen = 1 << index % SEEN
            if not going_on & seen or not _goes_on(parts, seen, index, self._going_on[index]):
                continue
            number, whole = self._sets[index]
            mask = 0
            for told in parts:
                if told.seen & seen:
                    mask |= told.parts.get(index, 0)
            if mask == whole:
                found.add(number)
        return found

    def _tells(self, form: str) -> _Told:
        """The words and beginnings of names that a form can be, with and without clitics."""
        forms = variants(form)
        words = [word for known in forms for word in self._words.get(known, ())]
        names = [name for known in forms for name in self._names.get(known, ())]
        opens = [index for index, bit in words if self._opening[index] == bit]
        goes_on = [index for index, bit in words if self._going_on[index] == bit]
        told = _Told(self._key, words, names, opens, goes_on)
        told.aim, told.vows = self._is_aim(form), not self._vowed.isdisjoint(forms)
        return told


def _goes_on(parts: list[_Told], seen: int, index: int, bit: int) -> bool:
    """Whether the second part of a set of words is told; ``seen`` is the set's own bit."""
    return any(told.goes_on & seen and told.parts.get(index, 0) & bit for told in parts)


def _single(found: list[Named]) -> list[Named]:
    """Those named outright, and the only ones that are told of their place."""
    told: dict[str, set[str]] = {}
    for named in found:
        if named.often:
            told.setdefault(named.event.place, set()).add(named.event.id)
    return [n for n in found if not n.often or not n.event.place or len(told[n.event.place]) == 1]


def _add_named(told: _Told, tokens: list[Token], i: int, last: int, found: set[int]) -> None:
    """Add the events whose name a form begins and the tokens from `i` on end."""
    for number in told.alone:
        found.add(number)
    if not told.names or i >= last:
        return
    for form in variants(tokens[i].word.loose):
        for rest, number in told.names.get(form, ()):
            if _follows(tokens, i + 1, last, rest):
                found.add(number)


def _follows(tokens: list[Token], i: int, last: int, rest: tuple[str, ...]) -> bool:
    if i + len(rest) > last:
        return False
    for form in rest:
        if form not in variants(tokens[i].word.loose):
            return False
        i += 1
    return True


@lru_cache(maxsize=32768)
def variants(form: str) -> tuple[str, ...]:
    """The word as it stands and without a conjunction letter, a preposition letter and the article."""
    found = [form]
    if form[:1] in CONJUNCTIONS and len(form) > 3:
        found.append(form[1:])
    for known in tuple(found):
        if known.startswith(LAM + LAM) and len(known) > 4:
            found += [AL + known[2:], known[2:]]
        elif known[:1] in PREPOSITIONS and len(known) > 3:
            found.append(known[1:])
    found += [known[2:] for known in tuple(found) if known.startswith(AL) and len(known) > 4]
    return tuple(dict.fromkeys(found))
