"""Lineage kept up to date: what is new is compared with what shares a key with it, and with nothing else.

Invariant: the relations are those that comparing all documents at once would find, whatever the order of arrival.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Connection

from khabar.lineage.find import compare, gather, keys, sign
from khabar.lineage.keys import LEADS, pairs_of
from khabar.model.lineage import Body, Relation
from khabar.model.records import Reading
from khabar.store import documents, links, sketches


def trace(connection: Connection, build: int, changed: Mapping[int, tuple[Reading, str]]) -> dict[int, str]:
    """Compare documents that are new or were read anew.

    Args:
        connection: A transaction that writes.
        build: Its number.
        changed: Reading (its ``doc`` the label) and text of each such document.

    Returns:
        Documents that carry another's text, or did before, whose root changed: the label of the root.
    """
    before = sketches.get_keys(connection, changed)
    signed = {id_: sign(Body(doc=reading.doc, reading=reading, text=text)) for id_, (reading, text) in changed.items()}
    sketches.replace_signatures(connection, {id_: (one, keys(one)) for id_, one in signed.items()})
    offered = {
        key for some in (before, sketches.get_keys(connection, changed)) for held in some.values() for key in held
    }
    labels = {id_: one.doc for id_, one in signed.items()}
    concerned = set(changed) | _crowded(connection, offered, labels)
    found = _relations(connection, concerned)
    links.append_relations(connection, build, found, concerned)
    return _roots(connection, concerned)


def _crowded(connection: Connection, offered: Collection[int], changed: Mapping[int, str]) -> set[int]:
    """Documents whose pairs may be others now: of a key with many holders only the first are compared with all."""
    found: set[int] = set()
    for holders in sketches.find_holders(connection, offered).values():
        if len(holders) >= LEADS:
            labels = documents.labels_of(connection, holders)
            leads = set(sorted({*labels.values(), *changed.values()})[: LEADS + 1])
            if leads & set(changed.values()):
                found |= set(holders)
    return found


def _relations(connection: Connection, concerned: Collection[int]) -> list[Relation]:
    """All relations in which one of these documents takes part."""
    own = sketches.get_keys(connection, concerned)
    holders = sketches.find_holders(connection, {key for held in own.values() for key in held})
    ids = {id_ for held in holders.values() for id_ in held}
    labels = documents.labels_of(connection, ids)
    wanted = {labels[id_] for id_ in concerned if id_ in labels}
    pairs = {
        pair
        for held in holders.values()
        if len(held) > 1
        for pair in pairs_of([labels[id_] for id_ in held])
        if wanted & set(pair)
    }
    there = {label for pair in pairs for label in pair}
    signatures = {
        one.doc: one
        for one in sketches.find_signatures(connection, [n for n, label in labels.items() if label in there])
    }
    compared = (compare(signatures[one], signatures[two]) for one, two in sorted(pairs))
    return [relation for relation in compared if relation is not None]


def _roots(connection: Connection, concerned: Collection[int]) -> dict[int, str]:
    """Set whose text the documents around these carry; those for which that changed."""
    seen, frontier = set(concerned), set(concerned)
    held: list[Relation] = []
    while frontier:
        held = links.find_relations(connection, seen)
        numbers = documents.numbers_of(connection, {label for r in held for label in (r.doc, r.of)})
        frontier = set(numbers.values()) - seen
        seen |= frontier
    labels = documents.labels_of(connection, seen)
    copied = {link.doc: link.of for link in gather(held).copies}
    roots = {id_: copied.get(label, label) for id_, label in labels.items()}
    before = sketches.get_roots(connection, seen)
    changed = {id_: root for id_, root in roots.items() if id_ in before and before[id_] != root}
    sketches.set_roots(connection, changed)
    return changed
