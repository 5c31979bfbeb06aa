"""``khabar bench dating``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

import msgspec
import typer

from khabar import collection, pipeline
from khabar.cli.talk import DONE, put
from khabar.evaluate import dating as measure
from khabar.evaluate.gold import Gold, load_gold
from khabar.ground.world import WorldEvents
from khabar.model.document import Document
from khabar.model.records import Published, Reading
from khabar.redate.narrow import narrow
from khabar.redate.told import is_steady

WIDER = 3

Files = Annotated[list[str], typer.Argument(metavar="GOLD", help="Gold files; their texts are read beside them.")]


def dating(files: Files) -> None:
    """How well articles that state no day are dated, with and without the others that tell the same happenings.

    Hidden are the day of publication and every day that rests on it; an article that a feed dates counts as dated
    unless it is the one in question. `near` is a likeliest day within a day of the true interval, `inside` one in it,
    `meets` an interval that meets it, `outside` one that leaves the interval given with the claims.
    """
    golds = [load_gold(path) for path in files]
    undated = [gold.doc for gold in golds if gold.metadata_published is None and not gold.published.stated]
    unsaid = _unsaid(golds)
    near = measure.find_neighboured(golds, undated)
    put(f"{len(golds)} articles; {len(undated)} with no day told, {len(near)} of them tell what a dated one tells")
    put(f"{len(unsaid)} state no day in their text: each of these is hidden in turn for `in turn`")
    put("")
    put(f"{'':50s}  texts  dated   near inside  meets outside")
    wide = {gold.doc: measure.widen(gold.published, WIDER) for gold in golds if gold.doc in undated}
    whole = _given(golds, undated, keyed=True, within=wide, days=True)
    _row(f"claims, their days, interval +-{WIDER} days given", whole, golds, near, wide)
    _row("claims and their days given", _given(golds, undated, keyed=True, days=True), golds, near)
    within = _given(golds, undated, keyed=True, within=wide)
    _row(f"claims and interval +-{WIDER} days given", within, golds, near, wide)
    _row("claims given, linked as coded", _given(golds, undated, keyed=True), golds, near)
    _row("claims given, linked by Khabar", _given(golds, undated, keyed=False), golds, near)
    turns, beside = _in_turn(golds, undated, unsaid)
    _row("claims given, linked as coded, in turn", turns, golds, beside)
    for title, world in (("read by Khabar", True), ("read, no event of the world known", False)):
        reader = _reader(world=world)
        readings = _read(golds, undated, reader)
        texts = {gold.doc: gold.text for gold in golds}
        alone = {r.doc: r.published for r in readings if r.doc in undated}
        _row(f"{title}, each alone", alone, golds, near)
        together = collection.redate(readings, texts, reader=reader).links.readings
        _row(f"{title}, with neighbours", {r.doc: r.published for r in together if r.doc in undated}, golds, near)
    raise typer.Exit(DONE)


def _row(
    title: str,
    found: Mapping[str, Published],
    golds: Sequence[Gold],
    neighboured: set[str],
    given: Mapping[str, Published] | None = None,
) -> None:
    for part, docs in (("", set(found)), ("  those with a dated neighbour", neighboured & found.keys())):
        rated = measure.rate({doc: found[doc] for doc in docs}, golds, neighboured, given)
        numbers = (rated.articles, rated.dated, rated.near, rated.inside, rated.meeting)
        line = f"{part or title:50s} " + " ".join(f"{n:6d}" for n in numbers)
        put(line + (f" {rated.outside:7d}" if given else "") + (f"  far: {' '.join(rated.far)}" if rated.far else ""))


def _steady(words: str | None, days: tuple[int, int]) -> bool:
    return is_steady(words, days, pipeline.wordings())


def _given(
    golds: Sequence[Gold],
    undated: Sequence[str],
    *,
    keyed: bool,
    within: Mapping[str, Published] | None = None,
    days: bool = False,
) -> dict[str, Published]:
    """The days found for the undated articles from coders' claims."""
    own = within or {}
    readings = [_given_reading(gold, undated, own.get(gold.doc, Published()), days=days) for gold in golds]
    if not keyed:
        found = collection.redate(readings).links
        return {name: r.published for name, r in zip(found.names, found.readings, strict=True) if name in undated}
    links = measure.link_by_keys(readings)
    narrowed = {one.doc: one.published for one in narrow(links, pipeline.wordings())}
    return {doc: narrowed.get(doc, own.get(doc, Published())) for doc in undated}


def _given_reading(gold: Gold, undated: Sequence[str], within: Published, *, days: bool = False) -> Reading:
    reading = measure.to_reading(gold)
    if gold.doc in undated:
        told = reading if days else measure.hide(reading, _steady)
        return msgspec.structs.replace(told, published=within)
    return msgspec.structs.replace(reading, published=msgspec.structs.replace(reading.published, stated=True))


def _in_turn(
    golds: Sequence[Gold], undated: Sequence[str], unsaid: Sequence[str]
) -> tuple[dict[str, Published], set[str]]:
    """Each article that states no day hidden beside the undated ones, and those that then have a dated neighbour."""
    found: dict[str, Published] = {}
    beside: set[str] = set()
    for doc in unsaid:
        hidden = sorted({*undated, doc})
        found[doc] = _given(golds, hidden, keyed=True)[doc]
        beside |= measure.find_neighboured(golds, hidden) & {doc}
    return found, beside


def _unsaid(golds: Sequence[Gold]) -> list[str]:
    """Articles whose text states no day, as Khabar reads it."""
    reader = pipeline.reader()
    alone = (reader.read(Document(doc=gold.doc, text=gold.text, sha256="")) for gold in golds)
    return [reading.doc for reading in alone if not reading.published.stated]


def _reader(*, world: bool) -> pipeline.Reader:
    """The reader, without dated events of the world if not `world`: they name many of these articles' very events."""
    if world:
        return pipeline.reader()
    reader = pipeline.Reader()
    reader.world = WorldEvents([])
    return reader


def _read(golds: Sequence[Gold], undated: Sequence[str], reader: pipeline.Reader) -> list[Reading]:
    """The texts read by Khabar, told the day that a feed would tell."""
    return [
        reader.read(Document(
            doc=gold.doc, text=gold.text, sha256=gold.doc, outlet=gold.outlet,
            published=gold.metadata_published if gold.doc not in undated else None,
        )) for gold in golds
    ]  # fmt: skip
