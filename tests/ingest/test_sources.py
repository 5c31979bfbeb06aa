"""Paths to files."""

from __future__ import annotations

from pathlib import Path

import pytest

from khabar.errors import InputError
from khabar.ingest.sources import collect, doc_name, find_sources


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
