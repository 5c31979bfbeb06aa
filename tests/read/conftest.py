"""Short ways to look at one sentence: as a reading, and as the views that rules see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from khabar import pipeline
from khabar.model.records import Event, Reading
from khabar.read.reader import Times
from khabar.read.view import View
from khabar.text.sentences import split_sentences
from khabar.text.tokens import tokenize

DAY = "2024-01-23"  # a Tuesday

Read = Callable[[str], Reading]
ViewOf = Callable[[str], View]


@pytest.fixture(scope="session")
def read() -> Read:
    """The reading of a text that appeared on Tuesday 23 January 2024."""
    return lambda text: pipeline.read_text(text, published=DAY)


@pytest.fixture(scope="session")
def view() -> ViewOf:
    """The first sentence of a text as rules see it."""
    made = pipeline.reader()

    def view_of(text: str) -> View:
        tokens = tokenize(text)
        sentence = split_sentences(tokens)[0]
        found = made.times.find(tokens, sentence.first, sentence.last)
        times: Times = {(e.lead if 0 <= e.lead < e.first else e.first): (e.last, e) for e in found}
        return made.reader.view(text, tokens, sentence, times)

    return view_of


@pytest.fixture(scope="session")
def event(read: Read) -> Callable[..., Event]:
    """The one event of a text, or its first of a type."""

    def event_of(text: str, kind: str = "") -> Event:
        found = [e for e in read(text).events if not kind or e.type == kind]
        assert found, [(e.type, e.trigger) for e in read(text).events]
        return found[0]

    return event_of


@pytest.fixture(scope="session")
def told() -> Callable[[Event, str], list[str]]:
    """The words of one field of an event."""

    def words(record: Event, field: str) -> list[str]:
        value: Any = getattr(record, field)
        if value is None:
            return []
        return [one.text or "" for one in (value if isinstance(value, tuple) else (value,))]

    return words
