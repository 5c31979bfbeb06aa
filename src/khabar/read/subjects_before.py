"""Which phrase before a verb is its subject.

Invariant: the nearest phrase of its own clause that is no aside, back to the head of its list; what opens anew right
before a verb must agree with it.
"""

from __future__ import annotations

from typing import Final

from khabar.read.agreement import Agreement, is_crowd
from khabar.read.chunk_words import is_adverb
from khabar.read.chunks import Chunk, is_comma
from khabar.read.clauses import Clause
from khabar.read.mentions import is_place
from khabar.read.phrases import are_alike, opens_time, tells_event
from khabar.read.subject_words import acts, list_of_places, numbers, of_states, says, tells_how
from khabar.read.topics import describes_beside
from khabar.read.units import Unit, is_accusative
from khabar.read.verb_shapes import shape_of
from khabar.read.view import View
from khabar.text.letters import loose

OTHERS: Final = "noun.others"
LEFT: Final = 6  # clauses between whom a sentence opens with and his verb


def only_dates(view: View, chunk: Chunk) -> bool:
    """Whether words of time that end in a preposition govern a phrase (hours after *the raid*, gunmen broke in)."""
    if not chunk.index:
        return False
    time = view.chunks[chunk.index - 1]
    if time.kind != "time" or time.last != chunk.first:
        return False
    return loose(view.tokens[view.units[time.last - 1].last - 1].form) in view.closed("time_from")


