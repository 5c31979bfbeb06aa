"""``khabar capture``."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Annotated

import typer

from khabar.cli.books import put_books
from khabar.cli.talk import DONE, INTERRUPTED, MISUSE, say

CAPTURING = "khabar.cli.capturing"  # loaded for its own command: what fetches is an extra

Sources = Annotated[
    list[str],
    typer.Argument(metavar="SOURCE", help="Addresses of pages, feeds or sitemaps; or files that list addresses."),
]
Limit = Annotated[
    int | None, typer.Option("--limit", min=1, metavar="N", help="At most N pages of each feed or sitemap.")
]
Since = Annotated[
    str | None, typer.Option("--since", metavar="DAY", help="Leave out what a feed dates before this day.")
]
Most = Annotated[int | None, typer.Option("--max", min=1, metavar="N", help="Ask for N addresses at most, then stop.")]
Rate = Annotated[float, typer.Option("--rate", min=0.0, metavar="S", help="Seconds between two requests to one host.")]
Again = Annotated[
    float, typer.Option("--again", min=0.0, metavar="H", help="Hours in which a page is not asked for again.")
]
Contact = Annotated[
    str, typer.Option("--contact", metavar="ADDRESS", help="A page or mail address for the sites' owners to reach you.")
]
Ports = Annotated[
    list[int] | None,
    typer.Option(
        "--port", min=1, max=65535, metavar="N", help="Fetch from this port too (80, 443, 8080, 8443; again)."
    ),
]
AllowPrivate = Annotated[bool, typer.Option("--allow-private", help="Fetch from private and loopback addresses too.")]
Authority = Annotated[
    str | None, typer.Option("--timestamp", metavar="URL", help="Have each closed file stamped there (RFC 3161).")
]
Trusted = Annotated[
    str | None, typer.Option("--ca", metavar="F", help="Trust these certificates beside the system's (PEM).")
]


def capture(
    archive: Annotated[Path, typer.Argument(metavar="ARCHIVE", help="A folder; made where there is none.")],
    sources: Sources,
    limit: Limit = None,
    since: Since = None,
    most: Most = None,
    rate: Rate = 2.0,
    again: Again = 12.0,
    contact: Contact = "",
    ports: Ports = None,
    allow_private: AllowPrivate = False,
    authority: Authority = None,
    trusted: Trusted = None,
    as_json: Annotated[bool, typer.Option("--json", help="Say what became of every address, as JSON lines.")] = False,
    dry: Annotated[bool, typer.Option("--dry-run", help="List what would be fetched, and keep nothing.")] = False,
) -> None:
    """Fetch pages politely and keep them as they were served, with the time, the address and their SHA-256.

    Feeds and sitemaps are followed to the pages they name; links inside pages are not. robots.txt is obeyed. A page
    that has changed since the last capture becomes a new version, and both stay. A run that was cut short is simply
    given again. It ends with its books; the rows add up.
    """
    capturing = importlib.import_module(CAPTURING)
    settings = capturing.Settings(
        limit=limit, since=since, most=most, rate=rate, again=again, contact=contact, ports=tuple(ports or ()),
        allow_private=allow_private, authority=authority, trusted=trusted, dry=dry,
    )  # fmt: skip
    captured = capturing.capture_all(archive, sources, settings, as_json=as_json)
    put_books(captured.books.found, captured.books.rows())
    if captured.interrupted:
        raise typer.Exit(INTERRUPTED)
    say("nothing was kept" if dry else f"khabar add LEDGER {archive} brings it into a ledger")
    raise typer.Exit(MISUSE if captured.books.faults else DONE)
