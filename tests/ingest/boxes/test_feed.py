"""Feeds: what is a document, what only links, and that nothing is fetched or expanded."""

from __future__ import annotations

import contextlib
import json
import socket
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.errors import InputError
from khabar.ingest import reasons
from khabar.ingest.boxes import feed
from khabar.ingest.item import Box, Item, Refusal

BODY = "<p>قُتل ثلاثة جنود في هجوم على حاجز أمني شمال المدينة، وفق مصدر محلي.</p>"
LONG = "قال مصدر محلي إن الهجوم وقع فجر الاثنين على طريق القرية القديمة. " * 12
RSS = """<?xml version="1.0" encoding="{charset}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>نشرة الشمال</title><link>https://north.example/</link>{items}</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><title>وكالة</title>
<entry><title>هجوم</title><link rel="alternate" href="https://a.example/1"/><author><name>سلمى</name></author>
<published>2024-03-02T00:30:00+03:00</published><updated>2024-03-03T09:00:00+03:00</updated>
<content type="html">{BODY.replace("<", "&lt;")}</content></entry>
<entry><title>خبر</title><link href="https://a.example/2"/><summary>مقدمة قصيرة</summary></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://r.example/"><title>ر</title></channel>
<item rdf:about="https://r.example/1"><title>خبر</title><link>https://r.example/1</link>
<dc:date>2013-02-12T10:00:00Z</dc:date><dc:creator>كاتب</dc:creator></item></rdf:RDF>"""


def rss(items: str, charset: str = "utf-8") -> bytes:
    return RSS.format(items=items, charset=charset).encode(charset)


def item(more: str, link: str = "https://north.example/a?x=1&amp;y=2") -> str:
    return f"<item><title>هجوم على حاجز</title><link>{link}</link>{more}</item>"


def entries(raw: bytes) -> list[feed.Entry]:
    return list(feed.find_entries(raw))


def found(raw: bytes) -> list[Item | Refusal]:
    return list(feed.find_items(raw, Box(source="f.xml", name="f")))


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256", "iso-8859-6", "utf-16"])
def test_whole_articles_are_taken(charset: str) -> None:
    """Is the article, its address, title, author and day taken from an entry that gives it whole, in any encoding?"""
    body = "<p>قتل ثلاثة جنود في هجوم على حاجز</p>"
    date = "<pubDate>Sat, 02 Mar 2024 00:30:00 +0300</pubDate><dc:creator>سلمى</dc:creator>"
    (one,) = entries(rss(item(f"{date}<content:encoded><![CDATA[{body}]]></content:encoded>"), charset))
    assert (one.content, one.kind, one.position) == (body, "html", 1)
    assert one.told.address == "https://north.example/a?x=1&y=2"
    assert (one.told.title, one.told.author, one.told.site) == ("هجوم على حاجز", "سلمى", "نشرة الشمال")
    assert one.told.published == "2024-03-02", "the day in the feed's own zone, not in UTC"
    assert one.told.days[0].said == "Sat, 02 Mar 2024 00:30:00 +0300"


def test_atom() -> None:
    """Are both days of an Atom entry told, and is an entry with a short summary an address only?"""
    first, second = entries(ATOM.encode())
    assert (first.content, first.told.published, first.told.modified) == (BODY, "2024-03-02", "2024-03-03")
    assert (first.told.author, first.told.site) == ("سلمى", "وكالة")
    assert (second.content, second.told.address) == ("", "https://a.example/2")


def test_rdf() -> None:
    """Is RSS 1.0 known?"""
    (one,) = entries(RDF.encode())
    assert (one.told.address, one.told.published, one.content) == ("https://r.example/1", "2013-02-12", "")


def test_json_feed() -> None:
    """Is a JSON Feed known, its HTML before its text?"""
    items = [
        {"url": "https://j.example/1", "title": "أ", "content_html": BODY, "content_text": "نص",
         "authors": [{"name": "ب"}], "date_published": "2024-03-02T00:30:00+03:00"},
        {"id": 7, "content_text": "نص قصير بلا عنوان", "tags": None},
        "no entry",
        {"url": "https://j.example/3", "summary": "x", "author": 4, "date_published": 4},
    ]  # fmt: skip
    raw = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "ج", "items": items}).encode()
    first, second, third = entries(raw)
    assert (first.content, first.kind, first.told.author, first.told.published) == (BODY, "html", "ب", "2024-03-02")
    assert (second.content, second.kind, second.told.address) == ("نص قصير بلا عنوان", "text", "")
    assert (third.content, third.told.address) == ("", "https://j.example/3")


