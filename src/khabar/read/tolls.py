"""Counts of people harmed.

Invariant: a count is of people who were harmed; a part of a count (among them six children) is not counted again.
A bare singular is one, a dual two, a bare plural two or more; a negated toll is nought.
"""

from __future__ import annotations

from dataclasses import dataclass

from khabar.model.drafts import Amount, Mention, Toll
from khabar.packs.lexicon import Lexicon, Sense
from khabar.read.arguments import bare_after, group
from khabar.read.chunks import Chunk
from khabar.read.units import Unit
from khabar.read.view import View

AMONG = frozenset({"\u0628\u064a\u0646", "\u0645\u0646 \u0628\u064a\u0646", "\u0645\u0646"})
_ARMED = {"military": "military", "armed_group": "armed_group"}


@dataclass(slots=True)
class TollHit:
    """Tolls that one word of harm gives, and the word's unit. verbal: told by a verb or verbal noun."""

    unit: int
    tolls: list[Toll]
    verbal: bool
    negated: bool = False
    mentions: list[Mention] | None = None


class TollFinder:
    """Finds the tolls of a sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def find(self, view: View) -> list[TollHit]:
        """Every toll of the sentence, in order; each counted phrase once."""
        hits: list[TollHit] = []
        used: set[int] = set()
        for position, unit in enumerate(view.units):
            senses = unit.of("harm")
            if not senses:
                continue
            sense = self._sense(unit, senses)
            if sense is None:
                continue
            hit = self._hit(view, position, unit, sense, used)
            if hit is not None and hit.tolls:
                hits.append(hit)
        return hits

    @staticmethod
    def _sense(unit: Unit, senses: list[Sense]) -> Sense | None:
        verbal = unit.tag == "verb"
        for sense in senses:
            if (sense.shape in ("verb", "passive")) == verbal:
                return sense
        return None

    def _hit(self, view: View, at: int, unit: Unit, sense: Sense, used: set[int]) -> TollHit | None:
        chunk = view.chunk(at)
        harm = sense.entry.harm if sense.entry.harm != "mixed" else "killed"
        mixed = sense.entry.harm == "mixed"
        if sense.shape in ("verb", "passive"):
            victims = self._victims(view, chunk, unit, sense)
            negated = self._negated(view, chunk)
        elif sense.shape == "noun":
            return self._counted_noun(view, at, chunk, sense, used, harm, mixed)
        elif sense.shape == "phrase":
            victims, negated = self._phrase_victims(view, chunk), False
        else:
            victims = self._genitive(view, at, chunk)
            negated = self._negated(view, chunk)
        tolls, mentions = [], []
        for victim, mention in victims:
            key = mention.span.start
            if key in used or (victim is not None and not self._countable(view, victim, mention)):
                continue
            toll = self._toll(mention, victim, harm, sense.entry.who, f"harm:{sense.entry.id}", mixed)
            if toll is not None:
                used.add(key)
                tolls.append(toll)
                mentions.append(mention)
        if negated and not tolls:
            span = unit.span
            tolls = [Toll(span, view.text[span.start : span.end], harm, "unknown", 0, 0, f"harm:{sense.entry.id}: negated")]
        elif negated:
            tolls = [Toll(t.span, t.text, t.harm, t.who, 0, 0, t.rule + ": negated") for t in tolls]
        return TollHit(at, tolls, True, negated, mentions)

    def _victims(self, view: View, chunk: Chunk, unit: Unit, sense: Sense) -> list[tuple[Chunk | None, Mention]]:
        clause = view.clauses[chunk.clause]
        after = bare_after(view, chunk)
        found: Chunk | None = None
        if sense.entry.role == "object" and sense.shape == "verb" and not unit.token.word.damma:
            people = [c for c in after if self._people(view, c)]
            found = next((c for c in people if c.amount is not None), people[-1] if people else None)
        elif after:
            found = next((c for c in after if self._people(view, c)), None)
        if found is None and sense.entry.role != "object":
            if clause.kind == "rel" and clause.antecedent is not None and not unit.pronoun:
                found = clause.antecedent
            else:
                found = next((view.chunks[i] for i in range(clause.first, chunk.index)
                              if view.chunks[i].kind == "np" and not view.chunks[i].prep
                              and self._people(view, view.chunks[i])), None)  # fmt: skip
        if found is None or not self._people(view, found):
            return []
        return [(member, view.mention(member)) for member in group(view, found)]

    def _genitive(self, view: View, at: int, chunk: Chunk) -> list[tuple[Chunk | None, Mention]]:
        """Those in construct after a verbal noun of harm: the rest of its phrase, or the count that follows it."""
        if at + 1 < chunk.core:
            first: list[tuple[Chunk | None, Mention]] = [(None, view.part(at + 1, chunk.last))]
            return first + [(m, view.mention(m)) for m in group(view, chunk)[1:] if not m.head.of("harm")]
        following = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
        if following is not None and following.kind == "np" and not following.prep and not following.conj:
            return [(m, view.mention(m)) for m in group(view, following)]
        return []

    def _phrase_victims(self, view: View, chunk: Chunk) -> list[tuple[Chunk | None, Mention]]:
        for index in range(chunk.index - 1, max(-1, chunk.index - 3), -1):
            before = view.chunks[index]
            if before.kind == "np" and before.amount is not None:
                return [(before, view.mention(before))]
        return [(m, view.mention(m)) for c in bare_after(view, chunk)[:1] for m in group(view, c)]

    def _counted_noun(
        self, view: View, at: int, chunk: Chunk, sense: Sense, used: set[int], harm: str, mixed: bool
    ) -> TollHit | None:
        """A noun such as `dead` or `wounded` that heads its own count."""
        if chunk.head is not view.units[at] or chunk.head.article and chunk.amount is None:
            return None
        mention = view.mention(chunk)
        if mention.span.start in used or self._part(view, chunk):
            return None
        negated = self._negated(view, chunk)
        toll = self._toll(mention, chunk, harm, sense.entry.who, f"harm:{sense.entry.id}", mixed)
        if toll is None:
            return None
        if negated:
            toll = Toll(toll.span, toll.text, harm, "unknown", 0, 0, toll.rule + ": negated")
        elif self._verb_before(view, chunk):
            return None
        used.add(mention.span.start)
        return TollHit(at, [toll], False, negated, [mention])

    @staticmethod
    def _verb_before(view: View, chunk: Chunk) -> bool:
        return False

    def _people(self, view: View, chunk: Chunk) -> bool:
        mention = view.mention(chunk)
        head = chunk.head
        if chunk.amount is not None and mention.kind not in ("site", "equipment", "vessel"):
            return not any(s.entry.class_ in ("unit", "multiply", "ordinal") for s in head.of("quantity"))
        if mention.who or mention.speaker or head.of("harm") or "person" in mention.classes:
            return True
        if any(n.kind in ("person", "office") for n in mention.names) or head.of("title"):
            return True
        return mention.kind in ("military", "armed_group", "civilians", "person") or bool(head.of("nationality"))

    def _countable(self, view: View, chunk: Chunk, mention: Mention) -> bool:
        return not self._part(view, chunk) and self._people(view, chunk)

    @staticmethod
    def _part(view: View, chunk: Chunk) -> bool:
        """Whether the phrase tells a part of a count already given (among them)."""
        if chunk.prep in AMONG:
            return True
        for index in range(chunk.index - 1, max(-1, chunk.index - 3), -1):
            before = view.chunks[index]
            if before.kind in ("prep", "np") and before.prep in AMONG and before.head.pronoun:
                return True
            if before.kind == "prep" and before.head.tag == "prep" and before.head.token.form[:3] in ("\u0628\u064a\u0646", "\u0645\u0646\u0647"):
                return True
            if before.kind != "np" or not chunk.conj:
                return False
        return False

    @staticmethod
    def _negated(view: View, chunk: Chunk) -> bool:
        """Whether a negator governs the word: before its clause's verb, or right before its phrase."""
        clause = view.clauses[chunk.clause]
        if clause.negator is not None:
            return True
        for index in range(chunk.index - 1, max(-1, chunk.index - 4), -1):
            before = view.chunks[index]
            if before.kind == "neg":
                return True
            if before.kind in ("mark", "verb", "sub", "rel"):
                break
        return any(u.of("grammar") and any(s.entry.class_ == "negator" for s in u.of("grammar"))
                   for u in chunk.units[max(0, chunk.first - 2) : chunk.first + 1])  # fmt: skip

    def _toll(
        self, mention: Mention, chunk: Chunk | None, harm: str, who: str, rule: str, mixed: bool
    ) -> Toll | None:
        amount = mention.amount or self._inner_amount(chunk) or self._plain(mention)
        if amount is None or amount.low > 2_000_000:
            return None
        low = 0 if mixed else amount.low
        return Toll(mention.span, mention.text, harm, self._who(mention, who), low, amount.high, rule)

    @staticmethod
    def _inner_amount(chunk: Chunk | None) -> Amount | None:
        return chunk.amount if chunk is not None else None

    def _plain(self, mention: Mention) -> Amount | None:
        """One for a bare singular or a named person, two or more for a bare plural."""
        if any(n.kind in ("person", "office") for n in mention.names):
            return Amount(1, 1, mention.span)
        noun = self.lexicon.get(mention.noun) if mention.noun else None
        singular = mention.head
        if noun is not None and singular:
            first = noun.forms[0] if noun.forms else ""
            from_plural = len(noun.forms) > 1 and not singular.endswith(first[-3:])
            if mention.kind in ("military", "armed_group") and "force" in mention.classes and "person" not in mention.classes:
                return None
            return Amount(2, None, mention.span, False) if from_plural else Amount(1, 1, mention.span)
        return None

    def _who(self, mention: Mention, told: str) -> str:
        """The victim class: of the noun, else of the actor named in the phrase, else unknown."""
        for name in mention.names:
            if name.kind == "actor":
                kind = self.lexicon.get(name.id).kind
                if kind in _ARMED and (mention.who in ("", "unknown", "military", "armed_group")):
                    return _ARMED[kind]
        return mention.who or told or "unknown"
