"""What is answered, blamed, granted or scheduled: whose day is it?"""

from __future__ import annotations

import pytest

from khabar.model.records import Event
from khabar.pipeline import read_text

DAY = "2022-03-17"
"""A Thursday."""


def event_of(text: str, trigger: str) -> Event:
    """The event whose trigger holds a word."""
    reading = read_text(text, published=DAY)
    return next(event for event in reading.events if trigger in event.trigger)


def days_of(text: str, trigger: str) -> tuple[str | None, str | None]:
    """The days of the event at a trigger."""
    time = event_of(text, trigger).time
    return (time.start, time.end) if time is not None else (None, None)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("قصفت الجماعة ميناء إيلات بصواريخ ردا على المجازر بحق المدنيين في جباليا.", "المجازر"),
        ("استهدف الحوثيون ناقلة في خليج عدن ردا على العدوان على صعدة.", "العدوان"),
        ("قالت الوزارة إن الضربات جاءت ردا على الهجمات المتواصلة على القوات في دير الزور.", "الهجمات"),
        ("قصف الحزب ثكنة برانيت ثأرا لجرائم الاحتلال في الخيام وقتل جنديين.", "جرائم"),
    ],
)
def test_what_goes_on_and_is_answered_has_no_day(text: str, trigger: str) -> None:
    """Is what was many, or goes on, left without a day where it is only answered?"""
    found = [e for e in read_text(text, published=DAY).events if trigger in e.trigger]
    assert all(e.time is None or e.time.start is None for e in found)


def test_one_happening_answered_keeps_its_day() -> None:
    """Does a single raid that is answered keep the day that its words tell?"""
    text = "أطلقت فصائل صواريخ على القاعدة اليوم ردا على غارات شنتها طائرات الأحد على البوكمال."
    assert days_of(text, "غارات") == ("2022-03-13", "2022-03-13")


@pytest.mark.parametrize(
    ("text", "trigger", "days"),
    [
        ("اتهمت الشرطة فصيلا بحرق مخفر في الناصرية الاثنين.", "اتهمت", ("2022-03-14", DAY)),
        ("اتهمت الشرطة فصيلا بحرق مخفر في الناصرية الاثنين.", "حرق", ("2022-03-14", "2022-03-14")),
        ("اتهم شيخ قبلي جنودا بإحراق أكواخ في غاجيبو في 12 مارس.", "اتهم", ("2022-03-12", DAY)),
    ],
)
def test_day_of_what_is_blamed_is_not_that_of_the_blame(text: str, trigger: str, days: tuple[str, str]) -> None:
    """Does a date after the deed that somebody is blamed for date the deed, and the blame come after it?"""
    assert days_of(text, trigger) == days


def test_cause_with_a_day_dates_what_follows() -> None:
    """Does what follows on an explosion of Monday keep Monday?"""
    text = "قتل جندي الاثنين جراء انفجار عبوة ناسفة زرعها مسلحون، وقصفت المدفعية مواقعهم على الفور."
    assert days_of(text, "قصفت") == ("2022-03-14", "2022-03-14")


def test_last_two_days_are_before_the_day_of_telling() -> None:
    """Do the last two days end yesterday, and the last four today?"""
    assert days_of("قصفت الطائرات نصيبين خلال اليومين الماضيين.", "قصفت") == ("2022-03-15", "2022-03-16")
    assert days_of("قصفت الطائرات نصيبين خلال الأيام الأربعة الماضية.", "قصفت") == ("2022-03-14", DAY)


def test_request_that_was_granted_has_no_day() -> None:
    """Is a request at which something was done left without its day?"""
    assert days_of("نفذت القيادة غارة الثلاثاء قرب كيسمايو بطلب من الحكومة.", "طلب") == (None, None)


@pytest.mark.parametrize(
    ("sentence", "trigger", "day"),
    [
        ("وتستضيف جنيف الاثنين مؤتمرا دوليا حول اليمن.", "مؤتمر", "2022-03-21"),
        ("ويزور المبعوث الأممي الحديدة السبت.", "يزور", "2022-03-19"),
        ("ويلتقي الوزير نظيره القطري يوم الأحد في الدوحة.", "يلتقي", "2022-03-20"),
    ],
)
def test_meeting_held_on_a_weekday_is_to_come(sentence: str, trigger: str, day: str) -> None:
    """Is a meeting that a present verb puts on a weekday yet to come?"""
    event = event_of("قتل جنديان في كمين بمأرب.\n" + sentence, trigger)
    assert event.modality == "future"
    assert event.time is not None
    assert event.time.start == day


def test_meeting_that_was_held_is_past() -> None:
    """Is a meeting told by a past verb that of the weekday before?"""
    text = "قتل جنديان في كمين بمأرب.\nوعقد مجلس الأمن جلسة طارئة الاثنين."
    assert (event_of(text, "جلسة").modality, days_of(text, "جلسة")[0]) == ("asserted", "2022-03-14")
