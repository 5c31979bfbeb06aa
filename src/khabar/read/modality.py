"""Whether a happening is told as fact, hedged, planned, conditional or denied.

Invariant: only a cue whose scope holds the trigger counts; what only hedges who did it leaves the happening asserted.
"""

from __future__ import annotations

from khabar.model.drafts import Candidate
from khabar.packs.lexicon import Lexicon, Sense
from khabar.read.happenings import Hit
from khabar.read.view import View

VERBAL_ACTS = frozenset(
    "threaten claim accuse deny reject request consult agree support cooperate aid concede sanction".split()
)


class ModalityReader:
    """Proposes modalities for a trigger, strongest first."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def read(self, view: View, hit: Hit) -> list[Candidate]:
        """Candidates, best first; the last is always plain assertion."""
        found: list[Candidate] = []
        unit = view.units[hit.unit]
        chunk = view.chunk(hit.unit)
        clause = view.clauses[chunk.clause]
        if hit.sense.entry.modality:
            found.append(Candidate(hit.sense.entry.modality, f"trigger:{hit.entry.id}", 3.0, "the word itself"))
        if unit.tag == "verb":
            if clause.negator is not None and clause.verb is chunk:
                found.append(self._negation(clause.negator, unit))
            if any(s.cut.proclitic == "\u0633" for s in unit.verb) :
                found.append(Candidate("future", "future letter", 2.0, span=unit.span))
            if clause.particle and any(s.row.tense == "present" for s in unit.verb):
                particle = next((c for c in view.chunks[clause.first : chunk.index] if c.kind == "particle"), None)
                if particle is not None:
                    entry = particle.head.entry("grammar")
                    if entry is not None and entry.class_ == "future":
                        found.append(Candidate("future", "future particle", 2.0, span=particle.head.span))
                    elif entry is not None and "qad" in entry.id:
                        found.append(Candidate("alleged", "qad before an imperfect", 1.8, span=particle.head.span))
        for at in range(max(0, hit.unit - 8), hit.unit):
            other = view.units[at]
            for sense in other.of("modal"):
                if self._in_scope(view, at, hit.unit, sense) and self._cue_holds(view, at, sense):
                    found.append(Candidate(sense.entry.modality, f"modal:{sense.entry.id}", 1.5 - 0.05 * (hit.unit - at),
                                           sense.entry.class_, other.span))  # fmt: skip
        found = [c for c in found if c.value]
        if clause.link is not None and self._conditional(clause.link):
            found.append(Candidate("hypothetical", "conditional clause", 1.9, span=clause.link.span))
        found.sort(key=lambda c: -c.score)
        found.append(Candidate("asserted", "plain assertion", 0.5))
        return found

    @staticmethod
    def _negation(negator: object, unit: object) -> Candidate:
        span = getattr(negator, "span", None)
        future = getattr(getattr(negator, "token", None), "form", "") == "\u0644\u0646"
        return Candidate("future" if future else "negated", "negated verb", 2.5, span=span)

    @staticmethod
    def _conditional(link: object) -> bool:
        by: dict[str, list[Sense]] = getattr(link, "by", {})
        return any(s.entry.id == "grammar.subordinator.if" for s in by.get("grammar", ()))

    @staticmethod
    def _cue_holds(view: View, at: int, sense: Sense) -> bool:
        """A cue that inflects must be a verb here; one that is also a plain preposition must not govern a phrase."""
        unit = view.units[at]
        if sense.shape in ("verb", "passive"):
            return unit.tag == "verb"
        if sense.entry.class_ == "negation":
            return unit.tag in ("neg", "cue", "noun", "word", "prep", "adj", "quant")
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
            return other.kind == "sub" and other.parent == a.clause and other.verb is b
        if b.index - a.index > 2:
            return False
        between = view.units[cue + 1 : trigger]
        return not any(u.tag in ("mark", "verb", "rel", "conj") or (u.conj and u.tag != "time") for u in between)
