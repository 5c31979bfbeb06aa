"""XML files: feeds are opened; what a sitemap lists is only told; all else is passed over.

Invariant: XML is read whole or not at all, and nothing that it names is fetched.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import BinaryIO, Final

from khabar.errors import InputError
from khabar.ingest import reasons
from khabar.ingest.boxes import feed, markup, sitemap
from khabar.ingest.item import Box, Found, Item, Refusal
from khabar.ingest.load import read_whole

_FEEDS: Final = frozenset({"rss", "feed", "rdf", "channel"})
_SITEMAPS: Final = frozenset({"urlset", "sitemapindex"})


def find_items(stream: BinaryIO, box: Box) -> Iterator[Found]:
    """Yield the entries of a feed, or a page that is well-formed XML.

    Raises:
        InputError: neither, too large, or it declares entities.
    """
    raw = read_whole(stream, sitemap.LARGEST)
    root = markup.root_of(markup.to_letters(raw)).lower()
    if root in _FEEDS:
        yield from feed.find_items(raw, box)
    elif root in _SITEMAPS:
        yield _tell_of_sitemap(raw, box)
    elif root == "html":
        if len(raw) > box.limits.document:
            raise InputError("a page larger than any article", reason=reasons.TOO_LARGE)
        yield Item(
            name=box.name, source=box.source, raw=raw, kind="html", told=box.told, boxed=box.boxed, consumed=len(raw)
        )
    else:
        raise InputError(f"XML that is no feed{f' ({root})' if root else ''}", reason=reasons.UNKNOWN)


def _tell_of_sitemap(raw: bytes, box: Box) -> Refusal:
    locations = sitemap.find_locations(raw, box.limits)
    first = next(locations, None)
    count = sum(1 for _ in itertools.islice(locations, box.limits.members)) + bool(first)
    such = f", {first.address} the first" if first else ""
    why = f"{box.source}: a sitemap of {count:,} addresses{such}; khabar capture fetches what it lists"
    return Refusal(source=box.source, reason=reasons.LINK_ONLY, message=why, passed=True, consumed=len(raw))
