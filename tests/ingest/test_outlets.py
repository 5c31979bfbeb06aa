"""Outlets of documents: does the address decide, does a look-alike resolve to nobody, is every other trace kept?"""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.ingest.outlets import LONGEST, Resolver, resolve
from khabar.packs.load import load_packs
from khabar.packs.schema.actors import Outlet

ONE, TWO = "outlet.one", "outlet.two"


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    """Two outlets, one of them with a part of its site in another's hands, and a name that two bear."""
    shared = ["جريدة الوطن"]
    return Resolver(
        Outlet(
            id=id_, lang="ar", source="nobody", name=name, kind="site", titles=titles, domains=owned, telegram=handles
        )
        for id_, name, titles, owned, handles in (
            (ONE, "One", ["أولى نت", *shared], ["one.example"], ["one_news"]),
            (TWO, "Two", ["وكالة ثانية", *shared], ["two.example", "two.one.example"], []),
        )
    )


@pytest.mark.parametrize(
    ("told", "outlet", "how"),
    [
        ({"address": "https://www.one.example/a"}, ONE, "address"),
        ({"address": "https://two.one.example/a"}, TWO, "address"),
        ({"address": "https://one.example/a", "site_name": "وكالة ثانية", "byline": "وكالة ثانية"}, ONE, "address"),
        ({"address": "https://t.me/One_News/4"}, ONE, "handle"),
        ({"handle": "@one_news", "site_name": "وكالة ثانية"}, ONE, "handle"),
        ({"site_name": "أولى نت"}, ONE, "site_name"),
        ({"site_name": "أخبار اليوم | أولى نت"}, ONE, "site_name"),
        ({"site_name": "two"}, TWO, "site_name"),
        ({"byline": "بيروت - وكالة ثانية"}, TWO, "byline"),
        ({"byline": "(وكالة ثانية)"}, TWO, "byline"),
        ({"byline": "وكالة ثانية + أولى نت"}, None, "untold"),
        ({"site_name": "جريدة الوطن"}, None, "unknown"),
        ({"site_name": "موقع ما", "byline": "وكالة ثانية"}, None, "unknown"),
        ({}, None, "untold"),
    ],
)
def test_in_this_order(resolver: Resolver, told: dict[str, str], outlet: str | None, how: str) -> None:
    """Does the address decide, then the channel, then what the page calls its site, then the credit line?"""
    found = resolver.resolve(**told)
    assert (found.outlet, found.how) == (outlet, how)
    assert bool(found.outlet) == (found.key in (ONE, TWO))


@pytest.mark.parametrize(
    "address",
    [
        "https://one.example.evil.example/", "https://one.example@evil.example/", "https://evil.example/one.example",
        "https://xn--ne-fkc.example/", "https://оne.example/", "https://one-example.evil.example/",
        "https://notone.example/", "https://evil.example?https://one.example/", "https://evil.example#@one.example/",
        "https://evil.example\\@one.example/", "https://ｏne.example/", "https://t.me/one_news_/1",
        "https://evil.example/t.me/one_news",
    ],
)  # fmt: skip
def test_a_look_alike_is_unknown_whatever_its_page_says(resolver: Resolver, address: str) -> None:
    """Does a host that only looks like an outlet's resolve to none, even where the page bears the outlet's name?"""
    found = resolver.resolve(address, "أولى نت", "وكالة ثانية")
    assert found.outlet is None
    assert found.how in ("unknown", "untold")
    assert {other.outlet for other in found.lost} == {ONE, TWO}
    assert found.name not in ("One", "أولى نت")


def test_what_lost_is_told_with_the_reason(resolver: Resolver) -> None:
    """Is every other outlet that something pointed to kept, each once, with why it was not taken?"""
    found = resolver.resolve("https://one.example/", "وكالة ثانية", "وكالة ثانية / أولى نت")
    assert [(o.outlet, o.how, o.why) for o in found.lost] == [(TWO, "site_name", "the address says otherwise")]
    several = resolver.resolve(site_name="جريدة الوطن")
    assert {o.outlet for o in several.lost} == {ONE, TWO}
    assert {o.why for o in several.lost} == {"several outlets bear this name"}


