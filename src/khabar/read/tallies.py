"""Running totals and standing strengths.

Invariant: a tally is a count over a stretch of time or of several incidents; its parts by country stay as written.
"""

from __future__ import annotations

from khabar.model.drafts import Amount, Mention, StrengthDraft, TallyDraft, When
from khabar.model.spans import Span
from khabar.packs.lexicon import Lexicon
from khabar.read import tally_sums
from khabar.read.chunks import Chunk
from khabar.read.happenings import Hit
from khabar.read.phrases import time_of
from khabar.read.toll_nouns import TollHit
from khabar.read.view import View
from khabar.text.letters import ALIF, TA

COUNTED_BY_TYPE = {"assault": "attacks", "explosion": "attacks", "intercept": "intercepted", "coerce": "arrested"}
SPAN_RELATIONS = frozenset({"since", "between", "during"})
SPAN_KINDS = frozenset({"span", "unit", "week"})
LARGE = 2000
MASSES = 1000
DISPLACEMENT = "noun.displacement"
_ARREST = (
    "coerce.itaqala",
    "coerce.hamlat_itiqal",
    "coerce.alqa_qabd",
    "coerce.ilqa_qabd",
    "coerce.qabada",
    "coerce.awqafa",
    "coerce.ihtajaza",
)
_FLIGHT = ("coerce.sharrada", "coerce.tarada", "retreat.farra")


