"""A ledger in PostgreSQL 15 or newer: a GIN index for words, PostGIS for places.

Invariant: writers queue for one advisory lock, so that what they append comes in one order.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Table, text
from sqlalchemy.dialects.postgresql import insert

from khabar.errors import LedgerError
from khabar.store.schema import RECORD

PEN = 0x4B484252  # "KHBR"
BUILDING = PEN + 1
PATIENCE_S = 30
METRES_A_KM = 1000.0


class Postgres:
    """The adapter of PostgreSQL."""

    name = "postgresql"

    def prepare(self, engine: Engine) -> None:
        """PostGIS, if the server has it but the database not yet."""
        with engine.begin() as connection:
            connection.execute(text("CREATE EXTENSION IF NOT EXISTS postgis"))

    def take_pen(self, connection: Connection) -> None:
        """Wait for the advisory lock of writers, which goes with the transaction."""
        connection.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE_S}s'"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:pen)"), {"pen": PEN})

    @contextlib.contextmanager
    def building(self, engine: Engine, address: str) -> Iterator[None]:
        """An advisory lock of a connection; it goes with the process, however that ends."""
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if not connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": BUILDING}).scalar_one():
                raise LedgerError(f"{address}: another khabar build is at work on it; wait for that one")
            try:
                yield
            finally:
                connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": BUILDING})

    def insert_new(self, connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """INSERT … ON CONFLICT DO NOTHING."""
        if rows:
            connection.execute(insert(table).on_conflict_do_nothing(), list(rows))

    def index_words(self, connection: Connection, passages: Iterable[tuple[int, str]]) -> None:
        """Rows of a table of ``tsvector``."""
        rows = [{"id": id_, "words": words} for id_, words in passages]
        if rows:
            sql = "INSERT INTO words (id, words) VALUES (:id, to_tsvector('simple', :words))"
            connection.execute(text(sql), rows)

    def find_words(
        self, connection: Connection, groups: Sequence[Sequence[str]], *, before: int | None, limit: int
    ) -> Iterator[int]:
        """A ``tsquery`` of phrases, so that nothing typed is an operator; newest first."""
        given: dict[str, Any] = {"before": (1 << 62) if before is None else before, "limit": limit}
        parts = []
        for n, group in enumerate(groups):
            names = []
            for m, word in enumerate(group):
                given[f"w{n}_{m}"] = word
                names.append(f"phraseto_tsquery('simple', :w{n}_{m})")
            parts.append("(" + " || ".join(names) + ")")
        query = " && ".join(parts)
        sql = f"SELECT id FROM words WHERE words @@ ({query}) AND id < :before ORDER BY id DESC LIMIT :limit"  # noqa: S608
        yield from (row[0] for row in connection.execute(text(sql), given))

    def index_place(self, connection: Connection, points: Iterable[tuple[int, float, float]]) -> None:
        """Rows of a table of ``geography``."""
        rows = [{"id": id_, "lat": lat, "lon": lon} for id_, lat, lon in points]
        if rows:
            sql = (
                "INSERT INTO happening_point VALUES (:id, ST_SetSRID(ST_MakePoint(:lon, :lat), 4326)::geography)"
                " ON CONFLICT (id) DO UPDATE SET point = EXCLUDED.point"
            )
            connection.execute(text(sql), rows)

    def forget_places(self, connection: Connection, ids: Sequence[int]) -> None:
        """Take points out."""
        if ids:
            connection.execute(text("DELETE FROM happening_point WHERE id = ANY(:ids)"), {"ids": list(ids)})

    def near(self, lat: float, lon: float, radius_km: float) -> Any:
        """By PostGIS, on the sphere."""
        circle = "ST_DWithin(point, ST_SetSRID(ST_MakePoint(:near_lon, :near_lat), 4326)::geography, :near_m, false)"
        condition = text(f"happening.id IN (SELECT id FROM happening_point WHERE {circle})")  # noqa: S608
        return condition.bindparams(near_lat=lat, near_lon=lon, near_m=radius_km * METRES_A_KM)

    def within(self, south: float, west: float, north: float, east: float) -> Any:
        """By the happening's own coordinates; a box over the date line is two."""
        inside = "happening.lon BETWEEN :west AND :east"
        if west > east:
            inside = "(happening.lon >= :west OR happening.lon <= :east)"
        condition = text(f"happening.lat BETWEEN :south AND :north AND {inside}")
        return condition.bindparams(south=south, north=north, west=west, east=east)

    def learn(self, connection: Connection) -> None:
        """ANALYZE, of the tables that a build fills: the server's own comes only after the commit."""
        connection.execute(text("ANALYZE claim, member, happening, party, page, profile, block"))

    def is_whole(self, connection: Connection) -> list[str]:
        """Whether what only grows is still guarded; the server sees to its own pages and references."""
        query = "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A') AND NOT tgisinternal"
        there = set(connection.execute(text(query)).scalars())
        guards = [f"{table.name}_grows" for table in RECORD]
        return [f"the guard {guard} is gone" for guard in guards if guard not in there]

    def reason(self, fault: BaseException | None) -> str:
        """PostgreSQL's words, with what to do about the usual ones."""
        said = str(fault or "")
        if "lock timeout" in said:
            return f"another process has been writing it for more than {PATIENCE_S} seconds; try again when it is done"
        if "postgis" in said:
            return "PostGIS is not installed on the server; on Debian: apt-get install postgresql-15-postgis-3"
        if "could not extend" in said or "No space left" in said:
            return "the server's disk is full; nothing was lost: make room and give the command again"
        if "connection" in said and ("refused" in said or "failed" in said):
            return "no server answers there; is it running, and is the address right?"
        return said.splitlines()[0] if said else "failed for a reason that it does not tell"
