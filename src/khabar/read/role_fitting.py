"""Which of the roles that a trigger has a place for suits a mention.

Invariant: a mention gets the first of the wanted roles that suits it, or none; what only says where is no participant.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Candidate, Draft
from khabar.model.mentions import Mention
from khabar.packs.lexicon import Lexicon
from khabar.read.evidence import FORCE
from khabar.read.frames import Roles
from khabar.read.mentions import (
    acronym,
    begins_as_place,
    crowd,
    is_agent,
    is_border,
    is_force,
    is_place,
    is_weapon,
    only_counts,
)
from khabar.read.phrases import is_time
from khabar.text.clitics import AL, BA
from khabar.text.letters import TA, YA

ACTS_OF_STATES: Final = frozenset(
    {"support", "accuse", "reject", "request", "deny", "threaten", "agree", "sanction", "aid"}
)
MASDAR: Final = 5  # letters of a verbal noun of the second stem
SHELL: Final = "weapon.shell"
PAGER: Final = "weapon.pager"
DEAD: Final = "noun.harmed"
DETONATION: Final = "frame.detonate"
TOWNS: Final = frozenset({"assault.majzara"})
WATERS: Final = frozenset({"sea", "strait"})
BOMBED: Final = frozenset({"noun.car", "noun.truck"})
FACED: Final = frozenset({"site", "equipment", "vessel", "military", "armed_group"})
HARMING: Final = FORCE | {"coerce"}
ROAD: Final = "noun.road"
STRIKING: Final = "frame.strike"
ADVANCING: Final = "frame.advance/verb: object"
CLASH: Final = "frame.clash"
FALLING: Final = "frame.fall"
UNMANNED: Final = "weapon.usv"
QUARTERS: Final = frozenset({"noun.quarter"})
SHOOTING: Final = frozenset({"assault.atlaqa", "assault.atlaqa_nar", "assault.fataha_nar"})
SKIP: Final = frozenset({"content", "event", "source", "casualty"})


class RoleFitter:
    """Judges mentions by what they name and by where they stand."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def role_of(self, draft: Draft, mention: Mention, wanted: Roles, rule: str) -> str:
        """The first of the wanted roles that suits a mention."""
        if mention.head in self.lexicon.closed("no_party"):
            return ""
        if mention.kind == "equipment" and rule == ADVANCING:
            return "initiator"  # there advanced armour: nobody else did
        carried = wanted[:1] == ("initiator",) and "light:" in rule and "preposition" in rule
        if carried and any(c.span == mention.span for c in draft.initiator):
            return ""  # who did it by the noun of the deed
        for role in wanted:
            if (
                role == "initiator"
                and draft.initiator
                and "light:" in rule
                and "preposition" in rule
                and "target" in wanted
            ):
                continue
            if role == "initiator" and self._may_act(draft, mention, rule, len(wanted) == 1):
                return role
            if role == "weapon" and (mention.weapons or "weapon" in mention.classes or "aircraft" in mention.classes):
                return role
            if role == "weapon" and draft.type == "intercept" and only_counts(mention):
                return "target"  # seven of them
            if role == "place" and "target" in wanted and (self.can_be_struck(mention) or _quarter(mention, rule)):
                return "target"
            if role == "place" and is_place(mention) and not (mention.kind == "equipment" and "target" in wanted):
                return role
            if role == "target" and draft.type in FORCE and mention.prep == BA and self._charge(mention):
                return "weapon"
            if role == "target" and "weapon" in wanted and rule.startswith(DETONATION) and self._explosive(mention):
                return "weapon"
            if role == "target" and self._only_where(mention, rule):
                if is_place(mention):
                    draft.place.append(Candidate(mention, rule + ": a part of a country", 0.8, span=mention.span))
                continue
            if role == "target" and draft.type == "assault" and mention.prep and is_water(self.lexicon, mention):
                continue  # launched from the coast towards the sea
            if role == "target" and draft.type == "protest" and not (is_agent(mention) or mention.kind in FACED):
                continue
            if role == "target" and mention.noun == ROAD and draft.type == "assault" and "preposition" in rule:
                continue
            if role in ("target", "initiator") and "abstract" in mention.classes:
                some = role == "target" and bool(mention.prep) and bool(mention.pronoun)
                some = some and mention.head in self.lexicon.closed("some_of_them")
                asked = role == "target" and draft.speech and mention.head in self.lexicon.closed("everybody")
                met = role == "target" and draft.type in FORCE and mention.head in self.lexicon.closed("gatherings")
                shot = role == "target" and _surname(mention) and mention.prep in self.lexicon.closed("on")
                met = met or (shot and draft.sense in SHOOTING)
                if not (some or asked or met or (role == "target" and draft.type in HARMING and crowd(mention))):
                    continue
            if role == "target" and draft.type in HARMING and self._no_thing(mention):
                continue
            listed = any(c.rule == rule for c in draft.target)
            if role == "target" and draft.type == "consult" and not listed and self._visited(mention):
                continue
            if role == "target" and (self._only_set_off(draft, mention, rule) or _toll_of(draft, mention, rule)):
                continue
            if role == "target" and rule.startswith(DETONATION) and mention.pronoun and "vehicle" in mention.classes:
                continue  # the bomber blew up [his car]
            if role == "target" and not is_time(mention):
                either = len(wanted) > 1 and wanted[1] == "initiator"
                if either and not draft.initiator and "preposition" in rule and self._armed(mention, rule):
                    continue
                return role
            if role in SKIP and role != "source":
                if "target" in wanted and draft.speech and _is_party(mention):
                    return "target"  # in denunciation of the group: no happening, but who is blamed
                return role
        return ""

    def _no_thing(self, mention: Mention) -> bool:
        """Whether a phrase is of no thing that can be struck or held: the side to which something lies (*to the west*
        of the town), a verbal noun of no pack (aimed at *diverting* attention, *intensifying* efforts).
        """
        if mention.prep in self.lexicon.closed("carried_to") and mention.head in self.lexicon.closed("bearings"):
            return True
        known = mention.noun or mention.names or mention.place_words or mention.weapons or mention.nationalities
        stem = mention.head
        if known or mention.amount is not None or mention.kind not in ("", "other") or len(stem) != MASDAR:
            return False
        return stem[0] == TA and stem[-2] == YA

    def is_manned(self, mention: Mention) -> bool:
        """Whether a weapon acts by itself in reports: air defences, aircraft with a crew, ships, guns."""
        kinds = self.kinds(mention)
        if "air_defence" in kinds:
            return True
        if UNMANNED in mention.weapons:
            return False
        return bool(kinds & {"aircraft", "naval", "artillery"}) and "drone" not in kinds

    def kinds(self, mention: Mention) -> set[str]:
        """The kinds of the weapons that a phrase names; a shell tells nothing of whoever fires it."""
        return {self.lexicon.get(weapon).kind for weapon in mention.weapons if weapon != SHELL}

    def _charge(self, mention: Mention) -> bool:
        """Whether something is a bomb or a mine by its own name and not told before: what it was done with."""
        return self._explosive(mention) and not (mention.definite or mention.pronoun)

    def _explosive(self, mention: Mention) -> bool:
        """Whether something is a bomb or a mine by its own name: it can only be set off, as pagers cannot."""
        return any(self.lexicon.get(w).kind in ("ied", "mine") and w != PAGER for w in mention.weapons[:1])

    def _armed(self, mention: Mention, rule: str) -> bool:
        """Whether it is men under arms, by its noun, or by its name beside a noun that tells what somebody does."""
        if is_force(mention):
            return True
        if rule.startswith(STRIKING):
            return False
        named = (self.lexicon.get(name.id).kind for name in mention.names[:1] if name.kind == "actor")
        return next(named, "") in ("military", "armed_group")

    def can_be_struck(self, mention: Mention) -> bool:
        """Whether a place is a thing that can be hit, not an area: a base, a camp, a house."""
        if mention.kind == "site":
            return mention.noun != ROAD
        return any(n.kind == "place" and self.lexicon.get(n.id).level == "site" for n in mention.names[:1])

    def _only_set_off(self, draft: Draft, mention: Mention, rule: str) -> bool:
        """Whether what stands in construct with a blast is what blew up or where: a car, the name of a town."""
        detonated = rule.startswith(DETONATION)
        if detonated and "vehicle" in mention.classes and mention.noun in BOMBED and not mention.pronoun:
            return not (mention.prep == BA and mention.definite)  # a charge stuck *to the car of the judge*
        if not (detonated or draft.sense in TOWNS) or "genitive" not in rule or not mention.whole:
            return False
        if self.is_town(mention):
            draft.place.append(Candidate(mention, rule + ": the town of the blast", 0.8, span=mention.span))
            return True
        return False

    def _only_where(self, mention: Mention, rule: str) -> bool:
        """Whether a phrase can only say where: the north of a country, an adjective left alone."""
        if mention.whole and mention.text.split()[0] in self.lexicon.closed("compass"):
            return True
        if mention.head in self.lexicon.closed("roadside"):
            return True
        if is_border(mention) and not any(n.kind != "place" for n in mention.names):
            return True
        bare = not (mention.noun or mention.names or mention.place_words or mention.weapons or mention.nationalities)
        loose_end = not (mention.definite or mention.text.startswith(AL)) and mention.amount is None
        return bare and "genitive" in rule and loose_end

    def _may_act(self, draft: Draft, mention: Mention, rule: str, only: bool) -> bool:
        """Whether a mention can be an initiator where it stands."""
        if mention.pronoun and not mention.noun:
            return mention.classes != ("abstract",) and not (mention.amount or "genitive" in rule)
        if only and "person" in mention.classes and self.lexicon.get(draft.sense).frame == CLASH:
            return True  # an exchange of fire with smugglers
        if crowd(mention):
            return "subject" in rule or "genitive" in rule
        if "genitive" in rule and (mention.head in self.lexicon.closed("another") or "abstract" in mention.classes):
            return bool(mention.names)  # another attack, most of the strikes
        if "genitive" in rule and mention.head in self.lexicon.closed("gatherings"):
            return False  # the shelling of a gathering of soldiers
        if self.is_town(mention) and ("genitive" in rule or not only):
            names = any(n.kind == "actor" for n in mention.names)
            return names and ("subject" in rule or draft.type in ACTS_OF_STATES)
        if is_agent(mention) or is_weapon(mention) or mention.adjective:
            return True
        national = mention.nationalities and not mention.place_words and not begins_as_place(mention)
        if national and mention.kind not in ("site", "civilians", "vessel"):
            return True
        if any(n.kind == "actor" for n in mention.names) and mention.kind in ("", "equipment", "vessel"):
            return True
        subject = "subject" in rule
        if draft.type in FORCE:
            return subject and only and mention.definite and not is_place(mention) and not mention.who
        known = mention.definite or mention.whole or mention.amount is not None
        return subject and (known or acronym(mention.text))

    def _visited(self, mention: Mention) -> bool:
        """Whether a visit or a meeting only took place there: a town or area that stands for no government."""
        if not is_place(mention) or mention.kind == "site":
            return False
        if mention.prep:
            return mention.prep == BA and mention.whole
        return bool(mention.names) and not any(
            n.kind != "place" or self.lexicon.get(n.id).level == "country" for n in mention.names
        )

    def is_town(self, mention: Mention) -> bool:
        """Whether it is the bare name of a town, even of a capital that also stands for its government."""
        if not mention.whole:
            sides = "group" in mention.classes and mention.definite and not mention.names
            men = is_force(mention) or "person" in mention.classes or sides
            return bool(mention.place_words) and not (men or any(n.kind == "actor" for n in mention.names))
        return not is_force(mention) and any(
            n.kind == "place" and self.lexicon.get(n.id).level in ("city", "district", "site") for n in mention.names
        )


def _quarter(mention: Mention, rule: str) -> bool:
    """Whether a shell came down in some quarter of no name, which is then what it hit."""
    bare = not (mention.names or mention.definite or mention.pronoun)
    return rule.startswith(FALLING) and mention.noun in QUARTERS and bare


def _surname(mention: Mention) -> bool:
    """Whether a phrase is one definite adjective of origin, which is a man's name where he is shot at."""
    return mention.adjective and mention.definite and " " not in mention.text and mention.text.endswith(YA)


def is_water(lexicon: Lexicon, mention: Mention) -> bool:
    """Whether a phrase names a sea or a strait, which nobody strikes."""
    return any(n.kind == "place" and lexicon.get(n.id).kind in WATERS for n in mention.names[:1])


def _is_party(mention: Mention) -> bool:
    """Whether a phrase is headed by somebody: a named actor or a person."""
    return mention.whole and any(n.kind in ("actor", "office", "person") for n in mention.names[:1])


def _toll_of(draft: Draft, mention: Mention, rule: str) -> bool:
    """Whether a phrase after a preposition counts the dead of a use of force (rose to nine dead)."""
    return draft.type == "assault" and mention.noun == DEAD and "preposition" in rule
