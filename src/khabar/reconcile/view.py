"""Links into a chronology: what the accounts of each happening agree on, and where they do not.

Invariant: nothing is decided that the claims do not decide; every line names its claims.
"""

from __future__ import annotations

import collections
from collections.abc import Collection, Iterator, Mapping, Sequence

from khabar.model.chronology import Act, Chronology, DocumentLine, Happening, Links
from khabar.reconcile import tallies
from khabar.reconcile.accounts import Kin
from khabar.reconcile.acts import to_acts, to_announced
from khabar.reconcile.claims import Claim, to_claims
from khabar.reconcile.happenings import answered_by, happening, home_of, is_told
from khabar.reconcile.incidents import Incidents
from khabar.reconcile.recast import find_recast

needs = ("links",)
gives = ("chronology",)


def reconcile(links: Links) -> Chronology:
    """The chronology of linked readings; JSON by ``msgspec.json.encode``."""
    claims = claims_of(links)
    acts = to_acts(claims, links.attached)
    happenings = _happenings([c for c in claims if is_told(c)], acts, Kin(links.lineage))
    known = {h.id for h in happenings}
    return Chronology(
        khabar=max((r.khabar for r in links.readings), default=""),
        documents=tuple(sorted(_documents(links), key=lambda d: (d.published.start or "9999", d.doc))),
        happenings=happenings,
        tallies=tallies.to_lines(list(tallies_of(links)), Incidents(happenings)),
        statements=tuple(act for act in acts if act.event not in known),
        announced=tuple(to_announced(claims)),
        recast=tuple(find_recast(claims)),
    )


def reconcile_some(links: Links, names: Collection[str]) -> Chronology:
    """Only the happenings, statements and announcements of these names, without totals and documents.

    Args:
        links: Linked readings: of every document that tells one of them, and of every one that tells a statement
            attached to one of them.
        names: Happenings, or statements, by the id that their claims bear.
    """
    claims = claims_of(links)
    home = {claim.ref: home_of(claim) for claim in claims}
    told = [claim for claim in claims if is_told(claim)]
    known = {home_of(claim) for claim in told}
    acts = to_acts(claims, links.attached)
    answered = {ref: home[ref] for ref in (claim.ref for claim in told)}
    return Chronology(
        khabar=max((r.khabar for r in links.readings), default=""),
        happenings=_happenings([c for c in told if home_of(c) in names], acts, Kin(links.lineage), answered),
        statements=tuple(act for act in acts if act.event not in known and home[act.claim] in names),
        announced=tuple(act for act in to_announced(claims) if home[act.claim] in names),
        recast=tuple(d for d in find_recast(claims) if any(home[ref] in names for s in d.sides for ref in s.claims)),
    )


def claims_of(links: Links) -> list[Claim]:
    """The claims of all readings, each with its reference and the text that its document carries."""
    lead = {copy.doc: copy.of for copy in links.copies}
    return [
        claim
        for reading, name in zip(links.readings, links.names, strict=True)
        for claim in to_claims(reading, name, lead.get(name, name))
    ]


def tallies_of(links: Links) -> Iterator[tallies.Told]:
    """The running totals of all readings."""
    lead = {copy.doc: copy.of for copy in links.copies}
    for reading, name in zip(links.readings, links.names, strict=True):
        yield from tallies.to_told(reading, name, lead.get(name, name))


def _documents(links: Links) -> list[DocumentLine]:
    resting = links.lineage.resting()
    copies = {copy.doc: copy for copy in links.copies}
    return [
        DocumentLine(
            doc=name,
            published=reading.published,
            outlet=reading.outlet,
            copy_of=copies[name].of if name in copies else None,
            copy_kind=copies[name].kind if name in copies else None,
            rests_on=resting.get(name, ()),
            share=copies[name].share if name in copies else None,
            events=len(reading.events),
            tallies=len(reading.tallies),
            issues=len(reading.issues),
        )
        for reading, name in zip(links.readings, links.names, strict=True)
    ]


def _happenings(
    claims: Sequence[Claim], acts: Sequence[Act], kin: Kin, homes: Mapping[str, str] | None = None
) -> tuple[Happening, ...]:
    """Happenings of claims; ``homes`` are those of all claims told, where these are only some of them."""
    groups: dict[str, list[Claim]] = collections.defaultdict(list)
    for claim in sorted(claims, key=lambda c: c.order):
        groups[home_of(claim)].append(claim)
    happening_of = homes or {claim.ref: name for name, group in groups.items() for claim in group}
    acts_of: dict[str, list[Act]] = collections.defaultdict(list)
    for act in acts:
        if act.event:
            acts_of[act.event].append(act)
    made = []
    for name, group in groups.items():
        answers = [happening_of[ref] for ref in answered_by(group) if ref in happening_of]
        made.append(happening(name, group, acts_of[name], answers, kin))
    return tuple(sorted(made, key=lambda h: (h.start or "9999", h.end or "9999", h.id)))
