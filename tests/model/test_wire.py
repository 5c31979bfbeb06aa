"""Readings as JSON, and back."""

from __future__ import annotations

import json

import pytest

from khabar.model import wire
from khabar.model.records import Event, Published, Reading, TimeMention
from khabar.model.spans import Span

EMPTY = Reading(doc="a", sha256="00", khabar="1", published=Published())
EVENT = Event(
    id="e1",
    type="assault",
    modality="asserted",
    span=Span(0, 4),
    trigger="هجوم",
    sentence="هجوم",
    sentence_span=Span(0, 4),
    time=TimeMention(start="2024-01-01", end="2024-01-02"),
)


def test_lists_are_always_there() -> None:
    """Can a reader of the file count on the lists, the date and the modality?"""
    plain = json.loads(wire.to_json(EMPTY))
    assert list(plain) == ["doc", "sha256", "khabar", "published", "furniture", "events", "tallies", "strengths"]
    assert plain["published"] == {"start": None, "end": None, "stated": False, "because": []}


def test_modality_is_written_out() -> None:
    """Is "asserted" said, though it is the default?"""
    plain = wire.to_plain(Reading(doc="a", sha256="", khabar="1", published=Published(), events=(EVENT,)))
    assert plain["events"][0]["modality"] == "asserted"
    assert list(plain["events"][0])[:7] == ["id", "type", "span", "trigger", "sentence", "sentence_span", "modality"]
    assert "place" not in plain["events"][0]


def test_round_trip() -> None:
    """Does a reading come back as it went?"""
    reading = Reading(doc="a", sha256="", khabar="1", published=Published(start="2024-01-01"), events=(EVENT,))
    assert wire.from_json(wire.to_json(reading)) == reading
    assert isinstance(wire.from_json(wire.to_json(reading)).events[0].span, Span)


@pytest.mark.parametrize("line", [b"", b"{", b"[]", b'{"doc": "a"}', b'{"doc": 1}', b"\xff"])
def test_other_lines_are_refused(line: bytes) -> None:
    """Is a line that is no reading refused as such?"""
    with pytest.raises(ValueError, match="not a reading"):
        wire.from_json(line)
