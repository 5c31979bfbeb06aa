"""The runner of examples: does it see what it must see?"""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from khabar.evaluate.examples import check_case, find_cases, unmarked
from khabar.evaluate.rules import ids_in
from khabar.model.records import ActorMention, CasualtyMention, Event, Published, Reading, Why
from khabar.model.spans import Span
from khabar.packs.schema.base import Example, NotExample
from khabar.packs.schema.triggers import Trigger

TEXT = "شن الجيش هجوما"
EVENT = Event(
    id="e1",
    type="assault",
    modality="asserted",
    span=Span(9, 14),
    trigger="هجوما",
    sentence=TEXT,
    sentence_span=Span(0, 14),
    initiator=(ActorMention(text="الجيش", span=Span(3, 8), kind="military"),),
    casualties=(CasualtyMention(text="", span=Span(0, 1), harm="killed", who="unknown", low=2),),
    why=(Why(field="type", rule="trigger:assault.hujum"),),
)


def fault(example: Example | NotExample, *events: Event) -> str | None:
    kind = "examples" if isinstance(example, Example) else "not_examples"
    entry = Trigger(id="assault.hujum", type="assault", frame="f", **{kind: [example]})  # type: ignore[arg-type]
    (case,) = find_cases({"trigger": [entry]})
    reading = Reading(doc="x", sha256="", khabar="", published=Published(), events=events)
    return check_case(case, lambda text, published: reading)


@pytest.mark.parametrize(
    "fields",
    [{}, {"initiator": "الجيش"}, {"type": "assault", "modality": "asserted"}, {"harm": "killed", "low": 2}, {"low": 2}],
)
def test_what_holds(fields: dict[str, Any]) -> None:
    """Does an example hold whose fields the event has?"""
    assert fault(Example(text="شن الجيش ⟦هجوما⟧", **fields), EVENT) is None


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"initiator": "العدو"}, "initiator is"),
        ({"target": "البلدة"}, "target is"),
        ({"place": "بغداد"}, "place is"),
        ({"weapon": "مدفع"}, "weapon is"),
        ({"source": "وكالة"}, "source is"),
        ({"modality": "future"}, "modality is"),
        ({"type": "coerce"}, "type is"),
        ({"harm": "wounded"}, "toll is"),
        ({"low": 3}, "toll is"),
        ({"value": "2024-01-01"}, "time is"),
    ],
)
def test_what_does_not_hold(fields: dict[str, Any], words: str) -> None:
    """Is each field that differs told?"""
    assert words in (fault(Example(text="شن الجيش ⟦هجوما⟧", **fields), EVENT) or "")


def test_the_marked_words_must_be_read() -> None:
    """Is an event elsewhere in the sentence, or one of another type beside the words, not enough for a trigger?"""
    far = msgspec.structs.replace(EVENT, span=Span(60, 65), sentence_span=Span(0, 65))
    assert "nothing is read" in (fault(Example(text="⟦شن⟧ الجيش هجوما"), far) or "")
    assert "nothing is read" in (fault(Example(text="⟦شن⟧ الجيش هجوما", type="deny"), EVENT) or "")


def test_the_other_word_of_a_marked_phrase_is_enough() -> None:
    """Does an example hold whose event hangs on the noun of a light verb that is marked?"""
    assert fault(Example(text="⟦شن⟧ الجيش هجوما"), EVENT) is None


def test_silence() -> None:
    """Does a counter-example hold while the rule is silent, whatever others read?"""
    assert fault(NotExample(text=TEXT, why="x")) is None
    assert "must stay silent" in (fault(NotExample(text=TEXT, why="x"), EVENT) or "")


def test_marks_come_off() -> None:
    """Do spans count the letters without the marks, and is a text without marks whole?"""
    assert unmarked("⟦a⟧") == ("a", Span(0, 1))
    assert unmarked("a⟧b⟦") == ("ab", None)


def test_ids_in_rule_names() -> None:
    """Is an id found whole, never as a part of a longer one?"""
    assert "assault.qasf" not in ids_in("trigger:assault.qasf_named")
