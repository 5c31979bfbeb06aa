"""Tests of polite fetching."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from loopback import Site, a_client, a_fetcher, http

from khabar.capture.addresses import to_address
from khabar.capture.archive import Archive
from khabar.capture.exchange import Client
from khabar.capture.fetch import HOPS, Became, Busy, Fetcher, Manners, agent_of
from khabar.capture.guard import Guard
from khabar.capture.keeper import Keeper
from khabar.capture.leads import Lead
from khabar.errors import InputError
from khabar.ingest import reasons


def why(fetcher: Fetcher, lead: Lead) -> str:
    with pytest.raises(InputError) as fault:
        fetcher.fetch(lead)
    assert str(fault.value).startswith(lead.address.url)
    assert "\n" not in str(fault.value)
    return fault.value.reason


def test_new_changed_unchanged(site: Site, keeper: Keeper) -> None:
    """Does each fetch with other bytes make a version, and one without none?"""
    became = []
    for body in (b"one", b"one", b"two", b"one"):
        site.pages["/"] = http(body)
        became.append(a_fetcher(keeper, site).fetch(site.lead("/")).became)
    assert became == [Became.NEW, Became.UNCHANGED, Became.CHANGED, Became.CHANGED]
    url = site.url("/")
    assert [one.revisit for one in keeper.find(url)] == [False, True, False, False]
    keeper.close()
    there = Archive(keeper.folder)
    assert [there.load(one).document for one in there.find(url) if not one.revisit] == [b"one", b"two", b"one"]


@pytest.mark.parametrize(
    ("header", "asks"),
    [
        ('ETag: "a1"', b'If-None-Match: "a1"'),
        ("Last-Modified: Sat, 21 Nov 2026 10:00:00 GMT", b"If-Modified-Since: Sat,"),
    ],
)
def test_not_modified(site: Site, keeper: Keeper, header: str, asks: bytes) -> None:
    """Is a page asked for only if it has changed, and a 304 kept as a revisit of its version?"""
    site.pages["/"] = lambda head: http(status="304 Not Modified") if asks in head else http(b"page", header)
    first = a_fetcher(keeper, site).fetch(site.lead("/"))
    second = a_fetcher(keeper, site).fetch(site.lead("/"))
    assert second.became is Became.UNCHANGED
    assert second.version == first.version
    assert [one.status for one in keeper.find(site.url("/"))] == ["200", "304"]
    keeper.close()
    revisit = keeper.load_record(list(Archive(keeper.folder).find(site.url("/")))[-1])
    assert revisit.field("WARC-Profile").endswith("/server-not-modified")
    assert revisit.field("WARC-Payload-Digest") == first.version.digest
    assert revisit.field("WARC-Refers-To-Date") == first.version.at


def test_not_modified_at_first(site: Site, keeper: Keeper) -> None:
    """Is a 304 to a first question no page?"""
    site.pages["/"] = http(status="304 Not Modified")
    assert why(a_fetcher(keeper, site), site.lead("/")) == reasons.DAMAGED


def test_nothing_twice(site: Site, keeper: Keeper) -> None:
    """Is what was fetched within the last hours not asked for again, errors and redirects among it?"""
    site.pages |= {"/a": http(b"a"), "/r": http(b"", "Location: /a", status="301 Moved")}
    for _ in range(2):
        fetcher = a_fetcher(keeper, site, again_h=1.0)
        for path in ("/a", "/r"):
            assert keeper.load(fetcher.fetch(site.lead(path)).version).document == b"a"
        assert why(fetcher, site.lead("/gone")) == reasons.GONE
    assert sorted(site.asked) == ["/a", "/gone", "/r", "/robots.txt"]
    assert fetcher.fetch(site.lead("/r")).became is Became.BEFORE


def test_feeds_sooner(site: Site, keeper: Keeper) -> None:
    """Is a feed asked for again though its pages are not, once some minutes have gone?"""
    site.pages["/f"] = http(b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>')
    fetcher = a_fetcher(keeper, site, again_h=12.0)
    assert fetcher.fetch(site.lead("/f")).version.role == "feed"
    assert fetcher._again_h(next(keeper.find(site.url("/f")))) == 0.1
    assert fetcher._again_h(None) == 12.0


def test_redirects(site: Site, sites: Callable[..., Site], keeper: Keeper) -> None:
    """Is a redirect followed, each hop kept, and one to plain HTTP or an odd place said?"""
    other = sites()
    other.pages["/end?x=%D8%AE"] = http(b"end")
    site.pages["/1"] = http(b"", "Location: 2", status="302 Found")
    location = f"Location: {other.url('/end?x=')}خ".encode().decode("latin-1")
    site.pages["/2"] = http(b"", "X: y", status="307 T").replace(b"X: y", location.encode("latin-1"))
    fetched = a_fetcher(keeper, site, other).fetch(site.lead("/1"))
    assert fetched.address.url == other.url("/end?x=%D8%AE")
    assert [one.status for path in ("/1", "/2") for one in keeper.find(site.url(path))] == ["302", "307"]
    assert other.asked == ["/robots.txt", "/end?x=%D8%AE"]
    assert keeper.get_version(site.url("/1")) == fetched.version


def test_redirect_inside(site: Site, keeper: Keeper) -> None:
    """Is a redirect to a private address, another scheme or a forbidden port refused, and nothing asked there?"""
    guard = Guard(ports=[site.port], resolver=lambda *_: ["127.0.0.1"])
    guard.why_not = lambda ip: None if ip == "127.0.0.1" else Guard().why_not(ip)  # type: ignore[method-assign]
    fetcher = Fetcher(Client(guard), keeper, Manners(between_s=0))
    places = ("http://169.254.169.254/latest/", "http://10.0.0.1/", "http://[::1]/", "file:///etc/passwd",
              "http://127.0.0.1:6379/", "http://2130706433/", "//0x7f.1/", "http://u:p@news.example/")  # fmt: skip
    for number, place in enumerate(places):
        site.pages[f"/{number}"] = http(b"", f"Location: {place}", status="302 Found")
        assert why(fetcher, site.lead(f"/{number}", "news.example")) == reasons.FORBIDDEN, place


def test_redirect_loop(site: Site, keeper: Keeper) -> None:
    """Does a loop of redirects end, and one without a place to go?"""
    site.pages["/a"] = http(b"", "Location: /b", status="302 Found")
    site.pages["/b"] = http(b"", "Location: /a", status="302 Found")
    site.pages["/c"] = http(b"", status="302 Found")
    assert why(a_fetcher(keeper, site), site.lead("/a")) == reasons.REDIRECTS
    assert site.asked == ["/robots.txt", "/a", "/b"]
    site.pages |= {f"/{n}": http(b"", f"Location: /{n + 1}", status="302 Found") for n in range(99)}
    assert why(a_fetcher(keeper, site), site.lead("/0")) == reasons.REDIRECTS
    assert site.asked[-1] == f"/{HOPS}"
    assert why(a_fetcher(keeper, site), site.lead("/c")) == reasons.GONE


def test_downgrade_is_said(site: Site, keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is it said when a page leads from https to http?"""
    site.pages |= {"/r": http(b"", f"Location: {site.url('/a')}", status="302 Found"), "/a": http(b"a")}
    client, ask = a_client(site), Client.ask

    def plain(self: Client, address, *more, **named):  # type: ignore[no-untyped-def]
        return ask(self, to_address(address.url.replace("https:", "http:")), *more, **named)

    monkeypatch.setattr(Client, "ask", plain)
    lead = Lead(address=to_address(site.url("/r").replace("http:", "https:")))
    fetched = Fetcher(client, keeper, Manners(between_s=0)).fetch(lead)
    assert len(fetched.notes) == 1
    assert "from https" in fetched.notes[0]


