"""What is found where the user pointed: bytes of one document, or the reason why there are none, or a word on both.

Invariant: an item is a function of the bytes it was found in; nobody has looked for an article in it yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

import msgspec

from khabar.errors import InputError
from khabar.ingest.limits import LIMITS, Budget, Limits
from khabar.ingest.meta import Meta
from khabar.model.article import Article, Told

T = TypeVar("T")


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """The bytes of one document as they were found.

    ``name`` is what the document will be called; ``source`` where it was found, as a person would look for it again
    (``crawl.warc.gz!https://…``, ``posts.csv!row 12``); ``kind`` one of `khabar.ingest.kinds`, or empty where the bytes
    shall tell; ``charset`` what a header declared; ``boxed`` whether it is one of many in a container or a folder;
    ``consumed`` how many bytes of the user's file were gone through since the item before.
    """

    name: str
    source: str
    raw: bytes
    kind: str = ""
    charset: str = ""
    told: Told = Told()
    given: Meta | None = None
    boxed: bool = False
    consumed: int = 0


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is no document: where it was found, the reason (`khabar.ingest.reasons`), and the whole line.

    ``passed`` marks what nobody asked for by name, such as a picture in a folder of articles: told, and no fault.
    """

    source: str
    reason: str
    message: str
    passed: bool = False
    consumed: int = 0


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """Something to say of what is being gone through, such as which column was taken for which field; counts nowhere.

    ``message`` is the whole line.
    """

    source: str
    message: str


Found = Item | Refusal | Note


def refused(source: str, fault: InputError, *, passed: bool = False, consumed: int = 0) -> Refusal:
    """The refusal that a fault is; its line names where it was found first."""
    return Refusal(source=source, reason=fault.reason, message=f"{source}: {fault}", passed=passed, consumed=consumed)


def in_chunks(found: Iterable[T], most: int, most_bytes: int) -> Iterator[list[T]]:
    """Yield as many at once as `most`, fewer where the items among them reach `most_bytes`; none is empty."""
    chunk: list[T] = []
    held = 0
    for one in found:
        chunk.append(one)
        held += len(one.raw) if isinstance(one, Item) else 0
        if len(chunk) >= most or held >= most_bytes:
            yield chunk
            chunk, held = [], 0
    if chunk:
        yield chunk


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """A container that is being gone through: how it is told of, and what holds for all that is in it.

    ``source`` and ``name`` as of an `Item`; ``told`` what is told of all its items; ``mapping`` which column of a table
    is which field, by field; ``depth`` how many boxes it lies in; ``size`` its bytes where known; ``boxed`` whether
    nobody named it; ``budget`` is shared by all boxes within one file of the user's.
    """

    source: str
    name: str
    limits: Limits = LIMITS
    told: Told = Told()
    mapping: dict[str, str] = {}
    depth: int = 0
    size: int | None = None
    boxed: bool = False
    budget: Budget = msgspec.field(default_factory=Budget)


class Extracted(msgspec.Struct, frozen=True, kw_only=True):
    """The article in an item: its text, all that was told with it, and how it was taken out."""

    text: str
    told: Told
    article: Article
