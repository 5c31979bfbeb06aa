"""Tolls told in a manner of their own: lives taken, two verbs with their own people, no losses, those still missing.

Invariant: each manner counts the phrase that it is told of and no other, and no phrase that is used up.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Toll
from khabar.model.mentions import Amount, Mention
from khabar.packs.lexicon import Sense
from khabar.read.chunks import Chunk
from khabar.read.harmed import is_part, of_goods, unreported
from khabar.read.phrases import group
from khabar.read.toll_combining import LIVES, summed
from khabar.read.toll_nouns import TollHit
from khabar.read.toll_turns import felled_by, told_apart
from khabar.read.toll_untold import untold_losses
from khabar.read.toll_victims import Victim, VictimFinder
from khabar.read.tolls_beside import ANOTHER, of_bodies
from khabar.read.view import View
from khabar.text.clitics import BA

STILL: Final = 6
OTHERS: Final = "noun.others"
GOODS: Final = "harm.losses"
TAKEN: Final = 14
REAPED: Final = "casualty.hasada"
FELLED: Final = "harm: fell in a line without a verb"


class TollManners(VictimFinder):
    """Finds the tolls that no verb of harm tells with its own people."""

    def victims_of(self, view: View, at: int, harm: str, rule: str) -> list[Toll]:
        """The tolls of a verb that tells harm without being a word of it (he gave up the ghost)."""
        chunk, unit = view.chunk(at), view.units[at]
        if unit.tag != "verb":
            victims = self._genitive(view, at, chunk) or self._still(view, chunk)
        else:
            clause = view.clauses[chunk.clause]
            people = [c for c in self._after(view, chunk) if self._people(view, c, True)]
            before = [
                c
                for c in view.chunks[clause.first : chunk.index]
                if c.kind == "np" and not c.prep and self._people(view, c, True)
            ]
            people = [c for c in people if c.amount is not None] or [
                c for c in people if not any(s.id == "harm.victim" for s in c.head.has.harm)
            ]
            victims = [(c, view.mention(c)) for c in (people or before)[:1]]
        found = [self._toll(m, harm, "", rule, False) for c, m in victims if c is None or not is_part(view, c)]
        return [t for t in found if t is not None]

    def _besides(self, view: View, hits: list[TollHit], used: set[int]) -> None:
        """People counted beside those of a toll without a word of harm of their own: as against ten soldiers."""
        for chunk in view.chunks:
            if chunk.kind != "np" or chunk.amount is None or chunk.prep not in view.closed("beside_preps"):
                continue
            hit = next((h for h in reversed(hits) if view.chunk_of[h.unit] < chunk.index), None)
            if hit is None or hit.negated or chunk.head.has.harm or not self._people(view, chunk, True):
                continue
            if any(c.prep in view.closed("among") for c in view.chunks[view.chunk_of[hit.unit] + 1 : chunk.index]):
                continue  # among them a soldier and two civilians, *beside the four attackers*
            if not hit.tolls or hit.tolls[-1].harm not in ("killed", "wounded"):
                continue
            members = [view.mention(m) for m in group(view, chunk) if m.amount is not None]
            for mention in members:
                toll = self._toll(mention, hit.tolls[-1].harm, "", "harm: beside a toll", False)
                if toll is not None and mention.span.start not in used:
                    used.add(mention.span.start)
                    if any(c.kind == "time" for c in view.chunks[chunk.index + 1 : chunk.index + 2]):
                        toll.rule = ANOTHER  # as against 770 in 2016
                        hits.append(TollHit(chunk.first, [toll], False))
                    else:
                        hit.tolls.append(toll)

    def _felled(self, view: View) -> TollHit | None:
        """Those whom a line without a verb tells to have fallen in a use of force."""
        found = felled_by(view)
        if found is None:
            return None
        first, at = found
        members = [first, *self._listed(view, first)]
        told = [(c, view.mention(c)) for c in members if self._people(view, c, c.amount is None)]
        tolls = [
            self._toll(m, "killed", "", FELLED, False)
            for _, m in told
            if "force" not in m.classes or not m.plural or m.amount
        ]
        counted = [t for t in tolls if t is not None]
        if len(counted) != len(members):
            return None
        return TollHit(at, summed(view, counted, [m for _, m in told]), False, False, [])

    def _risen_to(self, view: View, at: int, used: set[int]) -> TollHit | None:
        """A total told after its figure: rose to 27 *the number of the dead* of the attack, of those *who died*."""
        chunk = view.chunk(at)
        if chunk.prep not in view.closed("rising_preps") or chunk.amount is None or at + 1 >= chunk.last:
            return None
        total = view.units[at + 1]
        first = view.tokens[total.first]
        if first.word.loose not in view.closed("totals"):
            return None
        harm, told_at = self._named_harm(view, total.first + 1, view.units[chunk.last - 1].last), at + 1
        if not harm and total.token.word.loose in view.closed("toll"):
            harm = "killed"
        if not harm and chunk.index + 2 < len(view.chunks) and view.chunks[chunk.index + 1].kind == "rel":
            told, told_at = view.chunks[chunk.index + 2].head, view.chunks[chunk.index + 2].first
            harm = next((s.harm for s in told.has.harm if s.shape in ("verb", "passive")), "")
        number = view.part(at, at + 1)
        if harm not in ("killed", "wounded", "missing") or number.span.start in used:
            return None
        number.amount = chunk.amount
        toll = self._toll(number, harm, "", "harm: the figure of a total", False)
        if toll is None:
            return None
        used.add(number.span.start)
        used.add(view.mention(chunk).span.start)
        return TollHit(told_at, [toll], False, False, [number])

    def _killed_first(self, view: View, before: Chunk) -> bool:
        """Whether one or more people open what is said, right before two verbs (that a civilian *was killed and were
        wounded* three).
        """
        opens = view.chunks[before.index - 1].kind == "sub"
        return opens and before.kind == "np" and not before.prep and self._people(view, before, True)

    def _each(self, view: View, at: int, dead: Mention, used: set[int]) -> TollHit | None:
        """Two verbs, each with its own people: one before the first, others after the second (that a soldier *was
        killed and were wounded* two).
        """
        chunk = view.chunk(at)
        after = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
        if at + 1 < chunk.last and not view.units[at + 1].prep:
            hurt = view.part(at + 1, chunk.last)  # and was wounded *a soldier*, read into one phrase
        elif after is None or after.kind != "np" or after.prep or after.conj:
            return None
        else:
            hurt = view.mention(after)
        if dead.span.start in used or hurt.span.start in used:
            return None
        if hurt.amount is None and hurt.noun == OTHERS and hurt.number != "s":
            hurt.amount = Amount(2, None, hurt.span, False)
        found = [
            self._toll(dead, "killed", "", "harm: each of two verbs", False),
            self._toll(hurt, "wounded", "", "harm: each of two verbs", False),
        ]
        tolls = [t for t in found if t is not None]
        if len(tolls) < 2:
            return None
        used.update(t.span.start for t in tolls)
        return TollHit(at, tolls, True, False, [dead, hurt])

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
                hit.whole = toll
                return

    def _lives(self, view: View, at: int, used: set[int]) -> TollHit | None:
        """Those whose lives something took, its subject between the verb and the lives."""
        here = view.chunk(at)
        reaped = any(s.id == REAPED for s in view.units[at].has.trigger)
        for chunk in view.chunks[here.index + 1 : here.index + TAKEN]:
            if chunk.kind == "verb" and chunk.conj:
                return None
            noun = chunk.head.noun if chunk.kind == "np" else None
            if noun is None or noun.id != LIVES:
                counted = chunk.kind == "np" and chunk.amount is not None and (chunk.prep == BA or reaped)
                if counted and not chunk.head.has.harm and self._people(view, chunk, True):
                    return self._taken(view, at, chunk, used)
                continue
            place = view.units.index(chunk.head)
            found = [
                self._toll(m, "killed", "", "harm: their lives", False)
                for n, (c, m) in enumerate(self._genitive(view, place, chunk))
                if m.span.start not in used
                and self._harmed(view, c, m, False)
                and (not n or m.amount is not None or m.names or (c is not None and c.head.pronoun))  # 12 of them
            ]
            tolls = [t for t in found if t is not None]
            used.update(t.span.start for t in tolls)
            return TollHit(at, tolls, True, False, []) if tolls else None
        return None

    def _taken(self, view: View, at: int, chunk: Chunk, used: set[int]) -> TollHit | None:
        """Those whom something took, without a word for their lives (the raid took nine villagers)."""
        toll = self._toll(view.mention(chunk), "killed", "", "harm: their lives", False)
        if toll is None or toll.span.start in used:
            return None
        used.add(toll.span.start)
        return TollHit(at, [toll], True, False, [])

    def _losses(self, view: View, at: int, chunk: Chunk, harm: str) -> TollHit | None:
        """Losses that are told not to be (without losses, no human losses occurred); losses of goods are no toll."""
        if of_goods(view, at) or unreported(view, chunk):
            return None
        mention = view.part(at, at + 1)
        if not self._denied(view, at, chunk):
            goods = all(s.id == GOODS for s in view.units[at].has.harm)
            if harm != "killed" or goods or not untold_losses(view, at, chunk):
                return None
            some = Toll(mention.span, mention.text, harm, "unknown", 0, None, "harm: losses that nobody counts")
            return TollHit(at, [some], False, False, [mention])
        none = Toll(mention.span, mention.text, harm, "unknown", 0, 0, "harm: no losses")
        return TollHit(at, [none], False, True, [mention])

    def _state(self, view: View, at: int, chunk: Chunk, sense: Sense, used: set[int]) -> TollHit | None:
        """A word of the dead that is written like a number tells the state of the people counted before it."""
        before = view.chunks[chunk.index - 1] if chunk.index else None
        if before is None or before.kind != "np" or before.amount is None or not self._people(view, before):
            return None
        counted = view.mention(before)
        toll = self._toll(counted, sense.harm, sense.entry.who, f"harm:{sense.id}", False)
        if toll is None or counted.span.start in used:
            return None
        used.add(counted.span.start)
        return TollHit(at, [toll], False, False, [counted])

    @staticmethod
    def _none(toll: Toll) -> Toll:
        return Toll(toll.span, toll.text, toll.harm, toll.who, 0, 0, toll.rule + ": negated")

    def _still(self, view: View, chunk: Chunk) -> list[Victim]:
        """Those who are still where a phrase tells them to be (seven *are still* under the rubble)."""
        for other in reversed(view.chunks[max(0, chunk.index - STILL) : chunk.index]):
            if other.kind == "np" and not other.prep and other.amount is not None:
                counted = other.head.tag == "num" or self._people(view, other)
                counted = counted and not of_bodies(view, other)
                return [(other, view.mention(other))] if counted else []
            if other.kind in ("mark", "verb", "sub") or (other.kind == "np" and not other.prep):
                return []
        return []
