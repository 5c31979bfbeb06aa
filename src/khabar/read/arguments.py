"""Who did it, to whom, with what, where: the arguments of a trigger from the frame of its sense.

Invariant: an argument comes from the trigger's own clause, from the phrase a relative clause describes, or from a light
verb that carries the trigger; anything farther is a candidate with a lower score and says so.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Candidate, Draft
from khabar.model.mentions import Mention
from khabar.model.spans import Span
from khabar.read import armed_words
from khabar.read.antecedents import GATE, OBJECT, SPEAKING
from khabar.read.argument_words import is_against, meanwhile, qualifies
from khabar.read.chunk_words import is_definite, is_fighter, is_ridden
from khabar.read.chunks import Chunk
from khabar.read.clauses import Clause
from khabar.read.evidence import active
from khabar.read.frames import Roles, Slots
from khabar.read.mentions import is_agent, is_place, is_weapon
from khabar.read.phrases import bare_after, governor, is_belonging, is_of_another, owned_list, tells_event, time_of
from khabar.read.role_giving import LIGHT, RoleGiver
from khabar.read.subjects import acts, resumed, says, tells_how
from khabar.read.unit_before import was_done
from khabar.read.units import Unit, is_accusative, is_first, is_ordinal
from khabar.read.view import View
from khabar.text.clitics import AL, BA
from khabar.text.letters import LAM, MAQSURA, MIM, NUN, TA_MARBUTA, YA

NOUNS: Final = ("/noun", "/phrase")
RESTRICTION: Final = ("frame.impose",)
GOING_OFF: Final = ("frame.detonate", "frame.suicide", "frame.device")
CLASHING: Final = "frame.clash"  # what stands where they fought was not aimed at
HIT: Final = "frame.hit"
STOPPING: Final = "frame.intercept"
AMBUSH: Final = "assault.kamin"
HOLDING: Final = frozenset({"frame.arrest", "frame.kill"})
LAID: Final = "frame.lay_to"
HELD: Final = frozenset({"noun.hostage", "noun.prisoner", "noun.detainee"})  # taken hostage: how, not whom
AIMING: Final = "assault.istahdafa"
DESTROYING: Final = "assault.dammara"
SUFFERED: Final = frozenset({"assault", "coerce", "intercept"})
NO_CHUNKS: Final[frozenset[int]] = frozenset()


class Filler(RoleGiver):
    """Fills the fields of one draft."""

    # -- verbs ----------------------------------------------------------------------------------------------------

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
        after = [c for c in bare if c.index not in stop and c.index not in passed]
        after = [c for c in after if not (_how(c) or _owned_by(view, c, stop))]
        if not (slots.object or slots.preps or passive) and unit.last - unit.first > 1:
            after = []  # a phrase that ends in a verbal noun: what follows belongs to that noun
        subject: Chunk | None = None
        object_: Chunk | None = None
        if not participle:
            found = self.subjects.split(
                view, chunk, after, takes_object=bool(slots.object) or passive, speech=draft.speech
            )
            subject, object_, _ = found
            fewer = len(after) == 1 and object_ is after[0] and not passive and len(bare) > 1
            lone = bool(after) and subject is after[0] and object_ is None and not passive
            if lone and "target" in slots.object and bare[0] is not subject and _does(bare[0], stop, draft):
                object_ = subject  # the raids hit posts: the happening itself is the subject
                subject = None
            if subject is None and fewer and self.subjects.of(view, clause) is object_:
                subject = object_  # beside what completes the verb it is the subject
                object_ = None
            if passive and draft.speech and frame and subject is not None and self._written_short(unit, view, subject):
                passive, slots = False, self.frames.slots(frame, "verb")
        if not passive and subject is not None and not after and object_ is None and not unit.pronoun:
            held = frame in HOLDING and clause.kind == "rel" and clause.antecedent is subject
            passive = self._suffers(view.mention(subject), slots, unit) or (held and active(unit))
            passive = passive or ("target" in slots.object and self._last_thing(view, clause, subject) is not None)
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
        if driven(slots):  # drove the army *to*: whoever is driven does it
            object_ = subject if passive else object_ or subject
            subject = None
        if subject is not None and slots.subject:
            last = self._last_thing(view, clause, subject) if passive and "target" in slots.subject else None
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
        return past and is_weapon(mention) and "air_defence" not in self._kinds(mention)

    def _holder(self, view: View, draft: Draft, chunk: Chunk, slots: Slots, rule: str) -> None:
        """Whose participle it is: the subject of the nearest verb before it; of one of saying for a verbal act."""
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
        if subject is not None:
            self.put(view, draft, subject, slots.subject, rule + ": subject of the verb before", 0.7)

    @staticmethod
    def pronoun(view: View, draft: Draft, unit: Unit, wanted: Roles, rule: str) -> None:
        """A participant that is only a joined pronoun; grounding looks for whom it means."""
        role = next((r for r in wanted if r in ("initiator", "target")), "")
        if role:
            span = Span(unit.end - len(unit.pronoun), unit.end)
            mention = Mention(
                span=span,
                text=span.of(view.text),
                head="",
                pronoun=unit.pronoun,
                sentence=view.index,
                definite=True,
            )
            getattr(draft, role).append(Candidate(mention, rule, 0.5, span=span))

    # -- nouns ----------------------------------------------------------------------------------------------------

    def noun(
        self,
        view: View,
        draft: Draft,
        at: int,
        slots: Slots,
        rule: str,
        stop: frozenset[int],
        passed: frozenset[int] = NO_CHUNKS,
    ) -> None:
        """Arguments of an event noun or verbal noun at unit `at`."""
        chunk = view.chunk(at)
        unit = view.units[at]
        position = at + 1
        end = chunk.last
        while position < end and (
            view.units[position].tag == "adj" or _numbers(view.units[position]) or qualifies(view, position)
        ):
            if view.units[position].tag == "adj":
                self.adjective(view, draft, position, slots, rule)
            position += 1
        closing = view.tokens[unit.last - 1].word.loose if unit.last - unit.first > 1 else ""
        if closing in slots.preps and position == end:
            following = self._next_bare(view, chunk)
            if following is not None:
                self.put(view, draft, following, slots.preps[closing], rule + ": after its preposition", 0.95)
        elif closing in slots.preps:
            mention = view.part(position, end)
            self.put_mention(view, draft, mention, chunk, slots.preps[closing], rule + ": after its preposition", 0.95)
        elif unit.pronoun:
            self._owner_of(view, draft, chunk, rule)
            self._announcer_of(view, draft, chunk, rule)
            following = self._next_bare(view, chunk)
            if following is not None and following.index in stop:
                following = None
            whom = unit.pronoun not in SPEAKING and draft.type in SUFFERED
            if following is None and whom and self._suffered(view, chunk, slots):
                if "target" in slots.genitive:
                    self.pronoun(view, draft, unit, ("target",), f"{rule}: {OBJECT}")
            else:
                own = tuple(r for r in ("initiator",) if r in slots.genitive + slots.adjective) or slots.genitive
                self.pronoun(view, draft, unit, own, rule + ": joined pronoun")
            if following is not None and "target" in slots.genitive:
                self.put(view, draft, following, ("target",), rule + ": object of the verbal noun", 0.9)
        elif position < end and slots.genitive:
            self._genitive(view, draft, chunk, position, end, slots, rule)
        elif slots.genitive and chunk.last == at + 1 and not unit.article:
            following = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
            if (
                following is not None
                and following.kind == "np"
                and not following.prep
                and not following.conj
                and following.index not in stop
                and (following.amount is not None or view.units[following.first].tag == "quant")
            ):
                self.put(view, draft, following, slots.genitive, rule + ": genitive", 0.9)
        clause = view.clauses[chunk.clause]
        of = view.part(position, max(chunk.core, position + 1)) if position < end and not unit.pronoun else None
        owned = of is not None and (not acts(of) or of.head in self.lexicon.closed("gatherings"))
        self.preps(view, draft, chunk.index + 1, clause.last, slots, rule, stop, owned=owned, passed=passed)

    @staticmethod
    def _suffered(view: View, chunk: Chunk, slots: Slots) -> bool:
        """Whether a pronoun joined to the verbal noun of a deed is whom it was done to (after *its* shelling): the noun
        takes what suffers in construct, and nothing after it tells what else did.
        """
        if "target" not in slots.genitive and "weapon" not in slots.genitive[:1]:
            return False
        sure = slots.genitive[0] != "initiator"
        for following in view.chunks[chunk.index + 1 : view.clauses[chunk.clause].last]:
            if following.clause != chunk.clause or following.kind in ("verb", "mark", "sub"):
                break
            if following.kind not in ("np", "prep") or not following.prep:
                continue
            if following.prep == LAM and following.index == chunk.index + 1:
                return False  # its shelling *of the town*
            if not sure and "target" in slots.preps.get(following.prep, ())[:1]:
                return False
        return True

    def _owner_of(self, view: View, draft: Draft, chunk: Chunk, rule: str) -> None:
        """Whose verbal act a joined pronoun means: the subject of the verb that it completes (voiced its rejection)."""
        clause = view.clauses[chunk.clause]
        if not draft.speech or clause.verb is None or clause.verb.index > chunk.index:
            return
        subject = self.subjects.of(view, clause)
        if subject is not None and subject.index < chunk.index and acts(view.mention(subject)):
            mention = view.mention(subject)
            draft.initiator.append(Candidate(mention, rule + ": whose act it is", 0.8, span=mention.span))

    @staticmethod
    def _announcer_of(view: View, draft: Draft, chunk: Chunk, rule: str) -> None:
        """Whose deed a joined pronoun means after a noun of announcing (the *army's* announcement of *its* taking)."""
        before = view.chunks[chunk.index - 1] if chunk.index else None
        if before is None or before.kind != "np" or chunk.prep or chunk.conj or before.core <= before.first + 1:
            return
        if not any(s.shape in ("noun", "masdar") for s in before.head.has.report) or before.head.article:
            return
        mention = view.part(before.first + 1, before.core)
        if acts(mention):
            draft.initiator.append(Candidate(mention, rule + ": who announced it", 0.8, span=mention.span))

    def adjective(self, view: View, draft: Draft, at: int, slots: Slots, rule: str) -> None:
        """An adjective after an event noun: a nationality acts, an adjective of weapons arms."""
        unit = view.units[at]
        if unit.has.nationality or any(name.kind == "actor" for name in unit.names):
            role = slots.adjective or ("initiator",)
            mention = view.part(at, at + 1)
            mention.adjective = True
            getattr(draft, role[0]).append(Candidate(mention, rule + ": adjective", 0.95, span=mention.span))
        armed_words.adjective(view, draft, unit, rule)

    def _genitive(self, view: View, draft: Draft, chunk: Chunk, first: int, end: int, slots: Slots, rule: str) -> None:
        """The phrase in construct, and for a verbal noun with its actor in construct, the object after it."""
        mention = view.part(first, max(chunk.core, first + 1)) if chunk.core > first else view.part(first, end)
        aimed = mention.kind == "vessel" or (draft.sense == AIMING and "vehicle" in mention.classes)
        struck = (aimed or draft.sense == DESTROYING) and "target" in slots.genitive
        if is_weapon(mention) and "weapon" not in slots.genitive and not mention.nationalities and not struck:
            self.arm(view, draft, mention, None, rule + ": genitive")
            return
        wanted = slots.genitive
        following = self._next_bare(view, chunk) or self._patient(view, chunk)
        broken = draft.sense == DESTROYING and bool(mention.weapons)
        taken = following is not None and following.head.noun is not None and following.head.noun.id in HELD
        gathered = mention.head in self.lexicon.closed("gatherings")
        bombing = "weapon" in wanted and "aircraft" in mention.classes and following is not None
        if bombing and following is not None and is_weapon(view.mention(following)):
            self.put_mention(view, draft, mention, chunk, ("initiator",), rule + ": actor in construct", 0.85)
            self.put(view, draft, following, ("weapon",), rule + ": object of the verbal noun", 0.85)
            return  # the dropping by helicopters of barrels
        if (
            "target" in wanted
            and acts(mention)
            and following is not None
            and not (mention.amount or broken or gathered or (taken and draft.type == "coerce"))
        ):
            self.put_mention(view, draft, mention, chunk, ("initiator",), rule + ": actor in construct", 0.85)
            self.put(view, draft, following, ("target",), rule + ": object of the verbal noun", 0.85)
            return
        self.put_mention(view, draft, mention, chunk, wanted, rule + ": genitive", 0.9)
        for member in owned_list(view, chunk):
            self.put_mention(view, draft, view.mention(member), member, wanted, rule + ": genitive", 0.9)

    @staticmethod
    def _patient(view: View, chunk: Chunk) -> Chunk | None:
        """The object of a verbal noun that follows ``li-`` when its actor is in construct."""
        for following in view.chunks[chunk.index + 1 : chunk.index + 3]:
            if following.kind == "np" and following.prep == LAM:
                return following
            if following.kind != "time" and not (following.prep == BA and following.head.has.weapon):
                return None  # shelling by the army at night, with mortars, of the town
        return None

    @staticmethod
    def _next_bare(view: View, chunk: Chunk) -> Chunk | None:
        at = chunk.index + 1
        if at < len(view.chunks):
            following = view.chunks[at]
            if following.kind == "np" and not following.prep and not following.conj:
                return following
        return None

    # -- prepositions ---------------------------------------------------------------------------------------------

    def preps(
        self,
        view: View,
        draft: Draft,
        first: int,
        last: int,
        slots: Slots,
        rule: str,
        stop: frozenset[int],
        *,
        owned: bool = False,
        passed: frozenset[int] = NO_CHUNKS,
    ) -> None:
        """Prepositional phrases and times from chunk `first` up to `last` or the next happening.

        ``li-`` gives a role only right after its noun; elsewhere, or where the noun has its construct (`owned`), it
        belongs to the phrase before it.
        """
        aboard, asides, clause = view.closed("aboard"), view.asides, view.chunks[first - 1].clause
        if asides and view.chunk_of[draft.unit] in asides:
            asides = NO_CHUNKS
        for index in range(first, min(last, len(view.chunks))):
            chunk = view.chunks[index]
            if chunk.clause != clause or (asides and index in asides) or (passed and index in passed):
                continue
            if index in stop or chunk.kind == "verb":
                past = rule.startswith(LAID) and chunk.kind == "np"  # laid the attack to the group
                answer = chunk.prep == BA and rule.endswith(NOUNS)  # replied to the shelling by raids [on the town]
                if not answer and ((chunk.kind == "np" and chunk.prep) or (index == first and _lasts(chunk)) or past):
                    continue
                break
            if chunk.kind == "time":
                owner = governor(view, chunk)
                if owner is None or owner.first <= draft.unit < owner.last:
                    draft.times.append(time_of(view, chunk, rule, 1.0))
                continue
            if chunk.kind == "prep" and chunk.head.pronoun == "" and slots.preps.get(chunk.prep):
                continue
            if chunk.kind != "np" or not chunk.prep or _rides(view, chunk):
                continue
            if draft.type == "assault" and chunk.prep in view.closed("passing_preps"):
                self.put(view, draft, chunk, ("target",), f"{rule}: whom it went off beside", 0.9)
                continue
            wanted = slots.preps.get(chunk.prep)
            if rule.startswith(GOING_OFF) and self._amid(view, chunk):
                wanted = ("target",)
            if wanted is None and " " in chunk.prep and chunk.prep not in view.closed("out_of"):
                wanted = slots.preps.get(chunk.prep.split(" ", 1)[0])  # on the outskirts of: on
            if chunk.prep == LAM and "/noun" in rule and (owned or index > first):
                continue
            led = view.chunks[index - 1]
            if chunk.prep == LAM and led.kind == "prep" and not led.head.pronoun and index > first:
                continue  # a march [in support] of the army
            if (
                chunk.prep == LAM
                and rule.startswith(LIGHT)
                and draft.type == "assault"
                and is_of_another(view, draft.unit, index)
            ):
                continue  # an attack on a patrol [of the army] took place
            if (
                draft.speech
                and index > first
                and chunk.prep in view.closed("from")
                and view.chunks[index - 1].prep == BA
            ):
                continue  # demanding the removal of the camps [from the town]
            if index > first and chunk.prep in view.closed("from") and _shares_out(view, view.chunks[index - 1]):
                continue  # most of them [of the children]
            if chunk.prep == BA and index > first and _busied(view.chunks[index - 1]):
                continue  # while they carried out [a patrol]: what they were about
            if (
                index == first
                and chunk.prep in view.closed("from")
                and "/noun" in rule
                and _some_of(view, draft, index)
            ):
                continue  # the seizure by gunmen [of the group]
            if chunk.prep in aboard:
                continue  # gunmen on motorcycles: what they rode
            if chunk.prep == LAM and is_belonging(view.chunks[index - 1]):
                continue  # a vehicle that belongs to the company
            if chunk.prep == LAM and is_against(view, view.chunks[index - 1]):
                continue  # a missile against ships: what it is made for
            ascribed = index > first and "/noun" in rule and chunk.prep in view.closed("agent_preps")
            if ascribed and _done_by(view.chunks[index - 1]):
                continue  # an attack on the base used [by the army]
            if chunk.prep == LAM and index > first and _of_deed(view.chunks[index - 1], draft):
                continue  # threatened revenge for the dead: theirs, not the threat's
            if chunk.prep == LAM and wanted and rule.endswith(NOUNS) and self._doer_of(view, index, wanted, slots):
                wanted = ("initiator",)
            if chunk.prep == LAM and wanted and "target" in wanted and view.units[draft.unit].pronoun:
                wanted = ("target",)  # his visit to: the pronoun is who visits
            if wanted is None:
                wanted = ("place",) if is_place(view.mention(chunk)) and chunk.prep in self.locative else ()
            if index > first and index - 1 in stop and wanted and self._of_request(view, view.chunks[index - 1], chunk):
                wanted = tuple(role for role in wanted if role == "place")
            if self._gate(view, draft, chunk, rule):
                wanted = wanted or ("place",)
            if wanted:
                given = self.put(
                    view, draft, chunk, wanted, f"{rule}: after a preposition", 0.9 - 0.02 * (index - first)
                )
                mention = view.mention(chunk)
                near = chunk.prep in view.closed("near")
                on = chunk.prep in view.closed("on")
                on_way = on and draft.sense == AMBUSH
                fought = view.lexicon.get(draft.sense).frame == CLASHING
                aimed = draft.type == "assault" and not (near or on_way or fought)
                if given == "place" and aimed and self._struck(mention):
                    draft.target.append(Candidate(mention, f"{rule}: the site where it fell", 0.35, span=mention.span))
                elif given == "place" and draft.type == "coerce" and rule.startswith(RESTRICTION) and not on:
                    draft.target.append(Candidate(mention, f"{rule}: the area under it", 0.35, span=mention.span))

    def _gate(self, view: View, draft: Draft, chunk: Chunk, rule: str) -> bool:
        """Whether a charge went off at the gate of a building, which it was aimed at."""
        if not rule.startswith(GOING_OFF) or chunk.head.token.form not in view.closed("gates"):
            return False
        first = next((u for u in range(chunk.first, chunk.last) if view.units[u] is chunk.head), chunk.first) + 1
        if chunk.head.pronoun:
            self.pronoun(view, draft, chunk.head, ("target",), f"{rule}: {GATE}")
            return True
        inner = view.part(first, chunk.last) if first < chunk.last else None
        if inner is None or inner.kind != "site":
            return False
        mention = view.mention(chunk)
        draft.target.append(Candidate(mention, f"{rule}: the gate where it went off", 0.35, span=mention.span))
        return True

    @staticmethod
    def _amid(view: View, chunk: Chunk) -> bool:
        """Whether it tells amid whom somebody blew himself up: people, no town."""
        if chunk.prep not in view.closed("amid"):
            return False
        mention = view.mention(chunk)
        people = "person" in mention.classes or mention.head in view.closed("gatherings")
        return people and not is_place(mention)

    @staticmethod
    def _of_request(view: View, deed: Chunk, chunk: Chunk) -> bool:
        """Whether a phrase with ``min`` tells who does the deed named right before it (at a request of theirs)."""
        return deed.kind == "np" and bool(deed.prep) and chunk.prep in view.closed("from")

    def _doer_of(self, view: View, index: int, wanted: Roles, slots: Slots) -> bool:
        """Whether ``li-`` after a noun of force names its doer: it can act, and the next phrase says on what."""
        if "target" not in wanted or index + 1 >= len(view.chunks) or not is_agent(view.mention(view.chunks[index])):
            return False
        following = view.chunks[index + 1]
        on = following.kind == "np" and following.prep in view.closed("on")
        return on and "target" in slots.preps.get(following.prep, ())

    locative: frozenset[str] = frozenset()


def _does(chunk: Chunk, stop: frozenset[int], draft: Draft) -> bool:
    """Whether what stands before the object is itself a happening (the first *operation* targeted a ship)."""
    own = draft.type == "assault" and chunk.index in stop
    return tells_event(chunk) or (own and any(s.shape == "noun" for s in chunk.head.has.trigger))


def _how(chunk: Chunk) -> bool:
    """Whether a participle in the accusative tells how somebody did it (said it, *vowing*)."""
    return is_accusative(chunk.head.token.form, "active") and tells_how(chunk)


def _busied(chunk: Chunk) -> bool:
    """Whether a phrase says that somebody was about something (their *carrying out* of a patrol)."""
    return bool(chunk.head.pronoun) and any(s.class_ == "carry" for s in chunk.head.has.light)


def _shares_out(view: View, chunk: Chunk) -> bool:
    """Whether a phrase tells a share of those told before (*most of them* women)."""
    return chunk.kind == "np" and chunk.head.token.word.loose in view.closed("share_of")


def driven(slots: Slots) -> bool:
    """Whether a light verb makes its object the doer (drove the army *to*)."""
    return slots.object[:1] == ("initiator",) and not slots.subject


def _numbers(unit: Unit) -> bool:
    """Whether it numbers the happening before it (his *first* visit to), no phrase in construct with it."""
    return unit.tag == "num" and is_ordinal(unit)


def _owned_by(view: View, chunk: Chunk, stop: frozenset[int]) -> bool:
    """Whether a counted phrase stands in construct with a noun of another happening (for the release of | 90 men)."""
    if chunk.amount is None or chunk.index - 1 not in stop or chunk.conj:
        return False
    before = view.chunks[chunk.index - 1]
    last = view.units[before.last - 1]
    masdar = any(s.shape in ("noun", "phrase") for s in last.has.trigger)
    return masdar and bool(before.prep) and before.kind == "np" and not (last.article or last.pronoun)


def _lasts(chunk: Chunk) -> bool:
    """Whether a verb right after a noun of a happening only says how long it went on (an attack that lasted hours)."""
    return chunk.kind == "verb" and any(s.class_ == "phase" for s in chunk.head.has.light)


def _done_by(chunk: Chunk) -> bool:
    """Whether a phrase ends in a definite participle of its own (the base, *used*), whose doer may follow."""
    last = chunk.units[chunk.last - 1]
    if chunk.kind != "np" or last is chunk.head or last.names:
        return False
    return last.article and last.token.form.startswith(AL + MIM)


def _of_deed(chunk: Chunk, draft: Draft) -> bool:
    """Whether a phrase is headed by a verbal noun of another happening, whose own ``li-`` follows it."""
    inside = chunk.first <= draft.unit < chunk.last
    return not inside and chunk.kind == "np" and any(s.shape == "noun" for s in chunk.head.has.trigger)


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


def _rides(view: View, chunk: Chunk) -> bool:
    """Whether it says in what men came (gunmen *on motorcycles*): nothing that they struck."""
    if not chunk.index or not is_ridden(chunk.head) or chunk.prep not in view.closed("riding_preps"):
        return False
    if is_definite(chunk.head):
        return False
    before = view.chunks[chunk.index - 1]
    return before.kind == "np" and not before.prep and is_fighter(before.head)


def _some_of(view: View, draft: Draft, at: int) -> bool:
    """Whether the phrase before ends in men without the article, of whom the next one says whose they are."""
    before = view.chunks[at - 1]
    last = view.units[before.last - 1]
    if last.tag != "noun" or last.article or last.pronoun or before.last - 1 == draft.unit or before.first > draft.unit:
        return False
    return last.noun is not None and last.noun.kind in ("armed_group", "military", "civilians")
