"""Tests of where a capture may go."""

from __future__ import annotations

import ipaddress

import pytest

from khabar.capture.addresses import to_address
from khabar.capture.guard import Guard, networks
from khabar.errors import InputError
from khabar.ingest import reasons

INSIDE = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1",
    "172.31.255.255", "192.168.1.1", "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9",
    "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "2002:7f00:1::",
    "2001:0:7f00:1::", "100::1", "2001:db8::1", "fc00::1", "fd12::1", "fe80::1", "fec0::1", "ff02::1", "4000::1",
    "::2", "5f00::1",
]  # fmt: skip
OUTSIDE = ["1.1.1.1", "93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::5", "::ffff:1.1.1.1",
           "64:ff9b::101:101"]  # fmt: skip


@pytest.mark.parametrize("ip", INSIDE)
def test_inside(ip: str) -> None:
    """Is an address refused that is not public, as a literal and as the answer to a name?"""
    host = f"[{ip}]" if ":" in ip else ip
    for url, answer in ((f"http://{host}/", []), ("http://news.example/", ["93.184.216.34", ip])):
        with pytest.raises(InputError) as fault:
            Guard(resolver=lambda *_, answer=answer: answer).check(to_address(url))
        assert fault.value.reason == reasons.FORBIDDEN


@pytest.mark.parametrize("ip", OUTSIDE)
def test_outside(ip: str) -> None:
    """Is a public address allowed?"""
    assert Guard(resolver=lambda *_: [ip]).check(to_address("http://news.example/")) == (ip,)


def test_private_on_request() -> None:
    """Does --allow-private open private and loopback addresses, and no others?"""
    guard = Guard(allow_private=True)
    opened = [ip for ip in INSIDE if guard.why_not(ip) is None]
    assert opened == [
        "10.0.0.1", "127.0.0.1", "127.255.255.254", "172.16.0.1", "172.31.255.255", "192.168.1.1", "::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "fc00::1", "fd12::1",
    ]  # fmt: skip


def test_ports() -> None:
    """Are odd ports refused unless the user names them?"""
    address = to_address("http://1.1.1.1:6379/")
    with pytest.raises(InputError, match="--port 6379"):
        Guard().check(address)
    assert Guard(ports=[6379]).check(address) == ("1.1.1.1",)


def test_no_such_host() -> None:
    """Is a name without addresses told as such?"""

    def fails(host: str, port: int) -> list[str]:
        raise OSError(-2, "Name or service not known")

    for resolver in (fails, lambda *_: []):
        with pytest.raises(InputError, match="no such host") as fault:
            Guard(resolver=resolver).check(to_address("http://news.example/"))
        assert fault.value.reason == reasons.UNREACHABLE


def test_odd_answers() -> None:
    """Is an answer that is no IP address refused?"""
    for answer in ("", "localhost", "fe80::1%eth0", "1"):
        with pytest.raises(InputError):
            Guard(resolver=lambda *_, answer=answer: [answer]).check(to_address("http://news.example/"))


def test_as_strict_as_python() -> None:
    """Is everything refused that Python's own table holds for private, and the table well-formed?"""
    guard = Guard()
    for network in networks():
        assert network.use in ("never", "private", "loopback")
        for ip in (network.network[0], network.network[-1]):
            assert guard.why_not(str(ip)), ip
    for version in (ipaddress._IPv4Constants, ipaddress._IPv6Constants):  # type: ignore[attr-defined]
        for private in version._private_networks:
            assert guard.why_not(str(private[0])), private
