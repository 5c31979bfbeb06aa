"""What bytes are."""

from __future__ import annotations

import pytest

from khabar.ingest.kinds import BOXES, DOCUMENTS, READINGS, TEXT, UNKNOWN, guess_kind


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
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
def test_the_bytes_tell_before_the_name(head: bytes, name: str, kind: str) -> None:
    """Is a kind told by its first bytes, and by its name only where they leave it open?"""
    assert guess_kind(head, name) == kind


def test_no_kind_is_two_things() -> None:
    """Is a kind either a document or a box?"""
    assert not DOCUMENTS.keys() & BOXES.keys()
