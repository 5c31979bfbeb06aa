"""The host of an address, and what of it is one publisher's.

Invariant: a host is what a browser would have gone to, in lower-case ASCII; letters outside ASCII stay visible as
punycode, and what leaves doubt where it leads has no host at all.
"""

from __future__ import annotations

import importlib.resources
import re
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from khabar.packs.load import load_file
from khabar.packs.schema.base import Entry

LONGEST: Final = 4096
LONGEST_HOST: Final = 253
_HOST: Final = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)+")
_NUMBERS: Final = re.compile(r"[0-9.]+")
_DOUBTFUL: Final = re.compile(r"[\x00-\x20\x7f\\]")
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?![0-9])")
_KEPT: Final = re.compile(r"/web/[0-9]{4,14}(?:[a-z]{2}_)?/(https?:/{1,2}.+)")
_HANDLE: Final = re.compile(r"@?([A-Za-z][A-Za-z0-9_]{3,31})")
_SKIPPED: Final = frozenset({"s", "joinchat", "c", "iv", "share"})
_FRONT: Final = frozenset({"www", "m", "amp", "mobile", "wap"})
COUNTRY: Final = 2


class Hosts(Entry, frozen=True, kw_only=True):
    """Hosts, or parts of hosts, that one rule speaks of."""

    hosts: list[str]


@lru_cache(maxsize=1)
def tables() -> dict[str, frozenset[str]]:
    """The hosts beside this module, by what is special about them."""
    with importlib.resources.as_file(importlib.resources.files(__package__) / "hosts.yml") as path:
        entries = list(load_file(Path(path), Hosts))
    return {entry.id.partition(".")[2]: frozenset(entry.hosts) for entry in entries if isinstance(entry, Hosts)}


@lru_cache(maxsize=1024)
def split(address: str) -> tuple[str, str]:
    """Host and path of an address, of the kept one where it leads to an archive of pages; empty where there is none.

    Scheme and ``//`` may be missing. User, password and port are left aside.
    """
    host, path = _split(address)
    kept = _KEPT.match(path) if host in tables()["archive"] else None
    return _split(kept[1].replace(":/", "://", 1).replace(":///", "://", 1)) if kept else (host, path)


def _split(address: str) -> tuple[str, str]:
    address = address.strip()
    if not is_web(address) or len(address) > LONGEST or _DOUBTFUL.search(address):
        return "", ""
    if "://" not in address:
        address = "https://" + address.removeprefix("//")
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return "", ""
    return to_ascii(host), parts.path


def is_web(address: str) -> bool:
    """Whether an address is one of the web, or could be one that was written without its scheme."""
    scheme = _SCHEME.match(address.strip()[:LONGEST])
    return bool(address.strip()) and (scheme is None or scheme[0].lower() in ("http:", "https:"))


def to_ascii(host: str) -> str:
    """A host as it is compared; empty for what cannot be one."""
    labels = host.lower().removesuffix(".").split(".")
    try:
        plain = ".".join(
            label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii") for label in labels
        )
    except UnicodeError:
        return ""
    return plain if len(plain) <= LONGEST_HOST and _HOST.fullmatch(plain) else ""


def registrable(host: str) -> str:
    """The part of a host that somebody registered, by the table beside this module; an address of numbers whole."""
    labels = host.split(".")
    if _NUMBERS.fullmatch(host):
        return host
    for size in (3, 2):
        if ".".join(labels[-size:]) in tables()["shared"]:
            return ".".join(labels[-size - 1 :])
    below = len(labels[-1]) == COUNTRY and len(labels) > COUNTRY and labels[-2] in tables()["second_level"]
    return ".".join(labels[-3:] if below else labels[-2:])


def is_shared(host: str) -> bool:
    """Whether many publishers have their names right below a host."""
    labels = host.split(".")
    below = len(labels) == COUNTRY and len(labels[-1]) == COUNTRY and labels[0] in tables()["second_level"]
    return len(labels) < COUNTRY or below or host in tables()["shared"]


def account(host: str, path: str) -> str:
    """The account or channel on a platform, ``host/name`` in lower case; empty elsewhere."""
    bare = _bare(host)
    if bare not in tables()["platform"] and bare not in tables()["telegram"]:
        return ""
    parts = [unquote(part) for part in path.split("/") if part]
    name = next((part for part in parts[:3] if part.lower() not in _SKIPPED), "")
    return f"{'t.me' if bare in tables()['telegram'] else bare}/{name.lower()}" if name else bare


def channel(host: str, path: str) -> str:
    """The handle of the Telegram channel that an address leads to, in lower case; empty where it leads elsewhere."""
    if _bare(host) not in tables()["telegram"]:
        return ""
    return to_handle(account(host, path).partition("/")[2])


def to_handle(text: str) -> str:
    """A handle in lower case, without its at sign; empty for what is none."""
    found = _HANDLE.fullmatch(text.strip())
    return found[1].lower() if found else ""


def _bare(host: str) -> str:
    front, _, rest = host.partition(".")
    return rest if front in _FRONT and "." in rest else host
