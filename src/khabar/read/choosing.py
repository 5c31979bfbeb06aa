"""Whether a mention that the grammar proposes is recorded: evidence for and against, weighed.

Invariant: features speak of the sentence and of what was read before it, never of one article's words; each is a short
name that a table of log-odds knows or does not know. What the table lets go is gone for the text alone.
"""

from __future__ import annotations

from khabar.model.drafts import Draft
from khabar.packs.lexicon import Lexicon
from khabar.read.chunks import Chunk
from khabar.read.happenings import FORCE
from khabar.read.stems import stems_of
from khabar.read.view import View

NEAR = 3


class Chooser:
    """Tells what speaks for and against a draft."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def features(self, view: View, draft: Draft, others: list[Draft], earlier: list[Draft], doubt: str) -> list[str]:
        """Names of what holds of a draft; `others` are the drafts of its sentence, `earlier` those before it."""
        group = "force" if draft.type in FORCE else draft.type
        chunk = view.chunk(draft.unit)
        nominal = draft.shape not in ("verb", "passive", "active")
        kind = "noun" if nominal else draft.shape
        found = [
            "bias",
            f"type={draft.type}",
            f"sense={draft.sense}",
            f"shape={group}/{kind}",
            f"modality={draft.modality[0].value}",
            f"doubt={doubt}" if doubt else "plain",
        ]
        if doubt:
            found.append(f"doubt={doubt}/{kind}")
        found += self._clause(view, draft, chunk, kind, nominal)
        found += self._fields(draft, group, kind)
        found += self._company(view, draft, chunk, others, earlier, kind)
        return found

    def _clause(self, view: View, draft: Draft, chunk: Chunk, kind: str, nominal: bool) -> list[str]:
        clause = view.clauses[chunk.clause]
        unit = view.units[draft.unit]
        found = [f"clause={clause.kind}/{kind}"]
        if nominal:
            found.append("definite" if draft.definite else "indefinite")
            prep = chunk.prep or "-"
            found.append(f"prep={prep}")
            if draft.definite:
                found.append(f"definite/prep={prep}")
            found.append("head" if view.units[draft.unit] is chunk.head else "inner")
            if draft.unit > chunk.first:
                first = view.units[chunk.first]
                found.append(f"led_by={first.tag}")
            if chunk.amount is not None:
                found.append("counted")
            found.append("conj" if chunk.conj else "noconj")
            before = view.chunks[chunk.index - 1] if chunk.index else None
            found.append("before=" + (before.kind if before is not None else "start"))
            if clause.verb is None:
                found.append("verbless")
            elif clause.verb.index < chunk.index:
                found.append("after_verb")
            else:
                found.append("before_verb")
        else:
            tenses = sorted({s.row.tense for s in unit.verb})
            found.append("tense=" + "+".join(tenses))
            if any(s.row.extra == "first" for s in unit.verb):
                found.append("first_person")
            found.append("conj_verb" if unit.conj else "bare_verb")
            if clause.kana:
                found.append("kana")
        after = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
        found.append(
            f"after={after.kind}:{after.prep if after.kind == 'np' else ''}" if after is not None else "after=end"
        )
        return found

    @staticmethod
    def _fields(draft: Draft, group: str, kind: str) -> list[str]:
        found = []
        told = 0
        for name in ("initiator", "target", "place", "times", "weapons", "casualties", "outcome"):
            value = getattr(draft, name)
            if name in ("initiator", "target", "place", "times"):
                strong = any(c.score >= 0.7 for c in value)
                weak = bool(value)
            else:
                strong = weak = bool(value)
            if strong:
                told += 1
                found += [f"has={name}", f"has={name}/{kind}", f"has={name}/{group}"]
            elif weak:
                found.append(f"weak={name}")
        found.append(f"told={min(told, 4)}")
        found.append(f"told={min(told, 4)}/{kind}/{'def' if draft.definite else 'indef'}")
        return found

    @staticmethod
    def _company(
        view: View, draft: Draft, chunk: Chunk, others: list[Draft], earlier: list[Draft], kind: str
    ) -> list[str]:
        found = []
        before = [d for d in others if d.unit < draft.unit]
        after = [d for d in others if d.unit > draft.unit]
        found.append(f"place_in={min(len(before), 3)}")
        if before:
            nearest = max(before, key=lambda d: d.unit)
            gap = chunk.index - view.chunk_of[nearest.unit]
            found.append(f"gap={'0' if gap == 0 else '1' if gap == 1 else '2-4' if gap < 5 else '5+'}")
            found.append(f"prev={nearest.type}>{draft.type}")
            if nearest.type == draft.type:
                found.append(f"same_type_before/{kind}")
            if nearest.clause == draft.clause:
                found.append("same_clause")
                found.append(f"same_clause:{nearest.type}>{draft.type}")
        if after:
            nearest = min(after, key=lambda d: d.unit)
            found.append(f"next={draft.type}>{nearest.type}")
        seen = [d for d in earlier if d.type == draft.type]
        found.append(f"seen={'0' if not seen else '1+'}")
        if draft.definite and seen:
            found.append("definite_again")
        if not earlier:
            found.append("first_of_text")
        per = len(earlier) / (view.index + 1)
        found.append(f"dense={'0' if per < 0.3 else '1' if per < 0.8 else '2'}")
        length = view.sentence.last - view.sentence.first
        found.append(f"length={'short' if length < 12 else 'long' if length > 45 else 'mid'}")
        for at in range(max(0, draft.unit - NEAR), draft.unit):
            senses = view.units[at].senses
            if senses is not None and view.units[at].tag in ("prep", "neg", "particle", "sub", "rel", "dem", "quant"):
                found.append(f"word={senses.loose}")
        return found
