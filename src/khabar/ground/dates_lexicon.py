"""The words of the calendar, by the form that stands in a text.

Invariant: a sense says how many tokens it takes; conjunction and preposition letters are told apart from the word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from khabar.model.native import mypyc_attr
from khabar.packs.schema.time import CalendarWord
from khabar.text.clitics import AL, CONJUNCTIONS, PREPOSITIONS
from khabar.text.letters import LAM, MAQSURA, TA_MARBUTA, YA, fold_phrase, relaxations
from khabar.text.tokens import Token

MARKS: Final = {
    "-": "dash", "\u2013": "dash", "\u2014": "dash", "\u0640": "dash", ",": "comma", "\u060c": "comma",
    "(": "lpar", ")": "rpar", "/": "slash",
}  # fmt: skip
_COMPOUND: Final = frozenset(("month", "amonth", "count", "the_count", "tens", "hour_word"))
SLASHES: Final = frozenset("/\\-.")
_PARTS: Final = re.compile(r"\d+")
DATE_WITH_DOTS: Final = re.compile(r"(?:\d{1,2}[.,]\d{1,2}[.,](?:19|20)\d\d|(?:19|20)\d\d[.,]\d{1,2}[.,]\d{1,2})")
SHORTEST_DATE: Final = len("1.1.2000")
HIJRI_YEARS, YEARS = range(1350, 1500), range(1900, 2100)

Value = int | str | tuple[int, int, int]


@mypyc_attr(acyclic=True)
class Sense:
    """One reading of the words at a place. ``key`` is class, ``+`` after a conjunction letter, ``@`` preposition."""

    __slots__ = ("conjunction", "key", "length", "name", "preposition", "value")

    def __init__(
        self, name: str, value: Value, length: int, key: str, conjunction: bool = False, preposition: str = ""
    ) -> None:
        self.name = name
        self.value = value
        self.length = length
        self.key = key
        self.conjunction = conjunction
        self.preposition = preposition


def make_sense(name: str, value: Value, length: int, conjunction: bool = False, preposition: str = "") -> Sense:
    """A sense with its key."""
    key = name + ("+" if conjunction else "") + ("@" + preposition if preposition else "")
    return Sense(name, value, length, key, conjunction, preposition)


class Lexicon:
    """All calendar words, ready to be looked up by the first token's folded form."""

    def __init__(self, words: Iterable[CalendarWord]) -> None:
        self.starters: dict[str, list[tuple[tuple[str, ...], Sense]]] = {}
        self.prefixes: dict[str, tuple[bool, str, bool]] = {}
        self._single: dict[str, list[Sense]] = {}
        self._longer: dict[str, dict[str, list[tuple[tuple[str, ...], Sense]]]] = {}
        self._compound: set[str] = set()
        for word in words:
            for form in word.forms:
                self._add(word, tuple(fold_phrase(form).split()))
        for form, (conjunction, preposition, article) in _digit_prefixes().items():
            self.prefixes[form] = (conjunction, preposition, article)
        self._close()

    def _add(self, word: CalendarWord, form: tuple[str, ...]) -> None:
        value: Value = word.value if word.value is not None else word.name or word.id
        spellings = {form, *((*form[:-1], other) for other in _spellings(form[-1]))}
        for spelling in spellings:
            for conjunction in ("", *CONJUNCTIONS):
                for preposition in ("",) if word.fixed else ("", *PREPOSITIONS[:2]):
                    heads = [(preposition + spelling[0], word.class_)]
                    if spelling[0].startswith(AL) and preposition == LAM:
                        heads = [(LAM + spelling[0][1:], word.class_)]
                    elif word.article and not spelling[0].startswith(AL):
                        head = LAM + LAM if preposition == LAM else preposition + AL
                        heads.append((head + spelling[0], "the_" + word.class_))
                    for head, name in heads:
                        sense = make_sense(name, value, len(spelling), bool(conjunction), preposition)
                        entry = (spelling[1:], sense)
                        known = self.starters.setdefault(conjunction + head, [])
                        if entry not in known:
                            known.append(entry)

    def _close(self) -> None:
        """Sort the entries by what must follow, so that a look-up compares no words in vain."""
        for form, entries in self.starters.items():
            self._single[form] = [sense for rest, sense in entries if not rest]
            longer: dict[str, list[tuple[tuple[str, ...], Sense]]] = {}
            for rest, sense in entries:
                if rest:
                    longer.setdefault(rest[0], []).append((rest, sense))
            if longer:
                self._longer[form] = longer
            if any(sense.name in _COMPOUND for _, sense in entries):
                self._compound.add(form)

    def at(self, tokens: list[Token], i: int, last: int) -> list[Sense]:
        """The words of the calendar at token `i` as they stand alone, without digits and compounds."""
        if i >= last:
            return []
        form = tokens[i].form
        single = self._single.get(form, [])
        longer = self._longer.get(form)
        if longer is None or i + 1 >= last:
            return single
        found = longer.get(tokens[i + 1].form)
        if found is None:
            return single
        return single + [sense for rest, sense in found if len(rest) == 1 or _follows(tokens, i + 1, last, rest)]

    def senses(self, tokens: list[Token], i: int, last: int) -> list[Sense]:
        """Every reading of the words from token `i`, none past `last`."""
        token = tokens[i]
        if token.kind == "number":
            return _number_senses(tokens, i, last)
        if token.kind == "mark":
            name = MARKS.get(token.form)
            return [make_sense(name, token.form, 1)] if name else []
        found = self.at(tokens, i, last)
        form = token.form
        prefix = self.prefixes.get(form)
        if prefix is not None and i + 1 < last and tokens[i + 1].kind == "number":
            joined = tokens[i + 1].start - token.end <= (1 if prefix[2] else 0)
            found = found + _prefixed(_number_senses(tokens, i + 1, last), prefix) if joined else found
        if form not in self._compound:
            return found
        more: list[Sense] = []
        for sense in found:
            if sense.name in ("month", "amonth"):
                more += self._dual_month(tokens, i, last, sense)
            elif sense.name in ("count", "the_count"):
                more += self._with_tens(tokens, i, last, sense)
            elif sense.name == "tens":
                more.append(make_sense("count", sense.value, 1, sense.conjunction, sense.preposition))
            elif sense.name == "hour_word":
                more += self._clock(tokens, i, last, sense)
        return found + more

    def _dual_month(self, tokens: list[Token], i: int, last: int, sense: Sense) -> list[Sense]:
        """The month under two names, with a slash, a dash, in brackets or side by side; the first name wins."""
        after = i + sense.length
        if after >= last:
            return []
        mark = tokens[after].form if tokens[after].kind == "mark" else ""
        if mark and mark not in "/(-\\":
            return []
        start = after + 1 if mark else after
        if start >= last:
            return []
        for other in self.at(tokens, start, last):
            if other.name not in ("month", "amonth") or other.conjunction or other.preposition:
                continue
            if mark in ("", "-") and other.value != sense.value:
                continue
            end = start + other.length
            if mark == "(":
                if end >= last or tokens[end].form != ")":
                    continue
                end += 1
            return [make_sense("month", sense.value, end - i, sense.conjunction, sense.preposition)]
        return []

    def _with_tens(self, tokens: list[Token], i: int, last: int, sense: Sense) -> list[Sense]:
        after = i + sense.length
        if after >= last or not isinstance(sense.value, int) or sense.value > 9:
            return []
        for other in self.at(tokens, after, last):
            if other.name in ("tens", "the_tens") and other.conjunction and isinstance(other.value, int):
                total = sense.value + other.value
                return [make_sense(sense.name, total, sense.length + 1, sense.conjunction, sense.preposition)]
        return []

    def _clock(self, tokens: list[Token], i: int, last: int, sense: Sense) -> list[Sense]:
        """An hour after the word for hour: in digits or as an ordinal, with or without minutes."""
        after = i + sense.length
        if after >= last:
            return []
        length = 0
        if tokens[after].kind == "number":
            times = [s for s in _number_senses(tokens, after, last) if s.name == "clock"]
            hour = tokens[after].word.value
            length = (
                times[0].length if times else int(tokens[after].form.replace(".", ":").count(":") or (hour or 99) < 25)
            )
        else:
            length = next((s.length for s in self.at(tokens, after, last) if s.name == "hour"), 0)
        if not length:
            return []
        end = after + length
        end += next((s.length for s in self.at(tokens, end, last) if s.name == "minutes"), 0)
        return [make_sense("clock", "clock", end - i, sense.conjunction, sense.preposition)]


