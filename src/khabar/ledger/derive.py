"""What a ledger shows, made from what it records.

Invariant: a function of the record alone; to make it again from nothing changes nothing. Only what was touched is made
anew, in stretches that fit in memory.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import msgspec
from sqlalchemy import Connection

from khabar.ledger.load import load_links, load_overlay
from khabar.ledger.moment import Moment
from khabar.ledger.overlay import Overlay
from khabar.model.chronology import Chronology, Happening, Links
from khabar.model.reconcilement import Contradiction
from khabar.reconcile import contradictions, tallies
from khabar.reconcile.acts import to_acts
from khabar.reconcile.book import to_book
from khabar.reconcile.incidents import STRUCK, Incidents
from khabar.reconcile.recast import find_recast
from khabar.reconcile.view import claims_of, reconcile_some, tallies_of
from khabar.store import happenings, links, readings, rows
from khabar.store.dialect import Dialect
from khabar.store.happenings import Page, Wanted
from khabar.version import __version__

AT_ONCE = 1500
LEARNING = frozenset({1, 4, 16, 64, 256})  # stretches after which a large build has the tables counted again
MANY = 500  # touched at once, the databases are told to count what is where
NOW = Moment()


def derive(connection: Connection, dialect: Dialect, touched: Collection[str]) -> int:
    """Make the happenings and statements of these names anew, and the totals; how many happenings that are.

    Args:
        connection: A transaction that writes.
        dialect: Its adapter.
        touched: Names that claims bore before or bear now.
    """
    overlay = load_overlay(connection, NOW)
    count = 0
    for number, some in enumerate(rows.chunks(links.by_day(connection, touched), AT_ONCE), 1):
        count += _some(connection, dialect, overlay, set(some))
        if len(touched) >= MANY and number in LEARNING:
            dialect.learn(connection)
    _totals(connection, dialect, overlay)
    if len(touched) >= MANY:
        dialect.learn(connection)
    return count


def _some(connection: Connection, dialect: Dialect, overlay: Overlay, names: set[str]) -> int:
    linked, names = _whole(connection, overlay, names)
    found = reconcile_some(linked, names)
    happenings.replace_happenings(connection, dialect, names, found.happenings)
    for kind, pages in _pages(found, linked):
        happenings.replace_pages(connection, kind, pages, of=names)
    return len(found.happenings)


def _whole(connection: Connection, overlay: Overlay, names: set[str]) -> tuple[Links, set[str]]:
    """The readings that make up these names, and with them the happenings that their statements are attached to."""
    docs = links.documents_of(connection, names)
    linked = load_links(connection, NOW, overlay, docs).links
    home = {f"{r.doc}#{e.id}": e.event or "" for r in linked.readings for e in r.events}
    answering = {
        e.event or ""
        for r in linked.readings
        for e in r.events
        if any(home.get(f"{r.doc}#{id_}") in names for id_ in e.responds_to)
    }  # they name what they answer
    names = names | answering | {a.event for a in linked.attached if home[a.act] in names}
    for told in find_recast(claims_of(linked)):
        both = {home[ref] for side in told.sides for ref in side.claims}
        names = names | both if names & both else names
    statements = {home[a.act] for a in linked.attached if a.event in names}
    more = links.documents_of(connection, names | statements) - docs
    if more:
        linked = load_links(connection, NOW, overlay, docs | more).links
    return linked, names


def _pages(found: Chronology, linked: Links) -> Iterator[tuple[str, list[Page]]]:
    """The pages of a part of the chronology, by kind."""
    home = {f"{r.doc}#{e.id}": e.event or "" for r in linked.readings for e in r.events}
    for kind, acts in (("statement", found.statements), ("announced", found.announced)):
        pages = [Page(key=a.claim, event=home[a.claim], day=a.start or "", body=msgspec.json.encode(a)) for a in acts]
        yield kind, pages
    recast = [(home[d.sides[0].claims[0]], d) for d in found.recast]
    yield "recast", [Page(key=d.sides[1].claims[0], event=name, body=msgspec.json.encode(d)) for name, d in recast]
    once = {c.id: (c, name) for c, name in _contradictions(found, linked, home)}
    yield (
        "contradiction",
        [Page(key=c.id, event=name, weight=c.weight, body=msgspec.json.encode(c)) for c, name in once.values()],
    )


def _contradictions(found: Chronology, linked: Links, home: Mapping[str, str]) -> Iterator[tuple[Contradiction, str]]:
    """Yield what cannot all be right, with the happening, or the denial, that it belongs to."""
    for h in found.happenings:
        yield from ((c, h.id) for c in contradictions.of_happening(h))
    for d in found.recast:
        yield from ((c, home[d.sides[0].claims[0]]) for c in contradictions.of_recast([d]))
    told = [*found.statements, *(act for h in found.happenings for act in h.acts)]
    denials = {act.claim for act in told if act.type == "deny"}
    if denials:
        for c in contradictions.of_statements(to_acts(claims_of(linked), linked.attached)):
            denial = next((ref for side in c.sides for ref in side.claims if ref in denials), None)
            if denial is not None:
                yield c, home[denial]


def _totals(connection: Connection, dialect: Dialect, overlay: Overlay) -> None:
    """Make all running totals anew, with what the ledger holds of the incidents that they count."""
    docs = readings.find_with(connection, "tally")
    told = list(tallies_of(load_links(connection, NOW, overlay, docs).links)) if docs else []
    days = [day for one in told for day in (one.tally.start, one.tally.end) if day]
    incidents = Incidents(_struck(connection, dialect, days) if days else ())
    lines = tallies.to_lines(told, incidents)
    happenings.replace_pages(
        connection, "tally", [Page(key=t.claim, day=t.end or t.start or "", body=msgspec.json.encode(t)) for t in lines]
    )
    book = to_book(Chronology(khabar=__version__, tallies=lines), incidents)
    happenings.replace_pages(
        connection,
        "series",
        [
            Page(key=s.id, weight=len(s.lines), body=msgspec.json.encode(s))
            for s in {s.id: s for s in book.series}.values()
        ],
    )
    loose = {c.id: c for c in contradictions.of_tallies(lines)}
    happenings.replace_pages(
        connection, "loose", [Page(key=c.id, weight=c.weight, body=msgspec.json.encode(c)) for c in loose.values()]
    )


def _struck(connection: Connection, dialect: Dialect, days: Collection[str]) -> Iterator[Happening]:
    """Yield the happenings of these days that a total of attacks may count, one at a time."""
    for kind in sorted(STRUCK):
        wanted = Wanted(start=min(days), end=max(days), type=kind)
        yield from happenings.find_happenings(connection, dialect, wanted)
