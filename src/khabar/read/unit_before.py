"""What the units before a word tell of it: whether a phrase is over, a clause has its verb, a noun governs it.

Invariant: each answer looks only back, and no farther than the clause.
"""

from __future__ import annotations

from typing import Final

from khabar.packs.lexicon import Sense
from khabar.read.units import Unit
from khabar.text.clitics import AL
from khabar.text.letters import ALIF, TA, TA_MARBUTA, YA

BRACKETED: Final = 8
TRANSPARENT: Final = frozenset("\"'\u00ab\u00bb\u201c\u201d\u2018\u2019")
TOPIC: Final = 12
DONE: Final = "grammar.kana.auxiliary"


def was_done(unit: Unit) -> bool:
    """Whether a word makes a passive of the verbal noun after it (the bombing *was carried out*)."""
    return unit.tag == "kana" and bool(unit.verb) and unit.verb[0].id == DONE


def closes(previous: Unit) -> bool:
    """Whether a phrase can end before the next word: definite or with tanwin, it has no noun in construct with it."""
    return previous.tag in ("noun", "name", "word", "adj") and (
        previous.article or bool(previous.names) or bool(previous.pronoun) or previous.suffix == "tanwin"
    )


def national_after(unit: Unit, before: list[Unit]) -> Sense | None:
    """The adjective of a nation that is written like its name (33 soldiers, *Turkish* ones; 12 *Nigerians*), after a
    noun with tanwin or a number.
    """
    if not before or before[-1].article:
        return None
    if before[-1].tag != "num" and (before[-1].tag != "noun" or before[-1].suffix != "tanwin"):
        return None
    senses = unit.has.nationality
    return next(
        (s for s in senses if s.shape == "adjective" and s.cut.suffix == "tanwin" and not s.cut.proclitic), None
    )


def described_by(unit: Unit, before: list[Unit]) -> Sense | None:
    """The adjective of direction or of weapons that is written like the name of a place: the southern quarters and the
    *eastern* ones, a raid *from the air*.
    """
    last = before[-1] if before else None
    if last is None or last.tag not in ("noun", "adj") or last.names:
        return None
    if last.article:
        return next((s for s in unit.has.place_word if s.class_ == "direction" and not s.cut.proclitic), None)
    if last.suffix != "tanwin":
        return None
    return next((s for s in unit.has.weapon if s.shape == "adjective" and s.cut.suffix == "tanwin"), None)


def of_a_side(unit: Unit, before: list[Unit]) -> bool:
    """Whether the name of a group, in the shape of an adjective with the article, describes a deed (the *Houthi*
    shelling), its gender that of the deed.
    """
    form = unit.token.form
    if (
        len(before) == 0
        or not before[-1].article
        or not form.startswith(AL)
        or not form.endswith((YA, YA + TA_MARBUTA))
    ):
        return False
    deed = before[-1] if before[-1].tag != "adj" or len(before) == 1 else before[-2]
    if not any(s.shape == "noun" or s.shape == "phrase" for s in deed.has.trigger) or deed.names:
        return False
    feminine = deed.token.form.endswith((TA_MARBUTA, ALIF + TA))
    return feminine == form.endswith(TA_MARBUTA) and any(name.kind == "actor" for name in unit.names)


def fronted(before: list[Unit]) -> bool:
    """Whether a word with its article opens the clause (that *the enemy* shelled), also where a pack has it so."""
    if len(before) < 2 or before[-2].tag != "sub":
        return False
    return before[-1].token.word.raw.startswith(AL)


def after_clause(before: list[Unit]) -> bool:
    """Whether a clause with a verb may be over: what stands last names no happening that another could join."""
    return not any(s.shape == "noun" for s in before[-1].has.trigger) and verb_since(before)


def dated(before: list[Unit]) -> bool:
    """Whether nothing but the time of what is told stands before a word in its clause (*on 20 November* killed)."""
    for unit in reversed(before):
        if unit.tag != "time" and unit.tag != "prep":
            return unit.tag in ("mark", "sub", "conj")
    return True


