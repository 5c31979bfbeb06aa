"""``khabar chronology``, ``khabar link`` and ``khabar explain``."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from khabar.cli.main import run

ARTICLE = "قُتل ثلاثة جنود في هجوم بطائرة مسيرة على قاعدة عسكرية في بغداد يوم الثلاثاء، وفق مصدر أمني.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles that say the same, and their readings."""
    (tmp_path / "articles").mkdir()
    for name in ("a", "b"):
        (tmp_path / "articles" / f"{name}.txt").write_text(ARTICLE, encoding="utf-8")
    assert run(["read", str(tmp_path / "articles"), "-o", str(tmp_path / "readings.jsonl")]) == 0
    return tmp_path


def output(capfdbinary: pytest.CaptureFixture[bytes], *arguments: object) -> tuple[int, str, str]:
    status = run([*map(str, arguments)])
    out, err = capfdbinary.readouterr()
    return status, out.decode(), err.decode()


def test_texts_and_readings_tell_the_same(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Do the articles and their readings give a chronology of the same articles?"""
    from_texts = output(capfdbinary, "chronology", folder / "articles", "--json")
    from_readings = output(capfdbinary, "chronology", folder / "readings.jsonl", "--json")
    assert from_texts[0] == from_readings[0] == 0
    for out in (from_texts[1], from_readings[1]):
        claims = {claim for happening in json.loads(out)["happenings"] for claim in happening["claims"]}
        assert {claim.split("#")[0] for claim in claims} == {"a", "b"}


def test_readings_on_standard_input(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Are readings on standard input told from an article?"""
    raw = (folder / "readings.jsonl").read_bytes()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(raw))))  # type: ignore[arg-type]
    status, out, _ = output(capfdbinary, "chronology", "-", "--json")
    assert status == 0
    assert len(json.loads(out)["documents"]) == 2


def test_a_page_of_80_columns(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Is the printed page without colour and at most 80 columns wide when piped?"""
    status, out, _ = output(capfdbinary, "chronology", folder / "articles")
    assert status == 0
    assert "\x1b" not in out
    assert max(len(line.replace("\u2068", "").replace("\u2069", "")) for line in out.splitlines()) <= 80


def test_link_gives_every_event_a_happening(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Do linked readings carry the ids that evaluate scores?"""
    status, out, _ = output(capfdbinary, "link", folder / "readings.jsonl")
    events = [event for line in out.splitlines() for event in json.loads(line)["events"]]
    assert status == 0
    assert events
    assert all(event["event"] for event in events)


def test_bad_readings_are_named(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Does the refusal name file and line?"""
    bad = folder / "bad.jsonl"
    bad.write_text('\n{"doc": 1, "sha256": "", "khabar": ""}\n')
    status, _, err = output(capfdbinary, "chronology", bad)
    assert status == 2
    assert "bad.jsonl:2: not a reading" in err


def test_one_bad_article(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Is the chronology of the others told, with exit status 2?"""
    (folder / "articles" / "c.txt").write_bytes(b"")
    status, out, err = output(capfdbinary, "chronology", folder / "articles", "--json")
    assert status == 2
    assert len(json.loads(out)["documents"]) == 2
    assert err.count("\n") == 1


def test_explain(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Is a record explained from readings, from a folder, and from its own path?"""
    record = json.loads((folder / "readings.jsonl").read_text().splitlines()[0])["events"][0]
    for where in (["--from", folder / "readings.jsonl"], ["--from", folder / "articles"]):
        status, out, _ = output(capfdbinary, "explain", f"a#{record['id']}", *where)
        assert status == 0
        assert record["trigger"] in out
        assert "rule" in out
    assert output(capfdbinary, "explain", f"{folder}/articles/a.txt#{record['id']}")[0] == 0


def test_explain_lists_and_dates(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Does DOC alone list its records, and DOC#published tell the date?"""
    assert "#published" in output(capfdbinary, "explain", "a", "--from", folder / "articles")[1]
    assert output(capfdbinary, "explain", "a#published", "--from", folder / "articles")[0] == 0


@pytest.mark.parametrize("record", ["a#nothing", "nothing#e1", "nothing"])
def test_explain_of_nothing(folder: Path, capfdbinary: pytest.CaptureFixture[bytes], record: str) -> None:
    """Is a record that is not there told in one line, with what there is?"""
    status, _, err = output(capfdbinary, "explain", record, "--from", folder / "articles")
    assert status == 2
    assert err.count("\n") == 1