class TallyFinder:
    """Finds tallies and strengths of a sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def spanning(self, view: View) -> list[When]:
        """Time expressions of the sentence that tell a stretch, not a day."""
        found = [time_of(view, chunk, "tally: span", 1.0) for chunk in view.chunks if chunk.kind == "time"]
        return [when for when in found if is_stretch(when)]

    @staticmethod
    def _days(view: View) -> list[When]:
        """The days told in the sentence, for a count of one day."""
        return [time_of(view, chunk, "tally: day", 1.0) for chunk in view.chunks if chunk.kind == "time"]

    def find(self, view: View, hits: list[Hit], tolls: list[TollHit]) -> tuple[list[TallyDraft], set[int]]:
        """The tallies of the sentence, and the units of triggers that they use up."""
        spans = self.spanning(view) + tally_sums.event_times(view)
        since = bool(tally_sums.since_event(view))
        spanned = bool(spans) or since
        out: list[TallyDraft] = []
        used: set[int] = set()
        for hit in hits:
            chunk = view.chunk(hit.unit)
            counted = COUNTED_BY_TYPE.get(hit.type)
            if counted is None or chunk.kind != "np" or chunk.amount is None or chunk.amount.low < 2:
                continue
            if not spanned or chunk.head is not view.units[hit.unit] or self._ordinal(chunk):
                continue
            out.append(
                self._tally(
                    view, chunk, _counted(hit, counted), chunk.amount, spans, "tally: counted happenings over a span"
                )
            )
            used.add(hit.unit)
        out += self._times(view, hits, spans, used)
        out += self._ordinals(view, hits, spans)
        out += self._objects(view, hits, spans, spanned)
        plural = self._plural_force(view, hits)
        for toll in tolls:
            out += self._harmed(view, toll, spans, plural, since)
        if since or any(w.value.relation == "since" for w in spans):
            out += tally_sums.struck(view, hits, spans, used)
        if spanned:
            out += tally_sums.totals(self.lexicon, view, hits, spans, [t.span for t in out])
        for tally in out if since else ():
            tally.rule += "" if tally.times else ", " + tally_sums.BY_EVENT
        return out, used

    @staticmethod
    def _ordinal(chunk: Chunk) -> bool:
        return any(s.entry.class_ == "ordinal" for s in chunk.head.of("quantity"))

    @staticmethod
    def _plural_force(view: View, hits: list[Hit]) -> bool:
        """Whether the sentence speaks of several uses of force (attacks, acts of violence)."""
        return any(
            h.type in ("assault", "explosion")
            and view.units[h.unit].tag == "noun"
            and (h.sense.row.number == "p" or view.units[h.unit].token.form.endswith(ALIF + TA))
            for h in hits
        )

    def _times(self, view: View, hits: list[Hit], spans: list[When], used: set[int]) -> list[TallyDraft]:
        """`attacked 12 times in Iraq and 4 times in Syria`: the counts of times are one tally."""
        counts = [
            c
            for c in view.chunks
            if c.kind == "np" and c.amount is not None and c.amount.low > 1 and self._multiplier(c)
        ]
        force = [h for h in hits if h.type in COUNTED_BY_TYPE]
        if not counts or not force:
            return []
        first = counts[0]
        nearest = min(force, key=lambda h: abs(h.unit - first.first))
        parts = self._parts(view, counts)
        low = sum(c.amount.low for c in counts if c.amount is not None)
        open_ended = any(c.amount is not None and c.amount.high is None for c in counts)
        draft = TallyDraft(
            Span(first.start, first.end),
            view.text[first.start : first.end],
            _counted(nearest, COUNTED_BY_TYPE[nearest.type]),
            low,
            None if open_ended else low,
            view.index,
            "tally: counted times",
            parts if len(parts) > 1 else [],
            spans,
        )
        used.add(nearest.unit)
        return [draft]

    def _ordinals(self, view: View, hits: list[Hit], spans: list[When]) -> list[TallyDraft]:
        """`the eighth round in ten days`: so many within the span."""
        within = [w for w in spans if w.value.relation in ("during", "since")]
        force = [h for h in hits if h.type in COUNTED_BY_TYPE and h.type != "coerce"]
        if not within or not force:
            return []
        for at, unit in enumerate(view.units):
            entry = unit.entry("quantity")
            if unit.tag != "num" or entry is None or entry.class_ != "ordinal" or not entry.value or at == 0:
                continue
            before = view.units[at - 1]
            if not before.article or before.tag == "time" or unit.end > within[-1].span.start:
                continue
            nearest = min(force, key=lambda h: abs(h.unit - at))
            if abs(nearest.unit - at) > 8:
                continue
            span = Span(before.bare_start, unit.end)
            return [
                TallyDraft(
                    span,
                    view.text[span.start : span.end],
                    _counted(nearest, COUNTED_BY_TYPE[nearest.type]),
                    entry.value,
                    entry.value,
                    view.index,
                    "tally: an ordinal within a span",
                    [],
                    within,
                )
            ]
        return []

    def _objects(self, view: View, hits: list[Hit], spans: list[When], spanned: bool) -> list[TallyDraft]:
        """Counts of weapons launched or stopped, of people held or driven out, over a span."""
        out: list[TallyDraft] = []
        for chunk in view.chunks:
            if chunk.kind != "np" or chunk.amount is None or chunk.amount.low < 2:
                continue
            counted = self._object(view, chunk, hits, spanned)
            if counted:
                told = spans if spans or counted != "displaced" else self._days(view)
                out.append(self._tally(view, chunk, counted, chunk.amount, told, "tally: counted " + counted))
        return out

    def _object(self, view: View, chunk: Chunk, hits: list[Hit], spanned: bool) -> str:
        """What a counted phrase counts, nothing where it is no running total."""
        amount = chunk.amount
        if amount is None:
            return ""
        noun = chunk.head.entry("noun")
        near = [h for h in hits if view.chunk(h.unit).clause == chunk.clause and view.chunk(h.unit) is not chunk]
        near.sort(key=lambda h: abs(h.unit - chunk.first))
        people = noun is not None and ("person" in noun.classes or bool(noun.who))
        fled = bool(near) and near[0].entry.id in _FLIGHT and (people or noun is None or amount.low >= MASSES)
        fled = fled or self._fled_before(view, chunk)
        displaced = noun is not None and noun.id in ("noun.displaced", "noun.refugee")
        if (displaced or fled) and (spanned or amount.low >= MASSES):
            return "displaced"
        if not spanned or not near:
            return ""
        if chunk.head.of("weapon"):
            if near[0].type == "intercept":
                return "intercepted"
            return (
                "launched"
                if near[0].type == "assault" and near[0].entry.frame in ("frame.launch", "frame.fall")
                else ""
            )
        if (
            near[0].entry.id in _ARREST
            and (people or noun is None)
            and abs(view.chunk_of[near[0].unit] - chunk.index) <= 3
        ):
            return "arrested"
        return ""

    @staticmethod
    def _fled_before(view: View, chunk: Chunk) -> bool:
        """Whether a word of displacement stands shortly before a count, in its stretch between marks."""
        for other in reversed(view.chunks[max(0, chunk.index - 5) : chunk.index + 1]):
            if other.kind == "mark" and other.head.token.form not in "()":
                return False
            noun = other.head.entry("noun") if other.kind == "np" else None
            if noun is not None and noun.id == DISPLACEMENT and (other is chunk or other.amount is None):
                return True
        return False

    @staticmethod
    def _multiplier(chunk: Chunk) -> bool:
        return any(s.entry.class_ == "multiply" for s in chunk.head.of("quantity"))

    def _parts(self, view: View, counts: list[Chunk]) -> list[tuple[Mention, int]]:
        parts = []
        preps = view.closed("tallied_place_preps")
        for chunk in counts:
            following = next(
                (c for c in view.chunks[chunk.index + 1 : chunk.index + 5] if c.kind == "np" and c.prep in preps), None
            )
            if following is not None and chunk.amount is not None:
                parts.append((view.mention(following), chunk.amount.low))
        return parts

    def _breakdown(self, view: View, chunk: Chunk) -> list[tuple[Mention, int]]:
        """`16 in Iraq and 11 in Syria` after a total: bare numbers, each with its place."""
        parts: list[tuple[Mention, int]] = []
        chunks, preps = view.chunks, view.closed("tallied_place_preps")
        for index in range(chunk.index + 1, len(chunks) - 1):
            number = chunks[index]
            if number.kind != "np" or number.amount is None or number.head.tag != "num":
                continue
            where = chunks[index + 1]
            if where.kind == "prep" and index + 2 < len(chunks):
                where = chunks[index + 2]
            if where.kind != "np" or not (where.prep in preps or len(where.prep) > 1):
                continue
            mention = view.mention(where)
            if any(n.kind == "place" for n in mention.names):
                parts.append((mention, number.amount.low))
        return parts if len(parts) > 1 else []

    def _tally(
        self, view: View, chunk: Chunk, counted: str, amount: Amount, spans: list[When], rule: str
    ) -> TallyDraft:
        start, end = chunk.start, max(chunk.units[chunk.core - 1].end, amount.span.end)
        return TallyDraft(
            Span(start, end),
            view.text[start:end],
            counted,
            amount.low,
            amount.high,
            view.index,
            rule,
            self._breakdown(view, chunk),
            _nearest(spans, start),
        )

    def _harmed(self, view: View, hit: TollHit, spans: list[When], plural: bool, since: bool) -> list[TallyDraft]:
        """A toll over a stretch of time, or one too large for a single incident, is a running total too."""
        out = []
        open_spans = [w for w in spans if w.value.relation in SPAN_RELATIONS or plural]
        for toll in hit.tolls:
            if toll.low == 0 and toll.high == 0:
                continue
            if ((open_spans or since) and toll.low >= 3) or toll.low >= LARGE:
                counted = (
                    toll.harm
                    if toll.harm in ("killed", "wounded")
                    else "arrested"
                    if toll.harm == "captured"
                    else "other"
                )
                chunk = next(
                    (c for c in view.chunks if c.kind == "np" and c.start <= toll.span.start < c.end),
                    view.chunk(hit.unit),
                )
                out.append(
                    TallyDraft(
                        toll.span,
                        toll.text,
                        counted,
                        toll.low,
                        toll.high,
                        view.index,
                        "tally: toll over a span",
                        self._breakdown(view, chunk),
                        _nearest(open_spans, toll.span.start),
                    )
                )
        return out

    # -- strengths ------------------------------------------------------------------------------------------------

    def strengths(self, view: View, hits: list[Hit], tolls: list[TollHit]) -> list[StrengthDraft]:
        """`about 2,500 soldiers in Iraq and 900 in Syria`: forces that stand somewhere."""
        out: list[StrengthDraft] = []
        taken = [t.span for hit in tolls for t in hit.tolls]
        last: StrengthDraft | None = None
        for chunk in view.chunks:
            if chunk.kind != "np" or chunk.amount is None or chunk.amount.low < 100:
                continue
            span = Span(chunk.start, chunk.end)
            if any(span.overlaps(other) for other in taken):
                continue
            noun = chunk.head.entry("noun")
            where = self._where(view, chunk)
            holder = self._holder(view, chunk)
            if noun is not None and noun.size and not self._moved(view, chunk, hits):
                if where is None and holder is None and not self._stands(view, chunk):
                    continue
                last = self._strength(view, chunk, chunk.amount, where, holder)
                out.append(last)
            elif last is not None and noun is None and where is not None and chunk.head.tag == "num":
                following = self._strength(view, chunk, chunk.amount, where, holder)
                following.force, following.owner = last.force, last.owner
                out.append(following)
        return out

    @staticmethod
    def _where(view: View, chunk: Chunk) -> Mention | None:
        """The named place beside a number of forces: after it, else before it within its clause."""
        for index in (chunk.index + 1, chunk.index - 1, chunk.index + 2, chunk.index - 2, chunk.index + 3):
            if 0 <= index < len(view.chunks):
                other = view.chunks[index]
                if other.kind == "np" and other.prep in view.closed("tallied_place_preps"):
                    mention = view.mention(other)
                    if any(n.kind == "place" for n in mention.names):
                        return mention
        return None

    @staticmethod
    def _holder(view: View, chunk: Chunk) -> Mention | None:
        """Who has the forces: the phrase after ``li-`` or ``lada`` before the number."""
        for other in view.chunks[max(0, chunk.index - 3) : chunk.index]:
            if other.kind == "np" and other.prep in view.closed("owning_preps"):
                mention = view.mention(other)
                if mention.names or mention.nationalities:
                    return mention
        return None

    @staticmethod
    def _stands(view: View, chunk: Chunk) -> bool:
        """Whether the clause's verb is in the present: they stand, are kept, are counted."""
        verb = view.clauses[chunk.clause].verb
        return verb is not None and any(s.row.tense == "present" for s in verb.head.verb)

    @classmethod
    def _moved(cls, view: View, chunk: Chunk, hits: list[Hit]) -> bool:
        """Whether the clause tells a happening of these forces rather than how many there are."""
        moving = [
            h
            for h in hits
            if view.chunk(h.unit).clause == chunk.clause
            and view.chunk(h.unit) is not chunk
            and h.type in ("mobilize", "retreat", "assault", "coerce")
        ]
        if not moving:
            return False
        clause = view.clauses[chunk.clause]
        return not (cls._stands(view, chunk) and not clause.particle and all(h.type == "mobilize" for h in moving))

    @staticmethod
    def _strength(
        view: View, chunk: Chunk, amount: Amount, where: Mention | None, holder: Mention | None
    ) -> StrengthDraft:
        end = chunk.units[chunk.core - 1].end
        start = chunk.start
        head = view.text[amount.span.end : end].strip() or view.text[start:end]
        owner = view.mention(chunk)
        if holder is not None:
            owner = holder
        elif not owner.nationalities and not any(n.kind == "actor" for n in owner.names):
            owner = _actor_before(view, chunk) or owner
        high = amount.low if amount.exact else amount.high
        return StrengthDraft(
            Span(start, end),
            view.text[start:end],
            head,
            amount.low,
            high,
            view.index,
            "strength: forces that stand",
            owner,
            where,
        )


