"""Where a noun phrase is over though the next word could continue it: a subject and its object stand side by side.

Invariant: judged by the last words of the phrase, its head and the next word alone.
"""

from __future__ import annotations

from typing import Final

from khabar.packs.lexicon import Lexicon
from khabar.read.chunk_words import is_definite, is_manner, is_titled
from khabar.read.units import Unit
from khabar.text.clitics import AL, BA
from khabar.text.letters import ALIF, NUN, TA, TA_MARBUTA, WAW, YA, loose

EIGHTH: Final = 6  # letters of a verbal noun such as iftial, at least; shorter ones can be plurals (the Kurds)
SECOND: Final = 5  # of one such as tafil
OF_A_PLACE: Final = (YA + WAW + NUN, YA + YA + NUN, YA + TA_MARBUTA)
STRANGERS: Final = frozenset({"noun.attacker", "noun.unknown_man"})
STARTERS: Final = frozenset({"noun", "name", "word", "num", "quant", "dem", "adj"})
FORCE: Final = frozenset({"assault", "intercept", "coerce"})
OBJECTS: Final = ("site", "vessel", "equipment", "military", "organization")

LONE: Final = frozenset({"noun.suicide_bomber", "noun.gunman"})


class PhraseEnds:
    """Knows the words that begin a phrase of their own."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._selves = lexicon.closed("selves")
        self._fire = lexicon.closed("shots")
        self._doers = lexicon.closed("lone_doers")
        self._one = lexicon.closed("one_of_them")
        self._counts = lexicon.closed("totals") | lexicon.closed("numbering")
        self._falls = lexicon.closed("falling")
        self._most = lexicon.closed("superlatives")
        self._blows = lexicon.closed("blows")

    def alone(self, unit: Unit) -> bool:
        """Whether a word of number carries what it counts as its pronoun (*one of them* hit a house): nothing else is
        counted by it.
        """
        return unit.tag == "quant" and loose(unit.token.form[1:] if unit.conj else unit.token.form) in self._one

    def here(self, last: Unit, unit: Unit) -> bool:
        """Whether `unit`, no conjunction or preposition before it, begins a phrase after one that ends in `last`."""
        if (unit.speaks and last.prep != BA) or is_manner(unit):
            return True  # a fighter said | "men of the group…"
        word = unit.token.word.loose
        if word in self._selves:
            return True  # gunmen gave | themselves up
        if last.prep == BA and last.token.word.loose in self._blows and _is_ground(unit):
            return True  # struck with a raid | the public road
        if word in self._counts and not unit.article:
            return self._somebody(last)  # military experts put | the number
        if word in self._falls and not unit.article and (last.tag == "adj" or last.has.speaker):
            return True  # a medical source told of | a fall
        lone = last.noun is not None and last.noun.id in LONE and not last.article
        if lone and _tells_force(unit):
            return True  # a bomber tried | the storming of
        if unit.tag == "noun" and last.tag == "noun" and not last.article:
            if word in self._fire:
                noun = last.noun
                return noun is not None and "person" in noun.classes  # snipers opened | fire
            if not unit.article and loose(last.token.form[1:] if last.conj else last.token.form) in self._doers:
                return unit.noun is not None and unit.noun.kind in OBJECTS  # youths stopped | a patrol
        if last.tag == "adj" and last.has.nationality and not last.article and _tells_force(unit):
            return True  # Iranian outlets confirmed | the targeting of
        if (
            last.last - last.first > 2
            and not last.article
            and _tells_force(unit)
            and any(s.entry.source_kind == "media" for s in last.has.speaker)
        ):
            return True
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


def _is_ground(unit: Unit) -> bool:
    """Whether a word names a site or a place."""
    if unit.names:
        return unit.names[0].kind == "place"
    if unit.has.weapon:
        return False
    return bool(unit.has.place_word) or (unit.noun is not None and unit.noun.kind == "site")


def _tells_force(unit: Unit) -> bool:
    """Whether a bare noun without the article tells a use of force by its own word."""
    if unit.tag != "noun" or unit.article or unit.noun is not None or unit.conj or unit.prep:
        return False
    return any(s.shape == "noun" and s.type in FORCE for s in unit.has.trigger)


def is_superlative(units: list[Unit], at: int) -> bool:
    """Whether the word for `another` stands between somebody definite and a bare noun: the *last* of its men."""
    if at + 1 >= len(units) or not at or not (units[at - 1].article or units[at - 1].names):
        return False
    following = units[at + 1]
    return following.tag in ("noun", "word") and not (following.article or following.prep or following.conj)


def is_stranger(unit: Unit) -> bool:
    """Whether a word only says that men are unknown (an armed group, *unknown*)."""
    return unit.noun is not None and unit.noun.id in STRANGERS and not unit.article


def midst(units: list[Unit], at: int) -> bool:
    """Whether a word for the middle, itself after a preposition, stands in construct with a phrase."""
    if at + 1 >= len(units) or units[at].conj or units[at].pronoun:
        return False
    unit = units[at + 1]
    return unit.tag in STARTERS and not (unit.prep or unit.conj)


def past_name(units: list[Unit], at: int, end: int) -> bool:
    """Whether a state, a force or a body follows the name, of no pack, of somebody told by his office (the deputy
    minister A B | the intelligence).
    """
    unit, last = units[end], units[end - 1]
    if unit.names[0].kind != "actor" or unit.has.person or unit.has.office:
        return False
    if last.tag != "word" or last.by or last.article or not is_titled(units[at]):
        return False
    before = units[end - 2]
    head = units[at]
    man = bool(head.has.title or head.has.office) or (head.noun is not None and "person" in head.noun.classes)
    return (man and is_definite(before)) or (before.tag == "word" and not before.by and end > at + 2)


def is_another_man(last: Unit, unit: Unit) -> bool:
    """Whether a man's word in -i cannot describe a feminine body (the police arrested | the journalist)."""
    if unit.noun is None or not unit.token.form.endswith(YA):
        return False
    man = "person" in unit.noun.classes or bool(unit.noun.who)
    return man and last.noun is not None and last.token.form.endswith(TA_MARBUTA)


def called_so(last: Unit, unit: Unit) -> bool:
    """Whether an adjective without article or case right after a title is somebody's name (President Hadi, Salih)."""
    if unit.article or unit.suffix or unit.has.nationality or unit.token.form.endswith((ALIF, TA_MARBUTA)):
        return False
    return last.article and last.last - last.first == 1 and bool(last.has.title or last.has.office)


def is_masdar(unit: Unit) -> bool:
    """Whether a word of no pack has the form of a verbal noun of a derived stem, which no adjective has."""
    stem = (unit.token.form[1:] if unit.conj else unit.token.form).removeprefix(AL)
    if len(stem) < SECOND:
        return False
    return (len(stem) >= EIGHTH and stem[0] == ALIF and stem[-2] == ALIF) or (stem[0] == TA and stem[-2] == YA)


def _of_another_state(last: Unit, unit: Unit) -> bool:
    """Whether two offices of two states or bodies stand side by side (the UN envoy met | the American secretary)."""
    one, other = last.entry("office"), unit.entry("office")
    if one is None or other is None or unit.token.form.startswith(AL) or unit.last - unit.first == 1:
        return False
    return bool(one.id.split(".")[1] != other.id.split(".")[1])
