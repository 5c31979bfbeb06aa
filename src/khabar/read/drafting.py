"""Happenings → drafts: every field gets its candidates.

Invariant: a draft holds only what its sentence says; names, days and coordinates come later, in grounding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from khabar.model.drafts import Candidate, Draft, TallyDraft
from khabar.model.spans import Span
from khabar.packs.lexicon import Lexicon
from khabar.read.arguments import Filler
from khabar.read.attribution import Speech, nested, sources_of, told_of
from khabar.read.chunks import Chunk
from khabar.read.doers import give_doers, give_senders
from khabar.read.frames import Frames, Slots
from khabar.read.happenings import FORCE, KILLING, Hit
from khabar.read.mentions import is_agent
from khabar.read.merge import DEEDS, Carrier, Happening
from khabar.read.modality import UNRECORDED, ModalityReader
from khabar.read.outcomes import OutcomeGiver
from khabar.read.surroundings import surround
from khabar.read.toll_giving import TollGiver
from khabar.read.toll_nouns import TollHit
from khabar.read.view import View
from khabar.read.whereabouts import give_whereabouts
from khabar.text.clitics import BA, cuts
from khabar.text.letters import LAM

HOLDING: Final = frozenset({"assault.saytara"})
CHARGES: Final = DEEDS | {"retreat"}
PURPOSES: Final = DEEDS | {"concede", "retreat"}
QUOTES: Final = frozenset('"\u00ab\u00bb\u201c\u201d')
ABSENCE: Final = "modal:modal.absence"
CARRYING: Final = frozenset({"carry", "suffer", "happen", "aim", "phase", "foil", "attempt"})


class Drafter:
    """Makes the drafts of a sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.frames = Frames(lexicon)
        self.filler = Filler(lexicon, self.frames)
        self.outcomes = OutcomeGiver(lexicon)
        self.modality = ModalityReader(lexicon)
        self._completing: dict[str, frozenset[str]] = {}
        self._tolls: TollGiver | None = None

    def drafts(
        self,
        view: View,
        happenings: list[Happening],
        tolls: list[TollHit],
        speeches: list[Speech],
        used: set[int],
        totals: Sequence[TallyDraft] = (),
    ) -> list[Draft]:
        """The drafts of a sentence in order of their triggers; `used` are triggers that tallies have taken, `totals`
        those tallies.
        """
        out: list[Draft] = []
        stop = frozenset(view.chunk_of[h.hit.unit] for h in happenings) | frozenset(
            view.chunk_of[t.unit] for t in tolls if t.verbal
        )
        hits = sorted((h for x in happenings for h in (x.hit, *x.merged)), key=lambda h: h.unit)
        for happening in happenings:
            if happening.hit.unit in used:
                continue
            out.append(self._draft(view, happening, stop, hits))
        self.filler.armourer.sweep(view, out)
        self._giver().give(view, out, tolls, totals)
        self.filler.armourer.harmed(view, out)
        self._doubt(view, out, hits)
        out = [d for d in out if not _only_feared(d)]
        carried = frozenset(h.hit.unit for h in happenings if h.carriers or _charged(view, h.hit, hits))
        out = [d for d in out if self._worth(view, d, carried)]
        self.outcomes.give(view, out)
        surround(view, out, self.filler.locative, self.lexicon)
        for draft in out:
            links = told_of(draft, sources_of(speeches, draft.unit)) or nested(view, draft, speeches)
            draft.sources = [*links, *draft.sources]
            own = [s for s in speeches if s.first <= draft.unit < s.last or s.unit == draft.unit]
            draft.said_when = [when for speech in own for when in speech.when]
        give_doers(view, out, speeches, self.filler.subjects)
        give_senders(out)
        give_whereabouts(view, out, speeches)
        out.sort(key=lambda d: d.span)
        return out

    def _doubt(self, view: View, drafts: list[Draft], hits: list[Hit]) -> None:
        """Hedges of the harm that is told by itself (`unconfirmed news of the killing of`); its denial is in its
        count.
        """
        known = {hit.unit for hit in hits}
        for draft in drafts:
            harm = view.units[draft.unit].of("harm")
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
            rule=f"trigger:{hit.entry.id}",
            sense=hit.entry.id,
            sentence=view.index,
            shape=hit.shape,
            unit=hit.unit,
            clause=view.chunk(hit.unit).clause,
            definite=unit.article or bool(unit.pronoun),
            speech=hit.entry.speech,
        )
        draft.modality = self.modality.read(view, hit, hits)
        draft.lost_senses = [Candidate(s.entry.type, f"trigger:{s.entry.id}", score, why) for s, score, why in hit.lost]
        own = stop - {view.chunk_of[h.unit] for h in (hit, *happening.merged)}
        self._fill(view, draft, hit, own)
        for other in happening.merged:
            self._fill(view, draft, other, own)
        for carrier in happening.carriers:
            self._carry(view, draft, carrier, own)
        if draft.type == "aid":
            _only_receivers(draft)
        return draft

    @staticmethod
    def _trigger_span(view: View, hit: Hit) -> Span:
        unit = view.units[hit.unit]
        return Span(unit.bare_start, unit.end)

    def _fill(self, view: View, draft: Draft, hit: Hit, stop: frozenset[int]) -> None:
        verbal = hit.shape == "phrase" and view.units[hit.unit].tag == "verb"
        slots = self.frames.slots(hit.entry.frame, hit.shape)
        if verbal:
            slots = self._of_phrase(view, hit, slots)
        if verbal and hit.unit != draft.unit:
            slots = Slots()  # `hit its target` only tells what came of it
        if hit.unit != draft.unit and hit.entry.frame == KILLING:
            slots = replace(slots, object=())  # those killed are the toll of the attack, not its target
        rule = f"{hit.entry.frame}/{hit.shape}"
        passed = self._complements(view, hit, slots) - stop
        if view.units[hit.unit].tag == "verb" or hit.shape == "active":
            self.filler.verb(view, draft, hit.unit, slots, hit.shape == "passive", rule, stop, hit.entry.frame, passed)
        else:
            self.filler.noun(view, draft, hit.unit, slots, rule, stop, passed)
        entry = hit.entry
        if entry.outcome:
            draft.outcome.append(Candidate(entry.outcome, f"trigger:{entry.id}", 1.5))

    def _of_phrase(self, view: View, hit: Hit, slots: Slots) -> Slots:
        """The slots of a phrase that begins with its verb: subject and object of the verb, unless a verbal noun ends
        it (will go on striking), whose object is no participant of the phrase.
        """
        unit, verb = view.units[hit.unit], self.frames.slots(hit.entry.frame, "verb")
        last = self.lexicon.senses(view.tokens[unit.last - 1].word)
        if any(s.shape == "noun" for s in last.single.get("trigger", ())):
            return Slots(subject=verb.subject)
        return replace(slots, subject=verb.subject, object=verb.object)

    def _complements(self, view: View, hit: Hit, slots: Slots) -> frozenset[int]:
        """The phrases that only complete the trigger (laid *hold* of, cut *ties* with): no participants."""
        entry = hit.entry
        words = self._completing.get(entry.id)
        if words is None:
            phrases = [*entry.when.words, *entry.when.next]
            words = self._completing[entry.id] = frozenset(
                self.lexicon.key(w) for phrase in phrases for w in phrase.split()
            )
        whole = slots.object[:1] == ("target",) and not any("target" in roles for roles in slots.preps.values())
        if not words or whole:
            return frozenset()
        here = view.chunk_of[hit.unit]
        return frozenset(
            chunk.index
            for chunk in view.chunks[here + 1 : here + 5]
            if chunk.kind == "np"
            and not (chunk.head.names or chunk.head.of("weapon") or chunk.head.of("noun"))
            and any(self.lexicon.key(stem) in words for stem in _stems(chunk))
        )

    def _carry(self, view: View, draft: Draft, carrier: Carrier, stop: frozenset[int]) -> None:
        """What a light verb tells of the happening it carries."""
        entry = carrier.sense.entry
        unit = view.units[carrier.unit]
        rule = f"light:{entry.id}"
        if entry.class_ in CARRYING and unit.tag == "verb":
            passive = carrier.sense.shape == "passive"
            noun = self.frames.slots(self.lexicon.get(draft.sense).frame, "noun")
            slots = replace(carrier.slots, preps={**noun.preps, **carrier.slots.preps})
            carried = frozenset({view.chunk_of[draft.unit]})
            self.filler.verb(view, draft, carrier.unit, slots, passive, rule, stop, passed=carried)
            if entry.class_ == "foil":
                for candidate in draft.target:  # who foiled it was its target only where it names no other
                    candidate.score = 0.5 if candidate.rule == f"{rule}: subject" else candidate.score
        elif entry.class_ in CARRYING and carrier.slots.subject:
            self._bearer(view, draft, carrier, rule)
        if entry.outcome:
            draft.outcome.append(Candidate(entry.outcome, rule, 1.4))
        as_hit = Hit(carrier.unit, carrier.sense, carrier.sense.shape, 1.0)
        modal = self.modality.read(view, as_hit) if unit.tag == "verb" else []
        draft.modality = sorted([*draft.modality, *[c for c in modal if c.value != "asserted"]], key=lambda c: -c.score)
        if entry.modality:
            draft.modality.insert(0, Candidate(entry.modality, rule, 2.0))

    def _bearer(self, view: View, draft: Draft, carrier: Carrier, rule: str) -> None:
        """The doer in construct after a light verbal noun: the carrying out by the group of a raid."""
        chunk = view.chunk(carrier.unit)
        first = carrier.unit + 1
        if first < chunk.core and view.chunk_of[draft.unit] != chunk.index:
            mention = view.part(first, chunk.core)
            self.filler.put_mention(
                view, draft, mention, chunk, carrier.slots.subject, f"{rule}: subject in construct", 0.9
            )

    def _giver(self) -> TollGiver:
        if self._tolls is None:
            self._tolls = TollGiver(self.lexicon, self.filler.locative)
        return self._tolls

    # -- the sentence as a whole ----------------------------------------------------------------------------------

    def _worth(self, view: View, draft: Draft, carried: frozenset[int]) -> bool:
        """Whether a mention is recorded: a definite or bare one only if its clause adds something (rule 5.4)."""
        if draft.modality[0].value == UNRECORDED:
            return False
        if draft.shape in ("verb", "passive", "active"):
            return not _standing(view, draft)
        if draft.modality[0].rule == ABSENCE and draft.type not in FORCE:
            return False  # `for not having been invited`: no predicate says so
        if draft.type == "support" and view.chunk(draft.unit).prep == BA:
            return False  # `with the support of helicopters` only says with what
        if draft.unit not in carried and self._aimed_at(view, draft):
            return False
        if _any_at_all(view, draft) or self._tolled(view, draft) or _quoted_alone(view, draft) or _headed(view, draft):
            return False
        told = bool(draft.initiator or draft.target or draft.place)
        told = told or _placed(view, draft)
        if draft.type not in FORCE and draft.type not in ("coerce", "mobilize", "retreat"):
            if draft.type == "support" and view.units[draft.unit].suffix == "tanwin" and view.chunk_of[draft.unit] == 0:
                return False  # `in support of our people, our forces struck`: what for, not what
            if draft.speech and _with_content(view, draft):
                return True
            joint = draft.type in ("cooperate", "agree") and _complemented(view, draft)
            return told or joint or bool(draft.casualties) or not draft.definite
        if told or _complemented(view, draft) or draft.casualties or draft.weapons or draft.outcome:
            return True
        if draft.type == "explosion" and not draft.definite and _reported(view, draft):
            return True
        if draft.modality[0].rule == "threatened" and not draft.definite:
            return True
        if draft.times and (not draft.definite or self._dated(view, draft)):
            return True
        return draft.unit in carried or (draft.type in FORCE and _predicated(view, draft))

    def _aimed_at(self, view: View, draft: Draft) -> bool:
        """`a coalition to fight`, `landed to evacuate`: a verbal noun after ``li-`` is a purpose, no happening."""
        chunk = view.chunk(draft.unit)
        if chunk.prep != LAM or view.units[draft.unit] is not chunk.head or draft.definite:
            return False
        if draft.type not in PURPOSES:
            return False
        if draft.shape != "noun" or not draft.rule.startswith("trigger:"):
            return False
        if not getattr(self.lexicon.get(draft.sense), "verbs", ()):
            return False
        if chunk.index and view.chunks[chunk.index - 1].kind == "time":
            return False  # the third day of the storming of
        ahead = view.units[max(0, chunk.first - 3) : chunk.first]
        tried = any(s.entry.class_ == "attempt" for unit in ahead for s in unit.of("modal"))
        return not tried and draft.modality[0].value not in ("future", "hypothetical")

    @staticmethod
    def _tolled(view: View, draft: Draft) -> bool:
        """`the toll of the aggression since`: a definite noun that only says whose toll is told over a span."""
        before = view.units[draft.unit - 1] if draft.unit else None
        if before is None or draft.type not in FORCE or not view.units[draft.unit].article:
            return False
        if not any(s.entry.id == "casualty.hasila" for s in before.of("trigger")):
            return False
        at = view.chunk_of[draft.unit] + 1
        following = view.chunks[at] if at < len(view.chunks) else None
        return following is not None and following.kind == "time" and following.head.token.form in view.closed("since")

    @staticmethod
    def _dated(view: View, draft: Draft) -> bool:
        """Whether the time told is the happening's own: beside it, or in the clause of which it is the subject."""
        chunk = view.chunk(draft.unit)
        verb = view.clauses[chunk.clause].verb
        if verb is not None and verb.index < chunk.index and chunk.prep not in view.closed("during_preps"):
            return False
        following = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
        return not chunk.prep or (following is not None and following.kind == "time")


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


