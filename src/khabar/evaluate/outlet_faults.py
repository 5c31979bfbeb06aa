"""What is wrong with the outlets of the packs: hosts and names that would send a document to the wrong one.

Invariant: a finding names the entry and what it shares or breaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from khabar.evaluate.pack_contradictions import PackFault
from khabar.packs.mastheads import answers_to, title_key
from khabar.packs.schema.actors import OUTLET_KINDS, Outlet
from khabar.packs.schema.base import Entry

_DOMAIN: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
_HANDLE: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")
_COUNTRY: Final = re.compile(r"[A-Z]{3}")
_LANGUAGE: Final = re.compile(r"[a-z]{2}")
_ZONE: Final = re.compile(r"[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_]+){1,2}")


def find_outlet_faults(packs: Mapping[str, Sequence[Entry]]) -> Iterator[PackFault]:
    """Yield everything that is wrong with the outlets, alone and together."""
    outlets = [entry for entry in packs.get("outlet", ()) if isinstance(entry, Outlet)]
    for outlet in outlets:
        yield from (PackFault(outlet.id, what) for what in _alone(outlet))
    yield from _shared(outlets)


def _alone(outlet: Outlet) -> Iterator[str]:
    if outlet.kind and outlet.kind not in OUTLET_KINDS:
        yield f"kind {outlet.kind!r} is none of {', '.join(OUTLET_KINDS)}"
    if not outlet.kind and (outlet.titles or outlet.domains or outlet.telegram or outlet.told_as):
        yield "a collective entry (without a kind) has forms only; say its kind, or give each outlet its own entry"
    if outlet.country and not _COUNTRY.fullmatch(outlet.country):
        yield f"country {outlet.country!r} is no ISO 3166 alpha-3 code"
    if outlet.zone and not _ZONE.fullmatch(outlet.zone):
        yield f"zone {outlet.zone!r} is no IANA time zone"
    for field, pattern, why in (
        ("domains", _DOMAIN, "is no host name in lower-case ASCII"),
        ("telegram", _HANDLE, "is no Telegram handle (without the at sign)"),
        ("languages", _LANGUAGE, "is no ISO 639-1 code"),
    ):
        yield from (f"{field}: {value!r} {why}" for value in getattr(outlet, field) if not pattern.fullmatch(value))


def _shared(outlets: Sequence[Outlet]) -> Iterator[PackFault]:
    """Hosts, handles and names that two outlets claim."""
    collective = {outlet.told_as for outlet in outlets}
    owners: dict[tuple[str, str], str] = {}
    for outlet in outlets:
        names = {title_key(name) for name in answers_to(outlet, collective=outlet.id in collective)}
        claimed = [("domain", d) for d in outlet.domains] + [("handle", h.lower()) for h in outlet.telegram]
        for what, value in [*claimed, *(("name", name) for name in sorted(names))]:
            other = owners.setdefault((what, value), outlet.id)
            if other != outlet.id:
                yield PackFault(outlet.id, f"{what} {value!r} also belongs to {other}; leave it out of one")
