"""Fetches pages politely and keeps what was answered.

Invariant: nothing is asked of a host before its robots.txt was, nor faster than it or the user allows; every hop of a
redirect is checked anew; every answer is kept before anything is made of it.
"""

from __future__ import annotations

import datetime
import email.utils
import math
import re
import time
from collections.abc import Callable
from enum import Enum
from typing import Final

import msgspec

from khabar.capture import answers, clock, links, robots
from khabar.capture.addresses import Address, to_address
from khabar.capture.archive import MOVED, is_version, to_time
from khabar.capture.exchange import Client, Exchange, Headers
from khabar.capture.index import Capture
from khabar.capture.keeper import Keeper
from khabar.capture.leads import FEED, PAGE, ROBOTS, SITEMAP, Lead
from khabar.errors import InputError
from khabar.ingest import reasons
from khabar.version import __version__

HOPS: Final = 5
TRIES: Final = 3
LONGEST_WAIT_S: Final = 120.0
FEED_AGAIN_H: Final = 0.1
ACCEPT: Final = "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8"
_BUSY: Final = (429, 503)
_CONTACT: Final = re.compile(r"[\x21-\x27\x2a-\x7e]{1,200}\Z")


class Became(Enum):
    """What a fetch came to."""

    NEW = "fetched"
    CHANGED = "new version"
    UNCHANGED = "unchanged"
    BEFORE = "fetched before"


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """A page that the archive holds. ``version`` is the capture that holds its bytes; ``notes`` what was noticed."""

    became: Became
    address: Address
    version: Capture
    notes: tuple[str, ...] = ()


class Busy(Exception):  # noqa: N818 - a state of the host, not a fault of ours
    """The host asks to come again in so many seconds."""

    def __init__(self, seconds: float, status: int) -> None:
        super().__init__(f"answered with {status}")
        self.seconds, self.status = seconds, status


class Manners(msgspec.Struct, frozen=True, kw_only=True):
    """``between_s``: seconds between two requests to one host, unless it asks for more. ``again_h``: hours in which a
    page is not asked for again; ``robots_h``: in which a robots.txt is believed. ``contact``: how to reach the user.
    """

    between_s: float = 2.0
    again_h: float = 12.0
    robots_h: float = 24.0
    contact: str = ""


def agent_of(contact: str) -> str:
    """What the requests call themselves.

    Raises:
        InputError: the contact is no address that fits into a header.
    """
    if contact and not _CONTACT.match(contact):
        raise InputError(f"--contact {contact!r}: write a page or a mail address, without blanks and brackets")
    return f"Khabar/{__version__}" + (f" (+{contact})" if contact else "")


