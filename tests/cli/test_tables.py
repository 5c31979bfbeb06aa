"""Tables and papers from the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from papermill import line, pdf

SAID = "أعلن الجيش العراقي مقتل ثلاثة من جنوده في هجوم بطائرة مسيرة على قاعدة عين الأسد غربي البلاد"
OTHER = "قالت وزارة الدفاع إن صاروخين سقطا قرب قاعدة حرير في محافظة أربيل دون خسائر في الأرواح"
SOURCE = Path(__file__).resolve().parents[2] / "src"


def khabar(*words: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "khabar", *words]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    return subprocess.run(command, capture_output=True, text=True, input=given, env=environment, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    (made / "posts.csv").write_text(f"id,lead,text\na-1,{OTHER},{SAID}\na-2,{SAID},{OTHER}\n", "utf-8")
    (made / "paper.pdf").write_bytes(pdf([line(SAID[:60], 545, 760)]))
    (made / "coded.json").write_text(json.dumps({"doc": "x", "events": [{"sentence": SAID}]}), "utf-8")
    return made


def test_reading_a_folder_of_all_kinds(folder: Path) -> None:
    """Are the rows of a table and a PDF read, records of coders passed over, and the guess said?"""
    done = khabar("read", str(folder))
    assert done.returncode == 0, done.stderr
    assert [json.loads(row)["doc"] for row in done.stdout.splitlines()] == ["paper", "a-1", "a-2"]
    assert "posts.csv: text=text id=id (guessed; --map sets)" in done.stderr
    assert "coded.json: a record of JSON and no article" in done.stderr


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_column_that_the_user_names(folder: Path, jobs: str) -> None:
    """Does khabar read take the column that --map names, in one process or more?"""
    done = khabar("read", str(folder / "posts.csv"), "--map", "text=lead", "-j", jobs)
    assert done.returncode == 0, done.stderr
    first = json.loads(done.stdout.splitlines()[0])
    assert first["doc"] == "a-1"
    assert "text=lead" in done.stderr
    assert {event["trigger"] for event in first["events"]} == {"سقطا"}


@pytest.mark.parametrize("verb", ["read", "add"])
def test_a_column_that_is_not_there(folder: Path, tmp_path: Path, verb: str) -> None:
    """Is a column that is not there refused with those that are, and a field that is none with the fields?"""
    ledger = [str(tmp_path / "l.db")] if verb == "add" else []
    if ledger:
        assert khabar("init", *ledger).returncode == 0
    done = khabar(verb, *ledger, str(folder / "posts.csv"), "--map", "text=nope")
    assert done.returncode == 2
    assert "no column 'nope' for text; there are id, lead, text" in done.stderr
    done = khabar(verb, *ledger, str(folder / "posts.csv"), "--map", "colour=text")
    assert done.returncode == 2
    assert "no field 'colour'; the fields of a table are text, title" in done.stderr
    assert "Traceback" not in done.stderr


def test_notes_are_in_no_books(folder: Path, tmp_path: Path) -> None:
    """Do the books of a run add up, what was only said not being counted?"""
    ledger = str(tmp_path / "l.db")
    assert khabar("init", ledger).returncode == 0
    done = khabar("add", ledger, str(folder))
    assert done.returncode == 0, done.stderr
    rows = dict(
        row.rsplit(maxsplit=1)
        for row in done.stderr.splitlines()
        if row[-1:].isdigit() and not row.startswith("khabar")
    )
    counts = {name.strip(): int(count) for name, count in rows.items()}
    assert counts.pop("found") == sum(counts.values()) == 4
    assert counts["passed over: no text column"] == 1


def test_pasted_text() -> None:
    """Is text read that was pasted from a chat, with its blanks, controls and time stamps?"""
    pasted = (
        "\ufeff\u202b" + SAID.replace(" ", "\u00a0") + "\u202c\r\n\r\n"
        "\u200f[25.10.2023 14:03] \u2068قناة الأنبار\u2069: عاجل: " + OTHER + "\r\n"
    )
    done = khabar("read", "-", given=pasted)
    assert done.returncode == 0, done.stderr
    reading = json.loads(done.stdout)
    assert reading["published"]["start"] == "2023-10-25"
    assert {event["place"]["name"] for event in reading["events"] if "place" in event} == {
        "Ain al-Asad air base", "Harir (Bashur) air base",
    }  # fmt: skip


def test_plain_text_loads_no_library_of_papers(tmp_path: Path) -> None:
    """Does reading a text load nothing that only papers, tables and the linking of many readings need?"""
    file = tmp_path / "a.txt"
    file.write_text(SAID, "utf-8")
    code = (
        "import sys; from khabar.cli.main import run; "
        "run(['read', sys.argv[1], '-o', sys.argv[1] + '.jsonl']); "
        "print(sorted({'lxml', 'numpy', 'pypdfium2', 'pyarrow', 'python_calamine', 'rensa'} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(file)],
        capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(SOURCE)}, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "[]"
