"""Tests of one request and its answer."""

from __future__ import annotations

import datetime
import ssl
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from loopback import Site, a_client, http

from khabar.capture.addresses import to_address
from khabar.capture.exchange import Client
from khabar.errors import InputError
from khabar.ingest import reasons


def ask(client: Client, url: str) -> bytes:
    return client.ask(to_address(url), (("User-Agent", "test"),)).body


def why(client: Client, url: str) -> str:
    with pytest.raises(InputError) as fault:
        ask(client, url)
    assert "\n" not in str(fault.value)
    return fault.value.reason


def test_bytes_as_served(site: Site) -> None:
    """Are the bytes kept as they went over the wire, with headers in their spelling and chunks in theirs?"""
    raw = b"HTTP/1.1 200 Fine\r\nX-oDD: 1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"
    site.pages["/"] = b"HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n" + raw + b"and more"
    exchange = a_client(site).ask(to_address(site.url("/")), ())
    assert exchange.response == raw
    assert exchange.body == b"abcde"
    assert exchange.header("x-odd") == "1"
    assert exchange.request == site.heads[0]
    assert (exchange.ip, exchange.status) == ("127.0.0.1", 200)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"", reasons.DAMAGED),
        (b"SSH-2.0-OpenSSH_9.2\r\n", reasons.DAMAGED),
        (http(b"abc").replace(b"Length: 3", b"Length: 30"), reasons.DAMAGED),
        (http(b"abc").replace(b"Length: 3", b"Length: 9999999"), reasons.TOO_LARGE),
        (http(b"abc").replace(b"Length: 3", b"Length: -3"), reasons.DAMAGED),
        (http(b"abc").replace(b"Length: 3", b"Length: 3\r\nContent-Length: 4"), reasons.DAMAGED),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 1_000_001, reasons.TOO_LARGE),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1\r\nx\r\n" * 400_000, reasons.EXPANDS),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffffffff\r\n", reasons.DAMAGED),
        (b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 50_000, reasons.DAMAGED),
        (b"HTTP/1.1 103 x\r\n\r\n" * 100, reasons.DAMAGED),
    ],
)
def test_hostile(site: Site, answer: bytes, reason: str) -> None:
    """Is an answer refused that lies about its length, has no end, or is no HTTP?"""
    site.pages["/"] = answer
    assert why(a_client(site), site.url("/")) == reason


def test_endless(site: Site) -> None:
    """Is a body without end cut off at the limit, soon?"""

    def endless(_: bytes) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\n\r\n"
        while True:
            yield b"x" * 65536

    site.pages["/"] = endless
    assert why(a_client(site), site.url("/")) == reasons.TOO_LARGE


@pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: "])
def test_trickle(site: Site, head: bytes) -> None:
    """Is a host dropped that sends a letter now and then, in the body or in the head?"""

    def trickle(_: bytes) -> Iterator[bytes]:
        yield head
        for _ in range(200):
            time.sleep(0.05)
            yield b"x"

    site.pages["/"] = trickle
    began = time.monotonic()
    assert why(a_client(site), site.url("/")) == reasons.SLOW
    assert time.monotonic() - began < 3


def test_silence(site: Site) -> None:
    """Is a host dropped that takes the question and says nothing?"""

    def silent(_: bytes) -> Iterator[bytes]:
        time.sleep(5)
        yield b""

    site.pages["/"] = silent
    assert why(a_client(site), site.url("/")) == reasons.SLOW


def test_nobody_there(sites: Callable[..., Site]) -> None:
    """Is a closed port told as such?"""
    gone = sites()
    gone.close()
    assert why(a_client(gone), gone.url("/")) == reasons.UNREACHABLE


def test_goes_to_what_was_checked(site: Site) -> None:
    """Is a name asked once, and the connection made to that answer, when the name changes its mind at once?"""
    answers = iter([["127.0.0.1"], ["169.254.169.254"]])
    site.pages["/"] = http(b"checked")
    client = a_client(site, resolver=lambda *_: next(answers))
    assert ask(client, site.url("/", "news.example")) == b"checked"
    assert b"Host: news.example:" in site.heads[0]
    assert why(client, site.url("/", "news.example")) == reasons.FORBIDDEN


def test_proxies_have_no_say(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a proxy of the environment stay unused?"""
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    site.pages["/"] = http(b"direct")
    assert ask(a_client(site), site.url("/")) == b"direct"


def certified(folder: Path, name: str) -> tuple[ssl.SSLContext, str]:
    """A server's context with a certificate for this name, and the file of it."""
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.datetime.now(datetime.UTC)
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now - datetime.timedelta(days=1))
    made = made.not_valid_after(now + datetime.timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    pem = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "both.pem").write_bytes(private + pem)
    (folder / "trusted.pem").write_bytes(pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "both.pem")
    return context, str(folder / "trusted.pem")


def test_tls(tmp_path: Path, sites: Callable[..., Site]) -> None:
    """Is TLS verified against the name, though the connection goes to an address?"""
    context, trusted = certified(tmp_path, "news.example")
    site = sites(context)
    site.pages["/"] = http(b"secret")

    def here(*_: object) -> list[str]:
        return ["127.0.0.1"]

    client = a_client(site, resolver=here, trusted=trusted)
    assert ask(client, site.url("/", "news.example")) == b"secret"
    assert why(client, site.url("/", "other.example")) == reasons.UNTRUSTED
    assert why(client, site.url("/")) == reasons.UNTRUSTED
    assert why(a_client(site, resolver=here), site.url("/", "news.example")) == reasons.UNTRUSTED


def test_plain_where_tls_is_asked(site: Site) -> None:
    """Is a server that speaks no TLS on a TLS address refused?"""
    assert why(a_client(site), site.url("/").replace("http:", "https:")) in (reasons.UNREACHABLE, reasons.SLOW)


def test_a_server_may_think(site: Site) -> None:
    """Is an answer taken that was long in coming and then came at once, in two pieces?"""

    def thinks(_: bytes) -> Iterator[bytes]:
        time.sleep(0.8)
        yield b"HTTP/1.1 200 OK\r\n"
        time.sleep(0.1)
        yield b"Content-Length: 3\r\n\r\nabc"

    site.pages["/"] = thinks
    assert ask(a_client(site), site.url("/")) == b"abc"
