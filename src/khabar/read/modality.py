"""Whether a happening is told as fact, hedged, planned, conditional or denied.

Invariant: only a cue whose scope holds the trigger counts; what only hedges who did it leaves the happening asserted.
``unrecorded`` is the reading of what is only demanded, refused or aimed at: such a mention gives no record (rule 5.9).
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Candidate
from khabar.packs.lexicon import Lexicon, Sense
from khabar.read.chunks import Chunk
from khabar.read.clauses import Clause
from khabar.read.evidence import FORCE
from khabar.read.happenings import Hit
from khabar.read.scheduled import scheduled
from khabar.read.units import Unit
from khabar.read.view import View
from khabar.text.clitics import AL, BA, SIN
from khabar.text.letters import HAMZA_BELOW, loose

VERBAL_ACTS: Final = frozenset(
    "threaten claim accuse deny reject request consult agree support cooperate aid concede sanction".split()
)
ORDERING: Final = "request.amara"
UNRECORDED: Final = "unrecorded"
WHO: Final = "modal.who_hedge"
LEAVING: Final = "retreat.akhla"
REACH: Final = 8
DEMANDED: Final = 10  # chunks between a demand and what is demanded
DENIED: Final = 6  # chunks between a denial and what it denies
PRESUPPOSED: Final = frozenset({"hedge", "future", "condition"})


class ModalityReader:
    """Proposes modalities for a trigger, strongest first."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def read(self, view: View, hit: Hit, hits: list[Hit] | None = None) -> list[Candidate]:
        """Candidates, best first; the last is always plain assertion. `hits` are all triggers of the sentence."""
        found: list[Candidate] = []
        if hit.sense.modality:
            found.append(Candidate(hit.sense.modality, f"trigger:{hit.sense.id}", 3.0, "the word itself"))
        found += self._of_verb(view, hit)
        found += self._of_cues(view, hit)
        if hits:
            found += self._of_governor(view, hit, hits)
        held = scheduled(view, hit.unit, hit.sense.type)
        if held is not None:
            found.append(held)
        if found:
            found = [c for c in found if c.value]
        if len(found) > 1:
            found.sort(key=_by_score)
        conditional = self._of_condition(view, hit, found)
        if conditional is not None:
            found.insert(0, conditional)
        found.append(Candidate("asserted", "plain assertion", 0.5))
        return found

    @staticmethod
    def _of_verb(view: View, hit: Hit) -> list[Candidate]:
        """What stands before a verb: negators, the letter and the particle of the future, qad before an imperfect."""
        unit, chunk = view.units[hit.unit], view.chunk(hit.unit)
        clause = view.clauses[chunk.clause]
        if unit.tag != "verb":
            return []
        found = []
        if clause.negator is not None and clause.verb is chunk:
            value = "future" if clause.negator.token.form in view.closed("future_negator") else "negated"
            found.append(Candidate(value, "negated verb", 2.5, span=clause.negator.span))
        if clause.link is not None and clause.verb is chunk and _spoken_not(view, clause, chunk):
            found.append(Candidate("negated", "negated as it is spoken", 2.5, span=clause.link.span))
        if clause.link is not None and clause.verb is chunk and _is(clause.link, "grammar.subordinator.without"):
            found.append(Candidate("negated", "without that", 2.5, span=clause.link.span))
        if any(s.cut.proclitic == SIN for s in unit.verb) and not _says(hit):
            found.append(Candidate("future", "future letter", 2.0, span=unit.span))
        imperfect = bool(unit.verb) and all(s.tense == "present" for s in unit.verb)
        for particle in view.chunks[max(clause.first, chunk.index - 2) : chunk.index]:
            if particle.kind != "particle" or not imperfect:
                continue
            entry = particle.head.entry("grammar")
            if entry is not None and entry.class_ == "future":
                found.append(Candidate("future", "future particle", 2.0, span=particle.head.span))
            elif entry is not None and "qad" in entry.id:
                found.append(Candidate("alleged", "qad before an imperfect", 1.8, span=particle.head.span))
        return found

    def _of_cues(self, view: View, hit: Hit) -> list[Candidate]:
        """Words of the packs that stand before the trigger and hold it in their scope."""
        found = []
        unit = view.units[hit.unit]
        given = unit.tag != "verb" and (unit.article or bool(unit.pronoun))
        said = _says(hit)
        for at in range(max(0, hit.unit - REACH), hit.unit):
            other = view.units[at]
            if not other.has.modal and (other.senses is None or not other.senses.cues):
                continue
            cues = view.memo.get(("cues", at))
            if cues is None:
                cues = view.memo["cues", at] = self._cues(view, at)
            only_who = any(s.id == WHO for s in cues)
            for sense in cues:
                entry = sense.entry
                if only_who and sense.id != WHO and entry.class_ == "hedge":
                    continue  # gunmen believed to be of the group: that they did it is no belief
                if (
                    given
                    and entry.class_ in PRESUPPOSED
                    and entry.modality != "asserted"
                    and entry.modality != UNRECORDED
                ):
                    continue  # what is spoken of as known is not in doubt, only who did it
                if said and hit.unit - at > 2:
                    continue
                if entry.modality == UNRECORDED and _inquired(view, hit.unit):
                    continue
                turned = entry.class_ == "denial" or (given and entry.class_ == "negation")
                if turned and self._of_another(view, at, hit.unit):
                    continue
                if not self._in_scope(view, at, hit.unit, sense) or not self._cue_holds(view, at, sense):
                    continue
                if entry.class_ == "hedge" and unit.tag != "verb" and self._describes(view, at, hit.unit):
                    continue
                score = 1.5 - 0.05 * (hit.unit - at) + 0.1 * len(sense.rest)
                found.append(Candidate(entry.modality, f"modal:{entry.id}", score, entry.class_, other.span))
        return found

    def _cues(self, view: View, at: int) -> list[Sense]:
        """The cues that begin at a unit, those of several words too where the words stand as units of their own."""
        unit = view.units[at]
        own = unit.has.modal
        if unit.senses is None or unit.last - unit.first > 1:
            return own
        modal = unit.senses.cues
        if len(modal) == len(own) or not modal:
            return own
        last = view.sentence.last
        if not self.lexicon.goes_on(view.tokens, unit.first, last, unit.senses):
            return own
        longer = [s for s in modal if s.rest and self.lexicon.match(view.tokens, unit.first, last, s) > 0]
        return longer + own if longer else own

    @staticmethod
    def _of_governor(view: View, hit: Hit, hits: list[Hit]) -> list[Candidate]:
        """A trigger that is the content of another: threatened, demanded, refused."""
        unit, chunk = view.units[hit.unit], view.chunk(hit.unit)
        kind = hit.sense.type
        asked = kind == "accuse" and unit.tag != "verb"  # urged them to condemn it
        if not hits or (kind in ("request", "reject", "threaten", "accuse", "deny", "claim") and not asked):
            return []
        for other in reversed(hits):
            if other.unit >= hit.unit or other.type not in ("threaten", "request", "reject", "deny"):
                continue
            if asked and other.type != "request":
                continue
            if other.type == "deny":
                ruler = view.chunk(other.unit)
                if (
                    unit.tag == "verb"
                    and _told(view, chunk.clause)
                    and _content(view, ruler.clause, chunk.clause, hit)
                    and ruler.clause != chunk.clause
                ):
                    return [Candidate("negated", "denied", 1.7, other.sense.id, view.units[other.unit].span)]
                if denied(view, other, hit, hits):
                    return [
                        Candidate(UNRECORDED, "content of a denial", 2.7, other.sense.id, view.units[other.unit].span)
                    ]
                continue
            ruler = view.chunk(other.unit)
            distance = chunk.index - ruler.index
            if distance > (DEMANDED if other.type == "request" else 6) or not _content(
                view, ruler.clause, chunk.clause, hit
            ):
                continue
            if ruler.prep and other.shape == "noun" and unit.tag == "verb" and view.clauses[chunk.clause].verb is chunk:
                continue  # at the request of the government it sent troops
            between = view.chunks[ruler.index + 1 : chunk.index]
            if any(c.kind in ("verb", "rel", "conj") for c in between):
                continue
            span = view.units[other.unit].span
            if other.type == "threaten":
                if hit.sense.id == LEAVING and chunk.prep == BA:
                    return [Candidate(UNRECORDED, "what those warned are to do", 2.7, other.sense.id, span)]
                if unit.tag == "verb" or chunk.prep == BA:
                    return [Candidate("future", "threatened", 1.7, other.sense.id, span)]
                if chunk.prep in view.closed("from") and not unit.article:
                    return [Candidate("hypothetical", "warned of", 1.7, other.sense.id, span)]
                continue
            if other.sense.id == ORDERING and chunk.prep == BA and other.shape == "verb":
                continue  # a leader's order of a deed is the deed
            lead = between[-1] if between and chunk.prep in view.closed("from") else chunk
            demanded = other.type == "request" and lead.prep in view.closed("demanded_preps")
            if distance == 0 or unit.tag == "verb" or not chunk.prep or demanded:
                return [Candidate(UNRECORDED, "content of a demand or refusal", 1.7, other.sense.id, span)]
        return []

    @staticmethod
    def _of_condition(view: View, hit: Hit, found: list[Candidate]) -> Candidate | None:
        """An if-clause holds what stands in it, and what would follow from it."""
        conditions: list[Clause] | None = view.memo.get(("conditions",))
        if conditions is None:
            conditions = view.memo[("conditions",)] = [c for c in view.clauses if conditional(view, c)]
        if not conditions or hit.sense.speech:
            return None
        unit, chunk = view.units[hit.unit], view.chunk(hit.unit)
        own = next((c for c in conditions if c.index == chunk.clause), None)
        if own is not None and own.link is not None:
            first = own.verb.index if own.verb is not None else own.first
            if chunk.index <= first + 3:
                return Candidate("hypothetical", "conditional clause", 1.9, span=own.link.span)
            return None
        if _says(hit):
            return None
        link = conditions[0].link
        span = link.span if link is not None else None
        may = bool(found) and found[0].rule == "qad before an imperfect"
        if may or (found and found[0].value in ("future", "hypothetical")):
            return Candidate("hypothetical", "under a condition", 1.9, span=span)
        if conditions[0].index < chunk.clause and view.clauses[chunk.clause].kind != "rel":
            verb = view.clauses[chunk.clause].verb
            lead = verb.head if verb is not None else unit
            if lead.verb and all(s.tense == "present" for s in lead.verb):
                return Candidate("hypothetical", "follows from a condition", 1.9, span=span)
        return None

    @staticmethod
    def _of_another(view: View, cue: int, trigger: int) -> bool:
        """Whether what is denied is a tie to the happening (any link to the attack), or another verb (nobody claimed
        it).
        """
        chunk = view.chunk(trigger)
        if any(s.type == "claim" for u in view.units[chunk.first : trigger] for s in u.has.trigger):
            return True  # nobody's responsibility for [the attack]
        if view.units[cue].tag == "neg":
            return trigger - cue > 1 and view.units[cue + 1].tag == "verb" and chunk.index - view.chunk_of[cue] > 2
        between = [c for c in view.chunks[view.chunk_of[cue] + 1 : chunk.index] if c.kind == "np" and not c.prep]
        return _tied(view, trigger) and bool(between)

    @staticmethod
    def _describes(view: View, cue: int, trigger: int) -> bool:
        """Whether a hedge stands in a clause that only describes somebody, with the trigger as what he is tied to."""
        clause = view.clause(cue)
        return clause.kind == "rel" and clause.antecedent is not None and clause.index == view.chunk(trigger).clause

    @staticmethod
    def _cue_holds(view: View, at: int, sense: Sense) -> bool:
        """A cue that inflects must be a verb here; one that is also a plain preposition must not govern a phrase."""
        unit = view.units[at]
        if sense.shape in ("verb", "passive"):
            return unit.tag in ("verb", "kana")
        if sense.class_ == "negation":
            return unit.tag in ("neg", "cue", "noun", "word", "prep", "adj", "quant")
        if (
            sense.class_ == "future" and unit.tag == "verb" and not sense.rest
        ):  # spoken: will; written: went (whose victims went so many)
            return at + 1 < len(view.units) and view.units[at + 1].tag in ("verb", "word")
        return True

    @staticmethod
    def _in_scope(view: View, cue: int, trigger: int, sense: Sense) -> bool:
        scope = sense.entry.scope
        a, b = view.chunk(cue), view.chunk(trigger)
        if scope == "sentence":
            return True
        if scope == "clause":
            if a.clause == b.clause:
                return True
            other = view.clauses[b.clause]
            under = other.kind == "sub" and other.parent == a.clause
            if under and other.link is not None and _is(other.link, "grammar.subordinator.when"):
                return False  # was on his way when he heard
            if under and other.verb is not None and b.index == other.verb.index + 1 and sense.class_ == "future":
                return not b.prep  # it is expected that [talks] resume
            return under and (other.verb is b or (other.verb is None and b.index == other.first + 1))
        verbal = sense.shape in ("verb", "passive")
        if b.index - a.index > (4 if verbal and b.prep else 2):
            return False
        between = view.units[cue + 1 : trigger]
        if view.units[cue].tag == "prep" and not sense.rest and any(u.tag in ("sub", "report") for u in between):
            return False  # without details, that they downed it
        return not any(u.tag in ("mark", "verb", "rel", "conj") or (u.conj and u.tag != "time") for u in between)


