"""``khabar diff``."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer

from khabar.cli.ledgers import Address, AsJson, Country, From, To, Type, opened_ledger, put_lines, to_wanted
from khabar.cli.talk import DONE, FINDINGS, console
from khabar.ledger import comparing
from khabar.ledger.moment import to_moment
from khabar.serve.differences import render

Before = Annotated[str, typer.Argument(metavar="BEFORE", help="An ISO day; with --recorded, a day or time (UTC).")]
After = Annotated[str | None, typer.Argument(metavar="[AFTER]", help="The same, later; now.")]


def diff(
    ledger: Address,
    before: Before,
    after: After = None,
    recorded: Annotated[
        bool, typer.Option("--recorded", help="Compare what the ledger held, rather than what had been said.")
    ] = False,
    start: From = None,
    end: To = None,
    country: Country = None,
    type_: Type = None,
    as_json: AsJson = False,
) -> None:
    """Say what changed between two moments: happenings added, changed field by field, gone.

    By default what had been said by the end of each day; exit status 1 where anything changed.
    """
    name = "known_at" if recorded else "as_of"
    earlier = to_moment(**{name: before})
    later = to_moment(**{name: after}) if after else to_moment()
    wanted = to_wanted(start=start, end=end, country=country, type_=type_)
    with opened_ledger(ledger) as opened:
        found = list(comparing.compare(opened.database, earlier, later, wanted))
    if as_json:
        put_lines(map(msgspec.json.encode, found))
    else:
        render(found, console=console())
    raise typer.Exit(FINDINGS if found else DONE)
