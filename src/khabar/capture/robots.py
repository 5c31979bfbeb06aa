"""What a site asks of robots (RFC 9309).

Invariant: a site whose robots.txt cannot be had is not fetched from; one that has none allows everything.
"""

from __future__ import annotations

import math
from typing import Final

from protego import Protego

from khabar.ingest import reasons

NAME: Final = "Khabar"
PATH: Final = "/robots.txt"
READ: Final = 512 * 1024
TANGLED: Final = 2_000_000
LONGEST_DELAY_S: Final = 300.0


class Rules:
    """The rules of one site.

    Args:
        text: Its robots.txt; None where it cannot be had.
        why: Why it cannot.
        reason: The same as a constant word.
    """

    def __init__(self, text: bytes | None, why: str = "", *, reason: str = reasons.ROBOTS) -> None:
        self._rules: Protego | None = None
        self._why, self.reason = why, reason
        if text is not None:
            letters = text[:READ].decode("utf-8-sig", errors="replace")
            agents = letters.lower().count("agent")
            if agents * (letters.count("\n") + letters.count("\r")) > TANGLED:
                self._why = "its robots.txt is too tangled to be read"
            else:
                self._rules = Protego.parse(letters)

    def why_not(self, url: str) -> str | None:
        """Why a page is not fetched; None where it may be."""
        if self._rules is None:
            return self._why
        if not self._rules.can_fetch(url, NAME):
            return "its robots.txt says no"
        if self.delay_s > LONGEST_DELAY_S:
            return f"its robots.txt asks for {self.delay_s:.0f} seconds between pages, which is past what is waited"
        return None

    @property
    def delay_s(self) -> float:
        """The seconds between two requests that the site asks for, 0 where it asks for none."""
        if self._rules is None:
            return 0.0
        rate = self._rules.request_rate(NAME)
        asked = (self._rules.crawl_delay(NAME) or 0.0, rate.seconds / rate.requests if rate and rate.requests else 0.0)
        return max((one for one in asked if not math.isnan(one)), default=0.0)


def rules_of(status: int, document: bytes) -> Rules:
    """The rules that an answer to the request for robots.txt means.

    A server's fault (5xx) and a plea for patience (429) mean that nobody knows; any other lack, that there are none.
    """
    if status == 200:
        return Rules(document)
    if status >= 500 or status == 429:
        return Rules(None, f"its robots.txt is answered with {status}, so nobody knows what it allows")
    return Rules(b"")
