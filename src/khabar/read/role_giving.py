"""Giving noun phrases the roles for which their trigger has a place, with those joined to them.

Invariant: of the wanted roles a phrase gets the first that suits it; a weapon goes to the weapons, and its owner acts.
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
from khabar.read.mentions import is_force, is_place, is_weapon, one_man
from khabar.read.phrases import group, is_belonging, second_side, tells_event, two_sides
from khabar.read.role_fitting import DEAD, SKIP, RoleFitter
from khabar.read.subject_words import lone_side
from khabar.read.subjects import Subjects
from khabar.read.view import View
from khabar.text.letters import LAM

OUTBREAKS: Final = frozenset({"assault.harb_outbreak", "assault.qital"})
LIGHT: Final = "light:"
PASSIVE: Final = "/passive: subject"
AIMED: Final = "light:light.istahdafa"
BROKE: Final = "/verb: object"  # a blast that destroyed a base
UNAIMED: Final = frozenset({"mobilize", "claim", "explosion"})  # nobody is told to whom they are done
GOODS: Final = "quantity.amount_of"
HOSTILE: Final = "actor.isr.hostile_bare"


class RoleGiver(RoleFitter):
    """Gives noun phrases the roles of one draft."""

    def __init__(self, lexicon: Lexicon, frames: Frames) -> None:
        super().__init__(lexicon)
        self.frames = frames
        self.armourer = Armourer(lexicon)
        self.subjects = Subjects(lexicon)

    def put(self, view: View, draft: Draft, chunk: Chunk, wanted: Roles, rule: str, score: float) -> str:
        """Give a phrase, and those joined to it, the first of the wanted roles that suits it; returns that role."""
        given = ""
        if _of_control(view, chunk):
            return ""
        if chunk.first <= draft.unit < chunk.last:
            return ""  # the happening is no participant of itself
        does = rule.startswith(LIGHT) and wanted[:1] == ("initiator",)
        if does and tells_event(chunk) and not any(u.has.weapon for u in view.units[chunk.first : chunk.last]):
            return ""  # the attack began with the blast of a car: nobody
        members = group(view, chunk) if chunk.kind == "np" else []
        between = chunk.prep != "" and chunk.prep in view.closed("between")
        if between and len(members) == 1 and view.mention(chunk).number != "d":
            members += second_side(view, chunk)
        sided = between and draft.type == "assault" and draft.sense not in OUTBREAKS and wanted[:1] == ("initiator",)
        if sided:
            first_side, other_side = two_sides(view, chunk)
            against = bool(other_side) and other_side[0].prep in view.closed("against")
            for member in other_side if against else ():
                self.put_mention(view, draft, view.mention(member), member, ("target",), rule + ": against it", score)
            fighting = first_side if against else [*first_side, *other_side] if other_side else members
            for member in fighting if len(fighting) > 1 else ():
                given = self.put_mention(view, draft, view.mention(member), member, wanted, rule, score) or given
            if given:
                return given
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
        if _amount_of(members[0]):
            return all(m.amount is None and not m.names for m in others)  # an amount of arms and ammunition
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
        return all(view.mention(m).whole and self.is_town(view.mention(m)) and not self._site(m) for m in members)

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
        role = self.role_of(draft, mention, wanted, rule)
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
            if not self.is_manned(mention) or _crewless(view, chunk):
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
            if named and draft.type == "intercept" and any(s.id == HOSTILE for s in unit.names):
                continue  # hostile missiles: nobody's
            if (unit.has.nationality and unit.tag == "adj") or (named and at > chunk.first):
                if not named and self._made_there(view, at + 1, chunk.last):
                    continue
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

    @staticmethod
    def _made_there(view: View, at: int, last: int) -> bool:
        """Whether a nationality only says where a weapon was built (a drone, Iranian *of make*)."""
        return at < last and view.units[at].token.word.loose in view.closed("qualities")


def _crewless(view: View, chunk: Chunk | None) -> bool:
    """Whether the phrase after a plane says that it had nobody aboard (two Ukrainian planes *without a pilot*)."""
    if chunk is None or chunk.index + 1 >= len(view.chunks):
        return False
    after = view.chunks[chunk.index + 1]
    if after.clause != chunk.clause or not after.head.has.weapon:
        return False
    first, without = after.head.first, view.closed("without")
    return any(view.tokens[n].word.loose in without for n in range(first, min(first + 2, after.head.last)))


def _part_of_it(chunk: Chunk, mention: Mention) -> bool:
    """Whether a joined word is a part of the place before it (Tel Aviv *and its surroundings*)."""
    return bool(chunk.head.pronoun) and chunk.last - chunk.first == 1 and is_place(mention)


def _of_control(view: View, chunk: Chunk) -> bool:
    """Whether a bare word is the control that is taken over something told next, not a checkpoint."""
    if chunk.prep or chunk.last - chunk.first > 1 or chunk.head.token.word.loose not in view.closed("control_of"):
        return False
    following = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
    return following is not None and following.kind == "np" and following.prep in view.closed("on")


def _amount_of(chunk: Chunk) -> bool:
    """Whether a phrase is of some amount of goods: what is joined to these is of it too."""
    return any(s.id == GOODS for u in chunk.units[chunk.first : chunk.first + 2] for s in u.has.quantity)


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


def _tells_deed(draft: Draft, chunk: Chunk) -> bool:
    """Whether a phrase tells what somebody does: a happening, or for words of speech the going on with one; a session
    *to discuss* the escalation.
    """
    if draft.type == "coerce" and chunk.partitive >= 0:
        return False  # seized seven *pieces* of arms
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
