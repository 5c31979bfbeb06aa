"""Distances in time: from which day are they counted, and whose day do they tell?"""

from __future__ import annotations

import khabar


def days(text: str, published: str, trigger: str) -> tuple[str, str]:
    """The days of the happening that a word names."""
    reading = khabar.read(text, published=published)
    time = next(e.time for e in reading.events if e.trigger == trigger)
    assert time is not None
    return str(time.start), str(time.end)


def test_what_a_distance_is_counted_from_may_have_a_long_name() -> None:
    """Has the raid that a general died in the day that the distance tells, past all his names?"""
    text = (
        "وتأتي الغارات بعد أربعة أيام من مقتل القائد الميداني أبو حمزة الأنصاري مع ثلاثة من مرافقيه "
        "في هجوم على رتل قرب منبج."
    )
    assert days(text, "2016-07-09", "هجوم") == ("2016-07-05", "2016-07-05")


def test_the_story_goes_on_from_before_what_it_was_measured_from() -> None:
    """Does the next sentence keep the day of the news, not that of the attack two days earlier?"""
    text = (
        "قصفت المدفعية بلدة الباب صباح أمس، بعد يومين من تفجير حافلة في المدينة. "
        "واعتقل مسلحون أربعة من سكان قرية مجاورة."
    )
    assert days(text, "2016-07-09", "اعتقل") == ("2016-07-08", "2016-07-08")


def test_hours_are_counted_from_within_a_day() -> None:
    """Did what happened hours before a raid of the evening happen on its day?"""
    text = "شنت الطائرات غارتين على المعسكر مساء الثلاثاء، بعد ساعات من إطلاق صاروخ على المدينة."
    assert days(text, "2018-02-08", "إطلاق") == ("2018-02-06", "2018-02-06")


def test_two_days_later_is_counted_from_the_date_before_it() -> None:
    """Is the answer dated from the day named in its sentence, not from the article's?"""
    text = (
        "وفي 27 ديسمبر أدى وابل من الصواريخ على القاعدة إلى مقتل مقاول أمريكي، مما دفع واشنطن إلى الرد "
        "بقصف خمسة مواقع للكتائب بعد يومين."
    )
    assert days(text, "2020-03-13", "قصف") == ("2019-12-29", "2019-12-29")


def test_a_statement_tells_the_day_of_a_denial() -> None:
    """Is what was denied in a statement of Tuesday denied on Tuesday, with the blame joined to it?"""
    text = (
        "سيطر المسلحون على البلدة السبت. ونفت الجماعة في بيان أمس الثلاثاء استهداف المدنيين، "
        "واتهمت الجيش بتسليح مجموعات قبلية."
    )
    assert days(text, "2023-11-08", "نفت") == ("2023-11-07", "2023-11-07")
    assert days(text, "2023-11-08", "اتهمت") == ("2023-11-07", "2023-11-07")


def test_a_clause_of_what_was_said_keeps_its_own_day() -> None:
    """Is a march dated by the day told in its own clause, and the demand that mentions it not?"""
    text = "وطالب الرئيس قادة المنطقة بتوضيح موقفهم بعد أن تظاهر مئات الأشخاص في باماكو يوم الجمعة."
    assert days(text, "2020-01-14", "تظاهر") == ("2020-01-10", "2020-01-10")
    assert days(text, "2020-01-14", "طالب") != ("2020-01-10", "2020-01-10")


def test_a_date_that_is_yet_to_come_is_no_day_of_the_news() -> None:
    """Does an undated attack keep the article's day though the next sentence names a day ahead?"""
    text = (
        "دهس رجل بشاحنة حشدا في مدينة نيس مساء أمس فقتل 84 شخصا. وأعلن الرئيس تمديد حالة الطوارئ "
        "التي كانت ستنتهي في 26 تموز."
    )
    assert days(text, "2016-07-15", "دهس") == ("2016-07-14", "2016-07-14")


def test_evening_and_morning_are_one_span() -> None:
    """Do an evening and the morning after it, joined, tell both days?"""
    text = "قصفت طائرات مجهولة مواقع في العاصمة مساء الجمعة وصباح السبت، ما أدى إلى مقتل عشرة مقاتلين."
    assert days(text, "2014-08-24", "قصفت") == ("2014-08-22", "2014-08-23")


def test_within_hours_tells_no_day() -> None:
    """Is what was taken within hours of Sunday of Sunday?"""
    text = "دخلت القوات المدينة صباح الأحد وسيطرت على مبنى البلدية خلال ساعات."
    assert days(text, "2014-03-18", "دخلت") == ("2014-03-16", "2014-03-16")


def test_a_speech_dates_the_blame_told_in_it() -> None:
    """Does the night of a speech date who was blamed in it, not the attack?"""
    text = "واتهم رئيس الوزراء معين عبد الملك الحوثيين بتنفيذ الهجوم في كلمة بثها التلفزيون ليل الأربعاء."
    assert days(text, "2021-01-02", "اتهم") == ("2020-12-30", "2020-12-30")
