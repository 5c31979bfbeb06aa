"""``khabar evaluate``: what it prints, and the floors it keeps."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from khabar.cli.main import run

TEXT = "شن الجيش هجوما على بلدة في ريف حلب يوم الثلاثاء.\nوقال مصدر إن القصف استمر.\n"
GOLD = {
    "doc": "a",
    "text_file": "a.txt",
    "published": {"start": "2024-01-23", "end": "2024-01-24", "stated": False},
    "metadata_published": "2024-01-23",
    "furniture": [],
    "events": [
        {
            "id": "e1",
            "type": "assault",
            "modality": "asserted",
            "sentence": "شن الجيش هجوما على بلدة",
            "trigger": "هجوما",
            "same_as": "x",
        }
    ],
}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    path = tmp_path / "a.json"
    path.write_text(json.dumps(GOLD, ensure_ascii=False), encoding="utf-8")
    return path


def output(capfdbinary: pytest.CaptureFixture[bytes], *arguments: object) -> tuple[int, str, str]:
    status = run([*map(str, arguments)])
    out, err = capfdbinary.readouterr()
    return status, out.decode(), err.decode()


def test_fresh_is_read_then_link_then_evaluate(gold: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Does --fresh give the figures of the three commands one after another?"""
    meta, readings, linked = (gold.parent / name for name in ("meta.jsonl", "r.jsonl", "l.jsonl"))
    meta.write_text('{"doc": "a", "published": "2024-01-23"}\n')
    assert run(["read", str(gold.parent / "a.txt"), "--meta", str(meta), "-o", str(readings)]) == 0
    assert run(["link", str(readings), "-o", str(linked)]) == 0
    steps = output(capfdbinary, "evaluate", linked, gold, "--json")
    assert steps == output(capfdbinary, "evaluate", "--fresh", gold, "--json")
    assert json.loads(steps[1])["published"] == 1.0


def test_misses_are_shown_in_context(gold: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Are a miss's words bracketed in their context, between isolates?"""
    readings = gold.parent / "r.jsonl"
    readings.write_text('{"doc":"a","sha256":"","khabar":"","published":{}}\n')
    _, out, _ = output(capfdbinary, "evaluate", readings, gold, "--show", 5)
    assert (
        out.splitlines()[-1]
        == f"a | missed | assault | \u2068{TEXT[:9]}[هجوما]{TEXT[14:].splitlines()[0]} {TEXT.splitlines()[1]}\u2069"
    )
    assert "missed" not in output(capfdbinary, "evaluate", readings, gold, "--show", 5, "--only", "extra")[1]


def test_no_reading_is_told(gold: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Is gold without a reading told of?"""
    readings = gold.parent / "r.jsonl"
    readings.write_text('{"doc":"b","sha256":"","khabar":"","published":{}}\n')
    assert "no reading for: a" in output(capfdbinary, "evaluate", readings, gold)[1]


def test_floors_hold_until_they_fall(gold: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Is a floor pinned, held, refused for other articles, and not lowered unless told to?"""
    floors = gold.parent / "floors.json"
    assert output(capfdbinary, "evaluate", "--fresh", gold, "--pin", floors)[0] == 0
    assert output(capfdbinary, "evaluate", "--fresh", gold, "--floors", floors)[0] == 0
    readings = gold.parent / "r.jsonl"
    readings.write_text('{"doc":"b","sha256":"","khabar":"","published":{}}\n')
    before = floors.read_bytes()
    status, _, err = output(capfdbinary, "evaluate", readings, gold, "--pin", floors)
    assert (status, floors.read_bytes()) == (1, before)
    assert "its floor is" in err
    assert output(capfdbinary, "evaluate", readings, gold, "--pin", floors, "--lower")[0] == 0
    assert floors.read_bytes() != before
    (gold.parent / "a.txt").write_text(TEXT + " ", encoding="utf-8")
    status, _, err = output(capfdbinary, "evaluate", "--fresh", gold, "--floors", floors)
    assert status == 1
    assert "other articles" in err


@pytest.mark.parametrize("arguments", [["r.jsonl"], ["--fresh"], ["nowhere.jsonl", "a.json"], ["a.json", "a.json"]])
def test_misuse(
    gold: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Is what cannot be scored refused in one line?"""
    monkeypatch.chdir(gold.parent)
    status, out, err = output(capfdbinary, "evaluate", *arguments)
    assert (status, out, err.count("\n")) == (2, "", 1)
