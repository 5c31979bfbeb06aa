"""``khabar outlets``."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer

from khabar.cli.ledgers import AsJson, AsOf, KnownAt, opened_ledger, put_lines
from khabar.cli.talk import console
from khabar.errors import InputError
from khabar.ledger import outlets as found_outlets
from khabar.ledger.moment import to_moment
from khabar.serve import outlets as view


def outlets(
    ledger: Annotated[
        str | None,
        typer.Argument(metavar="[LEDGER]", help="A ledger's file, or postgresql://… of its database."),
    ] = None,
    unknown: Annotated[bool, typer.Option("--unknown", help="Only those that wait for a name.")] = False,
    pack: Annotated[bool, typer.Option("--pack", help="The outlets that Khabar knows, instead of a ledger's.")] = False,
    as_json: AsJson = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> None:
    """List whose the documents of a ledger are: how that is known, what is publicly said of each outlet, its grades.

    Unknown ones come last, each with the line that names it.
    """
    if pack == (ledger is not None):
        raise InputError("outlets takes a ledger, or --pack for the outlets that Khabar knows")
    if pack and (unknown or as_of or known_at):
        raise InputError("--pack goes without --unknown, --as-of and --known-at")
    moment = to_moment(as_of=as_of, known_at=known_at)
    if ledger is None:
        lines = found_outlets.pack_lines()
    else:
        with opened_ledger(ledger) as opened:
            lines = found_outlets.lines(opened.database, moment, unknown=unknown)
    if as_json:
        put_lines(map(msgspec.json.encode, lines))
    else:
        view.render(lines, address=ledger or "", console=console())
