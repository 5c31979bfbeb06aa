"""Arguments that several commands share."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from khabar.cli.talk import MISUSE
from khabar.errors import InputError
from khabar.ingest.fields import to_field

Paths = Annotated[
    list[str], typer.Argument(metavar="PATH", help="Files of any kind, folders, or - for standard input.")
]
Mapped = Annotated[
    list[str] | None,
    typer.Option(
        "--map", metavar="FIELD=COLUMN", help="Which column of a table is text, title, published, ... (again)."
    ),
]
Output = Annotated[str, typer.Option("-o", "--output", metavar="F", help="Write to this file instead of the output.")]
MetaFile = Annotated[
    str | None,
    typer.Option("--meta", metavar="F", help='What a feed knows: JSON lines of {"doc", "outlet", "published"}.'),
]
Jobs = Annotated[int, typer.Option("-j", "--jobs", min=1, metavar="N", help="Processes to read with.")]


def to_mapping(given: list[str] | None) -> dict[str, str]:
    """Columns by field, from ``FIELD=COLUMN`` words.

    Raises:
        InputError: one is no such word, or names no field.
    """
    mapping: dict[str, str] = {}
    for one in given or []:
        name, equals, column = one.partition("=")
        if not (name and equals and column):
            raise InputError(f"--map {one}: write FIELD=COLUMN, such as --map text=body")
        try:
            field = to_field(name)
        except InputError as fault:
            raise InputError(f"--map {one}: {fault}") from None
        if field in mapping:
            raise InputError(f"--map {one}: {field} is {mapping[field]!r} already; name each field once")
        mapping[field] = column
    return mapping


def help_when_bare(context: typer.Context) -> None:
    """Without a command, print the help on standard error and leave as misuse."""
    if context.invoked_subcommand is None:
        sys.stderr.write(context.get_help() + "\n")
        raise typer.Exit(MISUSE)
