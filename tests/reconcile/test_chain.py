"""Chains of action and answer: who says that one answers the other, after how long, and what cannot be."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from khabar.evaluate.dating import link_by_keys, to_reading
from khabar.evaluate.gold import load_gold
from khabar.model.chain import Chain, to_lines
from khabar.model.chronology import Attachment, Links
from khabar.model.records import ActorMention, Event, Published, Reading, SourceMention, TimeMention
from khabar.model.spans import Span
from khabar.reconcile.chain import acyclic, find_node, to_chain
from khabar.reconcile.view import reconcile

SPAN = Span(0, 4)
STATED = Published(start="2023-10-27", end="2023-10-27", stated=True)


def told(number: int, key: str | None, day: str | None, *answers: str, kind: str = "assault", **more: object) -> Event:
    """A claim of the happening `key` on `day` that answers other records of its document."""
    at = Span(number * 10, number * 10 + 5)
    time = TimeMention(start=day, end=day) if day else None
    fields = {"id": f"e{number}", "type": kind, "span": at, "trigger": "ضربة", "sentence": f"ضربة {number}"}
    rest = {"sentence_span": at, "modality": "asserted", "time": time, "event": key, "responds_to": answers}
    return Event(**{**fields, **rest, **more})  # type: ignore[arg-type]


def reading(doc: str, *events: Event) -> Reading:
    return Reading(doc=doc, sha256=doc, khabar="0", published=STATED, events=events)


def chain_of(*readings: Reading, attached: tuple[Attachment, ...] = ()) -> Chain:
    ordered = tuple(sorted(readings, key=lambda r: r.doc))
    links = Links(readings=ordered, names=tuple(r.doc for r in ordered), attached=attached)
    return to_chain(links, reconcile(links))


def actor(name: str) -> tuple[ActorMention, ...]:
    return (ActorMention(text=name, span=SPAN, kind="armed_group", name=name),)


def source(name: str) -> tuple[SourceMention, ...]:
    return (SourceMention(text=name, span=SPAN, kind="military", name=name, entity=name),)


STRIKE = reading(
    "a", told(1, "attack", "2023-10-20"), told(2, "strike", "2023-10-26", "e1", sources=source("Pentagon"))
)


def test_an_answer_with_its_days_and_its_teller() -> None:
    """Does one edge say what answered what, after how many days, and who says so?"""
    (edge,) = chain_of(STRIKE).edges
    assert (edge.answer, edge.answered, edge.how) == ("strike", "attack", "told")
    assert (edge.days_low, edge.days_high) == (6, 6)
    assert [(teller.claim, teller.sources[0].name) for teller in edge.told] == [("a#e2", "Pentagon")]


def test_two_articles_of_one_origin_are_one() -> None:
    """Do two articles that rest on one speaker count as one origin of the edge, a third speaker as another?"""
    b = reading("b", told(7, "attack", "2023-10-20"), told(9, "strike", "2023-10-26", "e7", sources=source("Pentagon")))
    c = reading("c", told(1, "attack", "2023-10-20"), told(2, "strike", "2023-10-26", "e1", sources=source("Tehran")))
    assert [(len(e.told), e.origins) for e in chain_of(STRIKE, b).edges] == [(2, 1)]
    assert [(len(e.told), e.origins) for e in chain_of(STRIKE, b, c).edges] == [(3, 2)]


def test_articles_make_one_chain() -> None:
    """Is what one article tells as an answer, and another as answered, one node of a longer chain?"""
    b = reading("b", told(1, "strike", "2023-10-26"), told(2, "rockets", "2023-10-27", "e1"))
    assert [(e.answer, e.answered) for e in chain_of(STRIKE, b).edges] == [("strike", "attack"), ("rockets", "strike")]


def test_an_answer_before_what_it_answers_is_kept_and_marked() -> None:
    """Is an answer told to come first a contradiction, in the chain but not in the acyclic view?"""
    made = chain_of(reading("a", told(1, "attack", "2023-10-20"), told(2, "strike", "2023-10-18", "e1")))
    assert [(e.days_high, bool(e.fault)) for e in made.edges] == [(-2, True)]
    assert acyclic(made).edges == ()


def test_a_circle_is_kept_and_named() -> None:
    """Are two that are told to answer each other reported, not dropped?"""
    b = reading("b", told(1, "strike", "2023-10-20"), told(2, "attack", "2023-10-20", "e1"))
    made = chain_of(reading("a", told(1, "attack", "2023-10-20"), told(2, "strike", "2023-10-20", "e1")), b)
    assert made.circles == (("attack", "strike"),)
    assert len(made.edges) == 2
    assert all(edge.fault for edge in made.edges)
    assert acyclic(made).edges == ()


def test_a_denial_answers_the_accusation() -> None:
    """Does a denial by the one whom an accusation of the same happening blames answer that accusation?"""
    accuse = told(2, None, "2023-10-21", kind="accuse", initiator=actor("Washington"), target=actor("Tehran"))
    deny = told(3, None, "2023-10-22", kind="deny", initiator=actor("Tehran"))
    attached = tuple(Attachment(act=f"a#e{n}", event="attack", because="told beside it") for n in (2, 3))
    edges = chain_of(reading("a", told(1, "attack", "2023-10-20"), accuse, deny), attached=attached).edges
    assert ("a#e3", "a#e2", "denies") in [(e.answer, e.answered, e.how) for e in edges]
    assert ("a#e2", "attack", "about") in [(e.answer, e.answered, e.how) for e in edges]


def test_order_changes_nothing() -> None:
    """Do shuffled readings give the same bytes?"""
    made = [STRIKE, reading("b", told(1, "strike", "2023-10-26"), told(2, "rockets", "2023-10-27", "e1"))]
    once = to_lines(chain_of(*made))
    random.Random(1).shuffle(made)
    assert to_lines(chain_of(*reversed(made))) == once


def test_a_node_is_found_by_a_claim() -> None:
    """Is a node found by its id, by a claim of it and by the beginning of its id?"""
    made = chain_of(STRIKE)
    assert {node.id for wanted in ("strike", "a#e2", "stri") if (node := find_node(made, wanted))} == {"strike"}
    assert find_node(made, "s#x") is None


@pytest.mark.shared
def test_the_strikes_of_26_october_answer_the_attacks(shared: Path) -> None:
    """Do the claims of four articles give one answer, with each that tells it?"""
    golds = [load_gold(str(shared / "gold" / f"seed-{n}.json")) for n in range(5)]
    links = link_by_keys([to_reading(gold) for gold in golds])
    made = to_chain(links, reconcile(links))
    pair = "2023-10-26-us-strikes-eastern-syria", "2023-10-17-attacks-us-forces-iraq-syria"
    (edge,) = [e for e in made.edges if (e.answer, e.answered) == pair]
    assert {teller.doc for teller in edge.told} == {"seed-0", "seed-1", "seed-2", "seed-4"}
    assert edge.days_low == 0
    assert edge.origins < len(edge.told)
