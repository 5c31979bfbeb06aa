"""Verbal acts told by several documents: the same speaker saying the same thing on the same day.

Invariant: two acts are one only if type and modality agree, their days touch, and speaker and words or addressees meet.
Acts are compared only where they share a key; a key that more than `CROWD` acts share tells nothing, so that the work
is bounded and depends on the set of acts alone.
"""

from __future__ import annotations

import collections
import hashlib
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from khabar.link import words
from khabar.link.mentions import DEEDS
from khabar.model.days import to_ordinal
from khabar.model.records import ActorMention, Event, Reading

ALIKE = 0.3
SAME_WORDS = 0.6
CROWD = 300
LONGEST_DAYS = 10
MARKS = 6
KEY_BITS = 62
ACT_KEYS = 1 << 61  # above all keys of deeds


class Saying(msgspec.Struct, frozen=True, kw_only=True):
    """A verbal act, ready for comparing. Days are ordinals; None where they are not told."""

    id: int
    doc: str
    type: str
    modality: str
    first: int | None
    last: int | None
    speakers: frozenset[str]
    targets: frozenset[str]
    stems: frozenset[str]


def to_saying(ref: str, doc: str, event: Event) -> Saying:
    """A verbal act of the document `doc`, named by its reference."""
    time = event.time
    return Saying(
        id=_hash(ref) % ACT_KEYS, doc=doc, type=event.type, modality=event.modality,
        first=to_ordinal(time.start) if time else None, last=to_ordinal(time.end) if time else None,
        speakers=_names(event.initiator), targets=_names(event.target), stems=words.stems(event.sentence),
    )  # fmt: skip


def keys(saying: Saying) -> frozenset[int]:
    """The keys of an act: what a speaker said on a day, and the rarest of its words. They fit 62 bits."""
    kind = f"{saying.type} {saying.modality}"
    days = range(0)
    if saying.first is not None and saying.last is not None and saying.last - saying.first < LONGEST_DAYS:
        days = range(saying.first, saying.last + 1)
    told = {f"{kind} {speaker} {day}" for speaker in saying.speakers for day in days}
    marks = sorted(_hash(stem) for stem in saying.stems)[:MARKS]
    told |= {f"{kind} {one} {two}" for n, one in enumerate(marks) for two in marks[n + 1 :]}
    return frozenset(ACT_KEYS | (_hash(text) % ACT_KEYS) for text in told)


def is_same(one: Saying, two: Saying) -> bool:
    """Whether two acts of two documents are one statement."""
    if one.doc == two.doc or one.type != two.type or one.modality != two.modality or not _days_touch(one, two):
        return False
    alike = len(one.stems & two.stems) / max(1, len(one.stems | two.stems))
    if not one.speakers & two.speakers:
        return alike >= SAME_WORDS
    return alike >= ALIKE or bool(one.targets & two.targets)


def group(sayings: Sequence[Saying], crowded: Iterable[int] = ()) -> dict[int, int]:
    """For each act, by id, the smallest id of its statement.

    Args:
        sayings: All there are, or a set closed under `is_same`.
        crowded: Keys that tell nothing, where `sayings` are not all there are.
    """
    root = {saying.id: saying.id for saying in sayings}

    def find(id_: int) -> int:
        while root[id_] != id_:
            root[id_] = root[root[id_]]
            id_ = root[id_]
        return id_

    for one, two in pairs(sayings, crowded):
        low, high = sorted((find(one.id), find(two.id)))
        root[high] = low
    return {id_: find(id_) for id_ in root}


def pairs(sayings: Sequence[Saying], crowded: Iterable[int] = ()) -> Iterator[tuple[Saying, Saying]]:
    """Yield the pairs that are one statement."""
    silent = frozenset(crowded)
    holders: dict[int, list[int]] = collections.defaultdict(list)
    for n, saying in enumerate(sayings):
        for key in keys(saying) - silent:
            holders[key].append(n)
    met = {
        (i, j) for held in holders.values() if len(held) <= CROWD for at, i in enumerate(held) for j in held[at + 1 :]
    }
    yield from ((sayings[i], sayings[j]) for i, j in sorted(met) if is_same(sayings[i], sayings[j]))


def find_statements(readings: Sequence[Reading], names: Sequence[str]) -> dict[str, str]:
    """The id of the statement that each verbal act belongs to, by reference."""
    sayings = {
        ref: to_saying(ref, name, event)
        for reading, name in zip(readings, names, strict=True)
        for event in reading.events
        if event.type not in DEEDS
        for ref in (f"{name}#{event.id}",)
    }
    home = group(sorted(sayings.values(), key=lambda saying: saying.id))
    refs: dict[int, list[str]] = collections.defaultdict(list)
    for ref, saying in sayings.items():
        refs[home[saying.id]].append(ref)
    ids: dict[str, str] = {}
    for together in refs.values():
        digest = hashlib.sha256("\n".join(sorted(together)).encode()).hexdigest()[:10]
        ids |= dict.fromkeys(together, f"st-{digest}")
    return ids


def _hash(text: str) -> int:
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> (64 - KEY_BITS)


def _days_touch(one: Saying, two: Saying) -> bool:
    if one.first is None or one.last is None or two.first is None or two.last is None:
        return True
    return one.first <= two.last and two.first <= one.last


def _names(actors: Sequence[ActorMention]) -> frozenset[str]:
    names = {(a.entity or a.name or " ".join(sorted(words.stems(a.text)))).casefold() for a in actors}
    return frozenset(names) - {""}
