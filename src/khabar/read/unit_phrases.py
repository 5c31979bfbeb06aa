"""Phrases of the packs in the words of a text: the longest one that begins at a word is one unit.

Invariant: phrases of all kinds compete by their length alone; what a phrase is, is found once and kept with it.
"""

from __future__ import annotations

from typing import Final

from khabar.model.native import mypyc_attr
from khabar.packs.lexicon import Kinds, Lexicon, Phrase, Sense, Senses, hyphened
from khabar.read.unit_before import TRANSPARENT
from khabar.read.unit_roles import least, phrase_tag, roles_of
from khabar.read.units import NAME_KINDS, Unit, take_cut
from khabar.text.clitics import AL
from khabar.text.letters import NUN, TA, YA
from khabar.text.tokens import Token

HEADED: Final = frozenset({"weapon", "noun", "speaker", "title"})


@mypyc_attr(acyclic=True)
class Whole:
    """What the senses of a phrase of the packs make of it; found once and kept with the phrase.

    cue: whether it is nothing but a cue of modality. deed: whether it is a noun that only tells a happening.
    """

    __slots__ = ("cue", "deed", "has", "names", "senses", "tag")

    def __init__(self, norm: str, best: list[Sense]) -> None:
        self.senses = Senses(norm, best)
        self.has = Kinds(self.senses.by)
        self.names = [s for s in best if s.kind in NAME_KINDS]
        self.tag = phrase_tag(best)
        self.cue = all(s.kind == "modal" for s in best)
        self.deed = self.tag == "noun" and all(s.kind == "trigger" and s.type != "none" for s in best)


def whole_of(phrase: Phrase, norm: str) -> Whole:
    """What a phrase that begins with the word `norm` is, kept with it."""
    found: Whole | None = phrase.made
    if found is None:
        found = phrase.made = Whole(norm, phrase.senses)
    return found


class Phrases:
    """Finds the phrases of the packs."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._zones, self._out_of = lexicon.closed("zones"), lexicon.closed("parts_of")

    def find(self, tokens: list[Token], at: int, last: int, senses: Senses) -> Unit | None:
        """The longest phrase of the packs that begins here, all kinds alike; one-word entries are not phrases."""
        if not senses.phrases:
            return None
        second = at + 1
        while second < last and tokens[second].mark:
            if tokens[second].form not in TRANSPARENT and not hyphened(tokens, second, last):
                break
            second += 1
        if second >= last or tokens[second].mark:
            return None
        phrase, best_end = self.lexicon.longest(tokens, at, last, senses)
        if phrase is None:
            return None
        whole = whole_of(phrase, senses.norm)
        zone = whole.tag == "name" and best_end < last and tokens[at].word.loose in self._zones
        if zone and tokens[best_end].word.loose in self._out_of:
            return None  # the eastern zone *of* the town: no province
        if whole.cue and self._tells(tokens, at, best_end):
            return None
        lead = phrase.senses[0]
        unit = Unit(whole.tag, at, best_end, tokens, whole.senses)
        unit.by, unit.has = whole.senses.by, whole.has
        take_cut(unit, lead)
        unit.names = whole.names
        if whole.deed:
            unit.verb = self._phrase_verbs(tokens, at, phrase.senses)
            unit.tag = "verb" if unit.verb or self._refuses(tokens, at) else "noun"
        if lead.kind in HEADED:
            unit.article = lead.cut.article or tokens[best_end - 1].form.startswith(AL)
        return unit

    def _refuses(self, tokens: list[Token], at: int) -> bool:
        """Whether a negator and a word in the shape of a verb begin a phrase (will not stand by)."""
        roles = roles_of(self.lexicon.senses(tokens[at].word))
        negated = any(s.class_ == "negator" for s in roles.grammar)
        return negated and tokens[at + 1].form[:1] in YA + TA + NUN and len(tokens[at + 1].form) > 3

    def _phrase_verbs(self, tokens: list[Token], at: int, best: list[Sense]) -> list[Sense]:
        """The verb that a phrase of the packs begins with (blew himself up, will not hesitate), where it is one."""
        roles = roles_of(self.lexicon.senses(tokens[at].word))
        if any(s.class_ == "negator" for s in roles.grammar):
            roles = roles_of(self.lexicon.senses(tokens[at + 1].word))
        elif roles.grammar and not (roles.verbs and least(roles.grammar) > least(roles.verbs)):
            return []
        verbs = [s for s in roles.verbs if s.tense != "jussive"] or roles.verbs
        if not verbs or all(s.extra == "first" and s.tense == "past" for s in verbs):
            return []
        if (roles.nominal or roles.names or roles.plain) and not all(s.entry.verbal for s in best):
            return []
        fewest = least(verbs)
        return [s for s in verbs if s.cost == fewest]

    def _tells(self, tokens: list[Token], at: int, end: int) -> bool:
        """Whether a word inside a cue of several words names a happening or a speech of its own."""
        return any(
            sense.kind in ("trigger", "report", "light") and sense.shape != "participle"
            for token in tokens[at:end]
            for found in self.lexicon.senses(token.word).single.values()
            for sense in found
        )
