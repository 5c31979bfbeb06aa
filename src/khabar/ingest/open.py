"""What lies where the user pointed: every file, and every document in every box, one after the other.

Invariant: what is found is answered for, as an item or as a refusal; the order is that of the paths, inside a folder
that of the names, inside a box that of its entries. At most one document's bytes are held at a time.
"""

from __future__ import annotations

import importlib
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, cast

import msgspec

from khabar.errors import InputError
from khabar.ingest import kinds, reasons
from khabar.ingest.item import Box, Found, Item, Note, Refusal, refused
from khabar.ingest.limits import LIMITS, Limits
from khabar.ingest.load import read_whole, to_document
from khabar.ingest.meta import Meta
from khabar.ingest.sources import STDIN, collect, doc_name, reason_of
from khabar.model.document import Document


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """What paths name: the files, those of them that were named themselves, and the paths that name none."""

    files: list[str]
    asked: frozenset[str]
    faults: list[InputError]


def look(paths: Sequence[str], besides: str = STDIN) -> Named:
    """The files that these paths name now; none is opened.

    Args:
        paths: Files, folders, or ``-`` for standard input.
        besides: A file that is passed over unless it is named itself: what the command writes.
    """
    files, faults = collect(paths)
    asked = frozenset(path if path == STDIN else _real(path) for path in paths)
    if besides != STDIN and _real(besides) not in asked:
        files = [file for file in files if file == STDIN or _real(file) != _real(besides)]
    return Named(files=files, asked=asked, faults=faults)


def find_items(
    paths: Sequence[str], *, limits: Limits = LIMITS, mapping: Mapping[str, str] | None = None
) -> Iterator[Found]:
    """Everything that these paths hold; what files there are is looked up now, before any is made beside them.

    Args:
        paths: Files, folders, or ``-`` for standard input.
        limits: How much of it is looked at.
        mapping: Which column of a table is which field, by field; where it is silent they are guessed.
    """
    return find_named(look(paths), limits=limits, mapping=mapping)


def find_named(named: Named, *, limits: Limits = LIMITS, mapping: Mapping[str, str] | None = None) -> Iterator[Found]:
    """Yield everything that the files found by `look` hold; other arguments as of `find_items`."""
    for fault in named.faults:
        yield Refusal(source=str(fault).partition(": ")[0], reason=reasons.UNOPENED, message=str(fault))
    for file in named.files:
        boxed = file != STDIN and _real(file) not in named.asked
        yield from _find_in(file, boxed, limits, dict(mapping or {}))


def given(found: Iterable[Found], meta: Mapping[str, Meta]) -> Iterator[Found]:
    """The same, with what a meta file told of each document by its name."""
    for one in found:
        told = meta.get(one.name) if isinstance(one, Item) else None
        yield msgspec.structs.replace(one, given=told) if isinstance(one, Item) and told else one


def find_documents(paths: Sequence[str], meta: Mapping[str, Meta] | None = None) -> Iterator[Document]:
    """Yield the documents that these paths hold, in order; what nobody asked for by name is passed over.

    Raises:
        InputError: something else is no document.
    """
    for one in given(find_items(paths), meta or {}):
        if isinstance(one, Item):
            yield to_document(one)
        elif not isinstance(one, Note) and not one.passed:
            raise InputError(one.message, reason=one.reason)


def find_within(stream: BinaryIO, box: Box, *, member: str = "", boxed: bool = True) -> Iterator[Found]:
    """Yield what a stream of unknown kind holds: the document that it is, or the documents of the box that it is.

    Boxes call this for their entries.

    Args:
        stream: At its beginning; need not be seekable.
        box: How it is told of, `depth` already counted.
        member: The entry's name in its box, by which its kind may be told; else that of `box.source`.
        boxed: Whether it is one of many.
    """
    head, whole = _peek(stream)
    kind = kinds.guess_kind(head, member or box.source)
    if kind == kinds.UNKNOWN:
        yield _unknown(box.source, head, boxed)
    elif kind == kinds.READINGS:
        why = "holds readings, no articles"
        yield refused(box.source, InputError(why, reason=reasons.UNKNOWN), passed=boxed)
    elif kind not in kinds.BOXES:
        yield _document(whole, box, kind, boxed and (box.depth > 0 or kind != kinds.TEXT))
    elif box.depth >= box.limits.depth:
        why = f"lies {box.depth} boxes deep; unpack it first"
        yield refused(box.source, InputError(why, reason=reasons.TOO_DEEP))
    else:
        try:
            inner = msgspec.structs.replace(box, boxed=boxed)
            yield from importlib.import_module(kinds.BOXES[kind]).find_items(whole, inner)
        except InputError as fault:
            yield refused(box.source, fault, passed=boxed and fault.reason in reasons.PASSED)
        except ImportError as fault:
            yield refused(box.source, kinds.missing(kind, fault), passed=boxed)


def _real(path: str) -> str:
    return os.path.realpath(path.replace("\0", "\ufffd"))


def consumed(one: Found, count: int) -> Found:
    """The same, told how many bytes of the user's file were gone through for it."""
    return one if isinstance(one, Note) else msgspec.structs.replace(one, consumed=count)


def _find_in(source: str, boxed: bool, limits: Limits, mapping: dict[str, str]) -> Iterator[Found]:
    name = "standard input" if source == STDIN else source
    box = Box(source=name, name=doc_name(source), limits=limits, mapping=mapping)
    try:
        if source == STDIN:
            yield from find_within(sys.stdin.buffer, box, member="stdin", boxed=False)
            return
        with Path(source).open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            yield from find_within(file, msgspec.structs.replace(box, size=size), boxed=boxed)
    except (OSError, ValueError) as fault:
        yield refused(name, InputError(reason_of(fault), reason=reasons.UNOPENED))


def _document(stream: BinaryIO, box: Box, kind: str, boxed: bool) -> Found:
    try:
        raw = read_whole(stream, box.limits.document)
    except InputError as fault:
        return refused(box.source, fault)
    return Item(name=box.name, source=box.source, raw=raw, kind=kind, told=box.told, boxed=boxed, consumed=len(raw))


class _Chained(io.RawIOBase):
    """The first bytes of a stream, which were read already, and then the rest of it, or the fault that ended it."""

    def __init__(self, head: bytes, rest: BinaryIO, fault: InputError | None) -> None:
        self._head, self._read, self._fault = head, read_once(rest), fault

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer).cast("B")
        some, self._head = self._head[: len(view)], self._head[len(view) :]
        if not some and self._fault:
            raise self._fault
        some = some or self._read(len(view))
        view[: len(some)] = some
        return len(some)


def read_once(stream: BinaryIO) -> Callable[[int], bytes]:
    """How to read what a stream has next without waiting for more: what came before a fault is not lost with it."""
    read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
    return read


def _peek(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """The first bytes of a stream, and a stream that still has them."""
    if stream.seekable():
        at = stream.tell()
        head = stream.read(kinds.HEAD)
        stream.seek(at)
        return head, stream
    head, read, fault = b"", read_once(stream), None
    try:
        while len(head) < kinds.HEAD and (some := read(kinds.HEAD - len(head))):
            head += some
    except InputError as caught:
        fault = caught
    return head, cast(BinaryIO, io.BufferedReader(_Chained(head, stream, fault)))


def _unknown(source: str, head: bytes, boxed: bool) -> Refusal:
    what = "binary" if b"\0" in head else "no format that Khabar knows"
    fault = InputError(f"{what}; save the article's text as UTF-8 in a .txt file", reason=reasons.UNKNOWN)
    return refused(source, fault, passed=boxed)
