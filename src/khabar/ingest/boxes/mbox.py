"""Mailboxes: messages one after the other, each after a line that begins with ``From ``.

Invariant: one message at a time is held, and of none more than a document may have.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final

from khabar.errors import InputError
from khabar.ingest import reasons
from khabar.ingest.item import Box, Found, Item, Refusal
from khabar.ingest.limits import MEBIBYTE

_LINE: Final = 1 << 16


def find_items(stream: BinaryIO, box: Box) -> Iterator[Found]:
    """Yield each message, its separating line left off, named by its number.

    Raises:
        InputError: it does not begin as a mailbox does.
    """
    held: list[bytes] = []
    number = size = 0
    blank = whole = True
    while line := stream.readline(_LINE):
        if box.depth == 0:
            box.budget.packed += len(line)
        if blank and whole and line.startswith(b"From "):
            if number:
                yield _message(held, size, number, box)
            box.budget.enter(box.limits)
            number, held, size = number + 1, [], len(line)
        elif not number:
            raise InputError("no mailbox: its first line is not a message's", reason=reasons.UNKNOWN)
        else:
            size += len(line)
            if size <= box.limits.document:
                held.append(line)
        blank = whole and not line.strip(b"\r\n")
        whole = line.endswith(b"\n")
    if number:
        yield _message(held, size, number, box)


def _message(held: list[bytes], size: int, number: int, box: Box) -> Found:
    source = f"{box.source}!message {number}"
    if size > box.limits.document:
        why = f"{source}: a message larger than {max(1, box.limits.document // MEBIBYTE)} MiB"
        return Refusal(source=source, reason=reasons.TOO_LARGE, message=why, consumed=size)
    raw = b"".join(held)
    name = f"{box.name}:{number}"
    return Item(name=name, source=source, raw=raw, kind="mail", told=box.told, boxed=True, consumed=size)
