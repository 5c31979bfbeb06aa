"""Paths to files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.errors import InputError
from khabar.ingest.sources import collect, doc_name, find_sources, name_of_address


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.TXT", "c.json", ".hidden.txt", "deep/z.txt", ".git/y.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    return tmp_path


def test_a_folder_gives_its_files_in_order(folder: Path) -> None:
    """Does a folder give every file in it, sorted, hidden ones left out?"""
    found = [str(Path(p).relative_to(folder)) for p in find_sources(str(folder))]
    assert found == ["a.TXT", "b.txt", "c.json", "deep/z.txt"]


def test_a_file_is_taken_once(folder: Path) -> None:
    """Is a file that is named twice, or linked, read once?"""
    (folder / "link.txt").symlink_to(folder / "b.txt")
    sources, refused = collect([str(folder / "b.txt"), str(folder), str(folder / "deep" / ".." / "b.txt"), "-", "-"])
    assert [doc_name(source) for source in sources] == ["b", "a", "c", "z", "stdin"]
    assert not refused


def test_a_loop_of_links_ends(folder: Path) -> None:
    """Is a link to a folder above not followed?"""
    (folder / "deep" / "up").symlink_to(folder)
    assert len(find_sources(str(folder))) == 4


def test_a_dangling_link_is_told(folder: Path) -> None:
    """Does a link to nothing become a refusal of that file, not of the folder?"""
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    assert str(folder / "gone.txt") in find_sources(str(folder))


@pytest.mark.parametrize("bad", ["nowhere", "", "a\0b"])
def test_one_bad_path_harms_no_other(folder: Path, bad: str) -> None:
    """Are the other paths collected all the same?"""
    sources, refused = collect([bad, str(folder / "b.txt")])
    assert (len(sources), len(refused)) == (1, 1)


def test_a_folder_without_texts(tmp_path: Path) -> None:
    """Is a folder in which there is nothing to read refused, with the mend?"""
    with pytest.raises(InputError, match="no file in this folder"):
        find_sources(str(tmp_path))


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.news.example/2024/3/attack/", "www.news.example/attack"),
        ("https://news.example/%D9%87%D8%AC%D9%88%D9%85?utm_source=x#top", "news.example/هجوم"),
        ("http://news.example:8080/news.php?id=7&fbclid=zz", "news.example/news.php?id=7"),
        ("https://news.example/?p=12", "news.example/?p=12"),
        ("https://news.example", "news.example"),
        ("https://user:secret@news.example/a", "news.example/a"),
        ("https://news.example/a%2F..%2f~b%23c", "news.example/a-..-b-c"),
        ("https://news.example/a\u202eb%E2%80%AEc%00d e", "news.example/abcd-e"),
        ("https://[broken/a", "[broken/a"),
        ("", "unnamed"),
    ],
)
def test_names_of_addresses(address: str, name: str) -> None:
    """Is a served page named after its host and the last part of its path, in letters that can be written?"""
    assert name_of_address(address) == name


@given(st.text(max_size=300))
def test_names_of_addresses_are_fit(junk: str) -> None:
    """Is the name of any address at all short, and free of controls and of the letters that labels use?"""
    for address in (junk, f"https://news.example/{junk}"):
        name = name_of_address(address)
        assert 0 < len(name) <= 97
        assert not any(c in "#~\n\u202e\u200f" for c in name)


def test_an_address_is_no_file() -> None:
    """Is an address told from a file that is not there, with what fetches it?"""
    with pytest.raises(InputError, match="khabar capture"):
        find_sources("https://example.org/a")


def test_a_pipe_in_a_folder_is_answered_for(folder: Path) -> None:
    """Is a pipe told of, never opened, and the files beside it found?"""
    os.mkfifo(folder / "pipe.txt")
    sources, refused = collect([str(folder)])
    assert len(sources) == 4
    assert [str(fault) for fault in refused] == [f"{folder}/pipe.txt: a pipe, a socket or a device, no file"]
