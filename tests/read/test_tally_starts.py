"""Totals up to a day, from an outbreak told elsewhere, and of cases that somebody counts."""

from __future__ import annotations

import pytest

from khabar.pipeline import read_text


def _tallies(text: str, day: str) -> list[tuple[str, int, str | None, str | None]]:
    reading = read_text(text, published=day)
    return [(t.counted, t.low, t.start, t.end) for t in reading.tallies]


def test_outbreak_opens_what_battles_cost_until_a_day() -> None:
    """Does the cost of battles up to an evening run from the day on which they are told to have broken out?"""
    text = "اندلع القتال يوم 9 مارس. وأوقعت المعارك حتى مساء السبت 142 قتيلا."
    assert _tallies(text, "2022-03-20") == [("killed", 142, "2022-03-09", "2022-03-19")]


def test_outbreak_opens_flight() -> None:
    """Do those who fled from a war that the article dates run from that date?"""
    text = "وبدأ المتمردون هجومهم على المدينة في الرابع من مايو. ونزح أكثر من 25 ألف شخص من بيوتهم."
    assert ("displaced", 25000, "2013-05-04", "2013-05-20") in _tallies(text, "2013-05-20")


def test_shelling_until_morning_is_no_total() -> None:
    """Is a shelling that went on until the morning one happening?"""
    assert _tallies("استمر القصف على حلب حتى صباح اليوم وقتل فيه 12 شخصا.", "2016-10-01") == []


@pytest.mark.parametrize(
    ("text", "counted", "low"),
    [
        ("سجل المركز خلال شهر أكتوبر 45 حادثا أمنيا في الولاية.", "attacks", 45),
        ("الحصاد الأسبوعي: 214 خرقا للهدنة بين 2 و8 نوفمبر", "attacks", 214),
        ("سجلت البعثة بين 8 و14 مارس 521 انتهاكا لوقف إطلاق النار.", "attacks", 521),
        ("وثقت اللجنة خلال شهر مايو 130 انتهاكا لحرية الصحافة.", "other", 130),
    ],
)
def test_cases_are_counted(text: str, counted: str, low: int) -> None:
    """Are breaches and incidents over a stretch attacks, violations of anything else not?"""
    assert [(c, n) for c, n, _, _ in _tallies(text, "2021-03-16")] == [(counted, low)]


@pytest.mark.parametrize(
    ("text", "tally"),
    [
        ("وأسفر النزاع الذي اندلع في مارس 2011 عن مقتل أكثر من 320 ألف شخص.",
         ("killed", 320000, "2011-03-01", "2021-03-16")),
        ("وطالت حملة اعتقالات أكثر من 2000 شخص منذ الثالث من يناير.", ("arrested", 2000, "2021-01-03", "2021-03-16")),
        ("وخطفت الجماعة أكثر من ألف طفل منذ عام 2013، بحسب المنظمة.", ("other", 1000, "2013-01-01", "2021-03-16")),
        ("وأحصت الرياض 227 صاروخا باليستيا أطلقت على أراضيها منذ مارس 2015.",
         ("launched", 227, "2015-03-01", "2021-03-16")),
        ("وتعرض عمال الإغاثة لـ396 حادثا منذ بداية العام.", ("attacks", 396, "2021-01-01", "2021-03-16")),
        ("وتوزع القتلى خلال يناير على إدلب (182) وحلب (64) ودرعا (15).", ("killed", 261, "2021-01-01", "2021-01-31")),
        ("وأحصت المنظمة 2.1 مليون نازح في بوركينا فاسو و400 ألف في مالي منذ عام 2019.",
         ("displaced", 2500000, "2019-01-01", "2021-03-16")),
    ],
)  # fmt: skip
def test_totals_told_otherwise(text: str, tally: tuple[str, int, str, str]) -> None:
    """Are totals found that a clause opens, that a campaign took, that are only told by their parts?"""
    assert _tallies(text, "2021-03-16") == [tally]
