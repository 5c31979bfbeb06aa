"""Tests of addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.capture.addresses import to_address
from khabar.errors import InputError
from khabar.ingest import reasons


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("HTTP://Example.COM", "http://example.com/"),
        ("https://example.com:443/a?b=c#d", "https://example.com/a?b=c"),
        ("http://example.com:8080/a/../b", "http://example.com:8080/a/../b"),
        ("http://example.com./a", "http://example.com/a"),
        ("http://مثال.السعودية/خبر", "http://xn--mgbh0fb.xn--mgberp4a5d4ar/%D8%AE%D8%A8%D8%B1"),
        ("http://ＥＸＡＭＰＬＥ.com/", "http://example.com/"),
        ("http://example.com/100%/%d8", "http://example.com/100%25/%d8"),
        ("http://[2001:DB8:0::1]:8080/", "http://[2001:db8::1]:8080/"),
        ("http://1.2.3.4/x y".replace(" ", "%20"), "http://1.2.3.4/x%20y"),
        ("  http://example.com/a\n", "http://example.com/a"),
    ],
)
def test_one_form(written: str, url: str) -> None:
    """Is every spelling of an address brought into one form?"""
    address = to_address(written)
    assert address.url == url
    assert to_address(address.url) == address


@pytest.mark.parametrize(
    "written",
    [
        "", "example.com", "ftp://example.com/", "file:///etc/passwd", "gopher://x/", "javascript:alert(1)", "http://",
        "http://user@example.com/", "http://user:pass@example.com/", "http://example.com@10.0.0.1/",
        "http://example.com\\@10.0.0.1/", "http://exa mple.com/", "http://example.com/\r\nHost: x", "http://ex\u202eample/",
        "http://2130706433/", "http://0x7f000001/", "http://0x7f.1/", "http://0177.0.0.1/", "http://127.1/",
        "http://1.2.3.4.5/", "http://256.1.1.1/", "http://１２７.1/", "http://127。1/", "http://0/", "http://[::1%eth0]/",
        "http://[nonsense]/", "http://a..b/", "http://-a/", "http://a%2eb/", "http://xn--a/", "http://x:0/", "http://x:99999/",
        "http://x:a/", "http://" + "a" * 64 + ".com/", "http://" + "a." * 200, "http://x/" + "a" * 5000, "http://x/\ud800",
    ],
)  # fmt: skip
def test_refused(written: str) -> None:
    """Is an address refused that is no plain web address, or hides where it leads?"""
    with pytest.raises(InputError) as fault:
        to_address(written)
    assert fault.value.reason == reasons.FORBIDDEN
    assert "\n" not in str(fault.value)


def test_relative() -> None:
    """Is a relative address joined to its page, and an absolute one not?"""
    base = to_address("https://example.com/a/b?c")
    assert to_address("../x", base).url == "https://example.com/x"
    assert to_address("//other.org/y", base).url == "https://other.org/y"
    assert to_address("http://other.org/", base).url == "http://other.org/"


@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    """Does any text give an ASCII address without blanks, or one line of refusal?"""
    for written in (text, f"http://{text}", f"http://a.example/{text}"):
        try:
            url = to_address(written).url
        except InputError:
            continue
        assert url.isascii()
        assert not set(url) & set(" \r\n\t\\")
        assert to_address(url).url == url
