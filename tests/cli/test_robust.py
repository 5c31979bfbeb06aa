"""Hostile surroundings: streams closed by the caller, locked folders, faulty packs and readings."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from khabar.cli.main import run
from khabar.errors import PackError
from khabar.ingest.letters import decode
from khabar.ingest.sources import collect
from khabar.packs.load import load_packs, load_yaml, packs_root

ARTICLE = "قُتل ثلاثة جنود في هجوم بطائرة مسيرة على قاعدة عسكرية في بغداد يوم الثلاثاء، وفق مصدر أمني.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.mark.parametrize(("stream", "said"), [("<&-", "standard input: empty"), (">&-", "output is closed")])
def test_a_closed_stream(article: Path, stream: str, said: str) -> None:
    """Is a stream that the caller closed told in one line?"""
    name = "-" if stream == "<&-" else str(article)
    command = f'exec "$0" -m khabar read "$1" {stream}'
    done = subprocess.run(["sh", "-c", command, sys.executable, name], check=False, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


def test_a_locked_folder_harms_no_other(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a folder inside that cannot be listed named, and the rest read?"""
    locked = article.parent / "locked"
    locked.mkdir()
    scan = os.scandir

    def guarded(path: Any) -> Iterator[os.DirEntry[str]]:
        if str(path) == str(locked):
            raise PermissionError(13, "Permission denied", str(locked))
        return scan(path)

    monkeypatch.setattr(os, "scandir", guarded)
    sources, refused = collect([str(article.parent)])
    assert sources == [str(article)]
    assert [str(fault) for fault in refused] == [f"{locked}: no permission to read it"]


def test_bad_readings_harm_no_other(article: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Is the chronology of the other files told, with exit status 2?"""
    bad = article.with_suffix(".jsonl")
    bad.write_text("no reading\n")
    assert run(["chronology", str(bad), str(article)]) == 2
    out, err = capfdbinary.readouterr()
    assert b"1 article" in out
    assert err.count(b"\n") == 1


@pytest.mark.parametrize("command", ["chronology", "link"])
def test_no_output_over_an_input(command: str, article: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Is an article of a folder that is read safe from -o?"""
    assert run([command, str(article.parent), "-o", str(article)]) == 2
    assert b"would overwrite" in capfdbinary.readouterr()[1]
    assert article.read_text(encoding="utf-8") == ARTICLE


@pytest.mark.parametrize("arguments", [["explain", "nowhere#e1"], ["chronology", "nowhere"]])
def test_one_line_says_why(arguments: list[str], capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Is a path to nothing told once?"""
    assert run(arguments) == 2
    assert capfdbinary.readouterr()[1] == b"khabar: nowhere: no such file or folder\n"


def test_another_legacy_encoding_is_not_misread() -> None:
    """Is ISO 8859-6 refused rather than read as Windows-1256?"""
    plain = ARTICLE.replace("\u064f", "")
    assert decode(plain.encode("cp1256"))[0] == plain
    with pytest.raises(Exception, match="not Windows-1256"):
        decode(plain.encode("iso8859-6"))


def test_other_packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does KHABAR_PACKS name the packs, and is a folder without any refused?"""
    monkeypatch.setenv("KHABAR_PACKS", str(tmp_path))
    assert packs_root() == tmp_path
    with pytest.raises(PackError, match="no pack in this folder"):
        load_packs()


@pytest.mark.parametrize("text", ["[" * 100_000 + "]" * 100_000, "- " * 100_000])
def test_a_pack_of_brackets(tmp_path: Path, text: str) -> None:
    """Is YAML nested without end a fault of its file?"""
    (tmp_path / "deep.yml").write_text(text)
    with pytest.raises(PackError, match="nested too deep"):
        load_yaml(tmp_path / "deep.yml")
