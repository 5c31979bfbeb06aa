"""What once fell: each was found by a suite or by hand, and stays here so that it is not found again."""

from __future__ import annotations

import gzip
import json

import capturing
import promise
import pytest
import skeletons
import targets

FOUND = {
    "csv of UTF-16 with half a letter": ("csv", skeletons.BOXES["csv"][3] + b"\0"),
    "csv of UTF-16 with half a pair": ("csv", skeletons.BOXES["csv"][3][:40] + b"\x00\xdc" + skeletons.BOXES["csv"][3][40:]),
    "jsonl of UTF-16 with half a letter": ("jsonl", skeletons.JSONL.decode().encode("utf-16") + b"\0"),
    "json of UTF-16 with half a letter": ("json", skeletons.JSON.decode().encode("utf-16") + b"\0"),
    "a title with a NUL in a table": ("csv", skeletons.CSV.replace(skeletons.TITLE.encode(), b"a\0b")),
    "a title with a NUL in a feed of JSON": (
        "feed",
        skeletons.JSON_FEED.replace(b'"id": "1"', b'"id": "1", "title": "a\\u0000b"'),
    ),
    "a table in an archive, which has a note": ("zip", skeletons.ZIP),
    "a table in a squeezed file": ("gzip", skeletons.BOXES["gzip"][1]),
    "a table in a tar": ("tar", skeletons.TAR),
    "a mail with a NUL in its subject": ("mail", skeletons.MAIL.replace(b"Subject: =?utf-8?b?", b"Subject: \0 =?utf-8?b?AA==?= ")),
    "a mail of a day beyond all years": ("mail", skeletons.MAIL.replace(b"2 Mar 2024 10:00:00", b"2 Mar 99999999999999999999 10:00:00")),
    "a feed with a tag of ten thousand attributes": (
        "feed",
        b"<rss version='2.0'><channel><item " + b" ".join(b'a%d="1"' % n for n in range(20_000)) + b"/></channel></rss>",
    ),
    "a broken feed with a tag of ten thousand attributes": (
        "feed",
        b"<rss version='2.0'><channel><item " + b" ".join(b'a%d="1"' % n for n in range(20_000)) + b"/></channel>",
    ),
    "an archive whose record is as long as a letter": (
        "archive",
        gzip.compress("WARC/1.0\r\nContent-Length: \u00b2\r\n\r\nab\r\n\r\n".encode()),
    ),
    "an index with a letter for a number": ("cdxj", capturing.CDXJ.replace(b'"offset":"0"', '"offset":"\u00b2"'.encode())),
    "bookmarks with half a declaration": ("links", skeletons.BOOKMARKS + b"<![<A HREF=https://a.example/2>"),
    "a page whose author is half a letter": ("html", skeletons.PAGE.replace("سلمى".encode(), b"\\udc80 \\u0000")),
    "a page whose outlet is in no charset": ("html", skeletons.PAGE.replace("نشرة".encode(), b"\xb3\0x")),
    "a page whose day is half a letter": ("html", skeletons.PAGE.replace(b"2024-03-02T", b"2024-03-02\\ud800T")),
    "a page with a tag of fifty thousand attributes": (
        "html",
        skeletons.PAGE.replace(b"<article>", b"<article " + b" ".join(b'a%d="1"' % n for n in range(50_000)) + b">"),
    ),
    "a page with such a tag that never ends": (
        "html",
        skeletons.PAGE.replace(b"</article>", b"<p " + b" ".join(b"a%d" % n for n in range(50_000))),
    ),
    "a response that is not of HTTP": ("warc", skeletons.WARC.replace(b"http;msgtype", b"httpzmsgtype")),
    "a page of nothing but opening signs": ("html", skeletons.PAGE.replace(b"</article>", b"<" * 200_000)),
    "an answer in an encoding that breaks the line": (
        "answer",
        skeletons._response(b"x", "Content-Encoding: a\x85\x85b").decode().encode("latin-1"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FOUND)
def test_what_fell_once_stands(name: str) -> None:
    """Is what once broke a promise now read, or refused in one line?"""
    target, raw = FOUND[name]
    if target in targets.ALL:
        targets.ALL[target][0](raw)


@pytest.mark.slow
def test_fault_of_a_foreign_program_is_one_line() -> None:
    """Is a fault that a library tells in two lines told in one?"""
    raw = skeletons.parquet()
    promise.check_box("parquet", raw[:4] + b"\xff" * 40 + raw[44:])


def test_skeletons_are_read() -> None:
    """Are the seeds valid, so that what is made of them is nearly so?"""
    assert json.loads(skeletons.JSON)
    for kind in ("csv", "json", "jsonl"):
        assert any(hasattr(one, "raw") for one in promise.check_box(kind, skeletons.BOXES[kind][0])), kind
