"""What SQLite and PostgreSQL do each in their own way: the pen, the index of words, the index of places.

Invariant: everything else of the store is one code path; a contract suite runs over both.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, Table


class Dialect(Protocol):
    """The adapter of one database."""

    name: str

    def prepare(self, engine: Engine) -> None:
        """Make an empty database ready to hold a ledger."""

    def take_pen(self, connection: Connection) -> None:
        """Wait until no other transaction writes."""

    def building(self, engine: Engine, address: str) -> contextlib.AbstractContextManager[None]:
        """Hold the right to build.

        Raises:
            LedgerError: another process holds it.
        """

    def insert_new(self, connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert those rows whose keys are not there yet."""

    def index_words(self, connection: Connection, passages: Iterable[tuple[int, str]]) -> None:
        """Add passages to the index of words: id, and folded words set apart by blanks."""

    def find_words(
        self, connection: Connection, groups: Sequence[Sequence[str]], *, before: int | None, limit: int
    ) -> Iterator[int]:
        """Yield ids of passages, newest first, that hold a word (or run of words) of every group."""

    def index_place(self, connection: Connection, points: Iterable[tuple[int, float, float]]) -> None:
        """Put happenings on the map: id, latitude, longitude in degrees."""

    def forget_places(self, connection: Connection, ids: Sequence[int]) -> None:
        """Take happenings off the map."""

    def near(self, lat: float, lon: float, radius_km: float) -> Any:
        """A condition on ``happening.id``: not farther than that from there."""

    def within(self, south: float, west: float, north: float, east: float) -> Any:
        """A condition on ``happening.id``: inside that box."""

    def learn(self, connection: Connection) -> None:
        """Count what is where, so that questions are planned by it."""

    def is_whole(self, connection: Connection) -> list[str]:
        """What the database itself finds broken in its own pages; empty where it can tell nothing."""

    def reason(self, fault: BaseException | None) -> str:
        """What went wrong, in one line, with what to do."""
