"""Happenings → drafts: every field gets its candidates.

Invariant: a draft holds only what its sentence says; names, days and coordinates come later, in grounding.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from khabar.model.drafts import Candidate, Draft, Link, TallyDraft
from khabar.model.mentions import Mention
from khabar.model.spans import Span
from khabar.packs.lexicon import Lexicon
from khabar.read.antecedents import OBJECT
from khabar.read.argument_preps import NO_CHUNKS
from khabar.read.arguments import Filler
from khabar.read.armed_again import of_its_force
from khabar.read.attribution import Speech, by_the_way, disown, nested, passed_on, sources_of, told_of
from khabar.read.blaming import blamed_by
from khabar.read.carriers import Carrier, bearing, spoken_of
from khabar.read.chunks import Chunk
from khabar.read.deeds_of_arms import take_arms_for_deeds
from khabar.read.doers import give_doers, give_helpers, give_senders
from khabar.read.event_verbs import goes_on_to_aim, ruined
from khabar.read.frames import Frames, Slots
from khabar.read.happenings import KILLING, Hit, of_doers
from khabar.read.harmed import by_nobody
from khabar.read.mentions import is_agent
from khabar.read.merge import Happening
from khabar.read.modality import ModalityReader
from khabar.read.outcomes import OutcomeGiver
from khabar.read.protests import marching, only_reason
from khabar.read.results import is_light, lone_after_comma
from khabar.read.said_by import give_announced
from khabar.read.surroundings import surround
from khabar.read.targets_far import give_targets
from khabar.read.toll_giving import TollGiver
from khabar.read.toll_nouns import TollHit
from khabar.read.tolls_beside import join_toll
from khabar.read.units import Unit
from khabar.read.view import View
from khabar.read.vows import vowed
from khabar.read.whereabouts import give_whereabouts
from khabar.read.worth import Worth, charged, claimed_thing, described
from khabar.text.clitics import cuts
from khabar.text.letters import ALIF, HA, LAM, loose

COUNTING: Final = frozenset({"casualty.saqata_victims", "casualty.hasila", "casualty.naa"})  # harm told as a count
SEIZING: Final = "frame.seize"
PREDICATE: Final = "light.hadaf"  # the base was *a target* of an attack
CARRYING: Final = frozenset({"carry", "suffer", "happen", "aim", "phase", "foil", "attempt"})

CURFEW: Final = "coerce.hazr_tajawwul"  # laid on a town, it only holds there

SIDES: Final = frozenset({"noun.parties", "noun.state_side"})  # the two sides of the fighting
GATHERING: Final = "noun.gathering"
SET_FREE: Final = "frame.release_set"
SURVIVED: Final = "light.najaa"

NAMED_LATE: Final = frozenset(
    {"accuse.alqa_lawm", "claim.aalana_masuliyya", "claim.masuliyyat_group", "coerce.alqa_qabd"}
)  # their noun may stand far behind them, and is what tells the act
LATE: Final = 30  # units
NEAR: Final = 30  # letters


class Drafter:
    """Makes the drafts of a sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.frames = Frames(lexicon)
        self.filler = Filler(lexicon, self.frames)
        self.outcomes = OutcomeGiver(lexicon)
        self.modality = ModalityReader(lexicon)
        self.worth = Worth(lexicon)
        self._completing: dict[str, frozenset[str]] = {}
        self._tolls: TollGiver | None = None

    def own(self, view: View, happenings: list[Happening], tolls: list[TollHit], used: set[int]) -> list[Draft]:
        """The drafts of a sentence in order of their triggers, with what their own clauses tell; `used` are triggers
        that tallies have taken.
        """
        out: list[Draft] = []
        ends = {
            view.chunk_of[h.hit.unit]
            for h in happenings
            if not (_in_office(view, h.hit) or _is_crowd(view, h.hit) or of_doers(view, h.hit.unit))
        }
        for toll in tolls:
            if toll.verbal:
                ends.add(view.chunk_of[toll.unit])
        stop = frozenset(ends)
        hits = _hits_of(happenings)
        for happening in happenings:
            if happening.hit.unit in used or claimed_thing(view, happening.hit, hits):
                continue
            out.append(self._draft(view, happening, stop, hits))
        return out

    def arm(self, view: View, drafts: list[Draft]) -> None:
        """Give the drafts of a sentence the weapons that stand in it."""
        self.filler.armourer.sweep(view, drafts)

    def count(self, view: View, drafts: list[Draft], tolls: list[TollHit], totals: Sequence[TallyDraft] = ()) -> None:
        """Give the drafts of a sentence the people harmed in it, and make drafts of harm told by itself; `totals` are
        the tallies of the sentence.
        """
        passing = [d for d in drafts if _in_passing(view, d) or described(view, d)] if tolls else []
        for draft in passing:
            drafts.remove(draft)
        self._giver().give(view, drafts, tolls, totals)
        drafts += passing

    def judge(self, view: View, drafts: list[Draft], happenings: list[Happening]) -> list[Draft]:
        """The drafts of a sentence that are worth a record, with what came of them."""
        out = drafts
        self.filler.armourer.harmed(view, out)
        take_arms_for_deeds(view, out)
        hits = _hits_of(happenings)
        self._doubt(view, out, hits)
        out = [d for d in out if not _only_feared(d)]
        if marching(hits):
            out = [d for d in out if not only_reason(view, d, hits)]
        carried = frozenset(h.hit.unit for h in happenings if h.carriers or charged(view, h.hit, hits))
        out = join_toll([d for d in out if self.worth.holds(view, d, carried)])
        out = [d for d in out if d.casualties or not _counts_nobody(d)]
        self.outcomes.give(view, out)
        return out

    def attribute(self, view: View, out: list[Draft], speeches: list[Speech]) -> None:
        """Give the drafts of a sentence the times and places that stand around them, and who says so."""
        surround(view, out, self.filler.locative, self.lexicon)
        vow = vowed(view, out)
        if vow is not None:
            out.append(vow)
        blamed_by(out, speeches)
        for draft in out:
            nobody = by_nobody(view, draft.unit) if draft.type == "claim" else None
            if nobody is not None and nobody.head.noun is not None:
                disown(draft, view.mention(nobody))
            links: list[Link] = []
            if not by_the_way(view, draft):
                links = told_of(draft, sources_of(speeches, draft.unit, negated=_negated(draft)))
                links = links or nested(view, draft, speeches)
            links = links or passed_on(draft, speeches)
            draft.sources = [*links, *draft.sources]
            draft.said_when = [
                when
                for s in speeches
                if s.when and (s.first <= draft.unit < s.last or s.unit == draft.unit)
                for when in s.when
            ]

    def name(self, view: View, out: list[Draft], speeches: list[Speech], quoted: list[Link]) -> None:
        """Give the drafts of a sentence those who are named as doers elsewhere in it; `quoted` is whom it quotes on."""
        give_announced(view, out, speeches)
        give_doers(view, out, speeches, self.filler.subjects, quoted)
        give_senders(view, out)
        give_helpers(view, out)
        give_targets(view, out, self.filler.subjects)
        for draft in out:
            of_its_force(self.lexicon, view, draft)

    @staticmethod
    def locate(view: View, out: list[Draft], speeches: list[Speech]) -> None:
        """Give the drafts of a sentence the places elsewhere in it, and put them in the order of its words."""
        give_whereabouts(view, out, speeches)
        if len(out) > 1:
            out.sort(key=_span_of)

    def _doubt(self, view: View, drafts: list[Draft], hits: list[Hit]) -> None:
        """Hedges of the harm that is told by itself (`unconfirmed news of the killing of`); its denial is in its
        count.
        """
        known = {hit.unit for hit in hits}
        for draft in drafts:
            harm = view.units[draft.unit].has.harm
            if draft.unit in known or not harm:
                continue
            doubts = self.modality.read(view, Hit(draft.unit, harm[0], harm[0].shape, 1.0), hits)
            draft.modality = [c for c in doubts if c.value != "negated"]

    # -- one draft ------------------------------------------------------------------------------------------------

    def _draft(self, view: View, happening: Happening, stop: frozenset[int], hits: list[Hit]) -> Draft:
        hit = happening.hit
        unit = view.units[hit.unit]
        span = self._trigger_span(view, hit)
        draft = Draft(
            span=span,
            trigger=view.text[span.start : span.end],
            type=hit.type,
            rule=f"trigger:{hit.sense.id}",
            sense=hit.sense.id,
            sentence=view.index,
            shape=hit.shape,
            unit=hit.unit,
            clause=view.chunk(hit.unit).clause,
            definite=unit.article or bool(unit.pronoun),
            speech=hit.sense.speech,
        )
        draft.modality = self.modality.read(view, hit, hits)
        draft.lost_senses = [Candidate(s.type, f"trigger:{s.id}", score, why) for s, score, why in hit.lost]
        telling = {view.chunk_of[hit.unit]}
        for other in happening.merged:
            if draft.type != "protest" or other.type == "protest":
                telling.add(view.chunk_of[other.unit])
        told_by = frozenset(telling)
        own = stop - told_by
        held = [view.chunk_of[h.unit] for h in happening.merged if h.sense.frame == SEIZING and h.shape == "noun"]
        self._fill(view, draft, hit, own.union(held) if held else own)  # regained *control*
        for other in happening.merged:
            if draft.type == "protest" and not view.chunk(hit.unit).prep and view.units[other.unit].tag == "verb":
                continue  # there went out [in the town] a march: the march is who went out
            told = len(draft.target)
            struck = ruined(view, draft.unit, other)
            if struck is not None:
                self.filler.put(view, draft, struck, ("target",), "ruined by it", 1.0)
                draft.outcome.append(Candidate("hit", "ruined by it", 1.5))
                continue
            if goes_on_to_aim(view, draft.unit, other):
                continue  # an attack was carried out *and struck* a post: the deed is the subject
            self._fill(view, draft, other, own)
            self._struck_alone(view, draft, other)
            if told and other.shape == "passive":
                for candidate in draft.target[told:]:
                    candidate.score -= 0.3  # what was hit by it, where its own words say at what it was aimed
            elif told and unit.pronoun and draft.target[0].rule.endswith(OBJECT) and other.unit > hit.unit:
                for candidate in draft.target[told:]:
                    candidate.score -= 0.6  # attacked *it*, and hit two houses
        for carrier in bearing(happening.carriers):
            self._carry(view, draft, carrier, own, told_by)
        if draft.type == "aid":
            _only_receivers(draft)
        return draft

    def _struck_alone(self, view: View, draft: Draft, other: Hit) -> None:
        """Let what a verb goes on with after a comma be what was struck (attacks, *it aimed at the police*)."""
        if other.unit <= draft.unit or not is_light(view.units[other.unit], "aim"):
            return
        struck = lone_after_comma(view, view.chunk(other.unit))
        if struck is None or view.units[draft.unit].tag == "verb":
            return
        spans = {(view.units[struck.first].start, view.units[struck.last - 1].end)}
        kept = [c for c in draft.initiator if c.span is None or (c.span.start, c.span.end) not in spans]
        if len(kept) < len(draft.initiator):
            draft.initiator = kept
            self.filler.put(view, draft, struck, ("target",), "after a comma: what was struck", 0.9)

    @staticmethod
    def _trigger_span(view: View, hit: Hit) -> Span:
        unit = view.units[hit.unit]
        if hit.sense.id in NAMED_LATE and unit.tag == "verb":
            for other in view.units[hit.unit + 1 : hit.unit + LATE]:
                far = other.start - unit.start > NEAR and loose(other.token.form) in view.closed("trigger_nouns")
                if far and other.last - other.first == 1:
                    return Span(other.bare_start, other.end)
        return Span(unit.bare_start, unit.end)

    def _fill(self, view: View, draft: Draft, hit: Hit, stop: frozenset[int]) -> None:
        verbal = hit.shape == "phrase" and view.units[hit.unit].tag == "verb"
        frame = hit.sense.frame
        slots = self.frames.slots(frame, hit.shape)
        if verbal:
            slots = self._of_phrase(view, hit, slots)
        if verbal and hit.unit != draft.unit:
            slots = Slots()  # `hit its target` only tells what came of it
        if hit.unit != draft.unit and frame == KILLING:
            slots = slots.without_object()  # those killed are the toll of the attack, not its target
        rule = f"{frame}/{hit.shape}"
        passed = self._complements(view, hit, slots) - stop
        if view.units[hit.unit].tag == "verb" or hit.shape == "active":
            self.filler.verb(view, draft, hit.unit, slots, hit.shape == "passive", rule, stop, frame, passed)
        else:
            self.filler.noun(view, draft, hit.unit, slots, rule, stop, passed)
        entry = hit.entry
        if entry.outcome:
            draft.outcome.append(Candidate(entry.outcome, f"trigger:{entry.id}", 1.5))

    def _of_phrase(self, view: View, hit: Hit, slots: Slots) -> Slots:
        """The slots of a phrase that begins with its verb: subject and object of the verb, unless a verbal noun ends
        it (will go on striking), whose object is no participant of the phrase.
        """
        unit, verb = view.units[hit.unit], self.frames.slots(hit.sense.frame, "verb")
        last = self.lexicon.senses(view.tokens[unit.last - 1].word)
        if any(s.shape == "noun" for s in last.single.get("trigger", ())):
            own = any(s.shape == "noun" and s.cut.pronoun for s in last.single.get("trigger", ()))
            return Slots(subject=verb.subject, object=verb.object if own else ())  # renewed *its* call on them
        return slots.with_own(verb.subject, verb.object)

    def _complements(self, view: View, hit: Hit, slots: Slots) -> frozenset[int]:
        """The phrases that only complete the trigger (laid *hold* of, cut *ties* with): no participants."""
        words = self._completing.get(hit.sense.id)
        if words is None:
            when = hit.entry.when
            phrases = [*when.words, *when.next]
            words = self._completing[hit.sense.id] = frozenset(
                self.lexicon.key(w) for phrase in phrases for w in phrase.split()
            )
        taken = slots.object[:1] == ("target",) and not slots.aims and hit.sense.frame != SET_FREE
        if not words or taken:
            return NO_CHUNKS
        here = view.chunk_of[hit.unit]
        return frozenset(
            chunk.index
            for chunk in view.chunks[here + 1 : here + 5]
            if chunk.kind == "np"
            and not (chunk.head.names or chunk.head.has.weapon or chunk.head.has.noun)
            and any(self.lexicon.key(stem) in words for stem in _stems(chunk.head.token.form))
        )

    def _carry(self, view: View, draft: Draft, carrier: Carrier, stop: frozenset[int], told_by: frozenset[int]) -> None:
        """What a light verb tells of the happening it carries, which the phrases ``told_by`` name."""
        entry = carrier.sense.entry
        unit = view.units[carrier.unit]
        rule = f"light:{entry.id}"
        if entry.class_ in CARRYING and unit.tag == "verb":
            passive = carrier.sense.shape == "passive"
            noun = self.frames.slots(self.lexicon.get(draft.sense).frame, "noun")
            slots = carrier.slots.led(noun.preps) if draft.sense == CURFEW else carrier.slots.under(noun.preps)
            self.filler.verb(view, draft, carrier.unit, slots, passive, rule, stop, passed=told_by)
            if carrier.slots.preps.get(LAM, ())[:1] == ("target",) and not passive:
                _laid_for(draft, rule)
            if entry.class_ == "foil":
                for candidate in draft.target:  # who foiled it was its target only where it names no other
                    candidate.score = 0.5 if candidate.rule == f"{rule}: subject" else candidate.score
        elif entry.class_ in CARRYING and carrier.slots.subject:
            self._bearer(view, draft, carrier, rule)
            if unit.pronoun:  # his attempt to run over soldiers
                self.filler.pronoun(view, draft, unit, carrier.slots.subject, f"{rule}: its pronoun")
            if unit.pronoun and "target" in carrier.slots.subject and not draft.target:
                self.filler.pronoun(view, draft, unit, ("target",), f"{rule}/noun: {OBJECT}")
        survived = entry.id == SURVIVED and draft.definite and view.clause(carrier.unit).kind == "rel"
        if entry.outcome and not survived:  # a man who survived the attack tells of it: it did not fail
            draft.outcome.append(Candidate(entry.outcome, rule, 1.4))
        as_hit = Hit(carrier.unit, carrier.sense, carrier.sense.shape, 1.0)
        modal = self.modality.read(view, as_hit) if unit.tag == "verb" else []
        draft.modality = sorted([*draft.modality, *[c for c in modal if c.value != "asserted"]], key=lambda c: -c.score)
        if entry.modality:
            draft.modality.insert(0, Candidate(entry.modality, rule, 2.0))

    def _bearer(self, view: View, draft: Draft, carrier: Carrier, rule: str) -> None:
        """The doer in construct after a light verbal noun, and whom it met: the group's laying an ambush for them."""
        chunk = view.chunk(carrier.unit)
        first = carrier.unit + 1
        if first < chunk.core and view.chunk_of[draft.unit] != chunk.index:
            mention = view.part(first, chunk.core)
            self.filler.put_mention(
                view, draft, mention, chunk, carrier.slots.subject, f"{rule}: subject in construct", 0.9
            )
        elif carrier.sense.entry.class_ == "attempt" and chunk.index + 1 < view.chunk_of[draft.unit]:
            by = view.chunks[chunk.index + 1]
            of_whom = by.prep in view.closed("agent_preps") or (by.prep == LAM and is_agent(view.mention(by)))
            if by.kind == "np" and of_whom:
                self.filler.put(view, draft, by, carrier.slots.subject, f"{rule}: after a preposition", 0.9)
        elif carrier.sense.entry.class_ == "suffer":
            self._sufferer(view, draft, carrier, chunk, f"{rule}: subject in construct")
        after = view.chunk_of[draft.unit] + 1
        victim = view.chunks[after] if after < len(view.chunks) else None
        if victim is not None and victim.kind == "np" and victim.prep == LAM and LAM in carrier.slots.preps:
            self.filler.put(view, draft, victim, carrier.slots.preps[LAM], f"{rule}: after a preposition", 0.95)

    def _sufferer(self, view: View, draft: Draft, carrier: Carrier, chunk: Chunk, rule: str) -> None:
        """Who suffered where it is counted after a light verbal noun, or told before it (spoke of *its* exposure)."""
        if view.units[carrier.unit].pronoun:
            fallen = _fallen_before(view, chunk)
            if fallen is not None:
                self.filler.put_mention(view, draft, fallen, None, carrier.slots.subject, rule, 0.7)
                return
            clause = view.clauses[chunk.clause]
            subject = self.filler.subjects.of(view, clause)
            if subject is not None and subject.index < chunk.index:
                inner = self._owned_feminine(view, subject, view.units[carrier.unit])
                if inner is not None:
                    self.filler.put_mention(view, draft, inner, None, carrier.slots.subject, rule, 0.7)
                else:
                    self.filler.put(view, draft, subject, carrier.slots.subject, rule, 0.7)
            return
        after = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
        if carrier.sense.entry.id == PREDICATE:
            subject = spoken_of(view, chunk)
            if subject is not None:
                self.filler.put(view, draft, subject, carrier.slots.subject, rule, 0.9)
            return
        if after is None or after.kind != "np" or after.prep or after.conj:
            return
        if any(s.shape == "noun" for s in after.head.has.harm):
            return  # the fall of *nine dead* in the attack
        if after.amount is not None or view.units[after.first].tag == "quant":
            self.filler.put(view, draft, after, carrier.slots.subject, rule, 0.9)

    @staticmethod
    def _owned_feminine(view: View, subject: Chunk, unit: Unit) -> Mention | None:
        """What a feminine pronoun takes up of a masculine subject (the captain of *the ship* spoke of its exposure)."""
        last = view.units[subject.last - 1]
        feminine = unit.pronoun == HA + ALIF and not subject.head.token.word.feminine
        if not feminine or subject.last - subject.first < 2 or not last.token.word.feminine:
            return None
        return view.part(subject.last - 1, subject.last)

    def _giver(self) -> TollGiver:
        if self._tolls is None:
            self._tolls = TollGiver(self.lexicon, self.filler.locative)
        return self._tolls

    # -- the sentence as a whole ----------------------------------------------------------------------------------


