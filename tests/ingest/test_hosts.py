"""Hosts: does an address lead where a browser would have gone, and to nobody where there is doubt?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.ingest import hosts


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.one.example/a?b#c", "www.one.example"), ("HTTP://WWW.One.Example:8080/", "www.one.example"),
        ("//one.example/a", "one.example"), ("one.example/a", "one.example"), ("one.example.", "one.example"),
        ("https://user:word@one.example/", "one.example"), ("https://one.example@two.example/", "two.example"),
        ("https://two.example\\@one.example/", ""), ("https://one.example\t.evil.example/", ""),
        ("https://one.example /", ""), ("https://one\x00.example/", ""), ("javascript:alert(1)", ""),
        ("file:///tmp/one.example", ""), ("mailto:a@one.example", ""), ("https://[::1]/", ""), ("https://a/", ""),
        ("ftp://one.example/", ""), ("one.example:8080/a", "one.example"), ("urn:uuid:one.example", ""),
        ("https://127.0.0.1/", "127.0.0.1"), ("https://" + "a" * 5000 + ".example", ""), ("https://a..example/", ""),
        ("https://web.archive.org/web/20231026101500/https://www.one.example/a", "www.one.example"),
        ("https://web.archive.org/web/2023id_/http:/one.example/a", "one.example"),
        ("https://web.archive.org/save/https://one.example/", "web.archive.org"),
        ("https://one.example/web/20231026101500/https://two.example/", "one.example"),
        ("", ""), (" ", ""), ("https://", ""), ("https://[", ""),
    ],
)  # fmt: skip
def test_the_host_of_an_address(address: str, host: str) -> None:
    """Is the host the one that a browser goes to, and empty where that is in doubt?"""
    assert hosts.split(address)[0] == host


@pytest.mark.parametrize(
    "host", ["аljazeera.net", "ａljazeera.net", "aljazeera。net", "aljaz\u0435era.net", "الجزيرة.net", "aljazeera.nеt"]
)
def test_other_letters_show(host: str) -> None:
    """Is a host with letters that only look like ASCII written as punycode, and so like no other?"""
    plain = hosts.split(f"https://{host}/")[0]
    assert plain != "aljazeera.net"
    assert plain.isascii()
    assert not plain or "xn--" in plain


@pytest.mark.parametrize(
    ("host", "owned"),
    [
        ("www.one.example", "one.example"), ("one.example", "one.example"), ("a.b.c.one.example", "one.example"),
        ("news.one.com.eg", "one.com.eg"), ("one.com.eg", "one.com.eg"), ("com.eg", "com.eg"), ("one.iq", "one.iq"),
        ("www.one.gov.sy", "one.gov.sy"), ("a.one.blogspot.com", "one.blogspot.com"), ("127.0.0.1", "127.0.0.1"),
        ("blogspot.com", "blogspot.com"), ("one-example.cdn.ampproject.org", "one-example.cdn.ampproject.org"),
    ],
)  # fmt: skip
def test_what_somebody_registered(host: str, owned: str) -> None:
    """Is an unknown host called by the part that one publisher holds?"""
    assert hosts.registrable(host) == owned


def test_what_many_share() -> None:
    """Is a host known under which anybody has a name?"""
    assert all(map(hosts.is_shared, ("com.eg", "gov.sy", "blogspot.com", "example")))
    assert not any(map(hosts.is_shared, ("one.example", "one.com.eg", "one.blogspot.com", "ina.iq")))


@pytest.mark.parametrize(
    ("address", "name", "channel"),
    [
        ("https://t.me/Channel_One/12", "t.me/channel_one", "channel_one"),
        ("https://t.me/s/Channel_One?before=9", "t.me/channel_one", "channel_one"),
        ("telegram.me/Channel_One", "t.me/channel_one", "channel_one"),
        ("https://t.me/", "t.me", ""), ("https://t.me/+abcdef", "t.me/+abcdef", ""),
        ("https://x.com/One/status/1", "x.com/one", ""),
        ("https://www.facebook.com/one.news/posts/1", "facebook.com/one.news", ""),
        ("https://one.example/t.me/Channel_One", "", ""), ("https://t.me.one.example/Channel_One", "", ""),
    ],
)  # fmt: skip
def test_accounts_on_platforms(address: str, name: str, channel: str) -> None:
    """Is what stands on a platform its account's, and only there?"""
    split = hosts.split(address)
    assert hosts.account(*split) == name
    assert hosts.channel(*split) == channel


@given(st.text(max_size=300))
def test_any_letters_at_all(text: str) -> None:
    """Is every string either a host in ASCII or none?"""
    for address in (text, f"https://{text}", f"https://{text}.example/{text}"):
        host, path = hosts.split(address)
        assert host.isascii()
        assert hosts.registrable(host) == "" if not host else hosts.registrable(host)
        hosts.account(host, path)
        hosts.to_handle(text)
