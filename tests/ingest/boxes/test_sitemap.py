"""Sitemaps: every address with what is told of it, and nothing beyond the limits."""

from __future__ import annotations

import contextlib
import gzip
import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.errors import InputError
from khabar.ingest import reasons
from khabar.ingest.boxes.sitemap import Location, find_locations
from khabar.ingest.limits import Limits

NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://s.example/1?a=1&amp;b=2 </loc><lastmod>2024-03-02</lastmod>
<image:image><image:loc>https://s.example/1.png</image:loc><image:title>صورة</image:title></image:image>
<news:news><news:publication><news:name>صحيفة</news:name><news:language>ar</news:language></news:publication>
<news:publication_date>2024-03-01T22:00:00+03:00</news:publication_date><news:title>هجوم</news:title></news:news></url>
<url><loc>ftp://s.example/2</loc></url><url><lastmod>2024</lastmod></url><url><loc>https://s.example/3</loc></url>
</urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://s.example/a.xml.gz</loc><lastmod>2024-03-02</lastmod></sitemap></sitemapindex>"""
FIRST = Location(
    address="https://s.example/1?a=1&b=2",
    modified="2024-03-02",
    published="2024-03-01T22:00:00+03:00",
    title="هجوم",
    site="صحيفة",
    language="ar",
)


@pytest.mark.parametrize("packed", [False, True])
def test_pages(packed: bool) -> None:
    """Are the addresses of pages found, with the days and titles of the news extension, and no picture's?"""
    raw = gzip.compress(NEWS.encode()) if packed else NEWS.encode()
    assert list(find_locations(raw)) == [FIRST, Location(address="https://s.example/3")]


def test_an_index() -> None:
    """Is another sitemap told from a page?"""
    (one,) = find_locations(INDEX.encode())
    assert (one.listed, one.address, one.modified) == ("sitemap", "https://s.example/a.xml.gz", "2024-03-02")


def test_a_list_of_lines() -> None:
    """Is plain text with an address a line a sitemap?"""
    raw = "\ufeffhttps://s.example/أ\r\n\r\njunk\r\nhttp://s.example/2\n".encode()
    assert [one.address for one in find_locations(raw)] == ["https://s.example/أ", "http://s.example/2"]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", reasons.UNKNOWN),
        (b"words and no address", reasons.UNKNOWN),
        (b"<rss/>", reasons.UNKNOWN),
        (b"\x1f\x8b\x08junk", reasons.DAMAGED),
        (gzip.compress(b" " * (80 << 20)), reasons.EXPANDS),
        (b"<!DOCTYPE urlset [<!ENTITY a 'b'>]><urlset><url><loc>&a;</loc></url></urlset>", reasons.EXPANDS),
    ],
)
def test_what_is_refused(raw: bytes, reason: str) -> None:
    """Is what is no sitemap refused with its reason?"""
    with pytest.raises(InputError) as caught:
        list(find_locations(raw))
    assert caught.value.reason == reason


def test_there_is_an_end() -> None:
    """Are more addresses than the limit refused, those before them taken?"""
    raw = "<urlset>" + "<url><loc>https://s.example/1</loc></url>" * 12 + "</urlset>"
    locations = find_locations(raw.encode(), Limits(members=10))
    assert len(list(itertools.islice(locations, 10))) == 10
    with pytest.raises(InputError):
        next(locations)


@pytest.mark.parametrize(
    "text",
    ["<urlset>" + "<url>" * 300_000, "<urlset>" + "<url><loc>" + "a" * 12_000_000, "<urlset " + "a='' " * 300_000],
)
def test_hostile_sitemaps_are_bounded(text: str) -> None:
    """Is a sitemap made to keep the parser busy done with within seconds?"""
    start = time.process_time()
    with contextlib.suppress(InputError):
        assert not list(find_locations(text.encode()))
    assert time.process_time() - start < 5


@given(st.integers(0, len(NEWS.encode())), st.binary(max_size=5))
def test_damage_does_no_harm(at: int, junk: bytes) -> None:
    """Does a sitemap that is cut, or has junk in it, give addresses or one InputError?"""
    whole = NEWS.encode()
    for raw in (whole[:at], whole[:at] + junk + whole[at:], gzip.compress(whole)[: at // 2]):
        with contextlib.suppress(InputError):
            list(find_locations(raw))
