"""Placing what a ledger's documents say in happenings, touching only what is new and what that meets.

Invariant: clusters are a function of the set of profiles: a build that places arrivals one by one and one that places
all at once give the same. The linker is that of `khabar.link`; here it is fed from the ledger's index of keys.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import msgspec
import numpy as np
from sqlalchemy import Connection

from khabar.link import statements, within
from khabar.link.across import meeting
from khabar.link.across.linker import Linker
from khabar.link.across.profiles import Profile, Profiles, Rows
from khabar.link.mentions import DEEDS
from khabar.link.statements import Saying
from khabar.model.records import Reading
from khabar.store import profiles
from khabar.store.dialect import Dialect
from khabar.store.profiles import Kept
from khabar.store.readings import Told
from khabar.store.schema import profile as table

DEED, ACT = "deed", "act"
_PROFILE = msgspec.msgpack.Decoder(Profile)
_SAYING = msgspec.msgpack.Decoder(Saying)
Places = dict[int, tuple[int, int]]


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """What placing changed: clusters whose rows were worked out anew, and claims that are in no profile any more.

    doubts: claims, with another cluster that they might belong to and how likely, 0 to 1.
    """

    clusters: frozenset[int] = frozenset()
    gone: frozenset[int] = frozenset()
    doubts: tuple[tuple[int, int, float], ...] = ()


class Grouped(msgspec.Struct, frozen=True, kw_only=True):
    """Component and cluster of each profile of a closed set, and other clusters that one might belong to."""

    places: Places
    doubts: tuple[tuple[int, int, float], ...] = ()


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """How one kind of profile meets and is grouped.

    keys: pairs of key and profile id. crowd: holders beyond which a key tells nothing. touched: which of the second
    meet one of the first. group: component and cluster of each of a closed set, given the silent keys.
    """

    name: str
    crowd: int
    keys: Callable[[Sequence[Kept]], list[tuple[int, int]]]
    touched: Callable[[Sequence[Kept], Sequence[Kept], Collection[int]], set[int]]
    group: Callable[[Sequence[Kept], Collection[int]], Grouped]


def to_profiles(
    reading: Reading, document_id: int, reading_id: int, root: str, claims: Mapping[str, Told]
) -> list[Kept]:
    """The profiles of one document's claims.

    Args:
        reading: Its reading, its ``doc`` the label.
        document_id: Its number.
        reading_id: The number of the reading.
        root: The label of the document whose text it carries.
        claims: The claim behind each reference.
    """
    made = []
    for group, found in within.profiles_of(reading, root):
        numbers = tuple(claims[ref].id for ref in group)
        made.append(_kept(found.id, document_id, reading_id, DEED, numbers, msgspec.msgpack.encode(found)))
    for event in reading.events:
        if event.type not in DEEDS:
            ref = f"{reading.doc}#{event.id}"
            saying = statements.to_saying(ref, reading.doc, event)
            body = msgspec.msgpack.encode(saying)
            made.append(_kept(statements.ACT_KEYS | saying.id, document_id, reading_id, ACT, (claims[ref].id,), body))
    return made


def _kept(id_: int, document_id: int, reading_id: int, kind: str, claims: tuple[int, ...], body: bytes) -> Kept:
    return Kept(
        id=id_, document_id=document_id, reading_id=reading_id, kind=kind, claims=claims, body=body, component=id_,
        cluster=id_,
    )  # fmt: skip


def place(
    connection: Connection, dialect: Dialect, kinds: Sequence[Kind], documents: Collection[int], made: Sequence[Kept]
) -> Placed:
    """Replace the profiles of these documents, and work out anew what that touches.

    Args:
        connection: A transaction that writes.
        dialect: Its adapter.
        kinds: How profiles of each kind are linked.
        documents: Documents whose profiles are replaced.
        made: Their new profiles.
    """
    old = profiles.get_profiles(connection, table.c.document_id, documents)
    held = {id_ for one in made for id_ in one.claims}
    clusters, doubts = {one.cluster for one in old}, []
    offered = profiles.remove(connection, [one.id for one in old])
    for kind in kinds:
        before = {one.component for one in old if one.kind == kind.name}
        new = [one for one in made if one.kind == kind.name]
        changed, doubted = _place(connection, dialect, kind, new, before, offered)
        clusters |= changed
        doubts += doubted
    return Placed(
        clusters=frozenset(clusters),
        gone=frozenset(id_ for one in old for id_ in one.claims) - held,
        doubts=tuple(doubts),
    )


def _place(
    connection: Connection, dialect: Dialect, kind: Kind, new: Sequence[Kept], before: set[int], lost: set[int]
) -> tuple[set[int], list[tuple[int, int, float]]]:
    """Place new profiles of one kind: clusters that were or are of the rows worked out anew, and what is in doubt."""
    silent = profiles.find_crowded(connection)
    keys = kind.keys(new)
    profiles.put_in(connection, new, keys)
    counts = profiles.count_holders(connection, {key for key, _ in keys} | (lost & silent))
    more = {key for key, count in counts.items() if count > kind.crowd and key not in silent}
    fewer = {key for key in lost & silent if counts.get(key, 0) <= kind.crowd and _is_of(kind, key)}
    profiles.set_crowded(connection, dialect, more=more, fewer=fewer)
    silent = (silent | more) - fewer
    own = {one.id for one in new}
    heard = {key for key, _ in keys} - silent
    near = profiles.get_profiles(connection, table.c.id, profiles.find_holders(connection, heard) - own)
    near = [one for one in near if one.kind == kind.name]
    touched = kind.touched(new, near, silent) if new and near else set()
    components = before | {one.component for one in near if one.id in touched}
    turned = profiles.find_holders(connection, more | fewer) - own
    components |= {one.component for one in profiles.get_profiles(connection, table.c.id, turned)}
    closed = profiles.get_profiles(connection, table.c.component, components)
    closed = sorted({one.id: one for one in (*closed, *new) if one.kind == kind.name}.values(), key=lambda one: one.id)
    grouped = kind.group(closed, silent) if closed else Grouped(places={})
    found = grouped.places
    changed = {one.id: found[one.id] for one in closed if found[one.id] != (one.component, one.cluster)}
    profiles.set_places(connection, changed)
    claims = {one.id: one.claims for one in closed}
    doubts = [(claim, other, score) for id_, other, score in grouped.doubts for claim in claims[id_]]
    return {one.cluster for one in closed} | {cluster for _, cluster in found.values()}, doubts


def _is_of(kind: Kind, key: int) -> bool:
    return (key >= statements.ACT_KEYS) == (kind.name == ACT)


def deeds(linker: Linker) -> Kind:
    """Deeds, compared by the linker across documents."""

    def touched(new: Sequence[Kept], near: Sequence[Kept], silent: Collection[int]) -> set[int]:
        mask = linker.touched(_columns(new), _columns(near), _rows(silent))
        return {one.id for one, hit in zip(near, mask.tolist(), strict=True) if hit}

    def group(closed: Sequence[Kept], silent: Collection[int]) -> Grouped:
        columns = _columns(closed)
        linked = linker.link(columns, _rows(silent))
        pairs = zip(linked.component.tolist(), linked.cluster.tolist(), strict=True)
        doubts = linker.candidates(columns, linked)
        others = zip(doubts.row.tolist(), doubts.cluster.tolist(), doubts.score.tolist(), strict=True)
        return Grouped(
            places={one.id: pair for one, pair in zip(closed, pairs, strict=True)},
            doubts=tuple((closed[row].id, cluster, score) for row, cluster, score in others),
        )

    return Kind(name=DEED, crowd=meeting.CROWD, keys=_keys_of_deeds, touched=touched, group=group)


def _keys_of_deeds(new: Sequence[Kept]) -> list[tuple[int, int]]:
    if not new:
        return []
    offered = meeting.keys(_columns(new))
    ids = np.array([one.id for one in new], np.int64)[offered.row]
    return list(zip(offered.key.tolist(), ids.tolist(), strict=True))


def _columns(held: Sequence[Kept]) -> Profiles:
    return Profiles.of(_PROFILE.decode(one.body) for one in held)


def _rows(keys: Iterable[int]) -> Rows:
    return np.array(sorted(key for key in keys if key < statements.ACT_KEYS), np.int64)


def _keys_of_acts(new: Sequence[Kept]) -> list[tuple[int, int]]:
    return [(key, one.id) for one in new for key in sorted(statements.keys(_SAYING.decode(one.body)))]


def _touched_acts(new: Sequence[Kept], near: Sequence[Kept], silent: Collection[int]) -> set[int]:
    arrived = {saying.id for saying in map(_saying, new)}
    met = statements.pairs([*map(_saying, new), *map(_saying, near)], silent)
    meeting_new = {id_ for one, two in met if {one.id, two.id} & arrived for id_ in (one.id, two.id)}
    return {one.id for one in near if _saying(one).id in meeting_new}


def _group_acts(closed: Sequence[Kept], silent: Collection[int]) -> Grouped:
    home = statements.group([_saying(one) for one in closed], silent)
    found = {one.id: statements.ACT_KEYS | home[_saying(one).id] for one in closed}
    return Grouped(places={id_: (first, first) for id_, first in found.items()})


def _saying(kept: Kept) -> Saying:
    return _SAYING.decode(kept.body)


ACTS = Kind(name=ACT, crowd=statements.CROWD, keys=_keys_of_acts, touched=_touched_acts, group=_group_acts)


def members_of(connection: Connection, clusters: Collection[int]) -> dict[int, list[int]]:
    """The claims of each of these clusters, by number."""
    found: dict[int, list[int]] = {}
    for one in profiles.get_profiles(connection, table.c.cluster, clusters):
        found.setdefault(one.cluster, []).extend(one.claims)
    return found
