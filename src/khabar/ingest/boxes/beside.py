"""What an archive of khabar capture tells of a page, in the metadata record that stands before it.

Invariant: what a feed told is told as the feed's; a record that speaks of another page tells nothing of this one.
"""

from __future__ import annotations

import datetime
import re
from typing import Final

import msgspec
from fastwarc.warc import WarcRecord

from khabar.model.article import Told, ToldDay

FIELDS: Final = "application/warc-fields"
OF: Final = "of"
LISTS: Final = frozenset({"feed", "sitemap", "robots"})
MOST: Final = 64 * 1024
_LONGEST: Final = 1000
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d\Z")


def from_fields(block: bytes) -> dict[str, str]:
    """The named fields of a block (``name: value``, a line each), names in lower case; of several the first."""
    found: dict[str, str] = {}
    for line in block[:MOST].decode("utf-8", errors="replace").splitlines():
        name, colon, value = line.partition(":")
        if colon:
            found.setdefault(name.strip().lower(), " ".join(value.split())[:_LONGEST])
    return found


def to_fields(record: WarcRecord, block: bytes) -> dict[str, str]:
    """The fields of a metadata record, with the record that it speaks of; none where it has others."""
    of = record.headers.get("WARC-Concurrent-To")
    return from_fields(block) | {OF: of} if of and record.headers.get("Content-Type") == FIELDS else {}


def with_fields(told: Told, fields: dict[str, str]) -> Told:
    """What is told of a page, with what the feed that led to it told."""
    said = fields.get("published-said") or fields.get("published", "")
    day = fields.get("published", "") if _is_day(fields.get("published", "")) else ""
    return msgspec.structs.replace(
        told,
        title=fields.get("title") or told.title,
        author=fields.get("author") or told.author,
        site=fields.get("site") or told.site,
        published=day or told.published,
        days=(*told.days, ToldDay(day=day, of="published", by="feed", said=said)) if day else told.days,
    )


def _is_day(text: str) -> bool:
    if not _DAY.match(text):
        return False
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True
