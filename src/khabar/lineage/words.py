"""Words made comparable: one code for all spellings of a word, one for all its forms, and the number it spells.

Invariant: a word's facts depend on its letters and the packs alone, never on a process: codes are cut from BLAKE2.
Numbers in words and in digits have one code, and so have a word's spellings with and without its long vowels,
and with or without the ha or ta marbuta at its end.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final, NamedTuple

from khabar.packs.lexicon import Lexicon
from khabar.text.clitics import AL
from khabar.text.letters import ALIF, FA, HA, HAMZA, LAM, MAQSURA, NUN, TA, TA_MARBUTA, WAW, YA, fold
from khabar.text.tokens import Token, Word

MAX_KEPT: Final = 200_000
LONGEST: Final = 40
SPARED: Final = 3
_CARRIERS: Final = {ord("\u0624"): WAW, ord("\u0626"): YA, ord(MAQSURA): YA, ord(TA_MARBUTA): HA, ord(HAMZA): None}
_VOWELS: Final = {ord(ALIF): None, ord(WAW): None, ord(YA): None}
_BEFORE: Final = (WAW, FA, "\u0628", LAM, "\u0643")
_BEHIND: Final = tuple(
    sorted(
        (HA + ALIF, HA + "\u0645", ALIF + NUN, YA + NUN, WAW + NUN, ALIF + TA, YA + HA, HA, YA, ALIF),
        key=lambda s: (-len(s), s),
    )
)


class Facts(NamedTuple):
    """What is known of one spelling.

    ``code``: 64 bits of its skeleton, or of the number it spells; ``stem``: 32 bits of what is left without clitics and
    endings, 0 for a word too short to tell anything; ``value``: the number; ``scale``: it multiplies what stands before
    it; ``joined``: it begins with the conjunction waw; ``month``: it names a month.
    """

    code: int
    stem: int
    value: int | None
    scale: bool
    joined: bool
    month: bool


class WordBook:
    """Looks words up; keeps what it found for as many spellings as `MAX_KEPT`."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._kept: dict[str, Facts] = {}
        months = (e for e in lexicon.tables["calendar"] if e.class_ in ("month", "amonth"))
        self._months = frozenset(lexicon.key(form.split()[0]) for e in months for form in e.forms)

    def facts(self, word: Word) -> Facts:
        """The facts of a spelling, found once."""
        found = self._kept.get(word.raw)
        if found is None:
            if len(self._kept) >= MAX_KEPT:
                self._kept.clear()
            found = self._kept[word.raw] = self._find(word)
        return found

    def _find(self, word: Word) -> Facts:
        form = fold(word.raw[:LONGEST]).translate(_CARRIERS)
        value, scale, joined = word.value, False, False
        month = False
        if word.kind == "word":
            value, scale, joined = self._spelled(word)
            month = self._lexicon.senses(word).loose in self._months
        bare = f"#{value}" if value is not None else form.removesuffix(HA).translate(_VOWELS) or form
        stem = stem_of(form) if value is None and word.kind != "number" else ""
        return Facts(_hash(bare, 8), _hash(stem, 4) if len(stem) >= SPARED else 0, value, scale, joined, month)

    def _spelled(self, word: Word) -> tuple[int | None, bool, bool]:
        """The number that a word alone spells, whether it is a scale, and whether waw joins it to the one before."""
        for sense in self._lexicon.senses(word).single.get("quantity", ()):
            entry = sense.entry
            if entry.class_ in ("cardinal", "scale") and entry.value is not None and not sense.cut.suffix:
                return int(entry.value), entry.class_ == "scale", sense.cut.conjunction == WAW
        return None, False, False


def stem_of(form: str) -> str:
    """A folded word without one proclitic, the article, one ending and its long vowels.

    >>> stem_of("\u0648\u0627\u0644\u0635\u0648\u0627\u0631\u064a\u062e") == stem_of("\u0635\u0627\u0631\u0648\u062e")
    True
    """
    if len(form) > SPARED + 1 and form[0] in _BEFORE and form[1:].startswith((AL, LAM)):
        form = form[1:]
    if len(form) > SPARED + 1 and form.startswith(AL):
        form = form[2:]
    for ending in _BEHIND:
        if form.endswith(ending) and len(form) - len(ending) >= SPARED:
            form = form[: -len(ending)]
            break
    return form.translate(_VOWELS)


def figures_of(tokens: Sequence[Token], facts: Sequence[Facts]) -> tuple[int, ...]:
    """The numbers that some tokens spell, in order; days, years and hours left out, and the number one.

    Number words that follow each other make one number (five and twenty, three hundred).
    """
    found: list[int] = []
    at = 0
    while at < len(facts):
        if facts[at].value is None:
            at += 1
            continue
        value, end = _number(facts, at)
        if value > 1 and not _is_date(tokens, facts, at, end, value):
            found.append(value)
        at = end
    return tuple(found)


def _number(facts: Sequence[Facts], at: int) -> tuple[int, int]:
    value, at = facts[at].value or 0, at + 1
    while at < len(facts):
        more = facts[at]
        if more.value is None:
            break
        if more.scale and more.value > value:
            value *= more.value
        elif more.joined and (value < 10 <= 20 <= more.value < 100 or value % 100 == 0 < more.value < 100 <= value):
            value += more.value
        else:
            break
        at += 1
    return value, at


def _is_date(tokens: Sequence[Token], facts: Sequence[Facts], at: int, end: int, value: int) -> bool:
    """Whether a number is a day before its month, a year, or a part of an hour or of a date in digits."""
    if 1900 <= value <= 2100:
        return True
    beside = (tokens[at - 1].form if at else "", tokens[end].form if end < len(tokens) else "")
    if ":" in beside or "/" in beside:
        return True
    return value <= 31 and end < len(tokens) and facts[end].month


def _hash(text: str, size: int) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).digest(), "little")
