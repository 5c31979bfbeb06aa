"""What bytes are: told by the bytes, and by the name only where the bytes leave it open.

Invariant: a pure function of the first `HEAD` bytes and the name; nothing is opened here. A kind names the module that
understands it, loaded when the first of its kind is met: a folder of plain text loads none of them.
"""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath
from typing import Final

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
_BY_NAME: Final = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".eml": "mail", ".mht": "mhtml", ".mhtml": "mhtml",
    ".mbox": "mbox", ".csv": "csv", ".tsv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json",
    ".txt": TEXT, ".text": TEXT,
}  # fmt: skip
_HTML: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|article|div|p|table)[\s>/]", re.IGNORECASE)
_XML: Final = re.compile(rb"<\?xml|<(?:rss|feed|urlset|sitemapindex|rdf:RDF)[\s>]")


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
        return _ZIPS.get(suffix, "zip")
    if head[257:262] == b"ustar":
        return "tar"
    letters = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if letters[:1] == b"<":
        if _XML.match(letters) and not _HTML.search(letters[:1024]):
            return "xml"
        if _HTML.search(letters):
            return "html"
    if letters[:1] == b"{" and b'"khabar"' in letters and b'"sha256"' in letters:
        return READINGS
    if suffix in _BY_NAME:
        return _BY_NAME[suffix]
    return UNKNOWN if suffix or _is_binary(head) else TEXT


def _is_binary(head: bytes) -> bool:
    """Whether bytes without a name that says otherwise are no text: NULs, and no mark of UTF-16 or UTF-32."""
    return b"\0" in head and not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE))
