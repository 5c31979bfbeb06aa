"""Links the claims of many documents into happenings.

Invariant: the result is a function of the set of readings. Readings are put in canonical order first, and everything
after breaks ties by that order.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from khabar.link import attach, cluster, discourse, features, mentions, statements, weights
from khabar.link.across.linker import Linker
from khabar.link.across.readings import link_groups
from khabar.link.across.weights import READINGS, load_table
from khabar.model import naming
from khabar.model.chronology import Links
from khabar.model.lineage import Lineage
from khabar.model.records import Event, Reading

needs = ("readings",)
gives = ("links",)


def link_readings(readings: Sequence[Reading], lineage: Lineage | None = None) -> Links:
    """Give every event of `readings` the id of its happening, attach verbal acts.

    Args:
        readings: Readings in any order; one that occurs twice counts once.
        lineage: Which of them copies which, by their labels (`naming.labels` of `naming.canonical`).

    Returns:
        The links; their readings are in canonical order.
    """
    ordered = naming.canonical(readings)
    names = naming.labels(ordered)
    lineage = lineage or Lineage()
    event_of = dict(_event_ids(nodes_of(ordered, names, lineage)))
    event_of |= statements.find_statements(ordered, names)
    linked = tuple(_with_ids(reading, name, event_of) for reading, name in zip(ordered, names, strict=True))
    attached = tuple(attach.find_attachments(linked, names))
    return Links(readings=linked, names=tuple(names), lineage=lineage, attached=attached)


def nodes_of(ordered: Sequence[Reading], names: Sequence[str], lineage: Lineage) -> list[mentions.Node]:
    """The mentions of readings in canonical order, with their labels; copies carry the text of what they copy."""
    lead = {link.doc: link.of for link in lineage.copies}
    number = {name: i for i, name in enumerate(names)}
    texts = {name: number.get(lead.get(name, name), number[name]) for name in names}
    return list(mentions.to_nodes(ordered, names, texts))


def group_mentions(
    nodes: Sequence[mentions.Node], inside: Mapping[str, float] | None = None, linker: Linker | None = None
) -> list[list[int]]:
    """Partition the mentions into happenings: first within each document, then across, with what each document lent.

    What one document tells as one stays one, whatever other documents come.

    Args:
        nodes: The mentions, in canonical order.
        inside: Weights within a document; those beside this module if not given.
        linker: Links across documents; by the weights for readings if not given.
    """
    groups = group_inside(nodes, weights.load_inside() if inside is None else inside)
    return link_groups(nodes, groups, linker or linker_of_readings())


@functools.lru_cache(maxsize=1)
def linker_of_readings() -> Linker:
    """The linker across documents, with the weights fitted on articles."""
    return Linker(load_table(READINGS))


def group_inside(nodes: Sequence[mentions.Node], table: Mapping[str, float]) -> list[list[int]]:
    """Partition the mentions into what each document tells of one happening."""
    edges = {pair: weights.weigh(named, table) for pair, named in discourse.describe(nodes)}
    return cluster.agglomerate(len(nodes), edges, apart=lambda i, j: features.is_apart(nodes[i], nodes[j]))


def event_id(refs: Sequence[str]) -> str:
    """A stable name for a set of claims: ``ev-`` and ten hexadecimal digits of the hash of their sorted references."""
    return "ev-" + hashlib.sha256("\n".join(sorted(refs)).encode()).hexdigest()[:10]


def _event_ids(nodes: Sequence[mentions.Node]) -> Iterator[tuple[str, str]]:
    for group in group_mentions(nodes):
        refs = [nodes[i].ref for i in group]
        name = event_id(refs)
        yield from ((ref, name) for ref in refs)


def _with_ids(reading: Reading, name: str, event_of: Mapping[str, str]) -> Reading:
    def named(event: Event) -> Event:
        own = f"{name}#{event.id}"
        return msgspec.structs.replace(event, event=event_of.get(own) or event_id([own]))

    return msgspec.structs.replace(reading, events=tuple(map(named, reading.events)))
