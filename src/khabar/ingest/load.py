"""One item to one Document with its provenance.

Invariant: an item is read whole or not at all; a refusal names where it was found and the mend, and harms no other.
"""

from __future__ import annotations

import hashlib
import importlib
from typing import BinaryIO

import msgspec

from khabar.errors import InputError
from khabar.ingest import kinds, outlets, reasons
from khabar.ingest.fit import fit
from khabar.ingest.item import Extracted, Item, Refusal
from khabar.ingest.letters import check_letters, decode
from khabar.ingest.limits import LIMITS, MEBIBYTE, Limits
from khabar.ingest.meta import Meta
from khabar.model.article import Told
from khabar.model.document import Document


def to_document(item: Item, limits: Limits = LIMITS) -> Document:
    """The document that an item is.

    What a meta file told counts before all else; the rest was weighed by what took the article out.

    Raises:
        InputError: no text, no article, or no Arabic in it. One line, where it was found first; `InputError.reason`
            says which.
    """
    try:
        return _to_document(item, limits)
    except InputError as fault:
        raise InputError(f"{item.source}: {fault}", reason=fault.reason) from None
    except ImportError as fault:
        missing = kinds.missing(item.kind, fault)
        raise InputError(f"{item.source}: {missing}", reason=missing.reason) from None


def try_document(item: Item, limits: Limits = LIMITS) -> Document | Refusal:
    """The document that an item is, or why it is none: no fault where many lie in one container."""
    try:
        return to_document(item, limits)
    except InputError as fault:
        quiet = item.boxed and fault.reason in reasons.QUIET
        return Refusal(
            source=item.source, reason=fault.reason, message=str(fault), passed=quiet, consumed=item.consumed
        )


def read_whole(stream: BinaryIO, limit: int) -> bytes:
    """All bytes of a stream.

    Raises:
        InputError: there are more than `limit`; the message names no file.
    """
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        raise _too_large(limit)
    return raw


def _to_document(item: Item, limits: Limits) -> Document:
    kind = item.kind or kinds.guess_kind(item.raw[: kinds.HEAD], item.source)
    found: Extracted | None = None
    if kind in kinds.DOCUMENTS:
        found = importlib.import_module(kinds.DOCUMENTS[kind]).extract(item, limits)
        text, encoding = found.text, found.article.charset
    else:
        text, encoding = decode(item.raw, item.charset)
    check_letters(text)
    told = _with_given(fit(found.told if found else item.told), item.given)
    return Document(
        doc=item.name,
        text=text,
        sha256=hashlib.sha256(item.raw).hexdigest(),
        path="" if item.source == "standard input" else item.source,
        outlet=told.outlet or _outlet(told),
        published=told.published,
        encoding=encoding,
        told=told,
        article=found.article if found else None,
    )


def _outlet(told: Told) -> str | None:
    """The name of the outlet that address, channel or site name tell, where the packs know it."""
    if not (told.address or told.handle or told.site):
        return None
    found = outlets.resolve(told.address, told.site, handle=told.handle)
    return found.name if found.outlet else None


def _with_given(told: Told, given: Meta | None) -> Told:
    if given is None:
        return told
    return msgspec.structs.replace(
        told, outlet=given.outlet or told.outlet, published=given.published or told.published
    )


def _too_large(max_bytes: int) -> InputError:
    why = f"larger than {max(1, max_bytes // MEBIBYTE)} MiB, which no article is; cut it into one file an article"
    return InputError(why, reason=reasons.TOO_LARGE)
