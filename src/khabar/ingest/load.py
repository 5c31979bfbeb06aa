"""One file, or standard input, to one Document with its provenance.

Invariant: a file is read whole or not at all; a refusal names the file and the mend, and harms no other document.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from khabar.errors import InputError
from khabar.ingest.letters import check_letters, decode
from khabar.ingest.meta import Meta
from khabar.ingest.sources import STDIN, doc_name, reason_of
from khabar.model.document import Document

MAX_BYTES = 16 * 1024 * 1024


def load_document(source: str, meta: Mapping[str, Meta] | None = None, *, max_bytes: int = MAX_BYTES) -> Document:
    """Read one file or standard input (``-``) as a document.

    Args:
        source: A path, or ``-``.
        meta: What a feed told, by document name.
        max_bytes: Larger input is refused before it is read whole.

    Raises:
        InputError: it cannot be opened, is too large, is no text, or holds no Arabic. One line, the file first.
    """
    return load_with_bytes(source, meta, max_bytes=max_bytes)[0]


def load_with_bytes(
    source: str, meta: Mapping[str, Meta] | None = None, *, max_bytes: int = MAX_BYTES
) -> tuple[Document, bytes]:
    """The same, with the bytes as they lay there.

    Raises:
        InputError: as of `load_document`.
    """
    name = "standard input" if source == STDIN else source
    try:
        raw = _read(source, max_bytes)
        return from_bytes(raw, source, meta), raw
    except InputError as fault:
        raise InputError(f"{name}: {fault}") from None
    except (OSError, ValueError) as fault:
        raise InputError(f"{name}: {reason_of(fault)}") from None


def from_bytes(raw: bytes, source: str, meta: Mapping[str, Meta] | None = None) -> Document:
    """The document that the bytes of `source` spell.

    Raises:
        InputError: no text, or no Arabic; the message names no file.
    """
    text, encoding = decode(raw)
    check_letters(text)
    doc = doc_name(source)
    told = (meta or {}).get(doc, Meta(doc=doc))
    return Document(
        doc=doc,
        text=text,
        sha256=hashlib.sha256(raw).hexdigest(),
        path="" if source == STDIN else source,
        outlet=told.outlet,
        published=told.published,
        encoding=encoding,
    )


def _read(source: str, max_bytes: int) -> bytes:
    if source == STDIN:
        return _at_most(sys.stdin.buffer, max_bytes)
    with Path(source).open("rb") as file:
        status = os.fstat(file.fileno())
        if stat.S_ISREG(status.st_mode) and status.st_size > max_bytes:
            raise InputError(_too_large(max_bytes))
        return _at_most(file, max_bytes)


def _at_most(file: BinaryIO, max_bytes: int) -> bytes:
    raw = file.read(max_bytes + 1)
    if len(raw) > max_bytes:
        raise InputError(_too_large(max_bytes))
    return raw


def _too_large(max_bytes: int) -> str:
    return f"larger than {max_bytes // (1024 * 1024)} MiB, which no article is; cut it into one file an article"
