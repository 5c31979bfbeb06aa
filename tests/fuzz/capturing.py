"""The parsers of what is captured, as functions of bytes: answers, robots.txt, lists of links, addresses, archives.

Invariant: nothing is fetched and no name is resolved; a target raises nothing but where a promise is broken.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import ipaddress
import tempfile
from collections.abc import Callable, Sequence

import msgspec
import promise
import skeletons

from khabar.capture import answers, index, links, robots, warc
from khabar.capture.addresses import to_address
from khabar.capture.guard import Guard
from khabar.capture.leads import FEED, SITEMAP, Lead
from khabar.errors import InputError

BASE = to_address("https://a.example/feed")
ADDRESSES = (
    b"https://a.example/1?x=%D8%A7#y", b"http://127.0.0.1/", b"http://0x7f.1/", b"http://2130706433/", b"http://[::ffff:10.0.0.1]/",
    b"http://[64:ff9b::7f00:1]/", b"http://[fe80::1%25eth0]/", b"http://a.example@127.0.0.1/", b"http://127.1/", b"http://017700000001/",
    "http://①②⑦.0.0.1/".encode(), "https://مثال.example/خبر".encode(), b"http://localhost:22/", b"//[::]/", b"http://xn--/", b"/../x",
    b"http://169.254.169.254/", b"gopher://a/", b"http://a.example:99999/", b"http://a..b/", b"http://[::1", b"http://::1/",
)  # fmt: skip


def _address(raw: bytes) -> object:
    """An address that is let through is public, and is the same address when it is read again."""
    text = raw.decode("utf-8", "surrogateescape")
    address = to_address(text, BASE if raw[:1] == b"/" else None)
    assert address.url.isascii(), ascii(address.url)
    assert not any(c.isspace() or c < " " or c in "\\@" for c in address.authority), address.authority
    assert to_address(address.url) == address, address.url
    guard = Guard(resolver=lambda host, port: ["93.184.216.34"])
    found = guard.check(address)
    for one in found:
        assert ipaddress.ip_address(one).is_global, one
    return address, found


def _ip(raw: bytes) -> object:
    """What is not global is never connected to, however it is written."""
    text = raw[:60].decode("latin-1")
    why = Guard().why_not(text)
    for size in (4, 16):
        one = ipaddress.ip_address(raw[:size].ljust(size, b"\1"))
        if Guard().why_not(str(one)) is None:
            assert one.is_global, one
            assert not one.is_multicast, one
    return why


def _robots(raw: bytes) -> object:
    rules = robots.rules_of(200, raw)
    return rules.why_not("https://a.example/private/a?x=1"), rules.why_not("https://a.example/"), rules.delay_s


def _listed(raw: bytes) -> object:
    suffix = (".txt", ".csv")[raw[:1] == b"i"]
    with tempfile.NamedTemporaryFile(suffix=suffix) as file:
        file.write(raw)
        file.flush()
        try:
            return [_plain(one, file.name) for one in links.load_links(file.name)]
        except InputError as fault:
            raise InputError(str(fault).replace(file.name, "links"), reason=fault.reason) from None


def _plain(one: links.Found, name: str) -> object:
    if isinstance(one, Lead):
        return one.address.url
    return one.reason


def _led(raw: bytes) -> object:
    role = links.role_of(raw, "application/xml")
    found: list[object] = [role]
    for tried in (FEED, SITEMAP):
        with contextlib.suppress(InputError):
            found += list(links.choose(links.find_in(raw, tried, BASE), limit=5, since="2024-01-01"))
    return found


def _answer(raw: bytes) -> object:
    status, headers, body = answers.parse_response(raw)
    document = answers.to_document(headers, body, promise.LIMITS)
    assert len(document) <= max(promise.LIMITS.document, len(raw))
    return status, headers, document, answers.media_of(headers)


def _index(raw: bytes) -> object:
    found = []
    for line in raw.split(b"\n"):
        try:
            capture = index.from_line(line)
        except ValueError:
            continue
        assert int(capture.offset) >= 0
        assert int(capture.length) >= 0
        found.append((capture, capture.at, capture.revisit))
    return found


def _archive(raw: bytes) -> object:
    """An archive is gone through up to where it is torn; an index of it can be written and read again."""
    found = []
    with contextlib.suppress(warc.Torn):
        for record in warc.find_records(io.BytesIO(raw)):
            found.append(index.to_capture(record, "a.warc.gz", ""))
    for one in found:
        msgspec.json.encode(one)
        with contextlib.suppress(ValueError):
            index.to_line(one)
    return found


def _records() -> bytes:
    parts = skeletons.WARC.split(b"WARC/1.0\r\n")[1:]
    return b"".join(gzip.compress(b"WARC/1.0\r\n" + part, mtime=0) for part in parts)


def _twice(make: Callable[[bytes], object]) -> Callable[[bytes], object]:
    return lambda raw: promise.twice(lambda: make(raw))


CDXJ = (
    b'example,a)/1 20240302100000 {"url":"https://a.example/1","mime":"text/html","status":"200","digest":"sha256:00",'
    b'"length":"100","offset":"0","filename":"a.warc.gz"}\n'
)
HTTP = skeletons._response(
    gzip.compress(skeletons.PAGE, mtime=0), "Content-Type: text/html; charset=x", "Content-Encoding: gzip"
)
CHUNKS = skeletons._response(skeletons.CHUNKED, "Content-Type: text/html", "Transfer-Encoding: chunked")
TARGETS: dict[str, tuple[Callable[[bytes], object], Sequence[bytes]]] = {
    "address": (_twice(_address), ADDRESSES),
    "ip": (_twice(_ip), (b"127.0.0.1", b"::1", b"::ffff:10.0.0.1", b"fe80::1%eth0", b"\x0a\0\0\1", b"\0" * 15 + b"\1")),
    "robots": (_twice(_robots), (skeletons.ROBOTS, b"User-agent: Khabar\nRequest-rate: 1/5\nCrawl-delay: 1e9\n")),
    "links": (
        _twice(_listed),
        (skeletons.LINKS, skeletons.OPML, skeletons.BOOKMARKS, b"id,url\n1,https://a.example/1\n"),
    ),
    "leads": (_twice(_led), (skeletons.RSS, skeletons.SITEMAP, skeletons.INDEX, skeletons.JSON_FEED)),
    "answer": (_twice(_answer), (HTTP, CHUNKS)),
    "cdxj": (_twice(_index), (CDXJ * 2,)),
    "archive": (_twice(_archive), (_records(),)),
}