def _actor_before(view: View, chunk: Chunk) -> Mention | None:
    """The nearest actor without a preposition of place, before the number or else after it."""

    def acts(other: Chunk) -> bool:
        mention = view.mention(other)
        return (
            other.kind == "np"
            and other.prep not in view.closed("tallied_place_preps")
            and bool(mention.nationalities or any(n.kind == "actor" for n in mention.names))
        )

    before = [c for c in view.chunks[: chunk.index] if c.kind == "np" and acts(c)]
    after = [c for c in view.chunks[chunk.index + 1 :] if c.kind == "np" and acts(c)]
    found = before[-1] if before else after[0] if after else None
    return view.mention(found) if found is not None else None


def _counted(hit: Hit, counted: str) -> str:
    """``strikes`` for strikes and raids, else what its type counts."""
    return (
        "strikes"
        if counted == "attacks" and any(w in hit.entry.id for w in ("darb", "ghara", "strike", "raid"))
        else counted
    )


def _nearest(spans: list[When], at: int) -> list[When]:
    """The spans, the one nearest to a place in the text first; those counted from a point before the others."""
    return sorted(spans, key=lambda w: (w.value.relation not in SPAN_RELATIONS, abs(w.span.start - at)))


def is_stretch(when: When) -> bool:
    """Whether a time expression tells a stretch (since, between, in the last days) rather than a day."""
    return when.value.relation in SPAN_RELATIONS or when.value.kind in SPAN_KINDS
