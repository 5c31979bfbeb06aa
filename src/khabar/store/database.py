"""Opening a ledger: a SQLite file by its path, a PostgreSQL database by its address.

Invariant: a transaction that writes holds the ledger's one pen from its first statement to its commit; those that read
never wait. Whatever goes wrong with the file or the server is a `LedgerError` of one line that names the ledger.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import URL, Connection, Engine, create_engine, event, exc, make_url, text

from khabar.errors import InputError, LedgerError
from khabar.store import migrate, postgres, sqlite
from khabar.store.dialect import Dialect

SERVERS = ("postgresql", "postgres")
POSTGRESQL_SINCE = 15
WRITING = "khabar_writing"
SHOWN = 60
HIDDEN = re.compile("password", re.IGNORECASE)  # options of an address that no message shows


def is_server(address: str) -> bool:
    """Whether an address names a PostgreSQL database rather than a file."""
    return address.partition("://")[0].partition("+")[0] in SERVERS and "://" in address


def is_ledger(address: str) -> bool:
    """Whether a path is a SQLite file that Khabar made, or an address a server's. Never raises."""
    if is_server(address):
        return True
    try:
        with Path(address).open("rb") as file:
            head = file.read(72)
    except (OSError, ValueError):
        return False
    return head[:16] == sqlite.MAGIC and head[68:72] == sqlite.APPLICATION.to_bytes(4, "big")


class Database:
    """An open ledger. ``address`` is shown in messages, a password in it left out."""

    def __init__(self, address: str, engine: Engine, dialect: Dialect) -> None:
        self.address = address
        self.engine = engine
        self.dialect = dialect

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """One unchanging view of the ledger; does not wait for a writer.

        Raises:
            LedgerError: the ledger cannot be read.
        """
        with self._faults(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction that writes: all of it becomes part of the ledger, or nothing.

        Raises:
            LedgerError: another writer held the ledger for `sqlite.PATIENCE_S`, the disk is full, or the like.
        """
        options = {WRITING: True}
        with self._faults(), self.engine.connect().execution_options(**options) as connection, connection.begin():
            self.dialect.take_pen(connection)
            yield connection

    @contextlib.contextmanager
    def at_work(self) -> Iterator[None]:
        """The right to build, which one process at a time has.

        Raises:
            LedgerError: another process builds this ledger now.
        """
        with self._faults(), self.dialect.building(self.engine, self.address):
            yield

    def close(self) -> None:
        """Let go of the file or the server."""
        self.engine.dispose()

    @contextlib.contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except exc.DBAPIError as fault:
            raise LedgerError(f"{self.address}: {self.dialect.reason(fault.orig)}") from None
        except sqlite3.Error as fault:
            raise LedgerError(f"{self.address}: {self.dialect.reason(fault)}") from None
        except (msgspec.MsgspecError, zlib.error, UnicodeDecodeError):
            raise LedgerError(f"{self.address}: holds what Khabar did not write; see khabar verify") from None
        except UnicodeEncodeError as fault:
            raise InputError(f"{fault.object[:SHOWN]!r}: holds bytes that are no text in UTF-8") from None
        except OverflowError:
            raise InputError("a number was given that is larger than any database takes") from None


def create_ledger(address: str) -> Database:
    """Make a new, empty ledger.

    Args:
        address: A path where no file is yet, or ``postgresql://…`` of a database that holds no ledger.

    Raises:
        LedgerError: something is there already, or it cannot be made.
    """
    if not is_server(address):
        path = Path(address)
        if path.exists():
            raise LedgerError(f"{address}: is there already; name a new file, or go on with khabar add {address}")
        if not path.parent.is_dir():
            raise LedgerError(f"{address}: no such folder to make it in")
    database = _open(address)
    try:
        with database._faults():
            if migrate.revision(database.engine) is not None:
                raise LedgerError(f"{database.address}: holds a ledger already; go on with khabar add")
            database.dialect.prepare(database.engine)
            migrate.upgrade(database.engine)
    except LedgerError:
        database.close()
        raise
    return database


def open_ledger(address: str, *, writing: bool = False) -> Database:
    """Open a ledger that is there.

    Args:
        address: Its path or address.
        writing: Bring an older ledger up to this version first.

    Raises:
        LedgerError: there is none, it is no ledger, or another version of Khabar made it.
    """
    if not is_server(address):
        if not Path(address).exists():
            raise LedgerError(f"{address}: no such ledger; make one with khabar init {address}")
        if not is_ledger(address):
            raise LedgerError(f"{address}: not a ledger of Khabar; make one with khabar init")
    database = _open(address)
    try:
        with database._faults():
            _check(database, writing=writing)
    except LedgerError:
        database.close()
        raise
    return database


def _check(database: Database, *, writing: bool) -> None:
    found = migrate.revision(database.engine)
    if found is None:
        raise LedgerError(f"{database.address}: holds no ledger; make one with khabar init")
    if found == migrate.HEAD:
        return
    if found not in migrate.KNOWN:
        raise LedgerError(f"{database.address}: made by a newer Khabar; install that one (pip install -U khabar)")
    if not writing:
        raise LedgerError(f"{database.address}: made by an older Khabar; bring it up to date with khabar build")
    migrate.upgrade(database.engine)


def _open(address: str) -> Database:
    if is_server(address):
        return _open_server(address)
    url = URL.create("sqlite", database=str(Path(address).absolute()))  # no letter of a path means anything
    engine = create_engine(url, connect_args={"timeout": sqlite.PATIENCE_S})
    event.listen(engine, "connect", sqlite.set_up)
    event.listen(engine, "begin", _begin)
    return Database(address, engine, sqlite.Sqlite())


def _open_server(address: str) -> Database:
    try:
        url = make_url("postgresql" + address[address.index("://") :]).set(drivername="postgresql+psycopg")
        engine = create_engine(url, pool_pre_ping=False)
    except (exc.ArgumentError, ValueError):
        raise LedgerError("postgresql://…: not an address; write postgresql://USER@HOST/DATABASE") from None
    except ImportError:
        raise LedgerError("postgresql://…: needs a driver; pip install 'khabar[postgres]'") from None
    shown = url.set(drivername="postgresql", query={k: "***" if HIDDEN.search(k) else v for k, v in url.query.items()})
    database = Database(shown.render_as_string(), engine, postgres.Postgres())
    try:
        with database._faults(), engine.connect() as connection:
            version = connection.execute(text("show server_version_num")).scalar_one()
            if int(version) < POSTGRESQL_SINCE * 10000:
                raise LedgerError(f"{database.address}: PostgreSQL {POSTGRESQL_SINCE} or newer is needed")
    except LedgerError:
        engine.dispose()
        raise
    return database


def _begin(connection: Connection) -> None:
    """Take the pen at once where the transaction will write, so that it cannot fail half way for want of it."""
    options: Any = connection.get_execution_options()
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(WRITING) else "BEGIN")
