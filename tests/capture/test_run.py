"""Tests of a run of captures and its books."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from loopback import Site, a_client, http

from khabar.capture.addresses import to_address
from khabar.capture.fetch import Fetcher, Manners
from khabar.capture.keeper import Keeper
from khabar.capture.leads import Lead
from khabar.capture.run import GIVEN_UP_AFTER, LEFT, LISTS, TWICE, WOULD, Books, Outcome, Run
from khabar.ingest.item import Refusal


class Clockwork:
    """Waits in no time; remembers how long it should have been."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.slept.append(seconds)


def go(
    keeper: Keeper, found: list[Lead | Refusal], *made: Site, again_h: float = 1.0, **more: object
) -> tuple[list[Outcome], Books, Run]:
    """One run over addresses: its outcomes, its books."""
    clock = Clockwork()
    fetcher = Fetcher(a_client(*made), keeper, Manners(between_s=0.0, again_h=again_h), sleep=clock)
    run = Run(fetcher, keeper, sleep=clock, **more)  # type: ignore[arg-type]
    books, outcomes = Books(), []
    for outcome in run.go(found):
        books.enter(outcome)
        outcomes.append(outcome)
    books.leave(run.left)
    return outcomes, books, run


def rss(site: Site, paths: list[str]) -> bytes:
    items = "".join(
        f"<item><title>{path}</title><link>{site.url(path)}</link><pubDate>{day}</pubDate></item>"
        for path, day in zip(
            paths, ["Thu, 26 Oct 2023 10:00:00 GMT", "Mon, 06 Jan 2020 10:00:00 GMT"] * 99, strict=False
        )
    )
    return http(f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.encode())


def test_rows_add_up(site: Site, sites: Callable[..., Site], keeper: Keeper) -> None:
    """Is every address that was found answered for once, and do the rows add up?"""
    other = sites()
    other.close()
    site.pages |= {
        "/robots.txt": http(b"User-agent: *\nDisallow: /no\n"),
        "/feed": rss(site, ["/a", "/b", "/c", "/no", "/gone", "/a"]),
        "/a": http(b"a"), "/c": http(b"c"), "/broken": b"nonsense\r\n\r\n",
    }  # fmt: skip
    bad = Refusal(source="x:1", reason="address not allowed", message="x:1: no")
    inside = Lead(address=to_address("http://169.254.169.254/"))
    paths = ["/feed", "/a", "/broken"]
    found: list[Lead | Refusal] = [*map(site.lead, paths), bad, inside, other.lead("/"), site.lead("/a")]
    outcomes, books, _ = go(keeper, found, site, other, since="2021-01-01")
    rows = dict(books.rows())
    assert rows == {
        "fetched": 2, "new version": 0, "unchanged": 0, "fetched before": 0, LISTS: 1, "before --since": 3, TWICE: 2,
        "refused: damaged": 1, "refused: address not allowed": 2, "refused: host not reached": 1,
        "refused: not served": 1,
    }  # fmt: skip
    assert sum(rows.values()) == books.found == len(outcomes) == 13
    assert books.faults == 5
    assert len(set(site.asked)) == len(site.asked)


def test_second_run(site: Site, keeper: Keeper) -> None:
    """Does a second run say what is new, changed, unchanged, or was fetched just before?"""
    site.pages |= {f"/{n}": http(b"%d" % n) for n in range(3)}
    found: list[Lead | Refusal] = [site.lead(f"/{n}") for n in range(3)]
    assert dict(go(keeper, found, site)[1].rows())["fetched"] == 3
    assert dict(go(keeper, found, site)[1].rows())["fetched before"] == 3
    site.pages["/1"] = http(b"other")
    rows = dict(go(keeper, [*found, site.lead("/4")], site, again_h=-1.0)[1].rows())
    assert rows == {"fetched": 0, "new version": 1, "unchanged": 2, "fetched before": 0, "refused: not served": 1}


def test_sitemaps_in_sitemaps(site: Site, keeper: Keeper) -> None:
    """Is an index of sitemaps followed to its sitemaps and their pages, and an index within an index not?"""

    def index(*paths: str) -> bytes:
        inner = "".join(f"<sitemap><loc>{site.url(path)}</loc></sitemap>" for path in paths)
        return http(f"<sitemapindex>{inner}</sitemapindex>".encode(), kind="text/xml")

    def pages(*paths: str) -> bytes:
        inner = "".join(f"<url><loc>{site.url(path)}</loc></url>" for path in paths)
        return http(f"<urlset>{inner}</urlset>".encode(), kind="text/xml")

    site.pages |= {"/i": index("/m", "/deep", "/i"), "/deep": index("/deeper"), "/m": pages("/a", "/b", "/m", "/c")}
    site.pages |= {"/a": http(b"a"), "/b": pages("/never"), "/c": http(b"c")}
    _, books, _ = go(keeper, [site.lead("/i")], site, limit=2)
    assert dict(books.rows())[LISTS] == 3
    assert sorted(site.asked) == ["/a", "/b", "/deep", "/i", "/m", "/robots.txt"]


