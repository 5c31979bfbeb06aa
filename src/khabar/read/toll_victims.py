"""Who was harmed: the people that a word of harm tells of, before they are counted.

Invariant: a part of a count already given is nobody further; every search is bounded by a clause or a few phrases.
"""

from __future__ import annotations

from khabar.model.mentions import Mention
from khabar.packs.lexicon import Sense
from khabar.read.chunks import Chunk, is_comma
from khabar.read.harmed import is_part, is_person, is_spared
from khabar.read.phrases import bare_after, group
from khabar.read.toll_combining import is_another, joined, listed, one_more
from khabar.read.toll_nouns import NounTolls
from khabar.read.toll_turns import counts_them, killed_him, of_them, past_killers, several, some_of_them, taken_up
from khabar.read.units import Unit
from khabar.read.view import View
from khabar.text.clitics import BA
from khabar.text.letters import ALIF, NUN, WAW

KILLERS = frozenset({"noun.attacker", "noun.unknown_man"})
MISSING = "harm.missing"
LISTED = 4
FAR = 8
Victim = tuple[Chunk | None, Mention]


def _stranger(chunk: Chunk) -> bool:
    """Whether a phrase is of unknown killers, whose victim is not found."""
    noun = chunk.head.noun
    two = chunk.head.token.form.endswith(ALIF + NUN)  # two attackers were killed in it
    return noun is not None and noun.id in KILLERS and chunk.amount is None and not two


