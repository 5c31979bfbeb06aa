"""Compares two signatures: whether one document rests on the other, how, and why.

Invariant: `compare` gives the same relation whichever signature comes first. What shares text is told from shares of
text alone; what shares none, by weighed evidence, the weights in ``weights.json``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from khabar.lineage import overlap
from khabar.lineage.overlap import Common, Match
from khabar.model.lineage import Relation, Shared, Signature
from khabar.packs.weights import load_weights

JACCARD: Final = 0.5
CONTAINED: Final = 0.6
SHORTEST: Final = 12
REUSED: Final = 0.2
REUSED_RUNS: Final = 16
LONG_RUNS: Final = 40
LONGER: Final = 0.15
NEAR_DAYS: Final = 3
STATEMENT: Final = 0.4
STATEMENT_COMMON: Final = 4
RETOLD: Final = 2
RETOLD_SHARE: Final = 0.3
RETOLD_COMMON: Final = 3
RETOLD_ALL: Final = 0.9
IN_ORDER: Final = 0.5
FIGURES: Final = 3


class Sides(NamedTuple):
    """Two signatures in the order of their telling: the one that rests on the other first, and how that is known."""

    doc: Signature
    of: Signature
    directed: bool
    why: str


def compare(a: Signature, b: Signature) -> Relation | None:
    """What one document is to the other; None where neither rests on the other, or nothing shows that it does.

    Signatures of different versions are not comparable: None.
    """
    if a.version != b.version or a.doc == b.doc:
        return None
    one, two = (a, b) if a.doc < b.doc else (b, a)
    common = overlap.common_runs(one, two)
    sides = _sides(one, two, common)
    if sides.doc is two:
        common = Common(common.runs, common.of_two, common.of_one, common.jaccard)
    return _by_text(sides, common) or _by_evidence(sides)


def _sides(one: Signature, two: Signature, common: Common) -> Sides:
    """Which of two documents rests on the other: by stated day, credit, containment, agency, else by name.

    Days that were only reasoned out come behind what the texts show.
    """
    stated = one.stated and two.stated
    told = _by_day(one, two) if stated else None
    told = told or _by_credit(one, two) or _by_length(one, two, common)
    if told is None and one.agency != two.agency:
        doc, of = (two, one) if one.agency else (one, two)
        told = Sides(doc, of, True, f"{of.doc} is an agency's, which others print")
    return told or _by_day(one, two) or Sides(two, one, False, "which came first is not known")


def _by_day(one: Signature, two: Signature) -> Sides | None:
    for doc, of in ((one, two), (two, one)):
        if of.last and doc.first and of.last < doc.first:
            return Sides(doc, of, True, f"published {doc.first}, after {of.last}")
    return None


def _by_credit(one: Signature, two: Signature) -> Sides | None:
    for doc, of in ((one, two), (two, one)):
        if _credits(doc, of) and not _credits(of, doc):
            return Sides(doc, of, True, f"names {of.outlet} as its source")
    return None


def _by_length(one: Signature, two: Signature, common: Common) -> Sides | None:
    """Of two texts of which one stands in the other, the shorter rests on the longer."""
    if abs(common.of_one - common.of_two) < LONGER:
        return None
    doc, of = (one, two) if common.of_one > common.of_two else (two, one)
    return Sides(doc, of, True, "the shorter of two texts of one day or of unknown days")


def _credits(doc: Signature, of: Signature) -> bool:
    return of.outlet is not None and doc.outlet != of.outlet and any(c.key == of.outlet for c in doc.credits)


def _by_text(sides: Sides, common: Common) -> Relation | None:
    """A copy, a trim or a reuse of passages."""
    if common.runs < SHORTEST:
        return None
    matches = overlap.common_passages(sides.doc, sides.of)
    kind = _kind(common) or ("reuse" if _is_reuse(sides, common, matches) else None)
    if kind is None:
        return None
    reasons = [
        f"{common.of_one:.0%} of its four-word runs stand in {sides.of.doc}, {common.of_two:.0%} of those of "
        f"{sides.of.doc} in it",
        *_changed(sides, matches),
        *_agencies(sides),
        sides.why,
    ]
    shared = tuple(overlap.to_shared(sides.doc, sides.of, match, "words") for match in matches)
    score = max(common.jaccard, common.of_one, common.of_two)
    return _relation(sides, kind, common.of_one, score, reasons, shared)


def _kind(common: Common) -> str | None:
    if common.of_one >= CONTAINED:
        return "copy" if common.of_two >= CONTAINED else "trim"
    if common.jaccard >= JACCARD:
        return "copy"
    return "reuse" if common.of_two >= CONTAINED else None


def _is_reuse(sides: Sides, common: Common, matches: Sequence[Match]) -> bool:
    """Whether so much text is shared that no formula explains it: a fifth of the shorter, or one long stretch."""
    runs = sum(match.common for match in matches)
    if _days_apart(sides.doc, sides.of) <= NEAR_DAYS and runs >= LONG_RUNS:
        return True
    return runs >= REUSED_RUNS and max(common.of_one, common.of_two) >= REUSED and len(matches) > 1


def _changed(sides: Sides, matches: Sequence[Match]) -> list[str]:
    """Sentences that stand in both but for their figures."""
    told = [
        f"{' '.join(map(str, sides.of.passages[m.two].figures))} has become "
        f"{' '.join(map(str, sides.doc.passages[m.one].figures))} in a sentence that is otherwise the same"
        for m in matches
        if m.clash and sides.doc.passages[m.one].figures and sides.of.passages[m.two].figures
    ]
    return told[:FIGURES]


def _by_evidence(sides: Sides) -> Relation | None:
    """A retelling, a shared quotation or a relayed report: nothing copied, the same things told."""
    if _days_apart(sides.doc, sides.of) > NEAR_DAYS and not _speakers(sides.doc) & _speakers(sides.of):
        return None  # too far apart to tell one story, and nobody whom both could quote
    table = load_weights("khabar.lineage", "weights.json")
    matches = overlap.common_statements(sides.doc, sides.of)
    for weigh in (_retelling, _quotation, _relay):
        found = weigh(sides, matches, table)
        if found is not None:
            return found
    return None


def _retelling(sides: Sides, matches: Sequence[Match], table: Mapping[str, float]) -> Relation | None:
    """Most of the shorter text told again: the same figures in the same order, sentences that meet in their words.

    Two that tell one happening each for itself have sentences in common too. So without the figures all must meet.
    """
    told = [m for m in matches if m.share >= RETOLD_SHARE and m.common >= RETOLD_COMMON]
    if len(told) < RETOLD or _days_apart(sides.doc, sides.of) > NEAR_DAYS:
        return None
    share, other = _weight(sides.doc, {m.one for m in told}), _weight(sides.of, {m.two for m in told})
    same, order = _in_order(sides)
    figured = same >= FIGURES and order >= IN_ORDER
    if not figured and (len(told) <= RETOLD or max(share, other) < RETOLD_ALL or any(m.clash for m in told)):
        return None
    score = _chance(
        table["retelling_bias"]
        + table["retelling_told"] * max(share, other)
        + table["retelling_figures"] * same * order
    )
    if score < 0.5:
        return None
    reasons = [
        f"{len(told)} sentences tell what sentences of {sides.of.doc} tell, in other words",
        *([f"{same} figures the same, in the same order"] if same else []),
        *_agencies(sides),
        sides.why,
    ]
    shared = tuple(overlap.to_shared(sides.doc, sides.of, m, "statement") for m in told)
    return _relation(sides, "retelling", share, score, reasons, shared)


def _quotation(sides: Sides, matches: Sequence[Match], table: Mapping[str, float]) -> Relation | None:
    """One statement of one speaker, quoted by both in different words."""
    found: list[tuple[float, Match]] = []
    for match in matches:
        if not match.speaker or match.common < STATEMENT_COMMON:
            continue
        apart = _statement_days_apart(sides, match)
        chance = _chance(
            table["quotation_bias"]
            + table["quotation_share"] * match.share
            + table["quotation_common"] * match.common
            + table["quotation_figures"] * min(match.figures, FIGURES)
            + table["quotation_clash"] * match.clash
            + table["quotation_other_day"] * apart
        )
        if chance >= 0.5:
            found.append((chance, match))
    if not found:
        return None
    score, best = max(found, key=lambda pair: (pair[0], -pair[1].one))
    speakers = sorted(set(sides.doc.passages[best.one].speakers) & set(sides.of.passages[best.two].speakers))
    reasons = [
        f"both quote {speakers[0]}: {best.common} content words in common, {best.share:.0%} of the shorter sentence",
        *([f"{best.figures} figures the same, in the same order"] if best.figures else []),
        sides.why,
    ]
    shared = tuple(overlap.to_shared(sides.doc, sides.of, match, "statement") for _, match in found)
    share = _weight(sides.doc, {match.one for _, match in found})
    return _relation(sides, "quotation", share, score, reasons, shared)


def _relay(sides: Sides, matches: Sequence[Match], table: Mapping[str, float]) -> Relation | None:
    """One agency's report passed on by both, or that of one by the other: its name, and the figures in their order."""
    agencies = _agencies(sides)
    if not agencies:
        return None
    same, order = _in_order(sides)
    lines = {c.key for c in sides.doc.credits if c.how == "line"} & {c.key for c in sides.of.credits if c.how == "line"}
    published = _credits(sides.doc, sides.of) or _credits(sides.of, sides.doc)
    score = _chance(
        table["relay_bias"]
        + table["relay_line"] * bool(lines)
        + table["relay_published"] * published
        + table["relay_told"]
        + table["relay_figures"] * min(same, 2 * FIGURES)
        + table["relay_order"] * order
        + table["relay_other_day"] * (_days_apart(sides.doc, sides.of) > 1)
    )
    if score < 0.5 or same < FIGURES:
        return None
    told = [m for m in matches if m.share >= STATEMENT and m.common >= STATEMENT_COMMON and not m.clash]
    reasons = [*agencies, f"{same} figures the same, in the same order", sides.why]
    shared = tuple(overlap.to_shared(sides.doc, sides.of, m, "statement") for m in told)
    return _relation(sides, "relay", _weight(sides.doc, {m.one for m in told}), score, reasons, shared)


