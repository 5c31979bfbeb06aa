"""What a page tells machines of its article: JSON-LD, broken or whole.

Invariant: nothing here runs or is fetched; objects are walked to a stated number, and what is too deep or too broken
for a JSON reader is looked through for the few fields that matter.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from khabar.ingest.page.source import Page

MAX_SCRIPTS: Final = 40
MAX_SCRIPT: Final = 2 * 1024 * 1024
MAX_OBJECTS: Final = 5_000
ARTICLES: Final = frozenset(
    "article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle blogposting "
    "liveblogposting socialmediaposting report advertisercontentarticle satiricalarticle reviewnewsarticle".split()
)
_WEAKER: Final = frozenset("webpage itempage videoobject creativework".split())
_FIELDS: Final = ("headline", "datePublished", "dateModified", "description", "articleBody", "name", "url")
_STRING: Final = re.compile(r'"((?:[^"\\]++|\\.)*+)"', re.DOTALL)
_TRAILING: Final = re.compile(r",\s{0,200}+(?=[}\]])")


class Thing(msgspec.Struct, frozen=True, kw_only=True):
    """One article of a page's structured data, as told there; empty where it is silent."""

    type: str = ""
    headline: str = ""
    description: str = ""
    body: str = ""
    published: str = ""
    modified: str = ""
    author: str = ""
    agency: str = ""
    publisher: str = ""
    address: str = ""
    free: bool = True


def find_things(page: Page) -> list[Thing]:
    """The articles that the page's JSON-LD tells of, those that call themselves articles first."""
    found: list[tuple[int, Thing]] = []
    scripts = [one for one in page.scripts if "ld+json" in one.attributes.get("type", "").lower()]
    left = MAX_OBJECTS
    for script in scripts[:MAX_SCRIPTS]:
        said = page.text[script.first : min(script.last, script.first + MAX_SCRIPT)]
        for one in _objects(said):
            left -= 1
            if left < 0:
                break
            rank = _rank(one)
            if rank is not None:
                found.append((rank, _thing(one)))
    found.sort(key=lambda one: one[0])
    return [thing for _, thing in found]


def find_strings(said: str, name: str) -> Iterator[tuple[int, int]]:
    """Yield where in a JSON text the values of a key begin and end, quotes excluded, if they are strings."""
    for match in re.finditer(f'"{re.escape(name)}"\\s{{0,50}}+:\\s{{0,50}}+(?=")', said):
        value = _STRING.match(said, match.end())
        if value:
            yield value.start(1), value.end(1)


def _objects(said: str) -> Iterator[dict[str, Any]]:
    """Every object of a JSON text; of a broken one, a single object of the fields that can be read."""
    data = _load(said)
    if data is None:
        broken = {name: _unescape(said[a:b]) for name in _FIELDS for a, b in _first(find_strings(said, name))}
        kind = re.search(r'"@type"\s{0,50}+:\s{0,50}+\[?\s{0,50}+"(\w{1,60})"', said)
        if broken:
            yield {**broken, "@type": kind[1] if kind else "Article"}
        return
    todo: list[Any] = [data]
    seen = 0
    while todo and seen < MAX_OBJECTS:
        one = todo.pop()
        seen += 1
        if isinstance(one, dict):
            yield one
            kept = [value for key, value in one.items() if key not in ("comment", "hasPart", "review", "isPartOf")]
            todo += [value for value in reversed(kept) if isinstance(value, dict | list)]
        elif isinstance(one, list):
            todo += [value for value in reversed(one[:MAX_OBJECTS]) if isinstance(value, dict | list)]


def _first(found: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    return [one for one in [next(found, None)] if one is not None]


def _load(said: str) -> Any:
    said = said.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    said = said.removeprefix("//<![CDATA[").removeprefix("<![CDATA[").removesuffix("//]]>").removesuffix("]]>")
    for attempt in (said, _TRAILING.sub("", said), html.unescape(said) if "&quot;" in said else ""):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _rank(one: dict[str, Any]) -> int | None:
    kinds = one.get("@type")
    names = {str(kind).lower().rpartition("/")[2] for kind in (kinds if isinstance(kinds, list) else [kinds])}
    if names & ARTICLES:
        return 0
    return 1 if names & _WEAKER and ("datePublished" in one or "headline" in one or "uploadDate" in one) else None


def _thing(one: dict[str, Any]) -> Thing:
    kinds = one.get("@type")
    return Thing(
        type=str(kinds[0] if isinstance(kinds, list) and kinds else kinds or ""),
        headline=_text(one.get("headline") or one.get("name")),
        description=_text(one.get("description")),
        body=_text(one.get("articleBody") or one.get("text"), 1_000_000),
        published=_text(one.get("datePublished") or one.get("uploadDate") or one.get("dateCreated"), 80),
        modified=_text(one.get("dateModified"), 80),
        author=_name(one.get("author") or one.get("creator")),
        agency=_name(one.get("sourceOrganization") or one.get("copyrightHolder") or one.get("provider")),
        publisher=_name(one.get("publisher")),
        address=_address(one),
        free=str(one.get("isAccessibleForFree", True)).lower() not in ("false", "0", "no"),
    )


def _address(one: dict[str, Any]) -> str:
    for name in ("url", "mainEntityOfPage", "@id"):
        value = one.get(name)
        said = value.get("@id") or value.get("url") if isinstance(value, dict) else value
        if isinstance(said, str) and said.startswith(("http", "/")):
            return said[:2000]
    return ""


def _name(value: Any) -> str:
    """The names of people or bodies, however they are given."""
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(name for one in value[:8] if (name := _name(one))))
    if isinstance(value, dict):
        return _name(value.get("name"))
    said = _text(value, 200)
    return "" if said.startswith(("http", "#", "@")) else said


def _text(value: Any, limit: int = 5_000) -> str:
    if isinstance(value, list) and value:
        value = value[0]
    return html.unescape(value[:limit]).strip() if isinstance(value, str) else ""


def _unescape(said: str) -> str:
    try:
        value = json.loads(f'"{said}"', strict=False)
    except ValueError:
        return said
    return value if isinstance(value, str) else said
