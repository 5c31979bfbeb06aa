"""The article in a mail (RFC 5322): a newsletter, an alert, a forwarded statement.

Invariant: one mail is one document. Of several renderings of the same text the page is taken, else the plain text; what
is quoted from an earlier mail and what follows the signature's dashes stand apart. What is attached is listed, not
opened. No header longer than `HEADER` is looked into.
"""

from __future__ import annotations

import email
import email.policy
import email.utils
import importlib
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.message import EmailMessage, Message
from typing import Any, Final

import msgspec

from khabar.errors import InputError
from khabar.ingest import kinds, reasons
from khabar.ingest.days import to_day
from khabar.ingest.item import Extracted, Item
from khabar.ingest.letters import decode
from khabar.ingest.limits import Limits
from khabar.model.article import Article, Aside, Told, ToldDay
from khabar.text.letters import has_arabic_letter, one_line
from khabar.version import __version__

MOST_PARTS: Final = 500
MOST_DASHES: Final = 4_000
DEEPEST: Final = 20
HEADERS: Final = 256 * 1024
MOST_SHOWN: Final = 20
HEADER: Final = 8 * 1024
BROKEN: Final = (
    ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError, ArithmeticError, MessageError,
)  # fmt: skip
_QUOTED: Final = re.compile(r"^\s{0,3}>")
_BOUNDARY: Final = re.compile(rb"\r?\n\r?\n")


def extract(item: Item, limits: Limits) -> Extracted:
    """The text of a mail.

    Raises:
        InputError: it is no mail, has no text, or is built to hang its readers. No file is named.
    """
    message = to_message(item.raw)
    parts = list(find_parts(message))
    page = next((part for part in parts if type_of(part) == "text/html" and not _attached(part)), None)
    plain = next((part for part in parts if type_of(part) == "text/plain" and not _attached(part)), None)
    told = _told(message, item.told)
    notes = _listed(parts, page, plain)
    if page is not None and (found := _page(item, page, plain, told, notes, limits)):
        return found
    if plain is None:
        raise InputError("a mail without text", reason=reasons.NO_ARTICLE)
    text, asides = _part_quotes(unflow(_said(plain, limits), plain))
    return Extracted(
        text=text,
        told=told,
        article=Article(
            by=f"khabar {__version__}",
            media="message/rfc822",
            charset=charset_of(plain),
            asides=asides,
            notes=tuple(notes),
        ),
    )


def _page(
    item: Item, page: EmailMessage, plain: EmailMessage | None, told: Told, notes: list[str], limits: Limits
) -> Extracted | None:
    """The article in the mail's page; None where the plain text beside it is the better one."""
    raw = to_bytes(page, limits.document)
    instead = plain is not None and has_arabic_letter(_said(plain, limits))
    if not raw.strip() or (instead and not has_arabic_letter(_letters(raw, page))):
        return None
    try:
        return from_page(item, raw, charset_of(page), told, notes, limits, media="message/rfc822")
    except InputError:
        if instead:
            return None
        raise


def to_message(raw: bytes) -> EmailMessage:
    """The parts of a mail.

    Raises:
        InputError: it is no mail, or its parser breaks on it.
    """
    head = _BOUNDARY.split(raw[: HEADERS + 4], maxsplit=1)[0]
    if len(head) > HEADERS:
        raise InputError("headers without end; no mail is so", reason=reasons.DAMAGED)
    if raw.count(b"\n--") > MOST_DASHES:
        raise InputError("thousands of parts; no mail is so", reason=reasons.DAMAGED)
    try:
        message = email.message_from_bytes(raw, policy=email.policy.default)
    except BROKEN as fault:
        raise InputError(f"a broken mail: {type(fault).__name__}", reason=reasons.DAMAGED) from None
    return message


def find_parts(message: Message) -> Iterator[EmailMessage]:
    """Yield the parts that hold something, in order; mails within mails are attachments and not gone into."""
    waiting: list[tuple[Any, int]] = [(message, 0)]
    count = 0
    while waiting and count < MOST_PARTS:
        part, depth = waiting.pop()
        count += 1
        for name in {name for name, value in part.raw_items() if len(value) > HEADER}:
            del part[name]
        if part.is_multipart() and type_of(part).startswith("multipart/") and depth < DEEPEST:
            waiting += [(one, depth + 1) for one in reversed(part.get_payload()[:MOST_PARTS])]
        else:
            yield part


def type_of(part: Message) -> str:
    """The media type of a part, in lower case."""
    try:
        return part.get_content_type()
    except BROKEN:
        return "application/octet-stream"


def to_bytes(part: EmailMessage, most: int) -> bytes:
    """The bytes of a part, unpacked from what carried them.

    Raises:
        InputError: there are more of them than `most`.
    """
    try:
        raw = part.get_payload(decode=True)
    except BROKEN:
        return b""
    raw = raw if isinstance(raw, bytes) else b""
    if len(raw) > most:
        raise InputError("a part larger than any article", reason=reasons.TOO_LARGE)
    return raw


