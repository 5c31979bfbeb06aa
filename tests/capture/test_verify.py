"""Tests of verifying an archive."""

from __future__ import annotations

import gzip
import os
import random
import shutil
from pathlib import Path

import pytest
from loopback import Site, a_fetcher, http

from khabar.capture.archive import Archive
from khabar.capture.keeper import Keeper
from khabar.capture.verify import Checked, find_faults
from khabar.errors import InputError


def faults_of(folder: Path) -> list[str]:
    return list(find_faults(Archive(folder), Checked()))


@pytest.fixture
def whole(site: Site, tmp_path: Path) -> Path:
    """An archive of two runs over four pages, one of them changed in between, one packed."""
    site.pages |= {f"/{n}": http(os.urandom(300)) for n in range(3)}
    site.pages["/3"] = http(gzip.compress(b"page" * 50), "Content-Encoding: gzip")
    for run in range(2):
        site.pages["/0"] = http(b"run %d" % run)
        with Keeper(tmp_path / "whole") as keeper:
            fetcher = a_fetcher(keeper, site)
            fetcher._asked = set()
            fetcher._since = lambda hours: "99999999999999"  # type: ignore[method-assign]
            for n in range(4):
                fetcher.fetch(site.lead(f"/{n}"))
    return tmp_path / "whole"


def test_whole(whole: Path) -> None:
    """Is an archive that nobody touched found whole, and all of it looked at?"""
    checked = Checked()
    assert list(find_faults(Archive(whole), checked)) == []
    assert (checked.files, checked.captures, checked.records) == (2, 10, 32)
    assert checked.bytes == sum(path.stat().st_size for path in (whole / "warc").iterdir())


@pytest.mark.parametrize("tries", [12, pytest.param(400, marks=pytest.mark.slow)])
def test_any_flipped_byte(whole: Path, tries: int) -> None:
    """Is any one byte found that is not as it was, in any file of the archive, and told of that file?"""
    chance = random.Random(7)
    for path in sorted(path for path in whole.rglob("*") if path.is_file() and path.name != ".lock"):
        data = path.read_bytes()
        places = sorted(chance.sample(range(len(data)), min(tries, len(data))))
        for place in places:
            changed = bytearray(data)
            changed[place] ^= 1 << chance.randrange(8)
            path.write_bytes(bytes(changed))
            try:
                found = faults_of(whole)
            except InputError as fault:
                found = [str(fault)]
            assert found, (path, place)
            assert any(path.name in one for one in found) or path.suffix == ".cdxj", (place, found)
        path.write_bytes(data)
    assert faults_of(whole) == []


def test_files_gone_and_come(whole: Path) -> None:
    """Is a file found that is gone, and one that nobody wrote?"""
    first, second = sorted((whole / "warc").iterdir())
    shutil.copy(first, first.with_name("khabar-00009-20200101000000.warc.gz"))
    assert any("khabar-00009" in one and "not named in" in one for one in faults_of(whole))
    first.with_name("khabar-00009-20200101000000.warc.gz").unlink()
    second.rename(whole / "aside")
    assert any(second.name in one and "gone" in one for one in faults_of(whole))


def test_a_forged_record(whole: Path) -> None:
    """Is a record found that was written anew with sums and index to match, by the file that came after it?"""
    first, second = sorted((whole / "warc").iterdir())
    first.write_bytes(first.read_bytes()[: first.stat().st_size // 2])
    first.rename(first.with_name(first.name + ".open"))
    Keeper(whole).close()
    found = faults_of(whole)
    assert [one for one in found if second.name in one and "does not name the file before it" in one]


def test_index_lines(whole: Path) -> None:
    """Is a line found that is missing, added, or out of order?"""
    path = whole / "index.cdxj"
    meta, *lines = path.read_bytes().splitlines(keepends=True)
    for changed, said in (
        (lines[1:], "lacks"),
        ([*lines, lines[-1].replace(b"/", b"~", 1)], "holds no such capture"),
        ([lines[1], lines[0], *lines[2:]], "not in order"),
        ([*lines, b"nonsense\n"], "no line of an index"),
        ([line.replace(b"khabar-0", b"khabar-9") for line in lines], "which is not there"),
    ):
        path.write_bytes(b"".join([meta, *changed]))
        assert any(said in one for one in faults_of(whole)), said


def test_names_lead_nowhere(whole: Path, tmp_path: Path) -> None:
    """Is an index or a list of sums refused that names a file outside the archive?"""
    shutil.copy(next((whole / "warc").iterdir()), tmp_path / "x.warc.gz")
    path = whole / "index.cdxj"
    meta, *lines = path.read_bytes().splitlines(keepends=True)
    name = sorted((whole / "warc").iterdir())[0].name.encode()
    for other in (b"../../x.warc.gz", b"/etc/passwd", b"..", b"x.warc.gz/../../../x.warc.gz"):
        path.write_bytes(b"".join([meta, *(line.replace(name, other) for line in lines)]))
        assert any("no line of an index" in one for one in faults_of(whole))
        with pytest.raises(InputError, match="damaged"):
            list(Archive(whole).find())
    sums = whole / "SHA256SUMS"
    sums.write_bytes(sums.read_bytes().replace(name, b"../../x.warc.gz"))
    assert any("no line of sha256sum" in one for one in faults_of(whole))
