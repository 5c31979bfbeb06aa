"""What verify finds of what somebody changed behind the ledger's back."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from khabar.ledger.ledger import Ledger
from khabar.ledger.verifying import Fault

CHANGED = {
    "label": ("document", "UPDATE document SET label = 'x' WHERE id = 1", "not its name and hash"),
    "hash": ("document", "UPDATE document SET sha256 = 'x' WHERE id = 1", "the hash differs"),
    "letters": ("claim", "UPDATE claim SET span_start = span_start + 1 WHERE id = 1", "columns"),
    "day": ("claim", "UPDATE claim SET start = '1999-01-01' WHERE id = 1", "columns"),
    "name": ("claim", "UPDATE claim SET own = 'ev-0' WHERE id = 1", "columns"),
    "body": ("claim", "UPDATE claim SET body = '{}' WHERE id = 1", "cannot be read back"),
    "home": ("member", "UPDATE member SET event = 'ev-0'", "no claim ever named"),
}


def faults(ledger: Ledger) -> list[str]:
    """What verify finds wrong, reasons only."""
    return [found.reason for found in ledger.verify() if isinstance(found, Fault)]


@pytest.mark.parametrize("what", CHANGED)
def test_what_was_changed_is_found(what: str, filled: Ledger) -> None:
    """With the guards taken off and put back, is a changed row found; with them off, is that found?"""
    table, deed, words = CHANGED[what]
    assert faults(filled) == []
    is_file = filled.database.dialect.name == "sqlite"
    with filled.database.engine.begin() as connection:
        if is_file:
            query = text("SELECT sql FROM sqlite_master WHERE name = :name")
            guard = connection.execute(query, {"name": f"{table}_no_update"}).scalar_one()
            connection.execute(text(f"DROP TRIGGER {table}_no_update"))
        else:
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER {table}_grows"))
        connection.execute(text(deed))
    assert any(f"the guard {table}_" in reason for reason in faults(filled))
    with filled.database.engine.begin() as connection:
        connection.execute(text(guard if is_file else f"ALTER TABLE {table} ENABLE TRIGGER {table}_grows"))
    assert any(words in reason for reason in faults(filled))
    assert not any("guard" in reason for reason in faults(filled))
