"""The five articles that the program was born from: one chronology that says what they say together."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

import khabar
from khabar.batch import read_all
from khabar.cli.explanation import RuleNote, explain_published, explain_record
from khabar.ingest.open import find_items
from khabar.model.chronology import Chronology, Happening
from khabar.model.records import Reading
from khabar.reconcile import contradictions
from khabar.reconcile.book import to_book
from khabar.serve.reasons import records_of, unexplained

pytestmark = pytest.mark.shared
DOCS = tuple(f"seed-{number}" for number in range(5))
STRIKES = "2023-10-26"
Gold = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def texts(shared: Path) -> dict[str, str]:
    """The articles by name, as they stand on disk."""
    return {doc: (shared / "seeds" / f"{doc}.txt").read_bytes().decode("utf-8") for doc in DOCS}


@pytest.fixture(scope="module")
def readings(shared: Path) -> dict[str, Reading]:
    """Their readings, told no day."""
    outcomes = read_all(find_items([str(shared / "seeds" / f"{doc}.txt") for doc in DOCS]))
    made = [msgspec.json.decode(outcome.line or b"", type=Reading) for outcome in outcomes]
    return {reading.doc: reading for reading in made}


@pytest.fixture(scope="module")
def chronology(readings: dict[str, Reading], texts: dict[str, str]) -> Chronology:
    """All five together."""
    return khabar.chronology(list(readings.values()), texts)


@pytest.fixture(scope="module")
def gold(shared: Path) -> Gold:
    """What people coded."""
    return {doc: json.loads((shared / "gold" / f"{doc}.json").read_text(encoding="utf-8")) for doc in DOCS}


def strikes(chronology: Chronology, readings: dict[str, Reading]) -> Happening:
    """The American strikes in eastern Syria: the happening that the headline of seed-2 tells."""
    headline = next(event for event in readings["seed-2"].events if event.type == "assault")
    return next(h for h in chronology.happenings if f"seed-2#{headline.id}" in h.claims)


def test_the_strikes_of_26_october_are_one(chronology: Chronology, readings: dict[str, Reading]) -> None:
    """Are they one happening of that day in Syria by the United States?"""
    happening = strikes(chronology, readings)
    assert (happening.start, happening.end) == (STRIKES, STRIKES)
    assert happening.place is not None
    assert happening.place.country == "SYR"
    assert {party.country for party in happening.initiator} == {"USA"}


def test_three_articles_tell_the_strikes(chronology: Chronology, readings: dict[str, Reading]) -> None:
    """Are the accounts of three articles found to be of that one happening?"""
    happening = strikes(chronology, readings)
    assert len({doc for account in happening.accounts for doc in account.docs}) >= 3


def test_two_articles_rest_on_the_pentagon(chronology: Chronology, readings: dict[str, Reading]) -> None:
    """Do accounts of the strikes that rest on one statement count as one origin?"""
    happening = strikes(chronology, readings)
    assert happening.origins < len(happening.accounts)
    sources = {source.entity for account in happening.accounts for chain in account.chains for source in chain}
    assert "actor.usa.mod" in sources


def test_seed_2_is_dated_by_its_text(readings: dict[str, Reading]) -> None:
    """Is the day that stands in the article taken, as stated?"""
    published = readings["seed-2"].published
    assert (published.start, published.end, published.stated) == ("2023-10-27", "2023-10-27", True)


@pytest.mark.parametrize("doc", [doc for doc in DOCS if doc != "seed-2"])
def test_the_others_are_dated_by_reasoning(readings: dict[str, Reading], gold: Gold, doc: str) -> None:
    """Does the reasoned interval lie inside the true one, and say why?"""
    published, true = readings[doc].published, gold[doc]["published"]
    assert published.start is not None
    assert published.end is not None
    assert true["start"] <= published.start <= published.end <= true["end"]
    assert not published.stated
    assert published.because


def test_tallies_in_order(chronology: Chronology) -> None:
    """Do the totals of attacks on US forces stand in the order of their last day: 16, 23, 27, 151?"""
    attacks = [tally for tally in chronology.tallies if tally.counted == "attacks" and tally.low >= 16]
    assert [tally.end for tally in attacks] == sorted(tally.end or "" for tally in attacks)
    lows = list(dict.fromkeys(tally.low for tally in attacks))
    assert [low for low in lows if low in (16, 27, 151)] == [16, 27, 151]
    assert 23 in lows


def test_the_sum_that_is_not_the_headline(chronology: Chronology) -> None:
    """Is it found that 14 + 3 is 17 where the headline says 23?"""
    found = [finding.text for tally in chronology.tallies for finding in tally.findings]
    assert [text for text in found if "14 + 3 = 17" in text and "23" in text]


def test_parts_that_add_up_are_left_alone(chronology: Chronology) -> None:
    """Is nothing found wrong with 16 + 11 = 27?"""
    (tally,) = [tally for tally in chronology.tallies if tally.low == 27]
    assert tally.by_place == {"IRQ": 16, "SYR": 11}
    assert [finding for finding in tally.findings if finding.kind == "parts"] == []


def test_the_announcement_and_its_denial(chronology: Chronology) -> None:
    """Does the denial of the announcement stand beside it?"""
    statements = [found for found in contradictions.find(chronology) if found.field == "statement"]
    (one,) = [found for found in statements if found.sides[0].speaker == "Kataib Hezbollah"]
    assert [side.says for side in one.sides] == ["said it", "denies it"]


def test_the_account_that_changed(chronology: Chronology) -> None:
    """Is the failed rocket attack set against the deliberate attempt that it was called later?"""
    (one,) = [found for found in contradictions.find(chronology) if found.field == "described as"]
    assert [claim.split("#")[0] for side in one.sides for claim in side.claims] == ["seed-3", "seed-3"]


def test_the_series_of_attacks(chronology: Chronology) -> None:
    """Do 16, 23, 27 and 151 stand in one series of one side, each with what is on record of it?"""
    series = next(s for s in to_book(chronology).series if s.speaker == "officials of USA" and s.counted == "attacks")
    lows = list(dict.fromkeys(line.low for line in series.lines))
    assert [low for low in lows if low != 17] == [16, 23, 27, 151]
    assert all(line.on_record is not None and line.residual is not None for line in series.lines)


def test_nothing_from_furniture(readings: dict[str, Reading], texts: dict[str, str], gold: Gold) -> None:
    """Does no record touch a line that people called furniture?"""
    taken = []
    for doc, reading in readings.items():
        lines = {line.strip() for line in gold[doc]["furniture"]} - {""}
        for record in records_of(reading):
            text = texts[doc]
            start = text.rfind("\n", 0, record.span.start) + 1
            end = text.find("\n", record.span.end)
            line = text[start : end if end >= 0 else None].strip()
            if line in lines:
                taken.append(f"{doc}#{record.id}: {line}")
    assert taken == []


def test_every_mention_is_a_slice(readings: dict[str, Reading], texts: dict[str, str]) -> None:
    """Are triggers and sentences the files' letters at their spans?"""
    for doc, reading in readings.items():
        for record in records_of(reading):
            assert texts[doc][record.span.start : record.span.end] == record.trigger
            assert texts[doc][record.sentence_span.start : record.sentence_span.end] == record.sentence


def test_every_record_can_be_explained(readings: dict[str, Reading], texts: dict[str, str]) -> None:
    """Does explaining each record name a reason for every field, without a fault?"""
    without = {}
    for doc, reading in readings.items():
        assert list(explain_published(reading))
        for record in records_of(reading):
            lines = list(explain_record(reading, record, texts[doc], lambda rule: RuleNote()))
            assert lines[0].startswith(f"{doc}#{record.id}  ")
            if missing := unexplained(record):
                without[f"{doc}#{record.id}"] = missing
    assert without == {}


def test_any_order_gives_the_same(readings: dict[str, Reading], texts: dict[str, str], chronology: Chronology) -> None:
    """Does the order of the articles change nothing?"""
    assert khabar.chronology(list(readings.values())[::-1], texts) == chronology