class SubjectsBefore(Agreement):
    """Finds the subject that stands before its verb."""

    def before(self, view: View, chunk: Chunk) -> Chunk | None:
        """The subject before its verb, in the same clause: the nearest phrase, back to the head of its list."""
        clause = view.clauses[chunk.clause]
        for at in range(chunk.index - 1, clause.first - 1, -1):
            other = view.chunks[at]
            if other.clause != clause.index or other.kind != "np" or other.prep or self._aside(view, other):
                continue  # what describes the subject is no subject (the group, *which runs the Strip*, struck)
            if (other.conj and tells_how(other)) or only_dates(view, other):
                continue
            if (
                other.head.quoted
                and at > clause.first
                and view.units[other.last - 1].quoted
                and _named_again(view.chunks[at - 1], other, chunk)
            ):
                continue  # special forces, «the Arabists», broke in
            ends = view.units[other.last - 1].token.word.loose
            if ends in view.closed("no_party") or other.head.token.word.loose in view.closed("no_party"):
                continue  # the 28th of Shawwal, *corresponding* to the 18th of May
            if other.conj and other.head.tag == "adj" and other.last - other.first == 1 and at > clause.first:
                continue  # the armed *and criminal* elements
            if other.head.tag == "num" and other.last - other.first == 1 and numbers(view, at):
                continue  # the number of a model or a system, of an item of a list
            head = view.chunks[at - 1] if other.conj and at > clause.first else None
            beside = head is not None and head.kind == "np" and bool(head.prep)
            if head is not None and beside and at < chunk.index - 1 and list_of_places(view, head, other):
                located = view.chunks[at - 2] if at - 2 >= clause.first else head
                if located.kind == "np" and not located.prep:
                    return located  # bases in A and B, where troops stand, were hit
            if head is not None and beside and other.head.noun is not None and other.head.noun.id == OTHERS:
                first = self._past_companions(view, chunk, head.index)
                if first is not None:
                    return first  # gunmen in a car *and others on camels* attacked
            if at - 1 > clause.first and self._supposed(view.chunks[at - 2], view.chunks[at - 1]):
                continue  # fighters *who probably belong* to the group attacked
            if head is not None and beside and not self.agrees(view, chunk.head, other, before=True):
                return self._past_companions(view, chunk, head.index) or other
            if head is not None and head.kind == "np" and not head.prep and are_alike(view, head, other):
                return head
            return other
        return self._topic(view, chunk, clause) or self._left_hanging(view, clause, chunk.head)

    @staticmethod
    def _supposed(who: Chunk, chunk: Chunk) -> bool:
        """Whether a word says that what follows is only likely of whoever stands before it (*likely* to belong)."""
        if who.kind != "np" or who.prep:
            return False
        return chunk.kind == "cue" and any(s.class_ == "hedge" for s in chunk.head.has.modal)

    def _past_companions(self, view: View, chunk: Chunk, at: int) -> Chunk | None:
        """The subject that stands before those with whom it acted (units, with allies *and the people*, attacked)."""
        first = view.clauses[chunk.clause].first
        for other in reversed(view.chunks[first:at]):
            if other.kind != "np" or other.conj:
                return None
            if not other.prep:
                acted = self._acts(view, other) and self.agrees(view, chunk.head, other, before=True)
                return other if acted else None
        return None

    def _topic(self, view: View, chunk: Chunk, clause: Clause) -> Chunk | None:
        """The phrase joined by wa- right before a verb after a mark, which opens the verb's own clause."""
        if clause.kind != "coord" or clause.first != chunk.index or chunk.conj or chunk.index < 2:
            return None
        other, mark = view.chunks[chunk.index - 1], view.chunks[chunk.index - 2]
        if other.kind != "np" or not other.conj or other.prep:
            return None
        mention = view.mention(other)
        if mark.kind != "mark":
            return other if self._new_topic(view, chunk, mark, other) else None
        told = mention.definite or mention.whole
        return other if told and self.agrees(view, chunk.head, other, before=True) else None

    def _left_hanging(self, view: View, clause: Clause, verb: Unit) -> Chunk | None:
        """Whom a sentence opens with and comes back to past what is told beside him (the movement, *which fights on
        since the army drove it out*, attacked; Britain had, *on Friday*, said): the clause that he opens has no verb,
        and none between them is on its level.
        """
        if verb.conj or clause.kind != "coord" or not clause.first or view.chunks[clause.first].conj:
            return None
        if view.chunks[clause.first - 1].kind != "mark":
            return None
        for earlier in reversed(view.clauses[max(0, clause.index - LEFT) : clause.index]):
            if earlier.kind in ("rel", "sub", "report"):
                continue
            if earlier.verb is not None or (earlier.index + 1 == clause.index and not earlier.kana):
                return None
            told = next((c for c in view.chunks[earlier.first : earlier.last] if c.kind == "np"), None)
            if told is None or told.prep or told.index > earlier.first + earlier.kana:
                return None
            last = view.chunks[earlier.last - 1]
            ended = last is told or (last.kind == "mark" and last.index == told.index + 1)
            able = ended and self._acts(view, told) and self.agrees(view, verb, told, before=True)
            return told if able else None
        return None

    def _new_topic(self, view: View, verb: Chunk, before: Chunk, other: Chunk) -> bool:
        """Whether a phrase joined after one with a preposition begins anew (14 dead in the town *and the group* fires):
        somebody with whom the verb agrees in gender and number, and no place.
        """
        mention = view.mention(other)
        seat = mention.whole and (says(verb.head) or of_states(verb.head))  # and Kyiv accuses
        ended = before.prep or before.kind == "time" or is_place(view.mention(before))
        if not ended or not (mention.definite or mention.whole) or not acts(mention):
            return False
        if is_place(mention) and not seat:
            return False
        sure = bool(self.gender(view, other)) or shape_of(verb.head).single
        return sure and self.agrees(view, verb.head, other, before=True)

    @staticmethod
    def _aside(view: View, chunk: Chunk) -> bool:
        """Whether a phrase before a comma only says how or when (diplomatically, earlier)."""
        following = view.chunks[chunk.index + 1]
        comma = is_comma(following)
        mention = view.mention(chunk)
        if opens_time(view, chunk) or any(s.id == "grammar.demonstrative.same" for s in chunk.head.has.grammar):
            return True
        if describes_beside(view, chunk):
            return True
        clause = view.clauses[chunk.clause]
        if not comma and clause.kind in ("main", "coord", "content") and is_accusative(chunk.head.token.form):
            for other in view.chunks[chunk.index + 2 : clause.last]:
                if is_comma(other) or other.kind == "verb":
                    comma = other.kind != "verb" and not chunk.head.names
                    break
            if comma:
                return True  # in continuation of their efforts, the forces
        alone = comma and chunk.last - chunk.first == 1 and not (mention.definite or mention.whole)
        return alone and (not mention.noun or is_adverb(chunk.head))

    @staticmethod
    def _acts(view: View, chunk: Chunk) -> bool:
        """Whether a phrase can be the doer of what its verb tells."""
        return (acts(view.mention(chunk)) or is_crowd(chunk)) and not tells_event(chunk)


def _named_again(before: Chunk, name: Chunk, verb: Chunk) -> bool:
    """Whether a phrase in quotation marks only says by what name the one right before it is known."""
    if before.kind != "np" or before.prep or before.head.quoted or verb.head.quoted or name.conj:
        return False
    return not tells_event(before)
