"""Tests of what an archive tells of its pages."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.capture import warc
from khabar.ingest.boxes import beside
from khabar.ingest.item import Box, Item, Refusal
from khabar.ingest.open import find_within
from khabar.model.article import Told

PAGE = "<html><body><p>قتل ثلاثة جنود في قصف على قاعدة.</p></body></html>".encode()
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"


def crawl(fields: bytes, *, of: str = "<urn:uuid:1>", media: str = beside.FIELDS) -> io.BytesIO:
    """A WARC file of a page with its metadata record before it."""
    here = (("WARC-Date", "2026-11-21T00:00:00Z"), ("WARC-Target-URI", "https://news.example/1"))
    told = (("WARC-Record-ID", "<urn:uuid:0>"), *here, ("WARC-Concurrent-To", of), ("Content-Type", media))
    page = (("WARC-Record-ID", "<urn:uuid:1>"), *here, ("Content-Type", warc.HTTP_RESPONSE))
    records = [
        warc.Record(type="metadata", fields=told, block=fields),
        warc.Record(type="response", fields=page, block=HEAD + PAGE),
    ]
    return io.BytesIO(b"".join(map(warc.to_member, records)))


def found(stream: io.BytesIO) -> Item | Refusal:
    (one,) = find_within(stream, Box(source="a.warc.gz", name="a"))
    assert isinstance(one, Item | Refusal)
    return one


def test_told() -> None:
    """Does what a feed told of a page come with it, as the feed's word?"""
    fields = (
        "role: page\r\ntitle: قصف\r\nauthor: سمير\r\nsite: صحيفة\r\npublished: 2023-10-26\r\npublished-said: Thu\r\n"
    )
    one = found(crawl(fields.encode()))
    assert isinstance(one, Item)
    told = one.told
    assert (told.title, told.author, told.site, told.published) == ("قصف", "سمير", "صحيفة", "2023-10-26")
    assert [(day.day, day.by, day.said) for day in told.days] == [("2023-10-26", "feed", "Thu")]
    assert one.raw == PAGE


@pytest.mark.parametrize("role", sorted(beside.LISTS))
def test_lists_are_no_articles(role: str) -> None:
    """Is a feed by which pages were found kept apart from the articles?"""
    one = found(crawl(f"role: {role}\r\n".encode()))
    assert isinstance(one, Refusal)
    assert one.passed


@pytest.mark.parametrize(
    "stream",
    [
        crawl(b"title: x", of="<urn:uuid:2>"),
        crawl(b"title: x", media="text/plain"),
        crawl(b"title: x\r\n" * 20_000),
        crawl(b""),
        crawl(b"\xff\0: \xff"),
        crawl(b"published: 2023-13-99"),
    ],
)
def test_told_of_another(stream: io.BytesIO) -> None:
    """Does a metadata record of another page, of another kind or of no sense tell nothing?"""
    one = found(stream)
    assert isinstance(one, Item)
    assert (one.told.title, one.told.published, one.told.days) == ("", None, ())


@given(st.binary(max_size=200))
def test_any_fields(block: bytes) -> None:
    """Do any bytes give fields of one line each?"""
    told = beside.with_fields(Told(), beside.from_fields(block))
    assert not set(told.title) & set("\r\n")
