"""Opening and making ledgers, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from khabar.errors import LedgerError
from khabar.store import database, migrate, schema

OF_THE_INDEXES = {"words", "happening_box", "happening_point", "spatial_ref_sys"}


def test_a_ledger_made_is_one_that_opens(empty: str) -> None:
    """Can a ledger be opened after it was made, and not be made twice?"""
    database.create_ledger(empty).close()
    with database.open_ledger(empty).read() as connection:
        assert connection.execute(text("SELECT count(*) FROM document")).scalar() == 0
    with pytest.raises(LedgerError, match="already"):
        database.create_ledger(empty)


@pytest.mark.filterwarnings("ignore:Did not recognize type 'geography'")
def test_the_migrations_make_the_tables_of_the_schema(empty: str) -> None:
    """Do the migrations, all run, give just the tables that the code speaks of?"""
    made = database.create_ledger(empty)

    def ours(_object: object, name: str | None, kind: str, _found: bool, _other: object) -> bool:
        return kind != "table" or not (name or "").startswith(tuple(OF_THE_INDEXES))

    with made.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": True})
        assert compare_metadata(context, schema.metadata) == []
        assert context.get_current_revision() == migrate.HEAD


@pytest.mark.parametrize("first", migrate.KNOWN[:-1])
def test_an_older_ledger_is_brought_up_to_date(first: str, empty: str) -> None:
    """Does a ledger of an older version open for writing with the tables of this one, and not before?"""
    made = database._open(empty)
    made.dialect.prepare(made.engine)
    migrate.upgrade(made.engine, first)
    made.close()
    with pytest.raises(LedgerError, match="older Khabar"):
        database.open_ledger(empty)
    database.open_ledger(empty, writing=True).close()
    with database.open_ledger(empty).read() as connection:
        assert connection.execute(text("SELECT count(*) FROM rendition")).scalar() == 0


@pytest.mark.parametrize("table", [table.name for table in schema.RECORD])
@pytest.mark.parametrize("deed", ["DELETE FROM {}", "UPDATE {} SET {}={}"])
def test_the_record_only_grows(table: str, deed: str, empty: str) -> None:
    """Does the database itself refuse to change or take out what the ledger holds?"""
    made = database.create_ledger(empty)
    column = next(c.name for c in schema.metadata.tables[table].columns if c.nullable or not c.primary_key)
    with made.engine.begin() as connection:
        connection.execute(text("INSERT INTO about VALUES ('ledger', 'x')"))
    if table != "about" and made.dialect.name == "sqlite":
        pytest.skip("SQLite asks row by row, and this table has none yet; test_documents asks with rows")
    with pytest.raises(LedgerError, match="only grows"), made.write() as connection:
        connection.execute(text(deed.format(table, column, column)))


def test_what_is_no_ledger_is_said_so(tmp_path: Path) -> None:
    """Is each wrong address one line that names it and says what to do?"""
    no_ledger = tmp_path / "a.txt"
    no_ledger.write_text("text")
    for address, words in ((str(no_ledger), "not a ledger"), (str(tmp_path / "b"), "no such ledger")):
        with pytest.raises(LedgerError, match=words) as told:
            database.open_ledger(address)
        assert address in str(told.value)
        assert "\n" not in str(told.value)
    with pytest.raises(LedgerError, match="no such folder"):
        database.create_ledger(str(tmp_path / "no" / "l"))
    with pytest.raises(LedgerError, match="no server answers"):
        database.open_ledger(f"postgresql://nobody@/none?host={tmp_path}")


def test_a_newer_ledger_is_left_alone(empty: str) -> None:
    """Is a ledger of a version to come refused rather than guessed at?"""
    made = database.create_ledger(empty)
    with made.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num='9999'"))
    with pytest.raises(LedgerError, match="newer Khabar"):
        database.open_ledger(empty, writing=True)


def test_a_reader_does_not_wait(empty: str) -> None:
    """Does a reader answer from before while a writer is at work?"""
    made = database.create_ledger(empty)
    with made.write() as writer:
        writer.execute(text("INSERT INTO about VALUES ('a', 'b')"))
        with database.open_ledger(empty).read() as reader:
            assert reader.execute(text("SELECT count(*) FROM about")).scalar() == 0
    with made.read() as reader:
        assert reader.execute(text("SELECT count(*) FROM about")).scalar() == 1


def test_one_build_at_a_time(empty: str) -> None:
    """Is a second build told that another is at work?"""
    made, other = database.create_ledger(empty), database.open_ledger(empty)
    with made.at_work(), pytest.raises(LedgerError, match="another khabar build"), other.at_work():
        pass
    with other.at_work():
        pass
