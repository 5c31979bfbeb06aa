"""Which country a document speaks of at each of its sentences.

Invariant: the country with most weight is meant: what is named in the sentence and before it, the nearer the heavier,
and its share of all that the document names.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Final

from khabar.model.drafts import Mention
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

    def __init__(
        self, lexicon: Lexicon, mentions: Sequence[Mention], votes: Mapping[str, int] | None = None, text: str = ""
    ) -> None:
        self.lexicon = lexicon
        total = sum(votes.values()) if votes else 0
        self._share = {country: PRIOR * count / total for country, count in votes.items()} if votes else {}
        self.home = max(votes, key=lambda country: votes[country]) if votes else ""
        self.alone = bool(self.home) and self._share[self.home] >= MOSTLY * PRIOR
        self.issued: Mention | None = None
        self.issuer = self._issuer(mentions, text)
        self._sentences: list[int] = []
        self._countries: list[str] = []
        weights: dict[str, float] = {}
        at = 0
        last = -1
        while at < len(mentions):
            end = at + 1
            while end < len(mentions) and mentions[end].sentence == mentions[at].sentence:
                end += 1
            weights = _faded(weights, mentions[at].sentence - last)
            last = mentions[at].sentence
            for mention in mentions[at:end]:
                self._weigh(mention, weights, end - at == 1)
            if weights:
                self._sentences.append(last)
                self._countries.append(self._heaviest(weights))
            at = end

    def _issuer(self, mentions: Sequence[Mention], text: str) -> str:
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
        entries = [self.lexicon.get(name.id) for name in mention.names if name.kind == "actor"]
        if not entries:
            return []
        told = self._adjectives(mention.text)
        sure = [entry for entry in entries if not entry.ambiguous or entry.country in (told | self._share.keys())]
        return [str(entry.country) for entry in sure if entry.country and entry.kind in ARMED]

    def _adjectives(self, text: str) -> set[str]:
        """Countries of the adjectives of nationality among some words."""
        senses = (s for token in tokenize(text) for s in self.lexicon.senses(token.word).single.get("nationality", ()))
        return {str(sense.entry.country) for sense in senses if sense.shape == "adjective"}

    def speaks_of(self, country: str) -> bool:
        """Whether the document names a country or its people at all."""
        return country in self._share

    def at(self, sentence: int) -> str:
        """The country spoken of at a sentence; of the first one named where none was named yet; else ``""``."""
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
        if not mention.names and not mention.nationalities:
            return
        countries: set[str] = set()
        for name in mention.names:
            if name.kind == "place":
                countries.add(self.lexicon.get(name.id).country)
        if len(countries) == 1:
            country = countries.pop()
            if country:
                weight = HEADING if alone and mention.whole and not mention.prep else PLACE
                weights[country] = weights.get(country, 0.0) + weight
            return
        for name in mention.names:
            if name.kind in ("actor", "office"):
                entry = self.lexicon.get(name.id)
                if entry.country and entry.kind in ("government", "military"):
                    weights[entry.country] = weights.get(entry.country, 0.0) + STATE
                return
        for nationality in mention.nationalities:
            country = str(self.lexicon.get(nationality).country)
            weights[country] = weights.get(country, 0.0) + STATE


def _undersigned(text: str, mention: Mention) -> bool:
    """Whether the name of who issued a text stands in its last letters again, whatever is joined to it."""
    return text.find(mention.text.removeprefix(AL), max(mention.span.end, len(text) - FOOT)) >= 0


def _faded(weights: dict[str, float], sentences: int) -> dict[str, float]:
    """The weights some sentences later; only the heaviest stay."""
    factor = FADE ** min(sentences, 40)
    heaviest = sorted(weights.items(), key=lambda pair: -pair[1])[:KEPT]
    return {country: weight * factor for country, weight in heaviest}
