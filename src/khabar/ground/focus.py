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
from khabar.model.mentions import Mention, NameRef
from khabar.model.native import mypyc_attr
from khabar.model.spans import Span
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
LETTERHEAD: Final = 400
HEAD_LINES: Final = 6
EDGES: Final = " \t\r:.-*/|\u2013\u2014\u2022\u060c\u0640"
KEPT: Final = 8
PRIOR: Final = 5.0


@mypyc_attr(acyclic=True)
class _Weight:
    """How much a country is spoken of at a sentence; ``share``: of the whole document."""

    __slots__ = ("country", "share", "weight")

    def __init__(self, country: str, weight: float, share: float) -> None:
        self.country = country
        self.weight = weight
        self.share = share


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
        self.mentions = mentions
        self._sentences: list[int] | None = None
        self._countries: list[str] = []

    def _follow(self) -> list[int]:
        """Go through the mentions; gives the sentences at which a country is spoken of, beside these countries."""
        sentences: list[int] = []
        weights: list[_Weight] = []
        last = -1
        mentions = self.mentions
        at = 0
        while at < len(mentions):
            sentence = mentions[at].sentence
            end = at + 1
            while end < len(mentions) and mentions[end].sentence == sentence:
                end += 1
            weights = _faded(weights, sentence - last) if weights else weights
            last = sentence
            for n in range(at, end):
                mention = mentions[n]
                if mention.names or mention.nationalities:
                    self._weigh(mention, weights, end - at == 1)
            if weights:
                sentences.append(last)
                self._countries.append(_heaviest(weights))
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
            if armed and (self._is_issued(text, told.span.start) or _alone(text, told)):
                named = (told, armed[0])
        named = named or self._headed(text)
        if named is None:
            return ""
        mention, country = named
        foot = max(mention.sentence + 1, max(m.sentence for m in mentions) - SIGNED)
        signs = any(country in self._armed(m) for m in mentions if m.sentence >= foot)
        if not (signs or _undersigned(text, mention)):
            return ""
        self.issued = mention
        return country

    def _headed(self, text: str) -> tuple[Mention, str] | None:
        """The armed side whose name alone is one of the first lines, though the line is set apart from the text."""
        start = 0
        for line in text[:LETTERHEAD].split("\n")[:HEAD_LINES]:
            tokens = tokenize(line) if len(line) <= NEAR else []
            for sense in self.lexicon.senses(tokens[0].word).by.get("actor", ()) if tokens else ():
                party = self._parties.get(sense.id)
                sure = party.country and party.kind in ARMED and (not party.ambiguous or self.speaks_of(party.country))
                if sure and self.lexicon.match(tokens, 0, len(tokens), sense) == len(tokens):
                    span = Span(start + tokens[0].start, start + tokens[-1].end)
                    told = Mention(span=span, text=span.of(text), sentence=0, definite=True)
                    told.names = (NameRef("actor", sense.id, sense.extra, len(tokens), span, sense.sort),)
                    told.whole = True
                    return told, party.country
            start += len(line) + 1
        return None

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

    def other(self, country: str) -> str:
        """The country besides one that the document speaks of most; ``""`` where it speaks of no other."""
        others = {name: share for name, share in self._share.items() if name != country}
        return max(others, key=lambda name: others[name]) if others else ""

    def at(self, sentence: int) -> str:
        """The country spoken of at a sentence; of the first one named where none was named yet; else ``""``."""
        if self._sentences is None:
            self._sentences = self._follow()
        if not self._sentences:
            return ""
        return self._countries[max(0, bisect_right(self._sentences, sentence) - 1)]

    def _add(self, weights: list[_Weight], country: str, weight: float) -> None:
        """Let a country weigh so much more."""
        for known in weights:
            if known.country == country:
                known.weight += weight
                return
        weights.append(_Weight(country, weight, self._share.get(country, 0.0)))

    def _weigh(self, mention: Mention, weights: list[_Weight], alone: bool) -> None:
        """Add what one mention says of the country; a name alone in its line is a heading."""
        country, several, placed = "", False, False
        for name in mention.names:
            if name.kind == "place":
                told = self._atlas.site(name.id).country
                several = several or (placed and told != country)
                country, placed = told, True
        if placed and not several:
            if country:
                self._add(weights, country, HEADING if alone and mention.whole and not mention.prep else PLACE)
            return
        for name in mention.names:
            if name.kind in ("actor", "office"):
                party = self._parties.get(name.id)
                if party.country and party.kind in ("government", "military"):
                    self._add(weights, party.country, STATE)
                return
            if name.kind == "outlet":
                return  # the French agency speaks of others
        for nationality in mention.nationalities:
            self._add(weights, self._parties.country(nationality), STATE)


def _alone(text: str, mention: Mention) -> bool:
    """Whether a mention is a line of its own, as the head of a communique is."""
    start, end = mention.span.start, mention.span.end
    before = text[max(0, start - NEAR) : start].rpartition("\n")[2]
    after = text[end : end + NEAR].partition("\n")[0]
    return not (before + after).strip(EDGES)


def _undersigned(text: str, mention: Mention) -> bool:
    """Whether the name of who issued a text stands in its last letters again, whatever is joined to it."""
    return text.find(mention.text.removeprefix(AL), max(mention.span.end, len(text) - FOOT)) >= 0


_FADED: Final = [FADE**sentences for sentences in range(41)]


def _faded(weights: list[_Weight], sentences: int) -> list[_Weight]:
    """The weights some sentences later, the heaviest first; only these stay."""
    if len(weights) > KEPT or not _falling(weights):
        weights = sorted(weights, key=lambda told: -told.weight)[:KEPT]
    factor = _FADED[min(sentences, len(_FADED) - 1)]
    for told in weights:
        told.weight *= factor
    return weights


def _falling(weights: list[_Weight]) -> bool:
    """Whether none weighs more than the one before it."""
    last = math.inf
    for told in weights:
        if told.weight > last:
            return False
        last = told.weight
    return True


def _heaviest(weights: list[_Weight]) -> str:
    """The country that weighs most, with its share of the whole document."""
    best, most = "", 0.0
    for told in weights:
        whole = told.weight + told.share
        if whole > most:
            best, most = told.country, whole
    return best
