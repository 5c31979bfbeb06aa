"""What shall be fetched, and what was told of it before it was.

Invariant: what a feed told is kept as told; it is a claim about the page, not a part of it.
"""

from __future__ import annotations

from typing import Final

import msgspec

from khabar.capture.addresses import Address

PAGE: Final = "page"
FEED: Final = "feed"
SITEMAP: Final = "sitemap"
ROBOTS: Final = "robots"
REDIRECT: Final = "redirect"


class Lead(msgspec.Struct, frozen=True, kw_only=True):
    """An address to fetch. ``via`` is the feed, sitemap or file that named it, or the page that redirected to it.

    ``role`` is what is to be found there: `PAGE`, `FEED`, `SITEMAP`, `ROBOTS`; empty where the bytes shall tell.
    ``published`` is an ISO day; ``said`` are the letters it was read from.
    """

    address: Address
    via: str = ""
    role: str = ""
    title: str = ""
    author: str = ""
    published: str = ""
    said: str = ""
    site: str = ""
