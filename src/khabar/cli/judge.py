"""``khabar judge``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import msgspec
import typer

from khabar.cli.ledgers import Address, AsJson, opened_ledger, put_lines
from khabar.cli.talk import DONE, say
from khabar.errors import InputError
from khabar.ledger import asking
from khabar.ledger.judging import Asked
from khabar.ledger.ledger import Ledger
from khabar.model.judgement import VERDICTS, Judgement, QueueItem
from khabar.serve import judgements as view

LISTS = ("list", "queue")
AT_ONCE = ("grade", "name")
PAIR = 2


def judge(
    ledger: Address,
    verdict: Annotated[
        str,
        typer.Argument(
            metavar="VERDICT",
            help=f"{', '.join(VERDICTS)}; or list (all judgements), queue (what waits for a coder).",
        ),
    ],
    subjects: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SUBJECT...]",
            help="Happenings (ev-…), claims (DOC#RECORD); grade: what and its grade; name: a host and a name; undo: a"
            " number.",
        ),
    ] = None,
    author: Annotated[
        str, typer.Option("--by", metavar="NAME", envvar="KHABAR_CODER", help="Who decides.", show_envvar=True)
    ] = "",
    reason: Annotated[str, typer.Option("--why", metavar="TEXT", help="Why; kept with the judgement.")] = "",
    change: Annotated[
        str | None,
        typer.Option("--set", metavar="FIELD=JSON", help="correct: what the field should be; null empties it."),
    ] = None,
    country: Annotated[
        str | None, typer.Option("--country", metavar="ISO3", help="name: where the outlet is edited.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Record what a coder decides; nothing is overwritten, and an undo is a judgement too.

    confirm a happening, merge several into one, separate claims from theirs, correct a field of a claim, withdraw a
    claim or a whole happening, undo a judgement. It shows from the next khabar build on, and holds for every later
    reading of the same letters. Where a later reading no longer claims anything of them, the judgement comes back in
    the queue.

    grade OUTLET A to F for its reliability, or a happening, a claim or a document 1 to 6 for the credibility of what is
    said; name HOST NAME says whose an unknown host is. Both show at once.
    """
    given = subjects or []
    if verdict in LISTS:
        if given:
            raise InputError(f"judge {verdict} takes no subject")
        with opened_ledger(ledger) as opened:
            found: list[Judgement | QueueItem] = [*(opened.judgements() if verdict == "list" else opened.queue())]
            _list(found if as_json else asking.shortened(opened.database, found), as_json=as_json)
        raise typer.Exit(DONE)
    field, value = _change(change)
    undoes = _number(given) if verdict == "undo" else None
    if verdict in AT_ONCE:
        given, value = _pair(verdict, given)
    elif country is not None:
        raise InputError("--country goes with name")
    asked = Asked(
        verdict=verdict, author=author, reason=reason, subjects=() if undoes else tuple(given), field=field,
        value=value, country=country, undoes=undoes,
    )  # fmt: skip
    with opened_ledger(ledger, writing=True) as opened:
        made, address = _judge(opened, asked), opened.database.address
    if as_json:
        put_lines([msgspec.json.encode(made)])
    shows = "it shows from now on" if verdict in AT_ONCE else f"khabar build {address} shows what it changes"
    say(f"judgement {made.number} recorded; {shows}")


def _judge(opened: Ledger, asked: Asked) -> Judgement:
    return opened.judge(asked)


def _change(change: str | None) -> tuple[str | None, object]:
    if change is None:
        return None, None
    field, equals, value = change.partition("=")
    if not equals:
        raise InputError(f"--set {change!r}: write FIELD=JSON, as in modality='\"alleged\"'")
    try:
        return field.strip(), msgspec.json.decode(value)
    except msgspec.DecodeError as fault:
        raise InputError(f"--set {field}: not JSON ({fault})") from None


def _pair(verdict: str, given: list[str]) -> tuple[list[str], str]:
    """What is graded or named, and the grade or name."""
    if len(given) != PAIR:
        what = "SUBJECT GRADE" if verdict == "grade" else "HOST NAME (a name of several words in quotation marks)"
        raise InputError(f"{verdict} takes {what}")
    return given[:1], given[1]


def _number(given: list[str]) -> int:
    if len(given) != 1 or not given[0].isdecimal():
        raise InputError("undo takes the number of one judgement; khabar judge LEDGER list shows them")
    return int(given[0])


def _list(found: Iterable[Judgement | QueueItem], *, as_json: bool) -> None:
    if as_json:
        put_lines(map(msgspec.json.encode, found))
    else:
        for line in view.lines(found):
            put_lines([line.encode()])
