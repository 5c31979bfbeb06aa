"""Counts of people harmed.

Invariant: a count is of people who were harmed; a part of a count (among them six children) is not counted again.
A bare singular is one, a dual two, a bare plural two or more; a negated toll is nought.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Toll
from khabar.model.mentions import Mention
from khabar.packs.lexicon import Sense
from khabar.read.chunks import Chunk
from khabar.read.harmed import LOSSES, another, any_at_all, dies, is_person, is_spared, is_verb_of, tells_total
from khabar.read.phrases import bare_after
from khabar.read.toll_combining import TAKING, summed, with_wounded
from khabar.read.toll_judging import FAMILY
from khabar.read.toll_manners import TollManners
from khabar.read.toll_nouns import TollHit
from khabar.read.toll_parts import who_was_among
from khabar.read.toll_turns import both_after, counted_after, died_by, lost_by, maimed, of_them, opens_perfect, some
from khabar.read.toll_untold import as_many, each_of_both, two_by_verb
from khabar.read.toll_victims import Victim
from khabar.read.tolls_beside import of_illness, still_missing
from khabar.read.units import Unit
from khabar.read.view import View
from khabar.text.letters import ALIF, fold

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
BOTH: Final = "harm.both_masdar"
FALLEN: Final = "harm.fall_nouns"
FALLS: Final = frozenset({"harm.fall", FALLEN, "harm.wound_passive", "harm.kill_passive", "harm.lose_men"})
EXECUTE: Final = "harm.execute"
DISPLACEMENT: Final = "noun.displacement"
MISSING: Final = "harm.missing"
TAMYIZ: Final = 10


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
    told = fold(tolls[-1].text).rpartition(" ")[2]
    return not head.article and not head.pronoun and head.token.form.endswith(ALIF) and told.endswith(ALIF)


def _driven(view: View, victim: Chunk) -> bool:
    """Whether a joined word of displacement stands right before a count (and 520 thousand *were driven out*)."""
    before = view.chunks[victim.index - 1] if victim.index else None
    noun = before.head.noun if before is not None and before.kind == "np" and before.conj else None
    return noun is not None and noun.id == DISPLACEMENT


class TollFinder(TollManners):
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
            if unit.tag == "num" and unit.prep == "":
                risen = self._risen_to(view, position, used)
                if risen is not None:
                    hits.append(risen)
                    continue
            if not unit.has.harm and not unit.has.trigger:
                continue
            if unit.tag == "verb" and any(s.id in TAKING for s in unit.has.trigger):
                taken = self._lives(view, position, used)
                if taken is not None:
                    hits.append(taken)
                continue
            sense = self._sense(view, position, unit)
            same = hits[-1].tolls[-1] if hits and sense is not None and sense.shape == "masdar" else None
            many = as_many(view, position, same, sense.harm, f"harm:{sense.id}") if sense is not None else None
            if many is not None:
                hits.append(TollHit(position, [many], False, False, []))
                continue
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

    def _loses(self, view: View, verb: Chunk) -> bool:
        """Whether somebody told by name lost something (the president *lost wide areas*): he is not missing."""
        after = bare_after(view, verb)
        if len(after) < 2 or after[0].amount is not None or self._people(view, after[1]):
            return False
        loser = view.mention(after[0])
        return loser.definite and not after[1].head.names

    def _sense(self, view: View, at: int, unit: Unit) -> Sense | None:
        """Which of its senses of harm a word has here."""
        senses = [s for s in unit.has.harm if unit.conj or unit.last - unit.first > 1 or not s.cut.conjunction]
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
        if sense.id == MISSING and unit.tag == "verb" and maimed(view, chunk):
            harm = "wounded"
        elif sense.id == MISSING:
            if sense.shape == "passive" and (opens_perfect(view, at) or _inspects(unit, sense)):
                return None
            if unit.tag == "verb" and self._loses(view, chunk):
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
        if sense.id == FALLEN and sense.shape == "phrase":
            untold = self._losses(view, at, chunk, "killed")
            if untold is not None:
                return untold
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
            if first.amount is not None or sense.id != END or (first.unread and "person" in first.classes):
                victims = [(None, first), *(self._victim(view, m) for m in self._joined(view, chunk))]
        elif sense.shape == "phrase":
            both_of = sense.id == BOTH and at + 1 < chunk.last and not view.units[at + 1].prep
            those = self._part_of(view, at + 1, chunk.last) if both_of else None
            named = those is not None and those.amount is None and those.number == "p" and is_person(those, None, True)
            victims = [] if named else self._phrase_victims(view, chunk)
            if not victims and those is not None:
                victims = [(None, those)]  # were killed and wounded *civilians*
            if sense.id == END:
                victims = [
                    (c, m) for c, m in victims if c is not None and c.amount is not None and c.index > chunk.index
                ]
        else:
            victims = self._genitive(view, at, chunk)
        if sense.id == BOTH and at > chunk.first and self._people(view, chunk, True):
            return self._each(view, at, view.part(chunk.first, at), used)
        before = view.chunks[chunk.index - 1] if sense.id == BOTH and at == chunk.first else None
        if before is not None and chunk.index > 1 and self._killed_first(view, before):
            each = self._each(view, at, view.mention(before), used)
            if each is not None:
                return each
        other = another(view, unit) if sense.id == BOTH else None
        mixed = mixed and other is None
        if mixed:
            victims = [(c, m) for c, m in victims if not self._named_by_harm(m)]
        last = victims[-1][0] if victims else None
        mixed = mixed or (last is not None and unit.tag == "verb" and both_after(view, last))
        if last is not None and sense.id == MISSING and harm == "missing" and lost_by(view, chunk, victims[0][0]):
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
                both = with_wounded(view, victim, toll, used) if victim is not None and sense.id in FALLS else [toll]
                both = each_of_both(toll, mention) if mixed and sense.id == BOTH else both
                two_by_verb(view, unit, toll, mention)
                tolls.extend(both)
                mentions.extend(mention for _ in both)
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
