"""The walk through a chain: both directions, narrow, safe."""

from __future__ import annotations

import io

from rich.cells import cell_len
from rich.console import Console

from khabar.model.chain import Chain, ChainEdge, ChainNode, Teller
from khabar.model.chronology import Party
from khabar.serve.chain import render, to_lines

WORDS = "ردت القوات على الهجوم\x1b[31m بضربات " * 12
NODES = tuple(
    ChainNode(id=name, kind="happening", type="assault", start=day, end=day, says=WORDS, claims=(f"a#{name}",),
              initiator=(Party(words=("القوات",), kind="military", name="US forces"),), place="شرق سوريا")
    for name, day in (("x", "2023-10-20"), ("y", "2023-10-26"), ("z", "2023-10-30"))
)  # fmt: skip
TOLD = (Teller(claim="a#y", answered="a#x", doc="a", sentence=WORDS, trigger="ردت"),)
MADE = Chain(
    nodes=NODES,
    edges=(
        ChainEdge(answer="y", answered="x", how="told", because="the text says so", days_low=6, days_high=6, told=TOLD),
        ChainEdge(answer="z", answered="y", how="told", because="the text says so", days_low=0, days_high=4, told=TOLD),
    ),
)


def printed(start: str | None, chain: Chain = MADE, width: int = 80) -> str:
    file = io.StringIO()
    render(chain, start, console=Console(file=file, width=width, color_system=None))
    return file.getvalue()


def test_the_walk_goes_both_ways() -> None:
    """Does the walk from the middle show what it answered and what answered it, with the days between?"""
    page = " ".join(printed("y").split())
    assert "answers 20 Oct 2023" in page
    assert "answered by 30 Oct 2023" in page
    assert "after 6 days" in page
    assert "after 0 to 4 days" in page
    assert "told in a#y" in page


def test_everything_is_shown_once_without_a_start() -> None:
    """Is each answer of the chain printed, once?"""
    assert printed(None).count("answered by") == 2


def test_a_circle_ends() -> None:
    """Does a walk through answers in a circle end, and say so?"""
    back = ChainEdge(answer="x", answered="z", how="told", because="", fault="each answers the other", told=TOLD)
    page = printed(None, Chain(nodes=NODES, edges=(*MADE.edges, back), circles=(("x", "y", "z"),)))
    assert "contradiction" in page
    assert "(told above)" in page
    assert "x <-> y <-> z" in page


def test_lines_are_narrow_and_safe() -> None:
    """Is no line wider than the console, none with an escape, each with its isolates closed?"""
    for line in printed(None).splitlines():
        assert cell_len(line) <= 80
        assert "\x1b" not in line
        assert line.count("\u2068") == line.count("\u2069")


def test_json_lines_are_edges() -> None:
    """Is there one line of JSON for each edge?"""
    lines = to_lines(MADE)
    assert [line[:1] for line in lines] == [b"{", b"{"]