def _fallen_before(view: View, chunk: Chunk) -> Mention | None:
    """Who fell right before a phrase with a preposition that tells how (the death of *an officer* after his exposure
    to).
    """
    before = view.chunks[chunk.index - 1] if chunk.index and chunk.prep else None
    if before is None or before.kind != "np" or not before.head.has.harm or before.core <= before.first + 1:
        return None
    head = next((at for at in range(before.first, before.core) if view.units[at] is before.head), before.first)
    return view.part(head + 1, before.core) if head + 1 < before.core else None


def _counts_nobody(draft: Draft) -> bool:
    """Whether a draft tells of harm by a word that only counts, and nobody is counted (no reports of dead)."""
    return draft.type == "casualty" and (draft.sense in COUNTING or draft.sense.startswith("harm."))


def _hits_of(happenings: list[Happening]) -> list[Hit]:
    """The triggers of some happenings in order."""
    hits: list[Hit] = []
    ordered = True
    for happening in happenings:
        hits.append(happening.hit)
        if happening.merged:
            hits += happening.merged
            ordered = False
    if not ordered:
        hits.sort(key=_unit_of)
    return hits


def _unit_of(hit: Hit) -> int:
    return hit.unit


def _span_of(draft: Draft) -> Span:
    return draft.span


def _in_office(view: View, hit: Hit) -> bool:
    """Whether a word that could name a happening is part of what somebody presides over (head of the Accord Front)."""
    chunk = view.chunk(hit.unit)
    noun = chunk.head.noun
    office = bool(chunk.head.of("office")) or (noun is not None and ("office" in noun.classes or noun.id in SIDES))
    return office and view.units[hit.unit] is not chunk.head and view.units[hit.unit].article


