"""What a feed knows of documents: JSON lines of ``{"doc", "outlet", "published"}``.

Invariant: a day that leaves here is a real ISO day.
"""

from __future__ import annotations

import contextlib
import datetime
from pathlib import Path

import msgspec

from khabar.errors import InputError
from khabar.ingest.sources import reason_of


class Meta(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a feed says of one document; ``published`` is an ISO day."""

    doc: str
    outlet: str | None = None
    published: str | None = None


def load_meta(path: str) -> dict[str, Meta]:
    """Read a meta file, by document name.

    Raises:
        InputError: it cannot be read, or a line breaks the shape, names an impossible day, or repeats a document.
    """
    try:
        lines = Path(path).read_bytes().removeprefix(b"\xef\xbb\xbf").splitlines()
    except (OSError, ValueError) as fault:
        raise InputError(f"{path}: {reason_of(fault)}") from None
    told: dict[str, Meta] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        meta = _parse(line, f"{path}:{number}")
        if meta.doc in told:
            raise InputError(f"{path}:{number}: document {meta.doc!r} was told of before; keep one line for each")
        told[meta.doc] = meta
    return told


def check_day(value: str) -> str:
    """The same day, once it is known to be one.

    Raises:
        ValueError: not written YYYY-MM-DD, or no such day.

    >>> check_day("2024-02-29")
    '2024-02-29'
    """
    with contextlib.suppress(ValueError):
        if datetime.date.fromisoformat(value).isoformat() == value:
            return value
    raise ValueError(f"{value!r} is not an ISO day (YYYY-MM-DD)")


def _parse(line: bytes, where: str) -> Meta:
    try:
        meta = msgspec.json.decode(line, type=Meta)
        if "\0" in meta.doc + (meta.outlet or ""):
            raise ValueError("a NUL character is in no name")
        if meta.published is not None:
            check_day(meta.published)
    except (msgspec.DecodeError, ValueError) as fault:
        raise InputError(f'{where}: {fault}; a line is {{"doc": …, "outlet": …, "published": "YYYY-MM-DD"}}') from None
    return meta
