"""A series told in one word: over which days it runs, where the document counts it."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from khabar.link import mentions, series
from khabar.model.days import to_ordinal
from khabar.model.records import Reading, Tally
from khabar.model.spans import Span

from .test_hard_cases import KTAIB, SPAN, Article, at, on

SINCE = ("2025-05-20", "2025-06-10")


def counted(kind: str = "attacks", start: str = SINCE[0], end: str = SINCE[1]) -> Tally:
    whole = Span(0, 8)
    return Tally(
        id="t1", span=SPAN, trigger="27 هجوما", sentence="27 هجوما", sentence_span=whole, counted=kind, low=27,
        start=start, end=end,
    )  # fmt: skip


def told(trigger: str, *tallies: Tally, **fields: Any) -> Reading:
    """What an article says that counts and then tells, as the program would have read it."""
    one = Article("a", "2025-06-12")
    named = (msgspec.structs.replace(KTAIB, entity="actor.irq.kataib_hezbollah"),)
    one.tells(f"وقال إن {trigger} لن تتوقف.", trigger, **{"time": on("2025-06-12"), "initiator": named, **fields})
    return msgspec.structs.replace(one.reading(), tallies=tallies)


def days(reading: Reading) -> tuple[int | None, int | None]:
    (node,) = mentions.to_nodes([reading], ["a"], {"a": 0})
    return node.first, node.last


@pytest.mark.parametrize("trigger", ["الهجمات", "الاعتداءات"])
def test_the_attacks_run_as_they_are_counted(trigger: str) -> None:
    """Does "the attacks", which give no day of their own, take the days over which the document counts attacks?"""
    assert days(told(trigger, counted())) == (to_ordinal(SINCE[0]), to_ordinal(SINCE[1]))


@pytest.mark.parametrize(
    ("trigger", "fields"),
    [
        ("الهجوم", {}),
        ("هجمات", {}),
        ("الضربات", {}),
        ("الهجمات", {"time": on("2025-06-12", words="اليوم")}),
        ("الهجمات", {"place": at("base")}),
        ("الاعتقالات", {"kind": "coerce"}),
    ],
)
def test_what_takes_no_days_of_a_series(trigger: str, fields: dict[str, Any]) -> None:
    """Do one attack, new ones, others than were counted, and those with a day or a site of their own keep theirs?"""
    day = to_ordinal("2025-06-12")
    assert days(told(trigger, counted(), **fields)) == (day, day)


def test_strikes_run_as_strikes_are_counted() -> None:
    """Is the count of strikes taken for strikes, and not that of attacks?"""
    strikes = counted("strikes", start="2025-06-01")
    assert days(told("الغارات", counted(), strikes)) == (to_ordinal("2025-06-01"), to_ordinal(SINCE[1]))


def test_a_count_of_a_day_or_two_is_no_series() -> None:
    """Is a count that spans less than five days left alone?"""
    day = to_ordinal("2025-06-12")
    assert days(told("الهجمات", counted(start="2025-06-09"))) == (day, day)


def test_the_start_that_most_tallies_give() -> None:
    """Of several counts, is the start the one that most give, and the end the last of those?"""
    tallies = [counted(), counted(end="2025-06-11"), counted(start="2025-01-01")]
    spans = series.spans_of(told("الهجمات", *tallies))
    assert spans == {"attacks": (to_ordinal(SINCE[0]), to_ordinal("2025-06-11"))}


@pytest.mark.parametrize(
    ("trigger", "many"),
    [("هجماتهم", True), ("سلسلة من الهجمات", True), ("غاراتها", True), ("هجوم", False), ("بيت", False), ("مات", False)],
)
def test_a_plural_is_known(trigger: str, many: bool) -> None:
    """Is a plural in at known with a pronoun or behind a word for many, and a short word that ends so for none?"""
    assert series.is_plural(trigger) is many


def test_what_people_coded_keeps_its_days() -> None:
    """Does a claim that a person coded, with days that were thought about, stay as it is?"""
    reading = told("الهجمات", counted(), initiator=(KTAIB,))
    day = to_ordinal("2025-06-12")
    assert days(reading) == (day, day)


@pytest.mark.parametrize(
    ("trigger", "last", "many"),
    [("الهجمات", "2025-05-25", True), ("الهجمات", "2025-05-22", False), ("الحصار", "2025-06-25", False)],
)
def test_a_series_is_plural_and_long(trigger: str, last: str, many: bool) -> None:
    """Is a plural over five days or more a series, a shorter one none, and a long siege none?"""
    (event,) = told(trigger).events
    assert series.is_series(event, to_ordinal("2025-05-20"), to_ordinal(last)) is many
