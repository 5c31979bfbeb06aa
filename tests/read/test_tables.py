"""Tables that tell the parts of a total line by line."""

from __future__ import annotations

from khabar.model.records import Reading
from khabar.pipeline import read_text

TABLE = """وثق المرصد مقتل 87 مدنيا خلال شهر آذار 2016، توزعوا كالتالي:
- حلب: 45 قتيلا
- إدلب: 30 قتيلا، بينهم 5 أطفال
• محافظة حماة - 12
وقصفت الطائرات مدينة دوما."""


def read(text: str) -> Reading:
    return read_text(text, published="2016-04-01")


def test_rows_are_parts_of_the_total_before_them() -> None:
    """Are the lines of a table a breakdown, and no happenings of their own?"""
    reading = read(TABLE)
    assert [tally.by_place for tally in reading.tallies] == [{"Aleppo": 45, "Idlib": 30, "Hama": 12}]
    assert [event.trigger for event in reading.events] == ["قصفت"]


def test_a_line_that_is_no_row_closes_the_table() -> None:
    """Does a toll after another sentence stand for itself?"""
    reading = read(TABLE.replace("- إدلب: 30 قتيلا، بينهم 5 أطفال", "وقتل ثلاثة جنود في درعا."))
    assert [dict(tally.by_place) for tally in reading.tallies][:1] == [{"Aleppo": 45}]
    assert any(event.place is not None and event.place.text == "درعا" for event in reading.events)


def test_no_table_without_a_total() -> None:
    """Do lines after a plain heading tell their own tolls?"""
    reading = read("سقط ضحايا في القصف:\n- حلب: مقتل 45 مدنيا بقصف\n- إدلب: مقتل 30 مدنيا بقصف")
    assert len(reading.events) >= 2
    assert not any(tally.by_place for tally in reading.tallies)


def test_rows_may_head_the_lines_that_tell_their_part() -> None:
    """Are `Idlib (14):` and `Aleppo (6):` parts, and the lines under them happenings?"""
    reading = read(
        "وثق المرصد يوم أمس الخميس مقتل (20) شخصا في عموم المحافظات، توزعوا على النحو التالي:"
        "\nمحافظة إدلب (14):\n- خمسة مدنيين استشهدوا جراء قصف صاروخي استهدف سوق الخضار وسط مدينة إدلب."
        "\nمحافظة حلب (6):\n- أربعة جنود قتلوا بصاروخ موجه استهدف سيارتهم في جبهة مارع."
    )
    tally = reading.tallies[0]
    assert (tally.by_place, tally.start) == ({"Idlib": 14, "Aleppo": 6}, "2016-03-31")
    assert {"قصف صاروخي", "استهدف"} <= {event.trigger for event in reading.events}


def test_a_figure_spread_over_places_is_a_total() -> None:
    """Is a day's toll that is broken down by place a tally, not the toll of one happening?"""
    reading = read("وثقت اللجان استشهاد 43 شخصا، وتوزع الشهداء على الشكل التالي: 26 في درعا، 17 في حلب.")
    assert [tally.by_place for tally in reading.tallies] == [{"Daraa": 26, "Aleppo": 17}]


def test_two_parts_of_one_name_keep_their_words() -> None:
    """Is no part lost where two places have one name in the gazetteer?"""
    reading = read("قتل 81 مدنيا منذ مطلع 2016، منهم 52 في الفشقة الكبرى و29 في الفشقة الصغرى.")
    assert [sorted(tally.by_place.values()) for tally in reading.tallies] == [[29, 52]]
