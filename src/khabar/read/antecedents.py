"""Whom a pronoun or a definite noun means.

Invariant: an antecedent stands before the mention; a mention that already has a name keeps it.
"""

from __future__ import annotations

from bisect import bisect_right

from khabar.model.drafts import Draft, Mention
from khabar.read.mentions import is_agent
from khabar.text.clitics import MIM
from khabar.text.letters import ALIF, HA, NUN, YA

WINDOW = 60
FEMININE = HA + ALIF
OUR, MY = NUN + ALIF, YA
PLURAL_PRONOUNS = frozenset({HA + MIM, HA + MIM + ALIF})


class History:
    """The mentions of a text in order of their words."""

    def __init__(self) -> None:
        self._mentions: list[Mention] = []
        self._ends: list[int] = []

    def add(self, mention: Mention) -> None:
        """Remember one more mention; they arrive in order."""
        self._mentions.append(mention)
        self._ends.append(mention.span.end)

    def before(self, mention: Mention) -> list[Mention]:
        """The mentions before one, nearest first, as far as `WINDOW`."""
        last = bisect_right(self._ends, mention.span.start)
        return self._mentions[max(0, last - WINDOW) : last][::-1]

    def resolve(self, mention: Mention, role: str) -> Mention | None:
        """The antecedent of a mention that needs one, else None."""
        if mention.names or mention.nationalities:
            return None
        if mention.pronoun in (OUR, MY, NUN + YA):
            return None  # the speaker, who is no earlier phrase
        if mention.pronoun:
            return self._pronoun(mention, "initiator" if mention.noun else role)
        if mention.noun and (mention.definite or mention.pronoun):
            return self._noun(mention)
        return None

    def _pronoun(self, mention: Mention, role: str) -> Mention | None:
        """The nearest mention that suits a pronoun: subjects before phrases under a preposition, the same sentence
        first.
        """
        plural = mention.pronoun in PLURAL_PRONOUNS
        best: Mention | None = None
        for other in self.before(mention):
            if other.sentence < mention.sentence - 1 or (best is not None and other.sentence < mention.sentence):
                break
            if role == "initiator" and not is_agent(other):
                continue
            if plural and other.kind in ("site", "vessel"):
                continue
            if not (other.names or other.nationalities or other.noun):
                continue
            if not other.prep and (mention.pronoun != FEMININE or other.feminine or other.names):
                return other
            best = best or other
        return best

    def _noun(self, mention: Mention) -> Mention | None:
        """The nearest more telling phrase with the same head, else with a name of the same kind."""
        loose: Mention | None = None
        for other in self.before(mention):
            if not (other.names or other.nationalities):
                continue
            if other.noun == mention.noun:
                return other
            if loose is None and other.kind and other.kind == mention.kind and mention.kind in ("site", "vessel"):
                same = set(other.place_words) & set(mention.place_words)
                loose = other if same else loose
        return loose


def resolve_all(drafts: list[Draft], history: History) -> None:
    """Give every pronoun and bare definite noun among the candidates its antecedent."""
    for draft in drafts:
        for role in ("initiator", "target", "place"):
            for candidate in getattr(draft, role):
                mention = candidate.value
                own = mention.pronoun in (OUR, MY) or ("state" in mention.classes and mention.pronoun)
                if own and draft.sources and not mention.names and draft.sources[0].mention is not mention:
                    mention.antecedent = draft.sources[0].mention  # our forces, his country: the speaker's
                if mention.antecedent is None:
                    mention.antecedent = history.resolve(mention, role)
        for link in draft.sources:
            if link.mention.antecedent is None:
                link.mention.antecedent = history.resolve(link.mention, "initiator")
