"""Readings without their texts, moved to another day: only what the records explain moves."""

from __future__ import annotations

from khabar import pipeline
from khabar.model.records import Event, Published, Reading, Tally, TimeMention
from khabar.model.spans import Span
from khabar.redate.shift import shifted

AT = Span(0, 3)
OLD = Published(start="2025-02-04", end="2025-02-05", likeliest="2025-02-04")
NEW = Published(start="2025-02-06", end="2025-02-06", likeliest="2025-02-06")


def moved(words: str | None, start: str | None, *others: TimeMention) -> tuple[str | None, str | None]:
    times = [TimeMention(text=words, span=AT if words else None, start=start, end=start), *others]
    events = tuple(
        Event(id=f"e{n}", type="assault", span=AT, trigger="x", sentence="x", sentence_span=AT, modality="asserted",
              time=time)
        for n, time in enumerate(times)
    )  # fmt: skip
    reading = Reading(doc="a", sha256="a", khabar="0", published=OLD, events=events)
    time = shifted(reading, NEW, pipeline.wordings()).events[0].time
    assert time is not None
    return time.start, time.end


def test_yesterday_moves_with_the_article() -> None:
    """Is yesterday the day before the new day?"""
    assert moved("أمس", "2025-02-03") == ("2025-02-05", "2025-02-05")


def test_a_weekday_stays_while_it_means_the_same() -> None:
    """Does Monday stay where the article moved within the week?"""
    assert moved("يوم الاثنين", "2025-02-03") == ("2025-02-03", "2025-02-03")


def test_a_date_stays() -> None:
    """Does a date in words stay?"""
    assert moved("3 فبراير 2025", "2025-02-03") == ("2025-02-03", "2025-02-03")


def test_days_that_the_words_do_not_explain_stay() -> None:
    """Is a day left alone that did not come from its words?"""
    assert moved("أمس", "2025-01-20") == ("2025-01-20", "2025-01-20")


def test_the_articles_own_day_moves() -> None:
    """Does a day taken from the article itself move, and one taken from a claim in words move with that claim?"""
    assert moved(None, "2025-02-04") == ("2025-02-06", "2025-02-06")
    yesterday = TimeMention(text="أمس", span=AT, start="2025-02-03", end="2025-02-03")
    assert moved(None, "2025-02-03", yesterday) == ("2025-02-05", "2025-02-05")
    assert moved(None, "2025-01-20", yesterday) == ("2025-01-20", "2025-01-20")


def test_words_without_a_day_get_one() -> None:
    """Do words that had no day, for want of the article's, get theirs?"""
    assert moved("أمس", None) == ("2025-02-05", "2025-02-05")


def test_a_total_up_to_the_article_goes_on() -> None:
    """Does a total that ran to the article's own day run to the new one?"""
    tally = Tally(id="t1", span=AT, trigger="x", sentence="x", sentence_span=AT, counted="attacks", low=27, high=27,
                  start="2025-01-01", end="2025-02-04")  # fmt: skip
    reading = Reading(doc="a", sha256="a", khabar="0", published=OLD, tallies=(tally,))
    assert shifted(reading, NEW, pipeline.wordings()).tallies[0].end == "2025-02-06"
