"""``khabar chronology`` and ``khabar link``."""

from __future__ import annotations

from typing import Annotated

import typer

from khabar import collection
from khabar.cli.inputs import Inputs, gather
from khabar.cli.options import Jobs, MetaFile, Output
from khabar.cli.talk import MISUSE, console, opened
from khabar.model import wire
from khabar.serve import chronology as view

Sources = Annotated[
    list[str],
    typer.Argument(metavar="PATH|READINGS", help="Articles or folders, and files of readings (.jsonl)."),
]


def chronology(
    paths: Sources,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object instead of a page.")] = False,
    output: Output = "-",
    meta: MetaFile = None,
    jobs: Jobs = 1,
) -> None:
    """Print one chronology of all articles: each happening once, with its accounts and what they disagree on.

    Takes articles (read now) and readings that khabar read made before. With -o the output is JSON.
    """
    inputs = _gather(paths, meta, jobs)
    found = collection.chronology(inputs.readings, inputs.texts)
    if as_json or output != "-":
        with opened(output, inputs.files) as file:
            file.write(view.to_json(found) + b"\n")
    else:
        view.render(found, console=console())
    raise typer.Exit(inputs.status)


def link(paths: Sources, output: Output = "-", meta: MetaFile = None, jobs: Jobs = 1) -> None:
    """Write the readings again, linked: every event carries the id of its happening.

    Takes the same input as khabar chronology and gives what khabar evaluate needs to score linking.
    """
    inputs = _gather(paths, meta, jobs)
    with opened(output, inputs.files) as file:
        for reading in collection.link(inputs.readings, inputs.texts).readings:
            file.write(wire.to_json(reading) + b"\n")
    raise typer.Exit(inputs.status)


def _gather(paths: list[str], meta: str | None, jobs: int) -> Inputs:
    inputs = gather(paths, meta=meta, jobs=jobs)
    if not inputs.readings:
        raise typer.Exit(MISUSE)  # why was said of each path
    return inputs
