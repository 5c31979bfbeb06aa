"""WARC files (ISO 28500), record by record: what crawlers keep, Common Crawl's as they come.

Invariant: one record at a time is held, and of none more than a document may have. A payload is taken as its server
meant it (chunks joined, content codings undone); one whose digest does not fit is refused. What bears no Arabic letter
in its bytes is passed over before anybody parses it.
"""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator
from typing import BinaryIO, Final, cast

import msgspec
from fastwarc.warc import ArchiveIterator, HeaderMap, WarcRecord, WarcRecordType

from khabar.errors import InputError
from khabar.ingest import open, reasons
from khabar.ingest.boxes import beside, payloads
from khabar.ingest.item import Box, Found, Item, refused
from khabar.ingest.limits import MEBIBYTE
from khabar.ingest.sources import name_of_address
from khabar.model.article import Told

Headers = dict[str, str]

_BUFFER: Final = 1 << 18
_HEADERS: Final = 1 << 16
_CUT: Final = "is cut off; the records before were taken"
_WANTED: Final = (
    WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion | WarcRecordType.revisit
)  # fmt: skip
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$")
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"\0-\x20]{1,4000}$", re.IGNORECASE)
_UNSEEN: Final = re.compile("[\0-\x20\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_KINDS: Final = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}
_BOXES: Final = frozenset(
    "application/rss+xml application/atom+xml application/rdf+xml application/xml text/xml "
    "application/feed+json".split()
)
_SNIFFED: Final = (
    (re.compile(rb"%PDF-"), "pdf"),
    (
        re.compile(
            rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html)[\s>]", re.I | re.S
        ),
        "html",
    ),
)
_UNSURE: Final = frozenset({"", "application/octet-stream", "unknown/unknown", "application/unknown"})


def find_items(stream: BinaryIO, box: Box) -> Iterator[Found]:
    """Yield each response, resource, conversion and revisit of a WARC file, unpacked already.

    Raises:
        InputError: broken; the records before were yielded.
    """
    counted = _Counted(stream, box)
    before = 0
    for record, headers, fields in _find_records(counted):
        box.budget.enter(box.limits)
        for one in _find_in(record, headers, fields, box):
            yield open.consumed(one, counted.at - before)
            before = counted.at


class _Counted:
    """The stream that fastwarc reads from: it asks for bytes, and where it stands."""

    def __init__(self, stream: BinaryIO, box: Box) -> None:
        self._read, self._box, self.at = open.read_once(stream), box, 0

    def read(self, size: int = -1) -> bytes:
        some = self._read(size if size > 0 else _BUFFER)
        self.at += len(some)
        if self._box.depth == 0:
            self._box.budget.packed = self.at
        return some

    def seek(self, offset: int, whence: int = 0) -> int:
        raise OSError("cannot seek")

    def tell(self) -> int:
        return self.at

    def close(self) -> None:
        """Whoever opened it closes it."""


def _find_records(stream: _Counted) -> Iterator[tuple[WarcRecord, Headers, dict[str, str]]]:
    """Yield each record that may hold a document, with its headers and the fields of the metadata record before it."""
    archive = ArchiveIterator(
        stream,
        parse_http=False,
        max_header_len=_HEADERS,
        stream_detect=False,
        buffer_size=_BUFFER,
        strict_mode=False,
    )
    records, seen = iter(archive), 0
    fields: dict[str, str] = {}
    while record := _next(records):
        seen += 1
        headers = _lowered(record.headers)
        if not headers.get("content-length"):
            raise InputError(_CUT, reason=reasons.DAMAGED)
        if record.record_type & _WANTED:
            yield record, headers, fields if fields.get(beside.OF) == headers.get("warc-record-id") else {}
            continue
        read = 0
        if record.record_type == WarcRecordType.metadata and record.content_length <= beside.MOST:
            block = record.reader.read(beside.MOST)
            fields, read = beside.to_fields(record, block), len(block)
        if read + record.consume() < record.content_length:
            raise InputError(_CUT, reason=reasons.DAMAGED)
    if stream.at and not seen:
        raise InputError("holds no WARC record; it was cut off", reason=reasons.DAMAGED)


def _next(records: Iterator[WarcRecord]) -> WarcRecord | None:
    try:
        return next(records, None)
    except (OSError, ValueError, EOFError) as fault:
        why = f"a broken WARC file ({_first_line(fault)}); the records before were taken"
        raise InputError(why, reason=reasons.DAMAGED) from None


def _find_in(record: WarcRecord, headers: Headers, fields: dict[str, str], box: Box) -> Iterator[Found]:
    told = beside.with_fields(_told(headers, box), fields)
    inner = msgspec.structs.replace(
        box,
        source=f"{box.source}!{told.address or told.record or 'record without address'}",
        name=name_of_address(told.address) if told.address else f"{box.name}:{box.budget.entries}",
        told=told,
        depth=box.depth + 1,
        size=None,
    )
    try:
        if fields.get("role") in beside.LISTS:
            raise InputError(f"kept as {fields['role']}, no article", reason=reasons.OTHER_MEDIA)
        yield from _opened(record, headers, inner)
    except InputError as fault:
        yield refused(inner.source, fault, passed=fault.reason in _QUIET)


