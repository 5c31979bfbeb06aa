"""``khabar init``."""

from __future__ import annotations

from khabar.cli.ledgers import Address
from khabar.cli.talk import say
from khabar.ledger.ledger import Ledger


def init(ledger: Address) -> None:
    """Make a new, empty ledger: one SQLite file, or tables in a PostgreSQL database with PostGIS."""
    with Ledger.create(ledger) as made:
        say(f"made {made.database.address}; bring documents in with khabar add, then khabar build")