def _stems(chunk: Chunk) -> set[str]:
    """What the head of a phrase can be without its clitics."""
    return {cut.stem for cut in cuts(chunk.head.token.form)} | {chunk.head.token.form}


def _predicated(view: View, draft: Draft) -> bool:
    """Whether the mention is the subject that a clause says something of, or has a place's name in construct."""
    chunk = view.chunk(draft.unit)
    named = view.units[draft.unit + 1 : chunk.last]
    if any(s.kind == "place" for unit in named for s in unit.names):
        return True
    if chunk.prep or chunk.conj or (chunk.first != draft.unit and view.units[chunk.first].tag != "dem"):
        return False
    clause = view.clauses[chunk.clause]
    if _followed(view, draft, chunk):
        return True
    before = view.chunks[clause.first : chunk.index]
    if any(c.kind not in ("sub", "mark", "time", "particle", "rel", "kana", "conj", "cue") for c in before):
        return False
    if clause.verb is None and clause.kana and any(c.kind == "conj" for c in before):
        return False  # `but the attack was a failure` only says how it went
    return clause.verb is not None or chunk.index + 1 < clause.last


def _followed(view: View, draft: Draft, chunk: Chunk) -> bool:
    """`that was followed by shooting`: right after a verb that has its object already, the noun is what happened."""
    verb = view.chunks[chunk.index - 1] if chunk.index else None
    if verb is None or verb.kind != "verb" or draft.definite:
        return False
    return bool(verb.head.pronoun) or (chunk.first != draft.unit and view.units[chunk.first].tag == "dem")