def governs(previous: Unit | None) -> bool:
    """Whether a word is a verb or participle of speech, or closes a phrase, so that no name need follow."""
    if previous is None:
        return False
    if previous.tag == "verb" or any(s.shape == "active" for s in previous.has.trigger):
        return any(s.speech for s in previous.has.trigger)
    return bool(previous.pronoun)


def charging(before: list[Unit]) -> bool:
    """Whether a verb of speech stands at most two words back, whose content bi- may open (accused X *of*)."""
    for unit in reversed(before[-3:]):
        if unit.prep or unit.tag in ("mark", "sub", "rel", "conj", "prep"):
            return False
        if unit.tag == "verb":
            return any(s.speech for s in unit.verb)
    return False


def speaks(verbs: list[Sense]) -> bool:
    """Whether a verb tells a demand, a threat or the like."""
    return any(s.kind == "trigger" and s.speech and s.type != "none" for s in verbs)


def after_that(before: list[Unit]) -> bool:
    """Whether nothing but the words of a noun phrase stands between a word and the `that` before it."""
    for unit in reversed(before[-8:]):
        if unit.tag in ("sub", "conj"):
            return True
        if unit.tag not in ("noun", "name", "word", "adj", "num") or unit.prep or unit.conj:
            return False
    return False


def described(before: list[Unit]) -> bool:
    """Whether an indefinite noun of force stands not far back, which a clause may describe across what hangs on it."""
    last = len(before)
    for at in range(last - 1, max(-1, last - 8), -1):
        unit = before[at]
        if unit.tag in ("verb", "kana", "sub", "rel", "conj"):
            return False
        counted = unit.article and at > 0 and some_of(before[at - 1])
        if (counted or not (unit.article or unit.pronoun or unit.conj)) and any(
            s.shape in ("noun", "phrase") and s.type in ("assault", "explosion") for s in unit.has.trigger
        ):
            return True
    return False


def some_of(unit: Unit) -> bool:
    """Whether it tells how many of what follows with the article (*a number of* the raids)."""
    return unit.tag == "num" and unit.last - unit.first > 1 and any(s.class_ == "vague" for s in unit.of("quantity"))


def indefinite(previous: Unit) -> bool:
    """Whether a word is a noun without article, pronoun or name, which an adjective may follow."""
    return previous.tag in ("noun", "word") and not (previous.article or previous.names or previous.pronoun)


def label(before: list[Unit]) -> bool:
    """Whether the last of the units is a figure that only numbers the noun before it: the (16th) division."""
    return len(before) > 1 and before[-2].tag in ("noun", "adj", "word") and before[-2].article


def verb_since(before: list[Unit]) -> bool:
    """Whether the clause so far has a verb."""
    for unit in reversed(before):
        if unit.tag in ("verb", "kana"):
            return True
        if unit.tag in ("sub", "rel", "conj") or (unit.tag == "mark" and unit.token.form not in TRANSPARENT):
            return False
    return False


def past_brackets(before: list[Unit]) -> list[Unit]:
    """The units before a word without what stands in brackets right before it (the group (Daesh) *launched*)."""
    if not before or before[-1].token.form != ")" or before[-1].tag != "mark":
        return before
    for at in range(len(before) - 2, max(0, len(before) - BRACKETED), -1):
        if before[at].tag == "mark":
            return before[:at] if before[at].token.form == "(" else before
    return before


def objective(unit: Unit | None) -> bool:
    """Whether a unit is a participle of speech that takes an object (stressing)."""
    return unit is not None and unit.tag != "report" and any(s.shape == "participle" for s in unit.has.report)


def only_was(before: list[Unit]) -> bool:
    """Whether the clause so far is `was` and the words of a noun phrase, so that its verb is yet to come."""
    for unit in reversed(before[-TOPIC:]):
        if unit.tag == "kana":
            return True
        if unit.tag not in ("noun", "name", "word", "adj", "num"):
            return False
    return False
