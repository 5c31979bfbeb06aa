"""Where a noun phrase is over though the next word could continue it: a subject and its object stand side by side.

Invariant: judged by the last word of the phrase and the next alone.
"""

from __future__ import annotations

from typing import Final

from khabar.packs.lexicon import Lexicon
from khabar.read.units import Unit
from khabar.text.clitics import AL
from khabar.text.letters import ALIF, NUN, TA, TA_MARBUTA, WAW, YA, loose

EIGHTH: Final = 6  # letters of a verbal noun such as iftial, at least; shorter ones can be plurals (the Kurds)
SECOND: Final = 5  # of one such as tafil
OF_A_PLACE: Final = (YA + WAW + NUN, YA + YA + NUN, YA + TA_MARBUTA)
OBJECTS: Final = ("site", "vessel", "equipment", "military", "organization")


class PhraseEnds:
    """Knows the words that begin a phrase of their own."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._selves = lexicon.closed("selves")
        self._fire = lexicon.closed("shots")
        self._doers = lexicon.closed("lone_doers")
        self._one = lexicon.closed("one_of_them")
        self._counts = lexicon.closed("totals") | lexicon.closed("numbering")
        self._most = lexicon.closed("superlatives")

    def alone(self, unit: Unit) -> bool:
        """Whether a word of number carries what it counts as its pronoun (*one of them* hit a house): nothing else is
        counted by it.
        """
        return unit.tag == "quant" and loose(unit.token.form[1:] if unit.conj else unit.token.form) in self._one

    def here(self, last: Unit, unit: Unit) -> bool:
        """Whether `unit`, no conjunction or preposition before it, begins a phrase after one that ends in `last`."""
        word = unit.token.word.loose
        if word in self._selves:
            return True  # gunmen gave | themselves up
        if word in self._counts and not unit.article:
            return self._somebody(last)  # military experts put | the number
        if unit.tag == "noun" and last.tag == "noun" and not last.article:
            if word in self._fire:
                noun = last.noun
                return noun is not None and "person" in noun.classes  # snipers opened | fire
            if not unit.article and loose(last.token.form[1:] if last.conj else last.token.form) in self._doers:
                return unit.noun is not None and unit.noun.kind in OBJECTS  # youths stopped | a patrol
        if unit.pronoun and last.last - last.first > 1 and last.has.weapon:
            return True  # which a drone (in three words) fired hit | their car
        if unit.article and unit.tag in ("word", "noun") and (last.article or last.names):
            return is_masdar(unit)  # the spokesman of the army refused | comment
        return _of_another_state(last, unit)

    def _somebody(self, last: Unit) -> bool:
        """Whether a phrase ends like that of somebody who counts, not like a verbal noun (the rise of | the number)."""
        if last.tag == "word" and last.token.form.endswith(OF_A_PLACE):
            return True
        if last.tag == "adj":
            return last.token.word.bare not in self._most
        person = last.noun is not None and "person" in last.noun.classes
        return person or bool(last.has.speaker) or last.article or bool(last.names)


def is_superlative(units: list[Unit], at: int) -> bool:
    """Whether the word for `another` stands between somebody definite and a bare noun: the *last* of its men."""
    if at + 1 >= len(units) or not at or not (units[at - 1].article or units[at - 1].names):
        return False
    following = units[at + 1]
    return following.tag in ("noun", "word") and not (following.article or following.prep or following.conj)


def is_masdar(unit: Unit) -> bool:
    """Whether a word of no pack has the form of a verbal noun of a derived stem, which no adjective has."""
    stem = unit.token.form.removeprefix(AL)
    if len(stem) < SECOND:
        return False
    return (len(stem) >= EIGHTH and stem[0] == ALIF and stem[-2] == ALIF) or (stem[0] == TA and stem[-2] == YA)


def _of_another_state(last: Unit, unit: Unit) -> bool:
    """Whether two offices of two states stand side by side (the Egyptian president met | the American secretary)."""
    one, other = last.entry("office"), unit.entry("office")
    if one is None or other is None or unit.token.form.startswith(AL) or unit.last - unit.first == 1:
        return False
    return bool(one.country and other.country) and one.country != other.country
