"""Dating by neighbours: what narrows a day, what may not, and that order never matters."""

from __future__ import annotations

import random

import pytest

from khabar import pipeline
from khabar.model.chronology import Links
from khabar.model.dating import Narrowed
from khabar.model.records import Event, Published, Reading, TimeMention
from khabar.model.spans import Span
from khabar.redate.narrow import narrow

YESTERDAY, TUESDAY = "أمس", "يوم الثلاثاء"
DATED = Published(start="2025-02-04", end="2025-02-04", stated=True)


def told(number: int, key: str | None, start: str | None = None, words: str | None = None, **more: object) -> Event:
    """A claim of the happening `key`."""
    at = Span(number * 10, number * 10 + 5)
    time = TimeMention(text=words, span=at if words else None, start=start, end=start) if start or words else None
    fields = {"id": f"e{number}", "type": "assault", "span": at, "trigger": "هجوم", "sentence": "هجوم"}
    return Event(**{**fields, "sentence_span": at, "modality": "asserted", "time": time, "event": key, **more})  # type: ignore[arg-type]


def reading(doc: str, *events: Event, published: Published = DATED) -> Reading:
    return Reading(doc=doc, sha256=doc, khabar="0", published=published, events=events)


def links(*readings: Reading) -> Links:
    ordered = tuple(sorted(readings, key=lambda r: r.doc))
    return Links(readings=ordered, names=tuple(r.doc for r in ordered))


def guessed(start: str, end: str) -> Published:
    return Published(start=start, end=end, likeliest=start)


def found(*readings: Reading) -> dict[str, Narrowed]:
    return {one.doc: one for one in narrow(links(*readings), pipeline.wordings())}


def test_yesterday_and_a_dated_neighbour_give_the_day() -> None:
    """Is an article that tells as yesterday's what a dated one dates of the day after?"""
    one = found(
        reading("a", told(1, "x", "2025-02-03")), reading("b", told(1, "x", words=YESTERDAY), published=Published())
    )
    assert (one["b"].start, one["b"].end, one["b"].likeliest) == ("2025-02-04", "2025-02-04", "2025-02-04")
    assert one["b"].leans_on == ("a",)
    assert one["b"].claims == ("b#e1", "a#e1")


def test_a_weekday_closes_the_week() -> None:
    """Does a weekday told of a day that a neighbour dates leave the seven days in which it means that day?"""
    one = found(
        reading("a", told(1, "x", "2025-02-04")), reading("b", told(1, "x", words=TUESDAY), published=Published())
    )
    assert (one["b"].start, one["b"].end) == ("2025-02-04", "2025-02-10")


@pytest.mark.parametrize("stop", [True, False])
def test_a_day_does_not_support_itself(stop: bool) -> None:
    """Is an article that got its day from another not heard about that other's day?"""
    a = reading("a", told(1, "x", "2025-02-03"), told(2, "y", "2025-02-03"), published=DATED)
    b = reading("b", told(1, "x", words=YESTERDAY), told(2, "z", words=YESTERDAY), published=Published())
    c = reading("c", told(1, "z", words=YESTERDAY), published=Published())
    heard = found(b, c) if stop else found(a, b, c)
    if stop:
        assert heard == {}
        return
    assert heard["c"].leans_on == ("a", "b")
    assert heard["b"].leans_on == ("a",)


def test_order_changes_nothing() -> None:
    """Do shuffled readings give the same days?"""
    made = [reading("a", told(1, "x", "2025-02-03"))] + [
        reading(doc, told(1, key, words=YESTERDAY), told(2, chr(ord(key) + 1), words=YESTERDAY), published=Published())
        for doc, key in zip("bcde", "xyzw", strict=True)
    ]
    once = found(*made)
    for seed in range(5):
        random.Random(seed).shuffle(made)
        assert found(*made) == once
    assert set(once) >= {"b", "c", "d"}


def test_one_neighbour_against_the_text_is_a_conflict() -> None:
    """Does the text's own day stand where one neighbour contradicts it, and is that recorded?"""
    own = guessed("2025-03-01", "2025-03-02")
    one = found(reading("a", told(1, "x", "2025-02-03")), reading("b", told(1, "x", words=YESTERDAY), published=own))[
        "b"
    ]
    assert (one.start, one.end, one.likeliest) == (own.start, own.end, own.likeliest)
    assert [bound.docs for bound in one.conflicts] == [("a",)]
    assert one.bounds == ()


def test_it_stays_within_what_the_text_gave() -> None:
    """Is a day chosen among those that the text left?"""
    own = guessed("2025-02-03", "2025-02-04")
    one = found(reading("a", told(1, "x", "2025-02-03")), reading("b", told(1, "x", words=YESTERDAY), published=own))[
        "b"
    ]
    assert (one.start, one.end, one.likeliest) == ("2025-02-04", "2025-02-04", "2025-02-04")
    assert one.was == own


def test_what_is_planned_dates_nothing() -> None:
    """Is a happening that is only announced left out?"""
    later = told(1, "x", words=YESTERDAY, modality="future")
    assert found(reading("a", told(1, "x", "2025-02-03")), reading("b", later, published=Published())) == {}