def charset_of(part: EmailMessage) -> str:
    """The charset that a part declares; nothing where it declares none."""
    try:
        return str(part.get_content_charset() or "")[:40]
    except BROKEN:
        return ""


def header(message: Message, name: str) -> str:
    """A header's words, decoded (RFC 2047), as one line; nothing where it is missing or broken."""
    try:
        return one_line(str(message.get(name, "")))[:500]
    except BROKEN:
        return ""


def from_page(
    item: Item, raw: bytes, charset: str, told: Told, notes: list[str], limits: Limits, *, media: str
) -> Extracted:
    """The article in a page that came in a mail or the like; the page's bytes are not those of the item."""
    page = Item(name=item.name, source=item.source, raw=raw, kind="html", charset=charset, told=told, boxed=item.boxed)
    found: Extracted = importlib.import_module(kinds.DOCUMENTS["html"]).extract(page, limits)
    why = "places in bytes are those of the page as unpacked from the mail"
    article = msgspec.structs.replace(found.article, media=media, notes=(*found.article.notes, why, *notes))
    return msgspec.structs.replace(found, article=article)


def unflow(text: str, part: EmailMessage) -> str:
    """The text with the lines joined that a mail program broke (RFC 3676, ``format=flowed``)."""
    try:
        parameters = dict(part["content-type"].params) if part["content-type"] else {}
    except BROKEN:
        parameters = {}
    if str(parameters.get("format", "")).lower() != "flowed":
        return text
    drop = str(parameters.get("delsp", "")).lower() == "yes"
    lines: list[list[str]] = []
    flowing = False
    for line in text.split("\n"):
        said = line.removesuffix("\r")
        said = said[1:] if said.startswith(" ") else said
        mine = said.endswith(" ") and said != "-- "
        body = said[:-1] if mine and drop else said
        if flowing and said != "-- ":
            lines[-1].append(body)
        else:
            lines.append([body])
        flowing = mine
    return "\n".join("".join(parts).rstrip(" ") if parts != ["-- "] else "-- " for parts in lines)


def _said(part: EmailMessage, limits: Limits) -> str:
    raw = to_bytes(part, limits.document)
    return _letters(raw, part) if raw.strip() else ""


def _letters(raw: bytes, part: EmailMessage) -> str:
    """The letters of a part: as it declares, where these bytes can be so read, else as they look."""
    try:
        return decode(raw, charset_of(part))[0]
    except InputError:
        try:
            return raw.decode(charset_of(part) or "utf-8", "replace")
        except BROKEN:
            return raw.decode("utf-8", "replace")


def _part_quotes(text: str) -> tuple[str, tuple[Aside, ...]]:
    """The text without what is quoted in it and what follows the signature's dashes; those apart."""
    lines = text.replace("\r\n", "\n").split("\n")
    end = next((n for n, line in enumerate(lines) if line.rstrip("\r") == "-- "), len(lines))
    kept = [line for line in lines[:end] if not _QUOTED.match(line)]
    quoted = [line for line in lines[:end] if _QUOTED.match(line)]
    asides = [("furniture", "\n".join(lines[end + 1 :])), ("related", "\n".join(quoted))]
    if not any(line.strip() for line in kept):
        return text, ()
    found = tuple(Aside(kind=kind, text=said, first=0, last=0) for kind, said in asides if said.strip())
    return "\n".join(kept).strip("\n"), found


def _attached(part: EmailMessage) -> bool:
    return header(part, "content-disposition").lower().startswith("attachment")


def _listed(parts: list[EmailMessage], *taken: EmailMessage | None) -> list[str]:
    names: list[str] = []
    for part in parts:
        if any(part is one for one in taken) or type_of(part).startswith("multipart/"):
            continue
        try:
            name = one_line(str(part.get_filename() or type_of(part)))[:100]
        except BROKEN:
            name = "unnamed"
        names.append(name)
    if not names:
        return []
    more = f" and {len(names) - MOST_SHOWN} more" if len(names) > MOST_SHOWN else ""
    return ["attached and not opened: " + ", ".join(names[:MOST_SHOWN]) + more]


def _told(message: Message, base: Told) -> Told:
    said = header(message, "date")
    day = to_day(said)
    days = (ToldDay(day=day, of="published", by="mail", said=said[:64]),) if day else ()
    name, address = email.utils.parseaddr(header(message, "from"))
    listed = header(message, "list-id")
    return msgspec.structs.replace(
        base,
        title=header(message, "subject") or base.title,
        author=name or address or base.author,
        site=listed.partition("<")[0].strip(' "') or listed.strip("<>") or base.site,
        published=day or base.published,
        days=(*base.days, *days),
    )
