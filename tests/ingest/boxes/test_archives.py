"""Zip and tar: every entry is answered for, whatever it is called and however it was packed."""

from __future__ import annotations

import io
import struct
import tarfile
import time
import tracemalloc
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.ingest import reasons
from khabar.ingest.item import Box, Found, Item, Refusal
from khabar.ingest.limits import MEBIBYTE, Limits
from khabar.ingest.open import find_items, find_within

TEXT = "قُتل ثلاثة جنود في هجوم على حاجز أمني.\n".encode()
Entries = list[tuple[str, bytes]]


def zipped(entries: Entries, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, raw in entries:
            with warnings.catch_warnings(action="ignore"):
                archive.writestr(zipfile.ZipInfo(name), raw, method)
    return made.getvalue()


def tarred(entries: Entries, form: int = tarfile.PAX_FORMAT) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=form) as archive:
        for name, raw in entries:
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))
    return made.getvalue()


MAKERS: dict[str, Callable[[Entries], bytes]] = {
    "zip": zipped,
    "stored.zip": lambda entries: zipped(entries, zipfile.ZIP_STORED),
    "tar": tarred,
    "gnu.tar": lambda entries: tarred(entries, tarfile.GNU_FORMAT),
}
makers = pytest.mark.parametrize("kind", MAKERS)


def open_bytes(raw: bytes, name: str, limits: Limits | None = None) -> list[Found]:
    box = Box(source=name, name=name.partition(".")[0], limits=limits or Limits())
    return list(find_within(io.BytesIO(raw), box, boxed=False))


def only(found: list[Found]) -> Refusal:
    (one,) = found
    assert isinstance(one, Refusal)
    return one


@makers
def test_entries_in_their_order(kind: str) -> None:
    """Is every entry a document that says where it lay, in the archive's order, what computers leave in it aside?"""
    names = ["b/خبر.txt", "a.txt", "b/", "__MACOSX/b/._x.txt", ".DS_Store", "b/.hidden.txt", "Thumbs.db", "a.txt"]
    found = open_bytes(MAKERS[kind]([(name, b"" if name[-1] == "/" else TEXT) for name in names]), f"x.{kind}")
    assert [(one.source, one.name, one.raw) for one in found if isinstance(one, Item)] == [  # type: ignore[comparison-overlap]
        (f"x.{kind}!b/خبر.txt", "خبر", TEXT),
        (f"x.{kind}!a.txt", "a", TEXT),
        (f"x.{kind}!a.txt", "a", TEXT),
    ]
    assert [one.told.member for one in found if isinstance(one, Item)] == ["b/خبر.txt", "a.txt", "a.txt"]
    assert len(found) == 3


@makers
def test_long_names(kind: str) -> None:
    """Is a name longer than a header holds read whole?"""
    name = "/".join(["خبر" * 30] * 4) + "/a.txt"
    (one,) = open_bytes(MAKERS[kind]([(name, TEXT)]), f"x.{kind}")
    assert one.source == f"x.{kind}!{name}"