def _complemented(view: View, draft: Draft) -> bool:
    """Whether the mention says itself on whom, with whom or between whom it was."""
    at = view.chunk_of[draft.unit] + 1
    following = view.chunks[at] if at < len(view.chunks) else None
    return following is not None and following.kind == "np" and following.prep in view.closed("complement_preps")


def _quoted_alone(view: View, draft: Draft) -> bool:
    """Whether one bare word stands between quotation marks: it is spoken of as a word."""
    unit = view.units[draft.unit]
    if unit.last - unit.first != 1 or unit.prep or _complemented(view, draft):
        return False
    first, last = unit.first, unit.last
    if first == view.sentence.first or last >= view.sentence.last:
        return False
    return view.tokens[first - 1].form in QUOTES and view.tokens[last].form in QUOTES


def _headed(view: View, draft: Draft) -> bool:
    """Whether a noun that makes no happening of it heads the mention: the *place* of his detention."""
    unit = view.units[draft.unit]
    if draft.unit == 0 or unit.prep or unit.conj:
        return False
    before = view.units[draft.unit - 1]
    return before.senses is not None and before.senses.loose in view.closed("abstract_heads")


def _any_at_all(view: View, draft: Draft) -> bool:
    """`any attack`: none in particular, unless the sentence denies that there was one."""
    first = view.units[view.chunk(draft.unit).first]
    unspecific = first.tag == "quant" and any(s.entry.id == "grammar.quantifier.any" for s in first.of("grammar"))
    if unspecific and _topic(view, draft):
        if draft.modality[0].value == "asserted":
            draft.modality.insert(0, Candidate("hypothetical", "whichever there will be", 1.2))
        return False
    return unspecific and draft.modality[0].value in ("asserted", "hypothetical")


