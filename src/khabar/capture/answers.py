"""What an HTTP answer carries: told from its headers and bytes, the same when it comes as when it is read again.

Invariant: nothing grows beyond the limits; a pure function of the bytes.
"""

from __future__ import annotations

import email.message
import zlib
from typing import Final

import h11

from khabar.capture.exchange import HEAD, Headers
from khabar.errors import InputError
from khabar.ingest import reasons
from khabar.ingest.limits import LIMITS, Limits
from khabar.text.letters import one_line

_ZLIB_OR_GZIP: Final = 32 + zlib.MAX_WBITS
MEMBERS: Final = 256
_BARE: Final = -zlib.MAX_WBITS


def parse_response(raw: bytes, *, head_only: bool = False) -> tuple[int, Headers, bytes]:
    """Status, headers (names in lower case) and body of an HTTP message; chunks are joined.

    Args:
        raw: The message.
        head_only: It ends with its head, whatever length that announces.

    Raises:
        InputError: it is none.
    """
    http = h11.Connection(h11.CLIENT, max_incomplete_event_size=HEAD)
    http.send(h11.Request(method="GET", target="/", headers=[("Host", "x"), ("Connection", "close")]))
    http.send(h11.EndOfMessage())
    status, body = 0, bytearray()
    headers: Headers = ()
    try:
        http.receive_data(raw)
        ended = False
        while True:
            event = http.next_event()
            if isinstance(event, h11.Response):
                status = event.status_code
                headers = tuple((name.decode("ascii"), value.decode("latin-1")) for name, value in event.headers)
                if head_only:
                    return status, headers, b""
            elif isinstance(event, h11.Data):
                body += event.data
            elif isinstance(event, h11.EndOfMessage):
                return status, headers, bytes(body)
            elif event is h11.NEED_DATA and not ended:
                http.receive_data(b"")
                ended = True
            else:
                raise InputError("no HTTP answer", reason=reasons.DAMAGED)
    except h11.RemoteProtocolError as fault:
        raise InputError(f"no HTTP answer: {fault}", reason=reasons.DAMAGED) from None


def split_head(raw: bytes) -> tuple[bytes, bytes]:
    """The head of an HTTP message with its empty line, and what follows it."""
    end = raw.find(b"\r\n\r\n")
    return (raw[: end + 4], raw[end + 4 :]) if end >= 0 else (raw, b"")


def header(headers: Headers, name: str) -> str:
    """The first header of that (lower-case) name, empty where there is none."""
    return next((value for one, value in headers if one == name), "")


def to_document(headers: Headers, body: bytes, limits: Limits = LIMITS) -> bytes:
    """The bytes of the page: its body without the content encoding.

    Raises:
        InputError: an encoding that was not asked for, broken, or a bomb.
    """
    encoding = header(headers, "content-encoding").strip().lower()
    if encoding in ("", "identity"):
        return body
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise InputError(f"sent as {one_line(encoding[:20])}, which was not asked for", reason=reasons.DAMAGED)
    if not body:
        return b""
    try:
        return _inflate(body, _ZLIB_OR_GZIP, limits.document)
    except zlib.error:
        pass
    try:
        return _inflate(body, _BARE, limits.document)
    except zlib.error:
        raise InputError(f"broken {encoding}", reason=reasons.DAMAGED) from None


def as_letters(header: str) -> str:
    """A header as letters: many servers send UTF-8 in theirs."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def media_of(headers: Headers) -> tuple[str, str]:
    """Media type and charset that the headers declare, each empty where they do not."""
    declared = email.message.Message()
    declared["content-type"] = header(headers, "content-type")[:200] or "application/octet-stream"
    charset = declared.get_param("charset")
    media = declared.get_content_type() if header(headers, "content-type") else ""
    return media, charset if isinstance(charset, str) else ""


def _inflate(body: bytes, wbits: int, most: int) -> bytes:
    """All that is packed, its members joined.

    Raises:
        InputError: more than `most`, or cut off.
        zlib.error: not of this form.
    """
    made, rest = bytearray(), body
    for _ in range(MEMBERS):
        unpack = zlib.decompressobj(wbits)
        made += unpack.decompress(rest, most + 1 - len(made))
        if len(made) > most:
            raise InputError(f"unpacks to more than {most / 1024 / 1024:g} MiB", reason=reasons.EXPANDS)
        if not unpack.eof:
            raise InputError("its packed body is cut off", reason=reasons.DAMAGED)
        rest = unpack.unused_data
        if not rest.startswith(b"\x1f\x8b"):
            return bytes(made)
    raise InputError(f"packed in more than {MEMBERS} pieces", reason=reasons.EXPANDS)
