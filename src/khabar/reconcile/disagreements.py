"""Where the claims of one happening cannot all be right, side by side.

Invariant: only claims that exclude each other disagree; a claim that is merely vaguer or silent never does.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence

from khabar.model.chronology import Act, Disagreement, Side
from khabar.model.days import to_day
from khabar.model.earth import km_apart
from khabar.model.records import PlaceMention
from khabar.reconcile.claims import FORCE, Claim, actor_key, shown, unique
from khabar.reconcile.descriptions import character_of, words_of
from khabar.reconcile.tolls import find_toll_disagreements

FINE = frozenset({"site", "city"})
APART_KM = 30.0
MANY = 200  # different values of one field that are compared with each other


def find_disagreements(claims: Sequence[Claim], acts: Sequence[Act], *, campaign: bool) -> tuple[Disagreement, ...]:
    """All disagreements about one happening, in a fixed order of fields.

    Of a campaign, whose parts differ and whose toll grows, only whether it happened and who is responsible.
    """
    fields = (_happened, _days, _places, _initiators, find_toll_disagreements, _outcomes, _wordings)
    found = [d for find in (fields[:1] if campaign else fields) for d in find(claims)]
    return (*found, *_responsibility(claims, acts))


def _sides(
    claims: Sequence[Claim], says: Callable[[Claim], str], words: Callable[[Claim], str] | None = None
) -> tuple[Side, ...]:
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(says(claim), []).append(claim)
    return tuple(
        to_side(told, group, words(group[0]) if words else group[0].event.trigger) for told, group in groups.items()
    )


def to_side(says: str, group: Sequence[Claim], words: str) -> Side:
    """One position, held since the earliest of its claims."""
    said = min((c.said for c in group if c.said), default=None)
    return Side(says=says, claims=tuple(c.ref for c in group), source=_source(group), said=said, words=words)


def _source(group: Sequence[Claim]) -> str | None:
    first = next((c.event.sources[0] for c in group if c.event.sources), None)
    return shown(first.name, first.text) if first else None


def _one_text(claims: Sequence[Claim]) -> bool:
    return len({claim.text for claim in claims}) == 1


def _happened(claims: Sequence[Claim]) -> Iterator[Disagreement]:
    told = [c for c in claims if c.event.modality in ("asserted", "negated")]
    if len({c.event.modality for c in told}) < 2:
        return
    sides = _sides(told, lambda c: "did not happen" if c.event.modality == "negated" else "happened")
    yield Disagreement(field="happened", sides=sides, within=_one_text(told))


def _days(claims: Sequence[Claim]) -> Iterator[Disagreement]:
    told = [c for c in claims if c.event.type != "casualty" and _stated_day(c)]
    if len({_stated_day(c) for c in told}) < 2:
        return
    ends = [day for c in told if (day := to_day(c.event.time.end if c.event.time else None))]
    starts = [day for c in told if (day := to_day(c.event.time.start if c.event.time else None))]
    if ends and starts and min(ends) < max(starts):
        yield Disagreement(field="day", sides=_sides(told, _stated_day, _day_words), within=_one_text(told))


def _stated_day(claim: Claim) -> str:
    time = claim.event.time
    if time is None or time.text is None or time.start is None or time.end is None:
        return ""
    return time.start if time.start == time.end else f"{time.start}..{time.end}"


def _day_words(claim: Claim) -> str:
    return claim.event.time.text or "" if claim.event.time else ""


def _places(claims: Sequence[Claim]) -> Iterator[Disagreement]:
    told = [(c, p) for c in claims if (p := c.event.place) is not None and p.level in FINE]
    if not _far_apart([p for _, p in told]):
        return
    held = [c for c, _ in told]
    sides = _sides(held, lambda c: _place(c.event.place), lambda c: c.event.place.text if c.event.place else "")
    yield Disagreement(field="place", sides=sides, within=_one_text(held))


def _far_apart(places: Sequence[PlaceMention]) -> bool:
    """Whether two of the first `MANY` different points lie further apart than `APART_KM`."""
    points = list({(p.lat, p.lon): p for p in places if p.lat is not None}.values())[:MANY]
    return any((km_apart(p, q) or 0.0) > APART_KM for p, q in itertools.combinations(points, 2))


def _place(place: PlaceMention | None) -> str:
    return shown(place.name, place.text) if place else ""


def _initiators(claims: Sequence[Claim]) -> Iterator[Disagreement]:
    told = [c for c in claims if c.event.type in FORCE and _countries(c)]
    sides = sorted({_countries(c) for c in told}, key=sorted)[:MANY]
    if any(not one & two for one, two in itertools.combinations(sides, 2)):
        yield Disagreement(
            field="initiator",
            sides=_sides(
                told,
                lambda c: ", ".join(shown(a.name, a.text) for a in c.event.initiator),
                lambda c: ", ".join(a.text for a in c.event.initiator),
            ),
            within=_one_text(told),
        )


def _countries(claim: Claim) -> frozenset[str]:
    return frozenset(a.country for a in claim.event.initiator if a.country)


def _outcomes(claims: Sequence[Claim]) -> Iterator[Disagreement]:
    told = [c for c in claims if c.event.outcome]
    if len({c.event.outcome for c in told}) < 2:
        return
    sides = _sides(told, lambda c: c.event.outcome or "")
    yield Disagreement(field="outcome", sides=sides, within=_one_text(told))


def _wordings(claims: Sequence[Claim]) -> Iterator[Disagreement]:
    """How an account changed: one article that calls one thing failed and deliberate, each by its source."""
    by_text: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.event.type in FORCE:
            by_text.setdefault(claim.text, []).append(claim)
    for whole in by_text.values():
        called = [(c, character_of(c.event)) for c in whole] if len(whole) > 1 else []
        told, kinds = [c for c, kind in called if kind], {kind for _, kind in called if kind}
        if any(one - two and two - one for one, two in itertools.combinations(sorted(kinds, key=sorted)[:MANY], 2)):
            sides = _sides(told, lambda c: words_of(c.event), lambda c: words_of(c.event))
            yield Disagreement(field="described as", sides=sides, within=True, note="how the account changed")


def _responsibility(claims: Sequence[Claim], acts: Sequence[Act]) -> Iterator[Disagreement]:
    """A claim, an accusation or an account of who did it, against a denial by the one it names."""
    denials = [a for a in acts if a.type == "deny" and a.modality == "asserted"]
    if not denials:
        return
    charged = [a for a in acts if a.type in ("claim", "accuse") and a.modality != "negated"]
    told = _told_of([c for c in claims if c.event.type in FORCE], denials)
    if not charged and not told:
        return
    sides = _spoken([*charged, *denials])
    refs = [ref for side in (*told, *sides) for ref in side.claims]
    within = len({ref.rsplit("#", 1)[0] for ref in refs}) == 1
    yield Disagreement(field="responsibility", sides=(*told, *sides), within=within)


def _spoken(acts: Sequence[Act]) -> list[Side]:
    """One side for each thing that is said, held since it was first said."""
    groups: dict[str, list[Act]] = {}
    for act in acts:
        groups.setdefault(_says(act), []).append(act)
    return [
        Side(
            says=says,
            claims=unique([ref for a in group for ref in (a.claim, *a.again)]),
            source=_source_of(group[0]),
            said=min((a.start for a in group if a.start), default=None),
            words=group[0].trigger,
        )
        for says, group in groups.items()
    ]


def _told_of(claims: Sequence[Claim], denials: Sequence[Act]) -> list[Side]:
    """Claims that name as initiator one who denies."""
    denying = {name.casefold() for a in denials for p in a.initiator for name in (p.name, *p.words) if name}
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        for actor in claim.event.initiator:
            if {actor_key(actor), actor.text.casefold(), (actor.name or actor.text).casefold()} & denying:
                found.setdefault(shown(actor.name, actor.text), []).append(claim)
    return [to_side(f"{name} did it", group, group[0].event.trigger) for name, group in found.items()]


def _source_of(act: Act) -> str | None:
    if act.initiator:
        return ", ".join(unique([shown(p.name, p.words[0]) for p in act.initiator]))
    return shown(act.chain[0].name, act.chain[0].text) if act.chain else None


def _says(act: Act) -> str:
    verb = {"claim": "claims it", "deny": "denies", "accuse": "accuses"}[act.type]
    who = ", ".join(shown(p.name, p.words[0]) for p in act.initiator) or "someone"
    whom = ", ".join(shown(p.name, p.words[0]) for p in act.target)
    return f"{who} {verb}" + (f" {whom}" if whom and act.type == "accuse" else "")
