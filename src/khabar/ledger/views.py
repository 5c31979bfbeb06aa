"""The other views of a ledger: totals, contradictions, lineage, the chain of action and answer.

Invariant: of now they are pages that `derive` made; of a past moment they are made anew from what had been said and
recorded by then. Both come from the same functions.
"""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from khabar.ledger.load import load_links, load_overlay
from khabar.ledger.moment import Moment
from khabar.lineage.gather import gather
from khabar.model.book import Book, TallySeries
from khabar.model.chain import Chain
from khabar.model.chronology import Chronology, Links
from khabar.model.lineage import Lineage
from khabar.model.reconcilement import Contradiction
from khabar.reconcile import chain as chains
from khabar.reconcile import contradictions as conflicts
from khabar.reconcile.book import to_book
from khabar.reconcile.view import reconcile
from khabar.store import happenings, links
from khabar.store.database import Database

STEPS = 4
_SERIES = msgspec.json.Decoder(TallySeries)
_CONTRADICTION = msgspec.json.Decoder(Contradiction)


def contradictions(database: Database, moment: Moment, limit: int | None = None) -> list[Contradiction]:
    """Every contradiction, the weightiest first."""
    with database.read() as connection:
        if not moment.is_now:
            return list(conflicts.find(_made(connection, moment)[1]))[:limit]
        bodies = [
            *happenings.find_pages(connection, "contradiction", limit=limit),
            *happenings.find_pages(connection, "loose", limit=limit),
        ]
        found = {one.id: one for one in map(_CONTRADICTION.decode, bodies)}
        return sorted(found.values(), key=lambda one: (-one.weight, one.id))[:limit]


def book(database: Database, moment: Moment, limit: int | None = None) -> Book:
    """The running totals as series, the longest first."""
    with database.read() as connection:
        if not moment.is_now:
            return Book(series=to_book(_made(connection, moment)[1]).series[:limit])
        return Book(series=tuple(map(_SERIES.decode, happenings.find_pages(connection, "series", limit=limit))))


def chain(database: Database, moment: Moment, event: str | None = None) -> Chain:
    """What answered what: all of it, or what a happening is joined to by `STEPS` answers or fewer."""
    with database.read() as connection:
        if event is None:
            return chains.to_chain(*_made(connection, moment))
        names, found = {event}, Chain()
        for _ in range(STEPS):
            docs = links.documents_of(connection, names, known_at=moment.known_at)
            linked = load_links(connection, moment, load_overlay(connection, moment), docs).links
            found = chains.to_chain(linked, reconcile(linked))
            more = names | {name for edge in found.edges for name in (edge.answer, edge.answered) if "#" not in name}
            if more == names:
                break
            names = more
        return found


def lineage(database: Database, moment: Moment) -> Lineage:
    """Which documents rest on which."""
    with database.read() as connection:
        if moment.as_of is None:
            return gather(links.find_relations(connection, known_at=moment.known_at))
        return load_links(connection, moment, load_overlay(connection, moment)).links.lineage


def _made(connection: Connection, moment: Moment) -> tuple[Links, Chronology]:
    linked = load_links(connection, moment, load_overlay(connection, moment)).links
    return linked, reconcile(linked)
