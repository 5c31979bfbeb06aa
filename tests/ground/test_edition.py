"""The last day that a text tells of."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.ground.dates import ANY_DAY, DayInterval
from khabar.ground.dates_find import TimeFinder
from khabar.ground.edition import told_until
from khabar.packs.load import load_pack, packs_root
from khabar.text.sentences import split_sentences
from khabar.text.tokens import tokenize

FINDER = TimeFinder(load_pack(packs_root() / "calendar")[1], load_pack(packs_root() / "time_rules")[1])
PUBLISHED = DayInterval(date(2016, 4, 10), date(2016, 4, 10))  # a Sunday


def days(first: int, last: int) -> DayInterval:
    return DayInterval(date(2016, 4, first), date(2016, 4, last))


def until(text: str, published: DayInterval = PUBLISHED, period: DayInterval | None = None) -> DayInterval:
    tokens = tokenize(text)
    sentences = split_sentences(tokens)
    found = {s.index: FINDER.find(tokens, s.first, s.last) for s in sentences}
    return told_until(found, range(len(sentences)), published, period)


PAPER = "قتل جنديان أمس. واعتقلت الشرطة فجر أمس سبعة. وزار الوزير المدينة أمس."


def test_a_paper_printed_overnight_tells_up_to_yesterday() -> None:
    """Does a text that only ever says yesterday end with it?"""
    assert until(PAPER) == days(9, 9)


@pytest.mark.parametrize(
    "more",
    [" وقال الجيش اليوم إنه رد.", " وقال الجيش الأحد إنه رد.", " وقال الجيش صباح اليوم الأحد إنه رد."],
)
def test_a_text_of_today_tells_up_to_its_own_day(more: str) -> None:
    """Is a text that tells of its own day no paper of the eve?"""
    assert until(PAPER + more) == PUBLISHED


def test_once_is_not_enough() -> None:
    """Does one yesterday leave the article its own day?"""
    assert until("قتل جنديان أمس. وأدان الرئيس الهجوم.") == PUBLISHED


@pytest.mark.parametrize(
    ("period", "end"),
    [(days(3, 9), days(9, 9)), (days(9, 9), days(9, 9)), (days(1, 6), days(6, 6)), (days(7, 7), PUBLISHED)],
)
def test_a_bulletin_tells_up_to_the_end_of_its_period(period: DayInterval, end: DayInterval) -> None:
    """Does a weekly bulletin end with its week, while a lone day long past is no period?"""
    assert until("وافقت اللجنة على فتح المعبر.", period=period) == end


def test_an_unknown_day_stays_unknown() -> None:
    """Is no eve made up for an article whose day nobody knows?"""
    assert until(PAPER, ANY_DAY) == ANY_DAY
