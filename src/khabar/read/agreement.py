"""Whether a verb agrees with a phrase in gender and number, as far as their letters tell.

Invariant: what the letters leave open agrees with everything.
"""

from __future__ import annotations

from khabar.packs.lexicon import Lexicon
from khabar.read.chunks import Chunk
from khabar.read.units import ARMED, BODIES, Unit
from khabar.read.verb_shapes import shape_of
from khabar.read.view import View
from khabar.text.clitics import AL
from khabar.text.letters import ALIF, TA, TA_MARBUTA, loose


def _gathers(unit: Unit) -> bool:
    """Whether a word tells a number of those named after it, by a feminine noun of its own (a *group* of men)."""
    if not unit.token.form.endswith(TA_MARBUTA):
        return False
    entry = unit.entry("quantity")
    return entry is not None and entry.class_ == "vague"


def is_crowd(chunk: Chunk) -> bool:
    """Whether a phrase is a bare word of number with the article: people (the dozens, the hundreds)."""
    head = chunk.head
    return head.tag in ("num", "quant") and head.token.form.startswith(AL) and chunk.last - chunk.first == 1


class Agreement:
    """Tells which verbs agree with which phrases."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def gender(self, view: View, chunk: Chunk) -> str:
        """How a verb agrees with a phrase: m, f, p for people in the plural, c for counted men; nothing where the
        words do not tell.
        """
        unit, mention = chunk.head, view.mention(chunk)
        form = unit.token.form[1:] if unit.conj else unit.token.form
        if loose(form.removesuffix(unit.pronoun)) in view.closed("plural_bodies"):
            return "f"
        if is_crowd(chunk) or loose(form) in view.closed("plural_men"):
            return "p"
        if unit is not view.units[chunk.first] and _gathers(view.units[chunk.first]):
            return ""  # a group of its men: the verb follows either word
        if mention.adjective and mention.nationalities and not mention.feminine and mention.number != "s":
            return "c" if chunk.amount is not None else "p" if mention.plural else ""
        if unit.tag in ("num", "quant") and unit.token.form.startswith(AL) and unit.token.form.endswith(ALIF + TA):
            return ""  # the dozens of residents: the verb follows either word
        if "person" in mention.classes and chunk.amount is not None:
            return "f" if unit.token.form.endswith((TA_MARBUTA, ALIF + TA)) else "c"
        if mention.number == "d" or ("person" in mention.classes and mention.plural):
            return "p"
        if chunk.amount is not None:
            return "f" if unit.token.form.endswith(ALIF + TA) else ""
        if unit.names:
            return self._of_name(view, unit)
        if form.endswith((TA_MARBUTA, ALIF + TA)):
            return "f"
        if mention.plural:
            return "f"
        single = mention.number == "s" or (not mention.number and mention.kind in BODIES)
        return "m" if unit.tag == "noun" and single else ""

    def _of_name(self, view: View, unit: Unit) -> str:
        """The gender of a name: of its first word where that is a common noun; men's names are masculine."""
        sense = unit.names[0]
        kind = sense.kind
        form = unit.token.form
        state = kind == "place" or (kind == "actor" and sense.sort == "government")
        if kind == "person":
            return ""
        if unit.last - unit.first == 1 and state:
            stem = form[1:] if unit.conj else form
            return "m" if stem in view.closed("masculine_countries") else "f"
        if kind == "place":
            return ""
        if form.endswith(TA_MARBUTA):
            return "f"
        if unit.last - unit.first == 1:
            return ""
        nouns = [s for s in self.lexicon.senses(view.tokens[unit.first].word).single.get("noun", ()) if not s.rest]
        if any(s.number == "p" for s in nouns):
            return "f" if not any("person" in s.entry.classes for s in nouns) else "p"
        return "m" if kind == "office" or any(s.number == "s" for s in nouns) else ""

    def agrees(self, view: View, unit: Unit, chunk: Chunk, *, before: bool) -> bool:
        """Whether a verb agrees with a phrase that stands before it, or after it (the verb is singular then)."""
        shape = shape_of(unit)
        gender = self.gender(view, chunk)
        if not before:
            if not shape.single or gender in ("", "p"):
                return shape.single
            return shape.feminine if gender == "f" else shape.masculine
        if gender in ("p", "c"):
            return shape.plural or shape.dual
        if gender == "f":
            return shape.feminine or (shape.plural and view.mention(chunk).kind in ARMED)
        if gender == "m":
            return shape.single and shape.masculine
        return not (shape.only_plural and chunk.head.token.word.loose in view.closed("single_speakers"))
