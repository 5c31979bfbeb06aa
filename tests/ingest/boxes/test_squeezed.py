"""Packed files: what comes out, how much at most, and what is said of those that are broken."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st

from khabar.ingest import reasons
from khabar.ingest.item import Box, Found, Item, Refusal
from khabar.ingest.limits import MEBIBYTE, Limits
from khabar.ingest.open import find_items, find_within

TEXT = "قُتل ثلاثة جنود في هجوم على حاجز أمني.\n".encode()
PACKERS = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress, "zst": zstd.compress}
Packer = Callable[[bytes], bytes]
packers = pytest.mark.parametrize(("suffix", "pack"), PACKERS.items(), ids=PACKERS)


def open_bytes(raw: bytes, name: str, limits: Limits | None = None) -> list[Found]:
    box = Box(source=name, name=Path(name).stem, limits=limits or Limits())
    return list(find_within(io.BytesIO(raw), box, boxed=False))


@packers
def test_a_packed_text_is_read(tmp_path: Path, suffix: str, pack: Packer) -> None:
    """Is a packed file read as what is in it, and named without its suffixes?"""
    path = tmp_path / f"a.txt.{suffix}"
    path.write_bytes(pack(TEXT))
    (one,) = find_items([str(path)])
    assert isinstance(one, Item)
    assert (one.name, one.raw, one.source) == ("a", TEXT, str(path))
    assert one.consumed == path.stat().st_size
    assert not one.boxed


@packers
def test_members_follow_each_other(suffix: str, pack: Packer) -> None:
    """Are all members of a file read, zeros behind them passed over?"""
    (one,) = open_bytes(pack(TEXT) + pack(b"") + pack(TEXT) + b"\0" * 700, f"a.txt.{suffix}")
    assert isinstance(one, Item)
    assert one.raw == TEXT * 2


@packers
def test_cut_at_every_byte(suffix: str, pack: Packer) -> None:
    """Is a file that is cut anywhere one refusal, never a shorter document, never a crash?"""
    raw = pack(TEXT)
    for end in range(1, len(raw)):
        (one,) = open_bytes(raw[:end], f"a.txt.{suffix}")
        assert isinstance(one, Refusal), end
        assert one.message.startswith(f"a.txt.{suffix}: ")


@packers
def test_what_is_behind_the_end_is_told(suffix: str, pack: Packer) -> None:
    """Is a file with something else behind its end refused?"""
    (one,) = open_bytes(pack(TEXT) + b"something else", f"a.txt.{suffix}")
    assert (one.reason, one.passed) == (reasons.DAMAGED, False)  # type: ignore[union-attr]


@packers
def test_bombs(suffix: str, pack: Packer) -> None:
    """Is a file that grows beyond a document refused at once, in little memory, nested or not?"""
    bomb = pack(b"\0" * (200 * MEBIBYTE))
    for raw in (bomb, pack(bomb)):
        start = time.process_time()
        tracemalloc.start()
        (one,) = open_bytes(raw, f"a.txt.{suffix}")
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert isinstance(one, Refusal)
        assert one.reason in (reasons.TOO_LARGE, reasons.EXPANDS)
        assert peak < 64 * MEBIBYTE
        assert time.process_time() - start < 5


@packers
def test_a_bomb_of_small_documents(suffix: str, pack: Packer) -> None:
    """Is a box of many documents, each small, stopped when it grows beyond the ratio, those before it taken?"""
    message = b"From a@b.example Sat Nov 21 10:00:00 2026\nSubject: x\n\n" + b"a" * 9000 + b"\n\n"
    limits = Limits(slack=MEBIBYTE, ratio=20)
    *taken, last = open_bytes(pack(message * 2000), f"a.mbox.{suffix}", limits)
    assert isinstance(last, Refusal)
    assert last.reason == reasons.EXPANDS
    assert 20 < len(taken) < 1000
    assert all(isinstance(one, Item) for one in taken)


def test_depth() -> None:
    """Is a file packed over and over opened so deep and no deeper?"""
    raw = TEXT
    for depth in range(8):
        (one,) = open_bytes(raw, "a.txt" + ".gz" * depth)
        assert isinstance(one, Item if depth <= 4 else Refusal), depth
        raw = gzip.compress(raw)


def test_a_lying_length() -> None:
    """Is the length that gzip writes at its end checked, and not believed before?"""
    raw = gzip.compress(TEXT)
    (one,) = open_bytes(raw[:-4] + b"\xff\xff\xff\x7f", "a.txt.gz")
    assert one.reason == reasons.DAMAGED  # type: ignore[union-attr]


def test_what_nobody_named_is_passed(tmp_path: Path) -> None:
    """Is a packed file of no known kind passed over in a folder, and a fault where it was named?"""
    path = tmp_path / "a.bin.gz"
    path.write_bytes(gzip.compress(b"\1\2\3\0junk"))
    (named,) = find_items([str(path)])
    (passed,) = find_items([str(tmp_path)])
    assert isinstance(named, Refusal)
    assert isinstance(passed, Refusal)
    assert (named.passed, passed.passed) == (False, True)
    assert named.reason == passed.reason == reasons.UNKNOWN


@given(
    st.sampled_from(sorted(PACKERS)), st.binary(max_size=300), st.integers(0, 200), st.binary(min_size=1, max_size=4)
)
def test_damage_does_no_harm(suffix: str, content: bytes, at: int, junk: bytes) -> None:
    """Does a file with junk in it give items or refusals, and nothing else?"""
    raw = PACKERS[suffix](content)
    at %= len(raw) + 1
    for one in open_bytes(raw[:at] + junk + raw[at + len(junk) :], f"a.txt.{suffix}"):
        assert isinstance(one, Item | Refusal)


@packers
def test_a_packed_table(suffix: str, pack: Packer) -> None:
    """Are the rows of a packed table found, with the note that says how its columns were taken?"""
    raw = pack("العنوان,النص\nهجوم,قُتل ثلاثة جنود في هجوم على حاجز أمني شمال المدينة\n".encode())
    found = open_bytes(raw, f"a.csv.{suffix}")
    assert [one.name for one in found if isinstance(one, Item)] == ["a:1"]
