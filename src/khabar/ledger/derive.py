"""What a ledger shows, made from what it records.

Invariant: a function of the record alone; to make it again from nothing changes nothing.
"""

from __future__ import annotations

from sqlalchemy import Connection

from khabar.ledger.load import load_links, load_overlay
from khabar.ledger.moment import Moment
from khabar.ledger.views import to_pages
from khabar.reconcile.view import reconcile
from khabar.store import happenings
from khabar.store.dialect import Dialect


def derive(connection: Connection, dialect: Dialect) -> int:
    """Make all happenings and pages anew; how many happenings there are."""
    now = Moment()
    linked = load_links(connection, now, load_overlay(connection, now)).links
    found = reconcile(linked)
    happenings.replace_happenings(connection, dialect, happenings.all_names(connection), found.happenings)
    for kind, bodies in to_pages(linked, found):
        happenings.replace_pages(connection, kind, bodies)
    return len(found.happenings)
