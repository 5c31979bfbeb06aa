"""The commands of a ledger, as a user types them."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from khabar.cli.main import run

ARTICLES = Path(__file__).resolve().parents[2] / "examples"
META = str(ARTICLES / "meta.jsonl")
WIDTH = 80
PAGES = [
    ["chronology"], ["tallies"], ["contradictions"], ["lineage"], ["chain"], ["search", "الأنبار"], ["verify"],
    ["judge", "list"], ["judge", "queue"], ["diff", "2025-02-14", "2025-03-17"], ["outlets"],
]  # fmt: skip


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A ledger of the bundled articles, built by the commands."""
    path = str(tmp_path_factory.mktemp("ledger") / "story.khabar")
    assert run(["init", path]) == 0
    assert run(["add", path, str(ARTICLES), "--meta", META]) == 0
    assert run(["build", path]) in (0, 1)
    return path


def output(capfdbinary: pytest.CaptureFixture[bytes], *arguments: object) -> tuple[int, str, str]:
    status = run([*map(str, arguments)])
    out, err = capfdbinary.readouterr()
    return status, out.decode(), err.decode()


def ask(capfdbinary: pytest.CaptureFixture[bytes], story: str, verb: list[str], *more: str) -> tuple[int, str, str]:
    return output(capfdbinary, verb[0], story, *verb[1:], *more)


