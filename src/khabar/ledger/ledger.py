"""The ledger as a Python object.

    with khabar.Ledger.open("story.khabar") as ledger:
        ledger.add(["articles/"])
        ledger.build()
        for happening in ledger.happenings(khabar.Wanted(start="2023-10-01", end="2023-10-31", country="SYR")):
            print(happening.start, happening.place.name, happening.origins)

Invariant: nothing is ever overwritten; every question can be asked of a past moment, by ``as_of`` (an ISO day: what had
been said by then) and ``known_at`` (an ISO day or time: what had been recorded by then).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any, Self

from khabar.ingest.meta import load_meta
from khabar.ingest.open import find_items
from khabar.ledger import adding, asking, building, frames, judging, outlets, searching, verifying
from khabar.ledger.adding import Outcome
from khabar.ledger.building import Built
from khabar.ledger.moment import to_moment
from khabar.ledger.verifying import Fault, Verified
from khabar.model.chronology import Chronology, Happening
from khabar.model.found import Found
from khabar.model.judgement import Judgement, QueueItem
from khabar.model.outlets import OutletLine
from khabar.store import database
from khabar.store.database import Database
from khabar.store.happenings import Wanted


class Ledger:
    """One ledger, open until it is closed; `Ledger.open` and `Ledger.create` make it."""

    def __init__(self, opened: Database) -> None:
        self.database = opened

    @classmethod
    def create(cls, address: str) -> Self:
        """Make a new ledger.

        Args:
            address: A path where no file is yet, or ``postgresql://…``.

        Raises:
            LedgerError: something is there already, or it cannot be made.
        """
        return cls(database.create_ledger(address))

    @classmethod
    def open(cls, address: str, *, writing: bool = True) -> Self:
        """Open a ledger that is there.

        Raises:
            LedgerError: there is none, it is no ledger, or another version of Khabar made it.
        """
        return cls(database.open_ledger(address, writing=writing))

    def close(self) -> None:
        """Let go of the file or the server."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def add(
        self, paths: Sequence[str], *, meta: str | None = None, mapping: Mapping[str, str] | None = None
    ) -> Iterator[Outcome]:
        """Bring in what files, folders, archives and tables hold; one outcome for everything found.

        Args:
            paths: Files of any kind that Khabar knows, folders of them, or ``-``.
            meta: A file of JSON lines that a feed told, ``{"doc", "outlet", "published"}``.
            mapping: Which column of a table is which field, by field.

        Raises:
            InputError: the meta file has a fault.
            LedgerError: the ledger cannot be written.
        """
        told = load_meta(meta) if meta else {}
        yield from adding.add_all(self.database, find_items(paths, mapping=mapping), told)

    def build(self, *, jobs: int = 1, advance: Callable[[int, int], None] | None = None, anew: bool = False) -> Built:
        """Read, link and reconcile what is new; as `khabar.ledger.building.build`."""
        return building.build(self.database, jobs=jobs, advance=advance, anew=anew)

    def happenings(
        self, wanted: Wanted | None = None, *, as_of: str | None = None, known_at: str | None = None
    ) -> list[Happening]:
        """Happenings by their first day.

        Raises:
            InputError: not such a day or time.
        """
        return asking.find(self.database, wanted or Wanted(), to_moment(as_of=as_of, known_at=known_at))

    def chronology(
        self, wanted: Wanted | None = None, *, as_of: str | None = None, known_at: str | None = None
    ) -> Chronology:
        """Happenings with the documents, totals and statements that belong to the days asked for."""
        return asking.chronology(self.database, wanted or Wanted(), to_moment(as_of=as_of, known_at=known_at))

    def event(self, name: str, *, as_of: str | None = None, known_at: str | None = None) -> Happening:
        """One happening, by any name that it ever had, or by a claim of it (``DOC#RECORD``).

        Raises:
            InputError: there is none.
        """
        return asking.event(self.database, name, to_moment(as_of=as_of, known_at=known_at))

    def search(
        self, query: str, *, limit: int = 20, as_of: str | None = None, known_at: str | None = None
    ) -> list[Found]:
        """Documents that hold all words of a query, those recorded last first, with where the words stand."""
        moment = to_moment(as_of=as_of, known_at=known_at)
        return searching.find(self.database, query, moment=moment, limit=limit)

    def frame(
        self,
        table: str = "happenings",
        wanted: Wanted | None = None,
        *,
        kind: str = "polars",
        as_of: str | None = None,
        known_at: str | None = None,
    ) -> Any:
        """Happenings, contradictions, tallies or lineage as a data frame of Polars or pandas; as `frames.frame`."""
        moment = to_moment(as_of=as_of, known_at=known_at)
        return frames.frame(self.database, table, wanted or Wanted(), moment, kind)

    def judge(self, made: judging.Asked) -> Judgement:
        """Record a judgement; it shows from the next build on, what it corrects too; grades and names at once.

        Raises:
            InputError: it speaks of what the ledger does not hold, or says what cannot be.
        """
        return judging.judge(self.database, made)

    def outlets(
        self, *, unknown: bool = False, as_of: str | None = None, known_at: str | None = None
    ) -> list[OutletLine]:
        """Whose the documents are, those of most documents first; only outlets that wait for a name where `unknown`."""
        return outlets.lines(self.database, to_moment(as_of=as_of, known_at=known_at), unknown=unknown)

    def judgements(self) -> list[Judgement]:
        """All judgements, in the order in which they were made."""
        return judging.all_judgements(self.database)

    def queue(self) -> list[QueueItem]:
        """What waits for a coder."""
        return judging.queue(self.database)

    def verify(self) -> Iterator[Fault | Verified]:
        """Hash every document again and find every span again; yields what is not as it was."""
        return verifying.verify(self.database)
