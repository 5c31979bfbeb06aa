"""How a record came about: every field back to its words, its rule and its reasoning."""

from __future__ import annotations

import msgspec

from khabar.cli.explanation import (
    RuleNote,
    explain_published,
    explain_record,
    list_records,
)
from khabar.model.records import ActorMention, Event, Lost, Published, Reading, Tally, TimeMention, Why
from khabar.model.spans import Span
from khabar.serve.reasons import unexplained

TEXT = "قصفت القوات الأميركية منشأتين الخميس"
EVENT = Event(
    id="e1",
    type="assault",
    modality="asserted",
    span=Span(0, 4),
    trigger="قصفت",
    sentence=TEXT,
    sentence_span=Span(0, len(TEXT)),
    initiator=(ActorMention(text=TEXT[5:21], span=Span(5, 21), kind="military", country="USA"),),
    time=TimeMention(text=TEXT[30:], span=Span(30, len(TEXT)), start="2023-10-26", end="2023-10-26"),
    why=(
        Why(field="type", rule="trigger:assault.qasafa"),
        Why(field="modality", rule="plain assertion"),
        Why(field="time", rule="date.weekday", because=("Thursday before the article",), score=0.9),
        Why(
            field="initiator",
            rule="frame.subject",
            lost=(Lost(value="الجيش", rule="actor.near", score=0.2, because="stands further away"),),
        ),
    ),
)
READING = Reading(doc="a", sha256="", khabar="0", published=Published(), events=(EVENT,))


def no_note(rule: str) -> RuleNote:
    return RuleNote(note="of the survey", source="CLDR ar") if rule == "date.weekday" else RuleNote()


def shown(event: Event, text: str | None = TEXT) -> str:
    return "\n".join(explain_record(READING, event, text, no_note))


def test_it_walks_back_to_the_words() -> None:
    """Does every field show its words, where they stand, its rule, its reasons and the candidates that lost?"""
    out = shown(EVENT)
    for part in (
        "[قصفت]",
        "date.weekday, score 0.90",
        "of the survey",
        "source: CLDR ar",
        "Thursday before the article",
        "frame.subject",
        "actor.near, score 0.20): stands further away",
        "start 2023-10-26",
        "(30-36)",
    ):
        assert part in out
    assert "no reason recorded" not in out
    assert unexplained(EVENT) == []


def test_readings_without_their_text() -> None:
    """Is the sentence of the record enough where the article is not at hand?"""
    assert shown(EVENT, None) == shown(EVENT)


def test_a_field_without_a_reason_says_so() -> None:
    """Is a field that no rule accounts for named?"""
    bare = msgspec.structs.replace(EVENT, outcome="hit")
    assert unexplained(bare) == ["outcome"]
    assert "no reason recorded" in shown(bare)


def test_fields_that_come_about_together() -> None:
    """Do both ends of a span and of a count share their reason, and does a count not answer for the sources?"""
    tally = Tally(
        id="t1",
        span=Span(0, 4),
        trigger="قصفت",
        sentence=TEXT,
        sentence_span=Span(0, len(TEXT)),
        counted="attacks",
        low=2,
        start="2023-10-17",
        end="2023-10-30",
        why=(Why(field="trigger", rule="tally"), Why(field="start", rule="span of the tally")),
    )
    assert unexplained(tally) == ["counted"]


def test_the_date_of_an_article() -> None:
    """Is an unknown day told as unknown, and a known one with its reasons?"""
    assert list(explain_published(READING)) == ["a#published  unknown"]
    dated = Published(start="2023-10-26", end="2023-10-27", because=("Thursday 26",))
    lines = list(explain_published(msgspec.structs.replace(READING, published=dated)))
    assert lines[0] == "a#published  2023-10-26 to 2023-10-27, reasoned from what the text mentions"
    assert lines[1].strip() == "because Thursday 26"


def test_what_there_is_to_explain() -> None:
    """Is every record listed by the name that explains it?"""
    assert [line.split("  ")[0] for line in list_records(READING)] == ["a#published", "a#e1"]
