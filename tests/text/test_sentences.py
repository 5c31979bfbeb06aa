"""Sentences and quotations: nothing lost, nothing twice, and no text that makes them slow."""

from __future__ import annotations

from typing import Any, SupportsIndex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.model.spans import Span
from khabar.text.sentences import MAX_QUOTE, MAX_SENTENCE, find_quotes, outside, split_sentences
from khabar.text.tokens import Token, tokenize

PIECES = st.sampled_from(
    ["قتل", "ثلاثة", "و", "NATO", "12", "1.5", ".", "..", "…", "!", "؟", "\n", "\r\n", " ", "«", "»", '"', "“", "”",
    "‘", "’", ")", "("]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=60).map(" ".join) | st.lists(PIECES, max_size=60).map("".join)


def sentences(text: str) -> list[str]:
    """The letters of all sentences."""
    tokens = tokenize(text)
    return [text[tokens[s.first].start : tokens[s.last - 1].end] for s in split_sentences(tokens)]


def quotes(text: str) -> list[str]:
    """The letters of all quotations."""
    tokens = tokenize(text)
    return [text[tokens[first].start : tokens[last - 1].end] for first, last in find_quotes(tokens)]


@given(TEXTS)
def test_cover(text: str) -> None:
    """Do sentences hold every word once, in order?"""
    tokens = tokenize(text)
    found = split_sentences(tokens)
    end = 0
    covered: list[int] = []
    for index, sentence in enumerate(found):
        assert sentence.index == index
        assert end <= sentence.first < sentence.last <= len(tokens)
        assert sentence.last - sentence.first <= MAX_SENTENCE + 1
        assert all(token.kind != "line" for token in tokens[sentence.first : sentence.last])
        covered += range(sentence.first, sentence.last)
        end = sentence.last
    words = [token.index for token in tokens if token.kind in ("word", "number", "latin")]
    assert set(words) <= set(covered)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("قتل رجل. أصيب آخر.", ["قتل رجل.", "أصيب آخر."]),
        ("هل قتل؟ نعم! انتهى", ["هل قتل؟", "نعم!", "انتهى"]),
        ("أعلن أ. محمد مقتله", ["أعلن أ. محمد مقتله"]),
        ("بلغ 3.5 مليون", ["بلغ 3.5 مليون"]),
        ("قال... ثم مضى", ["قال... ثم مضى"]),
        ("قال «انتهى الأمر.» ومضى", ["قال «انتهى الأمر.» ومضى"]),
        ('قتل رجل. "هذا خطأ" قال', ["قتل رجل.", '"هذا خطأ" قال']),
        ('قال "انتهى." ومضى', ['قال "انتهى." ومضى']),
        ("عنوان\n\nمتن", ["عنوان", "متن"]),
        ("...\n!!!", []),
        ("", []),
    ],
)
def test_stops(text: str, wanted: list[str]) -> None:
    """Where does a sentence end?"""
    assert sentences(text) == wanted


@pytest.mark.parametrize("before", ["", "\n\n", "\ufeff\n", "* * *\n"])
def test_headline(before: str) -> None:
    """Is the first line with words the headline, whatever stands above it, and it alone?"""
    found = split_sentences(tokenize(before + "هجوم في بغداد. قتلى\nقال مصدر\nوأضاف"))
    assert [sentence.headline for sentence in found] == [True, True, False, False]
    assert found[-1].line - found[0].line == 2


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("قال «نعم» ثم «لا»", ["«نعم»", "«لا»"]),
        ("قال «قالوا “لا” لنا» ومضى", ["«قالوا “لا” لنا»"]),
        ('قال "نعم" ومضى', ['"نعم"']),
        ("قال «نعم\nومضى", ["«نعم"]),
        ("نعم» قال", []),
        ("«قال «نعم» ومضى» ثم", ["«قال «نعم» ومضى»"]),
        ("قال «نعم", ["«نعم"]),
        ('قال "نعم «لا» نعم" ثم', ['"نعم «لا» نعم"']),
    ],
)
def test_quotes(text: str, wanted: list[str]) -> None:
    """Which words stand between quotation marks, the outermost ones?"""
    assert quotes(text) == wanted


@given(TEXTS)
def test_quotes_in_order(text: str) -> None:
    """Do quotations stand apart, in order, within a line and within their bound?"""
    tokens = tokenize(text)
    end = 0
    for first, last in find_quotes(tokens):
        assert end <= first < last <= len(tokens)
        assert last - first <= MAX_QUOTE + 1
        assert all(token.kind != "line" for token in tokens[first:last])
        end = last


class Counting(list[Token]):
    """A list of tokens that counts how many of them are handed out."""

    handed = 0

    def __getitem__(self, at: SupportsIndex | slice) -> Any:
        found = super().__getitem__(at)
        self.handed += len(found) if isinstance(found, list) else 1
        return found

    def __iter__(self) -> Any:
        for token in super().__iter__():
            self.handed += 1
            yield token


@pytest.mark.parametrize(
    "piece", ["!", ". ", ".", "؟ ب ", "« ", '"', "« ! » ", "ب ", ", ", "\n", "ب . ", "…", ") . ", "ب," * 3]
)
def test_linear(piece: str) -> None:
    """Does a hostile text hand each token out a fixed number of times?"""
    tokens = Counting(tokenize(piece * 50_000))
    found = split_sentences(tokens)
    assert tokens.handed <= 4 * len(tokens)
    assert all(sentence.last - sentence.first <= MAX_SENTENCE + 1 for sentence in found)
    tokens.handed = 0
    find_quotes(tokens)
    assert tokens.handed <= 2 * len(tokens)


@pytest.mark.parametrize("opening", ["«", "“", '"', '«"', '"«“'])
def test_ten_thousand_quotes(opening: str) -> None:
    """Do ten thousand quotations in each other, closed or not, end in order and in bounds?"""
    closing = opening[::-1].translate({ord("«"): "»", ord("“"): "”"})
    for text in (opening * 10_000 + " نعم " + closing * 10_000, opening * 10_000 + " نعم", "نعم " + closing * 10_000):
        tokens = tokenize(text)
        end = 0
        for first, last in find_quotes(tokens):
            assert end <= first < last <= min(len(tokens), first + MAX_QUOTE + 1)
            end = last


def test_sentences_outside_furniture() -> None:
    text = "قتل جندي.\nاقرأ أيضا\nوأصيب آخر."
    tokens = tokenize(text)
    sentences = split_sentences(tokens)
    assert outside(tokens, sentences, ()) == sentences
    assert [s.index for s in outside(tokens, sentences, [Span(10, 19)])] == [0, 2]
    assert [s.index for s in outside(tokens, sentences, [Span(20, 21), Span(9, 10)])] == [0, 1]
