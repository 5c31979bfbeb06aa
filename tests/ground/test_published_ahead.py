"""Days of this month and the next dates of their names: what do they tell of an article's own day?"""

from __future__ import annotations

import khabar

TEXT = (
    "قتل 12 مدنيا في قصف طال أمس (الخميس) بلدة المليحة شرق درعا، منذ أن بدأت القوات هجوما واسعا في 19 الجاري. "
    "وطالب وزير الخارجية الأميركي مايك بومبيو موسكو بوقف القصف اليوم (الجمعة). "
    "وكانت فصائل الغوطة غادرت إلى الشمال في نيسان (أبريل)، وأبرم اتفاق خفض التوتر في تموز (يوليو) 2017. "
    "وتغلق المملكة معابرها منذ تفجير في موقع حدودي في 21 حزيران (يونيو) 2016. "
    "ويلتقي الرئيسان الروسي والأميركي في هلسنكي في 16 تموز المقبل."
)


def test_a_date_to_come_tells_shortly_before_when_it_was_told() -> None:
    """Is a report of a Friday, past the 19th of its month, of the month before the July that it looks ahead to?"""
    published = khabar.read(TEXT).published
    assert str(published.start) in ("2018-06-22", "2018-06-29")


def test_a_report_on_a_live_page_is_of_the_hour_on_the_line_before() -> None:
    """Are entries dated whose hours stand on lines of their own after a word?"""
    hours = ["22:40", "21:55", "18:50", "17:35", "13:40"]
    told = "قصفت الطائرات مقرا للحرس في المدينة، ودمرنا منذ بدء العملية عشرات المنصات."
    lines = [f"الساعة {hour}\n{told}" for hour in hours]
    text = "الحرب لحظة بلحظة\n" + "\n".join(lines)
    reading = khabar.read(text, published="2025-06-16")
    raids = [e for e in reading.events if e.trigger == "قصفت"]
    assert len(raids) == len(hours)
    assert all(e.time is not None and str(e.time.start) == str(e.time.end) == "2025-06-16" for e in raids)
