"""Letters into lines, lines into paragraphs, whatever a page was built to do."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest

from khabar.ingest.papers.layout import Page, lay_out
from khabar.ingest.papers.lines import to_letters, to_lines
from khabar.ingest.papers.visual import balance, to_reading

MANY = 20_000
ALIF, LAM, FATHA, ONE, STOP = 0x627, 0x644, 0x64E, 0x31, 0x2E

MIXED = [ALIF, LAM, ONE, 0x20, 0x41, 0x28]
FAR = 10**7


def chance() -> random.Random:
    return random.Random(7)


HOSTILE: dict[str, Callable[[random.Random], list[int]]] = {
    "one place": lambda of: [ALIF, 100, 160, 7_000, 120],
    "one ligature": lambda of: [of.choice([ALIF, LAM]), 0, 6, 7_000, 120],
    "one line": lambda of: [of.choice(MIXED), (x := of.randrange(200_000)), x + 6, 7_000, 120],
    "marks": lambda of: [of.choice([ALIF, FATHA]), (x := of.randrange(200_000)), x + 6, 7_000, 120],
    "marks alone": lambda of: [FATHA, (x := of.randrange(6_000)), x + 6, of.randrange(8_000), 120],
    "figures": lambda of: [of.choice([ONE, STOP]), (x := of.randrange(200_000)), x + 6, 7_000, 120],
    "brackets": lambda of: [of.choice([0x28, 0x29, ALIF]), (x := of.randrange(200_000)), x + 6, 7_000, 120],
    "anywhere": lambda of: [ALIF, (x := of.randrange(6_000)), x + 2, of.randrange(8_000), 1],
    "back to front": lambda of: [ALIF, of.randrange(6_000), 0, of.randrange(8_000), 120],
    "beyond all bounds": lambda of: [ALIF, *(of.randrange(-FAR, FAR) for _ in range(4))],
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_time_is_bounded(name: str) -> None:
    """Is a page of twenty thousand letters laid out soon, wherever they stand?"""
    of = chance()
    raw = [HOSTILE[name](of) for _ in range(MANY)]
    began = time.process_time()
    drawn = to_letters(raw)
    laid = lay_out([Page(lines=to_lines(drawn), width=5_950, height=8_420)])
    assert time.process_time() - began < 8
    assert len(drawn.letters) + len(drawn.floating) + len(drawn.marks) <= MANY
    assert sum(len(said) for _, said in laid.paragraphs) <= 3 * MANY


@pytest.mark.parametrize(
    ("shown", "read"),
    [
        ("دعب F-16 نم", "من F-16 بعد"),
        ("3.5 يلاوح", "حوالي 3.5"),
        ("26-10-2023 موي", "يوم 2023-10-26"),
        ("14:05 ةعاسلا", "الساعة 14:05"),
        ("CNN News ةانق", "قناة CNN News"),
        ("abc", "abc"),
        ("", ""),
    ],
)
def test_from_what_is_shown_to_what_is_read(shown: str, read: str) -> None:
    """Is a line as it stands from left to right put in the order in which it is read?"""
    assert to_reading(list(shown)) == read


def test_brackets_that_never_meet() -> None:
    """Do brackets without a partner stay as they are, and is nothing lost?"""
    assert balance(")))(((") == "((()))"
    assert balance("(((") == "((("
    assert sorted(balance(")a]b(c[")) == sorted(")a]b(c[")
