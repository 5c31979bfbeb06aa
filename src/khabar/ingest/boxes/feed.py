"""Feeds: RSS 0.9x to 2.0, RSS 1.0 (RDF), Atom, JSON Feed.

Invariant: nothing is fetched. The parser is handed bytes in memory, never a name or an address, and these bytes declare
no entity. An entry is a document only where the feed gives all of its text; else it is an address.
"""

from __future__ import annotations

import datetime
import email.utils
import html
import io
import re
from collections.abc import Iterator
from typing import Any, Final

import feedparser
import msgspec
from lxml import etree

from khabar.errors import InputError
from khabar.ingest import reasons
from khabar.ingest.boxes import markup
from khabar.ingest.item import Box, Found, Item, Refusal
from khabar.ingest.limits import LIMITS, MEBIBYTE, Limits
from khabar.ingest.page.days import read_day
from khabar.ingest.sources import name_of_address
from khabar.model.article import Told, ToldDay

_MOST_BYTES: Final = 8 * MEBIBYTE
_MOST_TAGS: Final = 300_000
_MOST_ATTRIBUTES: Final = 500
_MOST_BROKEN: Final = 2 * MEBIBYTE
_MOST_BROKEN_TAGS: Final = 40_000
_LONG: Final = 600
_SHORT: Final = 2_000
_ATTRIBUTE: Final = re.compile(r"=\s{0,9}[\"']")
_CUT: Final = re.compile(r"(?:\[?\s*(?:…|\.\.\.)\s*\]?)\s*$")
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]{1,2000}$", re.IGNORECASE)
_SPACE: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a feed.

    ``content`` is the whole article as the feed gives it (HTML where `kind` is ``html``), empty where the entry only
    links; ``told`` has its address, title, author and days, and the feed's name; ``position`` counts from one.
    """

    told: Told
    content: str = ""
    kind: str = "html"
    position: int = 0


def find_entries(raw: bytes, limits: Limits = LIMITS, *, address: str = "", charset: str = "") -> Iterator[Entry]:
    """Yield the entries of a feed, in its order.

    Args:
        raw: The feed as served, unpacked.
        limits: ``members`` bounds the entries, ``letters`` the text of each.
        address: Where it was served; relative links are joined to it.
        charset: What the server said; what the feed says of itself counts first.

    Raises:
        InputError: no feed, too large, or it declares entities. The message names no file.
    """
    is_json = raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"
    entries = _find_json(raw) if is_json else _find_xml(raw, address, charset)
    for position, entry in enumerate(entries, 1):
        if position > limits.members:
            raise InputError(f"more than {limits.members:,} entries", reason=reasons.TOO_LARGE)
        cut = entry.content if len(entry.content) <= limits.letters else ""
        yield msgspec.structs.replace(entry, content=cut, position=position)


def find_items(raw: bytes, box: Box) -> Iterator[Found]:
    """Yield each entry of a feed: the document that it gives, or a passed refusal with the address it links to.

    Raises:
        InputError: as `find_entries`.
    """
    consumed = len(raw)
    for entry in find_entries(raw, box.limits, address=box.told.address):
        yield _to_found(entry, box, consumed)
        consumed = 0


def _to_found(entry: Entry, box: Box, consumed: int) -> Found:
    address = entry.told.address
    source = f"{box.source}!{address}" if address else f"{box.source}!entry {entry.position}"
    if not entry.content:
        why = f"{source}: a link only; khabar capture fetches what the feed links to"
        return Refusal(source=source, reason=reasons.LINK_ONLY, message=why, passed=True, consumed=consumed)
    return Item(
        name=name_of_address(address) if address else f"{box.name}:{entry.position}",
        source=source,
        raw=entry.content.encode(),
        kind=entry.kind,
        charset="utf-8",
        told=_with_box(entry.told, box.told),
        boxed=True,
        consumed=consumed,
    )


def _with_box(told: Told, box: Told) -> Told:
    return msgspec.structs.replace(
        told, fetched=box.fetched, container=box.container, member=told.member or box.member, record=box.record
    )


def _find_xml(raw: bytes, address: str, charset: str) -> Iterator[Entry]:
    if len(raw) > _MOST_BYTES:
        raise InputError(f"a feed larger than {_MOST_BYTES // MEBIBYTE} MiB; cut it", reason=reasons.TOO_LARGE)
    text = markup.to_letters(raw, charset)
    _check_shape(text)
    clean = b'<?xml version="1.0" encoding="utf-8"?>' + text.encode()
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": address}
    try:
        parsed = feedparser.parse(
            io.BytesIO(clean), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as fault:  # it raises whatever its own handlers stumble over
        raise InputError(f"a broken feed ({type(fault).__name__})", reason=reasons.DAMAGED) from None
    if not parsed.get("version") and not parsed.get("entries"):
        raise InputError("XML, but no feed that Khabar knows", reason=reasons.UNKNOWN)
    site = _plain(parsed.get("feed", {}), "title")
    atom = str(parsed.get("version")).startswith("atom")
    for entry in parsed.get("entries", ()):
        yield _from_parsed(entry, site, atom=atom)


def _check_shape(text: str) -> None:
    """Refuse what would keep the parser for minutes: it is at its slowest, and forgiving, where the XML is broken."""
    tags = text.count("<")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        most = max(len(element.attrib) for element in etree.fromstring(text.encode(), parser).iter())
    except etree.XMLSyntaxError:
        most = max(len(_ATTRIBUTE.findall(piece)) for piece in text.split("<"))
        if len(text) > _MOST_BROKEN or tags > _MOST_BROKEN_TAGS:
            raise InputError("a feed of broken XML, and a large one; cut it", reason=reasons.DAMAGED) from None
    if most > _MOST_ATTRIBUTES:
        raise InputError(f"a tag of {most:,} attributes, which no feed has", reason=reasons.DAMAGED)
    if tags > _MOST_TAGS:
        raise InputError(f"a feed of more than {_MOST_TAGS:,} tags; cut it", reason=reasons.TOO_LARGE)


def _from_parsed(entry: Any, site: str, *, atom: bool) -> Entry:
    title = _plain(entry, "title")
    content, kind = _whole_text(entry, title)
    only = not atom and "published" not in entry  # outside Atom, the one date of an entry is that of its publication
    days = [*_days(entry, "published", "published"), *_days(entry, "updated", "published" if only else "modified")]
    return Entry(
        told=_told(
            address=_address(entry.get("feedburner_origlink") or entry.get("link") or ""),
            site=site,
            title=title,
            author=_line(str((entry.get("author_detail") or {}).get("name") or entry.get("author") or "")),
            days=days,
        ),
        content=content,
        kind=kind,
    )


def _whole_text(entry: Any, title: str) -> tuple[str, str]:
    """The article where the entry gives all of it, and its kind: HTML or text."""
    linked = bool(entry.get("link"))
    for part in sorted(entry.get("content") or (), key=lambda one: -len(one.get("value") or "")):
        if is_whole(value := part.get("value") or "", title, least=1, linked=linked):
            return value, _kind(value)
    value = entry.get("summary") or ""
    return (
        (value, _kind(value)) if is_whole(value, title, least=_LONG if linked else 1, linked=linked) else ("", "html")
    )


def is_whole(value: str, title: str, *, least: int, linked: bool) -> bool:
    """Whether this is an article's text and not its beginning: long enough, not cut, not the title once more.

    Args:
        value: HTML or plain text.
        title: The entry's.
        least: The fewest letters of text.
        linked: Whether the whole may be had elsewhere; where not, a text that is cut is all there is.
    """
    text = _line(html.unescape(markup.strip_tags(value)))
    if len(text) < least or not any(letter.isalpha() for letter in text):
        return False
    return not linked or not (text == title or (len(text) < _SHORT and _CUT.search(text[-10:])))


def _kind(value: str) -> str:
    return "html" if "<" in value or "&" in value else "text"


def _told(*, address: str, site: str, title: str, author: str, days: list[ToldDay]) -> Told:
    def best(of: str) -> str | None:
        return next((one.day for one in days if one.of == of and one.day), None)

    return Told(
        address=address,
        site=site,
        title=title,
        author=author,
        published=best("published"),
        modified=best("modified"),
        days=tuple(days),
    )


def _days(entry: Any, field: str, of: str) -> list[ToldDay]:
    if field not in entry or not (said := _line(str(entry[field]))[:200]):
        return []
    parsed = entry.get(f"{field}_parsed")
    day = (
        to_day(said) or (f"{parsed[0]:04d}-{parsed[1]:02d}-{parsed[2]:02d}" if parsed else "") or (read_day(said) or "")
    )
    return [ToldDay(day=day, of=of, by="feed", said=said)]


def to_day(said: str) -> str:
    """The ISO day that a time of RFC 3339 or RFC 822 names, in its own zone; empty where it is neither."""
    try:
        return datetime.datetime.fromisoformat(said).date().isoformat()
    except ValueError:
        pass
    try:
        parts = email.utils.parsedate_tz(said)
        return datetime.date(parts[0], parts[1], parts[2]).isoformat() if parts and parts[0] > 1900 else ""
    except (ValueError, IndexError, TypeError, OverflowError):
        return ""


def _find_json(raw: bytes) -> Iterator[Entry]:
    try:
        feed = msgspec.json.decode(raw.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise InputError("broken JSON", reason=reasons.DAMAGED) from None
    if "jsonfeed.org" not in str(feed.get("version")) or not isinstance(feed.get("items"), list):
        raise InputError("JSON, but no feed that Khabar knows", reason=reasons.UNKNOWN)
    site = _text(feed, "title")
    for item in feed["items"]:
        if isinstance(item, dict):
            yield _from_json(item, site)


def _from_json(item: dict[str, Any], site: str) -> Entry:
    title = _line(_text(item, "title"))
    address = _address(_text(item, "url") or _text(item, "external_url") or _text(item, "id"))
    page, plain = _text(item, "content_html"), _text(item, "content_text")
    names = [item.get("author"), *(item["authors"] if isinstance(item.get("authors"), list) else ())]
    author = next((_text(one, "name") for one in names if isinstance(one, dict) and _text(one, "name")), "")
    days = []
    for field, of in (("date_published", "published"), ("date_modified", "modified")):
        if said := _line(_text(item, field))[:200]:
            days.append(ToldDay(day=to_day(said) or (read_day(said) or ""), of=of, by="feed", said=said))
    whole = [one for one in (page, plain) if is_whole(one, title, least=1, linked=bool(address))]
    return Entry(
        told=_told(address=address, site=_line(site), title=title, author=_line(author), days=days),
        content=whole[0] if whole else "",
        kind="html" if whole and whole[0] is page else "text",
    )


def _text(record: dict[str, Any], field: str) -> str:
    value = record.get(field)
    return value if isinstance(value, str) else ""


def _plain(record: Any, field: str) -> str:
    """A field's text: without tags where the feed says that it is HTML."""
    value = str(record.get(field) or "")
    detail = record.get(f"{field}_detail") or {}
    return _line(html.unescape(markup.strip_tags(value)) if detail.get("type") != "text/plain" else value)


def _line(text: str) -> str:
    return _SPACE.sub(" ", text).strip()[:1000]


def _address(link: str) -> str:
    link = link.strip()
    return link if _ADDRESS.match(link) else ""