def _by_score(candidate: Candidate) -> float:
    return -candidate.score


def denied(view: View, denial: Hit, hit: Hit, hits: list[Hit]) -> bool:
    """Whether a verbal noun is what a denial says did not happen (denied the taking of hostages): it has no predicate
    of its own. What is spoken of as known, with its article, did happen.
    """
    unit = view.units[hit.unit]
    if unit.tag == "verb" or unit.article or unit.token.form.startswith(AL):
        return False
    between = view.chunks[view.chunk_of[denial.unit] + 1 : view.chunk_of[hit.unit]]
    if len(between) <= 2 * DENIED and _passed_on(view, hit, between):
        return True
    if len(between) > DENIED or any(c.kind in ("mark", "report") or (c.kind == "verb" and c.conj) for c in between):
        return False
    if view.chunk(hit.unit).conj or any(
        denial.unit < h.unit < hit.unit and h.sense.id != denial.sense.id for h in hits
    ):
        return False
    verbs = [c for c in between if c.kind == "verb"]
    told_of = any(c.kind == "rel" or (c.kind == "verb" and not c.head.pronoun) for c in between)
    if not told_of and _tied(view, hit.unit):
        return False  # denied any tie to the killing: it happened
    return len(verbs) <= 1 and all(c.kind != "sub" for c in between)


