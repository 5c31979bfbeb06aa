"""What holds of any corpus: nothing leans on itself, nothing leaves the interval given, order does not matter."""

from __future__ import annotations

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from khabar import pipeline
from khabar.model.chronology import Links
from khabar.model.lineage import CopyLink, Lineage
from khabar.model.records import Event, Published, Reading, Tally, TimeMention
from khabar.model.spans import Span
from khabar.redate.narrow import narrow

WORDS = (None, "أمس", "اليوم", "يوم الثلاثاء", "الجمعة الماضية", "قبل يومين", "3 فبراير")
FIRST = datetime.date(2025, 2, 1)


def iso(offset: int) -> str:
    return (FIRST + datetime.timedelta(days=offset)).isoformat()


def claim(number: int, key: str, words: str | None, day: int | None) -> Event:
    at = Span(number * 10, number * 10 + 5)
    start = iso(day) if day is not None else None
    time = TimeMention(text=words, span=at if words else None, start=start, end=start) if words or start else None
    return Event(id=f"e{number}", type="assault", span=at, trigger="x", sentence="x", sentence_span=at,
                 modality="asserted", time=time, event=key)  # fmt: skip


claims = st.lists(
    st.tuples(st.sampled_from("uvwxyz"), st.sampled_from(WORDS), st.none() | st.integers(0, 12)), min_size=1, max_size=4
)
days = st.one_of(
    st.builds(lambda d: Published(start=iso(d), end=iso(d), stated=True), st.integers(0, 14)),
    st.builds(
        lambda d, w: Published(start=iso(d), end=iso(d + w), likeliest=iso(d)), st.integers(0, 14), st.integers(0, 3)
    ),
    st.builds(lambda d, w: Published(start=iso(d), end=iso(d + w)), st.integers(0, 14), st.integers(0, 6)),
    st.just(Published()),
)


@st.composite
def corpora(draw: st.DrawFn) -> list[Reading]:
    made = []
    for n in range(draw(st.integers(2, 6))):
        told = draw(claims)
        events = tuple(claim(i, key, words, day) for i, (key, words, day) in enumerate(told))
        made.append(Reading(doc=f"d{n}", sha256=str(n), khabar="0", published=draw(days), events=events))
    return made


def linked(readings: list[Reading]) -> Links:
    return Links(readings=tuple(readings), names=tuple(r.doc for r in readings))


@settings(max_examples=60)
@given(corpora())
def test_nothing_leans_on_itself(readings: list[Reading]) -> None:
    """Does no day rest, itself or through others, on the article whose day it is?"""
    found = {one.doc: one for one in narrow(linked(readings), pipeline.wordings())}
    for doc, one in found.items():
        assert doc not in one.leans_on
        for bound in one.bounds:
            assert doc not in bound.docs
        assert not any(doc in found[other].leans_on for other in one.leans_on if other in found)


@settings(max_examples=60)
@given(corpora())
def test_days_stay_within_those_given(readings: list[Reading]) -> None:
    """Is every result a run of days with its likeliest inside, and inside what was given where the two meet?"""
    for one in narrow(linked(readings), pipeline.wordings()):
        if one.start is None or one.end is None or not one.bounds:
            continue
        assert one.likeliest is not None
        assert one.start <= one.likeliest <= one.end
        meets = one.was.start is not None and one.start <= (one.was.end or "") and one.was.start <= one.end
        if meets:
            assert (one.was.start or "") <= one.start <= one.end <= (one.was.end or "")


@settings(max_examples=30)
@given(corpora(), st.randoms(use_true_random=False))
def test_order_changes_nothing(readings: list[Reading], random: object) -> None:
    """Do readings in any order give the same?"""
    once = narrow(linked(readings), pipeline.wordings())
    assert narrow(linked(readings[::-1]), pipeline.wordings()) == once


@settings(max_examples=30)
@given(corpora())
def test_a_second_call_changes_nothing(readings: list[Reading]) -> None:
    """Is the result a fixed point: narrowing with what was narrowed finds no more?"""
    once = narrow(linked(readings), pipeline.wordings())
    again = narrow(linked(readings), pipeline.wordings(), once)
    assert [(n.doc, n.start, n.end) for n in again] == [(n.doc, n.start, n.end) for n in once]


def test_two_neighbours_overrule_a_guess() -> None:
    """Is a day that was only guessed given up where two articles tell otherwise?"""
    stated = Published(start=iso(3), end=iso(3), stated=True)
    guess = Published(start=iso(12), end=iso(13), likeliest=iso(12))
    told = [
        Reading(doc=doc, sha256=doc, khabar="0", published=stated, events=(claim(1, "x", None, 2),)) for doc in "ab"
    ]
    own = Reading(doc="c", sha256="c", khabar="0", published=guess, events=(claim(1, "x", "أمس", None),))
    (one,) = narrow(linked([*told, own]), pipeline.wordings())
    assert (one.start, one.end, one.leans_on) == (iso(3), iso(3), ("a", "b"))


def test_a_copy_and_a_total_choose_among_the_days() -> None:
    """Do a copy of a dated article, and a total that it tells too, choose the likeliest of two days?"""
    stated = Published(start=iso(6), end=iso(6), stated=True)
    guess = Published(start=iso(3), end=iso(5), likeliest=iso(3))
    total = Tally(id="t1", span=Span(0, 1), trigger="x", sentence="x", sentence_span=Span(0, 1), counted="attacks",
                  low=27, high=27, start=iso(0), end=iso(6), by_place={"IRQ": 27})  # fmt: skip
    there = Reading(doc="a", sha256="a", khabar="0", published=stated, tallies=(total,))
    here = Reading(doc="b", sha256="b", khabar="0", published=guess, tallies=(
        Tally(id="t1", span=Span(0, 1), trigger="x", sentence="x", sentence_span=Span(0, 1), counted="attacks",
              low=27, high=27, start=iso(0), end=iso(3), by_place={"IRQ": 27}),))  # fmt: skip
    lineage = Lineage(copies=(CopyLink(doc="b", of="a", share=0.9),))
    both = Links(readings=(there, here), names=("a", "b"), lineage=lineage)
    (one,) = narrow(both, pipeline.wordings())
    assert (one.start, one.end, one.likeliest, one.leans_on) == (iso(3), iso(5), iso(5), ("a",))
