"""``khabar add``."""

from __future__ import annotations

import importlib
import itertools
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from khabar.cli.books import put_books
from khabar.cli.capture import CAPTURING, AllowPrivate, Contact, Limit, Ports, Rate, Since
from khabar.cli.inputs import look, say_refused
from khabar.cli.ledgers import Address, opened_ledger
from khabar.cli.options import Mapped, MetaFile, Paths, to_mapping
from khabar.cli.talk import DONE, INTERRUPTED, MISUSE, advance, progress, put, say
from khabar.errors import InputError
from khabar.ingest.item import Found
from khabar.ingest.meta import load_meta
from khabar.ingest.sources import is_address
from khabar.ledger import adding
from khabar.ledger.adding import Outcome
from khabar.ledger.books import Books


def add(
    ledger: Address,
    paths: Paths,
    meta: MetaFile = None,
    mapped: Mapped = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Say what became of everything found, one JSON object a line.")
    ] = False,
    dry: Annotated[bool, typer.Option("--dry-run", help="Say what would become of it, and keep nothing.")] = False,
    archive: Annotated[
        Path | None,
        typer.Option("--archive", metavar="FOLDER", help="Where pages are kept that are fetched (LEDGER-archive)."),
    ] = None,
    limit: Limit = None,
    since: Since = None,
    rate: Rate = 2.0,
    contact: Contact = "",
    ports: Ports = None,
    allow_private: AllowPrivate = False,
) -> None:
    """Bring documents in: the bytes as they are, once each; what the ledger knows already is left alone.

    A PATH is a file (text, a page, a paper, a mail, a table, a feed, a crawl; compressed or not), a folder of them, -
    for standard input, or the address of a page, feed or sitemap, which is captured into an archive first. A run cut
    short is simply given again. Where a meta file tells another day or outlet than before, that is kept beside what was
    told first, and the document is read again by the next build. The run ends with its books: what was found and what
    became of it; the rows add up.
    """
    told = load_meta(meta) if meta else {}
    addresses = [path for path in paths if is_address(path)]
    there = look([path for path in paths if path not in addresses])
    books, passed, faults = Books(), 0, 0
    found: Iterable[Found] = there.find(to_mapping(mapped))
    if addresses:
        capturing = importlib.import_module(CAPTURING)
        settings = capturing.Settings(
            limit=limit, since=since, rate=rate, contact=contact, ports=tuple(ports or ()), allow_private=allow_private,
            dry=dry,
        )  # fmt: skip
        folder = archive or _archive_of(ledger)
        with opened_ledger(ledger):
            pass  # one that is not there is told before anything is fetched
        captured = capturing.capture_all(folder, addresses, settings)
        put_books(captured.books.found, captured.books.rows())
        if captured.interrupted:
            raise typer.Exit(INTERRUPTED)
        faults = captured.books.faults
        found = itertools.chain(found, () if dry else capturing.find_captured(folder, captured.pages))
    with opened_ledger(ledger, writing=not dry) as opened, progress(there.size, "adding") as bar:
        for outcome in adding.add_all(opened.database, found, told, dry=dry):
            books.enter(outcome)
            passed += outcome.passed
            _report(outcome, passed, as_json=as_json)
            advance(bar, outcome.consumed)
        address = opened.database.address
    put_books(books.found, books.rows())
    say("nothing was kept" if dry else f"khabar build {address} reads what is new")
    raise typer.Exit(MISUSE if books.faults or faults else DONE)


def _archive_of(ledger: str) -> Path:
    """The archive beside a ledger.

    Raises:
        InputError: the ledger is no file.
    """
    if "://" in ledger:
        raise InputError("a ledger on a server has no folder beside it; name one with --archive FOLDER")
    return Path(f"{ledger}-archive")


def _report(outcome: Outcome, passed: int, *, as_json: bool) -> None:
    if outcome.note:
        say(f"note: {outcome.note}")
    elif as_json:
        plain = {"source": outcome.source, "added": outcome.added.value if outcome.added else None}
        more = {"doc": outcome.doc, "copies": outcome.copies, "refused": outcome.refused, "reason": outcome.reason}
        put(msgspec.json.encode(plain | {name: value for name, value in more.items() if value}).decode())
    elif outcome.refused:
        say_refused(outcome.refused, passed if outcome.passed else 0)
