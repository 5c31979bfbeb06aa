"""Words found in a ledger under every spelling, and where they stand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.errors import InputError
from khabar.ledger.ledger import Ledger
from khabar.ledger.words import bare, find_spans, to_groups, to_passages
from khabar.text.letters import fold

Write = Callable[[str, str], str]
TEXT = "قال شهود إن قصفاً استهدف محافظة الأنبار، وبالأنبار قُتل مدنيان. ونُقل الجرحى إلى مستشفى الرّمادي."


@pytest.fixture
def two(ledger: Ledger, write: Write) -> Ledger:
    """A ledger of two documents."""
    list(ledger.add([write("a", TEXT), write("b", "انفجرت عبوة في البصرة يوم 3 مايو 2019 وأصيب جندي.")]))
    ledger.build()
    return ledger


@pytest.mark.parametrize("query", ["الانبار", "انبار", "الأنبار", "للأنبار", "أنبار الرمادى", "الرمادي مدنيان"])
def test_a_name_is_found_under_every_spelling(two: Ledger, query: str) -> None:
    """Is الأنبار found for الانبار, without the article, behind a preposition?"""
    found = two.search(query)
    assert [hit.doc.partition("~")[0] for hit in found] == ["a"]
    for span in found[0].spans:
        words = fold(TEXT[span.start : span.end])
        assert any(part in words for part in ("انبار", "رمادي", "مدنيان"))


def test_the_letters_shown_are_those_of_the_document(two: Ledger) -> None:
    """Are the letters of a hit those at its span?"""
    (hit,) = two.search("بالانبار")
    assert [TEXT[s.start : s.end] for s in hit.spans] == ["الأنبار", "وبالأنبار"]
    assert hit.text == TEXT[hit.at : hit.at + len(hit.text)]


@pytest.mark.parametrize("query", ['"', "((", "*", "", "!!", "\x00"])
def test_what_holds_no_word_is_said_so(two: Ledger, query: str) -> None:
    """Is a query of operators alone, or of nothing, refused in one line or found nowhere?"""
    with pytest.raises(InputError, match="holds no word"):
        two.search(query)


@pytest.mark.parametrize("query", ["الانبار OR البصرة", 'الأنبار" OR "البصرة', "الانبار NOT البصرة", "(الانبار)"])
def test_nothing_typed_is_an_operator(two: Ledger, query: str) -> None:
    """Are words that a query language knows just words?"""
    found = two.search(query)
    assert {hit.doc.partition("~")[0] for hit in found} <= {"a"}


def test_as_of_a_day_before_it_was_said(two: Ledger) -> None:
    """Is a document not found as of a day before it appeared?"""
    (hit,) = two.search("البصرة")
    assert two.search("البصرة", as_of=hit.said) == [hit]
    assert two.search("البصرة", as_of="2019-05-01") == []


@given(st.text(alphabet="ابتةوفلكىيءأإآؤئـًُّ 3x", max_size=30))
def test_a_text_is_found_by_its_own_words(text: str) -> None:
    """Does each word of a text stand where its own query says?"""
    passages = list(to_passages(text))
    for passage in passages:
        for word in text.split():
            groups = to_groups(word)
            spans = list(find_spans(text, groups, passage.start, passage.end))
            assert len(spans) >= len(groups) > 0 or not groups


@given(st.text(alphabet="ابتةوفلكىيءأإآؤئ", min_size=1, max_size=12))
def test_folding_for_the_index_is_never_empty(word: str) -> None:
    """Does every word leave letters to look for?"""
    assert bare(fold(word)) or not fold(word)
