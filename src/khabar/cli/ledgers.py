"""What the commands of a ledger share: its address, the moment asked about, the happenings asked for."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from typing import Annotated

import typer

from khabar.cli.talk import put
from khabar.errors import InputError
from khabar.ingest.meta import check_day
from khabar.ledger.ledger import Ledger
from khabar.model.records import EVENT_TYPES
from khabar.store.happenings import Wanted

COORDINATES = {3: "LAT,LON,KM", 4: "SOUTH,WEST,NORTH,EAST"}
MOST = 1_000_000_000
HIGHEST, WIDEST = 90.0, 180.0

Address = Annotated[str, typer.Argument(metavar="LEDGER", help="A ledger's file, or postgresql://… of its database.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line instead of a page.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DAY", help="Answer from what had been said by the end of that day.")
]
KnownAt = Annotated[
    str | None,
    typer.Option("--known-at", metavar="TIME", help="Answer from what the ledger held then (ISO, UTC)."),
]
From = Annotated[str | None, typer.Option("--from", metavar="DAY", help="Only happenings of that day or later.")]
To = Annotated[str | None, typer.Option("--to", metavar="DAY", help="Only happenings of that day or before.")]
Country = Annotated[str | None, typer.Option("--country", metavar="ISO3", help="Only in this country.")]
Type = Annotated[str | None, typer.Option("--type", metavar="TYPE", help="Only of this type of the codebook.")]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Only with such an initiator.")]
Against = Annotated[str | None, typer.Option("--against", metavar="NAME", help="Only with such a target.")]
Place = Annotated[str | None, typer.Option("--place", metavar="NAME", help="Only at places of such a name.")]
Near = Annotated[str | None, typer.Option("--near", metavar="LAT,LON,KM", help="Only within so many km of there.")]
Box = Annotated[str | None, typer.Option("--box", metavar="S,W,N,E", help="Only inside this box, in degrees.")]
Disputed = Annotated[bool, typer.Option("--disputed", help="Only where accounts contradict each other.")]
Limit = Annotated[int | None, typer.Option("--limit", min=1, max=MOST, metavar="N", help="At most so many.")]


@contextlib.contextmanager
def opened_ledger(address: str, *, writing: bool = False) -> Iterator[Ledger]:
    """A ledger that is there, closed at the end.

    Raises:
        LedgerError: there is none, or it cannot be opened.
    """
    with Ledger.open(address, writing=writing) as ledger:
        yield ledger


def put_lines(lines: Iterable[bytes]) -> None:
    """JSON on standard output, one object a line."""
    for line in lines:
        put(line.decode())


def to_wanted(
    *,
    start: str | None = None,
    end: str | None = None,
    country: str | None = None,
    type_: str | None = None,
    initiator: str | None = None,
    target: str | None = None,
    place: str | None = None,
    near: str | None = None,
    box: str | None = None,
    disputed: bool = False,
    limit: int | None = None,
) -> Wanted:
    """What a person asks for.

    Raises:
        InputError: a day is none, a type is not of the codebook, or coordinates are not.
    """
    for name, day in (("--from", start), ("--to", end)):
        if day is not None:
            try:
                check_day(day)
            except ValueError as fault:
                raise InputError(f"{name} {fault}") from None
    if type_ is not None and type_ not in EVENT_TYPES:
        raise InputError(f"--type {type_!r} is not of the codebook; its types: {', '.join(EVENT_TYPES)}")
    circle = _numbers("--near", near, 3)
    sides = _numbers("--box", box, 4)
    return Wanted(
        start=start, end=end, country=country, type=type_, initiator=initiator, target=target, place=place,
        near=(circle[0], circle[1], circle[2]) if circle else None,
        box=(sides[0], sides[1], sides[2], sides[3]) if sides else None,
        disputed=disputed, limit=limit,
    )  # fmt: skip


def _numbers(name: str, text: str | None, count: int) -> list[float]:
    if text is None:
        return []
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    whole = len(numbers) == count and abs(numbers[0]) <= HIGHEST and abs(numbers[1]) <= WIDEST
    if count == len(("lat", "lon", "km")):
        whole = whole and numbers[2] >= 0
    if not whole:
        raise InputError(f"{name} {text!r}: write {COORDINATES[count]} in degrees")
    return numbers
