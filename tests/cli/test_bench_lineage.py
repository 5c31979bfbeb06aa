"""``khabar bench lineage``: what it prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from khabar.cli.main import run


@pytest.mark.slow
def test_copies_are_found(root: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Are all copies of two articles found, nothing else, and is the speed told?"""
    for name in ("asad-pentagon", "kfar-daily"):
        (tmp_path / f"{name}.txt").write_bytes((root / "examples" / f"{name}.txt").read_bytes())
    assert run(["bench", "lineage", str(tmp_path), "--docs", "60"]) == 0
    lines = capfdbinary.readouterr()[0].decode().splitlines()
    assert lines[0].startswith("2 articles, 16 copies made of them, 0 pairs known")
    rows: dict[str, list[str]] = {}
    for line in filter(None, lines):  # the table of relations comes before that of happenings
        rows.setdefault(line.split()[0], line.split())
    for manner in ("respelled", "credited", "framed", "trimmed", "tail"):
        assert "1.000" in rows[manner]
        assert "missed:" not in rows[manner]
    assert not any(line.startswith("wrong") for line in lines)
    assert any(line.startswith("signed") for line in lines)


def test_a_missing_file_of_pairs_is_said(root: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Is a file of known pairs that is not there misuse, in one line?"""
    assert run(["bench", "lineage", str(root / "examples" / "asad-wire.txt"), "--known", "nowhere.jsonl"]) == 2
    out, err = capfdbinary.readouterr()
    assert out == b""
    assert err.decode().startswith("khabar: nowhere.jsonl")
