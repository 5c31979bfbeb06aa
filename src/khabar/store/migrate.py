"""The recorded migrations of the ledger's tables, run by Alembic on both databases.

Invariant: a migration, once released, is never edited; `HEAD` is the last. A ledger made anew and one brought up to
date have the same tables.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, inspect, text

KNOWN = ("0001", "0002")
HEAD = KNOWN[-1]
VERSIONS = "alembic_version"


def revision(engine: Engine) -> str | None:
    """The last migration that a database has seen; None for one that holds no ledger."""
    with engine.connect() as connection:
        if not inspect(connection).has_table(VERSIONS):
            return None
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return str(found) if found else None


def upgrade(engine: Engine, to: str = "head") -> None:
    """Run the migrations that a database has not seen, all of them or none."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, to)
