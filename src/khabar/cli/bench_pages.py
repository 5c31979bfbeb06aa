"""``khabar bench pages``."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from email.message import Message
from pathlib import Path
from typing import Annotated

import htmldate
import msgspec
import trafilatura
import typer

from khabar import pipeline
from khabar.cli.talk import DONE, put
from khabar.errors import InputError
from khabar.evaluate import pages
from khabar.evaluate.pages import Row, Score, Taken
from khabar.evaluate.site import FIRST, FRESH, HELD, Page, Site, load_site
from khabar.ingest.item import Item
from khabar.ingest.load import to_document
from khabar.model.article import Told
from khabar.model.records import Reading

Folder = Annotated[str | None, typer.Argument(metavar="[FOLDER]", help="The site; tests/site of a checkout.")]
AsJson = Annotated[bool, typer.Option("--json", help="Every page by every method, as JSON.")]
Worst = Annotated[int, typer.Option("--worst", min=0, help="How many pages to list by words lost and taken.")]

SITES = {FIRST: "first site", HELD: "second site", FRESH: "third site"}
KHABAR, TRAFILATURA = "khabar", "trafilatura"
HEADS = " prec.  recall     F1  dates titles   none  furn."


def bench_pages(folder: Folder = None, json: AsJson = False, worst: Worst = 0) -> None:
    """How well articles are told from the pages around them, beside trafilatura alone on the same pages.

    Words, days and titles are those of khabar.evaluate.pages; "none" counts pages without an article that are known
    for it, "furn." the events, tallies and strengths that are read from what stands around articles. Of the third site,
    which nobody tunes on, only what all its pages give together is shown.
    """
    site = load_site(folder or _default())
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    found = {name: pages.measure(site, take) for name, take in takers().items()}
    if json:
        put(msgspec.json.encode(_as_json(site, found)).decode())
        raise typer.Exit(DONE)
    for part, title in SITES.items():
        scored = {name: _of_part(site, scores, part) for name, scores in found.items()}
        if any(scored.values()):
            _show(title, scored, worst)
    raise typer.Exit(DONE)


def takers() -> dict[str, Callable[[Page], Taken]]:
    """The methods that are measured, by name."""
    return {KHABAR: by_khabar, TRAFILATURA: by_trafilatura}


def by_khabar(page: Page) -> Taken:
    """The page as ``khabar add`` would take it.

    The day is what came with the page, or what its text states outright.
    """
    try:
        document = to_document(to_item(page))
    except InputError:
        return Taken()
    reading = pipeline.reader().read(document)
    stated = reading.published.start if reading.published.stated else None
    return Taken(
        body=document.text,
        title=document.told.title,
        published=document.published or stated,
        modified=document.told.modified,
        author=document.told.author,
        outlet=document.outlet or document.told.site,
        agency=document.told.agency,
        reading=reading,
    )


def to_item(page: Page) -> Item:
    """A page as it would be found: its bytes, its address, and the charset that its headers declare."""
    headers = Message()
    headers["Content-Type"] = page.headers.get("Content-Type", "")
    charset = headers.get_content_charset() or ""
    return Item(
        name=page.name, source=page.url, raw=page.raw, kind="html", charset=charset, told=Told(address=page.url)
    )


def by_trafilatura(page: Page) -> Taken:
    """The page as trafilatura takes it by its defaults, with the day that htmldate finds and its own title."""
    body = trafilatura.extract(page.raw)
    told = trafilatura.extract_metadata(page.raw, default_url=page.url)
    published = htmldate.find_date(page.raw, original_date=True, url=page.url)
    if not body:
        return Taken(published=published)
    return Taken(
        body=body,
        title=told.title if told else None,
        published=published,
        author=told.author if told else None,
        outlet=told.sitename if told else None,
        reading=_read(page, body, published),
    )


def _read(page: Page, text: str, published: str | None) -> Reading:
    return pipeline.read_text(text, doc=page.name, published=published)


def _default() -> str:
    """The site of the checkout that this is run in.

    Raises:
        InputError: it is no checkout.
    """
    folder = Path(__file__).resolve().parents[3] / "tests" / "site"
    if not (folder / "site.yml").is_file():
        raise InputError("no site here; it lies in tests/site of a checkout: khabar bench pages FOLDER")
    return str(folder)


def _of_part(site: Site, scores: Sequence[Score], part: str) -> list[Score]:
    names = {page.name for page in site.pages if page.part == part}
    return [one for one in scores if one.page in names]


def _show(title: str, found: dict[str, list[Score]], worst: int) -> None:
    rows = {name: pages.to_rows(scores) for name, scores in found.items()}
    put(f"{title:24s} pages " + "   ".join(f"{name:>{len(HEADS)}s}" for name in rows))
    put(f"{'':24s}       " + "   ".join(HEADS for _ in rows))
    shown = [table if title != SITES[FRESH] else table[-1:] for table in rows.values()]
    for together in zip(*shown, strict=True):
        if together[0].manner == pages.ALL:
            put()
        put(f"{together[0].manner:24s} {together[0].pages:5d} " + "   ".join(map(_cells, together)))
    for name, table in rows.items():
        last = table[-1]
        told = (
            ("modified", last.modified),
            ("author", last.authors),
            ("outlet", last.outlets),
            ("agency", last.agencies),
        )
        put(
            f"{name}: mean F1 of a page {last.page_f1:.3f}, "
            + ", ".join(f"{what} {right} of {asked}" for what, (right, asked) in told)
        )
    for name, scores in found.items():
        _show_worst(name, scores, worst if title != SITES[FRESH] else 0)
    put()


def _cells(row: Row) -> str:
    pairs = " ".join(
        f"{right:3d}/{asked:<3d}" if asked else " " * 7 for right, asked in (row.dates, row.titles, row.empty)
    )
    return f"{row.precision:6.3f} {row.recall:7.3f} {row.f1:6.3f} {pairs}{row.furniture:5d}"


def _show_worst(name: str, scores: Sequence[Score], count: int) -> None:
    def wrong(one: Score) -> int:
        return one.taken + one.published - 2 * one.right

    for one in sorted(scores, key=wrong, reverse=True)[:count]:
        put(f"{name} {one.page}: {one.published - one.right} words lost, {one.taken - one.right} taken")


def _as_json(site: Site, found: dict[str, list[Score]]) -> dict[str, object]:
    return {
        title: {
            name: {"rows": pages.to_rows(scored), "pages": scored}
            if part != FRESH
            else {"rows": pages.to_rows(scored)[-1:], "pages": []}
            for name, scores in found.items()
            if (scored := _of_part(site, scores, part))
        }
        for part, title in SITES.items()
    }
