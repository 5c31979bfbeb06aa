"""What the documents of a collection say, as profiles: an adapter from mentions that one document tells of one thing.

Invariant: a profile depends on its own mentions and the packs alone. Each field is what most helps to compare: the
narrowest days, the finest place, the highest figures, the names of all.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from khabar.link import series, wording, words
from khabar.link.across.belonging import Belonging, belonging
from khabar.link.across.linker import Linker
from khabar.link.across.pairs import MARKS
from khabar.link.across.profiles import Profile, Profiles
from khabar.link.features import FINE_ORDER, FORCE, MISSILES, SETTLED
from khabar.link.mentions import Node
from khabar.model.records import EVENT_TYPES, WEAPON_KINDS, ActorMention

QUOTED = re.compile('[\u00ab\u201c"]([^\u00ab\u00bb\u201c\u201d"\n]{3,60})[\u00bb\u201d"]')
QUOTES = 4
OF_STATES = frozenset({"government", "military"})
BIT = {mark: 1 << n for n, mark in enumerate(MARKS)}
KIND = {kind: 1 << n for n, kind in enumerate(EVENT_TYPES)}
WEAPON = {kind: 1 << n for n, kind in enumerate(WEAPON_KINDS)}


def to_profile(group: Sequence[Node]) -> Profile:
    """One profile of the mentions that one document tells of one happening, in any order."""
    nodes = sorted(group, key=lambda node: (node.order, node.ref))
    known = belonging()
    first, last, dated, spread = _days(nodes)
    return Profile(
        id=profile_id(node.ref for node in nodes),
        doc=f"d{nodes[0].doc}",
        text=f"t{nodes[0].text}",
        first=first,
        last=last,
        kinds=sum({KIND[node.event.type] for node in nodes}),
        family=_family(nodes[0].event.type),
        families=KIND[_family(nodes[0].event.type)],
        killed=_highest(nodes, "killed"),
        wounded=_highest(nodes, "wounded"),
        launched=max((w.count for node in nodes for w in node.event.weapons if w.count), default=None),
        weapons=_weapons(nodes),
        names=_quoted(nodes),
        words=tuple(sorted(frozenset().union(*(node.stems for node in nodes)))),
        triggers=tuple(sorted(frozenset().union(*(node.trigger for node in nodes)))),
        source=next((node.origin for node in nodes if node.origin), ""),
        marks=_marks(nodes) | BIT["guessed"] * (not dated) | BIT["spread"] * spread,
        claims=tuple(sorted(node.ref for node in nodes)),
        answered=tuple(sorted({f"{_name(node)}#{id_}" for node in nodes for id_ in node.event.responds_to})),
        **_place(nodes, known),
        **_side("doers", [a for node in _doing(nodes) for a in node.event.initiator], known),
        **_side("struck", [a for node in _doing(nodes) for a in node.event.target], known),
    )


DEEDS_OF_FORCE = frozenset({"assault", "explosion"})
TOLD_OF_DEEDS = frozenset({"casualty", "intercept"})
PLACED = ("country", "province", "district", "site", "lat", "lon", "radius_km")
LENT = (("doers", ("doers", "doers_kin", "doers_from", "doers_broad")),
        ("struck", ("struck", "struck_kin", "struck_from", "struck_broad")), ("weapons", ("weapons",)))  # fmt: skip


def to_profiles(nodes: Sequence[Node], groups: Iterable[Sequence[int]]) -> list[Profile]:
    """A profile for each mention, in order: what its sentence says, and what its group knows where that is silent."""
    found: dict[int, Profile] = {}
    for group in groups:
        told = [nodes[i] for i in group]
        whole, deed = to_profile(told), _deed(told)
        own = [to_profile([node]) for node in told]
        smallest = min(profile.id for profile in own)
        for i, profile in zip(group, own, strict=True):
            lent = _lent(profile, whole)
            if nodes[i].event.type in TOLD_OF_DEEDS:
                lent = msgspec.structs.replace(lent, **deed)
            found[i] = msgspec.structs.replace(lent, group=smallest)
    return [found[i] for i in range(len(nodes))]


def link_groups(nodes: Sequence[Node], groups: Iterable[Sequence[int]], linker: Linker) -> list[list[int]]:
    """Mentions by happening, across documents: those of one group stay together.

    Args:
        nodes: The mentions.
        groups: What each document tells of one happening, by place in `nodes`.
        linker: With the weights for readings.

    Returns:
        Places in `nodes`, sorted, by happening, sorted by the first.
    """
    joined: dict[int, list[int]] = {}
    for i, happening in enumerate(linker.link(Profiles.of(to_profiles(nodes, groups))).cluster.tolist()):
        joined.setdefault(happening, []).append(i)
    return sorted(joined.values())


def _deed(told: Sequence[Node]) -> dict[str, Any]:
    """Where and when the use of force among them was, which is where and when its toll and its interception were."""
    deeds = [node for node in told if node.event.type in DEEDS_OF_FORCE]
    placed, dated = ([node for node in deeds if node.place_names], [n for n in deeds if n.dated and not n.spread])
    fields: dict[str, Any] = {}
    if placed:
        where = to_profile(placed)
        fields |= {name: getattr(where, name) for name in PLACED}
    if dated:
        when = to_profile(dated)
        fields |= {"first": when.first, "last": when.last}
    return fields


def _lent(own: Profile, whole: Profile) -> Profile:
    borrowed: list[str] = ["killed", "wounded"]
    if not (own.country or own.province or own.site):
        borrowed += PLACED
    for side, fields in LENT:
        if not getattr(own, side) and (side == "weapons" or own.family == "assault"):
            borrowed += fields
    changes: dict[str, Any] = {name: getattr(whole, name) for name in borrowed}
    marks = own.marks | whole.marks & (BIT["answers"] | BIT["series"])
    unsure = BIT["guessed"] | BIT["spread"]
    if own.marks & unsure and not whole.marks & unsure:
        changes |= {"first": whole.first, "last": whole.last}
        marks &= ~unsure
    return msgspec.structs.replace(own, marks=marks, **changes)


def profile_id(refs: Iterable[str]) -> int:
    """62 bits for a set of references."""
    digest = hashlib.blake2b("\n".join(sorted(refs)).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 2


def _name(node: Node) -> str:
    """The label of the node's document."""
    return node.ref.rpartition("#")[0]