def _passed_on(view: View, hit: Hit, between: list[Chunk]) -> bool:
    """Whether a denial is of what others tell about a happening (what accounts passed on about the capture of)."""
    if view.chunk(hit.unit).prep not in view.closed("regarding"):
        return False
    clauses = [c for c in between if c.kind in ("verb", "sub", "rel")]
    told = [c.kind for c in clauses] == ["rel", "verb"] or any(
        s.class_ == "rumour" for c in between for s in c.head.has.report
    )
    return told and not any(c.kind == "verb" and c.conj for c in between)


def _tied(view: View, trigger: int) -> bool:
    """Whether a trigger stands after a preposition of ties: its own, or the one that ends the phrase before it."""
    ties = view.closed("tie_preps")
    if view.chunk(trigger).prep in ties:
        return True
    before = view.units[trigger - 1] if trigger else None
    return before is not None and before.last - before.first > 1 and view.tokens[before.last - 1].word.loose in ties


def conditional(view: View, clause: Clause) -> bool:
    """Whether a clause is opened by a word for `if`; the light one only where a perfect follows at once."""
    link = clause.link
    if link is None or clause.kind == "content":
        return False
    if _is(link, "grammar.subordinator.if"):
        return not any(s.id == "modal.open_question" for s in link.has.modal)
    if link.pronoun or not _is(link, "grammar.inna.inna") or HAMZA_BELOW not in link.token.word.raw:
        return False
    following = view.chunks[clause.first + 1] if clause.first + 1 < clause.last else None
    return following is not None and following.kind == "verb" and any(s.tense == "past" for s in following.head.verb)