@pytest.mark.parametrize("verb", PAGES, ids=" ".join)
def test_a_page_for_people(story: str, verb: list[str], capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Is the page without colour, at most 80 columns wide when piped, free of long names, and never a traceback?"""
    status, out, err = ask(capfdbinary, story, verb)
    assert status in (0, 1)
    assert err == ""
    assert "\x1b" not in out
    assert "~" not in out
    if verb[0] != "judge":
        assert max(cell_len(line) for line in out.splitlines()) <= WIDTH


@pytest.mark.parametrize("verb", PAGES, ids=" ".join)
def test_one_object_a_line(story: str, verb: list[str], capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Is every line of --json an object, the same as of a day when all had been said?"""
    _, out, err = ask(capfdbinary, story, verb, "--json")
    assert err == ""
    lines = [json.loads(line) for line in out.splitlines()]
    assert all(isinstance(line, dict) for line in lines)
    assert lines or verb[0] == "judge"
    if verb[0] not in ("judge", "verify", "diff"):
        _, again, _ = ask(capfdbinary, story, verb, "--json", "--as-of", "2100-01-01")
        assert sorted(again.splitlines()) == sorted(out.splitlines())


def test_one_happening(story: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Does a happening show by its name and by a claim's short name, by each rule?"""
    _, out, _ = output(capfdbinary, "chronology", story, "--json", "--disputed")
    told = json.loads(out.splitlines()[0])
    for name in (
        told["id"],
        told["claims"][0],
        told["claims"][0].partition("~")[0] + "#" + told["claims"][0].partition("#")[2],
    ):
        for rule in ("ucdp", "acled-conservative", "gtd", "latest-official"):
            status, page, err = output(capfdbinary, "event", story, name, "--rule", rule, "--json")
            assert (status, err) == (0, "")
            page = json.loads(page)
            assert page["happening"]["id"] == told["id"]
            assert page["reconcilements"][0]["rule"].startswith(rule)
    status, page, _ = output(capfdbinary, "event", story, told["id"])
    assert status == 0
    assert told["id"] in page


def test_why_its_claims_are_one(story: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Is each claim of a happening told with its best pair, the score and the reasons that add up to it?"""
    _, out, _ = output(capfdbinary, "chronology", story, "--json")
    told = max(map(json.loads, out.splitlines()), key=lambda h: len(h["claims"]))
    plain = json.loads(output(capfdbinary, "event", story, told["id"], "--json")[1])
    status, out, err = output(capfdbinary, "event", story, told["id"], "--why", "--json")
    assert (status, err) == (0, "")
    page = json.loads(out)
    evidence = page.pop("evidence")
    assert page == plain
    assert sorted(tie["claim"] for tie in evidence) == sorted(told["claims"])
    for tie in evidence:
        best = tie["best"]
        assert best["one"] == tie["claim"] != best["two"]
        assert best["two"] in told["claims"]
        assert best["score"] > 0
        assert abs(sum(reason["weight"] for reason in best["reasons"]) - best["score"]) < 0.01
    _, shown, err = output(capfdbinary, "event", story, told["id"], "--why")
    assert err == ""
    assert "WHY ITS CLAIMS ARE ONE" in shown
    assert max(cell_len(line) for line in shown.splitlines()) <= WIDTH
    assert "~" not in shown
    _, _, why = shown.partition("WHY ITS CLAIMS ARE ONE")
    named = [reason for reason in evidence[0]["best"]["reasons"] if reason["name"] != "bias"]
    assert len(named) > 3
    for reason in named[:3]:
        assert f"{reason['weight']:+.2f}" in why
        assert reason["words"] in " ".join(why.split())


def test_the_filters_of_a_chronology(story: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Do days, country, type and circle narrow a chronology, together too?"""
    _, out, _ = output(capfdbinary, "chronology", story, "--json")
    every = [json.loads(line) for line in out.splitlines()]
    placed = next(h for h in every if (h.get("place") or {}).get("lat"))
    place = placed["place"]
    near = f"{place['lat']},{place['lon']},40"
    asked = ["--from", placed["start"], "--to", placed["end"], "--country", place["country"], "--near", near]
    _, out, _ = output(capfdbinary, "chronology", story, "--json", *asked, "--type", placed["type"])
    some = [json.loads(line) for line in out.splitlines()]
    assert placed in some
    assert len(some) < len(every)
    assert all(h["type"] == placed["type"] for h in some)


def test_adding_again_and_judging(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Is a second run told from the first, and a judgement recorded and undone?"""
    path, article = tmp_path / "l", tmp_path / "a.txt"
    article.write_text(
        "قُتل ثلاثة جنود في هجوم بطائرة مسيرة على قاعدة عسكرية في بغداد يوم 3 مايو 2019.\n", encoding="utf-8"
    )
    assert output(capfdbinary, "init", path)[0] == 0
    for row in ("taken", "already known"):
        status, out, err = output(capfdbinary, "add", path, article)
        assert (status, out) == (0, "")
        assert re.search(rf"^{row} +1$", err, re.MULTILINE)
    assert "1 documents read" in output(capfdbinary, "build", path)[2]
    assert "nothing new" in output(capfdbinary, "build", path)[2]
    told = json.loads(output(capfdbinary, "chronology", path, "--json")[1].splitlines()[0])
    judge = ("--by", "Samira", "--why", "a drill")
    assert "judgement 1 recorded" in output(capfdbinary, "judge", path, "withdraw", told["id"], *judge)[2]
    assert output(capfdbinary, "build", path)[0] == 0
    assert output(capfdbinary, "chronology", path, "--json")[1] == ""
    assert "judgement 2 recorded" in output(capfdbinary, "judge", path, "undo", "1", *judge)[2]
    assert output(capfdbinary, "build", path)[0] == 0
    assert json.loads(output(capfdbinary, "chronology", path, "--json")[1].splitlines()[0]) == told
    assert output(capfdbinary, "judge", path, "list")[1].count("Samira") == 2


WRONG = [
    (["init", "{story}"], "is there already"), (["build", "/no/such"], "no such ledger"),
    (["add", "{story}", "/no/such"], "no such file"), (["chronology", "{story}", "--as-of", "yesterday"], "ISO day"),
    (["chronology", "{story}", "--known-at", "noon"], "ISO time"),
    (["chronology", "{story}", "--from", "x"], "ISO day"),
    (["chronology", "{story}", "--near", "1,2"], "LAT,LON,KM"),
    (["chronology", "{story}", "--box", "95,0,1,1"], "degrees"),
    (["chronology", "{story}", "--type", "fight"], "codebook"), (["event", "{story}", "ev-1"], "no such happening"),
    (["event", "{story}", "asad-wire#e1", "--rule", "mine"], "no rule"), (["search", "{story}", "!"], "no word"),
    (["judge", "{story}", "approve", "x"], "no verdict"), (["judge", "{story}", "undo", "x"], "number"),
    (["judge", "{story}", "correct", "asad-wire#e1", "--set", "type"], "FIELD=JSON"),
    (["diff", "{story}", "2025"], "ISO"), (["chain", "{story}", "ev-1"], "no such happening"),
    (["chronology", "{articles}", "--as-of", "2025-01-01"], "asked of a ledger"),
    (["verify", "{articles}/meta.jsonl"], "not a ledger"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("command", "words"), WRONG, ids=lambda part: part if isinstance(part, str) else " ".join(part)
)
def test_what_is_wrong_is_one_line(
    command: list[str], words: str, story: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Is every misuse one line on standard error that says what to do, and exit status 2?"""
    given = [part.format(story=story, articles=ARTICLES) for part in command]
    status, out, err = output(capfdbinary, *given)
    assert (status, out) == (2, "")
    assert len([line for line in err.splitlines() if words in line]) == 1
    assert "Traceback" not in err


ODD = [
    (["chronology", "{story}", "--known-at", "9999-12-31"], "beyond the calendar"),
    (["chronology", "{story}", "--limit", "9" * 30], "--limit"),
    (["search", "{story}", "x", "--limit", "9" * 30], "--limit"),
    (["chronology", "{story}", "--by", "\udcff"], "no text"), (["event", "{story}", "ev-\udcff"], "no text"),
    (["judge", "{story}", "undo", "²", "--by", "x", "--why", "y"], "number"),
    (["judge", "{story}", "confirm", "asad-wire#e1", "--by", "\udcff", "--why", "y"], "no text"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "words"), ODD, ids=lambda part: part if isinstance(part, str) else part[0])
def test_what_is_odd_is_one_line(
    command: list[str], words: str, story: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Are days and numbers beyond all bounds, and bytes that are no text, misuse and no traceback?"""
    status, out, err = output(capfdbinary, *(part.format(story=story) for part in command))
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert words in err


def test_the_ends_of_the_calendar(story: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Can a past moment be asked about from the first day there is to the last?"""
    days = ["--from", "0001-01-01", "--to", "9999-12-31"]
    _, whole, _ = output(capfdbinary, "chronology", story, "--json", *days)
    status, then, err = output(capfdbinary, "chronology", story, "--json", *days, "--as-of", "2100-01-01")
    assert (status, err) == (0, "")
    assert then == whole != ""


def test_letters_of_a_path_mean_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Is a ledger made in the file that was named, whatever letters its name has?"""
    monkeypatch.chdir(tmp_path)
    for name in ("a?b=1", "p%41", "a#b", ":memory:", "line\nbreak", "«~»"):
        assert output(capfdbinary, "init", name)[0] == 0
        assert output(capfdbinary, "verify", name)[0] == 0
    assert {path.name for path in tmp_path.iterdir()} == {"a?b=1", "p%41", "a#b", ":memory:", "line\nbreak", "«~»"}


def test_a_password_is_never_said(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Does no message repeat the password of an address, however it is written?"""
    for address in (f"postgresql://u:secret@/x?host={tmp_path}", f"postgresql://u@/x?host={tmp_path}&password=secret"):
        for verb in ("init", "verify", "build"):
            status, out, err = output(capfdbinary, verb, address)
            assert (status, out, err.count("\n")) == (2, "", 1)
            assert "secret" not in err


def test_a_file_whose_name_is_no_text(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Is an article taken whose file name is no UTF-8, and does it harm no other?"""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in (b"bad\xff.txt", b"good.txt", b'it\'s "one"; \n#e1~0.txt'):
        (folder / os.fsdecode(name)).write_text(
            "قُتل ثلاثة جنود في هجوم على قاعدة في بغداد يوم 3 مايو 2019.\n", encoding="utf-8"
        )
    output(capfdbinary, "init", tmp_path / "l")
    assert re.search(
        r"^found +3\ntaken +1\nnear-duplicate +2$", output(capfdbinary, "add", tmp_path / "l", folder)[2], re.M
    )
    assert output(capfdbinary, "build", tmp_path / "l")[0] == 0
    assert output(capfdbinary, "verify", tmp_path / "l")[0] == 0


def test_grades_and_names_as_typed(story: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Are a grade and a name recorded by the command, said to show at once, and every misuse one line?"""
    path = str(tmp_path / "own.khabar")
    assert output(capfdbinary, "init", path)[0] == 0
    assert output(capfdbinary, "add", path, ARTICLES / "redsea-agency.txt", "--meta", META)[0] == 0
    coder = ("--by", "Samira", "--why", "a year of reading")
    status, out, err = output(capfdbinary, "judge", path, "grade", "outlet.saba_gov", "C", *coder, "--json")
    assert (status, json.loads(out)["field"], json.loads(out)["value"]) == (0, "reliability", "C")
    assert "shows from now on" in err
    assert output(capfdbinary, "judge", path, "grade", "redsea-agency", "2", *coder)[0] == 0
    _, out, _ = output(capfdbinary, "judge", path, "list")
    assert "outlet.saba_gov, reliability = C" in out
    for wrong in (
        ["grade", "outlet.saba_gov", *coder], ["grade", "outlet.saba_gov", "Z", *coder], ["name", "x.example", *coder],
        ["name", "x.example", "X", *coder], ["grade", "redsea-agency", "2", "--country", "YEM", *coder, "--bogus"],
        ["confirm", "ev-1", "--country", "YEM", *coder],
    ):  # fmt: skip
        status, out, err = output(capfdbinary, "judge", path, *wrong)
        assert (status, out) == (2, ""), wrong
        assert len(err.splitlines()) == 1


def test_outlets_of_the_packs(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Does --pack list what Khabar knows, and is a ledger wanted otherwise?"""
    _, out, err = output(capfdbinary, "outlets", "--pack", "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert err == ""
    assert len(lines) > 500
    assert all(line["kind"] and line["known"] for line in lines)
    status, out, err = output(capfdbinary, "outlets", "--pack")
    assert status == 0
    assert max(cell_len(line) for line in out.splitlines()) <= WIDTH
    for wrong in ([], ["x.khabar", "--pack"], ["--pack", "--unknown"]):
        assert output(capfdbinary, "outlets", *wrong)[0] == 2
