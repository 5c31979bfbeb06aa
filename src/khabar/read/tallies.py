"""Running totals.

Invariant: a tally is a count over a stretch of time or of several incidents; its parts by place stay as written.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import TallyDraft, When
from khabar.model.mentions import Mention
from khabar.model.spans import Span
from khabar.packs.lexicon import Lexicon
from khabar.read import tally_cases, tally_counts, tally_spans, tally_sums
from khabar.read.breakdown import breakdown, joined_parts, placed
from khabar.read.chunks import Chunk
from khabar.read.happenings import Hit
from khabar.read.one_incident import in_single, one_massacre
from khabar.read.reports import Report
from khabar.read.series import of_series
from khabar.read.stretches import (
    CALENDAR,
    SPAN_RELATIONS,
    bare,
    before_raise,
    is_parted,
    nearest,
    over,
    raised_after,
    stretches,
)
from khabar.read.tally_objects import ARREST, ObjectTallies
from khabar.read.tally_ordinals import ordinals
from khabar.read.tally_parts import over_places, second_parts
from khabar.read.tally_starts import UNTIL, relative_outbreaks, until_times
from khabar.read.tally_sums import COUNTED_BY_TYPE, made, strikes_or
from khabar.read.toll_manners import FELLED
from khabar.read.toll_nouns import TollHit
from khabar.read.units import is_ordinal
from khabar.read.view import View
from khabar.text.letters import ALIF, TA

LARGE: Final = 2000
_LEAST: Final = 3
JOINT: Final = 2
APART: Final = ": told apart"
FORCE: Final = ("assault", "explosion", "intercept")
_TOTALLED: Final = ("assault", "explosion")
LONG: Final = ("month", "year")
MANY: Final = 50  # as many as die in a month or year rather than in one of its happenings
OVER: Final = "tally: counted happenings over a span"
TOTAL: Final = "tally: the figure of a total"
FEW: Final = 4
LEAST_OF_SEVERAL: Final = 5
_BY_HARM: Final = {"killed": "killed", "wounded": "wounded", "captured": "arrested"}


def _listed(view: View, tallies: list[TallyDraft]) -> list[TallyDraft]:
    """Totals of one harm told in one list, as one: ten soldiers and six civilians."""
    out: list[TallyDraft] = []
    for tally in tallies:
        last = out[-1] if out else None
        joined = last is not None and last.counted == tally.counted and 0 < tally.span.start - last.span.end <= JOINT
        if last is None or not joined or last.high is None or tally.high is None:
            out.append(tally)
            continue
        last.span = Span(last.span.start, tally.span.end)
        last.trigger = view.text[last.span.start : last.span.end]
        last.low, last.high = last.low + tally.low, last.high + tally.high
    return out


def _several(view: View, unit: int) -> bool:
    """Whether a happening is counted: more than 50 attacks, the noun after such a figure in the singular."""
    amount = view.chunk(unit).amount
    return amount is not None and amount.low >= LEAST_OF_SEVERAL and view.chunk(unit).head is view.units[unit]


def _of_today(when: When) -> bool:
    """Whether a stretch began in this morning's hours: one clash that has lasted since, no total."""
    return bool(when.value.relation == "since" and when.value.kind == "daypart")


def _counts(view: View) -> bool:
    """Whether a sentence has a number at all."""
    return any(c.amount is not None for c in view.chunks) or any(u.tag == "num" for u in view.units)


