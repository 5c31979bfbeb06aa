"""The page of one happening, the book and the list of contradictions, on a terminal of 80 columns."""

from __future__ import annotations

import io
import json

import pytest
from rich.cells import cell_len
from rich.console import Console

from khabar.model.book import Book, SeriesLine, TallySeries
from khabar.model.chronology import Account, Finding, Happening
from khabar.model.evidence import Explained, Reason, Tie
from khabar.model.reconcilement import (
    Contradiction,
    ContradictionSide,
    EventPage,
    FieldResult,
    Reconcilement,
    Stance,
    Value,
    Voice,
)
from khabar.serve import book, contradictions, event
from khabar.serve.console import FIRST_STRONG, POP, inline

ESCAPE = "\u001b[31m\u202e"
OFFICIAL = "مسؤول في وزارة الدفاع الأميركية الذي لا يريد أن يذكر اسمه"
HAPPENING = Happening(
    id="ev-1",
    type="assault",
    types=("assault",),
    modality="asserted",
    claims=("a#e1",),
    start="2024-04-21",
    end="2024-04-21",
    accounts=(Account(docs=("a",), claims=("a#e1",), origin=1, sentence="قصف القاعدة"),),
    origins=1,
    says="قصف القاعدة",
)
VOICES = tuple(
    Voice(
        claim=f"a#e{n}",
        said="2024-04-22",
        speaker=OFFICIAL,
        chain=(OFFICIAL, "وكالة"),
        kind="official",
        words="عشرات القتلى",
    )
    for n in range(6)
)
KILLED = FieldResult(
    field="killed",
    values=(Value(says="tens, no number", voices=VOICES, since="2024-04-22", origins=2, low=20, vague="tens"),),
    result="20",
    low=10,
    best=20,
    high=30,
    reasoning=(f"Left out as hedged: 30 (a#e1), {OFFICIAL}.",),
)
SIDES = (
    ContradictionSide(says="15", claims=("a#e1",), speaker=OFFICIAL, said="2024-04-22", words=f"15 قتيلا {ESCAPE}"),
    ContradictionSide(says="20", claims=tuple(f"b#e{n}" for n in range(9)), said="2024-04-23", words="20 قتيلا"),
)
ENTRY = Contradiction(
    id="co-1",
    field="killed",
    about="Assault at قاعدة of 2024-04-21",
    sides=SIDES,
    sentence="…",
    weight=0.7,
    within=False,
)
STANCES = (
    Stance(party=OFFICIAL, stance="asserted", said="2024-04-21", claims=("a#e1",), words=("هجوم صاروخي فاشل",)),
    Stance(
        party=OFFICIAL,
        stance="changed its account",
        said="2024-04-22",
        claims=("a#e1", "a#e2"),
        words=("هجوم صاروخي فاشل", "محاولة هجوم متعمدة"),
        note="failed, then deliberate",
    ),
    Stance(party="Group", stance="denied", said="2024-04-23", claims=("a#e3",), words=("نفت",)),
)
TIES = (
    Tie(
        claim="خبر-عاجل#e1",
        best=Explained(
            one="خبر-عاجل#e1",
            two=f"وكالة{ESCAPE}-الأنباء#e2",
            score=2.5,
            reasons=tuple(
                Reason(name=name, weight=weight, words=name)
                for name, weight in (("first", 4.0), ("bias", 3.0), ("second", -2.5), ("third", 2.0), ("fourth", -1.0))
            ),
        ),
    ),
    Tie(claim="a#e2"),
)
PAGE = EventPage(
    happening=HAPPENING,
    evidence=TIES,
    stances=STANCES,
    contradictions=(ENTRY,),
    reconcilements=(Reconcilement(happening="ev-1", rule="ucdp/1", fields=(KILLED,)),),
)
SERIES = TallySeries(
    id="ts-1",
    speaker="officials of USA",
    subject="attacks on USA in IRQ, SYR",
    counted="attacks",
    lines=(
        SeriesLine(
            claim="a#t1",
            low=27,
            high=27,
            trigger="27 هجوما",
            sentence="",
            by_place={"IRQ": 16, "SYR": 11},
            start="2023-10-17",
            end="2023-10-31",
            speaker=OFFICIAL,
            on_record=6,
            residual=21,
        ),
        SeriesLine(claim="b#t1", low=151, high=None, trigger="151 مرة", sentence="", end="2024-01-23"),
    ),
    findings=(
        Finding(
            kind="jump", text="27 to 2023-10-31, then at least 151 to 2024-01-23: 124 more", claims=("a#t1", "b#t1")
        ),
    ),
)


