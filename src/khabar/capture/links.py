"""Where addresses come from: lists, feeds and sitemaps.

Invariant: a feed or sitemap leads to the pages it names and no further (an index of sitemaps, to these and to their
pages); links inside pages are never followed.
"""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from lxml import etree

from khabar.capture.addresses import Address, to_address
from khabar.capture.leads import FEED, PAGE, SITEMAP, Lead
from khabar.errors import InputError
from khabar.ingest import reasons
from khabar.ingest.boxes import feed, markup, sitemap
from khabar.ingest.item import Refusal
from khabar.ingest.letters import decode
from khabar.ingest.limits import LIMITS
from khabar.ingest.sources import reason_of
from khabar.model.article import Told

OLDER: Final = "before --since"
OVER: Final = "over --limit"
_XML_ROLES: Final = {"rss": FEED, "feed": FEED, "rdf": FEED, "urlset": SITEMAP, "sitemapindex": SITEMAP}
_LINE: Final = re.compile(r"https?://\S+", re.IGNORECASE)
_HREF: Final = re.compile(
    r"<a\s(?:[^<>]{0,2000}?\s)?href\s{0,9}=\s{0,9}(?:\"([^\"]{1,4096})\"|'([^']{1,4096})'|([^\s\"'<>]{1,4096}))",
    re.IGNORECASE,
)
_HEAD: Final = 4096

Found = Lead | Refusal


def role_of(document: bytes, media: str = "") -> str:
    """What a page is by its bytes: `FEED`, `SITEMAP` or `PAGE`.

    Args:
        document: Without content encoding.
        media: What its server calls it.
    """
    head = document[:_HEAD]
    if head.startswith(b"\x1f\x8b"):
        return SITEMAP if "gzip" in media or "xml" in media else PAGE
    letters = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if letters.startswith(b"{"):
        return FEED if b"jsonfeed.org/version" in head or media == "application/feed+json" else PAGE
    if not letters.startswith(b"<") and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return PAGE
    try:
        return _XML_ROLES.get(markup.root_of(markup.to_letters(head)).lower(), PAGE)
    except InputError:
        return PAGE


def find_in(document: bytes, role: str, address: Address, charset: str = "") -> Iterator[Found]:
    """Yield what a feed or sitemap leads to; of a sitemap, what was changed last comes first.

    Raises:
        InputError: it is none, or broken. One line, without the address.
    """
    if role == FEED:
        for entry in feed.find_entries(document, address=address.url, charset=charset):
            if entry.told.address:
                yield _to_lead(entry.told.address, address, entry.told)
        return
    found = list(sitemap.find_locations(document, charset=charset))
    for one in sorted(found, key=lambda one: one.modified or one.published, reverse=True):
        told = Told(title=one.title, site=one.site, published=feed.to_day(one.published) or None)
        said = one.published if told.published else ""
        yield _to_lead(one.address, address, told, said=said, role=SITEMAP if one.listed == "sitemap" else PAGE)


def choose(found: Iterable[Found], *, limit: int | None = None, since: str | None = None) -> Iterator[Found]:
    """The same, refusing pages that were published before a day, and those past so many.

    Args:
        found: What one feed or sitemap leads to.
        limit: How many pages.
        since: An ISO day; what has no day is kept.
    """
    taken = 0
    for one in found:
        if not isinstance(one, Lead) or one.role == SITEMAP:
            yield one
        elif since and one.published and one.published < since:
            yield _passed(one, OLDER)
        elif limit is not None and taken >= limit:
            yield _passed(one, OVER)
        else:
            taken += 1
            yield one


