"""The site of made-up pages, served on loopback as a web server would: for tests of whatever fetches.

Invariant: the bytes of a page are those of `khabar.evaluate.site`; only addresses in feeds and sitemaps name the port.
Nothing but 127.0.0.1 is listened on; nothing is read from the network.

    with serving() as server:
        httpx.get(server.url + "/p/wp-jannah.html")

Addresses: ``/`` (links to all pages), ``/p/NAME.html`` (ETag, Last-Modified, conditional requests, gzip where asked),
``/robots.txt`` (forbids ``/private/``), ``/sitemap.xml`` (an index of ``/sitemap-a.xml`` and ``/sitemap-b.xml.gz``),
``/feed.rss``, ``/feed.atom``, ``/feed.json``, ``/moved/NAME`` (301), ``/chain/N`` (N redirects), ``/loop``, ``/away``
(to a link-local address), ``/file`` (to file:///), ``/changes`` (another article every time), ``/slow`` (a byte at a
time), ``/stuck`` (headers, then nothing), ``/endless``, ``/bomb`` (gzip), ``/short`` (fewer bytes than promised),
``/busy`` (503 with Retry-After, then the page), ``/gone`` (410), ``/picture``, ``/private/NAME``.
"""

from __future__ import annotations

import contextlib
import email.utils
import functools
import gzip
import hashlib
import html
import json
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import msgspec

from khabar.evaluate.site import Page, load_site

FOLDER = Path(__file__).resolve().parent
ROBOTS = "User-agent: *\nDisallow: /private/\nCrawl-delay: 0\n\nSitemap: {url}/sitemap.xml\n"
IN_FEEDS = 12
SLOW_S = 0.05
MADE = datetime(2025, 7, 6, 7, 22, 5, tzinfo=UTC)
BOMB_BYTES = 64 * 1024 * 1024


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A request that came: when (monotonic seconds), what for, and with which headers (names in lower case)."""

    at: float
    path: str
    headers: dict[str, str]


class Server(ThreadingHTTPServer):
    """A server of pages; ``asked`` are the requests so far."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, pages: tuple[Page, ...]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages = {page.name: page for page in pages}
        self.asked: list[Asked] = []
        self.closing = threading.Event()
        self.counts: dict[str, int] = {}

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def paths(self) -> list[str]:
        """The path of every page."""
        return [f"/p/{name}.html" for name in self.pages]

    def count(self, path: str) -> int:
        """How often this was asked for before now."""
        self.counts[path] = self.counts.get(path, 0) + 1
        return self.counts[path] - 1


class Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "site", ""
    server: Server

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.asked.append(Asked(at=time.monotonic(), path=path, headers=headers))
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self._answer(path)

    do_HEAD = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def _answer(self, path: str) -> None:
        special = SPECIAL.get(path)
        head, _, rest = path.lstrip("/").partition("/")
        name = rest.removesuffix(".html")
        if special:
            special(self)
        elif head in ("p", "private") and name in self.server.pages:
            self._page(self.server.pages[name])
        elif head == "moved" and name in self.server.pages:
            self.redirect(f"/p/{name}.html", 301)
        elif head == "chain" and rest.isdigit():
            self.redirect(f"/chain/{int(rest) - 1}" if int(rest) > 1 else next(iter(self.server.paths())))
        else:
            self.send(404, b"not found", {"Content-Type": "text/plain"})

    def _page(self, page: Page) -> None:
        tag = f'"{hashlib.sha256(page.raw).hexdigest()[:16]}"'
        made = MADE - timedelta(minutes=list(self.server.pages).index(page.name))
        told = {"ETag": tag, "Last-Modified": email.utils.format_datetime(made, usegmt=True), "Vary": "Accept-Encoding"}
        since = self.headers.get("If-Modified-Since")
        if self.headers.get("If-None-Match"):
            same = tag in str(self.headers.get("If-None-Match"))
        else:
            same = bool(since) and email.utils.parsedate_to_datetime(str(since)) >= made
        if same:
            self.send(304, b"", told)
        else:
            self.send(200, page.raw, page.headers | told, squeeze=True)

    def redirect(self, to: str, status: int = 302) -> None:
        """Send the client elsewhere."""
        self.send(status, b"", {"Location": to})

    def send(self, status: int, raw: bytes, headers: dict[str, str], *, squeeze: bool = False) -> None:
        """Send a whole answer, gzipped if that is asked for and allowed."""
        if squeeze and "gzip" in self.headers.get("Accept-Encoding", ""):
            raw, headers = gzip.compress(raw, mtime=0), headers | {"Content-Encoding": "gzip"}
        self.begin(status, headers | ({} if status == 304 else {"Content-Length": str(len(raw))}))
        if self.command != "HEAD":
            self.wfile.write(raw)

    def begin(self, status: int, headers: dict[str, str]) -> None:
        """Send status and headers."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()


@contextlib.contextmanager
def serving(folder: str | Path = FOLDER) -> Iterator[Server]:
    """Serve the first site of a folder until the block is left."""
    server = Server(_pages(str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


@functools.cache
def _pages(folder: str) -> tuple[Page, ...]:
    return load_site(folder, held=False).pages


def _index(h: Handler) -> None:
    links = "".join(f'<li><a href="{path}">{path}</a></li>' for path in h.server.paths())
    h.send(200, f"<!DOCTYPE html><title>site</title><ul>{links}</ul>".encode(), {"Content-Type": "text/html"})


def _robots(h: Handler) -> None:
    h.send(200, ROBOTS.format(url=h.server.url).encode(), {"Content-Type": "text/plain"})


def _sitemap_index(h: Handler) -> None:
    parts = "".join(
        f"<sitemap><loc>{h.server.url}/{name}</loc></sitemap>" for name in ("sitemap-a.xml", "sitemap-b.xml.gz")
    )
    _xml(h, f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{parts}</sitemapindex>')


def _sitemap(h: Handler, part: int) -> str:
    told = [
        f"<url><loc>{h.server.url}/p/{page.name}.html</loc>"
        + (f"<lastmod>{page.gold.published}</lastmod>" if page.gold.published else "")
        + "</url>"
        for page in list(h.server.pages.values())[part::2]
    ]
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(told)}</urlset>'


def _sitemap_squeezed(h: Handler) -> None:
    raw = ('<?xml version="1.0" encoding="UTF-8"?>' + _sitemap(h, 1)).encode()
    h.send(200, gzip.compress(raw, mtime=0), {"Content-Type": "application/gzip"})


def _xml(h: Handler, text: str, kind: str = "application/xml") -> None:
    h.send(200, ('<?xml version="1.0" encoding="UTF-8"?>' + text).encode(), {"Content-Type": kind}, squeeze=True)


def _in_feed(h: Handler) -> list[Page]:
    return [page for page in h.server.pages.values() if page.gold.title and page.gold.published][:IN_FEEDS]


def _rss(h: Handler) -> None:
    items = "".join(
        f"<item><title>{html.escape(str(page.gold.title))}</title><link>{h.server.url}/p/{page.name}.html</link>"
        f"<guid isPermaLink='false'>{page.name}</guid>"
        f"<pubDate>{email.utils.format_datetime(_moment(page))}</pubDate>"
        f"<description>{html.escape(page.gold.body[0][:120])}</description></item>"
        for page in _in_feed(h)
    )
    told = f"<channel><title>site</title><link>{h.server.url}/</link><language>ar</language>{items}</channel>"
    _xml(h, f'<rss version="2.0">{told}</rss>', "application/rss+xml")


def _atom(h: Handler) -> None:
    entries = "".join(
        f"<entry><title>{html.escape(str(page.gold.title))}</title><id>urn:site:{page.name}</id>"
        f'<link href="{h.server.url}/p/{page.name}.html"/>'
        f"<published>{_moment(page).isoformat()}</published><updated>{_moment(page).isoformat()}</updated></entry>"
        for page in _in_feed(h)
    )
    told = f"<title>site</title><id>urn:site</id><updated>{MADE.isoformat()}</updated>{entries}"
    _xml(h, f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar">{told}</feed>', "application/atom+xml")


def _json(h: Handler) -> None:
    items = [
        {
            "id": page.name,
            "url": f"{h.server.url}/p/{page.name}.html",
            "title": page.gold.title,
            "date_published": _moment(page).isoformat(),
        }
        for page in _in_feed(h)
    ]
    told = {"version": "https://jsonfeed.org/version/1.1", "title": "site", "language": "ar", "items": items}
    h.send(200, json.dumps(told, ensure_ascii=False).encode(), {"Content-Type": "application/feed+json"}, squeeze=True)


def _moment(page: Page) -> datetime:
    return datetime.fromisoformat(f"{page.gold.published}T09:00:00+00:00")


def _changes(h: Handler) -> None:
    pages = [page for page in h.server.pages.values() if page.gold.kind == "article"]
    page = pages[h.server.count("/changes") % len(pages)]
    h.send(200, page.raw, page.headers | {"Cache-Control": "no-cache"})


def _slow(h: Handler) -> None:
    page = next(iter(h.server.pages.values()))
    h.begin(200, page.headers | {"Content-Length": str(len(page.raw))})
    for n in range(len(page.raw)):
        h.wfile.write(page.raw[n : n + 1])
        h.wfile.flush()
        if h.server.closing.wait(SLOW_S):
            return


def _stuck(h: Handler) -> None:
    h.begin(200, {"Content-Type": "text/html", "Content-Length": "4096"})
    h.wfile.flush()
    h.server.closing.wait()


def _endless(h: Handler) -> None:
    h.begin(200, {"Content-Type": "text/html; charset=utf-8", "Connection": "close"})
    while not h.server.closing.is_set():
        h.wfile.write(b"<p>" + b"x" * 65_000 + b"</p>")


def _bomb(h: Handler) -> None:
    squeezer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = b" " * (1 << 20)
    raw = b"".join(squeezer.compress(block) for _ in range(BOMB_BYTES >> 20)) + squeezer.flush()
    h.send(200, raw, {"Content-Type": "text/html", "Content-Encoding": "gzip"})


def _short(h: Handler) -> None:
    page = next(iter(h.server.pages.values()))
    h.begin(200, page.headers | {"Content-Length": str(len(page.raw) * 2), "Connection": "close"})
    h.wfile.write(page.raw)
    h.close_connection = True


def _busy(h: Handler) -> None:
    if h.server.count("/busy") == 0:
        h.send(503, b"later", {"Content-Type": "text/plain", "Retry-After": "1"})
    else:
        page = next(iter(h.server.pages.values()))
        h.send(200, page.raw, page.headers)


SPECIAL: dict[str, Callable[[Handler], None]] = {
    "/": _index,
    "/robots.txt": _robots,
    "/sitemap.xml": _sitemap_index,
    "/sitemap-a.xml": lambda h: _xml(h, _sitemap(h, 0)),
    "/sitemap-b.xml.gz": _sitemap_squeezed,
    "/feed.rss": _rss,
    "/feed.atom": _atom,
    "/feed.json": _json,
    "/changes": _changes,
    "/loop": lambda h: h.redirect("/loop"),
    "/away": lambda h: h.redirect("http://169.254.169.254/latest/meta-data/"),
    "/file": lambda h: h.redirect("file:///etc/passwd"),
    "/slow": _slow,
    "/stuck": _stuck,
    "/endless": _endless,
    "/bomb": _bomb,
    "/short": _short,
    "/busy": _busy,
    "/gone": lambda h: h.send(410, b"gone", {"Content-Type": "text/plain"}),
    "/picture": lambda h: h.send(200, b"\x89PNG\r\n\x1a\n" + b"\0" * 64, {"Content-Type": "image/png"}),
}

if __name__ == "__main__":
    with serving() as running:
        print(running.url, flush=True)  # noqa: T201
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()
