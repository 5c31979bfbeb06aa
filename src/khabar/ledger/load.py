"""From the rows of a ledger to readings as they were linked, judged and known at a moment.

Invariant: a document is known by its label, so that references say which bytes they mean; what was withdrawn is not
there, what was corrected is as corrected.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import msgspec
from sqlalchemy import Connection

from khabar.ledger import hindsight
from khabar.ledger.moment import Moment
from khabar.ledger.overlay import Overlay, to_overlay
from khabar.lineage.gather import gather
from khabar.link.attach import find_attachments
from khabar.model.chronology import Links
from khabar.model.lineage import Lineage
from khabar.model.records import Event, Reading, Strength, Tally
from khabar.store import judgements, links, readings, sketches
from khabar.store.links import Membership
from khabar.store.readings import Told
from khabar.store.schema import claim


class Loaded(msgspec.Struct, frozen=True, kw_only=True):
    """Linked readings, and the number of the claim behind each reference."""

    links: Links
    claims: Mapping[str, Told]


def load_overlay(connection: Connection, moment: Moment) -> Overlay:
    """The judgements in force at a moment."""
    return to_overlay(judgements.in_force(judgements.find_judgements(connection, known_at=moment.known_at)))


def load_readings(
    connection: Connection, moment: Moment, overlay: Overlay, documents: Collection[int] | None = None
) -> tuple[list[Reading], dict[str, Told]]:
    """The readings that count at a moment, by label, without their reasons; and the claim behind each reference.

    Args:
        connection: A view of the ledger.
        moment: When.
        overlay: What coders decided by then.
        documents: Only these; None for all.
    """
    chosen = list(readings.find_current(connection, known_at=moment.known_at, documents=documents).values())
    if moment.as_of is not None:
        said = readings.find_said(connection, chosen)
        chosen = [reading for reading in chosen if said[reading] <= moment.as_of]
    return load_chosen(connection, chosen, overlay)


def load_chosen(
    connection: Connection, chosen: Sequence[int], overlay: Overlay
) -> tuple[list[Reading], dict[str, Told]]:
    """As `load_readings`, of readings by number."""
    parts: dict[int, list[Told]] = {id_: [] for id_ in chosen}
    for told in readings.find_claims(connection, claim.c.reading_id, chosen):
        parts[told.reading_id].append(told)
    labels = readings.labels_of(connection, chosen)
    heads = readings.find_heads(connection, chosen)
    made, claims = [], {}
    for id_ in sorted(chosen, key=labels.__getitem__):
        kept = [(told, record) for told in parts[id_] if (record := overlay.apply(told.own, told.record)) is not None]
        claims.update({told.ref: told for told, _ in kept})
        made.append(_reading(heads[id_], labels[id_], [record for _, record in kept]))
    return made, claims


def _reading(head: Reading, label: str, records: Sequence[Event | Tally | Strength]) -> Reading:
    ordered = sorted(records, key=lambda record: (record.span, record.id))
    return msgspec.structs.replace(
        head,
        doc=label,
        events=tuple(r for r in ordered if isinstance(r, Event)),
        tallies=tuple(r for r in ordered if isinstance(r, Tally)),
        strengths=tuple(r for r in ordered if isinstance(r, Strength)),
    )


def load_links(
    connection: Connection, moment: Moment, overlay: Overlay, documents: Collection[int] | None = None
) -> Loaded:
    """The readings that count at a moment with every event in its happening; as `load_readings` else."""
    found, claims = load_readings(connection, moment, overlay, documents)
    homes: Mapping[int, Membership]
    if moment.as_of is not None and moment.known_at is None:
        homes = hindsight.homes(connection, {told.document_id for told in claims.values()}, moment.as_of, overlay)
    else:
        homes = links.get_members(connection, [told.id for told in claims.values()], known_at=moment.known_at)
    linked = tuple(_linked(reading, claims, homes) for reading in found)
    names = tuple(reading.doc for reading in linked)
    return Loaded(
        links=Links(
            readings=linked, names=names, lineage=_lineage(connection, moment, claims, names),
            attached=tuple(find_attachments(linked, names)),
        ),
        claims=claims,
    )  # fmt: skip


def _lineage(connection: Connection, moment: Moment, claims: Mapping[str, Told], names: Sequence[str]) -> Lineage:
    """The relations among these documents at a moment, and the agencies that they name."""
    there = set(names)
    ids = sorted({told.document_id for told in claims.values()})
    held = links.find_relations(connection, ids, known_at=moment.known_at)
    signatures = sketches.find_signatures(connection, ids)
    return gather((r for r in held if r.doc in there and r.of in there), signatures)


def _linked(reading: Reading, claims: Mapping[str, Told], homes: Mapping[int, Membership]) -> Reading:
    def linked(event: Event) -> Event:
        told = claims[f"{reading.doc}#{event.id}"]
        home = homes.get(told.id)
        return msgspec.structs.replace(event, event=home.event if home else told.own)

    return msgspec.structs.replace(reading, events=tuple(map(linked, reading.events)))
