"""Doers whom the clause itself does not name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Event

EventOf = Callable[..., Event]
Told = Callable[[Event, str], list[str]]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("أعلنت حركة حماس استهداف دبابة إسرائيلية شرق رفح.", ["حركة حماس"]),
        ("هدد الحوثيون باستهداف السفن الإسرائيلية في البحر الأحمر.", ["الحوثيون"]),
        ("اتهمت إيران إسرائيل بقصف قنصليتها في دمشق.", ["إسرائيل"]),
        ("تبنت كتائب حزب الله هجوما على قاعدة في دير الزور.", ["كتائب حزب الله"]),
        ('وقالت الحركة في بيان: "استهدفنا دبابة إسرائيلية شرق رفح".', ["الحركة"]),
    ],
)
def test_a_doer_beyond_the_clause(event: EventOf, told: Told, text: str, wanted: list[str]) -> None:
    """Is who announces, vows, is accused, claims, or speaks in the first person the doer?"""
    assert told(event(text, "assault"), "initiator") == wanted


def test_who_announces_another_s_act(event: EventOf, told: Told) -> None:
    """Does a ministry that announces what others did not become the doer?"""
    found = event("أعلنت وزارة الداخلية العراقية أن مسلحين هاجموا نقطة تفتيش في كركوك.", "assault")
    assert told(found, "initiator") == ["مسلحين"]


def test_a_doer_of_its_own_comes_first(event: EventOf, told: Told) -> None:
    """Does a doer named in the clause beat whoever reports it?"""
    found = event("أعلنت وزارة الدفاع الروسية قصف القوات الأوكرانية بلدة حدودية.", "assault")
    assert told(found, "initiator") == ["القوات الأوكرانية"]


def test_why_tells_where_the_doer_came_from(event: EventOf) -> None:
    """Does the record say that the doer is the announcer of its own act?"""
    found = event("أعلنت حركة حماس استهداف دبابة إسرائيلية شرق رفح.", "assault")
    (why,) = [why for why in found.why if why.field == "initiator"]
    assert why.rule == "announcer of its own act"
