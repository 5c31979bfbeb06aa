"""The article that was taken out of a publisher's bytes, and what came with it.

Invariant: letters are never made up. Each run of the text says which bytes of the document it was read from; letters
that no run covers (a line break between two paragraphs) were put in by Khabar.
"""

from __future__ import annotations

from khabar.model.records import Record


class ToldDay(Record, frozen=True, kw_only=True):
    """A day that something beside the reporting tells.

    ``day`` is ISO, in the outlet's own zone; ``of`` is ``published`` or ``modified``; ``by`` is what tells it
    (``json-ld``, ``opengraph``, ``meta``, ``time``, ``address``, ``line``, ``hijri``, ``feed``, ``table``, ``mail``,
    ``properties``); ``said`` are the letters as they stood.
    """

    day: str
    of: str
    by: str
    said: str


class Told(Record, frozen=True, kw_only=True):
    """What came with a document's bytes: as told, empty where nobody did.

    ``address`` is the URL that served them; ``site`` the site's, feed's or channel's own name; ``handle`` a channel's
    handle; ``published`` and ``modified`` ISO days, the best of ``days``; ``fetched`` a UTC time, ISO with Z;
    ``member`` where in its container it lay, ``container`` the SHA-256 of that file where it was read whole;
    ``record`` the WARC-Record-ID.
    """

    address: str = ""
    site: str = ""
    handle: str = ""
    title: str = ""
    author: str = ""
    agency: str = ""
    outlet: str | None = None
    published: str | None = None
    modified: str | None = None
    days: tuple[ToldDay, ...] = ()
    fetched: str = ""
    container: str = ""
    member: str = ""
    record: str = ""


class Run(Record, frozen=True, array_like=True):
    """A run of the text, [start, end) in code points, and the bytes of the document it was read from, [first, last)."""

    start: int
    end: int
    first: int
    last: int


class Aside(Record, frozen=True, kw_only=True):
    """A block of the page that is not the article, with the bytes [first, last) it stands in.

    ``kind`` is ``caption``, ``related``, ``comment``, ``foreign`` (another language), ``hidden`` or ``furniture``.
    """

    kind: str
    text: str
    first: int
    last: int


class Article(Record, frozen=True, kw_only=True):
    """How a document's text was taken out of its bytes.

    ``by`` names the programs and their versions; ``media`` is the media type (RFC 6838); ``charset`` what decoded the
    bytes; ``runs`` are in the order of the text and do not overlap in it; ``words`` counts the words of each language
    or script in the page (``ar``, ``en``, ``fr``, ``fa``, ``ku``, …); ``notes`` says what was noticed and mended.
    """

    by: str
    media: str
    charset: str = ""
    runs: tuple[Run, ...] = ()
    asides: tuple[Aside, ...] = ()
    words: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()
