"""The server of made-up pages does what those that fetch from it are tested against."""

from __future__ import annotations

import gzip
import json
import urllib.error
import urllib.request
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from http.client import HTTPMessage, IncompleteRead
from typing import Any

import pytest

import serve


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    with serve.serving() as running:
        yield running


class Unmoved(urllib.request.HTTPRedirectHandler):
    """Follows nothing."""

    def redirect_request(self, *_: Any) -> None:
        return None


def get(server: Any, path: str, **headers: str) -> tuple[int, HTTPMessage, bytes]:
    """Status, headers and body as they come, no redirect followed."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    opener = urllib.request.build_opener(Unmoved, urllib.request.ProxyHandler({}))
    try:
        with opener.open(urllib.request.Request(server.url + path, headers=named), timeout=5) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as fault:
        return fault.code, fault.headers, fault.read()


def test_pages_are_served_as_made(server: Any) -> None:
    """Are the bytes and the content type of every page those of the site, and gzipped only for who asks?"""
    for name, page in server.pages.items():
        status, headers, raw = get(server, f"/p/{name}.html")
        assert (status, raw, headers["Content-Type"]) == (200, page.raw, page.headers["Content-Type"])
    _, headers, raw = get(server, "/p/wp-jannah.html", Accept_Encoding="gzip, br")
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(raw) == server.pages["wp-jannah"].raw


def test_what_did_not_change_is_not_sent_again(server: Any) -> None:
    """Do an ETag or a Last-Modified that were given out bring 304 and no body, and others the page?"""
    _, first, _ = get(server, "/p/drupal7.html")
    assert get(server, "/p/drupal7.html", If_None_Match=first["ETag"])[::2] == (304, b"")
    assert get(server, "/p/drupal7.html", If_Modified_Since=first["Last-Modified"])[::2] == (304, b"")
    assert get(server, "/p/drupal7.html", If_None_Match='"other"')[0] == 200
    assert get(server, "/p/drupal7.html", If_Modified_Since="Mon, 06 Jan 2020 10:00:00 GMT")[0] == 200


def test_pages_are_announced(server: Any) -> None:
    """Do the sitemaps name every page, the feeds some, each by an address that is served, and the robots a sitemap?"""
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "a": "http://www.w3.org/2005/Atom"}
    index = ET.fromstring(get(server, "/sitemap.xml")[2])
    maps = [str(one.text).removeprefix(server.url) for one in index.iterfind("s:sitemap/s:loc", space)]
    bodies = [get(server, path)[2] for path in maps]
    trees = [ET.fromstring(gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw) for raw in bodies]
    named = [str(one.text) for tree in trees for one in tree.iterfind("s:url/s:loc", space)]
    assert sorted(named) == sorted(server.url + path for path in server.paths())
    rss = ET.fromstring(get(server, "/feed.rss")[2])
    atom = ET.fromstring(get(server, "/feed.atom")[2])
    feeds = (
        [one.text for one in rss.iterfind("channel/item/link")],
        [one.get("href") for one in atom.iterfind("a:entry/a:link", space)],
        [one["url"] for one in json.loads(get(server, "/feed.json")[2])["items"]],
    )
    assert feeds[0] == feeds[1] == feeds[2]
    assert len(feeds[0]) == serve.IN_FEEDS
    assert set(feeds[0]) < set(named)
    robots = get(server, "/robots.txt")[2].decode()
    assert "Disallow: /private/" in robots
    assert f"Sitemap: {server.url}/sitemap.xml" in robots


def test_redirects(server: Any) -> None:
    """Do the addresses that lead elsewhere lead where they say?"""
    wanted = {
        "/moved/blogger": (301, "/p/blogger.html"),
        "/chain/3": (302, "/chain/2"),
        "/chain/1": (302, server.paths()[0]),
        "/loop": (302, "/loop"),
        "/away": (302, "http://169.254.169.254/latest/meta-data/"),
        "/file": (302, "file:///etc/passwd"),
    }
    for path, there in wanted.items():
        status, headers, _ = get(server, path)
        assert (status, headers["Location"]) == there


def test_what_is_wrong_with_servers(server: Any) -> None:
    """Is a page that changes another each time, a busy server free later, and a short body short?"""
    assert get(server, "/changes")[2] != get(server, "/changes")[2]
    busy = get(server, "/busy")
    assert (busy[0], busy[1]["Retry-After"], get(server, "/busy")[0]) == (503, "1", 200)
    assert [get(server, path)[0] for path in ("/gone", "/nothing", "/p/nothing.html")] == [410, 404, 404]
    with pytest.raises(IncompleteRead):
        get(server, "/short")


@pytest.mark.parametrize("path", ["/slow", "/endless", "/stuck"])
def test_what_does_not_end(server: Any, path: str) -> None:
    """Does an answer begin, and go on or hang for as long as the client stays?"""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(server.url + path, timeout=0.3) as answer:
        assert answer.status == 200
        if path == "/stuck":
            with pytest.raises(TimeoutError):
                answer.read(1)
        else:
            assert len(answer.read(200_000 if path == "/endless" else 3)) >= 3


def test_requests_are_kept(server: Any) -> None:
    """Can a test see what was asked for, when, and with which headers?"""
    get(server, "/p/joomla.html", User_Agent="khabar-test")
    last = server.asked[-1]
    assert (last.path, last.headers["user-agent"]) == ("/p/joomla.html", "khabar-test")
    assert last.at >= server.asked[0].at


def test_a_bomb(server: Any) -> None:
    """Is the bomb small on the way and large when opened?"""
    _, headers, raw = get(server, "/bomb")
    assert headers["Content-Encoding"] == "gzip"
    assert len(raw) * 500 < serve.BOMB_BYTES
