"""Who tells a happening, and on whom each account rests.

Invariant: one article with its copies is one account; accounts that share a named first source share an origin.
"""

from __future__ import annotations

from collections.abc import Sequence

from khabar.model.chronology import Account
from khabar.model.records import SourceMention
from khabar.reconcile.claims import Claim, source_key, unique

NAMELESS = frozenset({"unnamed", "witness"})


def to_accounts(claims: Sequence[Claim]) -> tuple[Account, ...]:
    """The accounts of one happening, oldest article first, their origins numbered in that order."""
    by_text: dict[str, list[Claim]] = {}
    for claim in claims:
        by_text.setdefault(claim.text, []).append(claim)
    groups = sorted(by_text.values(), key=lambda group: group[0].order)
    numbers = _origins([_rests_on(group) for group in groups])
    return tuple(_account(group, number) for group, number in zip(groups, numbers, strict=True))


def _account(group: Sequence[Claim], origin: int) -> Account:
    chains: dict[tuple[str, ...], tuple[SourceMention, ...]] = {}
    for claim in group:
        if claim.event.sources:
            chains.setdefault(tuple(map(source_key, claim.event.sources)), claim.event.sources)
    modalities = unique([claim.event.modality for claim in group])
    return Account(
        docs=unique([claim.doc for claim in group]),
        claims=tuple(claim.ref for claim in group),
        origin=origin,
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


def _rests_on(group: Sequence[Claim]) -> frozenset[str]:
    """Keys of the first sources that a reader could tell again in another article."""
    keys = (_origin_key(claim.event.sources) for claim in group if claim.event.sources)
    return frozenset(key for key in keys if key)


def _origin_key(chain: Sequence[SourceMention]) -> str:
    """The first source if it is somebody in particular; "an official" only together with the outlet that heard him."""
    first = chain[0]
    if _is_particular(first):
        return source_key(first)
    heard = [source_key(s) for s in chain[1:] if s.kind == "media" and _is_particular(s)]
    return f"{source_key(first)} to {heard[0]}" if heard else ""


def _is_particular(source: SourceMention) -> bool:
    """Whether a source has a name of its own: an entity, or an English name that ends like one."""
    if source.kind in NAMELESS:
        return False
    return bool(source.entity or (source.name and source.name.split()[-1][:1].isupper()))


def _origins(rests: Sequence[frozenset[str]]) -> list[int]:
    """Number the accounts so that those with a common first source get one number."""
    root = list(range(len(rests)))
    for i, one in enumerate(rests):
        for j in range(i):
            if one & rests[j]:
                low, high = sorted((root[i], root[j]))
                root = [low if r == high else r for r in root]
    numbers = {r: n for n, r in enumerate(dict.fromkeys(root), start=1)}
    return [numbers[r] for r in root]
