"""Undated documents of a ledger dated by those that tell the same happenings.

Invariant: a day that other documents tell is kept beside the reading that leaned on it, and the reading made without
it stays; where the neighbours tell nothing any more, that one counts again.
"""

from __future__ import annotations

from collections.abc import Collection

import msgspec
from sqlalchemy import Connection

from khabar import collection
from khabar.ledger.load import load_chosen
from khabar.ledger.overlay import Overlay
from khabar.ledger.texts import Texts
from khabar.model.records import Reading
from khabar.store import documents, links, readings, rows
from khabar.store.documents import Kept
from khabar.store.readings import Under

ROUNDS = 2  # placing, then placing again what was dated
WHOLE = 300
"""In a ledger of so many documents all are looked at each time; in a larger one, those that tell what was touched."""


def redate(
    connection: Connection, changed: Collection[int], touched: Collection[str], under: Under, overlay: Overlay
) -> set[int]:
    """Read anew the undated documents that others date otherwise than before; their numbers.

    Args:
        connection: A transaction that writes.
        changed: Documents that came or were read anew in this build.
        touched: Happenings that won or lost a claim.
        under: Under what documents are read.
        overlay: The judgements in force.
    """
    undated, beside = _concerned(connection, changed, touched)
    if not undated:
        return set()
    bases = readings.find_bases(connection, sorted(undated | beside))
    chosen = {**readings.find_current(connection, documents=sorted(beside)), **bases}
    found, _ = load_chosen(connection, list(chosen.values()), overlay)
    kept = {one.label: one for one in documents.find_documents(connection, ids=sorted(chosen))}
    redated = collection.redate(found, Texts(connection, kept))
    days = {one.doc: msgspec.json.encode(one.published).decode() for one in redated.narrowed if one.bounds}
    made = {reading.doc: reading for reading in redated.links.readings}
    current = readings.find_current(connection, documents=sorted(undated))
    believed = readings.find_believed(connection, list(current.values()))
    again = set()
    for label, one in kept.items():
        if one.id not in undated or (believed[current[one.id]] == days.get(label) and current[one.id] >= bases[one.id]):
            continue
        anew = _unlinked(made[label], one) if label in days else readings.get_reading(connection, bases[one.id])
        leaning = msgspec.structs.replace(under, believed=days.get(label))
        readings.append_reading(connection, one, anew, leaning, rows.now())
        again.add(one.id)
    return again


def _concerned(connection: Connection, changed: Collection[int], touched: Collection[str]) -> tuple[set[int], set[int]]:
    """The undated documents to look at, and those that tell what they tell."""
    if documents.count_documents(connection) <= WHOLE:
        every = set(readings.find_current(connection))
        return readings.find_undated(connection, every), every
    around = set(changed) | links.documents_of(connection, touched)
    undated = readings.find_undated(connection, around)
    if not undated:
        return set(), set()
    return undated, undated | links.neighbours_of(connection, undated)


def _unlinked(reading: Reading, kept: Kept) -> Reading:
    events = tuple(msgspec.structs.replace(event, event=None) for event in reading.events)
    return msgspec.structs.replace(reading, doc=kept.doc, events=events)
