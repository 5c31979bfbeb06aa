"""One incident that an article describes anew: first failed, later deliberate.

Invariant: only within one article, only where a sentence takes up "the incident" and classes it, and only against the
nearest description before it, at most `BACK` sentences away. It holds whether or not the two mentions were linked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from khabar.model.chronology import Disagreement
from khabar.reconcile.claims import FORCE, Claim
from khabar.reconcile.descriptions import character_of, words_of
from khabar.reconcile.disagreements import to_side
from khabar.reconcile.happenings import home_of
from khabar.reconcile.tables import find

BACK = 4


def find_recast(claims: Sequence[Claim]) -> Iterator[Disagreement]:
    """Yield each incident described anew whose two mentions are not of one happening; those of one disagree there.

    Args:
        claims: Of any documents, in any order.
    """
    by_doc: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=lambda c: c.order):
        if claim.event.type in FORCE and claim.event.modality in ("asserted", "alleged") and claim.doc == claim.text:
            by_doc.setdefault(claim.doc, []).append(claim)
    for told in by_doc.values():
        yield from _of_document(told)


def _of_document(told: Sequence[Claim]) -> Iterator[Disagreement]:
    before: list[tuple[int, Claim, frozenset[str]]] = []
    sentence, starts = -1, -1
    for claim in told:
        if claim.event.sentence_span.start != starts:
            sentence, starts = sentence + 1, claim.event.sentence_span.start
        character = character_of(claim.event)
        if not character:
            continue
        if _classes_an_incident(claim):
            near = [c for n, c, kind in reversed(before[-BACK:]) if sentence - n <= BACK and _differ(kind, character)]
            if near and home_of(near[0]) != home_of(claim):
                sides = tuple(to_side(words_of(c.event), [c], words_of(c.event)) for c in (near[0], claim))
                yield Disagreement(field="described as", sides=sides, within=True, note="how the account changed")
        before.append((sentence, claim, character))


def _differ(one: frozenset[str], two: frozenset[str]) -> bool:
    return bool(one - two and two - one)


def _classes_an_incident(claim: Claim) -> bool:
    e = claim.event
    ahead = e.sentence[: e.span.start - e.sentence_span.start]
    return find("incident", ahead) is not None and find("classed", ahead) is not None
