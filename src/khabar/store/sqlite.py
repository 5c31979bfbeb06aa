"""A ledger in one SQLite file: WAL, FTS5 for words, R*Tree for places.

Invariant: every commit is on the disk before it counts (``synchronous=FULL``); a process killed at any moment leaves a
file that opens.
"""

from __future__ import annotations

import contextlib
import fcntl
import math
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, text
from sqlalchemy.dialects.sqlite import insert

from khabar.errors import LedgerError
from khabar.model.earth import great_circle_km
from khabar.store.schema import RECORD

MAGIC = b"SQLite format 3\x00"
APPLICATION = 0x4B484252  # "KHBR", in the file's header
PATIENCE_S = 30
KM_A_DEGREE = 111.19
EARTH_HALF = 180.0
SHOWN = 20
WORD = re.compile(r"\w+")


def set_up(connection: Any, _: Any) -> None:
    """Settings of each connection; transactions begin when we say so."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA temp_store=MEMORY")
    cursor.execute("PRAGMA cache_size=-65536")
    cursor.execute("PRAGMA mmap_size=1073741824")
    cursor.execute("PRAGMA trusted_schema=OFF")
    cursor.close()
    connection.create_function("km_apart", 4, great_circle_km, deterministic=True)


class Sqlite:
    """The adapter of SQLite."""

    name = "sqlite"

    def prepare(self, engine: Engine) -> None:
        """Sign the file, and let readers and the writer work side by side from now on."""
        raw = engine.raw_connection()
        try:
            cursor = raw.cursor()
            cursor.execute(f"PRAGMA application_id={APPLICATION}")
            cursor.execute("PRAGMA journal_mode=WAL")
            cursor.close()
        finally:
            raw.close()

    def take_pen(self, connection: Connection) -> None:
        """Done by BEGIN IMMEDIATE."""

    @contextlib.contextmanager
    def building(self, engine: Engine, address: str) -> Iterator[None]:
        """A lock on a file beside the ledger; it goes with the process, however that ends."""
        path = Path(f"{engine.url.database}-build")
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise LedgerError(f"{address}: another khabar build is at work on it; wait for that one") from None
            yield
        finally:
            os.close(handle)

    def insert_new(self, connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """INSERT … ON CONFLICT DO NOTHING."""
        if rows:
            connection.execute(insert(table).on_conflict_do_nothing(), list(rows))

    def index_words(self, connection: Connection, passages: Iterable[tuple[int, str]]) -> None:
        """Rows of a contentless FTS5 table."""
        rows = [{"id": id_, "words": words} for id_, words in passages]
        if rows:
            connection.execute(text("INSERT INTO words (rowid, letters) VALUES (:id, :words)"), rows)

    def find_words(
        self, connection: Connection, groups: Sequence[Sequence[str]], *, before: int | None, limit: int
    ) -> Iterator[int]:
        """A MATCH of quoted strings, so that nothing typed is an operator; newest first."""
        query = " AND ".join("(" + " OR ".join(f'"{word}"' for word in group) + ")" for group in groups)
        sql = "SELECT rowid FROM words WHERE words MATCH :query AND rowid < :before ORDER BY rowid DESC LIMIT :limit"
        last = (1 << 62) if before is None else before
        found = connection.execute(text(sql), {"query": query, "before": last, "limit": limit})
        yield from (row[0] for row in found)

    def index_place(self, connection: Connection, points: Iterable[tuple[int, float, float]]) -> None:
        """Points as boxes without extent."""
        rows = [{"id": id_, "lat": lat, "lon": lon} for id_, lat, lon in points]
        if rows:
            sql = "INSERT OR REPLACE INTO happening_box VALUES (:id, :lat, :lat, :lon, :lon)"
            connection.execute(text(sql), rows)

    def forget_places(self, connection: Connection, ids: Sequence[int]) -> None:
        """Take boxes out."""
        if ids:
            connection.execute(text("DELETE FROM happening_box WHERE id = :id"), [{"id": i} for i in ids])

    def near(self, lat: float, lon: float, radius_km: float) -> Any:
        """A box around the circle by the R*Tree, then the circle itself by the happening's own coordinates."""
        high = radius_km / KM_A_DEGREE + 0.01
        wide = high / max(math.cos(math.radians(lat)), 0.01)
        if wide >= EARTH_HALF or abs(lat) + high >= EARTH_HALF / 2:
            west, east = -EARTH_HALF, EARTH_HALF
        else:
            west, east = lon - wide, lon + wide
        box = self.within(lat - high, west, lat + high, east)
        circle = text("km_apart(happening.lat, happening.lon, :near_lat, :near_lon) <= :near_km")
        return box & circle.bindparams(near_lat=lat, near_lon=lon, near_km=radius_km)

    def within(self, south: float, west: float, north: float, east: float) -> Any:
        """By the R*Tree; a box over the date line is two."""
        spans = [(west, east)]
        if west < -EARTH_HALF:
            spans = [(west + 2 * EARTH_HALF, EARTH_HALF), (-EARTH_HALF, east)]
        elif east > EARTH_HALF:
            spans = [(west, EARTH_HALF), (-EARTH_HALF, east - 2 * EARTH_HALF)]
        elif west > east:
            spans = [(west, EARTH_HALF), (-EARTH_HALF, east)]
        given: dict[str, float] = {"south": south, "north": north}
        parts = []
        for n, (left, right) in enumerate(spans):
            given |= {f"west{n}": left, f"east{n}": right}
            parts.append(f"(max_lon >= :west{n} AND min_lon <= :east{n})")
        sides = " OR ".join(parts)
        box = f"SELECT id FROM happening_box WHERE max_lat >= :south AND min_lat <= :north AND ({sides})"  # noqa: S608
        return text(f"happening.id IN ({box})").bindparams(**given)

    def learn(self, connection: Connection) -> None:
        """ANALYZE."""
        connection.exec_driver_sql("PRAGMA analysis_limit=2000")
        connection.exec_driver_sql("ANALYZE")

    def is_whole(self, connection: Connection) -> list[str]:
        """SQLite's own check of its pages, indexes and references, and whether what only grows is still guarded."""
        found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(20)")]
        found = [] if found == ["ok"] else found
        astray = connection.exec_driver_sql("PRAGMA foreign_key_check").all()[:SHOWN]
        found += [f"row {row[1]} of {row[0]} points at a {row[2]} that is not there" for row in astray]
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        there = {row[0] for row in connection.exec_driver_sql(query)}
        guards = [f"{table.name}_no_{deed}" for table in RECORD for deed in ("update", "delete")]
        return found + [f"the guard {guard} is gone" for guard in guards if guard not in there]

    def reason(self, fault: BaseException | None) -> str:
        """SQLite's words, with what to do about the usual ones."""
        said = str(fault or "")
        if "database is locked" in said:
            return f"another process has been writing it for more than {PATIENCE_S} seconds; try again when it is done"
        if "disk is full" in said or "disk I/O error" in said:
            return "the disk is full or failing; nothing was lost: make room and give the command again"
        if "malformed" in said or "not a database" in said:
            return "the file is damaged; take a copy of it, then see khabar verify"
        if "readonly" in said:
            return "no permission to write it, or to its folder"
        if "unable to open" in said:
            return "cannot be opened; is its folder there, and may you write in it?"
        if "only grows" in said:
            return "the ledger only grows: what it holds is never changed or taken out"
        return said.splitlines()[0] if said else "failed for a reason that it does not tell"
