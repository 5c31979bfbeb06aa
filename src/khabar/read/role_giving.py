"""Which role a noun phrase can have where its trigger has a place for one.

Invariant: of the wanted roles a phrase gets the first that suits it, with those joined to it.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Candidate, Draft, Link
from khabar.model.mentions import Mention
from khabar.model.spans import Span
from khabar.packs.lexicon import Lexicon
from khabar.read.arming import Armourer
from khabar.read.chunks import Chunk
from khabar.read.evidence import FORCE
from khabar.read.frames import Frames, Roles
from khabar.read.harmed import any_at_all
from khabar.read.mentions import (
    acronym,
    crowd,
    is_agent,
    is_border,
    is_force,
    is_place,
    is_weapon,
    one_man,
    only_counts,
)
from khabar.read.phrases import group, is_belonging, is_time, second_side, tells_event, two_sides
from khabar.read.subject_words import lone_side
from khabar.read.subjects import Subjects
from khabar.read.view import View
from khabar.text.clitics import BA
from khabar.text.letters import LAM

ACTS_OF_STATES: Final = frozenset(
    {"support", "accuse", "reject", "request", "deny", "threaten", "agree", "sanction", "aid"}
)
OUTBREAKS: Final = frozenset({"assault.harb_outbreak", "assault.qital"})
SHELL: Final = "weapon.shell"
LIGHT: Final = "light:"
PAGER: Final = "weapon.pager"
DEAD: Final = "noun.harmed"
DETONATION: Final = "frame.detonate"
TOWNS: Final = frozenset({"assault.majzara"})
BOMBED: Final = frozenset({"noun.car", "noun.truck"})
FACED: Final = frozenset({"site", "equipment", "vessel", "military", "armed_group"})
ROAD: Final = "noun.road"
STRIKING: Final = "frame.strike"
PASSIVE: Final = "/passive: subject"
AIMED: Final = "light:light.istahdafa"
BROKE: Final = "/verb: object"  # a blast that destroyed a base
UNAIMED: Final = frozenset({"mobilize", "claim", "explosion"})  # nobody is told to whom they are done
SKIP: Final = frozenset({"content", "event", "source", "casualty"})


class RoleGiver:
    """Gives noun phrases the roles of one draft."""

    def __init__(self, lexicon: Lexicon, frames: Frames) -> None:
        self.lexicon = lexicon
        self.frames = frames
        self.armourer = Armourer(lexicon)
        self.subjects = Subjects(lexicon)

    def put(self, view: View, draft: Draft, chunk: Chunk, wanted: Roles, rule: str, score: float) -> str:
        """Give a phrase, and those joined to it, the first of the wanted roles that suits it; returns that role."""
        given = ""
        if chunk.first <= draft.unit < chunk.last:
            return ""  # the happening is no participant of itself
        does = rule.startswith(LIGHT) and wanted[:1] == ("initiator",)
        if does and tells_event(chunk) and not any(u.has.weapon for u in view.units[chunk.first : chunk.last]):
            return ""  # the attack began with the blast of a car: nobody
        members = group(view, chunk) if chunk.kind == "np" else []
        between = chunk.prep != "" and chunk.prep in view.closed("between")
        if between and len(members) == 1 and view.mention(chunk).number != "d":
            members += second_side(view, chunk)
        sided = draft.type == "assault" and draft.sense not in OUTBREAKS
        if between and wanted[:1] == ("initiator",) and sided:
            first_side, other_side = two_sides(view, chunk)
            for member in other_side:
                self.put_mention(
                    view, draft, view.mention(member), member, ("target",), rule + ": the other side", score
                )
            for member in first_side if other_side else ():
                given = self.put_mention(view, draft, view.mention(member), member, wanted, rule, score) or given
            if other_side:
                return given
        if between and len(members) == 2 and wanted[:1] == ("initiator",) and sided:
            first, second = members
            self.put_mention(view, draft, view.mention(second), second, ("target",), rule + ": the other side", score)
            return self.put_mention(view, draft, view.mention(first), first, wanted, rule, score)
        struck = draft.type == "assault" and "target" in wanted
        if len(members) == 2 and one_man(view.mention(members[0]), view.mention(members[1])):
            return self.put_mention(view, draft, self._joined(view, members), chunk, wanted, rule, score)
        if len(members) > 1 and (self._one_list(view, members) or (struck and self._towns(view, members))):
            return self.put_mention(view, draft, self._joined(view, members), chunk, wanted, rule, score)
        armed = len(members) > 1 and is_weapon(view.mention(chunk))
        for member in members:
            if member is not chunk and struck and _is_deed(member):
                continue  # rose to 20 dead, and a strike closes the town
            if armed and (lone_side(member) or self._lone_adjective(member)):
                continue  # American and British planes, unmanned and manned: of the one weapon
            whose = armed and wanted[:1] == ("initiator",) and not self._another(member)
            if whose and not _sided(member) and any(_sided(m) for m in members):
                self.arm(view, draft, view.mention(member), member, rule)
                continue  # planes and drones, Turkish both
            given = self.put_mention(view, draft, view.mention(member), member, wanted, rule, score) or given
        return given

    @staticmethod
    def _one_list(view: View, members: list[Chunk]) -> bool:
        """Whether names share one head noun (the towns of A, B and C): one mention, not three."""
        first, *others = (view.mention(member) for member in members)
        if len(others) == 1 and _part_of_it(members[1], others[0]):
            return True
        if _bare_many(members[0], first) and all(m.number == "p" and m.amount is None for m in others):
            return not any(c.head.article or c.head.pronoun or c.head.names for c in members[1:])
        if not first.place_words or first.whole:
            return False
        known = any(n.kind == "place" for n in first.names)
        several = (first.number in ("d", "p") and known) or (first.number == "d" and first.unread)
        return all(
            (m.whole and not m.place_words and any(n.kind == "place" for n in m.names)) or (several and _bare_name(m))
            for m in others
        )

    def _lone_adjective(self, chunk: Chunk) -> bool:
        """Whether a joined phrase is one bare adjective, which is nobody (unmanned planes *and manned*)."""
        alone = chunk.conj and chunk.last - chunk.first == 1 and chunk.head.tag == "adj" and not chunk.head.article
        return alone and not self._another(chunk)

    def _another(self, chunk: Chunk) -> bool:
        """Whether a joined phrase is headed by `others` (Russian planes *and others of the regime*)."""
        return chunk.conj and chunk.head.token.word.loose[1:] in self.lexicon.closed("another")

    def _towns(self, view: View, members: list[Chunk]) -> bool:
        """Whether bare names of towns stand side by side: struck together, they are one area."""
        return all(view.mention(m).whole and self._town(view.mention(m)) and not self._site(m) for m in members)

    def _site(self, chunk: Chunk) -> bool:
        """Whether a name is of one site (a port, a camp), which is struck by itself."""
        return any(s.kind == "place" and s.entry.level == "site" for s in chunk.head.names[:1])

    @staticmethod
    def _joined(view: View, members: list[Chunk]) -> Mention:
        """One mention from the first to the last of a list."""
        first, last = view.mention(members[0]), view.mention(members[-1])
        span = Span(first.span.start, last.span.end)
        names = tuple(name for member in members for name in view.mention(member).names)
        return first.heading(span, view.text[span.start : span.end], names)

    def put_mention(
        self, view: View, draft: Draft, mention: Mention, chunk: Chunk | None, wanted: Roles, rule: str, score: float
    ) -> str:
        """Give one mention the first wanted role that suits it."""
        role = self._role(draft, mention, wanted, rule)
        aimed = draft.type == "explosion" and (rule.startswith(AIMED) or rule.endswith(BROKE))
        if role == "target" and draft.type in UNAIMED and not aimed:
            if is_place(mention):
                draft.place.append(Candidate(mention, rule + ": where it was", score - 0.35, span=mention.span))
            return "none"
        if role == "initiator" and any_at_all(view, mention.text):
            return role
        if role == "source":
            draft.sources.append(Link(mention, rule))
        if not role or role in SKIP:
            return role
        apart = chunk is not None and not chunk.first <= draft.unit < chunk.last
        if role == "target" and apart and draft.type not in FORCE and chunk is not None and _tells_deed(draft, chunk):
            return "event"
        if role == "target" and draft.speech and chunk is not None and _undone(view, chunk):
            return "event"
        if role == "target" and chunk is not None and chunk.head.pronoun and _own_aim(view, chunk):
            return "event"
        if role == "target" and draft.type == "threaten" and chunk is not None and _to_do(chunk, mention):
            return "event"
        if role == "weapon":
            self.arm(view, draft, mention, chunk, rule)
            return role
        driven = draft.type == "coerce" and "vehicle" in mention.classes and bool(mention.names)
        if role == "initiator" and is_weapon(mention) and not driven:
            self.arm(view, draft, mention, chunk, rule)
            if not self._manned(mention):
                return role
            if any(c.rule.startswith(rule) for c in draft.initiator):
                return role
        if not (role == "target" and draft.type == "intercept" and _from_where(mention)):
            getattr(draft, role).append(Candidate(mention, rule, score, span=mention.span))
        if role == "target" and is_place(mention):
            draft.place.append(
                Candidate(mention, rule + ": what was struck is a place", score - 0.35, span=mention.span)
            )
        return role

    def _manned(self, mention: Mention) -> bool:
        """Whether a weapon acts by itself in reports: air defences, aircraft with a crew, ships, guns."""
        kinds = self._kinds(mention)
        if "air_defence" in kinds:
            return True
        return bool(kinds & {"aircraft", "naval", "artillery"}) and "drone" not in kinds

    def _kinds(self, mention: Mention) -> set[str]:
        """The kinds of the weapons that a phrase names; a shell tells nothing of whoever fires it."""
        return {self.lexicon.get(weapon).kind for weapon in mention.weapons if weapon != SHELL}

    def _charge(self, mention: Mention) -> bool:
        """Whether something is a bomb or a mine by its own name and not told before: what it was done with."""
        return self._explosive(mention) and not (mention.definite or mention.pronoun)

    def _explosive(self, mention: Mention) -> bool:
        """Whether something is a bomb or a mine by its own name: it can only be set off, as pagers cannot."""
        return any(self.lexicon.get(w).kind in ("ied", "mine") and w != PAGER for w in mention.weapons[:1])

    def _role(self, draft: Draft, mention: Mention, wanted: Roles, rule: str) -> str:
        """The first of the wanted roles that suits a mention."""
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
            if role == "place" and "target" in wanted and self._struck(mention):
                return "target"
            if role == "place" and is_place(mention):
                return role
            if role == "target" and draft.type in FORCE and mention.prep == BA and self._charge(mention):
                return "weapon"
            if role == "target" and "weapon" in wanted and rule.startswith(DETONATION) and self._explosive(mention):
                return "weapon"
            if role == "target" and self._only_where(mention, rule):
                if is_place(mention):
                    draft.place.append(Candidate(mention, rule + ": a part of a country", 0.8, span=mention.span))
                continue
            if role == "target" and draft.type == "protest" and not (is_agent(mention) or mention.kind in FACED):
                continue
            if role == "target" and mention.noun == ROAD and draft.type == "assault" and "preposition" in rule:
                continue
            if role in ("target", "initiator") and "abstract" in mention.classes:
                some = role == "target" and bool(mention.prep) and bool(mention.pronoun)
                some = some and mention.head in self.lexicon.closed("some_of_them")
                asked = role == "target" and draft.speech and mention.head in self.lexicon.closed("everybody")
                met = role == "target" and draft.type in FORCE and mention.head in self.lexicon.closed("gatherings")
                if not (some or asked or met):
                    continue
            listed = any(c.rule == rule for c in draft.target)
            if role == "target" and draft.type == "consult" and not listed and self._visited(mention):
                continue
            if role == "target" and (self._only_set_off(draft, mention, rule) or _toll_of(draft, mention, rule)):
                continue
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

    def _armed(self, mention: Mention, rule: str) -> bool:
        """Whether it is men under arms, by its noun, or by its name beside a noun that tells what somebody does."""
        if is_force(mention):
            return True
        if rule.startswith(STRIKING):
            return False
        named = (self.lexicon.get(name.id).kind for name in mention.names[:1] if name.kind == "actor")
        return next(named, "") in ("military", "armed_group")

    def _struck(self, mention: Mention) -> bool:
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
        if self._town(mention):
            draft.place.append(Candidate(mention, rule + ": the town of the blast", 0.8, span=mention.span))
            return True
        return False

    def _only_where(self, mention: Mention, rule: str) -> bool:
        """Whether a phrase can only say where: the north of a country, an adjective left alone."""
        if mention.whole and mention.text.split()[0] in self.lexicon.closed("compass"):
            return True
        if is_border(mention) and not any(n.kind != "place" for n in mention.names):
            return True
        bare = not (mention.noun or mention.names or mention.place_words or mention.weapons or mention.nationalities)
        return bare and "genitive" in rule and not mention.definite and mention.amount is None

    def _may_act(self, draft: Draft, mention: Mention, rule: str, only: bool) -> bool:
        """Whether a mention can be an initiator where it stands."""
        if mention.pronoun and not mention.noun:
            return mention.classes != ("abstract",) and not (mention.amount or "genitive" in rule)
        if crowd(mention):
            return "subject" in rule or "genitive" in rule
        if "genitive" in rule and (mention.head in self.lexicon.closed("another") or "abstract" in mention.classes):
            return bool(mention.names)  # another attack, most of the strikes
        if "genitive" in rule and mention.head in self.lexicon.closed("gatherings"):
            return False  # the shelling of a gathering of soldiers
        if self._town(mention) and ("genitive" in rule or not only):
            names = any(n.kind == "actor" for n in mention.names)
            return names and ("subject" in rule or draft.type in ACTS_OF_STATES)
        if is_agent(mention) or is_weapon(mention) or mention.adjective:
            return True
        if mention.nationalities and not mention.place_words and mention.kind not in ("site", "civilians", "vessel"):
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

    def _town(self, mention: Mention) -> bool:
        """Whether it is the bare name of a town, even of a capital that also stands for its government."""
        if not mention.whole:
            sides = "group" in mention.classes and mention.definite and not mention.names
            men = is_force(mention) or "person" in mention.classes or sides
            return bool(mention.place_words) and not (men or any(n.kind == "actor" for n in mention.names))
        return not is_force(mention) and any(
            n.kind == "place" and self.lexicon.get(n.id).level in ("city", "district", "site") for n in mention.names
        )

    def arm(self, view: View, draft: Draft, mention: Mention, chunk: Chunk | None, rule: str) -> None:
        """A weapon phrase: its kind and count, and whose it is (an adjective of nationality, a name)."""
        met = "object" in rule or "genitive" in rule or mention.prep == LAM or PASSIVE in rule
        if not self.armourer.arm(view, draft, mention, chunk, rule):
            if draft.type == "intercept" and met and not mention.weapons and not draft.target:
                draft.target.append(Candidate(mention, rule + ": the craft brought down", 0.5, span=mention.span))
            return
        if chunk is not None:
            self.owner(view, draft, chunk, rule)
        if draft.type == "intercept" and met and not draft.target:
            draft.target.append(Candidate(mention, rule + ": the weapon stopped", 0.5, span=mention.span))

    def owner(self, view: View, draft: Draft, chunk: Chunk, rule: str) -> None:
        """Whose weapon or attack it is: the nationality or the name inside its phrase."""
        for at in range(chunk.first, chunk.last):
            unit = view.units[at]
            named = any(s.kind == "actor" for s in unit.names)
            if (unit.has.nationality and unit.tag == "adj") or (named and at > chunk.first):
                mention = view.part(at, at + 1)
                mention.adjective = not named
                stopped = draft.type == "intercept" and ("subject" not in rule or PASSIVE in rule)
                field = draft.target if stopped else draft.initiator
                field.append(Candidate(mention, rule + ": the weapon's side", 0.6, span=mention.span))
                for other in view.chunks[chunk.index + 1 : chunk.index + 3]:
                    if not lone_side(other):
                        break
                    beside = view.mention(other)
                    beside.adjective = True
                    field.append(Candidate(beside, rule + ": the weapon's side", 0.6, span=beside.span))
                return
        owned = _owned_by(view, chunk)
        if owned is not None and (
            any(n.kind == "actor" for n in owned.names) or ((owned.nationalities or owned.definite) and is_force(owned))
        ):
            stopped = draft.type == "intercept" and ("subject" not in rule or PASSIVE in rule)
            field = draft.target if stopped else draft.initiator
            field.append(Candidate(owned, rule + ": whose weapon it is", 0.6, span=owned.span))


def _part_of_it(chunk: Chunk, mention: Mention) -> bool:
    """Whether a joined word is a part of the place before it (Tel Aviv *and its surroundings*)."""
    return bool(chunk.head.pronoun) and chunk.last - chunk.first == 1 and is_place(mention)


def _bare_many(chunk: Chunk, mention: Mention) -> bool:
    """Whether a phrase is one bare plural, which goes with the next one (camps *and depots of the group*)."""
    bare = chunk.last - chunk.first == 1 + (chunk.prep_unit is not None) and chunk.head.last - chunk.head.first == 1
    alone = not (mention.definite or mention.whole or mention.pronoun or mention.weapons)
    return bare and mention.number == "p" and alone


def _is_deed(chunk: Chunk) -> bool:
    """Whether a joined phrase is headed by a noun of a happening that is nothing else."""
    head = chunk.head
    if head.has.noun or head.names or head.has.weapon or head.has.harm:
        return False
    return any(s.shape == "noun" for s in head.has.trigger)


def _from_where(mention: Mention) -> bool:
    """Whether a phrase after a preposition tells where a weapon came from, not who sent it (a missile from Yemen)."""
    return bool(mention.prep) and is_place(mention)


def _sided(chunk: Chunk) -> bool:
    """Whether a phrase has an adjective of nationality or a name in it."""
    return any(u.has.nationality or u.names for u in chunk.units[chunk.first : chunk.last])


def _owned_by(view: View, chunk: Chunk) -> Mention | None:
    """Who is named with ``li-`` right after a phrase, or after a word for belonging (a drone belonging to the army)."""
    at = chunk.index + 1
    if at < len(view.chunks) and is_belonging(view.chunks[at]):
        at += 1
    if at >= len(view.chunks) or view.chunks[at].kind != "np" or view.chunks[at].prep != LAM or view.chunks[at].conj:
        return None
    return view.mention(view.chunks[at])


def _is_party(mention: Mention) -> bool:
    """Whether a phrase is headed by somebody: a named actor or a person."""
    return mention.whole and any(n.kind in ("actor", "office", "person") for n in mention.names[:1])


def _toll_of(draft: Draft, mention: Mention, rule: str) -> bool:
    """Whether a phrase after a preposition counts the dead of a use of force (rose to nine dead)."""
    return draft.type == "assault" and mention.noun == DEAD and "preposition" in rule


def _tells_deed(draft: Draft, chunk: Chunk) -> bool:
    """Whether a phrase tells what somebody does: a happening, or for words of speech the going on with one; a session
    *to discuss* the escalation.
    """
    if tells_event(chunk) or (draft.type == "consult" and chunk.prep == LAM and _is_deed(chunk)):
        return True
    if draft.type == "threaten" and chunk.prep == LAM and chunk.head.noun is not None and chunk.head.noun.id == DEAD:
        return True  # vowed revenge for the dead
    return draft.speech and not _is_somebody(chunk) and any(s.shape == "noun" for s in chunk.head.has.light)


def _to_do(chunk: Chunk, mention: Mention) -> bool:
    """Whether a phrase after ``li-`` is what somebody is given time for (gave him two days *to leave*)."""
    return chunk.prep == LAM and mention.kind in ("", "other") and not (mention.names or mention.noun)


def _own_aim(view: View, chunk: Chunk) -> bool:
    """Whether a phrase is what a weapon was aimed at, whatever that is (missed *its target*)."""
    return chunk.head.senses is not None and chunk.head.senses.loose in view.closed("own_aims")


def _undone(view: View, chunk: Chunk) -> bool:
    """Whether a phrase tells what is not to be done (asked *that his name not be told*)."""
    lack = view.closed("lack")
    first, last = view.units[chunk.first].first, view.units[chunk.last - 1].last
    return any(token.word.loose in lack for token in view.tokens[first + 1 : last])


def _is_somebody(chunk: Chunk) -> bool:
    """Whether the head of a phrase is somebody who acts."""
    return bool(chunk.head.noun is not None and chunk.head.noun.kind) or bool(chunk.head.names)


def _bare_name(mention: Mention) -> bool:
    """Whether a phrase is one word that no pack knows otherwise, as the name of a village in a list is."""
    known = mention.names or mention.noun or mention.kind or mention.pronoun or mention.nationalities
    return not known and mention.amount is None and not mention.weapons and " " not in mention.text
