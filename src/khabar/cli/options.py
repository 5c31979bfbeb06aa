"""Arguments that several commands share."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from khabar.cli.talk import MISUSE

Paths = Annotated[list[str], typer.Argument(metavar="PATH", help="Text files, folders, or - for standard input.")]
Output = Annotated[str, typer.Option("-o", "--output", metavar="F", help="Write to this file instead of the output.")]
MetaFile = Annotated[
    str | None,
    typer.Option("--meta", metavar="F", help='What a feed knows: JSON lines of {"doc", "outlet", "published"}.'),
]
Jobs = Annotated[int, typer.Option("-j", "--jobs", min=1, metavar="N", help="Processes to read with.")]


def help_when_bare(context: typer.Context) -> None:
    """Without a command, print the help on standard error and leave as misuse."""
    if context.invoked_subcommand is None:
        sys.stderr.write(context.get_help() + "\n")
        raise typer.Exit(MISUSE)
