"""``khabar build``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from khabar.cli.ledgers import Address, opened_ledger
from khabar.cli.options import Jobs
from khabar.cli.talk import DONE, FINDINGS, say


def build(
    ledger: Address,
    jobs: Jobs = 1,
    anew: Annotated[
        bool, typer.Option("--anew", help="Link everything from nothing; the result is the same, only slower.")
    ] = False,
) -> None:
    """Read, link and reconcile what is new since the last build.

    Reading is kept as it goes; linking and reconciling count all at once or not at all. Stopped at any moment, it is
    simply given again.
    """
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with (
        opened_ledger(ledger, writing=True) as opened,
        Progress(
            *columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty(), auto_refresh=False
        ) as bar,
    ):
        task = bar.add_task("reading", total=None)

        def advance(done: int, of: int) -> None:
            bar.update(task, completed=done, total=of)
            bar.refresh()

        built = opened.build(jobs=jobs, advance=advance, anew=anew)
    if built.read == built.moved == built.happenings == 0:
        say("nothing new")
    else:
        say(
            f"{built.read} documents read, {built.moved} claims placed, {built.happenings} happenings made anew"
            + (f"; {built.issues} documents with issues" if built.issues else "")
        )
    raise typer.Exit(FINDINGS if built.issues else DONE)
