"""Tests of where addresses come from."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from khabar.capture import links
from khabar.capture.addresses import to_address
from khabar.capture.leads import FEED, PAGE, SITEMAP, Lead
from khabar.errors import InputError
from khabar.ingest.item import Refusal

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>صحيفة</title>
<item><title>قصف على الحسكة</title><link>https://news.example/1</link><pubDate>Thu, 26 Oct 2023 10:00:00 +0300</pubDate>
<author>a@b.example (سمير)</author></item>
<item><title>two</title><link>/2</link></item><item><title>three</title><link>javascript:alert(1)</link></item>
<item><link>http://10.0.0.1@x/</link></item></channel></rss>""".encode()
MAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://news.example/old</loc><lastmod>2020-01-01</lastmod></url>
<url><loc>https://news.example/new</loc><lastmod>2024-01-01T00:00:00Z</lastmod></url></urlset>"""
MAPS = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://news.example/m1.xml</loc>
</sitemap></sitemapindex>"""


def urls(found: list[Lead | Refusal]) -> list[str]:
    return [one.address.url if isinstance(one, Lead) else f"! {one.reason}" for one in found]


@pytest.mark.parametrize(
    ("document", "media", "role"),
    [
        (RSS, "text/xml", FEED),
        (RSS.decode().encode("utf-16"), "", FEED),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "application/json", FEED),
        (b'{"a": 1}', "application/json", PAGE),
        (MAP, "", SITEMAP),
        (MAPS, "", SITEMAP),
        (gzip.compress(MAP), "application/x-gzip", SITEMAP),
        (gzip.compress(MAP), "image/png", PAGE),
        (b"<!doctype html><html><body>rss</body></html>", "application/rss+xml", PAGE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml", PAGE),
        (b"", "", PAGE),
        (b"<", "", PAGE),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><rss/>', "", PAGE),
        (b"\xff\xfe\x00", "", PAGE),
    ],
)
def test_role(document: bytes, media: str, role: str) -> None:
    """Is it told by the bytes what a page is?"""
    assert links.role_of(document, media) == role


def test_feed() -> None:
    """Does a feed lead to its pages, with what it tells of each?"""
    base = to_address("https://news.example/feed")
    found = list(links.find_in(RSS, FEED, base))
    leads = [one for one in found if isinstance(one, Lead)]
    assert leads[0].address.url == "https://news.example/1"
    assert (leads[0].title, leads[0].published, leads[0].site) == ("قصف على الحسكة", "2023-10-26", "صحيفة")
    assert leads[0].said == "Thu, 26 Oct 2023 10:00:00 +0300"
    assert (leads[0].via, leads[0].role) == (base.url, PAGE)
    assert all(one.reason == "address not allowed" for one in found if isinstance(one, Refusal))


def test_sitemap() -> None:
    """Does a sitemap lead to its pages, the newest first, and an index to its sitemaps?"""
    base = to_address("https://news.example/sitemap.xml")
    assert urls(list(links.find_in(MAP, SITEMAP, base))) == ["https://news.example/new", "https://news.example/old"]
    assert urls(list(links.find_in(gzip.compress(MAP), SITEMAP, base)))[0] == "https://news.example/new"
    (one,) = links.find_in(MAPS, SITEMAP, base)
    assert isinstance(one, Lead)
    assert one.role == SITEMAP


def test_limit_and_since() -> None:
    """Are pages left out past a number and before a day, those without a day kept, and each counted?"""
    some = [
        Lead(address=to_address(f"http://a.example/{n}"), role=PAGE, published=day)
        for n, day in enumerate(["2023-10-26", "2020-01-01", "", "2023-10-27"])
    ]
    assert urls(list(links.choose(some, limit=2, since="2023-01-01"))) == [
        "http://a.example/0", "! before --since", "http://a.example/2", "! over --limit",
    ]  # fmt: skip


LISTS = {
    "a.txt": "# my links\nhttps://news.example/1\n\n  https://news.example/خبر  \n",
    "a.csv": "title;link\nx;https://news.example/1\ny;https://news.example/خبر\nz;\n",
    "a.opml": '<?xml version="1.0"?><opml><body><outline text="x"><outline xmlUrl="https://news.example/1"/>'
    '<outline htmlUrl="https://news.example/خبر"/></outline></body></opml>',
    "a.html": '<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p><DT><A HREF="https://news.example/1">x</A>'
    '<DT><A HREF="https://news.example/خبر">y</A><DT><A HREF="place:sort=8">z</A></DL>',
}


@pytest.mark.parametrize("name", LISTS)
def test_lists(name: str, tmp_path: Path) -> None:
    """Is a list of links read, as lines, table, OPML and bookmarks?"""
    path = tmp_path / name
    path.write_text(LISTS[name], encoding="utf-8-sig")
    found = list(links.load_links(str(path)))
    assert urls(found) == ["https://news.example/1", "https://news.example/%D8%AE%D8%A8%D8%B1"]
    assert all(isinstance(one, Lead) and one.via == name for one in found)


def test_bad_lines(tmp_path: Path) -> None:
    """Is each line that is no web address refused by its number, and the rest taken?"""
    path = tmp_path / "a.txt"
    path.write_text("https://news.example/1\nfile:///etc/passwd\nnews.example/2\nhttp://u:p@x/\n")
    found = list(links.load_links(str(path)))
    assert len([one for one in found if isinstance(one, Lead)]) == 1
    assert [one.source for one in found if isinstance(one, Refusal)] == [f"{path}:{n}" for n in (2, 3, 4)]


@pytest.mark.parametrize(
    "data", [b"", b"\0\1\2", b"<a/>", b"<a", b"# only words\n", b'<!DOCTYPE x [<!ENTITY a "b">]><opml>&a;']
)
def test_no_list(data: bytes, tmp_path: Path) -> None:
    """Is a file without links refused in one line that names it?"""
    path = tmp_path / "a.lst"
    path.write_bytes(data)
    with pytest.raises(InputError) as fault:
        list(links.load_links(str(path)))
    assert str(fault.value).startswith(str(path))
    assert "\n" not in str(fault.value)
