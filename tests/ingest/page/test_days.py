"""Days as pages and feeds write them."""

import time

import pytest

from khabar.ingest.page.days import find_days, read_day

MARCH_31 = "2024-03-31"


@pytest.mark.parametrize(
    "said",
    [
        "2024-03-31",
        "2024-03-31T22:30:00+03:00",
        "2024-03-31 22:30:00",
        "20240331",
        "20240331T223000Z",
        "Sun, 31 Mar 2024 22:30:00 +0300",
        "Sunday, March 31st, 2024",
        "31-Mar-24",
        "31 mars 2024",
        "31/3/2024",
        "31/03/24",
        "31.03.2024 | 22:30 GMT",
        "2024/31/3",
        "3/31/2024 10:30:00 PM",
        "٣١/٣/٢٠٢٤",
        "٢٠٢٤-٠٣-٣١",
        "31 مارس 2024",
        "مارس 31, 2024",
        "2024 مارس 31",
        "الأحد ٣١ آذار ٢٠٢٤",
        "الأحد، 31 مارس/آذار 2024 - 10:20 م بتوقيت غرينتش",
        "31 آذار / مارس 2024",
        "31 مارس (آذار) 2024",
        "31 من شهر مارس لعام 2024",
        "الحادي والعشرين من رمضان 1445 الموافق للحادي والثلاثين من مارس 2024",
        "21 رمضان 1445 هـ الموافق 31 مارس 2024 م",
        "21 رمضان 1445هـ",
        "1445/09/21",
        "نُشر في: 31 مـارس 2024",
        "\u200f31\u200f/\u200f3\u200f/\u200f2024",
        "1711920600",
        "1711920600000",
    ],
)
def test_one_day_in_many_ways(said: str) -> None:
    """Is the same day read however it is written?"""
    assert read_day(said) == MARCH_31


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("15 كانون الثاني/ يناير 2024", "2024-01-15"),
        ("15 كانون الأول 2023", "2023-12-15"),
        ("3 تشرين الثاني 2023", "2023-11-03"),
        ("12 جويلية 2023", "2023-07-12"),
        ("5 غشت 2023", "2023-08-05"),
        ("7 ماي 2023", "2023-05-07"),
        ("1 شتنبر 2022", "2022-09-01"),
        ("الأول من حزيران 2014", "2014-06-01"),
    ],
)
def test_systems_of_months(said: str, day: str) -> None:
    """Are Levantine, Maghrebi and Gregorian names known, those of two words too?"""
    assert read_day(said) == day


def test_weekday_decides_between_day_and_month() -> None:
    """Does a weekday tell which of two small numbers is the month, where it stands beside them?"""
    assert read_day("3/4/2024") == "2024-04-03"
    assert read_day("الإثنين 3/4/2024") == "2024-03-04"
    assert read_day("الأربعاء 3/4/2024") == "2024-04-03"


def test_american_clock_puts_the_month_first() -> None:
    """Is the default of a server set to American English read as such, and an Arabic clock not?"""
    assert read_day("3/4/2024 10:30:00 PM") == "2024-03-04"
    assert read_day("3/4/2024 10:30 م") == "2024-04-03"


def test_weekday_moves_the_moon() -> None:
    """Is a Hijri day that differs by one from the tables set right by its weekday?"""
    assert read_day("السبت 20 رمضان 1445") == "2024-03-30"
    assert read_day("الأحد 20 رمضان 1445") == MARCH_31


@pytest.mark.parametrize("said", ["", "31 مارس", "منذ 3 ساعات", "192.168.1.2024", "30 فبراير 2024", "2024", "آذار 2024",
                                  "هاتف 00963 11 2024", "99999999999999999999", "31 رمضان 1445"])  # fmt: skip
def test_no_day(said: str) -> None:
    """Is nothing made of what tells no whole day?"""
    assert read_day(said) is None


def test_days_know_their_letters() -> None:
    """Do the days of a line say which letters tell them, in order?"""
    line = "نشر: 30 مارس 2024، آخر تحديث: الأحد 31 مارس 2024"
    found = list(find_days(line))
    assert [line[one.start : one.end] for one in found] == ["30 مارس 2024", "31 مارس 2024"]
    assert [one.agrees for one in found] == [None, True]


def test_long_lines_are_cut() -> None:
    """Is a line of a million letters looked at only at its beginning, and in linear time?"""
    begun = time.process_time()
    assert read_day("1/" * 500_000) is None
    assert read_day("مارس " * 200_000) is None
    assert read_day("كانون الثاني, " * 100_000) is None
    assert time.process_time() - begun < 2
