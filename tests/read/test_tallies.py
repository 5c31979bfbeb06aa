"""Tallies and strengths: running totals, and forces that stand somewhere."""

from __future__ import annotations

from collections.abc import Callable

from khabar.model.records import Reading

Read = Callable[[str], Reading]


def test_a_total_with_its_parts(read: Read) -> None:
    """Are total, parts, span and source of a tally read?"""
    (tally,) = read(
        "تعرضت القوات الأميركية إلى 27 هجوما منذ 17 أكتوبر، منها 16 في العراق و11 في سوريا، وفق البنتاغون."
    ).tallies
    assert (tally.counted, tally.low, tally.high) == ("attacks", 27, 27)
    assert tally.by_place == {"IRQ": 16, "SYR": 11}
    assert tally.start == "2023-10-17"
    assert [source.text for source in tally.sources] == ["البنتاغون"]


def test_parts_without_a_total(read: Read) -> None:
    """Is the sum the total where only the parts are told?"""
    (tally,) = read("تعرضت القواعد للهجوم 12 مرة في العراق و4 مرات في سوريا خلال الأسبوع الماضي.").tallies
    assert (tally.low, tally.by_place) == (16, {"IRQ": 12, "SYR": 4})


def test_parts_stay_as_written(read: Read) -> None:
    """Are parts that do not add up kept as the text gives them?"""
    (tally,) = read("نفذت الفصائل 23 هجوما منذ 17 أكتوبر، 14 في العراق و3 في سوريا.").tallies
    assert (tally.low, tally.by_place) == (23, {"IRQ": 14, "SYR": 3})


def test_at_least(read: Read) -> None:
    """Is a total with a lower bound left open above?"""
    (tally,) = read("تعرضت القوات للهجوم 151 مرة على الأقل منذ 17 أكتوبر.").tallies
    assert (tally.low, tally.high) == (151, None)


def test_the_dead_of_a_campaign(read: Read) -> None:
    """Is a toll since a day a running total?"""
    (tally,) = read("قتل أكثر من 8300 شخص في غزة منذ 7 أكتوبر، وفق وزارة الصحة.").tallies
    assert (tally.counted, tally.low, tally.high, tally.start) == ("killed", 8300, None, "2023-10-07")


def test_a_count_without_a_span_is_no_tally(read: Read) -> None:
    """Are two strikes of one night a happening, not a total?"""
    reading = read("شنت الطائرات غارتين على مواقع في حمص.")
    assert reading.tallies == ()
    assert [event.type for event in reading.events] == ["assault"]


def test_forces_that_stand(read: Read) -> None:
    """Are the forces of one state in two countries two strengths?"""
    found = read("وللولايات المتحدة نحو 900 جندي في سوريا و2500 جندي في العراق.").strengths
    assert [(s.low, s.high, s.country, s.place) for s in found] == [
        (900, 900, "USA", "SYR"),
        (2500, 2500, "USA", "IRQ"),
    ]


def test_forces_that_move_are_no_strength(read: Read) -> None:
    """Is a deployment a happening, not a standing number?"""
    reading = read("أرسلت واشنطن 900 جندي إلى الشرق الأوسط.")
    assert reading.strengths == ()
    assert [event.type for event in reading.events] == ["mobilize"]
