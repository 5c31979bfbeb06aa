"""Mailboxes: one message is one document."""

from __future__ import annotations

import io
import mailbox
from email.message import EmailMessage
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from khabar.ingest import reasons
from khabar.ingest.item import Box, Found, Item, Refusal
from khabar.ingest.limits import Limits
from khabar.ingest.open import find_items, find_within

LINE = b"From sender@mail.example Sat Nov 21 10:00:00 2026\n"
HEAD = b"From: a@b.example\nSubject: x\nMIME-Version: 1.0\n\n"


def open_bytes(raw: bytes, limits: Limits | None = None) -> list[Found]:
    return list(find_within(io.BytesIO(raw), Box(source="x.mbox", name="x", limits=limits or Limits()), boxed=False))


def test_messages(tmp_path: Path) -> None:
    """Is every message that the standard library wrote found, with its bytes and number?"""
    path = tmp_path / "نشرة.mbox"
    box = mailbox.mbox(path)
    for n in range(3):
        message = EmailMessage()
        message["Subject"] = f"خبر {n}"
        message.set_content("قُتل ثلاثة جنود.\n\nFrom here on, no separator.\n")
        box.add(message)
    box.close()
    found = [one for one in find_items([str(path)]) if isinstance(one, Item)]
    assert [one.name for one in found] == ["نشرة:1", "نشرة:2", "نشرة:3"]
    assert {one.kind for one in found} == {"mail"}
    assert sum(one.consumed for one in found) == path.stat().st_size
    assert all(b"Subject:" in one.raw and b"no separator" in one.raw for one in found)


def test_a_mailbox_without_a_suffix() -> None:
    """Is a mailbox told by its first lines?"""
    (one,) = find_within(io.BytesIO(LINE + HEAD + b"text\n"), Box(source="inbox", name="inbox"))
    assert isinstance(one, Item)
    assert one.name == "inbox:1"


def test_a_message_too_large() -> None:
    """Is a message that is too large refused, its neighbours taken, even where it is one endless line?"""
    raw = LINE + HEAD + b"a\n\n" + LINE + HEAD + b"b" * 400_000 + b"\n\n" + LINE + HEAD + b"c\n"
    first, large, last = open_bytes(raw, Limits(document=100_000))
    assert isinstance(first, Item)
    assert isinstance(large, Refusal)
    assert large.reason == reasons.TOO_LARGE
    assert isinstance(last, Item)


def test_no_mailbox() -> None:
    """Is a file that only bears the suffix refused?"""
    (one,) = open_bytes(b"no mailbox\n")
    assert isinstance(one, Refusal)
    assert one.reason == reasons.UNKNOWN


@given(st.lists(st.sampled_from([LINE, HEAD, b"\n", b"From \n", b">From x\n", b"text", b"\0\n"]), max_size=12))
def test_any_lines(lines: list[bytes]) -> None:
    """Does any run of lines give messages or one refusal?"""
    raw = b"".join(lines)
    found = open_bytes(raw)
    items = [one for one in found if isinstance(one, Item)]
    assert len(found) == len(items) or len(found) == 1
    assert not items or sum(one.consumed for one in items) == len(raw)