def test_an_unknown_host_bears_its_own_name(resolver: Resolver) -> None:
    """Is what the packs do not know called by the part of its host that somebody registered?"""
    found = resolver.resolve("https://news.three.com.eg/a")
    assert (found.name, found.key, found.by) == ("three.com.eg", "three.com.eg", "news.three.com.eg")
    assert resolver.resolve("https://t.me/three_news/1").key == "t.me/three_news"


def test_told_outright(resolver: Resolver) -> None:
    """Is a name that a feed tells the outlet's where one bears it, and kept as it stands elsewhere?"""
    assert resolver.told("أولى نت").outlet == ONE
    other = resolver.told("صحيفة لا نعرفها")
    assert (other.outlet, other.name, other.how) == (None, "صحيفة لا نعرفها", "told")
    assert len(resolver.told("جريدة الوطن").lost) == 2


@pytest.mark.parametrize(
    ("address", "id_"),
    [
        ("https://www.aljazeera.net/news/2023/10/26/x", "outlet.aljazeera"),
        ("https://mubasher.aljazeera.net/x", "outlet.aljazeera"),
        ("https://arabic.rt.com/x", "outlet.rt"), ("https://arabic.cnn.com/x", "outlet.cnn"),
        ("https://gate.ahram.org.eg/x", "outlet.ahram"), ("https://ultrairaq.ultrasawt.com/x", "outlet.ultrairaq"),
        ("https://www.sabanew.net/story/ar/1", "outlet.saba_gov"), ("https://www.saba.ye/ar/1", "outlet.saba_sanaa"),
        ("https://t.me/s/qudsn/1", "outlet.quds_net"), ("https://www.al-jazirah.com/x", "outlet.aljazirah_sa"),
        ("https://alarab.co.uk/x", "outlet.alarab_uk"), ("https://www.alarab.com/x", "outlet.kularab"),
        ("https://alarab.qa/x", "outlet.alarab_qa"), ("https://councils.gov.uk/x", None), ("https://gov.uk/x", None),
    ],
)  # fmt: skip
def test_hosts_of_the_field(address: str, id_: str | None) -> None:
    """Do the bundled packs tell outlets of like names and sister hosts apart?"""
    assert resolve(address).outlet == id_


def test_every_bundled_domain_and_handle_resolves() -> None:
    """Does each domain and each handle of the packs lead to the entry that names it, below it too?"""
    for outlet in (o for o in load_packs()["outlet"] if isinstance(o, Outlet)):
        for domain in outlet.domains:
            assert resolve(f"https://{domain}/a").outlet == outlet.id
            assert resolve(f"https://x.y.{domain}/a").outlet == outlet.id
            assert resolve(f"https://{domain}.evil.example/a").outlet is None
        for handle in outlet.telegram:
            assert resolve(handle=f"@{handle}").outlet == resolve(f"https://t.me/{handle}/1").outlet == outlet.id


@given(st.text(max_size=200), st.text(max_size=400), st.text(max_size=400), st.text(max_size=40))
def test_any_letters_at_all(address: str, site: str, byline: str, handle: str) -> None:
    """Is every input resolved or unknown, with a name of bounded length, and the same each time?"""
    found = resolve(address, site, byline, handle)
    assert found == resolve(address, site, byline, handle)
    assert len(found.name) <= LONGEST
    assert "\n" not in found.name


def test_long_input_costs_no_more() -> None:
    """Is a page that calls itself by a megabyte looked at no longer than one with a long name?"""
    started = time.process_time()
    for _ in range(20):
        resolve("https://x.example/" + "a/" * 500_000, "أولى - " * 200_000, "(" * 1_000_000)
    assert time.process_time() - started < 2
