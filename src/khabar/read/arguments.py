"""The arguments of a trigger that is a verb or a participle, from the frame of its sense: who, whom, with what, where.

Invariant: an argument comes from the trigger's own clause, from the phrase a relative clause describes, or from a light
verb that carries the trigger; anything farther is a candidate with a lower score and says so.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Candidate, Draft
from khabar.model.mentions import Mention
from khabar.model.spans import Span
from khabar.read.antecedents import OBJECT
from khabar.read.argument_nouns import SUFFERED, NounFiller
from khabar.read.argument_preps import NO_CHUNKS
from khabar.read.argument_words import begins_share, is_share, meanwhile
from khabar.read.chunks import Chunk, is_comma
from khabar.read.clauses import Clause
from khabar.read.evidence import active
from khabar.read.frames import Slots
from khabar.read.mentions import is_agent, is_weapon
from khabar.read.phrases import bare_after, men_of, tells_event
from khabar.read.subject_words import acts, resumed, says, tells_how
from khabar.read.unit_before import was_done
from khabar.read.units import Unit, is_accusative, is_first
from khabar.read.view import View
from khabar.text.clitics import BA
from khabar.text.letters import ALIF, HA, MAQSURA, MIM, NUN, TA, TA_MARBUTA, YA

BEGINNING: Final = "light:light.badaa"
HIT: Final = "frame.hit"
LAYING: Final = "frame.attribute"
LIGHT: Final = "light:"
STRIKING: Final = "frame.strike"
STOPPING: Final = "frame.intercept"
BLAMING: Final = "frame.accuse"
HURT: Final = frozenset({"killed", "wounded"})
ARREST: Final = "frame.arrest"
HOLDING: Final = frozenset({ARREST, "frame.kill"})
PEOPLE: Final = (HA + MIM, HA + NUN)


class Filler(NounFiller):
    """Fills the fields of one draft, whatever its trigger is."""

    def verb(
        self,
        view: View,
        draft: Draft,
        at: int,
        slots: Slots,
        passive: bool,
        rule: str,
        stop: frozenset[int],
        frame: str = "",
        passed: frozenset[int] = NO_CHUNKS,
    ) -> None:
        """Arguments of a verb at unit `at`; `stop` are chunks of other happenings, `passed` those that complete the
        verb.
        """
        chunk = view.chunk(at)
        unit = view.units[at]
        clause = view.clauses[chunk.clause]
        participle = unit.tag != "verb"
        bare = bare_after(view, chunk)
        claimant = _claimant(view, draft, bare)
        if len(bare) > 1:
            bare = [c for c in bare if c is bare[0] or not _told_of(view, c)]
        after = [c for c in bare if c.index not in stop and c.index not in passed]
        how = next((c.index for c in bare if _how(c) and c.index and is_comma(view.chunks[c.index - 1])), None)
        if how is not None and after and after[0].index < how:
            after = [c for c in after if c.index < how]  # condemned the attack, *calling on the Council*
        after = [c for c in after if not (_how(c) or _owned_by(view, c, stop) or (unit.pronoun and _left(c)))]
        if draft.speech and len(after) > 1 and _called_so(view, after[1]):
            after = [after[0], *after[2:]]
        if not (slots.object or slots.preps or passive) and unit.last - unit.first > 1:
            after = []  # a phrase that ends in a verbal noun: what follows belongs to that noun
        subject: Chunk | None = None
        object_: Chunk | None = None
        if not participle:
            found = self.subjects.split(
                view, chunk, after, takes_object=bool(slots.object) or passive, speech=draft.speech
            )
            subject, object_, _ = found
            if claimant is not None:
                subject, object_ = claimant, None
            fewer = len(after) == 1 and object_ is after[0] and not passive and len(bare) > 1
            lone = bool(after) and subject is after[0] and object_ is None and not passive
            if lone and "target" in slots.object and bare[0] is not subject and _does(bare[0], stop, draft):
                object_ = subject  # the raids hit posts: the happening itself is the subject
                subject = None
            if lone and subject is not None and frame == ARREST and not unit.pronoun and _held(view.mention(subject)):
                passive, slots, rule = True, self.frames.slots(frame, "passive"), f"{frame}/passive"
            if subject is None and fewer and self.subjects.of(view, clause) is object_:
                subject = object_  # beside what completes the verb it is the subject
                object_ = None
            if passive and draft.speech and frame and subject is not None and self._written_short(unit, view, subject):
                passive, slots = False, self.frames.slots(frame, "verb")
        struck = "target" in slots.object and frame in (STRIKING, HIT) and not passive
        if struck and subject is not None and object_ is not None and _happens(chunk, object_, subject):
            subject, object_ = object_, subject  # an attack struck a convoy: the deed is the subject
        if not passive and subject is not None and not after and object_ is None and not unit.pronoun:
            described = clause.kind == "rel" and clause.antecedent is subject
            held = described and frame in HOLDING and active(unit)
            aimed_at = described and frame == STRIKING and not is_weapon(view.mention(subject))
            passive = self._suffers(view.mention(subject), slots, unit) or held or aimed_at
            passive = passive or ("target" in slots.object and self._last_thing(view, clause, subject) is not None)
            if frame == BLAMING and clause.kind == "rel" and _charged(view, chunk):
                passive, rule = True, f"{frame}/passive"
            if frame == STOPPING and self._flew(view.mention(subject), unit):
                passive, rule = True, f"{frame}/passive"
            slots = self.frames.slots(frame, "passive") if passive and frame else slots
        if (
            frame in HOLDING
            and object_ is not None
            and subject is not None
            and self._manned_site(view, object_, subject)
        ):
            subject, object_ = object_, subject  # the checkpoint held three people
        if passive:
            subject = subject or (after[0] if after else None)
            if subject is None and not participle and clause.kind == "sub" and meanwhile(clause):
                subject = self._met(view, clause)
            object_ = None
        elif participle:
            object_ = after[0] if after else None
            if slots.object and unit is chunk.head and chunk.core > at + 1 and not view.units[at + 1].prep:
                self.put_mention(
                    view, draft, view.part(at + 1, chunk.core), chunk, slots.object, rule + ": object in construct", 1.0
                )
                object_ = None
        if subject is not None and not slots.subject and slots.object[:1] == ("place",) and passed:
            object_ = subject  # the strike itself is the subject: it swept the city
        aimed = rule.startswith(LIGHT) and subject is not None and subject.index > chunk.index
        aimed = aimed and (object_ is None or (subject is not None and object_.index > subject.index))
        if aimed and not (slots.subject or passive) and slots.object[:1] == ("target",) and passed:
            object_ = subject  # a strike was carried out, and struck over 100 posts
        if driven(slots) and subject is not None and object_ is not None and object_.index < subject.index:
            subject, object_ = object_, subject  # the loss of the town drove the rebels to
        if driven(slots):  # drove the army *to*: whoever is driven does it
            object_ = subject if passive else object_ or subject
            subject = None
        if subject is not None and passive and _only_harmed(subject):
            subject = None  # one man is *missing* and two were wounded
        if subject is not None and slots.subject:
            last = self._last_thing(view, clause, subject) if passive and "target" in slots.subject else None
            if clause.kind == "rel" and clause.antecedent is subject and not passive:
                last = men_of(view, chunk, subject)
            if last is not None:
                self.put_mention(
                    view, draft, last, None, slots.subject, rule + ": last of what its clause describes", 0.9
                )
            else:
                hurt = passive and frame == HIT and "person" in view.mention(subject).classes
                self.put(view, draft, subject, slots.subject, rule + ": subject", 0.5 if hurt else 1.0)
        elif participle:
            self._holder(view, draft, chunk, slots, rule)
        elif at and was_done(view.units[at - 1]):
            pass  # nobody is told
        elif passive and "target" in slots.subject and draft.type in SUFFERED and clause.kind != "rel":
            self._inherit(view, draft, clause, slots, rule)  # the village was burnt after *it* was attacked
        elif rule == BEGINNING and clause.kind == "sub" and passed:
            pass  # when the shelling began: it is the subject
        elif frame == HIT and not (unit.pronoun or rule.startswith(LIGHT)) and bare and tells_event(bare[0]):
            pass  # and [raids] hit their targets: the raids did
        elif not passive and slots.subject and not all(s.extra == "first" for s in unit.verb):
            self._inherit(view, draft, clause, slots, rule)
        if (
            object_ is not None
            and draft.speech
            and object_.index > chunk.index
            and self._threatened(view, chunk, object_)
        ):
            object_ = None  # what stands in the content of the speech is not its addressee
        if object_ is None and subject is not None and "target" in slots.object and not (passive or unit.pronoun):
            object_ = _past_relative(view, chunk, subject, stop)
        if object_ is not None and not slots.object and draft.type == "concede" and passed and is_first(unit):
            self.put(view, draft, object_, ("target",), rule + ": after its complement", 0.9)
        if object_ is not None and slots.object:
            self.put(view, draft, object_, slots.object, rule + ": object", 1.0)
        elif unit.pronoun and slots.object and (clause.kind != "rel" or resumed(view, chunk)):
            self.pronoun(view, draft, unit, slots.object, f"{rule}: {OBJECT}")
        elif object_ is None and not passive and "target" in slots.object and self._apart(view, draft, chunk, rule):
            pass
        elif object_ is None and not passive and "target" in slots.object:
            self._released(view, draft, passed, rule)
        self.preps(view, draft, chunk.index + 1, clause.last, slots, rule, stop, passed=passed)

    @staticmethod
    def _written_short(unit: Unit, view: View, subject: Chunk) -> bool:
        """Whether a verb of speech that looks like a passive is an active of the Egyptian manner, whose last letter has
        no dots: somebody who can speak is its subject.
        """
        return unit.token.form.endswith(MAQSURA) and not unit.token.word.damma and is_agent(view.mention(subject))

    @staticmethod
    def _threatened(view: View, chunk: Chunk, object_: Chunk) -> bool:
        """Whether a phrase with ``bi-``, what is spoken of, stands between a verb and what looks like its object."""
        return any(c.kind == "np" and c.prep == BA for c in view.chunks[chunk.index + 1 : object_.index])

    @staticmethod
    def _last_thing(view: View, clause: Clause, subject: Chunk) -> Mention | None:
        """What was struck where a clause describes the last word of a phrase that tells something else (the rubble of a
        *house that was bombed*).
        """
        if clause.kind != "rel" or clause.antecedent is not subject or subject.last - subject.first < 2:
            return None
        whole, last = view.mention(subject), view.part(subject.last - 1, subject.last)
        if whole.kind in ("site", "equipment", "vessel") or whole.weapons or last.kind != "site":
            return None
        return last

    def _apart(self, view: View, draft: Draft, chunk: Chunk, rule: str) -> bool:
        """Whether the object is a pronoun that stands apart (accusing *it*), which is given."""
        for following in view.chunks[chunk.index + 1 : chunk.index + 2]:
            form = following.head.token.form
            if following.kind == "pron" and form in view.closed("objects_apart"):
                span = Span(following.start, following.end)
                mention = Mention(
                    span=span, text=span.of(view.text), head="", pronoun=form[3:], sentence=view.index, definite=True
                )
                draft.target.append(Candidate(mention, f"{rule}: {OBJECT}", 0.5, span=span))
                return True
        return False

    def _met(self, view: View, clause: Clause) -> Chunk | None:
        """What was struck meanwhile (a bus was on its way *when it was hit*): the subject of the clause before."""
        subject = self.subjects.carried(view, clause) or self._travelling(view, clause)
        if subject is None or subject.prep or tells_event(subject):
            return None
        mention = view.mention(subject)
        return subject if mention.kind in ("site", "vessel", "equipment", "civilians") or is_agent(mention) else None

    def _travelling(self, view: View, clause: Clause) -> Chunk | None:
        outer = view.clauses[clause.parent] if clause.parent >= 0 else None
        if outer is None or not outer.kana or outer.index != clause.index - 1:
            return None
        return next((c for c in view.chunks[outer.first : outer.last] if c.kind == "np" and not c.prep), None)

    def _released(self, view: View, draft: Draft, passed: frozenset[int], rule: str) -> None:
        """Whoever stands in construct after the noun that completes the verb (`set loose [the bond of] two
        captives`).
        """
        for index in sorted(passed):
            chunk = view.chunks[index]
            if not chunk.prep and chunk.core > chunk.first + 1 and draft.type != "aid":
                mention = view.part(chunk.first + 1, chunk.core)
                self.put_mention(view, draft, mention, chunk, ("target",), rule + ": after its complement", 0.9)
                return

    @staticmethod
    def _suffers(mention: Mention, slots: Slots, unit: Unit) -> bool:
        """Whether an unvocalised past verb without object must be a passive: its subject can only be struck."""
        past = any(s.tense == "past" for s in unit.verb)
        struck = (
            mention.kind in ("site", "civilians")
            or bool(mention.place_words)
            or (mention.kind == "equipment" and not is_weapon(mention))
        )
        return past and "target" in slots.object and struck and not any(n.kind == "actor" for n in mention.names)

    @staticmethod
    def _manned_site(view: View, first: Chunk, second: Chunk) -> bool:
        """Whether of two phrases after a verb of holding the first is where men stand guard, the second people."""
        held = view.mention(second)
        return first.index < second.index and view.mention(first).kind == "site" and "person" in held.classes

    def _flew(self, mention: Mention, unit: Unit) -> bool:
        """Whether the subject of an unvocalised verb of stopping, without object, is what was stopped: a drone, a
        missile.
        """
        past = any(s.tense == "past" for s in unit.verb)
        return past and is_weapon(mention) and "air_defence" not in self.kinds(mention)

    def _holder(self, view: View, draft: Draft, chunk: Chunk, slots: Slots, rule: str) -> None:
        """Whose participle it is: the subject of the nearest verb before it; of one of saying for a verbal act."""
        before = view.chunks[chunk.index - 1] if chunk.index else None
        if rule.startswith(LAYING) and before is not None and before.kind == "np" and not before.prep:
            self.put(view, draft, before, ("target",), rule + ": whom it is laid to", 1.0)
            return  # said that the group *is behind* it
        nearest: Chunk | None = None
        for clause in reversed(view.clauses[: chunk.clause + 1]):
            verb = clause.verb
            if verb is None or verb.index > chunk.index:
                continue
            subject = self.subjects.of(view, clause)
            if subject is None or subject.index >= chunk.index:
                continue
            if self._of_another_gender(view, chunk, subject):
                continue
            nearest = nearest or subject
            if (
                not draft.speech
                or chunk.head.token.form.endswith(YA + NUN)
                or (says(verb.head) and acts(view.mention(subject)))
            ):
                self.put(view, draft, subject, slots.subject, rule + ": subject of the verb before", 0.8)
                return
        if nearest is not None:
            self.put(view, draft, nearest, slots.subject, rule + ": subject of the verb before", 0.8)

    def _of_another_gender(self, view: View, participle: Chunk, subject: Chunk) -> bool:
        """Whether a masculine participle in the accusative cannot be of a subject that is feminine or many."""
        form = participle.head.token.form
        if not is_accusative(form, "active") or form.endswith((YA + NUN, TA_MARBUTA)):
            return False
        return self.subjects.gender(view, subject) in ("f", "p")

    def _inherit(self, view: View, draft: Draft, clause: Clause, slots: Slots, rule: str) -> None:
        """The subject of the clause before, for a verb joined to it without one of its own."""
        subject = self.subjects.carried(view, clause)
        if subject is None or (draft.type == "assault" and (_was_hurt(view, subject) or _only_spoke(view, subject))):
            return
        if rule == BEGINNING and _begins(view.units[draft.unit]):
            return
        self.put(view, draft, subject, slots.subject, rule + ": subject of the verb before", 0.7)

    # -- nouns ----------------------------------------------------------------------------------------------------

    # -- prepositions ---------------------------------------------------------------------------------------------


def _does(chunk: Chunk, stop: frozenset[int], draft: Draft) -> bool:
    """Whether what stands before the object is itself a happening (the first *operation* targeted a ship)."""
    own = draft.type == "assault" and chunk.index in stop
    return tells_event(chunk) or (own and any(s.shape == "noun" for s in chunk.head.has.trigger))


def _charged(view: View, verb: Chunk) -> bool:
    """Whether what somebody is accused of follows the verb at once (the group, *which is accused of* the raid)."""
    following = view.chunks[verb.index + 1 : verb.index + 2]
    return bool(following) and following[0].kind == "np" and following[0].prep == BA


def _was_hurt(view: View, subject: Chunk) -> bool:
    """Whether counted people are the subject of a verb that tells of their death or wounds: they act no more."""
    verb = view.clauses[subject.clause].verb
    return subject.amount is not None and verb is not None and any(s.harm in HURT for s in verb.head.has.harm)


def _only_spoke(view: View, subject: Chunk) -> bool:
    """Whether somebody who is no force is the subject of a verb of saying: he does not do what he tells of."""
    verb = view.clauses[subject.clause].verb
    if verb is None or not says(verb.head):
        return False
    if any(c.parent == subject.clause and c.link is not None and c.link.pronoun for c in view.clauses):
        return False  # the brigade said that *it* had stopped them and destroyed tanks
    mention = view.mention(subject)
    return mention.kind not in ("military", "armed_group") and not any(n.kind == "actor" for n in mention.names)


def _held(mention: Mention) -> bool:
    """Whether the one phrase after a verb of holding is of people counted, or of no force: they are held."""
    one = mention.amount is not None and mention.amount.low == mention.amount.high == 1
    if one and "person" in mention.classes and mention.kind not in ("military", "government"):
        return True  # *one of the leaders* of the group was held
    if mention.names or mention.definite:
        return False
    return mention.amount is not None or mention.kind in ("civilians", "person")


def _happens(verb: Chunk, first: Chunk, second: Chunk) -> bool:
    """Whether of two phrases after a verb the first is a happening in the nominative, which struck the second."""
    after = verb.index < first.index < second.index and not verb.head.pronoun
    return after and tells_event(first) and not is_accusative(first.head.token.form)


def _how(chunk: Chunk) -> bool:
    """Whether a participle in the accusative tells how somebody did it (said it, *vowing*)."""
    return is_accusative(chunk.head.token.form, "active") and tells_how(chunk)


def _told_of(view: View, chunk: Chunk) -> bool:
    """Whether a phrase only says who those before it were (twenty were killed, *most of them* civilians), and is no
    object (shot *most of them* down).
    """
    return begins_share(view, chunk) and (chunk.last - chunk.first > 1 or chunk.head.token.form.endswith(PEOPLE))


def _claimant(view: View, draft: Draft, bare: list[Chunk]) -> Chunk | None:
    """Who claims some of the deeds told before (attacks, most of which *the group* claimed)."""
    if draft.type != "claim" or len(bare) < 2 or not is_share(view, bare[0]) or bare[0].last - bare[0].first > 1:
        return None
    return bare[1] if is_agent(view.mention(bare[1])) else None


def driven(slots: Slots) -> bool:
    """Whether a light verb makes its object the doer (drove the army *to*)."""
    return slots.object[:1] == ("initiator",) and not slots.subject


def _called_so(view: View, chunk: Chunk) -> bool:
    """Whether a person's name between two commas only says who the officer before it is."""
    if chunk.index + 1 >= len(view.chunks) or not is_comma(view.chunks[chunk.index - 1]):
        return False
    return is_comma(view.chunks[chunk.index + 1]) and any(n.kind == "person" for n in view.mention(chunk).names)