def _says(hit: Hit) -> bool:
    """Whether the trigger is an act of speech or of diplomacy (light verbs, which have no type, are not)."""
    return hit.sense.type in VERBAL_ACTS or hit.sense.speech


def _is(unit: Unit, entry_id: str) -> bool:
    return any(s.id == entry_id for s in unit.has.grammar)


def _inquired(view: View, trigger: int) -> bool:
    """Whether a happening is what an inquiry is into that somebody demands (called for an inquiry *into the raid*)."""
    chunk = view.chunk(trigger)
    if chunk.prep not in view.closed("in") or not chunk.index:
        return False
    before = view.chunks[chunk.index - 1]
    return (
        before.kind == "np"
        and before.prep in view.closed("demanded_preps")
        and loose(before.head.token.form) in view.closed("inquiries")
    )


def _spoken_not(view: View, clause: Clause, verb: Chunk) -> bool:
    """Whether spoken Arabic denies a perfect after its subject (our men *did not* withdraw): a bare `what` right before
    it, with nothing but that subject before.
    """
    link = clause.link
    if link is None or clause.kind != "rel" or link.token.form not in view.closed("what") or verb.head.pronoun:
        return False
    if verb.index != clause.first + 1 or not verb.head.verb or any(s.row.tense != "past" for s in verb.head.verb):
        return False
    outer = view.clauses[clause.parent] if clause.parent >= 0 else None
    before = view.chunks[outer.first : clause.first] if outer is not None else []
    return (
        0 < len(before) <= 2
        and before[-1].kind == "np"
        and all(c.kind in ("np", "mark") and not c.prep for c in before)
    )


def _told(view: View, clause: int) -> bool:
    """Whether a clause opens with `that`, and not with `when` or the like."""
    link = view.clauses[clause].link
    return link is None or not _is(link, "grammar.subordinator.when")


def _content(view: View, ruler: int, clause: int, hit: Hit) -> bool:
    """Whether the trigger's clause is the ruler's own or the clause of content under it."""
    if ruler == clause:
        return True
    other = view.clauses[clause]
    return other.kind == "sub" and other.parent == ruler and other.verb is view.chunk(hit.unit)


__all__ = ["FORCE", "UNRECORDED", "VERBAL_ACTS", "ModalityReader", "conditional"]
