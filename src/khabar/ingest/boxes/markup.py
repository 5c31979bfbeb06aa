"""XML as letters, before any parser sees it.

Invariant: what leaves here is UTF-8 that declares no entity, so that no parser can be made to expand or to fetch one.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from khabar.errors import InputError
from khabar.ingest import reasons

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0?\0", "utf-16-le"),
    (b"\0<\0?", "utf-16-be"),
)
_SAYS: Final = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([A-Za-z0-9_.:-]{1,40})["']""")
_PROLOGUE: Final = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_DOCTYPE: Final = re.compile(r"<!DOCTYPE[^<>\[]{0,1000}>", re.IGNORECASE)
_ENTITY: Final = re.compile(r"<!ENTITY", re.IGNORECASE)
_ILLEGAL: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ROOT: Final = re.compile(r"<(?:[A-Za-z_][\w.-]{0,60}:)?([A-Za-z_][\w.-]{0,60})[\s/>]")
_BEFORE_ROOT: Final = re.compile(r"\s+|<!--.*?-->|<\?.*?\?>|<![^<>\[]*>", re.DOTALL)
_TAG: Final = re.compile(r"<[^<>]*>")
_KNOWN: Final = frozenset(
    "utf-8 utf-16 utf-16-le utf-16-be utf-32 ascii cp1256 cp1252 cp1251 cp720 cp864 iso8859-1 iso8859-6 iso8859-15 "
    "mac-arabic gb18030 gbk".split()
)


def to_letters(raw: bytes, declared: str = "") -> str:
    """The letters of an XML document, without its declaration and without letters that XML forbids.

    A byte-order mark counts first, then what the document says of itself, then `declared`; only plain encodings of
    text are believed. Bytes that are not of that encoding become U+FFFD.

    Raises:
        InputError: it declares entities, which can be made to grow without end.
    """
    text = _ILLEGAL.sub("", raw.decode(_encoding(raw, declared), errors="replace").removeprefix("\ufeff"))
    text = _DOCTYPE.sub("", _PROLOGUE.sub("", text, count=1), count=1)
    if _ENTITY.search(text):
        raise InputError("declares XML entities, which no feed or sitemap needs; not opened", reason=reasons.EXPANDS)
    return text


def root_of(text: str) -> str:
    """The name of the outermost element, without its prefix; empty where there is none in the first 100,000 letters."""
    at = 0
    text = text[:100_000]
    while found := _BEFORE_ROOT.match(text, at):
        at = found.end()
    root = _ROOT.match(text, at)
    return root[1] if root else ""


def strip_tags(text: str) -> str:
    """The letters between the tags."""
    return _TAG.sub(" ", text)


def _encoding(raw: bytes, declared: str) -> str:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return encoding
    said = _SAYS.match(raw[:400])
    for name in (said[1].decode() if said else "", declared):
        if (known := _known(name)) and (known != "utf-8" or _is_utf8(raw)):
            return known
    return "utf-8" if _is_utf8(raw) else "cp1256"


def _known(name: str) -> str:
    try:
        encoding = codecs.lookup(name).name if name else ""
    except (LookupError, ValueError):
        return ""
    return encoding if encoding in _KNOWN else ""


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        return fault.start >= len(raw) - 4 or _mostly_utf8(raw)
    return True


def _mostly_utf8(raw: bytes) -> bool:
    """Whether a few stray bytes are all that keeps it from being UTF-8."""
    high = sum(raw.count(byte) for byte in (b"\xd8", b"\xd9", b"\xda", b"\xdb"))
    return high > 0 and raw.decode("utf-8", errors="replace").count("\ufffd") * 20 < high
