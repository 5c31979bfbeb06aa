"""Where a capture may go: to public hosts, and nowhere else (server-side request forgery, CWE-918).

Invariant: a name is resolved here, every address it has is checked, and the connection is made to one of those very
addresses; nobody resolves the name again, so an answer that changes between check and use (DNS rebinding) changes
nothing. One forbidden address among the answers refuses the name.
"""

from __future__ import annotations

import functools
import importlib.resources
import ipaddress
import socket
from collections.abc import Callable, Collection
from typing import Final

import msgspec

from khabar.capture.addresses import Address
from khabar.errors import InputError
from khabar.ingest import reasons

PORTS: Final = frozenset({80, 443, 8080, 8443})
ANSWERS: Final = 16
NEVER, PRIVATE, LOOPBACK = "never", "private", "loopback"
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")
_GLOBAL: Final = ipaddress.IPv6Network("2000::/3")
_LAST_32: Final = 0xFFFFFFFF

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]


class Network(msgspec.Struct, frozen=True):
    """A range of addresses that is not public: its use is ``never``, ``private`` or ``loopback``."""

    network: ipaddress.IPv4Network | ipaddress.IPv6Network
    use: str
    what: str


def resolve(host: str, port: int) -> list[str]:
    """All addresses of a name, as the system knows them.

    Raises:
        OSError: there are none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Guard:
    """Says to which IP addresses the connection for an address may be made."""

    def __init__(
        self, *, allow_private: bool = False, ports: Collection[int] = (), resolver: Resolve | None = None
    ) -> None:
        self.ports = PORTS | set(ports)
        self.allow_private = allow_private
        self._resolve = resolver or resolve

    def check(self, address: Address) -> tuple[str, ...]:
        """The IP addresses of an address, in the order they are to be tried, every one of them allowed.

        Raises:
            InputError: the port or one of the addresses is not allowed, or the name has none. One line, without the
                address.
        """
        if address.port not in self.ports:
            raise InputError(f"port {address.port} is not fetched from; --port {address.port} allows it", reason=_NO)
        literal = _as_ip(address.host)
        if literal is not None:
            found = [str(literal)]
        else:
            try:
                found = self._resolve(address.host, address.port)[:ANSWERS]
            except (OSError, UnicodeError) as fault:
                raise InputError(f"no such host: {_why(fault)}", reason=reasons.UNREACHABLE) from None
            if not found:
                raise InputError("no such host: the name has no address", reason=reasons.UNREACHABLE)
        for one in found:
            why = self.why_not(one)
            if why:
                raise InputError(f"leads to {one}, {why}", reason=_NO)
        return tuple(found)

    def why_not(self, ip: str) -> str | None:
        """Why no connection is made to this IP address; None where it is allowed."""
        parsed = _as_ip(ip)
        if parsed is None:
            return "which is no IP address"
        network = _network_of(parsed)
        if network is None or (self.allow_private and network.use in (PRIVATE, LOOPBACK)):
            return None
        opened = "" if network.use == NEVER else "; --allow-private allows it"
        return f"which is {network.what}{opened}"


_NO: Final = reasons.FORBIDDEN


@functools.cache
def networks() -> tuple[Network, ...]:
    """The table beside this module."""
    text = importlib.resources.files("khabar.capture").joinpath("networks.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return tuple(Network(ipaddress.ip_network(network), use, what) for network, use, what, _ in rows)


def _network_of(ip: Ip) -> Network | None:
    """The network of the table that an address lies in; that of the IPv4 address inside it where it carries one."""
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return _network_of(ip.ipv4_mapped)
        if ip in _NAT64:
            return _network_of(ipaddress.IPv4Address(int(ip) & _LAST_32))
    for network in networks():
        if network.network.version == ip.version and ip in network.network:
            return network
    if isinstance(ip, ipaddress.IPv6Address) and ip not in _GLOBAL:
        return Network(ipaddress.IPv6Network("::/0"), NEVER, "outside what is given to public hosts")
    return None


def _as_ip(text: str) -> Ip | None:
    try:
        return ipaddress.ip_address(text)  # a zone (%eth0) is link-local, and found so
    except ValueError:
        return None


def _why(fault: Exception) -> str:
    return (fault.strerror or str(fault)) if isinstance(fault, OSError) else str(fault)
