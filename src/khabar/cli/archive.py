"""``khabar archive``: look into an archive of captures."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Annotated

import typer

from khabar.cli.options import Output, help_when_bare
from khabar.cli.talk import DONE, FINDINGS, MISUSE

ARCHIVING = "khabar.cli.archiving"  # loaded for its own command: what reads archives is an extra

app = typer.Typer()
Folder = Annotated[Path, typer.Argument(metavar="ARCHIVE", help="The folder of an archive.")]


@app.callback(invoke_without_command=True)
def archive(context: typer.Context) -> None:
    """Look into an archive of captures: its versions, their bytes, and whether it is as it was written."""
    help_when_bare(context)


@app.command("list")
def list_(
    folder: Folder,
    url: Annotated[str | None, typer.Argument(metavar="URL", help="Only the captures of this address.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List the captures of an archive, address by address, each address's oldest first."""
    importlib.import_module(ARCHIVING).put_list(folder, url, as_json=as_json)


@app.command()
def show(
    folder: Folder,
    url: Annotated[str, typer.Argument(metavar="URL", help="The address of a page.")],
    at: Annotated[
        str | None, typer.Option("--at", metavar="TIME", help="As of then: the beginning of YYYY-MM-DDThh:mm:ss, UTC.")
    ] = None,
    output: Output = "-",
) -> None:
    """Write the bytes of a page as they were served, unpacked: its newest version, or that of a time."""
    importlib.import_module(ARCHIVING).put_page(folder, url, at, output)


@app.command()
def verify(
    folder: Folder,
    certificates: Annotated[
        str | None, typer.Option("--tsa-cert", metavar="F", help="The timestamp authority's certificates (PEM).")
    ] = None,
) -> None:
    """Check every byte of an archive: sums, digests, the order of files, the index, timestamps.

    One finding a line; exit status 1 if there are any.
    """
    faults = importlib.import_module(ARCHIVING).put_faults(folder, certificates)
    raise typer.Exit(FINDINGS if faults else DONE)


@app.command()
def stamp(
    folder: Folder,
    authority: Annotated[str, typer.Argument(metavar="URL", help="A timestamp authority (RFC 3161).")],
    contact: Annotated[str, typer.Option("--contact", metavar="ADDRESS", help="How the authority may reach you.")] = "",
    allow_private: Annotated[bool, typer.Option("--allow-private", help="Reach private addresses too.")] = False,
    ports: Annotated[list[int] | None, typer.Option("--port", metavar="N", help="Allow this port too (again).")] = None,
) -> None:
    """Have every closed file stamped that has no timestamp yet."""
    archiving = importlib.import_module(ARCHIVING)
    faults = archiving.stamp_all(folder, authority, contact, ports or (), allow_private=allow_private)
    raise typer.Exit(MISUSE if faults else DONE)
