"""Happenings → drafts: every field gets its candidates.

Invariant: a draft holds only what its sentence says; names, days and coordinates come later, in grounding.
"""

from __future__ import annotations

from dataclasses import replace

from khabar.model.drafts import Candidate, Draft, Toll
from khabar.model.spans import Span
from khabar.packs.lexicon import Lexicon
from khabar.read.arguments import Filler, time_of
from khabar.read.attribution import Speech, sources_of, told_of
from khabar.read.frames import Frames
from khabar.read.happenings import FORCE, Hit
from khabar.read.merge import Carrier, Happening
from khabar.read.mentions import is_agent, is_place
from khabar.read.modality import UNRECORDED, ModalityReader
from khabar.read.tolls import TollHit
from khabar.read.view import View

CARRYING = frozenset({"carry", "suffer", "happen", "aim", "phase", "foil", "attempt"})
CAUSAL = frozenset({"\u0641\u064a", "\u0628", "\u0627\u062b\u0631", "\u062c\u0631\u0627\u0621", "\u0646\u062a\u064a\u062c\u0629", "\u0628\u0633\u0628\u0628", "\u0639\u0642\u0628", "\u062e\u0644\u0627\u0644"})  # fmt: skip


class Drafter:
    """Makes the drafts of a sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.frames = Frames(lexicon)
        self.filler = Filler(lexicon, self.frames)
        self.modality = ModalityReader(lexicon)

    def drafts(
        self, view: View, happenings: list[Happening], tolls: list[TollHit], speeches: list[Speech], used: set[int]
    ) -> list[Draft]:
        """The drafts of a sentence in order of their triggers; `used` are triggers that tallies have taken."""
        out: list[Draft] = []
        stop = frozenset(view.chunk_of[h.hit.unit] for h in happenings) | frozenset(
            view.chunk_of[t.unit] for t in tolls if t.verbal
        )
        hits = sorted((h for x in happenings for h in (x.hit, *x.merged)), key=lambda h: h.unit)
        for happening in happenings:
            if happening.hit.unit in used:
                continue
            out.append(self._draft(view, happening, stop, hits))
        self._tolls(view, out, tolls)
        out = [d for d in out if self._worth(view, d)]
        self._sentence_wide(view, out)
        for draft in out:
            draft.sources = told_of(draft, sources_of(speeches, draft.unit))
            draft.said_when = [w for s in speeches if s.first <= draft.unit < s.last or s.unit == draft.unit for w in s.when]
            self._own_report(view, draft, speeches)
        out.sort(key=lambda d: d.span)
        return out

    # -- one draft ------------------------------------------------------------------------------------------------

    def _draft(self, view: View, happening: Happening, stop: frozenset[int], hits: list[Hit]) -> Draft:
        hit = happening.hit
        unit = view.units[hit.unit]
        span = self._trigger_span(view, hit)
        draft = Draft(
            span=span, trigger=view.text[span.start : span.end], type=hit.type, rule=f"trigger:{hit.entry.id}",
            sense=hit.entry.id, sentence=view.index, shape=hit.shape, unit=hit.unit, clause=view.chunk(hit.unit).clause,
            definite=unit.article or bool(unit.pronoun), speech=hit.entry.speech,
        )  # fmt: skip
        draft.modality = self.modality.read(view, hit, hits)
        draft.lost_senses = [Candidate(s.entry.type, f"trigger:{s.entry.id}", score, why) for s, score, why in hit.lost]
        own = stop - {view.chunk_of[h.unit] for h in (hit, *happening.merged)}
        self._fill(view, draft, hit, own)
        for other in happening.merged:
            self._fill(view, draft, other, own)
        for carrier in happening.carriers:
            self._carry(view, draft, carrier, own)
        return draft

    @staticmethod
    def _trigger_span(view: View, hit: Hit) -> Span:
        unit = view.units[hit.unit]
        return Span(unit.bare_start, unit.end)

    def _fill(self, view: View, draft: Draft, hit: Hit, stop: frozenset[int]) -> None:
        slots = self.frames.slots(hit.entry.frame, hit.shape)
        rule = f"{hit.entry.frame}/{hit.shape}"
        if view.units[hit.unit].tag == "verb" or hit.shape == "active":
            self.filler.verb(view, draft, hit.unit, slots, hit.shape == "passive", rule, stop, hit.entry.frame)
        else:
            self.filler.noun(view, draft, hit.unit, slots, rule, stop)
        entry = hit.entry
        if entry.outcome:
            draft.outcome.append(Candidate(entry.outcome, f"trigger:{entry.id}", 1.5))

    def _carry(self, view: View, draft: Draft, carrier: Carrier, stop: frozenset[int]) -> None:
        """What a light verb tells of the happening it carries."""
        entry = carrier.sense.entry
        unit = view.units[carrier.unit]
        rule = f"light:{entry.id}"
        if entry.class_ in CARRYING and unit.tag == "verb":
            passive = carrier.sense.shape == "passive"
            noun = self.frames.slots(self.lexicon.get(draft.sense).frame, "noun")
            slots = replace(carrier.slots, preps={**noun.preps, **carrier.slots.preps})
            self.filler.verb(view, draft, carrier.unit, slots, passive, rule, stop)
        elif entry.class_ in CARRYING and carrier.slots.subject:
            self._bearer(view, draft, carrier, rule)
        if entry.outcome:
            draft.outcome.append(Candidate(entry.outcome, rule, 1.4))
        modal = self.modality.read(view, Hit(carrier.unit, carrier.sense, carrier.sense.shape, 1.0)) if unit.tag == "verb" else []
        draft.modality = sorted([*draft.modality, *[c for c in modal if c.value != "asserted"]], key=lambda c: -c.score)
        if entry.modality:
            draft.modality.insert(0, Candidate(entry.modality, rule, 2.0))

    def _bearer(self, view: View, draft: Draft, carrier: Carrier, rule: str) -> None:
        """The doer in construct after a light verbal noun: the carrying out by the group of a raid."""
        chunk = view.chunk(carrier.unit)
        first = carrier.unit + 1
        if first < chunk.core and view.chunk_of[draft.unit] != chunk.index:
            mention = view.part(first, chunk.core)
            self.filler.put_mention(view, draft, mention, chunk, carrier.slots.subject, f"{rule}: subject in construct", 0.9)

    # -- tolls ----------------------------------------------------------------------------------------------------

    def _tolls(self, view: View, drafts: list[Draft], tolls: list[TollHit]) -> None:
        """Give each toll to the happening that its sentence tells, else make it a happening of its own."""
        force = [d for d in drafts if d.type in FORCE and d.modality[0].value not in ("future", "hypothetical")]
        for hit in tolls:
            same = next((d for d in drafts if d.unit == hit.unit), None)
            if same is None and hit.tolls[0].harm == "captured":
                same = next((d for d in drafts if d.type == "coerce"), None)
            target = same or (self._nearest(view, force, hit) if force else None)
            if target is not None:
                self._give(target, hit.tolls)
                continue
            if hit.tolls[0].low == 0 and hit.tolls[0].high == 0 and not hit.verbal:
                continue
            drafts.append(self._casualty(view, hit))

    @staticmethod
    def _give(draft: Draft, tolls: list[Toll]) -> None:
        for toll in tolls:
            if all(not t.span.overlaps(toll.span) or t.harm != toll.harm for t in draft.casualties):
                draft.casualties.append(toll)
        if any(t.low or t.high is None for t in tolls) and draft.type != "coerce":
            draft.outcome.append(Candidate("hit", "a toll is told", 1.0))

    @staticmethod
    def _nearest(view: View, force: list[Draft], hit: TollHit) -> Draft:
        """The happening after the toll when a preposition of cause leads there, else the nearest before it."""
        chunk = view.chunk(hit.unit)
        for draft in force:
            other = view.chunk(draft.unit)
            if 0 < other.index - chunk.index <= 5 and (other.prep in CAUSAL):
                return draft
        before = [d for d in force if d.unit < hit.unit]
        return before[-1] if before else force[0]

    def _casualty(self, view: View, hit: TollHit) -> Draft:
        unit = view.units[hit.unit]
        clause = view.chunk(hit.unit).clause
        span = Span(unit.bare_start, unit.end)
        draft = Draft(
            span=span, trigger=view.text[span.start : span.end], type="coerce" if hit.tolls[0].harm == "captured" else "casualty",
            rule=hit.tolls[0].rule, sense=hit.tolls[0].rule, sentence=view.index, shape="verb" if unit.tag == "verb" else "noun",
            unit=hit.unit, clause=clause,
        )  # fmt: skip
        draft.modality = [Candidate("asserted", "plain assertion", 0.5)]
        draft.casualties = list(hit.tolls)
        bounds = view.clauses[clause]
        for chunk in view.chunks[bounds.first : bounds.last]:
            if chunk.kind == "time":
                draft.times.append(time_of(view, chunk, "casualty: time in its clause", 0.9))
            elif chunk.kind == "np" and chunk.prep in self.filler.locative:
                mention = view.mention(chunk)
                if is_place(mention) and mention.kind != "medical":
                    draft.place.append(Candidate(mention, "casualty: place in its clause", 0.8, span=mention.span))
        return draft

    # -- the sentence as a whole ----------------------------------------------------------------------------------

    def _worth(self, view: View, draft: Draft) -> bool:
        """Whether a mention is recorded: a definite or bare one only if its clause adds something (rule 5.4)."""
        if draft.modality[0].value == UNRECORDED:
            return False
        if draft.shape in ("verb", "passive", "active"):
            return True
        if draft.type not in FORCE and draft.type not in ("coerce", "mobilize", "retreat"):
            return bool(draft.initiator or draft.target or draft.place) or not draft.definite
        return bool(
            draft.initiator or draft.target or draft.place or draft.times or draft.casualties or draft.weapons or draft.outcome
        )

    def _sentence_wide(self, view: View, drafts: list[Draft]) -> None:
        """Places and times that open the sentence, or stand in another clause of it, as weaker candidates."""
        places, times = [], []
        for chunk in view.chunks:
            if chunk.kind == "time":
                times.append(time_of(view, chunk, "time in the sentence", 0.4))
            elif chunk.kind == "np" and chunk.prep in self.filler.locative:
                mention = view.mention(chunk)
                if any(n.kind == "place" for n in mention.names):
                    places.append((chunk, mention))
        for draft in drafts:
            for chunk, mention in places:
                distance = abs(view.chunk_of[draft.unit] - chunk.index)
                opens = chunk.index <= 1
                score = 0.5 if opens else 0.45 - 0.01 * distance
                if draft.type in FORCE or draft.type in ("casualty", "coerce", "mobilize", "protest"):
                    draft.place.append(Candidate(mention, "place elsewhere in the sentence", score, span=mention.span))
            known = {w.span for w in draft.times}
            draft.times += [w for w in times if w.span not in known]

    @staticmethod
    def _own_report(view: View, draft: Draft, speeches: list[Speech]) -> None:
        """`the group announced targeting…`: who announces a verbal noun without an actor did it."""
        if draft.initiator or draft.type not in ("assault", "coerce", "mobilize", "intercept", "retreat"):
            return
        if draft.shape not in ("noun", "phrase"):
            return
        for speech in speeches:
            if speech.whole or not speech.links or not speech.first <= draft.unit < speech.last:
                continue
            verb = view.chunk(speech.unit)
            here = view.chunk(draft.unit)
            vows = speech.rule.startswith("speech:threaten")
            if vows and draft.modality[0].value == "asserted" and here.index - verb.index <= 4:
                draft.modality.insert(0, Candidate("future", "what is threatened has not happened", 1.0))
            own = speech.announces or vows or speech.rule.startswith("speech:claim")
            if own and here.clause == verb.clause and here.index - verb.index <= 4 and is_agent(speech.links[0].mention):
                mention = speech.links[0].mention
                draft.initiator.append(Candidate(mention, "announcer of its own act", 0.75, span=mention.span))
                return
