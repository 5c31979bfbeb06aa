"""Folding: one spelling for what is one word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.text.letters import fold, fold_phrase, has_arabic_letter, is_arabic, relaxations, strip_controls

ARABIC = st.text(
    st.characters(min_codepoint=0x600, max_codepoint=0x6FF)
    | st.characters(min_codepoint=0xFB50, max_codepoint=0xFEFF)
    | st.sampled_from("ـ.ـ \u200c\u200fe\u0308\u0301\u0653\u0654\u0655a\u0130K\ufeff"),
    max_size=20,
)


@given(st.text(max_size=20) | ARABIC)
def test_idempotent(word: str) -> None:
    """Does folding twice give what folding once gives?"""
    assert fold(fold(word)) == fold(word)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("قُتِلَ", "قتل"),
        ("أُصيب", "اصيب"),
        ("إيران", "ايران"),
        ("آذار", "اذار"),
        ("قـــصف", "قصف"),
        ("١٢٣", "123"),
        ("۱۲۳", "123"),
        ("ﻗﺼﻒ", "قصف"),
        ("ﻻ", "لا"),
        ("ایران", "ايران"),
        ("کردستان", "كردستان"),
        ("بشمرگة", "بشمركة"),
        ("چمچمال", "جمجمال"),
        ("ڤيتو", "فيتو"),
        ("پغداد", "بغداد"),
        ("مي\u200cروند", "ميروند"),
        ("\u200fهجوم\u200f", "هجوم"),
        ("اشتـ.ـباكات", "اشتباكات"),
        ("داعـ ـش", "داعش"),
        ("تفـ..ـجير", "تفجير"),
        ("الله", "الله"),
        ("NATO", "nato"),
        ("ا\u0654من", "امن"),
        ("مسو\u0654ول", "مسؤول"),
    ],
)
def test_spellings(written: str, plain: str) -> None:
    """Does each way of writing a word fold to the plain one?"""
    assert fold(written) == plain


@pytest.mark.parametrize("word", ["مدرسة", "مصطفى", "مسؤول", "رئيس", "سماء", "ق.ت", "1.5"])
def test_kept(word: str) -> None:
    """Are ta marbuta, maqsura, hamza carriers, and dots without tatweel left alone?"""
    assert fold(word) == word


@given(st.lists(ARABIC, max_size=5).map(" ".join))
def test_phrases(phrase: str) -> None:
    """Are the words of a folded phrase folded words with single blanks?"""
    folded = fold_phrase(phrase)
    assert folded == " ".join(folded.split())
    assert all(fold(word) == word for word in folded.split())


@pytest.mark.parametrize(
    ("word", "other"),
    [("علي", "على"), ("مستشفي", "مستشفى"), ("سوريه", "سورية"), ("هجمه", "هجمة"), ("طائره", "طائرة"), ("سيناء", "سينا")],
)
def test_relaxations(word: str, other: str) -> None:
    """Is the careful spelling among those tried for a careless one, and back?"""
    assert other in relaxations(word)
    if not word.endswith("ء"):
        assert word in relaxations(other)


@given(ARABIC.map(fold))
def test_relaxations_are_folded(form: str) -> None:
    """Is each of the other spellings one that the lexicon could hold?"""
    for other in relaxations(form):
        assert other != form
        assert fold(other) == other


def test_blocks() -> None:
    """Are letters told from digits, marks and emoji?"""
    assert has_arabic_letter("x ب")
    assert has_arabic_letter("ﻗ")
    assert not has_arabic_letter("،؟٣ \ufe0f abc")
    assert is_arabic("٣")
    assert not is_arabic("\ufe0f")


def test_strip_controls() -> None:
    """Can a text be printed without its moving the terminal or the reading order?"""
    assert strip_controls("أ\u202eب\x1b[2J\n\tج\x00") == "أب[2J\n\tج"
