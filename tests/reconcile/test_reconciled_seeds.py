"""The five articles, their claims given: what the people who coded them could check in the results."""

from __future__ import annotations

from pathlib import Path

import pytest

from khabar.evaluate.dating import link_by_keys, to_reading
from khabar.evaluate.gold import load_gold
from khabar.model.chronology import Chronology, Links
from khabar.model.reconcilement import Contradiction
from khabar.reconcile import contradictions, stances
from khabar.reconcile.book import to_book
from khabar.reconcile.page import to_page
from khabar.reconcile.view import claims_of, reconcile

pytestmark = pytest.mark.shared
RUMALYN = "2024-04-21-rockets-rumalyn"


@pytest.fixture(scope="module")
def links(shared: Path) -> Links:
    """The coded claims, linked by the keys that they were coded with."""
    return link_by_keys([to_reading(load_gold(str(shared / "gold" / f"seed-{n}.json"))) for n in range(5)])


@pytest.fixture(scope="module")
def chronology(links: Links) -> Chronology:
    """All five together."""
    return reconcile(links)


@pytest.fixture(scope="module")
def listed(chronology: Chronology) -> tuple[Contradiction, ...]:
    """What contradicts itself in them."""
    return contradictions.find(chronology)


def test_the_series_of_attacks(chronology: Chronology) -> None:
    """Do 16, 23, 27 and 151 stand in one series in order, with what the ledger covers of each?"""
    series = next(s for s in to_book(chronology).series if s.speaker == "officials of USA" and s.counted == "attacks")
    assert [line.low for line in series.lines if line.low != 17] == [16, 23, 27, 151]
    assert all(line.on_record and line.residual == line.low - line.on_record for line in series.lines)
    assert "2023-10-30-rockets-ain-al-asad" in next(line.covered for line in series.lines if line.low == 27)


def test_the_sum_that_is_not_the_headline(listed: tuple[Contradiction, ...]) -> None:
    """Is 14 + 3 = 17 against 23 on the list?"""
    found = [c for c in listed if c.field == "tally" and "14 + 3 = 17" in c.sentence]
    assert found
    assert "23" in found[0].sentence


def test_the_announcement_and_its_denial(chronology: Chronology, listed: tuple[Contradiction, ...]) -> None:
    """Do the announcement and the denial by one group stand side by side, each with its speaker?"""
    (one,) = [c for c in listed if c.field == "statement"]
    assert [(side.speaker, side.says) for side in one.sides] == [
        ("Kataib Hezbollah", "said it"),
        ("Kataib Hezbollah", "denies it"),
    ]
    held = stances.of_statements(chronology.statements)
    assert [(s.party, s.stance) for s in held] == [("Kataib Hezbollah", "asserted"), ("Kataib Hezbollah", "denied")]


def test_the_changed_account_of_the_rockets(links: Links, chronology: Chronology) -> None:
    """Is "a failed rocket attack", later "a deliberate attempt", one side that changed its account?"""
    (happening,) = [h for h in chronology.happenings if h.id == RUMALYN]
    page = to_page(happening, [c for c in claims_of(links) if c.ref in happening.claims])
    (changed,) = [s for s in page.stances if s.stance == "changed its account"]
    assert changed.party == "officials of USA"
    assert [words.split()[0] for words in changed.words] == ["هجوم", "محاولة"]
    assert [c.field for c in page.contradictions] == ["described as"]
