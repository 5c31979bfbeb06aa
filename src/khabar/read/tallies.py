"""Running totals and standing strengths.

Invariant: a tally is a count over a stretch of time or of several incidents; its parts by country stay as they are written.
"""

from __future__ import annotations

from khabar.model.drafts import Amount, Mention, StrengthDraft, TallyDraft, When
from khabar.model.spans import Span
from khabar.packs.lexicon import Lexicon
from khabar.read.arguments import time_of
from khabar.read.chunks import Chunk
from khabar.read.happenings import Hit
from khabar.read.tolls import TollHit
from khabar.read.view import View

COUNTED_BY_TYPE = {"assault": "attacks", "explosion": "attacks", "intercept": "intercepted", "coerce": "arrested"}
SPAN_RELATIONS = frozenset({"since", "between", "during"})
SPAN_KINDS = frozenset({"span", "unit", "month", "year"})
LARGE = 1000
LOCATIVE = frozenset({"\u0641\u064a", "\u0628", "\u0645\u0646", "\u0639\u0628\u0631"})


class TallyFinder:
    """Finds tallies and strengths of a sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def spanning(self, view: View) -> list[When]:
        """Time expressions of the sentence that tell a stretch, not a day."""
        found = [time_of(view, chunk, "tally: span", 1.0) for chunk in view.chunks if chunk.kind == "time"]
        return [when for when in found if is_stretch(when)]

    def find(self, view: View, hits: list[Hit], tolls: list[TollHit]) -> tuple[list[TallyDraft], set[int]]:
        """The tallies of the sentence, and the units of triggers that they use up."""
        spans = self.spanning(view)
        out: list[TallyDraft] = []
        used: set[int] = set()
        for hit in hits:
            chunk = view.chunk(hit.unit)
            counted = COUNTED_BY_TYPE.get(hit.type)
            if counted is None or chunk.kind != "np" or chunk.amount is None or chunk.amount.low < 2:
                continue
            if not spans or chunk.head is not view.units[hit.unit] or self._ordinal(chunk):
                continue
            if "strike" in hit.entry.id or "raid" in hit.entry.id:
                counted = "strikes"
            out.append(self._tally(view, chunk, counted, chunk.amount, spans, "tally: counted happenings over a span"))
            used.add(hit.unit)
        out += self._times(view, hits, spans, used)
        for toll in tolls:
            out += self._harmed(view, toll, spans)
        return out, used

    @staticmethod
    def _ordinal(chunk: Chunk) -> bool:
        return any(s.entry.class_ == "ordinal" for s in chunk.head.of("quantity"))

    def _times(self, view: View, hits: list[Hit], spans: list[When], used: set[int]) -> list[TallyDraft]:
        """`attacked 12 times in Iraq and 4 times in Syria`: the counts of times are one tally."""
        counts = [c for c in view.chunks if c.kind == "np" and c.amount is not None and self._multiplier(c)]
        force = [h for h in hits if h.type in COUNTED_BY_TYPE]
        if not counts or not force:
            return []
        first = counts[0]
        nearest = min(force, key=lambda h: abs(h.unit - first.first))
        parts = self._parts(view, counts)
        low = sum(c.amount.low for c in counts if c.amount is not None)
        open_ended = any(c.amount is not None and c.amount.high is None for c in counts)
        amount = first.amount
        assert amount is not None
        draft = TallyDraft(
            Span(first.start, first.end), view.text[first.start : first.end], COUNTED_BY_TYPE[nearest.type], low,
            None if open_ended else low, view.index, "tally: counted times", parts if len(parts) > 1 else [], spans,
        )  # fmt: skip
        used.add(nearest.unit)
        return [draft]

    @staticmethod
    def _multiplier(chunk: Chunk) -> bool:
        return any(s.entry.class_ == "multiply" for s in chunk.head.of("quantity"))

    def _parts(self, view: View, counts: list[Chunk]) -> list[tuple[Mention, int]]:
        parts = []
        for chunk in counts:
            following = next(
                (c for c in view.chunks[chunk.index + 1 : chunk.index + 5] if c.kind == "np" and c.prep in LOCATIVE), None
            )
            if following is not None and chunk.amount is not None:
                parts.append((view.mention(following), chunk.amount.low))
        return parts

    def _breakdown(self, view: View, chunk: Chunk) -> list[tuple[Mention, int]]:
        """`16 in Iraq and 11 in Syria` after a total."""
        parts: list[tuple[Mention, int]] = []
        chunks = view.chunks
        for index in range(chunk.index + 1, len(chunks) - 1):
            number, where = chunks[index], chunks[index + 1]
            if number.kind != "np" or number.amount is None or number.prep not in ("", "\u0645\u0646"):
                continue
            mention = view.mention(where) if where.kind == "np" and where.prep in LOCATIVE else None
            if mention is None and index + 2 < len(chunks):
                after = chunks[index + 2]
                if where.kind == "prep" and after.kind == "np" and after.prep in LOCATIVE:
                    mention = view.mention(after)
            if mention is not None and any(n.kind == "place" for n in mention.names):
                parts.append((mention, number.amount.low))
        return parts if len(parts) > 1 else []

    def _tally(
        self, view: View, chunk: Chunk, counted: str, amount: Amount, spans: list[When], rule: str
    ) -> TallyDraft:
        start, end = chunk.start, max(chunk.units[chunk.core - 1].end, amount.span.end)
        return TallyDraft(
            Span(start, end), view.text[start:end], counted, amount.low, amount.high, view.index, rule,
            self._breakdown(view, chunk), spans,
        )  # fmt: skip

    def _harmed(self, view: View, hit: TollHit, spans: list[When]) -> list[TallyDraft]:
        """A toll over a stretch of time, or one too large for a single incident, is a running total too."""
        out = []
        for toll in hit.tolls:
            if toll.low == 0 and toll.high == 0:
                continue
            if (spans and toll.low >= 3) or toll.low >= LARGE:
                counted = toll.harm if toll.harm in ("killed", "wounded") else "arrested" if toll.harm == "captured" else "other"
                out.append(TallyDraft(toll.span, toll.text, counted, toll.low, toll.high, view.index, "tally: toll over a span", [], spans))
        return out

    def strengths(self, view: View, hits: list[Hit], tolls: list[TollHit]) -> list[StrengthDraft]:
        """`about 2,500 soldiers in Iraq and 900 in Syria`: forces that stand somewhere."""
        out: list[StrengthDraft] = []
        taken = [t.span for hit in tolls for t in hit.tolls]
        last: StrengthDraft | None = None
        for chunk in view.chunks:
            if chunk.kind != "np" or chunk.amount is None:
                continue
            span = Span(chunk.start, chunk.end)
            if any(span.overlaps(other) for other in taken):
                continue
            noun = chunk.head.entry("noun")
            sized = noun is not None and noun.size and chunk.amount.low >= 100
            where = self._where(view, chunk)
            if sized and where is not None and not self._moved(view, chunk, hits):
                last = self._strength(view, chunk, where)
                out.append(last)
            elif last is not None and noun is None and where is not None and chunk.conj and chunk.amount.low >= 100:
                following = self._strength(view, chunk, where)
                following.force, following.owner = last.force, last.owner
                out.append(following)
        return out

    @staticmethod
    def _where(view: View, chunk: Chunk) -> Mention | None:
        for index in (chunk.index + 1, chunk.index - 1, chunk.index + 2, chunk.index - 2):
            if 0 <= index < len(view.chunks):
                other = view.chunks[index]
                if other.kind == "np" and other.prep in LOCATIVE:
                    mention = view.mention(other)
                    if any(n.kind == "place" for n in mention.names):
                        return mention
        return None

    @staticmethod
    def _moved(view: View, chunk: Chunk, hits: list[Hit]) -> bool:
        """Whether the clause tells a happening of these forces rather than how many there are."""
        return any(view.chunk(h.unit).clause == chunk.clause and h.type in ("mobilize", "retreat", "assault", "coerce") for h in hits
                   if not any(s.entry.id.startswith("mobilize.stand") for s in view.units[h.unit].of("trigger")))  # fmt: skip

    @staticmethod
    def _strength(view: View, chunk: Chunk, where: Mention) -> StrengthDraft:
        amount = chunk.amount
        assert amount is not None
        end = chunk.units[chunk.core - 1].end
        start = chunk.start
        head = view.text[amount.span.end : end].strip() or view.text[start:end]
        owner = view.mention(chunk)
        if not owner.nationalities and not owner.names:
            owner_chunk = next((c for c in view.chunks if c.kind == "np" and (view.mention(c).nationalities or any(n.kind == "actor" for n in view.mention(c).names))), None)
            owner = view.mention(owner_chunk) if owner_chunk is not None else owner
        return StrengthDraft(
            Span(start, end), view.text[start:end], head, amount.low, amount.high, view.index, "strength: forces that stand", owner, where
        )


def is_stretch(when: When) -> bool:
    """Whether a time expression tells a stretch (since, between, in the last days) rather than a day."""
    return when.value.relation in SPAN_RELATIONS or when.value.kind in SPAN_KINDS