@pytest.mark.parametrize(
    ("description", "whole"),
    [
        (LONG, True),
        (LONG[:300], False),
        (LONG[:700] + " [&amp;#8230;]", False),
        (LONG * 4 + "…", True),
        ("&lt;img src='a.png'/&gt;", False),
        ("", False),
    ],
)
def test_a_description_may_be_the_article(description: str, whole: bool) -> None:
    """Is a description the article where it is long and not cut, and only then?"""
    (one,) = entries(rss(item(f"<description>{description}</description>")))
    assert bool(one.content) is whole


def test_items_and_links() -> None:
    """Is an entry that only links passed over with its address, and the other a document with its name from there?"""
    raw = rss(
        item("") + item(f"<content:encoded><![CDATA[{BODY}]]></content:encoded>", "https://n.example/x/%D8%A3-1/")
    )
    link, whole = found(raw)
    assert isinstance(link, Refusal)
    assert (link.passed, link.reason) == (True, reasons.LINK_ONLY)
    assert "https://north.example/a?x=1&y=2" in link.message
    assert isinstance(whole, Item)
    assert (whole.name, whole.kind, whole.raw.decode()) == ("n.example/أ-1", "html", BODY)
    assert link.consumed + whole.consumed == len(raw)


def test_arabic_dates() -> None:
    """Is an Arabic date read that no parser of feeds knows, its letters kept?"""
    (one,) = entries(rss(item("<pubDate>السبت 2 آذار 2024</pubDate>")))
    assert (one.told.days[0].said, one.told.days[0].by) == ("السبت 2 آذار 2024", "feed")
    assert one.told.published == "2024-03-02"


def test_broken_feeds_give_what_they_can() -> None:
    """Are the entries of a feed with a bare ampersand and an unknown entity still found?"""
    raw = rss(item("<description>a & b &nbsp; c</description>") + item(""))
    assert [one.told.address for one in entries(raw)] == ["https://north.example/a?x=1&y=2"] * 2


BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE rss [<!ENTITY a0 "ha">{BOMB}]>',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>',
        "<!DOCTYPE rss [<!entity a 'b'>]>",
    ],
)
@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "utf-16-le", "utf-32"])
def test_entities_are_refused(doctype: str, charset: str) -> None:
    """Is a feed that declares entities refused, in every encoding, before any parser sees it?"""
    text = f'<?xml version="1.0" encoding="{charset}"?>{doctype}<rss version="2.0"><channel><item><title>&a11;&x;'
    raw = ("\ufeff" if charset == "utf-16-le" else "").encode(charset) + text.encode(charset)
    with pytest.raises(InputError) as caught:
        entries(raw)
    assert caught.value.reason == reasons.EXPANDS


@pytest.mark.parametrize(
    "raw", [b"/etc/hostname", b"http://127.0.0.1:9/", b"file:///etc/passwd", b"", b"{}", b"{", b"<a/>"]
)
def test_bytes_are_never_a_place(raw: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Are bytes that look like a path or an address no reason to open one?"""
    monkeypatch.setattr(socket, "socket", None)
    with pytest.raises(InputError):
        entries(raw)


def test_external_things_are_not_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a document type that names an address left alone?"""
    monkeypatch.setattr(socket, "socket", None)
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://127.0.0.1:9/rss.dtd">'
    raw = rss(item("")).replace(b"<rss ", doctype.encode() + b"<rss ", 1)
    assert len(entries(raw)) == 1


@pytest.mark.parametrize(
    "raw",
    [
        b"<rss><channel>" + b"<a>" * 200_000,
        b"<rss><channel>" + b"<a " * 700_000,
        b"<rss><channel>" + b"&a" * 1_000_000,
        b"<rss><channel><item>" + b"<title/>" * 400_000 + b"</item></channel></rss>",
        b"<rss>" + b"x" * (9 << 20),
        b'<?xml version="1.0" encoding="punycode"?><rss>' + b"a" * 1_000_000,
        b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 200_000,
    ],
)
def test_hostile_feeds_are_bounded(raw: bytes) -> None:
    """Is a feed made to keep the parser busy done with within seconds, without an entry or with a refusal?"""
    start = time.process_time()
    with contextlib.suppress(InputError):
        assert not entries(raw)
    assert time.process_time() - start < 10


@settings(max_examples=60)
@given(st.integers(0, len(ATOM.encode())), st.binary(max_size=6))
def test_damage_does_no_harm(at: int, junk: bytes) -> None:
    """Does a feed that is cut, or has junk in it, give entries or one InputError, and nothing else?"""
    whole = ATOM.encode()
    for raw in (whole[:at], whole[:at] + junk + whole[at:]):
        with contextlib.suppress(InputError):
            entries(raw)
