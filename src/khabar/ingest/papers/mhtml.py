"""The page in a web archive that a browser saved (RFC 2557, .mhtml).

Invariant: the page that the archive is of, and nothing beside it: pictures, styles, frames and scripts are left packed.
"""

from __future__ import annotations

import msgspec

from khabar.errors import InputError
from khabar.ingest import reasons
from khabar.ingest.days import to_day
from khabar.ingest.item import Extracted, Item
from khabar.ingest.limits import Limits
from khabar.ingest.papers.mail import charset_of, find_parts, from_page, header, to_bytes, to_message, type_of
from khabar.model.article import Told


def extract(item: Item, limits: Limits) -> Extracted:
    """The article in the page.

    Raises:
        InputError: there is no page in it. No file is named.
    """
    message = to_message(item.raw)
    parts = list(find_parts(message))
    pages = [part for part in parts if type_of(part) in ("text/html", "application/xhtml+xml")]
    start = _start(header(message, "content-type"))
    wanted = header(message, "snapshot-content-location")
    root = next((part for part in pages if start and header(part, "content-id") == start), None)
    root = root or next((part for part in pages if wanted and header(part, "content-location") == wanted), None)
    root = root or next(iter(pages), None)
    if root is None:
        raise InputError("a web archive without a page in it", reason=reasons.NO_ARTICLE)
    address = wanted or header(root, "content-location")
    saved = to_day(header(message, "date"))
    told: Told = msgspec.structs.replace(
        item.told,
        address=item.told.address or (address if address.startswith(("http://", "https://")) else ""),
    )
    notes = [f"saved on {saved}"] if saved else []
    if len(parts) > 1:
        notes.append(f"{len(parts) - 1} other parts not opened")
    raw = to_bytes(root, limits.document)
    return from_page(item, raw, charset_of(root), told, notes, limits, media="multipart/related")


def _start(content_type: str) -> str:
    """The id of the root part that a header names."""
    _, found, rest = content_type.partition("start=")
    return rest.split(";")[0].strip().strip('"') if found else ""