def _topic(view: View, draft: Draft) -> bool:
    """`that any attack on its soil will be met`: the mention says on whom, and a clause goes on to say what follows."""
    chunk = view.chunk(draft.unit)
    if chunk.prep or not _complemented(view, draft) or not chunk.index:
        return False
    opens = view.chunks[chunk.index - 1].kind == "sub"
    return opens and any(c.kind == "verb" for c in view.chunks[chunk.index + 1 : chunk.index + 5])


def _charged(view: View, hit: Hit, hits: list[Hit]) -> bool:
    """Whether a verbal noun is what somebody is accused of (accused officers of fleeing from the battle)."""
    chunk = view.chunk(hit.unit)
    if chunk.prep != BA or hit.type not in CHARGES or hit.shape != "noun":
        return False
    return any(
        h.type == "accuse"
        and view.units[h.unit].tag == "verb"
        and view.chunk(h.unit).clause == chunk.clause
        and 0 < chunk.index - view.chunk_of[h.unit] <= 4
        for h in hits
    )


def _reported(view: View, draft: Draft) -> bool:
    """Whether a verb of report has the mention as what it tells (a ship reported a blast near it)."""
    chunk = view.chunk(draft.unit)
    verb = view.clauses[chunk.clause].verb
    if verb is None or not verb.head.of("report") or not 0 < chunk.index - verb.index <= 4:
        return False
    return chunk.prep in view.closed("announced_preps") and view.units[draft.unit] is chunk.head


