"""``khabar evaluate``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import msgspec
import typer

from khabar import batch, collection
from khabar.cli.evaluate_links import print_links
from khabar.cli.inputs import load_readings
from khabar.cli.talk import DONE, FINDINGS, put, say
from khabar.errors import InputError
from khabar.evaluate import floors as pinned
from khabar.evaluate.gold import Gold, load_gold
from khabar.evaluate.misses import Miss
from khabar.evaluate.score import Score, score
from khabar.ingest.meta import Meta
from khabar.ingest.open import find_items
from khabar.model import wire
from khabar.model.records import Reading
from khabar.serve.console import isolated, safe

CONTEXT = 60

Files = Annotated[list[str], typer.Argument(metavar="READINGS GOLD", help="Readings, then gold files.")]
Show = Annotated[int, typer.Option("--show", min=0, metavar="N", help="Print the first N misses in their context.")]
Only = Annotated[
    str | None,
    typer.Option(
        "--only",
        metavar="W",
        help="With --show: only misses whose verdict begins with W: missed, extra, type, tally, or a field.",
    ),
]
Fresh = Annotated[bool, typer.Option("--fresh", help="Read and link gold's own texts now; give no READINGS.")]
Links = Annotated[
    bool,
    typer.Option("--links", help="Linking alone, gold's claims given and end to end; give no READINGS."),
]
FloorsFile = Annotated[str | None, typer.Option("--floors", metavar="F", help="Exit 1 if a figure is below its floor.")]
PinFile = Annotated[str | None, typer.Option("--pin", metavar="F", help="Write the figures to F as the new floors.")]


def evaluate(
    files: Files,
    show: Show = 0,
    only: Only = None,
    as_json: Annotated[bool, typer.Option("--json", help="The figures as one JSON object.")] = False,
    fresh: Fresh = False,
    links: Links = False,
    floors: FloorsFile = None,
    pin: PinFile = None,
    lower: Annotated[bool, typer.Option("--lower", help="Let --pin lower a floor.")] = False,
) -> None:
    """Score readings against gold files: F1 of every field, its counts, and the misses behind it.

    READINGS come from khabar link (which khabar evaluate needs to score linking) or khabar read; - is standard input.
    """
    made, gold_files = ([], files) if fresh or links else (files[:1], files[1:])
    if not gold_files:
        raise InputError("give gold files: khabar evaluate READINGS.jsonl GOLD.json ...")
    golds = [load_gold(path) for path in gold_files]
    if links:
        print_links(golds, read_gold(golds), show=show, as_json=as_json)
        raise typer.Exit(DONE)
    readings = read_gold(golds) if fresh else [reading for path in made for reading in load_readings(path)]
    result = score({reading.doc: reading for reading in readings}, golds)
    _print(result, as_json=as_json)
    texts = {gold.doc: gold.text for gold in golds}
    for miss in [miss for miss in result.misses if _wanted(miss, only)][:show]:
        put(_miss(miss, texts[miss.doc]))
    raise typer.Exit(_floors(result, golds, gold_files, floors=floors, pin=pin, lower=lower))


def read_gold(golds: Sequence[Gold]) -> list[Reading]:
    """Read the texts that gold files name, told only what a feed would tell, and link them.

    Raises:
        InputError: a text cannot be read.
    """
    meta = {g.doc: Meta(doc=g.doc, outlet=g.outlet, published=g.metadata_published) for g in golds}
    readings, texts = [], {}
    for gold, outcome in zip(golds, batch.read_all(find_items([g.text_path for g in golds]), meta), strict=True):
        if outcome.line is None:
            raise InputError(outcome.refused or gold.text_path)
        readings.append(wire.from_json(outcome.line))
        texts[gold.doc] = gold.text
    return list(collection.link(readings, texts).readings)


def _print(result: Score, *, as_json: bool) -> None:
    if as_json:
        values = {name: None if value is None else round(value, 4) for name, value, _ in result.rows()}
        put(msgspec.json.encode(values).decode())
        return
    for name, value, detail in result.rows():
        put(f"{name:20s} {'   nan' if value is None else format(value, '6.3f')}  {detail}")
    if result.absent:
        put(f"no reading for: {', '.join(map(safe, result.absent))}")


def _wanted(miss: Miss, only: str | None) -> bool:
    return miss.verdict.startswith(only) if only else not miss.of_field


def _miss(miss: Miss, text: str) -> str:
    """One line: the words in their context, Arabic in logical order between isolates."""
    start, end = miss.span.start, miss.span.end
    context = f"{text[max(0, start - CONTEXT) : start]}[{text[start:end]}]{text[end : end + CONTEXT]}"
    sides = [f"{side} {isolated(said)}" for side, said in (("gold", miss.gold), ("read", miss.read)) if said]
    return " | ".join([safe(miss.doc), miss.verdict, miss.type, *sides, isolated(context)])


def _floors(
    result: Score, golds: Sequence[Gold], gold_files: Sequence[str], *, floors: str | None, pin: str | None, lower: bool
) -> int:
    if floors is None and pin is None:
        return DONE
    values = {name: value for name, value, _ in result.rows()}
    corpus = pinned.corpus_digest([*gold_files, *(gold.text_path for gold in golds)])
    if floors is not None and not _holds(floors, corpus, values):
        return FINDINGS
    if pin is None:
        return DONE
    old = pinned.load_floors(pin)
    if old and old.corpus == corpus and not lower and not _holds(pin, corpus, values):
        say(f"{pin}: left as it is; --lower pins lower floors")
        return FINDINGS
    pinned.write_floors(pinned.pin(corpus, len(golds), values), pin)
    return DONE


def _holds(path: str, corpus: str, values: dict[str, float | None]) -> bool:
    """Whether no figure is below its floor; those that are, are said."""
    floors = pinned.load_floors(path)
    if floors is None:
        raise InputError(f"{path}: no such file; --pin makes it")
    if floors.corpus != corpus:
        say(f"{path}: pinned for other articles or other gold; pin the floors of these with --pin")
        return False
    falls = pinned.find_falls(floors, values)
    for fall in falls:
        now = "nothing to score" if fall.value is None else f"{fall.value:.3f}"
        say(f"{fall.name}: {now}, its floor is {fall.floor:.3f}")
    return not falls
