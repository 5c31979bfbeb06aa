"""A group by one word that is a common noun too: al-Qaeda is written like `the base`.

Invariant: it is the group where a verb that only people do stands before it, or where the text has named it in full and
speaks of no base; never before an adjective of bases.
"""

from __future__ import annotations

from typing import Final

from khabar.packs.lexicon import Lexicon, Sense
from khabar.read.units import Unit
from khabar.text.letters import WAW
from khabar.text.tokens import Token

LONE: Final = frozenset({"actor.aq.core_bare"})
SAID: Final = frozenset({"claim", "threaten", "deny", "reject", "accuse"})
CAPTURING: Final = "frame.capture"
LETTERS: Final = 5  # of the noun, without its article
REACH: Final = 3
CARRIED: Final = frozenset({"carry", "announce", "foil", "attempt"})


class LoneNames:
    """Tells the group from the noun; keeps what the last text named."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._heads = lexicon.closed("heads_of_the_group")
        self._base = lexicon.closed("base_words")
        self._of_bases = lexicon.closed("of_bases")
        self._text: list[Token] | None = None
        self._named = False

    def means(self, sense: Sense, before: list[Unit], tokens: list[Token], at: int) -> bool:
        """Whether the word at token `at` is the group that ``sense`` names."""
        if sense.id not in LONE:
            return False
        if at + 1 < len(tokens) and tokens[at + 1].word.loose in self._of_bases:
            return False
        if before and not sense.cut.proclitic and before[-1].tag == "verb" and _done_by_people(before[-1]):
            taken = any(s.frame == CAPTURING for s in before[-1].has.trigger)
            return not taken or not _ends(tokens, at + 1)  # a car bomb broke into *the base* and men followed
        for near in before[-REACH:]:
            if self._heads_it(near.token) or _blames(near):
                return True
        return self._names(tokens, tokens[at].word.loose)

    def _names(self, tokens: list[Token], lone: str) -> bool:
        """Whether a text names the group in full and tells of no base."""
        if self._text is not tokens:
            self._text = tokens
            self._named = False
            for at, token in enumerate(tokens):
                word = token.word.loose
                if word in self._base:
                    self._named = False
                    return False
                if at and word.endswith(lone[-LETTERS:]) and self._heads_it(tokens[at - 1]):
                    self._named = True
        return self._named

    def _heads_it(self, token: Token) -> bool:
        """Whether a word, with or without a preposition joined to it, stands before names of the group."""
        word = token.word.loose
        return word in self._heads or word[1:] in self._heads


def _ends(tokens: list[Token], at: int) -> bool:
    """Whether a verb has nothing more after its one phrase: a mark, something joined, or the end."""
    return at >= len(tokens) or tokens[at].mark or tokens[at].form.startswith(WAW)


def _blames(unit: Unit) -> bool:
    """Whether a verb blames somebody, and never tells force (`attacked` is also `criticised`)."""
    types = [s.type for s in unit.has.trigger] if unit.tag == "verb" else []
    return "accuse" in types and "assault" not in types


def _done_by_people(unit: Unit) -> bool:
    """Whether a verb tells what people do, not what is done to a site or by it."""
    if unit.has.report or any(s.class_ in CARRIED for s in unit.has.light):
        return True
    if any(s.frame == CAPTURING for s in unit.has.trigger):
        return True
    types = [s.type for s in unit.has.trigger]
    return not SAID.isdisjoint(types) and "assault" not in types
