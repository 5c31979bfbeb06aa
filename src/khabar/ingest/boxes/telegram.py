"""Messages as Telegram Desktop exports them (``result.json``).

Invariant: each message is one item, however short; its day is the one in the export's own zone, as it is written there.
Service messages and media without words are passed over.
"""

from __future__ import annotations

from typing import Any

import msgspec

from khabar.ingest import kinds, reasons
from khabar.ingest.boxes.lines import to_letters
from khabar.ingest.days import to_day
from khabar.ingest.item import Box, Found, Item, Refusal
from khabar.ingest.tables import to_line, to_name, to_whole
from khabar.model.article import Told, ToldDay

MOST_PARTS = 10_000
CHANNELS = ("public_channel", "private_channel", "public_supergroup", "private_supergroup", "public_group")


def is_message(value: Any) -> bool:
    """Whether an object is a message of such an export."""
    return (
        isinstance(value, dict)
        and value.get("type") in ("message", "service")
        and "date" in value
        and ("text" in value or "actor" in value)
        and ("date_unixtime" in value or "text_entities" in value or "from" in value or "actor" in value)
    )


def to_found(message: Any, chat: dict[str, Any], number: int, box: Box, consumed: int) -> Found:
    """The item that a message is, or that it is passed over.

    Args:
        message: The object.
        chat: What the export tells of the chat: its name, type and id.
        number: Its place in the chat, from 1.
        box: The export.
        consumed: As of an `Item`.
    """
    plain = message if isinstance(message, dict) else {}
    key = to_line(_string(plain.get("id")))[:40] or str(number)
    name = to_line(_string(chat.get("name")))
    source = f"{box.source}!{name}!message {key}" if name else f"{box.source}!message {key}"
    text = to_whole(to_letters(said(plain.get("text"))))
    if plain.get("type") != "message" or not text.strip():
        what = "no text in it" if plain.get("type") == "message" else "a service message"
        return Refusal(source=source, reason=reasons.EMPTY, message=f"{source}: {what}", passed=True, consumed=consumed)
    return Item(
        name=to_name(to_name(box.name, name, 0) if name else box.name, key, number),
        source=source,
        raw=text.encode("utf-8"),
        kind=kinds.TEXT,
        charset="utf-8",
        told=_told(plain, chat, name, box.told, f"message {key}"),
        boxed=True,
        consumed=consumed,
    )


def said(text: Any) -> str:
    """A message's words: a string, or a list of strings and of marked pieces that hold one each.

    >>> said(["a ", {"type": "bold", "text": "b"}, " c"])
    'a b c'
    """
    if isinstance(text, str):
        return text
    parts = text[:MOST_PARTS] if isinstance(text, list) else []
    return "".join(part if isinstance(part, str) else _string(_get(part, "text")) for part in parts)


def _told(message: dict[str, Any], chat: dict[str, Any], name: str, base: Told, member: str) -> Told:
    written = [("published", _string(message.get("date"))), ("modified", _string(message.get("edited")))]
    days = tuple(
        ToldDay(day=day, of=of, by="table", said=one[:64]) for of, one in written if one and (day := to_day(one))
    )
    by = {one.of: one.day for one in days}
    author = to_line(_string(message.get("author")) or _string(message.get("from")))
    forwarded = to_line(_string(message.get("forwarded_from")))
    channel = chat.get("type") in CHANNELS
    return msgspec.structs.replace(
        base,
        site=name or base.site,
        handle=to_line(_string(chat.get("username"))).lstrip("@") or base.handle,
        author="" if author == name else author,
        agency=forwarded or base.agency,
        outlet=name if channel and name else base.outlet,
        published=by.get("published", base.published),
        modified=by.get("modified", base.modified),
        days=(*base.days, *days),
        member=member,
    )


def _get(part: Any, name: str) -> Any:
    return part.get(name) if isinstance(part, dict) else None


def _string(value: Any) -> str:
    return to_whole(to_letters(value)) if isinstance(value, str) else ""
