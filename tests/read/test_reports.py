"""Totals of a report: counts without a span of their own are of the month that the report is about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Reading

Read = Callable[[str], Reading]
MONTH = "وثقت الشبكة مقتل 90 مدنيا خلال شهر تشرين الثاني الماضي. "
NOVEMBER = ("2023-11-01", "2023-11-30")


def totals(reading: Reading) -> list[tuple[str, int, str | None, str | None]]:
    """What each total counts, with its days."""
    return [(t.counted, t.low, t.start, t.end) for t in reading.tallies][1:]


@pytest.mark.parametrize(
    ("text", "counted", "low"),
    [
        ("وسجل التقرير مقتل 40 مدنيا على يد قوات النظام.", "killed", 40),
        ("وارتقى خلال الشهر 41 شهيدا.", "killed", 41),
        ("كما سجلت الشبكة 13 مجزرة في إدلب وحلب.", "attacks", 13),
        ("واعتقلت القوات خلالها 320 مواطنا.", "arrested", 320),
        ("وسجلت المنظمة 45 حالة اختطاف.", "other", 45),
        ("وقضى 51 شخصا تحت التعذيب.", "killed", 51),
        ("وأسفرت الهجمات عن مقتل 30 جنديا.", "killed", 30),
    ],
)
def test_totals_of_the_month(read: Read, text: str, counted: str, low: int) -> None:
    """Does a count of a report on a month run over that month?"""
    assert (counted, low, *NOVEMBER) in totals(read(MONTH + text))


@pytest.mark.parametrize(
    "text",
    [
        MONTH + "وقتل سبعة مدنيين الأحد في قصف على السوق.",
        "قصفت القوات المدينة خلال تشرين الثاني الماضي. وقتل سبعة مدنيين على الطريق.",
    ],
)
def test_no_totals(read: Read, text: str) -> None:
    """Is a toll with its own day, or in a text that is no report, left a toll?"""
    assert all(low != 7 for _, low, _, _ in totals(read(text)))


@pytest.mark.parametrize(
    ("text", "initiator", "target"),
    [
        ("سجل المركز 612 عملية مداهمة اعتقل الاحتلال خلالها 580 مواطنا.", "الاحتلال", "580 مواطنا"),
        ("نفذ الجيش حملة دهم اعتقلت القوات خلالها ثلاثة شبان.", "القوات", "ثلاثة شبان"),
    ],
)
def test_in_which_somebody_did(read: Read, text: str, initiator: str, target: str) -> None:
    """Does whoever stands after the verb act, where `in which` takes up what is described?"""
    event = next(e for e in read(text).events if e.trigger.startswith("اعتقل"))
    assert ([a.text for a in event.initiator], [a.text for a in event.target]) == ([initiator], [target])


def test_the_span_of_a_description(read: Read) -> None:
    """Is a toll in a town besieged for years no total over those years?"""
    reading = read("وفي تعز التي يحاصرها الحوثيون منذ 2015، قتل ثلاثة مدنيين بقذيفة أمس.")
    assert not reading.tallies
    assert [(c.harm, c.low) for e in reading.events for c in e.casualties] == [("killed", 3)]
