"""Which country a document speaks of at each of its sentences.

Invariant: the country with most weight is meant: what is named in the sentence and before it, the nearer the heavier,
and its share of all that the document names.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from typing import Final

from khabar.ground.atlas import atlas
from khabar.ground.parties import parties
from khabar.ground.theatre import home
from khabar.model.mentions import Mention
from khabar.packs.lexicon import Lexicon
from khabar.text.clitics import AL
from khabar.text.letters import ALIF, NUN, loose
from khabar.text.tokens import tokenize

FADE: Final = 0.6
PLACE: Final = 3.0
STATE: Final = 1.0
HEADING: Final = 9.0
HEAD: Final = 3
SIGNED: Final = 1
ARMED: Final = ("military", "armed_group")
OUR: Final = NUN + ALIF
NEAR: Final = 40
MOSTLY: Final = 0.6
FOOT: Final = 240
KEPT: Final = 8
PRIOR: Final = 5.0


class Focus:
    """The countries named before each sentence and in it, the nearer ones counting more."""

    def __init__(self, lexicon: Lexicon, mentions: list[Mention], votes: dict[str, int], text: str) -> None:
        self.lexicon = lexicon
        self._parties, self._atlas = parties(lexicon), atlas(lexicon)
        total = sum(votes.values())
        self._share = {country: PRIOR * count / total for country, count in votes.items()}
        self.home = home(votes)
        self.alone = bool(self.home) and self._share[self.home] >= MOSTLY * PRIOR
        self.issued: Mention | None = None
        self.issuer = self._issuer(mentions, text)
        self._mentions = mentions
        self._sentences: list[int] | None = None
        self._countries: list[str] = []

    def _follow(self) -> list[int]:
        """Go through the mentions; gives the sentences at which a country is spoken of, beside these countries."""
        sentences: list[int] = []
        weights: dict[str, float] = {}
        last = -1
        mentions = self._mentions
        at = 0
        while at < len(mentions):
            sentence = mentions[at].sentence
            end = at + 1
            while end < len(mentions) and mentions[end].sentence == sentence:
                end += 1
            weights = _faded(weights, sentence - last)
            last = sentence
            for n in range(at, end):
                mention = mentions[n]
                if mention.names or mention.nationalities:
                    self._weigh(mention, weights, end - at == 1)
            if weights:
                sentences.append(last)
                self._countries.append(self._heaviest(weights))
            at = end
        return sentences

    def _issuer(self, mentions: list[Mention], text: str) -> str:
        """The country of the armed side that a text says to have issued it, signs with and calls `ours`."""
        if not any(mention.pronoun == OUR for mention in mentions):
            return ""
        named: tuple[Mention, str] | None = None
        for told in mentions:
            if told.sentence >= HEAD or named is not None:
                break
            armed = self._armed(told)
            if armed and self._is_issued(text, told.span.start):
                named = (told, armed[0])
        if named is None:
            return ""
        mention, country = named
        foot = max(mention.sentence + 1, max(m.sentence for m in mentions) - SIGNED)
        signs = any(country in self._armed(m) for m in mentions if m.sentence >= foot)
        if not (signs or _undersigned(text, mention)):
            return ""
        self.issued = mention
        return country

    def _is_issued(self, text: str, start: int) -> bool:
        """Whether a word for a statement stands closely before, in the same line."""
        line = text[max(0, start - NEAR) : start].rpartition("\n")[2]
        issued = self.lexicon.closed("issued")
        return any(loose(token.form) in issued for token in tokenize(line))

    def _armed(self, mention: Mention) -> list[str]:
        """Countries of the forces and armed groups that a mention names."""
        named = [self._parties.get(name.id) for name in mention.names if name.kind == "actor"]
        if not named:
            return []
        told = self._adjectives(mention.text)
        sure = [
            party for party in named if not party.ambiguous or party.country in told or self.speaks_of(party.country)
        ]
        return [party.country for party in sure if party.country and party.kind in ARMED]

    def _adjectives(self, text: str) -> set[str]:
        """Countries of the adjectives of nationality among some words."""
        senses = (s for token in tokenize(text) for s in self.lexicon.senses(token.word).single.get("nationality", ()))
        return {str(sense.entry.country) for sense in senses if sense.shape == "adjective"}

    def speaks_of(self, country: str) -> bool:
        """Whether the document names a country or its people at all."""
        return country in self._share

    def at(self, sentence: int) -> str:
        """The country spoken of at a sentence; of the first one named where none was named yet; else ``""``."""
        if self._sentences is None:
            self._sentences = self._follow()
        if not self._sentences:
            return ""
        return self._countries[max(0, bisect_right(self._sentences, sentence) - 1)]

    def _heaviest(self, weights: dict[str, float]) -> str:
        """The country that weighs most, with its share of the whole document."""
        best, most = "", 0.0
        for country, weight in weights.items():
            whole = weight + self._share.get(country, 0.0)
            if whole > most:
                best, most = country, whole
        return best

    def _weigh(self, mention: Mention, weights: dict[str, float], alone: bool) -> None:
        """Add what one mention says of the country; a name alone in its line is a heading."""
        country, several, placed = "", False, False
        for name in mention.names:
            if name.kind == "place":
                told = self._atlas.site(name.id).country
                several = several or (placed and told != country)
                country, placed = told, True
        if placed and not several:
            if country:
                weight = HEADING if alone and mention.whole and not mention.prep else PLACE
                weights[country] = weights.get(country, 0.0) + weight
            return
        for name in mention.names:
            if name.kind in ("actor", "office"):
                party = self._parties.get(name.id)
                if party.country and party.kind in ("government", "military"):
                    weights[party.country] = weights.get(party.country, 0.0) + STATE
                return
        for nationality in mention.nationalities:
            country = self._parties.country(nationality)
            weights[country] = weights.get(country, 0.0) + STATE


def _undersigned(text: str, mention: Mention) -> bool:
    """Whether the name of who issued a text stands in its last letters again, whatever is joined to it."""
    return text.find(mention.text.removeprefix(AL), max(mention.span.end, len(text) - FOOT)) >= 0


def _faded(weights: dict[str, float], sentences: int) -> dict[str, float]:
    """The weights some sentences later, the heaviest first; only these stay."""
    factor = FADE ** min(sentences, 40)
    if len(weights) <= KEPT and _falling(weights):
        return {country: weight * factor for country, weight in weights.items()}
    heaviest = sorted(weights.items(), key=lambda pair: -pair[1])[:KEPT]
    return {country: weight * factor for country, weight in heaviest}


def _falling(weights: dict[str, float]) -> bool:
    """Whether none weighs more than the one before it."""
    last = math.inf
    for weight in weights.values():
        if weight > last:
            return False
        last = weight
    return True
