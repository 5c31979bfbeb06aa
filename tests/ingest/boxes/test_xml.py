"""XML files: feeds are opened, sitemaps told, pages are pages, all else is passed over."""

from __future__ import annotations

import io

import pytest

from khabar.ingest import reasons
from khabar.ingest.item import Box, Found, Item, Refusal
from khabar.ingest.limits import Limits
from khabar.ingest.open import find_within

ENTRY = "<item><title>y</title><description>قتل ثلاثة</description></item>"
RSS = f'<rss version="2.0"><channel><title>x</title>{ENTRY}</channel></rss>'


def open_text(text: str, name: str = "x.xml", limits: Limits | None = None) -> list[Found]:
    return list(find_within(io.BytesIO(text.encode()), Box(source=name, name="x", limits=limits or Limits())))


@pytest.mark.parametrize("name", ["x.xml", "x.rss", "x", "x.php"])
@pytest.mark.parametrize("before", ["", '<?xml version="1.0"?>', "\ufeff\n<!-- made by hand -->\n"])
def test_a_feed(name: str, before: str) -> None:
    """Is a feed opened, whatever the file is called?"""
    (one,) = open_text(before + RSS, name)
    assert isinstance(one, Item)
    assert (one.name, one.kind, one.raw.decode()) == ("x:1", "text", "قتل ثلاثة")


def test_a_sitemap() -> None:
    """Is a sitemap told of in one line, and no fault?"""
    url = "<url><loc>https://s.example/{}</loc></url>"
    (one,) = open_text(f"<urlset>{''.join(url.format(n) for n in range(7))}</urlset>")
    assert isinstance(one, Refusal)
    assert (one.reason, one.passed) == (reasons.LINK_ONLY, True)
    assert "7 addresses, https://s.example/0 the first" in one.message


def test_a_page_of_xml() -> None:
    """Is XHTML a page?"""
    page = '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x" "y">\n<html xmlns="http://www.w3.org/1999/xhtml"><p>قتل</p></html>'
    (one,) = open_text(page)
    assert isinstance(one, Item)
    assert one.kind == "html"


def test_another_xml() -> None:
    """Is XML of another kind passed over where nobody named it?"""
    (one,) = open_text('<?xml version="1.0"?><catalogue><a/></catalogue>')
    assert isinstance(one, Refusal)
    assert (one.reason, one.passed) == (reasons.UNKNOWN, True)
    assert "(catalogue)" in one.message


@pytest.mark.parametrize("text", ["<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "<rss>" * 100_000])
def test_hostile_xml(text: str) -> None:
    """Is XML that declares entities, or nests without end, one refusal?"""
    (one,) = open_text(text)
    assert isinstance(one, Refusal)
