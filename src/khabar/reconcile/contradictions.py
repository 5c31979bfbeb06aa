"""All that contradicts itself in a chronology, as a list that one can work through.

Invariant: each entry names its sides with speaker, day, claims and words, and keeps its id as long as it compares the
same: a later account that repeats a side changes nothing. Nothing is resolved here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

import msgspec

from khabar.model.chronology import Act, Chronology, Disagreement, Finding, Happening, Side, TallyLine
from khabar.model.reconcilement import Contradiction, ContradictionSide
from khabar.model.records import HARMS
from khabar.reconcile.claims import shown
from khabar.reconcile.stances import party_of
from khabar.reconcile.tolls import show_range

WEIGHTS = {
    "happened": 1.0, "responsibility": 0.9, "initiator": 0.8, "statement": 0.8, "killed": 0.7, "day": 0.6,
    "place": 0.6, "tally": 0.6, "outcome": 0.5, "wounded": 0.5, "missing": 0.5, "captured": 0.5, "described as": 0.4,
}  # fmt: skip
"""How much hangs on a field: whether it happened, then who did it, then the dead, then the rest."""
ACROSS = 1.25  # two articles against each other rather than one against itself
ORIGIN = 0.1  # for each independent origin behind the weaker of the two strongest sides
REFS = 6


def find(chronology: Chronology) -> tuple[Contradiction, ...]:
    """Every contradiction, the weightiest first."""
    found = [c for h in chronology.happenings for c in of_happening(h)]
    acts = [*chronology.statements, *(act for h in chronology.happenings for act in h.acts)]
    found += [*of_statements(acts), *of_tallies(chronology.tallies), *of_recast(chronology.recast)]
    once = {c.id: c for c in found}
    return tuple(sorted(once.values(), key=lambda c: (-c.weight, c.id)))


def of_happening(happening: Happening) -> Iterator[Contradiction]:
    """Yield what the accounts of one happening contradict each other in."""
    origin = {ref: account.origin for account in happening.accounts for ref in account.claims}
    for told in happening.disagreements:
        sides = [_side(side) for side in told.sides]
        behind = sorted((len({origin.get(ref, ref) for ref in side.claims}) for side in told.sides), reverse=True)
        weight = _weight(told.field, told.within, behind[1] if len(behind) > 1 else 0) * _spread(told, happening)
        yield _made(told.field, sides, _label(happening), weight, happening=happening.id, within=told.within)


def of_recast(recast: Sequence[Disagreement]) -> Iterator[Contradiction]:
    """Yield incidents that one article describes anew."""
    for told in recast:
        about = f"An incident told by {told.sides[0].claims[0].rsplit('#', 1)[0]}"
        sides = [_side(side) for side in told.sides]
        yield _made(told.field, sides, about, _weight(told.field, told.within, 1), within=told.within)


def of_statements(acts: Sequence[Act]) -> Iterator[Contradiction]:
    """Yield each statement that somebody denies having made, with the denial."""
    by_claim = {ref: act for act in acts for ref in (act.claim, *act.again)}
    for denial in acts:
        if denial.type != "deny" or denial.modality != "asserted":
            continue
        for ref in denial.answers:
            statement = by_claim.get(ref)
            if statement is None or statement is denial:
                continue
            sides = [_spoken(statement, "said it"), _spoken(denial, "denies it")]
            within = statement.claim.rsplit("#", 1)[0] == denial.claim.rsplit("#", 1)[0]
            yield _made(
                "statement", sides, "A statement and its denial", _weight("statement", within, 1), within=within
            )


def of_tallies(lines: Sequence[TallyLine]) -> Iterator[Contradiction]:
    """Yield what does not add up in running totals."""
    by_claim = {ref: line for line in lines for ref in (line.claim, *line.again)}
    for line in lines:
        for finding in line.findings:
            yield _of_finding(finding, by_claim)


def _of_finding(finding: Finding, by_claim: dict[str, TallyLine]) -> Contradiction:
    sides = [_total(ref, by_claim[ref]) for ref in finding.claims if ref in by_claim]
    within = len({ref.rsplit("#", 1)[0] for ref in finding.claims}) == 1
    made = _made("tally", sides, "Running totals", _weight("tally", within, 1), within=within)
    said = f"Running totals: {finding.text} ({', '.join(finding.claims)})."
    return msgspec.structs.replace(
        made, id=_id("tally", finding.kind, [f"{s.says} {s.claims[0]}" for s in sides]), sentence=said
    )


def _total(ref: str, line: TallyLine) -> ContradictionSide:
    parts = " + ".join(f"{place} {number:,}" for place, number in line.by_place.items())
    says = f"{show_range(line.low, line.high)} {line.counted}" + (f" ({parts})" if parts else "")
    speaker = shown(line.chain[0].name, line.chain[0].text) if line.chain else None
    return ContradictionSide(says=says, claims=(ref,), speaker=speaker, said=line.end, words=line.trigger)


def _side(side: Side) -> ContradictionSide:
    return ContradictionSide(says=side.says, claims=side.claims, speaker=side.source, said=side.said, words=side.words)


def _spoken(act: Act, says: str) -> ContradictionSide:
    return ContradictionSide(
        says=says, claims=(act.claim, *act.again), speaker=party_of(act), said=act.start, words=act.sentence
    )


def _weight(field: str, within: bool, weaker: int) -> float:
    return WEIGHTS.get(field, 0.3) * (1.0 if within else ACROSS) * (1.0 + ORIGIN * weaker)


def _spread(told: Disagreement, happening: Happening) -> float:
    """How far the figures of a toll lie apart, from a half to one; one for other fields."""
    toll = next((t for t in happening.tolls if t.harm == told.field), None) if told.field in HARMS else None
    if toll is None:
        return 1.0
    top = toll.high if toll.high is not None else max((f.low for f in toll.figures), default=toll.low)
    return 0.5 + 0.5 * (top - toll.low) / max(1, top)


def _made(
    field: str,
    sides: Sequence[ContradictionSide],
    about: str,
    weight: float,
    *,
    happening: str | None = None,
    within: bool,
) -> Contradiction:
    ordered = tuple(sorted(sides, key=lambda s: s.said or "9999"))
    return Contradiction(
        id=_id(field, "", [f"{s.says} {s.claims[0]}" for s in ordered]),
        field=field, about=about, sides=ordered, sentence=f"{about}, {field}: {_sentence(ordered)}.",
        weight=round(weight, 3), happening=happening, within=within,
    )  # fmt: skip


def _id(field: str, kind: str, sides: Sequence[str]) -> str:
    """The same for the same field and the same first claims of the same sayings."""
    whole = "\n".join([field, kind, *sorted(sides)])
    return f"co-{hashlib.sha256(whole.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def _sentence(sides: Sequence[ContradictionSide]) -> str:
    """``9, says a colonel on 2013-09-03 (a#e7); 10, says a doctor …``."""
    parts = []
    for side in sides:
        who = side.speaker or side.claims[0].rsplit("#", 1)[0]
        more = f" and {len(side.claims) - REFS} more" if len(side.claims) > REFS else ""
        on = f" on {side.said}" if side.said else ""
        parts.append(f"{side.says}, says {who}{on} ({', '.join(side.claims[:REFS])}{more})")
    return "; ".join(parts)


def _label(h: Happening) -> str:
    """What to call a happening in a sentence."""
    where = f" at {h.place.shown}" if h.place else ""
    days = "" if h.start is None else f" of {h.start}" if h.start == h.end else f" of {h.start}..{h.end}"
    return f"{h.type.capitalize()}{where}{days}"
