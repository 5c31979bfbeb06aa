"""Addresses of pages, brought into one form before anything is asked of them.

Invariant: an `Address` holds ASCII letters only, without blanks, controls, user names or fragments; its host is a plain
IP address or a name, never a number in disguise. What is sent, kept and compared is this form and no other.
"""

from __future__ import annotations

import ipaddress
import re
import urllib.parse
from typing import Final

import idna
import msgspec

from khabar.errors import InputError
from khabar.ingest import reasons

LONGEST: Final = 4096
PORTS: Final = {"http": 80, "https": 443}
_PATH: Final = "/:@!$&'()*+,;=-._~%"
_QUERY: Final = _PATH + "?[]|"
_UNFIT: Final = re.compile(r"[\x00-\x20\x7f\\\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LABEL: Final = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\Z")
_NUMBER: Final = re.compile(r"(0x[0-9a-f]*|[0-9]+)\Z")
_HEX: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """Where a page is served: ``target`` is path and query as they are sent; an IPv6 ``host`` has no brackets."""

    scheme: str
    host: str
    port: int
    target: str = "/"

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def site(self) -> str:
        """Scheme, host and port: what one robots.txt speaks for."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The whole of it."""
        return self.site + self.target

    def at(self, target: str) -> Address:
        """Another page of the same site."""
        return msgspec.structs.replace(self, target=target)


def to_address(text: str, base: Address | None = None) -> Address:
    """One form for every way to write an address.

    Args:
        text: As a person, a feed or a redirect wrote it; letters of any script.
        base: The page that names it, where it may be relative.

    Raises:
        InputError: no http or https, user names, odd letters or hosts. One line, without the address.
    """
    text = text.strip(" \t\r\n\ufeff")
    if len(text) > LONGEST:
        raise _refused(f"longer than {LONGEST} letters")
    if _UNFIT.search(text):
        raise _refused("holds a blank, a backslash or an invisible letter")
    try:
        parts = urllib.parse.urlsplit(urllib.parse.urljoin(base.url, text) if base else text)
        port = parts.port
    except ValueError:
        raise _refused("no address that can be read") from None
    if parts.scheme not in PORTS:
        raise _refused(f"{parts.scheme or 'no scheme'}: only http and https are fetched")
    if "@" in parts.netloc:
        raise _refused("holds a user name; take it out")
    if port == 0:
        raise _refused("port 0")
    target = _quoted(parts.path or "/", _PATH) + (f"?{_quoted(parts.query, _QUERY)}" if parts.query else "")
    return Address(
        scheme=parts.scheme,
        host=_to_host(parts.hostname or "", bracketed="[" in parts.netloc),
        port=PORTS[parts.scheme] if port is None else port,
        target=target,
    )


def _quoted(text: str, safe: str) -> str:
    try:
        quoted = urllib.parse.quote(_HEX.sub("%25", text), safe=safe)
    except UnicodeEncodeError:
        raise _refused("holds half a letter") from None
    return quoted if quoted.startswith("/") or safe is _QUERY else f"/{quoted}"


def _to_host(host: str, *, bracketed: bool) -> str:
    if bracketed:
        try:
            return str(ipaddress.IPv6Address(host if "%" not in host else ""))
        except ValueError:
            raise _refused("no IPv6 address between its brackets") from None
    name = _to_ascii(host[:-1] if host.endswith(".") else host)
    labels = name.split(".")
    if _NUMBER.match(labels[-1]):
        try:
            return str(ipaddress.IPv4Address(name))
        except ValueError:
            raise _refused("a host written as a number; write it as a name or as a.b.c.d") from None
    if not all(map(_LABEL.match, labels)):
        raise _refused("no host in it" if not name else "a host with letters that no name has")
    return name


def _to_ascii(host: str) -> str:
    """A host's name in ASCII: IDNA 2008 with the mapping of UTS 46, so that all spellings of one name are one."""
    if len(host) > 253:
        raise _refused("a host longer than 253 letters")
    try:
        if host.isascii():
            for label in host.lower().split("."):
                if label.startswith("xn--"):
                    idna.decode(label)
            return host.lower()
        return idna.encode(host, uts46=True, std3_rules=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError):
        raise _refused("a host with letters that no name has") from None


def _refused(why: str) -> InputError:
    return InputError(why, reason=reasons.FORBIDDEN)
