"""One request and its answer, as the bytes that went over the wire.

Invariant: the connection goes to an IP address that the guard has checked, TLS is verified against the name, nothing in
the environment (proxies, netrc) has a say, and an answer ends in bounded time and memory whatever the other side does.
"""

from __future__ import annotations

import contextlib
import datetime
import socket
import ssl
import time
from typing import Final

import h11
import msgspec

from khabar.capture import clock
from khabar.capture.addresses import Address
from khabar.capture.guard import Guard
from khabar.errors import InputError
from khabar.ingest import reasons
from khabar.ingest.limits import LIMITS, Limits

HEAD: Final = 100 * 1024
PIECE: Final = 64 * 1024
HINTS: Final = 8
TRIED: Final = 4
_SPARE: Final = 256 * 1024

Headers = tuple[tuple[str, str], ...]


class Patience(msgspec.Struct, frozen=True, kw_only=True):
    """How long a host may take, in seconds: to connect, between two pieces, and in all (`Limits.seconds`).

    ``grace`` seconds after its first byte, an answer has to come at ``slowest`` bytes a second or better.
    """

    connect: float = 10.0
    piece: float = 20.0
    grace: float = 10.0
    slowest: float = 512.0


class Exchange(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked and answered. ``at`` is when, in UTC; ``ip`` who answered.

    ``request`` and ``response`` are the bytes of the HTTP messages as sent; ``headers`` bear lower-case names; ``body``
    is what the message carries, in the content encoding that ``headers`` tell.
    """

    address: Address
    at: datetime.datetime
    ip: str
    request: bytes
    response: bytes
    status: int
    headers: Headers
    body: bytes
    seconds: float = 0.0

    def header(self, name: str) -> str:
        """The first header of that name, empty where there is none."""
        return next((value for one, value in self.headers if one == name), "")


class Client:
    """Makes exchanges, one connection each.

    Args:
        guard: Says where connections may go.
        limits: ``document`` bounds an answer's body, ``seconds`` the whole exchange.
        patience: What holds within those seconds.
        trusted: A file of certificates to trust beside the system's.
    """

    def __init__(
        self, guard: Guard, *, limits: Limits = LIMITS, patience: Patience | None = None, trusted: str | None = None
    ) -> None:
        self.guard, self.limits, self.patience = guard, limits, patience or Patience()
        self._tls = ssl.create_default_context()
        self._tls.set_alpn_protocols(["http/1.1"])
        if trusted:
            try:
                self._tls.load_verify_locations(trusted)
            except (OSError, ssl.SSLError):
                raise InputError(f"{trusted}: no file of certificates (PEM)") from None

    def ask(self, address: Address, headers: Headers, *, method: str = "GET", body: bytes = b"") -> Exchange:
        """Send one request and take its answer, whatever its status.

        Args:
            address: Where.
            headers: What is sent beside Host and Connection.
            method: GET, or POST with a body.
            body: Sent with its length.

        Raises:
            InputError: not allowed, not reached, not trusted, too slow, too large or broken. One line, without the
                address; `InputError.reason` says which.
        """
        ips = self.guard.check(address)
        began = time.monotonic()
        deadline = began + self.limits.seconds
        at = clock.now()
        try:
            with contextlib.closing(self._connect(ips, address, deadline)) as line:
                ip = str(line.getpeername()[0])
                talk = _Talk(line, deadline, self.limits.document, self.patience)
                request = talk.send(method, address, headers, body)
                status, got, payload = talk.receive()
        except ssl.SSLCertVerificationError as fault:
            why = f"its certificate is not for {address.host} or not trusted: {fault.verify_message or fault.reason}"
            raise InputError(why, reason=reasons.UNTRUSTED) from None
        except TimeoutError:
            raise InputError("too slow: no answer in time", reason=reasons.SLOW) from None
        except (OSError, ssl.SSLError) as fault:
            raise InputError(f"not reached: {_why(fault)}", reason=reasons.UNREACHABLE) from None
        except h11.RemoteProtocolError as fault:
            raise InputError(f"no answer that keeps to HTTP: {fault}", reason=reasons.DAMAGED) from None
        return Exchange(
            address=address, at=at, ip=ip, request=request, response=talk.response, status=status, headers=got,
            body=payload, seconds=time.monotonic() - began,
        )  # fmt: skip

    def _connect(self, ips: tuple[str, ...], address: Address, deadline: float) -> socket.socket:
        fault: OSError = TimeoutError()
        for ip in ips[:TRIED]:
            left = min(deadline - time.monotonic(), self.patience.connect)
            if left <= 0:
                break
            try:
                line = socket.create_connection((ip, address.port), timeout=left)
            except OSError as one:
                fault = one
                continue
            return line if address.scheme == "http" else self._tls_over(line, address.host)
        raise fault

    def _tls_over(self, line: socket.socket, host: str) -> socket.socket:
        try:
            return self._tls.wrap_socket(line, server_hostname=host)
        except BaseException:
            line.close()
            raise


class _Talk:
    """One request and its answer over one connection."""

    def __init__(self, line: socket.socket, deadline: float, most: int, patience: Patience) -> None:
        self._line, self._deadline, self._most, self._patience = line, deadline, most, patience
        self._http = h11.Connection(h11.CLIENT, max_incomplete_event_size=HEAD)
        self._raw = bytearray()
        self._body = bytearray()
        self._began = 0.0

    @property
    def response(self) -> bytes:
        """The answer's bytes, from its status line to its end."""
        after, _ = self._http.trailing_data
        return bytes(self._raw[: len(self._raw) - len(after)])

    def send(self, method: str, address: Address, headers: Headers, body: bytes) -> bytes:
        """Send the request; its bytes."""
        every = [("Host", address.authority), *headers, ("Connection", "close")]
        every += [("Content-Length", str(len(body)))] if body else []
        asked = self._http.send(h11.Request(method=method, target=address.target, headers=every)) or b""
        asked += self._http.send(h11.Data(data=body)) or b"" if body else b""
        asked += self._http.send(h11.EndOfMessage()) or b""
        self._line.settimeout(self._left())
        self._line.sendall(asked)
        return asked

    def receive(self) -> tuple[int, Headers, bytes]:
        """Take the answer: status, headers, and what it carries."""
        status, hints = 0, 0
        headers: Headers = ()
        while True:
            event = self._http.next_event()
            if event is h11.NEED_DATA:
                self._take()
            elif isinstance(event, h11.InformationalResponse):
                hints += 1
                self._forget_head()
                if hints > HINTS:
                    raise InputError("announces an answer without end", reason=reasons.DAMAGED)
            elif isinstance(event, h11.Response):
                status = event.status_code
                headers = tuple((name.decode("ascii"), value.decode("latin-1")) for name, value in event.headers)
                self._check_length(headers)
            elif isinstance(event, h11.Data):
                self._body += event.data
                if len(self._body) > self._most:
                    raise _too_large(self._most)
            elif isinstance(event, h11.EndOfMessage):
                return status, headers, bytes(self._body)
            else:
                raise InputError("no answer: the connection was closed", reason=reasons.DAMAGED)

    def _take(self) -> None:
        self._line.settimeout(self._left())
        data = self._line.recv(PIECE)
        self._began = self._began or time.monotonic()  # a server may think before it answers; then it has to answer
        self._raw += data
        if len(self._raw) > 1.5 * len(self._body) + _SPARE:
            raise InputError("more framing than page", reason=reasons.EXPANDS)
        took = time.monotonic() - self._began
        if took > self._patience.grace and len(self._raw) < took * self._patience.slowest:
            raise InputError(f"too slow: {len(self._raw)} bytes in {took:.0f} seconds", reason=reasons.SLOW)
        self._http.receive_data(data)

    def _left(self) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return min(left, self._patience.piece)

    def _forget_head(self) -> None:
        """Take an announcement (103 and the like) away from the answer's bytes."""
        end = self._raw.find(b"\r\n\r\n")
        del self._raw[: end + 4 if end >= 0 else 0]

    def _check_length(self, headers: Headers) -> None:
        length = next((value for name, value in headers if name == "content-length"), "0")
        if length.isdecimal() and int(length[:20]) > self._most:
            raise _too_large(self._most)


def _too_large(most: int) -> InputError:
    return InputError(f"larger than {most / 1024 / 1024:g} MiB", reason=reasons.TOO_LARGE)


def _why(fault: OSError) -> str:
    text = fault.strerror or getattr(fault, "reason", None) or str(fault) or type(fault).__name__
    return str(text).lower()
