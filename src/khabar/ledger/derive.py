"""What a ledger shows, made from what it records.

Invariant: a function of the record alone; to make it again from nothing changes nothing.
"""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from khabar.ledger.load import load_links, load_overlay
from khabar.ledger.moment import Moment
from khabar.reconcile.view import reconcile
from khabar.store import happenings
from khabar.store.dialect import Dialect


def derive(connection: Connection, dialect: Dialect) -> int:
    """Make all happenings and pages anew; how many happenings there are."""
    now = Moment()
    loaded = load_links(connection, now, load_overlay(connection, now))
    found = reconcile(loaded.links)
    gone = happenings.all_names(connection)
    happenings.replace_happenings(connection, dialect, gone, found.happenings)
    encode = msgspec.json.encode
    happenings.replace_pages(connection, "tally", [(t.end or t.start or "", encode(t)) for t in found.tallies])
    happenings.replace_pages(connection, "statement", [(a.start or "", encode(a)) for a in found.statements])
    happenings.replace_pages(connection, "announced", [(a.start or "", encode(a)) for a in found.announced])
    return len(found.happenings)
