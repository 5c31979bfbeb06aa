"""Counts of people harmed.

Invariant: a count is of people who were harmed; a part of a count (among them six children) is not counted again.
A bare singular is one, a dual two, a bare plural two or more; a negated toll is nought.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Toll
from khabar.model.mentions import Amount, Mention
from khabar.packs.lexicon import Sense
from khabar.read.chunks import Chunk
from khabar.read.harmed import (
    LOSSES,
    another,
    any_at_all,
    dies,
    is_part,
    is_spared,
    is_verb_of,
    of_goods,
    tells_total,
    unreported,
)
from khabar.read.phrases import bare_after, group
from khabar.read.toll_combining import LIVES, TAKING, summed
from khabar.read.toll_judging import FAMILY
from khabar.read.toll_nouns import TollHit
from khabar.read.toll_parts import who_was_among
from khabar.read.toll_turns import (
    both_after,
    counted_after,
    died_by,
    felled_by,
    lost_by,
    of_them,
    opens_perfect,
    some,
    told_apart,
)
from khabar.read.toll_victims import Victim, VictimFinder
from khabar.read.tolls_beside import ANOTHER, of_illness, still_missing
from khabar.read.units import Unit
from khabar.read.view import View
from khabar.text.clitics import BA
from khabar.text.letters import ALIF

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
FALLEN: Final = "harm.fall_nouns"
FALLS: Final = frozenset({"harm.fall", FALLEN, "harm.wound_passive", "harm.kill_passive", "harm.lose_men"})
EXECUTE: Final = "harm.execute"
STILL: Final = 6
OTHERS: Final = "noun.others"
DISPLACEMENT: Final = "noun.displacement"
MISSING: Final = "harm.missing"
TAMYIZ: Final = 10
TAKEN: Final = 14
REAPED: Final = "casualty.hasada"
FELLED: Final = "harm: fell in a line without a verb"


def _may_be_several(mention: Mention) -> bool:
    return mention.plural or mention.noun == FAMILY


def _own_harm(victim: Chunk | None) -> str:
    """The harm that those counted are named by (fell six dead and *ten wounded*), nothing where they are not."""
    if victim is None:
        return ""
    harms = [s.harm for s in victim.head.has.harm if s.shape not in ("verb", "passive", "masdar")]
    return "wounded" if harms[:1] == ["wounded"] else ""


def _inspects(unit: Unit, sense: Sense) -> bool:
    """Whether a word is rather `inspected`, which is written like `is lost`: somebody's visit."""
    present = sense.shape == "passive" and sense.tense != "past" and not unit.token.word.damma
    return present and any(s.type == "consult" for s in unit.has.trigger)


def _felled_again(view: View, unit: Unit, hit: TollHit) -> bool:
    """Whether a verb only tells again the death of whom its pronoun takes up (and they left her *dead*)."""
    if unit.tag != "verb" or not unit.pronoun or len(hit.tolls) != 1:
        return False
    toll = hit.tolls[0]
    at = next((n for n, u in enumerate(view.units) if u.start <= toll.span.start < u.end), -1)
    dead = view.units[at] if at >= 0 else None
    if dead is unit and at + 1 < len(view.units):
        dead = view.units[at + 1]  # left *her* dead
    alone = dead is not None and toll.low == toll.high == 1 and any(s.shape == "noun" for s in dead.has.harm)
    return alone and bool(unit.conj)


def _damaged(view: View, chunk: Chunk) -> bool:
    """Whether what was hit is told to have been damaged: a thing."""
    after = view.chunks[chunk.index + 1 : chunk.index + 3]
    words = view.closed("damage_by")
    return any(c.kind == "np" and view.tokens[view.units[c.first].first].form in words for c in after)


