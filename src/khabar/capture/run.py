"""A run of captures: every address that was found is answered for once.

Invariant: the rows of the books add up to what was found; hosts take turns, so that none holds up the others while it
is left in peace.
"""

from __future__ import annotations

import collections
import re
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Final

import msgspec

from khabar.capture import links
from khabar.capture.fetch import LONGEST_WAIT_S, TRIES, Became, Busy, Fetched, Fetcher
from khabar.capture.keeper import Keeper
from khabar.capture.leads import FEED, PAGE, SITEMAP, Lead
from khabar.errors import InputError
from khabar.ingest import reasons
from khabar.ingest.item import Refusal

LISTS: Final = "feeds and sitemaps"
WOULD: Final = "would be fetched"
LEFT: Final = "left for the next run"
TWICE: Final = "named twice"
REFUSED: Final = "refused"
GIVEN_UP_AFTER: Final = 5
_LISTS: Final = re.compile(r"rss|feed|atom|sitemap|\.xml|\.json|\.rdf", re.IGNORECASE)
_HOST_FAULTS: Final = frozenset({reasons.UNREACHABLE, reasons.SLOW, reasons.UNTRUSTED})


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one address: its row in the books, and what there is to say of it.

    ``version`` names the capture that holds it (time and SHA-256 of the page); ``fault`` whether the user has to know.
    """

    url: str
    row: str
    message: str = ""
    reason: str = ""
    fault: bool = False
    fetched: Fetched | None = None
    notes: tuple[str, ...] = ()


class Books:
    """Counts outcomes, each once."""

    def __init__(self) -> None:
        self._rows: collections.Counter[str] = collections.Counter()
        self.faults = 0

    def enter(self, outcome: Outcome) -> None:
        """Count one outcome."""
        self._rows[outcome.row] += 1
        self.faults += outcome.fault

    def leave(self, count: int) -> None:
        """Count what the run did not come to."""
        self._rows[LEFT] += count

    @property
    def found(self) -> int:
        """How many addresses were found."""
        return sum(self._rows.values())

    def rows(self) -> list[tuple[str, int]]:
        """The rows below ``found``: those always there first, then the refusals by reason."""
        always = [one.value for one in Became]
        rest = sorted(row for row, count in self._rows.items() if count and row not in always)
        return [(row, self._rows[row]) for row in (*always, *rest)]


class Run:
    """Goes through addresses.

    Args:
        fetcher: Fetches.
        keeper: The archive it fetches into.
        limit: How many pages of each feed or sitemap.
        since: The ISO day before which a feed's pages are left out.
        most: How many addresses are asked for in all.
        dry: Only feeds and sitemaps are asked for, and robots.txt; of pages it is said whether they would be.
        sleep: Waits so many seconds.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        keeper: Keeper,
        *,
        limit: int | None = None,
        since: str | None = None,
        most: int | None = None,
        dry: bool = False,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._fetcher, self._keeper, self._limit, self._since = fetcher, keeper, limit, since
        self._most, self._dry, self._sleep = most, dry, sleep
        self._hosts: dict[str, collections.deque[Lead]] = {}
        self._seen: set[str] = set()
        self._tries: collections.Counter[str] = collections.Counter()
        self._failed: collections.Counter[str] = collections.Counter()
        self._at_once: collections.deque[Outcome] = collections.deque()
        self._in_hand = 0

    @property
    def left(self) -> int:
        """How many addresses are still to come to, one that a run was broken off at among them."""
        return sum(map(len, self._hosts.values())) + len(self._at_once) + self._in_hand

    def go(self, found: Iterable[Lead | Refusal]) -> Iterator[Outcome]:
        """Yield one outcome for every address, those that feeds and sitemaps lead to among them."""
        self._take(found)
        asked = 0
        while self.left:
            while self._at_once:
                yield self._at_once.popleft()
            lead = self._next() if self._most is None or asked < self._most else None
            if lead is None:
                return
            self._in_hand = 1
            outcome = self._try(lead) if self._dry else self._fetch(lead)
            self._in_hand = 0
            if outcome is not None:
                asked += outcome.row != Became.BEFORE.value
                yield outcome

    def _take(self, found: Iterable[Lead | Refusal]) -> None:
        for one in found:
            if isinstance(one, Refusal):
                row = f"{REFUSED}: {one.reason}" if not one.passed else one.reason
                told = Outcome(url=one.source, row=row, message=one.message, reason=one.reason, fault=not one.passed)
                self._at_once.append(told)
            elif one.address.url in self._seen:
                self._at_once.append(Outcome(url=one.address.url, row=TWICE))
            else:
                self._seen.add(one.address.url)
                self._hosts.setdefault(one.address.host, collections.deque()).append(one)

    def _next(self) -> Lead | None:
        """The next address, of the host that may be asked soonest; hosts that may be asked now take turns."""
        waiting = {host: self._fetcher.wait_s(host) for host, leads in self._hosts.items() if leads}
        if not waiting:
            return None
        host = min(waiting, key=lambda one: waiting[one])
        if waiting[host]:
            self._sleep(waiting[host])
        leads = self._hosts.pop(host)
        lead = leads.popleft()
        if leads:
            self._hosts[host] = leads  # at the end of the line
        return lead

    def _fetch(self, lead: Lead) -> Outcome | None:
        """Fetch one address; None where it is to be tried again later."""
        host = lead.address.host
        if self._failed[host] >= GIVEN_UP_AFTER:
            why = f"{lead.address.url}: not asked for, after {GIVEN_UP_AFTER} faults of its host in a row"
            return _refused(lead, InputError(why, reason=reasons.UNREACHABLE))
        try:
            fetched = self._fetcher.fetch(lead)
        except Busy as busy:
            return self._again(lead, busy)
        except InputError as fault:
            self._failed[host] += fault.reason in _HOST_FAULTS
            return _refused(lead, fault)
        self._failed[host] = 0
        return self._follow(lead, fetched)

    def _follow(self, lead: Lead, fetched: Fetched) -> Outcome:
        """The outcome of a fetch; what a feed or sitemap leads to is taken in."""
        url, role = lead.address.url, fetched.version.role
        if lead.role == PAGE or role not in (FEED, SITEMAP):
            return Outcome(url=url, row=fetched.became.value, fetched=fetched, notes=fetched.notes)
        try:
            document = self._keeper.load(fetched.version).document
            found = list(links.find_in(document, role, fetched.address))
        except InputError as fault:
            return _refused(lead, InputError(f"{url}: {fault}", reason=fault.reason))
        if lead.role == SITEMAP:  # of an index: what it lists is as deep as a run goes
            found = [one for one in found if not isinstance(one, Lead) or one.role == PAGE]
        self._take(links.choose(found, limit=self._limit, since=self._since))
        return Outcome(url=url, row=LISTS, fetched=fetched, notes=fetched.notes)

    def _again(self, lead: Lead, busy: Busy) -> Outcome | None:
        host, url = lead.address.host, lead.address.url
        self._tries[url] += 1
        if busy.seconds > LONGEST_WAIT_S or self._tries[url] >= TRIES:
            self._failed[host] += 1
            why = f"{url}: {busy}, and asks to wait {busy.seconds:.0f} seconds; give the command again later"
            return _refused(lead, InputError(why, reason=reasons.LATER))
        self._fetcher.hold(host, busy.seconds)
        self._hosts.setdefault(host, collections.deque()).appendleft(lead)
        return None

    def _try(self, lead: Lead) -> Outcome | None:
        """What a dry run can say of an address."""
        if lead.role != PAGE and _LISTS.search(lead.address.target):
            outcome = self._fetch(lead)
            if outcome is None or outcome.fault or outcome.row == LISTS:
                return outcome
            return Outcome(url=lead.address.url, row=WOULD)
        try:
            self._fetcher.check(lead.address)
        except InputError as fault:
            return _refused(lead, InputError(f"{lead.address.url}: {fault}", reason=fault.reason))
        return Outcome(url=lead.address.url, row=WOULD)


def _refused(lead: Lead, fault: InputError) -> Outcome:
    return Outcome(
        url=lead.address.url, row=f"{REFUSED}: {fault.reason}", message=str(fault), reason=fault.reason, fault=True
    )
