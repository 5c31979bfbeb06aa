"""``khabar add``."""

from __future__ import annotations

import collections
from typing import Annotated

import msgspec
import typer

from khabar.cli.inputs import find_texts
from khabar.cli.ledgers import Address, opened_ledger
from khabar.cli.options import MetaFile, Paths
from khabar.cli.talk import DONE, MISUSE, advance, progress, put, say
from khabar.ingest.meta import load_meta
from khabar.ledger import adding
from khabar.ledger.adding import Outcome


def add(
    ledger: Address,
    paths: Paths,
    meta: MetaFile = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Say what became of each file, one JSON object a line.")
    ] = False,
) -> None:
    """Bring documents in: the bytes as they are, once each; what the ledger knows already is left alone.

    A run cut short is simply given again. Where a meta file tells another day or outlet than before, that is kept
    beside what was told first, and the document is read again by the next build.
    """
    told = load_meta(meta) if meta else {}
    sources, refused = find_texts(paths)
    books: collections.Counter[str] = collections.Counter(refused=refused)
    with opened_ledger(ledger, writing=True) as opened, progress(len(sources), "adding") as bar:
        for outcome in adding.add_all(opened.database, sources, told):
            books[outcome.added.value if outcome.added else "refused"] += 1
            _report(outcome, as_json=as_json)
            advance(bar)
        address = opened.database.address
    parts = [f"{books[name]} {name}" for name in ("new", "told anew", "known", "refused") if books[name]]
    say(f"{sum(books.values())} documents: {', '.join(parts) or 'none'}; khabar build {address} reads what is new")
    raise typer.Exit(MISUSE if books["refused"] else DONE)


def _report(outcome: Outcome, *, as_json: bool) -> None:
    if as_json:
        plain = {"source": outcome.source, "added": outcome.added.value if outcome.added else None}
        put(msgspec.json.encode(plain | ({"refused": outcome.refused} if outcome.refused else {})).decode())
    elif outcome.refused:
        say(outcome.refused)
