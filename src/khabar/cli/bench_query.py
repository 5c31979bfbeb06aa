"""``khabar bench query``: how fast a large ledger answers while another process adds to it."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from sqlalchemy import Connection

from khabar.cli.talk import DONE, advance, progress, put, say
from khabar.errors import LedgerError
from khabar.evaluate.synthetic import CLAIMS, Invented, World
from khabar.ledger import asking, derive, searching, views, words
from khabar.ledger.ledger import Ledger
from khabar.ledger.moment import Moment
from khabar.store import documents, happenings, links, readings, rows, search
from khabar.store.database import Database
from khabar.store.links import Membership
from khabar.store.readings import Under

AT_ONCE = 500
MEDIAN_MS, HIGH_MS = 100.0, 500.0
PAUSE_S = 0.02
NOW = Moment()


def query(
    count: Annotated[int, typer.Option("--documents", min=20, help="How many documents to invent.")] = 100_000,
    ledger: Annotated[
        str | None,
        typer.Option("--ledger", metavar="LEDGER", help="Where; a file or postgresql://…, which is kept."),
    ] = None,
    times: Annotated[int, typer.Option("--times", min=10, help="How often to ask each question.")] = 200,
    seed: Annotated[int, typer.Option("--seed", help="Of the invented documents.")] = 1,
) -> None:
    """Ask a large ledger of invented documents, while another process adds to it, and print what that takes.

    Each question stands beside the limits that it has to keep: 100 ms at the median, 500 ms at the 99th percentile. A
    ledger that is there already is asked as it is.
    """
    world = World(documents=count, seed=seed)
    with tempfile.TemporaryDirectory() as folder:
        address = ledger or str(Path(folder) / "bench.khabar")
        opened = _fill(address, world)
        with opened:
            _ask(opened, address, world, times)
    raise typer.Exit(DONE)


def _fill(address: str, world: World) -> Ledger:
    """A ledger of the invented documents, made now unless one is there."""
    with contextlib.suppress(LedgerError):  # none is there, or it says why below
        return Ledger.open(address)
    opened = Ledger.create(address)
    began = time.perf_counter()
    homes: dict[int, int] = {}
    some: list[Invented] = []
    with progress(world.count, "inventing") as bar:
        for invented in world.documents():
            some.append(invented)
            advance(bar)
            if len(some) == AT_ONCE:
                homes |= _put_in(opened.database, some)
                some = []
        homes |= _put_in(opened.database, some)
    say(f"{world.count:,} documents, {len(homes):,} claims in {time.perf_counter() - began:,.0f} s")
    with opened.database.write() as connection:
        _link(connection, homes)
        names = links.all_events(connection)
        began = time.perf_counter()
        made = derive.derive(connection, opened.database.dialect, names)
    say(f"{made:,} happenings reconciled in {time.perf_counter() - began:,.0f} s")
    return opened


def _put_in(database: Database, some: Sequence[Invented]) -> dict[int, int]:
    """Append documents with their readings; the happening of each claim, by number."""
    homes: dict[int, int] = {}
    under = Under(khabar="synthetic", packs="synthetic")
    with database.write() as connection:
        before = documents.count_documents(connection)
        documents.add_documents(connection, [(one.document, one.document.text.encode()) for one in some], rows.now())
        kept = list(documents.find_documents(connection, ids=range(before + 1, before + 1 + len(some))))
        made = [(held, one.reading) for held, one in zip(kept, some, strict=True)]
        numbers = readings.append_readings(connection, made, under, rows.now())
        passages = {held.id: list(words.to_passages(one.document.text)) for held, one in zip(kept, some, strict=True)}
        search.index_documents(connection, database.dialect, passages)
        claims = readings.claims_of(connection, numbers, "event")
        for number, one in zip(numbers, some, strict=True):
            homes |= dict(zip(claims[number], one.happenings, strict=True))
    return homes


def _link(connection: Connection, homes: dict[int, int]) -> None:
    """Say which claims tell one happening, as a build would have found."""
    number = links.append_build(connection, khabar="synthetic", weights="", known_to=0, recorded=rows.now())
    marks = readings.find_marks(connection, list(homes))
    name: dict[int, str] = {}
    for id_ in sorted(homes, key=lambda id_: (marks[id_].said, marks[id_].label, marks[id_].start)):
        name.setdefault(homes[id_], marks[id_].own)
    links.append_members(connection, number, {id_: Membership(name[happening]) for id_, happening in homes.items()})


def _ask(opened: Ledger, address: str, world: World, times: int) -> None:
    database = opened.database
    chance = random.Random(0)
    with database.read() as connection:
        count = documents.count_documents(connection)
        names = links.all_events(connection)[: 50 * times]
    asked = world.words(times)
    months = [f"{chance.randint(2014, 2023)}-{chance.randint(1, 12):02}" for _ in range(times)]
    places = [chance.choice(world.countries) for _ in range(times)]
    picked = [chance.choice(names) for _ in range(times)]
    questions: list[tuple[str, Callable[[int], object]]] = [
        ("search", lambda n: searching.find(database, asked[n], moment=NOW)),
        ("chronology", lambda n: _month(database, months[n], places[n])),
        ("event", lambda n: asking.event_with_claims(database, picked[n], NOW)),
        ("tallies", lambda _n: [msgspec.json.encode(s) for s in views.book(database, NOW, limit=50).series]),
    ]
    writer = multiprocessing.get_context("spawn").Process(target=_add_on, args=(address, world.count, world.seed))
    writer.start()
    try:
        time.sleep(2.0)
        put(f"ledger       {database.dialect.name}, {count:,} documents, about {count * CLAIMS:,} claims")
        put(f"limits       {MEDIAN_MS:.0f} ms at the median, {HIGH_MS:.0f} ms at the 99th percentile")
        put(f"each         {times} times")
        for name, ask in questions:
            _report(name, [_milliseconds(ask, n) for n in range(times)])
    finally:
        writer.terminate()
        writer.join()
    with database.read() as connection:
        put(f"meanwhile    {documents.count_documents(connection) - count:,} documents were added by another process")
    put(f"memory       {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB at most")


def _month(database: Database, month: str, country: str) -> object:
    """A month's chronology with three filters."""
    wanted = happenings.Wanted(
        start=f"{month}-01", end=f"{month}-28", country=country, type="assault", initiator="Party 1"
    )
    return asking.chronology(database, wanted, NOW)


def _milliseconds(ask: Callable[[int], object], n: int) -> float:
    began = time.perf_counter()
    ask(n)
    return 1000 * (time.perf_counter() - began)


def _report(name: str, took: Sequence[float]) -> None:
    cuts = statistics.quantiles(took, n=100)
    median, high = statistics.median(took), cuts[98]
    put(
        f"{name:<12} {median:8.1f} ms median ({median / MEDIAN_MS:.2f} of the limit), "
        f"{high:8.1f} ms 99th percentile ({high / HIGH_MS:.2f})"
    )


def _add_on(address: str, count: int, seed: int) -> None:
    """Add documents without end, a few at a time."""
    world = World(documents=count, seed=seed + os.getpid())
    with Ledger.open(address) as opened:
        for invented in world.documents():
            renamed = msgspec.structs.replace(invented.document, doc=f"later-{os.getpid()}-{invented.document.doc}")
            with opened.database.write() as connection:
                documents.add_documents(connection, [(renamed, renamed.text.encode())], rows.now())
            time.sleep(PAUSE_S)
