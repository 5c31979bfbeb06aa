"""``khabar search``."""

from __future__ import annotations

import typer

from khabar.cli.ledgers import MOST, Address, AsJson, AsOf, KnownAt, opened_ledger, put_lines
from khabar.cli.talk import DONE, FINDINGS, console
from khabar.ledger import asking
from khabar.ledger.searching import lines
from khabar.serve.found import render


def search(
    ledger: Address,
    words: list[str] = typer.Argument(metavar="WORD...", help="Words, all of which must stand near each other."),  # noqa: B008
    limit: int = typer.Option(20, "--limit", min=1, max=MOST, metavar="N", help="At most so many documents."),
    as_json: AsJson = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> None:
    """Find documents by their words, under every spelling that Arabic print interchanges; newest in the ledger first.

    With or without the article, hamzas, harakat; behind a conjunction or preposition. Exit status 1 where nothing is
    found.
    """
    with opened_ledger(ledger) as opened:
        found = opened.search(" ".join(words), limit=limit, as_of=as_of, known_at=known_at)
        if not as_json:
            found = asking.shortened(opened.database, found)
    if as_json:
        put_lines(lines(found))
    else:
        render(found, console=console())
    raise typer.Exit(DONE if found else FINDINGS)