class VictimFinder(NounTolls):
    """Finds those harmed."""

    def _named_by_harm(self, mention: Mention) -> bool:
        """Whether a phrase says by its own noun what harm it tells (the fall of dead and wounded)."""
        return mention.noun == "noun.harmed" or mention.noun.startswith("harm.")

    # -- who was harmed -------------------------------------------------------------------------------------------

    def _after(self, view: View, chunk: Chunk) -> list[Chunk]:
        """Phrases of people after a verb in its clause, parts of a count left out, and who those before it were (six
        were killed: *they are* four men and two women).
        """
        if chunk.index + 1 < len(view.chunks) and view.chunks[chunk.index + 1].kind == "pron":
            return []
        return [c for c in bare_after(view, chunk) if self._people(view, c) and not is_part(view, c)]

    def _victims(self, view: View, chunk: Chunk, unit: Unit, sense: Sense) -> list[Victim]:
        after = self._after(view, chunk)
        if sense.id == "harm.fall":
            done = self._done_with(view, chunk)
            if done is not None:
                return done
            first = next(iter(bare_after(view, chunk)), None)
            if first is not None and not self._people(view, first) and not self._fell(view, chunk, unit):
                return []
        found: Chunk | None = None
        if unit.pronoun and sense.shape == "verb" and sense.harm == "killed" and sense.entry.role == "object":
            him = killed_him(view, view.chunks[chunk.index].first, chunk.index)
            return [] if him is None else [(None, him)]  # gunmen killed *him*: who stands after it did it
        if sense.shape == "verb" and sense.entry.role == "object" and not unit.token.word.damma:
            found = next((c for c in after if c.amount is not None), after[-1] if after else None)
            if len(after) > 1 and found is after[0] and after[1].index == found.index + 1:
                theirs = after[1].amount is not None and not of_them(view, after[1])
                found = after[1] if theirs else found  # two gunmen killed *twenty people*
            if found is not None and len(after) == 1 and found.amount is None:
                found = past_killers(view, found, self._people) or (None if _stranger(found) else found)
        elif after and sense.number == "p" and (one := self._subject_before(view, chunk, unit)) is not None:
            found = one  # three soldiers | were hurt in the blast *of one of them*
        elif after:
            found = after[0]
            if sense.id == MISSING and found.amount is None and found.head.article:
                found = next((c for c in after[1:2] if c.amount is not None and not c.conj), found)  # it lost six men
        elif chunk.index + 1 < len(view.chunks) and is_another(view.chunks[chunk.index + 1].head):
            return [(None, one_more(view, view.chunks[chunk.index + 1].first))]
        if found is None and (sense.entry.role != "object" or sense.shape == "passive"):
            found = self._subject_before(view, chunk, unit)
        if found is None:
            after_in = view.chunks[chunk.index + 1 : chunk.index + 2]
            within = bool(after_in) and after_in[0].prep in view.closed("in")
            return self._counted_later(view, chunk) if within else []
        members = [
            m
            for m in group(view, found)
            if m is found or m.index + 1 == chunk.index or not (self._own_verb(view, m) or counts_them(view, m))
        ]
        members += self._listed(view, members[-1])
        return [self._victim(view, self._counter(view, m)) for m in members]

    def _listed(self, view: View, last: Chunk) -> list[Chunk]:
        """Further people of the list that a phrase ends, past what only describes it."""
        return [
            m
            for m in listed(view, last)
            if (self._people(view, m, m.amount is None) or is_another(m.head))
            and not (self._own_verb(view, m) or counts_them(view, m))
        ]

    @staticmethod
    def _victim(view: View, chunk: Chunk) -> Victim:
        """A victim's phrase with its mention; one more where only `another` is told."""
        more = chunk.amount is None and is_another(chunk.head)
        return (None, one_more(view, chunk.first)) if more else (chunk, view.mention(chunk))

    def _joined(self, view: View, chunk: Chunk) -> list[Chunk]:
        """The people joined to those in construct with a verbal noun of harm."""
        found = [m for m in joined(view, chunk) if not self._own_verb(view, m)]
        last = found[-1] if found else chunk
        return found + self._listed(view, last)

    def _done_with(self, view: View, chunk: Chunk) -> list[Victim] | None:
        """Those whom somebody made an end of (the unit qada on nine fighters); None where nobody is told after `on`."""
        forced = False
        for other in view.chunks[chunk.index + 1 : chunk.index + 6]:
            if other.kind == "np" and other.prep in view.closed("on"):
                counted = self._counter(view, other)
                mention = view.mention(counted)
                many = mention.plural and not mention.definite and self._people(view, counted)
                known = any(n.kind in ("person", "office") for n in mention.names)
                known = known or (mention.unread and "person" in mention.classes)
                many = many or (known and mention.number != "p")
                if counted.amount is not None or many:
                    return [(counted, mention)]
                return None if forced else []  # died *in a raid* on the camp
            forced = forced or (other.kind == "np" and bool(other.head.has.trigger or other.head.has.weapon))
            if other.kind not in ("np", "prep", "time") or (other.prep and other.prep not in view.closed("in")):
                return None
        return None

    def _counter(self, view: View, chunk: Chunk) -> Chunk:
        """The counted phrase after a bare word for a number of people (a number of 16 men)."""
        after = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
        if chunk.amount is not None or after is None or after.kind != "np" or after.amount is None:
            return chunk
        bare = not after.prep and not after.conj
        return after if bare and not self._people(view, chunk) and self._people(view, after) else chunk

    def _subject_before(self, view: View, chunk: Chunk, unit: Unit) -> Chunk | None:
        clause = view.clauses[chunk.clause]
        if clause.kind == "rel" and clause.antecedent is not None and not unit.pronoun:
            people = self._people(view, clause.antecedent)
            return (self._of_two(view, clause.antecedent, unit) or clause.antecedent) if people else None
        last = view.chunks[chunk.index - 1] if chunk.index else None
        if last is not None and last.kind == "neg" and chunk.index > 1:
            last = view.chunks[chunk.index - 2]
            if last.kind == "np" and not last.prep and (self._people(view, last) or is_spared(view, last)):
                return last
        if last is not None and last.kind in ("cue", "kana") and chunk.index > 1:
            whom = view.chunks[chunk.index - 2]  # buried four youths | who had | died in a raid
            if whom.kind == "np" and not whom.prep and whom.amount is not None and self._people(view, whom):
                return whom
        joined = last is not None and last.kind == "np" and last.conj and not last.prep and self._people(view, last)
        if last is not None and joined and not is_part(view, last):
            return self._of_two(view, last, unit) or self._list_told(view, last, unit) or self._list_of(view, last)
        own = next((c for c in view.chunks[clause.first : chunk.index]
                    if c.kind == "np" and not c.prep and self._people(view, c)), None)  # fmt: skip
        return own or self._far_before(view, chunk, unit)

    def _of_two(self, view: View, last: Chunk, unit: Unit) -> Chunk | None:
        """The first of two people, each told alone, before their verb in the dual (*a child* and a youth were hurt)."""
        if not last.conj or not last.index or last.amount is not None or not any(s.number == "d" for s in unit.verb):
            return None
        one = view.chunks[last.index - 1]
        alone = one.kind == "np" and not one.prep and one.amount is None
        return one if alone and self._people(view, one, True) else None

    def _far_before(self, view: View, chunk: Chunk, unit: Unit) -> Chunk | None:
        """The counted people at the head of what is said, before a clause that describes them (five civilians *thought
        to be kin* were wounded).
        """
        if chunk.conj:
            return None
        if not any(s.number == "p" for s in unit.verb):
            return self._one_before(view, chunk)
        for other in reversed(view.chunks[max(0, chunk.index - FAR) : chunk.index]):
            if other.kind == "mark" or other.conj:
                return None
            opens = other.index == 0 or view.chunks[other.index - 1].kind in ("sub", "mark")
            if other.kind == "np" and not other.prep and other.amount is not None and opens:
                return other if self._people(view, other) else None
        return None

    def _one_before(self, view: View, chunk: Chunk) -> Chunk | None:
        """The one who opens what is said, before a clause that describes him (that a cameraman *who works for a
        channel* was killed by bullets).
        """
        after = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
        if after is None or after.kind != "np" or after.prep not in view.closed("causal_preps"):
            return None
        for other in reversed(view.chunks[max(1, chunk.index - FAR) : chunk.index]):
            if other.kind in ("mark", "sub") or other.conj:
                return None
            if _one_told(view, other) and self._people(view, other, True):
                return other
        return None

    def _fell(self, view: View, chunk: Chunk, unit: Unit) -> bool:
        """Whether people counted before a plural verb are those who fell, whatever stands after it."""
        before = self._subject_before(view, chunk, unit)
        return before is not None and before.amount is not None and any(s.number == "p" for s in unit.verb)

    def _list_told(self, view: View, last: Chunk, unit: Unit) -> Chunk | None:
        """The first of a list of people that opens what is said and ends right before its verb of several (that *nine
        soldiers* and a driver were killed).
        """
        many = any(s.number in ("p", "d") for s in unit.verb) or unit.token.form.endswith(WAW + ALIF)
        if not (last.conj and many):
            return None
        for chunk in reversed(view.chunks[max(1, last.index - FAR) : last.index + 1]):
            if is_comma(chunk) or chunk.kind == "time":
                continue
            if chunk.kind != "np" or chunk.prep or not self._people(view, chunk, True):
                return None
            if not chunk.conj:
                return chunk if view.chunks[chunk.index - 1].kind == "sub" else None
        return None

    def _list_of(self, view: View, last: Chunk) -> Chunk:
        """The first of the counted people of a list that ends right before its verb (seven fighters and three soldiers
        were killed).
        """
        first = last
        one = view.chunks[last.index - 1] if last.amount is None and last.index > 1 else None
        if one is not None and _one_told(view, one) and self._people(view, one, True):
            return one
        if one is not None and one.amount is not None and one.partitive >= 0 and last.head.names:
            return one  # 18 of the army *and the Mobilization* were killed
        for chunk in reversed(view.chunks[max(0, last.index - LISTED) : last.index]):
            counted = chunk.kind == "np" and not chunk.prep and chunk.amount is not None and self._people(view, chunk)
            counted = counted or (_one_told(view, chunk) and self._people(view, chunk, True))
            if not counted or last.amount is None:
                break
            first = chunk
            if not chunk.conj:
                return first
        return last

    @staticmethod
    def _own_verb(view: View, chunk: Chunk) -> bool:
        """Whether a phrase joined to another is the subject of a verb of its own (and nine others were wounded)."""
        after = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
        return after is not None and after.kind == "verb" and not after.conj and bool(after.head.has.harm)

    def _genitive(self, view: View, at: int, chunk: Chunk) -> list[Victim]:
        """Those in construct after a verbal noun of harm: the rest of its phrase, or the count that follows it."""
        fallen = any(s.id == "harm.fall_nouns" for s in view.units[at].has.harm)
        following = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
        if following is not None and following.kind == "np" and following.prep in view.closed("executed_preps"):
            return [(following, view.mention(following))]  # executions *carried out against* twenty men
        if view.units[at].article and at + 1 < chunk.last:
            return []  # the families that fled are written like `the capture`
        if at + 1 < chunk.last:
            first = self._part_of(view, at + 1, chunk.last)
            if is_another(view.units[at + 1]):
                fell = fallen and any(u.has.weapon for u in view.units[:at])  # a third drone
                return [] if fell else [(None, one_more(view, at + 1))]
            if some_of_them(view, at + 1):
                return [(None, several(view, at + 1))]
            out: list[Victim] = [(None, first)]
            if fallen and not (first.who or first.amount is not None or self._named_by_harm(first)):
                return []  # the fall of shells, of a regime
            counted = following is not None and following.amount is not None and not following.prep
            killer = counted and first.amount is None and first.definite and "person" not in first.classes
            nobody = killer or not is_person(first, None, False)
            if nobody and view.units[at].has.trigger and (counted or not chunk.prep):
                later = self._counted_later(view, chunk)
                if later:
                    return later
            if (
                following is not None
                and following.amount is not None
                and not following.conj
                and not following.prep
                and first.head
                and not first.kind
            ):
                return [(following, view.mention(following))]
            return out + [self._victim(view, m) for m in self._joined(view, chunk)]
        if following is not None and following.kind == "np" and not following.prep and not following.conj:
            members = group(view, following)
            return [self._victim(view, m) for m in members + self._listed(view, members[-1])]
        taken = taken_up(view, at, chunk) if view.units[at].pronoun else None
        if taken is not None:
            return [(None, taken)]
        return self._counted_later(view, chunk) if not view.units[at].article and not chunk.prep else []

    def _counted_later(self, view: View, chunk: Chunk) -> list[Victim]:
        """Counted people after a word that may be the verb (in it were killed 59; two blasts killed 120)."""
        described = -1  # the clause on what the preposition names: killed in the war *that it waged* were 59
        for other in view.chunks[chunk.index + 1 : chunk.index + FAR]:
            if other.index >= chunk.index + LISTED and described < 0:
                break
            if (
                other.kind == "np"
                and not other.prep
                and not other.conj
                and other.amount is not None
                and self._people(view, other)
            ):
                return [(m, view.mention(m)) for m in group(view, other)]
            if other.kind == "rel" and view.chunks[other.index - 1].prep:
                described = other.clause
            elif other.kind not in ("np", "prep", "time") and not (other.kind == "verb" and other.clause == described):
                break
        return []

    def _phrase_victims(self, view: View, chunk: Chunk) -> list[Victim]:
        before = view.chunks[chunk.index - 1] if chunk.index else None
        told = None if before is None else self._list_told(view, before, chunk.head)
        if told is not None:
            return [self._victim(view, m) for m in group(view, told)]
        for index in range(chunk.index - 1, max(-1, chunk.index - 4), -1):
            before = view.chunks[index]
            if before.kind == "mark" or (before.kind == "np" and index < chunk.index - 2):
                break
            if before.kind == "np" and before.amount is not None and self._people(view, before):
                return [(before, view.mention(before))]
        own = self._past_aside(view, chunk)
        if own is not None:
            return [(own, view.mention(own))]
        for index in range(chunk.index + 1, min(chunk.index + 3, len(view.chunks))):
            after = view.chunks[index]
            after = self._counter(view, after) if after.kind == "np" else after
            if after.kind == "np" and after.prep in ("", BA) and self._people(view, after):
                return [(m, view.mention(m)) for m in group(view, after)]
        last = view.chunks[chunk.index - 1] if chunk.index else None
        if last is not None and last.kind == "np" and not last.prep and is_another(last.head):
            return [(None, one_more(view, last.first))]
        if last is not None and last.kind == "np" and not last.prep and self._people(view, last, True):
            return [(last, view.mention(last))]
        return []

    def _past_aside(self, view: View, chunk: Chunk) -> Chunk | None:
        """The counted people who open what is said, past what two commas set apart (that three men, *an officer among
        them*, met their death).
        """
        if chunk.conj or chunk.index < 3 or not is_comma(view.chunks[chunk.index - 1]):
            return None
        for other in reversed(view.chunks[view.clauses[chunk.clause].first : chunk.index - 1]):
            if other.kind == "np" and other.amount is not None and not other.prep and self._people(view, other):
                comma = view.chunks[other.index + 1]
                return other if is_comma(comma) and comma.index < chunk.index - 1 else None
            if other.kind in ("verb", "sub", "rel"):
                return None
        return None


def _one_told(view: View, chunk: Chunk) -> bool:
    """Whether one person opens what is said (that *a policeman* and three civilians were killed)."""
    if chunk.kind != "np" or chunk.prep or chunk.conj or chunk.amount is not None or not chunk.index:
        return False
    opens = view.chunks[chunk.index - 1].kind == "sub"
    return opens and not chunk.head.article and not chunk.head.names and chunk.head.token.form.endswith(ALIF)
