"""Which happening of a sentence each toll belongs to.

Invariant: every toll goes to one draft. A verb of killing that only tells the result of another happening of its
sentence is no happening of its own (codebook, rule 5.3); a toll that nothing in its sentence caused is a casualty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from khabar.model.drafts import Candidate, Draft, TallyDraft, Toll
from khabar.model.mentions import Mention
from khabar.model.picking import FELLED
from khabar.model.spans import Span
from khabar.packs.lexicon import Lexicon
from khabar.read.chunks import Chunk
from khabar.read.doers_near import fought_with
from khabar.read.evidence import FORCE, by_speaker
from khabar.read.harmed import untold
from khabar.read.mentions import is_place
from khabar.read.phrases import time_of
from khabar.read.results import foiled, is_light
from khabar.read.tally_spans import CAMPAIGNS, OUTBREAK
from khabar.read.times_apart import counted_after
from khabar.read.toll_causes import (
    BULLETS,
    contradicts,
    is_bare,
    is_caused,
    led_to,
    next_told,
    of_part,
    resulted,
    tells_total,
    took_lives,
    totalled,
)
from khabar.read.toll_fallen import FIGURE, tell_where_they_fell
from khabar.read.toll_judging import unreported_harm
from khabar.read.toll_nouns import TollHit
from khabar.read.toll_retold import counted_anew, fresh, spoken_of
from khabar.read.toll_targets import find_target
from khabar.read.tolls import TollFinder
from khabar.read.tolls_beside import ANOTHER, STILL, TOLL, in_one_list, join_missing, joined_harm, listed_on
from khabar.read.view import View
from khabar.text.clitics import AL
from khabar.text.letters import FA

FELL_ON: Final = "the site where it fell"
_KILLING: Final = frozenset(
    {"harm:harm.kill_active", "harm:harm.kill_passive", "harm:harm.neutralize", "harm:harm.killing_noun"}
)
_WOUNDING: Final = frozenset({"harm:harm.wound_passive", "harm:harm.wound_active", "harm:harm.wound_passive: negated"})
_HARMING: Final = _KILLING | _WOUNDING
_UNREAL: Final = frozenset({"future", "hypothetical"})
VICTIM_OF: Final = "casualty.raha_dahiyya"
DEAD: Final = "noun.harmed"
MUTUAL: Final = frozenset({"frame.clash", "frame.fight"})
EXCHANGE: Final = "assault.tabadul_nar"
ARMED: Final = frozenset({"military", "armed_group", "police"})
LEADERS: Final = frozenset({"noun.cadre", "noun.commander"})
MANY: Final = 1000
HIT: Final = frozenset({"killed", "wounded"})
LACK: Final = 2
FALLEN: Final = 5  # units between a word of dying and who fell
LOSES: Final = "casualty.khasira_qatla"
SLAYER: Final = "frame.kill/verb: subject"


def _given_away(draft: Draft, given: list[tuple[int, Draft]]) -> bool:
    """Whether a word of dying (the *fall* of at least a hundred dead) is left with no toll, the one after it having
    gone to the use of force that led to it.
    """
    if draft.type != "casualty" or draft.casualties or draft.sense == TOLL or draft.shape == "verb":
        return False
    return any(0 <= unit - draft.unit <= FALLEN and target is not draft for unit, target in given)


class TollGiver:
    """Gives the tolls of a sentence to its drafts."""

    def __init__(self, lexicon: Lexicon, locative: frozenset[str]) -> None:
        self.lexicon = lexicon
        self.locative = locative
        self.finder = TollFinder(lexicon)

    def give(self, view: View, drafts: list[Draft], tolls: list[TollHit], totals: Sequence[TallyDraft] = ()) -> None:
        """Give each toll its happening; drafts that only told a result are taken out of the list, casualties added.

        `totals` are the running totals: what they count is no happening, unless the sentence tells one with it.
        """
        _take_out(drafts, [d for d in drafts if d.type == "casualty" and untold(view, d.unit)])
        _take_out(drafts, [d for d in drafts if d.sense in BULLETS and _fought(view, d, drafts)])
        _take_out(drafts, [d for d in drafts if any(h.unit < d.unit and of_part(view, h.unit, d) for h in tolls)])
        _take_out(drafts, [d for d in drafts if d.sense == TOLL and _in_passing(view, d)])
        for draft in drafts:
            _toll_of_attack(view, draft)
        tolls = fresh(view, tolls) if tolls else tolls
        self._own(view, drafts, tolls)
        tolls = [self._renamed(view, drafts, hit) for hit in tolls]
        self._absorb(view, drafts, tolls)
        force = [d for d in drafts if d.type in FORCE and d.modality[0].value not in _UNREAL]
        done = [d for d in force if d.modality[0].value != "negated"]
        self._result(view, drafts, force)
        given: list[tuple[int, Draft]] = []
        last: Draft | None = None
        hit_before: TollHit | None = None
        for hit in tolls:
            if hit.tolls[0].rule == ANOTHER:
                continue
            harmed = any(t.low or t.high != 0 for t in hit.tolls)
            target = find_target(view, drafts, done if harmed and done else force, hit)
            target = join_missing(drafts, hit, target, last)
            if hit_before is not None and in_one_list(view, drafts, hit_before, hit):
                target = last
            elif target is not None and counted_anew(view, target, hit):
                target = None
            on = last is not None and (
                listed_on(view, last, hit) or (last.type == "casualty" and joined_harm(view, hit))
            )
            if target is None and last is not None and on:
                target = None if contradicts(last, hit) else last  # three were killed *and five wounded*
            if target is not None and target.sense == OUTBREAK and harmed and hit.tolls[0].low >= MANY:
                continue  # what a war has cost is no toll of its first day
            forced = bool(totals) and any(d is target for d in force)
            spanned = [t for t in totals if t.times or t.opened] if forced else totals
            beside = hit_before is not None and last is target and joined_harm(view, hit)
            if totalled(hit, spanned) and not (beside or tells_total(view, target, hit)):
                if target is not None and (target.unit == hit.unit or is_bare(view, target)):
                    drafts.remove(target)
                    force = [d for d in force if d is not target]
                    done = [d for d in done if d is not target]
            elif target is not None:
                spoken_of(view, target, hit)
                _add(target, hit.tolls)
                if hit.tolls[0].rule == FIGURE:
                    figure = hit.tolls[0].span  # the toll of the blast rose *to 59*
                    target.target = [c for c in target.target if c.span is None or not c.span.overlaps(figure)]
                given.append((hit.unit, target))
                self._felled(target, hit)
                last, hit_before = target, hit
            elif any(t.low or t.high != 0 for t in hit.tolls) or (not drafts and _predicated(view, hit)):
                last, hit_before = self._casualty(view, hit), hit
                drafts.append(last)
        if last is not None:
            _take_out(drafts, [d for d in drafts if d.sense == STILL and not d.casualties])
        tell_where_they_fell(view, drafts, force)
        self._drop_counted(drafts, tolls, totals)
        _take_out(drafts, [d for d in drafts if _given_away(d, given)])

    @staticmethod
    def _drop_counted(drafts: list[Draft], tolls: list[TollHit], totals: Sequence[TallyDraft]) -> None:
        """Take out words of a toll or of victims whose figures are all running totals."""
        counted = bool(totals) and bool(tolls) and all(totalled(hit, totals) for hit in tolls)
        if counted:
            drafts[:] = [d for d in drafts if d.casualties or d.sense not in (TOLL, VICTIM_OF)]

    def _felled(self, draft: Draft, hit: TollHit) -> None:
        """Those hit by somebody's bullets are its target; fighters who fell by a strike are where no other is told."""
        if draft.sense in BULLETS and draft.target:
            draft.target = [c for c in draft.target if not c.rule.endswith(FELL_ON)]  # shot dead *in the camp*
        shot = draft.sense in BULLETS and not draft.target
        one_sided = (
            not draft.definite
            and draft.type == "assault"
            and (draft.sense == EXCHANGE or self.lexicon.get(draft.sense).frame not in MUTUAL)
        )
        with_whom = (
            draft.type == "assault" and not one_sided and not draft.definite and fought_with(draft, self.lexicon)
        )
        slain = draft.type == "assault" and not draft.target and any(c.rule == SLAYER for c in draft.initiator)
        for mention in hit.mentions or ():
            if mention.pronoun and not (mention.kind in ARMED or "force" in mention.classes):
                continue
            if slain and any(t.harm in HIT and t.span.overlaps(mention.span) for t in hit.tolls):
                draft.target.append(Candidate(mention, "those killed in it by its doer", 0.5, span=mention.span))
                continue
            fighter = mention.kind in ARMED or "force" in mention.classes or self._of_force(mention)
            fighter = fighter or (bool(mention.nationalities) and not mention.noun)
            armed = any(
                (fighter or t.who in ARMED) and t.harm in HIT and t.span.overlaps(mention.span) for t in hit.tolls
            )
            known = mention.kind not in ("", "other") or bool(mention.names or mention.nationalities)
            if shot and (known or (mention.noun == DEAD and mention.number == "d")):
                draft.target.append(Candidate(mention, "those shot", 0.8, span=mention.span))
            elif (
                one_sided
                and (self._known(mention) or (_called(mention) and not draft.target))
                and any(_killed(t, mention) for t in hit.tolls)
            ):
                draft.target.append(Candidate(mention, FELLED, 0.3, span=mention.span))
            elif one_sided and armed:
                draft.target.append(Candidate(mention, "fighters who fell by it", 0.3, span=mention.span))
            elif (
                with_whom
                and not draft.target
                and (mention.noun or mention.names or mention.nationalities)
                and any(t.harm in HIT and t.span.overlaps(mention.span) for t in hit.tolls)
            ):
                draft.target.append(Candidate(mention, "those who fell in a clash with them", 0.3, span=mention.span))

    def _known(self, mention: Mention) -> bool:
        """Whether a phrase is of one person by name or office (the leader of the movement)."""
        one = mention.amount is None and mention.number not in ("p", "d")
        by_name = any(n.kind in ("person", "office") for n in mention.names)
        return one and (by_name or (mention.noun in LEADERS and bool(mention.names)))

    def _of_force(self, mention: Mention) -> bool:
        """Whether a named force or armed group stands in a phrase (nine leaders of the group)."""
        return any(n.kind == "actor" and self.lexicon.get(n.id).kind in ARMED for n in mention.names)

    @staticmethod
    def _result(view: View, drafts: list[Draft], force: list[Draft]) -> None:
        """Take out dying that the clause of a use of force tells as its result (the attack took the lives of seven)."""
        for draft in [d for d in drafts if d.type == "casualty" and d.sense != TOLL and not d.speech]:
            here = view.chunk(draft.unit)
            cause = took_lives(view, draft, force) or next((d for d in force if resulted(view, draft, d, here)), None)
            if cause is None and draft.shape == "verb" and view.tokens[view.units[draft.unit].first].form[:1] == FA:
                cause = next((d for d in reversed(force) if d.unit < draft.unit), None)  # two raids, so six fell
            if cause is None and draft.sense == VICTIM_OF:
                cause = next((d for d in reversed(force) if d.unit < draft.unit), None)
            if cause is not None:
                drafts.remove(draft)
                _add(cause, draft.casualties)

    def _own(self, view: View, drafts: list[Draft], tolls: list[TollHit]) -> None:
        """Tolls of triggers that tell harm in words of their own (gave up the ghost)."""
        told = {hit.unit for hit in tolls}
        for draft in drafts:
            clause = view.chunk(draft.unit).clause
            if draft.sense == TOLL and any(hit.unit > draft.unit for hit in tolls):
                continue
            if any(view.chunk(hit.unit).clause == clause and hit.unit > draft.unit for hit in tolls):
                continue
            if draft.type != "casualty" or draft.unit in told or draft.modality[0].value in _UNREAL:
                continue
            harm = getattr(self.lexicon.get(draft.sense), "harm", "")
            if harm in ("killed", "wounded", "missing"):
                found = self.finder.victims_of(view, draft.unit, harm, f"trigger:{draft.sense}")
                draft.casualties += found
                starts = {t.span.start for t in found}
                for hit in tolls:
                    hit.tolls = [t for t in hit.tolls if t.span.start not in starts]
        if not all(hit.tolls for hit in tolls):
            tolls[:] = [hit for hit in tolls if hit.tolls]

    def _renamed(self, view: View, drafts: list[Draft], hit: TollHit) -> TollHit:
        """A trigger's own harm prevails over that of the bare word (lost his life: killed, not missing)."""
        draft = next((d for d in drafts if d.unit == hit.unit and d.type == "casualty"), None)
        if draft is None and not hit.verbal:
            draft = next(
                (d for d in drafts if d.type == "casualty" and 0 < hit.unit - d.unit <= 3 and d.sense != TOLL), None
            )
        harm = getattr(self.lexicon.get(draft.sense), "harm", "") if draft is not None else ""
        if draft is not None and draft.sense == LOSES and _lost_like(view, hit):
            return hit
        if harm in ("killed", "wounded", "missing") and all(t.harm != harm for t in hit.tolls):
            hit.tolls = [replace(t, harm=harm) for t in hit.tolls]
        return hit

    def _absorb(self, view: View, drafts: list[Draft], tolls: list[TollHit]) -> None:
        """Take out drafts whose verb of killing only tells what another happening of the sentence did."""
        killing = {hit.unit for hit in tolls if hit.verbal and hit.tolls[0].rule in _HARMING}
        real = [d for d in drafts if d.type in FORCE and d.unit not in killing and d.modality[0].value not in _UNREAL]
        denials = [d for d in drafts if d.type == "deny"]
        real = [d for d in real if not any(x.unit < d.unit and x.clause == d.clause for x in denials)]
        if not real:
            for draft in drafts:
                if (
                    draft.unit in killing
                    and draft.type == "assault"
                    and not draft.initiator
                    and not draft.weapons
                    and draft.shape == "passive"
                    and not self._deliberate(draft)
                ):
                    draft.type = "casualty"
            return
        victims = [m.span for hit in tolls for m in hit.mentions or ()]
        for draft in [d for d in drafts if d.unit in killing and d.type == "assault"]:
            if self._deliberate(draft) and not led_to(view, draft):
                continue
            if view.units[draft.unit].pronoun and view.clause(draft.unit).kind == "sub":
                continue  # fought them before they killed *them* all
            subject = any(
                (c.rule.endswith(": subject") or draft.shape == "passive")
                and not c.value.pronoun
                and not any(v.overlaps(c.value.span) for v in victims)
                for c in draft.initiator
            )
            if draft.shape == "verb" and by_speaker(view, view.chunk(draft.unit)):
                subject = subject or not any(d.unit < draft.unit and foiled(view, d.unit) for d in real)
            before = any(d.unit < draft.unit for d in real)
            after = any(d.unit > draft.unit and next_told(view, draft, d) for d in real)
            if not subject and (before or after or any(is_caused(view, draft.unit, d) for d in real)):
                drafts.remove(draft)

    def _deliberate(self, draft: Draft) -> bool:
        """Whether the word itself says that somebody was killed on purpose (assassinated, liquidated)."""
        return bool(getattr(self.lexicon.get(draft.sense), "passives", ()))

    def _casualty(self, view: View, hit: TollHit) -> Draft:
        """A draft of its own for a toll that no happening of the sentence explains."""
        unit = view.units[hit.unit]
        clause = view.chunk(hit.unit).clause
        span = Span(unit.bare_start, unit.end)
        captured = hit.tolls[0].harm == "captured"
        draft = Draft(
            span=span,
            trigger=view.text[span.start : span.end],
            type="coerce" if captured else "casualty",
            rule=hit.tolls[0].rule,
            sense=hit.tolls[0].rule,
            sentence=view.index,
            shape="verb" if unit.tag == "verb" else "noun",
            unit=hit.unit,
            clause=clause,
        )
        draft.modality = [Candidate("asserted", "plain assertion", 0.5)]
        draft.casualties = list(hit.tolls)
        bounds = view.clauses[clause]
        for chunk in view.chunks[bounds.first : bounds.last]:
            if chunk.kind == "time":
                if not counted_after(view, draft, chunk):
                    draft.times.append(time_of(view, chunk, "casualty: time in its clause", 0.9))
            elif chunk.kind == "np" and chunk.prep in self.locative:
                self._place(view, draft, chunk)
        return draft

    @staticmethod
    def _place(view: View, draft: Draft, chunk: Chunk) -> None:
        mention = view.mention(chunk)
        if is_place(mention) and mention.kind != "medical":
            draft.place.append(Candidate(mention, "casualty: place in its clause", 0.8, span=mention.span))


