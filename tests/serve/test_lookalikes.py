"""Letters that pass for others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.model.records import Published, Reading
from khabar.serve.article import article
from khabar.serve.console import safe
from khabar.serve.lookalikes import find_lookalikes, plain_address


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("نقلت Rеuters عن مسؤول", ["Rеuters"]),  # a Cyrillic ie
        ("وكالة رويترز Reuters ووكالة ТАСС", []),  # each in its own alphabet
        ("صاروخ من طراز S-300 وΑlpha", ["وΑlpha"]),
        ("ألفا Alpha123 وبيتا", []),
    ],
)
def test_words_of_two_alphabets_are_found(text: str, words: list[str]) -> None:
    """Is a word found whose letters belong to alphabets that look alike, and no other?"""
    assert [span.of(text) for span, _ in find_lookalikes(text)] == words


def test_a_page_says_which_letter_it_is() -> None:
    """Does the page with an article's marks name the letter in disguise?"""
    reading = Reading(doc="a", sha256="", khabar="", published=Published())
    assert "U+0435 CYRILLIC SMALL LETTER IE" in article(reading, "نقلت Rеuters", 1)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://aljazeera.net/a", "https://aljazeera.net/a"),
        ("https://аljazeera.net/a", "https://xn--ljazeera-06g.net/a"),
        ("https://user@аljazeera.net:8080/a", "https://xn--ljazeera-06g.net:8080/a"),
        ("https://example.org/\u202egnp.exe", "https://example.org/gnp.exe"),
        ("https://[broken", "https://[broken"),
    ],
)
def test_a_host_in_disguise_shows(address: str, shown: str) -> None:
    """Is a host name that is not plain ASCII shown in punycode?"""
    assert plain_address(address) == shown


@given(st.text())
def test_no_text_is_too_odd(text: str) -> None:
    """Does every text have an answer, whose spans lie in it?"""
    assert all(0 <= span.start < span.end <= len(text) for span, _ in find_lookalikes(text))
    shown = plain_address("https://" + text)
    assert shown == safe(shown)
