"""Outlets and grades on a terminal of 80 columns."""

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from khabar.model.chronology import Account, Happening
from khabar.model.outlets import Candidate, Grade, Graded, OutletLine
from khabar.model.reconcilement import EventPage
from khabar.serve import event, outlets

ESCAPE = "\u001b[31m\u202e"


def grade(sign: str, author: str = "Samira", number: int = 1) -> Grade:
    """A grade of an outlet or of what was said."""
    scale = "reliability" if sign.isalpha() else "credibility"
    return Grade(scale=scale, grade=sign, about="x", author=author, judgement=number, recorded="2026-01-01T00:00:00Z")


def printed(lines: list[OutletLine], address: str = "story.khabar") -> str:
    """What is printed at 80 columns."""
    console = Console(file=io.StringIO(), width=80, color_system=None)
    outlets.render(lines, address=address, console=console)
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ([], ""),
        ([grade("B")], "grade B by Samira"),
        ([grade("B"), grade("2")], "grade B2 by Samira"),
        ([grade("2"), grade("B")], "grade B2 by Samira"),
        ([grade("B"), grade("3", "Omar")], "grade B by Samira, 3 by Omar"),
        ([grade("B"), grade("2"), grade("4")], "grade B2/4 by Samira"),
    ],
)
def test_grades_in_a_few_letters(given: list[Grade], told: str) -> None:
    """Do a coder's two grades stand together, and those of two coders apart?"""
    assert outlets.grades(given) == told


def test_a_list_for_people() -> None:
    """Does the page say how each outlet is known, whose words its affiliation is, and how to name the unknown?"""
    lost = Candidate(outlet="outlet.b", name="Beta", how="site_name", why="the host is none of its domains")
    page = printed(
        [
            OutletLine(
                key="outlet.a", name="وكالة أولى", known=True, documents=3, how=("address",), hosts=("a.example",),
                country="IRQ", kind="agency", affiliation="state-owned", affiliation_source="its founding law",
                grades=(grade("B"),),
            ),
            OutletLine(key="x.example", name="x.example", known=False, documents=2, how=("unknown",), lost=(lost,)),
            OutletLine(key="", name="", known=False, documents=4, how=("untold",)),
        ]
    )  # fmt: skip
    assert "state-owned (its founding law)" in page
    assert "grade B by Samira" in page
    assert "news agency, IRQ" in page
    assert 'khabar judge story.khabar name x.example "NAME" --by YOU --why' in page
    assert "Beta (by what the page calls its site: the host is none" in " ".join(page.split())
    assert "4 documents without anything" in page
    assert "1 known outlet, 1 unknown, 9 documents" in page


def test_nothing_from_outside_moves_the_terminal() -> None:
    """Is what a page or a host said printed without controls, in the width, and quoted for the shell?"""
    hostile = f"{ESCAPE}x.example; rm -rf /"
    page = printed(
        [OutletLine(key=hostile, name=hostile, known=False, documents=1, how=("unknown",), hosts=(hostile,) * 9)]
    )
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert "name '" in page
    assert max(map(cell_len, page.splitlines())) <= 80


def test_grades_beside_the_accounts_of_a_happening() -> None:
    """Is a grade printed behind the account it belongs to, by outlet where several tell it, and the whole's below?"""
    accounts = (
        Account(docs=("a", "b"), claims=("a#e1", "b#e1"), origin=1, sentence="قصف القاعدة"),
        Account(docs=("c",), claims=("c#e2",), origin=2, sentence="قصف القاعدة"),
    )
    happening = Happening(
        id="ev-1", type="assault", types=("assault",), modality="asserted", claims=("a#e1", "b#e1", "c#e2"),
        accounts=accounts, origins=2, says="قصف القاعدة",
    )  # fmt: skip
    page = EventPage(
        happening=happening,
        grades=(
            Graded(claims=happening.claims, grades=(grade("3", "Omar"),)),
            Graded(docs=("a",), claims=("a#e1",), outlet="Alpha", grades=(grade("B"), grade("2"))),
            Graded(docs=("b",), claims=("b#e1",), outlet="Beta", grades=(grade("D"),)),
            Graded(docs=("c",), claims=("c#e2",), outlet="Gamma", grades=(grade("A", "Omar"),)),
        ),
    )
    console = Console(file=io.StringIO(), width=80, color_system=None)
    event.render(page, console=console)
    text = " ".join(console.file.getvalue().split())  # type: ignore[attr-defined]
    assert "grade B2 by Samira (Alpha); grade D by Samira (Beta)" in text
    assert "(e2); grade A by Omar" in text
    assert "graded grade 3 by Omar" in text
    assert b'"grades":[{' in event.to_line(page)
    assert b"grades" not in event.to_line(EventPage(happening=happening))