def test_busy(site: Site, keeper: Keeper) -> None:
    """Does a busy host say how long to wait, and is its answer kept?"""
    said = {"7": 7.0, "Sat, 21 Nov 2020 10:00:00 GMT": 1.0, "soon": 10.0, "99999999999": 999999.0, "-1": 10.0, "": 10.0}
    for number, (asked, seconds) in enumerate(said.items()):
        site.pages[f"/{number}"] = http(b"", f"Retry-After: {asked}", status="503 Busy")
        with pytest.raises(Busy) as busy:
            a_fetcher(keeper, site, again_h=1.0).fetch(site.lead(f"/{number}"))
        assert busy.value.seconds == seconds, asked
        assert [one.status for one in keeper.find(site.url(f"/{number}"))] == ["503"]


def test_packed(site: Site, keeper: Keeper) -> None:
    """Is gzip kept as served and undone for the page, and a bomb, a cut or an unasked encoding refused?"""
    page = "خبر".encode() * 100
    packed = gzip.compress(page)
    site.pages |= {
        "/gzip": http(packed, "Content-Encoding: gzip"),
        "/two": http(packed + packed, "Content-Encoding: x-gzip"),
        "/deflate": http(zlib.compress(page), "Content-Encoding: deflate"),
        "/bomb": http(gzip.compress(b"0" * 20_000_000, 9), "Content-Encoding: gzip"),
        "/many": http(gzip.compress(b"") * 3000, "Content-Encoding: gzip"),
        "/cut": http(packed[:-9], "Content-Encoding: gzip"),
        "/junk": http(b"page", "Content-Encoding: gzip"),
        "/br": http(b"page", "Content-Encoding: br"),
    }
    fetcher = a_fetcher(keeper, site)
    assert keeper.load(fetcher.fetch(site.lead("/gzip")).version).document == page
    assert keeper.load(fetcher.fetch(site.lead("/gzip")).version).body == packed
    assert keeper.load(fetcher.fetch(site.lead("/two")).version).document == page * 2
    assert keeper.load(fetcher.fetch(site.lead("/deflate")).version).document == page
    expected = {"bomb": reasons.EXPANDS, "many": reasons.EXPANDS, "cut": reasons.DAMAGED, "junk": reasons.DAMAGED,
                "br": reasons.DAMAGED}  # fmt: skip
    assert {path: why(fetcher, site.lead(f"/{path}")) for path in expected} == expected


