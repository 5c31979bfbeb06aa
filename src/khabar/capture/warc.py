"""WARC records (ISO 28500, version 1.1), one gzip member each.

Invariant: what is written has a SHA-256 digest of its block, and an answer one of its payload; what is read is bounded.
"""

from __future__ import annotations

import hashlib
import io
import uuid
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final

import msgspec
from fastwarc.stream_io import GzipWriter
from fastwarc.warc import WarcRecord, WarcRecordType

from khabar.errors import InputError
from khabar.ingest import reasons

PIECE: Final = 32 * 1024
MOST: Final = 64 * 1024 * 1024
HTTP_REQUEST: Final = "application/http; msgtype=request"
HTTP_RESPONSE: Final = "application/http; msgtype=response"
UNCHANGED: Final = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
IDENTICAL: Final = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One record: its type (``response``, ``request``, …), its named fields in their order, and its block.

    ``offset`` and ``length`` are those of its gzip member in the file, in bytes.
    """

    type: str
    fields: tuple[tuple[str, str], ...]
    block: bytes
    offset: int = 0
    length: int = 0

    def field(self, name: str) -> str:
        """The first field of that name, empty where there is none."""
        return next((value for one, value in self.fields if one.lower() == name.lower()), "")


class Torn(Exception):  # noqa: N818 - a state of the file, not a fault of ours
    """From this byte on a file holds no whole record."""

    def __init__(self, offset: int, why: str) -> None:
        super().__init__(f"byte {offset}: {why}")
        self.offset, self.why = offset, why


def digest_of(data: bytes) -> str:
    """A labelled digest as WARC has them."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def new_id() -> str:
    """A name for a new record."""
    return f"<urn:uuid:{uuid.uuid4()}>"


def to_member(record: Record) -> bytes:
    """The record as one gzip member; its id and date are among its fields."""
    made = WarcRecord()
    kind: WarcRecordType = getattr(WarcRecordType, record.type)
    made.init_headers(kind, record.field("WARC-Record-ID").strip("<>").removeprefix("urn:").encode())
    for name, value in record.fields:
        if name in ("WARC-Record-ID", "WARC-Date", "Content-Type"):
            made.headers[name] = value
        else:
            made.headers.append(name, value)
    made.headers.append("WARC-Block-Digest", digest_of(record.block))
    made.set_bytes_content(record.block)
    out = io.BytesIO()
    writer = GzipWriter(out)
    made.write(writer)
    writer.finish()
    return out.getvalue()


def to_fields(pairs: list[tuple[str, str]]) -> bytes:
    """A block of named fields, each on one line."""
    return "".join(f"{name}: {' '.join(value.split())}\r\n" for name, value in pairs if value).encode()


def find_records(file: BinaryIO, *, start: int = 0, each: Callable[[bytes], object] | None = None) -> Iterator[Record]:
    """Yield the records of a file of gzip members, from a byte at which one begins.

    Args:
        file: Seekable.
        start: Where to begin.
        each: Told every piece of the file as it is read.

    Raises:
        Torn: from some byte on there is no whole record; all those before were yielded.
    """
    file.seek(start)
    at, rest = start, b""
    while True:
        rest = rest or _read(file, each)
        if not rest:
            return
        unpack, plain, length = zlib.decompressobj(16 + zlib.MAX_WBITS), bytearray(), 0
        while not unpack.eof:
            if not rest:
                raise Torn(at, "cut off")
            try:
                plain += unpack.decompress(rest, MOST + 1 - len(plain))
            except zlib.error:
                raise Torn(at, "no whole gzip member") from None
            if len(plain) > MOST:
                raise Torn(at, f"a record of more than {MOST // 1024 // 1024} MiB")
            after = unpack.unused_data if unpack.eof else unpack.unconsumed_tail
            length += len(rest) - len(after)
            rest = after if unpack.eof else after or _read(file, each)
        yield _to_record(bytes(plain), at, length)
        at += length


def get_record(file: BinaryIO, offset: int) -> Record:
    """The record whose gzip member begins at this byte.

    Raises:
        InputError: there is none.
    """
    try:
        found = next(find_records(file, start=offset), None)
    except Torn as fault:
        raise InputError(f"no WARC record at {fault}", reason=reasons.DAMAGED) from None
    if found is None:
        raise InputError(f"no WARC record at byte {offset}", reason=reasons.DAMAGED)
    return found


def _read(file: BinaryIO, each: Callable[[bytes], object] | None) -> bytes:
    data = file.read(PIECE)
    if each and data:
        each(data)
    return data


def _to_record(plain: bytes, offset: int, length: int) -> Record:
    head, gap, rest = plain.partition(b"\r\n\r\n")
    if not gap or not head.startswith(b"WARC/1."):
        raise Torn(offset, "no WARC record")
    lines = [line.partition(":") for line in head.decode("utf-8", errors="replace").split("\r\n")[1:]]
    fields = tuple((name.strip(), value.strip()) for name, _, value in lines)
    found = Record(type="", fields=fields, block=b"", offset=offset, length=length)
    size = found.field("Content-Length")
    if not (size.isascii() and size.isdigit()) or len(rest) != int(size[:20]) + 4 or not rest.endswith(b"\r\n\r\n"):
        raise Torn(offset, "a record whose length is not what it says")
    return msgspec.structs.replace(found, type=found.field("WARC-Type"), block=rest[:-4])
