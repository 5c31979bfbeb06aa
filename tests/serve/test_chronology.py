"""The printed chronology: narrow, colourless, safe."""

from __future__ import annotations

import io

import msgspec
import pytest
from rich.cells import cell_len
from rich.console import Console

from khabar.model.chronology import Account, Act, Chronology, DocumentLine, Finding, Happening, Party, TallyLine
from khabar.model.records import PlaceMention, Published, SourceMention
from khabar.model.spans import Span
from khabar.serve.chronology import render, to_json
from khabar.serve.console import excerpt, isolated, safe

SPAN = Span(0, 4)
SOURCE = SourceMention(text="البنتاغون", span=SPAN, kind="military", name="Pentagon")
MADE = Chronology(
    khabar="0",
    documents=(
        DocumentLine(doc="a", published=Published(start="2023-10-27", end="2023-10-27", stated=True), copy_of="b"),
    ),
    happenings=(
        Happening(
            id="ev-1",
            type="assault",
            types=("assault", "intercept"),
            modality="asserted",
            claims=("a#e1",),
            start="2023-10-26",
            end="2023-10-26",
            place=PlaceMention(text="شرق سوريا", span=SPAN, level="region", name="Eastern Syria", country="SYR"),
            initiator=(
                Party(words=("القوات\x1b[31m الأميركية\u202e",), kind="military", name="US forces", country="USA"),
            ),
            accounts=(Account(docs=("a",), claims=("a#e1",), origin=1, chains=((SOURCE,),)),),
            origins=1,
            says="وجهت القوات الأميركية ضربات " * 30,
        ),
        Happening(id="ev-2", type="casualty", types=("casualty",), modality="negated", claims=("a#e2",)),
    ),
    tallies=(
        TallyLine(
            claim="a#t1",
            counted="attacks",
            low=17,
            high=None,
            trigger="14 مرة",
            sentence="",
            by_place={"IRQ": 14, "SYR": 3},
            end="2023-10-30",
            findings=(Finding(kind="parts", text="14 + 3 = 17 at least, the headline says 23", claims=("a#t1",)),),
        ),
    ),
    statements=(
        Act(claim="a#e9", type="deny", modality="asserted", trigger="نفت", sentence="نفت الجماعة", answers=("a#e8",)),
    ),
)


def printed(width: int) -> str:
    out = io.StringIO()
    render(MADE, console=Console(file=out, width=width))
    return out.getvalue()


@pytest.mark.parametrize("width", [40, 80, 120])
def test_fits_the_console(width: int) -> None:
    """Does every line fit, without colour, trailing space or open isolate?"""
    for line in printed(width).split("\n"):
        assert cell_len(line) <= width
        assert line == line.rstrip()
        assert line.count("\u2068") == line.count("\u2069")
        assert "\x1b" not in line
        assert "\u202e" not in line


def test_shows_the_finding_and_the_words() -> None:
    """Are the finding, the English names and the Arabic words there?"""
    text = printed(120)
    assert "14 + 3 = 17 at least, the headline says 23" in text
    assert "Eastern Syria \u2068شرق سوريا\u2069" in text
    assert "THURSDAY 26 OCTOBER 2023" in text


def test_json_comes_back() -> None:
    """Does the JSON read back as the same chronology?"""
    assert msgspec.json.decode(to_json(MADE), type=Chronology) == MADE


def test_empty_chronology_prints() -> None:
    """Does the chronology of nothing print?"""
    out = io.StringIO()
    render(Chronology(khabar="0"), console=Console(file=out, width=80))
    assert out.getvalue().startswith("CHRONOLOGY  0 articles")


def test_safe_text() -> None:
    """Do escapes and bidi controls go, and only right-to-left words get isolates?"""
    assert safe("a\x1b[2Jb\u202ec\r\nd") == "a[2Jbc d"
    assert isolated("NBC") == "NBC"
    assert isolated("قناة") == "\u2068قناة\u2069"
    assert len(excerpt("كلمة " * 100 + "نفت " + "كلمة " * 100, "نفت", 60)) <= 70
    assert "نفت" in excerpt("كلمة " * 100 + "نفت " + "كلمة " * 100, "نفت", 60)


def test_what_nobody_said_is_told_as_such() -> None:
    """Is a claim of responsibility that nobody made never shown as one?"""
    act = Act(claim="a#e3", type="claim", modality="negated", trigger="تتبن", sentence="ولم تتبن أي جهة الهجوم")
    out = io.StringIO()
    render(Chronology(khabar="0", statements=(act,)), console=Console(file=out, width=120))
    assert "nobody: claims responsibility (said not to have happened)" in out.getvalue()
