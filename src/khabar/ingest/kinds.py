"""What bytes are: told by the bytes, and by the name only where the bytes leave it open.

Invariant: a pure function of the first `HEAD` bytes and the name; nothing is opened here. A kind names the module that
understands it, loaded when the first of its kind is met: a folder of plain text loads none of them.
"""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath
from typing import Final

from khabar.errors import InputError
from khabar.ingest import reasons

HEAD: Final = 8192
TEXT: Final = "text"
READINGS: Final = "readings"
UNKNOWN: Final = "unknown"

DOCUMENTS: Final = {  # kind → module with `extract(item: Item, limits: Limits) -> Extracted`
    "html": "khabar.ingest.page.extract",
    "pdf": "khabar.ingest.papers.pdf",
    "docx": "khabar.ingest.papers.docx",
    "mail": "khabar.ingest.papers.mail",
    "mhtml": "khabar.ingest.papers.mhtml",
}
BOXES: Final = {  # kind → module with `find_items(stream: BinaryIO, box: Box) -> Iterator[Found]`
    "gzip": "khabar.ingest.boxes.squeezed",
    "bzip2": "khabar.ingest.boxes.squeezed",
    "xz": "khabar.ingest.boxes.squeezed",
    "zstd": "khabar.ingest.boxes.squeezed",
    "zip": "khabar.ingest.boxes.zipped",
    "tar": "khabar.ingest.boxes.tarred",
    "warc": "khabar.ingest.boxes.warc",
    "wacz": "khabar.ingest.boxes.wacz",
    "mbox": "khabar.ingest.boxes.mbox",
    "csv": "khabar.ingest.boxes.csv",
    "jsonl": "khabar.ingest.boxes.jsonl",
    "json": "khabar.ingest.boxes.json",
    "parquet": "khabar.ingest.boxes.parquet",
    "excel": "khabar.ingest.boxes.excel",
    "xml": "khabar.ingest.boxes.xml",
}

_MAGIC: Final = (
    (b"%PDF-", "pdf"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"PAR1", "parquet"),
    (b"WARC/", "warc"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "excel"),
)
_ZIPS: Final = {".docx": "docx", ".xlsx": "excel", ".xlsm": "excel", ".xlsb": "excel", ".ods": "excel", ".wacz": "wacz"}
_PARTS: Final = ((b"word/", "docx"), (b"xl/", "excel"), (b"opendocument.spreadsheet", "excel"))
_BY_NAME: Final = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".eml": "mail", ".mht": "mhtml", ".mhtml": "mhtml",
    ".mbox": "mbox", ".csv": "csv", ".tsv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json",
    ".tar": "tar", ".xml": "xml", ".rss": "xml", ".atom": "xml", ".rdf": "xml",
    ".txt": TEXT, ".text": TEXT,
}  # fmt: skip
SUFFIXES: Final = frozenset({*_ZIPS, *_BY_NAME, ".zip", ".pdf", ".warc", ".parquet", ".xls"})
_HTML: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|article|div|p|table)[\s>/]", re.IGNORECASE)
_MBOX: Final = re.compile(rb"From \S{1,200} .{0,100}\d{4}[^\n]{0,40}\r?\n[A-Za-z-]{1,60}:")
_MAIL: Final = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{0,60}:[ \t][^\n]{0,998}\n(?:[ \t][^\n]{0,998}\n){0,50}){2,200}")
_MAIL_BY: Final = re.compile(rb"^(?:Received|Return-Path|Delivered-To|Message-ID|MIME-Version):", re.IGNORECASE | re.M)
_MHTML_BY: Final = re.compile(
    rb"^(?:Snapshot-Content-Location|Content-Type:\s*multipart/related)", re.IGNORECASE | re.M
)
_BEFORE_ROOT: Final = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->|<![^<>\[]*>", re.DOTALL)
_ROOT: Final = re.compile(rb"<([A-Za-z_][\w:.-]{0,60})")
_FEEDS: Final = frozenset({b"rss", b"feed", b"rdf:rdf", b"urlset", b"sitemapindex"})


def guess_kind(head: bytes, name: str) -> str:
    """The kind of what begins with these bytes: a key of `DOCUMENTS` or `BOXES`, `TEXT`, `READINGS` or `UNKNOWN`.

    Args:
        head: The first `HEAD` bytes, or fewer.
        name: The file's name, for what the bytes leave open.
    """
    suffix = PurePath(name).suffix.lower()
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _ZIPS.get(suffix) or _zipped(head)
    if head[257:262] == b"ustar":
        return "tar"
    letters = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if letters[:1] == b"<":
        root = _root(letters)
        if root in _FEEDS or (letters.startswith(b"<?xml") and not (root == b"html" or _HTML.search(letters[:1024]))):
            return "xml"
        if _HTML.search(letters):
            return "html"
    if letters[:1] == b"{" and b'"khabar"' in letters and b'"sha256"' in letters:
        return READINGS
    if _MBOX.match(head):
        return "mbox"
    if suffix in _BY_NAME:
        return _BY_NAME[suffix]
    if _MAIL.match(head) and _MAIL_BY.search(head):
        return "mhtml" if _MHTML_BY.search(head) else "mail"
    return UNKNOWN if suffix or _is_binary(head) else TEXT


def missing(kind: str, fault: ImportError) -> InputError:
    """That the library for a kind is not here, and what to install; the message names no file."""
    package = "'khabar[parquet]'" if kind == "parquet" else fault.name or "khabar"
    why = f"reading {kind} wants {fault.name or 'a library'}; pip install {package}"
    return InputError(why, reason=reasons.MISSING_LIBRARY)


def _is_binary(head: bytes) -> bool:
    """Whether bytes without a name that says otherwise are no text: NULs, and no mark of UTF-16 or UTF-32."""
    return b"\0" in head and not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE))


def _root(letters: bytes) -> bytes:
    """The name of the first element, in lower case."""
    at = 0
    while found := _BEFORE_ROOT.match(letters, at):
        at = found.end()
    root = _ROOT.match(letters, at)
    return root[1].lower() if root else b""


def _zipped(head: bytes) -> str:
    """What a zip is whose name does not tell: an office paper where its first entries are such a one's."""
    if b"[Content_Types].xml" not in head[:2000] and b"mimetype" not in head[:64]:
        return "zip"
    return next((kind for part, kind in _PARTS if part in head), "zip")
