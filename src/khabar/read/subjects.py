"""Which phrase is the subject of a verb: agreement in gender and number decides between what could be.

Invariant: the subject of a clause is found once; a verb without one of its own takes over that of an earlier clause
with which it agrees.
"""

from __future__ import annotations

from typing import Final

from khabar.read.addressed import addressed, may_ask
from khabar.read.agreement import is_crowd
from khabar.read.chunks import Chunk, is_comma
from khabar.read.clauses import Clause
from khabar.read.mentions import is_agent, is_force, is_place, is_weapon
from khabar.read.phrases import bare_after, opens_time, spoken_order, tells_event
from khabar.read.subject_words import (
    VOICED,
    acts,
    asks_in_it,
    in_accusative,
    in_time_with,
    is_nominative_many,
    is_object_many,
    is_town,
    leads_to,
    meets,
    must_name,
    names_deed,
    opposed,
    resumed,
    says,
    strikes,
    supposed,
    takes_nobody,
    takes_people,
    tells_how,
    utters,
)
from khabar.read.subjects_before import SubjectsBefore
from khabar.read.units import Unit, is_first
from khabar.read.verb_shapes import shape_of
from khabar.read.view import THAT, View
from khabar.text.letters import HA, loose

BACK: Final = 8
QUOTED: Final = 4  # chunks between whose words are passed on and the word for saying
SOURCE: Final = "source"
MUTE: Final = frozenset({"civilians", "equipment", "vessel", "site"})