def _with_content(view: View, draft: Draft) -> bool:
    """Whether a noun of speech has what is said in the next phrase (to threaten the ships *with*)."""
    at = view.chunk_of[draft.unit] + 1
    following = view.chunks[at] if at < len(view.chunks) else None
    return following is not None and following.kind == "np" and following.prep == BA


def _standing(view: View, draft: Draft) -> bool:
    """`about 2,500 soldiers are deployed in Iraq`: a verb of the present with a figure tells a strength, no
    movement.
    """
    unit = view.units[draft.unit]
    if draft.sense in HOLDING and view.clause(draft.unit).kana:
        return bool(unit.verb) and all(s.row.tense == "present" for s in unit.verb)  # it was in control of
    if draft.type != "mobilize" or draft.shape != "verb" or draft.modality[0].value != "asserted":
        return False
    if not unit.verb or any(s.row.tense != "present" or s.cut.proclitic for s in unit.verb):
        return False
    here = view.chunk_of[draft.unit]
    clause = view.clauses[view.chunk(draft.unit).clause]
    if clause.kind in ("rel", "sub") and clause.link is not None and clause.link.token.form in view.closed("where"):
        return True  # bases where they are stationed
    return any(c.kind == "np" and not c.prep and c.amount is not None for c in view.chunks[here + 1 : here + 4])


def _placed(view: View, draft: Draft) -> bool:
    """Whether the very next phrase is the name of a place in construct with the mention (the battle of Tessalit)."""
    at = view.chunk_of[draft.unit] + 1
    if draft.definite or at >= len(view.chunks) or view.chunks[at - 1].last != draft.unit + 1:
        return False
    following = view.chunks[at]
    first = view.units[following.first]
    return (
        following.kind == "np"
        and not following.prep
        and not following.conj
        and any(s.kind == "place" for s in first.names)
    )