def _lost_like(view: View, hit: TollHit) -> bool:
    """Whether a verb of loss right before its people is joined to verbs of harm without a doer (were killed, were
    wounded *and were lost*): they are missing.
    """
    chunk = view.chunk(hit.unit)
    before = [c for c in view.chunks[: chunk.index] if c.kind == "verb"]
    if not chunk.conj or not before or hit.tolls[0].harm != "missing":
        return False
    after = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
    first = after is not None and after.start <= hit.tolls[0].span.start < after.end
    return first and any(s.entry.role == "subject" for s in before[-1].head.has.harm)


def _in_passing(view: View, draft: Draft) -> bool:
    """Whether a toll is only said to be a first or a last one, of what a use of force led to (which led, *in a first
    toll*, to the death of), or is who tells it (according to *the last toll* of the ministry).
    """
    chunk = view.chunk(draft.unit)
    if chunk.prep_unit is not None and any(s.class_ == "according" for s in chunk.prep_unit.has.report):
        return True
    if chunk.prep not in view.closed("in") or view.chunk_of[draft.unit] == 0:
        return False
    return is_light(view.chunks[chunk.index - 1].head, "result")


def _take_out(drafts: list[Draft], gone: list[Draft]) -> None:
    """Take some drafts, mostly none, out of a list."""
    if gone:
        drafts[:] = [d for d in drafts if all(d is not other for other in gone)]


