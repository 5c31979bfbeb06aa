"""Floors: pinned to a corpus, never lowered in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from khabar.cli.main import run
from khabar.errors import InputError
from khabar.evaluate.floors import corpus_digest, find_falls, load_floors, pin, write_floors


def test_values_are_cut_down() -> None:
    """Is a floor never above the value it was pinned at?"""
    assert pin("c", 1, {"events": 0.69999, "none": None}).figures == {"events": 0.699}


def test_falls() -> None:
    """Is a figure below its floor, or gone, a fall, and one at its floor none?"""
    floors = pin("c", 1, {"a": 0.5, "b": 0.5, "c": 0.5})
    assert [fall.name for fall in find_falls(floors, {"a": 0.5, "b": 0.4999})] == ["b", "c"]


def test_the_digest_knows_its_corpus(tmp_path: Path) -> None:
    """Does the digest change with a letter, and not with the order or the folder?"""
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        for name in ("a", "b"):
            (tmp_path / folder / name).write_text(name)
    x, y = ([str(tmp_path / folder / name) for name in names] for folder, names in (("x", "ab"), ("y", "ba")))
    assert corpus_digest(x) == corpus_digest(y)
    (tmp_path / "y" / "b").write_text("B")
    assert corpus_digest(x) != corpus_digest(y)


def test_written_and_read(tmp_path: Path) -> None:
    """Do floors come back as they went, and is a broken file refused?"""
    path = str(tmp_path / "floors.json")
    assert load_floors(path) is None
    write_floors(pin("c", 1, {"events": 0.5}), path)
    assert load_floors(path) == pin("c", 1, {"events": 0.5})
    Path(path).write_text("{}")
    with pytest.raises(InputError, match=r"floors\.json: "):
        load_floors(path)


@pytest.mark.shared
def test_the_gold_articles_hold_their_floors(
    shared: Path, root: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Does every figure over the gold articles stand at its floor or above? (make floors pins them anew)"""
    floors = root / "eval" / "floors.json"
    if not floors.is_file():
        pytest.skip("no floors are pinned yet")
    gold = sorted(str(path) for path in (shared / "gold").glob("*.json"))
    status = run(["evaluate", "--fresh", "--floors", str(floors), *gold])
    out, err = capfdbinary.readouterr()
    assert status == 0, err.decode() + out.decode()
