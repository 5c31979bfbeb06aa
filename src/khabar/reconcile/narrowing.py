"""The steps by which a rule narrows the values of a field down to one, each saying in a sentence what it did.

Invariant: a step only leaves candidates out, and never the last one, but for ``exact``, which may leave a field blank.
Independent origins are counted, never articles. With more than `MANY` different values, a value is supported only by
those equal to it: comparing each with each is bounded so.
"""

from __future__ import annotations

import collections
from collections.abc import Callable, Mapping, Sequence

import msgspec

from khabar.model.earth import km_apart
from khabar.reconcile.values import Candidate

MANY = 200
REFS = 6
NEAR_KM = 30.0
OFFICIAL = frozenset({"official", "spokesperson", "military", "government", "medical"})
UNKNOWN_DAY = "9999-99-99"


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """What a step may look at beside the candidates: the field, and how the rule reads a count as a number."""

    field: str
    read: Callable[[Candidate], int]


Narrowed = tuple[list[Candidate], str]
Step = Callable[[list[Candidate], Ground], Narrowed]


def narrow(candidates: Sequence[Candidate], steps: Sequence[str], ground: Ground) -> tuple[list[Candidate], list[str]]:
    """What the steps leave, taken in order until one value is left, and the sentences that they gave."""
    kept, said = list(candidates), []
    for name in steps:
        if len({c.key for c in kept}) < 2 and name != "exact":
            continue
        kept, sentence = STEPS[name](kept, ground)
        if sentence:
            said.append(sentence)
        if not kept:
            return [], said
    keys = {c.key: c for c in reversed(kept)}
    if len(keys) > 1:
        first = min(keys.values(), key=lambda c: (c.said, c.says, c.voice.claim))
        said.append(f"The rule does not tell {_values(kept)} apart; taken is what was said first, {_told([first])}.")
        kept = [c for c in kept if c.key == first.key]
    return kept, said


def refs(candidates: Sequence[Candidate]) -> str:
    """Their claims, at most `REFS` by name."""
    names = list(dict.fromkeys(c.voice.claim for c in candidates))
    more = f" and {len(names) - REFS} more" if len(names) > REFS else ""
    return ", ".join(names[:REFS]) + more


def origins(candidates: Sequence[Candidate]) -> int:
    """How many independent origins they have."""
    return len({_origin(c) for c in candidates})


def _told(candidates: Sequence[Candidate]) -> str:
    """Values with their claims: ``12 (a#e1), 15 (b#e2)``."""
    groups: dict[str, list[Candidate]] = {}
    for c in candidates:
        groups.setdefault(c.says, []).append(c)
    parts = [f"{says} ({refs(group)})" for says, group in groups.items()]
    more = [f"{len(parts) - REFS} more values"] if len(parts) > REFS else []
    return ", ".join([*parts[:REFS], *more])


def _values(candidates: Sequence[Candidate]) -> str:
    says = list(dict.fromkeys(c.says for c in candidates))
    return ", ".join(says[:REFS]) + (f" and {len(says) - REFS} more" if len(says) > REFS else "")


def _split(candidates: list[Candidate], keep: Callable[[Candidate], bool]) -> tuple[list[Candidate], list[Candidate]]:
    kept: list[Candidate] = []
    out: list[Candidate] = []
    for c in candidates:
        (kept if keep(c) else out).append(c)
    return (kept, out) if kept else (candidates, [])


def _asserted(candidates: list[Candidate], _: Ground) -> Narrowed:
    kept, out = _split(candidates, lambda c: c.voice.modality == "asserted")
    return kept, f"Left out as hedged: {_told(out)}." if out else ""


def _stated(candidates: list[Candidate], ground: Ground) -> Narrowed:
    kept, out = _split(candidates, lambda c: c.stated) if ground.field == "day" else (candidates, [])
    return kept, f"Left out because the words give no day, only the context: {_told(out)}." if out else ""


def _uninvolved(candidates: list[Candidate], _: Ground) -> Narrowed:
    kept, out = _split(candidates, lambda c: not c.involved)
    return kept, f"Left out because a party to the fight gives it: {_told(out)}." if out else ""


def _no_perpetrator(candidates: list[Candidate], _: Ground) -> Narrowed:
    kept, out = _split(candidates, lambda c: not c.perpetrator)
    return kept, f"Left out because the perpetrator gives it: {_told(out)}." if out else ""


def _exact(candidates: list[Candidate], _: Ground) -> Narrowed:
    kept = [c for c in candidates if not c.vague]
    out = [c for c in candidates if c.vague]
    if not kept:
        return [], f"Only vague words are given, {_told(out)}: the rule leaves the field blank."
    return kept, f"Left out as vague: {_told(out)}." if out else ""


def _official(candidates: list[Candidate], _: Ground) -> Narrowed:
    if not any(c.voice.kind in OFFICIAL for c in candidates):
        return candidates, "Nobody official gives a value; all are weighed."
    kept, out = _split(candidates, lambda c: c.voice.kind in OFFICIAL)
    return kept, f"Left out because no official gives it: {_told(out)}." if out else ""