def _counted_with(victim: Chunk | None, tolls: list[Toll]) -> bool:
    """Whether somebody stands in the case of what is counted by eleven and up, joined to it (seventy patients *and
    companions*, said in the singular): the number is of both.
    """
    if victim is None or not victim.conj or not tolls or tolls[-1].low <= TAMYIZ:
        return False
    head = victim.head
    told = tolls[-1].text.rpartition(" ")[2]
    return not head.article and not head.pronoun and head.token.form.endswith(ALIF) and told.endswith(ALIF)


def _driven(view: View, victim: Chunk) -> bool:
    """Whether a joined word of displacement stands right before a count (and 520 thousand *were driven out*)."""
    before = view.chunks[victim.index - 1] if victim.index else None
    noun = before.head.noun if before is not None and before.kind == "np" and before.conj else None
    return noun is not None and noun.id == DISPLACEMENT


class TollFinder(VictimFinder):
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
            if not unit.has.harm and not unit.has.trigger:
                continue
            if unit.tag == "verb" and any(s.id in TAKING for s in unit.has.trigger):
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
            if hit is not None and hits and _felled_again(view, unit, hit):
                continue
            if hit is not None and hit.tolls:
                self._apart(view, hit, used)
                hit.tolls = [
                    self._none(t) if any_at_all(view, t.text) and t.high != 0 else t
                    for t in hit.tolls
                    if t.harm != "captured" or not any_at_all(view, t.text)
                ]
                hits.append(hit)
        if hits and of_illness(view):
            return []
        hits = [*who_was_among(view, hits, self._people, self._toll, used), *hits]
        if hits:
            self._besides(view, hits, used)
        return hits

    def _besides(self, view: View, hits: list[TollHit], used: set[int]) -> None:
        """People counted beside those of a toll without a word of harm of their own: as against ten soldiers."""
        for chunk in view.chunks:
            if chunk.kind != "np" or chunk.amount is None or chunk.prep not in view.closed("beside_preps"):
                continue
            hit = next((h for h in reversed(hits) if view.chunk_of[h.unit] < chunk.index), None)
            if hit is None or hit.negated or chunk.head.has.harm or not self._people(view, chunk, True):
                continue
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
        senses = unit.has.harm
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
        if all(s.number == "p" for s in rest) or (chunk.head is unit and chunk.amount is not None):
            return next((s for s in rest if s.shape == "noun"), rest[0] if rest else None)
        return rest[0] if rest else None

    def _hit(self, view: View, at: int, unit: Unit, sense: Sense, used: set[int]) -> TollHit | None:
        chunk = view.chunk(at)
        harm = sense.harm if sense.harm != "mixed" else "killed"
        mixed = sense.harm == "mixed"
        rule = f"harm:{sense.id}"
        strict = sense.id in _STRICT and not (unit.conj and used)
        if sense.id == MISSING:
            if sense.shape == "passive" and (opens_perfect(view, at) or _inspects(unit, sense)):
                return None
            still = still_missing(view, at, chunk) if sense.shape == "phrase" else None
            if still is not None and still.span.start not in used:
                lost = self._toll(still, "missing", "", "harm: still missing", False)
                if lost is not None:
                    used.add(still.span.start)
                    return TollHit(at, [lost], False, False, [still])
        victims: list[Victim] = []
        if sense.id == "harm.wound_passive" and unit.tag == "verb" and _damaged(view, chunk):
            return None
        if sense.id == EXECUTE and (unit.suffix == "tanwin" or unit.token.form.endswith(ALIF)):
            return None  # killed him *by the knife*
        if sense.id in LOSSES or (sense.id == FALLEN and sense.shape == "phrase" and self._denied(view, at, chunk)):
            return self._losses(view, at, chunk, "wounded" if harm == "wounded" else "killed")
        if sense.shape == "verb" and sense.tense == "jussive" and ("guarded", at) in view.memo:
            return None  # did not answer our questions, which is written like `did not fell`
        if sense.harm == "captured" and unit.tag != "verb" and ("guarded", at) in view.memo:
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
            if first.amount is not None or sense.id != END:
                victims = [(None, first), *(self._victim(view, m) for m in self._joined(view, chunk))]
        elif sense.shape == "phrase":
            victims = self._phrase_victims(view, chunk)
            if sense.id == END:
                victims = [
                    (c, m) for c, m in victims if c is not None and c.amount is not None and c.index > chunk.index
                ]
        else:
            victims = self._genitive(view, at, chunk)
        if sense.id == "harm.both_masdar" and at > chunk.first and self._people(view, chunk, True):
            return self._each(view, at, view.part(chunk.first, at), used)
        before = view.chunks[chunk.index - 1] if sense.id == "harm.both_masdar" and at == chunk.first else None
        if before is not None and chunk.index > 1 and self._killed_first(view, before):
            each = self._each(view, at, view.mention(before), used)
            if each is not None:
                return each
        other = another(view, unit) if sense.id == "harm.both_masdar" else None
        mixed = mixed and other is None
        if mixed:
            victims = [(c, m) for c, m in victims if not self._named_by_harm(m)]
        last = victims[-1][0] if victims else None
        mixed = mixed or (last is not None and unit.tag == "verb" and both_after(view, last))
        if last is not None and sense.id == MISSING and lost_by(view, chunk, victims[0][0]):
            harm = "killed"
        if not victims and sense.id == "harm.between":
            victims = [(None, some(view, chunk.first))]
        negated = self._negated(view, chunk)
        if negated and not victims and unit.tag == "verb":
            victims = [(c, view.mention(c)) for c in bare_after(view, chunk)[:1] if is_spared(view, c)]
        tolls: list[Toll] = []
        mentions: list[Mention] = []
        more: list[Mention] = []
        same_noun, counted = "", False
        for victim, mention in victims:
            key = mention.span.start
            if victim is not None and _driven(view, victim):
                continue
            if key in used or not (
                self._harmed(view, victim, mention, strict and not (of_them(view, victim) or died_by(view, victim)))
                or (negated and victim is not None and is_spared(view, victim))
            ):
                continue
            many = bool(tolls) and tolls[-1].low > TAMYIZ  # nineteen men and women who work
            again = (
                bool(same_noun) and mention.noun == same_noun and (mention.number != "s" or mention.definite or many)
            )
            if counted and mention.amount is None and (again or mention.plural or _counted_with(victim, tolls)):
                more.append(mention)
                continue
            later = counted_after(view, victim) if mention.amount is None and _may_be_several(mention) else None
            if later is not None:
                mention.amount = later
            own = _own_harm(victim) if sense.id in FALLS else ""
            toll = self._toll(mention, own or harm, sense.entry.who, rule, mixed)
            if toll is None and negated and victim is not None and is_spared(view, victim):
                toll = Toll(mention.span, mention.text, harm, "unknown", 0, 0, rule)
            if toll is not None and sense.id == "harm.between" and victim is None:
                toll.low, toll.high = 0, None
            if toll is not None:
                same_noun, counted = mention.noun, counted or mention.amount is not None
                used.add(key)
                tolls.append(toll)
                mentions.append(mention)
            elif tolls and mention.names:
                more.append(mention)  # of whom they were too
        if other is not None and tolls and other.start not in used:
            used.add(other.start)
            tolls.append(
                Toll(other, view.text[other.start : other.end], "wounded", tolls[0].who, 1, 1, rule + ": another")
            )
        if negated:
            tolls = [self._none(t) for t in tolls[:1]]
        elif len(tolls) > 1:
            tolls = summed(view, tolls, mentions)
        return TollHit(at, tolls, True, negated, mentions + more)

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
        if after is None or after.kind != "np" or after.prep or after.conj or dead.span.start in used:
            return None
        hurt = view.mention(after)
        if hurt.span.start in used:
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
        if not self._denied(view, at, chunk) or of_goods(view, at) or unreported(view, chunk):
            return None
        mention = view.part(at, at + 1)
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
                return [(other, view.mention(other))] if counted else []
            if other.kind in ("mark", "verb", "sub") or (other.kind == "np" and not other.prep):
                return []
        return []

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
