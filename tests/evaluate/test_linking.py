"""Linking scored alone: pairs, clusters and what was torn."""

from __future__ import annotations

import pytest

from khabar.evaluate.gold import Gold
from khabar.evaluate.linking import Mention, count_pairs, find_misses, rows, to_reading
from khabar.model.records import Event, Published
from khabar.model.spans import Span


def mention(ref: str, key: str, event: str) -> Mention:
    at = Span(0, 1)
    record = Event(id="e", type="assault", span=at, trigger="x", sentence="x", sentence_span=at, modality="asserted")
    return Mention(ref, ref.split("#", maxsplit=1)[0], key, event, record)


MENTIONS = [mention("a#1", "k", "x"), mention("a#2", "k", "x"), mention("b#1", "k", "y"), mention("b#2", "l", "y")]


def test_pairs_are_counted_by_where_they_stand() -> None:
    """Are pairs joined rightly, wrongly and not at all counted, within documents and across?"""
    every = count_pairs(MENTIONS, lambda one, two: True)
    assert (every.right, every.wrong, every.missed) == (1, 1, 2)
    assert every.precision == pytest.approx(1 / 2)
    assert every.recall == pytest.approx(1 / 3)
    found = {name: value for name, value, _ in rows(MENTIONS)}
    assert found["pairs within: precision"] == pytest.approx(1 / 2)
    assert found["pairs across: precision"] is None
    assert found["pairs across: recall"] == 0


def test_misses_say_what_was_torn() -> None:
    """Is a happening in two clusters a split, a cluster of two happenings merged, the costlier first?"""
    split, merged = find_misses(MENTIONS)
    assert (split.kind, split.name, [[m.ref for m in part] for part in split.parts]) == (
        "split",
        "k",
        [["a#1", "a#2"], ["b#1"]],
    )
    assert (merged.kind, merged.name) == ("merged", "y")
    assert split.cost > merged.cost


def test_claims_given_know_no_keys() -> None:
    """Is gold's key taken off the records that are linked?"""
    at = Span(0, 1)
    event = Event(
        id="e", type="assault", span=at, trigger="x", sentence="x", sentence_span=at, modality="asserted", event="key"
    )
    reading = to_reading(Gold(doc="a", text="x", text_path="a.txt", published=Published(), events=(event,)))
    assert [e.event for e in reading.events] == [None]
