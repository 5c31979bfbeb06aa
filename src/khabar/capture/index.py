"""The index of an archive: one CDXJ line a capture, sorted, as other web archives have it.

Invariant: it holds nothing that cannot be told again from the WARC files; a line is a function of one record and of the
metadata record before it. Its first line says which files it was made of, and their sizes.
"""

from __future__ import annotations

import heapq
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Final
from urllib.parse import urlsplit

import msgspec

from khabar.capture import answers, warc
from khabar.capture.leads import PAGE
from khabar.errors import InputError
from khabar.ingest.boxes import beside
from khabar.ingest.limits import LIMITS

NAME: Final = "index.cdxj"
META: Final = b"!meta "
REVISIT: Final = "warc/revisit"
_NUMBER: Final = re.compile(r"[0-9]{1,15}\Z")
_NAME: Final = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,200}\.warc\.gz\Z")
_LONGEST: Final = 64 * 1024


class Capture(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One capture: an answer that was kept, or that nothing had changed.

    ``time`` is UTC, ``YYYYMMDDhhmmss``; ``digest`` that of the payload as served; ``document`` the SHA-256 of the page
    without its content encoding, as a ledger knows it, empty for a revisit; ``length`` and ``offset`` are in bytes.
    """

    url: str
    time: str = ""
    mime: str = ""
    status: str = ""
    digest: str = ""
    length: str = "0"
    offset: str = "0"
    filename: str = ""
    role: str = PAGE
    document: str = ""

    @property
    def revisit(self) -> bool:
        """Whether it only says that the page was as before."""
        return self.mime == REVISIT

    @property
    def at(self) -> str:
        """Its time as ISO, with Z."""
        t = self.time
        return f"{t[:4]}-{t[4:6]}-{t[6:8]}T{t[8:10]}:{t[10:12]}:{t[12:14]}Z"


def is_name(name: str) -> bool:
    """Whether a WARC file of an archive may be called so: it leads nowhere else."""
    return _NAME.match(name) is not None


def key_of(url: str) -> str:
    """The sort key of an address: its host from the right, then port, path and query (SURT)."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    turned = host if ":" in host else ",".join(reversed(host.split(".")))
    port = f":{parts.port}" if parts.port else ""
    return f"{turned}{port}){parts.path or '/'}" + (f"?{parts.query}" if parts.query else "")


def to_line(capture: Capture) -> bytes:
    """The capture's line, without its end."""
    fields = {name: getattr(capture, name) for name in capture.__struct_fields__ if name != "time"}
    body = msgspec.json.encode({name: value for name, value in fields.items() if value})
    return f"{key_of(capture.url)} {capture.time} ".encode() + body


def from_line(line: bytes) -> Capture:
    """The capture of a line.

    Raises:
        ValueError: it is none.
    """
    _, time, body = (*line.rstrip(b"\n").split(b" ", 2), b"", b"")[:3]
    capture = msgspec.structs.replace(msgspec.json.decode(body, type=Capture), time=time.decode())
    numbers = (capture.time, capture.offset, capture.length, capture.status)
    if len(time) != 14 or not all(map(_NUMBER.match, numbers)) or not is_name(capture.filename):
        raise ValueError("no capture")
    return capture


def find_captures(file: BinaryIO, filename: str, *, start: int = 0) -> Iterator[Capture]:
    """Yield what a WARC file holds, in its order.

    Raises:
        Torn: from some byte on there is no whole record.
    """
    yield from to_captures(warc.find_records(file, start=start), filename)


def to_captures(records: Iterable[warc.Record], filename: str) -> Iterator[Capture]:
    """Yield the captures among records."""
    told: dict[str, str] = {}
    for record in records:
        if record.type == "metadata":
            told = beside.from_fields(record.block) | {"of": record.field("WARC-Concurrent-To")}
        elif record.type in ("response", "revisit"):
            mine = told if told.get("of") == record.field("WARC-Record-ID") else {}
            yield to_capture(record, filename, mine.get("role", PAGE))


def to_capture(record: warc.Record, filename: str, role: str) -> Capture:
    """The capture that a response or revisit record is."""
    mime, document = (REVISIT, "") if record.type == "revisit" else ("unk", "")
    try:
        status, headers, body = answers.parse_response(record.block, head_only=record.type == "revisit")
        if record.type == "response":
            mime = answers.media_of(headers)[0] or mime
            document = warc.digest_of(answers.to_document(headers, body, LIMITS)).partition(":")[2]
    except InputError:
        status = 0
    return Capture(
        url=record.field("WARC-Target-URI"),
        time="".join(c for c in record.field("WARC-Date") if c.isdigit())[:14],
        mime=mime,
        status=str(status),
        digest=record.field("WARC-Payload-Digest"),
        length=str(record.length),
        offset=str(record.offset),
        filename=filename,
        role=role,
        document=document,
    )


def load_files(path: Path) -> dict[str, int]:
    """The files that an index was made of, and their sizes; none where there is no index or it says nothing."""
    try:
        with path.open("rb") as file:
            line = file.readline(64 * 1024 * 1024)
        return msgspec.json.decode(line.removeprefix(META), type=dict[str, dict[str, int]])["files"]
    except (OSError, ValueError, KeyError):
        return {}


def find_lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of an index after its first, without their ends; none where there is no index."""
    if path.exists():
        with path.open("rb") as file:
            for line in file:
                if not line.startswith(b"!"):
                    yield line.rstrip(b"\n")


def find_url(path: Path, url: str) -> Iterator[Capture]:
    """Yield the captures of one address, oldest first, by halving the file.

    Raises:
        InputError: a line is no capture.
    """
    wanted = f"{key_of(url)} ".encode()
    try:
        with path.open("rb") as file:
            _seek(file, wanted)
            for line in file:
                if not line.startswith(wanted):
                    if line[: len(wanted)] > wanted:
                        return
                    continue
                capture = from_line(line)
                if capture.url == url:
                    yield capture
    except FileNotFoundError:
        return
    except ValueError:
        raise InputError(f"{path}: not in order; khabar archive verify {path.parent} says where") from None


def save(path: Path, lines: Iterable[bytes], files: Mapping[str, int]) -> None:
    """Write an index anew, whole or not at all.

    Args:
        path: Where.
        lines: Sorted.
        files: What it is made of, with sizes.
    """
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as out:
        out.write(META + msgspec.json.encode({"files": dict(sorted(files.items()))}) + b"\n")
        out.writelines(line + b"\n" for line in lines)
        out.flush()
        os.fsync(out.fileno())
    part.replace(path)


def merge(path: Path, fresh: Iterable[Capture], files: Mapping[str, int], stale: frozenset[str]) -> None:
    """Bring captures into an index; lines of the files in `stale` are left out."""
    kept = (line for line in find_lines(path) if not stale or _file_of(line) not in stale)
    save(path, heapq.merge(kept, sorted(map(to_line, fresh))), files)


def _file_of(line: bytes) -> str:
    try:
        return from_line(line).filename
    except ValueError:
        return ""


def _seek(file: BinaryIO, wanted: bytes) -> None:
    """Go to a line at or before the first that begins with `wanted`, in a sorted file."""
    low, high = 0, file.seek(0, os.SEEK_END)
    while high - low > _LONGEST:
        middle = (low + high) // 2
        file.seek(middle)
        file.readline()
        at = file.tell()
        line = file.readline()
        if not line or at >= high or line >= wanted:
            high = middle
        else:
            low = at
    file.seek(low)