def _only_harmed(chunk: Chunk) -> bool:
    """Whether a phrase is one indefinite word of harm, which says how somebody is."""
    head = chunk.head
    return bool(head.has.harm) and chunk.last - chunk.first == 1 and not head.article and chunk.amount is None


def _left(chunk: Chunk) -> bool:
    """Whether an indefinite word in the accusative tells how the one was left whom a verb fells (shot him *dead*)."""
    return bool(chunk.head.has.harm) and chunk.amount is None and is_accusative(chunk.head.token.form)


def _owned_by(view: View, chunk: Chunk, stop: frozenset[int]) -> bool:
    """Whether a counted phrase stands in construct with a noun of another happening (for the release of | 90 men)."""
    if chunk.amount is None or chunk.index - 1 not in stop or chunk.conj:
        return False
    before = view.chunks[chunk.index - 1]
    last = view.units[before.last - 1]
    masdar = any(s.shape in ("noun", "phrase") for s in last.has.trigger)
    return masdar and bool(before.prep) and before.kind == "np" and not (last.article or last.pronoun)


def _past_relative(view: View, verb: Chunk, subject: Chunk, stop: frozenset[int]) -> Chunk | None:
    """The object of a verb whose subject is described by a verb with an object of its own (gunmen riding cars took
    four drivers).
    """
    at = subject.index + 1
    if subject.index < verb.index or at >= len(view.chunks):
        return None
    inner = view.chunks[at]
    if (
        inner.kind != "verb"
        or inner.conj
        or (inner.index in stop and not inner.head.pronoun)  # a missile *that a plane launched* hit two members
        or view.clauses[inner.clause].antecedent is not subject
    ):
        return None
    own = bare_after(view, inner)
    return own[1] if len(own) > 1 and own[1].index not in stop else None


def _begins(unit: Unit) -> bool:
    """Whether a happening is itself what began (they saw a lorry, then *an attack* began): an indefinite word without
    the ending that it has as an object.
    """
    form = unit.token.form
    plain = not (unit.article or unit.prep or unit.pronoun) and unit.last - unit.first == 1
    return plain and not form.endswith((ALIF, TA_MARBUTA, ALIF + TA, YA + NUN))
