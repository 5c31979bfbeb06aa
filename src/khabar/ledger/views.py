"""The other views of a ledger: totals, contradictions, lineage, the chain of action and answer.

Invariant: of now they are pages that `derive` made; of a past moment they are made anew from what had been said and
recorded by then. Both come from the same functions.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection

from khabar.ledger.load import load_links, load_overlay
from khabar.ledger.moment import Moment
from khabar.lineage.gather import gather
from khabar.model.chain import Chain
from khabar.model.chronology import Chronology, Links
from khabar.model.lineage import Lineage
from khabar.model.reconcilement import Contradiction
from khabar.reconcile import chain as chains
from khabar.reconcile import contradictions as conflicts
from khabar.reconcile.view import reconcile
from khabar.store import happenings, links
from khabar.store.database import Database

_CONTRADICTION = msgspec.json.Decoder(Contradiction)
_CHAIN = msgspec.json.Decoder(Chain)


def to_pages(linked: Links, found: Chronology) -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    """The pages of a chronology, by kind: key and JSON of each."""
    encode = msgspec.json.encode
    yield "tally", [(t.end or t.start or "", encode(t)) for t in found.tallies]
    yield "statement", [(a.start or "", encode(a)) for a in found.statements]
    yield "announced", [(a.start or "", encode(a)) for a in found.announced]
    yield "contradiction", [(c.happening or "", encode(c)) for c in conflicts.find(found)]
    yield "chain", [("", encode(chains.to_chain(linked, found)))]


def contradictions(database: Database, moment: Moment) -> list[Contradiction]:
    """Every contradiction, the weightiest first."""
    with database.read() as connection:
        if moment.is_now:
            return [_CONTRADICTION.decode(body) for body in happenings.find_pages(connection, "contradiction")]
        return list(conflicts.find(_made(connection, moment)[1]))


def chain(database: Database, moment: Moment) -> Chain:
    """What answered what."""
    with database.read() as connection:
        if moment.is_now:
            return next(map(_CHAIN.decode, happenings.find_pages(connection, "chain")), Chain())
        return chains.to_chain(*_made(connection, moment))


def lineage(database: Database, moment: Moment) -> Lineage:
    """Which documents rest on which."""
    with database.read() as connection:
        if moment.as_of is None:
            return gather(links.find_relations(connection, known_at=moment.known_at))
        return load_links(connection, moment, load_overlay(connection, moment)).links.lineage


def _made(connection: Connection, moment: Moment) -> tuple[Links, Chronology]:
    linked = load_links(connection, moment, load_overlay(connection, moment)).links
    return linked, reconcile(linked)