def _follows(tokens: list[Token], i: int, last: int, rest: tuple[str, ...]) -> bool:
    return i + len(rest) <= last and all(tokens[i + k].form == form for k, form in enumerate(rest))


def _spellings(word: str) -> list[str]:
    """Careless spellings of a word's end: final ya for maqsura, ha for ta marbuta, and back."""
    return [
        other for other in relaxations(word) if word.endswith((YA, MAQSURA, TA_MARBUTA)) and other[-1:] != word[-1:]
    ]


def _digit_prefixes() -> dict[str, tuple[bool, str, bool]]:
    prefixes: dict[str, tuple[bool, str, bool]] = {}
    for conjunction in ("", *CONJUNCTIONS):
        for preposition in ("", *PREPOSITIONS[:2]):
            if conjunction or preposition:
                prefixes[conjunction + preposition] = (bool(conjunction), preposition, False)
            head = LAM + LAM if preposition == LAM else preposition + AL
            prefixes[conjunction + head] = (bool(conjunction), preposition, True)
    return prefixes


def _prefixed(senses: list[Sense], prefix: tuple[bool, str, bool]) -> list[Sense]:
    conjunction, preposition, article = prefix
    found = []
    for sense in senses:
        found.append(make_sense(sense.name, sense.value, sense.length + 1, conjunction, preposition))
        if article and sense.name == "count":
            found.append(make_sense("the_count", sense.value, sense.length + 1, conjunction, preposition))
    return found


