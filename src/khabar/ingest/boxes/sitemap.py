"""Sitemaps (sitemaps.org 0.9, with the news extension): the addresses that a site lists of itself.

Invariant: nothing is fetched, memory is bounded, and an address that is no http(s) address is passed over.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import Final

import msgspec
from lxml import etree

from khabar.errors import InputError
from khabar.ingest import reasons
from khabar.ingest.boxes import markup
from khabar.ingest.limits import LIMITS, MEBIBYTE, Limits

LARGEST: Final = 64 * MEBIBYTE  # the protocol allows 50
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]{1,2040}$", re.IGNORECASE)
_SPACE: Final = re.compile(r"\s+")
_FIELDS: Final = {
    "loc": "address",
    "lastmod": "modified",
    "publication_date": "published",
    "title": "title",
    "name": "site",
    "language": "language",
}
_OF_OTHERS: Final = frozenset({"image", "video", "author", "genre"})


class Location(msgspec.Struct, frozen=True, kw_only=True):
    """One address of a sitemap, with what is told of it.

    ``listed`` is ``page`` or ``sitemap`` (another one, of an index); ``published`` and ``modified`` stand as told, W3C
    times as a rule; ``title``, ``site`` and ``language`` are of the news extension.
    """

    address: str
    listed: str = "page"
    published: str = ""
    modified: str = ""
    title: str = ""
    site: str = ""
    language: str = ""


def find_locations(raw: bytes, limits: Limits = LIMITS, *, charset: str = "") -> Iterator[Location]:
    """Yield the addresses of a sitemap, of an index of sitemaps, or of a list with one address a line.

    Args:
        raw: As served; gzip is undone.
        limits: ``members`` bounds how many, ``ratio`` how far gzip may grow.
        charset: What the server said; what the file says of itself counts first.

    Raises:
        InputError: no sitemap, too large, or it declares entities. The message names no file.
    """
    for found, location in enumerate(_find(_unpacked(raw, limits), charset), 1):
        if found > limits.members:
            raise InputError(f"more than {limits.members:,} addresses", reason=reasons.TOO_LARGE)
        yield location


def _find(raw: bytes, charset: str) -> Iterator[Location]:
    text = markup.to_letters(raw, charset)
    root = markup.root_of(text).lower()
    if root in ("urlset", "sitemapindex"):
        yield from _find_listed(text)
    elif root:
        raise InputError("XML, but no sitemap", reason=reasons.UNKNOWN)
    else:
        lines = (line.strip() for line in text.splitlines())
        addresses = [line for line in lines if _ADDRESS.match(line)]
        if not addresses:
            raise InputError("no sitemap: no line is an address", reason=reasons.UNKNOWN)
        yield from (Location(address=line) for line in addresses)


def _find_listed(text: str) -> Iterator[Location]:
    told: dict[str, str] = {}
    path: list[str] = []
    parser = etree.iterparse(
        io.BytesIO(text.encode()),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for event, element in parser:
            name = _local_name(element.tag)
            if event == "start":
                path.append(name)
                continue
            path.pop()
            if name in ("url", "sitemap") and len(path) == 1:
                if _ADDRESS.match(told.get("address", "")):
                    yield Location(**told, listed="page" if name == "url" else "sitemap")
                told = {}
                _forget(element)
            elif name in _FIELDS and not _OF_OTHERS & set(path[2:]):
                told.setdefault(_FIELDS[name], _SPACE.sub(" ", element.text or "").strip()[:2048])
    except etree.XMLSyntaxError:
        raise InputError("a broken sitemap; what came before the fault was taken", reason=reasons.DAMAGED) from None


def _local_name(tag: object) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def _forget(element: etree._Element) -> None:
    """Drop what was gone through, so that memory does not grow with the file."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _unpacked(raw: bytes, limits: Limits) -> bytes:
    if not raw.startswith(b"\x1f\x8b"):
        if len(raw) > LARGEST:
            raise InputError(f"a sitemap larger than {LARGEST // MEBIBYTE} MiB", reason=reasons.TOO_LARGE)
        return raw
    most = min(LARGEST, max(MEBIBYTE, len(raw) * limits.ratio))
    undone = zlib.decompressobj(wbits=31)
    try:
        whole = undone.decompress(raw, most)
    except zlib.error:
        raise InputError("broken gzip", reason=reasons.DAMAGED) from None
    if undone.unconsumed_tail:
        raise InputError("gzip that grows beyond what a sitemap may be", reason=reasons.EXPANDS)
    return whole
