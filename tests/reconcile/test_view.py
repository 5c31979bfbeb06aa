"""Reconciling: what the accounts agree on and where they do not."""

from __future__ import annotations

import random

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.link.join import link_readings
from khabar.model.chronology import Chronology
from khabar.model.records import (
    CasualtyMention,
    Event,
    PlaceMention,
    Published,
    Reading,
    SourceMention,
    Tally,
    TimeMention,
)
from khabar.model.spans import Span
from khabar.reconcile.view import reconcile

SPAN = Span(0, 4)
MANBIJ = PlaceMention(text="منبج", span=SPAN, level="city", name="Manbij", country="SYR", lat=36.53, lon=37.95)
MONDAY = TimeMention(text="الاثنين", span=SPAN, start="2025-02-03", end="2025-02-03")
PENTAGON = SourceMention(text="البنتاغون", span=SPAN, kind="military", name="Pentagon")


def killed(low: int, high: int | None) -> tuple[CasualtyMention, ...]:
    return (CasualtyMention(text="قتلى", span=SPAN, harm="killed", who="civilians", low=low, high=high),)


def event(number: int, kind: str = "assault", **fields: object) -> Event:
    at = Span(number * 10, number * 10 + 5)
    base = {"id": f"e{number}", "type": kind, "span": at, "trigger": "تفجير", "sentence": "تفجير منبج"}
    told = {"modality": "asserted", "place": MANBIJ, "time": MONDAY}
    return Event(**{**base, "sentence_span": at, **told, **fields})  # type: ignore[arg-type]


def tally(number: int, low: int, high: int | None, **fields: object) -> Tally:
    at = Span(number * 10, number * 10 + 5)
    base = {"id": f"t{number}", "span": at, "trigger": "هجوما", "sentence": "هجوما على القوات", "sentence_span": at}
    span = {"start": "2023-10-17", "end": "2023-10-30", "counted": "attacks"}
    return Tally(**{**base, **span, "low": low, "high": high, **fields})  # type: ignore[arg-type]


def reading(doc: str, *events: Event, tallies: tuple[Tally, ...] = ()) -> Reading:
    published = Published(start="2025-02-04", end="2025-02-04", stated=True)
    return Reading(doc=doc, sha256=doc, khabar="0", published=published, events=events, tallies=tallies)


def chronology(*readings: Reading) -> Chronology:
    return reconcile(link_readings(readings))


def test_one_origin_behind_two_accounts() -> None:
    """Are two articles that rest on one statement two accounts of one origin?"""
    made = chronology(
        reading("a", event(1, sources=(PENTAGON,))), reading("b", event(1, sources=(PENTAGON,))), reading("c", event(1))
    )
    (h,) = made.happenings
    assert (len(h.accounts), h.origins) == (3, 2)


def test_figures_that_exclude_each_other_disagree() -> None:
    """Is the toll a range with each figure, and the contradiction listed?"""
    made = chronology(
        reading("a", event(1, casualties=killed(15, 15))), reading("b", event(1, casualties=killed(20, 20)))
    )
    (h,) = made.happenings
    assert [(t.low, t.high, len(t.figures)) for t in h.tolls] == [(15, 20, 2)]
    assert [(d.field, [s.says for s in d.sides]) for d in h.disagreements] == [("killed", ["15", "20"])]


def test_at_least_agrees_with_more() -> None:
    """Do "at least 15" and "20" agree?"""
    made = chronology(
        reading("a", event(1, casualties=killed(15, None))), reading("b", event(1, casualties=killed(20, 20)))
    )
    assert made.happenings[0].disagreements == ()


def test_failed_against_hit() -> None:
    """Is an outcome that one calls failed and another a hit a disagreement?"""
    made = chronology(reading("a", event(1, outcome="failed")), reading("b", event(1, outcome="hit")))
    assert [d.field for d in made.happenings[0].disagreements] == ["outcome"]


def test_claim_and_denial_stand_side_by_side() -> None:
    """Are a claim of responsibility and a denial shown against each other?"""
    at = Span(10, 15)
    said = [event(n, kind, sentence_span=at) for n, kind in ((2, "claim"), (3, "deny"))]
    (h,) = chronology(reading("a", event(1), *said)).happenings
    assert [a.type for a in h.acts] == ["claim", "deny"]
    assert [d.field for d in h.disagreements] == ["responsibility"]


def test_parts_against_the_headline() -> None:
    """Does 14 + 3 meet the 23 of the headline?"""
    made = chronology(reading("a", tallies=(tally(0, 23, 23), tally(5, 17, None, by_place={"IRQ": 14, "SYR": 3}))))
    texts = [f.text for line in made.tallies for f in line.findings]
    assert texts == ["14 + 3 = 17 at least, the headline says 23"]


def test_a_sum_that_holds_is_no_finding() -> None:
    """Does 16 + 11 = 27 stay quiet?"""
    made = chronology(reading("a", tallies=(tally(0, 27, 27, by_place={"IRQ": 16, "SYR": 11}),)))
    assert made.tallies[0].findings == ()


def test_later_total_that_falls() -> None:
    """Is a later running total that is lower than an earlier one reported?"""
    one = reading("a", tallies=(tally(0, 27, 27),))
    two = reading("b", tallies=(tally(0, 20, 20, end="2023-11-05"),))
    kinds = [f.kind for line in chronology(one, two).tallies for f in line.findings]
    assert kinds == ["falls"]


def test_nothing_in_nothing_out() -> None:
    """Is the chronology of no reading empty?"""
    assert chronology() == Chronology(khabar="")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.booleans(), st.booleans()), max_size=5), st.randoms())
def test_reconciling_ignores_order(rows: list[tuple[int, bool, bool]], rng: random.Random) -> None:
    """Is the chronology the same, to the byte, for any order of documents?"""
    docs = [
        reading(
            f"d{n}",
            event(1, casualties=killed(low, low), place=MANBIJ if placed else None),
            event(2, "casualty", time=None if placed else MONDAY, sources=(PENTAGON,) if sourced else ()),
            tallies=(tally(1, low, None),),
        )
        for n, (low, placed, sourced) in enumerate(rows)
    ]
    mixed = docs[:]
    rng.shuffle(mixed)
    assert msgspec.json.encode(chronology(*mixed)) == msgspec.json.encode(chronology(*docs))
