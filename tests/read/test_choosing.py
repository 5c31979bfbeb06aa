"""Participants that are weighed: every likely phrase of a sentence is offered, and what is not taken is kept."""

from __future__ import annotations

import pytest

from khabar import pipeline
from khabar.packs.weights import load_weights
from khabar.read.choosing import KEEP, ROLES, TABLES


@pytest.mark.parametrize("role", ROLES)
def test_the_tables_are_of_use(role: str) -> None:
    """Does what the rules propose first weigh most in favour, in a table that says how it was made?"""
    weights = load_weights("khabar.read", TABLES[role])
    assert weights[f"{role} first"] > max(0.0, weights.get(f"{role} later", 0.0))
    assert 0 < KEEP[role] < 0.5


def test_a_doer_that_no_rule_proposes() -> None:
    """Is somebody taken whom only his place in the sentence makes likely, and does the reading say so?"""
    text = "تواصل قوات الجيش، لليوم الثالث على التوالي، مداهمة المنازل في مدينة جنين."
    event = next(e for e in pipeline.read_text(text).events if e.type == "coerce")
    assert [actor.text for actor in event.initiator] == ["قوات الجيش"]


def test_what_is_not_taken_is_no_participant_of_itself() -> None:
    """Is every participant a phrase of its own sentence, none of them twice?"""
    text = "قالت الحكومة إن الجيش قصف مواقع المسلحين، وإن المسلحين ردوا بإطلاق قذائف على قرى مجاورة."
    for event in pipeline.read_text(text).events:
        spans = [actor.span for actor in (*event.initiator, *event.target)]
        assert all(event.sentence_span.overlaps(span) for span in spans)
        assert len(spans) == len(set(spans))
