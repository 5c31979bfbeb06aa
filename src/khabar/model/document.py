"""What an outlet published, as Khabar holds it.

Invariant: ``text`` is the file's decoded letters, untouched: a byte-order mark, CRLF and controls keep their places.
Of bytes that are no plain text it is the article in them, and ``article`` says where in the bytes each letter stood.
"""

from __future__ import annotations

from khabar.model.article import Article, Told
from khabar.model.records import Issue, Published, Record


class Document(Record, frozen=True, omit_defaults=True, kw_only=True):
    """One document. ``doc`` is the file's stem; ``sha256`` is of the bytes as they came.

    ``published`` is the ISO day that a feed's metadata gives, None where nobody told. ``encoding`` is what decoded it.
    ``believed`` are the days that other documents tell of it: heard where the text itself states none. ``told`` is what
    else came with the bytes; ``article`` how the text was taken out of them, None where they are plain text.
    """

    doc: str
    text: str
    sha256: str
    path: str = ""
    outlet: str | None = None
    published: str | None = None
    believed: Published | None = None
    encoding: str = "utf-8"
    told: Told = Told()
    article: Article | None = None
    issues: tuple[Issue, ...] = ()