def _number_senses(tokens: list[Token], i: int, last: int) -> list[Sense]:
    """What digits can be: a day, a year, a count, a clock, or with what follows a whole date."""
    token = tokens[i]
    if len(token.form) >= SHORTEST_DATE and DATE_WITH_DOTS.fullmatch(token.form):
        found = _whole_date([int(x) for x in _PARTS.findall(token.form)])
        return [make_sense("numdate", found, 1)] if found else []
    value = token.word.value
    if value is None or not token.form.isdigit():
        return []
    senses = [make_sense("count", value, 1)] if value < 1000 else []
    if 1 <= value <= 31:
        senses.append(make_sense("day", value, 1))
    if len(token.form) == 4 and (value in YEARS or value in HIJRI_YEARS):
        senses.append(make_sense("year", value, 1))
    return senses + _joined(tokens, i, last)


def _joined(tokens: list[Token], i: int, last: int) -> list[Sense]:
    """``12/3/2024``, ``2024-03-12``, ``11:30``: digits joined by marks; ``23 / 4 / 1438`` with blanks too."""
    if i + 2 >= last or tokens[i + 1].kind != "mark" or tokens[i + 2].kind != "number":
        return []
    mark = tokens[i + 1].form
    if mark == ":":
        hours, minutes = tokens[i].word.value, tokens[i + 2].word.value
        if hours is None or minutes is None or hours > 59 or minutes > 59 or len(tokens[i + 2].form) != 2:
            return []
        seconds = i + 4 < last and tokens[i + 3].form == ":" and tokens[i + 4].kind == "number"
        return [make_sense("clock", "clock", 5 if seconds else 3)]
    if mark not in SLASHES or i + 4 >= last or tokens[i + 3].form != mark or tokens[i + 4].kind != "number":
        return []
    numbers = [tokens[k].word.value for k in (i, i + 2, i + 4)]
    found = _whole_date([n for n in numbers if n is not None])
    return [make_sense("numdate", found, 5)] if found else []


def _whole_date(numbers: list[int]) -> tuple[int, int, int] | None:
    """Year, month, day of three numbers in the usual orders; day before month unless that cannot be."""
    if len(numbers) != 3:
        return None
    a, b, c = numbers
    year, month, day = (a, b, c) if a > 31 else (c, b, a)
    if month > 12 and day <= 12:
        month, day = day, month
    if year < 100 and a <= 31:
        year += 2000
    known = year in YEARS or year in HIJRI_YEARS
    return (year, month, day) if known and 1 <= month <= 12 and 1 <= day <= 31 else None