def _days(nodes: Sequence[Node]) -> tuple[int | None, int | None, bool, bool]:
    """The narrowest days that the text gives, else what its publication leaves; whether given, whether any day."""
    known = [node for node in nodes if node.first is not None]
    if not known:
        return None, None, False, False
    best = min(known, key=lambda node: (not node.dated or node.spread, node.width, node.order))
    return best.first, best.last, best.dated, best.spread


def _family(kind: str) -> str:
    return "assault" if kind in FORCE else kind


def _doing(nodes: Sequence[Node]) -> Sequence[Node]:
    """Those whose doer does the deed; who intercepts is another."""
    return [node for node in nodes if node.event.type != "intercept"] or nodes


def _highest(nodes: Sequence[Node], harm: str) -> int | None:
    return max((low for node in nodes for kind, low in node.tolls if kind == harm), default=None)


def _weapons(nodes: Sequence[Node]) -> int:
    kinds = {kind for node in nodes for kind in node.weapons}
    if kinds & MISSILES:
        kinds.add("missile")
    return sum(WEAPON.get(kind, 0) for kind in kinds)


def _quoted(nodes: Sequence[Node]) -> tuple[str, ...]:
    """What stands in quotation marks, folded."""
    found = {
        " ".join(words.skeletons(quoted))
        for sentence in {node.event.sentence for node in nodes}
        for quoted in QUOTED.findall(sentence)[:QUOTES]
    }
    return tuple(sorted(found - {""}))


def _marks(nodes: Sequence[Node]) -> int:
    types = {node.event.type for node in nodes}
    outcomes = {node.event.outcome for node in nodes}
    held = {
        "answers": any(node.answers for node in nodes),
        "negated": any(node.event.modality == "negated" for node in nodes),
        "unsettled": all(node.event.modality not in SETTLED for node in nodes),
        **{outcome: outcome in outcomes for outcome in ("hit", "intercepted", "failed")},
        "casualty": types == {"casualty"},
        "intercept": types == {"intercept"},
        "deed": not types <= FORCE,
        "outbreak": any(wording.is_outbreak(node.event.trigger) for node in nodes),
        "series": any(n.dated and series.is_series(n.event, n.first, n.last) for n in nodes),
    }
    return sum(BIT[mark] for mark, holds in held.items() if holds)


def _place(nodes: Sequence[Node], known: Belonging) -> dict[str, Any]:
    placed = [node for node in nodes if node.event.place is not None]
    if not placed:
        return {}
    best = min(placed, key=lambda node: (FINE_ORDER.get(_level(node), 9), node.order))
    level, entity = _level(best), best.event.place.entity if best.event.place else None
    name = entity or min(best.place_names, default="")
    site = name if level in ("site", "city") else ""
    return {
        "country": best.country or "",
        "province": known.place_of(entity, "province") or (name if level in ("province", "region") else ""),
        "district": known.place_of(entity, "district") or (name if level == "district" else ""),
        "site": site,
        "lat": best.point.lat if best.point else None,
        "lon": best.point.lon if best.point else None,
        "radius_km": best.point.radius_km if best.point else None,
    }


def _level(node: Node) -> str:
    return node.event.place.level if node.event.place else ""


def _side(role: str, actors: Sequence[ActorMention], known: Belonging) -> dict[str, Any]:
    """Who acts or is struck; those told only by a common word have no name that could speak against another."""
    names = {(a.entity or a.name or "").casefold() for a in actors} - {""}
    states = {f"state {a.country}" for a in actors if a.country and a.kind in OF_STATES}
    return {
        role: tuple(sorted(names)),
        f"{role}_kin": tuple(sorted(known.kin_of(names) | states)),
        f"{role}_from": tuple(sorted({a.country for a in actors if a.country})),
        f"{role}_broad": any(map(known.is_broad, names)),
    }
