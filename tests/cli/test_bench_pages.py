"""``khabar bench pages``: the table of how well articles are told from their pages."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml

from khabar.cli import bench_pages
from khabar.cli.main import run
from khabar.errors import InputError

PAGES = ("wp-jannah", "in-read", "section-front")


@pytest.fixture
def small(tmp_path: Path, root: Path) -> str:
    """A site of three pages."""
    folder = tmp_path / "site"
    left = shutil.ignore_patterns("held", "fresh", "*.py", "__pycache__")
    shutil.copytree(root / "tests" / "site", folder, ignore=left)
    told = yaml.safe_load((folder / "site.yml").read_text("utf-8"))
    kept = [page for page in told if page["page"] in PAGES]
    (folder / "site.yml").write_text(yaml.safe_dump(kept, allow_unicode=True), encoding="utf-8")
    return str(folder)


def test_both_methods_stand_side_by_side(small: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Has every manner one line with the figures of both, and all pages one?"""
    assert run(["bench", "pages", small]) == 0
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert lines[0].split()[-2:] == ["khabar", "trafilatura"]
    manners = [line[:24].strip() for line in lines if line[:24].strip() in {"WordPress", "no article", "all"}]
    assert manners == ["WordPress", "no article", "all"]
    whole = next(line for line in lines if line.startswith("all"))
    assert whole.count("/") == 6


def test_as_json(small: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Does --json give every page by every method, words and rows adding up?"""
    assert run(["bench", "pages", small, "--json"]) == 0
    told = json.loads(capfdbinary.readouterr().out)["first site"]
    for method in ("khabar", "trafilatura"):
        pages, rows = told[method]["pages"], told[method]["rows"]
        assert {page["page"] for page in pages} == set(PAGES)
        assert rows[-1]["pages"] == sum(row["pages"] for row in rows[:-1]) == len(PAGES)
        assert all(page["right"] <= min(page["taken"], page["published"]) for page in pages)


def test_sites_that_nobody_tunes_on(root: Path, small: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Is of the third site one row for all its pages shown, and no page of it named, however many are asked for?"""
    shutil.copytree(root / "tests" / "site" / "fresh", Path(small) / "fresh")
    kept = [p for p in yaml.safe_load((Path(small) / "fresh" / "site.yml").read_text("utf-8")) if "article" not in p]
    (Path(small) / "fresh" / "site.yml").write_text(yaml.safe_dump(kept, allow_unicode=True), encoding="utf-8")
    assert run(["bench", "pages", small, "--worst", "9"]) == 0
    shown = capfdbinary.readouterr().out.decode()
    third = shown[shown.index("third site") :]
    assert [line[:24].strip() for line in third.splitlines() if "/" in line] == ["all"]
    assert kept[0]["page"] not in shown
    assert kept[0]["manner"] not in third
    assert run(["bench", "pages", small, "--json"]) == 0
    told = json.loads(capfdbinary.readouterr().out)["third site"]["khabar"]
    assert (told["pages"], [row["pages"] for row in told["rows"]]) == ([], [len(kept)])


def test_no_site(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Is it told in one line what to name where there is no checkout?"""
    monkeypatch.setattr(bench_pages, "__file__", "/usr/lib/python3/khabar/cli/bench_pages.py")
    with pytest.raises(InputError, match="khabar bench pages FOLDER"):
        bench_pages._default()
    assert run(["bench", "pages"]) == 2
    assert capfdbinary.readouterr().err.decode().count("\n") == 1