@makers
@pytest.mark.parametrize(
    "name", ["../a.txt", "a/../../b.txt", "/etc/a.txt", "..\\a.txt", "C:\\a.txt", "C:a.txt", "\\\\host\\a.txt", "a/.."]
)
def test_names_that_lead_outside(kind: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is an entry whose name leads outside refused, the others taken, and nothing written anywhere?"""
    (inside := tmp_path / "deep" / "inside").mkdir(parents=True)
    monkeypatch.chdir(inside)
    bad, good = open_bytes(MAKERS[kind]([(name, TEXT), ("good.txt", TEXT)]), f"x.{kind}")
    assert isinstance(bad, Refusal)
    assert (bad.reason, bad.passed) == (reasons.OUTSIDE, False)
    assert isinstance(good, Item)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@makers
def test_names_that_turn_the_line(kind: str) -> None:
    """Are controls and bidi controls in a name told as such, never printed?"""
    (one,) = open_bytes(MAKERS[kind]([("a\u202etxt.\x1b[2Jb.txt", TEXT)]), f"x.{kind}")
    assert one.source == f"x.{kind}!a\\u202etxt.\\u001b[2Jb.txt"
    assert isinstance(one, Item)
    assert one.name.isprintable()


@makers
def test_boxes_within(kind: str) -> None:
    """Are archives within archives opened, so deep and no deeper?"""
    raw, told = MAKERS[kind]([("a.txt", TEXT)]), []
    for depth in range(6):
        (one,) = open_bytes(raw, f"x.{kind}")
        told.append(one.reason if isinstance(one, Refusal) else one.source.count("!") - 1 == depth)
        raw = MAKERS[kind]([(f"inner.{kind}", raw)])
    assert told == [True] * 4 + [reasons.TOO_DEEP] * 2


@makers
def test_entries_beyond_the_limit(kind: str) -> None:
    """Are there so many entries and no more?"""
    *_, last = open_bytes(MAKERS[kind]([(f"{n}.txt", TEXT) for n in range(30)]), f"x.{kind}", Limits(members=20))
    assert isinstance(last, Refusal)
    assert last.reason == reasons.TOO_LARGE


@makers
def test_each_unreadable_entry_is_answered_for(kind: str) -> None:
    """Is an entry of no known kind passed over with its reason, and one that is too large refused, others unharmed?"""
    entries = [("a.bin", b"\0\1\2"), ("big.txt", b"a" * 3000), ("a.txt", TEXT)]
    passed, large, good = open_bytes(MAKERS[kind](entries), f"x.{kind}", Limits(document=2000))
    assert isinstance(passed, Refusal)
    assert isinstance(large, Refusal)
    assert (passed.reason, passed.passed) == (reasons.UNKNOWN, True)
    assert (large.reason, large.passed) == (reasons.TOO_LARGE, False)
    assert isinstance(good, Item)


@makers
def test_cut_at_every_byte(kind: str) -> None:
    """Is an archive that is cut anywhere told to be, what came before it taken whole?"""
    raw = MAKERS[kind]([("a.txt", TEXT), ("b.txt", TEXT)])
    content = raw.rstrip(b"\0")
    for end in range(40, len(content)):
        found = open_bytes(raw[:end], f"x.{kind}")
        assert all(one.raw == TEXT for one in found if isinstance(one, Item)), end
        refused = [one for one in found if isinstance(one, Refusal)]
        assert refused or (kind.endswith("tar") and end % 512 == 0), end


@settings(max_examples=40)
@given(
    st.sampled_from(sorted(MAKERS)),
    st.dictionaries(st.text("abجد /", min_size=1, max_size=20), st.text("قتل\n", min_size=1, max_size=90), max_size=6),
)
def test_round_trip(kind: str, texts: dict[str, str]) -> None:
    """Does every entry come out with its bytes, in order?"""
    entries = [(f"e{n}/{name.strip('/ ') or 'x'}.txt", text.encode()) for n, (name, text) in enumerate(texts.items())]
    found = open_bytes(MAKERS[kind](entries), f"x.{kind}")
    assert [one.raw for one in found if isinstance(one, Item)] == [raw for _, raw in entries]
    assert len(found) == len(entries)


@settings(max_examples=150)
@given(st.sampled_from(sorted(MAKERS)), st.integers(0, 3000), st.binary(min_size=1, max_size=8))
def test_damage_does_no_harm(kind: str, at: int, junk: bytes) -> None:
    """Does an archive with junk in it give items or refusals, and nothing else?"""
    raw = MAKERS[kind]([("a.txt", TEXT), ("b.txt", TEXT)])
    at %= len(raw)
    for one in open_bytes(raw[:at] + junk + raw[at + len(junk) :], f"x.{kind}"):
        assert isinstance(one, Item | Refusal)
        assert "\n" not in getattr(one, "message", "")


def test_a_wrong_checksum() -> None:
    """Is an entry whose bytes do not fit their checksum refused, the other taken?"""
    raw = zipped([("a.txt", TEXT), ("b.txt", TEXT)], zipfile.ZIP_STORED).replace(TEXT, TEXT[:-2] + b"!\n", 1)
    bad, good = open_bytes(raw, "x.zip")
    assert isinstance(bad, Refusal)
    assert bad.reason == reasons.DAMAGED
    assert isinstance(good, Item)


def test_locked_entries() -> None:
    """Is an entry that needs a password refused with the reason, the others taken?"""
    raw = bytearray(zipped([("a.txt", TEXT), ("b.txt", TEXT)]))
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    bad, good = open_bytes(bytes(raw), "x.zip")
    assert isinstance(bad, Refusal)
    assert bad.reason == reasons.LOCKED
    assert isinstance(good, Item)


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_manners_of_packing_without_a_bound(method: int) -> None:
    """Is an entry refused that would be unpacked without a bound on its pieces?"""
    assert only(open_bytes(zipped([("a.txt", TEXT)], method), "x.zip")).reason == reasons.UNKNOWN


def test_links_in_a_zip() -> None:
    """Is a link in a zip refused?"""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        info = zipfile.ZipInfo("a.txt")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    assert only(open_bytes(made.getvalue(), "x.zip")).reason == reasons.OUTSIDE


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_in_a_tar(kind: bytes) -> None:
    """Are links and devices refused, and what follows them found?"""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        link = tarfile.TarInfo("a.txt")
        link.type, link.linkname = kind, "/etc/passwd"
        archive.addfile(link)
        good = tarfile.TarInfo("b.txt")
        good.size = len(TEXT)
        archive.addfile(good, io.BytesIO(TEXT))
    bad, one = open_bytes(made.getvalue(), "x.tar")
    assert isinstance(bad, Refusal)
    assert bad.reason == reasons.OUTSIDE
    assert isinstance(one, Item)


def test_names_in_other_encodings() -> None:
    """Is a name that is UTF-8 or of an Arabic code page read, where the zip does not tell which?"""
    for encoding in ("utf-8", "cp720"):
        name = "خبر.txt".encode(encoding)
        raw = zipped([("x" * len(name), TEXT)]).replace(b"x" * len(name), name)
        (one,) = open_bytes(raw, "x.zip")
        assert one.source == "x.zip!خبر.txt"


def overlapping(count: int, kernel: bytes) -> bytes:
    """A zip of which all entries are the same bytes."""
    raw = zipped([("k.txt", kernel)])
    start = raw.index(b"PK\x01\x02")
    end = raw.rindex(b"PK\x05\x06")
    entry = raw[start:end]
    return (
        raw[:start] + entry * count
        + struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, count, count, len(entry) * count, start, 0)
    )  # fmt: skip


def test_entries_upon_each_other() -> None:
    """Are entries that share their bytes refused?"""
    found = open_bytes(overlapping(50, b"a" * 100_000), "x.zip")
    assert [one.reason for one in found if isinstance(one, Refusal)] == [reasons.EXPANDS] * 50


def test_a_zip_bomb_and_nested_ones() -> None:
    """Is what grows beyond the ratio stopped once for all, however it is nested, in little time and memory?"""
    core = zipped([(f"{n}.txt", b"0" * (14 * MEBIBYTE)) for n in range(6)])
    nested = zipped([(f"{n}.zip", zipped([(f"{m}.zip", core) for m in range(8)])) for n in range(8)])
    for raw in (core, nested):
        start = time.process_time()
        tracemalloc.start()
        found = open_bytes(raw, "x.zip")
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert any(isinstance(one, Refusal) and one.reason == reasons.EXPANDS for one in found)
        assert sum(len(one.raw) for one in found if isinstance(one, Item)) <= Limits().slack
        assert len(found) < 20
        assert time.process_time() - start < 10
        assert peak < 160 * MEBIBYTE


def test_a_tar_that_lies() -> None:
    """Is a size beyond the file told as a cut, a name longer than any refused, and a negative size too?"""
    info = tarfile.TarInfo("a.txt")
    info.size = 1 << 40
    long = tarfile.TarInfo("././@LongLink")
    long.type, long.size = tarfile.GNUTYPE_LONGNAME, 1 << 35
    for header in (info, long):
        raw = header.tobuf(tarfile.GNU_FORMAT) + TEXT
        found = open_bytes(raw, "x.tar")
        assert {one.reason for one in found if isinstance(one, Refusal)} == {reasons.DAMAGED}
        assert len(found) <= 2
    negative = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    negative[124:136] = b"\xff" * 12
    negative[148:156] = b"%06o\0 " % (sum(negative[:148]) + 256 + sum(negative[156:]))
    assert only(open_bytes(bytes(negative), "x.tar")).reason == reasons.DAMAGED


def test_many_long_name_headers() -> None:
    """Are headers that announce a name, one after the other without an end, gone through without deep calls?"""
    long = tarfile.TarInfo("././@LongLink")
    long.type, long.size = tarfile.GNUTYPE_LONGNAME, 6
    raw = (long.tobuf(tarfile.GNU_FORMAT) + b"a.txt\0".ljust(512, b"\0")) * 5_000
    assert open_bytes(raw, "x.tar") == []


def test_a_folder_of_everything(tmp_path: Path) -> None:
    """Does a folder in which all kinds lie give every document, and a line for each that is none?"""
    (tmp_path / "a.txt").write_bytes(TEXT)
    (tmp_path / "b.zip").write_bytes(zipped([("in/b.txt", TEXT), ("x.tar", tarred([("c.txt", TEXT)]))]))
    (tmp_path / "c.tar").write_bytes(tarred([("d.txt", TEXT)]))
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04junk")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    found = list(find_items([str(tmp_path)]))
    assert [one.name for one in found if isinstance(one, Item)] == ["a", "b", "c", "d"]
    refused = {Path(one.source).name: (one.reason, one.passed) for one in found if isinstance(one, Refusal)}
    assert refused == {"broken.zip": (reasons.DAMAGED, False), "picture.png": (reasons.UNKNOWN, True)}
    assert sum(one.consumed for one in found) > 0
