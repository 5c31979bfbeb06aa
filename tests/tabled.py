"""What the tests of tables share."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import BinaryIO

from khabar.ingest.item import Box, Found, Item, Note, Refusal
from khabar.ingest.limits import LIMITS, Limits
from khabar.ingest.open import find_within

SAID = "أعلن الجيش العراقي مقتل ثلاثة من جنوده في هجوم بطائرة مسيرة على قاعدة عين الأسد غربي البلاد"
OTHER = "قالت وزارة الدفاع إن صاروخين سقطا قرب قاعدة حرير في محافظة أربيل دون خسائر في الأرواح"


class Open:
    """What a table holds, by sort."""

    def __init__(self, found: list[Found]) -> None:
        self.items = [one for one in found if isinstance(one, Item)]
        self.refusals = [one for one in found if isinstance(one, Refusal)]
        self.notes = [one.message for one in found if isinstance(one, Note)]

    @property
    def texts(self) -> list[str]:
        return [item.raw.decode() for item in self.items]


def open_table(
    raw: bytes | str | BinaryIO,
    name: str,
    mapping: Mapping[str, str] | None = None,
    *,
    boxed: bool = False,
    limits: Limits = LIMITS,
) -> Open:
    """Everything found in a table of this name."""
    body = raw.encode() if isinstance(raw, str) else raw
    stream = io.BytesIO(body) if isinstance(body, bytes) else body
    box = Box(source=name, name=name.partition(".")[0], mapping=dict(mapping or {}), limits=limits)
    return Open(list(find_within(stream, box, member=name, boxed=boxed)))
