"""The tallies' book: series, what fits in them, what the chronology covers."""

from __future__ import annotations

import random
import time

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.model.book import Book, TallySeries
from khabar.model.chronology import Account, Chronology, Happening, Party, TallyLine
from khabar.model.records import PlaceMention, Published, Reading, SourceMention, Tally
from khabar.model.spans import Span
from khabar.reconcile import tallies
from khabar.reconcile.book import to_book
from khabar.reconcile.incidents import Incidents

SPAN = Span(0, 4)
SENTENCE = "تعرضت القوات الأميركية في العراق وسوريا للهجوم"
START = "2023-10-17"


def source(text: str, kind: str = "official") -> tuple[SourceMention, ...]:
    return (SourceMention(text=text, span=Span(900, 900 + len(text)), kind=kind),)


OFFICIAL = source("مسؤول أمريكي")
SPOKESMAN = source("المتحدث باسم البنتاغون باتريك رايدر", "spokesperson")


def tally(low: int, end: str, number: int = 1, **fields: object) -> Tally:
    at = Span(number * 1000, number * 1000 + 5)
    base = {
        "id": f"t{number}",
        "span": at,
        "trigger": "مرة",
        "sentence": SENTENCE,
        "counted": "attacks",
        "start": START,
    }
    more = {"sentence_span": Span(at.start, at.start + len(SENTENCE)), "low": low, "high": low, "end": end}
    return Tally(**{**base, **more, "sources": OFFICIAL, **fields})  # type: ignore[arg-type]


def lines(told: dict[str, tuple[Tally, ...]], happenings: tuple[Happening, ...] = ()) -> tuple[TallyLine, ...]:
    found = []
    for doc, made in told.items():
        reading = Reading(doc=doc, sha256=doc, khabar="0", published=Published(), tallies=made)
        found += list(tallies.to_told(reading, doc, doc))
    return tallies.to_lines(found, Incidents(happenings))


def book(told: dict[str, tuple[Tally, ...]], *happenings: Happening) -> Book:
    return to_book(Chronology(khabar="0", happenings=happenings, tallies=lines(told, happenings)))


def attack(name: str, day: str, country: str = "IRQ", target: str = "USA", by: str | None = None) -> Happening:
    place = PlaceMention(text="م", span=SPAN, level="site", name="x", country=country)
    party = Party(words=("قاعدة",), kind="site", country=target)
    who = (Party(words=("ج",), kind="military", country=by),) if by else ()
    return Happening(
        id=name,
        type="assault",
        types=("assault",),
        modality="asserted",
        claims=(f"{name}#e1",),
        start=day,
        end=day,
        place=place,
        target=(party,),
        initiator=who,
    )


def texts(series: TallySeries, kind: str) -> list[str]:
    return [f.text for f in series.findings if f.kind == kind]


RUNNING = {
    "a": (tally(23, "2023-10-30"),),
    "b": (tally(27, "2023-10-31", sources=SPOKESMAN, by_place={"IRQ": 16, "SYR": 11}),),
    "c": (tally(151, "2024-01-23", high=None),),
}


def test_officials_of_one_state_are_one_series() -> None:
    """Do an official, a spokesman and another official tell one series, by its days?"""
    (series,) = book(RUNNING).series
    assert (series.speaker, series.subject) == ("officials of USA", "attacks on USA in IRQ, SYR")
    assert [line.low for line in series.lines] == [23, 27, 151]


def test_another_speaker_or_subject_is_another_series() -> None:
    """Do the totals of a group, and those of another country, stand apart?"""
    told = {
        "a": (tally(23, "2023-10-30"),),
        "b": (tally(58, "2023-11-14", sources=source("المقاومة الإسلامية", "armed_group")),),
        "c": (tally(9, "2023-11-01", by_place={"YEM": 4, "SAU": 5}),),
    }
    assert len(book(told).series) == 3


def test_what_the_chronology_covers() -> None:
    """Are the incidents that a total counts named, and the rest told as a number?"""
    incidents = (
        attack("in", "2023-10-30"),
        attack("syria", "2023-10-29", "SYR"),
        attack("before", "2023-10-01"),
        attack("after", "2023-11-05"),
        attack("other", "2023-10-29", target="IRN"),
        attack("yemen", "2023-10-29", "YEM"),
        attack("own", "2023-10-29", target="USA", by="USA"),
    )
    (series,) = book({"b": RUNNING["b"]}, *incidents).series
    (line,) = series.lines
    assert (line.on_record, line.covered, line.residual) == (2, ("syria", "in"), 25)
    assert texts(series, "coverage") == [
        "27 attacks in 2023-10-17..2023-10-31: 2 in the chronology as incidents (syria, in), 25 not told one by one"
    ]


def test_a_base_held_by_others_is_theirs() -> None:
    """Does an attack on a base of the country count where its accounts name those who use it?"""
    words = "استهدف هجوم قاعدة تستضيف قوات أميركية"
    held = msgspec.structs.replace(
        attack("base", "2023-10-30", target="IRQ"),
        accounts=(Account(docs=("a",), claims=("a#e1",), origin=1, sentence=words),),
    )
    (series,) = book({"b": RUNNING["b"]}, held, attack("police", "2023-10-30", target="IRQ")).series
    assert series.lines[0].covered == ("base",)


def test_a_jump_that_nothing_explains() -> None:
    """Is growth set against the incidents of those days?"""
    (series,) = book(RUNNING, attack("x", "2023-12-01"), attack("y", "2023-10-31")).series
    assert texts(series, "jump") == [
        "23 to 2023-10-30, then 27 to 2023-10-31: 4 more in 1 day; "
        "the chronology has 1 incident of those days, 3 are unexplained",
        "27 to 2023-10-31, then at least 151 to 2024-01-23: 124 more in 84 days; "
        "the chronology has 1 incident of those days, 123 are unexplained",
    ]