class TallyFinder:
    """Finds the tallies of a sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.objects = ObjectTallies()

    def find(
        self, view: View, hits: list[Hit], tolls: list[TollHit], report: Report
    ) -> tuple[list[TallyDraft], set[int]]:
        """The tallies of the sentence, and the units of triggers that they use up; `report`: what its text counts."""
        if not tolls and not _counts(view):
            return [], set()
        period = tally_spans.tells_period(view)
        spans = report.spans(view, stretches(view) + tally_spans.event_times(view), period)
        spans += until_times(view)
        opened = relative_outbreaks(view)
        if opened:
            spans = [w for w in spans if not any(w.span.overlaps(o.span) for o in opened)] + opened
        since = bool(tally_spans.since_event(view))
        spread = bool(tolls) and tally_spans.tells_parts(view)
        spanned = bool(spans) or since or period
        used: set[int] = set()
        out = self._happenings(view, hits, spans, spanned, used)
        out += self._times(view, hits, spans, used)
        out += ordinals(view, hits, spans)
        out += self.objects.find(view, hits, spans, spanned)
        if not any(t.counted == "displaced" for t in out):
            out += tally_counts.families(view, spans)
        out = [t for t in out if t.counted != "displaced" or not tally_counts.feared(view, t)]
        plural = self._plural_force(view, hits)
        counted = [t.span for t in out]
        listed = since or period or (not spans and any(t.rule == OVER and t.parts for t in out))
        for toll in tolls:
            held = self._since_all(view, out, toll.unit)
            held = held or [w for w in opened if w.span.end < view.units[toll.unit].start]
            openers = tally_spans.since_event(view) if since else []
            apart = since and (raised_after(view, toll.unit, openers) or of_series(view, openers[0].start, toll.unit))
            open_ = listed and not apart
            own = before_raise(view, toll.unit, spans)
            found = self._harmed(view, hits, toll, own, plural, open_, spread, held)
            out += [t for t in found if not any(t.span.overlaps(span) for span in counted)]
        if spanned:
            out += tally_sums.struck(view, hits, spans, used)
            out += tally_cases.swept(view, spans, [t.span for t in out])
            out += tally_cases.recorded(view, spans, [t.span for t in out])
        out += tally_sums.totals(self.lexicon, view, hits, spans, [t.span for t in out])
        if spanned:
            out += tally_counts.dealt_with(view, spans, [t.span for t in out])
        out += over_places(view, spans, out)
        if not out:
            return out, used
        out = joined_parts(view, out)
        out += tally_sums.joined_things(view, out)
        second_parts(view, out)
        tally_counts.passed(view, out)
        used.update(h.unit for h in hits if tally_sums.only_counted(view, h.unit) or self._in_total(view, h, out))
        told = tally_spans.all_times(view)
        for tally in out:
            tally.earlier = told
            if tally.times and tally.times[0].value.relation == UNTIL:
                tally.opened, tally.opener = "battles", tally.times[0].span
            if not tally.times and (since or period):
                tally.opened = "event" if since else "period"
                tally_spans.outbreak(view, tally)
        return out, used

    def _happenings(
        self, view: View, hits: list[Hit], spans: list[When], spanned: bool, used: set[int]
    ) -> list[TallyDraft]:
        """`27 attacks since 17 October`: counted happenings over a stretch."""
        out: list[TallyDraft] = []
        for hit in hits:
            chunk = view.chunk(hit.unit)
            counted = COUNTED_BY_TYPE.get(hit.type)
            if counted is None or chunk.kind != "np" or chunk.amount is None or chunk.amount.low < 2:
                continue
            if chunk.amount.high is None and chunk.amount.low < FEW:
                continue  # several attacks: no count
            if not self._heads(view, chunk, hit.unit) or is_ordinal(chunk.head):
                continue
            if not spanned and (hit.type not in _TOTALLED or not tally_counts.totalled(view, chunk)):
                continue
            if hit.type == "coerce" and hit.sense.id not in ARREST:
                counted = "other"
            out.append(made(view, chunk, strikes_or(hit, counted), OVER, spans))
            used.add(hit.unit)
        return out

    @staticmethod
    def _in_total(view: View, hit: Hit, tallies: list[TallyDraft]) -> bool:
        """Whether a use of force only stands as what the total that was found counts (the number of attacks on X)."""
        if hit.type == "mobilize" and hit.shape == "verb":  # has *come* to be so many
            after = view.units[hit.unit + 1] if hit.unit + 1 < len(view.units) else None
            counts = after is not None and bare(after.token.form) in view.closed("totals")
            return counts and any(t.rule == TOTAL for t in tallies)
        if hit.shape != "noun" or hit.type not in ("assault", "explosion"):
            return False
        here = view.units[hit.unit].span
        figure = any(t.rule == TOTAL and t.span.overlaps(here) for t in tallies)
        return figure or tally_sums.counted_by(view, hit.unit)

    @staticmethod
    def _heads(view: View, chunk: Chunk, unit: int) -> bool:
        """Whether a happening is what its phrase counts: its head, or right after `cases of`."""
        head = chunk.head
        near = view.units[unit - 1] is head or chunk.partitive == unit  # rounds *of* strikes
        counter = near and bare(head.token.form) in view.closed("incidents")
        return head is view.units[unit] or counter

    @staticmethod
    def _plural_force(view: View, hits: list[Hit]) -> bool:
        """Whether the sentence speaks of several uses of force (attacks, acts of violence)."""
        several = view.closed("several_deeds")
        return any(
            h.type in ("assault", "explosion")
            and view.units[h.unit].tag == "noun"
            and (
                h.sense.number == "p"
                or bare(view.units[h.unit].token.form) in several
                or view.units[h.unit].token.form.endswith(ALIF + TA)
                or _several(view, h.unit)
            )
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
        closest = min(force, key=lambda h: abs(h.unit - first.first))
        if len(counts) == 1 and first.amount is not None and first.amount.low < FEW and not spans:
            verb = view.units[closest.unit]
            if verb.tag == "verb" and verb.first < view.units[first.first].first:
                return []  # struck the base three times today: one happening
        parts = self._parts(view, counts)
        low = sum(c.amount.low for c in counts if c.amount is not None)
        open_ended = any(c.amount is not None and c.amount.high is None for c in counts)
        draft = TallyDraft(
            Span(first.start, first.end),
            view.text[first.start : first.end],
            strikes_or(closest, COUNTED_BY_TYPE[closest.type]),
            low,
            None if open_ended else low,
            view.index,
            "tally: counted times",
            parts if len(parts) > 1 else [],
            spans,
        )
        used.add(closest.unit)
        return [draft]

    @staticmethod
    def _multiplier(chunk: Chunk) -> bool:
        return any(s.class_ == "multiply" for s in chunk.head.has.quantity)

    @staticmethod
    def _parts(view: View, counts: list[Chunk]) -> list[tuple[Mention, int]]:
        parts = []
        for chunk in counts:
            following = next((c for c in view.chunks[chunk.index + 1 : chunk.index + 5] if placed(view, c)), None)
            if following is not None and chunk.amount is not None:
                parts.append((view.mention(following), chunk.amount.low))
        return parts

    def _harmed(
        self,
        view: View,
        hits: list[Hit],
        hit: TollHit,
        spans: list[When],
        plural: bool,
        open_: bool,
        spread: bool,
        all_: list[When],
    ) -> list[TallyDraft]:
        """A toll over a stretch of time or over places, or too large for one incident, is a running total too."""
        out = []
        held = [w for w in over(view, spans, hit.unit) if plural or self._opens(view, w)] or all_
        held = [w for w in held if plural or not _of_today(w)]
        if not held and not any(h.type in FORCE and h.unit != hit.unit for h in hits):
            held = [w for w in over(view, spans, hit.unit) if w.value.kind in CALENDAR or w.value.point.unit in LONG]
            held = held if any(t.low >= MANY for t in hit.tolls) else []
        if (
            tally_spans.of_one(view, hit.unit)
            or tally_spans.of_opener(view, hit.unit)
            or in_single(view, hit.unit, max([0, *[t.low for t in hit.tolls]]))
        ):
            return []
        daily = [] if held else tally_spans.daily(view, hit.unit)
        held = held or daily
        campaign = not held and not open_ and tally_spans.of_campaign(view, hit.unit)
        scattered = not held and not open_ and tally_spans.scattered(view, hit.unit)
        told = [t for t in hit.tolls if hit.whole is None or not t.rule.endswith(APART)]
        for toll in told if hit.whole is None else [hit.whole, *told]:
            if (toll.low == 0 and toll.high == 0) or toll.rule == FELLED:
                continue
            chunk = next(
                (c for c in view.chunks if c.kind == "np" and c.start <= toll.span.start < c.end), view.chunk(hit.unit)
            )
            parts = breakdown(view, chunk)
            counted = toll.low >= MANY and not chunk.prep and tally_spans.counted_without_day(view, chunk)
            total = held or open_ or scattered or spread or campaign or parts or counted
            if not ((total and toll.low >= _LEAST) or (toll.low >= LARGE and not one_massacre(view))):
                continue
            out.append(
                TallyDraft(
                    toll.span,
                    toll.text,
                    _BY_HARM.get(toll.harm, "other"),
                    toll.low,
                    toll.high,
                    view.index,
                    "tally: toll over a span",
                    parts,
                    nearest(held, toll.span.start)
                    or (tally_spans.all_times(view)[:1] if spread or parts else [])
                    or (tally_spans.outbreak_times(view) if toll.low >= LARGE else []),
                )
            )
            if scattered or campaign:
                out[-1].opened = "flight" if scattered else "event"
        return _listed(view, out)

    @staticmethod
    def _since_all(view: View, counted: list[TallyDraft], unit: int) -> list[When]:
        """The start, told at the end of a list, of all that its first member counts (made 50 attacks, *killed three
        sailors*, seized a ship since November).
        """
        if not view.units[unit].conj:
            return []
        starts = [w for t in counted if t.rule == OVER for w in t.times if w.value.relation == "since"]
        return [w for w in starts if w.span.start > view.units[unit].end][:1]

    @staticmethod
    def _opens(view: View, when: When) -> bool:
        """Whether a stretch is told as one (since, between, during), not as the time of one happening."""
        if when.value.relation in SPAN_RELATIONS or when.value.relation == UNTIL:
            return True
        if is_parted(when) or when.span.start < view.span.start:
            return True
        at = next((n for n, u in enumerate(view.units) if u.end >= when.span.start), 0)
        leads = view.units[at].start < when.span.start or view.units[at].tag != "time" or not at
        word = view.units[at] if leads else view.units[at - 1]
        form = bare(word.token.form)
        during = form in view.closed("throughout") or form in view.closed("witnessed")
        before = view.chunks[view.chunk_of[at] - 1] if view.chunk_of[at] else None
        if before is not None and before.kind == "np":
            words = view.closed("summaries")
            during = during or any(bare(u.token.form) in words for u in view.units[before.first : before.last])
        return during and (when.value.kind in CALENDAR or when.value.kind == "unit")
