"""Where the claims of one happening cannot all be right, side by side.

Invariant: only claims that exclude each other disagree; a claim that is merely vaguer or silent never does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from khabar.model.chronology import Act, Disagreement, Side
from khabar.model.earth import km_apart
from khabar.model.records import PlaceMention
from khabar.reconcile.claims import Claim, bare, shown, to_day
from khabar.reconcile.tolls import find_toll_disagreements

FORCE = frozenset({"assault", "explosion"})
FINE = frozenset({"site", "city"})
APART_KM = 30.0
DONE = {"hit": "hit", "failed": "failed", "intercepted": "intercepted"}


def find_disagreements(claims: Sequence[Claim], acts: Sequence[Act], *, campaign: bool) -> tuple[Disagreement, ...]:
    """All disagreements about one happening, in a fixed order of fields.

    Of a campaign, whose parts differ and whose toll grows, only whether it happened and who is responsible.
    """
    fields = (_happened, _days, _places, _initiators, find_toll_disagreements, _outcomes, _wordings)
    found = [d for find in (fields[:1] if campaign else fields) for d in find(claims)]
    return (*found, *_responsibility(acts))


def _sides(claims: Sequence[Claim], says: Callable[[Claim], str]) -> tuple[Side, ...]:
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(says(claim), []).append(claim)
    return tuple(
        Side(says=words, claims=tuple(c.ref for c in group), source=_source(group)) for words, group in groups.items()
    )


def _source(group: Sequence[Claim]) -> str | None:
    first = next((c.event.sources[0] for c in group if c.event.sources), None)
    return shown(first.name, first.text) if first else None


def _one_text(claims: Sequence[Claim]) -> bool:
    return len({claim.text for claim in claims}) == 1


def _happened(claims: Sequence[Claim]) -> Iterator[Disagreement]:
    told = [c for c in claims if c.event.modality in ("asserted", "negated")]
    sides = _sides(told, lambda c: "did not happen" if c.event.modality == "negated" else "happened")
    if len(sides) > 1:
        yield Disagreement(field="happened", sides=sides, within=_one_text(told))


def _days(claims: Sequence[Claim]) -> Iterator[Disagreement]:
    told = [c for c in claims if c.event.type != "casualty" and _stated_day(c)]
    if len({_stated_day(c) for c in told}) < 2:
        return
    if any(_before(a, b) for a in told for b in told):
        yield Disagreement(field="day", sides=_sides(told, _stated_day), within=_one_text(told))


def _stated_day(claim: Claim) -> str:
    time = claim.event.time
    if time is None or time.text is None or time.start is None or time.end is None:
        return ""
    return time.start if time.start == time.end else f"{time.start}..{time.end}"


def _before(a: Claim, b: Claim) -> bool:
    one, two = a.event.time, b.event.time
    end, start = to_day(one.end if one else None), to_day(two.start if two else None)
    return end is not None and start is not None and end < start


def _places(claims: Sequence[Claim]) -> Iterator[Disagreement]:
    told = [(c, p) for c in claims if (p := c.event.place) is not None and p.level in FINE]
    if not any((km_apart(p, q) or 0.0) > APART_KM for _, p in told for _, q in told):
        return
    held = [c for c, _ in told]
    yield Disagreement(field="place", sides=_sides(held, lambda c: _place(c.event.place)), within=_one_text(held))


def _place(place: PlaceMention | None) -> str:
    return shown(place.name, place.text) if place else ""


def _initiators(claims: Sequence[Claim]) -> Iterator[Disagreement]:
    told = [c for c in claims if c.event.type in FORCE and _countries(c)]
    if any(not _countries(a) & _countries(b) for a in told for b in told):
        yield Disagreement(
            field="initiator",
            sides=_sides(told, lambda c: ", ".join(shown(a.name, a.text) for a in c.event.initiator)),
            within=_one_text(told),
        )


def _countries(claim: Claim) -> frozenset[str]:
    return frozenset(a.country for a in claim.event.initiator if a.country)


def _outcomes(claims: Sequence[Claim]) -> Iterator[Disagreement]:
    told = [c for c in claims if c.event.outcome]
    sides = _sides(told, lambda c: DONE.get(c.event.outcome or "", c.event.outcome or ""))
    if len(sides) > 1:
        yield Disagreement(field="outcome", sides=sides, within=_one_text(told))


def _wordings(claims: Sequence[Claim]) -> Iterator[Disagreement]:
    """How an account changed: one article, several sources, several descriptions of one thing."""
    by_text: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.event.type in FORCE and claim.event.sources and len(claim.event.trigger.split()) > 1:
            by_text.setdefault(claim.text, []).append(claim)
    for told in by_text.values():
        sources = {_source([c]) for c in told}
        if len({bare(c.event.trigger) for c in told}) > 1 and len(sources) > 1:
            sides = _sides(told, lambda c: c.event.trigger)
            yield Disagreement(field="described as", sides=sides, within=True, note="how the account changed")


def _responsibility(acts: Sequence[Act]) -> Iterator[Disagreement]:
    """A claim or an accusation against a denial, each with its speaker."""
    if not any(a.type == "deny" for a in acts) or not any(a.type in ("claim", "accuse") for a in acts):
        return
    told = [a for a in acts if a.type in ("claim", "accuse", "deny")]
    sides = tuple(Side(says=_says(a), claims=(a.claim, *a.again)) for a in told)
    yield Disagreement(field="responsibility", sides=sides, within=len({a.claim.rsplit("#", 1)[0] for a in told}) == 1)


def _says(act: Act) -> str:
    verb = {"claim": "claims it", "deny": "denies", "accuse": "accuses"}[act.type]
    who = ", ".join(shown(p.name, p.words[0]) for p in act.initiator) or "someone"
    whom = ", ".join(shown(p.name, p.words[0]) for p in act.target)
    return f"{who} {verb}" + (f" {whom}" if whom and act.type == "accuse" else "")
