"""Lines of a chronology that a day opens."""

from __future__ import annotations

import khabar


def days(text: str, published: str = "2024-05-08") -> list[tuple[str, str | None, str | None]]:
    reading = khabar.read(text, published=published)
    return [(e.trigger, e.time and e.time.start, e.time and e.time.end) for e in reading.events]


def test_a_day_with_a_line_to_itself_dates_the_lines_below_it() -> None:
    """Do all the lines under a day happen on it, up to the next?"""
    text = (
        "حصاد الأسبوع في درعا\nالسبت 4 مايو 2024\nاغتال مجهولون عنصرا من فرع الأمن في بلدة المزيريب.\n"
        "الأحد 5 مايو 2024\nقصفت قوات النظام أطراف بلدة داعل.\nأطلق مسلحون النار على سيارة ضابط قرب إزرع.\n"
    )
    told = days(text)
    assert [start for _, start, _ in told] == ["2024-05-04", "2024-05-05", "2024-05-05"]
    assert all(start == end for _, start, end in told)


def test_a_day_before_a_colon_dates_its_line() -> None:
    """Does the second sentence of the line keep the day, and an hour in it?"""
    text = (
        "سجل الانتهاكات في شمال كيفو خلال أبريل\n"
        "- 3 أبريل: هاجم مسلحون من حركة 23 مارس بلدة ساكي وقتلوا أربعة مدنيين.\n"
        "- 11 أبريل: سقطت قذيفتان على مخيم موغونغا. واقتحم مسلحون في المساء مركزا صحيا.\n"
        "- 24 أبريل: خطف مسلحون ثلاثة سائقين على طريق روتشورو.\n"
    )
    assert [(start, end) for _, start, end in days(text)] == [
        ("2024-04-03", "2024-04-03"), ("2024-04-11", "2024-04-11"), ("2024-04-11", "2024-04-11"),
        ("2024-04-24", "2024-04-24"),
    ]  # fmt: skip


def test_a_month_before_a_colon_dates_its_line() -> None:
    """Does a month do, and a full date after a dash?"""
    text = (
        "تسلسل زمني للهجمات على السفن\nديسمبر 2023: هاجم الحوثيون سفينة حاويات قرب باب المندب.\n"
        "12 مارس 2024 – أصاب صاروخ ناقلة نفط قبالة عدن.\n"
    )
    assert days(text)[-2:] == [("هاجم", "2023-12-01", "2023-12-31"), ("أصاب", "2024-03-12", "2024-03-12")]


def test_one_such_line_is_no_chronology() -> None:
    """Does a single date line leave the rest of the text alone?"""
    text = "الأحد 5 مايو 2024\nقصفت قوات النظام بلدة داعل أمس.\nواعتقلت الشرطة الثلاثاء سبعة في طفس.\n"
    assert [start for _, start, _ in days(text)] == ["2024-05-07", "2024-05-07"]