def _in_passing(view: View, draft: Draft) -> bool:
    """Whether a happening is told only to say whose doers somebody met: what is harmed there is not of it."""
    if not of_doers(view, draft.unit):
        return False
    after = view.chunk_of[draft.unit] + 1
    return after >= len(view.chunks) or view.chunks[after].kind != "rel"


def _is_crowd(view: View, hit: Hit) -> bool:
    """Whether a word that could tell how forces gather is a crowd that something is aimed at (fired *on* a crowd)."""
    if hit.type != "mobilize":
        return False
    chunk = view.chunk(hit.unit)
    if chunk.head is not view.units[hit.unit] or not (
        chunk.prep in view.closed("on") or chunk.prep in view.closed("amid")
    ):
        return False
    noun = chunk.head.noun
    gathered = chunk.head.token.form in view.closed("gatherings")
    return gathered or (noun is not None and noun.id == GATHERING)


def _only_receivers(draft: Draft) -> None:
    """Take what is given out of the targets where a preposition tells to whom (took food to the town)."""
    if any("preposition" in c.rule for c in draft.target):
        draft.target = [c for c in draft.target if "preposition" in c.rule or is_agent(c.value)]


def _only_feared(draft: Draft) -> bool:
    """Whether harm is told by itself that has not happened (fear of the killing of); takes tolls of what is to come."""
    if draft.modality[0].value not in ("future", "hypothetical"):
        return False
    draft.casualties = []
    return draft.type == "casualty" and draft.rule.startswith("harm")


@lru_cache(maxsize=20_000)
def _stems(form: str) -> frozenset[str]:
    """What a word can be without its clitics."""
    return frozenset([form, *[cut.stem for cut in cuts(form)]])


def _negated(draft: Draft) -> bool:
    """Whether the happening is told as one that did not take place."""
    best: Candidate | None = None
    for candidate in draft.modality:
        if best is None or candidate.score > best.score:
            best = candidate
    return best is not None and best.value == "negated"


def _laid_for(draft: Draft, rule: str) -> None:
    """`The group lays an ambush *for the army*`: whom ``li-`` names did not lay it where the verb has its subject."""
    own = any(c.rule.startswith(rule) and "subject" in c.rule for c in draft.initiator)
    met = [c for c in draft.initiator if c.value.prep == LAM and c.rule.endswith("/noun: after a preposition")]
    if own and met and len(met) < len(draft.initiator):
        draft.initiator = [c for c in draft.initiator if c not in met]
        draft.target = [*met, *draft.target]