def _add(draft: Draft, tolls: list[Toll]) -> None:
    """Add tolls to a draft, each phrase once."""
    for toll in tolls:
        if all(not t.span.overlaps(toll.span) or t.harm != toll.harm for t in draft.casualties):
            draft.casualties.append(toll)
    if any(t.low or t.high != 0 for t in tolls) and draft.type != "coerce":
        draft.outcome.append(Candidate("hit", "a toll is told", 1.0))


def _toll_of_attack(view: View, draft: Draft) -> None:
    """`the toll of the attack rose to 89`: where nothing more is told of the attack, the toll is what happened."""
    at = draft.unit
    if draft.type not in FORCE or draft.shape not in ("noun", "phrase") or at == 0 or draft.sense in CAMPAIGNS:
        return
    unit = view.units[at]
    if not (unit.article or (unit.last - unit.first > 1 and view.tokens[unit.last - 1].form.startswith(AL))):
        return
    toll = view.units[at - 1]
    if not any(s.id == TOLL for s in toll.has.trigger) or view.chunk(at) is not view.chunk(at - 1):
        return
    after = view.chunk_of[at] + 1
    if after < len(view.chunks) and view.chunks[after].kind == "rel":
        return
    told = view.chunks[after] if after < len(view.chunks) else None
    if any(c.span is not None and told is not None and c.span.end > told.start for c in draft.target):
        return  # the toll of the raid *on the camp*
    draft.type, draft.sense, draft.rule = "casualty", TOLL, "trigger:" + TOLL
    draft.span = Span(toll.bare_start, toll.end)
    draft.trigger = view.text[draft.span.start : draft.span.end]
    draft.unit = at - 1
    draft.initiator, draft.target, draft.weapons = [], [], []


