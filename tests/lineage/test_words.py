"""Words for comparing: spellings that meet, and the numbers that words spell."""

from __future__ import annotations

import pytest

from khabar.lineage.words import WordBook, figures_of
from khabar.packs.lexicon import load_lexicon
from khabar.text.tokens import tokenize, word_of


@pytest.fixture(scope="module")
def book() -> WordBook:
    """The words of the bundled packs."""
    return WordBook(load_lexicon())


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("الأميركي", "الأمريكي"),
        ("سورية", "سوريا"),
        ("مسيّرة", "مسيرة"),
        ("إلى", "الي"),
        ("٢٠", "20"),
        ("خمسة", "5"),
        ("هيئة", "هيأة"),
        ("شؤون", "شوون"),
    ],
)
def test_spellings_have_one_code(book: WordBook, one: str, two: str) -> None:
    """Do two spellings of a word, or of a number, count as one word?"""
    assert book.facts(word_of(one)).code == book.facts(word_of(two)).code


@pytest.mark.parametrize(("one", "two"), [("بالصواريخ", "صاروخ"), ("والقاعدة", "قاعدة"), ("هجومها", "الهجوم")])
def test_forms_have_one_stem(book: WordBook, one: str, two: str) -> None:
    """Do forms of a word share its stem?"""
    assert book.facts(word_of(one)).stem == book.facts(word_of(two)).stem != 0


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("قتل 12 جنديا وأصيب ثلاثة وعشرون", (12, 23)),
        ("ثلاثمئة وخمسون دونما و1,162 مسلحا", (350, 1162)),
        ("25 ألف جندي", (25_000,)),
        ("في 27 أكتوبر 2023 عند الساعة 12:20 سقط 4", (4,)),
        ("جندي واحد", ()),
        ("قتل خمسة وأصيب عشرون", (5, 20)),
    ],
)
def test_figures_in_order(book: WordBook, text: str, figures: tuple[int, ...]) -> None:
    """Are numbers in words and digits read in order, without days, years and hours?"""
    tokens = tokenize(text)
    assert figures_of(tokens, [book.facts(token.word) for token in tokens]) == figures
