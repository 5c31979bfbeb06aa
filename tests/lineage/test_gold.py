"""Lineage on coded articles: the near-duplicates among them, the seeds, and everything else left apart."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from khabar.evaluate.dating import link_by_keys, to_reading
from khabar.evaluate.gold import Gold, load_gold
from khabar.lineage.find import find_lineage
from khabar.model.chronology import Chronology, Happening
from khabar.model.lineage import Body, Lineage
from khabar.reconcile.view import reconcile

pytestmark = pytest.mark.shared
REUSED = {("dev-02", "dev-01"), ("dev-08", "dev-07"), ("dev-14", "dev-13")}
QUOTED = {("seed-0", "seed-2"), ("dev-39", "dev-32"), ("dev-43", "dev-37")}
"""Statements that two of them quote: of the American minister, of a health ministry, of an armed group."""


@pytest.fixture(scope="module")
def golds(shared: Path) -> list[Gold]:
    """The coded articles."""
    return [load_gold(str(path)) for path in sorted((shared / "gold").glob("*.json"))]


@pytest.fixture(scope="module")
def lineage(golds: list[Gold]) -> Lineage:
    """Who rests on whom, claims given."""
    return find_lineage([Body(doc=gold.doc, reading=to_reading(gold), text=gold.text) for gold in golds])


@pytest.fixture(scope="module")
def chronology(golds: list[Gold], lineage: Lineage) -> Chronology:
    """The happenings as coders joined them."""
    links = link_by_keys([to_reading(gold) for gold in golds])
    return reconcile(msgspec.structs.replace(links, lineage=lineage))


def happening(chronology: Chronology, name: str) -> Happening:
    (found,) = [h for h in chronology.happenings if h.id == name]
    return found


def origins(h: Happening) -> dict[str, int]:
    return {doc: account.origin for account in h.accounts for doc in account.docs}


def test_the_near_duplicates_are_found_and_no_other(lineage: Lineage) -> None:
    """Are the three pairs that share text found, and no pair that does not?"""
    text = {(r.doc, r.of) for r in lineage.relations if r.kind in ("copy", "trim", "reuse", "retelling")}
    assert text == REUSED
    assert {(r.doc, r.of) for r in lineage.relations} - text <= QUOTED


def test_one_statement_in_two_translations(lineage: Lineage) -> None:
    """Is the minister's statement of 26 October known again in another translation?"""
    assert ("seed-0", "seed-2", "quotation") in {(r.doc, r.of, r.kind) for r in lineage.relations}


@pytest.mark.parametrize("pair", sorted(REUSED), ids="-".join)
def test_near_duplicates_share_their_origin(chronology: Chronology, pair: tuple[str, str]) -> None:
    """Do the two articles count once in every happening that both tell?"""
    both = [h for h in chronology.happenings if set(pair) <= origins(h).keys()]
    assert len(both) >= 2
    assert {h.id: origins(h)[pair[0]] == origins(h)[pair[1]] for h in both} == {h.id: True for h in both}


def test_an_article_of_its_own_stays_apart(chronology: Chronology) -> None:
    """Is the third article on the base another origin than the two that share a wire?"""
    found = origins(happening(chronology, "2024-08-05-rocket-attack-ain-al-asad"))
    assert found["dev-01"] == found["dev-02"] != found["dev-03"]


def test_the_pentagon_statement_is_one_origin_in_three_articles(chronology: Chronology) -> None:
    """Do three articles on the strikes of 26 October count once, with the reason told?"""
    h = happening(chronology, "2023-10-26-us-strikes-eastern-syria")
    found = origins(h)
    assert found["seed-0"] == found["seed-1"] == found["seed-2"]
    assert (h.docs, len(h.accounts), h.origins) == (4, 4, 2)
    assert [bool(a.because) for a in h.accounts if a.origin == 1] == [False, True, True]