def _relation(
    sides: Sides, kind: str, share: float, score: float, reasons: Sequence[str], shared: Sequence[Shared]
) -> Relation:
    return Relation(
        doc=sides.doc.doc, of=sides.of.doc, kind=kind, share=round(share, 2), score=round(score, 2),
        directed=sides.directed, because=tuple(reasons), shared=tuple(sorted(shared, key=lambda s: (s.span, s.of))),
    )  # fmt: skip


def _speakers(signature: Signature) -> set[str]:
    return {speaker for passage in signature.passages for speaker in passage.speakers}


def _agencies(sides: Sides) -> list[str]:
    """The agencies that both name, or that one names and the other is, in words."""
    named = {c.key: c.name for c in sides.doc.credits}
    both = sorted({c.key for c in sides.of.credits} & set(named))
    told = [f"both name {named[key]}" for key in both]
    if _credits(sides.doc, sides.of):
        told.append(f"{sides.doc.doc} names {sides.of.outlet}, which published {sides.of.doc}")
    if _credits(sides.of, sides.doc):
        told.append(f"{sides.of.doc} names {sides.doc.outlet}, which published {sides.doc.doc}")
    return told


def _in_order(sides: Sides) -> tuple[int, float]:
    """How many figures both tell in one order, and what part that is of the fewer."""
    one, two = _figures(sides.doc), _figures(sides.of)
    same = overlap.in_order(one, two)
    return same, same / max(1, min(len(one), len(two)))


def _figures(signature: Signature) -> list[int]:
    return [f for passage in signature.passages for f in passage.figures if f > 2][: 16 * FIGURES]


def _weight(signature: Signature, numbers: set[int]) -> float:
    """The part of the content words of a document that these passages hold."""
    whole = sum(len(p.stems) for p in signature.passages)
    return sum(len(signature.passages[n].stems) for n in numbers) / whole if whole else 0.0


def _statement_days_apart(sides: Sides, match: Match) -> bool:
    """Whether the two sentences tell of days that do not meet; where they tell of none, the published days count."""
    one, two = sides.doc.passages[match.one].days, sides.of.passages[match.two].days
    if one and two:
        return one[1] < two[0] or two[1] < one[0]
    return _days_apart(sides.doc, sides.of) > NEAR_DAYS


def _days_apart(one: Signature, two: Signature) -> int:
    """Days between two publications; 0 where they may be of one day or are not dated."""
    if not (one.first and one.last and two.first and two.last):
        return 0
    gap = max(_day(two.first) - _day(one.last), _day(one.first) - _day(two.last))
    return max(0, gap)


def _day(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()


def _chance(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, log_odds))))
