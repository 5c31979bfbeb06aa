"""Whose side somebody is on who has no name: the country of an unnamed actor, and what tells it.

Invariant: a country is never guessed for somebody whose home the text leaves open (gunmen, an attacker, people who
were arrested); what is of the state or of the place belongs to the country of the happening, else to the one spoken of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from khabar.ground.atlas import Site
from khabar.ground.focus import OUR, Focus
from khabar.ground.parties import parties
from khabar.model.mentions import Mention
from khabar.packs.lexicon import Lexicon
from khabar.text.clitics import AL, KAF, MIM
from khabar.text.letters import loose
from khabar.text.tokens import Token, tokenize

FORCE_TYPES: Final = frozenset({"assault", "intercept", "mobilize", "retreat", "coerce", "explosion"})
LOCAL_KINDS: Final = frozenset({"site", "civilians", "government", "military", "armed_group"})
HARMED: Final = frozenset({"assault", "explosion", "casualty", "concede"})
SERVING: Final = frozenset({"noun.member", "noun.cadre", "noun.commander", "noun.element"})
PARTIES: Final = frozenset({"noun.parties", "noun.state_side"})
ENEMIES: Final = frozenset({"noun.enemy", "noun.occupation"})
ARMED: Final = frozenset({
    "noun.soldier", "noun.serviceman", "noun.officer", "noun.rank", "noun.armour", "noun.tank", "noun.patrol",
    "noun.bulldozer", "noun.recruits",
})  # fmt: skip
ARMS: Final = frozenset({"noun.aviation", "noun.warplane", "noun.helicopter", "noun.plane", "noun.drone_thing"})
ARTILLERY: Final = "noun.artillery_force"
SETTLER: Final = "noun.settlers_armed"
SETTLERS: Final = "actor.isr.settlers"
YOUR: Final = KAF + MIM
OWN: Final = frozenset({
    "noun.armed_forces", "noun.navy", "noun.movement", "noun.resistance", "noun.fighter", "noun.element",
    "noun.air_defence_force",
})  # fmt: skip
STRUCK_TYPES: Final = frozenset({"assault", "explosion", "casualty", "coerce"})


@dataclass(slots=True, init=False)
class Asked:
    """For which field of which happening an actor is asked.

    where: ISO country of the happening, ``""`` if unknown. sentence: its number. speaker: the country of the state
    whose own words tell it. group: that of the armed group whose own words do.
    """

    type: str
    role: str = "initiator"
    where: str = ""
    sentence: int = -1
    speaker: str = ""
    group: str = ""

    def __init__(
        self,
        type: str,
        role: str = "initiator",
        where: str = "",
        sentence: int = -1,
        speaker: str = "",
        group: str = "",
    ) -> None:
        self.type = type
        self.role = role
        self.where = where
        self.sentence = sentence
        self.speaker = speaker
        self.group = group

    @property
    def struck(self) -> bool:
        """Whether it is asked who or what was struck."""
        return self.role == "target" and self.type in STRUCK_TYPES


Answer = tuple[str, str]
NOBODY: Final[Answer] = ("", "")


class Sides:
    """Says whose side the unnamed actors of one document are on."""

    def __init__(self, lexicon: Lexicon, focus: Focus) -> None:
        self.lexicon = lexicon
        self.focus = focus
        self.backing = lexicon.closed("backing")
        self._parties = parties(lexicon)
        self.armies, self.grounded = self._parties.armies, self._parties.grounded
        self.settlers, self.settled = lexicon.closed("settlers"), lexicon.closed("settlements")
        self.own_arms, self.armed_forces = lexicon.closed("own_arms"), lexicon.closed("armed_forces")
        self.conflict = lexicon.closed("conflict")
        self.local, self.foreign = lexicon.closed("local"), lexicon.closed("international")
        self._read: dict[str, list[Token]] = {}

    def side(self, mention: Mention, told: Mention, place: Site | None, kind: str, asked: Asked) -> Answer:
        """The country of an actor that is no known entity, and why; empty where the text leaves it open."""
        if "friend" in told.classes:
            return NOBODY  # the friends of a country are other countries
        end = self._own(told)
        found = self._by_words(told, place, end, asked)
        return found if found[0] else self._unnamed(mention, told, kind, asked)

    def _by_words(self, told: Mention, place: Site | None, end: int, asked: Asked) -> Answer:
        """What its own words tell: an adjective of nationality, a place in it."""
        if end < 0:
            nationality = told.nationalities[0] if told.nationalities else ""
        else:
            nationality = self._nationality(told.text[:end])
        if not nationality and told.speaker and not told.names:
            nationality = self._nationality(told.text)  # of a speaker's words of several parts: an American official
        if not nationality and place is not None and place.level == "site" and asked.role == "initiator":
            nationality = self._nationality(told.text)
        if nationality:
            entry = self.lexicon.get(nationality)
            return str(entry.country), f"{told.text}: {entry.name} by its words"
        for weapon in told.weapons[:1]:
            country = str(self.lexicon.get(weapon).country)
            if country:
                return country, f"{told.text}: a weapon of one state ({country})"
        if place is not None and place.country and (end < 0 or self._starts(told, place, end)):
            return place.country, f"{told.text}: of {place.name}"
        return NOBODY

    @staticmethod
    def _starts(told: Mention, place: Site, end: int) -> bool:
        """Whether a place stands among the first `end` letters of a mention."""
        return any(n.id == place.id and n.span.start < told.span.start + end for n in told.names)

    def _own(self, told: Mention) -> int:
        """How many letters of a mention stand before the words that name its backer; -1 where none does."""
        if told.kind not in ("armed_group", "military", "organization") or told.whole:
            return -1
        for token in self._tokens(told.text):
            word = loose(token.form.removeprefix(AL))
            if word in self.backing:
                return token.start
        return -1

    def _tokens(self, text: str) -> list[Token]:
        """The words of a mention, read once."""
        known = self._read.get(text)
        if known is None:
            known = self._read[text] = tokenize(text)
        return known

    def _one_of(self, told: Mention, words: frozenset[str]) -> bool:
        return any(loose(token.form.removeprefix(AL)) in words for token in self._tokens(told.text)[1:])

    def _nationality(self, text: str) -> str:
        """The first adjective of nationality among some words."""
        for token in self._tokens(text):
            for sense in self.lexicon.senses(token.word).single.get("nationality", ()):
                if sense.shape == "adjective":
                    return str(sense.id)
        return ""

    def _unnamed(self, mention: Mention, told: Mention, kind: str, asked: Asked) -> Answer:
        """The side of somebody whom no words place anywhere."""
        if mention.pronoun and told is mention:
            ours = mention.pronoun in (OUR, YOUR)  # our forces, your forces
            own = (self.focus.issuer or self.focus.home) if ours else ""
            return (own, f"{told.text}: of the side that speaks ({own})") if own else NOBODY
        if asked.speaker and self._speakers(told, kind, asked):
            return asked.speaker, f"{told.text}: of the state that tells it ({asked.speaker})"
        if told.noun in ENEMIES:
            return self._enemy(told)
        if self._settled(told, kind):
            return self._parties.country(SETTLERS), f"{told.text}: settlers, or what they live in"
        if asked.role == "initiator" and asked.type in FORCE_TYPES and self._arms(told):
            own = asked.group or self._in_full(told)
            if own:
                return own, f"{told.text}: of those who tell it or were told of in full ({own})"
        if told.noun in PARTIES and asked.type != "claim" and self._of_conflict(told, mention):
            return self.focus.home, f"{told.text}: of the country that the text is all about ({self.focus.home})"
        if not self._local(told, kind, asked):
            return NOBODY
        if self.focus.issuer and self._speakers(told, kind, asked):
            return self.focus.issuer, f"{told.text}: of the side that issues it ({self.focus.issuer})"
        soldiers = self._soldiers(told, kind, asked)
        if soldiers[0]:
            return soldiers
        if asked.where:
            return asked.where, f"{told.text}: of the country where it happened ({asked.where})"
        open_ = (
            (kind == "equipment" and asked.type != "coerce")
            or self._own(told) >= 0
            or (kind == "armed_group" and not told.definite and "group" in told.classes and asked.type != "accuse")
        )
        spoken = "" if open_ else self.focus.at(asked.sentence)
        return (spoken, f"{told.text}: of the country spoken of ({spoken})") if spoken else NOBODY

    def _settled(self, told: Mention, kind: str) -> bool:
        """Whether it is settlers, told by where they live, or a settlement whose name no pack has."""
        if told.noun == SETTLER:
            return True
        if kind == "civilians":
            return self._one_of(told, self.settlers)
        return (
            kind == "site" and bool(told.place_words) and loose(told.text.split()[0].removeprefix(AL)) in self.settled
        )

    def _arms(self, told: Mention) -> bool:
        """Whether somebody definite is an arm, or men, of which whoever has them speaks as his own (*the navy*)."""
        if not told.definite or told.names:
            return False
        if told.noun:
            return told.noun in OWN or self._one_of(told, self.own_arms)
        return self._one_of(told, self.armed_forces)

    def _in_full(self, told: Mention) -> str:
        """The country of the one force of several words before whose name begins with these (*the armed forces* of a
        country); ``""`` where there are two.
        """
        found = ""
        for earlier in self.focus.mentions:
            if earlier.span.start >= told.span.start:
                break
            for name in earlier.names:
                if name.kind not in ("actor", "office") or name.words < 2:
                    continue
                words = earlier.text[max(0, name.span.start - earlier.span.start) : name.span.end - earlier.span.start]
                if words.startswith(told.text) or (name.kind == "office" and told.text in words):
                    party = self._parties.get(name.id)
                    if party.kind in ("military", "armed_group") and party.country:
                        if found and found != party.country:
                            return ""
                        found = party.country
        return found

    def _of_conflict(self, told: Mention, mention: Mention) -> bool:
        """Whether the two sides, or the sides of *the conflict*, are those of the war that the text is about."""
        if mention.number != "p" and self.focus.alone:
            return True
        every = told.text.split()[0] not in self.lexicon.closed("everyone")
        return every and bool(self.focus.home) and self._one_of(told, self.conflict)

    def _soldiers(self, told: Mention, kind: str, asked: Asked) -> Answer:
        """Soldiers and their vehicles where the land has no army of its own, and those who strike from the air where it
        has no warplanes: of the other state the text speaks of.
        """
        if not asked.where or kind not in ("military", "equipment"):
            return NOBODY
        flying = asked.role == "initiator" and told.noun in ARMS
        shelling = asked.role == "initiator" and told.noun == ARTILLERY
        if not (flying or shelling or told.noun in ARMED):
            return NOBODY
        if asked.where in self.armies and not (flying and asked.where in self.grounded):
            return NOBODY
        other = self.focus.other(asked.where)
        return (other, f"{told.text}: of the army that the text speaks of there ({other})") if other else NOBODY

    def _enemy(self, told: Mention) -> Answer:
        """The side that is called the enemy, where the text speaks of it by its name too."""
        for token in tokenize(told.text)[:1]:
            for sense in self.lexicon.senses(token.word).single.get("actor", ()):
                country = str(sense.entry.country)
                if country and self.focus.speaks_of(country):
                    return country, f"{told.text}: the enemy that the text names ({country})"
        return NOBODY

    @staticmethod
    def _speakers(told: Mention, kind: str, asked: Asked) -> bool:
        """Whether a state that tells its own deeds means its own: the aircraft, the artillery, the special forces."""
        return kind == "military" and asked.role == "initiator" and asked.type in FORCE_TYPES and bool(told.noun)

    def _local(self, told: Mention, kind: str, asked: Asked) -> bool:
        """Whether somebody unnamed belongs to the country where it happened."""
        known = told.definite and "force" in told.classes and told.amount is None
        if "stranger" in told.classes and not known:
            return False
        if kind == "equipment":
            return asked.struck
        if kind == "other":
            return asked.role == "target" and asked.type in HARMED and told.noun in SERVING
        if self._one_of(told, self.foreign):
            return False
        if kind == "organization":
            return told.definite or self._one_of(told, self.local)
        return kind in LOCAL_KINDS
