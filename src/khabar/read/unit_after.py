"""What follows a word whose reading is open: a number, somebody named, a definite noun, a preposition.

Invariant: a bounded number of words after it is looked at, each in the senses it has alone.
"""

from __future__ import annotations

from typing import Final

from khabar.packs.lexicon import QUOTES, Lexicon, Sense
from khabar.read.unit_before import TRANSPARENT
from khabar.read.unit_roles import is_nominative, is_of_group, looks_alone, roles_of
from khabar.text.clitics import CONJUNCTIONS
from khabar.text.letters import YA
from khabar.text.tokens import Token

RANGE: Final = 5


class Following:
    """Tells what follows."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._to = lexicon.closed("range_joints")
        self._what, self._goes_by = lexicon.closed("what"), lexicon.closed("goes_by")

    def number_next(self, tokens: list[Token], at: int, last: int) -> bool:
        """Whether a number stands at `at`, in digits or words."""
        if at >= last:
            return False
        if tokens[at].kind == "number":
            return True
        if tokens[at].kind != "word":
            return False
        return roles_of(self.lexicon.senses(tokens[at].word)).counts

    def range_next(self, tokens: list[Token], at: int, last: int) -> bool:
        """Whether two numbers stand at `at`, joined to each other and with nothing else between them."""
        joined = False
        for place in range(at, min(last, at + RANGE)):
            token = tokens[place]
            if self.number_next(tokens, place, last):
                if joined or (place > at and token.form[:1] in CONJUNCTIONS and token.kind == "word"):
                    return True
            elif place == at or joined or not (token.form in CONJUNCTIONS or token.word.loose in self._to):
                return False
            else:
                joined = True
        return False

    def opens_with_verb(self, tokens: list[Token], at: int, last: int) -> bool:
        """Whether the next word can only be a verb."""
        while at < last and tokens[at].mark and tokens[at].form in TRANSPARENT:
            at += 1
        if at >= last or tokens[at].kind != "word":
            return False
        roles = roles_of(self.lexicon.senses(tokens[at].word))
        if roles.nominal or roles.names or roles.plain:
            return False
        return bool(roles.verbs) or (tokens[at].form[:1] == YA and len(tokens[at].form) > 3)

    def kind(self, tokens: list[Token], at: int, last: int) -> str:
        """What follows an ambiguous word: agent number adjective definite place noun prep, ``""`` for nothing
        telling.
        """
        while at < last and tokens[at].mark and tokens[at].form in TRANSPARENT:
            at += 1
        if at >= last or tokens[at].mark:
            return ""
        if tokens[at].kind == "number":
            return "number"
        if tokens[at].form in self._what and self._called_so(tokens, at + 1, last):
            return "agent"
        senses = self.lexicon.senses(tokens[at].word)
        roles = roles_of(senses)
        if roles.agent and is_of_group(senses, tokens[at].form):
            return "adjective"
        if roles.agent or (roles.agents and self._named(roles.agents, tokens, at, last)):
            return "agent"
        if senses.given and at + 1 < last and tokens[at + 1].kind == "word":
            return "agent"
        for sense in roles.numbers:
            if self.lexicon.match(tokens, at, last, sense) > 0:
                return "number"
        if (roles.hedge is not None and self.number_next(tokens, at + 1, last)) or (
            roles.between is not None and self.range_next(tokens, at + 1, last)
        ):
            return "number"
        if is_nominative(senses, tokens[at].form):
            return "agent"
        alone = senses.alone
        if alone is None:
            alone = senses.alone = looks_alone(senses, tokens[at].form)
        return alone

    def _called_so(self, tokens: list[Token], at: int, last: int) -> bool:
        """Whether a word at `at` says by what name somebody goes (what *is known as*)."""
        return at < last and tokens[at].kind == "word" and tokens[at].word.loose in self._goes_by

    def _named(self, agents: dict[str, list[Sense]], tokens: list[Token], at: int, last: int) -> bool:
        """Whether one of the names of several words, by their second word, stands at `at`."""
        second = at + 1
        while second < last and tokens[second].mark and tokens[second].form in QUOTES:
            second += 1
        if second >= last or tokens[second].mark:
            return False
        found = agents.get(self.lexicon.senses(tokens[second].word).loose)
        return found is not None and any(self.lexicon.match(tokens, at, last, sense) > 0 for sense in found)
