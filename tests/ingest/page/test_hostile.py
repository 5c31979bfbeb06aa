"""Pages that mean harm: huge, deep, unclosed."""

import contextlib
import time

import pytest

from khabar.errors import InputError
from khabar.ingest.item import Item
from khabar.ingest.page.extract import extract

PROSE = "<p>قتل ثلاثة جنود في هجوم استهدف حاجزا للجيش قرب بلدة الرشيدة مساء الثلاثاء، وفق مصدر أمني في المدينة.</p>" * 4
PAGES = {
    "tags": "<div>" * 200_000,
    "depth": "<div>" * 50_000 + PROSE,
    "attributes": "<div " + " ".join(f"a{n}=1" for n in range(100_000)) + ">" + PROSE,
    "quotes": '<a x="' * 100_000 + PROSE,
    "entities": PROSE + "<p>" + "&amp;" * 200_000,
    "comment": "<!-- " * 200_000 + PROSE,
    "cdata": PROSE + "<![CDATA[" * 100_000,
    "brackets": PROSE + "<" * 500_000,
    "controls": PROSE + "\u202e\0" * 200_000,
    "titles": "<title>" * 100_000 + PROSE,
    "json": PROSE + '<script type="application/ld+json">' + "[" * 200_000 + "</script>",
}


@pytest.mark.parametrize("name", PAGES)
def test_no_page_costs_more_than_its_length(name: str) -> None:
    """Is a hostile page read or refused in a few seconds of work, and with nothing but a refusal?"""
    begun = time.process_time()
    with contextlib.suppress(InputError):
        extract(Item(name=name, source=name, raw=PAGES[name].encode(), kind="html"))
    assert time.process_time() - begun < 15