def test_growth_that_incidents_explain_is_quiet() -> None:
    """Is nothing called unexplained where there are as many incidents as the growth?"""
    told = {"a": (tally(1, "2023-10-30"),), "b": (tally(2, "2023-10-31"),)}
    (series,) = book(told, attack("x", "2023-10-31")).series
    assert texts(series, "jump") == []
    assert texts(series, "growth") == [
        "1 to 2023-10-30, then 2 to 2023-10-31: 1 more in 1 day; the chronology has 1 incident of those days"
    ]


def test_a_total_that_falls() -> None:
    """Is a running total that is lower than an earlier one found?"""
    (series,) = book({"a": (tally(27, "2023-10-30"),), "b": (tally(23, "2023-10-31"),)}).series
    assert texts(series, "falls") == ["falls: 23 to 2023-10-31, but 27 already to 2023-10-30"]


def test_parts_and_headline() -> None:
    """Is 14 + 3 set against the 23 of the same article?"""
    parts = tally(17, "2023-10-30", 2, high=None, by_place={"IRQ": 14, "SYR": 3})
    (series,) = book({"a": (tally(23, "2023-10-30"), parts)}).series
    assert texts(series, "parts") == ["14 + 3 = 17 at least, the headline says 23"]


@pytest.mark.parametrize(
    ("sentences", "kinds"), [((SENTENCE, SENTENCE + " أمس"), ["totals"]), ((SENTENCE, SENTENCE), [])]
)
def test_two_totals_of_one_article(sentences: tuple[str, str], kinds: list[str]) -> None:
    """Do two sentences with two totals differ, and two figures of one sentence not: they count two things?"""
    told = tuple(
        tally(low, "2023-10-30", n, sentence=s) for n, (low, s) in enumerate(zip((23, 27), sentences, strict=True))
    )
    found = [f.kind for s in book({"a": told}).series for f in s.findings]
    assert [kind for kind in found if kind == "totals"] == kinds


def test_a_week_inside_the_whole() -> None:
    """Is a shorter span set against the longer one it lies in?"""
    week = tally(16, "2023-10-26", start="2023-10-20")
    (series,) = book({"a": (week,), "b": (tally(27, "2023-10-31"),)}).series
    assert texts(series, "overlap") == [
        "16 in 2023-10-20..2023-10-26 lie inside 27 in 2023-10-17..2023-10-31, leaving 11 for the other days"
    ]
    (series,) = book({"a": (msgspec.structs.replace(week, low=30, high=30),), "b": (tally(27, "2023-10-31"),)}).series
    assert [t.endswith("the part is larger than the whole") for t in texts(series, "overlap")] == [True]


def test_a_headline_without_a_source_is_its_articles_speaker() -> None:
    """Does the same figure in the same article have the same speaker?"""
    (series,) = book({"a": (tally(23, "2023-10-30", sources=()), tally(23, "2023-10-31", 2))}).series
    assert series.speaker == "officials of USA"
    alone = book({"a": (tally(23, "2023-10-30", sources=()),)}).series
    assert [s.speaker for s in alone] == ["a, no source named"]


def test_a_groups_own_count_is_not_set_against_all() -> None:
    """Is nothing called covered where the text does not tell which incidents a total counts?"""
    told = {"a": (tally(2, "2023-10-31", sources=source("المقاومة", "armed_group")),)}
    (series,) = book(told, attack("x", "2023-10-30")).series
    assert (series.lines[0].on_record, series.lines[0].residual) == (None, None)


def test_a_repeated_total_is_one_line() -> None:
    """Do two articles with one total make one line with both references?"""
    (series,) = book({"a": RUNNING["b"], "b": RUNNING["b"]}).series
    (line,) = series.lines
    assert {line.claim, *line.again} == {"a#t1", "b#t1"}


@given(st.permutations(range(7)))
def test_the_order_changes_nothing(order: list[int]) -> None:
    """Does the same set of totals and incidents give the same book?"""
    days = ["2023-10-20", "2023-10-25", "2023-10-30", "2023-10-31", "2023-11-13", "2023-11-14", "2024-01-23"]
    told = [
        (f"d{n}", (tally(10 + 7 * n % 23, day, sources=(OFFICIAL, SPOKESMAN, ())[n % 3]),))
        for n, day in enumerate(days)
    ]
    incidents = tuple(attack(f"h{n}", day) for n, day in enumerate(days))
    one = book(dict(told), *incidents)
    two = book(dict(told[n] for n in order), *(incidents[n] for n in order))
    assert msgspec.json.encode(one) == msgspec.json.encode(two)


@pytest.mark.slow
def test_many_totals_cost_in_proportion() -> None:
    """Do twice as many totals and incidents take about twice the CPU, not four times?"""
    small, large = _spent(2000), _spent(8000)
    assert large < 4 * 1.8 * small, f"{small:.2f} s, then {large:.2f} s for four times as many"


def _spent(number: int) -> float:
    choice = random.Random(1)
    days = [f"20{y}-{m:02}-{d:02}" for y in range(15, 24) for m in range(1, 13) for d in range(1, 28)]
    starts = ["2015-01-01", "2016-01-01"]
    told = {
        f"d{n}": (
            tally(choice.randrange(1, 99), choice.choice(days), start=choice.choice(starts), by_place={"IRQ": n % 50}),
        )
        for n in range(number)
    }
    incidents = tuple(attack(f"h{n}", choice.choice(days)) for n in range(number))
    book({"a": (tally(1, "2023-10-30"),)})
    start = time.process_time()
    book(told, *incidents)
    return time.process_time() - start
