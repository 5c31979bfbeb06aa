"""Reading is linear: a text twice as long takes about twice the steps, whatever it repeats.

A step is a line of our program run once, a turn of a loop included, as the interpreter's own tracing counts them; so
the test says the same on a slow machine and on a fast one.
"""

from __future__ import annotations

import math
import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.model.document import Document
from khabar.pipeline import Reader, reader
from khabar.text.sentences import MAX_SENTENCE
from khabar.text.tokens import tokenize

TOKENS = 2 * MAX_SENTENCE
TWICE, START = 2.3, 5_000
MORE, SLACK = 1.01, 200
LINES = 20

PATTERNS = {
    "one letter": "ا",
    "the conjunction": "و",
    "articles": "ال",
    "digits": "1",
    "eastern digits with marks": "٣,",
    "slashes": "1/",
    "commas": "، ",
    "stops": ".",
    "parentheses": "(",
    "parentheses with verbs": "(قتل ",
    "quotes": "«",
    "quotes with speech": "«قال ",
    "straight quotes": '" قال ',
    "months": "كانون الثاني ",
    "one month": "يناير ",
    "weekdays": "الثلاثاء ",
    "years": "2014 ",
    "number words": "ثلاثة آلاف وخمسمئة ",
    "joined numbers": "وعشرون ",
    "verbs": "قتل ",
    "verbs with objects": "استهدفها ",
    "verbs and places": "قصفت الطائرات بغداد ",
    "denials": "نفى ",
    "nouns of attack": "هجوم على ",
    "definite nouns": "الهجوم القاعدة المدينة ",
    "places": "دير الزور ",
    "a list of places": "بغداد والموصل و",
    "actors": "الجيش الأميركي ",
    "offices": "وزير الدفاع ",
    "names": "محمد ",
    "tolls": "مقتل ثلاثة مدنيين وإصابة خمسة، ",
    "tallies": "منذ 17 أكتوبر 14 هجوما و3 في سوريا ",
    "relatives": "الذي ",
    "subordinators": "أن ",
    "conditions": "إذا ",
    "negations": "لم ",
    "sources": "وفق ",
    "prepositions": "من ",
    "spans": "منذ قبل 3 أيام بعد ",
    "unknown words": "زعبطق ",
    "bidi controls": "\u202e\u202bقتل\u202c ",
    "invisible letters": "ق\u200bت\u200cل ",
    "combining marks": "ق\u064e",
    "short lines": "قتل ثلاثة\n",
    "articles of the web": "شارك على فيسبوك\nاقرأ أيضا\n",
    "plain news": (
        "قتل ثلاثة جنود في هجوم بطائرة مسيرة على قاعدة عسكرية في بغداد يوم الثلاثاء، وفق مصدر أمني. "
        "وقال المتحدث إن الهجوم وقع بعد منتصف الليل.\n"
    ),
}


def document(text: str) -> Document:
    return Document(doc="hostile", text=text, sha256="", published="2024-01-23")


def steps(read: Reader, text: str) -> int:
    """How many lines of the program reading `text` runs; words are known by then, as each is looked up once."""
    count = 0

    def local(_frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        count += event == "line"
        return local

    before = sys.gettrace()
    sys.settrace(local)
    try:
        reading = read.read(document(text))
    finally:
        sys.settrace(before)
    assert not [issue for issue in reading.issues if issue.step == "read" and ":" in issue.reason]
    return count


@pytest.mark.parametrize("name", PATTERNS)
def test_each_stretch_costs_the_same(name: str) -> None:
    """Does the third stretch of a text that repeats one thing cost no more than the second?

    A stretch is a whole number of sentences, so that every one is cut alike; the first fills the windows.
    """
    unit = PATTERNS[name]
    tokens = len(tokenize(unit * MAX_SENTENCE)) // MAX_SENTENCE
    stretch = unit * (LINES if "\n" in unit else MAX_SENTENCE // math.gcd(MAX_SENTENCE, max(1, tokens)))
    read = reader()
    read.read(document(stretch * 3))
    once, twice, thrice = (steps(read, stretch * n) for n in (1, 2, 3))
    assert thrice - twice <= MORE * (twice - once) + SLACK, f"{once}, {twice}, {thrice} steps"


@pytest.mark.slow
@settings(max_examples=40)
@given(st.lists(st.sampled_from(sorted(PATTERNS.values())), min_size=2, max_size=6))
def test_mixtures_are_linear(units: list[str]) -> None:
    """Does a mixture of them, twice as long, take about twice the steps?"""
    unit = " ".join(units)
    times = 1 + TOKENS // max(1, len(tokenize(unit)))
    read = reader()
    read.read(document(unit * times))
    once, twice = (steps(read, unit * times * n) for n in (1, 2))
    assert twice <= TWICE * once + START, f"{once} steps, then {twice}, for {unit!r}"


def test_the_count_sees_a_loop_in_a_loop() -> None:
    """Would a search through all that was read before be noticed?"""

    class Quadratic:
        def read(self, document: Document) -> Any:
            words = document.text.split()
            for n in range(len(words)):
                [word for word in words[:n] if word == "x"]
            return reader().read(document)

    quadratic: Any = Quadratic()
    short, long = (steps(quadratic, "زعبطق " * n) for n in (1_000, 2_000))
    assert long > TWICE * short + START
