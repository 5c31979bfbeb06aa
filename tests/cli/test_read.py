"""``khabar read``: streams, exit statuses, and the same bytes every time."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from khabar.cli.main import run

ARTICLE = "قُتل ثلاثة جنود في هجوم بطائرة مسيرة على قاعدة عسكرية في بغداد يوم الثلاثاء، وفق مصدر أمني.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twenty good articles."""
    for number in range(20):
        (tmp_path / f"a{number:02}.txt").write_text(ARTICLE * (number % 3 + 1), encoding="utf-8")
    return tmp_path


def read(capfdbinary: pytest.CaptureFixture[bytes], *arguments: object) -> tuple[int, bytes, str]:
    status = run(["read", *map(str, arguments)])
    out, err = capfdbinary.readouterr()
    return status, out, err.decode()


def test_a_folder(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Is there a line for each article, in order, and nothing on standard error?"""
    status, out, err = read(capfdbinary, folder)
    assert (status, err) == (0, "")
    assert [json.loads(line)["doc"] for line in out.splitlines()] == [f"a{n:02}" for n in range(20)]


def test_jobs_change_nothing(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Are the bytes the same on a second run and with three workers, refusals included?"""
    (folder / "a07.txt").write_bytes(b"\0\0")
    first = read(capfdbinary, folder)
    assert first == read(capfdbinary, folder)
    assert first == read(capfdbinary, folder, "-j", 3)
    assert first[0] == 2
    assert len(first[1].splitlines()) == 19


def test_output_file(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Does -o write what standard output would get, and leave that empty?"""
    _, wanted, _ = read(capfdbinary, folder)
    target = folder / "out.jsonl"
    status, out, _ = read(capfdbinary, folder, "-o", target)
    assert (status, out, target.read_bytes()) == (0, b"", wanted)


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Is - the article on standard input?"""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(ARTICLE.encode())))
    status, out, _ = read(capfdbinary, "-")
    assert (status, json.loads(out)["doc"]) == (0, "stdin")


def test_meta(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Does the day that a feed told reach the reading?"""
    meta = folder / "meta.jsonl"
    meta.write_text('{"doc": "a00", "outlet": "x", "published": "2024-01-23"}\n')
    _, out, _ = read(capfdbinary, folder / "a00.txt", "--meta", meta)
    reading = json.loads(out)
    assert (reading["published"]["start"], reading["published"]["end"]) == ("2024-01-23", "2024-01-23")


def test_spans_are_slices(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Is every mention's text the file's letters at its span, byte-order mark and CRLF counted?"""
    text = "\ufeff" + ARTICLE.replace("\n", "\r\n") * 2
    path = folder / "crlf.txt"
    path.write_bytes(text.encode())
    _, out, _ = read(capfdbinary, path)
    reading = json.loads(out)
    assert reading["events"]
    for event in reading["events"]:
        start, end = event["span"]
        assert text[start:end] == event["trigger"]


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("empty", b""),
        ("binary", bytes(range(256)) * 40),
        ("utf8", ARTICLE.encode() + b"\xff\xff"),
        ("english", b"No Arabic here."),
        ("nowhere", None),
        ("folder", None),
    ],
)
def test_bad_input_harms_no_other(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes], name: str, raw: bytes | None
) -> None:
    """One clear line, the other documents read, exit status 2?"""
    bad = folder / "bad" / name
    bad.parent.mkdir()
    if raw is not None:
        bad.write_bytes(raw)
    elif name == "folder":
        bad.mkdir()
    status, out, err = read(capfdbinary, bad, folder / "a00.txt")
    assert status == 2
    assert err.startswith(f"khabar: {bad}: ")
    assert err.count("\n") == 1
    assert json.loads(out)["doc"] == "a00"


def test_a_long_line_is_refused_quickly(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Is a line of 200 MB refused, and the other documents read?"""
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    status, out, err = read(capfdbinary, folder)
    assert status == 2
    assert "larger than 16 MiB" in err
    assert len(out.splitlines()) == 20


def test_ten_thousand_quotes(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Are ten thousand nested quotes read like any text?"""
    path = folder / "quotes.txt"
    path.write_text(ARTICLE + "«" * 10_000 + "هجوم" + "»" * 10_000, encoding="utf-8")
    status, out, _ = read(capfdbinary, path)
    assert status == 0
    assert json.loads(out)["doc"] == "quotes"


def test_names_with_line_ends_stay_one_line(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Can a file name break a message in two, or colour the terminal?"""
    path = tmp_path / "a\n\x1b[31mb.txt"
    path.write_bytes(b"")
    status, _, err = read(capfdbinary, path)
    assert status == 2
    assert err.count("\n") == 1
    assert "\x1b" not in err


@pytest.mark.parametrize("output", ["nowhere/out.jsonl", ".", "a00.txt"])
def test_outputs_that_cannot_be(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], output: str
) -> None:
    """Is an output that cannot be written, or is an input, refused before anything is read?"""
    monkeypatch.chdir(folder)
    status, out, err = read(capfdbinary, "a00.txt", "-o", output)
    assert (status, out) == (2, b"")
    assert err.startswith(f"khabar: {output}: ")
    assert err.count("\n") == 1
    assert Path("a00.txt").read_text(encoding="utf-8") == ARTICLE


@pytest.mark.parametrize(
    "arguments",
    [[], ["read"], ["bogus"], ["read", "--bogus", "x"], ["read", "x", "-j", "0"], ["read", "x", "--meta", "nowhere"]],
)
def test_misuse(arguments: list[str], capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Is misuse told on standard error, with exit status 2 and no traceback?"""
    assert run(arguments) == 2
    out, err = capfdbinary.readouterr()
    assert out == b""
    assert b"Traceback" not in err
    assert err


def test_a_reader_that_leaves(folder: Path) -> None:
    """Does `khabar read … | head -1` end without a word?"""
    for number in range(200):
        (folder / f"b{number:03}.txt").write_text(ARTICLE * 30, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "khabar", "read", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ,
    )
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 0
