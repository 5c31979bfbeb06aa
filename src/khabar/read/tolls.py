"""Counts of people harmed.

Invariant: a count is of people who were harmed; a part of a count (among them six children) is not counted again.
A bare singular is one, a dual two, a bare plural two or more; a negated toll is nought.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Mention, Toll
from khabar.packs.lexicon import Sense
from khabar.read.chunks import Chunk
from khabar.read.harmed import (
    LOSSES,
    another,
    any_at_all,
    dies,
    is_part,
    is_person,
    is_spared,
    is_verb_of,
    of_goods,
    tells_total,
    unreported,
)
from khabar.read.phrases import bare_after, group
from khabar.read.toll_combining import LIVES, TAKING, is_another, joined, listed, one_more, summed
from khabar.read.toll_nouns import NounTolls, TollHit
from khabar.read.toll_turns import (
    both_after,
    counted_after,
    counts_them,
    felled_by,
    lost_by,
    of_them,
    opens_perfect,
    some,
    told_apart,
)
from khabar.read.units import Unit
from khabar.read.view import View
from khabar.text.clitics import BA

_STRICT: Final = frozenset(
    {
        "harm.fall",
        "harm.fall_nouns",
        "harm.trapped",
        "harm.drown",
        "harm.wound_active",
        "harm.die",
        "harm.missing",
        "harm.stab",
        "harm.snipe",
        "harm.lose_men",
        "harm.hurt",
    }
)


END: Final = "harm.end_phrase"
FELLED: Final = "harm: fell in a line without a verb"
Victim = tuple[Chunk | None, Mention]


class TollFinder(NounTolls):
    """Finds the tolls of a sentence."""

    def find(self, view: View) -> list[TollHit]:
        """Every toll of the sentence, in order; each counted phrase once."""
        hits: list[TollHit] = []
        used: set[int] = set()
        fallen = self._felled(view)
        if fallen is not None:
            used.update(t.span.start for t in fallen.tolls)
            hits.append(fallen)
        for position, unit in enumerate(view.units):
            if "harm" not in unit.by and "trigger" not in unit.by:
                continue
            if unit.tag == "verb" and any(s.entry.id in TAKING for s in unit.of("trigger")):
                taken = self._lives(view, position, used)
                if taken is not None:
                    hits.append(taken)
                continue
            sense = self._sense(view, position, unit)
            hit = (
                self._hit(view, position, unit, sense, used)
                if sense is not None
                else self._total(view, position, unit, used)
            )
            if hit is None and sense is not None and sense.shape == "noun" and tells_total(view, view.chunk(position)):
                hit = self._total(view, position, unit, used)
            if hit is not None and hit.tolls:
                self._apart(view, hit, used)
                hit.tolls = [
                    self._none(t) if any_at_all(view, t.text) and t.high != 0 else t
                    for t in hit.tolls
                    if t.harm != "captured" or not any_at_all(view, t.text)
                ]
                hits.append(hit)
        return hits

    def _felled(self, view: View) -> TollHit | None:
        """Those whom a line without a verb tells to have fallen in a use of force."""
        found = felled_by(view)
        if found is None:
            return None
        first, at = found
        members = [first, *self._listed(view, first)]
        told = [(c, view.mention(c)) for c in members if self._people(view, c, c.amount is None)]
        rule = "harm: fell in a line without a verb"
        tolls = [
            self._toll(m, "killed", "", rule, False)
            for _, m in told
            if "force" not in m.classes or not m.plural or m.amount
        ]
        counted = [t for t in tolls if t is not None]
        if len(counted) != len(members):
            return None
        return TollHit(at, summed(view, counted, [m for _, m in told]), False, False, [])

    def _sense(self, view: View, at: int, unit: Unit) -> Sense | None:
        """Which of its senses of harm a word has here."""
        senses = unit.of("harm")
        if not senses:
            return None
        if unit.tag == "verb":
            verbs = [s for s in senses if s.shape in ("verb", "passive") and is_verb_of(unit, s) and dies(view, at, s)]
            passive = next((s for s in verbs if s.shape == "passive" or s.entry.role == "subject"), None)
            if passive is not None and (unit.token.word.damma or not self._after(view, view.chunk(at))):
                return passive
            return verbs[0] if verbs else None
        rest = [s for s in senses if s.shape not in ("verb", "passive")]
        chunk = view.chunk(at)
        if all(s.row.number == "p" for s in rest) or (chunk.head is unit and chunk.amount is not None):
            return next((s for s in rest if s.shape == "noun"), rest[0] if rest else None)
        return rest[0] if rest else None

    def _hit(self, view: View, at: int, unit: Unit, sense: Sense, used: set[int]) -> TollHit | None:
        chunk = view.chunk(at)
        harm = sense.entry.harm if sense.entry.harm != "mixed" else "killed"
        mixed = sense.entry.harm == "mixed"
        rule = f"harm:{sense.entry.id}"
        strict = sense.entry.id in _STRICT and not (unit.conj and used)
        if sense.entry.id == "harm.missing" and opens_perfect(view, at):
            return None
        victims: list[Victim] = []
        if sense.entry.id in LOSSES:
            return self._losses(view, at, chunk)
        if sense.entry.harm == "captured" and unit.tag != "verb" and ("guarded", at) in view.memo:
            return None  # families, not captivity
        if unit.tag == "num":
            return self._state(view, at, chunk, sense, used)
        if sense.shape == "noun":
            return self._counted_noun(view, at, chunk, sense, used)
        if sense.shape in ("verb", "passive"):
            victims = self._victims(view, chunk, unit, sense)
        elif sense.shape == "phrase" and chunk.head is unit and chunk.amount is not None:
            victims = [(chunk, view.mention(chunk))]
        elif sense.shape == "phrase" and sense.entry.role == "object" and at + 1 < chunk.last:
            first = self._part_of(view, at + 1, chunk.last)
            if first.amount is not None or sense.entry.id != END:
                victims = [(None, first), *(self._victim(view, m) for m in self._joined(view, chunk))]
        elif sense.shape == "phrase":
            victims = self._phrase_victims(view, chunk)
            if sense.entry.id == END:
                victims = [
                    (c, m) for c, m in victims if c is not None and c.amount is not None and c.index > chunk.index
                ]
        else:
            victims = self._genitive(view, at, chunk)
        other = another(view, unit) if sense.entry.id == "harm.both_masdar" else None
        mixed = mixed and other is None
        if mixed:
            victims = [(c, m) for c, m in victims if not self._named_by_harm(m)]
        last = victims[-1][0] if victims else None
        mixed = mixed or (last is not None and unit.tag == "verb" and both_after(view, last))
        if last is not None and sense.entry.id == "harm.missing" and lost_by(view, chunk, victims[0][0]):
            harm = "killed"
        if not victims and sense.entry.id == "harm.between":
            victims = [(None, some(view, chunk.first))]
        negated = self._negated(view, chunk)
        if negated and not victims and unit.tag == "verb":
            victims = [(c, view.mention(c)) for c in bare_after(view, chunk)[:1] if is_spared(view, c)]
        tolls, mentions = [], []
        same_noun, counted = "", False
        for victim, mention in victims:
            key = mention.span.start
            if key in used or not (
                self._harmed(view, victim, mention, strict and not of_them(view, victim))
                or (negated and victim is not None and is_spared(view, victim))
            ):
                continue
            if counted and mention.amount is None and ((mention.noun and mention.noun == same_noun) or mention.plural):
                continue
            later = counted_after(view, victim) if mention.amount is None and mention.plural else None
            if later is not None:
                mention.amount = later
            toll = self._toll(mention, harm, sense.entry.who, rule, mixed)
            if toll is None and negated and victim is not None and is_spared(view, victim):
                toll = Toll(mention.span, mention.text, harm, "unknown", 0, 0, rule)
            if toll is not None and sense.entry.id == "harm.between" and victim is None:
                toll.low, toll.high = 0, None
            if toll is not None:
                same_noun, counted = mention.noun, counted or mention.amount is not None
                used.add(key)
                tolls.append(toll)
                mentions.append(mention)
        if other is not None and tolls and other.start not in used:
            used.add(other.start)
            tolls.append(
                Toll(other, view.text[other.start : other.end], "wounded", tolls[0].who, 1, 1, rule + ": another")
            )
        if negated:
            tolls = [self._none(t) for t in tolls[:1]]
        elif len(tolls) > 1:
            tolls = summed(view, tolls, mentions)
        return TollHit(at, tolls, True, negated, mentions)

    def _apart(self, view: View, hit: TollHit, used: set[int]) -> None:
        """Put those of several sides that a count is told to be in its place (18 wounded, they are 14 soldiers and four
        civilians).
        """
        for place, toll in enumerate(hit.tolls):
            parts = [view.mention(c) for c in told_apart(view, toll)]
            found = [self._toll(m, toll.harm, "", toll.rule + ": told apart", False) for m in parts]
            tolls = [t for t in found if t is not None]
            if sum(t.low for t in tolls) == toll.low and len({t.who for t in tolls}) > 1:
                used.update(t.span.start for t in tolls)
                hit.tolls[place : place + 1] = tolls
                return

    def _lives(self, view: View, at: int, used: set[int]) -> TollHit | None:
        """Those whose lives something took, its subject between the verb and the lives."""
        here = view.chunk(at)
        for chunk in view.chunks[here.index + 1 : here.index + 6]:
            noun = chunk.head.entry("noun") if chunk.kind == "np" else None
            if noun is None or noun.id != LIVES:
                continue
            place = view.units.index(chunk.head)
            found = [
                self._toll(m, "killed", "", "harm: their lives", False)
                for c, m in self._genitive(view, place, chunk)
                if m.span.start not in used and self._harmed(view, c, m, False)
            ]
            tolls = [t for t in found if t is not None]
            used.update(t.span.start for t in tolls)
            return TollHit(at, tolls, True, False, []) if tolls else None
        return None

    def _losses(self, view: View, at: int, chunk: Chunk) -> TollHit | None:
        """Losses that are told not to be (without losses, no human losses occurred); losses of goods are no toll."""
        if not self._denied(view, at, chunk) or of_goods(view, at) or unreported(view, chunk):
            return None
        mention = view.part(at, at + 1)
        none = Toll(mention.span, mention.text, "killed", "unknown", 0, 0, "harm: no losses")
        return TollHit(at, [none], False, True, [mention])

    def _state(self, view: View, at: int, chunk: Chunk, sense: Sense, used: set[int]) -> TollHit | None:
        """A word of the dead that is written like a number tells the state of the people counted before it."""
        before = view.chunks[chunk.index - 1] if chunk.index else None
        if before is None or before.kind != "np" or before.amount is None or not self._people(view, before):
            return None
        counted = view.mention(before)
        toll = self._toll(counted, sense.entry.harm, sense.entry.who, f"harm:{sense.entry.id}", False)
        if toll is None or counted.span.start in used:
            return None
        used.add(counted.span.start)
        return TollHit(at, [toll], False, False, [counted])

    def _named_by_harm(self, mention: Mention) -> bool:
        """Whether a phrase says by its own noun what harm it tells (the fall of dead and wounded)."""
        return mention.noun == "noun.harmed" or mention.noun.startswith("harm.")

    @staticmethod
    def _none(toll: Toll) -> Toll:
        return Toll(toll.span, toll.text, toll.harm, toll.who, 0, 0, toll.rule + ": negated")

    def victims_of(self, view: View, at: int, harm: str, rule: str) -> list[Toll]:
        """The tolls of a verb that tells harm without being a word of it (he gave up the ghost)."""
        chunk, unit = view.chunk(at), view.units[at]
        if unit.tag != "verb":
            victims = self._genitive(view, at, chunk)
        else:
            clause = view.clauses[chunk.clause]
            people = [c for c in self._after(view, chunk) if self._people(view, c, True)]
            before = [
                c
                for c in view.chunks[clause.first : chunk.index]
                if c.kind == "np" and not c.prep and self._people(view, c, True)
            ]
            people = [c for c in people if c.amount is not None] or [
                c for c in people if not any(s.entry.id == "harm.victim" for s in c.head.of("harm"))
            ]
            victims = [(c, view.mention(c)) for c in (people or before)[:1]]
        found = [self._toll(m, harm, "", rule, False) for c, m in victims if c is None or not is_part(view, c)]
        return [t for t in found if t is not None]

    # -- who was harmed -------------------------------------------------------------------------------------------

    def _after(self, view: View, chunk: Chunk) -> list[Chunk]:
        """Phrases of people after a verb in its clause, parts of a count left out."""
        return [c for c in bare_after(view, chunk) if self._people(view, c) and not is_part(view, c)]

    def _victims(self, view: View, chunk: Chunk, unit: Unit, sense: Sense) -> list[Victim]:
        after = self._after(view, chunk)
        if sense.entry.id == "harm.fall":
            done = self._done_with(view, chunk)
            if done is not None:
                return done
            first = next(iter(bare_after(view, chunk)), None)
            if first is not None and not self._people(view, first):
                return []
        found: Chunk | None = None
        if sense.shape == "verb" and sense.entry.role == "object" and not unit.token.word.damma:
            found = next((c for c in after if c.amount is not None), after[-1] if after else None)
        elif after:
            found = after[0]
        elif chunk.index + 1 < len(view.chunks) and is_another(view.chunks[chunk.index + 1].head):
            return [(None, one_more(view, view.chunks[chunk.index + 1].first))]
        if found is None and (sense.entry.role != "object" or sense.shape == "passive"):
            found = self._subject_before(view, chunk, unit)
        if found is None:
            return []
        members = [m for m in group(view, found) if m is found or not (self._own_verb(view, m) or counts_them(view, m))]
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
        for other in view.chunks[chunk.index + 1 : chunk.index + 4]:
            if other.kind == "np" and other.prep in view.closed("on"):
                counted = self._counter(view, other)
                mention = view.mention(counted)
                many = mention.plural and not mention.definite and self._people(view, counted)
                return [(counted, mention)] if counted.amount is not None or many else []
            if other.kind != "np" or other.prep:
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
            return clause.antecedent if self._people(view, clause.antecedent) else None
        last = view.chunks[chunk.index - 1] if chunk.index else None
        if last is not None and last.kind == "neg" and chunk.index > 1:
            last = view.chunks[chunk.index - 2]
            if last.kind == "np" and not last.prep and (self._people(view, last) or is_spared(view, last)):
                return last
        if last is not None and last.kind == "np" and last.conj and not last.prep and self._people(view, last):
            return last
        return next((c for c in view.chunks[clause.first : chunk.index]
                     if c.kind == "np" and not c.prep and self._people(view, c)), None)  # fmt: skip

    @staticmethod
    def _own_verb(view: View, chunk: Chunk) -> bool:
        """Whether a phrase joined to another is the subject of a verb of its own (and nine others were wounded)."""
        after = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
        return after is not None and after.kind == "verb" and not after.conj and bool(after.head.of("harm"))

    def _genitive(self, view: View, at: int, chunk: Chunk) -> list[Victim]:
        """Those in construct after a verbal noun of harm: the rest of its phrase, or the count that follows it."""
        fallen = any(s.entry.id == "harm.fall_nouns" for s in view.units[at].of("harm"))
        following = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
        if at + 1 < chunk.last:
            first = self._part_of(view, at + 1, chunk.last)
            if is_another(view.units[at + 1]):
                return [(None, one_more(view, at + 1))]
            out: list[Victim] = [(None, first)]
            if fallen and not (first.who or first.amount is not None or self._named_by_harm(first)):
                return []  # the fall of shells, of a regime
            if not is_person(first, None, False) and view.units[at].of("trigger") and not chunk.prep:
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
        return self._counted_later(view, chunk) if not view.units[at].article and not chunk.prep else []

    def _counted_later(self, view: View, chunk: Chunk) -> list[Victim]:
        """Counted people after a word that may be the verb (in it were killed 59; two blasts killed 120)."""
        for other in view.chunks[chunk.index + 1 : chunk.index + 4]:
            if (
                other.kind == "np"
                and not other.prep
                and not other.conj
                and other.amount is not None
                and self._people(view, other)
            ):
                return [(m, view.mention(m)) for m in group(view, other)]
            if other.kind not in ("np", "prep", "time"):
                break
        return []

    def _phrase_victims(self, view: View, chunk: Chunk) -> list[Victim]:
        for index in range(chunk.index - 1, max(-1, chunk.index - 4), -1):
            before = view.chunks[index]
            if before.kind == "mark" or (before.kind == "np" and index < chunk.index - 2):
                break
            if before.kind == "np" and before.amount is not None and self._people(view, before):
                return [(before, view.mention(before))]
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
