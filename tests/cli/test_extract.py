"""khabar extract: one object a line, every letter with its bytes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from khabar.cli.main import run

PAGE = """<html><head><meta charset="utf-8"><title>هجوم على حاجز قرب الرشيدة</title></head><body>
<h1>هجوم على حاجز قرب الرشيدة</h1><p>قتل ثلاثة جنود وأصيب خمسة آخرون في هجوم استهدف حاجزا للجيش قرب بلدة الرشيدة مساء
الثلاثاء، وفق مصدر أمني.</p><p>وقال المصدر إن مسلحين فتحوا النار من سيارة مسرعة قبل أن يفروا باتجاه الحقول.</p>
<div class="related"><a href="/2">خبر آخر لا شأن له بهذا</a></div></body></html>"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A page on disk."""
    made = tmp_path / "one.html"
    made.write_text(PAGE, encoding="utf-8")
    return made


def test_a_line_for_each_page(path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Does a line hold the text, and runs that lead to its bytes?"""
    assert run(["extract", str(path)]) == 0
    line = json.loads(capfdbinary.readouterr()[0])
    assert next(iter(line)) == "doc"
    raw = path.read_bytes()
    start, end, first, last = line["runs"][0]
    assert raw[first:last].decode() == line["text"][start:end]
    assert [one["kind"] for one in line["asides"]] == ["related"]


def test_refused_pages_are_named(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Is a page without an article named in one line, with exit status 2?"""
    (tmp_path / "none.html").write_text("<html><body><p>مرحبا</p></body></html>", encoding="utf-8")
    assert run(["extract", str(tmp_path / "none.html")]) == 2
    out, err = capfdbinary.readouterr()
    assert out == b""
    assert err.decode().count("\n") == 1
    assert "no article" in err.decode()


def test_as_a_page(path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Does the page show the text, the bytes of its lines and what was put aside?"""
    assert run(["extract", str(path), "--html"]) == 0
    out = capfdbinary.readouterr()[0].decode()
    assert "bytes " in out
    assert "<b>related</b>" in out


def test_explain_tells_the_bytes(path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Does explaining a record of a page say in which bytes its sentence stands?"""
    assert run(["explain", f"{path}#e1"]) == 0
    told = capfdbinary.readouterr()[0].decode().splitlines()[-1]
    first, last = map(int, told.split("bytes ")[1].split(" of ")[0].split(", ")[0].split("-"))
    assert path.read_bytes()[first:last].decode().startswith("هجوم على حاجز")
