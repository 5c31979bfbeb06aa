"""Who tells a happening, and on whom each account rests.

Invariant: one article with its copies is one account. Two accounts share an origin if one repeats a sentence of the
other that tells this happening, or both rest on one voice, and one of them has no voice that the other lacks. Origins
are the accounts of which no two share one: as many as there can be.
"""

from __future__ import annotations

import collections
from collections.abc import Mapping, Sequence

from khabar.model.chronology import Account
from khabar.model.lineage import Credit, Lineage, Relation
from khabar.model.records import SourceMention
from khabar.model.spans import Span
from khabar.reconcile.claims import Claim, source_key, unique
from khabar.reconcile.voices import doers_of, voices

MOST_EXACT = 12
MOST_NEAR = 64
VOICE = "voice "
WHOLLY = "whole "
REASONS = 3
WHOLE = frozenset({"retelling", "relay"})


class Kin:
    """The lineage of documents, looked up by each of them."""

    def __init__(self, lineage: Lineage) -> None:
        self.credits: Mapping[str, Sequence[Credit]] = lineage.credits
        self._of: dict[str, list[Relation]] = {}
        for relation in lineage.relations:
            self._of.setdefault(relation.doc, []).append(relation)

    def above(self, doc: str) -> Sequence[Relation]:
        """What a document rests on."""
        return self._of.get(doc, ())


def to_accounts(claims: Sequence[Claim], kin: Kin | None = None) -> tuple[Account, ...]:
    """The accounts of one happening, oldest article first, their origins numbered in that order.

    Args:
        claims: All claims of the happening.
        kin: The lineage of their documents; without it only voices are compared.
    """
    kin = kin or Kin(Lineage())
    by_text: dict[str, list[Claim]] = {}
    for claim in claims:
        by_text.setdefault(claim.text, []).append(claim)
    groups = sorted(by_text.values(), key=lambda group: group[0].order)
    ties = _ties(groups, kin)
    numbers = _numbers(ties)
    reasons = _reasons(groups, ties, numbers)
    return tuple(_account(group, numbers[n], reasons[n], ties[n]) for n, group in enumerate(groups))


def _account(group: Sequence[Claim], origin: int, because: tuple[str, ...], ties: Mapping[str, str]) -> Account:
    chains: dict[tuple[str, ...], tuple[SourceMention, ...]] = {}
    for claim in group:
        if claim.event.sources:
            chains.setdefault(tuple(map(source_key, claim.event.sources)), claim.event.sources)
    modalities = unique([claim.event.modality for claim in group])
    return Account(
        docs=unique([claim.doc for claim in group]),
        claims=tuple(claim.ref for claim in group),
        origin=origin,
        because=because,
        voices=tuple(sorted(key.removeprefix(VOICE) for key in _heard(ties))),
        chains=tuple(chains.values()),
        modality="asserted" if "asserted" in modalities else modalities[0],
        outcome=unique([c.event.outcome for c in group if c.event.outcome]),
        sentence=max(group, key=lambda c: (_detail(c), [-ord(x) for x in c.ref])).event.sentence,
    )


def _detail(claim: Claim) -> int:
    """How much a claim tells: fields filled."""
    e = claim.event
    stated = bool(e.time and e.time.text)
    return sum(map(bool, (e.initiator, e.target, e.place, stated, e.weapons, e.casualties, e.sources, e.outcome)))


def _ties(groups: Sequence[Sequence[Claim]], kin: Kin) -> list[dict[str, str]]:
    """What each account rests on: keys, each with the reason in words. Accounts that have one in common share it."""
    doers = doers_of([claim for group in groups for claim in group])
    ties = [
        {f"{VOICE}{voice.key}": f"both rest on {voice.name}" for voice in sorted(voices(group, kin.credits, doers))}
        for group in groups
    ]
    home = {claim.doc: n for n, group in enumerate(groups) for claim in group}
    told = {doc: _sentences(groups[n], doc) for doc, n in home.items()}
    for doc, n in home.items():
        for relation in kin.above(doc):
            other = home.get(relation.of, n)
            found = _copied(relation, told) if other != n else None
            if found is not None:
                kind, reason = found
                key = f"{kind}{relation.doc} {relation.of}"
                ties[n][key] = ties[other][key] = reason
    return ties


def _sentences(group: Sequence[Claim], doc: str) -> list[Span]:
    return sorted({claim.event.sentence_span for claim in group if claim.doc == doc})


