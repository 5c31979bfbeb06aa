"""What the figures of several claims say together.

Invariant: every figure keeps its claim; the range is the lowest and the highest that anyone gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from khabar.model.chronology import Disagreement, Figure, Side, Toll
from khabar.model.records import HARMS, CasualtyMention
from khabar.reconcile.claims import Claim, shown

OVERALL = frozenset({"mixed", "unknown"})


def to_tolls(claims: Sequence[Claim]) -> tuple[Toll, ...]:
    """The toll of a happening, harm by harm in the codebook's order."""
    tolls = []
    claims = [claim for claim in claims if claim.event.casualties]
    for harm in HARMS if claims else ():
        figures = tuple(f for claim in claims for f in _figures(claim, harm))
        totals = [_total(claim, harm) for claim in claims]
        counted = [total for total in totals if total is not None]
        if counted:
            low, high = min(t[0] for t in counted), _highest(counted)
            tolls.append(Toll(harm=harm, low=low, high=high, figures=_distinct(figures)))
    return tuple(tolls)


def find_toll_disagreements(claims: Sequence[Claim]) -> Iterator[Disagreement]:
    """Yield one disagreement for each harm on which two claims exclude each other."""
    claims = [claim for claim in claims if claim.event.casualties]
    for harm in HARMS if len(claims) > 1 else ():
        told = [(claim, total) for claim in claims if (total := _total(claim, harm)) is not None]
        least = min((high for _, (_, high) in told if high is not None), default=None)
        if least is None or least >= max(low for _, (low, _) in told):
            continue
        sides: dict[tuple[int, int | None], list[Claim]] = {}
        for claim, total in told:
            sides.setdefault(total, []).append(claim)
        docs = {claim.text for claim, _ in told}
        yield Disagreement(
            field=harm,
            sides=tuple(
                _side(harm, total, group) for total, group in sorted(sides.items(), key=lambda s: _order(s[0]))
            ),
            within=len(docs) == 1,
        )


def show_range(low: int, high: int | None) -> str:
    """A count in words: ``3``, ``3-5``, ``at least 3``, ``none``."""
    if high is None:
        return f"at least {low:,}"
    if high == 0:
        return "none"
    return f"{low:,}" if low == high else f"{low:,}-{high:,}"


def _side(harm: str, total: tuple[int, int | None], group: Sequence[Claim]) -> Side:
    named = next((c.event.sources[0] for c in group if c.event.sources), None)
    source = shown(named.name, named.text) if named else None
    said = min((c.said for c in group if c.said), default=None)
    words = next((c.text for c in group[0].event.casualties if c.harm == harm), "")
    return Side(says=show_range(*total), claims=tuple(c.ref for c in group), source=source, said=said, words=words)


def _order(total: tuple[int, int | None]) -> tuple[int, int]:
    return (total[0], -1 if total[1] is None else total[1])


def _highest(totals: Sequence[tuple[int, int | None]]) -> int | None:
    """The highest figure; open-ended only if nobody gives a closed one as high."""
    closed = max((high for _, high in totals if high is not None), default=None)
    opened = max((low for low, high in totals if high is None), default=None)
    if closed is None or (opened is not None and opened > closed):
        return None
    return closed


def _figures(claim: Claim, harm: str) -> Iterator[Figure]:
    first = claim.event.sources[0] if claim.event.sources else None
    source = shown(first.name, first.text) if first else None
    for c in claim.event.casualties:
        if c.harm == harm:
            yield Figure(harm=harm, who=c.who, low=c.low, high=c.high, words=c.text, claim=claim.ref, source=source)


def _distinct(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Figures once for each document, source and count."""
    kept: dict[tuple[object, ...], Figure] = {}
    for f in figures:
        kept.setdefault((f.claim.rsplit("#", 1)[0], f.who, f.low, f.high, f.source), f)
    return tuple(kept.values())


def counted(claim: Claim, harm: str) -> tuple[CasualtyMention, ...]:
    """The mentions that make up one claim's figure: its overall one, else one for each kind of victims."""
    counts = [c for c in claim.event.casualties if c.harm == harm]
    if len(counts) < 2:
        return tuple(counts)
    overall = [c for c in counts if c.who in OVERALL] or (counts if len({c.who for c in counts}) == 1 else [])
    if overall:
        return (max(overall, key=lambda c: (c.low, c.high is None, c.high or 0)),)
    return tuple({c.who: c for c in sorted(counts, key=_size)}.values())


def _total(claim: Claim, harm: str) -> tuple[int, int | None] | None:
    """One claim's figure for a harm: the sum of the mentions that make it up."""
    mentions = counted(claim, harm)
    if not mentions:
        return None
    highs = [c.high for c in mentions]
    total = None if None in highs else sum(h for h in highs if h is not None)
    return sum(c.low for c in mentions), total


def _size(c: CasualtyMention) -> tuple[int, int]:
    return (c.low, c.high if c.high is not None else c.low)
