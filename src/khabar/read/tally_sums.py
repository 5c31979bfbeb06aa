"""Sums told outright.

Invariant: a sum is a figure told of a word of total over a span, of what was struck or destroyed over one, or of what
somebody recorded in one.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import TallyDraft, When
from khabar.model.mentions import Mention
from khabar.model.spans import Span
from khabar.packs.lexicon import Lexicon
from khabar.read.breakdown import breakdown
from khabar.read.chunks import Chunk, is_comma
from khabar.read.happenings import Hit
from khabar.read.harmed import tells_total
from khabar.read.phrases import time_of
from khabar.read.stretches import bare, nearest, over
from khabar.read.tally_spans import DAYS, FEW, REACH, STRIKES, since_event
from khabar.read.view import View

COUNTED_BY_TYPE: Final = {
    "assault": "attacks",
    "explosion": "attacks",
    "intercept": "intercepted",
    "coerce": "arrested",
}
COUNTED: Final = {"killed": "killed", "wounded": "wounded", "mixed": "killed", "captured": "arrested"}
RAID: Final = "frame.raid"
FLIGHT: Final = frozenset({"coerce.sharrada", "coerce.tarada", "retreat.farra"})
MARKS: Final = "noun.mark"
LAUNCH: Final = "frame.launch"
_THINGS: Final = frozenset({"site", "vessel", "equipment"})
_DESTROYED: Final = ("dammara", "tadmir", "ahraqa", "dumira")
_LEAST: Final = 5


def made(view: View, chunk: Chunk, counted: str, rule: str, spans: list[When]) -> TallyDraft:
    """The tally that a counted phrase tells, over those of the spans that are nearest."""
    amount = chunk.amount
    end = max(chunk.units[chunk.core - 1].end, amount.span.end if amount is not None else 0)
    low, high = (amount.low, amount.high) if amount is not None else (0, None)
    start = amount.span.start if amount is not None and chunk.prep_unit is not None else chunk.start
    return TallyDraft(
        Span(start, end),
        view.text[start:end],
        counted,
        low,
        high,
        view.index,
        rule,
        breakdown(view, chunk),
        _own_first(view, chunk, nearest(spans, chunk.start)),
    )


def _own_first(view: View, chunk: Chunk, spans: list[When]) -> list[When]:
    """The spans, first the one that stands right after a counted phrase in its clause, where a later figure has one of
    its own (312 attacks *in 2019*, and 428 since January).
    """
    if len(spans) < 2:
        return spans
    limit = next((c.start for c in view.chunks[chunk.index + 1 :] if c.amount is not None and c.kind == "np"), 0)
    clause = [c for c in view.chunks if c.kind == "time" and c.clause == chunk.clause]
    if any(c.start < chunk.start for c in clause):
        return spans
    own = [w for w in spans if chunk.end <= w.span.start < limit and any(w.span.end <= c.end for c in clause)]
    return own + [w for w in spans if w not in own] if own and len(own) < len(spans) else spans


def strikes_or(hit: Hit, counted: str) -> str:
    """``strikes`` for strikes and raids, else what its type counts."""
    return "strikes" if counted == "attacks" and any(w in hit.sense.id for w in STRIKES[:4]) else counted


def inverted(view: View) -> list[tuple[Chunk, Chunk, Span]]:
    """Totals told after their figure: rose to 62 the number of raids since. (figure, total, span of the figure)"""
    found: list[tuple[Chunk, Chunk, Span]] = []
    for chunk in view.chunks:
        if chunk.kind != "np" or chunk.amount is None or chunk.prep not in view.closed("rising_preps"):
            continue
        verb = view.clauses[chunk.clause].verb
        if chunk.amount.low < _LEAST or verb is None or verb.index > chunk.index:
            continue
        at = _total_inside(view, chunk)
        if at > chunk.first:
            end = view.units[at - 1].end
            found.append((chunk, chunk, Span(chunk.start, end)))
            continue
        for other in view.chunks[chunk.index + 1 : chunk.index + 3]:
            if other.kind == "np" and not other.prep and other.amount is None and tells_total(view, other):
                found.append((chunk, other, Span(chunk.start, chunk.end)))
                break
    return found


def _total_inside(view: View, chunk: Chunk) -> int:
    """The unit of a word of total inside a counted phrase, -1 for none."""
    totals_ = view.closed("totals")
    return next((n for n in range(chunk.first, chunk.last) if view.units[n].token.word.loose in totals_), -1)


def totals(lexicon: Lexicon, view: View, hits: list[Hit], spans: list[When], taken: list[Span]) -> list[TallyDraft]:
    """`since then the number of the enemy's dead has reached 3418`: the figure of a word of total."""
    out: list[TallyDraft] = []
    for chunk in view.chunks:
        if chunk.kind != "np" or not _is_total(view, chunk):
            continue
        figure = _figure(view, chunk)
        if figure is None or figure.amount is None:
            continue
        near = over(view, spans, figure.first) if spans else []
        held = [w for w in spans if w in near or w.span.start < figure.start] or _day_of(view, chunk)
        if not (held or since_event(view) or _reached(lexicon, view, chunk, figure, hits)):
            continue
        span = Span(figure.start, max(figure.units[figure.core - 1].end, figure.amount.span.end))
        if any(span.overlaps(t) for t in taken):
            continue
        counted = _counted(lexicon, view, chunk, figure, hits)
        men = figure.head.noun
        if counted == "other" and men is not None and men.size:
            continue  # the number of its forces is a strength
        out.append(made(view, figure, counted, "tally: the figure of a total", held))
        following = view.chunks[figure.index + 1] if figure.index + 1 < len(view.chunks) else None
        if following is not None and _second(following) and not any(_span(following).overlaps(t) for t in taken):
            out.append(made(view, following, counted, "tally: the second figure of a total", held))
    for figure, chunk, span in inverted(view):
        if (spans or since_event(view)) and not any(span.overlaps(t) for t in taken):
            counted = _counted(lexicon, view, chunk, chunk, hits)
            last = view.chunks[min(chunk.index + REACH, len(view.chunks) - 1)]
            counted = counted if counted != "other" else _counted(lexicon, view, chunk, last, hits)
            draft = made(view, figure, counted, "tally: a total after its figure", spans)
            draft.span, draft.trigger = span, view.text[span.start : span.end]
            out.append(draft)
    return out


def joined_things(view: View, tallies: list[TallyDraft]) -> list[TallyDraft]:
    """The counted things joined to a total of people or things (413 dead *and 52 vehicles*), over the same span."""
    out: list[TallyDraft] = []
    for tally in tallies:
        at = next((c.index for c in view.chunks if c.kind == "np" and c.start <= tally.span.start < c.end), None)
        if at is None or tally.counted not in ("killed", "other"):
            continue
        for chunk in view.chunks[at + 1 : at + 1 + FEW]:
            mention = view.mention(chunk) if chunk.kind == "np" and chunk.amount is not None else None
            span = _span(chunk)
            known = any(span.overlaps(t.span) for t in (*tallies, *out))
            if mention is None or not chunk.conj or chunk.prep or known or not _thing(mention):
                break
            out.append(made(view, chunk, "other", "tally: things joined to a total", tally.times))
    return out


def _thing(mention: Mention) -> bool:
    """Whether a counted phrase is of arms or vehicles."""
    return mention.kind == "equipment" or bool(mention.weapons)


def _reached(lexicon: Lexicon, view: View, chunk: Chunk, figure: Chunk, hits: list[Hit]) -> bool:
    """Whether uses of force have come to be so many, whenever they began (the number of attacks reached 170)."""
    verb = view.clauses[chunk.clause].verb
    rises = verb is not None and verb.index < chunk.index and verb.head.token.word.bare in view.closed("reached")
    return rises and _counted(lexicon, view, chunk, figure, hits) in ("attacks", "strikes", "launched", "intercepted")


def counted_by(view: View, unit: int) -> bool:
    """Whether a use of force is what a word of total right before it counts (the number of attacks)."""
    chunk = view.chunk(unit)
    before = view.units[unit - 1] if unit else None
    if before is None or unit <= chunk.first or not view.chunk(unit).units[unit].article:
        return False
    form = bare(before.token.form)
    return form in view.closed("totals") and form not in view.closed("toll")


def _span(chunk: Chunk) -> Span:
    return Span(chunk.start, chunk.end)


def _second(chunk: Chunk) -> bool:
    """Whether a phrase counts more weapons beside a figure (180 drones *and 48 missiles*)."""
    counted = chunk.kind == "np" and chunk.conj and not chunk.prep and chunk.amount is not None
    return counted and bool(chunk.head.has.weapon)


def only_counted(view: View, unit: int) -> bool:
    """Whether a word only says whom or what a total counts (the number of those who were arrested reached)."""
    clause = view.clause(unit)
    if clause.kind != "rel" or (clause.verb is not None and view.chunk(unit).index > clause.verb.index):
        return False
    before = clause.antecedent
    if before is None or before.kind != "np":
        return False
    return bare(view.units[before.first].token.form) in view.closed("totals")


def _day_of(view: View, chunk: Chunk) -> list[When]:
    """The day right after a word of total: the dead of today."""
    following = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
    if following is None or following.kind != "time":
        return []
    when = time_of(view, following, "tally: day", 1.0)
    return [when] if when.value.kind in DAYS and when.value.relation == "point" else []


def _is_total(view: View, chunk: Chunk) -> bool:
    """Whether a word of total begins the phrase, another noun after it (the number of the dead), and no figure in
    it.
    """
    unit = chunk.head
    if not tells_total(view, chunk):
        return False
    following = view.units[chunk.last] if chunk.last < len(view.units) else None
    return (
        chunk.last - chunk.first > 1 or unit.last - unit.first > 1 or (following is not None and following.tag == "rel")
    )


def _figure(view: View, chunk: Chunk) -> Chunk | None:
    for other in view.chunks[chunk.index + 1 : chunk.index + REACH]:
        if other.kind == "mark" and other.head.token.form not in "()" and not _after_time(view, other):
            return None
        rises = not other.prep or other.prep in view.closed("rising_preps")
        if other.kind == "np" and other.amount is not None and rises and not other.conj:
            return other if other.amount.low >= _LEAST else None
    return None


def _after_time(view: View, mark: Chunk) -> bool:
    """Whether a comma only parts a stretch of time from the figure (the number of those killed since October, 25)."""
    if not is_comma(mark) or mark.index + 1 >= len(view.chunks) or view.chunks[mark.index - 1].kind != "time":
        return False
    following = view.chunks[mark.index + 1]
    return following.kind == "np" and following.amount is not None and not (following.prep or following.conj)


def _counted(lexicon: Lexicon, view: View, chunk: Chunk, figure: Chunk, hits: list[Hit]) -> str:
    """What a total counts: by a word of harm in its phrase, else by the happening told of them, else other."""
    first, last = view.units[chunk.first].first, view.units[chunk.last - 1].last
    for token in view.tokens[first:last]:
        for sense in lexicon.senses(token.word).by.get("harm", ()):
            if sense.shape == "noun":
                return COUNTED.get(sense.harm, "other")
    for unit in view.units[chunk.first : figure.first]:
        told = [s.harm for s in unit.has.harm if s.shape in ("verb", "passive")] if unit.tag == "verb" else []
        if told and told[0] in COUNTED:
            return COUNTED[told[0]]
    for unit in figure.units[figure.first : figure.last]:
        named = next((s.harm for s in unit.has.harm if s.shape == "noun"), "") if unit.tag == "noun" else ""
        if named in COUNTED:
            return COUNTED[named]  # the toll of the clashes reached 11 *dead*
    inside = [h for h in hits if chunk.first <= h.unit < max(figure.first, chunk.last)]
    for hit in inside:
        unit = view.units[hit.unit]
        if any(s.harm == "killed" for s in unit.has.harm) or hit.sense.id in (
            "assault.hayyada",
            "assault.qada_ala",
        ):
            return "killed"
        if hit.sense.id in FLIGHT:
            return "displaced"
        if hit.type == "coerce":
            return "arrested"
        if hit.type in ("assault", "explosion"):
            return strikes_or(hit, "attacks")
        if hit.type == "intercept":
            return "intercepted"
    noun = chunk.units[chunk.first + 1].noun if chunk.first + 1 < chunk.last else None
    if noun is None:
        following = chunk.units[chunk.first + 1] if chunk.first + 1 < chunk.last else None
        deeds = following is not None and following.token.word.bare in view.closed("operations")
        return "attacks" if deeds else "other"
    held = noun.id in ("noun.prisoner", "noun.detainee", "noun.hostage")
    return "displaced" if noun.id in ("noun.displaced", "noun.refugee") else "arrested" if held else "other"


def struck(view: View, hits: list[Hit], spans: list[When], used: set[int]) -> list[TallyDraft]:
    """`struck more than 80 ships since October`, `34 ships came under attacks since`: what was struck, counted."""
    out: list[TallyDraft] = []
    for hit in hits:
        if (
            hit.type != "assault"
            or hit.unit in used
            or hit.sense.frame == LAUNCH
            or (view.units[hit.unit].article and hit.shape == "noun")
        ):
            continue
        here = view.chunk(hit.unit)
        counted = _struck_as(hit)
        ahead = [c for c in view.chunks[here.index + 1 : here.index + 6] if c.kind != "time"][:3]
        found = next(
            (c for c in ahead if _is_struck(view, c, here, counted, hit.sense.frame == RAID)), None
        ) or _suffered(view, here, counted)
        if found is None or (spans and not over(view, spans, found.first)):
            continue
        if counted == "attacks" and view.mention(found).noun == MARKS:
            counted = "strikes"  # so many targets
        out.append(made(view, found, counted, "tally: what was struck over a span", over(view, spans, found.first)))
        if counted != "other" and view.mention(found).noun != MARKS:
            used.add(hit.unit)  # a strike on so many targets is told as a happening too
    return out


def _is_struck(view: View, chunk: Chunk, verb: Chunk, counted: str, on: bool = False) -> bool:
    aimed = on and chunk.prep in view.closed("on")
    if chunk.kind != "np" or (chunk.prep and not aimed) or chunk.clause != verb.clause or chunk.amount is None:
        return False
    mention = view.mention(chunk)
    thing = mention.kind in _THINGS or (counted == "other" and bool(mention.weapons)) or "target" in mention.classes
    return chunk.amount.low >= _LEAST and thing and not mention.who


def _suffered(view: View, here: Chunk, counted: str) -> Chunk | None:
    """The counted things that a light verb says came under the attack, between the two."""
    verb = view.clauses[here.clause].verb
    if verb is None or verb.index > here.index or not any(s.class_ == "suffer" for s in verb.head.has.light):
        return None
    return next((c for c in view.chunks[verb.index + 1 : here.index] if _is_struck(view, c, here, counted)), None)


def _struck_as(hit: Hit) -> str:
    name = hit.sense.id
    if any(w in name for w in _DESTROYED):
        return "other"
    return "strikes" if any(w in name for w in STRIKES) else "attacks"
