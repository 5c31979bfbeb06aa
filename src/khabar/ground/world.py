"""Finds the dated events of the world that a text names.

Invariant: an event is found by a name that stands whole in a text, or by a set of words that all stand in one sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from khabar.packs.schema.base import Entry
from khabar.packs.schema.time import WorldEvent
from khabar.text.clitics import AL, CONJUNCTIONS, PREPOSITIONS
from khabar.text.letters import LAM, fold, fold_phrase
from khabar.text.sentences import Sentence
from khabar.text.tokens import Token

OFTEN: Final = 3
MAX_KEPT: Final = 200_000
_Told = tuple[list[tuple[int, int]], list[tuple[tuple[str, ...], int]]]


class Named(NamedTuple):
    """An event that sentence number ``sentence`` names; ``strong`` where its name stands there, not only its words.

    ``often``: its words tell of a place that was struck again and again, so that another event may be meant.
    """

    event: WorldEvent
    start: date
    end: date
    sentence: int
    strong: bool
    often: bool = False


class WorldEvents:
    """The events of the packs, by the words that tell them."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.events = [entry for entry in entries if isinstance(entry, WorldEvent)]
        self._days = [(date.fromisoformat(e.date), date.fromisoformat(e.until or e.date)) for e in self.events]
        places = Counter(event.place for event in self.events if event.fresh and event.words)
        self._often = {i for i, event in enumerate(self.events) if places[event.place] >= OFTEN}
        self._names: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        self._words: dict[str, list[tuple[int, int]]] = {}
        self._told: dict[str, _Told | None] = {}
        self._sets: list[tuple[int, int]] = []  # of each set of words: its event, and a bit for each part
        for number, event in enumerate(self.events):
            for form in event.forms:
                first, *rest = fold_phrase(form).split()
                self._names.setdefault(first, []).append((tuple(rest), number))
            for words in event.words:
                parts = words.split("+")
                index = len(self._sets)
                self._sets.append((number, (1 << len(parts)) - 1))
                for part, choices in enumerate(parts):
                    for word in choices.split("|"):
                        self._words.setdefault(fold(word.strip()), []).append((index, 1 << part))

    def find(self, tokens: list[Token], sentences: Iterable[Sentence]) -> list[Named]:
        """Every event named, once a sentence, in order of the text."""
        found: list[Named] = []
        known_forms = self._told
        for sentence in sentences:
            strong: set[int] = set()
            masks: dict[int, int] = {}
            for i in range(sentence.first, sentence.last):
                form = tokens[i].form
                told = known_forms[form] if form in known_forms else self._tells(form)
                if told is None:
                    continue
                for index, bit in told[0]:
                    masks[index] = masks.get(index, 0) | bit
                for rest, number in told[1]:
                    if number not in strong and _follows(tokens, i + 1, sentence.last, rest):
                        strong.add(number)
            if not strong and not masks:
                continue
            weak: set[int] = set()
            for index, mask in masks.items():
                number, whole = self._sets[index]
                if mask == whole and number not in strong:
                    weak.add(number)
            for number in sorted(strong | weak):
                start, end = self._days[number]
                known = number in strong
                often = number in self._often and not known
                found.append(Named(self.events[number], start, end, sentence.index, known, often))
        return found

    def _tells(self, form: str) -> _Told | None:
        """The words and beginnings of names that a form can be, with and without clitics; found once."""
        forms = variants(form)
        words = [word for known in forms for word in self._words.get(known, ())]
        names = [name for known in forms for name in self._names.get(known, ())]
        if len(self._told) >= MAX_KEPT:
            self._told.clear()
        told = self._told[form] = (words, names) if words or names else None
        return told


def _follows(tokens: list[Token], i: int, last: int, rest: tuple[str, ...]) -> bool:
    if i + len(rest) > last:
        return False
    for form in rest:
        if form not in variants(tokens[i].form):
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