def _latest(candidates: list[Candidate], _: Ground) -> Narrowed:
    """Those said last; a copy of an article says nothing later than the article."""
    first: dict[tuple[str, object], str] = {}
    for c in candidates:
        key = (c.text, c.key)
        first[key] = min(c.said, first.get(key, c.said))
    days = {c.voice.claim: first[(c.text, c.key)] for c in candidates}
    known = [day for day in days.values() if day and day != UNKNOWN_DAY]
    if not known:
        return candidates, "No document has a day; none can be told to be the latest."
    last = max(known)
    kept, out = _split(candidates, lambda c: days[c.voice.claim] == last)
    return kept, f"Taken as the latest, said {last}: {_told(kept)}; left out as earlier: {_told(out)}." if out else ""


def _majority(candidates: list[Candidate], ground: Ground) -> Narrowed:
    support, total = _support(candidates, ground)
    best = max(support.values())
    winners = {key for key, n in support.items() if n == best}
    if 2 * best <= total:
        return candidates, f"No value has a majority of the {total} independent origins."
    kept, _out = _split(candidates, lambda c: c.key in winners)
    return kept, f"Given by {best} of {total} independent origins, a majority: {_told(kept)}."


def _supported(candidates: list[Candidate], ground: Ground) -> Narrowed:
    support, total = _support(candidates, ground)
    best = max(support.values())
    kept, out = _split(candidates, lambda c: support[c.key] == best)
    if not out:
        each = "one independent origin" if best == 1 else f"{best} independent origins"
        return kept, f"Each value is borne out by {each}." if total > 1 else ""
    return kept, f"Borne out by the most independent origins, {best} of {total}: {_told(kept)}."


def _lowest(candidates: list[Candidate], ground: Ground) -> Narrowed:
    """The least number; of figures read as one number the one that also gives an upper bound."""
    least = min(map(ground.read, candidates))
    kept, out = _split(candidates, lambda c: ground.read(c) == least)
    plain = min(kept, key=lambda c: (c.high is None, c.said, c.voice.claim))
    kept = [c for c in kept if c.key == plain.key]
    if not out:
        return kept, f"{_values(candidates)} are read as one number, {least:,}."
    return kept, f"Of {_values(candidates)} the lowest is taken: {_told(kept)}."


def _precise(candidates: list[Candidate], _: Ground) -> Narrowed:
    finest = min(c.rank for c in candidates)
    kept, out = _split(candidates, lambda c: c.rank == finest)
    return kept, f"Taken as the more precise: {_told(kept)}." if out else ""


STEPS: Mapping[str, Step] = {
    "asserted": _asserted, "stated": _stated, "uninvolved": _uninvolved, "no_perpetrator": _no_perpetrator,
    "exact": _exact, "official": _official, "latest": _latest, "majority": _majority, "supported": _supported,
    "lowest": _lowest, "precise": _precise,
}  # fmt: skip


def _origin(c: Candidate) -> str:
    """The origin of a voice; an account without a number is its own."""
    return str(c.voice.origin) if c.voice.origin else f"of {c.text}"


def _support(candidates: list[Candidate], ground: Ground) -> tuple[Mapping[object, int], int]:
    """How many independent origins bear out each value, and how many there are. An origin counts by its last word."""
    last: dict[str, str] = {}
    for c in candidates:
        origin = _origin(c)
        last[origin] = max(c.said, last.get(origin, c.said))
    holders: dict[tuple[object, ...], set[str]] = collections.defaultdict(set)
    shown: dict[tuple[object, ...], Candidate] = {}
    for c in candidates:
        shown.setdefault(c.key, c)
        holders[c.key] |= {_origin(c)} if c.said == last[_origin(c)] else set()
    if len(shown) > MANY:
        return {key: len(holders[key]) for key in shown}, len(last)
    return {
        key: len(set().union(*(holders[other] for other, d in shown.items() if _agree(c, d, ground.field))))
        for key, c in shown.items()
    }, len(last)


def _agree(one: Candidate, two: Candidate, field: str) -> bool:
    """Whether who gives `two` bears out `one`: equal, or only vaguer or finer."""
    if one.key == two.key:
        return True
    if field == "day":
        return one.first <= two.last and two.first <= one.last
    if field in ("initiator", "target"):
        return bool(one.facets & two.facets)
    if field == "place" and one.place is not None and two.place is not None:
        apart = km_apart(one.place, two.place)
        fine = max(one.rank, two.rank) <= 1
        inside = one.rank != two.rank and None not in (one.place.country, two.place.country)
        return (apart is not None and fine and apart <= NEAR_KM) or (inside and one.place.country == two.place.country)
    return field == "weapons" and bool(one.facets & two.facets) and None in (one.key[1], two.key[1])
