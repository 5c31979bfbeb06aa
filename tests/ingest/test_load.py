"""Bytes to documents: what is read, letter for letter, and what is refused, in one line."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.errors import InputError
from khabar.ingest.item import Item
from khabar.ingest.letters import decode
from khabar.ingest.load import to_document
from khabar.ingest.meta import Meta
from khabar.ingest.open import find_documents
from khabar.model.article import Told
from khabar.model.document import Document

ARABIC = "قُتل ثلاثة جنود في هجوم على قاعدة عسكرية، وفق مصدر أمني.\r\nوأصيب آخرون بجروح طفيفة.\r\n"


def load(path: str, meta: Mapping[str, Meta] | None = None) -> Document:
    return next(find_documents([path], meta))


def write(folder: Path, raw: bytes, name: str = "a.txt") -> str:
    path = folder / name
    path.write_bytes(raw)
    return str(path)


@pytest.mark.parametrize(
    ("raw", "text", "encoding"),
    [
        (ARABIC.encode(), ARABIC, "utf-8"),
        (b"\xef\xbb\xbf" + ARABIC.encode(), "\ufeff" + ARABIC, "utf-8"),
        (("\ufeff" + ARABIC).encode("utf-16-le"), "\ufeff" + ARABIC, "utf-16-le"),
        (("\ufeff" + ARABIC).encode("utf-16-be"), "\ufeff" + ARABIC, "utf-16-be"),
        (("\ufeff" + ARABIC).encode("utf-32-le"), "\ufeff" + ARABIC, "utf-32-le"),
        (ARABIC.encode("cp1256"), ARABIC, "cp1256"),
        ("Reuters - بغداد: هجوم على قاعدة café".encode("cp1256"), "Reuters - بغداد: هجوم على قاعدة café", "cp1256"),
    ],
)
def test_letters_are_kept(tmp_path: Path, raw: bytes, text: str, encoding: str) -> None:
    """Is every letter kept, mark and line ends too, whatever the encoding?"""
    document = load(write(tmp_path, raw))
    assert (document.text, document.encoding, document.doc) == (text, encoding, "a")
    assert document.sha256 == hashlib.sha256(raw).hexdigest()


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"abc\0\0\1def", "binary"),
        (b"PK\x03\x04xx", "zip"),
        (b"plain English", "no Arabic letter"),
        ("٢٠٢٤ ،؟".encode(), "no Arabic letter"),
        (ARABIC.encode() + b"\xff\xfe", "not UTF-8 (byte"),
        (ARABIC.encode()[:-3] + b"\xd9", "not UTF-8"),
        ("Une école à Genève".encode("latin-1"), "not UTF-8"),
        (b"\xff\xfe\x00", "broken utf-16-le"),
    ],
)
def test_what_is_no_article_is_refused(tmp_path: Path, raw: bytes, reason: str) -> None:
    """Does the one line name the file and the reason?"""
    path = write(tmp_path, raw)
    with pytest.raises(InputError) as fault:
        load(path)
    assert str(fault.value).startswith(f"{path}: ")
    assert reason in str(fault.value)
    assert "\n" not in str(fault.value)


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    """Is a file of 200 MB refused by its size, before anything of it is read?"""
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(InputError, match="larger than 16 MiB"):
        load(str(path))


def test_an_endless_stream_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Does standard input that never ends stop at the limit?"""

    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            buffer[:] = b"a" * len(buffer)
            return len(buffer)

    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(Endless())))
    with pytest.raises(InputError, match="standard input: larger than"):
        load("-")


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a file that we may not read named as such?"""
    path = write(tmp_path, ARABIC.encode())

    def refuse(*args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match="no permission to read it"):
        load(path)


@pytest.mark.parametrize("source", ["", "\0", "nowhere/a.txt"])
def test_no_such_file(source: str) -> None:
    """Is a name that names nothing refused in one line?"""
    with pytest.raises(InputError):
        load(source)


def test_a_name_that_is_no_utf8(tmp_path: Path) -> None:
    """Does a file name in another encoding give a document name that can be written?"""
    path = os.fsencode(tmp_path) + b"/\xe9.txt"
    try:
        Path(os.fsdecode(path)).write_bytes(ARABIC.encode())
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert load(os.fsdecode(path)).doc.encode()


def test_meta_reaches_its_document(tmp_path: Path) -> None:
    """Does the day that a feed told stand on the document of that name, and on no other?"""
    meta = {"a": Meta(doc="a", outlet="وكالة", published="2024-01-23")}
    assert load(write(tmp_path, ARABIC.encode()), meta).published == "2024-01-23"
    assert load(write(tmp_path, ARABIC.encode(), "b.txt"), meta).published is None


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    """Are there bytes that do neither?"""
    with contextlib.suppress(InputError):
        text, encoding = decode(raw)
        assert text.encode(encoding) == raw


@given(st.text(min_size=1).filter(lambda text: "\0" not in text and text.strip()))
def test_utf8_is_never_changed(text: str) -> None:
    """Does every UTF-8 text come back letter for letter?"""
    try:
        assert decode(text.encode("utf-8", "ignore"))[0] == text.encode("utf-8", "ignore").decode()
    except InputError:
        assert text.startswith(("%PDF", "PK"))


def test_the_outlet_is_the_one_that_the_address_tells() -> None:
    """Does a document bear the outlet of its address, no other, and first what a meta file tells?"""

    def outlet(told: Told, given: Meta | None = None) -> str | None:
        text = "قصف الجيش موقعا في المدينة مساء أمس.".encode()
        return to_document(Item(name="a", source="a.txt", raw=text, told=told, given=given)).outlet

    here = "https://www.aljazeera.net/news/1"
    assert outlet(Told(address=here)) == "Al Jazeera"
    assert outlet(Told(address=here), Meta(doc="a", outlet="صحيفة ما")) == "صحيفة ما"
    assert outlet(Told(address="https://aljazeera.net.example.com/1", site="الجزيرة نت")) is None
    assert outlet(Told(handle="almayadeen")) == "Al Mayadeen"
    assert outlet(Told(agency="رويترز")) is None
