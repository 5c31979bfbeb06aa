"""``khabar add``."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer

from khabar.cli.books import put_books
from khabar.cli.inputs import PASSED_SHOWN, look
from khabar.cli.ledgers import Address, opened_ledger
from khabar.cli.options import Mapped, MetaFile, Paths, to_mapping
from khabar.cli.talk import DONE, MISUSE, advance, progress, put, say
from khabar.ingest.meta import load_meta
from khabar.ingest.open import find_items
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
) -> None:
    """Bring documents in: the bytes as they are, once each; what the ledger knows already is left alone.

    A PATH is a file (text, a page, a paper, a mail, a table, a feed, a crawl; compressed or not), a folder of them, or
    - for standard input. A run cut short is simply given again. Where a meta file tells another day or outlet than
    before, that is kept beside what was told first, and the document is read again by the next build. The run ends with
    its books: what was found and what became of it; the rows add up.
    """
    told = load_meta(meta) if meta else {}
    there = look(paths)
    books, passed = Books(), 0
    found = find_items(there.paths, mapping=to_mapping(mapped))
    with opened_ledger(ledger, writing=not dry) as opened, progress(there.size, "adding") as bar:
        for outcome in adding.add_all(opened.database, found, told, dry=dry):
            books.enter(outcome)
            passed += outcome.passed
            _report(outcome, passed, as_json=as_json)
            advance(bar, outcome.consumed)
        address = opened.database.address
    put_books(books)
    say("nothing was kept" if dry else f"khabar build {address} reads what is new")
    raise typer.Exit(MISUSE if books.faults else DONE)


def _report(outcome: Outcome, passed: int, *, as_json: bool) -> None:
    if outcome.note:
        say(f"note: {outcome.note}")
    elif as_json:
        plain = {"source": outcome.source, "added": outcome.added.value if outcome.added else None}
        more = {"doc": outcome.doc, "copies": outcome.copies, "refused": outcome.refused, "reason": outcome.reason}
        put(msgspec.json.encode(plain | {name: value for name, value in more.items() if value}).decode())
    elif outcome.refused and not outcome.passed:
        say(outcome.refused)
    elif outcome.refused and passed <= PASSED_SHOWN:
        say(f"note: {outcome.refused}")