def _predicated(view: View, hit: TollHit) -> bool:
    """Whether a toll of nobody is told by a clause of its own that is negated (there were no injuries)."""
    chunk = view.chunk(hit.unit)
    if view.clauses[chunk.clause].negator is not None or unreported_harm(view, chunk):
        return True
    first = view.units[chunk.first].first
    words = [t.form for t in view.tokens[max(view.sentence.first, first - LACK) : first + 1]]
    return any(w in view.closed("absence") for w in words)  # the first reports point to *the absence* of injuries


def _called(mention: Mention) -> bool:
    """Whether a phrase is of one person whom it calls by a name that the packs do not know."""
    return mention.unread and mention.amount is None and mention.number == "s" and "person" in mention.classes


def _killed(toll: Toll, mention: Mention) -> bool:
    """Whether a toll is the death of those of a phrase."""
    return toll.harm == "killed" and toll.span.overlaps(mention.span)


def _fought(view: View, shot: Draft, drafts: list[Draft]) -> bool:
    """Whether bullets that nobody is told to have fired are told of a fight in the same clause (during clashes)."""
    clause = view.chunk(shot.unit).clause
    return not shot.initiator and any(
        d.type == "assault" and d.sense not in BULLETS and d.unit > shot.unit and view.chunk(d.unit).clause == clause
        for d in drafts
    )