class Subjects(SubjectsBefore):
    """Finds subjects and objects of verbs."""

    def of(self, view: View, clause: Clause) -> Chunk | None:
        """The subject of a clause's verb."""
        if ("subject", clause.index) not in view.memo:
            for earlier in view.clauses[: clause.index + 1]:
                key = ("subject", earlier.index)
                if key not in view.memo:
                    view.memo[key] = self._find(view, earlier)
        found: Chunk | None = view.memo["subject", clause.index]
        return found

    def _find(self, view: View, clause: Clause) -> Chunk | None:
        verb = clause.verb
        if verb is None:
            return None
        after = [c for c in bare_after(view, verb) if not tells_how(c)]
        spoken_of = self._spoken_of(view, clause)
        if spoken_of is not None and not verb.head.pronoun:
            return spoken_of
        speech = says(verb.head)
        subject, _, _ = self.split(view, verb, after, takes_object=True, speech=speech)
        return subject if subject is not None or is_first(verb.head) else self.carried(view, clause)

    @staticmethod
    def _spoken_of(view: View, clause: Clause) -> Chunk | None:
        """What a clause with `that it` speaks of, past whoever says so (raids *that he said* hit stores)."""
        if clause.kind != "sub" or clause.parent < 0 or clause.link is None or not clause.link.pronoun:
            return None
        saying = view.clauses[clause.parent]
        if saying.kind != "rel" or saying.antecedent is None or saying.verb is None or not says(saying.verb.head):
            return None
        link = saying.link
        told = saying.antecedent
        return told if link is None and tells_event(told) and saying.index + 1 == clause.index else None

    def split(
        self, view: View, chunk: Chunk, after: list[Chunk], *, takes_object: bool, speech: bool
    ) -> tuple[Chunk | None, Chunk | None, bool]:
        """Subject and object of a verb among what stands around it; whether it takes its subject over."""
        clause, unit = view.clauses[chunk.clause], chunk.head
        if is_first(unit):
            return None, (after[0] if after and not unit.pronoun else None), False
        if clause.kind == "rel" and clause.antecedent is not None and not opens_time(view, clause.antecedent):
            if unit.pronoun and not resumed(view, chunk):
                return (after[0] if after else None), clause.antecedent, not after
            told = bool(after) and (speech or says(unit)) and self._mute(view, clause.antecedent)
            if told and self._taken_up(view, chunk, after[0]):
                return after[0], (after[1] if len(after) > 1 else None), False  # the raid that X claimed as its own
            both = speech and self._both_after(view, clause, chunk, after)
            both = both or (bool(after) and self._of_one(view, chunk, clause, after[0]))
            left = not after and resumed(view, chunk) and not tells_event(clause.antecedent)
            left = left and self._mute(view, clause.antecedent)
            if left and clause.antecedent.clause == clause.parent and self.carried(view, clause) is not None:
                return None, None, True  # the quarter *from which it had withdrawn*
            if not both and not (after and (resumed(view, chunk) or self._done_to(view, chunk, after[0]))):
                return clause.antecedent, (after[0] if after else None), False
        else:
            before = self.before(view, chunk)
            if before is not None and after and self._follows(view, chunk, before, after[0]):
                before = None
            if before is not None and unit.pronoun and after and self._taken_up(view, chunk, after[0]):
                return after[0], before, False
            if before is not None:
                return before, (after[0] if after and not unit.pronoun else None), False
        subject, object_ = self._after(view, chunk, after, takes_object, speech)
        return subject, object_, subject is None

    def _both_after(self, view: View, clause: Clause, verb: Chunk, after: list[Chunk]) -> bool:
        """Whether somebody blames or asks somebody in a clause that describes a deed (a raid | *of which the union
        accused the army*): both stand after the verb, and what is described cannot speak.
        """
        if len(after) < 2 or clause.antecedent is None or not must_name(verb.head):
            return False
        mute = tells_event(clause.antecedent) or not is_agent(view.mention(clause.antecedent))
        return mute and is_agent(view.mention(after[0])) and self.agrees(view, verb.head, after[0], before=False)

    def _follows(self, view: View, chunk: Chunk, before: Chunk, after: Chunk) -> bool:
        """Whether the doer stands after the verb, which agrees with it and not with what stands before."""
        return (
            is_agent(view.mention(after))
            and not is_weapon(view.mention(after))
            and (_carries_out(before) or not self.agrees(view, chunk.head, before, before=True))
            and self.agrees(view, chunk.head, after, before=False)
        )

    @staticmethod
    def _mute(view: View, chunk: Chunk) -> bool:
        """Whether a phrase is of a happening or a place, which says nothing itself."""
        return tells_event(chunk) or (is_place(view.mention(chunk)) and not is_agent(view.mention(chunk)))

    def _done_to(self, view: View, chunk: Chunk, after: Chunk) -> bool:
        """Whether a light verb's noun takes up what its clause describes (shells, *whose firing* the men did)."""
        following = view.chunks[chunk.index + 1]
        if not chunk.head.has.light or following.kind != "np" or not following.prep or not following.head.pronoun:
            return False
        return bool(following.head.has.trigger) and self._taken_up(view, chunk, after)

    def _of_one(self, view: View, verb: Chunk, clause: Clause, after: Chunk) -> bool:
        """Whether a singular verb after *those who* has a doer of its own (those *whose death the monitor told*)."""
        if clause.link is None or clause.link.token.form not in view.closed("those_who") or verb.head.pronoun:
            return False
        shape = shape_of(verb.head)
        single = shape.single and not (shape.plural or shape.dual)
        return single and self._acts(view, after) and self.agrees(view, verb.head, after, before=False)

    def _taken_up(self, view: View, chunk: Chunk, after: Chunk) -> bool:
        """Whether the pronoun of a verb takes up what stands before it (the city, the planes bombed it)."""
        return self._acts(view, after) and self.agrees(view, chunk.head, after, before=False)

    def _after(
        self, view: View, chunk: Chunk, after: list[Chunk], takes_object: bool, speech: bool
    ) -> tuple[Chunk | None, Chunk | None]:
        """Subject and object among the bare phrases after a verb that has no subject before it."""
        if not after:
            return None, None
        clause, unit = view.clauses[chunk.clause], chunk.head
        if speech and clause.kind == "rel" and asks_in_it(view, chunk) and self.carried(view, clause) is not None:
            return None, after[0]  # a warning in which it urged the residents
        if speech and (addressed(view, chunk, after[0]) or self._asked(view, chunk, clause, after[0])):
            return None, after[0]
        first = view.mention(after[0])
        linked = clause.link is not None and bool(clause.link.pronoun) and not self._of_the_matter(unit, clause.link)
        if linked and self._timed_first(view, chunk, clause, after):
            linked = False
        if not linked and spoken_order(view, chunk, after):
            return after[0], after[1]
        if linked or not shape_of(unit).single:
            return None, after[0]  # the subject is in the pronoun or in the verb itself
        if unit.pronoun or not takes_object:
            if after[0].head.pronoun and unit.conj and not unit.pronoun and self.carried(view, clause) is not None:
                return None, after[0]  # recalled its envoy and put [its] forces on alert
            return after[0], None
        if after[0].head is view.units[after[0].first] and is_object_many(after[0].head, first.number):
            return None, after[0]  # accused *the Houthis* of
        if not speech and in_accusative(after[0]) and not first.definite:
            other = after[1] if len(after) > 1 and self.agrees(view, unit, after[1], before=False) else None
            return (other if other is not None and is_agent(view.mention(other)) else None), after[
                0
            ]  # struck *a centre*
        joined = any(c.verb is not None or c.kana for c in view.clauses[: clause.index]) and (
            unit.conj
            or (chunk.index > 0 and view.chunks[chunk.index - 1].head.token.form in view.closed("then"))
            or (view.chunks[clause.first].conj and view.chunks[clause.first].kind != "cue")
            or (self._follows_comma(view, chunk) and not self.agrees(view, unit, after[0], before=False))
        )
        if joined and unit.conj and meets(unit) and self._met(view, chunk, clause, after):
            return None, after[0]
        if joined and self._sure_subject(view, chunk, after[0]):
            return after[0], (after[1] if len(after) > 1 else None)
        if joined and after[0].amount is not None and takes_people(unit):
            return None, after[0]  # and took *eleven*
        if takes_nobody(unit) and self._acts(view, after[0]) and self.agrees(view, unit, after[0], before=False):
            return after[0], (after[1] if len(after) > 1 else None)
        if (
            joined
            and (speech or utters(unit))
            and self._acts(view, after[0])
            and self.agrees(view, unit, after[0], before=False)
        ):
            earlier = self.carried(view, clause)
            if earlier is not None and names_deed(earlier.head):
                return after[0], (after[1] if len(after) > 1 else None)  # the blast killed two, and X claimed it
        if len(after) >= 2:
            second = view.mention(after[1])
            told = joined and speech and tells_event(after[1]) and self._acts(view, after[0])
            if told and self.agrees(view, unit, after[0], before=False):
                return after[0], after[1]  # and the League condemned the targeting of
            if joined and acts(first) and not (acts(second) or is_place(second) or second.kind):
                fresh = not (first.definite or first.whole or first.pronoun) and self.agrees(
                    view, unit, after[0], before=False
                )
                return (after[0], after[1]) if fresh and not second.definite else (None, after[0])
            if joined and not self._acts(view, after[0]) and not speech and self.carried(view, clause) is not None:
                return None, after[0]
            if not self.agrees(view, unit, after[0], before=False) and not self._acts(view, after[0]):
                return (after[1], after[0]) if self.agrees(view, unit, after[1], before=False) else (None, after[0])
            told = speech or (leads_to(unit) and tells_event(after[0]) and after[1].amount is not None)
            return (after[0], after[1]) if told else self._order(view, after[0], after[1])
        if joined and speech and must_name(unit) and not self.agrees(view, unit, after[0], before=False):
            return None, after[0]  # and [she] urged the ambassador
        if not speech and strikes(unit) and is_town(after[0]):
            return None, after[0]  # as it also bombed *Tel Aviv*
        held = after[0].amount is not None and takes_people(unit)
        if clause.kind == "rel" and (meets(unit) or held) and self.carried(view, clause) is not None:
            return None, after[0]  # on a visit during which [he] met the commander; in which [it] held twenty
        if self._acts(view, after[0]) and (not joined or self._starts(view, clause, chunk, after[0])):
            return after[0], None
        if speech and not joined and (first.definite or first.whole) and not self._completes(view, unit, after[0]):
            return after[0], None
        return None, after[0]

    def _asked(self, view: View, verb: Chunk, clause: Clause, phrase: Chunk) -> bool:
        """Whether somebody who spoke before asks on (condemned the raid, and called on the *Council* to meet): a body
        that the verb could be of as well, and what is asked of it after its preposition.
        """
        opened = verb.head.conj and clause.first == verb.index
        if not (opened or view.chunks[clause.first].kind == "conj") or not may_ask(view, verb, phrase):
            return False
        for earlier in reversed(view.clauses[max(0, clause.index - BACK) : clause.index]):
            speaker = self.of(view, earlier) if earlier.verb is not None and earlier.kind != "rel" else None
            if speaker is None or earlier.verb is None or tells_event(speaker):
                continue
            mention = view.mention(speaker)
            able = says(earlier.verb.head) and mention.kind != "equipment"
            able = able or (is_agent(mention) and mention.kind not in MUTE)
            able = able and not is_weapon(mention) and self.agrees(view, verb.head, speaker, before=True)
            if able or earlier.kind != "sub":
                return able
        return False

    def _met(self, view: View, verb: Chunk, clause: Clause, after: list[Chunk]) -> bool:
        """Whether whoever came somewhere met the one person told after a joined verb (visited Iraq, and met *its
        president*).
        """
        following = after[0].index + 1
        beside = view.chunks[following] if following < len(view.chunks) else None
        if len(after) != 1 or (beside is not None and beside.kind == "np" and beside.prep in view.closed("with")):
            return False
        earlier = self.carried(view, clause)
        return (
            earlier is not None and acts(view.mention(earlier)) and self.agrees(view, verb.head, earlier, before=True)
        )

    def _sure_subject(self, view: View, verb: Chunk, phrase: Chunk) -> bool:
        """Whether a phrase after a joined verb can only do it: men in the nominative (and the two sides agreed), or
        somebody taken up who was told before without the article (received a delegation, and *the* delegation vowed).
        """
        mention = view.mention(phrase)
        guards = phrase.head.article and loose(phrase.head.token.form) in view.closed("air_defences")
        if guards and any(s.type == "intercept" for s in verb.head.verb if s.kind == "trigger"):
            return self.agrees(view, verb.head, phrase, before=False)  # so the air defences downed
        if not mention.definite or not is_agent(mention) or not self.agrees(view, verb.head, phrase, before=False):
            return False
        if phrase.head.article and is_nominative_many(phrase.head, mention.number):
            return True
        if not mention.noun or not phrase.head.article or not says(verb.head):
            return False
        for other in view.chunks[: verb.index]:
            if other.kind == "np" and other.head.noun is phrase.head.noun and not other.head.article:
                return not other.head.pronoun and not other.conj and view.mention(other).noun == mention.noun
        return False

    def _completes(self, view: View, verb: Unit, phrase: Chunk) -> bool:
        """Whether a phrase is no speaker but what completes the verb (laid *hold* of somebody, laid *blame* on him)."""
        if is_agent(view.mention(phrase)):
            return False
        return tells_event(phrase) or not self.agrees(view, verb, phrase, before=False)

    def _of_the_matter(self, verb: Unit, link: Unit) -> bool:
        """Whether the pronoun of `that` stands for no one: a man's before a verb of the feminine (that [it] bombed the
        *forces*).
        """
        shape = shape_of(verb)
        return link.pronoun == HA and shape.feminine and not shape.masculine

    def _timed_first(self, view: View, verb: Chunk, clause: Clause, after: list[Chunk]) -> bool:
        """Whether the pronoun of `that` stands for no one because the hour is told first (that [it], *at seven*, struck
        | the air force | an airfield): who does it stands after the verb, and who tells it is no force.
        """
        link = clause.link
        if link is None or link.pronoun != HA or verb.index < clause.first + 2 or verb.head.pronoun:
            return False
        first = view.mention(after[0])
        if not is_agent(first) or in_accusative(after[0]) or is_object_many(after[0].head, first.number):
            return False
        if not self.agrees(view, verb.head, after[0], before=False):
            return False
        if any(c.kind not in ("np", "time", "measure") for c in view.chunks[clause.first + 1 : verb.index]):
            return False
        if len(after) > 1 and not view.mention(after[1]).weapons:
            return True
        if is_nominative_many(after[0].head, first.number):
            return True
        outer = self.of(view, view.clauses[clause.parent]) if clause.parent >= 0 else None
        teller = view.mention(outer) if outer is not None else None
        return teller is not None and (teller.speaker.endswith(SOURCE) or not (teller.names or is_force(teller)))

    @staticmethod
    def _follows_comma(view: View, chunk: Chunk) -> bool:
        return bool(chunk.index) and is_comma(view.chunks[chunk.index - 1])

    def _starts(self, view: View, clause: Clause, verb: Chunk, chunk: Chunk) -> bool:
        """Whether the phrase after a joined verb is a subject of its own: the verb agrees with it, not with the one
        before.
        """
        if not self.agrees(view, verb.head, chunk, before=False):
            return False
        spokesman = bool(view.mention(chunk).speaker) and self.gender(view, chunk) not in ("f", "p", "c")
        if spokesman or (verb.head.has.report and not verb.head.has.trigger):
            return True
        earlier = self.carried(view, clause)
        return earlier is None or not self.agrees(view, verb.head, earlier, before=True)

    def _order(self, view: View, first: Chunk, second: Chunk) -> tuple[Chunk, Chunk]:
        """Which of two bare phrases acts: the first, unless only the second can."""
        if not self._acts(view, first) and self._acts(view, second) and not is_weapon(view.mention(first)):
            return second, first
        return first, second

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
        if fallback is not None and acts(view.mention(fallback)):
            return fallback
        return doer

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


def _carries_out(chunk: Chunk) -> bool:
    """Whether a phrase before a verb is headed by a light word that names nobody (*the carrying out* of the attack)."""
    return bool(chunk.head.has.light) and chunk.head.noun is None
