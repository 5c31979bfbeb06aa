"""A site on loopback that answers with the very bytes a test gives it, and fetchers that reach it."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterable

from khabar.capture.addresses import to_address
from khabar.capture.exchange import Client, Patience
from khabar.capture.fetch import Fetcher, Manners
from khabar.capture.guard import Guard
from khabar.capture.keeper import Keeper
from khabar.capture.leads import Lead
from khabar.ingest.limits import Limits

Answer = bytes | Callable[[bytes], bytes | Iterable[bytes]]


def http(body: bytes = b"", *headers: str, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    """An HTTP answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


class Site:
    """Answers requests by path; keeps the heads of all it was asked."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.pages: dict[str, Answer] = {"/robots.txt": http(status="404 Not Found")}
        self.asked: list[str] = []
        self.heads: list[bytes] = []
        self._tls = tls
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._open = True
        threading.Thread(target=self._serve, daemon=True).start()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of a page."""
        return f"{'https' if self._tls else 'http'}://{host}:{self.port}{path}"

    def lead(self, path: str, host: str = "127.0.0.1") -> Lead:
        """A page to fetch."""
        return Lead(address=to_address(self.url(path, host)))

    def close(self) -> None:
        self._open = False
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _serve(self) -> None:
        while self._open:
            try:
                line, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(line,), daemon=True).start()

    def _answer(self, line: socket.socket) -> None:
        try:
            if self._tls:
                line = self._tls.wrap_socket(line, server_side=True)
            with line:
                line.settimeout(20)
                head = b""
                while b"\r\n\r\n" not in head:
                    data = line.recv(65536)
                    if not data:
                        return
                    head += data
                path = head.split(b" ")[1].decode()
                self.asked.append(path)
                self.heads.append(head)
                found = self.pages.get(path, http(status="404 Not Found"))
                answer = found(head) if callable(found) else found
                for piece in [answer] if isinstance(answer, bytes) else answer:
                    line.sendall(piece)
        except OSError:
            pass


def a_client(*made: Site, resolver: Callable[[str, int], list[str]] | None = None, **more: object) -> Client:
    """A client that may reach loopback at the ports of these sites, quickly out of patience."""
    guard = Guard(allow_private=True, ports=[one.port for one in made], resolver=resolver)
    limits = Limits(document=1_000_000, seconds=3.0)
    patience = Patience(connect=1.0, piece=1.0, grace=0.5, slowest=2000.0)
    return Client(guard, limits=limits, patience=patience, **more)  # type: ignore[arg-type]


def a_fetcher(keeper: Keeper, *made: Site, again_h: float = 0.0, **more: object) -> Fetcher:
    """A fetcher that reaches these sites and never waits."""
    manners = Manners(between_s=0.0, again_h=again_h, robots_h=24.0)
    return Fetcher(a_client(*made), keeper, manners, **more)  # type: ignore[arg-type]
