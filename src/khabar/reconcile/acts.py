"""Verbal acts: who said what to or of whom, and what it answers.

Invariant: what an act answers stands in its own document, so the acts of a document are made without the others.
"""

from __future__ import annotations

from collections.abc import Sequence

from khabar.model.chronology import Act, Attachment
from khabar.model.records import Event
from khabar.reconcile.claims import Claim, actor_key, to_parties
from khabar.reconcile.happenings import DEEDS, TOLD, agreed_days, home_of
from khabar.reconcile.tables import find

ANSWERED_BACK = 2
BEHIND = 200  # letters behind a denial that tell what it denies
NEXT_SENTENCE = 8  # letters between two sentences of one paragraph: blanks, quotes


def to_acts(claims: Sequence[Claim], attached: Sequence[Attachment]) -> list[Act]:
    """Verbal acts in order of day, one for each statement, with the claims that tell it again."""
    to = {link.act: link for link in attached}
    groups: dict[str, list[Claim]] = {}
    before: dict[str, list[Claim]] = {}
    spoken = sorted((c for c in claims if c.event.type not in DEEDS), key=lambda c: c.order)
    answers: dict[str, tuple[str, ...]] = {}
    for claim in spoken:
        groups.setdefault(home_of(claim), []).append(claim)
        earlier = before.setdefault(claim.doc, [])
        answers[claim.ref] = _answered(claim, earlier[-ANSWERED_BACK:])
        earlier.append(claim)
    acts = []
    for group in groups.values():
        link = next((to[c.ref] for c in group if c.ref in to), None)
        acts.append(_act(group, link, answers[group[0].ref]))
    return sorted(acts, key=lambda a: (a.start or "9999", a.end or "9999", a.claim))


def to_announced(claims: Sequence[Claim]) -> list[Act]:
    """Force that is planned, threatened or conditional, by article."""
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.event.type in DEEDS and claim.event.modality not in TOLD:
            groups.setdefault(home_of(claim), []).append(claim)
    acts = [_act(sorted(group, key=lambda c: c.order), None, ()) for group in groups.values()]
    return sorted(acts, key=lambda a: (a.start or "9999", a.claim))


def _act(group: Sequence[Claim], link: Attachment | None, answers: tuple[str, ...]) -> Act:
    lead = group[0]
    e = lead.event
    start, end = agreed_days(group)
    return Act(
        claim=lead.ref,
        type=e.type,
        modality=e.modality,
        trigger=e.trigger,
        sentence=e.sentence,
        initiator=to_parties([(c.ref, a) for c in group for a in c.event.initiator]),
        target=to_parties([(c.ref, a) for c in group for a in c.event.target]),
        start=start,
        end=end,
        chain=e.sources,
        event=link.event if link else None,
        because=link.because if link else "",
        answers=answers,
        again=tuple(c.ref for c in group[1:]),
    )


def _answered(claim: Claim, before: Sequence[Claim]) -> tuple[str, ...]:
    """What a verbal act answers: by the text; and a denial of having made a statement, the statement just before it.

    That is one by the same speaker, or, of a denial whose speaker was not read, what the sentence before it tells.
    """
    told = [f"{claim.doc}#{i}" for i in claim.event.responds_to]
    if claim.event.type != "deny" or not _of_a_statement(claim.event):
        return tuple(sorted(told))
    own = _speakers(claim)
    said = [c.ref for c in before if c.event.type != "deny" and (own & _speakers(c) if own else _next_to(c, claim))]
    return tuple(sorted({*told, *said}))


def _of_a_statement(denial: Event) -> bool:
    """Whether what stands behind a denial is a statement, rather than a deed."""
    at = denial.span.end - denial.sentence_span.start
    return find("statement", denial.sentence[at : at + BEHIND]) is not None


def _next_to(before: Claim, claim: Claim) -> bool:
    apart = claim.event.sentence_span.start - before.event.sentence_span.end
    return bool(before.event.initiator) and 0 <= apart <= NEXT_SENTENCE


def _speakers(claim: Claim) -> set[str]:
    return {actor_key(a) for a in claim.event.initiator}