def printed(what: object, record: object, width: int = 80) -> str:
    out = io.StringIO()
    what.render(record, console=Console(file=out, width=width, force_terminal=False, color_system=None))  # type: ignore[attr-defined]
    return out.getvalue()


PAGES = [(event, PAGE), (contradictions, (ENTRY,)), (book, Book(series=(SERIES,)))]


@pytest.mark.parametrize(("what", "record"), PAGES)
@pytest.mark.parametrize("width", [80, 40])
def test_lines_fit_and_close_what_they_open(what: object, record: object, width: int) -> None:
    """Is no line wider than the terminal, none left with an open isolate, and no escape let through?"""
    for line in printed(what, record, width).splitlines():
        assert cell_len(line) <= width
        assert line.count(FIRST_STRONG) == line.count(POP)
        assert line == line.rstrip()
        assert "\u001b" not in line
        assert "\u202e" not in line


def test_a_page_says_who_gives_a_value_and_why_a_rule_chose() -> None:
    """Are the value, its speaker through the chain, its day, the range and the reasoning on the page?"""
    page = " ".join(printed(event, PAGE).split())
    for words in (
        "tens, no number, 2 origins, since 22 Apr 2024",
        "(a#e0)",
        "2 more",
        "BY THE RULE UCDP/1",
        "low 10, best 20, high 30",
        "Left out as hedged: 30 (a#e1)",
        "failed, then deliberate",
    ):
        assert words in page


def test_the_matrix_has_a_row_for_each_party() -> None:
    """Do parties stand down the side and stances across, with the first day in the cell?"""
    lines = printed(event, PAGE).splitlines()
    head = next(n for n, line in enumerate(lines) if line.split() == ["asserted", "denied", "changed"])
    assert lines[head + 1].split()[-5:] == ["21", "Apr", ".", "22", "Apr"]
    assert lines[head + 2].split() == ["Group", ".", "23", "Apr", "."]


def test_contradictions_show_each_side() -> None:
    """Can one see id, sides, speakers, days and claims of an entry?"""
    text = " ".join(printed(contradictions, (ENTRY,)).split())
    assert "[co-1, weight 0.7]" in text
    assert "22 Apr 2024 (a#e1)" in text
    assert "and 3 more" in text


def test_the_book_shows_totals_and_what_is_on_record() -> None:
    """Are a total, its parts, its speaker, its coverage and the findings there?"""
    text = " ".join(printed(book, Book(series=(SERIES,))).split())
    assert "officials of USA: attacks on USA in IRQ, SYR [ts-1]" in text
    assert "27, 17-31 Oct 2023: IRQ 16 + SYR 11" in text
    assert "(a#t1); 6 on record, 21 not" in text
    assert "124 more (a#t1, b#t1)" in text


def test_records_are_lines_of_json() -> None:
    """Is each entry one object on one line, the same as the record?"""
    (line,) = contradictions.to_lines([ENTRY])
    assert json.loads(line)["id"] == "co-1"
    (line,) = book.to_lines(Book(series=(SERIES,)))
    assert json.loads(line)["lines"][1] == {
        "claim": "b#t1",
        "low": 151,
        "high": None,
        "trigger": "151 مرة",
        "sentence": "",
        "end": "2024-01-23",
    }
    assert json.loads(event.to_line(PAGE))["reconcilements"][0]["rule"] == "ucdp/1"


def test_words_inside_a_sentence_of_ours() -> None:
    """Does a quoted stretch get isolates of its own, so that the brackets after it stay where they are?"""
    assert inline("Of عشرات القتلى (a#e1) and 12") == f"Of {FIRST_STRONG}عشرات القتلى{POP} (a#e1) and 12"
    assert inline("no Arabic here") == "no Arabic here"
    assert inline("قتل 12 شخصا") == f"{FIRST_STRONG}قتل 12 شخصا{POP}"


def test_why_the_claims_are_one() -> None:
    """Is each claim told with the other that it suits best and the three weightiest reasons, Arabic names isolated?"""
    _, _, shown = printed(event, PAGE).partition("WHY ITS CLAIMS ARE ONE\n")
    lines = [line.strip() for line in shown.splitlines()[1:]]
    assert lines == [
        f"{FIRST_STRONG}خبر-عاجل#e1{POP}",
        f"+2.50  with {FIRST_STRONG}وكالة[31m-الأنباء#e2{POP}",
        "+4.00  first",
        "-2.50  second",
        "+2.00  third",
        "a#e2",
        "was compared with no other claim of it",
    ]
