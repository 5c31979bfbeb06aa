"""Which phrase is the subject of a verb: agreement in gender and number decides between what could be.

Invariant: the subject of a clause is found once; a verb without one of its own takes over that of an earlier clause
with which it agrees.
"""

from __future__ import annotations

from typing import Final

from khabar.read.addressed import addressed, may_ask
from khabar.read.chunks import Chunk, is_comma
from khabar.read.clauses import Clause
from khabar.read.mentions import is_agent, is_force, is_place, is_weapon
from khabar.read.phrases import bare_after, opens_time, spoken_order, tells_event
from khabar.read.results import is_light
from khabar.read.subject_words import (
    acts,
    asks_in_it,
    claims,
    in_accusative,
    is_nominative_many,
    is_object_many,
    is_town,
    meets,
    must_name,
    names_deed,
    resumed,
    says,
    strikes,
    takes_nobody,
    takes_people,
    tells_how,
    utters,
)
from khabar.read.subjects_carried import BACK, MUTE, SubjectsCarried
from khabar.read.units import Unit, is_first
from khabar.read.verb_shapes import shape_of
from khabar.read.view import View
from khabar.text.letters import HA, loose

SOURCE: Final = "source"


DOCUMENT: Final = "speaker.statement"


class Subjects(SubjectsCarried):
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
                had = self._had(view, clause, chunk)
                if had is not None:
                    return had, clause.antecedent, False
                return (after[0] if after else None), clause.antecedent, not after
            told = bool(after) and (speech or says(unit)) and self._mute(view, clause.antecedent)
            if told and self._taken_up(view, chunk, after[0]):
                return after[0], (after[1] if len(after) > 1 else None), False  # the raid that X claimed as its own
            both = speech and self._both_after(view, clause, chunk, after)
            both = both or (bool(after) and self._of_one(view, chunk, clause, after[0]))
            left = not after and resumed(view, chunk) and not tells_event(clause.antecedent)
            left = left and (self._mute(view, clause.antecedent) or self._written(view, unit, clause.antecedent))
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

    def _had(self, view: View, clause: Clause, verb: Chunk) -> Chunk | None:
        """Who stands between `to be` and a verb with the pronoun of what it describes (whom *the rebels* had held)."""
        if not clause.kana or verb.index < 1:
            return None
        told = view.chunks[verb.index - 1]
        if told.kind != "np" or told.prep or told.index <= clause.first or not self._acts(view, told):
            return None
        return told if self.agrees(view, verb.head, told, before=True) else None

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

    @staticmethod
    def _written(view: View, verb: Unit, told: Chunk) -> bool:
        """Whether somebody says something in what is described, which is nobody (a statement *in which it claimed*)."""
        document = view.mention(told)
        nobody = document.speaker == DOCUMENT or not is_agent(document)
        return nobody and not document.names and (says(verb) or claims(verb))

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
        told = clause.kind == "rel" and (speech or says(unit) or claims(unit))
        if told and asks_in_it(view, chunk, after) and self.carried(view, clause) is not None:
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
            told = speech or (is_light(unit, "result") and tells_event(after[0]) and after[1].amount is not None)
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


def _carries_out(chunk: Chunk) -> bool:
    """Whether a phrase before a verb is headed by a light word that names nobody (*the carrying out* of the attack)."""
    return bool(chunk.head.has.light) and chunk.head.noun is None
