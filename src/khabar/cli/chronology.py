"""``khabar chronology`` and ``khabar link``."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer

from khabar import collection
from khabar.cli.inputs import Inputs, gather
from khabar.cli.ledgers import (
    Against,
    AsOf,
    Box,
    By,
    Country,
    Disputed,
    From,
    KnownAt,
    Limit,
    Near,
    Place,
    To,
    Type,
    opened_ledger,
    to_wanted,
)
from khabar.cli.options import Jobs, MetaFile, Output
from khabar.cli.talk import MISUSE, console
from khabar.cli.talk import opened as opened_output
from khabar.errors import InputError
from khabar.ledger import asking
from khabar.ledger.moment import Moment, to_moment
from khabar.model import wire
from khabar.serve import chronology as view
from khabar.store.database import is_ledger
from khabar.store.happenings import Wanted

Sources = Annotated[
    list[str],
    typer.Argument(metavar="PATH|READINGS", help="Articles or folders, and files of readings (.jsonl)."),
]
Things = Annotated[
    list[str],
    typer.Argument(metavar="LEDGER|PATH...", help="A ledger; or articles, folders and files of readings (.jsonl)."),
]


def chronology(
    paths: Things,
    as_json: Annotated[
        bool, typer.Option("--json", help="JSON instead of a page: of a ledger one happening a line, else one object.")
    ] = False,
    output: Output = "-",
    meta: MetaFile = None,
    jobs: Jobs = 1,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    start: From = None,
    end: To = None,
    country: Country = None,
    type_: Type = None,
    initiator: By = None,
    target: Against = None,
    place: Place = None,
    near: Near = None,
    box: Box = None,
    disputed: Disputed = False,
    limit: Limit = None,
) -> None:
    """Print one chronology of all articles: each happening once, with its accounts and what they disagree on.

    Takes a ledger; or articles (read now) and readings that khabar read made before. With -o the output is JSON. What
    is asked for of days, places and parties is answered of a ledger only.
    """
    moment = to_moment(as_of=as_of, known_at=known_at)
    wanted = to_wanted(
        start=start, end=end, country=country, type_=type_, initiator=initiator, target=target, place=place, near=near,
        box=box, disputed=disputed, limit=limit,
    )  # fmt: skip
    if len(paths) == 1 and is_ledger(paths[0]):
        _of_ledger(paths[0], wanted, moment, output=output, as_json=as_json or output != "-")
        return
    if not moment.is_now or wanted != Wanted():
        raise InputError(f"{paths[0]}: days, places and parties are asked of a ledger; make one with khabar init")
    inputs = _gather(paths, meta, jobs, output)
    found = collection.chronology(inputs.readings, inputs.texts)
    if as_json or output != "-":
        with opened_output(output, inputs.files) as file:
            file.write(view.to_json(found) + b"\n")
    else:
        view.render(found, console=console())
    raise typer.Exit(inputs.status)


def link(paths: Sources, output: Output = "-", meta: MetaFile = None, jobs: Jobs = 1) -> None:
    """Write the readings again, linked: every event carries the id of its happening.

    Takes the same input as khabar chronology and gives what khabar evaluate needs to score linking.
    """
    inputs = _gather(paths, meta, jobs, output)
    with opened_output(output, inputs.files) as file:
        for reading in collection.link(inputs.readings, inputs.texts).readings:
            file.write(wire.to_json(reading) + b"\n")
    raise typer.Exit(inputs.status)


def _of_ledger(address: str, wanted: Wanted, moment: Moment, *, output: str, as_json: bool) -> None:
    with opened_ledger(address) as opened, opened_output(output, [address]) as file:
        if as_json:
            for happening in asking.find(opened.database, wanted, moment):
                file.write(msgspec.json.encode(happening) + b"\n")
            return
        found = asking.chronology(opened.database, wanted, moment)
        (shown,) = asking.shortened(opened.database, [found])
    view.render(shown, console=console())


def _gather(paths: list[str], meta: str | None, jobs: int, output: str) -> Inputs:
    inputs = gather(paths, meta=meta, jobs=jobs, besides=output)
    if not inputs.readings:
        raise typer.Exit(MISUSE)  # why was said of each path
    return inputs
