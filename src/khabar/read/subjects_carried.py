"""Whose verb one without a subject of its own is: it takes over that of an earlier clause.

Invariant: what is taken over agrees with the verb, or describes what the clause right before it tells of.
"""

from __future__ import annotations

from typing import Final

from khabar.model.mentions import Mention
from khabar.read.agreement import is_crowd
from khabar.read.chunks import Chunk
from khabar.read.clauses import Clause
from khabar.read.mentions import is_agent, is_weapon
from khabar.read.phrases import tells_event
from khabar.read.subject_words import VOICED, acts, in_time_with, opposed, says, supposed
from khabar.read.subjects_before import SubjectsBefore
from khabar.read.units import ARMED, Unit, is_first
from khabar.read.verb_shapes import shape_of
from khabar.read.view import THAT, View
from khabar.text.letters import loose

BACK: Final = 8  # clauses back to whose subject is taken over
QUOTED: Final = 4  # chunks between whose words are passed on and the word for saying
MUTE: Final = frozenset({"civilians", "equipment", "vessel", "site"})


def _alike(told: Mention, first: Unit, verb: Unit) -> bool:
    """Whether people in a broken plural, after whom one verb stands in the feminine, go on in another."""
    if not told.plural or "person" not in told.classes:
        return False
    one, other = shape_of(first), shape_of(verb)
    return one.feminine and other.feminine and not (one.masculine or other.masculine) and one.single and other.single


def _fights(told: Mention) -> bool:
    """Whether a phrase names a body of fighters."""
    return bool(told.names) and told.names[0].kind == "actor" and told.names[0].sort in ARMED


