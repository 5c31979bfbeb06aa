"""What an outlet published, as Khabar holds it.

Invariant: ``text`` is the file's decoded letters, untouched: a byte-order mark, CRLF and controls keep their places.
"""

from __future__ import annotations

from khabar.model.records import Issue, Published, Record


class Document(Record, frozen=True, omit_defaults=True, kw_only=True):
    """One document. ``doc`` is the file's stem; ``sha256`` is of the bytes on disk.

    ``published`` is the ISO day that a feed's metadata gives, None where nobody told. ``encoding`` is what decoded it.
    ``believed`` are the days that other documents tell of it: heard where the text itself states none.
    """

    doc: str
    text: str
    sha256: str
    path: str = ""
    outlet: str | None = None
    published: str | None = None
    believed: Published | None = None
    encoding: str = "utf-8"
    issues: tuple[Issue, ...] = ()