def test_hosts_take_turns(site: Site, keeper: Keeper) -> None:
    """Are hosts asked in turn, so that a slow one holds up nobody?"""
    site.pages |= {f"/{n}": http(b"%d" % n) for n in range(3)}
    clock = Clockwork()
    names = ("one.example", "two.example")
    client = a_client(site, resolver=lambda *_: ["127.0.0.1"])
    run = Run(Fetcher(client, keeper, Manners(between_s=0), sleep=clock), keeper, sleep=clock)
    list(run.go([site.lead(f"/{n}", name) for name in names for n in range(3)]))
    pages = [head.split(b"Host: ")[1][:3] for head in site.heads if b"/robots" not in head]
    assert pages == [b"one", b"two"] * 3


def test_busy_hosts_are_asked_again(site: Site, keeper: Keeper) -> None:
    """Is a busy host asked again after the time it asks for, some times, and then left?"""
    times = {"/a": 0}

    def once_busy(_: bytes) -> bytes:
        times["/a"] += 1
        return http(b"", "Retry-After: 2", status="503 Busy") if times["/a"] == 1 else http(b"a")

    site.pages |= {"/a": once_busy, "/b": http(b"", "Retry-After: 1", status="429 Busy")}
    site.pages["/c"] = http(b"", "Retry-After: 3600", status="429 Busy")
    outcomes, books, _ = go(keeper, [site.lead(path) for path in ("/a", "/b", "/c")], site)
    assert dict(books.rows())["refused: host asks to wait"] == 2
    assert {one.url: one.row for one in outcomes}[site.url("/a")] == "fetched"
    assert [site.asked.count(path) for path in ("/a", "/b", "/c")] == [2, 3, 1]


def test_hosts_are_given_up(sites: Callable[..., Site], keeper: Keeper) -> None:
    """Is a host left alone once several of its pages could not be reached in a row?"""
    gone = sites()
    gone.pages["/robots.txt"] = http(b"")
    paths = [f"/{n}" for n in range(20)]
    gone.pages |= dict.fromkeys(paths, b"")
    found: list[Lead | Refusal] = [gone.lead(path) for path in paths]
    go(keeper, found[:1], gone)
    gone.close()
    outcomes, books, _ = go(keeper, found[1:], gone)
    assert dict(books.rows())["refused: host not reached"] == 19
    assert sum("in a row" in one.message for one in outcomes) == 19 - GIVEN_UP_AFTER


def test_max(site: Site, keeper: Keeper) -> None:
    """Does a run stop after so many addresses, and count the rest as left?"""
    site.pages |= {f"/{n}": http(b"%d" % n) for n in range(9)}
    found: list[Lead | Refusal] = [site.lead(f"/{n}") for n in range(9)]
    assert dict(go(keeper, found, site, most=4)[1].rows())[LEFT] == 5
    rows = dict(go(keeper, found, site, most=4)[1].rows())
    assert (rows["fetched"], rows["fetched before"], rows[LEFT]) == (4, 4, 1)


def test_dry(site: Site, keeper: Keeper) -> None:
    """Does a dry run ask for robots.txt and feeds, and for no page?"""
    site.pages |= {"/robots.txt": http(b"User-agent: *\nDisallow: /no\n"), "/feed": rss(site, ["/a", "/no"])}
    outcomes, books, _ = go(keeper, [site.lead("/feed"), site.lead("/b")], site, dry=True)
    assert [one.url for one in outcomes if one.row == WOULD] == [site.url("/b"), site.url("/a")]
    assert dict(books.rows())["refused: forbidden by robots.txt"] == 1
    assert site.asked == ["/robots.txt", "/feed"]


@pytest.mark.parametrize(
    "document", [b"<rss><channel>", b'<rss version="2.0"><channel>' + b"<item>" * 50_000, b"<urlset><url>"]
)
def test_broken_lists(site: Site, keeper: Keeper, document: bytes) -> None:
    """Does a broken feed or sitemap end in one outcome?"""
    site.pages["/feed"] = http(document, kind="text/xml")
    outcomes, _, _ = go(keeper, [site.lead("/feed")], site)
    assert [one.url for one in outcomes] == [site.url("/feed")]
    assert "\n" not in outcomes[0].message
