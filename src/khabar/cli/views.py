"""``khabar contradictions``, ``lineage``, ``chain`` and ``tallies`` of a ledger."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer

from khabar.cli.ledgers import Address, AsJson, AsOf, KnownAt, Limit, opened_ledger, put_lines
from khabar.cli.talk import DONE, FINDINGS, console
from khabar.errors import InputError
from khabar.ledger import asking, views
from khabar.ledger.moment import to_moment
from khabar.reconcile.chain import find_node
from khabar.serve import book as book_view
from khabar.serve import chain as chain_view
from khabar.serve import contradictions as contradictions_view
from khabar.serve import lineage as lineage_view


def lineage(ledger: Address, as_json: AsJson = False, as_of: AsOf = None, known_at: KnownAt = None) -> None:
    """List which documents copy, trim, retell, quote or relay which, and why that is said."""
    with opened_ledger(ledger) as opened:
        found = views.lineage(opened.database, to_moment(as_of=as_of, known_at=known_at))
        (shown,) = asking.shortened(opened.database, [found])
    if as_json:
        put_lines(map(msgspec.json.encode, found.relations))
    else:
        lineage_view.render(shown, console=console())


def chain(
    ledger: Address,
    event: Annotated[str | None, typer.Argument(metavar="[EVENT]", help="Walk from this happening or claim.")] = None,
    as_json: AsJson = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> None:
    """Walk from action to answer: what answered what, after how many days, and who says so."""
    moment = to_moment(as_of=as_of, known_at=known_at)
    with opened_ledger(ledger) as opened:
        start = asking.present_name(opened.database, event, moment) if event else None
        found = views.chain(opened.database, moment, start)
        (shown,) = asking.shortened(opened.database, [found])
    node = find_node(found, start) if start else None
    if event and node is None:
        raise InputError(f"{event}: nothing is told to answer it, and it is not told to answer anything")
    if as_json:
        put_lines(chain_view.to_lines(found))
    else:
        chain_view.render(shown, shown.nodes[found.nodes.index(node)].id if node else None, console=console())


def contradictions(
    ledger: Address, as_json: AsJson = False, as_of: AsOf = None, known_at: KnownAt = None, limit: Limit = None
) -> None:
    """List what cannot all be right, the weightiest first: who did it, how many, when, where, whether at all.

    Exit status 1 where there is any.
    """
    with opened_ledger(ledger) as opened:
        found = views.contradictions(opened.database, to_moment(as_of=as_of, known_at=known_at), limit)
        shown = asking.shortened(opened.database, found)
    if as_json:
        put_lines(map(msgspec.json.encode, found))
    else:
        contradictions_view.render(shown, console=console())
    raise typer.Exit(FINDINGS if found else DONE)


def tallies(
    ledger: Address, as_json: AsJson = False, as_of: AsOf = None, known_at: KnownAt = None, limit: Limit = None
) -> None:
    """Print the book of official running totals: each speaker's series, what the ledger covers of it, what cannot be.

    Exit status 1 where a total does not add up.
    """
    with opened_ledger(ledger) as opened:
        found = views.book(opened.database, to_moment(as_of=as_of, known_at=known_at), limit)
        (shown,) = asking.shortened(opened.database, [found])
    if as_json:
        put_lines(map(msgspec.json.encode, found.series))
    else:
        book_view.render(shown, console=console())
    raise typer.Exit(FINDINGS if any(series.findings for series in found.series) else DONE)