def load_links(path: str) -> Iterator[Found]:
    """Yield the addresses that a file lists: a line each, a column of a table, OPML, or a browser's bookmarks.

    Raises:
        InputError: it cannot be opened, is too large, or holds none. One line, the file first.
    """
    try:
        with Path(path).open("rb") as file:
            raw = file.read(LIMITS.document + 1)
    except (OSError, ValueError) as fault:
        raise InputError(f"{path}: {reason_of(fault)}", reason=reasons.UNOPENED) from None
    if len(raw) > LIMITS.document:
        why = f"{path}: a list larger than {LIMITS.document // 1024 // 1024} MiB; cut it"
        raise InputError(why, reason=reasons.TOO_LARGE)
    try:
        links = list(_find_links(raw, path))
    except InputError as fault:
        raise InputError(f"{path}: {fault}", reason=fault.reason) from None
    if not links:
        raise InputError(f"{path}: no http address in it", reason=reasons.EMPTY)
    for number, text in links:
        source = f"{path}:{number}" if number else path
        try:
            yield Lead(address=to_address(text), via=Path(path).name)
        except InputError as fault:
            yield Refusal(source=source, reason=fault.reason, message=f"{source}: {text[:80]}: {fault}")


def _find_links(raw: bytes, path: str) -> Iterator[tuple[int, str]]:
    """The addresses of a list, each with its line where it has one."""
    head = raw[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith((b"<!doctype netscape-bookmark", b"<!doctype html", b"<html")):
        yield from _find_hrefs(decode(raw)[0])
    elif head.startswith(b"<"):
        yield from _find_outlines(raw)
    elif path.lower().endswith((".csv", ".tsv")):
        yield from _find_cells(decode(raw)[0])
    else:
        for number, line in enumerate(decode(raw)[0].splitlines(), 1):
            text = line.strip("\ufeff \t")
            if text and not text.startswith("#"):
                yield number, text


def _find_outlines(raw: bytes) -> Iterator[tuple[int, str]]:
    """The feeds of an OPML file; for an outline without one, its page."""
    parser = etree.iterparse(
        io.BytesIO(markup.to_letters(raw).encode()),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
    )
    try:
        for _, element in parser:
            if isinstance(element.tag, str) and element.tag.lower() == "outline":
                told = {str(name).lower(): str(value) for name, value in element.attrib.items()}
                link = told.get("xmlurl") or told.get("htmlurl") or told.get("url")
                if link:
                    yield element.sourceline or 0, link
            element.clear()
    except etree.XMLSyntaxError:
        raise InputError("no list of links: XML, but no OPML", reason=reasons.UNKNOWN) from None


def _find_cells(text: str) -> Iterator[tuple[int, str]]:
    """The first address of each row."""
    lines = text.splitlines()
    sample = "\n".join(lines[:20])
    mark = max(",;\t|", key=sample.count)
    try:
        for number, row in enumerate(csv.reader(lines, delimiter=mark), 1):
            link = next((cell.strip() for cell in row if _LINE.match(cell.strip())), None)
            if link:
                yield number, link
    except csv.Error as fault:
        raise InputError(f"a broken table: {fault}", reason=reasons.DAMAGED) from None


def _find_hrefs(text: str) -> Iterator[tuple[int, str]]:
    """The web addresses of links in HTML, whatever else is wrong with it."""
    for found in _HREF.finditer(text):
        link = html.unescape(found[1] or found[2] or found[3] or "").strip()
        if _LINE.match(link):
            yield 0, link


def _to_lead(link: str, base: Address, told: Told, *, said: str = "", role: str = PAGE) -> Found:
    try:
        address = to_address(link, base)
    except InputError as fault:
        message = f"{base.url}: {link[:80]}: {fault}"
        return Refusal(source=base.url, reason=fault.reason, message=message)
    said = said or next((day.said for day in told.days if day.of == "published"), "")
    return Lead(
        address=address, via=base.url, role=role, title=told.title, author=told.author, published=told.published or "",
        said=said, site=told.site,
    )  # fmt: skip


def _passed(lead: Lead, why: str) -> Refusal:
    return Refusal(source=lead.address.url, reason=why, message=f"{lead.address.url}: {why}", passed=True)
