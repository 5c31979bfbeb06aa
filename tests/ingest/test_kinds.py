"""What bytes are, by the bytes before the name."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.ingest.kinds import BOXES, DOCUMENTS, READINGS, TEXT, UNKNOWN, guess_kind

MAIL = b"Received: from x\n by y;\nMIME-Version: 1.0\nSubject: z\nContent-Type: text/plain\n\nbody"


def office(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"<rss version='2.0'><channel><title>x</title>", "a.xml", "xml"),
        (b"<?xml version='1.0'?><html><body>", "a.xml", "html"),
        (b"<!-- x --><!DOCTYPE html><title>x</title>", "a", "html"),
        (b"<?xml version='1.0'?><a/>", "a.txt", "xml"),
        (b"WARC/1.1\r\n", "a.txt", "warc"),
        (b"\x1f\x8b\x08", "a.warc.gz", "gzip"),
        (b"\x28\xb5\x2f\xfd", "a", "zstd"),
        (office("a.txt"), "a", "zip"),
        (office("[Content_Types].xml", "word/document.xml"), "a.bin", "docx"),
        (office("[Content_Types].xml", "xl/workbook.xml"), "a", "excel"),
        (office("a.txt"), "a.wacz", "wacz"),
        (MAIL, "a.msg", "mail"),
        (MAIL, "a.txt", "text"),
        (MAIL.replace(b"text/plain", b"multipart/related"), "a.bin", "mhtml"),
        (b"From a@b.example Sat Nov 21 10:00:00 2026\nSubject: x\n", "a.txt", "mbox"),
        (b"From here to there\n", "a.txt", "text"),
        (b"a,b\n", "a.CSV", "csv"),
        (b"\x89PNG", "a.png", "unknown"),
        ("قال".encode(), "a", "text"),
        (b"", "a", "text"),
        ("قصف".encode(), "a.txt", TEXT),
        ("قصف".encode(), "a", TEXT),
        ("قصف".encode("utf-16"), "a", TEXT),
        (b"SQLite format 3\0", "story", UNKNOWN),
        (b"\x89PNG\r\n", "a.png", UNKNOWN),
        (b"<!DOCTYPE html><p>", "a.txt", "html"),
        (b"  <?xml version='1.0'?><rss>", "feed", "xml"),
        (b"<?xml version='1.0'?><!DOCTYPE html><html>", "a", "html"),
        (b"%PDF-1.7", "a.html", "pdf"),
        (b"PK\x03\x04", "a.docx", "docx"),
        (b"PK\x03\x04", "a.bin", "zip"),
        (b"\x1f\x8b\x08", "a", "gzip"),
        (b"WARC/1.1\r\n", "a", "warc"),
        (b'{"doc":"a","sha256":"0","khabar":"0.5.0"', "a.json", READINGS),
        (b"a,b\n1,2", "a.csv", "csv"),
        (b"", "a.xyz", UNKNOWN),
    ],
)
def test_kinds(head: bytes, name: str, kind: str) -> None:
    """Is each known for what it is?"""
    assert guess_kind(head, name) == kind


@given(st.binary(max_size=2000), st.text(max_size=20))
def test_any_bytes(head: bytes, name: str) -> None:
    """Is every run of bytes of one kind?"""
    known = {*DOCUMENTS, *BOXES, TEXT, READINGS, UNKNOWN}
    assert guess_kind(head, name) in known


def test_no_kind_is_two_things() -> None:
    """Is a kind either a document or a box?"""
    assert not DOCUMENTS.keys() & BOXES.keys()