def _copied(relation: Relation, told: Mapping[str, Sequence[Span]]) -> tuple[str, str] | None:
    """Why a relation ties two accounts of one happening: the best sentence that tells it in both, or that the one is
    another telling of the other as a whole. None where it does not.

    `WHOLLY` before the reason: all that one of them tells of the happening stands in the other.
    """
    found = [
        shared
        for shared in relation.shared
        if any(shared.span.overlaps(at) for at in told[relation.doc])
        and any(shared.of.overlaps(at) for at in told[relation.of])
    ]
    if not found:
        return (WHOLLY, f"{relation.doc}: {relation.kind} of {relation.of}") if relation.kind in WHOLE else None
    best = max(found, key=lambda shared: shared.share)
    how = "the same sentence" if best.how == "words" else "the same statement in other words"
    taken = [shared for shared in found if shared.how == "words"]
    wholly = relation.kind in WHOLE or any(
        all(any(at.overlaps(s.span if doc == relation.doc else s.of) for s in taken) for at in told[doc])
        for doc in (relation.doc, relation.of)
    )
    reason = f"{how} in both ({best.share:.0%}); {relation.doc}: {relation.kind} of {relation.of}"
    return (WHOLLY if wholly else "text ", reason)


def _numbers(ties: Sequence[Mapping[str, str]]) -> list[int]:
    """A number for each account: its own if it is one of the independent ones, else that of one it depends on."""
    chosen = _independent(ties)
    number = {account: n for n, account in enumerate(chosen, 1)}
    holders = _holders(ties, chosen)
    return [
        number.get(n) or min(number[other] for other in _near(ties[n], holders) if _depend(ties[n], ties[other]))
        for n in range(len(ties))
    ]


def _depend(one: Mapping[str, str], two: Mapping[str, str]) -> bool:
    """Whether two accounts are no independent witnesses: one stands in the other, or they share something and one has
    no voice of its own.
    """
    shared = one.keys() & two.keys()
    if not shared or any(key.startswith(WHOLLY) for key in shared):
        return bool(shared)
    first, second = _heard(one), _heard(two)
    return first <= second or second <= first


def _heard(ties: Mapping[str, str]) -> frozenset[str]:
    return frozenset(key for key in ties if key.startswith(VOICE))


def _independent(ties: Sequence[Mapping[str, str]]) -> list[int]:
    """The most accounts of which no two depend on each other, the oldest of those that would do.

    Of more than `MOST_EXACT` that share something nearly the most: those that share least first. Every account is one
    of them or depends on one of them.
    """
    holders = collections.Counter(key for own in ties for key in own)
    shares = [sum(holders[key] - 1 for key in own) for own in ties]
    free = [n for n, share in enumerate(shares) if not share]
    bound = [n for n, share in enumerate(shares) if share]
    if len(bound) <= MOST_EXACT:
        return sorted([*free, *_most(bound, ties)])
    chosen: dict[str, list[int]] = {}
    for n in sorted(bound, key=lambda n: (shares[n], n)):
        if not any(_depend(ties[n], ties[other]) for other in _near(ties[n], chosen)):
            free.append(n)
            for key in ties[n]:
                chosen.setdefault(key, []).append(n)
    return sorted(free)


def _holders(ties: Sequence[Mapping[str, str]], accounts: Sequence[int]) -> dict[str, list[int]]:
    holders: dict[str, list[int]] = {}
    for n in accounts:
        for key in ties[n]:
            holders.setdefault(key, []).append(n)
    return holders


def _near(own: Mapping[str, str], holders: Mapping[str, Sequence[int]]) -> list[int]:
    """Accounts that share something with one; of each thing shared the first `MOST_NEAR`, which bounds the work."""
    return sorted({other for key in own for other in holders.get(key, ())[:MOST_NEAR]})


def _most(left: Sequence[int], ties: Sequence[Mapping[str, str]]) -> list[int]:
    if not left:
        return []
    first, rest = left[0], left[1:]
    apart = [n for n in rest if not _depend(ties[n], ties[first])]
    with_it = [first, *_most(apart, ties)]
    without = _most(rest, ties) if len(apart) < len(rest) else []
    return with_it if len(with_it) >= len(without) else without


def _reasons(
    groups: Sequence[Sequence[Claim]], ties: Sequence[Mapping[str, str]], numbers: Sequence[int]
) -> list[tuple[str, ...]]:
    """Why each account shares its origin with an earlier one: what both rest on, and with whom."""
    first: dict[tuple[int, str], int] = {}
    found = []
    for n, own in enumerate(ties):
        known = [(key, reason) for key, reason in own.items() if (numbers[n], key) in first]
        told = [f"{reason}, as {groups[first[numbers[n], key]][0].doc}" for key, reason in known]
        found.append(tuple(told[:REASONS]))
        for key in own:
            first.setdefault((numbers[n], key), n)
    return found