_QUIET: Final = frozenset({reasons.HELD, reasons.OTHER_MEDIA, reasons.GONE, reasons.NOT_ARABIC, reasons.EMPTY})


def _told(headers: Headers, box: Box) -> Told:
    address = _UNSEEN.sub("", headers.get("warc-target-uri", "")[:4096]).strip("<>")
    fetched = headers.get("warc-date", "")
    return msgspec.structs.replace(
        box.told,
        address=address if _ADDRESS.match(address) else "",
        fetched=fetched if _TIME.match(fetched) else "",
        record=_UNSEEN.sub("", headers.get("warc-record-id", "")[:200]).strip("<>"),
    )


def _opened(record: WarcRecord, headers: Headers, inner: Box) -> Iterator[Found]:
    kind = record.record_type
    if kind == WarcRecordType.revisit:
        raise InputError("fetched again and unchanged; the first is held", reason=reasons.HELD)
    media, charset, codings, chunked = _head(record, headers)
    as_what = _KINDS.get(media, "box" if media in _BOXES else "")
    if not as_what and media not in _UNSURE:
        raise InputError(f"{media[:60]}, no article", reason=reasons.OTHER_MEDIA)
    body = _body(record, inner)
    payload = payloads.undo(body, codings, chunked=chunked, limit=inner.limits.document)
    payloads.check_digest(headers.get("warc-payload-digest", ""), (body, payload))
    if not payload or payload.isspace():
        raise InputError("empty; there is nothing to read", reason=reasons.EMPTY)
    as_what = next((found for pattern, found in _SNIFFED if pattern.match(payload[:1024])), as_what)
    if not as_what:
        raise InputError("of no media type that is told, and no page", reason=reasons.OTHER_MEDIA)
    if as_what == "box":
        yield from open.find_within(io.BytesIO(payload), inner, member="feed.json" if "json" in media else "feed.xml")
        return
    if as_what in ("html", "text") and not payloads.may_hold_arabic(payload, charset):
        raise InputError("no Arabic letter in it; Khabar reads Arabic reporting", reason=reasons.NOT_ARABIC)
    yield Item(
        name=inner.name, source=inner.source, raw=payload, kind=as_what, charset=charset, told=inner.told, boxed=True
    )


def _head(record: WarcRecord, headers: Headers) -> tuple[str, str, list[str], bool]:
    """The media type, the charset, the content codings, and whether it comes in chunks."""
    content = headers.get("content-type", "")
    if record.record_type != WarcRecordType.response or not content.lower().startswith("application/http"):
        media, charset = payloads.media_type(content)
        return media, charset, [], False
    try:
        record.parse_http(max_header_len=_HEADERS, strict_mode=False)
    except (OSError, ValueError) as fault:
        raise InputError(f"broken HTTP headers ({_first_line(fault)})", reason=reasons.DAMAGED) from None
    heard = cast("HeaderMap | None", record.http_headers)
    if heard is None:  # fastwarc has none where it takes the record for no HTTP message
        raise InputError("no HTTP headers where there should be some", reason=reasons.DAMAGED)
    if heard.status_code != 200:
        raise InputError(f"served with status {heard.status_code}", reason=reasons.GONE)
    http = _lowered(heard)
    media, charset = payloads.media_type(http.get("content-type", ""))
    codings = [one.strip().lower() for one in http.get("content-encoding", "")[:200].split(",")]
    return media, charset, codings, "chunked" in http.get("transfer-encoding", "").lower()


def _lowered(headers: HeaderMap) -> Headers:
    """Headers by their name in lower case; of several of one name, the first."""
    return {name.lower(): value for name, value in reversed(headers.items())}


def _body(record: WarcRecord, inner: Box) -> bytes:
    """What follows the headers, as it was kept.

    Raises:
        InputError: it is larger than a document may be, or the file ends within it.
    """
    limit = inner.limits.document
    if record.content_length > limit + _HEADERS:
        raise InputError(f"larger than {limit // MEBIBYTE} MiB, which no article is", reason=reasons.TOO_LARGE)
    pieces = itertools.takewhile(bool, iter(lambda: record.reader.read(limit + _HEADERS), b""))
    try:
        body = b"".join(pieces)
    except (OSError, ValueError, EOFError) as fault:
        raise InputError(f"broken ({_first_line(fault)})", reason=reasons.DAMAGED) from None
    if len(body) < record.content_length:
        raise InputError(_CUT, reason=reasons.DAMAGED)
    return body


def _first_line(fault: Exception) -> str:
    return (str(fault) or type(fault).__name__).splitlines()[0][:120]