class SubjectsCarried(SubjectsBefore):
    """Finds the subject that a verb takes over."""

    def of(self, view: View, clause: Clause) -> Chunk | None:
        """The subject of a clause's verb."""
        raise NotImplementedError

    def carried(self, view: View, clause: Clause) -> Chunk | None:
        """The subject that a verb takes over: of the nearest clause on its own level that agrees with it."""
        verb = clause.verb.head if clause.verb is not None else None
        hedged = supposed(view, clause)
        if hedged is not None:
            return hedged
        if clause.kind == "sub" and clause.parent >= 0 and view.clauses[clause.parent].kind == "report":
            quoted = self._quoted(view, clause)
            if quoted is not None:
                return quoted
        by_whom = self._by_whom(view, clause, verb) if verb is not None and clause.kind == "sub" else None
        if by_whom is not None:
            return by_whom
        fallback: Chunk | None = None
        doer: Chunk | None = None
        body: Chunk | None = None  # a group whose verb is in the plural, as of its men
        if verb is not None and clause.kind == "coord" and any(s.type in VOICED for s in verb.verb if s.speech):
            speaker = self._speaker(view, clause, verb)
            if speaker is not None:
                return speaker
        for earlier in reversed(view.clauses[max(0, clause.index - BACK) : clause.index]):
            if earlier.verb is None:
                were = self._were(view, clause, earlier) if earlier.kana and verb is not None else None
                if were is not None:
                    return were  # that the attackers were hiding, and set off
                continue
            subject = self.of(view, earlier)
            if earlier.kind == "rel":
                if subject is not None and verb is not None and self._set_the_scene(view, earlier, verb, subject):
                    return subject
                near = clause.index == earlier.index + 1 and not earlier.verb.head.pronoun
                if near and verb is not None and self._is_topic(view, earlier, verb):
                    return earlier.antecedent
                fallback = fallback or (earlier.antecedent if near else None)
                if doer is None and clause.kind == "coord" and clause.index == earlier.index + 1:
                    doer = self._in_relative(view, earlier, subject, verb)
                continue
            if subject is None or not (self._acts(view, subject) or view.mention(subject).definite):
                continue
            if verb is not None and earlier.kind == "sub" and opposed(view, clause, verb, earlier):
                continue
            if "abstract" in view.mention(subject).classes and not is_crowd(subject):
                continue
            if verb is None or self.agrees(view, verb, subject, before=True):
                return subject
            if subject.index < earlier.verb.index and _alike(view.mention(subject), earlier.verb.head, verb):
                return subject
            if body is None and shape_of(verb).only_plural and _fights(view.mention(subject)):
                body = subject
        if fallback is not None and acts(view.mention(fallback)):
            return fallback
        if body is not None and (doer is None or self._goes_on(view, clause)):
            return body
        return doer

    def _goes_on(self, view: View, clause: Clause) -> bool:
        """Whether a verb in the plural follows one in the plural past what describes its object (they *shelled* a house
        that soldiers use, and struck).
        """
        described = view.clauses[clause.index - 1]
        if described.antecedent is None:
            return False
        host = view.clauses[described.antecedent.clause]
        return host.verb is not None and shape_of(host.verb.head).only_plural

    def _in_relative(self, view: View, earlier: Clause, subject: Chunk | None, verb: Unit | None) -> Chunk | None:
        """Who did what a relative clause right before tells (attacks that the army *launched on it, and stormed*)."""
        if subject is None or verb is None or subject is earlier.antecedent or not verb.conj:
            return None
        return subject if self._acts(view, subject) and self.agrees(view, verb, subject, before=True) else None

    def _by_whom(self, view: View, clause: Clause, verb: Unit) -> Chunk | None:
        """By whom something was done, of whom a clause of time goes on (killed *by the militia* after it stormed)."""
        if clause.kind != "sub" or clause.parent < 0 or clause.link is None or clause.link.pronoun:
            return None
        if any(sense.id == THAT for sense in clause.link.has.grammar):
            return None
        hands = view.closed("agent_preps")
        for chunk in view.chunks[view.clauses[clause.parent].first : clause.first]:
            if chunk.kind == "np" and chunk.prep in hands and self._acts(view, chunk):
                return chunk if self.agrees(view, verb, chunk, before=True) else None
        return None

    def _set_the_scene(self, view: View, described: Clause, verb: Unit, subject: Chunk) -> bool:
        """Whether whoever did what a clause opens with goes on (after the attack that *the force* launched, it took
        the town): the clause opens with a preposition and has no verb but the one that describes what was done.
        """
        told = described.antecedent
        if told is None or not told.prep or subject is told or not tells_event(told):
            return False
        host = view.clauses[told.clause]
        if host.verb is not None or host.first != told.index:
            return False
        return self._acts(view, subject) and self.agrees(view, verb, subject, before=True)

    def _quoted(self, view: View, clause: Clause) -> Chunk | None:
        """Whose words somebody passes on (an agency quoted the *movement* as saying that it held three men)."""
        telling = view.clauses[clause.parent]
        if not telling.first or telling.last - telling.first > 1 or clause.verb is None:
            return None
        for chunk in reversed(view.chunks[max(0, telling.first - QUOTED) : telling.first]):
            if chunk.kind == "np" and chunk.prep in view.closed("passed_on_from"):
                able = self._acts(view, chunk) and self.agrees(view, clause.verb.head, chunk, before=True)
                return chunk if able else None
            if chunk.kind in ("verb", "sub"):
                return None
        return None

    def _were(self, view: View, clause: Clause, earlier: Clause) -> Chunk | None:
        """Those of whom a clause of `to be` right before tells in what state they were: many, as the verb tells too."""
        if clause.kind == "content" and view.chunks[clause.first].kind == "particle":
            return self._past_dashes(view, clause, earlier)
        resumes = clause.kind == "coord" or (
            clause.kind == "sub" and clause.link is not None and bool(clause.link.pronoun)
        )
        if not resumes or earlier.kind == "rel" or clause.verb is None or clause.index > earlier.index + 2:
            return None
        for chunk in view.chunks[earlier.first : earlier.last]:
            if chunk.kind == "np" and not chunk.prep:
                several = self.gender(view, chunk) == "p" and self._acts(view, chunk)
                return chunk if several and self.agrees(view, clause.verb.head, chunk, before=True) else None
        return None

    def _is_topic(self, view: View, described: Clause, verb: Unit) -> bool:
        """Whether what a relative clause describes opens a clause that has no verb yet, and agrees with one (that the
        ship that had called for help *came* under attack).
        """
        topic = described.antecedent
        if topic is None or topic.prep or topic.conj:
            return False
        host = view.clauses[topic.clause]
        opens = topic.index == host.first or view.chunks[topic.index - 1].kind == "sub"
        return host.verb is None and opens and not verb.conj and self.agrees(view, verb, topic, before=True)

    def _past_dashes(self, view: View, clause: Clause, earlier: Clause) -> Chunk | None:
        """Who stands after `was` before an aside between dashes (the group *was - tied to X - attacking*)."""
        if clause.verb is None or clause.index > earlier.index + 2 or earlier.index + 1 == clause.index:
            return None
        bare = [c for c in view.chunks[earlier.first : earlier.last] if c.kind == "np" and not c.prep]
        told = bare[0] if len(bare) == 1 else None
        if told is None or not self._acts(view, told) or view.chunks[earlier.last - 1].kind != "mark":
            return None
        return told if self.agrees(view, clause.verb.head, told, before=True) else None

    def _speaker(self, view: View, clause: Clause, verb: Unit) -> Chunk | None:
        """Who goes on to speak past the content of what he said (announced that the guns *fired*, and accused); nobody
        where whoever acts in it can speak himself.
        """
        inner: Clause | None = None
        for earlier in reversed(view.clauses[max(0, clause.index - BACK) : clause.index]):
            if earlier.verb is None or earlier.kind == "rel":
                continue
            head = earlier.verb.head
            if says(head) and not (inner is None and earlier.kind == "sub"):
                if inner is None or is_first(head):
                    return None
                subject = self.of(view, earlier)
                does = self.of(view, inner)
                if subject is None or does is None or not is_agent(view.mention(subject)):
                    return None
                told = view.mention(does)
                guns = is_weapon(told) or loose(does.head.token.form) in view.closed("air_defences")
                mute = guns or told.kind in MUTE or not self.agrees(view, verb, does, before=True)
                mute = mute or in_time_with(verb, head, inner)
                return subject if mute and self.agrees(view, verb, subject, before=True) else None
            if inner is None:
                if earlier.kind not in ("sub", "content"):
                    return None
                if earlier.link is not None and earlier.link.last - earlier.link.first > 1:
                    continue  # that it struck the ship | after its crew refused | and vowed
                inner = earlier
        return None