class Fetcher:
    """Fetches into an archive.

    Args:
        client: Makes the exchanges.
        keeper: Keeps them.
        manners: How politely.
        sleep: Waits so many seconds.
    """

    def __init__(
        self,
        client: Client,
        keeper: Keeper,
        manners: Manners | None = None,
        *,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._client, self._keeper, self._manners, self._sleep = client, keeper, manners or Manners(), sleep
        self._agent = agent_of(self._manners.contact)
        self._free_at: dict[str, float] = {}
        self._rules: dict[str, robots.Rules] = {}
        self._asked: set[str] = set()
        self._began = clock.now()

    def wait_s(self, host: str) -> float:
        """How many seconds are left until the host may be asked again."""
        return max(0.0, self._free_at.get(host, 0.0) - time.monotonic())

    def hold(self, host: str, seconds: float) -> None:
        """Leave a host alone for so many seconds."""
        self._free_at[host] = max(self._free_at.get(host, 0.0), time.monotonic() + seconds)

    def fetch(self, lead: Lead) -> Fetched:
        """Bring what is at an address into the archive, through its redirects.

        Raises:
            InputError: refused by the guard, by robots.txt or by the host, or broken. One line, the address first;
                `InputError.reason` says which.
            Busy: the host asks to come again.
        """
        address = lead.address
        notes: list[str] = []
        for hop in range(HOPS + 1):
            try:
                became, capture, moved = self._hop(lead, address)
                if moved is None:
                    return Fetched(became=became, address=address, version=capture, notes=tuple(notes))
                to = to_address(moved, address)
            except InputError as fault:
                raise InputError(f"{_way(lead, address)}: {fault}", reason=fault.reason) from None
            if address.scheme == "https" and to.scheme == "http":
                notes.append(f"{address.url} leads from https to {to.url}, which nobody vouches for")
            lead = lead if hop else msgspec.structs.replace(lead, via=lead.via or address.url)
            address = to
        raise InputError(f"{lead.address.url}: redirected more than {HOPS} times", reason=reasons.REDIRECTS)

    def check(self, address: Address) -> None:
        """Say whether an address would be fetched, as far as guard and robots.txt tell.

        Raises:
            InputError: it would not.
        """
        self._client.guard.check(address)
        rules = self._rules_of(address)
        why = rules.why_not(address.url)
        if why:
            raise InputError(why, reason=rules.reason)

    def _hop(self, lead: Lead, address: Address) -> tuple[Became, Capture, str | None]:
        """Ask one address, or the archive where it was asked just now; where it leads on to, if it does."""
        keeper = self._keeper
        before = list(keeper.find(address.url))
        version = next((one for one in reversed(before) if is_version(one)), None)
        last = before[-1] if before else None
        if last is not None and self._is_recent(last, version):
            return Became.BEFORE, *self._judge(last, version, lambda: keeper.load(last).headers)
        self.check(address)
        exchange = self._ask(address, self._conditions(version))
        self._asked.add(address.url)
        if exchange.status == 304 and version is None:
            raise InputError("answers that nothing changed, to a first question", reason=reasons.DAMAGED)
        document = answers.to_document(exchange.headers, exchange.body, self._client.limits)
        role = links.role_of(document, answers.media_of(exchange.headers)[0]) if exchange.status == 200 else lead.role
        capture = keeper.keep(exchange, lead, role=role or PAGE, before=version)
        if exchange.status in _BUSY:
            raise Busy(self._wait_asked(exchange), exchange.status)
        held, moved = self._judge(capture, version, lambda: exchange.headers)
        same = version is not None and (capture.revisit or capture.document == version.document)
        became = Became.UNCHANGED if same else Became.CHANGED if version is not None else Became.NEW
        return became, held, moved

    def _judge(
        self, capture: Capture, version: Capture | None, headers: Callable[[], Headers]
    ) -> tuple[Capture, str | None]:
        """The capture that holds the page's bytes, or where it has moved.

        Raises:
            InputError: the host serves no page there.
        """
        status = int(capture.status)
        if capture.revisit and version is not None:
            return version, None
        if capture.status in MOVED:
            to = answers.header(headers(), "location")
            if not to:
                raise InputError(f"answered with {status}, and no place to go", reason=reasons.GONE)
            return capture, answers.as_letters(to)
        if status != 200:
            raise InputError(f"answered with {status}", reason=reasons.GONE)
        return capture, None

    def _ask(self, address: Address, more: Headers = ()) -> Exchange:
        wait = self.wait_s(address.host)
        if wait:
            self._sleep(wait)
        asked = (
            ("User-Agent", self._agent),
            ("Accept", ACCEPT),
            ("Accept-Encoding", "gzip"),
            ("Accept-Language", "ar"),
        )
        try:
            return self._client.ask(address, (*asked, *more))
        finally:
            rules = self._rules.get(address.site)
            self.hold(address.host, max(self._manners.between_s, rules.delay_s if rules else 0.0))

    def _conditions(self, version: Capture | None) -> Headers:
        """The headers that ask for a page only where it has changed."""
        if version is None:
            return ()
        try:
            headers = self._keeper.load(version).headers
        except InputError:
            return ()  # it is damaged: whole bytes are wanted
        found = (
            ("If-None-Match", answers.header(headers, "etag")),
            ("If-Modified-Since", answers.header(headers, "last-modified")),
        )
        return tuple((name, value) for name, value in found if value and value.isascii() and value.isprintable())

    def _rules_of(self, address: Address) -> robots.Rules:
        if address.site not in self._rules:
            self._rules[address.site] = self._find_rules(address.at(robots.PATH))
        return self._rules[address.site]

    def _find_rules(self, address: Address) -> robots.Rules:
        """The rules as the archive holds them from the last day, else as the host tells them."""
        for _ in range(HOPS + 1):
            try:
                status, headers, document = self._robots_at(address)
                to = answers.header(headers, "location")
                if str(status) not in MOVED or not to:
                    return robots.rules_of(status, document)
                address = to_address(answers.as_letters(to), address)
            except InputError as fault:
                return robots.Rules(None, f"its robots.txt cannot be had: {fault}", reason=fault.reason)
        return robots.rules_of(404, b"")  # RFC 9309, 2.3.1.2

    def _robots_at(self, address: Address) -> tuple[int, Headers, bytes]:
        keeper = self._keeper
        kept = [one for one in keeper.find(address.url) if one.time >= self._since(self._manners.robots_h)]
        if kept and int(kept[-1].status) < 500 and not kept[-1].revisit and int(kept[-1].status) not in _BUSY:
            page = keeper.load(kept[-1])
            return int(kept[-1].status), page.headers, page.document
        exchange = self._ask(address)
        document = answers.to_document(exchange.headers, exchange.body, self._client.limits)
        keeper.keep(exchange, Lead(address=address, role=ROBOTS), role=ROBOTS)
        return exchange.status, exchange.headers, document

    def _is_recent(self, last: Capture, version: Capture | None) -> bool:
        """Whether an address was asked for in this run, or so lately that it is not asked for again."""
        if int(last.status) in _BUSY:
            return False
        return last.url in self._asked or last.time > self._since(self._again_h(version))

    def _again_h(self, version: Capture | None) -> float:
        """The hours in which an address is not asked for again: a feed changes sooner than a page."""
        often = version is not None and version.role in (FEED, SITEMAP)
        return min(self._manners.again_h, FEED_AGAIN_H) if often else self._manners.again_h

    def _since(self, hours: float) -> str:
        return to_time(self._began - datetime.timedelta(hours=hours))

    def _wait_asked(self, exchange: Exchange) -> float:
        """The seconds that a busy host asks for, bounded."""
        asked = exchange.header("retry-after").strip()
        seconds = 10.0
        if asked.isascii() and asked.isdigit():
            seconds = float(asked[:6])
        elif asked:
            try:
                moment = email.utils.parsedate_to_datetime(asked)
                seconds = (moment - exchange.at).total_seconds()
            except (ValueError, TypeError, OverflowError):
                pass
        return seconds if math.isfinite(seconds) and seconds > 1 else 1.0


def _way(lead: Lead, address: Address) -> str:
    start, end = lead.address.url, address.url
    return start if start == end else f"{start} (redirected to {end})"
