"""The outlet of a document: from its address, else from what the page calls its site, else from its credit line.

Invariant: a pure function of the packs and its arguments. Where there is an address, only its host decides: what a page
says of itself is no proof. A host that only looks like an outlet's is unknown, and says so by its own name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from khabar.ingest import hosts
from khabar.model.outlets import Candidate, Resolved
from khabar.packs.lexicon import load_lexicon
from khabar.packs.mastheads import Mastheads
from khabar.packs.schema.actors import Outlet

LONGEST: Final = 300
PARTS: Final = 12
KEPT: Final = 4096
_BETWEEN: Final = re.compile(
    r"\s[-\u2013\u2014]+\s|[|/:;()\[\]\u00ab\u00bb\"\u060c\u061b\u2022+,\n]|\s-|-\s"
)  # what stands between the names of a credit line
ELSEWHERE: Final = "the host is none of its domains"
SEVERAL: Final = "several outlets bear this name"
CREDITED: Final = "only credited"
OUTRANKED: Final = "the address says otherwise"


class Resolver:
    """Resolves outlets by one set of packs."""

    def __init__(self, outlets: Iterable[Outlet]) -> None:
        self.heads = Mastheads(outlets)
        self._named = lru_cache(maxsize=KEPT)(self._find_named)  # a crawl says the same few lines again and again
        self._credited = lru_cache(maxsize=KEPT)(self._find_credited)

    def resolve(self, address: str = "", site_name: str = "", byline: str = "", handle: str = "") -> Resolved:
        """The outlet of a document.

        Args:
            address: The URL that served it.
            site_name: What the page, feed or channel calls itself.
            byline: Its author or credit line.
            handle: The handle of its channel.
        """
        host, path = hosts.split(address)
        channel = hosts.channel(host, path) or hosts.to_handle(handle)
        named, credited = self._named(_short(site_name)), self._credited(_short(byline))
        found = self._by_host(host) or self._by_handle(channel)
        if found:
            return _with_lost(found, named, credited, OUTRANKED)
        if host or channel:
            key = f"t.me/{channel}" if channel else hosts.account(host, path) or hosts.registrable(host)
            unknown = Resolved(name=key, how="unknown", by=key if channel else host, key=key)
            return _with_lost(unknown, named, credited, ELSEWHERE)
        if hosts.is_web(address):
            unknown = Resolved(name=_short(address), how="unknown", by=_short(address), key=_short(address))
            return _with_lost(unknown, named, credited, ELSEWHERE)
        return self._by_words(site_name, named, credited)

    def told(self, name: str) -> Resolved:
        """The outlet that a feed or a person names outright."""
        named = self.heads.title(name)
        if len(named) == 1:
            return Resolved(outlet=named[0].id, name=named[0].name, how="told", by=name, key=named[0].id)
        lost = tuple(Candidate(outlet=o.id, name=o.name, how="told", why=SEVERAL) for o in named)
        return Resolved(name=name, how="told", by=name, key=name, lost=lost)

    def _by_host(self, host: str) -> Resolved | None:
        hit = self.heads.host(host) if host else None
        return _known(hit[0], "address", hit[1]) if hit else None

    def _by_handle(self, handle: str) -> Resolved | None:
        outlet = self.heads.by_handle.get(handle)
        return _known(outlet, "handle", handle) if outlet else None

    def _by_words(self, site_name: str, named: tuple[Outlet, ...], credited: tuple[Outlet, ...]) -> Resolved:
        name = _short(site_name)
        if len(named) == 1:
            return _with_lost(_known(named[0], "site_name", name), (), credited, CREDITED)
        if not name and len(credited) == 1:
            return _known(credited[0], "byline", credited[0].name)
        unknown = Resolved(name=name, how="unknown" if name else "untold", by=name, key=name)
        return _with_lost(unknown, named, credited, SEVERAL)

    def _find_named(self, name: str) -> tuple[Outlet, ...]:
        """The outlets that a site's name names: as a whole, else by a part that stands between marks."""
        return self.heads.title(name) or self._find_credited(name)

    def _find_credited(self, line: str) -> tuple[Outlet, ...]:
        """The outlets that a line credits, each once, in its order."""
        found = dict.fromkeys(o.id for part in _parts(line) for o in self.heads.title(part))
        return tuple(self.heads.by_id[id_] for id_ in found)


@lru_cache(maxsize=1)
def resolver() -> Resolver:
    """The resolver of the bundled packs, built once per process.

    Raises:
        PackError: a pack has a fault.
    """
    return Resolver(load_lexicon().tables["outlet"])


def resolve(address: str = "", site_name: str = "", byline: str = "", handle: str = "") -> Resolved:
    """The outlet of a document by the bundled packs; as `Resolver.resolve`."""
    return resolver().resolve(address, site_name, byline, handle)


def _known(outlet: Outlet, how: str, by: str) -> Resolved:
    return Resolved(outlet=outlet.id, name=outlet.name, how=how, by=by, key=outlet.id)


def _with_lost(found: Resolved, named: Iterable[Outlet], credited: Iterable[Outlet], why: str) -> Resolved:
    """With the other outlets that were pointed to, each once, those that the page names itself first."""
    pointed = [(o, "site_name", why) for o in named] + [(o, "byline", CREDITED) for o in credited]
    lost: dict[str, Candidate] = {}
    for outlet, how, reason in pointed:
        if outlet.id != found.outlet:
            lost.setdefault(outlet.id, Candidate(outlet=outlet.id, name=outlet.name, how=how, why=reason))
    return Resolved(
        outlet=found.outlet, name=found.name, how=found.how, by=found.by, key=found.key, lost=tuple(lost.values())
    )


def _parts(line: str) -> list[str]:
    parts = [line, *_BETWEEN.split(line, maxsplit=PARTS)]
    return [part for part in dict.fromkeys(part.strip() for part in parts) if part]


def _short(words: str) -> str:
    """Words as they may be a name: one line, of bounded length, without controls."""
    return " ".join("".join(c if c.isprintable() else " " for c in words[:LONGEST]).split())
