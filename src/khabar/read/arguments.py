"""Who did it, to whom, with what, where: the arguments of a trigger from the frame of its sense.

Invariant: an argument comes from the trigger's own clause, from the phrase a relative clause describes, or from a light
verb that carries the trigger; anything farther is a candidate with a lower score and says so.
"""

from __future__ import annotations

from khabar.model.drafts import Candidate, Draft, Mention
from khabar.model.spans import Span
from khabar.read.chunks import Chunk
from khabar.read.clauses import Clause
from khabar.read.frames import Roles, Slots
from khabar.read.mentions import is_agent, is_place, is_weapon
from khabar.read.phrases import are_alike, bare_after, governor, group, time_of
from khabar.read.role_giving import RoleGiver
from khabar.read.units import Unit
from khabar.read.view import View
from khabar.text.clitics import BA
from khabar.text.letters import LAM, loose

NOUNS = ("/noun", "/phrase")
NO_CHUNKS: frozenset[int] = frozenset()


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
        before = None if participle else self._before(view, chunk)
        after = [c for c in bare_after(view, chunk) if c.index not in stop and c.index not in passed]
        subject: Chunk | None = None
        object_: Chunk | None = None
        if clause.kind == "rel" and clause.antecedent is not None:
            if unit.pronoun:
                object_ = clause.antecedent
            else:
                subject = clause.antecedent
        elif before is not None:
            subject = before
        if not passive and subject is not None and not after and object_ is None and not unit.pronoun:
            passive = self._suffers(view.mention(subject), slots, unit)
            slots = self.frames.slots(frame, "passive") if passive and frame else slots
        if passive:
            subject = subject or (after[0] if after else None)
        elif participle:
            object_ = after[0] if after else None
        elif subject is None:
            subject, object_ = self._after(view, unit, clause, after, object_, slots, draft.speech)
        elif after and object_ is None and not unit.pronoun:
            object_ = after[0]
        if subject is not None and slots.subject:
            self.put(view, draft, subject, slots.subject, rule + ": subject", 1.0)
        elif participle:
            self._holder(view, draft, chunk, slots, rule)
        elif not passive and slots.subject and not all(s.row.extra == "first" for s in unit.verb):
            self._inherit(view, draft, clause, slots, rule)
        if (
            object_ is not None
            and draft.speech
            and object_.index > chunk.index
            and self._threatened(view, chunk, object_)
        ):
            object_ = None  # what stands in the content of the speech is not its addressee
        if object_ is not None and slots.object:
            self.put(view, draft, object_, slots.object, rule + ": object", 1.0)
        elif unit.pronoun and slots.object and clause.kind != "rel":
            self._pronoun(view, draft, unit, slots.object, rule + ": object pronoun")
        elif object_ is None and not passive and "target" in slots.object:
            self._released(view, draft, passed, rule)
        self.preps(view, draft, chunk.index + 1, clause.last, slots, rule, stop, passed=passed)

    @staticmethod
    def _threatened(view: View, chunk: Chunk, object_: Chunk) -> bool:
        """Whether a phrase with ``bi-``, what is spoken of, stands between a verb and what looks like its object."""
        return any(c.kind == "np" and c.prep == BA for c in view.chunks[chunk.index + 1 : object_.index])

    def _released(self, view: View, draft: Draft, passed: frozenset[int], rule: str) -> None:
        """Whoever stands in construct after the noun that completes the verb (`set loose [the bond of] two
        captives`).
        """
        for index in sorted(passed):
            chunk = view.chunks[index]
            if not chunk.prep and chunk.core > chunk.first + 1:
                mention = view.part(chunk.first + 1, chunk.core)
                self.put_mention(view, draft, mention, chunk, ("target",), rule + ": after its complement", 0.9)
                return

    @staticmethod
    def _suffers(mention: Mention, slots: Slots, unit: Unit) -> bool:
        """Whether an unvocalised past verb without object must be a passive: its subject can only be struck."""
        past = any(s.row.tense == "past" for s in unit.verb)
        struck = (
            mention.kind in ("site", "civilians")
            or bool(mention.place_words)
            or (mention.kind == "equipment" and not is_weapon(mention))
        )
        return past and "target" in slots.object and struck and not any(n.kind == "actor" for n in mention.names)

    def _after(
        self,
        view: View,
        unit: Unit,
        clause: Clause,
        after: list[Chunk],
        object_: Chunk | None,
        slots: Slots,
        speech: bool,
    ) -> tuple[Chunk | None, Chunk | None]:
        """Subject and object among the bare phrases after a verb that has no subject before it."""
        if not after:
            return None, object_
        first = view.mention(after[0])
        joined = (unit.conj and self._inherits(view, clause)) or (clause.link is not None and bool(clause.link.pronoun))
        linked = clause.link is not None and bool(clause.link.pronoun)
        if linked or (unit.verb and all(s.row.extra == "first" or s.row.number == "p" for s in unit.verb)):
            return None, after[0]  # the subject is in the pronoun or in the verb itself
        if object_ is not None or unit.pronoun or not slots.object:
            return after[0], object_
        if len(after) >= 2:
            second = view.mention(after[1])
            if joined and self._acts(first) and not (self._acts(second) or is_place(second) or second.kind):
                return None, after[0]
            return (after[0], after[1]) if speech else self._order(view, after[0], after[1])
        if self._acts(first) and (not joined or is_weapon(first) or self._new_subject(view, unit, clause, first)):
            return after[0], None
        if speech and not joined and (first.definite or first.whole):
            return after[0], None
        return None, after[0]

    def _new_subject(self, view: View, unit: Unit, clause: Clause, mention: Mention) -> bool:
        """Whether the phrase after a joined verb is a subject of its own: the verb agrees with it, not with the one
        before.

        A verb before its subject is singular, so what follows a plural verb is never its subject.
        """
        if any(s.row.number != "s" for s in unit.verb):
            return False
        feminine = all(s.row.feminine for s in unit.verb)
        if feminine != self._feminine(mention):
            return False
        before = self._subject_before(view, clause)
        return before is None or self._feminine(view.mention(before)) != feminine

    def _feminine(self, mention: Mention) -> bool:
        """Whether a verb agrees with the phrase in the feminine: its head, or a state and its capital."""
        if mention.feminine or (
            mention.noun and mention.kind in ("military", "armed_group") and "person" not in mention.classes
        ):
            return True
        return mention.whole and any(
            n.kind == "place" or (n.kind == "actor" and self.lexicon.get(n.id).kind == "government")
            for n in mention.names[:1]
        )

    @staticmethod
    def _acts(mention: Mention) -> bool:
        return (
            is_agent(mention)
            or is_weapon(mention)
            or "aircraft" in mention.classes
            or bool(mention.nationalities and not mention.noun)
        )

    def _order(self, view: View, first: Chunk, second: Chunk) -> tuple[Chunk, Chunk]:
        """Which of two bare phrases acts: the first, unless only the second can."""
        a, b = view.mention(first), view.mention(second)
        if not self._acts(a) and self._acts(b) and not is_weapon(a):
            return second, first
        return first, second

    @staticmethod
    def _before(view: View, chunk: Chunk) -> Chunk | None:
        """The subject before its verb, in the same clause: the nearest phrase, back to the head of its list."""
        clause = view.clauses[chunk.clause]
        for at in range(chunk.index - 1, clause.first - 1, -1):
            other = view.chunks[at]
            if other.kind == "np" and not other.prep:
                head = view.chunks[at - 1] if other.conj and at > clause.first else None
                if head is not None and head.kind == "np" and not head.prep and are_alike(view, head, other):
                    return head
                return other
        return None

    @staticmethod
    def _inherits(view: View, clause: Clause) -> bool:
        return any(c.verb is not None for c in view.clauses[: clause.index])

    def _holder(self, view: View, draft: Draft, chunk: Chunk, slots: Slots, rule: str) -> None:
        """Whose participle it is: the subject of the nearest verb before it."""
        for clause in reversed(view.clauses[: chunk.clause + 1]):
            verb = clause.verb
            if verb is None or verb.index > chunk.index:
                continue
            subject = self._before(view, verb) or next(iter(bare_after(view, verb)), None)
            if subject is not None and subject.index < chunk.index:
                self.put(view, draft, subject, slots.subject, rule + ": subject of the verb before", 0.8)
                return

    def _inherit(self, view: View, draft: Draft, clause: Clause, slots: Slots, rule: str) -> None:
        """The subject of the clause before, for a verb joined to it without one of its own."""
        subject = self._subject_before(view, clause)
        if subject is not None:
            self.put(view, draft, subject, slots.subject, rule + ": subject of the verb before", 0.7)

    def _subject_before(self, view: View, clause: Clause) -> Chunk | None:
        """The subject that a joined verb takes over: of the nearest clause on its own level that agrees with the
        verb.
        """
        verb = clause.verb.head if clause.verb is not None else None
        fallback: Chunk | None = None
        for earlier in reversed(view.clauses[: clause.index]):
            if earlier.verb is None:
                continue
            subject = self._before(view, earlier.verb) or next(iter(bare_after(view, earlier.verb)), None)
            if earlier.kind == "rel":
                if (
                    earlier.antecedent is not None
                    and not earlier.verb.head.pronoun
                    and clause.index == earlier.index + 1
                ):
                    fallback = fallback or earlier.antecedent
                continue
            if subject is None or not (self._acts(view.mention(subject)) or view.mention(subject).definite):
                continue
            if verb is None or self._fits(verb, view.mention(subject)):
                return subject
            fallback = fallback or subject
        return fallback if fallback is not None and self._acts(view.mention(fallback)) else None

    def _fits(self, verb: Unit, mention: Mention) -> bool:
        """Whether a verb after its subject agrees with it."""
        if "abstract" in mention.classes or not verb.verb:
            return False
        if all(s.row.number == "p" for s in verb.verb):
            return not self._feminine(mention) or mention.kind in ("military", "armed_group")
        return all(s.row.feminine for s in verb.verb) == self._feminine(mention)

    @staticmethod
    def _pronoun(view: View, draft: Draft, unit: Unit, wanted: Roles, rule: str) -> None:
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
        while position < end and view.units[position].tag == "adj":
            self.adjective(view, draft, position, slots, rule)
            position += 1
        closing = loose(view.tokens[unit.last - 1].form) if unit.last - unit.first > 1 else ""
        if closing in slots.preps and position == end:
            following = self._next_bare(view, chunk)
            if following is not None:
                self.put(view, draft, following, slots.preps[closing], rule + ": after its preposition", 0.95)
        elif closing in slots.preps:
            mention = view.part(position, end)
            self.put_mention(view, draft, mention, chunk, slots.preps[closing], rule + ": after its preposition", 0.95)
        elif unit.pronoun:
            own = tuple(r for r in ("initiator",) if r in slots.genitive + slots.adjective) or slots.genitive
            self._pronoun(view, draft, unit, own, rule + ": joined pronoun")
            following = self._next_bare(view, chunk)
            if following is not None and following.index not in stop and "target" in slots.genitive:
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
        owned = position < end and not self._acts(view.part(position, max(chunk.core, position + 1)))
        self.preps(view, draft, chunk.index + 1, clause.last, slots, rule, stop, owned=owned, passed=passed)

    def adjective(self, view: View, draft: Draft, at: int, slots: Slots, rule: str) -> None:
        """An adjective after an event noun: a nationality acts, an adjective of weapons arms."""
        unit = view.units[at]
        if unit.of("nationality"):
            role = slots.adjective or ("initiator",)
            mention = view.part(at, at + 1)
            mention.adjective = True
            getattr(draft, role[0]).append(Candidate(mention, rule + ": adjective", 0.95, span=mention.span))
        self.armourer.adjective(view, draft, unit, rule)

    def _genitive(self, view: View, draft: Draft, chunk: Chunk, first: int, end: int, slots: Slots, rule: str) -> None:
        """The phrase in construct, and for a verbal noun with its actor in construct, the object after it."""
        mention = view.part(first, max(chunk.core, first + 1)) if chunk.core > first else view.part(first, end)
        struck = mention.kind == "vessel" and "target" in slots.genitive
        if is_weapon(mention) and "weapon" not in slots.genitive and not mention.nationalities and not struck:
            self.arm(view, draft, mention, None, rule + ": genitive")
            return
        wanted = slots.genitive
        following = self._next_bare(view, chunk) or self._patient(view, chunk)
        if "target" in wanted and self._acts(mention) and following is not None and not mention.amount:
            self.put_mention(view, draft, mention, chunk, ("initiator",), rule + ": actor in construct", 0.85)
            self.put(view, draft, following, ("target",), rule + ": object of the verbal noun", 0.85)
            return
        self.put_mention(view, draft, mention, chunk, wanted, rule + ": genitive", 0.9)
        for member in group(view, chunk)[1:]:
            self.put_mention(view, draft, view.mention(member), member, wanted, rule + ": genitive", 0.9)

    @staticmethod
    def _patient(view: View, chunk: Chunk) -> Chunk | None:
        """The object of a verbal noun that follows ``li-`` when its actor is in construct."""
        following = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
        return following if following is not None and following.kind == "np" and following.prep == LAM else None

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
        for index in range(first, min(last, len(view.chunks))):
            chunk = view.chunks[index]
            if index in view.asides or index in passed or chunk.clause != view.chunks[first - 1].clause:
                continue
            if index in stop or chunk.kind == "verb":
                if chunk.kind == "np" and chunk.prep:
                    continue
                break
            if chunk.kind == "time":
                owner = governor(view, chunk)
                if owner is None or owner.first <= draft.unit < owner.last:
                    draft.times.append(time_of(view, chunk, rule, 1.0))
                continue
            if chunk.kind == "prep" and chunk.head.pronoun == "" and slots.preps.get(chunk.prep):
                continue
            if chunk.kind != "np" or not chunk.prep:
                continue
            wanted = slots.preps.get(chunk.prep)
            if wanted is None and " " in chunk.prep:
                wanted = slots.preps.get(chunk.prep.split(" ", 1)[0])  # on the outskirts of: on
            if chunk.prep == LAM and "/noun" in rule and (owned or index > first):
                continue
            if chunk.prep == LAM and wanted and rule.endswith(NOUNS) and self._doer_of(view, index, wanted, slots):
                wanted = ("initiator",)
            if wanted is None:
                wanted = ("place",) if is_place(view.mention(chunk)) and chunk.prep in self.locative else ()
            if wanted:
                given = self.put(
                    view, draft, chunk, wanted, f"{rule}: after a preposition", 0.9 - 0.02 * (index - first)
                )
                mention = view.mention(chunk)
                if given == "place" and draft.type == "assault" and self._struck(mention):
                    draft.target.append(Candidate(mention, f"{rule}: the site where it fell", 0.35, span=mention.span))

    def _doer_of(self, view: View, index: int, wanted: Roles, slots: Slots) -> bool:
        """Whether ``li-`` after a noun of force names its doer: it can act, and the next phrase says on what."""
        if "target" not in wanted or index + 1 >= len(view.chunks) or not is_agent(view.mention(view.chunks[index])):
            return False
        following = view.chunks[index + 1]
        on = following.kind == "np" and following.prep in view.closed("on")
        return on and "target" in slots.preps.get(following.prep, ())

    locative: frozenset[str] = frozenset()
