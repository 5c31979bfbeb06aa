"""Who held an office when bounds the day of an article."""

from __future__ import annotations

import pytest

from khabar.ground.terms import Terms
from khabar.pipeline import read_text, reader
from khabar.text.sentences import split_sentences
from khabar.text.tokens import tokenize


def whys(text: str) -> list[str]:
    tokens = tokenize(text)
    return [term.why for term in reader().terms.find(tokens, split_sentences(tokens))]


def test_a_title_counts_and_a_former_one_does_not() -> None:
    """Is one who is called president in office, and the former one not?"""
    assert whys("قال الرئيس الأميركي جو بايدن إن بلاده سترد.") == ["gives Joe Biden the title"]
    assert whys("قال الرئيس الأميركي السابق باراك أوباما إن بلاده سترد.") == []
    assert whys("زار جو بايدن المدينة.") == []


def test_terms_and_a_weekday_leave_one_year() -> None:
    """Does a date with its weekday find its year among the years of an office?"""
    text = "قتل سبعة جنود في كمين قرب بلدة نائية فجر الأربعاء 3 تموز. ودان وزير الدفاع التركي خلوصي أكار الهجوم."
    published = read_text(text).published
    assert published.start is not None
    assert published.start.startswith("2019-07-0")


@pytest.mark.parametrize("table", ["office"])
def test_every_term_has_days_in_order(table: str) -> None:
    """Do terms begin before they end?"""
    lexicon = reader().lexicon
    terms = Terms(lexicon.tables[table], lexicon.closed("former"))
    for days in terms._days.values():
        assert all(start <= end for start, end in days)


def test_of_two_offices_of_one_name_the_text_tells_which() -> None:
    """Is the foreign minister who later held another ministry bound by the first term only?"""
    text = "هدد وزير الخارجية الإسرائيلي يسرائيل كاتس بإخلاء المخيمات."
    tokens = tokenize(text)
    [term] = reader().terms.find(tokens, split_sentences(tokens))
    assert str(term.days[0][0]) == "2024-01-01"