ROBOTS = b"User-agent: *\nDisallow: /no\nCrawl-delay: 3\n\nUser-agent: khabar\nDisallow: /private\nCrawl-delay: 5\n"


@pytest.mark.parametrize(
    ("answer", "page", "may"),
    [
        (http(ROBOTS), "/no", True),
        (http(ROBOTS), "/private/x", False),
        (http(ROBOTS, status="404 Not Found"), "/private/x", True),
        (http(ROBOTS, status="403 Forbidden"), "/private/x", True),
        (http(ROBOTS, status="500 Fault"), "/x", False),
        (http(ROBOTS, status="503 Busy"), "/x", False),
        (http(ROBOTS, status="429 Busy"), "/x", False),
        (b"", "/x", False),
        (http(ROBOTS, "Location: /robots2.txt", status="302 Found"), "/private/x", False),
        (http(b"", "Location: /robots.txt", status="302 Found"), "/x", True),
        (http(gzip.compress(ROBOTS), "Content-Encoding: gzip"), "/private/x", False),
        (http(b"\xef\xbb\xbf" + ROBOTS[-60:]), "/private/x", False),
        (http(b"\xff\x00\xfe" * 1000), "/x", True),
        (http(b"User-agent: a\n" * 3000 + b"Disallow: /b\n" * 3000), "/x", False),
        (http(b"User-agent: *\nDisallow: /\nCrawl-delay: nan\n"), "/x", False),
        (http(b"User-agent: *\nCrawl-delay: 100000\n"), "/x", False),
        (http(b"User-agent: *\nDisallow: /" + b"*a" * 2000 + b"b\n"), "/" + "a" * 4000, True),
    ],
)
def test_robots(site: Site, keeper: Keeper, answer: bytes, page: str, may: bool) -> None:
    """Is robots.txt obeyed, whatever it is?"""
    site.pages |= {"/robots.txt": answer, "/robots2.txt": http(ROBOTS), page: http(b"page")}
    fetcher = a_fetcher(keeper, site, sleep=lambda _: None)
    if may:
        assert fetcher.fetch(site.lead(page)).became is Became.NEW
    else:
        assert why(fetcher, site.lead(page)) in (reasons.ROBOTS, reasons.DAMAGED)
        assert page not in site.asked


def test_robots_is_asked_once_a_day(site: Site, keeper: Keeper) -> None:
    """Is robots.txt taken from the archive where it is of today, in a later run too?"""
    site.pages |= {"/robots.txt": http(ROBOTS), "/x": http(b"x")}
    for _ in range(2):
        fetcher = a_fetcher(keeper, site, sleep=lambda _: None)
        fetcher.fetch(site.lead("/x"))
        assert why(fetcher, site.lead("/private")) == reasons.ROBOTS
    assert site.asked == ["/robots.txt", "/x", "/x"]


def test_pace(site: Site, keeper: Keeper) -> None:
    """Are requests to one host as far apart as the user or its robots.txt asks, the longer of the two?"""
    site.pages |= {"/robots.txt": http(ROBOTS), "/a": http(b"a"), "/b": http(b"b")}
    for between, least in ((1.0, 4.0), (60.0, 59.0)):
        waited: list[float] = []
        manners = Manners(between_s=between, again_h=0.0)
        fetcher = Fetcher(a_client(site), keeper, manners, sleep=waited.append)
        fetcher.fetch(site.lead("/a"))
        assert fetcher.wait_s("127.0.0.1") > least
        fetcher.fetch(site.lead("/b"))
        assert waited[-1] > least


def test_what_it_calls_itself(site: Site, tmp_path: Path) -> None:
    """Does every request say who asks, and how to reach them?"""
    with Keeper(tmp_path / "a") as keeper:
        manners = Manners(between_s=0, contact="https://desk.example/bot")
        Fetcher(a_client(site), keeper, manners).check(to_address(site.url("/")))
    assert b"User-Agent: Khabar/" in site.heads[0]
    assert b" (+https://desk.example/bot)\r\n" in site.heads[0]
    for contact in ("a b", "x\r\ny", "خبر", "a)b", "x" * 300):
        with pytest.raises(InputError):
            agent_of(contact)
